"""People with the role that a body is named after -> who is said to head which body.

"Prosecutor General Ada Moor" heads the "Office of the Prosecutor General", whichever document names it: the
two are never one actor, and this says how they belong together. So does "the Prosecutor General" without a
name. Deputies and former holders head nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from claimgraph.ontology.names import NameKnowledge
from claimgraph.records import Actor, Headed
from claimgraph.resolve.across import Cluster
from claimgraph.resolve.directory import Directory
from claimgraph.resolve.entities import Entity, Readers
from claimgraph.resolve.roles import Role
from claimgraph.resolve.within import NamedActors

__all__ = ["headed_bodies"]

_METHOD = "role that the body is named after"
_SURE = 0.7

Seat = tuple[frozenset[str], bool, str | None]


def headed_bodies(
    named: Sequence[NamedActors],
    directory: Directory,
    actors: Mapping[Cluster, Actor],
    readers: Readers,
) -> dict[str, tuple[Headed, ...]]:
    """Find, by document, the people whose role there is that of the head of a body of the same country.

    Args:
        named: what the documents name.
        directory: the actor of each entity.
        actors: by cluster.
        readers: what names are read with.
    """
    nouns = _Nouns(readers.names)
    bodies: defaultdict[Seat, set[Cluster]] = defaultdict(set)
    for entity, cluster in directory.cluster.items():
        if entity.kind == "institution" and cluster in actors:
            for seat in _seat(entity, nouns, readers):
                bodies[seat].add(cluster)
    found: dict[str, tuple[Headed, ...]] = {}
    for each in named:
        heads = [
            Headed(mention=index, body=actors[body].id, role=words, method=_METHOD, confidence=_SURE)
            for index, words, office in _roles(each, nouns, readers)
            if (body := _only(bodies.get(office, ()))) is not None
        ]
        if heads:
            found[each.annotated.document.path] = tuple(heads)
    return found


class _Nouns:
    """Words for the seat of an office and for ministries and ministers."""

    def __init__(self, names: NameKnowledge) -> None:
        self.seats, self.ministries, self.ministers = (
            frozenset(word for (word,) in names.words[name])
            for name in ("seatNouns", "ministryNouns", "ministerNouns")
        )


def _seat(entity: Entity, nouns: _Nouns, readers: Readers) -> Iterable[Seat]:
    """Whose office a body is, by its name: the words of the role, whether it is a minister's, the country."""
    name = entity.institution
    words = frozenset(readers.roles.rewritten(name.words)) - readers.roles.empty
    for kinds, minister in ((nouns.seats, False), (nouns.ministries, True)):
        rest = words - kinds
        if rest and rest != words:
            yield _sounds(rest, readers), minister, entity.country or entity.home


def _roles(each: NamedActors, nouns: _Nouns, readers: Readers) -> Iterable[tuple[int, str, Seat]]:
    """The first mention of each person of the document under each role, and which body would be theirs."""
    seen: set[tuple[Entity, str]] = set()
    for index, entity, words in _held(each):
        if (entity, words) in seen:
            continue
        seen.add((entity, words))
        role: Role | None = entity.roles.get(words)
        if role is None or role.modifiers or role.kin:
            continue
        minister = role.head in nouns.ministers
        rest = role.words - nouns.ministers if minister else role.words
        if rest:
            country = role.country or entity.whose or each.home
            yield index, words, (_sounds(rest, readers), minister, country)


def _held(each: NamedActors) -> Iterable[tuple[int, Entity, str]]:
    """Mentions of people with the words of their role beside them, and of offices without a named holder."""
    for index, tie in enumerate(each.ties):
        words = each.annotated.mentions[index].role
        if tie is not None and tie.entity.kind == "person" and words is not None:
            yield index, tie.entity, words
    for index, tie in each.offices.items():
        for words in tie.entity.roles:
            yield index, tie.entity, words


def _sounds(words: Iterable[str], readers: Readers) -> frozenset[str]:
    return frozenset(readers.normal.sound(word) for word in words)


def _only(clusters: Iterable[Cluster]) -> Cluster | None:
    found = list(clusters)
    return found[0] if len(found) == 1 else None
