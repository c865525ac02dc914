from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import pytest
import spacy
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc

from claimgraph.annotate.figures import FigureFinder
from claimgraph.annotate.overlaps import ContentIndex
from claimgraph.ontology import load_ontology
from claimgraph.records import AnnotatedDocument, Claim, Document, Figure, Mention, Span

Annotate = Callable[..., AnnotatedDocument]


def short(found: AnnotatedDocument) -> list[tuple[str, str, float, str | None]]:
    text = found.document.text
    return [(text[f.start : f.end], f.op, f.value, f.measure) for f in found.figures]


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        # Parts of a whole, taken up by pronouns.
        (
            "Twenty-two people died, nineteen of them soldiers.",
            [("Twenty-two", "=", 22, "deaths"), ("nineteen", "=", 19, "deaths")],
        ),
        (
            "At least 60 miners, including four women, were arrested.",
            [("60", ">=", 60, "arrested"), ("four", "=", 4, "arrested")],
        ),
        (
            "Police detained 90 men, of whom 12 were released.",
            [("90", "=", 90, "detained"), ("12", "=", 12, "released")],
        ),
        (
            "Looters stole 75 rifles. Of these, 30 have been recovered.",
            [("75", "=", 75, "weapons-seized"), ("30", "=", 30, "weapons-recovered")],
        ),
        (
            "Out of 120 detainees, 35 have been charged and 12 released.",
            [("120", "=", 120, "detainees"), ("35", "=", 35, "charged"), ("12", "=", 12, "released")],
        ),
        # Left out: the noun was said before.
        (
            "The union counted 40 deaths. The ministry has announced 16.",
            [("40", "=", 40, "deaths"), ("16", "=", 16, "deaths")],
        ),
        (
            "Courts opened 50 criminal cases. The prosecutor had reported 44 on Monday.",
            [("50", "=", 50, "criminal-cases"), ("44", "=", 44, "criminal-cases")],
        ),
        # Distributed.
        (
            "The flood killed 12 people and injured 30.",
            [("12", "=", 12, "deaths"), ("30", "=", 30, "injured")],
        ),
        (
            "Researchers met with 30 former prisoners, eight nurses and 22 relatives.",
            [("30", "=", 30, "interviewed"), ("eight", "=", 8, None), ("22", "=", 22, "people")],
        ),
        # The amount stands after its noun.
        ("The town put the death toll at 31.", [("31", "=", 31, "deaths")]),
        (
            "They raised the toll from 14 to 16.",
            [("14", "=", 14, "deaths"), ("16", "=", 16, "deaths")],
        ),
        ("The number of people detained rose to 1,150.", [("1,150", "=", 1150, "detained")]),
        ("Deaths: 14", [("14", "=", 14, "deaths")]),
        # Amounts with a unit.
        (
            "She was jailed for eight years and fined 300,000 tenge.",
            [("eight", "=", 8, "prison-term"), ("300,000 tenge", "=", 300000, "fines")],
        ),
        (
            "The state paid compensation of 2 million drakor.",
            [("2 million drakor", "=", 2000000, "compensation")],
        ),
        ("Fewer than ten per cent of complaints were heard.", [("ten per cent", "<", 10, "complaints")]),
        ("Turnout was 43%.", [("43%", "=", 43, "turnout")]),
        ("The convoy brought 480 tonnes of food aid.", [("480", "=", 480, "supplies")]),
        # Who acts is not counted for what happens to others.
        (
            "Fifteen officers detained 40 people.",
            [("Fifteen", "=", 15, "officers"), ("40", "=", 40, "detained")],
        ),
        # One.
        ("One man was shot dead.", [("One", "=", 1, "deaths")]),
        ("Rescuers pulled one child from the rubble.", [("one", "=", 1, "children")]),
        # Bounds.
        ("The blast wounded some 20 people.", [("20", "~", 20, "injured")]),
        ("The ban came amid concern over 30 deaths.", [("30", "=", 30, "deaths")]),
        ("The report almost doubles the 14 deaths.", [("14", "=", 14, "deaths")]),
        ("Between 10 and 15 protesters were killed.", [("10 and 15", "range", 10, "deaths")]),
        ("A group of 40 was released on Monday.", [("40", "=", 40, "released")]),
        ("The company said the number of victims was no higher than 14.", [("14", "<=", 14, "people")]),
        # Words that are said of another figure.
        (
            "A ferry carrying 182 passengers capsized, killing at least 61 people.",
            [("182", "=", 182, "people"), ("61", ">=", 61, "deaths")],
        ),
        (
            "Nearly 90 people were rescued. The vessel was licensed to carry no more than 120.",
            [("90", "~", 90, "evacuated"), ("120", "<=", 120, "people")],
        ),
        (
            "Three doctors are treating 40 cholera patients.",
            [("Three", "=", 3, "people"), ("40", "=", 40, "infected")],
        ),
        ("We call on the state not to extradite four activists.", [("four", "=", 4, "activists")]),
        # The noun says what happened.
        ("The mission verified the deaths of 23 people.", [("23", "=", 23, "deaths")]),
        ("The group put the number of displaced at up to 60,000.", [("60,000", "<=", 60000, "displaced")]),
        # Numbers that share a noun.
        (
            "The report says 14, 25 and 6 people died in the three prisons.",
            [("14", "=", 14, "deaths"), ("25", "=", 25, "deaths"), ("6", "=", 6, "deaths")],
        ),
        ("Half of the 86 sensors failed.", [("Half", "=", 0.5, None), ("86", "=", 86, None)]),
        ("Some 300 of the 1,150 detained have been freed.", [("300", "~", 300, "released"), ("1,150", "=", 1150, "detained")]),
        ("At least 27 people died, with 353 injured.", [("27", ">=", 27, "deaths"), ("353", "=", 353, "injured")]),
        (
            "Of the 17 people whose deaths were confirmed, 15 died of gunshot wounds.",
            [("17", "=", 17, "people"), ("15", "=", 15, "deaths")],
        ),
        ("The commission put turnout at 71 per cent.", [("71 per cent", "=", 71, "turnout")]),
    ],
)  # fmt: skip
def test_figures(annotate: Annotate, text: str, figures: list[tuple[str, str, float, str | None]]) -> None:
    found = short(annotate(text))
    assert [each[:3] for each in found] == [each[:3] for each in figures]
    for got, wanted in zip(found, figures, strict=True):
        assert wanted[3] in {None, got[3]}


