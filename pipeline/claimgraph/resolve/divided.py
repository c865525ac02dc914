"""An actor of a document of which people say that two of its names are two actors -> one `Entity` for each.

Which names are told apart is worked out in `judged`. The first part keeps what cannot be told: names that no
judgement is about, and what was said of the actor without a name.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace

from claimgraph.ontology.names import folded_words, letters
from claimgraph.records import AnnotatedDocument
from claimgraph.resolve.entities import Entity, Readers, Tie, fullness, surface_of
from claimgraph.resolve.institutions import InstitutionName
from claimgraph.resolve.judgements import folded_name
from claimgraph.resolve.people import PersonName, parse_person
from claimgraph.resolve.within import NamedActors

__all__ = ["Rivals", "divided"]

Rivals = AbstractSet[tuple[str, str]]
"""Pairs of names (folded) of one actor that are told apart, each pair both ways."""


def divided(
    named: NamedActors, rivals: Mapping[Entity, Rivals], readers: Readers
) -> tuple[NamedActors, dict[tuple[Entity, str], Entity]]:
    """Divide actors of a document.

    Args:
        named: what the document names.
        rivals: for the actors to divide, their names that are told apart.
        readers: what names are read with.

    Returns:
        The document with the parts in place of the actors, and for each actor and name (folded) the part that
        bears it.
    """
    entities: list[Entity] = []
    bearer: dict[tuple[Entity, str], Entity] = {}
    ties = list(named.ties)
    publisher = named.publisher
    for entity in named.entities:
        if entity not in rivals:
            entities.append(entity)
            continue
        parts = _parts(entity, rivals[entity])
        part_of = {name: part for part in parts for name in part.names}
        for index, (tie, mention) in enumerate(zip(ties, named.annotated.mentions, strict=True)):
            if tie and tie.entity is entity:
                part_of.get(folded_name(surface_of(named.annotated, mention)), parts[0]).indices.append(index)
        published = _published(entity, ties, named.annotated) if publisher is entity else None
        for part in parts:
            made = _entity(entity, part, parts, named.annotated, readers)
            for index in part.indices:
                known = ties[index]
                ties[index] = Tie(made, known.match) if known else None
            for name in part.names:
                bearer[entity, name] = made
            if publisher is entity and (part_of.get(published or "", parts[0]) is part):
                publisher, made.first = made, entity.first
            entities.append(made)
    entities.sort(key=lambda each: each.first)
    for position, entity in enumerate(entities):
        entity.position = position
    return replace(named, entities=tuple(entities), ties=tuple(ties), publisher=publisher), bearer


@dataclass(slots=True, eq=False)
class _Part:
    names: list[str]
    surfaces: Counter[str] = field(default_factory=Counter)
    indices: list[int] = field(default_factory=list)


def _parts(entity: Entity, rivals: Rivals) -> list[_Part]:
    """The fewest parts that tell the rivals apart; each name goes to the first that has no rival of it."""
    written: dict[str, list[str]] = {}
    for surface in sorted(entity.surfaces):
        written.setdefault(folded_name(surface), []).append(surface)
    parts: list[_Part] = []
    fullest = sorted(written, key=lambda name: max(map(fullness, written[name])), reverse=True)
    for name in fullest:
        free = (part for part in parts if not any((name, other) in rivals for other in part.names))
        part = next(free, None)
        if part is None:
            part = _Part([])
            parts.append(part)
        part.names.append(name)
        part.surfaces.update({surface: entity.surfaces[surface] for surface in written[name]})
    return parts


def _published(entity: Entity, ties: list[Tie | None], annotated: AnnotatedDocument) -> str | None:
    """The name (folded) under which the actor is the publisher: the one that no mention accounts for."""
    left = Counter(entity.surfaces)
    for tie, mention in zip(ties, annotated.mentions, strict=True):
        if tie and tie.entity is entity:
            left[surface_of(annotated, mention)] -= 1
    return next((folded_name(surface) for surface, count in sorted(left.items()) if count > 0), None)


def _entity(
    whole: Entity, part: _Part, parts: list[_Part], annotated: AnnotatedDocument, readers: Readers
) -> Entity:
    mentions = [annotated.mentions[index] for index in part.indices]
    others = {annotated.mentions[index].role for each in parts if each is not part for index in each.indices}
    own = {mention.role for mention in mentions}
    main = part is parts[0]
    classes = Counter(mention.actor_class for mention in mentions if mention.actor_class)
    elsewhere = {letters(name) for each in parts if each is not part for name in each.names}
    fullest = max(sorted(part.surfaces), key=lambda name: (fullness(name), part.surfaces[name]))
    return replace(
        whole,
        name=_read(whole, fullest, classes, readers),
        surfaces=part.surfaces,
        labels=Counter(mention.label for mention in mentions),
        classes=classes,
        roles={
            text: role for text, role in whole.roles.items() if text in own or (main and text not in others)
        },
        acronyms={
            acronym
            for acronym in whole.acronyms
            if acronym in map(letters, part.names) or (main and acronym not in elsewhere)
        },
        first=min((mention.start for mention in mentions), default=whole.first),
    )


def _read(
    whole: Entity, surface: str, classes: Counter[str], readers: Readers
) -> PersonName | InstitutionName | tuple[str, ...]:
    if whole.kind == "person":
        return parse_person(surface, readers.normal)
    if whole.kind == "institution":
        return readers.institutions.read(surface, max(sorted(classes), key=classes.__getitem__, default=None))
    return whole.name if whole.kind == "country" else folded_words(surface) or (surface,)
