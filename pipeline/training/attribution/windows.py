"""Examples -> windows of word pieces with their gold tags, and batches of them; fresh cuts in every epoch."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from examples import ROLES, Example
from model import NAME_TAGS, ROLE_TAGS
from torch import Tensor

from claimgraph.annotate.learned.encoding import FEATURES

CLS, SEP = 101, 102
MASK = 103
OPENING, CLOSING, PLAIN = 1523, 1524, 1000


@dataclass(slots=True)
class Window:
    """A run of whole words of one example.

    Attributes:
        pieces, features: with the marks at both ends, length x 1 and length x features.
        firsts: for every word the place of its first piece among `pieces`.
        tags: words x tags, True for those that the gold allows; roles or names.
        kind: "roles" or "names".
        cues, sources, contents: (first, last) words of the parts.
        source_of: per cue the number of its source, or -1; cue_of: per content that of its cue, or -1.
    """

    pieces: np.ndarray
    features: np.ndarray
    firsts: np.ndarray
    tags: np.ndarray
    kind: str
    cues: np.ndarray
    sources: np.ndarray
    contents: np.ndarray
    source_of: np.ndarray
    cue_of: np.ndarray


def cut(example: Example, most: int, rng: random.Random) -> Iterator[tuple[int, int]]:
    """Runs of words of at most `most` pieces that end with a line where they can, the first at random."""
    starts, total = example.encoded.starts, len(example.encoded.starts) - 1
    ends = set(example.encoded.lines.tolist()) | {total}
    begin = 0
    room = rng.randint(most // 3, most)
    while begin < total:
        end = int(np.searchsorted(starts, starts[begin] + room, side="right")) - 1
        end = max(min(end, total), begin + 1)
        if end < total:
            near = [e for e in range(end, begin + (end - begin) // 3, -1) if e in ends]
            end = near[0] if near else end
        yield begin, end
        begin, room = end, most


def window(example: Example, begin: int, end: int, rng: random.Random | None) -> Window:
    encoded = example.encoded
    first, last = int(encoded.starts[begin]), int(encoded.starts[end])
    pieces = np.concatenate([[CLS], encoded.pieces[first:last], [SEP]])
    lengths = np.diff(encoded.starts[begin : end + 1])
    features = np.repeat(encoded.features[begin:end], lengths, axis=0)
    edge = np.zeros((1, len(FEATURES)), features.dtype)
    features = np.concatenate([edge, features, edge])
    if rng is not None:
        pieces, features = disturbed(pieces, features, rng)
    empty = np.zeros((0, 2), np.int64)
    made = Window(
        pieces=pieces, features=features, firsts=encoded.starts[begin:end] - first + 1,
        tags=np.zeros((0, 0)), kind="roles", cues=empty, sources=empty, contents=empty,
        source_of=np.zeros(0, np.int64), cue_of=np.zeros(0, np.int64),
    )  # fmt: skip
    if example.claims is not None:
        add_roles(made, example, begin, end)
    else:
        add_names(made, example, begin, end)
    return made


def disturbed(pieces: np.ndarray, features: np.ndarray, rng: random.Random) -> tuple[np.ndarray, np.ndarray]:
    """Some windows without what the parse says, some words masked, some quotation marks straight."""
    generator = np.random.default_rng(rng.getrandbits(32))
    features = features.copy()
    roll = generator.random()
    if roll < 0.08:
        features[:, 1:] = 0
    features[generator.random(len(features)) < 0.03, 1:4] = 0
    pieces = pieces.copy()
    if generator.random() < 0.2:
        pieces[(pieces == OPENING) | (pieces == CLOSING)] = PLAIN
    hide = generator.random(len(pieces)) < 0.03
    hide[[0, -1]] = False
    pieces[hide] = MASK
    return pieces, features


def add_roles(made: Window, example: Example, begin: int, end: int) -> None:
    size = end - begin
    tags = np.zeros(size, np.int64)
    spans: dict[str, list[tuple[int, int]]] = {role: [] for role in ROLES}
    source_of, cue_of = {}, {}

    def place(role: str, span: tuple[int, int]) -> int | None:
        inside = max(span[0], begin) - begin, min(span[1], end) - begin
        if inside[0] >= inside[1]:
            return None
        found = (inside[0], inside[1] - 1)
        if found not in spans[role]:
            spans[role].append(found)
        return spans[role].index(found)

    for claim in example.claims or ():
        cue = next((n for s in claim["cue"] if (n := place("cue", s)) is not None), None)
        source = next((n for s in claim["source"] if (n := place("source", s)) is not None), None)
        for span in claim["content"]:
            content = place("content", span)
            if content is not None:
                cue_of.setdefault(content, -1 if cue is None else cue)
        if cue is not None:
            source_of[cue] = -1 if source is None else source
    for role in ("content", "source", "cue"):
        for first, last in spans[role]:
            paint(tags, first, last, ROLE_TAGS.index(f"B-{role}"))
    # Where spans of two claims cross, what is left of the covered one is put right.
    made.tags = one_hot(mended(tags, ROLE_TAGS), len(ROLE_TAGS))
    made.cues = np.asarray(spans["cue"], np.int64).reshape(-1, 2)
    made.sources = np.asarray(spans["source"], np.int64).reshape(-1, 2)
    made.contents = np.asarray(spans["content"], np.int64).reshape(-1, 2)
    made.source_of = np.asarray([source_of.get(i, -1) for i in range(len(spans["cue"]))], np.int64)
    made.cue_of = np.asarray([cue_of[i] for i in range(len(spans["content"]))], np.int64)


def add_names(made: Window, example: Example, begin: int, end: int) -> None:
    made.kind = "names"
    tags = np.zeros(end - begin, np.int64)
    for first, last, label in example.names or ():
        if first < end and last > begin:
            paint(tags, max(first, begin) - begin, min(last, end) - 1 - begin, NAME_TAGS.index(f"B-{label}"))
    made.tags = one_hot(tags, len(NAME_TAGS))
    missing = [i - begin for i in example.missing if begin <= i < end]
    made.tags[missing] = True


def paint(tags: np.ndarray, first: int, last: int, begin: int) -> None:
    """B I E S stand in this order."""
    if first == last:
        tags[first] = begin + 3
    else:
        tags[first], tags[last] = begin, begin + 2
        tags[first + 1 : last] = begin + 1


def mended(tags: np.ndarray, names: Sequence[str]) -> np.ndarray:
    kinds = [(-1, "") if names[t] == "O" else (t, names[t][2:]) for t in tags.tolist()]
    runs: list[list[int]] = []
    for place, (tag, kind) in enumerate(kinds):
        if not kind:
            continue
        goes_on = runs and runs[-1][-1] == place - 1 and kinds[place - 1][1] == kind
        if goes_on and names[tag][0] in "IE" and names[kinds[place - 1][0]][0] in "BI":
            runs[-1].append(place)
        else:
            runs.append([place])
    out = np.zeros_like(tags)
    for run in runs:
        paint(out, run[0], run[-1], names.index(f"B-{kinds[run[0]][1]}"))
    return out


def one_hot(tags: np.ndarray, size: int) -> np.ndarray:
    allowed = np.zeros((len(tags), size), bool)
    allowed[np.arange(len(tags)), tags] = True
    return allowed


def batches(windows: Sequence[Window], most: int, rng: random.Random) -> list[list[Window]]:
    """Windows of like length together, at most `most` pieces with their padding, in random order."""
    ordered = sorted(windows, key=lambda w: len(w.pieces) + rng.random() * 24)
    found: list[list[Window]] = []
    current: list[Window] = []
    longest = 0
    for each in ordered:
        longest_now = max(longest, len(each.pieces))
        if current and longest_now * (len(current) + 1) > most:
            found.append(current)
            current, longest_now = [], len(each.pieces)
        current.append(each)
        longest = longest_now
    if current:
        found.append(current)
    rng.shuffle(found)
    return found


def tensors(batch: Sequence[Window]) -> tuple[Tensor, Tensor, Tensor, Tensor, Tensor, Tensor]:
    """pieces, features, mask; firsts (batch x words), allowed tags, words of each."""
    length = max(len(w.pieces) for w in batch)
    words = max(len(w.firsts) for w in batch)
    pieces = np.zeros((len(batch), length), np.int64)
    features = np.zeros((len(batch), length, len(FEATURES)), np.int64)
    mask = np.zeros((len(batch), length), np.int64)
    firsts = np.zeros((len(batch), words), np.int64)
    allowed = np.ones((len(batch), words, batch[0].tags.shape[1]), bool)
    for row, w in enumerate(batch):
        pieces[row, : len(w.pieces)] = w.pieces
        features[row, : len(w.pieces)] = w.features
        mask[row, : len(w.pieces)] = 1
        firsts[row, : len(w.firsts)] = w.firsts
        allowed[row, : len(w.firsts)] = w.tags
    lengths = torch.tensor([len(w.firsts) for w in batch])
    return (*map(torch.from_numpy, (pieces, features, mask, firsts, allowed)), lengths)
