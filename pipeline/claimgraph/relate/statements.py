"""Annotated documents -> what their claims state, deny, ask for or promise, clause by clause.

Claims inside claims are taken apart here: "the ministry rejects the allegation that guards locked the
gates" is a denial, by the ministry, of what somebody else alleged; "she said that he denied it" is his
denial, not hers.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from claimgraph.ontology.propositions import PropositionWords, Stance, words_of
from claimgraph.records import AnnotatedDocument, Claim, Resolution, Span
from claimgraph.relate.links import Utterance
from claimgraph.relate.polarity import Clause, clauses_of, words_in
from claimgraph.relate.similarity import ACTOR, NUMBER, PLACE, Named, Terms, terms_of

Kind = Literal["states", "asks", "commits"]

__all__ = ["Said", "Statement", "actor_names", "read_statements"]

_SHORT = 90  # characters of a content that a reason quotes
# Terms that say something together, and after a cue that denies: "denied mothers the leave" denies no fact.
_FEWEST = {"states": 2, "asks": 1, "commits": 1}
_FEWEST_DENIED = 3
_REACH = 5  # claims before it, among which a denial finds what "the accusation" takes up


@dataclass(frozen=True, slots=True)
class Said:
    """A claim, as far as comparing it needs.

    Attributes:
        date: of its document, None where it is not known.
        claimants, addressees, about: ids of actors; no claimant where the source is not named.
        quote: its content, shortened.
        stance: of its act.
        denies: whether its cue itself denies ("rejects").
        accuses: whether it says "of" what somebody is accused, as in "accused him of lying".
        confidence: of the claim.
        relayed_by: ids of the actors that pass it on: who says that it was said, and the publisher.
        denied: the claim inside or right before it that it denies or turns down, or None.
    """

    utterance: Utterance
    date: str | None
    claimants: tuple[str, ...]
    addressees: frozenset[str]
    about: frozenset[str]
    quote: str
    stance: Stance
    denies: bool
    confidence: float
    accuses: bool = False
    relayed_by: frozenset[str] = frozenset()
    denied: Utterance | None = None


@dataclass(frozen=True, slots=True)
class Statement:
    """One clause of a claim.

    Attributes:
        said: the claim.
        stance: whether the claimant states, asks for or promises what the clause says.
        negative: or the opposite of what it says.
        terms: what it says.
        measures: local names of what the figures in it count.
        start: where it is in the text.
    """

    said: Said
    stance: Kind
    negative: bool
    terms: Terms
    measures: frozenset[str]
    start: int


def read_statements(
    annotated: AnnotatedDocument, resolution: Resolution, words: PropositionWords
) -> tuple[list[Said], list[Statement]]:
    """The claims of a document that can be compared, and their clauses."""
    reader = _Reader(annotated, resolution, words)
    said: list[Said] = []
    statements: list[Statement] = []
    for index, claim in enumerate(annotated.claims):
        if reader.is_said(index):
            one = reader.said(index)
            said.append(one)
            statements += reader.statements(one, claim, index)
    return said, statements


class _Reader:
    def __init__(self, annotated: AnnotatedDocument, resolution: Resolution, words: PropositionWords) -> None:
        self._annotated = annotated
        self._text = annotated.document.text
        self._path = annotated.document.path
        self._words = words
        self._references = resolution.references.get(self._path, ())
        self._actors = resolution.actors
        self._publisher = resolution.publishers.get(self._path)
        self._inner = _inner(annotated.claims)
        self._outer = {inner: outer for outer, some in enumerate(self._inner) for inner in some}
        self._named = sorted(self._all_named(), key=lambda each: (each.start, each.end, each.term))
        self._starts = [each.start for each in self._named]
        self._figures = sorted(annotated.figures, key=lambda each: each.start)
        self._figure_starts = [each.start for each in self._figures]

    def is_said(self, index: int) -> bool:
        """Whether the text says that the claim was made.

        It does not where the cue is negated, or where the claim is in what another denies: "she denied that
        he had ordered it".
        """
        claim = self._annotated.claims[index]
        if claim.act not in self._words.stances or self._is_negated(claim):
            return False
        outer = self._outer.get(index)
        return outer is None or not self._denies(self._annotated.claims[outer]) or self._is_noun(index, outer)

    def said(self, index: int) -> Said:
        claim = self._annotated.claims[index]
        claimants = self._actors_of(claim.claimants)
        if not claimants and claim.attribution == "default" and self._publisher is not None:
            claimants = (self._publisher,)
        inner = self._denied(index)
        quote = " ".join(" ... ".join(span.of(self._text) for span in claim.content).split())
        return Said(
            utterance=Utterance(self._path, index),
            date=self._annotated.document.date,
            claimants=claimants,
            addressees=frozenset(self._actors_of(claim.addressees)),
            about=frozenset(self._actors_of(claim.about)),
            quote=quote if len(quote) <= _SHORT else quote[: _SHORT - 2].rsplit(" ", 1)[0] + " …",
            stance=self._words.stances[claim.act],
            denies=self._denies(claim),
            confidence=claim.confidence,
            accuses=claim.act == "accuse" and "accuse" in self._cues(claim),
            relayed_by=self._relayed_by(index).difference(claimants),
            denied=None if inner is None else Utterance(self._path, inner),
        )

    def statements(self, said: Said, claim: Claim, index: int) -> Iterator[Statement]:
        stance = self._words.stances[claim.act]
        denies = self._denies(claim)
        inner = self._denied(index)
        if inner is not None:
            claims = self._annotated.claims
            asked = self._words.stances.get(claims[inner].act) == "asks"
            stances: tuple[Kind, ...] = ("commits",) if asked else ("states",)
            spans: Sequence[Span] = claims[inner].content
        else:
            stances = self._stances(claim, stance, denies)
            spans = self._own(claim.content, index)
        for clause in clauses_of(self._text, spans, self._words):
            if not clause.words or not clause.clear or (denies and not clause.whole):
                continue
            terms = self._terms(clause, said)
            for each in stances:
                # "Denied that the ferry had been overloaded": few words, but they say that something is so.
                hidden = denies and each == "states" and not self._is_so(clause)
                if len(terms.all) < (_FEWEST_DENIED if hidden else _FEWEST[each]):
                    continue
                yield Statement(
                    said,
                    each,
                    clause.negative != denies,
                    terms,
                    self._measures(clause),
                    clause.words[0].start,
                )

    def _stances(self, claim: Claim, stance: Stance, denies: bool) -> tuple[Kind, ...]:
        if stance == "asks" or stance == "commits":
            return (stance,)
        cues = self._cues(claim) if denies else frozenset()
        if cues & self._words.refusing:
            return ("commits",)
        return ("states", "commits") if cues & self._words.rejecting else ("states",)

    def _denies(self, claim: Claim) -> bool:
        """Whether the cue itself denies; "nobody was there", he said" is a denial by its content."""
        return self._words.stances.get(claim.act) == "denies" and bool(
            self._cues(claim) & self._words.denying
        )

    def _cues(self, claim: Claim) -> frozenset[str]:
        found = set()
        for span in claim.cue:
            for word in words_in(self._text, span):
                found.add(word.text)
                found.update(self._words.cue_forms.get(word.text, ()))
                if word.text.endswith("s"):
                    found.add(word.text[:-1])
        return frozenset(found)

    def _is_negated(self, claim: Claim) -> bool:
        for span in claim.cue:
            before = words_in(self._text, Span(max(0, span.start - 20), span.end))
            near = [word.text for word in before if word.end >= span.start - 8]
            if any((word,) in self._words.negations for word in near):
                return True
        return False

    def _relayed_by(self, index: int) -> frozenset[str]:
        found = {self._publisher} if self._publisher is not None else set()
        outer = self._outer.get(index)
        while outer is not None:
            found.update(self._actors_of(self._annotated.claims[outer].claimants))
            outer = self._outer.get(outer)
        return frozenset(found)

    def _is_so(self, clause: Clause) -> bool:
        return any(word.text in self._words.passives for word in clause.words)

    def _denied(self, index: int) -> int | None:
        """The claim that this one denies or turns down, where it names it: "the allegation that ..."."""
        claim = self._annotated.claims[index]
        if not self._denies(claim):
            return None
        for inner in self._inner[index]:
            asked = self._words.stances.get(self._annotated.claims[inner].act) == "asks"
            refuses = bool(self._cues(claim) & (self._words.refusing | self._words.rejecting))
            if self._is_noun(inner, index) and (refuses or not asked):
                return inner
        return self._taken_up(index)

    def _taken_up(self, index: int) -> int | None:
        """The claim shortly before that "the accusation" stands for: one about whoever denies it."""
        claims = self._annotated.claims
        stems = [
            self._words.stem(word.text)
            for span in claims[index].content
            for word in words_in(self._text, span)
        ]
        by = set(self._actors_of(claims[index].claimants))
        if not by or any(stem not in self._words.light | self._words.allegations for stem in stems):
            return None
        for other in range(index - 1, max(-1, index - 1 - _REACH), -1):
            earlier = claims[other]
            asks = self._words.stances.get(earlier.act) == "asks"
            nouns = self._words.requests if asks else self._words.allegations
            accuses = asks or earlier.act == "accuse"
            others = set(self._actors_of(earlier.claimants))
            about = set(self._actors_of((*earlier.addressees, *earlier.about)))
            if accuses and not nouns.isdisjoint(stems) and others and not by & others and by & about:
                return other
        return None

    def _is_noun(self, inner: int, outer: int) -> bool:
        """Whether the cue of `inner` is the noun that `outer` is about."""
        cue, content = self._annotated.claims[inner].cue, self._annotated.claims[outer].content
        if not cue or not content or cue[0].start < content[0].start:
            return False
        first = words_in(self._text, cue[0])
        before = words_in(self._text, Span(content[0].start, cue[0].start))
        light = all(self._words.stem(word.text) in self._words.light for word in before)
        return bool(light and first and self._words.stem(first[0].text) in self._words.reporting)

    def _own(self, content: Sequence[Span], index: int) -> list[Span]:
        """The content without the claims in it, which others make."""
        claims = self._annotated.claims
        holes = [
            Span(min(s.start for s in spans), max(s.end for s in spans))
            for inner in self._inner[index]
            if (spans := (*claims[inner].source, *claims[inner].cue, *claims[inner].content))
        ]
        found = list(content)
        for hole in holes:
            rest = []
            for span in found:
                if hole.end <= span.start or hole.start >= span.end:
                    rest.append(span)
                    continue
                rest += [
                    part
                    for part in (Span(span.start, hole.start), Span(hole.end, span.end))
                    if part.start < part.end
                ]
            found = rest
        return found

    def _terms(self, clause: Clause, said: Said) -> Terms:
        start, end = clause.words[0].start, clause.words[-1].end
        near = self._named[bisect_left(self._starts, start) : bisect_left(self._starts, end)]
        named = [each for each in near if each.end <= end]
        if len(said.claimants) == 1:
            named += [
                Named(word.start, word.end, ACTOR + said.claimants[0])
                for word in clause.words
                if word.text in self._words.speakers
            ]
        return terms_of(clause.words, _apart(named), self._words, clause.negated)

    def _all_named(self) -> Iterator[Named]:
        for mention, reference in zip(self._annotated.mentions, self._references, strict=False):
            if reference is not None and self._is_known(reference.actor):
                mark = PLACE if self._actors[reference.actor].label == "Location" else ACTOR
                yield Named(mention.start, mention.end, mark + reference.actor)
        for figure in self._annotated.figures:
            yield Named(figure.start, figure.end, f"{NUMBER}{figure.value}-{figure.max}")

    def _is_known(self, actor: str) -> bool:
        """Groups are called by words of their own ("the police"); these are compared as words."""
        return actor in self._actors and self._actors[actor].label != "Group"

    def _measures(self, clause: Clause) -> frozenset[str]:
        start, end = clause.words[0].start, clause.words[-1].end
        return frozenset(
            figure.measure
            for figure in self._figures[
                bisect_left(self._figure_starts, start) : bisect_left(self._figure_starts, end)
            ]
            if figure.measure is not None and figure.end <= end
        )

    def _actors_of(self, mentions: Sequence[int]) -> tuple[str, ...]:
        found = []
        for index in mentions:
            reference = self._references[index] if index < len(self._references) else None
            if reference is not None:
                found += [reference.actor, *reference.also]
        return tuple(dict.fromkeys(found))


