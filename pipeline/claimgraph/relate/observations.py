"""An annotated document and its actors in, one `Observation` per figure that has a measure out.

It says whose a figure is (the innermost claimant), who passes it on, of which date it is and what it
allows. It compares nothing.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple
from zlib import crc32

from claimgraph.ontology.measures import Measures
from claimgraph.records import AnnotatedDocument, Claim, Figure, Resolution
from claimgraph.relate.intervals import Interval, interval_of
from claimgraph.relate.links import Utterance
from claimgraph.relate.scopes import Scope, ScopeReader, stems

__all__ = ["Observation", "ObservationReader"]

_INTENDED = frozenset({"demand", "promise"})
_SENTENCE_END = re.compile(r"[.!?][”\"’)]*\s+(?=[A-Z“\"‘(•])|\n\s*\n|\n(?=[•*-])")
_WORD = re.compile(r"\w+")
_LEAST_WORDS = 8
_OPERATORS = {">=": "at least ", ">": "more than ", "<=": "at most ", "<": "fewer than ", "~": "about "}


@dataclass(frozen=True, slots=True, kw_only=True)
class Observation:
    """One figure, as its claimant gives it.

    Attributes:
        utterance: where it is.
        start: where it starts in the text.
        measure, unit: what is counted, in what.
        interval: the numbers that it allows.
        said: the number in words ("at least 27").
        claimants: ids of the actors whose figure it is, sorted; empty where nobody is named.
        source: the words for a source that is not named, else "".
        own: whether it is the publisher's own.
        relayed_by: ids of the actors that pass it on, the publisher among them.
        date: ISO date that it is as of: the text's, else the document's.
        dated: whether the text gives that date.
        scope: what narrows it.
        denied: whether the claimant denies it.
        sentence: a checksum of its sentence, 0 of a short one.
        places: words of the places that its sentence names.
        context: other words around it; empty where the measure alone says what is counted.
        whole: index of the figure of the document that it is a part of.
    """

    utterance: Utterance
    start: int
    measure: str
    unit: str | None
    interval: Interval
    said: str
    claimants: tuple[str, ...]
    source: str = ""
    own: bool = False
    relayed_by: tuple[str, ...] = ()
    date: str | None = None
    dated: bool = False
    scope: Scope
    denied: bool = False
    sentence: int = 0
    places: frozenset[str] = frozenset()
    context: frozenset[str] = frozenset()
    whole: int | None = None


class ObservationReader:
    """Reads the figures of one document after the other.

    Args:
        resolution: whom the mentions stand for.
        measures: what figures count.
    """

    def __init__(self, resolution: Resolution, measures: Measures) -> None:
        self._resolution = resolution
        self._measures = measures
        self._scopes = ScopeReader(measures)

    def read(self, annotated: AnnotatedDocument) -> Iterator[Observation]:
        """The observations of a document, in text order."""
        figures = annotated.figures
        if not any(figure.measure is not None for figure in figures):
            return
        document = annotated.document
        text = _Text(annotated)
        outer = {
            claim.relays: index for index, claim in enumerate(annotated.claims) if claim.relays is not None
        }
        publisher = self._resolution.publishers.get(document.path)
        for index, figure in enumerate(figures):
            if figure.measure is None or figure.measure not in self._measures.measures:
                continue
            claim = annotated.claims[figure.claim] if figure.claim is not None else None
            whose = self._whose(annotated, claim, publisher)
            first, last = text.sentence(figure.start)
            yield Observation(
                utterance=Utterance(document.path, figure.claim, index),
                start=figure.start,
                measure=figure.measure,
                unit=figure.unit,
                interval=interval_of(figure, self._measures.tolerance),
                said=_said(figure, document.text),
                claimants=whose.claimants,
                source=whose.source,
                own=whose.own,
                relayed_by=self._relayed_by(annotated, figure.claim, outer, publisher, whose.claimants),
                date=figure.as_of or document.date,
                dated=figure.as_of is not None,
                scope=self._scopes.read(
                    figure.scope, figure.measure, claim.act if claim and claim.act in _INTENDED else ""
                ),
                denied=claim is not None and claim.act == "deny",
                sentence=text.checksum(first, last),
                places=text.places(first, last, claim),
                whole=figure.part_of,
            )

    def _whose(self, annotated: AnnotatedDocument, claim: Claim | None, publisher: str | None) -> _Whose:
        if claim is None or (claim.attribution == "default" and not claim.claimants):
            return _Whose((publisher,) if publisher else (), "", own=True)
        references = self._resolution.references.get(annotated.document.path, ())
        found: set[str] = set()
        for index in claim.claimants:
            reference = references[index] if index < len(references) else None
            if reference is None:
                continue
            for actor in (reference.actor, *reference.also):
                known = self._resolution.actors.get(actor)
                if known is None or known.label != "Group" or annotated.mentions[index].form == "named":
                    found.add(actor)
        if found:
            return _Whose(tuple(sorted(found)), "", own=found == {publisher})
        words = " ".join(span.of(annotated.document.text) for span in claim.source)
        return _Whose((), " ".join(words.split()) or "an unnamed source", own=False)

    def _relayed_by(
        self,
        annotated: AnnotatedDocument,
        claim: int | None,
        outer: dict[int, int],
        publisher: str | None,
        claimants: tuple[str, ...],
    ) -> tuple[str, ...]:
        found = {publisher} if publisher else set()
        seen = set()
        while claim is not None and claim in outer and claim not in seen:
            seen.add(claim)
            claim = outer[claim]
            found.update(self._whose(annotated, annotated.claims[claim], publisher).claimants)
        return tuple(sorted(found.difference(claimants)))


class _Whose(NamedTuple):
    claimants: tuple[str, ...]
    source: str
    own: bool


class _Text:
    """Sentences of a document, as far as figures need them."""

    def __init__(self, annotated: AnnotatedDocument) -> None:
        self._text = annotated.document.text
        self._ends = [match.end() for match in _SENTENCE_END.finditer(self._text)]
        self._locations = [
            each for each in annotated.mentions if each.label == "Location" and each.form == "named"
        ]
        self._starts = [each.start for each in self._locations]

    def sentence(self, at: int) -> tuple[int, int]:
        """Start and end of the sentence around `at`."""
        index = bisect_right(self._ends, at)
        first = self._ends[index - 1] if index else 0
        return first, self._ends[index] if index < len(self._ends) else len(self._text)

    def checksum(self, first: int, last: int) -> int:
        """The same for sentences of the same words; 0 for short ones, which may agree by chance."""
        words = _WORD.findall(self._text[first:last].lower())
        return crc32(" ".join(words).encode("utf-8", "surrogatepass")) if len(words) >= _LEAST_WORDS else 0

    def places(self, first: int, last: int, claim: Claim | None) -> frozenset[str]:
        """Words of the places named in a sentence; of a claim, only in its content."""
        found: set[str] = set()
        for each in self._locations[bisect_left(self._starts, first) : bisect_left(self._starts, last)]:
            if claim is None or any(span.start <= each.start < span.end for span in claim.content):
                found.update(stems(self._text[each.start : each.end]))
        return frozenset(found)


def _said(figure: Figure, text: str) -> str:
    if figure.vague:
        return " ".join(text[figure.start : figure.end].split())
    return _in_words(figure.op, figure.value, figure.max, figure.unit)


@lru_cache(maxsize=100_000)
def _in_words(op: str, value: float, high: float | None, unit: str | None) -> str:
    amount = _number(value) if high is None else f"{_number(value)} to {_number(high)}"
    sign = {"percent": "%"}.get(unit or "", f" {unit}" if unit else "")
    return f"{_OPERATORS.get(op, '')}{amount}{sign}"


def _number(value: float) -> str:
    return f"{value:,.10g}" if value != int(value) else f"{int(value):,}"
