from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimgraph.annotate.quotations import quotations


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“It rained,” she said.", ["“It rained,”"]),
        ('"It rained," she said. "It poured."', ['"It rained,"', '"It poured."']),
        ("''It rained,'' she said.", ["''It rained,''"]),
        ("«It rained», she said.", ["«It rained»"]),
        ("She said: “He told me: “Go.” I went.”", ["“He told me: “Go.” I went.”"]),
        ("It's Ada's and the drivers' road.", []),
        ('A 6" pipe burst.', []),
    ],
)
def test_quoted_stretches(text: str, expected: list[str]) -> None:
    assert [text[q.start : q.end] for q in quotations(text)] == expected


def test_a_paragraph_that_opens_anew_continues_the_open_one() -> None:
    text = "“It rained.\n\n“It poured.”\n\n“It stopped.”"
    assert [(q.continues, text[q.start : q.end]) for q in quotations(text)] == [
        (False, "“It rained."),
        (True, "“It poured.”"),
        (False, "“It stopped.”"),
    ]


def test_a_few_quoted_words_are_not_speech() -> None:
    text = "The mayor spoke of “grave mistakes” and left."
    assert [q.full for q in quotations(text)] == [False]


@given(st.text(alphabet="ab. ,\n“”\"'«»`’", max_size=80))
def test_stretches_are_ordered_and_do_not_overlap(text: str) -> None:
    found = quotations(text)
    assert all(0 <= q.start < q.end <= len(text) for q in found)
    assert all(a.end <= b.start for a, b in pairwise(found))
