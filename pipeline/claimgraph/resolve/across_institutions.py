"""Institutions as single documents show them -> groups that are one institution over all documents.

Equal keys make one institution, unless many countries have one of that name and the documents are about
different ones. Acronyms join the only institution that they can mean.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, field

from claimgraph.resolve.entities import Entity
from claimgraph.resolve.institutions import InstitutionName, wording
from claimgraph.resolve.union import Match, Partition

__all__ = ["InstitutionNode", "institution_nodes", "join_institutions"]

Compared = tuple[tuple[str, ...], str | None, bool]


@dataclass(slots=True, eq=False)
class InstitutionNode:
    """The entities of one wording and one country.

    Attributes:
        country: whose institution it is, as far as name and documents say.
        homes: countries that the documents are about.
        acronyms: those that documents define for it.
    """

    name: InstitutionName
    kind: str
    country: str | None
    entities: list[Entity] = field(default_factory=list)
    homes: set[str] = field(default_factory=set)
    acronyms: set[str] = field(default_factory=set)

    def add(self, entity: Entity) -> None:
        """Take in one more entity."""
        self.entities.append(entity)
        self.acronyms |= entity.acronyms
        if entity.home:
            self.homes.add(entity.home)


def institution_nodes(entities: Iterable[Entity]) -> list[InstitutionNode]:
    """One node per wording and country; acronyms that their document does not explain by country, too."""
    nodes: dict[Hashable, InstitutionNode] = {}
    for entity in entities:
        name, country = entity.institution, entity.country
        if name.acronym:
            country = entity.home
        key = (name.words, name.country, country, entity.kind, name.acronym)
        nodes.setdefault(key, InstitutionNode(name, entity.kind, country)).add(entity)
    return list(nodes.values())


def join_institutions(nodes: Sequence[InstitutionNode], only_country: str | None) -> Partition:
    """Find which nodes are one institution.

    Args:
        nodes: see `institution_nodes`.
        only_country: the one country that all documents are about whose country is known, if it is one.
    """
    groups = Partition([(node.name.key, node.country, node.name.acronym) for node in nodes], _apart)
    by_key: defaultdict[tuple[tuple[str, ...], str | None], list[int]] = defaultdict(list)
    for i, node in enumerate(nodes):
        if not node.name.acronym:
            national = node.name.national and node.country is None
            by_key[node.name.key, only_country if national else node.country].append(i)
    for same in by_key.values():
        for other in same[1:]:
            groups.join(same[0], other, _reason(nodes[same[0]], nodes[other]))
    _with_country(nodes, by_key, groups)
    _same_acronym(nodes, groups)
    _acronyms(nodes, groups)
    return groups


def _apart(left: Compared, right: Compared) -> bool:
    """Two written-out names of which neither is part of the other, or names in two countries."""
    if left[2] or right[2]:
        return False
    if left[1] is not None and right[1] is not None and left[1] != right[1]:
        return True
    return not (set(left[0]) <= set(right[0]) or set(right[0]) <= set(left[0]))


def _reason(left: InstitutionNode, right: InstitutionNode) -> Match:
    if "country" in (left.kind, right.kind) and left.kind != right.kind:
        return Match("a country speaks through its government", 0.8)
    written = wording(left.name, right.name)
    if written == "same name" and left.name.country != right.name.country:
        return Match("name with and without country", 0.95)
    return Match(written, 0.95)


def _with_country(
    nodes: Sequence[InstitutionNode],
    by_key: dict[tuple[tuple[str, ...], str | None], list[int]],
    groups: Partition,
) -> None:
    """A name without country that only sometimes has one, in a document on that country."""
    for (key, country), members in by_key.items():
        if country is not None or nodes[members[0]].name.national:
            continue
        homes = {home for i in members for home in nodes[i].homes}
        placed = [home for home in sorted(homes) if (key, home) in by_key]
        if len(placed) == 1 and len(homes) == 1:
            groups.join(by_key[key, placed[0]][0], members[0], Match("name with and without country", 0.8))


def _same_acronym(nodes: Sequence[InstitutionNode], groups: Partition) -> None:
    """Two names, one part of the other, for which documents on one country define the same acronym."""
    defined: defaultdict[tuple[str, str | None], list[int]] = defaultdict(list)
    for i, node in enumerate(nodes):
        for acronym in sorted(node.acronyms):
            defined[acronym, node.country].append(i)
    for same in defined.values():
        first = {groups.find(i): i for i in reversed(same)}
        longest = max(first.values(), key=lambda i: (len(nodes[i].name.key), -i))
        for i in sorted(first.values()):
            if set(nodes[i].name.key) <= set(nodes[longest].name.key):
                groups.join(longest, i, Match("same acronym, name in part", 0.85))


def _acronyms(nodes: Sequence[InstitutionNode], groups: Partition) -> None:
    defined: defaultdict[str, set[int]] = defaultdict(set)
    possible: defaultdict[str, set[int]] = defaultdict(set)
    for i, node in enumerate(nodes):
        if not node.name.acronym:
            for acronym in node.acronyms:
                defined[acronym].add(groups.find(i))
            for initials in node.name.initials:
                possible[initials].add(groups.find(i))
    explained = []
    left: defaultdict[str, list[int]] = defaultdict(list)
    for i, node in enumerate(nodes):
        if not node.name.acronym:
            continue
        acronym = node.name.words[0]
        for known, method, score in (
            (defined[acronym], "acronym defined in another document", 0.9),
            (possible[acronym], "initials of the name", 0.75),
        ):
            fitting = [root for root in sorted(known) if nodes[root].country in (None, *node.homes)]
            if len(fitting) == 1:
                explained.append((fitting[0], i, Match(method, score)))
            if known:
                break
        else:
            left[acronym].append(i)
    for root, i, match in explained:
        groups.join(root, i, match)
    for same in left.values():
        for other in same[1:]:
            groups.join(same[0], other, Match("same acronym", 0.8))
