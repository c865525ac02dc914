"""How rows name the actors of a graph: by name alone where that is enough, else by name and document."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from claimgraph.errors import QueryError
from claimgraph.graph.actors import find_actor, list_actors, name_reasons, suggested_pairs
from claimgraph.graph.corrections import Judging, merge, not_an_actor, rename, split
from claimgraph.graph.store import Graph
from claimgraph.graph.validate import validate_graph
from claimgraph.graph.why import why_one, why_pair
from claimgraph.records import (
    Actor,
    AnnotatedDocument,
    Document,
    Mention,
    NameReason,
    Reference,
    Resolution,
    Suggestion,
)
from claimgraph.resolve.judgements import Judgement

TEXTS = {
    "a.txt": ["Ada Moor", "Moor", "Harbour Union"],
    "b.txt": ["Moor"],
    "c.txt": ["Ada Moor", "A. Moor"],
    "d.txt": ["Ada Moor"],
}
WHO = {
    "a.txt": ["ada-moor", "ada-moor", "harbour-union"],
    "b.txt": ["moor"],
    "c.txt": ["ada-moor", "ada-moor"],
    "d.txt": ["ada-moor-2"],
}


@pytest.fixture
def actors(build: Callable[..., Graph]) -> Any:
    """Two people called Ada Moor, one called Moor, and a union that published a document."""
    documents: list[AnnotatedDocument] = []
    references: dict[str, tuple[Reference, ...]] = {}
    for path, marked in TEXTS.items():
        text, mentions = f"In {path}: ", []
        for name in marked:
            mentions.append(Mention(start=len(text), end=len(text) + len(name), label="Person"))
            text += f"{name}. "
        publisher = "Port Union (PU)" if path == "b.txt" else None
        documents.append(
            AnnotatedDocument(
                document=Document(path=path, text=text, publisher=publisher), mentions=tuple(mentions)
            )
        )
        references[path] = tuple(Reference(actor=who, method="by hand", confidence=0.5) for who in WHO[path])
    names = ("A. Moor", "Ada Moor", "Moor")
    resolution = Resolution(
        actors={
            actor.id: actor
            for actor in (
                Actor(
                    id="ada-moor", name="Ada Moor", label="Person", names=names,
                    reasons=tuple(NameReason(name=name, method=f"why {name}") for name in names),
                ),
                Actor(id="ada-moor-2", name="Ada Moor", label="Person", names=("Ada Moor",)),
                Actor(id="harbour-union", name="Harbour Union", label="Organization", names=("Harbour Union",)),
                Actor(id="moor", name="Moor", label="Person", names=("Moor",)),
                Actor(id="port-union", name="Port Union", label="Organization", names=("Port Union",)),
            )
        },
        references=references,
        publishers={"b.txt": "port-union"},
        suggestions=(
            Suggestion(left="ada-moor", right="moor", method="single name", confidence=0.4),
            Suggestion(left="ada-moor", right="ada-moor-2", method="same name", confidence=0.3),
        ),
    )  # fmt: skip
    with build(documents, resolution) as graph:
        yield graph


def said(rows: list[Judgement]) -> list[tuple[str, str, str]]:
    return [(row.left, row.right, row.verdict) for row in rows]


def test_reasons_and_suggestions_satisfy_the_shapes(actors: Graph) -> None:
    assert validate_graph(actors).findings == ()


def test_names_alone_where_no_other_actor_bears_them(actors: Graph) -> None:
    assert said(merge(actors, "Harbour Union", "port-union")) == [("Harbour Union", "Port Union", "same")]
    assert said(rename(actors, "Harbour Union", "The  Union")) == [("Harbour Union", "The Union", "name")]


def test_with_the_document_where_another_bears_them(actors: Graph) -> None:
    assert said(merge(actors, "ada-moor", "ada-moor-2")) == [("Ada Moor @ a.txt", "Ada Moor @ d.txt", "same")]
    assert said(merge(actors, "Moor", "Harbour Union")) == [("Moor @ b.txt", "Harbour Union", "same")]
    assert said(not_an_actor(actors, "ada-moor")) == [
        ("Ada Moor @ a.txt", "", "not-an-actor"),
        ("Ada Moor @ c.txt", "", "not-an-actor"),
    ]


def test_keys_that_people_give_are_kept(actors: Graph) -> None:
    assert said(merge(actors, "Moor @ a.txt", "harbour union @ a.txt")) == [
        ("Moor @ a.txt", "harbour union @ a.txt", "same")
    ]
    assert said(split(actors, "Ada Moor @ a.txt", "Ada Moor @ c.txt")) == [
        ("Ada Moor @ a.txt", "Ada Moor @ c.txt", "different")
    ]


def test_two_names_of_one_actor_are_told_apart_in_the_documents_that_have_both(actors: Graph) -> None:
    assert (
        said(split(actors, "A. Moor", "Ada Moor"))
        == said(split(actors, "A. Moor", "ada-moor"))
        == [("A. Moor @ c.txt", "Ada Moor @ c.txt", "different")]
    )
    assert said(split(actors, "ada-moor-2", "Harbour Union")) == [
        ("Ada Moor @ d.txt", "Harbour Union", "different")
    ]


@pytest.mark.parametrize(
    ("left", "right", "words"),
    [
        ("Ada Moor", "Moor", "ada-moor (person), ada-moor-2 (person)"),
        ("Ada Moor @ b.txt", "Moor", "names no 'Ada Moor'"),
        ("Nobody", "Moor", "knows no actor 'Nobody'"),
        ("moor", "Moor @ b.txt", "one actor already"),
    ],
)
def test_what_cannot_be_told_is_asked_back(actors: Graph, left: str, right: str, words: str) -> None:
    with pytest.raises(QueryError) as error:
        merge(actors, left, right)
    assert words in str(error.value)


def test_a_name_goes_to_the_actor_that_is_shown_under_it(actors: Graph) -> None:
    assert find_actor(actors, "MOOR").id == "moor"
    assert find_actor(actors, "Moor", document="a.txt").id == "ada-moor"
    assert find_actor(actors, actors.names.actor("ada-moor-2").value).id == "ada-moor-2"


def test_search_takes_beginnings_of_words_in_their_order(actors: Graph) -> None:
    assert [row.id for row in list_actors(actors, "un")] == ["harbour-union", "port-union"]
    assert [row.id for row in list_actors(actors, "ada mo")] == ["ada-moor", "ada-moor-2"]
    assert list_actors(actors, "moor ada") == []


def test_reasons_of_names(actors: Graph) -> None:
    iri = actors.names.actor("ada-moor").value
    assert name_reasons(actors, iri)["Moor"] == ("why Moor", 1.0)
    why = why_one(actors, "ada-moor")
    assert [(each.name, each.method, len(each.places)) for each in why.names] == [
        ("Ada Moor", "why Ada Moor", 2),
        ("A. Moor", "why A. Moor", 1),
        ("Moor", "why Moor", 1),
    ]
    (alone,) = why_one(actors, "ada-moor-2").names
    assert (alone.method, alone.confidence) == ("by hand", 0.5)


def test_suggestions_come_by_what_they_change_and_go_when_judged(actors: Graph) -> None:
    pairs = suggested_pairs(actors)
    assert [(pair.left_name, pair.right_name, pair.mentions) for pair in pairs] == [
        ("Ada Moor", "Moor", 1),
        ("Ada Moor", "Ada Moor", 1),
    ]
    union = actors.names.actor("harbour-union").value
    assert suggested_pairs(actors, union) == []
    rows = [Judgement("Moor @ b.txt", "Ada Moor @ c.txt", "unsure")]
    assert Judging(actors, rows).undecided(pairs) == pairs[1:]
    assert why_pair(actors, "ada-moor", "moor").suggestion == pairs[0]


def test_rows_about_an_actor_or_a_pair(actors: Graph) -> None:
    one, other = find_actor(actors, "ada-moor"), find_actor(actors, "ada-moor-2")
    first = Judgement("Ada Moor @ a.txt", "Ada Moor @ d.txt", "different", line=2)
    rows = [first, Judgement("Ada Moor @ c.txt", "Ada", "name"), Judgement("Port Union", "PU", "name")]
    judging = Judging(actors, rows)
    assert judging.of(one) == rows[:2]
    assert judging.of(other) == judging.of(other, one) == [first]
    assert why_pair(actors, "ada-moor", "ada-moor-2", rows).judgements == (first,)
    assert replace(first, by="me") != first
