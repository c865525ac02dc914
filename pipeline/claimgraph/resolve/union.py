"""Things that are found to be the same -> groups, each with the reasons that hold it together.

A group never takes in two things that must stay apart, however they are chained. What people have judged to
be one is one before any rule; what they have judged to be different stays apart. What the things are, and
what makes them the same or keeps them apart, is decided elsewhere.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

__all__ = ["Match", "Partition"]

Bundle = frozenset[Hashable]


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
        judged: pairs that are one whatever `apart` says. What may be in a group with one of them may be
            there with the other.
        opposed: True for two things that people have judged to be different; comes before all else but
            `judged`, which must not contradict it.

    >>> names = ["Ada Moor", "A. Moor", "Abel Moor"]
    >>> groups = Partition(names, lambda a, b: {a, b} == {"Ada Moor", "Abel Moor"})
    >>> groups.join(0, 1, Match("initials", 0.8)), groups.join(1, 2, Match("initials", 0.8))
    (True, False)
    >>> groups.groups()
    [[0, 1], [2]]
    """

    def __init__(
        self,
        things: Sequence[Hashable],
        apart: Callable[[Any, Any], bool] = lambda _a, _b: False,
        *,
        judged: Iterable[tuple[int, int, Match]] = (),
        opposed: Callable[[Any, Any], bool] = lambda _a, _b: False,
    ) -> None:
        self._things = things
        self._parent = list(range(len(things)))
        # Most things stay alone; only groups of two and more are written down.
        self._members: dict[int, list[int]] = {}
        self._distinct: dict[int, set[Bundle]] = {}
        self._links: dict[int, list[tuple[int, Match]]] = {}
        self._apart = apart
        self._opposed = opposed
        for left, right, match in judged:
            self._unite(left, right, match)
        for root, members in self._members.items():
            self._distinct[root] = {frozenset(things[i] for i in members)}

    def find(self, thing: int) -> int:
        """The thing that stands for the group of `thing`."""
        parent = self._parent
        while parent[thing] != thing:
            parent[thing] = parent[parent[thing]]
            thing = parent[thing]
        return thing

    def members(self, thing: int) -> list[int]:
        """The whole group of `thing`, sorted."""
        root = self.find(thing)
        return sorted(self._members.get(root, (root,)))

    def size(self, thing: int) -> int:
        """How many things the group of `thing` has."""
        members = self._members.get(self.find(thing))
        return len(members) if members else 1

    def join(self, left: int, right: int, match: Match) -> bool:
        """Make one group of two, unless that would put together what must stay apart.

        Returns:
            True where the two are in one group afterwards.
        """
        a, b = self.find(left), self.find(right)
        if a == b:
            return True
        kept, added = self._bundles(a), self._bundles(b)
        if any(self._kept_apart(x, y) for x in added - kept for y in kept - added):
            return False
        root = self._unite(left, right, match)
        self._distinct.pop(a, None)
        self._distinct.pop(b, None)
        self._distinct[root] = kept | added
        return True

    def judged_apart(self, left: int, right: int) -> bool:
        """Whether people have judged that the groups of two things are not one."""
        a, b = self._bundles(self.find(left)), self._bundles(self.find(right))
        return any(self._opposed(x, y) for m in a for n in b for x in m for y in n)

    def groups(self) -> list[list[int]]:
        """All groups, each sorted, in the order of their smallest member."""
        return sorted(
            sorted(self._members.get(root, (root,)))
            for root, parent in enumerate(self._parent)
            if root == parent
        )

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

    def _unite(self, left: int, right: int, match: Match) -> int:
        a, b = self.find(left), self.find(right)
        if a == b:
            return a
        if len(self._members.get(a, (a,))) < len(self._members.get(b, (b,))):
            a, b = b, a
        self._parent[b] = a
        self._members.setdefault(a, [a]).extend(self._members.pop(b, (b,)))
        self._links.setdefault(left, []).append((right, match))
        self._links.setdefault(right, []).append((left, match))
        return a

    def _bundles(self, root: int) -> set[Bundle]:
        found = self._distinct.get(root)
        return {frozenset((self._things[root],))} if found is None else found

    def _kept_apart(self, left: Bundle, right: Bundle) -> bool:
        if any(self._opposed(x, y) for x in left for y in right):
            return True
        return all(self._apart(x, y) for x in left for y in right)
