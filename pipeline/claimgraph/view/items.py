"""An opened graph -> the plain records that the view shows: actors, claims, documents, and what ties them.

One SPARQL query per kind of record, whatever the size of the graph; the order of everything is fixed, so
that the same graph gives the same page. Nothing here knows how a record is drawn.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

import pyoxigraph as ox
from rdflib import Dataset
from rdflib.query import ResultRow

from claimgraph.records import Span

__all__ = [
    "ActorItem",
    "ClaimItem",
    "DocumentItem",
    "Edge",
    "FigureItem",
    "RelationItem",
    "ViewItems",
    "read_items",
]

_PREFIXES = """
PREFIX cg: <https://w3id.org/claimgraph/ontology#>
PREFIX dct: <http://purl.org/dc/terms/>
PREFIX oa: <http://www.w3.org/ns/oa#>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
PREFIX schema: <https://schema.org/>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX skosxl: <http://www.w3.org/2008/05/skos-xl#>
"""

_DOCUMENTS = """
SELECT ?document ?text ?title ?date ?source ?language ?publisher WHERE {
  ?document cg:text ?text .
  OPTIONAL { ?document dct:title ?title }
  OPTIONAL { ?document dct:date ?date }
  OPTIONAL { ?document dct:source ?source }
  OPTIONAL { ?document dct:language ?language }
  OPTIONAL { ?document dct:publisher ?publisher }
}"""

_ACTORS = """
SELECT ?actor ?class ?name ?other ?role WHERE {
  ?actor a ?class ; skos:prefLabel ?name .
  { SELECT DISTINCT ?actor WHERE {
      { ?any cg:refersTo|cg:claimant|cg:addressee|cg:about ?actor } UNION { ?any dct:publisher ?actor } } }
  OPTIONAL { { ?actor skos:altLabel ?other } UNION { ?actor cg:role ?role } }
}"""

_REASONS = """
SELECT ?actor ?name ?method ?confidence WHERE {
  ?actor skosxl:altLabel ?label .
  ?label skosxl:literalForm ?name ; cg:method ?method ; cg:confidence ?confidence .
}"""

# All places at once, and in the graph that they are in: asked for with each mention, claim and figure they
# take twice as long.
_PLACES = """
SELECT ?node ?start ?end WHERE {
  GRAPH ?graph { ?selector oa:start ?start ; oa:end ?end . ?node oa:hasSelector ?selector }
}"""

_MENTIONS = """
SELECT ?mention ?actor ?document WHERE {
  GRAPH ?graph { ?mention cg:refersTo ?actor ; oa:hasSource ?document }
}"""

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

_FIGURES = """
SELECT ?claim ?figure ?operator ?value ?least ?most ?measure ?counted ?unit ?scope ?asOf WHERE {
  ?claim cg:figure ?figure .
  OPTIONAL { ?figure cg:operator ?operator }
  OPTIONAL { ?figure schema:value ?value }
  OPTIONAL { ?figure schema:minValue ?least }
  OPTIONAL { ?figure schema:maxValue ?most }
  OPTIONAL { ?figure cg:measure ?measure }
  OPTIONAL { ?figure cg:counted ?counted }
  OPTIONAL { ?figure schema:unitText ?unit }
  OPTIONAL { ?figure cg:scope ?scope }
  OPTIONAL { ?figure cg:asOf ?asOf }
}"""

_TIES = """
SELECT ?claim ?relation ?other WHERE {
  VALUES ?relation { cg:claimant cg:addressee cg:about cg:relays }
  ?claim ?relation ?other .
}"""

_RELATIONS = """
SELECT ?relation ?kind ?document ?method ?confidence ?named ?other ?left ?right ?role ?former WHERE {
  ?relation a cg:Relation ; rdf:predicate ?kind ; cg:statedIn ?document ; cg:leftMention ?named ;
            cg:method ?method ; cg:confidence ?confidence .
  OPTIONAL { ?relation cg:rightMention ?other } OPTIONAL { ?relation rdf:subject ?left }
  OPTIONAL { ?relation rdf:object ?right } OPTIONAL { ?relation cg:role ?role }
  OPTIONAL { ?relation cg:former ?former }
}"""


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorItem:
    """Who speaks or is spoken of.

    Attributes:
        classes: IRIs of the classes that the graph gives it.
        names: its other names, without `name`.
        reasons: of an actor with several names, why each is one: name, method, confidence.
        mentions: document IRI -> the places that name it, in order.
    """

    iri: str
    name: str
    classes: tuple[str, ...]
    names: tuple[str, ...] = ()
    reasons: tuple[tuple[str, str, float], ...] = ()
    roles: tuple[str, ...] = ()
    mentions: tuple[tuple[str, tuple[Span, ...]], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureItem:
    """A number inside a claim; `value` and `most` are written as in the graph, `measure` is an IRI."""

    start: int
    end: int
    operator: str = "="
    value: str | None = None
    most: str | None = None
    measure: str | None = None
    counted: str | None = None
    unit: str | None = None
    scope: str | None = None
    as_of: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimItem:
    """One utterance: where it stands in its document, and what it does (`act` is an IRI)."""

    iri: str
    document: str
    act: str
    quotation: str | None = None
    attribution: str | None = None
    confidence: float | None = None
    source: tuple[Span, ...] = ()
    cue: tuple[Span, ...] = ()
    content: tuple[Span, ...] = ()
    figures: tuple[FigureItem, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentItem:
    """One text with what is known about it; `text` is what all spans count in, in code points."""

    iri: str
    text: str
    title: str
    date: str | None = None
    language: str | None = None
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RelationItem:
    """What a document says of two actors.

    Attributes:
        kind: IRI of the property between them.
        left, right: IRIs of the actors; None where a side is none.
        left_at, right_at: where the document names them; None where it does not name the right one.
        at: the words that say it.
        role: what the left one is in the right one, in words.
        former: whether it is said to be over.
    """

    iri: str
    kind: str
    document: str
    left: str | None
    right: str | None
    left_at: Span
    right_at: Span | None
    at: Span
    role: str | None = None
    former: bool = False
    method: str
    confidence: float


@dataclass(frozen=True, slots=True, order=True)
class Edge:
    """A tie between two records, by IRI. `relation` is a key of `claimgraph.view.style.RELATIONS`."""

    source: str
    target: str
    relation: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ViewItems:
    """Everything the view shows; documents by date and title, claims and relations by document and place."""

    actors: tuple[ActorItem, ...] = ()
    claims: tuple[ClaimItem, ...] = ()
    documents: tuple[DocumentItem, ...] = ()
    relations: tuple[RelationItem, ...] = ()
    edges: tuple[Edge, ...] = ()

    @property
    def records(self) -> tuple[DocumentItem | ActorItem | ClaimItem, ...]:
        """Documents, actors, claims: the order in which the page numbers its nodes."""
        return (*self.documents, *self.actors, *self.claims)


def read_items(graph: Dataset) -> ViewItems:
    """Read a graph into the records of the view.

    Args:
        graph: an opened graph whose default graph is the union of its named graphs.

    Returns:
        Actors (all that are mentioned, claim something or published something), claims, documents, and
        the edges claimant, statedIn, addressee, about, relays, publisher. An actor with none of these is
        tied by `namedIn` to the documents that name it, so that nothing floats free without a reason. What
        documents say of two actors is in `relations`, with one edge `Relation` for each two.

    >>> read_items(Dataset(default_union=True))
    ViewItems(actors=(), claims=(), documents=(), relations=(), edges=())
    """
    documents, publishers = _documents(graph)
    places = {row["node"]: Span(int(row["start"]), int(row["end"])) for row in _rows(graph, _PLACES)}
    actors = _actors(graph, places)
    order = {document.iri: number for number, document in enumerate(documents)}
    claims = _claims(graph, places, order)
    relations = _relations(graph, places, order)
    known = {each.iri for each in documents} | {each.iri for each in actors} | {each.iri for each in claims}
    edges = {Edge(claim.iri, claim.document, "statedIn") for claim in claims}
    edges.update(Edge(document, actor, "publisher") for document, actor in publishers)
    for row in _rows(graph, _TIES):
        claim, relation, other = row["claim"], row["relation"].rsplit("#", 1)[-1], row["other"]
        edges.add(Edge(other, claim, relation) if relation == "claimant" else Edge(claim, other, relation))
    edges = {edge for edge in edges if edge.source in known and edge.target in known}
    tied = {iri for edge in edges for iri in (edge.source, edge.target)}
    edges.update(
        Edge(actor.iri, document, "namedIn")
        for actor in actors if actor.iri not in tied
        for document, _ in actor.mentions if document in known
    )  # fmt: skip
    edges.update(
        Edge(each.left, each.right, "Relation")
        for each in relations if each.left in known and each.right in known and each.left and each.right
    )  # fmt: skip
    return ViewItems(
        actors=tuple(actors),
        claims=tuple(claims),
        documents=tuple(documents),
        relations=tuple(relations),
        edges=tuple(sorted(edges)),
    )


@dataclass(slots=True)
class _Found:
    """What the rows about one subject say, by variable."""

    values: defaultdict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    def add(self, row: Mapping[str, str], names: Iterable[str]) -> None:
        for name in names:
            if name in row:
                self.values[name].add(row[name])

    def first(self, name: str) -> str | None:
        return min(self.values[name], default=None)

    def all(self, name: str) -> tuple[str, ...]:
        return tuple(sorted(self.values[name]))


def _documents(graph: Dataset) -> tuple[list[DocumentItem], set[tuple[str, str]]]:
    found = _group(graph, _DOCUMENTS, "document", "text", "title", "date", "source", "language", "publisher")
    documents = [
        DocumentItem(
            iri=iri,
            text=about.first("text") or "",
            title=about.first("title") or _file_name(about.all("source")) or iri,
            date=about.first("date"),
            language=about.first("language"),
            sources=about.all("source"),
        )
        for iri, about in found.items()
    ]
    documents.sort(key=lambda document: (document.date or "9999", document.title, document.iri))
    return documents, {(iri, actor) for iri, about in found.items() for actor in about.all("publisher")}


def _actors(graph: Dataset, places: Mapping[str, Span]) -> list[ActorItem]:
    mentions: defaultdict[str, defaultdict[str, set[Span]]] = defaultdict(lambda: defaultdict(set))
    for row in _rows(graph, _MENTIONS):
        if row["mention"] in places:
            mentions[row["actor"]][row["document"]].add(places[row["mention"]])
    reasons: defaultdict[str, set[tuple[str, str, float]]] = defaultdict(set)
    for row in _rows(graph, _REASONS):
        reasons[row["actor"]].add((row["name"], row["method"], float(row["confidence"])))
    actors = []
    for iri, about in _group(graph, _ACTORS, "actor", "class", "name", "other", "role").items():
        name = about.first("name") or iri
        named = tuple((document, tuple(sorted(spans))) for document, spans in sorted(mentions[iri].items()))
        actors.append(
            ActorItem(
                iri=iri,
                name=name,
                classes=about.all("class"),
                names=tuple(other for other in about.all("other") if other != name),
                reasons=tuple(sorted(reasons[iri])),
                roles=about.all("role"),
                mentions=named,
            )
        )
    return sorted(actors, key=lambda actor: actor.iri)


def _claims(graph: Dataset, places: Mapping[str, Span], order: Mapping[str, int]) -> list[ClaimItem]:
    spans: defaultdict[tuple[str, str], set[Span]] = defaultdict(set)
    for row in _rows(graph, _SPANS):
        part = row["part"].rsplit("#", 1)[-1].removesuffix("Span")
        if row["span"] in places:
            spans[row["claim"], part].add(places[row["span"]])
    figures = _figures(graph, places)
    claims = []
    names = ("document", "act", "quotation", "attribution", "confidence")
    for iri, about in _group(graph, _CLAIMS, "claim", *names).items():
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
                figures=tuple(figures[iri]),
            )
        )
    return sorted(claims, key=lambda claim: (order[claim.document], claim.content[:1], claim.iri))


def _figures(graph: Dataset, places: Mapping[str, Span]) -> defaultdict[str, list[FigureItem]]:
    figures: defaultdict[str, dict[str, FigureItem]] = defaultdict(dict)
    for row in _rows(graph, _FIGURES):
        place = places.get(row["figure"])
        if place is None:
            continue
        figures[row["claim"]][row["figure"]] = FigureItem(
            start=place.start,
            end=place.end,
            operator=row.get("operator") or "=",
            value=row.get("value", row.get("least")),
            most=row.get("most"),
            measure=row.get("measure"),
            counted=row.get("counted"),
            unit=row.get("unit"),
            scope=row.get("scope"),
            as_of=row.get("asOf"),
        )
    in_order: defaultdict[str, list[FigureItem]] = defaultdict(list)
    for claim, found in figures.items():
        in_order[claim] = sorted(found.values(), key=lambda figure: (figure.start, figure.end))
    return in_order


def _relations(graph: Dataset, places: Mapping[str, Span], order: Mapping[str, int]) -> list[RelationItem]:
    relations = {}
    for row in _rows(graph, _RELATIONS):
        iri, at, left_at = row["relation"], places.get(row["relation"]), places.get(row["named"])
        if at is None or left_at is None or row["document"] not in order:
            continue
        relations[iri] = RelationItem(
            iri=iri,
            kind=row["kind"],
            document=row["document"],
            left=row.get("left"),
            right=row.get("right"),
            left_at=left_at,
            right_at=places.get(row.get("other", "")),
            at=at,
            role=row.get("role"),
            former=row.get("former") == "true",
            method=row["method"],
            confidence=float(row["confidence"]),
        )
    return sorted(relations.values(), key=lambda each: (order[each.document], each.at, each.iri))


def _group(graph: Dataset, query: str, subject: str, *names: str) -> dict[str, _Found]:
    found: defaultdict[str, _Found] = defaultdict(_Found)
    for row in _rows(graph, query):
        found[row[subject]].add(row, names)
    return dict(sorted(found.items()))


def _rows(graph: Dataset, query: str) -> Iterator[Mapping[str, str]]:
    """What each row binds, as text, by variable."""
    store = getattr(graph, "oxigraph", None)
    if store is None:
        for row in graph.query(_PREFIXES + query):
            if isinstance(row, ResultRow):
                yield {name: str(term) for name, term in row.asdict().items()}
        return
    # An opened graph is asked without rdflib: making its terms costs several times what the answer does.
    found = store.query(_PREFIXES + query, use_default_graph_as_union=True)
    names = [variable.value for variable in found.variables]
    for solution in found:
        yield {
            name: str(term) if isinstance(term, ox.Triple) else term.value
            for name, term in zip(names, solution, strict=True)
            if term is not None
        }


def _file_name(sources: tuple[str, ...]) -> str | None:
    return sources[0].rstrip("/").rsplit("/", 1)[-1] if sources else None
