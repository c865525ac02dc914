"""Figures that count the same -> positions: who holds which number since when, and where it is said.

However often a number is relayed, reprinted or said again, it is one position of one voice.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from claimgraph.relate.intervals import Interval
from claimgraph.relate.observations import Observation
from claimgraph.relate.voices import Voices

__all__ = ["Position", "in_time", "positions_of"]

Voice = frozenset[str]


@dataclass(slots=True)
class Position:
    """One number of one voice.

    Attributes:
        voice: whose it is; see `Voices.of`.
        observations: where it is said; the first is the earliest that the voice says itself, if one is.
        since: ISO date from which it is held; None where that is not known.
        until: date from which the voice gives another number instead.
    """

    voice: Voice
    observations: list[Observation]
    since: str | None = None
    until: str | None = None

    @property
    def first(self) -> Observation:
        """The observation that stands for all."""
        return self.observations[0]

    @property
    def interval(self) -> Interval:
        """The numbers that it allows."""
        return self.observations[0].interval

    @property
    def is_named(self) -> bool:
        """Whether it is known who says it."""
        return bool(self.first.claimants)

    @property
    def is_unsourced(self) -> bool:
        """Whether a report gives the number without saying where it has it from."""
        return self.first.unsourced


def positions_of(observations: Iterable[Observation], voices: Voices) -> list[Position]:
    """The positions in a tally, in order of time.

    Args:
        observations: of one tally.
        voices: who speaks for whom.
    """
    ordered = _without_parts(sorted(observations, key=in_time), voices)
    origins = _origins(ordered, voices)
    held: dict[tuple[Voice, Interval], Position] = {}
    for each in ordered:
        voice = origins.get(id(each)) or voices.of(each)
        position = held.get((voice, each.interval))
        if position is None:
            held[voice, each.interval] = Position(voice, [each])
        else:
            position.observations.append(each)
    for position in held.values():
        own = [each for each in position.observations if voices.of(each) == position.voice]
        first = (own or position.observations)[0]
        position.observations.remove(first)
        position.observations.insert(0, first)
        position.since = min(
            (date for each in own or [first] if (date := each.date or each.floor)), default=None
        )
    found = sorted(
        held.values(), key=lambda each: (each.since is None, each.since or "", *in_time(each.first)[2:])
    )
    _replace(found)
    return found


def in_time(each: Observation) -> tuple[bool, str, str, int]:
    """Sorts observations by date, then by document and place in it."""
    date = each.date or each.floor
    return date is None, date or "", each.utterance.document, each.start


def _without_parts(ordered: Sequence[Observation], voices: Voices) -> list[Observation]:
    """Without the smaller of several numbers that one voice gives at once.

    "230 died, 86 of them in the north, 53 in the south": where no scope was read that tells them apart, the
    largest is taken for the whole, and the others are compared with nothing. Of what is only counted in a
    context, none is.
    """
    together: defaultdict[tuple[Voice, str, str | None], list[Observation]] = defaultdict(list)
    for each in ordered:
        together[voices.of(each), each.utterance.document, each.date].append(each)
    left_out = {id(each) for each in ordered if each.is_part and not each.scope.who | each.scope.where}
    for group in together.values():
        if len(group) == 1:
            continue
        largest = max((each for each in group), key=lambda each: (each.interval.low, each.interval.high))
        smaller = {id(each) for each in group if not each.interval.meets(largest.interval)}
        if smaller and largest.context:
            smaller.add(id(largest))
        left_out |= smaller
    return [each for each in ordered if id(each) not in left_out]


def _origins(ordered: Sequence[Observation], voices: Voices) -> Mapping[int, Voice]:
    """Whose numbers those are that somebody only passes on."""
    relayed: dict[tuple[str, Interval], tuple[Voice, str]] = {}
    attributed: dict[tuple[str, Interval], Voice] = {}
    sentences: dict[tuple[int, Interval], Voice] = {}
    for each in ordered:
        voice = voices.of(each)
        if not each.own:
            attributed.setdefault((each.utterance.document, each.interval), voice)
        for relayer in voices.of_actors(each.relayed_by):
            if each.claimants and relayer not in voice:
                relayed.setdefault((relayer, each.interval), (voice, each.utterance.document))
    found: dict[int, Voice] = {}
    for each in ordered:
        voice = voices.of(each)
        origin = None
        if each.own:
            origin = attributed.get((each.utterance.document, each.interval))
        if origin is None and len(voice) == 1:
            origin, where = relayed.get((next(iter(voice)), each.interval), (None, ""))
            if origin is not None and (
                where == each.utterance.document or _cites(origin, voice, each.interval, relayed)
            ):
                # It gives the number in its own name besides, or each cites the other.
                origin = None
        if origin is None and each.sentence and (each.own or not each.claimants):
            origin = sentences.setdefault((each.sentence, each.interval), voice)
        if origin is not None and origin != voice:
            found[id(each)] = origin
    return found


def _cites(
    one: Voice, other: Voice, interval: Interval, relayed: Mapping[tuple[str, Interval], tuple[Voice, str]]
) -> bool:
    return any(relayed.get((each, interval), (None, ""))[0] == other for each in one)


def _replace(positions: Sequence[Position]) -> None:
    """Note from when on a voice gives another number."""
    last: dict[Voice, Position] = {}
    for each in positions:
        before = last.get(each.voice)
        if before is not None and not before.interval.meets(each.interval):
            before.until = each.since
        last[each.voice] = each
