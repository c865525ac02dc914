"""Pronouns -> the actors that they stand for, given who was spoken of before in the document.

Says nothing rather than guess: a pronoun stands for a subject or a speaker of the last sentences, or nobody,
and for nobody where two fit alike. "They" after a list are all of it. Gender is read off words of address,
roles ("spokeswoman") and other pronouns, never off names.
"""

from __future__ import annotations

import heapq
import re
from collections import defaultdict
from dataclasses import dataclass, replace

from claimgraph.ontology.names import folded_words, letters
from claimgraph.records import Claim, Mention
from claimgraph.resolve.across import Cluster
from claimgraph.resolve.directory import Directory
from claimgraph.resolve.entities import Entity, EntityKind, Readers, surface_of
from claimgraph.resolve.union import Match
from claimgraph.resolve.within import NamedActors

__all__ = ["Antecedents", "Referred"]

Referred = tuple[tuple[Cluster, ...], Match]

_SENTENCES = 3
_LOOK_BACK = 40
# Reaches an object one sentence back, a subject two, a speaker three; not what only a quotation names.
_LEAST = -1.2
# So much must the one that fits best be ahead: two objects of a sentence, or two subjects, are alike.
_AHEAD = 0.5
_KNOWN_GENDER = 0.8
_ADDRESS = 16
_HEAD = re.compile(r" (?:of|for|to|at|in) ")
_LISTED = re.compile(r"\s*(?P<comma>,)?\s*(?P<and>and|&|as well as)?\s*(?:the |an? )?", re.IGNORECASE)
_OPENING, _CLOSING = "“«„", "”»"
_KINDS: dict[str, tuple[tuple[EntityKind, ...], float]] = {
    "he": (("person", "office"), 0.75),
    "she": (("person", "office"), 0.75),
    "it": (("institution", "country"), 0.6),
    "they": (("collective", "institution"), 0.5),
}


@dataclass(frozen=True, slots=True)
class _Antecedent:
    cluster: Cluster
    kind: EntityKind
    start: int
    end: int
    role: str | None
    sentence: int
    subject: bool
    source: bool
    inside: int | None
    listed: tuple[Cluster, ...] = ()


