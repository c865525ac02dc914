"""What must be one actor and what must never be, whatever the machine's rules say: input of `across`.

Made by `judged` of people's judgements. Holds no contradiction: what must be one is nowhere kept apart.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from claimgraph.resolve.entities import Entity
from claimgraph.resolve.union import Match

__all__ = ["FREE", "Constraints", "opposed"]


@dataclass(frozen=True, slots=True)
class Constraints:
    """Must-link and must-not-link between entities.

    Attributes:
        links: pairs that are one actor, of any two kinds, in an order that only depends on what they are.
            They come before every rule of the machine; their match is what is shown as the reason.
        sides: for an entity, signed numbers of the judgements "different" that it takes part in: two groups
            of entities must not become one where one holds a number and the other its negative. Entities
            that must be one have the same sides. An entity that is not there is free.
        groups: for an entity that must be one with others, a number that these share.
    """

    links: tuple[tuple[Entity, Entity, Match], ...] = ()
    sides: Mapping[Entity, frozenset[int]] = field(default_factory=dict)
    groups: Mapping[Entity, int] = field(default_factory=dict)

    def mark(self, entity: Entity) -> tuple[frozenset[int], int | None]:
        """What the judgements say of an entity: where that differs, equal names alone join nothing."""
        return self.sides.get(entity, frozenset()), self.groups.get(entity)


def opposed(left: frozenset[int], right: frozenset[int]) -> bool:
    """Whether groups with these sides must stay apart.

    >>> opposed(frozenset({1, 2}), frozenset({-2})), opposed(frozenset({1}), frozenset({1, 3}))
    (True, False)
    """
    few, many = sorted((left, right), key=len)
    return any(-each in many for each in few)


FREE = Constraints()
"""No judgement at all."""
