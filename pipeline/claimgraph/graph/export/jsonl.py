"""The annotation export: one JSON object per document and line.

It holds the spans of mentions, claims and figures with the IRIs of their actors, offsets in code points into
`text`. Documents are sorted by path, everything inside them by its place. Vague amounts ("several hundred")
are in the graph but not here: their ends are an interpretation, not what the text says.
"""

from __future__ import annotations

import json
from typing import IO, TYPE_CHECKING, Any

from claimgraph.graph.annotations import DocumentAnnotations, read_annotations

if TYPE_CHECKING:
    from claimgraph.graph.store import Graph

__all__ = ["write_jsonl"]


def write_jsonl(graph: Graph, target: IO[bytes], *, default_claims: bool = False) -> None:
    """Write the annotation export of an open graph; one document is held at a time.

    Args:
        graph: the open graph.
        target: a file opened for bytes.
        default_claims: also claims that a statement's publisher is given by default.
    """
    for document in read_annotations(graph):
        target.write(_line(document, default_claims).encode())


def _line(document: DocumentAnnotations, default_claims: bool) -> str:
    return json.dumps(_row(document, default_claims), ensure_ascii=False) + "\n"


def _row(document: DocumentAnnotations, default_claims: bool) -> dict[str, Any]:
    claims = [c for c in document.claims if default_claims or c.attribution == "explicit"]
    exported = {c.iri for c in claims}
    return {
        "document": document.path,
        "title": document.title,
        "publisher": document.publisher,
        "publisher_actor": document.publisher_actor,
        "date": document.date,
        "text": document.text,
        "mentions": [
            {"start": m.start, "end": m.end, "actor": m.actor, "label": m.label, "form": m.form}
            for m in document.mentions
        ],
        "claims": [
            {
                "id": c.iri,
                "source": c.source,
                "cue": c.cue,
                "content": c.content,
                "claimant": _first(c.claimants),
                "act": c.act,
                "quotation": c.quotation,
                "attribution": c.attribution,
                "addressee": _first(c.addressees),
                "confidence": c.confidence,
            }
            for c in claims
        ],
        "figures": [
            {
                "start": f.start,
                "end": f.end,
                "value": f.value,
                "max": f.max,
                "op": f.op,
                "measure": f.measure,
                "claim": f.claim if f.claim in exported else None,
                "claimant": _first(f.claimants),
            }
            for f in document.figures
            if not f.vague
        ],
    }


def _first(actors: list[str]) -> str | None:
    return actors[0] if actors else None
