"""Countries and places that speak or are spoken to, and unnamed collectives -> one `Entity` per wording.

"Officials" of two documents are not one actor unless the words say whose they are: "Kenyan officials".
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from claimgraph.ontology.names import folded_words
from claimgraph.records import AnnotatedDocument, Mention
from claimgraph.resolve.entities import Entity, EntityKind, Readers, Tie, surface_of
from claimgraph.resolve.institutions import InstitutionName
from claimgraph.resolve.union import Match

__all__ = ["others_within"]

_WORDS_BEFORE = re.compile(r"((?:[^\W\d_]+[ -])?[^\W\d_]+)(?:['’]s)?\s+$")
_WHOSE = re.compile(r" of (?:the )?(?:(?:Republic|Kingdom|State) of )?([^\W\d_a-z][\w-]+)")
_REACH = 40

_METHODS: dict[EntityKind, str] = {
    "country": "country that speaks for itself",
    "collective": "unnamed group",
    "place": "name of a place",
}

Key = tuple[EntityKind, tuple[str, ...], str | None]


def others_within(
    annotated: AnnotatedDocument, home: str | None, mentions: Iterable[tuple[int, Mention]], readers: Readers
) -> tuple[list[Entity], dict[int, Tie]]:
    """Group the mentions of one document that are neither people nor institutions.

    Args:
        annotated: the document.
        home: the country that it is about.
        mentions: with their indices, in the order of the text.
        readers: what names are read with.

    Returns:
        The actors, and for every mention's index which it stands for.
    """
    read = {index: _read(annotated, home, mention, readers) for index, mention in mentions}
    keys = {key for key, _, _ in read.values()}
    found: dict[Key, Entity] = {}
    ties = {}
    for index, (key, name, shown) in read.items():
        kind, words, whose = key
        # Where "Kenyan officials" are spoken of, in a text about Kenya, so are "officials".
        if kind == "collective" and whose is None and (kind, words, home) in keys:
            key = (kind, words, home)
        entity = found.get(key)
        if entity is None:
            entity = Entity(path=annotated.document.path, kind=kind, name=name, home=home)
            entity.whose = key[2]
            entity.first = annotated.mentions[index].start
            found[key] = entity
        entity.surfaces[shown] += 1
        ties[index] = Tie(entity, Match(_METHODS[kind], 0.9))
    return list(found.values()), ties


def _read(
    annotated: AnnotatedDocument, home: str | None, mention: Mention, readers: Readers
) -> tuple[Key, InstitutionName | tuple[str, ...], str]:
    surface = surface_of(annotated, mention)
    words = folded_words(surface) or (surface,)
    country = readers.countries.named(words)
    if mention.label in ("Group", "NORP"):
        shown, words, whose = _collective(annotated, mention, surface, readers)
        if whose is None and home and words in readers.names.words["standing"]:
            whose = home
        return ("collective", words, whose), words, shown
    if country:
        return ("country", (country,), None), readers.institutions.state(country), surface
    return ("place", words, None), words, surface


def _collective(
    annotated: AnnotatedDocument, mention: Mention, surface: str, readers: Readers
) -> tuple[str, tuple[str, ...], str | None]:
    """How the words are shown, what they mean without a country, and the country whose people they are."""
    before = _WORDS_BEFORE.search(annotated.document.text[max(0, mention.start - _REACH) : mention.start])
    shown = [surface]
    if mention.role and mention.role.endswith(surface):
        shown.insert(0, mention.role)
    if before:
        shown += [f"{before[1]} {surface}", f"{before[1].split()[-1]} {surface}"]
    for text in shown:
        words = folded_words(text)
        country = readers.countries.at(words, 0) if words else None
        if country and country[0] < len(words):
            return text, words[country[0] :], country[1]
        if country:
            return text, words, country[1]
    if after := _WHOSE.match(annotated.document.text, mention.end):
        words = folded_words(after[1])
        country = readers.countries.at(words, 0) if words else None
        if country and country[0] == 1:
            return surface, folded_words(surface) or (surface,), country[1]
    return surface, folded_words(surface) or (surface,), None
