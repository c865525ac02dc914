"""Figures of a graph, in claims and outside of them, and the tallies of those that count the same."""

from __future__ import annotations

from collections.abc import Mapping

from rdflib import Dataset

from claimgraph.records import Span
from claimgraph.view.items.records import FigureItem, TallyItem
from claimgraph.view.items.rows import group

__all__ = ["read_figures", "read_tallies"]

_FIGURES = """
SELECT ?figure ?document ?operator ?value ?least ?most ?measure ?counted ?unit ?scope ?asOf ?part ?vague
       ?tally WHERE {
  ?figure a cg:Figure ; cg:statedIn ?document .
  OPTIONAL { ?figure cg:operator ?operator }
  OPTIONAL { ?figure schema:value ?value }
  OPTIONAL { ?figure schema:minValue ?least }
  OPTIONAL { ?figure schema:maxValue ?most }
  OPTIONAL { ?figure cg:measure ?measure }
  OPTIONAL { ?figure cg:counted ?counted }
  OPTIONAL { ?figure schema:unitText ?unit }
  OPTIONAL { ?figure cg:scope ?scope }
  OPTIONAL { ?figure cg:asOf ?asOf }
  OPTIONAL { ?figure cg:partOf ?part }
  OPTIONAL { ?figure cg:vague ?vague }
  OPTIONAL { ?figure cg:inTally ?tally }
}"""

# Apart from the query above, because a figure may be several actors', and each would repeat its row.
_WHOSE = """
SELECT ?figure ?claim ?claimant WHERE {
  { ?figure a cg:Figure ; cg:claimant ?claimant } UNION { ?claim cg:figure ?figure }
}"""

_TALLIES = """
SELECT ?tally ?measure ?unit ?scope WHERE {
  ?tally a cg:Tally ; cg:measure ?measure .
  OPTIONAL { ?tally schema:unitText ?unit }
  OPTIONAL { ?tally cg:scope ?scope }
}"""

_PARTS = (
    "document", "operator", "value", "least", "most", "measure", "counted", "unit", "scope", "asOf", "part",
    "vague", "tally",
)  # fmt: skip


def read_figures(graph: Dataset, places: Mapping[str, Span], order: Mapping[str, int]) -> list[FigureItem]:
    """The figures of the documents in `order`, in that order and as they stand in the text."""
    whose = group(graph, _WHOSE, "figure", "claim", "claimant")
    figures = []
    for iri, about in group(graph, _FIGURES, "figure", *_PARTS).items():
        place, document = places.get(iri), about.first("document") or ""
        if place is None or document not in order:
            continue
        figures.append(
            FigureItem(
                iri=iri,
                document=document,
                start=place.start,
                end=place.end,
                claim=whose[iri].first("claim") if iri in whose else None,
                claimants=whose[iri].all("claimant") if iri in whose else (),
                operator=about.first("operator") or "=",
                value=about.first("value") or about.first("least"),
                most=about.first("most"),
                measure=about.first("measure"),
                counted=about.first("counted"),
                unit=about.first("unit"),
                scope=about.first("scope"),
                as_of=about.first("asOf"),
                part_of=about.first("part"),
                vague=about.first("vague") == "true",
                tally=about.first("tally"),
            )
        )
    return sorted(figures, key=lambda each: (order[each.document], each.start, each.end, each.iri))


def read_tallies(graph: Dataset) -> list[TallyItem]:
    """The tallies, by measure, scope and unit; that of the whole comes before those of a part."""
    tallies = [
        TallyItem(
            iri=iri,
            measure=about.first("measure") or "",
            unit=about.first("unit"),
            scope=about.first("scope"),
        )
        for iri, about in group(graph, _TALLIES, "tally", "measure", "unit", "scope").items()
    ]
    return sorted(tallies, key=lambda each: (each.measure, each.scope or "", each.unit or "", each.iri))
