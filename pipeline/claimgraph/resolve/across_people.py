"""People as single documents show them -> groups that are one person over all documents.

Compares only names in one block, from the surest rule to the least sure. How much evidence beside the names a
rule needs depends on the rule and on how rare the name is. What is unclear stays apart and is noted.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from heapq import heapify, heappop, heappush
from itertools import combinations

from claimgraph.resolve.commonness import Commonness
from claimgraph.resolve.constraints import Constraints
from claimgraph.resolve.entities import Entity
from claimgraph.resolve.evidence import Evidence, Weigher, posts_of
from claimgraph.resolve.nodes import Node, Unclear, noted
from claimgraph.resolve.normal import coarse, skeleton
from claimgraph.resolve.people import PersonName, alike, coarse_name, compatible
from claimgraph.resolve.union import Match, Partition

__all__ = ["People", "person_nodes", "two_people"]

_FEW, _MANY = 40, 160
_LONG = 6
_AHEAD = 1.0
_INITIALS_NEED, _SURNAME_NEEDS = 2.0, 3.0
_UNCLEAR = 1.0
_NEVER = -9.0
_STRANGERS = -2.0
_SAME_NAME_NEEDS = 0.5
_PART_OF_A_MATCH = 0.5
_SHORT = 3
_CACHED = 20_000

Index = dict[Hashable, dict[int, None]]


def person_nodes(entities: Iterable[Entity], constraints: Constraints) -> list[Node]:
    """One node per name and country; where either is missing, the document itself takes its place."""
    nodes: dict[Hashable, Node] = {}
    for entity in entities:
        name = entity.person
        mark = constraints.mark(entity)
        key: Hashable = (name.plain, name.suffix, entity.home or entity.path, mark)
        if not name.full:
            # Nothing but roles, and the country of the document, tie a bare surname to anyone.
            posts = posts_of(entity) if entity.roles else frozenset()
            key = (key, posts or entity.path)
        nodes.setdefault(key, Node("person", name, entity.home, mark[0])).entities.append(entity)
    return list(nodes.values())


def two_people(left: PersonName, right: PersonName) -> bool:
    """Whether two names are never one person's."""
    if left.full and right.full:
        return alike(left, right) is None
    if left.suffix and right.suffix and left.suffix != right.suffix:
        return True
    left, right = coarse_name(left), coarse_name(right)
    short, long = (left, right) if len(left.sounds) <= len(right.sounds) else (right, left)
    if short.single:
        own = short.plain[0]
        return not any(
            short.sounds[0] == part and (own == plain or len(own) > _SHORT)
            for part, plain in zip(long.sounds, long.plain, strict=True)
        )
    return not (compatible(left, right) or _turned_initials(left, right))


