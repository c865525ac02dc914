"""What the stages of resolution hand to each other: `Entity`, an actor as one document shows it, and `Tie`.

`within` makes them from mentions, `across` groups them, `references` adds ties of roles and pronouns.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from typing import Literal

from claimgraph.ontology.names import NameKnowledge, folded_words
from claimgraph.records import AnnotatedDocument, Mention
from claimgraph.resolve.institutions import InstitutionName, InstitutionReader
from claimgraph.resolve.normal import Normal
from claimgraph.resolve.people import PersonName
from claimgraph.resolve.places import Countries
from claimgraph.resolve.roles import Role, RoleReader
from claimgraph.resolve.union import Match

__all__ = ["Entity", "EntityKind", "Readers", "Tie", "fullness", "surface_of"]

EntityKind = Literal["person", "institution", "country", "place", "collective", "office"]

_INITIAL = re.compile(r"(?:^|\s)\w{1,2}\.")
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True)
class Readers:
    """What all stages read names with."""

    names: NameKnowledge
    normal: Normal
    countries: Countries
    institutions: InstitutionReader
    roles: RoleReader


@dataclass(slots=True, eq=False)
class Entity:
    """An actor as one document shows it; compared by identity.

    Attributes:
        path: the document.
        kind: what sort of thing it is for the rules.
        name: its fullest name, read; for a collective, a place or an office its folded words.
        home: folded name of the country that the document is about, or None.
        surfaces: names as written, with how often.
        labels: labels of its mentions, with how often.
        classes: IRIs of ontology classes, with how often.
        roles: role words as written -> the role.
        acronyms: acronyms defined for it, in lower case.
        first: where it is first named; the publisher is at -1.
        position: its number among the document's entities.
        whose: folded name of the country whose people an unnamed collective is, or whose office, or None.
        year: of the document, or None.
    """

    path: str
    kind: EntityKind
    name: PersonName | InstitutionName | tuple[str, ...]
    home: str | None = None
    surfaces: Counter[str] = field(default_factory=Counter)
    labels: Counter[str] = field(default_factory=Counter)
    classes: Counter[str] = field(default_factory=Counter)
    roles: dict[str, Role] = field(default_factory=dict)
    acronyms: AbstractSet[str] = frozenset()
    first: int = -1
    position: int = 0
    whose: str | None = None
    year: int | None = None

    @property
    def person(self) -> PersonName:
        """The name, where it is a person's."""
        assert isinstance(self.name, PersonName)
        return self.name

    @property
    def institution(self) -> InstitutionName:
        """The name, where it is an institution's (or a country's, which speaks through its government)."""
        assert isinstance(self.name, InstitutionName)
        return self.name

    @property
    def country(self) -> str | None:
        """Whose institution it is: the country in its name, else, for a national body, the document's."""
        name = self.institution
        return name.country or (self.home if name.national else None)


@dataclass(frozen=True, slots=True)
class Tie:
    """What a mention stands for in its document, and why."""

    entity: Entity
    match: Match


def surface_of(annotated: AnnotatedDocument, mention: Mention) -> str:
    """The words of a mention with single spaces."""
    return _SPACE.sub(" ", annotated.document.text[mention.start : mention.end]).strip()


def fullness(name: str) -> tuple[bool, int]:
    """How much a name says, to compare names of one actor with.

    >>> sorted(["A. Moor", "ADA MOOR", "Ada Moor"], key=fullness)
    ['ADA MOOR', 'A. Moor', 'Ada Moor']
    """
    return not name.isupper(), len(folded_words(name)) - 2 * len(_INITIAL.findall(name))
