"""The table of comparisons: how two claims or figures stand to each other, both their words, the reason."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from claimgraph.errors import GraphError
from claimgraph.graph.queries import run_query
from claimgraph.graph.results import Rows, python_value

if TYPE_CHECKING:
    from claimgraph.graph.store import Graph

__all__ = ["COLUMNS", "comparison_rows"]

_SIDE: Final = ("claimants", "figure", "words", "document", "date", "iri", "figure_iri")
COLUMNS: Final = [
    "relation",
    "measure",
    *(f"left_{name}" for name in _SIDE),
    *(f"right_{name}" for name in _SIDE),
    "reason",
    "confidence",
    "iri",
]
"""The columns of the table; `words` are those of the claim, `figure` is the number as the text has it."""

_COMPARISONS: Final = """
SELECT ?iri ?relation ?measure ?left ?right ?left_figure ?right_figure ?reason ?confidence WHERE {
  ?iri a cg:Comparison ; cg:relation ?kind ; cg:left ?left ; cg:right ?right ; cg:reason ?reason ;
       cg:confidence ?confidence .
  OPTIONAL { ?iri cg:leftFigure ?left_figure }
  OPTIONAL { ?iri cg:rightFigure ?right_figure }
  OPTIONAL { ?iri cg:measure ?counted }
  BIND(REPLACE(STR(?kind), "^.*[/#]", "") AS ?relation)
  BIND(REPLACE(STR(?counted), "^.*[/#]", "") AS ?measure)
} ORDER BY ?relation ?measure ?iri"""

_ENDS: Final = """
SELECT DISTINCT ?end ?document ?date ?words WHERE {
  ?comparison cg:compares ?end . ?end cg:statedIn ?in . ?in cg:path ?document .
  OPTIONAL { ?in dct:date ?date }
  OPTIONAL { ?end cg:content ?words }
}"""

_CLAIMANTS: Final = """
SELECT DISTINCT ?end ?name WHERE {
  ?comparison cg:compares ?end .
  { ?end cg:claimant ?actor . ?actor skos:prefLabel ?name }
  UNION { ?end cg:unnamedSource true ; cg:source ?name }
} ORDER BY ?end ?name"""

_FIGURES: Final = """
SELECT DISTINCT ?figure ?words WHERE {
  ?comparison cg:leftFigure|cg:rightFigure ?figure . ?figure oa:hasSelector ?quote . ?quote oa:exact ?words
}"""


def comparison_rows(graph: Graph) -> Iterator[Sequence[object]]:
    """One row for each comparison, as `COLUMNS` name its cells, by relation and measure."""
    ends = {row["end"]: row for row in _rows(graph, _ENDS)}
    figures = {row["figure"]: row["words"] for row in _rows(graph, _FIGURES)}
    claimants = defaultdict(list)
    for row in _rows(graph, _CLAIMANTS):
        claimants[row["end"]].append(row["name"])

    def side(row: Mapping[str, Any], name: str) -> Iterator[object]:
        iri, figure = row[name], row[f"{name}_figure"]
        end = ends.get(iri, {})
        yield " | ".join(claimants.get(iri, ()))
        yield figures.get(figure)
        yield from (end.get(part) for part in ("words", "document", "date"))
        yield from (iri, figure)

    for row in _rows(graph, _COMPARISONS):
        yield (
            row["relation"],
            row["measure"],
            *side(row, "left"),
            *side(row, "right"),
            row["reason"],
            row["confidence"],
            row["iri"],
        )


def _rows(graph: Graph, query: str) -> Iterator[dict[str, Any]]:
    result = run_query(graph, query)
    if not isinstance(result, Rows):
        raise GraphError("comparisons are read by SELECT queries")
    for row in result.rows:
        yield dict(zip(result.columns, map(python_value, row), strict=True))
