"""The shapes accept what claimgraph writes and name, in words, whatever else is in a graph."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest
from rdflib import SH
from rdflib import Graph as RdflibGraph

from claimgraph.graph.store import Graph
from claimgraph.graph.terms import CG, DCT, OA, RDF, SCHEMA, SKOS
from claimgraph.graph.validate import validate_graph
from claimgraph.resources import ontology_folder


@pytest.fixture
def editable(folder: Path) -> Iterator[Graph]:
    store = ox.Store()
    store.bulk_load(path=folder / "graph.trig", format=ox.RdfFormat.TRIG)
    with Graph(store, folder=folder) as graph:
        yield graph


def quads(
    graph: Graph, predicate: ox.NamedNode, value: ox.NamedNode | ox.Literal | None = None
) -> list[ox.Quad]:
    return sorted(graph.oxigraph.quads_for_pattern(None, predicate, value, None), key=str)


def change(graph: Graph, quad: ox.Quad, value: ox.NamedNode | ox.Literal) -> None:
    graph.oxigraph.remove(quad)
    graph.oxigraph.add(ox.Quad(quad.subject, quad.predicate, value, quad.graph_name))


def messages(graph: Graph) -> list[str]:
    return [finding.message for finding in validate_graph(graph).findings]


def test_what_claimgraph_writes_conforms(graph: Graph) -> None:
    report = validate_graph(graph)
    assert report.conforms, str(report)
    assert (report.documents, report.checked, report.nodes) == (2, 2, None)
    assert "nothing is wrong" in str(report)


def test_a_bounded_check_says_how_much_it_checked(graph: Graph) -> None:
    report = validate_graph(graph, documents=1, nodes=3)
    assert report.conforms, str(report)
    assert (report.documents, report.checked, report.nodes) == (2, 1, 3)
    assert str(report).startswith("1 of 2 documents checked, up to 3 nodes of each class")


def test_a_sample_finds_what_the_full_check_finds(editable: Graph) -> None:
    for quad in quads(editable, CG["act"]):
        editable.oxigraph.remove(quad)
    change(editable, quads(editable, OA["exact"])[0], ox.Literal("made up"))
    full = validate_graph(editable)
    assert set(validate_graph(editable, nodes=1000).findings) == set(full.findings)
    some = validate_graph(editable, nodes=2).findings
    assert len(some) >= 2
    assert set(some) < set(full.findings)


REQUIRED = {
    CG["statedIn"]: "exactly one document",
    CG["act"]: "exactly one thing",
    CG["content"]: "content in words",
    CG["contentSpan"]: "where its content stands",
    CG["attribution"]: '"explicit" or "default"',
    CG["claimant"]: "must have a claimant",
    CG["operator"]: "operator of a figure",
    CG["form"]: '"named", "role" or "pronoun"',
    CG["method"]: "must say why",
    CG["sha256"]: "SHA-256",
    CG["text"]: "hold its text once",
    SCHEMA["value"]: "either one value",
    SCHEMA["maxValue"]: "either one value",
    OA["start"]: "must start at",
    OA["exact"]: "hold its text once, and the text must not be empty",
    OA["hasSource"]: "exactly one document",
    SKOS["prefLabel"]: "one preferred name",
}


@pytest.mark.parametrize("predicate", REQUIRED, ids=lambda predicate: predicate.value.rsplit("#")[-1])
def test_what_must_be_there(editable: Graph, predicate: ox.NamedNode) -> None:
    removed = [q for q in quads(editable, predicate) if q.graph_name != editable.names.ontology]
    if predicate == CG["claimant"]:
        removed = [q for q in removed if "/claim/" in str(q.subject)]
    editable.oxigraph.remove(removed[0])
    assert any(REQUIRED[predicate] in message for message in messages(editable))


@pytest.mark.parametrize(
    ("predicate", "value", "message"),
    [
        (CG["operator"], ox.Literal("!="), "operator of a figure is one of"),
        (CG["quotation"], ox.Literal("shouted"), '"direct", "indirect" or "mixed"'),
        (CG["confidence"], ox.Literal(2), "between 0 and 1"),
        (CG["claimant"], ox.NamedNode("https://example.org/nobody"), "must be an actor of the graph"),
        (CG["refersTo"], ox.NamedNode("https://example.org/nobody"), "that actor must be in the graph"),
        (CG["relays"], ox.NamedNode("https://example.org/nothing"), "relays one other claim"),
        (CG["genre"], ox.Literal("poem"), "genre of a document"),
        (SCHEMA["maxValue"], ox.Literal(3), "must not end below its start"),
        (OA["end"], ox.Literal(0), "before its end"),
        (OA["prefix"], ox.Literal("x" * 40), "up to 32 characters before"),
    ],
)
def test_what_must_not_be(
    editable: Graph, predicate: ox.NamedNode, value: ox.NamedNode | ox.Literal, message: str
) -> None:
    change(editable, quads(editable, predicate)[0], value)
    assert any(message in found for found in messages(editable))


def test_a_claimant_and_an_unnamed_source_exclude_each_other(editable: Graph) -> None:
    claim = next(q for q in quads(editable, CG["claimant"]) if "/claim/" in str(q.subject))
    editable.oxigraph.add(ox.Quad(claim.subject, CG["unnamedSource"], ox.Literal(True), claim.graph_name))
    assert any("not both" in message for message in messages(editable))


def test_a_finding_says_where_it_is(editable: Graph) -> None:
    quad = next(q for q in quads(editable, CG["cue"]) if q.object == ox.Literal("denies"))
    editable.oxigraph.remove(next(editable.oxigraph.quads_for_pattern(quad.subject, CG["act"], None, None)))
    (finding,) = validate_graph(editable).findings
    assert finding.document == "statements/watch.txt"
    assert f"<{finding.node}>" == str(quad.subject)
    assert str(finding).startswith("statements/watch.txt: A claim must do exactly one thing")


def test_an_actor_without_names(editable: Graph) -> None:
    node = editable.names.actor("nameless")
    editable.oxigraph.add(ox.Quad(node, RDF["type"], CG["Actor"], editable.names.actors))
    findings = validate_graph(editable, documents=0).findings
    assert {finding.document for finding in findings} == {"actors"}
    assert len(findings) == 2


def test_a_second_publisher(editable: Graph) -> None:
    quad = quads(editable, DCT["publisher"])[0]
    editable.oxigraph.add(
        ox.Quad(quad.subject, quad.predicate, editable.names.actor("brandt"), quad.graph_name)
    )
    assert any("one publisher at most" in message for message in messages(editable))


def test_every_shape_has_a_message_for_people() -> None:
    shapes = RdflibGraph().parse(ontology_folder() / "shapes.ttl")
    paths = set(shapes.subjects(SH.path, None))
    inside = {o for p in (SH["or"], SH.xone) for head in shapes.objects(None, p) for o in shapes.items(head)}
    inside |= set(shapes.objects(None, SH.qualifiedValueShape))
    nested = {path for part in inside for path in shapes.objects(part, SH.property)}
    for path in paths - nested:
        (text,) = shapes.objects(path, SH.message)
        assert len(str(text)) > 30, text
        assert str(text).endswith((".", ")"))
