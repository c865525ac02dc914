"""Links in the graph: comparisons with their reasons, the plain properties beside them, tallies and reprints."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest

from claimgraph.errors import GraphError
from claimgraph.graph.network import to_networkx
from claimgraph.graph.results import python_value
from claimgraph.graph.store import Graph, open_graph, write_graph
from claimgraph.graph.terms import CG, OA, OWL, PROV, RDF, SCHEMA
from claimgraph.graph.triples import RunInfo
from claimgraph.graph.validate import validate_graph
from claimgraph.graph.vocabulary import read_vocabulary
from claimgraph.ontology import load_ontology
from claimgraph.records import AnnotatedDocument, Resolution
from claimgraph.relate.links import Comparison, LinkKind, Links, Utterance

Write = Callable[..., Graph]


def about(graph: Graph, node: Any) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = {}
    for quad in graph.oxigraph.quads_for_pattern(node, None, None, graph.names.links):
        found.setdefault(quad.predicate.value.rpartition("#")[2], []).append(quad.object)
    return found


def comparison(graph: Graph, kind: str) -> Any:
    (quad,) = graph.oxigraph.quads_for_pattern(None, CG["relation"], CG[kind], None)
    return quad.subject


def words(graph: Graph, node: Any) -> str:
    """The words of a claim, or those at the place of a figure."""
    store = graph.oxigraph
    for quad in store.quads_for_pattern(node, CG["content"], None, None):
        return str(python_value(quad.object))
    (exact,) = (
        quad.object
        for selector in store.quads_for_pattern(node, OA["hasSelector"], None, None)
        for quad in store.quads_for_pattern(selector.object, OA["exact"], None, None)  # type: ignore[arg-type]
    )
    return str(python_value(exact))


def plain(graph: Graph, kind: str) -> set[tuple[str, str]]:
    return {
        (words(graph, quad.subject), words(graph, quad.object))
        for quad in graph.oxigraph.quads_for_pattern(None, CG[kind], None, None)
    }


def test_a_comparison_says_what_it_compares_and_why(graph: Graph) -> None:
    found = about(graph, comparison(graph, "disputes"))
    assert [words(graph, node) for node in found["left"]] == ["At least 27 people died"]
    (right,) = found["right"]
    assert words(graph, right).startswith("between 12 and 15 people had died")
    assert [words(graph, node) for side in ("left", "right") for node in found[f"{side}Figure"]] == [
        "27",
        "12 and 15",
    ]
    assert set(found["compares"]) == {found["left"][0], right}
    assert [python_value(each) for each in found["reason"]] == ["At least 27 is more than 12 to 15."]
    assert [python_value(each) for each in found["confidence"]] == [0.9]
    assert [each.value.rpartition("#")[2] for each in found["measure"]] == ["deaths"]


def test_a_comparison_of_whole_claims_has_no_figures(graph: Graph) -> None:
    found = about(graph, comparison(graph, "answers"))
    assert not {"leftFigure", "rightFigure", "measure"} & set(found)
    assert words(graph, found["left"][0]) == "an inquiry"


def test_a_figure_outside_of_claims_is_a_side_itself(graph: Graph) -> None:
    found = about(graph, comparison(graph, "corroborates"))
    assert found["right"] == found["rightFigure"]
    assert words(graph, found["right"][0]) == "two"
    assert plain(graph, "corroborates") == set(), "the property stands between claims only"


def test_every_link_knows_its_run(graph: Graph) -> None:
    runs = {q.subject for q in graph.oxigraph.quads_for_pattern(None, CG["formatVersion"], None, None)}
    made = graph.oxigraph.quads_for_pattern(None, PROV["wasGeneratedBy"], None, graph.names.links)
    by = {quad.subject: quad.object for quad in made}
    nodes = {
        quad.subject
        for kind in ("Comparison", "Tally")
        for quad in graph.oxigraph.quads_for_pattern(None, RDF["type"], CG[kind], None)
    }
    assert len(nodes) == 8
    assert set(by) == {*nodes, graph.names.links}
    assert set(by.values()) == runs


@pytest.mark.parametrize("kind", ["disputes", "differsInScope"])
def test_what_holds_both_ways_is_said_both_ways(graph: Graph, kind: str) -> None:
    pairs = plain(graph, kind)
    assert len(pairs) == 2
    assert {(right, left) for left, right in pairs} == pairs


@pytest.mark.parametrize("kind", ["repeats", "revises", "answers"])
def test_what_holds_one_way_is_said_one_way(graph: Graph, kind: str) -> None:
    ((left, _),) = plain(graph, kind)
    assert left == words(graph, about(graph, comparison(graph, kind))["left"][0])


def test_the_ontology_says_what_holds_both_ways() -> None:
    symmetric = read_vocabulary(load_ontology()).symmetric
    kinds = set(LinkKind.__args__)  # type: ignore[attr-defined]
    assert {iri.removeprefix(CG.iri) for iri in symmetric} & kinds == {
        "corroborates",
        "disputes",
        "differsInScope",
    }
    declared = load_ontology().graph
    for kind in kinds:
        assert any(str(s) == CG[kind].value for s in declared.subjects(object=None)), kind


def test_labels_of_links_are_in_the_graph(graph: Graph) -> None:
    quads = graph.oxigraph.quads_for_pattern(CG["differsInScope"], None, None, graph.names.ontology)
    values = {quad.object for quad in quads}
    assert ox.Literal("differs in scope", language="en") in values
    assert OWL["SymmetricProperty"] in values


def test_tallies_name_what_their_figures_count(graph: Graph) -> None:
    tallies: dict[Any, set[str]] = {}
    for quad in graph.oxigraph.quads_for_pattern(None, CG["inTally"], None, None):
        tallies.setdefault(quad.object, set()).add(words(graph, quad.subject))
    found = {
        (
            *(python_value(each) for each in about(graph, tally).get("scope", [None])),
            about(graph, tally)["measure"][0].value.rpartition("#")[2],
        ): figures
        for tally, figures in tallies.items()
    }
    assert found == {(None, "deaths"): {"12 and 15", "27"}, ("in Port Amsel", "detained"): {"140"}}
    assert not list(graph.oxigraph.quads_for_pattern(None, SCHEMA["unitText"], None, graph.names.links))


def test_a_tally_keeps_its_name_when_a_later_figure_joins(
    tmp_path: Path, documents: list[AnnotatedDocument], resolution: Resolution, links: Links, run: RunInfo
) -> None:
    names = set()
    first, *others = links.tallies
    for figures in (first.figures, first.figures[:1]):
        changed = replace(links, tallies=(replace(first, figures=figures), *others))
        write_graph(tmp_path, documents, resolution, run=run, links=changed)
        with open_graph(tmp_path) as graph:
            names.add(
                frozenset(q.subject for q in graph.oxigraph.quads_for_pattern(None, None, CG["Tally"], None))
            )
    assert len(names) == 1


def test_a_reprint_names_the_earlier_document(graph: Graph) -> None:
    (quad,) = graph.oxigraph.quads_for_pattern(None, CG["reprintOf"], None, None)
    paths = [
        python_value(path.object)
        for node in (quad.subject, quad.object)
        for path in graph.oxigraph.quads_for_pattern(node, CG["path"], None, None)  # type: ignore[arg-type]
    ]
    assert paths == ["statements/watch.txt", "news/courier.txt"]


def test_links_are_edges_of_the_network(graph: Graph) -> None:
    relations = {relation for _, _, relation in to_networkx(graph).edges(keys=True)}
    assert {"disputes", "repeats", "revises", "differsInScope", "answers", "reprintOf"} <= relations


def test_no_links_are_no_named_graph(
    build: Write, documents: list[AnnotatedDocument], resolution: Resolution
) -> None:
    for links in (None, Links()):
        with build(documents, resolution, links=links) as graph:
            assert graph.names.links not in set(graph.oxigraph.named_graphs())


def test_a_link_changes_nothing_but_its_own_graph(
    graph: Graph, build: Write, documents: list[AnnotatedDocument], resolution: Resolution
) -> None:
    with build(documents, resolution) as without:
        others = {quad for quad in graph.oxigraph if quad.graph_name != graph.names.links}
        assert set(without.oxigraph) == others


@pytest.mark.parametrize(
    "utterance",
    [
        Utterance("gone.txt", 0),
        Utterance("news/courier.txt", 40),
        Utterance("news/courier.txt", None, 40),
    ],
)
def test_links_to_what_is_not_there_are_refused(
    build: Write, documents: list[AnnotatedDocument], resolution: Resolution, utterance: Utterance
) -> None:
    wrong = Comparison(kind="disputes", left=Utterance("news/courier.txt", 0), right=utterance, reason="x")
    with pytest.raises(GraphError, match=r"(gone|courier)\.txt.* compare the documents again"):
        build(documents, resolution, links=Links(comparisons=(wrong,)))


def test_a_graph_with_links_satisfies_its_shapes(graph: Graph) -> None:
    assert not validate_graph(graph).findings
    assert not validate_graph(graph, documents=1, nodes=1).findings


def _changed(graph: Graph, quad: ox.Quad | None = None, *, without: ox.NamedNode | None = None) -> Graph:
    store = ox.Store()
    gone = [q for q in graph.oxigraph if q.graph_name == graph.names.links and q.predicate == without]
    store.extend(each for each in graph.oxigraph if each not in gone)
    if quad is not None:
        store.add(quad)
    return Graph(store, folder=graph.folder)


@pytest.mark.parametrize(
    ("missing", "message"),
    [("reason", "reason in words"), ("left", "on its left"), ("relation", "how its two sides stand")],
)
def test_a_comparison_that_lacks_a_part_is_found(graph: Graph, missing: str, message: str) -> None:
    findings = validate_graph(_changed(graph, without=CG[missing])).findings
    assert len(findings) == 6
    assert {each.document for each in findings} == {"links"}
    assert all(message in each.message for each in findings)


def test_a_comparison_that_leads_nowhere_is_found(graph: Graph) -> None:
    node = comparison(graph, "answers")
    changed = _changed(graph, ox.Quad(node, CG["leftFigure"], ox.NamedNode("x:gone"), graph.names.links))
    (finding,) = validate_graph(changed).findings
    assert finding.node == node.value
    assert "x:gone" in finding.message
