"""Does every quoted text stand where the graph says it does?

An open graph comes in; a list of findings goes out, empty where `text[start:end] == exact` holds for every
mention, figure and text span, and prefix and suffix fit. It reads the store as it is on disk, one document
at a time. The structure of a graph is checked in `validate.py`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pyoxigraph as ox

from claimgraph.graph.findings import Finding
from claimgraph.graph.terms import CG, OA

if TYPE_CHECKING:
    from claimgraph.graph.store import Graph

__all__ = ["check_evidence"]


def check_evidence(graph: Graph) -> list[Finding]:
    """Compare every position and quote with the text of its document.

    Returns:
        What does not fit, in the order of documents and nodes; in a sound graph nothing.
    """
    store = graph.oxigraph
    return [
        finding
        for name in sorted(store.named_graphs(), key=str)
        for quad in store.quads_for_pattern(None, CG["text"], None, name)
        for finding in sorted(_document_findings(store, quad), key=lambda finding: finding.node)
    ]


def _document_findings(store: ox.Store, text_quad: ox.Quad) -> Iterator[Finding]:
    name, document = text_quad.graph_name, text_quad.subject
    text = _value(text_quad.object)
    paths = [_value(quad.object) for quad in store.quads_for_pattern(document, CG["path"], None, name)]
    path = paths[0] if paths else _value(document)
    values: dict[str, dict[ox.NamedNode, str]] = {}
    for part in ("start", "end", "exact", "prefix", "suffix"):
        values[part] = {
            quad.subject: _value(quad.object)
            for quad in store.quads_for_pattern(None, OA[part], None, name)
            if isinstance(quad.subject, ox.NamedNode)
        }
    selectors: dict[str, list[ox.NamedNode]] = defaultdict(list)
    for quad in store.quads_for_pattern(None, OA["hasSelector"], None, name):
        if isinstance(quad.object, ox.NamedNode):
            selectors[_value(quad.subject)].append(quad.object)
    for node, pair in selectors.items():
        found = {part: values[part].get(each) for part in values for each in pair if each in values[part]}
        problem = _problem(text, found)
        if problem:
            yield Finding(document=path, node=node, message=problem)


def _problem(text: str, found: dict[str, str | None]) -> str | None:
    try:
        start, end = int(found["start"] or ""), int(found["end"] or "")
        exact, prefix, suffix = found["exact"] or "", found["prefix"] or "", found["suffix"] or ""
    except (KeyError, ValueError):
        return "It lacks a part of its position or quote, so it cannot be traced to the text."
    if not 0 <= start < end <= len(text):
        return f"The place {start}-{end} is outside of the text, which has {len(text)} characters."
    if text[start:end] != exact:
        return f"At {start}-{end} the text has {text[start:end]!r}, but the graph quotes {exact!r}."
    if not text[:start].endswith(prefix) or not text.startswith(suffix, end):
        return f"The words around {start}-{end} are not those that the graph quotes as prefix and suffix."
    return None


def _value(term: object) -> str:
    return term.value if isinstance(term, ox.NamedNode | ox.Literal) else str(term)
