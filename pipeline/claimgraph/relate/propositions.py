"""Claims of all documents -> which say the same, which deny each other, which answer a demand.

Two claims are linked where a clause of the one holds most of what a clause of the other says, by the
same people or things in the same roles; who claims and whether the clause is negated then say which link
it is. Claims that differ in a number are left to the comparison of figures. Where it is not sure, there
is no link: a wrong one between real people is worse than one that is missing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from claimgraph.ontology.propositions import PropositionWords
from claimgraph.records import AnnotatedDocument, Resolution
from claimgraph.relate.links import Comparison, LinkKind, Utterance
from claimgraph.relate.proposition_reasons import Reasons
from claimgraph.relate.similarity import ACTOR, Index, Likeness, Shared, Weights, same_roles
from claimgraph.relate.statements import Said, Statement, actor_names, read_statements
from claimgraph.relate.voices import Voices

__all__ = ["ClaimComparer", "Thresholds", "compare_claims"]

_MOST = 12  # links of one kind that a statement has to earlier ones, at most
_NAMED_IN_TEXT = 0.95  # how sure a denial is that names what it denies
_UNNAMED = 0.8  # how sure it is that an unnamed source is not the other claimant


@dataclass(frozen=True, slots=True, kw_only=True)
class Thresholds:
    """How much of one clause another must hold, as a share of its weight, 0 to 1.

    The defaults are measured by `tests/benchmarks/propositions.py`, to be right nine times of ten or more.

    Attributes:
        same: of both, where a claimant says the same again.
        backed: of both, where another claimant does.
        changed: of both, where a claimant says the opposite of before.
        denied: of the clause that is denied; what holds more than that is denied with it.
        denying: of the clause that it denies.
        answered: of the shorter of a demand and its answer.
        asked: of the longer one.
    """

    same: float = 0.75
    backed: float = 0.85
    changed: float = 0.65
    denied: float = 0.65
    denying: float = 0.35
    answered: float = 0.65
    asked: float = 0.35


class ClaimComparer:
    """Takes documents one after the other, then links their claims.

    Args:
        resolution: whom their mentions stand for.
        words: what is known about saying the same.
        voices: who speaks for whom; it must have taken the documents, too, before they are compared.
    """

    def __init__(self, resolution: Resolution, words: PropositionWords, voices: Voices) -> None:
        self._resolution = resolution
        self._words = words
        self._voices = voices
        self._said: dict[Utterance, Said] = {}
        self._statements: list[Statement] = []
        self._ties: set[frozenset[str]] = set()

    def add(self, annotated: AnnotatedDocument) -> None:
        """Take the claims of a document."""
        said, statements = read_statements(annotated, self._resolution, self._words)
        self._said.update((each.utterance, each) for each in said)
        self._statements += statements
        self._ties.update(_ties(annotated, self._resolution))

    def comparisons(
        self,
        *,
        events: Mapping[str, int] | None = None,
        reprints: Mapping[str, str] | None = None,
        thresholds: Thresholds | None = None,
    ) -> tuple[Comparison, ...]:
        """Compare what was said.

        Args:
            events: path of a document -> number of the event that it is about; only claims about one event
                are compared. Without it, all are.
            reprints: path of a document -> path of an earlier one with the same text; its claims are no new
                ones.
            thresholds: how alike claims must be.

        Returns:
            The links, each pair of claims once, sorted.
        """
        again = reprints or {}
        statements = [each for each in self._statements if each.said.utterance.document not in again]
        statements.sort(key=lambda each: (_time(each.said), each.start, each.stance, each.terms.all))
        said = {each: one for each, one in self._said.items() if each.document not in again}
        weights = Weights((each.terms for each in statements), self._words.common)
        likeness = Likeness(weights, actor_names(self._resolution, self._words))
        reasons = Reasons(self._resolution.actors)
        pairs = _Pairs(
            statements=statements,
            index=Index([each.terms for each in statements], weights, _numbered(statements, events)),
            likeness=likeness,
            common=self._words.common,
            voices=self._voices,
            ties=self._ties,
            given=thresholds or Thresholds(),
            reasons=reasons,
        )
        best: dict[frozenset[Utterance], Comparison] = {}
        for found in (*_named_denials(said, reasons), *pairs.comparisons()):
            pair = frozenset((found.left, found.right))
            if pair not in best or best[pair].confidence < found.confidence:
                best[pair] = found
        return tuple(sorted(best.values(), key=lambda each: (each.kind, each.left, each.right)))


def compare_claims(
    annotated: Iterable[AnnotatedDocument],
    resolution: Resolution,
    *,
    words: PropositionWords,
    events: Mapping[str, int] | None = None,
    reprints: Mapping[str, str] | None = None,
    thresholds: Thresholds | None = None,
) -> tuple[Comparison, ...]:
    """Compare the claims of all documents, in any order; see `ClaimComparer`."""
    voices = Voices(resolution)
    comparer = ClaimComparer(resolution, words, voices)
    for document in annotated:
        voices.add(document)
        comparer.add(document)
    return comparer.comparisons(events=events, reprints=reprints, thresholds=thresholds)


def _ties(annotated: AnnotatedDocument, resolution: Resolution) -> Iterator[frozenset[str]]:
    """Actors of whom one speaks for, is part of or heads the other, so that they are not independent."""
    path = annotated.document.path
    references = resolution.references.get(path, ())
    for relation in annotated.relations:
        if max(relation.left, relation.right) < len(references):
            left, right = references[relation.left], references[relation.right]
            if left and right and left.actor != right.actor:
                yield frozenset((left.actor, right.actor))
    for headed in resolution.headed.get(path, ()):
        head = references[headed.mention] if headed.mention < len(references) else None
        if head:
            yield frozenset((head.actor, headed.body))


def _time(said: Said) -> tuple[str, str, int]:
    """The later of a pair is the left one; of the same date, the later in the order of paths and texts."""
    return said.date or "", said.utterance.document, said.utterance.claim or 0


def _numbered(statements: Iterable[Statement], events: Mapping[str, int] | None) -> list[int]:
    """The number of each statement's event; a document of no event is one of its own."""
    if events is None:
        return [0 for _ in statements]
    alone: dict[str, int] = {}
    paths = [each.said.utterance.document for each in statements]
    return [events[path] if path in events else alone.setdefault(path, -1 - len(alone)) for path in paths]


