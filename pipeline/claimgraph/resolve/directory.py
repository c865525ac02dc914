"""What all documents together know of actors beside their names: who holds which office, who governs where.

`references` asks it where a document itself does not say.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping
from typing import Protocol

from claimgraph.resolve.across import Cluster
from claimgraph.resolve.entities import Entity, Readers
from claimgraph.resolve.people import PersonName, parse_person
from claimgraph.resolve.roles import Role
from claimgraph.resolve.union import Match

__all__ = ["KNOWN", "Directory", "Holders"]

KNOWN = Match("known to hold the role at the document's date", 0.7)
"""Why a role without a name stands for a person whom no document gives it."""

Office = tuple[frozenset[str], frozenset[str], str]


class Holders(Protocol):
    """Who is known to hold which office when, beside what the documents say."""

    def holder(self, role: Role, country: str | None, date: str | None) -> str | None:
        """The full name of the one person known to have held the office on a date; None where unsure.

        Args:
            role: the office as it is mentioned, read.
            country: folded name of the country whose office it is, or None.
            date: of the document, ISO 8601 (`2022-02-03`, `2022-02`), or None.
        """


class Directory:
    """Looks up actors by office and country.

    Args:
        clusters: all actors.
        readers: what names are read with.
        holders: who is known to hold offices, where no document says so.

    Attributes:
        cluster: the actor of each entity.
        added: actors that no document names, because they are known to hold an office that one mentions.
    """

    def __init__(self, clusters: Iterable[Cluster], readers: Readers, holders: Holders | None = None) -> None:
        self._readers = readers
        self._holders = holders
        self.added: list[Cluster] = []
        self._known: dict[str, Cluster | None] = {}
        self._people: defaultdict[PersonName, set[Cluster]] = defaultdict(set)
        self.cluster: Mapping[Entity, Cluster] = {e: each for each in clusters for e in each.reasons}
        self._offices: defaultdict[Office, defaultdict[Cluster, set[int | None]]]
        self._offices = defaultdict(lambda: defaultdict(set))
        self._states: dict[str, Cluster] = {}
        self._bodies: defaultdict[tuple[Hashable, str], set[Cluster]] = defaultdict(set)
        for entity, cluster in self.cluster.items():
            if entity.kind == "person":
                self._people[entity.person].add(cluster)
                for role in entity.roles.values():
                    if country := role.country or entity.home:
                        self._offices[role.words, role.modifiers, country][cluster].add(entity.year)
            elif entity.kind in ("institution", "country"):
                country = entity.country
                if country:
                    self._bodies[entity.institution.key, country].add(cluster)
                if country and entity.institution.key == readers.institutions.state(country).key:
                    self._states[country] = cluster

    def holder(self, role: Role, home: str | None, year: int | None) -> Cluster | None:
        """The only person whom a document of about that time gives the office, in its country.

        None for a role that many hold ("minister"), unless it says which ("interior minister"), and where the
        documents that say who holds it are all more than a year older or younger.

        Args:
            role: the office.
            home: folded name of the country where the role names none.
            year: of the document that mentions it, or None.
        """
        country = role.country or home
        if not country or not (role.words in self._readers.roles.unique or len(role.words) > 1):
            return None
        none: dict[Cluster, set[int | None]] = {}
        held = self._offices.get((role.words, role.modifiers, country), none)
        found = [each for each, years in held.items() if any(_near(year, other) for other in years)]
        return found[0] if len(found) == 1 else None

    def known_holder(self, office: Entity, role: Role, date: str | None) -> Cluster | None:
        """The person known to have held an office on a date, whether or not a document names them.

        None where several people of the documents bear that name: which of them it is, is not known.
        """
        name = self._holders.holder(role, office.whose, date) if self._holders else None
        if name is None:
            return None
        if name not in self._known:
            person = parse_person(name, self._readers.normal)
            bearers = self._people.get(person, set())
            if not bearers:
                self.added.append(self._added(name, person, office, role))
            self._known[name] = (
                self.added[-1] if not bearers else next(iter(bearers)) if len(bearers) == 1 else None
            )
        return self._known[name]

    def _added(self, name: str, person: PersonName, office: Entity, role: Role) -> Cluster:
        entity = Entity(path=office.path, kind="person", name=person, home=office.home)
        entity.surfaces[name] += 1
        entity.labels["Person"] += 1
        entity.roles[next(iter(office.roles))] = role
        return Cluster(name, {entity: None})

    def body(self, office: Entity) -> Cluster | None:
        """The institution that an office like "the army" is, where any document names just one such."""
        found = self._bodies.get((office.name, office.whose or ""), set())
        return next(iter(found)) if len(found) == 1 else None

    def state(self, country: str) -> Cluster | None:
        """The government of a country, where it is an actor."""
        return self._states.get(country)


def _near(year: int | None, other: int | None) -> bool:
    return year is None or other is None or abs(year - other) <= 1
