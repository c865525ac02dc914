"""Which figures of a measure that is counted in many connections are about the same one.

"11 prisons were visited" and "cameras were off in 2 prisons" have a measure in common and nothing else.
Figures go together where the words around them do, and the people and bodies named beside them.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

from claimgraph.relate.observations import Observation
from claimgraph.relate.positions import in_time

__all__ = ["group_by_context"]

_SHARED = 2  # words around two figures, from which they may be about the same
_SHARE = 0.25  # of the words around the one with fewer
_CROWDED = 200  # groups that have a word, above which it says nothing


def group_by_context(observations: Iterable[Observation]) -> list[list[Observation]]:
    """Observations of one measure, those of one context together, in order of time.

    Args:
        observations: of one measure, unit and event, with their contexts.
    """
    groups: list[list[Observation]] = []
    having: defaultdict[str, list[int]] = defaultdict(list)
    for each in sorted(observations, key=in_time):
        met = Counter(
            group for word in sorted(each.context) if len(having[word]) <= _CROWDED for group in having[word]
        )
        best = min(
            (group for group in met if _is_same(each, groups[group][0], met[group])),
            key=lambda group: (-met[group], group),
            default=None,
        )
        if best is not None:
            groups[best].append(each)
            continue
        for word in each.context:
            having[word].append(len(groups))
        groups.append([each])
    return groups


def _is_same(each: Observation, first: Observation, shared: int) -> bool:
    if shared < max(_SHARED, _SHARE * min(len(each.context), len(first.context))):
        return False
    return not (each.named and first.named) or bool(each.named & first.named)
