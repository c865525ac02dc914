"""The best tags of each line and how likely its parts are, against counting out every way there is."""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise, product

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimgraph.annotate.learned.decoding import Chain, Part

Key = tuple[str, int, int]
QUICK = settings(max_examples=40, deadline=None)


def tags_of(*kinds: str) -> list[str]:
    return ["O", *(f"{place}-{kind}" for kind in kinds for place in "BIES")]


def legal(path: tuple[str, ...]) -> bool:
    opened = ""
    for tag in path:
        place, kind = tag[0], tag[2:]
        if (place in "IE") != bool(opened) or (opened and kind != opened):
            return False
        opened = kind if place in "BI" else ""
    return not opened


def parts_on(path: tuple[str, ...], shift: int) -> list[Key]:
    found, first = [], 0
    for place, tag in enumerate(path):
        if tag[0] in "BS":
            first = place
        if tag[0] in "ES":
            found.append((tag[2:], first + shift, place + 1 + shift))
    return found


def counted_out(
    tags: list[str], steps: npt.NDArray[np.float32], scores: npt.NDArray[np.float32], shift: int = 0
) -> dict[Key, float]:
    """The parts of the best way through one line, each with the share of all ways that hold it."""
    number = {tag: i for i, tag in enumerate(tags)}
    ways = {}
    for path in product(tags, repeat=len(scores)):
        if legal(path):
            at = [number[tag] for tag in path]
            ways[path] = float(sum(scores[i, tag] for i, tag in enumerate(at)))
            ways[path] += float(sum(steps[a, b] for a, b in pairwise(at)))
    top = max(ways.values())
    shares: dict[Key, float] = defaultdict(float)
    for path, score in ways.items():
        for part in parts_on(path, shift):
            shares[part] += np.exp(score - top)
    whole = sum(np.exp(score - top) for score in ways.values())
    best = max(ways, key=lambda path: ways[path])
    return {part: shares[part] / whole for part in parts_on(best, shift)}


def as_dict(parts: list[Part]) -> dict[Key, float]:
    return {(part.kind, part.first, part.end): part.probability for part in parts}


def drawn(seed: int, tags: list[str], words: int, spread: float = 3.0) -> tuple[npt.NDArray[np.float32], ...]:
    random = np.random.default_rng(seed)
    shapes = ((len(tags), len(tags)), (words, len(tags)))
    steps, scores = (random.normal(0, spread, shape).astype(np.float32) for shape in shapes)
    return steps, scores


@QUICK
@given(st.integers(0, 10**6), st.sampled_from([(1, 5), (2, 3), (2, 4)]), st.data())
def test_as_counted_out(seed: int, size: tuple[int, int], data: st.DataObject) -> None:
    kinds, most = size
    tags = tags_of(*["source", "cue"][:kinds])
    lengths = data.draw(st.lists(st.integers(1, most), min_size=1, max_size=3))
    lines = np.cumsum([0, *lengths])
    steps, scores = drawn(seed, tags, int(lines[-1]))
    expected: dict[Key, float] = {}
    for first, end in pairwise(lines.tolist()):
        expected |= counted_out(tags, steps, scores[first:end], first)
    found = as_dict(Chain(tags, steps).parts(scores, lines[:-1]))
    assert found.keys() == expected.keys()
    assert found == pytest.approx(expected, abs=1e-6)


@QUICK
@given(st.integers(0, 10**6), st.lists(st.integers(1, 30), min_size=1, max_size=150))
def test_parts_come_in_order_and_keep_to_their_line(seed: int, lengths: list[int]) -> None:
    tags = tags_of("source", "cue", "content")
    lines = np.cumsum([0, *lengths])
    steps, scores = drawn(seed, tags, int(lines[-1]))
    parts = Chain(tags, steps).parts(scores, lines[:-1])
    assert all(a.end <= b.first for a, b in pairwise(parts))
    for part in parts:
        line = int(np.searchsorted(lines, part.first, side="right"))
        assert part.first < part.end <= lines[line]
        assert 0 <= part.probability <= 1


def test_lines_that_are_decoded_together_come_out_as_each_on_its_own() -> None:
    tags = tags_of("source", "cue", "content")
    lengths = [1 + (7 * i) % 23 for i in range(150)]
    lines = np.cumsum([0, *lengths])
    steps, scores = drawn(5, tags, int(lines[-1]))
    chain = Chain(tags, steps)
    alone: dict[Key, float] = {}
    for first, end in pairwise(lines.tolist()):
        for part in chain.parts(scores[first:end], np.zeros(1, np.int64)):
            alone[part.kind, part.first + first, part.end + first] = part.probability
    assert as_dict(chain.parts(scores, lines[:-1])) == pytest.approx(alone, abs=1e-9)


def test_a_part_stays_open_over_no_line_end_however_much_the_words_ask_for_it() -> None:
    tags = tags_of("content")
    scores = np.full((4, 5), -20, np.float32)
    for word, tag in enumerate(("B-content", "I-content", "I-content", "E-content")):
        scores[word, tags.index(tag)] = 20
    chain = Chain(tags, np.zeros((5, 5), np.float32))
    whole = chain.parts(scores, np.array([0]))
    assert [(part.first, part.end) for part in whole] == [(0, 4)]
    assert whole[0].probability == pytest.approx(1)
    cut = chain.parts(scores, np.array([0, 2]))
    assert all(part.end <= 2 or part.first >= 2 for part in cut)


@pytest.mark.parametrize("words", [0, 1, 3000])
def test_any_number_of_words(words: int) -> None:
    tags = tags_of("source", "cue")
    steps, scores = drawn(1, tags, words, spread=10)
    parts = Chain(tags, steps).parts(scores, np.arange(min(words, 1)))
    assert bool(parts) == (words > 1) or words == 1
    assert all(np.isfinite(part.probability) for part in parts)
