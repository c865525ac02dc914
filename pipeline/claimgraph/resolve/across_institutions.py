"""Institutions as single documents show them -> groups that are one institution over all documents.

Equal keys make one institution, unless many countries have one of that name and the documents are about
different ones. Acronyms, and names whose country no document shows, join the only institution that they can
mean, by country, company and time. What is unclear stays apart and is noted.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence

from claimgraph.resolve.constraints import Constraints
from claimgraph.resolve.entities import Entity
from claimgraph.resolve.evidence import Evidence, Weigher
from claimgraph.resolve.institutions import InstitutionName, wording
from claimgraph.resolve.nodes import Node, Unclear, noted
from claimgraph.resolve.union import Match, Partition

__all__ = ["Institutions", "institution_nodes", "two_institutions"]

_FEW = 40
_AHEAD = 1.0
_ALONE = 1.0
_DEFINED = 0.5
_NEEDED = 1.0
_NEEDED_NATIONAL = 1.5
_NEEDED_OF_MANY = 2.5
# From so many countries on, a name that only one of them has is that country's own.
_MANY_COUNTRIES = 8
_FEW_COUNTRIES = 3
_NEEDED_ABROAD = 2.5

Key = tuple[str, ...]


def institution_nodes(entities: Iterable[Entity], constraints: Constraints) -> list[Node]:
    """One node per wording and country; where the country is needed but not known, per document."""
    nodes: dict[Hashable, Node] = {}
    for entity in entities:
        name, country = entity.institution, entity.country
        if name.acronym:
            country = entity.home
        mark = constraints.mark(entity)
        unknown = entity.path if name.acronym or (country is None and name.national) else None
        key = (name.words, name.country, country, entity.kind, name.acronym, unknown, mark)
        nodes.setdefault(key, Node(entity.kind, name, country, mark[0])).entities.append(entity)
    _mark_own(list(nodes.values()))
    return list(nodes.values())


def _mark_own(nodes: Sequence[Node]) -> None:
    """Find names that few of many countries have: "Nakuru City Court" is no "Interior Ministry"."""
    countries = {node.country for node in nodes if node.country}
    if len(countries) < _MANY_COUNTRIES:
        return
    having: defaultdict[Key, set[str]] = defaultdict(set)
    for node in nodes:
        if node.country and node.institution.national:
            having[node.institution.key].add(node.country)
    for node in nodes:
        name = node.institution
        node.roams = name.national and not name.country and 0 < len(having[name.key]) <= _FEW_COUNTRIES


def two_institutions(
    left: InstitutionName, left_country: str | None, right: InstitutionName, right_country: str | None
) -> bool:
    """Whether two names are never one institution's.

    They are not where they are written out and neither is part of the other, or are of two countries.
    """
    if left.acronym or right.acronym:
        return False
    if left_country is not None and right_country is not None and left_country != right_country:
        return True
    return not (set(left.key) <= set(right.key) or set(right.key) <= set(left.key))


class Institutions:
    """Finds which nodes are one institution.

    Args:
        nodes: of all kinds; only institutions and countries are looked at.
        groups: of the nodes; grow.
        weigher: of evidence.
        unclear: by node, the pairs that were kept apart though they may be one; grows.
        countries: those that the documents are about.
    """

    def __init__(
        self,
        nodes: Sequence[Node],
        groups: Partition,
        weigher: Weigher,
        unclear: dict[int, list[Unclear]],
        countries: frozenset[str],
    ) -> None:
        self._nodes = nodes
        self._groups = groups
        self._weigher = weigher
        self._unclear = unclear
        self._countries = countries
        self._bodies = [i for i, node in enumerate(nodes) if node.kind in ("institution", "country")]
        self._acronyms = [i for i in self._bodies if nodes[i].institution.acronym]
        self._evidence: dict[int, Evidence] = {}

    def join(self) -> None:
        """Apply all rules."""
        by_key: defaultdict[tuple[Key, str | None], list[int]] = defaultdict(list)
        only = min(self._countries) if len(self._countries) == 1 else None
        for i in self._bodies:
            name = self._nodes[i].institution
            if not name.acronym:
                national = name.national and self._nodes[i].country is None
                by_key[name.key, only if national else self._nodes[i].country].append(i)
        unplaced: dict[Key, list[int]] = {}
        for (key, country), same in by_key.items():
            if country is None and self._nodes[same[0]].institution.national:
                unplaced[key] = same
            else:
                self._join_all(same)
        self._name_without_country(by_key)
        self._abroad(by_key)
        self._unplaced(unplaced, by_key)
        self._same_acronym()
        self._explain_acronyms()

    def _join_all(self, same: Sequence[int]) -> None:
        for other in same[1:]:
            self._groups.join(same[0], other, _reason(self._nodes[same[0]], self._nodes[other]))

    def _homes(self, members: Iterable[int]) -> set[str]:
        return {e.home for i in members for e in self._nodes[i].entities if e.home}

    def _name_without_country(self, by_key: dict[tuple[Key, str | None], list[int]]) -> None:
        """A name without country that only sometimes has one, in a document on that country."""
        for (key, country), members in by_key.items():
            if country is not None or self._nodes[members[0]].institution.national:
                continue
            homes = self._homes(members)
            placed = [home for home in sorted(homes) if (key, home) in by_key]
            if len(placed) == 1 and len(homes) == 1:
                match = Match("name with and without country", 0.8)
                self._groups.join(by_key[key, placed[0]][0], members[0], match)

    def _abroad(self, by_key: dict[tuple[Key, str | None], list[int]]) -> None:
        """A country's own institution in documents on another country, if its company goes with it."""
        same: defaultdict[Key, list[int]] = defaultdict(list)
        for (key, country), members in by_key.items():
            if country is not None and all(self._nodes[i].roams for i in members):
                same[key].append(members[0])
        for places in same.values():
            if len(places) > 1:
                home, *others = sorted(places, key=lambda i: (-self._documents(i), i))
                for i in others:
                    self._to_best(i, [(home, 0.0)], _NEEDED_ABROAD, "name in documents on another country")

    def _documents(self, i: int) -> int:
        return sum(len(self._nodes[each].entities) for each in self._groups.members(i))

    def _unplaced(
        self, unplaced: dict[Key, list[int]], by_key: dict[tuple[Key, str | None], list[int]]
    ) -> None:
        """National bodies in documents that do not show their country: who is named beside them decides."""
        placed: defaultdict[Key, list[int]] = defaultdict(list)
        for key, country in by_key:
            if country is not None and key in unplaced:
                placed[key].append(by_key[key, country][0])
        for key, members in unplaced.items():
            if not placed[key]:
                self._join_all(members)
                continue
            own = len(placed[key]) == 1 and len(self._countries) >= _MANY_COUNTRIES
            for i in members:
                if own:
                    match = Match("the only country with that name", 0.8)
                    self._groups.join(placed[key][0], i, match)
                else:
                    needed = _NEEDED_NATIONAL
                    self._to_best(
                        i, [(each, 0.0) for each in placed[key]], needed, "name without its country"
                    )

    def _same_acronym(self) -> None:
        """Two names, one part of the other, for which documents on one country define the same acronym."""
        defined: defaultdict[tuple[str, str | None], list[int]] = defaultdict(list)
        for i in self._bodies:
            for acronym in sorted({a for entity in self._nodes[i].entities for a in entity.acronyms}):
                defined[acronym, self._nodes[i].country].append(i)
        for same in defined.values():
            first = {self._groups.find(i): i for i in reversed(same)}
            longest = max(first.values(), key=lambda i: (len(self._nodes[i].institution.key), -i))
            whole = set(self._nodes[longest].institution.key)
            for i in sorted(first.values()):
                if set(self._nodes[i].institution.key) <= whole:
                    self._groups.join(longest, i, Match("same acronym, name in part", 0.85))

    def _explain_acronyms(self) -> None:
        wanted = {self._nodes[i].institution.words[0] for i in self._acronyms}
        known: defaultdict[tuple[str, str | None], dict[int, float]] = defaultdict(dict)
        for i in self._bodies:
            name = self._nodes[i].institution
            if name.acronym:
                continue
            root = self._groups.find(i)
            homes = {None, *self._homes([i])} if name.initials & wanted else {None}
            for initials in name.initials & wanted:
                for home in homes:
                    known[initials, home].setdefault(root, 0.0)
            for entity in self._nodes[i].entities:
                for acronym in entity.acronyms & wanted:
                    known[acronym, None][root] = known[acronym, entity.home][root] = _DEFINED
        # Where very many bodies are named, the same letters in the same country are not enough.
        needed = _NEEDED if len(self._countries) < _MANY_COUNTRIES else _NEEDED_OF_MANY
        left: defaultdict[tuple[str, str | None], list[int]] = defaultdict(list)
        for i in self._acronyms:
            acronym = self._nodes[i].institution.words[0]
            fitting = self._reachable(i, acronym, known)
            if fitting:
                self._to_best(i, fitting, needed, "acronym")
            elif (acronym, None) not in known:
                left[acronym, self._nodes[i].country].append(i)
        for same in left.values():
            for other in same[1:]:
                self._groups.join(same[0], other, Match("same acronym", 0.8))
        self._lone_acronyms(left)

    def _lone_acronyms(self, left: dict[tuple[str, str | None], list[int]]) -> None:
        """An acronym that nobody explains is one body in all countries, as long as these are few."""
        by_acronym: defaultdict[str, list[int]] = defaultdict(list)
        for (acronym, _), same in left.items():
            by_acronym[acronym].append(same[0])
        if len(self._countries) < _MANY_COUNTRIES:
            for same in by_acronym.values():
                for other in same[1:]:
                    self._groups.join(same[0], other, Match("same acronym", 0.7))

    def _reachable(
        self, i: int, acronym: str, known: Mapping[tuple[str, str | None], dict[int, float]]
    ) -> list[tuple[int, float]]:
        """The groups that an acronym can mean; those in documents on its country, where they are many."""
        home = self._nodes[i].country
        found = known.get((acronym, None), {})
        if len(found) > _FEW:
            found = known.get((acronym, home), {}) if home else {}
        if len(found) > _FEW:
            return []
        fitting = {
            self._groups.find(root): bonus
            for root, bonus in found.items()
            if self._nodes[root].country in (None, home)
        }
        return list(fitting.items())

    def _to_best(self, i: int, fitting: Sequence[tuple[int, float]], needed: float, what: str) -> None:
        """Join the one group for which most speaks, if it is enough and clearly more than for the next."""
        own = self._known(i)
        weighed = sorted(
            (
                (self._weigher.weight(own, self._known(root), travels=self._travels(root)) + bonus, -root)
                for root, bonus in fitting
            ),
            reverse=True,
        )
        best, root = weighed[0][0], -weighed[0][1]
        second = weighed[1][0] if len(weighed) > 1 else None
        alone = second is None
        if best + _ALONE * alone >= needed and (second is None or best - second >= _AHEAD):
            where = "the only one that fits" if alone else "the one in the same country or company"
            self._groups.join(root, i, Match(f"{what}, {where}", 0.75 if best < 2 * _NEEDED else 0.9))
            return
        for weight, other in weighed[:2]:
            score = round(max(0.05, min(0.9, 0.4 + 0.1 * weight)), 3)
            noted(
                self._unclear, Unclear(min(i, -other), max(i, -other), score, f"{what}, too little beside it")
            )

    def _travels(self, root: int) -> bool:
        node = self._nodes[root]
        # People may have judged a person and an institution to be one.
        return node.roams or not (isinstance(node.name, InstitutionName) and node.name.national)

    def _known(self, i: int) -> Evidence:
        root = self._groups.find(i)
        known = self._evidence.get(root)
        if known is None:
            members = self._groups.members(root)
            entities = (e for each in members for e in self._nodes[each].entities)
            country = None if self._travels(root) else self._nodes[root].country
            known = self._evidence[root] = self._weigher.of(entities, country=country)
        return known


def _reason(left: Node, right: Node) -> Match:
    if "country" in (left.kind, right.kind) and left.kind != right.kind:
        return Match("a country speaks through its government", 0.8)
    a, b = left.institution, right.institution
    written = wording(a, b)
    if written == "same name" and a.country != b.country:
        return Match("name with and without country", 0.95)
    return Match(written, 0.95)