@pytest.mark.parametrize(
    "text",
    [
        "On 9 December 2023 the mayor spoke at 10:30.",
        "The events of January 2022 changed the country.",
        "In 2021 prices rose.",
        "The 2022 protests were peaceful.",
        "Karim Tolen, 46, is a driller.",
        "A 34-year-old driller was named.",
        "The law bans work for children under 18.",
        "They waited two days and left three years ago.",
        "The walk lasted four months.",
        "It violates article 272 and articles 99, 179 and 269 of the code.",
        "Resolution 2345 was adopted under Rule 5 in Room 12.",
        "She lives at 14 Abay Street.",
        "41. The commission met.\n\n(2) It left.",
        "COVID-19 spread from B-52 bases to the G20 around 24/7.",
        "One of the most important questions is open, and no one knows.",
        "One recalled the night; he lost an eye in one day.",
        "The two groups agreed.",
        "The team won 3-1.",
        "A few returned, several people stayed and she scores twice.",
        "The captain, 52, left.",
        "Flight 482 left Gate 12 at 6 p.m.",
        "We asked the president three times.",
        "He weighs fifty kilos and walked 12 km.",
        "Call +7 727 123 45 67 or write to desk24@example.org.",
        "The first and the third man left.",
        "They met at three o’clock.",
        "The alarm was raised at 11.52 but nobody came.",
        "They met at 9.30 on the square.",
        "Emissions must fall below 2005 levels.",
        "They read the mayor's 1995 tax filings.",
        "The fund helps people under 30 find work.",
        'The page held timestamp="1474387200" and no more.',
    ],
)
def test_what_counts_nothing(annotate: Annotate, text: str) -> None:
    assert short(annotate(text)) == []


def only(found: AnnotatedDocument) -> Figure:
    (figure,) = found.figures
    return figure


