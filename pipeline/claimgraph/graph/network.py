"""The graph as a network: for networkx, and the answers that only a network gives.

An open graph comes in; networkx graphs and rows go out: who is quoted most, who ties groups together, which
actors are spoken of together. All of it counts what was said and by whom; none of it weighs who is right.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Final

import networkx as nx
import pyoxigraph as ox

from claimgraph.graph.elements import network_edges, network_nodes
from claimgraph.graph.results import Rows, Term
from claimgraph.graph.terms import number_literal, text_literal

if TYPE_CHECKING:
    from claimgraph.graph.store import Graph

__all__ = ["MEASURES", "bridges", "communities", "most_quoted", "to_actor_network", "to_networkx"]

_SEED: Final = 2022
"""Louvain shuffles nodes; a fixed seed gives the same communities every time."""

_SAMPLES: Final = 500
"""Above so many actors betweenness is estimated from as many of them, since the exact one is quadratic."""


def to_networkx(graph: Graph) -> nx.MultiDiGraph[str]:
    """Actors, claims and documents as a networkx graph.

    Nodes are IRIs with `label`, `kind` ("actor", "claim", "document") and what is known of them (`type`,
    `act`, `date`, ...). The key of an edge is its relation ("claimant", "statedIn", "about", ...), in the
    direction of the graph: a claim points to its claimant. What documents say of two actors ("headOf",
    "memberOf", ...) is an edge between them.
    """
    network: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for node in network_nodes(graph):
        network.add_node(node.iri, label=node.label, **node.attributes)
    for edge in network_edges(graph):
        network.add_edge(edge.source, edge.target, key=edge.relation, relation=edge.relation)
    return network


def to_actor_network(graph: Graph) -> nx.MultiDiGraph[str]:
    """Actors alone, tied by what claims and documents do between them, not by offices and memberships.

    The key of an edge is its relation, and `weight` says how many claims make it: "quotes" (a publisher's
    document reports a claim of the other), "about" (a claim names the other), "addresses" (a claim is put to
    the other), "relays" (a claim passes on one of the other).
    """
    network = to_networkx(graph)
    targets = _targets(network)
    counts: Counter[tuple[str, str, str]] = Counter()
    for claim in _claims(network):
        ties = targets[claim]
        publishers = [
            p for document in ties.get("statedIn", ()) for p in targets[document].get("publisher", ())
        ]
        relayed = [a for other in ties.get("relays", ()) for a in targets[other].get("claimant", ())]
        for claimant in ties.get("claimant", ()):
            counts.update((publisher, claimant, "quotes") for publisher in publishers)
            counts.update((claimant, other, "about") for other in ties.get("about", ()))
            counts.update((claimant, other, "addresses") for other in ties.get("addressee", ()))
            counts.update((claimant, other, "relays") for other in relayed)
    actors: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    actors.add_nodes_from((n, data) for n, data in network.nodes(data=True) if data.get("kind") == "actor")
    for (source, target, relation), weight in sorted(counts.items()):
        if source != target:
            actors.add_edge(source, target, key=relation, relation=relation, weight=weight)
    return actors


def most_quoted(graph: Graph) -> Rows:
    """Actors by the number of their claims, with how many documents report them and how many publishers."""
    network = to_networkx(graph)
    targets = _targets(network)
    claims: Counter[str] = Counter()
    documents: dict[str, set[str]] = {}
    publishers: dict[str, set[str]] = {}
    for claim in _claims(network):
        for actor in targets[claim].get("claimant", ()):
            claims[actor] += 1
            stated = targets[claim].get("statedIn", ())
            documents.setdefault(actor, set()).update(stated)
            others = {p for document in stated for p in targets[document].get("publisher", ())} - {actor}
            publishers.setdefault(actor, set()).update(others)
    values = {actor: (n, len(documents[actor]), len(publishers[actor])) for actor, n in claims.items()}
    return _ranked(network, ("claims", "documents", "other_publishers"), values)


def bridges(graph: Graph) -> Rows:
    """Actors by betweenness: how often the shortest way from one actor to another leads through them.

    Who ties otherwise separate parts of the network together is not the loudest, but often the one to ask. In
    networks of more than 500 actors the value is estimated from 500 of them, always the same.
    """
    network = _simple(to_actor_network(graph))
    count = network.number_of_nodes()
    sampled = _SAMPLES if count > _SAMPLES else None
    between = nx.betweenness_centrality(network, k=sampled, seed=_SEED)
    values = {
        actor: (round(value, 6), network.degree(actor))
        for actor, value in between.items()
        if network.degree(actor)
    }
    return _ranked(network, ("betweenness", "neighbours"), values)


def communities(graph: Graph) -> Rows:
    """Actors by community (Louvain): groups that speak of, to and after each other more than of others.

    Communities are numbered from the largest; actors without any tie are left out.
    """
    network = _simple(to_actor_network(graph))
    network.remove_nodes_from([node for node in list(network) if not network.degree(node)])
    found = nx.community.louvain_communities(network, weight="weight", seed=_SEED) if network else []
    ordered = sorted((sorted(group) for group in found), key=lambda group: (-len(group), group))
    rows = []
    for number, group in enumerate(ordered, start=1):
        values = {actor: (network.degree(actor, weight="weight"),) for actor in group}
        for name, ties, iri in _ranked(network, ("ties",), values).rows:
            rows.append((number_literal(number), name, ties, iri))
    return Rows(("community", "actor", "ties", "iri"), rows)


MEASURES: Final[Mapping[str, Callable[[Graph], Rows]]] = {
    "most-quoted": most_quoted,
    "bridges": bridges,
    "communities": communities,
}
"""The measures by the name that a command can give them."""


def _claims(network: nx.MultiDiGraph[str]) -> list[str]:
    return [node for node, data in network.nodes(data=True) if data.get("kind") == "claim"]


def _targets(network: nx.MultiDiGraph[str]) -> dict[str, dict[str, list[str]]]:
    """For each node the nodes that its edges lead to, by relation."""
    targets: dict[str, dict[str, list[str]]] = defaultdict(dict)
    for source, target, relation in network.edges(keys=True):
        targets[source].setdefault(str(relation), []).append(target)
    return targets


def _simple(network: nx.MultiDiGraph[str]) -> nx.Graph[str]:
    """One undirected edge per pair, its weight the sum of all."""
    simple: nx.Graph[str] = nx.Graph()
    simple.add_nodes_from(network.nodes(data=True))
    for one, other, data in network.edges(data=True):
        before = simple.edges[one, other]["weight"] if simple.has_edge(one, other) else 0
        simple.add_edge(one, other, weight=before + data["weight"])
    return simple


def _ranked(network: nx.Graph[str], columns: Sequence[str], values: Mapping[str, tuple[float, ...]]) -> Rows:
    """One row per actor, the highest values first, equal ones by name."""
    labels = {actor: str(network.nodes[actor]["label"]) for actor in values}
    order = sorted(values, key=lambda actor: (*(-value for value in values[actor]), labels[actor], actor))
    rows: list[tuple[Term | None, ...]] = [
        (text_literal(labels[actor]), *map(number_literal, values[actor]), ox.NamedNode(actor))
        for actor in order
    ]
    return Rows(("actor", *columns, "iri"), rows)
