"""What people type for a query's parameter -> the RDF terms that stand for it in a graph.

Actors, documents, classes, acts and measures are found by any of their names, in any case, or by IRI; a name
that two of them share finds both. Text and numbers become literals. The terms are looked up or made here and
nowhere pasted as text, so a value can never change what a query does.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Final

import pyoxigraph as ox
from rapidfuzz import fuzz, process

from claimgraph.errors import QueryError
from claimgraph.graph.terms import CG, DCT, RDF, RDFS, SKOS, decimal_literal, text_literal

if TYPE_CHECKING:
    from claimgraph.graph.store import Graph

__all__ = ["KINDS", "terms_for"]

KINDS: Final = ("actor", "document", "claim", "class", "act", "measure", "text", "number")
"""The kinds that a parameter can have."""

_NUMBER: Final = re.compile(r"[+-]?\d+(\.\d+)?")
_LOCAL_NAME: Final = re.compile(r"[^/#:]*$")
_Named = Iterator[tuple[ox.NamedNode, str]]


def terms_for(graph: Graph, kind: str, value: str) -> list[ox.NamedNode | ox.Literal]:
    """The terms that `value` stands for, at least one, sorted.

    Args:
        graph: where names are looked up.
        kind: one of `KINDS`.
        value: what the user typed.

    Raises:
        QueryError: nothing in the graph has that name; the message gives names that are near.
    """
    value = value.strip()
    if kind == "text":
        return [text_literal(value)]
    if kind == "number":
        if not _NUMBER.fullmatch(value):
            raise QueryError(f"{value!r} is not a number; write it like 0.5.")
        return [decimal_literal(float(value))]
    by_iri = _by_iri(graph, kind, value)
    if by_iri is not None:
        return [by_iri]
    wanted = _folded(value)
    spellings: dict[str, str] = {}
    found: set[ox.NamedNode] = set()
    for node, name in _NAMED[kind](graph):
        spellings.setdefault(_folded(name), name)
        if _folded(name) == wanted:
            found.add(node)
    if not found:
        raise QueryError(_not_found(kind, value, spellings))
    return sorted(found, key=str)


def _by_iri(graph: Graph, kind: str, value: str) -> ox.NamedNode | None:
    try:
        node = ox.NamedNode(value.removeprefix("<").removesuffix(">"))
    except ValueError:
        return None
    store = graph.oxigraph
    described = next(store.quads_for_pattern(node, None, None, None), None)
    used = described or next(store.quads_for_pattern(None, None, node, None), None)
    if used is None:
        if ":" in value and kind == "claim":
            raise QueryError(f"The graph holds no claim {node}; other queries give IRIs of claims.")
        return None
    return node


def _actors(graph: Graph) -> _Named:
    for quad in graph.oxigraph.quads_for_pattern(None, SKOS["altLabel"], None, graph.names.actors):
        yield from _pair(quad)


def _documents(graph: Graph) -> _Named:
    store = graph.oxigraph
    for quad in store.quads_for_pattern(None, CG["path"], None, None):
        for node, path in _pair(quad):
            yield node, path
            yield node, path.rsplit("/", 1)[-1]
    for predicate in (DCT["title"], DCT["source"]):
        for quad in store.quads_for_pattern(None, predicate, None, None):
            yield from _pair(quad)


def _classes(graph: Graph) -> _Named:
    for quad in graph.oxigraph.quads_for_pattern(None, RDFS["subClassOf"], None, graph.names.ontology):
        yield from _labelled(graph, quad.subject)
    yield from _labelled(graph, CG["Actor"])


def _concepts(kind: ox.NamedNode, used: ox.NamedNode) -> Callable[[Graph], _Named]:
    def named(graph: Graph) -> _Named:
        store = graph.oxigraph
        listed: set[object] = set()
        listed.update(quad.subject for quad in store.quads_for_pattern(None, RDF["type"], kind, None))
        # A concept that an older ontology had is in the data only.
        listed.update(quad.object for quad in store.quads_for_pattern(None, used, None, None))
        for node in sorted(listed, key=str):
            yield from _labelled(graph, node)

    return named


def _claims(graph: Graph) -> _Named:
    for quad in graph.oxigraph.quads_for_pattern(None, RDF["type"], CG["Claim"], None):
        if isinstance(quad.subject, ox.NamedNode):
            yield quad.subject, quad.subject.value.removeprefix(graph.names.base)


def _labelled(graph: Graph, node: object) -> _Named:
    if not isinstance(node, ox.NamedNode):
        return
    local = _LOCAL_NAME.search(node.value)
    if local and local[0]:
        yield node, local[0]
    for predicate in (RDFS["label"], SKOS["prefLabel"]):
        for quad in graph.oxigraph.quads_for_pattern(node, predicate, None, None):
            yield from _pair(quad)


def _pair(quad: ox.Quad) -> _Named:
    if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.NamedNode | ox.Literal):
        yield quad.subject, quad.object.value


_NAMED: Final[Mapping[str, Callable[[Graph], _Named]]] = {
    "actor": _actors,
    "document": _documents,
    "claim": _claims,
    "class": _classes,
    "act": _concepts(CG["Act"], CG["act"]),
    "measure": _concepts(CG["Measure"], CG["measure"]),
}


def _folded(name: str) -> str:
    """Case, apostrophes and runs of spaces do not tell names apart."""
    plain = unicodedata.normalize("NFKC", name).casefold().replace("’", "'").replace("ʼ", "'")
    return " ".join(plain.split())


def _not_found(kind: str, value: str, spellings: Mapping[str, str]) -> str:
    near = process.extract(_folded(value), list(spellings), scorer=fuzz.WRatio, limit=3, score_cutoff=60)
    found = sorted({spellings[match[0]] for match in near})
    if not found and len(spellings) <= 20:
        found = sorted(spellings.values())
    hint = f" Did you mean {' or '.join(repr(name) for name in found)}?" if found else ""
    return f"The graph knows no {kind} {value!r}.{hint}"
