"""Entities of one name and one country -> one `Node`, so that rules see few things."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, field

from claimgraph.resolve.entities import Entity, EntityKind
from claimgraph.resolve.institutions import InstitutionName
from claimgraph.resolve.people import PersonName

__all__ = ["Node", "Unclear", "noted"]

_NOTED = 3


@dataclass(slots=True, eq=False)
class Node:
    """Entities that are one actor before any rule, as far as names and documents say.

    Attributes:
        kind: what sort of thing it is for the rules.
        name: the name, read; that of a collective or a place as it is grouped.
        country: the country of its documents, or whose institution it is; None where that is not known.
        sides: signed numbers of the judgements that it takes part in, see `Constraints`.
        entities: those that it stands for, in the order of documents.
        roams: True for an institution whose name is one country's own, so that documents on other countries
            may name it without theirs.
    """

    kind: EntityKind
    name: PersonName | InstitutionName | Hashable
    country: str | None
    sides: frozenset[int]
    entities: list[Entity] = field(default_factory=list)
    roams: bool = False

    @property
    def person(self) -> PersonName:
        """The name, where it is a person's."""
        assert isinstance(self.name, PersonName)
        return self.name

    @property
    def institution(self) -> InstitutionName:
        """The name, where it is an institution's."""
        assert isinstance(self.name, InstitutionName)
        return self.name


@dataclass(frozen=True, slots=True)
class Unclear:
    """Two nodes, by number, that can be one actor but were kept apart.

    Attributes:
        method: what speaks for it, and what is missing.
        score: how sure it would be, 0 to 1.
    """

    left: int
    right: int
    score: float
    method: str


def noted(unclear: dict[int, list[Unclear]], pair: Unclear) -> None:
    """Keep a pair if it is among the few surest of either side, so that frequent names do not flood."""
    for number in (pair.left, pair.right):
        kept = unclear.setdefault(number, [])
        if pair not in kept:
            kept.append(pair)
            kept.sort(key=lambda each: (-each.score, each.left, each.right))
            del kept[_NOTED:]
