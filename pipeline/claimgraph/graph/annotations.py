"""The named graph of one document -> what was found in it, as plain Python.

Quads come in, from a store or fresh from `triples.py`; a `DocumentAnnotations` goes out, in the order of the
text. The exports that are not RDF (jsonl, csv) are written from it, so they work on a graph folder alone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyoxigraph as ox

from claimgraph.graph.results import python_value
from claimgraph.graph.terms import CG, DCT, OA, RDF, SCHEMA

if TYPE_CHECKING:
    from claimgraph.graph.store import Graph

__all__ = [
    "ClaimRow",
    "DocumentAnnotations",
    "FigureRow",
    "MentionRow",
    "RelationRow",
    "read_annotations",
    "read_document",
]

Number = int | float


@dataclass(frozen=True, slots=True, kw_only=True)
class MentionRow:
    """A mention; `actor` is an IRI or None, offsets are code points."""

    iri: str
    start: int
    end: int
    actor: str | None
    label: str
    form: str
    method: str | None
    confidence: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimRow:
    """A claim; spans are sorted, claimants and addressees are IRIs in the order of the text."""

    iri: str
    source: list[tuple[int, int]]
    cue: list[tuple[int, int]]
    content: list[tuple[int, int]]
    claimants: list[str]
    addressees: list[str]
    about: list[str]
    act: str
    quotation: str
    attribution: str
    confidence: float
    relays: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureRow:
    """A figure; `value` is the lower end of a range, `max` the upper one, else None.

    Attributes:
        part_of: IRI of the figure of the document that this one counts a part of.
        vague: whether words alone give the amount ("several hundred").
    """

    iri: str
    start: int
    end: int
    value: Number
    max: Number | None
    op: str
    measure: str | None
    counted: str | None
    unit: str | None
    scope: str | None
    as_of: str | None
    claim: str | None
    claimants: list[str]
    part_of: str | None
    vague: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RelationRow:
    """What the document says of two actors; `left` and `right` are IRIs, or None where a side is no actor.

    Attributes:
        kind: local name of the property between them ("headOf").
        left_at, right_at: where the document names them; None where it does not name the right one.
        role: what the left one is in the right one, in words.
        former: whether it is said to be over.
        claim: IRI of the claim that says so, else the document does.
    """

    iri: str
    start: int
    end: int
    kind: str
    left: str | None
    right: str | None
    left_at: tuple[int, int]
    right_at: tuple[int, int] | None
    role: str | None
    former: bool
    method: str
    confidence: float
    claim: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentAnnotations:
    """A document and what was found in it, each list in the order of the text."""

    iri: str
    path: str
    text: str
    title: str | None
    publisher: str | None
    publisher_actor: str | None
    date: str | None
    sources: list[str]
    mentions: list[MentionRow]
    claims: list[ClaimRow]
    figures: list[FigureRow]
    relations: list[RelationRow]


def read_annotations(graph: Graph) -> Iterator[DocumentAnnotations]:
    """All documents of an open graph, by path; one is held at a time."""
    store = graph.oxigraph
    paths = [
        (str(python_value(quad.object)), quad.graph_name)
        for quad in store.quads_for_pattern(None, CG["path"], None, None)
    ]
    for _, name in sorted(paths, key=lambda pair: (pair[0], str(pair[1]))):
        yield read_document(store.quads_for_pattern(None, None, None, name))


def read_document(quads: Iterable[ox.Quad]) -> DocumentAnnotations:
    """What the quads of one document's named graph say.

    Args:
        quads: all of them, in any order.
    """
    return _Reader(quads).document()


class _Reader:
    """The quads of one document by subject and predicate."""

    def __init__(self, quads: Iterable[ox.Quad]) -> None:
        self.values: dict[str, dict[str, list[str | Number]]] = defaultdict(lambda: defaultdict(list))
        self.by_class: dict[str, list[str]] = defaultdict(list)
        kind = RDF["type"]
        for quad in quads:
            subject = str(python_value(_term(quad.subject)))
            value = python_value(quad.object)
            if quad.predicate == kind:
                self.by_class[str(value)].append(subject)
            elif value is not None:
                self.values[subject][quad.predicate.value].append(value)

    def document(self) -> DocumentAnnotations:
        iri = self.by_class[CG["Document"].value][0]
        mentions = sorted(map(self._mention, self._of("Mention")), key=lambda m: (m.start, m.end, m.iri))
        claims = sorted(
            map(self._claim, self._of("Claim")),
            key=lambda c: (c.content[:1], c.content[-1:], c.cue, c.iri),
        )
        by_iri = {claim.iri: claim for claim in claims}
        holders = {str(f): c for c in by_iri for f in self._all(c, CG["figure"])}
        figures = sorted(
            (self._figure(f, holders.get(f), by_iri) for f in self._of("Figure")),
            key=lambda f: (f.start, f.end, f.iri),
        )
        stating = {str(r): c for c in by_iri for r in self._all(c, CG["states"])}
        relations = sorted(
            (self._relation(r, stating.get(r)) for r in self._of("Relation")),
            key=lambda r: (r.start, r.end, r.iri),
        )
        return DocumentAnnotations(
            iri=iri,
            path=self._text(iri, CG["path"]) or iri,
            text=self._text(iri, CG["text"]) or "",
            title=self._text(iri, DCT["title"]),
            publisher=self._text(iri, CG["publisherName"]),
            publisher_actor=self._text(iri, DCT["publisher"]),
            date=self._text(iri, DCT["date"]),
            sources=sorted(map(str, self._all(iri, DCT["source"]))),
            mentions=mentions,
            claims=claims,
            figures=figures,
            relations=relations,
        )

    def _of(self, name: str) -> list[str]:
        return self.by_class.get(CG[name].value, [])

    def _all(self, subject: str, predicate: ox.NamedNode) -> list[str | Number]:
        return self.values[subject].get(predicate.value, [])

    def _text(self, subject: str, predicate: ox.NamedNode) -> str | None:
        found = self._all(subject, predicate)
        return str(found[0]) if found else None

    def _number(self, subject: str, predicate: ox.NamedNode) -> Number | None:
        found = self._all(subject, predicate)
        return found[0] if found and not isinstance(found[0], str) else None

    def _place(self, node: str) -> tuple[int, int]:
        for selector in map(str, self._all(node, OA["hasSelector"])):
            start = self._number(selector, OA["start"])
            if start is not None:
                return int(start), int(self._number(selector, OA["end"]) or start)
        return 0, 0

    def _spans(self, claim: str, predicate: ox.NamedNode) -> list[tuple[int, int]]:
        return sorted(self._place(str(span)) for span in self._all(claim, predicate))

    def _mention(self, iri: str) -> MentionRow:
        start, end = self._place(iri)
        confidence = self._number(iri, CG["confidence"])
        return MentionRow(
            iri=iri,
            start=start,
            end=end,
            actor=self._text(iri, CG["refersTo"]),
            label=self._text(iri, CG["kind"]) or "",
            form=self._text(iri, CG["form"]) or "",
            method=self._text(iri, CG["method"]),
            confidence=None if confidence is None else float(confidence),
        )

    def _claim(self, iri: str) -> ClaimRow:
        return ClaimRow(
            iri=iri,
            source=self._spans(iri, CG["sourceSpan"]),
            cue=self._spans(iri, CG["cueSpan"]),
            content=self._spans(iri, CG["contentSpan"]),
            claimants=self._in_text_order(iri, CG["claimant"], CG["claimantMention"]),
            addressees=self._in_text_order(iri, CG["addressee"], CG["addresseeMention"]),
            about=sorted(map(str, self._all(iri, CG["about"]))),
            act=_local_name(self._text(iri, CG["act"])) or "",
            quotation=self._text(iri, CG["quotation"]) or "",
            attribution=self._text(iri, CG["attribution"]) or "",
            confidence=float(self._number(iri, CG["confidence"]) or 0),
            relays=self._text(iri, CG["relays"]),
        )

    def _in_text_order(self, claim: str, to_actor: ox.NamedNode, to_mention: ox.NamedNode) -> list[str]:
        mentions = sorted(map(str, self._all(claim, to_mention)), key=self._place)
        named = [actor for mention in mentions if (actor := self._text(mention, CG["refersTo"])) is not None]
        return list(dict.fromkeys([*named, *sorted(map(str, self._all(claim, to_actor)))]))

    def _figure(self, iri: str, claim: str | None, claims: dict[str, ClaimRow]) -> FigureRow:
        start, end = self._place(iri)
        value = self._number(iri, SCHEMA["value"])
        lower = self._number(iri, SCHEMA["minValue"])
        by_claim = claims[claim].claimants if claim is not None else []
        return FigureRow(
            iri=iri,
            start=start,
            end=end,
            value=next(number for number in (value, lower, 0) if number is not None),
            max=self._number(iri, SCHEMA["maxValue"]),
            op=self._text(iri, CG["operator"]) or "",
            measure=_local_name(self._text(iri, CG["measure"])),
            counted=self._text(iri, CG["counted"]),
            unit=self._text(iri, SCHEMA["unitText"]),
            scope=self._text(iri, CG["scope"]),
            as_of=self._text(iri, CG["asOf"]),
            claim=claim,
            claimants=by_claim or sorted(map(str, self._all(iri, CG["claimant"]))),
            part_of=self._text(iri, CG["partOf"]),
            vague=bool(self._all(iri, CG["vague"])),
        )

    def _relation(self, iri: str, claim: str | None) -> RelationRow:
        start, end = self._place(iri)
        right = self._text(iri, CG["rightMention"])
        return RelationRow(
            iri=iri,
            start=start,
            end=end,
            kind=_local_name(self._text(iri, RDF["predicate"])) or "",
            left=self._text(iri, RDF["subject"]),
            right=self._text(iri, RDF["object"]),
            left_at=self._place(self._text(iri, CG["leftMention"]) or ""),
            right_at=None if right is None else self._place(right),
            role=self._text(iri, CG["role"]),
            former=bool(self._all(iri, CG["former"])),
            method=self._text(iri, CG["method"]) or "",
            confidence=float(self._number(iri, CG["confidence"]) or 0),
            claim=claim,
        )


def _term(subject: object) -> ox.NamedNode | ox.BlankNode:
    if isinstance(subject, ox.NamedNode | ox.BlankNode):
        return subject
    raise TypeError(f"a triple as subject is not part of a claimgraph graph: {subject}")


def _local_name(iri: str | None) -> str | None:
    return iri.rsplit("#", 1)[-1].rsplit("/", 1)[-1] if iri else None
