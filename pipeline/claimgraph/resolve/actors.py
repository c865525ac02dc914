"""Clusters -> `Actor` records with stable, readable identifiers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping

from claimgraph.ontology.names import letters
from claimgraph.records import Actor, Kind
from claimgraph.resolve.across import Cluster
from claimgraph.resolve.entities import Readers

__all__ = ["actors_of"]

_SPLIT = re.compile(r"[\s\-–/]+|(?<=\w\w)\.(?=\w\w)")
_LABELS: tuple[Kind, ...] = ("Person", "Organization", "Group", "Location", "NORP")
_DEFAULT: Mapping[str, Kind] = {
    "person": "Person",
    "institution": "Organization",
    "country": "Location",
    "place": "Location",
    "collective": "Group",
    "office": "Person",
}


def actors_of(clusters: Iterable[Cluster], readers: Readers) -> dict[Cluster, Actor]:
    """One actor per cluster.

    Two actors whose names make the same identifier are told apart by a number, in the order of their names
    and first documents; this does not depend on the order in which documents were given.
    """
    ranked = sorted(clusters, key=_rank)
    taken: set[str] = set()
    free: Counter[str] = Counter()
    actors = {}
    for cluster in ranked:
        actors[cluster] = _actor(cluster, _identifier(_slug(cluster.name), taken, free), readers)
    return actors


def _rank(cluster: Cluster) -> tuple[object, ...]:
    first = min((entity.path, entity.position) for entity in cluster.reasons)
    return (_slug(cluster.name), cluster.name, _names(cluster), first)


def _identifier(slug: str, taken: set[str], free: Counter[str]) -> str:
    identifier = slug
    while identifier in taken:
        free[slug] += 1
        identifier = f"{slug}-{free[slug] + 1}"
    taken.add(identifier)
    return identifier


def _slug(name: str) -> str:
    words = (letters(word) for word in _SPLIT.split(name))
    return "-".join(word for word in words if word) or "actor"


def _names(cluster: Cluster) -> tuple[str, ...]:
    return tuple(sorted({name for entity in cluster.reasons for name in entity.surfaces}))


def _actor(cluster: Cluster, identifier: str, readers: Readers) -> Actor:
    labels: Counter[str] = Counter()
    classes: Counter[str] = Counter()
    for entity in cluster.reasons:
        labels.update(entity.labels)
        classes.update(entity.classes)
    kind = next(iter(cluster.reasons)).kind
    label = max(_LABELS, key=lambda each: (labels[each], each == _DEFAULT[kind]))
    return Actor(
        id=identifier,
        name=cluster.name,
        label=label,
        names=_names(cluster),
        actor_class=_most_specific(classes, readers),
        roles=tuple(sorted({role for entity in cluster.reasons for role in entity.roles})),
    )


def _most_specific(classes: Mapping[str, int], readers: Readers) -> str | None:
    above = {
        parent
        for each in classes
        for parent in readers.names.ancestors.get(each, frozenset())
        if parent != each
    }
    lowest = sorted(each for each in classes if each not in above)
    return max(lowest, key=lambda each: classes[each], default=None)
