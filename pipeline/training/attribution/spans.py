"""Encoded PolNeAR in, the model's own spans out as an annotation export, in PolNeAR's convention.

"That" is content there. This is the model alone, before its spans are put into claimgraph's convention and
tied to actors.

Run:  python pipeline/training/attribution/spans.py --model M --encoded FILE --vocabulary FILE --gold FILE
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from examples import Example, read, recoded

from claimgraph.annotate.learned.decoding import Chain, Part
from claimgraph.annotate.learned.linking import Linker
from claimgraph.annotate.learned.network import Network


def main() -> None:
    """Print one JSON object per article."""
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--model", type=Path, required=True)
    arguments.add_argument("--encoded", type=Path, required=True)
    arguments.add_argument("--vocabulary", type=Path, required=True, help="that it was encoded with")
    arguments.add_argument("--gold", type=Path, required=True, help="the articles, for their texts")
    options = arguments.parse_args()
    network = Network(options.model)
    chain = Chain(network.about["role_tags"], network.decoder["role_steps"])
    linker = Linker(network.decoder)
    texts = {a["document"]: a["text"] for a in map(json.loads, options.gold.open(encoding="utf-8"))}
    for example in recoded(read(options.encoded), options.vocabulary, options.model / "tokenizer.json"):
        scores = network.score([example.encoded])[0]
        parts = chain.parts(scores.roles, example.encoded.lines)

        claims = [
            {
                "source": [characters(example, t.source)] if t.source else [],
                "cue": [characters(example, t.cue)] if t.cue else [],
                "content": [characters(example, c) for c in t.contents],
                "confidence": min([p.probability for p in (t.cue, t.source, *t.contents) if p]) * t.ties,
            }
            for t in linker.triples(parts, scores.links, example.encoded.lines)
        ]
        print(
            json.dumps(
                {"document": example.name, "text": texts[example.name], "mentions": [], "claims": claims}
            )
        )


def characters(example: Example, part: Part) -> list[int]:
    return [int(example.offsets[part.first, 0]), int(example.offsets[part.end - 1, 1])]


if __name__ == "__main__":
    main()