def actor_names(resolution: Resolution, words: PropositionWords) -> dict[str, frozenset[str]]:
    """Term of an actor -> the terms that its names are made of."""
    found = {}
    for actor in resolution.actors.values():
        if actor.label == "Organization":
            stems = {words.stem(word) for name in (actor.name, *actor.names) for word in words_of(name)}
            found[ACTOR + actor.id] = frozenset(words.alike.get((stem,), stem) for stem in stems)
    return found


def _inner(claims: Sequence[Claim]) -> list[list[int]]:
    """For every claim, the claims right inside its content."""
    spans = [
        (min(s.start for s in claim.content), max(s.end for s in claim.content)) if claim.content else (0, 0)
        for claim in claims
    ]
    found: list[list[int]] = [[] for _ in claims]
    # The innermost claim around each: the last one open that is larger, going by where they start.
    order = sorted(range(len(claims)), key=lambda i: (spans[i][0], -spans[i][1], i))
    around: list[int] = []
    for index in order:
        start, end = spans[index]
        while around and not (spans[around[-1]][1] >= end and spans[around[-1]] != (start, end)):
            around.pop()
        if around:
            found[around[-1]].append(index)
        around.append(index)
    return found


def _apart(named: list[Named]) -> list[Named]:
    """Sorted, and of two that overlap the longer one."""
    kept: list[Named] = []
    for each in sorted(named, key=lambda n: (n.start, -n.end, n.term)):
        if not kept or each.start >= kept[-1].end:
            kept.append(each)
    return kept
