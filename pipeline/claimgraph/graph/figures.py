"""An opened graph -> its figures with all that is said of them, and the comparisons between them.

One SPARQL query for each kind of fact, whatever the size of the graph. The ledger is made of these.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from claimgraph.errors import GraphError
from claimgraph.graph.queries import run_query
from claimgraph.graph.results import Rows, python_value
from claimgraph.records import Figure
from claimgraph.relate.intervals import interval_of

if TYPE_CHECKING:
    from claimgraph.graph.store import Graph

__all__ = [
    "FigureFact",
    "LinkFact",
    "TallyFact",
    "measures_of",
    "read_figure_facts",
    "read_figure_links",
]

_SIGNS: Final = {">=": "≥ ", "<=": "≤ ", ">": "> ", "<": "< ", "~": "≈ "}
_UNNAMED: Final = "an unnamed source"

Number = int | float
_Row = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class TallyFact:
    """What the figures of a tally have in common; `scope` is "" for the whole."""

    iri: str
    unit: str | None
    scope: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureFact:
    """A figure with its words, its place and whose it is.

    Attributes:
        figure, claim: IRIs; `claim` is None for what the document says in its own voice.
        document, document_iri, title, document_date, publisher: where it stands; `document` is the path.
        claimants: name and IRI of each; empty where nobody is named.
        source: the words for who says it; where there are none, a stand-in in words.
        own: whether it is the publisher's own: no claim holds it, or one that the text attributes to nobody.
        act: what the claim does; a figure in a denial is one that the claimant denies.
        relayed_by: names of those who pass it on, the publisher among them, sorted.
        value, max: the number, or both ends of a range.
        low, high: the numbers that it allows; infinite where the words leave an end open.
        words, before, after: the number expression, and what stands around it.
        confidence: how surely the claim was read; None outside of claims.
        part_of: IRI of the figure that this one counts a part of.
        tally: what it was counted among.
    """

    figure: str
    claim: str | None
    document: str
    document_iri: str
    title: str | None
    document_date: str | None
    publisher: str | None
    claimants: tuple[tuple[str, str], ...]
    source: str
    own: bool
    act: str | None
    relayed_by: tuple[str, ...]
    operator: str
    value: Number
    max: Number | None
    vague: bool
    unit: str | None
    low: float
    high: float
    measure: str
    counted: str | None
    scope: str | None
    as_of: str | None
    start: int
    end: int
    words: str
    before: str
    after: str
    confidence: float | None
    part_of: str | None
    tally: TallyFact | None

    @property
    def said(self) -> str:
        """The number with its bounds: "≥ 27", "12–15", "3.5 %"; vague amounts in their own words."""
        if self.vague:
            return f"“{self.words}”"
        number = _number(self.value) if self.max is None else f"{_number(self.value)}–{_number(self.max)}"
        unit = "" if self.unit is None else " %" if self.unit == "percent" else f" {self.unit}"
        return f"{_SIGNS.get(self.operator, '')}{number}{unit}"


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkFact:
    """How a figure stands to another one.

    Attributes:
        kind: local name of the property: "disputes", "revises", ...
        active: whether the figure is the left one, which does so to the other.
        other: IRI of the other figure.
        words: the other in short: number, claimant and document.
        reason: why, in words.
    """

    comparison: str
    kind: str
    active: bool
    other: str
    words: str
    reason: str
    confidence: float

    @property
    def said(self) -> str:
        """What the figure does to the other one, or has done to it: "disputes", "revised by"."""
        return _LABELS.get((self.kind, self.active), self.kind)


_LABELS: Final = {
    ("revises", False): "revised by",
    ("repeats", False): "repeated by",
    ("differsInScope", True): "differs in scope from",
    ("differsInScope", False): "differs in scope from",
}

_MEASURES: Final = """
SELECT DISTINCT ?iri ?label WHERE {
  ?figure a cg:Figure ; cg:measure ?iri .
  OPTIONAL { ?iri skos:prefLabel ?label FILTER(LANG(?label) IN ("", "en")) }
} ORDER BY ?iri ?label"""

_FIGURES: Final = """
SELECT ?figure ?document ?operator ?exact ?least ?most ?measure ?counted ?unit ?scope ?as_of ?vague
       ?start ?end ?words ?before ?after ?part ?tally
