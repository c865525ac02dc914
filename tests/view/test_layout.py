from __future__ import annotations

import itertools
import math
import subprocess
import sys
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib import Dataset

from claimgraph.view.items import ActorItem, ClaimItem, DocumentItem, Edge, ViewItems, read_items
from claimgraph.view.layout import place


def test_every_record_has_a_place_of_its_own(graph: Dataset) -> None:
    items = read_items(graph)
    at = place(items)
    assert set(at) == {record.iri for record in items.records}
    assert len(set(at.values())) == len(at)


def test_claims_stand_around_who_makes_them(make_large: Callable[..., Any]) -> None:
    items = read_items(make_large(30, 150, 8).graph())
    at = place(items)
    claims = {claim.iri for claim in items.claims}
    hubs = [record.iri for record in items.records if record.iri not in claims]
    for edge in items.edges:
        if edge.relation == "claimant":
            nearest = min(hubs, key=lambda hub: math.dist(at[hub], at[edge.target]))
            assert nearest == edge.source


def test_nothing_covers_anything(make_large: Callable[..., Any]) -> None:
    at = place(read_items(make_large(30, 150, 8).graph()))
    assert min(math.dist(one, other) for one, other in itertools.combinations(at.values(), 2)) >= 9


def test_the_whole_is_about_as_high_as_wide(make_large: Callable[..., Any]) -> None:
    at = place(read_items(make_large(30, 150, 8).graph())).values()
    width, height = (max(axis) - min(axis) for axis in zip(*at, strict=True))
    assert 0.7 < width / height < 1.6


def test_more_than_springs_can_take_is_placed_too(make_large: Callable[..., Any]) -> None:
    items = read_items(make_large(600, 700, 10).graph())
    one_community = ViewItems(
        actors=items.actors,
        documents=items.documents,
        claims=items.claims,
        edges=tuple(Edge(each.iri, items.actors[0].iri, "about") for each in items.claims) + items.edges,
    )
    at = place(one_community)
    assert len(at) == len(items.actors) + len(items.claims) + len(items.documents)
    hubs = [at[actor.iri] for actor in items.actors]
    assert len(set(hubs)) == len(hubs)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 2)), max_size=40))
def test_any_graph_has_finite_positions(claims: list[tuple[int, int]]) -> None:
    items = ViewItems(
        actors=tuple(ActorItem(iri=f"a{n}", name=str(n), classes=()) for n in range(6)),
        documents=tuple(DocumentItem(iri=f"d{n}", title=str(n), text="") for n in range(3)),
        claims=tuple(
            ClaimItem(iri=f"c{n:03}", document=f"d{document}", act="x")
            for n, (_, document) in enumerate(claims)
        ),
        edges=tuple(
            sorted(Edge(f"a{actor}", f"c{n:03}", "claimant") for n, (actor, _) in enumerate(claims) if actor)
        ),
    )
    at = place(items)
    assert len(at) == 9 + len(claims)
    assert all(abs(value) < 10_000 for point in at.values() for value in point)


@pytest.mark.parametrize("hash_seed", ["1", "2"])
def test_positions_do_not_depend_on_the_process(hash_seed: str, make_large: Callable[..., Any]) -> None:
    items = read_items(make_large(12, 30, 3).graph())
    program = (
        "import sys; from claimgraph.records import Span; from claimgraph.view.items import *;"
        "from claimgraph.view.layout import place; print(sorted(place(eval(sys.stdin.read())).items()))"
    )
    printed = subprocess.run(
        [sys.executable, "-c", program],
        input=repr(items), text=True, capture_output=True, check=True, env={"PYTHONHASHSEED": hash_seed},
    ).stdout  # fmt: skip
    assert printed.strip() == str(sorted(place(items).items()))
