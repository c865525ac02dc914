"""The ledger: who says how many, by date or document, and how each figure stands to the others."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimgraph.errors import QueryError
from claimgraph.graph.ledger import AGREEMENTS, Ledger, LedgerTable, read_ledger
from claimgraph.graph.store import Graph, open_graph, write_graph
from claimgraph.graph.triples import RunInfo
from claimgraph.ontology import Ontology, load_ontology
from claimgraph.records import (
    Actor,
    AnnotatedDocument,
    Claim,
    Document,
    Figure,
    Mention,
    Reference,
    Resolution,
    Span,
)
from claimgraph.relate.links import Comparison, LinkKind, Links, Tally, Utterance

Said = tuple[str, str | None, str, float]
"""Date of a document, its claimant (None: nobody is named), operator, number of deaths."""


def told(
    path: str, date: str, claimant: str | None, op: Any, value: float, **figure: Any
) -> AnnotatedDocument:
    """A document of one sentence: so many people died, says somebody."""
    name = claimant or "Residents"
    number = str(value)
    text = f"{name} said {number} people died, {path}."
    start = text.index(number)
    mention = Mention(start=0, end=len(name), label="Organization" if claimant else "Group")
    return AnnotatedDocument(
        document=Document(path=path, text=text, date=date or None, publisher="Amsel Courier"),
        mentions=(mention,),
        claims=(
            Claim(
                source=(Span(0, len(name)),),
                cue=(Span(len(name) + 1, len(name) + 5),),
                content=(Span(start, len(text) - 1),),
                claimants=(0,),
                confidence=0.9,
            ),
        ),
        figures=(
            Figure(
                start=start, end=start + len(number), value=value, op=op, measure="deaths", claim=0, **figure
            ),
        ),
    )


@cache
def _ontology() -> Ontology:
    """Read once: it takes longer than writing these graphs."""
    return load_ontology()


def resolved(documents: Sequence[AnnotatedDocument]) -> Resolution:
    references: dict[str, tuple[Reference | None, ...]] = {}
    actors = {"amsel-courier": Actor(id="amsel-courier", name="Amsel Courier", label="Organization")}
    for each in documents:
        name = each.mentions[0]
        words = each.document.text[name.start : name.end]
        if name.label == "Group":
            references[each.document.path] = (None,)
            continue
        actor = words.lower().replace(" ", "-")
        actors[actor] = Actor(id=actor, name=words, label="Organization", names=(words,))
        references[each.document.path] = (Reference(actor=actor, method="name"),)
    publishers = {each.document.path: "amsel-courier" for each in documents}
    return Resolution(actors=actors, references=references, publishers=publishers)


@pytest.fixture
def ledger_of(tmp_path: Path, run: RunInfo) -> Callable[..., Ledger]:
    """The ledger of documents, all of them in one tally, with comparisons by their numbers."""

    def ledger_of(
        documents: Sequence[AnnotatedDocument], *links: tuple[LinkKind, int, int], by: Any = "date"
    ) -> Ledger:
        ends = [Utterance(each.document.path, 0, 0) for each in documents]
        found = Links(
            comparisons=tuple(
                Comparison(kind=kind, left=ends[left], right=ends[right], reason=f"{kind}.", measure="deaths")
                for kind, left, right in links
            ),
            tallies=(Tally(measure="deaths", figures=tuple(ends)),),
        )
        write_graph(tmp_path, documents, resolved(documents), run=run, links=found, ontology=_ontology())
        with open_graph(tmp_path) as graph:
            return read_ledger(graph, by=by)

    return ledger_of


def cells(table: LedgerTable) -> dict[tuple[str, str], list[str]]:
    found: dict[tuple[str, str], list[str]] = {}
    for row, column, entry in table.entries():
        found.setdefault((row.claimant, column), []).append(entry.fact.said)
    return found


def agreements(ledger: Ledger) -> dict[str, str]:
    (table,) = ledger.tables
    return {entry.fact.document: entry.agreement for _, _, entry in table.entries()}


def test_a_tally_is_a_table_of_claimants_by_date(graph: Graph) -> None:
    deaths, detained = read_ledger(graph).tables
    assert (deaths.title, deaths.columns) == ("deaths", ("2031-05-03", "2031-05-04"))
    assert cells(deaths) == {
        ("Ada Quill", "2031-05-04"): ["≥ 27"],
        ("Interior Ministry", "2031-05-03"): ["12–15"],
    }
    assert detained.title == "detained, in Port Amsel"


def test_columns_can_be_documents(graph: Graph) -> None:
    deaths, _ = read_ledger(graph, by="document").tables
    assert deaths.columns == ("news/courier.txt", "statements/watch.txt")


def test_an_entry_knows_its_words_and_whose_it_is(graph: Graph, documents: list[AnnotatedDocument]) -> None:
    (deaths,) = read_ledger(graph, "deaths").tables
    texts = {each.document.path: each.document.text for each in documents}
    for _, _, entry in deaths.entries():
        fact = entry.fact
        text = texts[fact.document]
        assert text[fact.start : fact.end] == fact.words
        assert text[: fact.start].endswith(fact.before)
        assert text[fact.end :].startswith(fact.after)
    by_claimant = {row.claimant: entry.fact for row, _, entry in deaths.entries()}
    assert by_claimant["Ada Quill"].relayed_by == ("Veldoria Watch",)
    ministry = by_claimant["Interior Ministry"]
    assert (ministry.relayed_by, ministry.own, ministry.confidence) == (("Amsel Courier",), False, 0.9)
    assert (ministry.low, ministry.high, ministry.as_of) == (12, 15, "2031-05-03")


def test_a_comparison_is_there_from_both_sides(graph: Graph) -> None:
    (deaths,) = read_ledger(graph, "deaths").tables
    links = {row.claimant: entry.links for row, _, entry in deaths.entries()}
    (left,), (right,) = links["Ada Quill"], links["Interior Ministry"]
    assert (left.kind, left.active, left.words) == (
        "disputes",
        True,
        "12–15 (Interior Ministry, news/courier.txt)",
    )
    assert (right.kind, right.active, right.words) == (
        "disputes",
        False,
        "≥ 27 (Ada Quill, statements/watch.txt)",
    )
    assert left.reason == right.reason == "At least 27 is more than 12 to 15."


@pytest.mark.parametrize(
    "measure", ["deaths", "Deaths", " deaths ", "https://w3id.org/claimgraph/ontology/measures#deaths"]
)
def test_a_measure_is_found_by_any_of_its_names(graph: Graph, measure: str) -> None:
    assert [table.measure for table in read_ledger(graph, measure).tables] == ["deaths"]


def test_an_unknown_measure_names_those_that_occur(graph: Graph) -> None:
    with pytest.raises(QueryError, match=r"counts 'injured'. Measures that occur: deaths, detained\."):
        read_ledger(graph, "injured")


def test_unnamed_sources_are_rows_by_their_words(ledger_of: Callable[..., Ledger]) -> None:
    ledger = ledger_of(
        [
            told("a.txt", "2031-01-01", None, "=", 3),
            told("b.txt", "2031-01-02", None, "=", 3),
            told("c.txt", "2031-01-02", "Harbour Union", "=", 4),
        ]
    )
    (table,) = ledger.tables
    assert [(row.claimant, row.actor is None) for row in table.rows] == [
        ("Harbour Union", False),
        ("Residents", True),
    ]
    assert [len(cell) for cell in table.rows[1].cells] == [1, 1]


def test_undated_documents_come_last(ledger_of: Callable[..., Ledger]) -> None:
    documents = [
        told("a.txt", "", "Harbour Union", "=", 3),
        told("b.txt", "2031-01", "Harbour Union", "=", 3),
    ]
    assert ledger_of(documents).tables[0].columns == ("2031-01", "")
    assert ledger_of(documents, by="document").tables[0].columns == ("b.txt", "a.txt")


def test_how_figures_stand_to_each_other(ledger_of: Callable[..., Ledger]) -> None:
    documents = [
        told("a.txt", "2031-01-01", "Harbour Union", "=", 3),
        told("b.txt", "2031-01-02", "Harbour Union", "=", 5),
        told("c.txt", "2031-01-02", "Interior Ministry", "=", 1),
        told("d.txt", "2031-01-02", "Amsel Hospital", ">=", 4),
        told("e.txt", "2031-01-03", "Rowing Club", "=", 9),
    ]
    found = ledger_of(documents, ("revises", 1, 0), ("disputes", 2, 1), ("corroborates", 3, 1))
    assert agreements(found) == {
        "a.txt": "revised",
        "b.txt": "disputed",
        "c.txt": "disputed",
        "d.txt": "agrees",
        "e.txt": "differs",
    }


def test_one_figure_alone_has_nothing_to_compare_it_with(ledger_of: Callable[..., Ledger]) -> None:
    assert agreements(ledger_of([told("a.txt", "", "Harbour Union", "=", 3)])) == {"a.txt": "only one"}


def test_figures_that_fit_agree_without_a_comparison(ledger_of: Callable[..., Ledger]) -> None:
    documents = [told("a.txt", "", "Harbour Union", ">=", 3), told("b.txt", "", "Rowing Club", "=", 5)]
    assert set(agreements(ledger_of(documents)).values()) == {"agrees"}


def test_what_counts_something_else_is_marked(ledger_of: Callable[..., Ledger]) -> None:
    documents = [told("a.txt", "", "Harbour Union", "=", 3), told("b.txt", "", "Rowing Club", "=", 3)]
    assert set(agreements(ledger_of(documents, ("differsInScope", 1, 0))).values()) == {"other scope"}


@pytest.mark.parametrize(
    ("figure", "said", "low", "high"),
    [
        ({"op": "=", "value": 1200}, "1,200", 1200, 1200),
        ({"op": "<=", "value": 30}, "≤ 30", 0, 30),
        ({"op": "~", "value": 200}, "≈ 200", 180, 220),
        ({"op": "=", "value": 3.5, "unit": "percent"}, "3.5 %", 3.5, 3.5),
        ({"op": ">", "value": 2, "unit": "USD"}, "> 2 USD", 2, None),
        ({"op": "range", "value": 200, "max": 900, "vague": True}, "“200”", 200, 900),
    ],
)
def test_a_figure_is_said_with_its_bounds(
    ledger_of: Callable[..., Ledger], figure: dict[str, Any], said: str, low: float, high: float | None
) -> None:
    ledger = ledger_of([told("a.txt", "", "Harbour Union", **figure)])
    (record,) = ledger.records()
    ((_, _, entry),) = ledger.tables[0].entries()
    assert entry.fact.said == said
    assert record["low"] == pytest.approx(low)
    assert record["high"] == (high if high is None else pytest.approx(high))


def test_a_part_of_a_whole_does_not_differ_from_it(tmp_path: Path, run: RunInfo) -> None:
    whole = told("a.txt", "", "Harbour Union", "=", 30)
    start = whole.document.text.index("people")
    part = Figure(start=start, end=start + 6, value=4, measure="deaths", claim=0, part_of=0)
    documents = [
        AnnotatedDocument(
            document=whole.document,
            mentions=whole.mentions,
            claims=whole.claims,
            figures=(*whole.figures, part),
        ),
        told("b.txt", "", "Rowing Club", "=", 30),
    ]
    ends = (Utterance("a.txt", 0, 0), Utterance("a.txt", 0, 1), Utterance("b.txt", 0, 0))
    links = Links(tallies=(Tally(measure="deaths", figures=ends),))
    write_graph(tmp_path, documents, resolved(documents), run=run, links=links, ontology=_ontology())
    with open_graph(tmp_path) as graph:
        (table,) = read_ledger(graph).tables
    assert [(entry.fact.value, entry.agreement) for _, _, entry in table.entries()] == [
        (30, "agrees"),
        (4, "other scope"),
        (30, "agrees"),
    ]


def test_records_hold_all_there_is(graph: Graph) -> None:
    records = list(read_ledger(graph).records())
    assert len(records) == 3
    first = records[0]
    assert {
        "claimant",
        "date",
        "document",
        "start",
        "end",
        "words",
        "low",
        "high",
        "agreement",
        "reasons",
    } <= set(first)
    assert (first["claimant"], first["high"], first["relayed_by"]) == ("Ada Quill", None, "Veldoria Watch")


def test_without_tallies_figures_stand_by_measure(
    build: Callable[..., Graph], documents: list[AnnotatedDocument], resolution: Resolution
) -> None:
    with build(documents, resolution) as graph:
        ledger = read_ledger(graph)
    assert [(table.measure, table.tally, len(list(table.entries()))) for table in ledger.tables] == [
        ("deaths", None, 2),
        ("detained", None, 1),
    ]


def test_the_order_of_documents_makes_no_difference(ledger_of: Callable[..., Ledger]) -> None:
    documents = [
        told(f"{n}.txt", f"2031-01-{1 + n % 5:02}", ("Harbour Union", "Rowing Club", None)[n % 3], "=", n)
        for n in range(12)
    ]
    turned = random.Random(1).sample(documents, len(documents))
    kept = ledger_of(documents)
    tally = kept.tables[0].tally
    again = ledger_of(turned)
    assert cells(kept.tables[0]) == cells(again.tables[0])
    assert [row.claimant for row in kept.tables[0].rows] == [row.claimant for row in again.tables[0].rows]
    assert tally is not None


@settings(deadline=None, max_examples=12)
@given(
    st.lists(st.tuples(st.sampled_from([">=", "<=", "=", "~"]), st.integers(0, 50)), min_size=1, max_size=6)
)
def test_what_differs_is_apart_from_something(tmp_path_factory: Any, said: list[tuple[str, int]]) -> None:
    """Without comparisons a figure differs exactly where another one allows none of its numbers."""
    documents = [told(f"{n}.txt", "", f"Club {n}", op, value) for n, (op, value) in enumerate(said)]
    folder = tmp_path_factory.mktemp("ledger")
    ends = tuple(Utterance(each.document.path, 0, 0) for each in documents)
    run = RunInfo(software_version="1", model_name="m", model_version="1")
    links = Links(tallies=(Tally(measure="deaths", figures=ends),))
    write_graph(folder, documents, resolved(documents), run=run, links=links, ontology=_ontology())
    with open_graph(folder) as graph:
        (table,) = read_ledger(graph).tables
    facts = [(entry.fact, entry.agreement) for _, _, entry in table.entries()]
    for fact, agreement in facts:
        apart = any(other.high < fact.low or fact.high < other.low for other, _ in facts)
        assert (agreement == "differs") == apart
        assert (agreement == "only one") == (len(facts) == 1)
        assert agreement in AGREEMENTS


def test_tables_of_a_measure_follow_each_other(graph: Graph) -> None:
    labels = [table.label for table in read_ledger(graph).tables]
    assert all(one <= other for one, other in pairwise(labels))
