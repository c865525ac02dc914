"""Who is named beside whom: evidence, beyond the name, that two documents speak of one actor.

An actor that is named everywhere says nothing; one that few documents name says much. Only actors with full
names count, and only by their sound; nothing here decides who is who.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from hashlib import blake2b
from itertools import groupby, islice
from math import sqrt

from claimgraph.resolve.entities import Entity

__all__ = ["Company"]

_FEW = 25
_SOME = 150
_DOCUMENTS = 24


class Company:
    """Companions by document.

    Args:
        entities: of all documents, those of one document together.
    """

    def __init__(self, entities: Sequence[Entity]) -> None:
        met: Counter[int] = Counter()
        by_path: dict[str, tuple[int, ...]] = {}
        for path, here in groupby(entities, key=lambda entity: entity.path):
            found = sorted({key for entity in here if (key := _companion(entity)) is not None})
            by_path[path] = tuple(found)
            met.update(found)
        # Named in a great part of all documents, or in one alone, a companion tells nothing.
        most = _SOME + int(sqrt(len(by_path)))
        self._met = {key: count for key, count in met.items() if 1 < count <= most}
        self._by_path = {
            path: kept for path, keys in by_path.items() if (kept := tuple(k for k in keys if k in self._met))
        }

    def of(self, entities: Iterable[Entity]) -> frozenset[int]:
        """Those named beside some entities, which are one actor, in the first few of their documents."""
        found: set[int] = set()
        own: set[int | None] = set()
        for entity in islice(entities, _DOCUMENTS):
            own.add(_companion(entity))
            found.update(self._by_path.get(entity.path, ()))
        return frozenset(found - own)

    def weight(self, shared: Iterable[int]) -> float:
        """How much companions in common say: 0 (nothing) to 3 (all but sure)."""
        total = 0.0
        for key in shared:
            count = self._met[key]
            total += 1.75 if count <= _FEW else 0.75 if count <= _SOME else 0.25
        return min(total, 3.0)


def _companion(entity: Entity) -> int | None:
    """A number for the name of an actor that can stand beside others; None for names that say little."""
    if entity.kind == "person":
        person = entity.person
        if not person.full:
            return None
        key = "\t".join(sorted((person.sounds[0], person.sounds[-1])))
    elif entity.kind == "institution":
        name = entity.institution
        if name.acronym or (name.national and entity.country is None):
            return None
        key = "\n".join((*name.key, entity.country or ""))
    else:
        return None
    return int.from_bytes(blake2b(key.encode(), digest_size=7).digest(), "big")
