"""One document -> the actors that it names, and which mention stands for which of them.

Reads proper names, unnamed collectives ("officials") and the publisher. What roles and pronouns stand for is
found in `references`, once all documents are known.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from claimgraph.ontology.names import folded_words
from claimgraph.records import AnnotatedDocument, Mention
from claimgraph.resolve.agreed import Agreed
from claimgraph.resolve.entities import Entity, Readers, Tie, surface_of
from claimgraph.resolve.people import parse_person
from claimgraph.resolve.within_institutions import NamedInstitution, institutions_within
from claimgraph.resolve.within_offices import offices_within
from claimgraph.resolve.within_others import others_within
from claimgraph.resolve.within_people import NamedPerson, people_within

__all__ = ["NamedActors", "named_actors", "year_of"]

_PUBLISHER = -1
_ACRONYM = re.compile(r"\s*\(([^\W_][\w.&/-]{1,9})\)\s*$")


@dataclass(frozen=True, slots=True)
class NamedActors:
    """What a document names.

    Attributes:
        annotated: the document.
        home: folded name of the country that it is about, or None.
        entities: its actors, in the order in which they are first named.
        ties: for every mention, what it stands for; None where that is still to be found or nothing.
        publisher: the actor that published it, where the metadata or the first line say so.
        offices: for mentions of an office that no person of the document is said to hold, the office itself.
    """

    annotated: AnnotatedDocument
    home: str | None
    entities: tuple[Entity, ...]
    ties: tuple[Tie | None, ...]
    publisher: Entity | None
    offices: Mapping[int, Tie] = field(default_factory=dict)


def named_actors(annotated: AnnotatedDocument, agreed: Agreed, readers: Readers) -> NamedActors:
    """Group the names in one document.

    Args:
        annotated: the document.
        agreed: what all documents together say of a name.
        readers: what names are read with.
    """
    document = annotated.document
    home = readers.countries.of_document(annotated)
    heard = {index for claim in annotated.claims for index in (*claim.claimants, *claim.addressees)}
    people: list[NamedPerson] = []
    institutions: list[NamedInstitution] = []
    others: list[tuple[int, Mention]] = []
    roles: list[tuple[int, Mention]] = []
    places: set[tuple[str, ...]] = set()
    publisher = document.publisher or _in_heading(annotated, readers)
    if publisher:
        _publisher(publisher, agreed, readers, people, institutions)
    for index, mention in enumerate(annotated.mentions):
        surface = surface_of(annotated, mention)
        words = folded_words(surface)
        kind = agreed.kinds.get(words, mention.label) if mention.form == "named" else mention.label
        country = readers.countries.named(words)
        if kind == "Location":
            places.add(words)
        if mention.form == "named" and kind == "Person":
            role = readers.roles.read(mention.role) if mention.role else None
            name = parse_person(surface, readers.normal)
            people.append(
                NamedPerson(
                    index, mention.start, surface, name, mention.role, role, mention.subject, mention.sentence
                )
            )
        elif mention.form == "named" and kind in ("Organization", "Group") and not country:
            actor_class = agreed.classes.get(words, mention.actor_class)
            name_read = readers.institutions.read(surface, actor_class)
            institutions.append(NamedInstitution(index, mention.start, surface, name_read, mention.acronym))
        elif mention.form != "pronoun" and (
            kind == "Group" or (mention.form == "named" and (index in heard or kind == "Organization"))
        ):
            others.append((index, mention))
        elif mention.form == "role" and kind in ("Person", "Organization"):
            roles.append((index, mention))
    persons, ties = people_within(document.path, home, people, readers)
    bodies, more = institutions_within(document.path, home, institutions, readers, places)
    ties |= more
    rest, more = others_within(annotated, home, others, readers)
    offices, held = offices_within(annotated, home, roles, persons, readers)
    return _numbered(annotated, home, [*persons, *bodies, *rest, *offices], ties | more, held, readers)


def _in_heading(annotated: AnnotatedDocument, readers: Readers) -> str | None:
    """The name after "Report of the" at the top of a text that no metadata say anything of."""
    text = annotated.document.text
    top = len(text) - len(text.lstrip())
    end = text.find("\n", top)
    for mention in annotated.mentions:
        if end >= 0 and mention.start > end:
            break
        if mention.form == "named" and mention.label == "Organization":
            lead = folded_words(text[top : mention.start])
            return surface_of(annotated, mention) if lead in readers.names.words["authorship"] else None
    return None


def _publisher(
    text: str,
    agreed: Agreed,
    readers: Readers,
    people: list[NamedPerson],
    institutions: list[NamedInstitution],
) -> None:
    defined = _ACRONYM.search(text)
    surface = _ACRONYM.sub("", text).strip() or text
    words = folded_words(surface)
    if agreed.kinds.get(words) == "Person":
        people.append(NamedPerson(_PUBLISHER, -1, surface, parse_person(surface, readers.normal)))
    else:
        name = readers.institutions.read(surface, agreed.classes.get(words))
        acronym = defined[1] if defined else None
        institutions.append(NamedInstitution(_PUBLISHER, -1, surface, name, acronym))


def _numbered(
    annotated: AnnotatedDocument,
    home: str | None,
    entities: list[Entity],
    ties: Mapping[int, Tie],
    offices: Mapping[int, Tie],
    readers: Readers,
) -> NamedActors:
    entities.sort(key=lambda entity: entity.first)
    year = year_of(annotated.document.date)
    for position, entity in enumerate(entities):
        entity.position = position
        entity.year = year
    for index, mention in enumerate(annotated.mentions):
        if tie := ties.get(index):
            tie.entity.labels[mention.label] += 1
            if mention.actor_class:
                tie.entity.classes[mention.actor_class] += 1
            # A person's roles are known already; of "the authorities" the role is but the words themselves.
            known = tie.entity.kind == "person" or mention.form != "named"
            if mention.role and not known and (role := readers.roles.read(mention.role)):
                tie.entity.roles[mention.role] = role
        elif tie := offices.get(index):
            tie.entity.labels[mention.label] += 1
            if mention.actor_class:
                tie.entity.classes[mention.actor_class] += 1
    publisher = ties.get(_PUBLISHER)
    return NamedActors(
        annotated=annotated,
        home=home,
        entities=tuple(entities),
        ties=tuple(ties.get(index) for index in range(len(annotated.mentions))),
        publisher=publisher.entity if publisher else None,
        offices=offices,
    )


def year_of(date: str | None) -> int | None:
    """The year of an ISO date, or None."""
    return int(date[:4]) if date and date[:4].isdecimal() else None
