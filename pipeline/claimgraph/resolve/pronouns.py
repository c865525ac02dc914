"""Pronouns -> the actors that they stand for, given who was spoken of before in the document.

Says nothing rather than guess: a pronoun stands for a subject or a speaker of the last sentences, or nobody.
Gender is read off words of address and other pronouns, never off names.
"""

from __future__ import annotations

import heapq
from dataclasses import dataclass

from claimgraph.ontology.names import folded_words, letters
from claimgraph.records import Claim
from claimgraph.resolve.across import Cluster
from claimgraph.resolve.directory import Directory
from claimgraph.resolve.entities import Entity, EntityKind, Readers, surface_of
from claimgraph.resolve.union import Match
from claimgraph.resolve.within import NamedActors

__all__ = ["Antecedents"]

_SENTENCES = 3
_LOOK_BACK = 40
# Reaches an object one sentence back, a subject two, a speaker three; not what only a quotation names.
_LEAST = -1.2
_OPENING, _CLOSING = "“«„", "”»"
_KINDS: dict[str, tuple[tuple[EntityKind, ...], float]] = {
    "he": (("person",), 0.75),
    "she": (("person",), 0.75),
    "it": (("institution", "country"), 0.6),
    "they": (("collective", "institution"), 0.5),
}


@dataclass(frozen=True, slots=True)
class _Antecedent:
    cluster: Cluster
    kind: EntityKind
    start: int
    sentence: int
    subject: bool
    source: bool
    inside: int | None


