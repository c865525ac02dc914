"""Relations between actors in the graph: nodes with their evidence, memberships, posts, and the named query."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pyoxigraph as ox
import pytest

from claimgraph.graph.queries import bind, load_query, run_query
from claimgraph.graph.results import Rows, python_value
from claimgraph.graph.store import Graph
from claimgraph.graph.terms import CG, DCT, OA, ORG, RDF, SKOS
from claimgraph.graph.triples import RunInfo, document_quads
from claimgraph.graph.validate import validate_graph
from claimgraph.graph.vocabulary import read_vocabulary
from claimgraph.ontology import load_ontology
from claimgraph.records import AnnotatedDocument, Headed, Relation, Resolution

ADA = "https://w3id.org/claimgraph/data/actor/ada-quill"
WATCH = "https://w3id.org/claimgraph/data/actor/veldoria-watch"


def rows(graph: Graph, **values: str) -> list[dict[str, Any]]:
    result = run_query(graph, bind(load_query("roles"), values, graph=graph))
    assert isinstance(result, Rows)
    return [dict(zip(result.columns, map(python_value, row), strict=True)) for row in result.rows]


@pytest.fixture
def quads(documents: list[AnnotatedDocument], resolution: Resolution, run: RunInfo) -> list[ox.Quad]:
    return document_quads(documents[0], resolution, run=run)


def about(quads: list[ox.Quad], subject: object) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for quad in quads:
        if quad.subject == subject:
            found.setdefault(quad.predicate.value, []).append(str(python_value(quad.object)))
    return found


def only_relation(quads: list[ox.Quad]) -> object:
    (node,) = {q.subject for q in quads if q.predicate == RDF["type"] and q.object == CG["Relation"]}
    return node


def test_a_role_is_a_membership_with_its_evidence_and_date(quads: list[ox.Quad]) -> None:
    found = about(quads, only_relation(quads))
    assert found[RDF["type"].value] == [CG["Relation"].value, ORG["Membership"].value]
    assert found[ORG["member"].value] == found[RDF["subject"].value] == [ADA]
    assert found[ORG["organization"].value] == found[RDF["object"].value] == [WATCH]
    assert found[RDF["predicate"].value] == [ORG["headOf"].value]
    assert found[CG["role"].value] == ["director"]
    assert found[DCT["date"].value] == ["2031-05-04"]
    (role,) = found[ORG["role"].value]
    assert about(quads, ox.NamedNode(role))[SKOS["prefLabel"].value] == ["director"]
    quotes = [about(quads, ox.NamedNode(each)) for each in found[OA["hasSelector"].value]]
    assert ["Ada Quill, its director"] in [each.get(OA["exact"].value) for each in quotes]


def test_who_heads_a_body_holds_a_post_in_it(quads: list[ox.Quad]) -> None:
    ada = about(quads, ox.NamedNode(ADA))
    assert ada[ORG["headOf"].value] == [WATCH]
    (post,) = ada[ORG["holds"].value]
    assert about(quads, ox.NamedNode(post))[ORG["postIn"].value] == [WATCH]


def test_what_is_said_is_said_in_the_graph_of_its_document_only(quads: list[ox.Quad]) -> None:
    (quad,) = [q for q in quads if q.predicate == ORG["headOf"]]
    (document,) = [q for q in quads if q.predicate == CG["path"]]
    assert quad.graph_name == document.graph_name


def changed(document: AnnotatedDocument, **values: Any) -> AnnotatedDocument:
    (relation,) = document.relations
    return replace(document, relations=(replace(relation, **values),))


def test_nothing_is_said_of_an_actor_and_itself(
    documents: list[AnnotatedDocument], resolution: Resolution, run: RunInfo
) -> None:
    quads = document_quads(changed(documents[0], left=0), resolution, run=run)
    assert not [q for q in quads if q.object == CG["Relation"]]


def test_a_side_that_is_no_actor_keeps_its_mention(
    documents: list[AnnotatedDocument], resolution: Resolution, run: RunInfo
) -> None:
    path = documents[0].document.path
    references = (*resolution.references[path][:3], None, *resolution.references[path][4:])
    unknown = replace(resolution, references={**resolution.references, path: references})
    quads = document_quads(documents[0], unknown, run=run)
    found = about(quads, only_relation(quads))
    assert ORG["organization"].value not in found
    assert found[CG["rightMention"].value]
    assert not [q for q in quads if q.predicate in (ORG["headOf"], ORG["holds"])]


def test_a_relation_in_a_claim_is_stated_by_it(
    documents: list[AnnotatedDocument],
    resolution: Resolution,
    build: Callable[[list[AnnotatedDocument], Resolution], Graph],
) -> None:
    with build([changed(documents[0], claim=2)], resolution) as graph:
        assert [row["said_by"] for row in rows(graph)] == ["Interior Ministry"]


def test_other_relations_are_no_memberships(
    documents: list[AnnotatedDocument], resolution: Resolution, run: RunInfo
) -> None:
    part = changed(documents[0], kind=ORG["subOrganizationOf"].value, left=4, role=None)
    quads = document_quads(part, resolution, run=run)
    assert not [q for q in quads if q.object == ORG["Membership"]]
    assert [q for q in quads if q.predicate == ORG["subOrganizationOf"]]


def test_the_ontology_says_what_is_a_membership() -> None:
    memberships = read_vocabulary(load_ontology()).memberships
    assert ORG["headOf"].value in memberships
    assert ORG["subOrganizationOf"].value not in memberships


def test_who_is_said_to_hold_which_role(graph: Graph) -> None:
    (row,) = rows(graph)
    assert (row["who"], row["relation"], row["role"], row["where"]) == (
        "Ada Quill",
        "headOf",
        "director",
        "Veldoria Watch",
    )
    assert (row["date"], row["said_by"], row["words"]) == (
        "2031-05-04",
        "Veldoria Watch",
        "Ada Quill, its director",
    )
    assert rows(graph, actor="Veldoria Watch") == rows(graph, role="director") == [row]
    assert not rows(graph, actor="Interior Ministry")
    assert not rows(graph, relation="memberOf")


def test_a_graph_with_relations_satisfies_its_shapes(graph: Graph) -> None:
    assert not validate_graph(graph).findings


def test_a_relation_without_its_sides_does_not(
    documents: list[AnnotatedDocument],
    resolution: Resolution,
    build: Callable[[list[AnnotatedDocument], Resolution], Graph],
) -> None:
    wrong = Relation(kind="https://example.org/ties", left=2, right=0, start=0, end=8, method="")
    with build([replace(documents[0], relations=(replace(wrong, confidence=2.0),))], resolution) as graph:
        messages = [finding.message for finding in validate_graph(graph).findings]
    assert any("confidence between 0 and 1" in message for message in messages)


def test_who_has_the_role_that_a_body_is_named_after_heads_it(
    documents: list[AnnotatedDocument],
    resolution: Resolution,
    build: Callable[[list[AnnotatedDocument], Resolution], Graph],
) -> None:
    path = documents[0].document.path
    head = Headed(
        mention=6, body="interior-ministry", role="Governor", method="named after it", confidence=0.7
    )
    more = replace(resolution, headed={path: (head,)})
    with build([replace(documents[0], relations=())], more) as graph:
        (row,) = rows(graph)
        assert (row["who"], row["role"], row["where"]) == ("Brandt", "Governor", "Interior Ministry")
        assert row["words"] == "Governor Brandt"
        assert not validate_graph(graph).findings


def test_what_is_over_is_no_membership_and_no_present_role(
    documents: list[AnnotatedDocument],
    resolution: Resolution,
    run: RunInfo,
    build: Callable[[list[AnnotatedDocument], Resolution], Graph],
) -> None:
    over = changed(documents[0], former=True)
    quads = document_quads(over, resolution, run=run)
    assert about(quads, only_relation(quads))[CG["former"].value] == ["True"]
    assert not [q for q in quads if q.predicate in (ORG["headOf"], ORG["holds"], ORG["member"])]
    assert not [q for q in quads if q.object == ORG["Membership"]]
    with build([over], resolution) as graph:
        (row,) = rows(graph)
        assert (row["role"], row["former"]) == ("director", True)
        assert not validate_graph(graph).findings