class Antecedents:
    """Who was spoken of so far in one document, and which pronouns can stand for them.

    Args:
        named: the document with its names read.
        directory: the actors of all documents.
        readers: what names are read with.
    """

    def __init__(self, named: NamedActors, directory: Directory, readers: Readers) -> None:
        self._named = named
        self._readers = readers
        annotated = named.annotated
        self._sources = {index for claim in annotated.claims for index in claim.claimants}
        self._inside = _enclosing(named)
        self._before: list[_Antecedent] = []
        self._gender = _genders(named, directory, readers)
        self._clusters: dict[int, Cluster] = {}

    def add(self, index: int, clusters: tuple[Cluster, ...]) -> None:
        """Note that the mention stands for the actor, or for several."""
        self._clusters[index] = clusters[0]
        for cluster in clusters:
            self._add(index, cluster, clusters if len(clusters) > 1 else ())

    def _add(self, index: int, cluster: Cluster, listed: tuple[Cluster, ...]) -> None:
        mention = self._named.annotated.mentions[index]
        entity = next(iter(cluster.reasons))
        if mention.form == "pronoun" and (said := self._pronoun(index)) in ("he", "she"):
            self._gender.setdefault(cluster, said)
        self._before.append(
            _Antecedent(
                cluster=cluster,
                kind=entity.kind,
                start=mention.start,
                end=mention.end,
                role=mention.role,
                sentence=mention.sentence,
                subject=mention.subject,
                source=index in self._sources,
                inside=self._inside.get(index),
                listed=listed,
            )
        )
        if mention.form == "named":
            self._list(mention)

    def third_person(self, index: int) -> Referred | None:
        """What "he", "she", "it" or "they" stands for: one actor, or for "they" all of a list."""
        said = self._pronoun(index)
        if said not in _KINDS:
            return None
        kinds, sure = _KINDS[said]
        scored = [
            (self._score(each, index) + _KNOWN_GENDER * (self._gender.get(each.cluster) == said), each)
            for each in self._near(index)
            if (each.kind in kinds or (said == "they" and each.listed))
            and self._gender.get(each.cluster, said) == said
            # "They" in a quotation are the speaker's, whom the text around it seldom names.
            and not (said == "they" and index in self._inside and each.inside != self._inside[index])
        ]
        if not scored:
            return None
        score, chosen = max(scored, key=lambda pair: (pair[0], pair[1].start))
        if said == "they" and (score < _LEAST or not (chosen.subject or chosen.source)):
            return None  # people whom no name stands for are meant as often
        meant = (chosen.listed if said == "they" else ()) or (chosen.cluster,)
        others = [pair for pair in scored if pair[1].cluster not in meant]
        if score < _LEAST:
            open_ones = {each.cluster for _, each in scored if not self._quoted_elsewhere(each, index)}
            if not open_ones or not open_ones <= set(meant):
                return None
            return meant, Match("pronoun: the only one that fits", 0.5)
        if any(score - other < _AHEAD for other, _ in others):
            return None
        if len(meant) > 1:
            return meant, Match("pronoun: all of the last list", sure)
        what = "speaker" if chosen.source else "subject" if chosen.subject else "fitting actor"
        return meant, Match(f"pronoun: last {what}", sure)

    def first_persons(self, directory: Directory) -> dict[int, Referred]:
        """What "I" and "we" stand for: in a quotation its speaker, elsewhere the publisher of a statement."""
        annotated = self._named.annotated
        found: dict[int, Referred] = {}
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
                    found[index] = (body,), Match("we: organisation of the person quoted", 0.7)
                elif speaker:
                    found[index] = (speaker,), Match("first person: the person quoted", 0.85)
            elif self._named.publisher and annotated.document.genre != "news":
                cluster = directory.cluster[self._named.publisher]
                found[index] = (cluster,), Match("first person: the publisher", 0.9)
        return found

    def _list(self, mention: Mention) -> None:
        """Where the mention ends a list ("the Lakes Fund, the Union and Ada Moor"), note all in each."""
        members = [self._before[-1]]
        joined = False
        for before in self._before[-2::-1]:
            after = members[-1]
            link = self._between(before, after)
            if before.sentence != after.sentence or link is None or not (joined or link["and"]):
                break
            joined = True
            members.append(before)
        clusters = tuple(dict.fromkeys(each.cluster for each in reversed(members)))
        if len(clusters) > 1:
            listed = [replace(each, listed=clusters) for each in reversed(members)]
            self._before[-len(listed) :] = listed

    def _between(self, left: _Antecedent, right: _Antecedent) -> re.Match[str] | None:
        """The words that join two members of a list, if nothing but a title stands beside them."""
        text = self._named.annotated.document.text[left.end : right.start].rstrip()
        role = (right.role or "").strip()
        text = text.removesuffix(role).rstrip() if role else text
        match = _LISTED.fullmatch(text + " ")
        return match if match and (match["comma"] or match["and"]) else None

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


def _genders(named: NamedActors, directory: Directory, readers: Readers) -> dict[Cluster, str]:
    """For the people of a document: "he" or "she", where all words of address and roles agree."""
    text = named.annotated.document.text
    names = readers.names
    said: defaultdict[Cluster, set[str]] = defaultdict(set)
    for mention, tie in zip(named.annotated.mentions, named.ties, strict=True):
        if tie is None or tie.entity.kind != "person":
            continue
        before = text[max(0, mention.start - _ADDRESS) : mention.start].split()
        address = names.honorifics.get(letters(before[-1])) if before else None
        words = [folded_words(_HEAD.split(part)[0]) for part in (mention.role or "").split(",")]
        roles = {names.gendered[each[-n:]] for each in words for n in (1, 2) if each[-n:] in names.gendered}
        said[directory.cluster[tie.entity]] |= roles | ({address} if address else set())
    return {cluster: min(found) for cluster, found in said.items() if len(found) == 1}


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
