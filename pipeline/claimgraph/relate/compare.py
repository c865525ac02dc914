"""Positions on one count in, comparisons out: who repeats, corroborates, revises or disputes whom, and why.

The rule on time. Numbers of one voice that cannot hold together are a revision, the later of the earlier.
Those of different voices are a dispute where their dates overlap. Else it depends on what is counted:

- How things stand on a day (people in custody): numbers of different days do not contradict.
- What goes on being counted (cases opened): a later number that is higher does not contradict.
- What happened then (people killed): a later number that is lower contradicts. One that is higher does, too,
  within a month; within half a year, too, but less surely, where it is a quarter higher or more, or a text
  sets the one against the other, and the earlier voice has not given another number meanwhile.

Numbers that are five times each other hardly count the same, whatever the words: they are no dispute.

A source without a name is another voice only for its own document, which sets it against others; elsewhere
it may be one of them, unless its kind says otherwise (activists are no ministry). Two without a name
("official figures" in one text and in another) may be one that has changed its number, or two: the numbers
differ all the same, so they are linked, with little confidence and with a reason that leaves that open.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import inf

from claimgraph.ontology.measures import Measure
from claimgraph.relate.dates import days_between
from claimgraph.relate.intervals import Interval
from claimgraph.relate.links import Comparison, LinkKind
from claimgraph.relate.observations import Observation
from claimgraph.relate.positions import Position
from claimgraph.relate.reasons import Reasons

__all__ = ["Comparer"]

_SHORTLY = 31  # days
_COMPARED = 40  # positions right before it in time with which a position is compared,
_COMPARED_IN_CROWD = 8  # and where there are more positions than
_CROWD = 400
_ALIKE = 1.5  # how many times larger than the other a number that corroborates may be
_COMPARABLE = 5  # how many times larger a number may be that still counts the same
_LONG = 183  # days after which a higher number says nothing about a lower one,
_GROWN = 1.25  # and times that it must be the lower one if it is given later than shortly after
_BOTH = 2
_TELLING = 10  # numbers below it are the same by chance too often
_CERTAIN, _SURE, _LIKELY, _OPEN, _UNKNOWN = 0.9, 0.8, 0.6, 0.5, 0.4

Reason = Callable[[Observation, Observation], str]


@dataclass(frozen=True, slots=True)
class Comparer:
    """Compares positions on one measure in one event.

    Attributes:
        measure: what is counted.
        reasons: writes why.
        reprints: path of a document -> path of the one with (nearly) the same text.
        core: places that the whole event is about.
    """

    measure: Measure
    reasons: Reasons
    reprints: Mapping[str, str]
    core: frozenset[str]

    def same_scope(self, positions: Sequence[Position]) -> Iterator[Comparison]:
        """Compare positions of one scope.

        Args:
            positions: of one tally, in order of time.
        """
        for position in positions:
            yield from self._repeated(position)
        reach = _COMPARED if len(positions) <= _CROWD else _COMPARED_IN_CROWD
        own: dict[frozenset[str], Position] = {}
        first: dict[Interval, Position] = {}
        for position in positions:
            first.setdefault(position.interval, position)
        for at, later in enumerate(positions):
            before = own.get(later.voice)
            if before is not None:
                yield from self._of_one_voice(later, before)
            own[later.voice] = later
            moved = False
            for earlier in reversed(positions[max(0, at - reach) : at]):
                if later.voice & earlier.voice:
                    if later.voice != earlier.voice:
                        yield from self._of_one_voice(later, earlier)
                    continue
                if _echoes(earlier, later, first) or _echoes(later, earlier, first):
                    continue
                for found in self._of_two(later, earlier):
                    if found.kind == "differsInScope":
                        if moved:
                            continue
                        moved = True
                    yield found
        yield from self._unsourced(positions)

    def of_part(self, parts: Sequence[Position], wholes: Sequence[Position]) -> Iterator[Comparison]:
        """Compare positions on a part with those on what it is a part of; both in order of time."""
        reach = (_COMPARED if len(parts) + len(wholes) <= _CROWD else _COMPARED_IN_CROWD) // 2
        dates = [position.since or "9999" for position in wholes]
        for part in parts:
            at = bisect_left(dates, part.since or "9999")
            near = wholes[max(0, at - reach) : at + reach]
            exceeded = [each for each in near if self._exceeds(part, each)]
            for whole in exceeded:
                yield self._symmetric(
                    "disputes",
                    part.first,
                    whole.first,
                    self.reasons.exceeds,
                    self._trust(part, whole, _LIKELY),
                )
            fitting = [
                each for each in near if each.interval.high >= part.interval.low and _are_near(part, each)
            ]
            if fitting:
                whole = min(fitting, key=lambda each: _apart(part, each))
                yield self._symmetric("differsInScope", part.first, whole.first, self.reasons.differs, _SURE)

    def of_act(self, meant: Sequence[Position], others: Sequence[Position]) -> Iterator[Comparison]:
        """Set what is demanded or promised beside what is promised or said; both in order of time."""
        dates = [position.since or "9999" for position in others]
        for position in meant:
            at = bisect_left(dates, position.since or "9999")
            near = others[max(0, at - _COMPARED // 2) : at + _COMPARED // 2]
            other = min(near, key=lambda each: _apart(position, each))
            yield self._symmetric("differsInScope", position.first, other.first, self.reasons.differs, _SURE)

    def denials(self, denied: Iterable[Observation], positions: Sequence[Position]) -> Iterator[Comparison]:
        """Set denials of a number against whoever gives it."""
        given: dict[tuple[float, float], list[Position]] = {}
        for position in positions:
            given.setdefault((position.interval.low, position.interval.high), []).append(position)
        for each in denied:
            for position in given.get((each.interval.low, each.interval.high), ())[:_COMPARED]:
                voice = self.reasons.voices.of(each)
                if not position.voice & voice and not self._elsewhere(each, position.first):
                    yield self._comparison(
                        "disputes", each, position.first, self.reasons.denies(each, position.first), _SURE
                    )

    def _repeated(self, position: Position) -> Iterator[Comparison]:
        first = position.first
        for each in position.observations[1:]:
            reprint = self._original(each) == self._original(first)
            reason = self.reasons.repeats(
                each, first, reprint=reprint and _document(each) != _document(first)
            )
            yield self._comparison("repeats", each, first, reason, _CERTAIN if each.claimants else _SURE)

    def _original(self, each: Observation) -> str:
        return self.reprints.get(_document(each), _document(each))

    def _of_one_voice(self, later: Position, earlier: Position) -> Iterator[Comparison]:
        gap = days_between(earlier.since, later.since)
        same = later.voice == earlier.voice
        if later.interval.meets(earlier.interval):
            near = later.interval.holds(earlier.interval) or earlier.interval.holds(later.interval)
            if near and later.interval.is_bounded and earlier.interval.is_bounded:
                reason = self.reasons.repeats(later.first, earlier.first, reprint=False)
                yield self._comparison("repeats", later.first, earlier.first, reason, _SURE)
        elif gap is not None and gap > 0 and _ratio(later, earlier) <= _COMPARABLE:
            if self._is_old(later, earlier):
                return
            reason = self.reasons.revises(later.first, earlier.first)
            sure = same and all(each.first.dated or each.first.own for each in (later, earlier))
            confidence = _CERTAIN if sure else _LIKELY
            yield self._comparison("revises", later.first, earlier.first, reason, confidence)

    def _is_old(self, later: Position, earlier: Position) -> bool:
        """Whether somebody passes on, without a date, a number that is rather the older one: it is lower."""
        passed_on = not (later.first.dated or later.first.own) and bool(later.first.relayed_by)
        lower = later.interval.is_below(earlier.interval)
        return passed_on and lower and not self.measure.changes and not _share_document(later, earlier)

    def _of_two(self, later: Position, earlier: Position) -> Iterator[Comparison]:
        """Compare positions of two voices."""
        if self._elsewhere(later.first, earlier.first):
            return
        if later.interval.meets(earlier.interval):
            confidence = self._corroboration(later, earlier)
            if _document(later.first) == _document(earlier.first) and _ratio(later, earlier) > _COMPARABLE:
                reasons = self.reasons.far_apart
                yield self._symmetric("differsInScope", later.first, earlier.first, reasons, _OPEN)
            elif confidence:
                reasons = self.reasons.corroborates
                yield self._symmetric("corroborates", later.first, earlier.first, reasons, confidence)
            return
        if _ratio(later, earlier) > _COMPARABLE:
            return
        confidence = self._contradiction(later, earlier)
        if not _are_two(later, earlier):
            if confidence and not (later.is_named or earlier.is_named):
                yield self._symmetric(
                    "disputes", later.first, earlier.first, self.reasons.differ_unnamed, _UNKNOWN
                )
            return
        if confidence:
            yield self._symmetric(
                "disputes",
                later.first,
                earlier.first,
                self.reasons.disputes,
                self._trust(later, earlier, confidence),
            )
        elif self.measure.changes or self.measure.goes_on:
            yield self._symmetric(
                "differsInScope", later.first, earlier.first, self.reasons.moved_on, _LIKELY
            )

    def _elsewhere(self, left: Observation, right: Observation, *, part: bool = False) -> bool:
        """Whether their sentences speak of different places, or one of a time long before.

        Where one counts a part of what the other does, it may name a place within it.
        """
        here, there = left.places - self.core, right.places - self.core
        if (here and there and not here & there) or _is_past(left, right) or _is_past(right, left):
            return True
        if part:
            return False
        if left.places and right.places:
            return not left.places & right.places
        return _is_foreign(left, self.core) or _is_foreign(right, self.core)

    def _corroboration(self, later: Position, earlier: Position) -> float:
        """How sure it is that one independent voice backs the other; 0 where it does not."""
        if not (later.is_named and earlier.is_named) or later.is_unsourced or earlier.is_unsourced:
            return 0.0
        if self.measure.changes and days_between(earlier.since, later.since) != 0:
            return 0.0
        if later.interval == earlier.interval:
            # The very same number is often the same count, passed on without saying so.
            return _OPEN if _share_document(later, earlier) else _LIKELY
        if _ratio(later, earlier) > _ALIKE or not (later.interval.is_telling and earlier.interval.is_telling):
            return 0.0
        if later.interval.is_bounded and earlier.interval.is_bounded:
            return _SURE
        gap = days_between(earlier.since, later.since)
        return _LIKELY if gap is None or gap <= _SHORTLY or later.first.date is None else 0.0

    def _contradiction(self, later: Position, earlier: Position) -> float:
        """How sure it is that two numbers that cannot both hold are of one time; 0 where they are not."""
        gap = days_between(earlier.since, later.since)
        if gap is None:
            return 0.0 if self.measure.changes or self.measure.goes_on else _LIKELY
        if gap == 0:
            exact = all(_is_day(each.since) for each in (earlier, later))
            moves = self.measure.changes or self.measure.goes_on
            return _CERTAIN if exact else 0.0 if moves else _LIKELY
        if self.measure.changes:
            return 0.0
        since = days_between(earlier.until, later.since)
        replaced = since is not None and since >= 0
        if later.interval.is_below(earlier.interval):
            return 0.0 if replaced and gap > _SHORTLY else _SURE
        if self.measure.goes_on or later.interval.low < _TELLING:
            return 0.0
        if gap <= _SHORTLY:
            return _SURE
        if later.first.date is None or (not replaced and _share_document(later, earlier)):
            # It is not known how much later, or a text sets the one against the other.
            return _LIKELY
        return 0.0 if replaced or gap > _LONG or _ratio(later, earlier) < _GROWN else _OPEN

    def _exceeds(self, part: Position, whole: Position) -> bool:
        """Whether a part is larger than somebody else's whole, of the same time."""
        if not part.first.scope.narrows(whole.first.scope) or _ratio(part, whole) > _COMPARABLE:
            return False
        if part.voice & whole.voice or not whole.interval.is_below(part.interval):
            return False
        later, earlier = sorted((part, whole), key=lambda each: each.since or "9999", reverse=True)
        if not _are_two(part, whole) or self._elsewhere(part.first, whole.first, part=True):
            return False
        return self._contradiction(later, earlier) > 0

    def _unsourced(self, positions: Sequence[Position]) -> Iterator[Comparison]:
        """Numbers without a named source that somebody named has given before."""
        given: dict[tuple[float, float], Position] = {}
        for position in positions:
            key = (position.interval.low, position.interval.high)
            named = position.is_named and not position.is_unsourced
            if named:
                given.setdefault(key, position)
                continue
            origin = given.get(key)
            if origin is not None and key[0] == key[1] and key[0] >= _TELLING:
                reason = self.reasons.repeats_unsourced(position.first, origin.first)
                yield self._comparison("repeats", position.first, origin.first, reason, _OPEN)

    @staticmethod
    def _trust(left: Position, right: Position, confidence: float) -> float:
        """Less sure where a voice is not named."""
        return confidence if left.is_named and right.is_named else min(confidence, _LIKELY)

    def _symmetric(
        self, kind: LinkKind, left: Observation, right: Observation, reason: Reason, confidence: float
    ) -> Comparison:
        """A comparison that is alike both ways: the later one is `left`."""
        if _order(left) < _order(right):
            left, right = right, left
        return self._comparison(kind, left, right, reason(left, right), confidence)

    def _comparison(
        self, kind: LinkKind, left: Observation, right: Observation, reason: str, confidence: float
    ) -> Comparison:
        return Comparison(
            kind=kind,
            left=left.utterance,
            right=right.utterance,
            reason=reason,
            measure=self.measure.name,
            confidence=confidence,
        )


