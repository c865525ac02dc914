"""`known-actors/*.ttl` (and a user's files) -> `KnownActors`: people and bodies that are known beforehand.

Names, classes, identifiers and dated offices come out as written. Who in the texts they are is found by
`resolve.known`; nothing here is needed for any text to be read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from rdflib import OWL, RDF, SKOS, Literal, Namespace, URIRef
from rdflib.term import Node

from claimgraph.ontology.actor_types import ActorTypes, ontology_terms, read_actor_types
from claimgraph.ontology.load import CG, Ontology, local_name
from claimgraph.records import Kind

__all__ = ["HeldOffice", "KnownActor", "KnownActors", "read_known_actors"]

_ORG = Namespace("http://www.w3.org/ns/org#")
_SCHEMA = Namespace("https://schema.org/")
_FIRST, _LAST = "-01-01", "-12-31"
_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")


@dataclass(frozen=True, slots=True)
class HeldOffice:
    """An office and when it was held.

    Attributes:
        role: its words ("President").
        country: name of the country, or None where the words say it all.
        start, end: first and last day, month or year (ISO 8601), or None where it is open.
    """

    role: str
    country: str | None = None
    start: str | None = None
    end: str | None = None

    def on(self, date: str) -> bool:
        """Whether it was held on a day, or all through a month or a year.

        >>> office = HeldOffice("President", "Estovia", "2020-03-01", "2021")
        >>> [office.on(date) for date in ("2020-02-29", "2020-03", "2021-12-31", "2022")]
        [False, True, True, False]
        """
        started = self.start is None or _whole(self.start, _FIRST) <= _whole(date, _FIRST)
        return started and (self.end is None or _whole(date, _LAST) <= _whole(self.end, _LAST))


@dataclass(frozen=True, slots=True)
class KnownActor:
    """Somebody known.

    Attributes:
        iri: of the entry.
        name: the main name.
        names: all names and acronyms, the main one first.
        actor_class: IRI of its class.
        label: what mentions of that class are.
        country: name of its country, or None.
        same_as: IRIs under which others know it.
        offices: what it held and when.
    """

    iri: str
    name: str
    names: tuple[str, ...]
    actor_class: str
    label: Kind
    country: str | None = None
    same_as: tuple[str, ...] = ()
    offices: tuple[HeldOffice, ...] = ()


@dataclass(frozen=True, slots=True)
class KnownActors:
    """All known actors, by their IRI."""

    actors: tuple[KnownActor, ...] = ()

    def holders(self, date: str) -> Iterator[tuple[KnownActor, HeldOffice]]:
        """Who held which office on a day."""
        for actor in self.actors:
            for office in actor.offices:
                if office.on(date):
                    yield actor, office


def read_known_actors(ontology: Ontology) -> KnownActors:
    """Read every `cg:KnownActor`.

    Raises:
        OntologyError: an actor without name or class, an office without words, a date that is none.

    >>> from claimgraph.ontology import load_ontology
    >>> known = {actor.name: actor for actor in read_known_actors(load_ontology()).actors}
    >>> known["Doctors Without Borders"].same_as
    ('http://www.wikidata.org/entity/Q49330',)
    """
    types = read_actor_types(ontology)
    subjects = ontology_terms(ontology, CG.KnownActor)
    return KnownActors(tuple(_actor(ontology, subject, types) for subject in subjects))


def _whole(date: str, rest: str) -> str:
    """A month or year as its first or last day."""
    return date + rest[len(date) - 4 :]


def _actor(ontology: Ontology, subject: URIRef, types: ActorTypes) -> KnownActor:
    graph = ontology.graph
    if not ontology.words(subject, SKOS.prefLabel):
        raise ontology.error(subject, 'is a known actor without a name; add skos:prefLabel "Name"@en.')
    classes = sorted(
        (str(each) for each in graph.objects(subject, RDF.type) if str(each) in types.types),
        key=lambda iri: (-types.types[iri].depth, iri),
    )
    if not classes:
        raise ontology.error(subject, "does not say what it is; add a class of actors, such as cg:Person.")
    name = ontology.label(subject, SKOS.prefLabel)
    others = [each for each in ontology.words(subject, SKOS.prefLabel, SKOS.altLabel) if each != name]
    label = types.types[classes[0]].label
    identities = {str(each) for p in (SKOS.exactMatch, OWL.sameAs) for each in graph.objects(subject, p)}
    return KnownActor(
        iri=str(subject),
        name=name,
        names=(name, *others),
        actor_class=classes[0],
        label=label,
        country=_country(ontology, subject),
        same_as=tuple(sorted(identities)),
        offices=tuple(
            sorted(_offices(ontology, subject), key=lambda o: (o.start or "", o.role, o.end or ""))
        ),
    )


def _offices(ontology: Ontology, subject: URIRef) -> Iterator[HeldOffice]:
    for node in ontology.graph.objects(subject, _ORG.hasMembership):
        words = ontology.words(node, CG.role)
        if not words:
            raise ontology.error(subject, 'has an org:hasMembership without words; add cg:role "President".')
        start, end = (_date(ontology, subject, node, p) for p in (_SCHEMA.startDate, _SCHEMA.endDate))
        yield HeldOffice(role=words[0], country=_country(ontology, node), start=start, end=end)


def _country(ontology: Ontology, node: Node) -> str | None:
    """The name of a country, which is given as text or as an entry of `places.ttl`."""
    for value in sorted(ontology.graph.objects(node, CG.country), key=str):
        return str(value) if isinstance(value, Literal) else ontology.label(value, SKOS.prefLabel)
    return None


def _date(ontology: Ontology, subject: URIRef, node: Node, prop: URIRef) -> str | None:
    for value in sorted(ontology.graph.objects(node, prop), key=str):
        if not _DATE.fullmatch(str(value)):
            reason = f'has schema:{local_name(prop)} "{value}"; write a day (2020-03-01), a month or a year.'
            raise ontology.error(subject, reason)
        return str(value)
    return None
