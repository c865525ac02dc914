"""The nodes and edges of a graph as a network: actors, claims and documents, and how they are tied.

An open graph comes in; nodes and edges go out one by one, sorted, for networkx (`network.py`) and for the
network formats (`export/graphml.py`, `export/gexf.py`). Mentions, spans and figures are not part of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from claimgraph.errors import GraphError
from claimgraph.graph.queries import run_query
from claimgraph.graph.results import Rows, python_value

if TYPE_CHECKING:
    from claimgraph.graph.store import Graph

__all__ = ["NODE_ATTRIBUTES", "NetworkEdge", "NetworkNode", "network_edges", "network_nodes"]

NODE_ATTRIBUTES: Final = {
    "kind": str,
    "type": str,
    "act": str,
    "quotation": str,
    "attribution": str,
    "confidence": float,
    "date": str,
    "path": str,
}
"""What a node can have besides its label, and the Python type of it."""

Value = str | int | float | bool


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkNode:
    """An actor, a claim or a document.

    Attributes:
        iri: its name in the graph.
        label: the name of an actor, the words of a claim, the title or path of a document.
        attributes: some of `NODE_ATTRIBUTES`; `kind` is "actor", "claim" or "document".
    """

    iri: str
    label: str
    attributes: dict[str, Value]


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkEdge:
    """A tie; `relation` is the local name of the property ("claimant", "statedIn", "headOf", ...)."""

    source: str
    target: str
    relation: str


_ACTORS: Final = """
SELECT ?iri ?label (MIN(?local) AS ?type) WHERE {
  ?iri a cg:Actor ; a ?class ; skos:prefLabel ?label .
  FILTER NOT EXISTS { ?below rdfs:subClassOf+ ?class . ?iri a ?below }
  BIND(REPLACE(STR(?class), "^.*[/#]", "") AS ?local)
} GROUP BY ?iri ?label ORDER BY ?iri"""

_CLAIMS: Final = """
SELECT ?iri ?label ?act ?quotation ?attribution ?confidence WHERE {
  ?iri a cg:Claim ; cg:content ?label ; cg:act ?concept ; cg:quotation ?quotation ;
       cg:attribution ?attribution ; cg:confidence ?confidence .
  BIND(REPLACE(STR(?concept), "^.*[/#]", "") AS ?act)
} ORDER BY ?iri"""

_DOCUMENTS: Final = """
SELECT ?iri (COALESCE(?title, ?path) AS ?label) ?path ?date WHERE {
  ?iri a cg:Document ; cg:path ?path .
  OPTIONAL { ?iri dct:title ?title }
  OPTIONAL { ?iri dct:date ?date }
} ORDER BY ?iri"""

_EDGES: Final = """
SELECT ?source ?target ?relation WHERE {
  VALUES (?property ?from) {
    (cg:claimant cg:Claim) (cg:statedIn cg:Claim) (cg:addressee cg:Claim) (cg:about cg:Claim)
    (cg:repeats cg:Claim) (cg:corroborates cg:Claim) (cg:revises cg:Claim) (cg:disputes cg:Claim)
    (cg:differsInScope cg:Claim) (cg:answers cg:Claim) (cg:relays cg:Claim)
    (dct:publisher cg:Document) (cg:reprintOf cg:Document)
  }
  ?source ?property ?target ; a ?from .
  FILTER(ISIRI(?target))
  BIND(REPLACE(STR(?property), "^.*[/#]", "") AS ?relation)
} ORDER BY ?source ?relation ?target"""

# What a document says to be over ("former head of") is no tie.
_SAID: Final = """
SELECT DISTINCT ?source ?target ?relation WHERE {
  ?node a cg:Relation ; rdf:subject ?source ; rdf:predicate ?property ; rdf:object ?target .
  FILTER NOT EXISTS { ?node cg:former true }
  BIND(REPLACE(STR(?property), "^.*[/#]", "") AS ?relation)
} ORDER BY ?source ?relation ?target"""


def network_nodes(graph: Graph) -> Iterator[NetworkNode]:
    """Actors, then claims, then documents, each sorted by IRI."""
    for kind, query in (("actor", _ACTORS), ("claim", _CLAIMS), ("document", _DOCUMENTS)):
        for row in _rows(graph, query):
            attributes = {name: value for name, value in row.items() if name not in ("iri", "label")}
            yield NetworkNode(
                iri=str(row["iri"]), label=str(row["label"]), attributes={"kind": kind, **attributes}
            )


def network_edges(graph: Graph) -> Iterator[NetworkEdge]:
    """All ties between the nodes, in the direction in which the graph has them.

    First those of claims and documents, then what documents say of two actors ("headOf"), each sorted.
    """
    for query in (_EDGES, _SAID):
        for row in _rows(graph, query):
            yield NetworkEdge(
                source=str(row["source"]), target=str(row["target"]), relation=str(row["relation"])
            )


def _rows(graph: Graph, query: str) -> Iterator[dict[str, Value]]:
    result = run_query(graph, query)
    if not isinstance(result, Rows):
        raise GraphError("a network is read by SELECT queries")
    for row in result.rows:
        pairs = zip(result.columns, map(python_value, row), strict=True)
        yield {name: value for name, value in pairs if value is not None}
