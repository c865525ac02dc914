"""The FollowTheMoney export: schemata and properties that exist there, references that lead somewhere."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from claimgraph.graph.export import export_graph
from claimgraph.graph.store import Graph
from claimgraph.records import Actor, AnnotatedDocument, Resolution

# Schemata of FollowTheMoney 4.11 with the properties that the export may use, and which of them refer to what.
THING = {"name", "alias", "weakAlias", "wikidataId", "sourceUrl", "publisher"}
INTERVAL = {"role", "date", "summary", "proof"}
SCHEMATA: dict[str, set[str]] = {
    "Person": {*THING, "position"},
    "Organization": THING,
    "PublicBody": THING,
    "Company": THING,
    "LegalEntity": THING,
    "Document": {*THING, "fileName", "title", "date"},
    "Mention": {"name", "document", "resolved", "detectedSchema"},
    "Membership": {*INTERVAL, "member", "organization"},
    "Directorship": {*INTERVAL, "director", "organization"},
    "UnknownLink": {*INTERVAL, "subject", "object"},
}
REFERENCES = {"document", "resolved", "member", "organization", "director", "subject", "object", "proof"}
REQUIRED = {
    "Mention": {"document", "name"},
    "Membership": {"member", "organization"},
    "Directorship": {"director", "organization"},
    "UnknownLink": {"subject", "object"},
}
IDENTIFIER = re.compile(r"[0-9a-zA-Z]([0-9a-zA-Z.\-]*[0-9a-zA-Z])?")


def entities(graph: Graph) -> list[dict[str, Any]]:
    target = io.BytesIO()
    export_graph(graph, "ftm", target)
    return [json.loads(line) for line in target.getvalue().decode().splitlines()]


def of(found: list[dict[str, Any]], schema: str) -> list[dict[str, Any]]:
    return [each["properties"] for each in found if each["schema"] == schema]


def test_every_entity_is_one_of_follow_the_money(graph: Graph) -> None:
    found = entities(graph)
    ids = [each["id"] for each in found]
    assert len(ids) == len(set(ids))
    for each in found:
        assert IDENTIFIER.fullmatch(each["id"])
        assert set(each["properties"]) <= SCHEMATA[each["schema"]]
        assert REQUIRED.get(each["schema"], {"name"} & set(each["properties"])) <= set(each["properties"])
        for name, values in each["properties"].items():
            assert values
            assert all(isinstance(value, str) and value for value in values)
            if name in REFERENCES:
                assert set(values) <= set(ids)


def test_actors_have_their_names_and_roles(graph: Graph) -> None:
    found = entities(graph)
    assert {"name": ["Ada Quill"], "position": ["its director"]} in of(found, "Person")
    assert {"name": ["Veldoria Watch"], "alias": ["VW"]} in of(found, "Organization")
    assert {"name": ["Interior Ministry"]} in of(found, "PublicBody")


def test_places_are_no_legal_entities(graph: Graph) -> None:
    assert not [each for each in entities(graph) if each["properties"].get("name") == ["Port Amsel"]]


def test_documents_and_mentions(graph: Graph) -> None:
    found = entities(graph)
    titles = {document["title"][0] for document in of(found, "Document")}
    assert titles == {"Veldoria Watch on Port Amsel", "news/courier.txt"}
    mentions = of(found, "Mention")
    assert len([each for each in mentions if each["name"] == ["Veldoria Watch"]]) == 2
    assert not [each for each in mentions if each["name"] == ["its"]]


def test_who_heads_a_body_is_its_director(graph: Graph) -> None:
    (found,) = of(entities(graph), "Directorship")
    assert found["role"] == ["director"]
    assert found["date"] == ["2031-05-04"]
    assert found["summary"] == ["Ada Quill, its director"]


@pytest.mark.parametrize(
    ("kind", "schema"),
    [("memberOf", "Membership"), ("subOrganizationOf", "UnknownLink")],
)
def test_other_relations(
    documents: list[AnnotatedDocument],
    resolution: Resolution,
    build: Callable[[list[AnnotatedDocument], Resolution], Graph],
    kind: str,
    schema: str,
) -> None:
    (relation,) = documents[0].relations
    changed = replace(documents[0], relations=(replace(relation, kind=f"http://www.w3.org/ns/org#{kind}"),))
    with build([changed], resolution) as graph:
        assert len(of(entities(graph), schema)) == 1


def test_identifiers_and_names_of_any_kind(
    documents: list[AnnotatedDocument],
    resolution: Resolution,
    build: Callable[[list[AnnotatedDocument], Resolution], Graph],
) -> None:
    strange = [
        Actor(id="ада-мур", name="Ада Мур", label="Person", names=("Ада Мур", "Мур")),
        Actor(
            id="ада",
            name="Ада",
            label="Person",
            names=("Ада",),
            same_as=("http://www.wikidata.org/entity/Q42",),
        ),
    ]
    more = replace(resolution, actors={**resolution.actors, **{actor.id: actor for actor in strange}})
    with build(documents, more) as graph:
        found = entities(graph)
    people = of(found, "Person")
    assert {"name": ["Ада Мур"], "weakAlias": ["Мур"]} in people
    assert {"name": ["Ада"], "wikidataId": ["Q42"]} in people
    assert all(IDENTIFIER.fullmatch(each["id"]) for each in found)


def test_the_same_graph_gives_the_same_entities(graph: Graph) -> None:
    assert entities(graph) == entities(graph)


def test_the_library_itself_takes_the_entities(graph: Graph) -> None:
    followthemoney = pytest.importorskip("followthemoney", reason="needs followthemoney")
    for each in entities(graph):
        proxy = followthemoney.model.get_proxy(each, cleaned=False)
        assert {name: sorted(proxy.get(name)) for name in each["properties"]} == {
            name: sorted(values) for name, values in each["properties"].items()
        }
