"""Words per second of both accuracies, analysing the same documents in turn, without the graph.

Run:  python tests/benchmarks/accuracy.py [FOLDER] [--jobs 2] [--rounds 3]

Without a folder the sample documents are read, in several copies with a line of their own. Everything is loaded and
has run once before the clock starts; with more than one process, each process loads its own model, which counts.
"""

from __future__ import annotations

import argparse
import statistics
import time
from dataclasses import replace
from pathlib import Path

from claimgraph.annotate.fingerprint import ACCURACIES
from claimgraph.annotate.pipeline import load_pipeline
from claimgraph.annotate.workers import annotate_documents
from claimgraph.ontology import load_ontology
from claimgraph.ontology.boilerplate import read_boilerplate
from claimgraph.read import plan_files, read_documents
from claimgraph.records import Document
from claimgraph.resources import sample_folder

COPIES = 12


def main() -> None:
    """Print one row per accuracy and round, and the ratio."""
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("folder", type=Path, nargs="?")
    arguments.add_argument("--jobs", type=int, default=2)
    arguments.add_argument("--rounds", type=int, default=3)
    options = arguments.parse_args()
    folder = options.folder or sample_folder()
    read = read_documents(plan_files([folder]), boilerplate=read_boilerplate(load_ontology()))
    found = [each for each in read if isinstance(each, Document)]
    copies = 1 if options.folder else COPIES
    documents = [
        replace(each, path=f"{number}/{each.path}", text=f"{each.text}\n\nCopy {number}.")
        for number in range(copies)
        for each in found
    ]
    words = sum(len(each.text.split()) for each in documents)
    rows: dict[str, list[float]] = {accuracy: [] for accuracy in ACCURACIES}
    cores: dict[str, list[float]] = {accuracy: [] for accuracy in ACCURACIES}
    loaded = {accuracy: load_pipeline(accuracy=accuracy) for accuracy in ACCURACIES}
    for _ in range(options.rounds):
        for accuracy in ACCURACIES:
            started = time.process_time()
            for _annotated in loaded[accuracy].annotate(documents):
                continue
            cores[accuracy].append(words / (time.process_time() - started))
            started = time.perf_counter()
            for _found in annotate_documents(documents, accuracy=accuracy, jobs=options.jobs):
                continue
            rows[accuracy].append(words / (time.perf_counter() - started))
    print(f"{len(documents)} documents, {words:,} words; the median of {options.rounds} rounds")
    for accuracy in ACCURACIES:
        core, wall = statistics.median(cores[accuracy]), statistics.median(rows[accuracy])
        print(f"{accuracy:5} {core:8,.0f} words a second of CPU, {wall:8,.0f} with {options.jobs} processes")
    ratio = statistics.median(a / b for a, b in zip(cores["fast"], cores["high"], strict=True))
    print(f"fast takes 1/{ratio:.1f} of the CPU time of high")


if __name__ == "__main__":
    main()
