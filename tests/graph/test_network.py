"""The graph as a network, and the measures on it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import networkx as nx

from claimgraph.graph.network import (
    MEASURES,
    bridges,
    communities,
    most_quoted,
    to_actor_network,
    to_networkx,
)
from claimgraph.graph.results import Rows, python_value
from claimgraph.graph.store import Graph
from claimgraph.records import AnnotatedDocument, Resolution


def table(rows: Rows) -> list[dict[str, object]]:
    return [dict(zip(rows.columns, map(python_value, row), strict=True)) for row in rows.rows]


def test_claims_lie_between_actors_and_documents(graph: Graph) -> None:
    network = to_networkx(graph)
    assert isinstance(network, nx.MultiDiGraph)
    actor = graph.names.actor("brandt").value
    (claim,) = (
        source for source, _, relation in network.in_edges(actor, keys=True) if relation == "claimant"
    )
    assert network.nodes[claim]["label"] == "an inquiry"
    assert network.nodes[claim]["act"] == "promise"
    (document,) = (
        target for _, target, relation in network.out_edges(claim, keys=True) if relation == "statedIn"
    )
    assert network.nodes[document]["kind"] == "document"


def test_every_node_is_an_actor_a_claim_or_a_document(graph: Graph) -> None:
    assert {data.get("kind") for _, data in to_networkx(graph).nodes(data=True)} == {
        "actor",
        "claim",
        "document",
    }


def test_actor_network_counts_claims(graph: Graph) -> None:
    network = to_actor_network(graph)
    courier, ministry, watch, brandt = (
        graph.names.actor(name).value
        for name in ("amsel-courier", "interior-ministry", "veldoria-watch", "brandt")
    )
    assert network.edges[courier, ministry, "quotes"]["weight"] == 2
    assert network.edges[watch, ministry, "addresses"]["weight"] == 1
    assert network.edges[ministry, brandt, "relays"]["weight"] == 1
    assert not any(source == target for source, target in network.edges())


def test_most_quoted(graph: Graph) -> None:
    first = table(most_quoted(graph))[0]
    assert first == {
        "actor": "Interior Ministry",
        "claims": 4,
        "documents": 2,
        "other_publishers": 2,
        "iri": graph.names.actor("interior-ministry").value,
    }


def test_bridges_agree_with_networkx(graph: Graph) -> None:
    simple = nx.Graph(to_actor_network(graph))
    expected = {node: round(value, 6) for node, value in nx.betweenness_centrality(simple).items()}
    found = {row["iri"]: row["betweenness"] for row in table(bridges(graph))}
    assert found == {node: value for node, value in expected.items() if simple.degree(node)}


def test_communities_hold_every_tied_actor_once(graph: Graph) -> None:
    rows = table(communities(graph))
    iris = [row["iri"] for row in rows]
    assert len(iris) == len(set(iris)) == 6
    assert {row["community"] for row in rows} == set(range(1, len({row["community"] for row in rows}) + 1))


def test_measures_are_the_same_every_time(graph: Graph) -> None:
    for measure in MEASURES.values():
        assert measure(graph) == measure(graph)


def test_what_is_said_of_two_actors_ties_them_unless_it_is_over(
    documents: list[AnnotatedDocument],
    resolution: Resolution,
    build: Callable[[list[AnnotatedDocument], Resolution], Graph],
    graph: Graph,
) -> None:
    ada, watch = (graph.names.actor(name).value for name in ("ada-quill", "veldoria-watch"))
    assert to_networkx(graph).has_edge(ada, watch, key="headOf")
    assert not to_actor_network(graph).has_edge(ada, watch, key="headOf")
    (relation,) = documents[0].relations
    over = replace(documents[0], relations=(replace(relation, former=True),))
    with build([over], resolution) as former:
        assert not to_networkx(former).has_edge(ada, watch)