WHERE {
  #measure
  ?figure cg:measure ?measure ; a cg:Figure ; cg:operator ?operator ; cg:statedIn ?document ;
          oa:hasSelector ?position , ?quote .
  ?position oa:start ?start ; oa:end ?end .
  ?quote oa:exact ?words ; oa:prefix ?before ; oa:suffix ?after .
  OPTIONAL { ?figure schema:value ?exact }
  OPTIONAL { ?figure schema:minValue ?least ; schema:maxValue ?most }
  OPTIONAL { ?figure cg:counted ?counted }
  OPTIONAL { ?figure schema:unitText ?unit }
  OPTIONAL { ?figure cg:scope ?scope }
  OPTIONAL { ?figure cg:asOf ?as_of }
  OPTIONAL { ?figure cg:vague ?vague }
  OPTIONAL { ?figure cg:partOf ?part }
  OPTIONAL { ?figure cg:inTally ?tally }
} ORDER BY ?figure"""

_CLAIMS: Final = """
SELECT ?figure ?claim ?act ?attribution ?confidence ?source WHERE {
  #measure
  ?figure cg:measure ?measure . ?claim cg:figure ?figure ; cg:act ?act ; cg:attribution ?attribution ;
                                       cg:confidence ?confidence .
  # A pronoun that stands for nobody who is known names no source.
  OPTIONAL { ?claim cg:source ?source FILTER NOT EXISTS { ?claim cg:claimantMention/cg:form "pronoun" } }
} ORDER BY ?figure ?claim"""

_CLAIMANTS: Final = """
SELECT ?figure ?actor ?name WHERE {
  #measure
  ?figure cg:measure ?measure ; cg:claimant ?actor . ?actor skos:prefLabel ?name .
} ORDER BY ?figure ?name ?actor"""

_RELAYED: Final = """
SELECT DISTINCT ?claim ?name WHERE {
  ?relaying cg:relays+ ?claim ; cg:claimant ?actor . ?actor skos:prefLabel ?name .
} ORDER BY ?claim ?name"""

_DOCUMENTS: Final = """
SELECT ?document ?path ?title ?date ?publisher WHERE {
  ?document a cg:Document ; cg:path ?path .
  OPTIONAL { ?document dct:title ?title }
  OPTIONAL { ?document dct:date ?date }
  OPTIONAL { ?document cg:publisherName ?named }
  OPTIONAL { ?document dct:publisher ?actor . ?actor skos:prefLabel ?known }
  BIND(COALESCE(?known, ?named) AS ?publisher)
} ORDER BY ?document"""

_TALLIES: Final = """
SELECT ?tally ?unit ?scope WHERE {
  ?tally a cg:Tally .
  OPTIONAL { ?tally schema:unitText ?unit }
  OPTIONAL { ?tally cg:scope ?scope }
}"""

_LINKS: Final = """
SELECT ?comparison ?kind ?left ?right ?reason ?confidence WHERE {
  ?comparison cg:leftFigure ?left ; cg:rightFigure ?right ; cg:relation ?kind ; cg:reason ?reason ;
              cg:confidence ?confidence .
} ORDER BY ?comparison"""

_TOLERANCE: Final = """SELECT (MAX(?stated) AS ?tolerance) WHERE { ?operator cg:tolerance ?stated }"""


def measures_of(graph: Graph) -> dict[str, tuple[str, str]]:
    """The measures that figures of the graph have: IRI -> local name and label."""
    found: dict[str, tuple[str, str]] = {}
    for row in _rows(graph, _MEASURES):
        name = _local(row["iri"])
        found.setdefault(row["iri"], (name, row["label"] or name))
    return found


def read_figure_facts(graph: Graph, measure: str | None = None) -> list[FigureFact]:
    """The figures that have a measure, by IRI.

    Args:
        graph: an open graph.
        measure: IRI of the only one that is wanted.
    """
    documents = {row["document"]: row for row in _rows(graph, _DOCUMENTS)}
    tallies = {
        row["tally"]: TallyFact(iri=row["tally"], unit=row["unit"], scope=row["scope"] or "")
        for row in _rows(graph, _TALLIES)
    }
    claims = {row["figure"]: row for row in _rows(graph, _CLAIMS, measure)}
    claimants = defaultdict(list)
    for row in _rows(graph, _CLAIMANTS, measure):
        claimants[row["figure"]].append((row["name"], row["actor"]))
    relayed = defaultdict(list)
    for row in _rows(graph, _RELAYED):
        relayed[row["claim"]].append(row["name"])
    (stated,) = _rows(graph, _TOLERANCE)
    return [
        _fact(
            row,
            documents[row["document"]],
            claims.get(row["figure"]),
            tuple(claimants[row["figure"]]),
            relayed,
            tallies.get(row["tally"]),
            float(stated["tolerance"] or 0),
        )
        for row in _rows(graph, _FIGURES, measure)
    ]


def read_figure_links(graph: Graph, figures: Mapping[str, FigureFact]) -> dict[str, list[LinkFact]]:
    """The comparisons of some figures, by the IRI of each figure, in a fixed order.

    Args:
        graph: an open graph.
        figures: by IRI; comparisons with others are left out.
    """
    found: defaultdict[str, list[LinkFact]] = defaultdict(list)
    for row in _rows(graph, _LINKS):
        left, right = figures.get(row["left"]), figures.get(row["right"])
        if left is None or right is None:
            continue
        for here, other, active in ((left, right, True), (right, left, False)):
            found[here.figure].append(
                LinkFact(
                    comparison=row["comparison"],
                    kind=_local(row["kind"]),
                    active=active,
                    other=other.figure,
                    words=f"{other.said} ({_whose(other)}, {other.document})",
                    reason=row["reason"],
                    confidence=float(row["confidence"]),
                )
            )
    return found


def _fact(
    row: _Row,
    document: _Row,
    claim: _Row | None,
    claimants: tuple[tuple[str, str], ...],
    relayed: Mapping[str, list[str]],
    tally: TallyFact | None,
    tolerance: float,
) -> FigureFact:
    value = row["least"] if row["exact"] is None else row["exact"]
    bounds = Figure(
        start=row["start"], end=row["end"], value=value, max=row["most"], op=row["operator"],
        vague=bool(row["vague"]),
    )  # fmt: skip
    interval = interval_of(bounds, tolerance)
    own = claim is None or claim["attribution"] == "default"
    words = (None if claim is None else claim["source"]) or (document["publisher"] if own else None)
    passing = {*(relayed.get(claim["claim"], ()) if claim else ()), document["publisher"]}
    return FigureFact(
        figure=row["figure"],
        claim=None if claim is None else claim["claim"],
        document=document["path"],
        document_iri=row["document"],
        title=document["title"],
        document_date=document["date"],
        publisher=document["publisher"],
        claimants=claimants,
        source=" ".join((words or _UNNAMED).split()),
        own=own,
        act=None if claim is None else _local(claim["act"]),
        relayed_by=tuple(sorted(name for name in passing - {name for name, _ in claimants} if name)),
        operator=row["operator"],
        value=value,
        max=row["most"],
        vague=bounds.vague,
        unit=row["unit"],
        low=interval.low,
        high=interval.high,
        measure=row["measure"],
        counted=row["counted"],
        scope=row["scope"],
        as_of=row["as_of"],
        start=row["start"],
        end=row["end"],
        words=row["words"],
        before=row["before"],
        after=row["after"],
        confidence=None if claim is None else float(claim["confidence"]),
        part_of=row["part"],
        tally=tally,
    )


def _whose(fact: FigureFact) -> str:
    return " and ".join(name for name, _ in fact.claimants) or fact.source


def _number(value: Number) -> str:
    return f"{int(value):,}" if value == int(value) else f"{value:,.10g}"


def _local(iri: str) -> str:
    return iri.rsplit("#", 1)[-1].rsplit("/", 1)[-1]


def _rows(graph: Graph, query: str, measure: str | None = None) -> list[_Row]:
    if measure is not None:
        query = query.replace("#measure", f"VALUES ?measure {{ <{measure}> }}")
    result = run_query(graph, query)
    if not isinstance(result, Rows):
        raise GraphError("figures are read by SELECT queries")
    return [dict(zip(result.columns, map(python_value, row), strict=True)) for row in result.rows]
