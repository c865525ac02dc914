"""Known actors and what documents name -> which of the documents' actors they are.

Says who is known, adds to the constraints that all names of a known actor are one, and finds who held an
office on a day. Judgements of people come first: what they keep apart, no known name puts together. Nothing
is known of most actors, and nothing here is needed to find them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from claimgraph.ontology.known_actors import HeldOffice, KnownActor, KnownActors
from claimgraph.ontology.names import folded_words
from claimgraph.records import Actor, Kind
from claimgraph.resolve.across import Cluster
from claimgraph.resolve.agreed import Agreed
from claimgraph.resolve.constraints import Constraints, opposed
from claimgraph.resolve.entities import Entity, Readers
from claimgraph.resolve.institutions import InstitutionName
from claimgraph.resolve.people import parse_person
from claimgraph.resolve.roles import Role
from claimgraph.resolve.union import Match

__all__ = ["Known"]

_SURE = 0.97

Words = tuple[str, ...]


class Known:
    """The known actors, ready to be found by name and by office.

    Args:
        known: what the ontology lists.
        readers: what names are read with.
    """

    def __init__(self, known: KnownActors, readers: Readers) -> None:
        self._readers = readers
        self._people: defaultdict[Words, set[KnownActor]] = defaultdict(set)
        self._bodies: defaultdict[Words, set[KnownActor]] = defaultdict(set)
        self._acronyms: defaultdict[str, set[KnownActor]] = defaultdict(set)
        self._written: defaultdict[Words, set[KnownActor]] = defaultdict(set)
        self._offices: defaultdict[tuple[object, ...], list[tuple[KnownActor, HeldOffice]]] = defaultdict(
            list
        )
        self._countries: dict[KnownActor, str | None] = {}
        for actor in known.actors:
            self._countries[actor] = self._country(actor.country)
            for name in actor.names:
                self._take(actor, name)
            for office in actor.offices:
                if role := readers.roles.read(office.role):
                    country = self._country(office.country) or role.country
                    self._offices[role.words, role.modifiers, country].append((actor, office))

    def agreed(self, agreed: Agreed) -> Agreed:
        """What documents agree on, with the kinds and classes of known names in its place."""
        kinds: dict[Words, Kind] = dict(agreed.kinds)
        classes = dict(agreed.classes)
        for words, actors in self._written.items():
            if words in kinds and len(actors) == 1:
                (actor,) = actors
                kinds[words], classes[words] = actor.label, actor.actor_class
        return Agreed(kinds=kinds, classes=classes)

    def of(self, entities: Sequence[Entity]) -> dict[Entity, KnownActor]:
        """Who of the entities is known; one that could be two known actors is not."""
        found = {entity: actor for entity in entities if (actor := self._by_name(entity))}
        if not self._acronyms:
            return found
        # "AU" is the African Union unless a document says that it is something else.
        defined: defaultdict[str, set[KnownActor | None]] = defaultdict(set)
        for entity in entities:
            for acronym in entity.acronyms:
                defined[acronym].add(found.get(entity))
        for entity in entities:
            if entity.kind == "institution" and entity.institution.acronym:
                acronym = entity.institution.words[0]
                actors = self._acronyms.get(acronym, set())
                if len(actors) == 1 and defined[acronym] <= actors:
                    (found[entity],) = actors
        return found

    def constrained(self, constraints: Constraints, identities: Mapping[Entity, KnownActor]) -> Constraints:
        """The constraints, and that all who are the same known actor are one, as far as nobody objects."""
        if not identities:
            return constraints
        return _Linking(constraints, identities).constraints()

    def holder(self, role: Role, country: str | None, date: str | None) -> str | None:
        """The name of the only one known to have held an office on a date; see `directory.Holders`.

        Args:
            role: the office as it is mentioned, read.
            country: folded name of the country whose office it is, unless the role says it.
            date: of the document, ISO 8601.
        """
        country = role.country or country
        if date is None or country is None:
            return None
        holdings = self._offices.get((role.words, role.modifiers, country), ())
        found = {actor.name for actor, office in holdings if office.on(date)}
        return found.pop() if len(found) == 1 else None

    def marked(
        self, actors: Mapping[Cluster, Actor], identities: Mapping[Entity, KnownActor]
    ) -> dict[Cluster, Actor]:
        """The actors with class and identifiers of the known actor that each of them is."""
        marked = {}
        for cluster, actor in actors.items():
            found = {identities[entity] for entity in cluster.reasons if entity in identities}
            if len(found) == 1:
                (known,) = found
                # A list may know less than the texts: that a court is an organisation.
                finer = self._readers.names.ancestors.get(actor.actor_class or "", frozenset())
                actor_class = actor.actor_class if known.actor_class in finer else known.actor_class
                actor = replace(actor, actor_class=actor_class, label=known.label, same_as=known.same_as)
            marked[cluster] = actor
        return marked

    def _take(self, actor: KnownActor, name: str) -> None:
        words = folded_words(name)
        if self._readers.countries.named(words):
            return  # texts tell better whether they speak of a country or of its government
        if len(words) > 1 or name.isupper():
            self._written[words].add(actor)
        if actor.label == "Person":
            person = parse_person(name, self._readers.normal)
            if person.full:
                self._people[person.sounds].add(actor)
            return
        read = self._readers.institutions.read(name, actor.actor_class)
        if read.acronym:
            self._acronyms[read.words[0]].add(actor)
        else:
            self._bodies[read.key].add(actor)

    def _country(self, name: str | None) -> str | None:
        if name is None:
            return None
        words = folded_words(name)
        return self._readers.countries.named(words) or " ".join(words)

    def _by_name(self, entity: Entity) -> KnownActor | None:
        found: set[KnownActor] = set()
        if entity.kind == "person":
            for surface in entity.surfaces:
                name = parse_person(surface, self._readers.normal)
                if name.full:
                    found |= self._people.get(name.sounds, set())
        elif entity.kind == "institution" and not entity.institution.acronym:
            for surface in entity.surfaces:
                read = self._readers.institutions.read(surface, _class_of(entity))
                candidates = () if read.acronym else self._bodies.get(read.key, ())
                found |= {actor for actor in candidates if self._fits(actor, read, entity)}
        return found.pop() if len(found) == 1 else None

    def _fits(self, actor: KnownActor, name: InstitutionName, entity: Entity) -> bool:
        """Whether the countries agree; many countries have a Ministry of Justice."""
        known = self._countries[actor]
        country = name.country or entity.country
        return known == country if name.national else None in (known, country) or known == country


def _class_of(entity: Entity) -> str | None:
    return max(sorted(entity.classes), key=lambda each: entity.classes[each], default=None)


class _Linking:
    """Joins entities into groups and keeps what judgements say of each group."""

    def __init__(self, constraints: Constraints, identities: Mapping[Entity, KnownActor]) -> None:
        self._given = constraints
        self._parent: dict[Entity, Entity] = {}
        self._sides: dict[Entity, frozenset[int]] = {}
        self._links: list[tuple[Entity, Entity, Match]] = []
        judged: defaultdict[int, list[Entity]] = defaultdict(list)
        for entity, number in constraints.groups.items():
            judged[number].append(entity)
        for group in judged.values():
            for near, far in pairwise(group):
                self._unite(near, far)
        same: defaultdict[str, list[Entity]] = defaultdict(list)
        for entity, actor in identities.items():
            same[actor.iri].append(entity)
        for iri in sorted(same):
            self._join(same[iri], identities)

    def constraints(self) -> Constraints:
        """What was given with what was joined; who stays alone is as free as before."""
        sides = {entity: self._sides_of(entity) for entity in [*self._given.sides, *self._parent]}
        members: defaultdict[Entity, list[Entity]] = defaultdict(list)
        for entity in list(self._parent):
            members[self._root(entity)].append(entity)
        groups = [group for group in members.values() if len(group) > 1]
        return Constraints(
            links=(*self._given.links, *self._links),
            sides={entity: held for entity, held in sides.items() if held},
            groups={entity: number for number, group in enumerate(groups) for entity in group},
        )

    def _join(self, entities: Sequence[Entity], identities: Mapping[Entity, KnownActor]) -> None:
        ordered = sorted(entities, key=lambda each: (each.path, each.position))
        kept = ordered[:1]
        for entity in ordered[1:]:
            # One that is judged not to be the first may still be one of the others.
            for other in kept:
                if not opposed(self._sides_of(entity), self._sides_of(other)):
                    match = Match(f"known actor {identities[entity].name}", _SURE)
                    self._links.append((other, entity, match))
                    self._unite(other, entity)
                    break
            else:
                kept.append(entity)

    def _root(self, entity: Entity) -> Entity:
        while (above := self._parent.setdefault(entity, entity)) is not entity:
            self._parent[entity] = self._parent[above]
            entity = above
        return entity

    def _sides_of(self, entity: Entity) -> frozenset[int]:
        root = self._root(entity)
        return self._sides.get(root, self._given.sides.get(root, frozenset()))

    def _unite(self, near: Entity, far: Entity) -> None:
        held = self._sides_of(near) | self._sides_of(far)
        root = self._root(near)
        self._parent[self._root(far)] = root
        self._sides[root] = held