class Antecedents:
    """Who was spoken of so far in one document, and which pronouns can stand for them.

    Args:
        named: the document with its names read.
        readers: what names are read with.
    """

    def __init__(self, named: NamedActors, readers: Readers) -> None:
        self._named = named
        self._readers = readers
        annotated = named.annotated
        self._sources = {index for claim in annotated.claims for index in claim.claimants}
        self._inside = _enclosing(named)
        self._before: list[_Antecedent] = []
        self._gender: dict[Cluster, str] = {}
        self._clusters: dict[int, Cluster] = {}

    def add(self, index: int, cluster: Cluster) -> None:
        """Note that the mention stands for the actor."""
        mention = self._named.annotated.mentions[index]
        self._clusters[index] = cluster
        entity = next(iter(cluster.reasons))
        if mention.form == "pronoun":
            if (said := self._pronoun(index)) in ("he", "she"):
                self._gender.setdefault(cluster, said)
        elif address := self._address(mention.start):
            self._gender[cluster] = address
        self._before.append(
            _Antecedent(
                cluster=cluster,
                kind=entity.kind,
                start=mention.start,
                sentence=mention.sentence,
                subject=mention.subject,
                source=index in self._sources,
                inside=self._inside.get(index),
            )
        )

    def third_person(self, index: int) -> tuple[Cluster, Match] | None:
        """What "he", "she", "it" or "they" stands for."""
        said = self._pronoun(index)
        if said not in _KINDS:
            return None
        kinds, sure = _KINDS[said]
        scored = [
            (self._score(each, index), each)
            for each in self._near(index)
            if each.kind in kinds
            and self._gender.get(each.cluster, said) == said
            # "They" in a quotation are the speaker's, whom the text around it seldom names.
            and not (said == "they" and index in self._inside and each.inside != self._inside[index])
        ]
        best = max(scored, key=lambda pair: (pair[0], pair[1].start), default=None)
        if best is None:
            return None
        score, chosen = best
        if score < _LEAST:
            open_ones = {each.cluster for _, each in scored if not self._quoted_elsewhere(each, index)}
            if open_ones != {chosen.cluster}:
                return None
            return chosen.cluster, Match("pronoun: the only one that fits", 0.5)
        what = "speaker" if chosen.source else "subject" if chosen.subject else "fitting actor"
        return chosen.cluster, Match(f"pronoun: last {what}", sure)

    def first_persons(self, directory: Directory) -> dict[int, tuple[Cluster, Match]]:
        """What "I" and "we" stand for: in a quotation its speaker, elsewhere the publisher of a statement."""
        annotated = self._named.annotated
        found: dict[int, tuple[Cluster, Match]] = {}
        for index, mention in enumerate(annotated.mentions):
            if mention.form != "pronoun":
                continue
            said = self._pronoun(index)
            if said not in ("speaker", "speakers"):
                continue
            number = self._inside.get(index)
            if number is not None and self._quoted(annotated.claims[number], mention.start):
                speaker = self._speaker(annotated.claims[number])
                body = self._body_of(speaker, directory) if speaker and said == "speakers" else None
                if body:
                    found[index] = body, Match("we: organisation of the person quoted", 0.7)
                elif speaker:
                    found[index] = speaker, Match("first person: the person quoted", 0.85)
            elif self._named.publisher and annotated.document.genre != "news":
                cluster = directory.cluster[self._named.publisher]
                found[index] = cluster, Match("first person: the publisher", 0.9)
        return found

    def _near(self, index: int) -> list[_Antecedent]:
        sentence = self._named.annotated.mentions[index].sentence
        return [each for each in self._before[-_LOOK_BACK:] if sentence - each.sentence <= _SENTENCES]

    def _score(self, each: _Antecedent, index: int) -> float:
        distance = self._named.annotated.mentions[index].sentence - each.sentence
        return each.subject + 1.2 * each.source - 1.5 * self._quoted_elsewhere(each, index) - 1.0 * distance

    def _quoted_elsewhere(self, each: _Antecedent, index: int) -> bool:
        return each.inside is not None and each.inside != self._inside.get(index)

    def _pronoun(self, index: int) -> str | None:
        mention = self._named.annotated.mentions[index]
        return self._readers.names.pronouns.get(letters(surface_of(self._named.annotated, mention)))

    def _address(self, start: int) -> str | None:
        before = self._named.annotated.document.text[max(0, start - 16) : start].split()
        return self._readers.names.honorifics.get(letters(before[-1])) if before else None

    def _speaker(self, claim: Claim) -> Cluster | None:
        return next((self._clusters[each] for each in claim.claimants if each in self._clusters), None)

    def _quoted(self, claim: Claim, place: int) -> bool:
        """Whether the place is between quotation marks: a mixed quotation also has words outside them."""
        if claim.quotation == "direct":
            return True
        text = self._named.annotated.document.text
        span = next(span for span in claim.content if span.start <= place < span.end)
        before = text[span.start : place]
        opened = sum(before.count(mark) for mark in _OPENING) - sum(before.count(mark) for mark in _CLOSING)
        return opened > 0 or before.count('"') % 2 == 1

    def _body_of(self, speaker: Cluster, directory: Directory) -> Cluster | None:
        """The institution of the document that a role of the speaker names: "director of the Lakes Fund"."""
        path = self._named.annotated.document.path
        texts = [role for entity in speaker.reasons if entity.path == path for role in entity.roles]
        words = [set(folded_words(text)) for text in sorted(texts)]
        best: tuple[int, Entity] | None = None
        for entity in self._named.entities:
            if entity.kind != "institution":
                continue
            name = entity.institution
            long = set(name.words)
            if any(long <= each or entity.acronyms & each for each in words) and (
                best is None or len(long) > best[0]
            ):
                best = (len(long), entity)
        return directory.cluster[best[1]] if best else None


def _enclosing(named: NamedActors) -> dict[int, int]:
    """For every mention inside a direct or mixed quotation: the innermost claim that quotes it."""
    annotated = named.annotated
    spans = sorted(
        (span.start, -span.end, number)
        for number, claim in enumerate(annotated.claims)
        if claim.quotation != "indirect"
        for span in claim.content
    )
    inside: dict[int, int] = {}
    open_spans: list[tuple[int, int, int]] = []
    place = 0
    for index, mention in sorted(enumerate(annotated.mentions), key=lambda pair: pair[1].start):
        while place < len(spans) and spans[place][0] <= mention.start:
            start, negative_end, number = spans[place]
            heapq.heappush(open_spans, (-negative_end, -start, number))
            place += 1
        while open_spans and open_spans[0][0] <= mention.start:
            heapq.heappop(open_spans)
        # What ends first is innermost; spans of claims nest.
        if open_spans:
            inside[index] = open_spans[0][2]
    return inside
