"""Things that are found to be the same -> groups, each with the reasons that hold it together.

A group never takes in two things that must stay apart, however they are chained. What the things are, and
what makes them the same or keeps them apart, is decided elsewhere.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import Any

__all__ = ["Match", "Partition"]


@dataclass(frozen=True, slots=True)
class Match:
    """Why two things are the same: the rule's name in words, and how sure it is (0 to 1)."""

    method: str
    score: float = 1.0


class Partition:
    """Groups of the things 0 to `len(things)` - 1 that grow by joining.

    Args:
        things: what `apart` compares; equal ones are compared once.
        apart: True for two things that must never be in one group, directly or through others.

    >>> names = ["Ada Moor", "A. Moor", "Abel Moor"]
    >>> groups = Partition(names, lambda a, b: {a, b} == {"Ada Moor", "Abel Moor"})
    >>> groups.join(0, 1, Match("initials", 0.8)), groups.join(1, 2, Match("initials", 0.8))
    (True, False)
    >>> groups.groups()
    [[0, 1], [2]]
    """

    def __init__(
        self, things: Sequence[Hashable], apart: Callable[[Any, Any], bool] = lambda _a, _b: False
    ) -> None:
        self._parent = list(range(len(things)))
        self._members = [[each] for each in self._parent]
        self._distinct: list[set[Hashable]] = [{thing} for thing in things]
        self._links: dict[int, list[tuple[int, Match]]] = {}
        self._apart = apart

    def find(self, thing: int) -> int:
        """The thing that stands for the group of `thing`."""
        parent = self._parent
        while parent[thing] != thing:
            parent[thing] = parent[parent[thing]]
            thing = parent[thing]
        return thing

    def members(self, thing: int) -> list[int]:
        """The whole group of `thing`, sorted."""
        return sorted(self._members[self.find(thing)])

    def join(self, left: int, right: int, match: Match) -> bool:
        """Make one group of two, unless that would put together what must stay apart.

        Returns:
            True where the two are in one group afterwards.
        """
        a, b = self.find(left), self.find(right)
        if a == b:
            return True
        if len(self._members[a]) < len(self._members[b]):
            a, b = b, a
        kept, added = self._distinct[a], self._distinct[b]
        if any(self._apart(x, y) for x in added - kept for y in kept):
            return False
        self._parent[b] = a
        self._members[a] += self._members[b]
        kept |= added
        self._members[b], self._distinct[b] = [], set()
        self._links.setdefault(left, []).append((right, match))
        self._links.setdefault(right, []).append((left, match))
        return True

    def groups(self) -> list[list[int]]:
        """All groups, each sorted, in the order of their smallest member."""
        return sorted(sorted(members) for members in self._members if members)

    def reasons(self, start: int) -> dict[int, Match | None]:
        """For every member of the group of `start`, the link that ties it in, seen from `start`.

        The score is the product along the way; None for `start` itself.
        """
        reasons: dict[int, Match | None] = {start: None}
        waiting = deque([start])
        while waiting:
            near = waiting.popleft()
            so_far = reasons[near]
            for far, match in self._links.get(near, ()):
                if far not in reasons:
                    score = match.score * (so_far.score if so_far else 1.0)
                    reasons[far] = Match(match.method, score)
                    waiting.append(far)
        return reasons
