from __future__ import annotations

from typing import Any

from rdflib import Dataset

from claimgraph.view.items import Edge, read_items

BASE = "https://w3id.org/claimgraph/data/"


def actor(id_: str) -> str:
    return f"{BASE}actor/{id_}"


def test_documents_come_by_date_with_their_text(graph: Dataset, story: Any) -> None:
    documents = read_items(graph).documents
    assert [document.title for document in documents] == ["Dam held, ministry says", "Where are the logs?"]
    assert [document.text for document in documents] == [each.document.text for each in story.documents]
    assert documents[0].date == "2031-03-03"
    assert documents[0].sources == ("flood.txt",)


def test_actors_have_names_roles_and_the_places_that_name_them(graph: Dataset) -> None:
    items = read_items(graph)
    mira = next(each for each in items.actors if each.iri == actor("mira-tolenko"))
    assert (mira.name, mira.names, mira.roles) == ("Mira Tolenko", ("Tolenko",), ("spokeswoman",))
    texts = {document.iri: document.text for document in items.documents}
    named = [span.of(texts[iri]) for iri, spans in mira.mentions for span in spans]
    assert named == ["Mira Tolenko"] * 3


def test_claims_come_in_document_order_with_all_their_spans(graph: Dataset) -> None:
    items = read_items(graph)
    text = items.documents[0].text
    flood = [claim for claim in items.claims if claim.document == items.documents[0].iri]
    assert [claim.content[0].of(text) for claim in flood] == sorted(
        (claim.content[0].of(text) for claim in flood), key=text.index
    )
    quote = next(claim for claim in flood if claim.quotation == "direct")
    assert [span.of(text) for span in quote.content] == [
        "The gates were opened in time,",
        "and nobody was asked to leave.",
    ]
    assert [span.of(text) for span in (*quote.cue, *quote.source)] == [
        "said",
        "Mira Tolenko, its spokeswoman",
    ]
    assert quote.confidence == 0.9


def test_figures_belong_to_their_claim(graph: Dataset) -> None:
    items = read_items(graph)
    found = {
        claim.content[0].of(items.documents[0].text): [
            (figure.value, figure.measure) for figure in claim.figures
        ]
        for claim in items.claims
        if claim.figures
    }
    deaths = "https://w3id.org/claimgraph/ontology/measures#deaths"
    assert found == {
        "at least 14 people drowned below the weir": [("14", deaths)],
        "11 deaths": [("11", deaths)],
    }


def test_every_relation_of_the_story_is_an_edge(graph: Dataset) -> None:
    items = read_items(graph)
    count = {
        relation: sum(edge.relation == relation for edge in items.edges)
        for relation in ("claimant", "statedIn", "addressee", "about", "relays", "publisher", "namedIn")
    }
    assert count == {
        "claimant": 7, "statedIn": 8, "addressee": 1, "about": 3, "relays": 1, "publisher": 1, "namedIn": 0,
    }  # fmt: skip
    assert Edge(items.documents[1].iri, actor("riverside-league"), "publisher") in items.edges
    outer, inner = next((e.source, e.target) for e in items.edges if e.relation == "relays")
    by = {edge.target: edge.source for edge in items.edges if edge.relation == "claimant"}
    assert (by[outer], by[inner]) == (actor("mira-tolenko"), actor("riverside-league"))


def test_an_actor_that_is_only_named_is_tied_to_the_documents_that_name_it(new_story: Any) -> None:
    story = new_story()
    story.actor("orsk", "Orsk", "Region")
    story.document("a.txt", "It rained in Orsk.")
    items = read_items(story.graph())
    assert items.edges == (Edge(actor("orsk"), items.documents[0].iri, "namedIn"),)


def test_a_document_without_title_is_called_by_its_file(new_story: Any) -> None:
    story = new_story()
    story.document("folder/a note.txt", "It rained.")
    assert read_items(story.graph()).documents[0].title == "a note.txt"


def test_what_is_said_of_two_actors_has_its_place_and_one_edge(offices: Dataset) -> None:
    items = read_items(offices)
    (document,) = items.documents
    assert [
        (each.kind.rpartition("#")[2].rpartition("/")[2], each.at.of(document.text), each.role, each.former)
        for each in items.relations
    ] == [
        ("headOf", "Mira Tolenko, director of the Tolenko Fund", "director", False),
        ("headOf", "Its former chair, Ilir Zoric", "chair", True),
        ("location", "TF is based in Orsk", None, False),
    ]
    place = items.relations[2]
    assert (place.right, place.right_at and place.right_at.of(document.text)) == (None, "Orsk")
    fund = actor("tolenko-fund")
    assert [edge for edge in items.edges if edge.relation == "Relation"] == [
        Edge(actor("ilir-zoric"), fund, "Relation"),
        Edge(actor("mira-tolenko"), fund, "Relation"),
    ]
    # Who is in a document for nothing else is still tied to it.
    assert Edge(actor("mira-tolenko"), document.iri, "namedIn") in items.edges


def test_an_actor_with_several_names_says_why_each_is_one(offices: Dataset) -> None:
    reasons = {each.iri: each.reasons for each in read_items(offices).actors}
    assert reasons[actor("tolenko-fund")] == (
        ("TF", "acronym defined in text", 0.95),
        ("Tolenko Fund", "full name", 1.0),
    )
    assert reasons[actor("mira-tolenko")] == ()
