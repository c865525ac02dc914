"""Claims of a graph, with the places of their parts and their figures."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from rdflib import Dataset

from claimgraph.records import Span
from claimgraph.view.items.records import ClaimItem, Edge, FigureItem
from claimgraph.view.items.rows import group, rows

__all__ = ["read_claims", "read_ties"]

_CLAIMS = """
SELECT ?claim ?document ?act ?quotation ?attribution ?confidence WHERE {
  ?claim cg:statedIn ?document ; cg:act ?act .
  OPTIONAL { ?claim cg:quotation ?quotation }
  OPTIONAL { ?claim cg:attribution ?attribution }
  OPTIONAL { ?claim cg:confidence ?confidence }
}"""

_SPANS = """
SELECT ?claim ?part ?span WHERE {
  VALUES ?part { cg:sourceSpan cg:cueSpan cg:contentSpan }
  ?claim ?part ?span .
}"""

_TIES = """
SELECT ?claim ?relation ?other WHERE {
  VALUES ?relation { cg:claimant cg:addressee cg:about cg:relays }
  ?claim ?relation ?other .
}"""


def read_claims(
    graph: Dataset, places: Mapping[str, Span], order: Mapping[str, int], figures: Iterable[FigureItem]
) -> list[ClaimItem]:
    """The claims of the documents in `order`, in that order and as they stand in the text."""
    spans: defaultdict[tuple[str, str], set[Span]] = defaultdict(set)
    for row in rows(graph, _SPANS):
        part = row["part"].rsplit("#", 1)[-1].removesuffix("Span")
        if row["span"] in places:
            spans[row["claim"], part].add(places[row["span"]])
    inside: defaultdict[str | None, list[FigureItem]] = defaultdict(list)
    for figure in figures:
        inside[figure.claim].append(figure)
    claims = []
    names = ("document", "act", "quotation", "attribution", "confidence")
    for iri, about in group(graph, _CLAIMS, "claim", *names).items():
        document = about.first("document") or ""
        if document not in order:
            continue
        confidence = about.first("confidence")
        claims.append(
            ClaimItem(
                iri=iri,
                document=document,
                act=about.first("act") or "",
                quotation=about.first("quotation"),
                attribution=about.first("attribution"),
                confidence=float(confidence) if confidence else None,
                source=tuple(sorted(spans[iri, "source"])),
                cue=tuple(sorted(spans[iri, "cue"])),
                content=tuple(sorted(spans[iri, "content"])),
                figures=tuple(inside[iri]),
            )
        )
    return sorted(claims, key=lambda claim: (order[claim.document], claim.content[:1], claim.iri))


def read_ties(graph: Dataset) -> set[Edge]:
    """Who claims, whom a claim is put to, whom it is about, and which other claim it relays."""
    edges = set()
    for row in rows(graph, _TIES):
        claim, relation, other = row["claim"], row["relation"].rsplit("#", 1)[-1], row["other"]
        edges.add(Edge(other, claim, relation) if relation == "claimant" else Edge(claim, other, relation))
    return edges