def _are_two(left: Position, right: Position) -> bool:
    """Whether the two are different people for sure; see the head of this module."""
    if left.is_named and right.is_named:
        return True
    return _share_document(left, right) or not (left.first.anybody or right.first.anybody)


def _is_foreign(each: Observation, core: frozenset[str]) -> bool:
    """Whether its sentence names places, but none that all of the event is about."""
    return bool(core) and bool(each.places) and not each.places & core


def _is_day(date: str | None) -> bool:
    """Whether a date says the day, too: "2022-02" can be any time of it."""
    return date is not None and len(date) >= len("2022-02-03")


def _is_past(one: Observation, other: Observation) -> bool:
    """As in "17 people were killed there in 2019", beside a number of 2024."""
    if not one.years or other.years:
        return bool(one.years and other.years) and not one.years & other.years
    dates = [each.date for each in (one, other) if each.date is not None]
    return len(dates) == _BOTH and all(max(one.years) < int(date[:4]) - 1 for date in dates)


def _share_document(left: Position, right: Position) -> bool:
    documents = {_document(each) for each in left.observations}
    return any(_document(each) in documents for each in right.observations)


def _echoes(one: Position, other: Position, first: Mapping[Interval, Position]) -> bool:
    """Whether one gives the number that the other gave first, and has replaced since.

    That is not set against the new number: it is old.
    """
    origin = first[one.interval]
    return (
        origin is not one
        and origin.voice == other.voice
        and not one.interval.meets(other.interval)
        and one.interval.low >= _TELLING
    )


