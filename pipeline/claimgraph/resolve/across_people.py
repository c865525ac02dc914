"""People as single documents show them -> groups that are one person over all documents.

Compares only names in one block, from the surest rule to the least sure. A name that fits two people who must
stay apart joins neither, unless role or country decides.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from claimgraph.resolve.entities import Entity
from claimgraph.resolve.normal import skeleton
from claimgraph.resolve.people import PersonName, compatible, nearly_same, part_of, reordered
from claimgraph.resolve.union import Match, Partition

__all__ = ["PersonNode", "join_people", "person_nodes"]

_FEW = 40

Post = tuple[frozenset[str], frozenset[str], str | None]


@dataclass(slots=True, eq=False)
class PersonNode:
    """The entities that share a name so fully that they are one person, with the evidence beside the name.

    Attributes:
        homes: countries that their documents are about.
        posts: their roles, each with its country.
    """

    name: PersonName
    entities: list[Entity] = field(default_factory=list)
    homes: set[str] = field(default_factory=set)
    posts: set[Post] = field(default_factory=set)

    def add(self, entity: Entity) -> None:
        """Take in one more entity."""
        self.entities.append(entity)
        if entity.home:
            self.homes.add(entity.home)
        self.posts |= _posts(entity)


def person_nodes(entities: Iterable[Entity]) -> list[PersonNode]:
    """One node per full name; shorter names only share a node with the same country and roles."""
    nodes: dict[Hashable, PersonNode] = {}
    for entity in entities:
        name = entity.person
        key: Hashable = (name.plain, name.suffix)
        if not name.full:
            # Nothing but the document ties a bare surname to anyone.
            known = entity.home or _posts(entity)
            key = (key, entity.home, frozenset(_posts(entity)), None if known else entity.path)
        nodes.setdefault(key, PersonNode(name)).add(entity)
    return list(nodes.values())


def join_people(nodes: Sequence[PersonNode]) -> Partition:
    """Find which nodes are one person."""
    groups = Partition([node.name for node in nodes], _apart)
    people = _People(nodes, groups)
    people.same_names()
    people.middle_names()
    people.other_orders()
    people.parts()
    people.transliterations()
    people.initials()
    people.single_names()
    return groups


def _posts(entity: Entity) -> frozenset[Post]:
    return frozenset(
        (role.words, role.modifiers, role.country or entity.home)
        for role in entity.roles.values()
        if not role.kin
    )


def _apart(left: PersonName, right: PersonName) -> bool:
    return not any(
        compatible(a, b)
        or "".join(a.sounds) == "".join(b.sounds)
        or nearly_same(a, b)
        or part_of(a, b)
        or part_of(b, a)
        for a, b in ((left, right), (left, reordered(right)), (reordered(left), right))
    )


class _People:
    def __init__(self, nodes: Sequence[PersonNode], groups: Partition) -> None:
        self._nodes = nodes
        self._groups = groups
        self._full = [i for i, node in enumerate(nodes) if node.name.full]
        self._single = [i for i, node in enumerate(nodes) if node.name.single]
        self._initials = [i for i, node in enumerate(nodes) if not node.name.full and not node.name.single]

    def same_names(self) -> None:
        for same in self._blocks(self._full, lambda name: (name.sounds, name.suffix)):
            self._join_all(same, Match("transliteration", 0.95))
        for same in self._blocks(self._distinct(), lambda name: ("".join(name.sounds), name.suffix)):
            self._join_all(same, Match("same name written together", 0.9))

    def middle_names(self) -> None:
        for block in self._blocks(self._distinct(), lambda name: (name.sounds[0], name.sounds[-1])):
            if len(block) > _FEW:
                continue
            names = [self._nodes[i].name for i in block]
            if all(compatible(a, b) for a, b in combinations(names, 2)):
                self._join_all(block, Match("with and without middle name", 0.9))
            else:
                self._divide(block)

    def other_orders(self) -> None:
        """Surname first or last. A document is of one mind: two orders in one document are two people."""

        def ends(name: PersonName) -> Hashable:
            return frozenset((name.sounds[0], name.sounds[-1]))

        for block in self._blocks(self._distinct(), ends):
            for a, b in combinations(block if len(block) <= _FEW else (), 2):
                left, right = self._nodes[a].name, self._nodes[b].name
                turned = compatible(left, reordered(right)) or compatible(reordered(left), right)
                if turned and not self._paths(a) & self._paths(b) and self._supported(a, b):
                    self._groups.join(a, b, Match("same names in another order", 0.9))

    def parts(self) -> None:
        index = _Index(self._groups)
        for i in self._full:
            sounds = self._nodes[i].name.sounds
            parts = {part for n in range(2, len(sounds)) for part in (sounds[:n], sounds[-n:])}
            index.add(self._nodes[i], i, sorted(parts))
        found = []
        for i in self._distinct():
            fitting = index.find(self._nodes[i], [self._nodes[i].name.sounds], lambda _: True, alone=False)
            found += [(i, *each) for each in fitting]
        self._apply(found, "part of a full name")

    def transliterations(self) -> None:
        near: defaultdict[int, set[int]] = defaultdict(set)
        for block in self._blocks(self._distinct(), _skeletons):
            if len(block) <= _FEW:
                for a, b in combinations(block, 2):
                    if nearly_same(self._nodes[a].name, self._nodes[b].name) and self._supported(a, b):
                        near[a].add(b)
                        near[b].add(a)
        for a in sorted(near):
            # Only pairs that have no rival: A ~ B ~ C does not make A and C one.
            b = min(near[a])
            if near[a] == {b} and near[b] == {a}:
                self._groups.join(a, b, Match("transliteration", 0.8))

    def initials(self) -> None:
        index = _Index(self._groups)
        for i in self._full:
            index.add(self._nodes[i], i, _by_initial(self._nodes[i].name))
        found = []
        for i in self._initials:
            name = self._nodes[i].name
            fitting = index.find(
                self._nodes[i],
                _by_initial(name),
                lambda other, name=name: compatible(name, self._nodes[other].name),  # type: ignore[misc]
            )
            found += [(i, *each) for each in fitting]
        self._apply(found, "initials of a full name")
        self._left_over(self._initials)

    def single_names(self) -> None:
        index = _Index(self._groups)
        borne: set[str] = set()
        for i in (*self._full, *self._initials):
            sounds = self._nodes[i].name.sounds
            index.add(self._nodes[i], i, [(sound,) for sound in sounds])
            borne.update(sounds)
        found = []
        for i in self._single:
            fitting = index.find(self._nodes[i], [self._nodes[i].name.sounds], lambda _: True, alone=False)
            found += [(i, *each) for each in fitting]
        self._apply(found, "single name")
        self._left_over([i for i in self._single if self._nodes[i].name.sounds[0] not in borne])

    def _distinct(self) -> list[int]:
        """One node of each full name as it sounds."""
        first: dict[Hashable, int] = {}
        for i in self._full:
            first.setdefault((self._nodes[i].name.sounds, self._nodes[i].name.suffix), i)
        return list(first.values())

    def _paths(self, i: int) -> set[str]:
        return {entity.path for each in self._groups.members(i) for entity in self._nodes[each].entities}

    def _blocks(self, members: Iterable[int], key: Callable[[PersonName], Hashable]) -> list[list[int]]:
        blocks: defaultdict[Hashable, list[int]] = defaultdict(list)
        for i in members:
            blocks[key(self._nodes[i].name)].append(i)
        return [block for block in blocks.values() if len(block) > 1]

    def _join_all(self, members: Sequence[int], match: Match) -> None:
        for other in members[1:]:
            self._groups.join(members[0], other, match)

    def _divide(self, block: list[int]) -> None:
        """Some of one given name and surname are two people: the rest joins whom its role points to."""
        strong = [i for i in block if len(self._nodes[i].name.sounds) > 2 or self._nodes[i].name.suffix]
        for i in sorted(set(block) - set(strong)):
            fitting = [
                each for each in strong
                if compatible(self._nodes[i].name, self._nodes[each].name) and self._share_post(i, each)
            ]  # fmt: skip
            if len(fitting) == 1:
                self._groups.join(fitting[0], i, Match("name and role", 0.8))

    def _supported(self, a: int, b: int) -> bool:
        """Evidence beyond the name: a role in common, or documents on the same country."""
        homes = [
            {home for i in self._groups.members(each) for home in self._nodes[i].homes} for each in (a, b)
        ]
        return bool(homes[0] & homes[1]) or self._share_post(a, b)

    def _share_post(self, a: int, b: int) -> bool:
        posts = [
            {post for i in self._groups.members(each) for post in self._nodes[i].posts} for each in (a, b)
        ]
        return bool(posts[0] & posts[1])

    def _apply(self, found: list[tuple[int, int, str, float]], what: str) -> None:
        for i, other, why, score in sorted(found, key=lambda each: (-each[3], each[0])):
            self._groups.join(other, i, Match(f"{what}, {why}", score))

    def _left_over(self, members: list[int]) -> None:
        """Short names of nobody known by full name: one person in documents on one country."""
        alone = [i for i in members if len(self._groups.members(i)) == 1 and self._nodes[i].homes]
        blocks: defaultdict[Hashable, list[int]] = defaultdict(list)
        for i in alone:
            blocks[self._nodes[i].name.sounds, min(self._nodes[i].homes)].append(i)
        for block in blocks.values():
            posts = {frozenset(self._nodes[i].posts) for i in block} - {frozenset()}
            if len(posts) <= 1:
                self._join_all(block, Match("same short name in documents on one country", 0.7))


def _skeletons(name: PersonName) -> Hashable:
    ends = sorted((skeleton(name.sounds[0]), skeleton(name.sounds[-1])))
    return (len(name.sounds), *ends)


def _by_initial(name: PersonName) -> list[Hashable]:
    return [(name.sounds[-1], each) for each in sorted({name.plain[0][0], name.sounds[0][0]})]


class _Index:
    """Groups of people by part of their name: alone, with a country, and with a role."""

    def __init__(self, groups: Partition) -> None:
        self._groups = groups
        self._all: defaultdict[Hashable, dict[int, int]] = defaultdict(dict)
        self._placed: set[int] = set()

    def add(self, node: PersonNode, number: int, keys: Iterable[Hashable]) -> None:
        root = self._groups.find(number)
        if node.homes:
            self._placed.add(root)
        for key in keys:
            for each in (key, *((key, home) for home in node.homes), *((key, post) for post in node.posts)):
                self._all[each].setdefault(root, number)

    def find(
        self,
        node: PersonNode,
        keys: Iterable[Hashable],
        fits: Callable[[int], bool],
        *,
        alone: bool = True,
    ) -> list[tuple[int, str, float]]:
        """The only fitting group by role, else by country, else (where `alone`) by the name alone."""
        keys = list(keys)
        steps: list[tuple[list[Hashable], str, float]] = [
            ([(key, post) for key in keys for post in node.posts], "same role", 0.9),
            ([(key, home) for key in keys for home in node.homes], "documents on the same country", 0.8),
        ]
        if alone:
            steps.append((keys, "the only one of that name", 0.6))
        for wanted, why, score in steps:
            fitting: dict[int, int] = {}
            for each in wanted:
                if len(found := self._all.get(each, {})) <= _FEW:
                    fitting |= {root: number for root, number in found.items() if fits(number)}
                else:
                    return []
            if why.startswith("the only") and any(root in self._placed for root in fitting) and node.homes:
                return []
            if len(fitting) == 1:
                return [(next(iter(fitting.values())), why, score)]
            if len(fitting) > 1 and why != "same role":
                return []
        return []