def _named_denials(everyone: Mapping[Utterance, Said], reasons: Reasons) -> Iterator[Comparison]:
    """Denials that name what they deny: "rejects the allegation that ...", "rejected calls for ..."."""
    for said in everyone.values():
        other = everyone.get(said.denied) if said.denied else None
        if other is None or set(said.claimants) & set(other.claimants):
            continue
        confidence = _confidence(_NAMED_IN_TEXT, said, other)
        if other.stance == "asks":
            reason = reasons.turned_down(said, other)
            yield Comparison(
                kind="answers",
                left=said.utterance,
                right=other.utterance,
                reason=reason,
                confidence=confidence,
            )
        else:
            earlier, later = sorted((said, other), key=_time)
            reason = reasons.disputes(later, earlier)
            yield Comparison(
                kind="disputes",
                left=later.utterance,
                right=earlier.utterance,
                reason=reason,
                confidence=confidence,
            )


@dataclass(kw_only=True)
class _Pairs:
    """Statements in order of time, and what is needed to link them.

    Attributes:
        repeats: numbers of the statements that only say again what their claimant said before.
    """

    statements: list[Statement]
    index: Index
    likeness: Likeness
    common: frozenset[str]
    voices: Voices
    ties: set[frozenset[str]]
    given: Thresholds
    reasons: Reasons
    repeats: set[int] = field(default_factory=set)
    known_voices: dict[tuple[str, ...], frozenset[str]] = field(default_factory=dict)

    def comparisons(self) -> Iterator[Comparison]:
        """The links between claimants are to what each of them said first; the rest repeats it."""
        for number in range(len(self.statements)):
            first = self._said_before(number)
            if first is not None:
                self.repeats.add(number)
                later, earlier = self.statements[number].said, self.statements[first].said
                if later.utterance.document != earlier.utterance.document:
                    yield self._made("repeats", later, earlier, 1.0, self.reasons.repeats(later, earlier))
        for number in range(len(self.statements)):
            if number not in self.repeats:
                yield from self._to_others(number)

    def _said_before(self, number: int) -> int | None:
        one = self.statements[number]
        if not one.said.claimants:
            return None
        for other in self.index.like(number, self.given.same, self.given.same):
            if other >= number:
                break
            two = self.statements[other]
            if (
                other not in self.repeats
                and one.stance == two.stance
                and self._one_voice(one.said, two.said)
                and one.said.utterance != two.said.utterance
                and not one.measures & two.measures
            ):
                both = self.likeness.shared(one.terms, two.terms)
                if (
                    both
                    and min(both.of_left, both.of_right) >= self.given.same
                    and not self._opposite(one, two, both)
                    and self._comparable(one, two, both)
                ):
                    return other
        return None

    def _to_others(self, number: int) -> Iterator[Comparison]:
        one = self.statements[number]
        links: Counter[LinkKind] = Counter()
        given = self.given
        least = min(given.same, given.changed, given.denied, given.answered)
        for other in self.index.like(number, least, min(given.denying, given.asked)):
            two = self.statements[other]
            alike = one.stance == two.stance and one.negative == two.negative
            if (
                other in self.repeats
                or one.said.utterance == two.said.utterance
                or (other > number and alike)
            ):
                continue
            both = self.likeness.shared(one.terms, two.terms)
            if both is None or not self._comparable(one, two, both):
                continue
            link = self._link(one, two, both) if number > other else self._link(two, one, both.swapped())
            if link is not None and links[link.kind] < _MOST:
                links[link.kind] += 1
                yield link

    def _one_voice(self, one: Said, two: Said) -> bool:
        return not self._voices_of(one.claimants).isdisjoint(self._voices_of(two.claimants))

    def _voices_of(self, claimants: tuple[str, ...]) -> frozenset[str]:
        if claimants not in self.known_voices:
            self.known_voices[claimants] = self.voices.of_actors(claimants)
        return self.known_voices[claimants]

    def _comparable(self, one: Statement, two: Statement, both: Shared) -> bool:
        """Whether they share enough, and the same people or things act and are acted on in both."""
        telling = [term for term, _ in both.terms if term not in self.common]
        words = [term for term in telling if not term.startswith(ACTOR)]
        if not words or not same_roles(one.terms, two.terms, both.terms):
            return False
        return len(telling) > 1 or self._is_put_to(one, two) or self._is_put_to(two, one)

    def _is_put_to(self, demand: Statement, answer: Statement) -> bool:
        """Whether one word is enough: "called on the mayor to resign", "the mayor refused to resign"."""
        return (
            (demand.stance, answer.stance) == ("asks", "commits")
            and demand.terms.all == answer.terms.all
            and not demand.said.addressees.isdisjoint(answer.said.claimants)
        )

    def _opposite(self, one: Statement, two: Statement, both: Shared) -> bool:
        return (one.negative != two.negative) != both.turned

    def _link(self, later: Statement, earlier: Statement, both: Shared) -> Comparison | None:
        stances = {later.stance, earlier.stance}
        if later.stance == earlier.stance != "asks":
            return self._statement(later, earlier, both)
        if (later.stance, earlier.stance) == ("states", "commits"):
            return self._change(later, earlier, both)
        if "asks" in stances and len(stances) == 2:
            asks, answers = (earlier, later) if earlier.stance == "asks" else (later, earlier)
            return self._answer(answers, asks, both)
        return None

    def _statement(self, later: Statement, earlier: Statement, both: Shared) -> Comparison | None:
        """Two that state something, or promise something."""
        one, two = later.said, earlier.said
        if later.terms.times and earlier.terms.times and not later.terms.times & earlier.terms.times:
            return None
        if self._one_voice(one, two):
            return self._change(later, earlier, both)
        opposite = self._opposite(later, earlier, both)
        if later.measures & earlier.measures and not opposite:
            return None
        alike = min(both.of_left, both.of_right)
        if later.stance == "commits":
            return None
        if opposite:
            if not (one.claimants or two.claimants) or not self._is_denied(later, earlier, both):
                return None
            return self._made("disputes", one, two, _mean(both), self.reasons.disputes(one, two))
        if not (one.claimants and two.claimants) or self._are_tied(one, two) or _has_from(one, two):
            return None
        if alike < self.given.backed:
            return None
        return self._made("corroborates", one, two, alike, self.reasons.corroborates(one, two))

    def _change(self, later: Statement, earlier: Statement, both: Shared) -> Comparison | None:
        """A claimant that says the opposite of what it said, or of what it promised or refused."""
        one, two = later.said, earlier.said
        alike = min(both.of_left, both.of_right)
        if (
            self._one_voice(one, two)
            and _is_after(one.date, two.date)
            and alike >= self.given.changed
            and self._opposite(later, earlier, both)
        ):
            return self._made("revises", one, two, alike, self.reasons.revises(one, two))
        return None

    def _is_denied(self, later: Statement, earlier: Statement, both: Shared) -> bool:
        """Whether what the negative one of the two denies is in the other."""
        if later.negative == earlier.negative:
            return min(both.of_left, both.of_right) >= self.given.denied
        for each, side in ((later, 0), (earlier, 1)):
            if each.terms.negated and each.terms.negated not in [pair[side] for pair in both.terms]:
                return False
        denied, rest = (both.of_left, both.of_right) if later.negative else (both.of_right, both.of_left)
        return denied >= self.given.denied and rest >= self.given.denying

    def _answer(self, answer: Statement, demand: Statement, both: Shared) -> Comparison | None:
        one, two = answer.said, demand.said
        if self._one_voice(one, two) or not one.claimants or _is_after(two.date, one.date):
            return None
        opposite = self._opposite(answer, demand, both)
        if answer.stance == "states" and opposite:
            return None
        shares = sorted((both.of_left, both.of_right))
        asked = two.addressees | two.about
        concerned = any(
            actor in asked or frozenset((actor, other)) in self.ties
            for actor in one.claimants
            for other in (actor, *asked)
        )
        if answer.stance == "states" and not concerned:
            return None
        least = self.given.asked if concerned else self.given.same
        if shares[0] < least or shares[1] < self.given.answered:
            return None
        return self._made("answers", one, two, _mean(both), self.reasons.answers(answer, demand, opposite))

    def _are_tied(self, one: Said, two: Said) -> bool:
        return any(frozenset((a, b)) in self.ties for a in one.claimants for b in two.claimants)

    def _made(self, kind: LinkKind, left: Said, right: Said, alike: float, reason: str) -> Comparison:
        return Comparison(
            kind=kind,
            left=left.utterance,
            right=right.utterance,
            reason=reason,
            confidence=_confidence(alike, left, right),
        )


def _confidence(alike: float, one: Said, two: Said) -> float:
    named = 1.0 if one.claimants and two.claimants else _UNNAMED
    return round(alike * named * min(one.confidence, two.confidence), 2)


def _has_from(one: Said, two: Said) -> bool:
    """Whether either claimant passes on what the other says, so that the two are not independent."""
    return not (one.relayed_by.isdisjoint(two.claimants) and two.relayed_by.isdisjoint(one.claimants))


def _mean(both: Shared) -> float:
    return (both.of_left + both.of_right) / 2


def _is_after(one: str | None, two: str | None) -> bool:
    """Whether the first date is later than the second; "2022-02" is neither before nor after "2022-02-03"."""
    return bool(one and two and one > two and not one.startswith(two))