def _are_near(left: Position, right: Position) -> bool:
    """Whether a part is shown beside a whole: of one voice, in one document, or easily taken for the same."""
    one = bool(left.voice & right.voice) or _document(left.first) == _document(right.first)
    return one or _ratio(left, right) <= _ALIKE


def _ratio(left: Position, right: Position) -> float:
    """How many times one number is the other: of ranges, of the ends that are nearest."""
    low, high = sorted((left.interval, right.interval), key=lambda each: (each.low, each.high))
    below = low.high if low.is_below(high) else low.low
    if below <= 0:
        below = min(low.high, high.low)
    return high.low / below if below > 0 else inf if high.low > 0 else 1.0


def _apart(left: Position, right: Position) -> tuple[bool, bool, int, str, int]:
    """Sorts positions by how near they are: of one document and voice, of one voice, in time."""
    one_voice = bool(left.voice & right.voice)
    gap = days_between(left.since, right.since)
    first = right.first
    return (
        not (one_voice and _document(left.first) == _document(first)),
        not one_voice,
        abs(gap) if gap is not None else 10**6,
        _document(first),
        first.start,
    )


def _order(each: Observation) -> tuple[str, str, int]:
    return each.date or each.floor or "9999", _document(each), each.start


def _document(each: Observation) -> str:
    return each.utterance.document