def test_counted_words_scope_and_unit(annotate: Annotate) -> None:
    text = "Some 20 rifles and pistols were seized in Almaty."
    figure = only(annotate(text))
    assert figure.counted is not None
    assert figure.counted.of(text) == "rifles and pistols"
    died = only(annotate("Six police officers died in custody."))
    assert died.scope == "police officers; in custody"
    assert only(annotate("The mine owes wage arrears of $3.4 million.")).unit == "USD"
    assert only(annotate("A third of the stolen guns were found.")).unit == "share"


def test_what_is_taken_up_has_the_words_of_the_earlier_figure(annotate: Annotate) -> None:
    text = "Police arrested 30 students. Of these, 12 were minors."
    later = annotate(text).figures[1]
    assert later.counted is not None
    assert later.counted.of(text) == "students"
    assert later.scope == "minors"


def test_a_figure_belongs_to_the_innermost_claim(annotate: Annotate) -> None:
    text = "The ministry said 12 people were killed. A nearby bridge was closed, and 300 people left."
    found = annotate(text)
    inside, outside = found.figures
    assert inside.claim is not None
    assert any(span.start <= inside.start < span.end for span in found.claims[inside.claim].content)
    assert outside.claim is None


def test_the_date_of_the_utterance_is_the_figures_date(annotate: Annotate) -> None:
    text = "On 4 December the ministry said that 14 people were killed on 9 November."
    assert only(annotate(text, date="2024-01-10")).as_of == "2023-12-04"
    assert only(annotate("As of 3 March 2022, 40 people were in custody.")).as_of == "2022-03-03"
    assert only(annotate("On 9 November 14 people were killed.", date="2023-12-01")).as_of is None


def test_boilerplate_has_no_figures(annotate: Annotate) -> None:
    text = "Read 5 more articles.\n\nFloods killed 12 people."
    assert [each[0] for each in short(annotate(text, boilerplate=(Span(0, 21),)))] == ["12"]


def test_numbers_inside_names_are_no_figures() -> None:
    words = ["The", "Group", "of", "20", "met", "20", "experts", "."]
    doc = Doc(
        spacy.blank("en").vocab,
        words,
        tags=["DT", "NNP", "IN", "CD", "VBD", "CD", "NNS", "."],
        pos=["DET", "PROPN", "ADP", "NUM", "VERB", "NUM", "NOUN", "PUNCT"],
        heads=[1, 4, 3, 1, 4, 6, 4, 4],
        deps=["det", "nsubj", "case", "nmod", "ROOT", "nummod", "obj", "punct"],
    )
    finder = FigureFinder(load_ontology())
    doc._.mentions = [Mention(start=4, end=15, label="Organization")]
    assert [figure.start for figure in finder(doc)._.figures] == [20]


def test_content_index_finds_the_shortest_claim() -> None:
    claims = [
        Claim(content=(Span(0, 50), Span(60, 90))),
        Claim(content=(Span(10, 30),)),
        Claim(content=(Span(25, 28),)),
    ]
    index = ContentIndex(claims)
    assert [index.innermost(at, at + 2) for at in (5, 12, 25, 40, 55, 61, 95)] == [0, 1, 2, 0, None, 0, None]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=15, deadline=None)
@given(
    value=st.integers(min_value=3, max_value=999_999),
    separator=st.sampled_from([",", "\u202f", "\u00a0", " "]),
)
def test_offsets_and_values_survive_the_pipeline(annotate: Annotate, value: int, separator: str) -> None:
    written = f"{value:,}".replace(",", separator)
    found = annotate(f"The flood killed {written} people.")
    assert short(found) == [(written, "=", value, "deaths")]


def test_a_long_document_costs_time_in_proportion() -> None:
    finder = FigureFinder(load_ontology())
    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")

    def seconds(copies: int) -> float:
        line = "Police held 12 men. At least 30 people died, 4 of them at home.\n"
        size = len(line)
        doc: Any = nlp.make_doc(line * copies)
        doc = nlp.get_pipe("sentencizer")(doc)
        doc._.document = Document(path="a.txt", text=doc.text)
        doc._.mentions = [
            Mention(start=i * size, end=i * size + 6, label="Organization") for i in range(copies)
        ]
        doc._.claims = [Claim(content=(Span(i * size, i * size + 18),)) for i in range(copies)]
        started = time.perf_counter()
        assert len(finder(doc)._.figures) == 3 * copies
        return time.perf_counter() - started

    seconds(10)
    assert seconds(2000) < 40 * max(seconds(200), 0.01)
