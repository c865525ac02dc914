"""Offices that speak without a name ("the Prosecutor General", "the army") -> one `Entity` each.

Only offices that one person holds at a time, as the words say. Who that is may be found in another document;
where it is not, the claims of an office still have an actor of their own, apart from the institution. The
same holds for institutions that every country has one of. Roles that many hold ("the lawyer", "a minister")
are not read here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from claimgraph.ontology.names import folded_words
from claimgraph.records import AnnotatedDocument, Mention
from claimgraph.resolve.entities import Entity, Readers, Tie, surface_of
from claimgraph.resolve.roles import Role
from claimgraph.resolve.union import Match

__all__ = ["offices_within"]

_SOMEBODY = 0.4  # agreement with a named person's role from which the office is theirs
_BEFORE = re.compile(r"((?:[^\W\d_a-z][\w-]*[ -])?[^\W\d_a-z][\w-]*)(?:['’]s?)? +$")
_AFTER = re.compile(
    r" (?:of|for) (?:the )?([^\W\d_a-z][\w'’-]*(?: (?:(?:of|for|and|the) ){0,2}[^\W\d_a-z][\w'’-]*)*)"
)
_REACH = 60

Key = tuple[tuple[str, ...], str | None]


@dataclass(frozen=True, slots=True)
class _Office:
    """An office as the text has it: a person's role or None, what it is, whose it is, and how it is shown."""

    role: Role | None
    words: tuple[str, ...]
    country: str | None
    text: str


def offices_within(
    annotated: AnnotatedDocument,
    home: str | None,
    mentions: Iterable[tuple[int, Mention]],
    people: Sequence[Entity],
    readers: Readers,
) -> tuple[list[Entity], dict[int, Tie]]:
    """Find the offices of one document that none of its people is said to hold.

    Args:
        annotated: the document.
        home: the country that it is about.
        mentions: roles without a name, with their indices, in the order of the text.
        people: whom the document names.
        readers: what names are read with.

    Returns:
        The offices, and for every mention's index which it stands for.
    """
    held = [role for person in people for role in person.roles.values()]
    agreement = readers.roles.agreement
    found: dict[Key, Entity] = {}
    ties = {}
    for index, mention in mentions:
        office = (_post if mention.label == "Person" else _body)(annotated, home, mention, readers)
        if office is None:
            continue
        if office.role and any(agreement(office.role, each) >= _SOMEBODY for each in held):
            continue
        key = (office.words, office.country)
        entity = found.get(key)
        if entity is None:
            entity = Entity(path=annotated.document.path, kind="office", name=key[0], home=home)
            entity.whose = office.country
            entity.first = mention.start
            if office.role:
                entity.roles[office.text] = office.role
            found[key] = entity
        entity.surfaces[_shown(office, readers)] += 1
        ties[index] = Tie(entity, Match("office without a named holder", 0.9))
    return list(found.values()), ties


def _body(
    annotated: AnnotatedDocument, home: str | None, mention: Mention, readers: Readers
) -> _Office | None:
    """The institution of the document's country that words like "the army" mean."""
    text = surface_of(annotated, mention)
    name = readers.institutions.read(text, mention.actor_class)
    lists = readers.names.words
    subject = len(name.key) > 1 and (name.head,) in lists["portfolios"]
    country = name.country or home
    if country is None or not (subject or name.words in lists["standingBodies"]):
        return None
    return _Office(None, name.key, country, text)


def _post(
    annotated: AnnotatedDocument, home: str | None, mention: Mention, readers: Readers
) -> _Office | None:
    """The office that a mention names, with the words around it that say which; None for a role of many."""
    text = surface_of(annotated, mention)
    role = readers.roles.read(text)
    if role is None or role.kin or role.modifiers:
        return None
    rest = _AFTER.match(annotated.document.text, mention.end)
    if rest:
        text = f"{text}{rest[0]}"
        role = readers.roles.read(text) or role
    before = _BEFORE.search(annotated.document.text[max(0, mention.start - _REACH) : mention.start])
    country = role.country or (_country(before[1], readers) if before else None) or home
    if not readers.roles.single(role, placed=rest is not None):
        return None
    return _Office(role, tuple(sorted(role.words)), country, " ".join(text.split()))


def _country(text: str, readers: Readers) -> str | None:
    words = folded_words(text)
    found = [readers.countries.at(words, start) for start in range(len(words))]
    return next((place[1] for place in found if place and place[0] == len(words)), None)


def _shown(office: _Office, readers: Readers) -> str:
    """The words, with the country where they leave it out: "Prosecutor General (Borlan)"."""
    name = office.text[0].upper() + office.text[1:]
    if office.country is None or (office.role and office.role.country):
        return name
    return f"{name} ({readers.names.country_labels.get(office.country, office.country.title())})"
