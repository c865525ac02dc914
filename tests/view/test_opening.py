from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any

from rdflib import Dataset

from claimgraph.view.items import read_items
from claimgraph.view.opening import opening


def test_a_small_graph_opens_whole(graph: Dataset) -> None:
    items = read_items(graph)
    assert len(opening(items)) == len(items.actors) + len(items.claims) + len(items.documents)


def test_a_large_graph_opens_with_the_most_connected_actors_and_their_claims(
    make_large: Callable[..., Any],
) -> None:
    items = read_items(make_large(60, 400, 20).graph())
    shown = opening(items, cap=150)
    assert 140 <= len(shown) <= 150
    ties = Counter(iri for edge in items.edges for iri in (edge.source, edge.target))
    actors = {actor.iri for actor in items.actors}
    left_out = actors - shown
    assert min(ties[iri] for iri in actors & shown) >= max(ties[iri] for iri in left_out)
    document = {claim.iri: claim.document for claim in items.claims}
    assert all(document[iri] in shown for iri in shown if iri in document)
