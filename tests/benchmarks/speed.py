"""What a build costs beside the language model alone, as ratios measured in turn in one run.

Run:  python tests/benchmarks/speed.py [FOLDER] [--rounds 3] [--copies 20] [--accuracy high]

Without a folder the sample documents are read, each in several copies with a line of their own (equal texts are read
once). One process, no worker pool, warm: everything is imported and has run once before the clock starts. CPU time of
all threads is what to read on a busy machine; beside it stands the time that passed. The build includes all that a
user waits for: loading the model and the ontology, the store, the checks and the view.
"""

from __future__ import annotations

import argparse
import gc
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import spacy

import claimgraph
from claimgraph.annotate.fingerprint import ACCURACIES, Accuracy
from claimgraph.annotate.pipeline import load_pipeline
from claimgraph.annotate.workers import BATCH
from claimgraph.ontology import load_ontology
from claimgraph.ontology.boilerplate import read_boilerplate
from claimgraph.read import plan_files, read_documents
from claimgraph.records import Document
from claimgraph.resources import model_folder, sample_folder


class Cost(NamedTuple):
    """Seconds of all threads on a core, and seconds that passed."""

    cpu: float
    wall: float


class Build:
    """A build, told by stage."""

    def __init__(self, folder: Path, graph: Path, accuracy: Accuracy) -> None:
        self.folder = folder
        self.graph = graph
        self.accuracy = accuracy
        self.stages: dict[str, Cost] = {}

    def run(self) -> None:
        stages = Stages()
        claimgraph.build([self.folder], self.graph, accuracy=self.accuracy, jobs=1, progress=stages)
        stages.end()
        self.stages = stages.costs

    def run_again(self) -> None:
        claimgraph.build([self.folder], self.graph, accuracy=self.accuracy, jobs=1)


class Stages:
    """The cost of each stage of a build, by the build's own progress reports."""

    def __init__(self) -> None:
        self.costs: dict[str, Cost] = {}
        self._stage = "starting"
        self._since = now()

    def start(self, stage: str, total: int | None) -> None:
        self.end()
        self._stage = stage

    def end(self) -> None:
        at = now()
        self.costs[self._stage] = Cost(at.cpu - self._since.cpu, at.wall - self._since.wall)
        self._since = at

    def step(self) -> None:
        """Steps are not told apart."""


def main() -> None:
    """Print words a second and ratios to the bare model."""
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    arguments.add_argument("folder", nargs="?", type=Path)
    arguments.add_argument("--rounds", type=int, default=3)
    arguments.add_argument("--accuracy", choices=ACCURACIES, default="high")
    arguments.add_argument("--copies", type=int, default=20)
    options = arguments.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = options.folder or copies(sample_folder(), Path(temporary) / "documents", options.copies)
        measure(folder, Path(temporary), options.rounds, options.accuracy)


def copies(source: Path, target: Path, number: int) -> Path:
    """Each document `number` times, told apart by a last line."""
    target.mkdir()
    for path in sorted(source.iterdir()):
        for n in range(number):
            text = path.read_text(encoding="utf-8")
            (target / f"{path.stem}-{n}{path.suffix}").write_text(f"{text}\n\nCopy {n}.\n", encoding="utf-8")
    return target


def measure(folder: Path, temporary: Path, rounds: int, accuracy: Accuracy) -> None:
    read = read_documents(plan_files([folder]), boilerplate=read_boilerplate(load_ontology()))
    documents = [item for item in read if isinstance(item, Document)]
    texts = [document.text for document in documents]
    bare = spacy.load(model_folder())
    full = load_pipeline(accuracy=accuracy)
    words = sum(len(bare.make_doc(text)) for text in texts)
    warm_up(bare, texts, temporary)
    costs: dict[str, list[Cost]] = {}
    for number in range(rounds):
        graph = temporary / f"graph{number}"
        build = Build(folder, graph, accuracy)
        runs: dict[str, Callable[[], object]] = {
            "language model": lambda: exhaust(bare.pipe(texts, batch_size=BATCH)),
            "all components": lambda: exhaust(full.annotate(documents, batch_size=BATCH)),
            "whole build": build.run,
            "the same again": build.run_again,
        }
        # The order changes from round to round, so that no side always runs when the machine is busiest.
        for name in list(runs) if number % 2 else ["whole build", "the same again", *list(runs)[:2]]:
            costs.setdefault(name, []).append(timed(runs[name]))
        for stage, cost in build.stages.items():
            costs.setdefault(f" of which {stage}", []).append(cost)
        print(f"round {number + 1} of {rounds}", file=sys.stderr)
    print(f"{len(documents)} documents, {words:,} words, median of {rounds} rounds, one process\n")
    show(costs, words)


def warm_up(bare: spacy.language.Language, texts: list[str], temporary: Path) -> None:
    few = temporary / "few"
    few.mkdir()
    (few / "a.txt").write_text(texts[0][:3000], encoding="utf-8")
    for accuracy in ACCURACIES:
        claimgraph.build([few], temporary / accuracy, accuracy=accuracy, jobs=1)
    exhaust(bare.pipe(texts[:4]))


def exhaust(items: object) -> None:
    for _ in items:  # type: ignore[attr-defined]
        continue


def show(costs: dict[str, list[Cost]], words: int) -> None:
    middle = {
        name: Cost(statistics.median(c.cpu for c in each), statistics.median(c.wall for c in each))
        for name, each in costs.items()
    }
    model = middle["language model"]
    print(
        "| | words a second of CPU | CPU seconds | × language model | × by the clock |\n|---|---|---|---|---|"
    )
    stages = [name for name in middle if name.startswith(" ")]
    for name in ("language model", "all components", "whole build", *stages, "the same again"):
        cost = middle[name]
        print(
            f"| {name.strip()} | {words / max(cost.cpu, 1e-9):,.0f} | {cost.cpu:.2f} "
            f"| {cost.cpu / model.cpu:.2f} | {cost.wall / model.wall:.2f} |"
        )


def timed(run: Callable[[], object]) -> Cost:
    gc.collect()
    start = now()
    run()
    end = now()
    return Cost(end.cpu - start.cpu, end.wall - start.wall)


def now() -> Cost:
    return Cost(time.process_time(), time.perf_counter())


if __name__ == "__main__":
    main()
