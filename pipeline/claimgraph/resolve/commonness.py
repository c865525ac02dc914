"""How many people may bear a name, judged from the names in the documents themselves."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from claimgraph.resolve.people import PersonName

__all__ = ["Commonness"]

# How many others may by chance bear a name -> how much speaks for two bearers being one.
_RARITIES = ((0.0005, 2.0), (0.02, 1.5), (0.1, 0.2))
_ALONE = 2.0
# In documents that name so many, whoever is the only one known by full name is not the only one there is.
_MANY_NAMES = 2000
# Below that many names a corpus does not show how common a name is.
_ENOUGH_NAMES = 4000


class Commonness:
    """How many people may bear a name, judged from how often its parts stand with others.

    Args:
        names: full names.
    """

    def __init__(self, names: Iterable[PersonName]) -> None:
        self._given: Counter[str] = Counter()
        self._family: Counter[str] = Counter()
        seen: set[int] = set()
        for name in names:
            given, family = name.sounds[0], name.sounds[-1]
            # A million numbers take a third of the room that a million pairs take.
            if (key := hash((given, family))) not in seen:
                seen.add(key)
                self._given[given] += 1
                self._family[family] += 1
        self._names = len(seen)

    def rarity(self, name: PersonName) -> float:
        """From 0 for a name that several people bear in documents as many as these, to 2 for a rare one."""
        others = (self._given[name.sounds[0]] - 1) * (self._family[name.sounds[-1]] - 1)
        expected = others / (self._names + _ENOUGH_NAMES)
        for most, rarity in _RARITIES:
            if expected < most:
                return rarity
        return 0.0

    def alone(self) -> float:
        """How much it says that only one of the people known by full name can be meant by a short one."""
        return _ALONE if self._names < _MANY_NAMES else _ALONE / 4
