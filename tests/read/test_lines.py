from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from claimgraph.ontology.boilerplate import Boilerplate
from claimgraph.read.lines import boilerplate_spans, metadata_from_lines

NOTICES = [
    "Skip to main content",
    "\tDonate now!",
    "Share this article ",
    "© 2021 Example Watch 🙂",
    "» Read more",
]
PROSE = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\n")).map(
    lambda line: f"Nobody said {line}"
)


@given(st.lists(st.one_of(st.sampled_from(NOTICES), PROSE, st.just(""))))
def test_offsets_are_those_of_the_lines(boilerplate: Boilerplate, lines: list[str]) -> None:
    text = "\n".join(lines)
    spans = boilerplate_spans(text, boilerplate)
    assert [span.of(text) for span in spans] == [line for line in lines if line in NOTICES]
    for span in spans:
        assert text[: span.start].endswith("\n") or span.start == 0
        assert text[span.end :].startswith("\n") or span.end == len(text)


def test_a_heading_is_a_title_only_alone_above_text() -> None:
    assert metadata_from_lines("Nine miners dead\n\nThe pit was closed.", ()).title == "Nine miners dead"
    for text in (
        "Nine miners dead\nThe pit was closed.",
        "Nine miners dead.\n\nThe pit.",
        "“Nine miners are dead.”\n\nThe pit.",
        "Nine miners dead",
        "Statement\n\nThe pit.",
    ):
        assert metadata_from_lines(text, ()).title is None


def test_a_date_within_a_sentence_is_none() -> None:
    assert metadata_from_lines("The pit was closed on 4 May 2021.\n\nNobody left in 2021\n", ()).date is None
