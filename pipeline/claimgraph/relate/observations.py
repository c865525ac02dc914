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
from math import inf
from typing import NamedTuple
from zlib import crc32

from rdflib import URIRef
from spacy.lang.en.stop_words import STOP_WORDS

from claimgraph.annotate.stems import stem
from claimgraph.ontology.load import CG, local_name
from claimgraph.ontology.measures import Measures
from claimgraph.records import AnnotatedDocument, Claim, Figure, Resolution, Span
from claimgraph.relate.intervals import Interval, interval_of
from claimgraph.relate.links import Utterance
from claimgraph.relate.scopes import Scope, ScopeReader, stems

__all__ = ["Observation", "ObservationReader"]

_INTENDED = frozenset({"demand", "promise"})
_SENTENCE_END = re.compile(r"[.!?][”\"’)]*\s+(?=[A-Z“\"‘(•])|\n\s*\n|\n(?=[•*-])")
_WORD = re.compile(r"\w+")
_YEAR = re.compile(
    r"(?P<before>\b(?:before|prior to|until)\s+)?(?<![\d.,$€£])(?P<year>(?:19|20)\d\d)(?![\d%]|[.,]\d)",
    re.IGNORECASE,
)
_OF_THE = re.compile(r"\s*(?:\w+\s+)?of\s+(?:the|those|these|all|its|their)\b", re.IGNORECASE)
_EVERYWHERE = "everywhere"
_LEAST_WORDS = 8
_LEAST_LETTERS = 4
_MEDIA = str(CG.MediaOrganization)
# Kinds of unnamed sources that may be any of those who are named elsewhere: "officials", "the latest data".
_ANYBODY = frozenset({"Group", "Authorities", "UnnamedSource"})
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
        own: whether it is the publisher's, because nobody is said to say it.
        relayed_by: ids of the actors that pass it on, the publisher among them.
        date: ISO date that it is as of: the text's, else the document's.
        dated: whether the text gives that date.
        floor: ISO date before which an undated document cannot be, because its figures are of that date.
        scope: what narrows it.
        denied: whether the claimant denies it.
        sentence: a checksum of its sentence, 0 of a short one.
        places: places that its sentence names, each as its words without endings.
        years: years that its sentence names; 0 for the time before one.
        context: stems of the words around it; empty where the measure alone says what is counted.
        named: ids of the actors that its sentence names besides its source; empty as `context`.
        unsourced: whether it is a news organisation's, which does not say where it has it from.
        anybody: whether nothing says that the unnamed source is none of those who are named elsewhere.
        is_part: whether the text gives it as a part of another number.
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
    floor: str | None = None
    scope: Scope
    denied: bool = False
    sentence: int = 0
    places: frozenset[str] = frozenset()
    years: frozenset[int] = frozenset()
    context: frozenset[str] = frozenset()
    named: frozenset[str] = frozenset()
    unsourced: bool = False
    anybody: bool = False
    is_part: bool = False