class People:
    """Finds which nodes are one person.

    Args:
        nodes: of all kinds; only people are looked at.
        groups: of the nodes; grow.
        weigher: of evidence.
        commonness: of names.
        unclear: by node, the pairs that were kept apart though they may be one; grows.
    """

    def __init__(
        self,
        nodes: Sequence[Node],
        groups: Partition,
        weigher: Weigher,
        commonness: Commonness,
        unclear: dict[int, list[Unclear]],
    ) -> None:
        self._nodes = nodes
        self._groups = groups
        self._weigher = weigher
        self._unclear = unclear
        people = [i for i, node in enumerate(nodes) if node.kind == "person"]
        self._full = [i for i in people if nodes[i].person.full]
        self._single = [i for i in people if nodes[i].person.single]
        self._initials = [i for i in people if not nodes[i].person.full and not nodes[i].person.single]
        self._commonness = commonness
        self._evidence: dict[tuple[int, int], Evidence] = {}

    def join(self) -> None:
        """Apply all rules."""
        self._blocks((i, [(s[0], s[-1]), "".join(s)]) for i in self._full for s in (self._sounds(i),))
        distinct = list(self._distinct())
        self._blocks((i, _coarse_keys(self._nodes[i].person)) for i in distinct)
        self._evidence.clear()
        self._short_names()

    def _sounds(self, i: int) -> tuple[str, ...]:
        return self._nodes[i].person.sounds

    def _distinct(self) -> Iterator[int]:
        """One node of each full name as it sounds, in each group."""
        seen: set[tuple[int, tuple[str, ...], str]] = set()
        for i in self._full:
            key = (self._groups.find(i), self._sounds(i), self._nodes[i].person.suffix)
            if key not in seen:
                seen.add(key)
                yield i

    def _blocks(self, keyed: Iterable[tuple[int, Iterable[Hashable]]]) -> None:
        # Most keys occur once and need no list; two keys of one hash only make a block larger.
        first: dict[int, int] = {}
        blocks: dict[int, list[int]] = {}
        for i, keys in keyed:
            for key in map(hash, keys):
                if (earlier := first.setdefault(key, i)) != i:
                    blocks.setdefault(key, [earlier]).append(i)
        del first
        done: set[tuple[int, ...]] = set()
        for block in blocks.values():
            if tuple(block) not in done:
                done.add(tuple(block))
                self._block(block)

    def _block(self, block: list[int]) -> None:
        self._evidence.clear()
        if len(block) <= _FEW:
            self._compare(block)
            return
        # Too many to compare all with all: only those with a country or a companion in common.
        parts: defaultdict[Hashable, list[int]] = defaultdict(list)
        for i in block:
            evidence = self._known(i)
            for key in (*evidence.homes, *evidence.companions):
                parts[key].append(i)
        done: set[tuple[int, ...]] = set()
        for _, part in sorted(
            parts.items(), key=lambda item: (isinstance(item[0], str), len(item[1]), item[1])
        ):
            if 1 < len(part) <= _FEW and tuple(part) not in done:
                done.add(tuple(part))
                self._compare(part)

    def _compare(self, block: list[int]) -> None:
        """Join the pairs of a block for which enough speaks, the surest first.

        What is known of a group grows as it does, so a pair is weighed again when its turn comes.
        """
        ways: dict[tuple[int, int], tuple[Match, float]] = {}
        waiting: list[tuple[float, int, int, int]] = []
        fitting: defaultdict[int, list[tuple[float, int]]] = defaultdict(list)
        for a, b in combinations(block, 2):
            if self._groups.find(a) == self._groups.find(b):
                continue
            way = alike(self._nodes[a].person, self._nodes[b].person)
            if way is None:
                continue
            ways[a, b] = way
            weight = self._weight(a, b, way[1])
            waiting.append((-weight, a, b, self._size(a, b)))
            fitting[a].append((weight, b))
            fitting[b].append((weight, a))
        heapify(waiting)
        while waiting:
            negative, a, b, size = heappop(waiting)
            if self._groups.find(a) == self._groups.find(b):
                continue
            match, needed = ways[a, b]
            if size != self._size(a, b):
                heappush(waiting, (-self._weight(a, b, needed), a, b, self._size(a, b)))
                continue
            weight = -negative
            if weight < -_UNCLEAR:
                return
            rivals = self._rival(a, b, weight, fitting[a]) or self._rival(b, a, weight, fitting[b])
            if not (weight >= 0 and not rivals and self._groups.join(a, b, match)):
                self._note(a, b, match, weight)

    def _size(self, a: int, b: int) -> int:
        return self._groups.size(a) + self._groups.size(b)

    def _weight(self, a: int, b: int, needed: float) -> float:
        left, right = self._known(a), self._known(b)
        # A document is of one mind: two names in one document are two people, unless it says so itself.
        if left.paths & right.paths:
            return _NEVER
        rarity = min(self._rarity(a), self._rarity(b))
        return self._weigher.weight(left, right) + rarity - needed

    def _rival(self, i: int, wanted: int, weight: float, fitting: Iterable[tuple[float, int]]) -> bool:
        """Whether `i` can just as well be somebody who is not `wanted`."""
        for other_weight, other in fitting:
            if other_weight <= weight - _AHEAD or self._groups.find(other) in (
                self._groups.find(wanted), self._groups.find(i),
            ):  # fmt: skip
                continue
            way = alike(self._nodes[other].person, self._nodes[wanted].person)
            if way is None or self._weight(other, wanted, _SAME_NAME_NEEDS) <= _STRANGERS:
                return True
        return False

    def _rarity(self, i: int) -> float:
        return self._commonness.rarity(self._nodes[i].person)

    def _known(self, i: int) -> Evidence:
        key = self._groups.find(i), self._groups.size(i)
        known = self._evidence.get(key)
        if known is None:
            entities = (e for each in self._groups.members(i) for e in self._nodes[each].entities)
            known = self._evidence[key] = self._weigher.of(entities)
        return known

    def _note(self, a: int, b: int, match: Match, weight: float) -> None:
        score = round(max(0.05, min(0.95, match.score * (_PART_OF_A_MATCH + 0.2 * weight))), 3)
        noted(self._unclear, Unclear(min(a, b), max(a, b), score, f"{match.method}, too little beside it"))

    def _short_names(self) -> None:
        # Only what some short name asks for is looked up.
        by_initial, by_part = self._index(self._initials), self._index(self._single)
        for i in self._full:
            name = coarse_name(self._nodes[i].person)
            self._enter(i, _initial_keys(name), by_initial)
            self._enter(i, name.sounds, by_part)
        self._resolve(self._initials, "initials of a full name", by_initial, _INITIALS_NEED)
        for i in self._initials:
            if len(self._groups.members(i)) == 1:
                self._enter(i, [coarse(self._sounds(i)[-1])], by_part)
        self._resolve(self._single, "single name", by_part, _SURNAME_NEEDS)
        self._left_over([i for i in self._initials if not self._fitting(i, by_initial)])
        self._left_over([i for i in self._single if not self._fitting(i, by_part)])

    def _index(self, short: Iterable[int]) -> Index:
        """Room for what some short name asks for, alone and with its country."""
        index: Index = {}
        for i in short:
            for key in self._asked(i):
                index[key] = {}
                index[key, self._nodes[i].country] = {}
        return index

    def _enter(self, i: int, keys: Iterable[Hashable], index: Index) -> None:
        root, country = self._groups.find(i), self._nodes[i].country
        for key in keys:
            if key in index:
                index[key][root] = None
                if country and (key, country) in index:
                    index[key, country][root] = None

    def _asked(self, i: int) -> Sequence[Hashable]:
        """Under what a short name looks for the names that it is short for."""
        rough = coarse_name(self._nodes[i].person)
        return rough.sounds if len(rough.sounds) == 1 else _initial_keys(rough)

    def _resolve(self, short: Iterable[int], what: str, index: Index, needed: float) -> None:
        found = []
        alone = self._commonness.alone()
        for i in short:
            fitting = self._fitting(i, index)
            if not fitting:
                continue
            known = self._known(i)
            weighed = sorted(
                ((self._weigher.weight(known, self._known(root)), -root) for root in fitting), reverse=True
            )
            best, root = weighed[0][0], -weighed[0][1]
            second = weighed[1][0] if len(weighed) > 1 else None
            if second is None:
                best += alone
            elif second <= 0:
                best += alone / 2
            if best >= needed and (second is None or weighed[0][0] - second >= _AHEAD):
                found.append((best, i, root))
            elif best > 0:
                for weight, other in weighed[:2]:
                    self._note(i, -other, Match(what, 0.6), weight - needed)
            if len(self._evidence) > _CACHED:
                self._evidence.clear()
        for weight, i, root in sorted(found, key=lambda each: (-each[0], each[1])):
            self._groups.join(root, i, Match(*_explained(what, weight)))

    def _fitting(self, i: int, index: Index) -> list[int]:
        """The groups that a short name can mean; those in documents on its country, where they are many."""
        name, home = self._nodes[i].person, self._nodes[i].country
        roots: dict[int, None] = {}
        for key in self._asked(i):
            found = index.get(key, {})
            if len(found) > _MANY:
                found = index.get((key, home), {}) if home else {}
            if len(found) <= _MANY:
                roots.update((self._groups.find(root), None) for root in found if root != i)
        fitting = [root for root in roots if not two_people(name, self._nodes[root].person)]
        if len(fitting) > _FEW:
            fitting = [root for root in fitting if home and self._nodes[root].country == home]
        return fitting if len(fitting) <= _FEW else []

    def _left_over(self, members: list[int]) -> None:
        """Short names of nobody known by full name: one person in documents on one country."""
        blocks: defaultdict[Hashable, list[int]] = defaultdict(list)
        for i in members:
            home = self._nodes[i].country
            if home and len(self._groups.members(i)) == 1:
                blocks[self._sounds(i), home].append(i)
        for block in blocks.values():
            posts = {frozenset(p for e in self._nodes[i].entities for p in posts_of(e)) for i in block}
            if len(posts - {frozenset()}) <= 1:
                for other in block[1:]:
                    self._groups.join(
                        block[0], other, Match("same short name in documents on one country", 0.7)
                    )


