"""Which cue a content takes and which source a cue takes, with weights whose outcome can be told beforehand."""

from __future__ import annotations

import math
import time

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimgraph.annotate.learned.decoding import Part
from claimgraph.annotate.learned.linking import Linker, Triple

WIDTH, STEPS = 4, 12
ONE_LINE = np.zeros(1, np.int64)
Floats = npt.NDArray[np.float32]


@pytest.fixture(scope="module")
def nearest() -> Linker:
    """Words say nothing, near is better than far, and far is worse than nobody."""
    way = 4 - np.tile(np.arange(STEPS, dtype=np.float32), 2)
    blank = {f"link_{kind}": np.zeros((WIDTH, WIDTH), np.float32) for kind in ("source", "content")}
    none = {f"link_{kind}_none": np.zeros(WIDTH, np.float32) for kind in ("source", "content")}
    return Linker({**blank, **none, **{f"link_{kind}_way": way for kind in ("source", "content")}})


def drawn(seed: int, words: int) -> tuple[dict[str, Floats], Floats]:
    random = np.random.default_rng(seed)
    weights = {}
    for kind in ("source", "content"):
        shapes = {"": (WIDTH, WIDTH), "_none": (WIDTH,), "_way": (2 * STEPS,)}
        for end, shape in shapes.items():
            weights[f"link_{kind}{end}"] = random.normal(size=shape).astype(np.float32)
    return weights, random.normal(size=(words, 4 * WIDTH)).astype(np.float32)


def blank(words: int) -> Floats:
    return np.zeros((words, 4 * WIDTH), np.float32)


def parts(*given: tuple[str, int, int]) -> list[Part]:
    return [Part(kind, first, end, 0.9) for kind, first, end in given]


def firsts(triples: list[Triple]) -> list[tuple[int | None, int | None, list[int]]]:
    """Each triple as the first words of its cue, source and contents."""

    def first(part: Part | None) -> int | None:
        return None if part is None else part.first

    return [(first(t.cue), first(t.source), [content.first for content in t.contents]) for t in triples]


def test_each_takes_the_nearest(nearest: Linker) -> None:
    text = parts(
        ("source", 0, 2), ("cue", 2, 3), ("content", 4, 9),
        ("content", 30, 35), ("cue", 36, 37), ("source", 37, 38),
    )  # fmt: skip
    assert firsts(nearest.triples(text, blank(40), ONE_LINE)) == [(2, 0, [4]), (36, 37, [30])]


def test_pieces_around_a_cue_are_one_content_in_text_order(nearest: Linker) -> None:
    text = parts(("content", 0, 4), ("source", 5, 6), ("cue", 6, 7), ("content", 8, 12), ("content", 13, 15))
    assert firsts(nearest.triples(text, blank(15), ONE_LINE)) == [(6, 5, [0, 8, 13])]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ([("content", 0, 4)], [(None, None, [0])]),
        ([("cue", 0, 1)], [(0, None, [])]),
        ([("source", 0, 1)], []),
        ([], []),
        ([("source", 0, 1), ("content", 1, 2)], [(None, None, [1])]),
        ([("cue", 0, 1), ("content", 900, 905)], [(0, None, []), (None, None, [900])]),
    ],
)
def test_a_part_without_a_partner(
    nearest: Linker,
    text: list[tuple[str, int, int]],
    expected: list[tuple[int | None, int | None, list[int]]],
) -> None:
    assert firsts(nearest.triples(parts(*text), blank(1000), ONE_LINE)) == expected


def test_a_quotation_takes_a_cue_on_the_next_line_and_none_far_below(nearest: Linker) -> None:
    text = parts(("content", 0, 4), ("source", 5, 6), ("cue", 6, 7))
    below = nearest.triples(text, blank(10), np.array([0, 5]))
    assert firsts(below) == [(6, 5, [0])]
    far = nearest.triples(text, blank(10), np.array([0, 1, 2, 3, 4, 5]))
    assert firsts(far) == [(6, 5, []), (None, None, [0])]


def test_a_cue_takes_no_source_from_far_away_lines(nearest: Linker) -> None:
    text = parts(("source", 0, 1), ("cue", 6, 7), ("content", 7, 9))
    assert firsts(nearest.triples(text, blank(10), ONE_LINE)) == [(6, 0, [7])]
    assert firsts(nearest.triples(text, blank(10), np.array([0, 1, 2, 3, 4, 5]))) == [(6, None, [7])]


def test_how_likely_ties_are() -> None:
    def gelu(x: Floats) -> npt.NDArray[np.float64]:
        return np.array([0.5 * v * (1 + math.erf(v / math.sqrt(2))) for v in x.tolist()])

    weights, vectors = drawn(3, 12)
    text = parts(("source", 0, 2), ("source", 3, 4), ("cue", 5, 7))
    found = Linker(weights).triples(text, vectors, ONE_LINE)[0]
    cue = gelu(vectors[5, :WIDTH] + vectors[6, WIDTH : 2 * WIDTH])
    scores = [float(cue @ weights["link_source_none"])]
    for (first, last), gap in (((0, 1), 4), ((3, 3), 2)):
        source = gelu(vectors[first, 2 * WIDTH : 3 * WIDTH] + vectors[last, 3 * WIDTH :])
        way = weights["link_source_way"][STEPS + int(1.5 * math.log2(gap))]
        scores.append(float(cue @ weights["link_source"] @ source + way))
    likely = np.exp(scores) / np.exp(scores).sum()
    best = int(likely.argmax())
    assert found.source == (None if best == 0 else text[best - 1])
    assert found.ties == pytest.approx(likely[best] if best else 1.0, abs=1e-5)


@settings(max_examples=50, deadline=None)
@given(
    st.integers(0, 10**6),
    st.lists(
        st.tuples(st.sampled_from(["source", "cue", "content"]), st.integers(1, 4), st.integers(0, 5)),
        max_size=60,
    ),
    st.integers(1, 40),
)
def test_every_cue_and_content_comes_out_once_and_the_same_again(
    seed: int, kinds: list[tuple[str, int, int]], line: int
) -> None:
    text, at = [], 0
    for kind, length, gap in kinds:
        text.append(Part(kind, at, at + length, 0.5))
        at += length + gap
    weights, vectors = drawn(seed, at)
    lines = np.arange(0, max(at, 1), line)
    found = Linker(weights).triples(text, vectors, lines)
    assert [t.cue for t in found if t.cue] == [part for part in text if part.kind == "cue"]
    contents = sorted((content for t in found for content in t.contents), key=lambda part: part.first)
    assert contents == [part for part in text if part.kind == "content"]
    assert all(t.contents == sorted(t.contents, key=lambda part: part.first) for t in found)
    assert all(0 < t.ties <= 1 for t in found)
    assert firsts(Linker(weights).triples(text, vectors, lines)) == firsts(found)


def test_the_time_grows_with_the_number_of_parts_and_no_faster() -> None:
    def seconds(count: int) -> float:
        text = [Part(("source", "cue", "content")[i % 3], 3 * i, 3 * i + 2, 0.9) for i in range(count)]
        weights, vectors = drawn(1, 3 * count)
        lines = np.arange(0, 3 * count, 50)
        linker = Linker(weights)
        taken = []
        for _ in range(3):
            start = time.process_time()
            linker.triples(text, vectors, lines)
            taken.append(time.process_time() - start)
        return min(taken)

    few, many = seconds(1_250), seconds(5_000)
    assert many < 9 * few  # four times as many parts; were each compared with all others: sixteen times
