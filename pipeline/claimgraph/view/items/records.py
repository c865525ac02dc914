"""The records of the view: actors, claims, documents, figures, and what ties them, all named by IRI."""

from __future__ import annotations

from dataclasses import dataclass

from claimgraph.records import Span

__all__ = [
    "ActorItem",
    "ClaimItem",
    "DocumentItem",
    "Edge",
    "FigureItem",
    "LinkItem",
    "RelationItem",
    "TallyItem",
    "ViewItems",
]


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
    """A number with what it counts, in a claim or outside of all.

    Attributes:
        document: where it stands, from `start` to `end`.
        claim: the innermost claim that holds it, or None.
        claimants: actors whose figure it is; empty where the text names nobody.
        value, most: as written in the graph; `most` is the upper end of a range.
        measure: IRI of the concept.
        counted: the words for what is counted.
        part_of: the figure that this one counts a part of.
        vague: whether words alone give the amount; `value` to `most` is then what they may mean.
        tally: the tally that it is in.
    """

    iri: str
    document: str
    start: int
    end: int
    claim: str | None = None
    claimants: tuple[str, ...] = ()
    operator: str = "="
    value: str | None = None
    most: str | None = None
    measure: str | None = None
    counted: str | None = None
    unit: str | None = None
    scope: str | None = None
    as_of: str | None = None
    part_of: str | None = None
    vague: bool = False
    tally: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimItem:
    """One utterance: where it stands in its document, what it does (`act` is an IRI), and its figures."""

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


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkItem:
    """How two utterances stand to each other: `left` disputes (repeats, revises, ...) `right`.

    Attributes:
        kind: IRI of the property between them.
        left, right: the claims; None where a figure outside of all claims is compared.
        left_figure, right_figure: the figures that are compared; None where whole claims are.
        reason: why, in words for people.
        confidence: 0 to 1, how sure it is that the two stand so to each other.
    """

    iri: str
    kind: str
    left: str | None = None
    right: str | None = None
    left_figure: str | None = None
    right_figure: str | None = None
    reason: str = ""
    confidence: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class TallyItem:
    """Figures that count the same; which they are is said by each figure's `tally`."""

    iri: str
    measure: str
    unit: str | None = None
    scope: str | None = None


@dataclass(frozen=True, slots=True, order=True)
class Edge:
    """A tie between two records, by IRI. `relation` is a key of `claimgraph.view.style.RELATIONS`."""

    source: str
    target: str
    relation: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ViewItems:
    """Everything the view shows; documents by date and title, the rest by document and place.

    `figures` are all that the graph has, those of claims among them, and `links` how claims and figures
    stand to each other.
    """

    actors: tuple[ActorItem, ...] = ()
    claims: tuple[ClaimItem, ...] = ()
    documents: tuple[DocumentItem, ...] = ()
    relations: tuple[RelationItem, ...] = ()
    figures: tuple[FigureItem, ...] = ()
    tallies: tuple[TallyItem, ...] = ()
    links: tuple[LinkItem, ...] = ()
    edges: tuple[Edge, ...] = ()

    @property
    def records(self) -> tuple[DocumentItem | ActorItem | ClaimItem, ...]:
        """Documents, actors, claims: the order in which the page numbers its nodes."""
        return (*self.documents, *self.actors, *self.claims)
