"""Does every quoted text stand where the graph says it does?

An open graph comes in; a list of findings goes out, empty where `text[start:end] == exact` holds for every
mention, figure and text span, and prefix and suffix fit. It reads the store as it is on disk, one document
at a time. The structure of a graph is checked in `validate.py`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

import pyoxigraph as ox

from claimgraph.graph.findings import Finding
from claimgraph.graph.terms import CG, OA

if TYPE_CHECKING:
    from claimgraph.graph.store import Graph

__all__ = ["check_evidence", "document_evidence", "located"]

_PARTS = {OA[part]: part for part in ("start", "end", "exact", "prefix", "suffix")}


def check_evidence(graph: Graph) -> list[Finding]:
    """Compare every position and quote of the graph with the text of its document.

    Returns:
        What does not fit, in the order of documents and nodes; in a sound graph nothing.
    """
    store = graph.oxigraph
    findings: list[Finding] = []
    for name in sorted(store.named_graphs(), key=str):
        findings += document_evidence(store, name, located(store, name))
    return findings


def located(store: ox.Store, name: ox.NamedNode | ox.BlankNode) -> set[object]:
    """All nodes of a named graph that have a place in a text."""
    return {quad.subject for quad in store.quads_for_pattern(None, OA["hasSelector"], None, name)}


def document_evidence(
    store: ox.Store, name: ox.NamedNode | ox.BlankNode, nodes: Iterable[object]
) -> list[Finding]:
    """Compare the places and quotes of some nodes of a document's named graph with its text.

    Nodes without selectors, a claim for instance, have no place and are passed over.
    """
    text_quad = next(store.quads_for_pattern(None, CG["text"], None, name), None)
    if text_quad is None:
        return []
    text = _value(text_quad.object)
    paths = (
        _value(quad.object) for quad in store.quads_for_pattern(text_quad.subject, CG["path"], None, name)
    )
    path = next(paths, _value(text_quad.subject))
    return [
        Finding(document=path, node=node.value, message=problem)
        for node in sorted((node for node in nodes if isinstance(node, ox.NamedNode)), key=str)
        if (parts := dict(_parts(store, name, node))) and (problem := _problem(text, parts))
    ]


def _parts(
    store: ox.Store, name: ox.NamedNode | ox.BlankNode, node: ox.NamedNode
) -> Iterator[tuple[str, str]]:
    for link in store.quads_for_pattern(node, OA["hasSelector"], None, name):
        if isinstance(link.object, ox.NamedNode):
            for quad in store.quads_for_pattern(link.object, None, None, name):
                if quad.predicate in _PARTS:
                    yield _PARTS[quad.predicate], _value(quad.object)


def _problem(text: str, found: Mapping[str, str]) -> str | None:
    try:
        start, end = int(found["start"]), int(found["end"])
        exact, prefix, suffix = found["exact"], found["prefix"], found["suffix"]
    except (KeyError, ValueError):
        return "It lacks a part of its position or quote, so it cannot be traced to the text."
    if not 0 <= start < end <= len(text):
        return f"The place {start}-{end} is outside of the text, which has {len(text)} characters."
    if text[start:end] != exact:
        return f"At {start}-{end} the text has {text[start:end]!r}, but the graph quotes {exact!r}."
    if not text.endswith(prefix, 0, start) or not text.startswith(suffix, end):
        return f"The words around {start}-{end} are not those that the graph quotes as prefix and suffix."
    return None


def _value(term: object) -> str:
    return term.value if isinstance(term, ox.NamedNode | ox.Literal) else str(term)
