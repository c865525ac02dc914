"""Actors, documents, mentions and memberships as FollowTheMoney entities, one JSON object per line.

https://followthemoney.tech/ is the data model of Aleph and OpenSanctions. Which schema a class of actors has
is said in the ontology (`cg:ftmSchema`); actors of other classes (places, peoples) are left out, because a
mention or a membership there needs a person or a body. Entities come by kind, sorted by IRI, one at a time.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import IO, TYPE_CHECKING, Any, Final

from claimgraph.errors import GraphError
from claimgraph.graph.queries import run_query
from claimgraph.graph.results import Rows, python_value

if TYPE_CHECKING:
    from claimgraph.graph.store import Graph

__all__ = ["write_ftm"]

_WIKIDATA: Final = re.compile(r"https?://www\.wikidata\.org/(?:entity|wiki)/(Q\d+)")
_LONGEST: Final = 150
_BODIES: Final = frozenset(("Organization", "PublicBody", "Company"))

_DOCUMENTS: Final = """
SELECT ?iri ?path ?title ?date ?publisher (SAMPLE(?url) AS ?address) WHERE {
  ?iri a cg:Document ; cg:path ?path .
  OPTIONAL { ?iri dct:title ?title }
  OPTIONAL { ?iri dct:date ?date }
  OPTIONAL { ?iri cg:publisherName ?publisher }
  OPTIONAL { ?iri dct:source ?url FILTER(ISIRI(?url)) }
} GROUP BY ?iri ?path ?title ?date ?publisher ORDER BY ?iri"""

_ACTORS: Final = """
SELECT ?iri ?label ?property ?value WHERE {
  VALUES ?property { rdf:type skos:altLabel skos:exactMatch cg:role }
  ?iri a cg:Actor ; skos:prefLabel ?label ; ?property ?value .
} ORDER BY ?iri ?property ?value"""

_SCHEMATA: Final = """
SELECT ?class ?schema (COUNT(?above) AS ?depth) WHERE {
  ?class cg:ftmSchema ?schema ; rdfs:subClassOf* ?above .
} GROUP BY ?class ?schema ORDER BY ?class ?schema"""

_MENTIONS: Final = """
SELECT DISTINCT ?actor ?document ?name WHERE {
  ?mention a cg:Mention ; cg:form "named" ; cg:refersTo ?actor ;
           oa:hasSource ?document ; oa:hasSelector/oa:exact ?name .
} ORDER BY ?document ?actor ?name"""

_RELATIONS: Final = """
SELECT ?iri ?subject ?object ?property ?label ?role ?former ?document ?date ?words WHERE {
  ?iri a cg:Relation ; rdf:subject ?subject ; rdf:predicate ?property ; rdf:object ?object ;
       cg:statedIn ?document ; oa:hasSelector/oa:exact ?words .
  ?property rdfs:label ?label .
  OPTIONAL { ?iri cg:role ?role }
  OPTIONAL { ?iri cg:former ?former }
  OPTIONAL { ?iri dct:date ?date }
} ORDER BY ?iri"""

Entity = dict[str, Any]


def write_ftm(graph: Graph, target: IO[bytes]) -> None:
    """Write the FollowTheMoney entities of an open graph.

    Args:
        graph: the open graph.
        target: a file opened for bytes.
    """
    for entity in _entities(graph):
        target.write((json.dumps(entity, ensure_ascii=False) + "\n").encode())


def _entities(graph: Graph) -> Iterator[Entity]:
    base = graph.names.base
    for row in _rows(graph, _DOCUMENTS):
        yield _entity(
            _id(base, row["iri"]),
            "Document",
            fileName=[row["path"]],
            title=[row.get("title") or row["path"]],
            date=[row.get("date")],
            publisher=[row.get("publisher")],
            sourceUrl=[row.get("address")],
        )
    schemata = _schemata(graph)
    exported: dict[str, str] = {}
    for iri, actor in _actors(graph, schemata):
        exported[iri] = actor["schema"]
        yield {"id": _id(base, iri), **actor}
    for row in _rows(graph, _MENTIONS):
        if (actor_iri := row["actor"]) in exported:
            document, name = row["document"], " ".join(row["name"].split())
            yield _entity(
                _id(base, f"{base}mention/{_digest(document, actor_iri, name)}"),
                "Mention",
                name=[name],
                document=[_id(base, document)],
                resolved=[_id(base, actor_iri)],
                detectedSchema=[exported[actor_iri]],
            )
    for row in _rows(graph, _RELATIONS):
        if row["subject"] in exported and row["object"] in exported:
            yield _relation(base, row, exported)


def _actors(graph: Graph, schemata: Mapping[str, str]) -> Iterator[tuple[str, Entity]]:
    for (iri, label), rows in groupby(_rows(graph, _ACTORS), key=lambda row: (row["iri"], row["label"])):
        values: defaultdict[str, list[str]] = defaultdict(list)
        for row in rows:
            values[_local(row["property"])].append(row["value"])
        schema = next((schema for cls, schema in schemata.items() if cls in values["type"]), None)
        if schema:
            yield iri, _actor(schema, label, values)


def _actor(schema: str, label: str, values: Mapping[str, list[str]]) -> Entity:
    others = [name for name in values["altLabel"] if name != label]
    # A surname alone finds too many: FollowTheMoney keeps such names out of its matching.
    weak = [name for name in others if schema == "Person" and " " not in name]
    found = [_WIKIDATA.fullmatch(iri) for iri in values["exactMatch"]]
    return _properties(
        schema,
        name=[label],
        alias=[name for name in others if name not in weak],
        weakAlias=weak,
        wikidataId=[match[1] for match in found if match],
        position=values["role"] if schema == "Person" else [],
    )


def _relation(base: str, row: Mapping[str, str], exported: Mapping[str, str]) -> Entity:
    """A directorship, a membership, or, for what FollowTheMoney has no schema for, another link."""
    kind = _local(row["property"])
    body = exported[row["object"]] in _BODIES
    if kind == "headOf" and body:
        schema, left, right = "Directorship", "director", "organization"
    elif kind == "memberOf" and body:
        schema, left, right = "Membership", "member", "organization"
    else:
        schema, left, right = "UnknownLink", "subject", "object"
    return {
        "id": _id(base, row["iri"]),
        **_properties(
            schema,
            **{left: [_id(base, row["subject"])], right: [_id(base, row["object"])]},
            role=[row.get("role") or row["label"]],
            status=["former" if row.get("former") else None],
            date=[row.get("date")],
            summary=[" ".join(row["words"].split())],
            proof=[_id(base, row["document"])],
        ),
    }


def _schemata(graph: Graph) -> dict[str, str]:
    """The FollowTheMoney schema of each class of actors that says one, the narrower classes first."""
    rows = list(_rows(graph, _SCHEMATA))
    return {row["class"]: row["schema"] for row in sorted(rows, key=lambda row: -int(row["depth"]))}


def _local(iri: str) -> str:
    return re.split("[#/]", iri)[-1]


def _entity(entity_id: str, schema: str, **properties: list[str | None]) -> Entity:
    return {"id": entity_id, **_properties(schema, **properties)}


def _properties(schema: str, **properties: list[str | None] | list[str]) -> Entity:
    kept = {name: [value for value in values if value] for name, values in properties.items()}
    return {"schema": schema, "properties": {name: values for name, values in kept.items() if values}}


def _id(base: str, iri: str) -> str:
    """An identifier of the letters that FollowTheMoney allows; a digest keeps apart what would become equal.

    >>> _id("https://example.org/", "https://example.org/actor/ada-quill")
    'actor-ada-quill'
    """
    tail = iri.removeprefix(base)
    plain = re.sub(r"[^0-9A-Za-z]+", "-", tail).strip("-")
    if plain == tail.replace("/", "-") and len(plain) <= _LONGEST:
        return plain
    return f"{plain[:_LONGEST]}-{_digest(iri)}".lstrip("-")


def _digest(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _rows(graph: Graph, query: str) -> Iterator[dict[str, str]]:
    result = run_query(graph, query)
    if not isinstance(result, Rows):
        raise GraphError("entities are read by SELECT queries")
    for row in result.rows:
        pairs = zip(result.columns, map(python_value, row), strict=True)
        yield {name: str(value) for name, value in pairs if value is not None}