class ObservationReader:
    """Reads the figures of one document after the other.

    Args:
        resolution: whom the mentions stand for.
        measures: what figures count.

    Attributes:
        scopes: what reads the scopes, and knows how they are written.
        words: stem in contexts -> a word that has it.
    """

    def __init__(self, resolution: Resolution, measures: Measures) -> None:
        self._resolution = resolution
        self._measures = measures
        self.scopes = ScopeReader(measures)
        self.words: dict[str, str] = {}
        self._establishing = {stem(verb) for verb in measures.establishing}
        phrases = "|".join(re.escape(phrase) for phrase in sorted(measures.everywhere))
        self._everywhere = re.compile(rf"\b(?:{phrases})\b", re.IGNORECASE) if phrases else None

    def read(self, annotated: AnnotatedDocument) -> Iterator[Observation]:
        """The observations of a document, in text order."""
        figures = annotated.figures
        if not any(figure.measure is not None for figure in figures):
            return
        document = annotated.document
        text = _Text(annotated, self._everywhere)
        outer = {
            claim.relays: index for index, claim in enumerate(annotated.claims) if claim.relays is not None
        }
        publisher = self._resolution.publishers.get(document.path)
        floor = max((figure.as_of for figure in figures if figure.as_of), default=None)
        for index, figure in enumerate(figures):
            if figure.measure is None or figure.measure not in self._measures.measures:
                continue
            claim = annotated.claims[figure.claim] if figure.claim is not None else None
            whose = self._whose(annotated, claim, publisher)
            first, last = text.sentence(figure.start)
            measure = self._measures.measures[figure.measure]
            interval = interval_of(figure, self._measures.tolerance)
            said = _said(figure, document.text)
            if claim is not None and figure.op == "=" and self._establishes(claim, document.text):
                interval = Interval(interval.low, inf, open_high=True)
                said = f"{said} established"
            yield Observation(
                utterance=Utterance(document.path, figure.claim, index),
                start=figure.start,
                measure=figure.measure,
                unit=figure.unit,
                interval=interval,
                said=said,
                claimants=whose.claimants,
                source=whose.source,
                own=whose.own,
                relayed_by=self._relayed_by(annotated, figure.claim, outer, publisher, whose.claimants),
                date=figure.as_of or document.date,
                dated=figure.as_of is not None,
                floor=floor if document.date is None else None,
                scope=self.scopes.read(
                    figure.scope, figure.measure, claim.act if claim and claim.act in _INTENDED else ""
                ),
                denied=claim is not None and claim.act == "deny",
                sentence=text.checksum(first, last),
                places=text.places(first, last, claim),
                years=text.years(first, last),
                context=self._context(text, first, last, claim, figure)
                if measure.in_context
                else frozenset(),
                named=self._named(annotated, first, last, whose) if measure.in_context else frozenset(),
                unsourced=(whose.own and document.genre == "news")
                or (bool(whose.claimants) and all(map(self._is_news, whose.claimants))),
                anybody=whose.anybody,
                is_part=self._is_part(figure, annotated),
            )

    def _whose(self, annotated: AnnotatedDocument, claim: Claim | None, publisher: str | None) -> _Whose:
        if claim is None or (claim.attribution == "default" and not claim.claimants):
            name = annotated.document.publisher or "its publisher"
            return _Whose((publisher,), "", True, False) if publisher else _Whose((), name, True, True)
        references = self._resolution.references.get(annotated.document.path, ())
        found: set[str] = set()
        kinds: set[str | None] = set()
        for index in claim.claimants:
            reference = references[index] if index < len(references) else None
            if reference is None:
                continue
            for actor in (reference.actor, *reference.also):
                known = self._resolution.actors.get(actor)
                if known is None or known.label != "Group" or annotated.mentions[index].form == "named":
                    found.add(actor)
                else:
                    kinds.add(known.actor_class if annotated.mentions[index].form != "pronoun" else None)
        if found:
            return _Whose(tuple(sorted(found)), "", False, False)
        named = [each for each in claim.claimants if annotated.mentions[each].form != "pronoun"]
        spans = claim.source if named or not claim.claimants else ()
        words = " and ".join(" ".join(span.of(annotated.document.text).split()) for span in spans)
        anybody = not kinds or any(kind is None or local_name(URIRef(kind)) in _ANYBODY for kind in kinds)
        return _Whose((), words or "a source without a name", False, anybody)

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

    def _is_part(self, figure: Figure, annotated: AnnotatedDocument) -> bool:
        """Whether it is a part of another number of the measure, or counts some "of the dead"."""
        text = annotated.document.text
        if figure.part_of is not None:
            return annotated.figures[figure.part_of].measure == figure.measure
        if figure.counted is None or figure.measure is None or figure.counted.start < figure.end:
            return False
        noun = " ".join(stems(figure.counted.of(text)))
        own = (" ".join(stems(word)) for word in self._measures.measures[figure.measure].counted)
        return bool(_OF_THE.match(text, figure.end, figure.counted.start)) and noun in own

    def _establishes(self, claim: Claim, text: str) -> bool:
        """Whether the claim's verb says that its number is what could be shown, not all there is."""
        words = _WORD.findall(" ".join(span.of(text) for span in claim.cue))
        return bool(words) and stem(words[-1]) in self._establishing

    def _context(
        self, text: _Text, first: int, last: int, claim: Claim | None, figure: Figure
    ) -> frozenset[str]:
        found = set()
        for word in text.words(first, last, claim, figure):
            key = stem(word)
            found.add(key)
            self.words[key] = min(word, self.words.get(key, word))
        return frozenset(found)

    def _named(self, annotated: AnnotatedDocument, first: int, last: int, whose: _Whose) -> frozenset[str]:
        mentions = annotated.mentions
        references = self._resolution.references.get(annotated.document.path, ())
        begin, end = (bisect_left(mentions, at, key=lambda each: each.start) for at in (first, last))
        found = {
            reference.actor
            for mention, reference in zip(mentions[begin:end], references[begin:end], strict=False)
            if reference is not None and mention.label != "Group"
        }
        return frozenset(found.difference(whose.claimants))

    def _is_news(self, claimant: str) -> bool:
        actor = self._resolution.actors.get(claimant)
        return actor is not None and actor.actor_class is not None and actor.actor_class == _MEDIA


class _Whose(NamedTuple):
    claimants: tuple[str, ...]
    source: str
    own: bool
    anybody: bool


class _Text:
    """Sentences of a document, as far as figures need them."""

    def __init__(self, annotated: AnnotatedDocument, everywhere: re.Pattern[str] | None) -> None:
        self._text = annotated.document.text
        self._everywhere = everywhere
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
        """The places named in a sentence; of a claim, only in its content."""
        found: set[str] = set()
        for each in self._locations[bisect_left(self._starts, first) : bisect_left(self._starts, last)]:
            if claim is None or any(span.start <= each.start < span.end for span in claim.content):
                found.add(" ".join(stems(self._text[each.start : each.end])))
        spans = claim.content if claim is not None else (Span(first, last),)
        if self._everywhere is not None and any(
            self._everywhere.search(self._text, max(first, span.start), min(last, span.end)) for span in spans
        ):
            found.add(_EVERYWHERE)
        return frozenset(found)

    def years(self, first: int, last: int) -> frozenset[int]:
        """The years named in a sentence; 0 for all that is before one ("deaths at the plant before 2023")."""
        return frozenset(
            0 if match["before"] else int(match["year"]) for match in _YEAR.finditer(self._text, first, last)
        )

    def words(self, first: int, last: int, claim: Claim | None, figure: Figure) -> Iterator[str]:
        """Words in small letters of a sentence that say something, not of source, cue and what is counted."""
        left_out = [*claim.source, *claim.cue] if claim is not None else []
        if figure.counted is not None:
            left_out.append(figure.counted)
        for match in _WORD.finditer(self._text, first, last):
            word = match[0]
            if not word.islower() or not word.isalpha() or len(word) < _LEAST_LETTERS or word in STOP_WORDS:
                continue
            if not any(span.start <= match.start() < span.end for span in left_out):
                yield word


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
