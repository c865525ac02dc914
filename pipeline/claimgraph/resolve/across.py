"""The entities of all documents -> clusters: one for every actor, with the reasons that hold it together.

No rule compares all with all: names are compared in blocks, and what must stay apart is never chained
together. Pairs that are unclear are kept apart and handed on, a few for each actor.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import overload

from claimgraph.resolve.across_institutions import Institutions, institution_nodes, two_institutions
from claimgraph.resolve.across_people import People, person_nodes, two_people
from claimgraph.resolve.commonness import Commonness
from claimgraph.resolve.company import Company
from claimgraph.resolve.constraints import FREE, Constraints, opposed
from claimgraph.resolve.entities import Entity, fullness
from claimgraph.resolve.evidence import Weigher
from claimgraph.resolve.nodes import Node, Unclear
from claimgraph.resolve.union import Match, Partition

__all__ = ["Cluster", "Clusters", "UnclearPair", "clusters_of"]

Thing = tuple[Hashable, ...]


@dataclass(slots=True, eq=False)
class Cluster:
    """One actor over all documents; compared by identity.

    Attributes:
        name: its fullest name.
        reasons: the entities as which the single documents show it, in the order of documents, each with what
            ties it to the one that bears the name; None where it bears that name itself.
    """

    name: str
    reasons: dict[Entity, Match | None]


@dataclass(frozen=True, slots=True)
class UnclearPair:
    """Two actors that can be one but were kept apart, with what speaks for it and how sure that would be."""

    left: Cluster
    right: Cluster
    match: Match


@dataclass(frozen=True, slots=True)
class Clusters:
    """All actors, and the pairs of them that are unclear."""

    clusters: list[Cluster]
    unclear: list[UnclearPair]


def clusters_of(
    entities: Sequence[Entity], *, offices: frozenset[str], constraints: Constraints = FREE
) -> Clusters:
    """Group the entities of all documents.

    Args:
        entities: in the order of documents.
        offices: words of roles that nobody has in two states.
        constraints: what must be one and what must not, before all rules.
    """
    nodes = [
        *person_nodes((e for e in entities if e.kind == "person"), constraints),
        *institution_nodes((e for e in entities if e.kind in ("institution", "country")), constraints),
        *_other_nodes((e for e in entities if e.kind in ("place", "collective", "office")), constraints),
    ]
    groups = Partition(_Things(nodes), _apart, judged=_judged(nodes, constraints), opposed=_opposed)
    commonness = Commonness(n.person for n in nodes if n.kind == "person" and n.person.full)
    weigher = Weigher(Company(entities), offices)
    unclear: dict[int, list[Unclear]] = {}
    Institutions(
        nodes, groups, weigher, unclear, frozenset(entity.home for entity in entities if entity.home)
    ).join()
    People(nodes, groups, weigher, commonness, unclear).join()
    return _clusters(nodes, groups, unclear)


def _other_nodes(entities: Iterable[Entity], constraints: Constraints) -> list[Node]:
    """Places, collectives and offices by their wording: of "officials", only whose officials they are."""
    nodes: dict[Hashable, Node] = {}
    for entity in entities:
        mark = constraints.mark(entity)
        alone = entity.path if entity.kind != "place" and not entity.whose else None
        key = (entity.name, entity.whose, alone)
        nodes.setdefault(
            (entity.kind, key, mark), Node(entity.kind, key, entity.whose, mark[0])
        ).entities.append(entity)
    return list(nodes.values())


class _Things(Sequence[Thing]):
    """What must be told apart of each node, made when asked for: a million of them would be in the way."""

    def __init__(self, nodes: Sequence[Node]) -> None:
        self._nodes = nodes

    def __len__(self) -> int:
        return len(self._nodes)

    @overload
    def __getitem__(self, place: int) -> Thing: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[Thing]: ...
    def __getitem__(self, place: int | slice) -> Thing | Sequence[Thing]:
        return _Things(self._nodes[place]) if isinstance(place, slice) else _thing(self._nodes[place])


def _thing(node: Node) -> Thing:
    kind = "institution" if node.kind == "country" else node.kind
    if kind == "institution":
        return kind, node.sides, node.name, None if node.roams else node.country
    return kind, node.sides, node.name


def _apart(left: Thing, right: Thing) -> bool:
    if left[0] != right[0]:
        return True
    if left[0] == "person":
        return two_people(left[2], right[2])  # type: ignore[arg-type]
    if left[0] == "institution":
        return two_institutions(left[2], left[3], right[2], right[3])  # type: ignore[arg-type]
    return left[2] != right[2]


def _opposed(left: Thing, right: Thing) -> bool:
    return bool(left[1]) and bool(right[1]) and opposed(left[1], right[1])  # type: ignore[arg-type]


def _judged(nodes: Sequence[Node], constraints: Constraints) -> list[tuple[int, int, Match]]:
    if not constraints.links:
        return []
    number = {entity: i for i, node in enumerate(nodes) for entity in node.entities}
    return [(number[left], number[right], match) for left, right, match in constraints.links]


def _clusters(nodes: Sequence[Node], groups: Partition, unclear: dict[int, list[Unclear]]) -> Clusters:
    clusters = []
    of_group: dict[int, Cluster] = {}
    wanted = {groups.find(i) for i in unclear}
    for members in groups.groups():
        name = _fullest([entity for i in members for entity in nodes[i].entities])
        start = next(i for i in members if any(name in entity.surfaces for entity in nodes[i].entities))
        reasons = groups.reasons(start) if len(members) > 1 else {start: None}
        ties = [(entity, reasons[i]) for i in members for entity in nodes[i].entities]
        if len(members) > 1:
            ties.sort(key=lambda pair: (pair[0].path, pair[0].position))
        clusters.append(Cluster(name, dict(ties)))
        if (root := groups.find(start)) in wanted:
            of_group[root] = clusters[-1]
    return Clusters(clusters, _pairs(groups, of_group, unclear))


def _pairs(
    groups: Partition, of_group: dict[int, Cluster], unclear: dict[int, list[Unclear]]
) -> list[UnclearPair]:
    """The unclear pairs between groups, each once with its surest reason."""
    best: defaultdict[tuple[int, int], Unclear | None] = defaultdict(lambda: None)
    for pairs in unclear.values():
        for pair in pairs:
            ends = sorted((groups.find(pair.left), groups.find(pair.right)))
            so_far = best[ends[0], ends[1]]
            if ends[0] != ends[1] and (so_far is None or pair.score > so_far.score):
                best[ends[0], ends[1]] = pair
    return [
        UnclearPair(of_group[left], of_group[right], Match(pair.method, pair.score))
        for (left, right), pair in best.items()
        if pair and not groups.judged_apart(left, right)
    ]


def _fullest(entities: Sequence[Entity]) -> str:
    surfaces: Counter[str] = Counter()
    for entity in entities:
        surfaces.update(entity.surfaces)
    if len(surfaces) == 1:
        return next(iter(surfaces))
    return max(sorted(surfaces), key=lambda name: (*fullness(name), surfaces[name], name))
