"""What the steps of the training hand to each other: texts with their gold layers, in words."""

from __future__ import annotations

import json
import pickle
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np

from claimgraph.annotate.learned.encoding import Encoded

ROLES = ("source", "cue", "content")
LABELS = ("PERSON", "ORG", "LOC", "NORP", "EVENT")


@dataclass(slots=True)
class Example:
    """One text with its gold layers, all in words.

    Attributes:
        name: the document, or the corpus of names.
        encoded: what the model reads.
        offsets: first and end character of every word.
        claims: per attribution {role: [(first, end)]}; None where the corpus says nothing of them.
        names: (first, end, label) triples; None likewise.
        missing: words of which the corpus does not say whether they are names.
    """

    name: str
    encoded: Encoded
    offsets: np.ndarray
    claims: list[dict[str, list[tuple[int, int]]]] | None = None
    names: list[tuple[int, int, str]] | None = None
    missing: list[int] = field(default_factory=list)


def write(path: Path, examples: Iterable[Example]) -> None:
    with path.open("wb") as out:
        count = 0
        for example in examples:
            pickle.dump(example, out)
            count += 1
    print(f"{path}: {count} texts", flush=True)


def recoded(examples: Iterable[Example], before: Path, after: Path) -> Iterator[Example]:
    """The same texts in the numbers of another vocabulary; pieces that it lacks become unknown."""
    old, new = (json.loads(path.read_text(encoding="utf-8"))["model"]["vocab"] for path in (before, after))
    numbers = np.full(max(old.values()) + 1, new["[UNK]"], np.int64)
    for piece, number in old.items():
        numbers[number] = new.get(piece, new["[UNK]"])
    for example in examples:
        example.encoded = replace(example.encoded, pieces=numbers[example.encoded.pieces])
        yield example


def read(path: Path) -> Iterator[Example]:
    """The examples of one file."""
    with path.open("rb") as file:
        while file.peek(1):
            yield pickle.load(file)
