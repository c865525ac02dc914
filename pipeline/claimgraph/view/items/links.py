"""How the claims and figures of a graph stand to each other: who disputes, repeats or revises what."""

from __future__ import annotations

from collections.abc import Mapping

from rdflib import Dataset

from claimgraph.view.items.records import FigureItem, LinkItem
from claimgraph.view.items.rows import About, group

__all__ = ["read_links"]

_LINKS = """
SELECT ?link ?kind ?left ?right ?leftFigure ?rightFigure ?reason ?confidence WHERE {
  ?link a cg:Comparison ; cg:relation ?kind .
  OPTIONAL { ?link cg:left ?left }
  OPTIONAL { ?link cg:right ?right }
  OPTIONAL { ?link cg:leftFigure ?leftFigure }
  OPTIONAL { ?link cg:rightFigure ?rightFigure }
  OPTIONAL { ?link cg:reason ?reason }
  OPTIONAL { ?link cg:confidence ?confidence }
}"""


def read_links(
    graph: Dataset, claims: Mapping[str, int], figures: Mapping[str, FigureItem]
) -> list[LinkItem]:
    """The links whose two ends are among the claims and figures, in the order of the claims.

    Args:
        graph: an opened graph.
        claims: IRI -> place in the order of the page.
        figures: by IRI; an end that is a figure in a claim is a link of that claim, too.
    """
    links = []
    names = ("kind", "left", "right", "leftFigure", "rightFigure", "reason", "confidence")
    for iri, about in group(graph, _LINKS, "link", *names).items():
        left, left_figure = _end(about, "left", claims, figures)
        right, right_figure = _end(about, "right", claims, figures)
        if (left or left_figure) and (right or right_figure):
            links.append(
                LinkItem(
                    iri=iri,
                    kind=about.first("kind") or "",
                    left=left,
                    right=right,
                    left_figure=left_figure,
                    right_figure=right_figure,
                    reason=about.first("reason") or "",
                    confidence=float(about.first("confidence") or 1),
                )
            )
    return sorted(links, key=lambda each: (_place(each, claims), each.kind, each.iri))


def _end(
    about: About, side: str, claims: Mapping[str, int], figures: Mapping[str, FigureItem]
) -> tuple[str | None, str | None]:
    """The claim and the figure at one end of a link; either may be what the graph names there."""
    found = [iri for name in (side, f"{side}Figure") if (iri := about.first(name))]
    figure = next((iri for iri in found if iri in figures), None)
    claim = next((iri for iri in found if iri in claims), None)
    if claim is None and figure is not None and figures[figure].claim in claims:
        claim = figures[figure].claim
    return claim, figure


def _place(link: LinkItem, claims: Mapping[str, int]) -> tuple[int, int]:
    last = len(claims)
    return claims.get(link.left or "", last), claims.get(link.right or "", last)
