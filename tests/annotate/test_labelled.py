from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimgraph.annotate.labelled import Labels
from claimgraph.records import AnnotatedDocument

Annotate = Callable[..., AnnotatedDocument]


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("Killed: 14\nInjured: 30\n", [(14, "deaths", None), (30, "injured", None)]),
        ("- People detained – at least 310\n", [(310, "detained", None)]),
        ("Complaints filed: 96; criminal cases: 12.\n", [(96, "complaints", None), (12, "criminal-cases", None)]),
        ("| Category | Number |\n|---|---|\n| Deaths | 14 |\n| Missing | 9 |\n", [(14, "deaths", None), (9, "missing", None)]),
        (
            "| Town | Killed | Houses destroyed |\n|---|---|---|\n| Keth | 12 | 1,310 |\n| Total | 15 | 1,514 |\n",
            [
                (12, "deaths", "Keth"),
                (1310, "property-damaged", "Keth"),
                (15, "deaths", None),
                (1514, "property-damaged", None),
            ],
        ),
        ("Place\tArrests\nnorth coast\t70\n", [(70, "arrested", "north coast")]),
    ],
)  # fmt: skip
def test_labels_say_what_is_counted(
    annotate: Annotate, text: str, figures: list[tuple[float, str, str | None]]
) -> None:
    assert [(f.value, f.measure, f.scope) for f in annotate(text).figures] == figures


def test_a_number_with_a_noun_of_its_own_needs_no_label(annotate: Annotate) -> None:
    (figure,) = annotate("Killed in the flood: 40 shops were looted.").figures
    assert figure.measure == "property-damaged"


def test_a_cell_with_a_sentence_has_no_label() -> None:
    text = "| Killed | In all, 14 people came to the meeting |\n| Injured | 3 |\n"
    labels = Labels(text)
    at = text.index("14")
    assert labels.of(at, at + 2) == ()
    at = text.index("3 |")
    assert [label.of(text) for label in labels.of(at, at + 1)] == ["Injured"]


@given(st.text(alphabet="ab 12|:\t\n-", max_size=80))
def test_labels_lie_in_the_text_before_the_number(text: str) -> None:
    labels = Labels(text)
    for at, letter in enumerate(text):
        if letter.isdigit():
            for label in labels.of(at, at + 1):
                assert 0 <= label.start < label.end <= len(text)
                assert label.of(text).strip()
                assert not label.start <= at < label.end


def test_long_tables_cost_time_in_proportion() -> None:
    def seconds(rows: int) -> float:
        text = "| Town | Killed |\n|---|---|\n" + "| Keth | 12 |\n" * rows
        places = [at for at in range(len(text)) if text.startswith("12", at)]
        started = time.perf_counter()
        labels = Labels(text)
        assert all(len(labels.of(at, at + 2)) == 2 for at in places)
        return time.perf_counter() - started

    seconds(10)
    assert seconds(20_000) < 40 * max(seconds(2000), 0.01)
