"""The entities of all documents -> clusters: one for every actor, with the reasons that hold it together."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass

from claimgraph.resolve.across_institutions import institution_nodes, join_institutions
from claimgraph.resolve.across_people import join_people, person_nodes
from claimgraph.resolve.entities import Entity, fullness
from claimgraph.resolve.union import Match, Partition

__all__ = ["Cluster", "clusters_of"]


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


def clusters_of(entities: Sequence[Entity]) -> list[Cluster]:
    """Group the entities of all documents.

    Args:
        entities: in the order of documents.
    """
    people = person_nodes(entity for entity in entities if entity.kind == "person")
    bodies = institution_nodes(entity for entity in entities if entity.kind in ("institution", "country"))
    homes = {entity.home for entity in entities if entity.home}
    only = min(homes) if len(homes) == 1 else None
    others: defaultdict[Hashable, list[Entity]] = defaultdict(list)
    for entity in entities:
        if entity.kind in ("place", "collective"):
            others[_wording(entity)].append(entity)
    alone = Partition(range(len(others)))
    return [
        *_clusters([node.entities for node in people], join_people(people)),
        *_clusters([node.entities for node in bodies], join_institutions(bodies, only)),
        *_clusters(list(others.values()), alone),
    ]


def _wording(entity: Entity) -> Hashable:
    """What makes two places or collectives one: of "officials", only whose officials they are."""
    alone = entity.path if entity.kind == "collective" and not entity.whose else None
    return entity.kind, entity.name, entity.whose, alone


def _clusters(nodes: list[list[Entity]], groups: Partition) -> Iterator[Cluster]:
    for members in groups.groups():
        name = _fullest([entity for i in members for entity in nodes[i]])
        start = next(i for i in members if any(name in entity.surfaces for entity in nodes[i]))
        reasons = groups.reasons(start)
        ties = {entity: reasons[i] for i in members for entity in nodes[i]}
        yield Cluster(name, dict(sorted(ties.items(), key=lambda pair: (pair[0].path, pair[0].position))))


def _fullest(entities: Sequence[Entity]) -> str:
    surfaces: Counter[str] = Counter()
    for entity in entities:
        surfaces.update(entity.surfaces)

    return max(sorted(surfaces), key=lambda name: (fullness(name), surfaces[name], name))
