"""What a build costs beside the language model alone, as ratios measured in turn in one run.

Run:  python tests/benchmarks/speed.py [FOLDER] [--rounds 3] [--copies 5]

Without a folder the sample documents are read, each in several copies with a line of their own (equal texts are read
once). One process, no worker pool, so that both sides use one core. Machines are noisy: read the ratios.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import spacy

import claimgraph
from claimgraph.annotate.pipeline import load_pipeline
from claimgraph.ontology import load_ontology
from claimgraph.ontology.boilerplate import read_boilerplate
from claimgraph.read import plan_files, read_documents
from claimgraph.records import Document
from claimgraph.resources import model_folder, sample_folder


def main() -> None:
    """Print words a second and ratios to the bare model."""
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    arguments.add_argument("folder", nargs="?", type=Path)
    arguments.add_argument("--rounds", type=int, default=3)
    arguments.add_argument("--copies", type=int, default=5)
    options = arguments.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = options.folder or copies(sample_folder(), Path(temporary) / "documents", options.copies)
        rules = read_boilerplate(load_ontology())
        read = read_documents(plan_files([folder]), boilerplate=rules)
        documents = [item for item in read if isinstance(item, Document)]
        measure(documents, folder, Path(temporary), options.rounds)


def copies(source: Path, target: Path, number: int) -> Path:
    """Each document `number` times, told apart by a last line."""
    target.mkdir()
    for path in sorted(source.iterdir()):
        for n in range(number):
            text = path.read_text(encoding="utf-8")
            (target / f"{path.stem}-{n}{path.suffix}").write_text(f"{text}\n\nCopy {n}.\n", encoding="utf-8")
    return target


def measure(documents: list[Document], folder: Path, temporary: Path, rounds: int) -> None:
    bare = spacy.load(model_folder())
    full = load_pipeline()
    texts = [document.text for document in documents]
    words = sum(len(doc) for doc in bare.tokenizer.pipe(texts))
    list(full.annotate(documents[:2]))
    times: dict[str, list[float]] = {"language model": [], "all components": [], "whole build": []}
    for number in range(rounds):
        times["language model"].append(timed(lambda: list(bare.pipe(texts, batch_size=16))))
        times["all components"].append(timed(lambda: list(full.annotate(documents))))
        times["whole build"].append(
            timed(lambda n=number: claimgraph.build([folder], temporary / f"graph{n}", jobs=1))  # type: ignore[misc]
        )
        print(f"round {number + 1} of {rounds}", file=sys.stderr)
    middle = {name: statistics.median(values) for name, values in times.items()}
    print(f"{len(documents)} documents, {words:,} words, median of {rounds} rounds, one core\n")
    print("| | words a second | seconds | times the language model |\n|---|---|---|---|")
    for name, seconds in middle.items():
        ratio = seconds / middle["language model"]
        print(f"| {name} | {words / seconds:,.0f} | {seconds:.2f} | {ratio:.2f} |")


def timed(run: Callable[[], object]) -> float:
    start = time.perf_counter()
    run()
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
