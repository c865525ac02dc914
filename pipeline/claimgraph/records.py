"""The data that flows between the stages: plain, frozen, and free of spaCy and RDF.

All offsets are Unicode code points into `Document.text`, end-exclusive, so `text[start:end]` is the
quoted text. Records refer to each other inside one document by index (a claim's `claimants` are indices
into the document's `mentions`), which makes them cheap to store and compare.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any, Literal, NamedTuple

__all__ = [
    "Actor",
    "AnnotatedDocument",
    "Claim",
    "Document",
    "Figure",
    "Headed",
    "Mention",
    "NameReason",
    "Reference",
    "Relation",
    "Resolution",
    "Span",
    "Suggestion",
    "Unapplied",
]

Kind = Literal["Person", "Organization", "Group", "Location", "NORP"]
Form = Literal["named", "role", "pronoun"]
Quotation = Literal["direct", "indirect", "mixed"]
Attribution = Literal["explicit", "default"]
Operator = Literal["=", ">=", ">", "<=", "<", "~", "range"]


class Span(NamedTuple):
    """Characters `start` to `end` (code points, end-exclusive) of a document's text."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The quoted text.

        >>> Span(4, 9).of("The Panel regrets")
        'Panel'
        """
        return text[self.start : self.end]


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One text and what is known about it.

    Attributes:
        path: name of the document in every export: its file's path below the input root, with `/`.
        text: what all offsets count in.
        sources: every file (or URL) that held exactly this text, `path` first.
        boilerplate: lines of navigation, cookie or donation notices, which never become claims.
        date: ISO 8601 (`2022-02-03`, or `2022-02` where the day is not known).
        genre: "statement" where the text speaks in its publisher's own name, "news" where it reports,
            None where the metadata does not say.
    """

    path: str
    text: str
    sources: tuple[str, ...] = ()
    title: str | None = None
    publisher: str | None = None
    date: str | None = None
    url: str | None = None
    language: str | None = None
    genre: str | None = None
    boilerplate: tuple[Span, ...] = ()

    @property
    def sha256(self) -> str:
        """SHA-256 of the text as UTF-8, in hexadecimal."""
        return hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A place in the text that names, describes or points to an actor.

    Attributes:
        start, end: the name alone: no title, no leading "the".
        label: the kind of thing; `actor_class` says it more finely.
        form: "named" (a proper name), "role" ("the Head of State", "the Ministry"), "pronoun".
        actor_class: IRI of the ontology class that recognised it, or None.
        role: words right before or in apposition that say what the actor is or does
            ("Interior Minister", "executive director of Human Rights Watch"); no article.
        acronym: the short form that the text defines for this very name: "HRW" in "Human Rights Watch (HRW)".
        subject: True where the mention is (in) the subject of its clause.
        sentence: index of its sentence in the document, counted from 0.
    """

    start: int
    end: int
    label: Kind
    form: Form = "named"
    actor_class: str | None = None
    role: str | None = None
    acronym: str | None = None
    subject: bool = False
    sentence: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One utterance that the document attributes to somebody.

    Attributes:
        source: the noun phrase of who says it, with article and title; empty where only layout says so.
        cue: the words that attribute ("has stated", "according to").
        content: what is attributed, in document order; more than one span where the text breaks it up.
        act: local name of the concept in `acts.ttl` ("assert", "deny", ...).
        attribution: "default" for an unattributed sentence of a statement, given to its publisher.
        claimants: indices of the mentions that the source stands for; empty where it names nobody.
        addressees: indices of the mentions that a demand (or a telling) is put to.
        about: indices of the named mentions inside the content.
        relays: index of the claim inside this claim's content, where A says that B said.
        confidence: 0 to 1, how sure the extraction is.
    """

    source: tuple[Span, ...] = ()
    cue: tuple[Span, ...] = ()
    content: tuple[Span, ...]
    act: str = "assert"
    quotation: Quotation = "indirect"
    attribution: Attribution = "explicit"
    claimants: tuple[int, ...] = ()
    addressees: tuple[int, ...] = ()
    about: tuple[int, ...] = ()
    relays: int | None = None
    confidence: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A number that counts or measures something.

    Attributes:
        start, end: the number expression alone: "nine", "$200 million", "between 25 and 30" is "25 and 30".
        value: the number, or the lower end of a range.
        max: the upper end of a range, else None.
        op: how the words bound it: "at least" is ">=", "over" ">", "about" "~".
        measure: local name of the concept in `measures.ttl`, or None.
        counted: the words for what is counted ("criminal cases"), or None.
        unit: "percent", an ISO 4217 currency code, a unit word ("years"), or None for a plain count.
        scope: words that narrow what is counted ("in custody", "law enforcement"), or None.
        as_of: ISO date that the text ties the figure to, or None.
        claim: index of the innermost claim whose content holds the figure, or None.
        part_of: index of the figure of the same document that this one counts a part of
            ("232 people, including 19 officers"), or None.
        vague: True where words alone give the amount ("several hundred"): `value` and `max` are then the ends
            of the interval that `measures.ttl` states for them.
    """

    start: int
    end: int
    value: int | float
    max: int | float | None = None
    op: Operator = "="
    measure: str | None = None
    counted: Span | None = None
    unit: str | None = None
    scope: str | None = None
    as_of: str | None = None
    claim: int | None = None
    part_of: int | None = None
    vague: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """Something that the document says of two actors: who heads, is in, is part of or is based at what.

    Attributes:
        kind: IRI of the property between the two, see `relations.ttl`.
        left, right: indices of the mentions.
        start, end: the words that say it, both mentions among them.
        role: words for what the left one is in the right one ("executive director"), or None.
        former: whether the words say that it is over ("former director").
        method: the rule that found it, in words.
        claim: index of the innermost claim whose content holds it, or None.
        confidence: 0 to 1, how sure it is that the text says so.
    """

    kind: str
    left: int
    right: int
    start: int
    end: int
    role: Span | None = None
    former: bool = False
    method: str = ""
    claim: int | None = None
    confidence: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnotatedDocument:
    """A document with everything that was found in it, each list in document order."""

    document: Document
    mentions: tuple[Mention, ...] = ()
    claims: tuple[Claim, ...] = ()
    figures: tuple[Figure, ...] = ()
    relations: tuple[Relation, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """Plain data for `json.dump`; what equals a field's default is left out.

        >>> note = AnnotatedDocument(document=Document(path="a.txt", text="Ada left."),
        ...                          mentions=(Mention(start=0, end=3, label="Person"),))
        >>> note.to_json()["mentions"]
        [{'start': 0, 'end': 3, 'label': 'Person'}]
        >>> AnnotatedDocument.from_json(note.to_json()) == note
        True
        """
        return {
            "document": _plain(self.document),
            "mentions": [_plain(mention) for mention in self.mentions],
            "claims": [_plain(claim) for claim in self.claims],
            "figures": [_plain(figure) for figure in self.figures],
            "relations": [_plain(relation) for relation in self.relations],
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> AnnotatedDocument:
        """The inverse of `to_json`.

        Raises:
            KeyError, TypeError: where the data is not of that form.
        """
        document = dict(data["document"])
        document["sources"] = tuple(document.get("sources", ()))
        document["boilerplate"] = _spans(document.get("boilerplate", ()))
        return cls(
            document=Document(**document),
            mentions=tuple(Mention(**mention) for mention in data["mentions"]),
            claims=tuple(_claim(claim) for claim in data["claims"]),
            figures=tuple(_figure(figure) for figure in data["figures"]),
            relations=tuple(_relation(relation) for relation in data["relations"]),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Who is spoken of or speaks, over all documents.

    Attributes:
        id: stable name in IRIs: lower-case words of the preferred name joined by "-", unique in a graph.
        name: the fullest name found.
        names: every surface form of the named mentions, sorted, `name` among them.
        label: the kind that most of its mentions have.
        actor_class: IRI of the most specific ontology class found, or None.
        roles: role words that the texts give it, sorted.
        reasons: for each of the names, why it is a name of this actor.
        same_as: IRIs under which others know it, sorted; only of actors that are known beforehand.
    """

    id: str
    name: str
    label: Kind
    names: tuple[str, ...] = ()
    actor_class: str | None = None
    roles: tuple[str, ...] = ()
    reasons: tuple[NameReason, ...] = ()
    same_as: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class NameReason:
    """Why a name is one of its actor's: the surest for which a mention under it is tied to the actor."""

    name: str
    method: str
    confidence: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """Why a mention stands for an actor: the rule's name, and how sure it is (0 to 1).

    Attributes:
        also: further actors that it stands for together with `actor`: "they" after a list of organisations.
    """

    actor: str
    method: str
    confidence: float = 1.0
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """Two actors that may be one but are kept apart, because it is not sure.

    Attributes:
        left, right: their ids, in alphabetical order.
        method: what speaks for it, and what is missing.
        confidence: how sure it would be, 0 to 1.
        effect: how many mentions and claims would change hands: those of the less mentioned of the two.
    """

    left: str
    right: str
    method: str
    confidence: float
    effect: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Headed:
    """A body that is named after the role that a document gives a person.

    Attributes:
        mention: index of the mention of the person.
        body: id of the actor.
        role: the words of the role.
        method, confidence: why the person is taken to head the body, and how sure that is.
    """

    mention: int
    body: str
    role: str
    method: str
    confidence: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Unapplied:
    """A judgement in `decisions.csv` that could not be followed.

    Attributes:
        kind: "unreadable" where a row is none, "conflict" where judgements contradict each other, "ambiguous"
            where one names several actors of a document, "not found" where it names none of this graph.
        lines: of the rows in the file, counted from 1.
        reason: what is wrong and what to do, for people.

    >>> print(Unapplied(kind="conflict", lines=(2, 5), reason="These contradict each other."))
    decisions.csv, lines 2, 5: These contradict each other.
    """

    kind: Literal["unreadable", "conflict", "ambiguous", "not found"]
    lines: tuple[int, ...]
    reason: str

    def __str__(self) -> str:
        lines = ", ".join(map(str, self.lines))
        return f"decisions.csv, line{'s' if len(self.lines) > 1 else ''} {lines}: {self.reason}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolution:
    """Which actor every mention of every document stands for.

    Attributes:
        actors: by id.
        references: by document path, one entry per mention in order; None where nobody can be named.
        publishers: document path -> id of the actor that published it.
        suggestions: pairs of actors for people to decide on, those that would change most first.
        unapplied: judgements of people that could not be followed.
        headed: by document path, the bodies that are named after the role of one of its people.
    """

    actors: Mapping[str, Actor] = field(default_factory=dict)
    references: Mapping[str, tuple[Reference | None, ...]] = field(default_factory=dict)
    publishers: Mapping[str, str] = field(default_factory=dict)
    suggestions: tuple[Suggestion, ...] = ()
    unapplied: tuple[Unapplied, ...] = ()
    headed: Mapping[str, tuple[Headed, ...]] = field(default_factory=dict)


def _plain(record: Document | Mention | Claim | Figure | Relation) -> dict[str, Any]:
    plain = {}
    for each in fields(record):
        value = getattr(record, each.name)
        if value != each.default:
            plain[each.name] = value
    return plain


def _spans(spans: Any) -> tuple[Span, ...]:
    return tuple(Span(*span) for span in spans)


def _claim(data: Mapping[str, Any]) -> Claim:
    claim = dict(data)
    for name in ("source", "cue", "content"):
        claim[name] = _spans(claim.get(name, ()))
    for name in ("claimants", "addressees", "about"):
        claim[name] = tuple(claim.get(name, ()))
    return Claim(**claim)


def _figure(data: Mapping[str, Any]) -> Figure:
    figure = dict(data)
    if figure.get("counted") is not None:
        figure["counted"] = Span(*figure["counted"])
    return Figure(**figure)


def _relation(data: Mapping[str, Any]) -> Relation:
    relation = dict(data)
    if relation.get("role") is not None:
        relation["role"] = Span(*relation["role"])
    return Relation(**relation)
