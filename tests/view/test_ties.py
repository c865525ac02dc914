"""What ties actor to actor, read off the claims."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from rdflib import Dataset

from claimgraph.ontology import load_ontology
from claimgraph.view.items import ClaimItem, DocumentItem, Edge, LinkItem, ViewItems, read_items
from claimgraph.view.layout import place_actors
from claimgraph.view.style import find_kinds
from claimgraph.view.ties import Tie, actor_ties

ACCUSE, SAY = "acts#accuse", "acts#assert"


def tied(*edges: Edge, act: str = ACCUSE, links: tuple[LinkItem, ...] = ()) -> set[tuple[str, str, str]]:
    """The ties of two claims, c1 and c2, in one document."""
    items = ViewItems(
        documents=(DocumentItem(iri="d", title="", text=""),),
        claims=tuple(ClaimItem(iri=iri, document="d", act=act) for iri in ("c1", "c2")),
        edges=tuple(sorted(edges)),
        links=links,
    )
    return {(tie.source, tie.target, tie.what) for tie in actor_ties(items, {ACCUSE})}


def test_an_act_is_done_to_whom_it_is_put_to() -> None:
    edges = Edge("ana", "c1", "claimant"), Edge("c1", "ben", "addressee"), Edge("c1", "cyd", "about")
    assert tied(*edges) == {("ana", "ben", ACCUSE), ("ana", "cyd", "about")}
    assert tied(*edges, act=SAY) == {("ana", "ben", SAY), ("ana", "cyd", "about")}


def test_a_directed_act_is_done_to_whom_it_names_and_any_other_only_names_them() -> None:
    edges = Edge("ana", "c1", "claimant"), Edge("c1", "cyd", "about")
    assert tied(*edges) == {("ana", "cyd", ACCUSE)}
    assert tied(*edges, act=SAY) == {("ana", "cyd", "about")}


def test_who_relays_and_who_publishes_quotes() -> None:
    edges = Edge("ana", "c1", "claimant"), Edge("c1", "c2", "relays"), Edge("ben", "c2", "claimant")
    assert tied(*edges) == {("ana", "ben", "relays")}
    published = Edge("d", "cyd", "publisher")
    assert tied(*edges, published) == {
        ("ana", "ben", "relays"), ("cyd", "ana", "relays"), ("cyd", "ben", "relays")
    }  # fmt: skip


def test_who_disputes_whom() -> None:
    edges = Edge("ana", "c1", "claimant"), Edge("ben", "c2", "claimant")
    disputes = "https://w3id.org/claimgraph/ontology#disputes"
    assert tied(*edges, links=(LinkItem(iri="l", kind=disputes, left="c2", right="c1"),)) == {
        ("ben", "ana", "disputes")
    }
    assert tied(*edges, links=(LinkItem(iri="l", kind=disputes, left="c2"),)) == set()


def test_nobody_is_tied_to_themselves() -> None:
    assert tied(Edge("ana", "c1", "claimant"), Edge("c1", "ana", "about")) == set()


def test_what_documents_state_of_two_actors_ties_them(offices: Dataset) -> None:
    items = read_items(offices)
    ties = actor_ties(items, ())
    stated = {(t.source.rsplit("/")[-1], t.target.rsplit("/")[-1]) for t in ties if t.what == "Relation"}
    assert stated == {("mira-tolenko", "tolenko-fund"), ("ilir-zoric", "tolenko-fund")}


def test_claims_are_in_their_order_and_ties_the_same_for_the_same_graph(
    make_large: Callable[..., Any],
) -> None:
    made = make_large(20, 80, 5)
    ontology = load_ontology()
    found = []
    for _ in range(2):
        items = read_items(made.graph())
        found.append(actor_ties(items, find_kinds(items, ontology).directed))
        place = {claim.iri: number for number, claim in enumerate(items.claims)}
        for tie in found[-1]:
            assert [place[iri] for iri in tie.claims] == sorted(place[iri] for iri in set(tie.claims))
        made.documents.reverse()
    assert found[0] == found[1]


def test_the_acts_that_are_done_to_whom_they_name_are_in_the_ontology(graph: Dataset) -> None:
    directed = find_kinds(read_items(graph), load_ontology()).directed
    assert {iri.rsplit("#")[-1] for iri in directed} == {"accuse", "deny", "praise", "condemn", "concern"}


def test_every_tied_actor_has_a_place_of_its_own() -> None:
    ties = [Tie(f"a{n}", f"a{n * 7 % 40}", "relays", ("c",) * (n % 5 + 1)) for n in range(1, 40)]
    at = place_actors(ties)
    assert set(at) == {end for tie in ties for end in (tie.source, tie.target)}
    assert len(set(at.values())) == len(at)
    assert at == place_actors(list(ties))
