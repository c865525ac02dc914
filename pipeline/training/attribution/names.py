"""Encoded name corpora in, precision, recall and F1 of the model's names out.

Run:  python pipeline/training/attribution/names.py --model FOLDER --encoded FILE --vocabulary FILE
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from pathlib import Path

import numpy as np
from examples import read, recoded

from claimgraph.annotate.learned.decoding import Chain
from claimgraph.annotate.learned.network import Network

# Which labels a corpus annotates.
ANNOTATES = {
    "ewt_names_dev": ("PERSON", "ORG", "LOC"),
    "worldwide_dev": ("PERSON", "ORG", "LOC", "NORP"),
    "gum_dev": ("PERSON", "ORG", "LOC", "NORP", "EVENT"),
    "crossner_politics_dev": ("PERSON", "ORG", "LOC", "EVENT"),
}


def main() -> None:
    """Print a table."""
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--model", type=Path, required=True)
    arguments.add_argument("--encoded", type=Path, required=True)
    arguments.add_argument("--vocabulary", type=Path, required=True, help="that it was encoded with")
    options = arguments.parse_args()
    network = Network(options.model)
    chain = Chain(network.about["name_tags"], network.decoder["name_steps"])
    tallies: defaultdict[tuple[str, str], list[int]] = defaultdict(lambda: [0, 0, 0])
    examples = list(recoded(read(options.encoded), options.vocabulary, options.model / "tokenizer.json"))
    for at in range(0, len(examples), 32):
        batch = examples[at : at + 32]
        for example, scores in zip(batch, network.score([e.encoded for e in batch]), strict=True):
            found = {
                (part.first, part.end, part.kind)
                for part in chain.parts(scores.names, np.asarray([0], np.int64))
                if part.kind in ANNOTATES[example.name]
            }
            gold = {name for name in example.names if name[2] in ANNOTATES[example.name]}
            for label in (*ANNOTATES[example.name], "all"):
                mine = {f for f in found if label in (f[2], "all")}
                true = {g for g in gold if label in (g[2], "all")}
                row = tallies[example.name, label]
                row[0] += len(mine & true)
                row[1] += len(mine)
                row[2] += len(true)
    for (corpus, label), (hit, mine, true) in tallies.items():
        precision, recall = hit / max(mine, 1), hit / max(true, 1)
        f1 = 2 * precision * recall / max(precision + recall, 1e-9)
        print(f"{corpus:24} {label:8} {100 * precision:5.1f} {100 * recall:5.1f} {100 * f1:5.1f}")


if __name__ == "__main__":
    main()
