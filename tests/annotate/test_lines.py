from __future__ import annotations

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st

from claimgraph.annotate.lines import mark_lines, paragraphs, unwrapped


def pieces(text: str) -> list[str]:
    return [span.of(text) for span in paragraphs(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One.\n\nTwo.", ["One.", "Two."]),
        ("One.\nTwo.", ["One.", "Two."]),
        ("Heading\nThe road is closed.", ["Heading", "The road is closed."]),
        ("The council met on\nmonday to talk.", ["The council met on\nmonday to talk."]),
        ("(a) open the road;\n(b) close the bridge.", ["(a) open the road;", "(b) close the bridge."]),
        ("• one\n• two", ["• one", "• two"]),
        ("  \n \n", []),
    ],
)
def test_paragraphs(text: str, expected: list[str]) -> None:
    assert pieces(text) == expected


def test_text_wrapped_at_a_fixed_width_is_one_paragraph() -> None:
    text = (
        "The council has decided after long debate that the road between the Harbour\n"
        "Bridge and the mill stays closed."
    )
    assert len(pieces(text)) == 1


@given(st.text(alphabet="aB .\n•(", max_size=80))
def test_paragraphs_hold_all_letters_in_order(text: str) -> None:
    assert "".join("".join(pieces(text)).split()) == "".join(text.split())


@pytest.mark.parametrize("dateline", ["GENEVA, 5 May (Agency) - ", "(Geneva) – ", "NEW YORK — "])
def test_a_dateline_is_no_part_of_the_first_sentence(dateline: str) -> None:
    doc = mark_lines(spacy.blank("en")(f"{dateline}The road was closed."))
    starts = [token.text for token in doc if token.is_sent_start]
    assert "The" in starts


def test_a_dash_inside_a_sentence_is_no_dateline() -> None:
    doc = mark_lines(spacy.blank("en")("The road - long closed - was opened."))
    assert [token.text for token in doc if token.is_sent_start] == ["The"]


@given(st.text(alphabet="aB .\n•(é🙂", max_size=80))
def test_unwrapping_moves_nothing(text: str) -> None:
    smooth = unwrapped(text)
    assert len(smooth) == len(text)
    assert all(a == b or (a, b) == ("\n", " ") for a, b in zip(text, smooth, strict=True))