def _explained(what: str, weight: float) -> tuple[str, float]:
    if weight >= 4:
        return f"{what}, in much the same company", 0.9
    if weight >= 3:
        return f"{what}, same country or role or company", 0.8
    return f"{what}, the only one of that name", 0.6


def _initial_keys(name: PersonName) -> list[Hashable]:
    """Surname and first letter, for the surname last and, in full names, first."""
    first = sorted({name.plain[0][0], name.sounds[0][0]})
    keys: list[Hashable] = [(name.sounds[-1], each) for each in first]
    if name.full and len(name.sounds) == 2:
        keys += [(name.sounds[0], each) for each in sorted({name.plain[-1][0], name.sounds[-1][0]})]
    elif name.full:
        keys += [(part, each) for part in name.sounds[1:-1] for each in first]
    return keys


def _turned_initials(left: PersonName, right: PersonName) -> bool:
    """Whether one is short for the other as "X. Wang" is for "Wang Xinyi", "J. Soto" for "Juan Soto Mora"."""
    short, full = (left, right) if right.full else (right, left)
    if not full.full or short.full:
        return False
    surname, initial = short.sounds[-1], short.plain[0][0]
    if len(full.sounds) == 2 and full.sounds[0] == surname:
        return initial in (full.plain[1][0], full.sounds[1][0])
    return surname in full.sounds[1:-1] and initial in (full.plain[0][0], full.sounds[0][0])


def _coarse_keys(name: PersonName) -> list[Hashable]:
    """Blocks in which other spellings, orders and parts of a name are found."""
    rough = coarse_name(name).sounds
    keys: dict[Hashable, None] = {}
    for other in rough[1:]:
        keys[tuple(sorted((rough[0], other)))] = None
    for number in range(1, len(rough) - 1):
        keys[tuple(sorted((rough[number], rough[-1])))] = None
    first, last = name.sounds[0], name.sounds[-1]
    if len(last) >= _LONG:
        keys[first, "consonants", skeleton(last)] = None
    if len(first) >= _LONG:
        keys[skeleton(first), "consonants", last] = None
    keys["".join(rough)] = None
    return list(keys)
