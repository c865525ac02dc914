"""Actors of a graph with their names and the places that name them, and what documents say of two of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from rdflib import Dataset

from claimgraph.records import Span
from claimgraph.view.items.records import ActorItem, RelationItem
from claimgraph.view.items.rows import group, rows

__all__ = ["read_actors", "read_relations"]

_ACTORS = """
SELECT ?actor ?class ?name ?other ?role WHERE {
  ?actor a ?class ; skos:prefLabel ?name .
  { SELECT DISTINCT ?actor WHERE {
      { ?any cg:refersTo|cg:claimant|cg:addressee|cg:about ?actor } UNION { ?any dct:publisher ?actor } } }
  OPTIONAL { { ?actor skos:altLabel ?other } UNION { ?actor cg:role ?role } }
}"""

_REASONS = """
SELECT ?actor ?name ?method ?confidence WHERE {
  ?actor skosxl:altLabel ?label .
  ?label skosxl:literalForm ?name ; cg:method ?method ; cg:confidence ?confidence .
}"""

_MENTIONS = """
SELECT ?mention ?actor ?document WHERE {
  GRAPH ?graph { ?mention cg:refersTo ?actor ; oa:hasSource ?document }
}"""

_RELATIONS = """
SELECT ?relation ?kind ?document ?method ?confidence ?named ?other ?left ?right ?role ?former WHERE {
  ?relation a cg:Relation ; rdf:predicate ?kind ; cg:statedIn ?document ; cg:leftMention ?named ;
            cg:method ?method ; cg:confidence ?confidence .
  OPTIONAL { ?relation cg:rightMention ?other } OPTIONAL { ?relation rdf:subject ?left }
  OPTIONAL { ?relation rdf:object ?right } OPTIONAL { ?relation cg:role ?role }
  OPTIONAL { ?relation cg:former ?former }
}"""


def read_actors(graph: Dataset, places: Mapping[str, Span]) -> list[ActorItem]:
    """All actors that are mentioned, claim something, are spoken to or of, or published something."""
    mentions: defaultdict[str, defaultdict[str, set[Span]]] = defaultdict(lambda: defaultdict(set))
    for row in rows(graph, _MENTIONS):
        if row["mention"] in places:
            mentions[row["actor"]][row["document"]].add(places[row["mention"]])
    reasons: defaultdict[str, set[tuple[str, str, float]]] = defaultdict(set)
    for row in rows(graph, _REASONS):
        reasons[row["actor"]].add((row["name"], row["method"], float(row["confidence"])))
    actors = []
    for iri, about in group(graph, _ACTORS, "actor", "class", "name", "other", "role").items():
        name = about.first("name") or iri
        named = tuple((document, tuple(sorted(spans))) for document, spans in sorted(mentions[iri].items()))
        actors.append(
            ActorItem(
                iri=iri,
                name=name,
                classes=about.all("class"),
                names=tuple(other for other in about.all("other") if other != name),
                reasons=tuple(sorted(reasons[iri])),
                roles=about.all("role"),
                mentions=named,
            )
        )
    return sorted(actors, key=lambda actor: actor.iri)


def read_relations(
    graph: Dataset, places: Mapping[str, Span], order: Mapping[str, int]
) -> list[RelationItem]:
    """What the documents in `order` say of two actors, in that order."""
    relations = {}
    for row in rows(graph, _RELATIONS):
        iri, at, left_at = row["relation"], places.get(row["relation"]), places.get(row["named"])
        if at is None or left_at is None or row["document"] not in order:
            continue
        relations[iri] = RelationItem(
            iri=iri,
            kind=row["kind"],
            document=row["document"],
            left=row.get("left"),
            right=row.get("right"),
            left_at=left_at,
            right_at=places.get(row.get("other", "")),
            at=at,
            role=row.get("role"),
            former=row.get("former") == "true",
            method=row["method"],
            confidence=float(row["confidence"]),
        )
    return sorted(relations.values(), key=lambda each: (order[each.document], each.at, each.iri))
