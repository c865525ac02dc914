"""Results as tables, CSV, JSON and Turtle."""

from __future__ import annotations

import csv
import io
import json

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rdflib import Graph as RdflibGraph
from rich.console import Console

from claimgraph.errors import QueryError
from claimgraph.graph.results import Answer, Result, Rows, Triples, python_value, show_result, write_result
from claimgraph.graph.terms import CG, XSD

NODE = ox.NamedNode("https://w3id.org/claimgraph/data/actor/ada")


def written(result: Result, form: str) -> str:
    target = io.StringIO(newline="")
    write_result(result, form, target)
    return target.getvalue()


@given(st.lists(st.tuples(st.none() | st.text(), st.text())))
def test_csv_keeps_any_text(values: list[tuple[str | None, str]]) -> None:
    rows = [tuple(None if v is None else ox.Literal(v) for v in pair) for pair in values]
    read = list(csv.reader(io.StringIO(written(Rows(["a", "b"], rows), "csv"), newline="")))
    assert read == [["a", "b"], *[[a or "", b] for a, b in values]]


@given(st.text())
def test_json_is_what_oxigraph_reads(text: str) -> None:
    rows = Rows(["x", "y"], [(ox.Literal(text), NODE), (ox.Literal("a", language="en"), None)])
    read = ox.parse_query_results(written(rows, "json"), ox.QueryResultsFormat.JSON)
    assert isinstance(read, ox.QuerySolutions)
    assert [tuple(row) for row in read] == list(rows.rows)


def test_json_keeps_datatypes_and_answers() -> None:
    number = ox.Literal("3", datatype=XSD["integer"])
    (binding,) = json.loads(written(Rows(["n"], [(number,)]), "json"))["results"]["bindings"]
    assert binding["n"] == {"type": "literal", "value": "3", "datatype": XSD["integer"].value}
    assert json.loads(written(Answer(True), "json")) == {"head": {}, "boolean": True}


def test_turtle_is_read_by_rdflib() -> None:
    text = written(Triples([ox.Triple(NODE, CG["role"], ox.Literal('a "b"\n'))]), "turtle")
    assert "cg:role" in text
    assert [str(o) for _, _, o in RdflibGraph().parse(data=text, format="turtle")] == ['a "b"\n']


@pytest.mark.parametrize(
    ("result", "form"),
    [(Rows([], []), "turtle"), (Triples([]), "csv"), (Answer(True), "csv"), (Rows([], []), "xls")],
)
def test_a_format_that_does_not_fit(result: Result, form: str) -> None:
    with pytest.raises(QueryError, match="choose"):
        written(result, form)


@pytest.mark.parametrize(
    ("literal", "value"),
    [
        (ox.Literal("3", datatype=XSD["integer"]), 3),
        (ox.Literal("0.5", datatype=XSD["decimal"]), 0.5),
        (ox.Literal(True), True),
        (ox.Literal("x"), "x"),
        (ox.Literal("2022-01-05", datatype=XSD["date"]), "2022-01-05"),
        (NODE, NODE.value),
        (None, None),
    ],
)
def test_python_values(literal: ox.Literal | None, value: object) -> None:
    assert python_value(literal) == value


def shown(result: Result) -> str:
    console = Console(file=io.StringIO(), width=100)
    show_result(result, console, title="A [title]")
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


def test_a_table_shortens_iris_and_keeps_what_looks_like_markup() -> None:
    text = shown(Rows(["who", "what"], [(NODE, ox.Literal("[red]not markup[/red]")), (CG["Person"], None)]))
    assert " actor/ada " in text
    assert " cg:Person " in text
    assert "[red]not markup[/red]" in text
    assert "A [title]" in text
    assert "2 rows" in text


def test_answers_and_triples_can_be_shown() -> None:
    assert shown(Answer(False)) == "no\n"
    assert "1 row\n" in shown(Triples([ox.Triple(NODE, CG["role"], ox.Literal("x"))]))
