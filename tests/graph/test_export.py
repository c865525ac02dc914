"""Exports, read back by the tools that they are for."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import networkx as nx
import pyoxigraph as ox
import pytest
from rdflib import Dataset

from claimgraph.errors import GraphError
from claimgraph.graph.export import EXPORT_FORMATS, export_graph
from claimgraph.graph.export.tables import TABLES
from claimgraph.graph.store import Graph
from claimgraph.records import Actor, AnnotatedDocument, Resolution

ACTORS = "https://w3id.org/claimgraph/data/actor/"


def exported(graph: Graph, form: str, *, default_claims: bool = False) -> bytes:
    target = io.BytesIO()
    export_graph(graph, form, target, default_claims=default_claims)
    return target.getvalue()


def read_network(graph: Graph, form: str) -> Any:
    file = io.BytesIO(exported(graph, form))
    return nx.read_graphml(file) if form == "graphml" else nx.read_gexf(file)


@pytest.fixture
def lines(graph: Graph) -> dict[str, dict[str, Any]]:
    rows = map(json.loads, exported(graph, "jsonl", default_claims=True).decode().splitlines())
    return {row["document"]: row for row in rows}


@pytest.mark.parametrize(
    ("form", "rdf"),
    [("trig", ox.RdfFormat.TRIG), ("nq", ox.RdfFormat.N_QUADS), ("jsonld", ox.RdfFormat.JSON_LD)],
)
def test_rdf_holds_the_whole_graph(graph: Graph, form: str, rdf: ox.RdfFormat) -> None:
    assert set(ox.parse(exported(graph, form), rdf)) == set(graph.oxigraph)


@pytest.mark.parametrize(("form", "name"), [("trig", "trig"), ("nq", "nquads"), ("jsonld", "json-ld")])
def test_rdf_is_read_by_rdflib(graph: Graph, form: str, name: str) -> None:
    dataset = Dataset(default_union=True)
    dataset.parse(data=exported(graph, form), format=name)
    assert len(list(dataset.quads())) == len(graph.oxigraph)


def test_jsonl_has_the_keys_of_the_format_in_order(lines: dict[str, dict[str, Any]]) -> None:
    row = lines["statements/watch.txt"]
    assert list(row) == [
        *(
            "document",
            "title",
            "publisher",
            "publisher_actor",
            "date",
            "text",
            "mentions",
            "claims",
            "figures",
        )
    ]
    assert list(row["mentions"][0]) == ["start", "end", "actor", "label", "form"]
    assert list(row["claims"][0]) == [
        *(
            "id",
            "source",
            "cue",
            "content",
            "claimant",
            "act",
            "quotation",
            "attribution",
            "addressee",
            "confidence",
        )
    ]
    assert list(row["figures"][0]) == [
        *("start", "end", "value", "max", "op", "measure", "claim", "claimant"),
    ]


def test_jsonl_says_what_the_records_say(
    lines: dict[str, dict[str, Any]], documents: list[AnnotatedDocument], resolution: Resolution
) -> None:
    for each in documents:
        row = lines[each.document.path]
        assert row["text"] == each.document.text
        assert [(m["start"], m["end"], m["label"], m["form"]) for m in row["mentions"]] == [
            (m.start, m.end, m.label, m.form) for m in each.mentions
        ]
        references = resolution.references[each.document.path]
        assert [m["actor"] for m in row["mentions"]] == [r and ACTORS + r.actor for r in references]
        for claim, record in zip(row["claims"], each.claims, strict=True):
            for part in ("source", "cue", "content"):
                assert claim[part] == [list(span) for span in getattr(record, part)]
            for part in ("act", "quotation", "attribution", "confidence"):
                assert claim[part] == getattr(record, part)
        for figure, number in zip(row["figures"], each.figures, strict=True):
            for part in ("start", "end", "value", "max", "op", "measure"):
                assert figure[part] == getattr(number, part)
            expected = None if number.claim is None else row["claims"][number.claim]["id"]
            assert figure["claim"] == expected


def test_jsonl_resolves_claimants_and_addressees(lines: dict[str, dict[str, Any]]) -> None:
    claims = lines["statements/watch.txt"]["claims"]
    assert [claim["claimant"] for claim in claims] == [
        ACTORS + name
        for name in (
            *("veldoria-watch", "ada-quill", "interior-ministry", "interior-ministry", "brandt"),
            "veldoria-watch",
        )
    ]
    assert claims[-1]["addressee"] == ACTORS + "interior-ministry"
    assert lines["news/courier.txt"]["claims"][2]["claimant"] is None
    assert lines["news/courier.txt"]["figures"][-1]["claimant"] == ACTORS + "amsel-courier"


def test_jsonl_leaves_default_claims_out_unless_asked(graph: Graph) -> None:
    rows = map(json.loads, exported(graph, "jsonl").decode().splitlines())
    row = next(row for row in rows if row["document"] == "statements/watch.txt")
    assert {claim["attribution"] for claim in row["claims"]} == {"explicit"}
    assert [(f["value"], f["claim"] is None, f["claimant"]) for f in row["figures"]] == [
        (27, False, ACTORS + "ada-quill"),
        (140, True, ACTORS + "veldoria-watch"),
    ]


@pytest.mark.parametrize("form", ["graphml", "gexf"])
def test_networks_are_read_by_networkx(graph: Graph, form: str) -> None:
    network = read_network(graph, form)
    assert network.nodes[ACTORS + "brandt"]["kind"] == "actor"
    kinds = [data["kind"] for _, data in network.nodes(data=True)]
    assert (kinds.count("actor"), kinds.count("claim"), kinds.count("document")) == (6, 10, 2)
    relations = {data["relation"] for _, _, data in network.edges(data=True)}
    of_one = {"claimant", "statedIn", "about", "addressee", "relays", "publisher", "headOf"}
    between = {"disputes", "differsInScope", "repeats", "revises", "answers", "reprintOf"}
    assert relations == of_one | between
    assert network.has_edge(ACTORS + "ada-quill", ACTORS + "veldoria-watch")


@pytest.mark.parametrize("form", ["graphml", "gexf"])
def test_networks_hold_names_that_xml_cannot(
    form: str, build: Callable[..., Graph], documents: list[AnnotatedDocument], resolution: Resolution
) -> None:
    strange = Actor(id="x", name="A\x00<&\"'>\ufffe\x0b B", label="Person")
    graph = build(documents, replace(resolution, actors={**resolution.actors, "x": strange}))
    node = read_network(graph, form).nodes[ACTORS + "x"]
    assert node["label"] == "A\ufffd<&\"'>\ufffd\ufffd B"


def test_tables(graph: Graph, tmp_path: Path, documents: list[AnnotatedDocument]) -> None:
    export_graph(graph, "csv", tmp_path / "tables")
    tables = {}
    for name, columns in TABLES.items():
        with (tmp_path / "tables" / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file))
        assert list(rows[0]) == list(columns)
        tables[name] = rows
    assert {name: len(rows) for name, rows in tables.items()} == {
        "documents": 2,
        "actors": 6,
        "mentions": 13,
        "claims": 10,
        "figures": 6,
        "relations": 1,
        "comparisons": 6,
    }
    texts = {each.document.path: each.document.text for each in documents}
    for name in ("mentions", "figures", "relations"):
        for row in tables[name]:
            assert texts[row["document"]][int(row["start"]) : int(row["end"])] == row["text"]
    (demand,) = (row for row in tables["claims"] if row["act"] == "demand")
    assert (demand["claimants"], demand["addressees"]) == ("Veldoria Watch", "Interior Ministry")
    assert tables["actors"][-1]["names"] == "VW | Veldoria Watch"
    (said,) = tables["relations"]
    assert [said[name] for name in ("left", "relation", "right", "role", "former", "date", "said_by")] == [
        "Ada Quill", "headOf", "Veldoria Watch", "director", "False", "2031-05-04", "Veldoria Watch"
    ]  # fmt: skip
    compared = {row["relation"]: row for row in tables["comparisons"]}
    disputed, backed = compared["disputes"], compared["corroborates"]
    sides = ("measure", "left_claimants", "left_figure", "left_words", "right_claimants", "right_figure")
    assert [disputed[name] for name in sides] == [
        "deaths", "Ada Quill", "27", "At least 27 people died", "Interior Ministry", "12 and 15"
    ]  # fmt: skip
    assert (backed["right_claimants"], backed["right_figure"], backed["right_words"]) == (
        "Amsel Courier",
        "two",
        "",
    ), "a figure that no claim holds"
    assert compared["answers"]["reason"] == "A promise."


def test_tables_in_a_zip(graph: Graph, tmp_path: Path) -> None:
    export_graph(graph, "csv", tmp_path / "tables.zip")
    with zipfile.ZipFile(tmp_path / "tables.zip") as archive:
        assert archive.namelist() == [f"{name}.csv" for name in TABLES]
        assert archive.testzip() is None
    assert [path.name for path in tmp_path.iterdir()] == ["tables.zip"]


def test_a_path_is_written_whole(graph: Graph, tmp_path: Path) -> None:
    for form in EXPORT_FORMATS:
        export_graph(graph, form, tmp_path / form)
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(EXPORT_FORMATS)
    assert (tmp_path / "nq").read_bytes() == exported(graph, "nq")


def test_unknown_format(graph: Graph, tmp_path: Path) -> None:
    with pytest.raises(GraphError, match=r"no export format 'xls'; choose one of trig, nq"):
        export_graph(graph, "xls", tmp_path / "x")


def test_tables_do_not_fit_into_one_stream(graph: Graph) -> None:
    with pytest.raises(GraphError, match="several tables"):
        export_graph(graph, "csv", io.BytesIO())


@pytest.mark.parametrize("form", ["nq", "csv"])
def test_a_target_that_cannot_be_written(graph: Graph, tmp_path: Path, form: str) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(GraphError, match="cannot be written"):
        export_graph(graph, form, tmp_path / "file" / "x")
