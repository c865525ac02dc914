"""Observations in, tallies out: figures that count the same, by measure, unit, event and scope."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from claimgraph.relate.links import Tally
from claimgraph.relate.observations import Observation
from claimgraph.relate.scopes import Scope

__all__ = ["TallyKey", "tally_up"]

TallyKey = tuple[str, str, int, Scope]


def tally_up(observations: Iterable[Observation], events: Mapping[str, int]) -> tuple[Tally, ...]:
    """Figures that count the same, together.

    Args:
        observations: of all documents.
        events: path of a document -> number of the event that it is about.
    """
    groups: defaultdict[TallyKey, list[Observation]] = defaultdict(list)
    for each in observations:
        groups[each.measure, each.unit or "", events[each.utterance.document], each.scope].append(each)
    return tuple(
        Tally(
            measure=key[0],
            unit=key[1] or None,
            scope=key[3].label,
            figures=tuple(each.utterance for each in sorted(groups[key], key=_in_time)),
        )
        for key in sorted(groups, key=lambda key: (key[0], key[3].label, key[1], key[2]))
    )


def _in_time(each: Observation) -> tuple[bool, str, str, int]:
    return each.date is None, each.date or "", each.utterance.document, each.start
