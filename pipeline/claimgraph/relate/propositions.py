"""Claims of all documents -> which say the same, which deny each other, which answer a demand.

Two claims are linked where a clause of the one holds most of what a clause of the other says, by the
same people or things in the same roles; who claims and whether the clause is negated then say which link
it is. Claims that differ in a number are left to the comparison of figures. Where it is not sure, there
is no link: a wrong one between real people is worse than one that is missing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from claimgraph.ontology.propositions import PropositionWords
from claimgraph.records import AnnotatedDocument, Resolution
from claimgraph.relate.links import Comparison, LinkKind, Utterance
from claimgraph.relate.proposition_reasons import Reasons
from claimgraph.relate.similarity import ACTOR, Index, Likeness, Shared, Weights, same_roles
from claimgraph.relate.statements import Said, Statement, actor_names, read_statements

__all__ = ["Thresholds", "compare_claims"]

_MOST = 12  # links of one kind that a statement has to earlier ones, at most
_NAMED_IN_TEXT = 0.95  # how sure a denial is that names what it denies
_UNNAMED = 0.8  # how sure it is that an unnamed source is not the other claimant


@dataclass(frozen=True, slots=True, kw_only=True)
class Thresholds:
    """How much of one clause another must hold, as a share of its weight, 0 to 1.

    The defaults are measured by `tests/benchmarks/propositions.py`, to be right nine times of ten or more.

    Attributes:
        same: of both, to say the same.
        denied: of the clause that is denied; what holds more than that is denied with it.
        denying: of the clause that it denies.
        answered: of the shorter of a demand and its answer.
        asked: of the longer one.
    """

    same: float = 0.7
    denied: float = 0.7
    denying: float = 0.4
    answered: float = 0.7
    asked: float = 0.4


def compare_claims(
    annotated: Iterable[AnnotatedDocument],
    resolution: Resolution,
    *,
    words: PropositionWords,
    events: Mapping[str, int] | None = None,
    reprints: Mapping[str, str] | None = None,
    thresholds: Thresholds | None = None,
) -> tuple[Comparison, ...]:
    """Compare claims by what they say.

    Args:
        annotated: the documents, in any order.
        resolution: whom their mentions stand for.
        words: what is known about saying the same.
        events: path of a document -> number of the event that it is about; only claims about one event are
            compared. Without it, all are.
        reprints: path of a document -> path of an earlier one with the same text; its claims are no new ones.
        thresholds: how alike claims must be.

    Returns:
        The links, each pair once, sorted.
    """
    given = thresholds or Thresholds()
    everyone: dict[Utterance, Said] = {}
    statements: list[Statement] = []
    ties: set[frozenset[str]] = set()
    for document in annotated:
        if reprints and document.document.path in reprints:
            continue
        said, made = read_statements(document, resolution, words)
        everyone.update((each.utterance, each) for each in said)
        statements += made
        ties.update(_ties(document, resolution))
    statements.sort(key=lambda each: (_time(each.said), each.start, each.stance))
    weights = Weights((each.terms for each in statements), words.common)
    likeness = Likeness(weights, actor_names(resolution, words))
    comparer = _Comparer(statements, weights, likeness, ties, events, given, Reasons(resolution.actors))
    best: dict[frozenset[Utterance], Comparison] = {}
    for found in (*_named_denials(everyone, comparer.reasons), *comparer.comparisons()):
        pair = frozenset((found.left, found.right))
        if pair not in best or best[pair].confidence < found.confidence:
            best[pair] = found
    return tuple(sorted(best.values(), key=lambda each: (each.kind, each.left, each.right)))


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


class _Comparer:
    def __init__(
        self,
        statements: list[Statement],
        weights: Weights,
        likeness: Likeness,
        ties: set[frozenset[str]],
        events: Mapping[str, int] | None,
        thresholds: Thresholds,
        reasons: Reasons,
    ) -> None:
        self.reasons = reasons
        self._statements = statements
        self._ties = ties
        self._events = events
        self._given = thresholds
        self._likeness = likeness
        self._index = Index([each.terms for each in statements], weights)
        self._repeats: set[int] = set()  # statements that only say again what their claimant said before

    def comparisons(self) -> Iterator[Comparison]:
        """The links between claimants are to what each of them said first; the rest repeats it."""
        for number in range(len(self._statements)):
            first = self._said_before(number)
            if first is not None:
                self._repeats.add(number)
                later, earlier = self._statements[number].said, self._statements[first].said
                if later.utterance.document != earlier.utterance.document:
                    yield self._made("repeats", later, earlier, 1.0, self.reasons.repeats(later, earlier))
        for number in range(len(self._statements)):
            if number not in self._repeats:
                yield from self._to_others(number)

    def _said_before(self, number: int) -> int | None:
        one = self._statements[number]
        if not one.said.claimants:
            return None
        for other in self._index.like(number, self._given.same):
            if other >= number:
                break
            two = self._statements[other]
            if (
                other not in self._repeats
                and one.stance == two.stance
                and one.said.claimants == two.said.claimants
                and one.said.utterance != two.said.utterance
                and not one.measures & two.measures
                and self._one_event(one, two)
            ):
                both = self._likeness.shared(one.terms, two.terms)
                if (
                    both
                    and min(both.of_left, both.of_right) >= self._given.same
                    and not self._opposite(one, two, both)
                    and self._comparable(one, two, both)
                ):
                    return other
        return None

    def _to_others(self, number: int) -> Iterator[Comparison]:
        one = self._statements[number]
        links: Counter[LinkKind] = Counter()
        least = min(self._given.same, self._given.denied, self._given.answered)
        for other in self._index.like(number, least):
            two = self._statements[other]
            alike = one.stance == two.stance and one.negative == two.negative
            if (
                other in self._repeats
                or one.said.utterance == two.said.utterance
                or (other > number and alike)
            ):
                continue
            if not self._one_event(one, two):
                continue
            both = self._likeness.shared(one.terms, two.terms)
            if both is None or not self._comparable(one, two, both):
                continue
            link = self._link(one, two, both) if number > other else self._link(two, one, both.swapped())
            if link is not None and links[link.kind] < _MOST:
                links[link.kind] += 1
                yield link

    def _one_event(self, one: Statement, two: Statement) -> bool:
        paths = one.said.utterance.document, two.said.utterance.document
        if self._events is None or paths[0] == paths[1]:
            return True
        first, second = map(self._events.get, paths)
        return first is not None and first == second

    def _comparable(self, one: Statement, two: Statement, both: Shared) -> bool:
        words = [term for term, _ in both.terms if not term.startswith(ACTOR)]
        return len(both.terms) > 1 and len(words) > 0 and same_roles(one.terms, two.terms, both.terms)

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
        if set(one.claimants) & set(two.claimants):
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
        if alike < self._given.same or not (one.claimants and two.claimants) or self._are_tied(one, two):
            return None
        return self._made("corroborates", one, two, alike, self.reasons.corroborates(one, two))

    def _change(self, later: Statement, earlier: Statement, both: Shared) -> Comparison | None:
        """A claimant that says the opposite of what it said, or of what it promised or refused."""
        one, two = later.said, earlier.said
        alike = min(both.of_left, both.of_right)
        if (
            set(one.claimants) & set(two.claimants)
            and _is_after(one.date, two.date)
            and alike >= self._given.same
            and self._opposite(later, earlier, both)
        ):
            return self._made("revises", one, two, alike, self.reasons.revises(one, two))
        return None

    def _is_denied(self, later: Statement, earlier: Statement, both: Shared) -> bool:
        """Whether what the negative one of the two denies is in the other."""
        if later.negative == earlier.negative:
            return min(both.of_left, both.of_right) >= self._given.denied
        denied, rest = (both.of_left, both.of_right) if later.negative else (both.of_right, both.of_left)
        return denied >= self._given.denied and rest >= self._given.denying

    def _answer(self, answer: Statement, demand: Statement, both: Shared) -> Comparison | None:
        one, two = answer.said, demand.said
        if set(one.claimants) & set(two.claimants) or not one.claimants or _is_after(two.date, one.date):
            return None
        opposite = self._opposite(answer, demand, both)
        if answer.stance == "states" and opposite:
            return None
        shares = sorted((both.of_left, both.of_right))
        asked = two.addressees | two.about
        concerned = any(
            actor in asked or frozenset((actor, other)) in self._ties
            for actor in one.claimants
            for other in (actor, *asked)
        )
        if answer.stance == "states" and two.addressees and not concerned:
            return None
        least = self._given.asked if concerned else self._given.same
        if shares[0] < least or shares[1] < self._given.answered:
            return None
        return self._made("answers", one, two, _mean(both), self.reasons.answers(answer, demand, opposite))

    def _are_tied(self, one: Said, two: Said) -> bool:
        return any(frozenset((a, b)) in self._ties for a in one.claimants for b in two.claimants)

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


def _mean(both: Shared) -> float:
    return (both.of_left + both.of_right) / 2


def _is_after(one: str | None, two: str | None) -> bool:
    """Whether the first date is later than the second; "2022-02" is neither before nor after "2022-02-03"."""
    return bool(one and two and one > two and not one.startswith(two))
