"""The name of a person as written -> `PersonName`, and whether two such names can be one person's.

Compares names only; who else is around, and what roles people have, is weighed by the callers.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from rapidfuzz import fuzz

from claimgraph.ontology.names import letters
from claimgraph.resolve.normal import Normal, skeleton

__all__ = ["PersonName", "compatible", "nearly_same", "parse_person", "part_of", "reordered"]

_INITIAL = re.compile(r"^(?:[^\W\d_]|[^\W\d_]{1,2}\.)$")
_ENOUGH_LETTERS = 6
_CLOSE = 85.0


@dataclass(frozen=True, slots=True)
class PersonName:
    """A person's name in parts, without titles and particles.

    Attributes:
        plain: the parts in lower-case letters without diacritics.
        sounds: the parts by sound (see `Normal.sound`).
        initials: True for each part that is an initial.
        suffix: "jr", "iii" ..., or "".
    """

    plain: tuple[str, ...]
    sounds: tuple[str, ...]
    initials: tuple[bool, ...]
    suffix: str = ""

    @property
    def full(self) -> bool:
        """True where a given name and a surname are written out."""
        return len(self.sounds) > 1 and not self.initials[0] and not self.initials[-1]

    @property
    def single(self) -> bool:
        """True for a name of one part."""
        return len(self.sounds) == 1


def parse_person(text: str, normal: Normal) -> PersonName:
    """Read a name as it stands in a text.

    >>> from claimgraph.ontology import load_ontology
    >>> from claimgraph.ontology.names import read_names
    >>> name = parse_person("Mr. V. Halchenko", Normal(read_names(load_ontology())))
    >>> name.plain, name.initials
    (('v', 'halchenko'), (True, False))
    """
    words = normal.names.words
    particles, suffixes = words["particles"], words["suffixes"]
    parts = [part for token in text.split() for part in _parts(token)]
    while len(parts) > 1 and letters(parts[0]) in normal.names.honorifics:
        del parts[0]
    suffix = ""
    while len(parts) > 1 and (letters(parts[-1]),) in suffixes:
        suffix = letters(parts.pop())
    kept = []
    for position, part in enumerate(parts):
        plain = letters(part)
        # "Al Gore" has a given name where "al Nasri" has an article.
        leads = part[0].islower() or (letters(parts[min(1, len(parts) - 1)]),) in particles
        particle = (plain,) in particles and (position > 0 or leads)
        if plain and not (particle and position < len(parts) - 1):
            kept.append(_without_article(part, particles))
    kept = kept or [text]
    return PersonName(
        plain=tuple(letters(part) or part for part in kept),
        sounds=tuple(normal.sound(part.strip(".")) for part in kept),
        initials=tuple(bool(_INITIAL.match(part)) for part in kept),
        suffix=suffix,
    )


def compatible(left: PersonName, right: PersonName) -> bool:
    """Whether nothing in the two names says that they are two people's.

    A part may be missing or shortened to its initial in one of them, but the order is the same, and both
    begin and end alike. A name of one part may be any part of the other name. Where both have initials in the
    middle, these begin alike: "A. W. Moor" is not "A. H. W. Moor".
    """
    if left.suffix and right.suffix and left.suffix != right.suffix:
        return False
    short, long = (left, right) if len(left.sounds) <= len(right.sounds) else (right, left)
    if short.single:
        return any(_same_part(short, 0, long, each) for each in range(len(long.sounds)))
    if not _same_part(short, 0, long, 0) or not _same_part(short, -1, long, len(long.sounds) - 1):
        return False
    place = 1
    for part in range(1, len(short.sounds) - 1):
        while place < len(long.sounds) - 1 and not _same_part(short, part, long, place):
            if short.initials[part] or long.initials[place]:
                return False
            place += 1
        if place >= len(long.sounds) - 1:
            return False
        place += 1
    return True


def part_of(short: PersonName, long: PersonName) -> bool:
    """Whether `short` is the beginning or the end of `long`, as people with two surnames are called.

    >>> from claimgraph.ontology import load_ontology
    >>> from claimgraph.ontology.names import read_names
    >>> normal = Normal(read_names(load_ontology()))
    >>> long = parse_person("Ana Inés Soler Prado", normal)
    >>> [part_of(parse_person(name, normal), long) for name in ("Soler Prado", "Ana Inés Soler", "Ana Prado")]
    [True, True, False]
    """
    length = len(short.sounds)
    return 1 < length < len(long.sounds) and short.sounds in (long.sounds[:length], long.sounds[-length:])


def reordered(name: PersonName) -> PersonName:
    """The name read with its first part as the surname."""
    return PersonName(
        plain=(*name.plain[1:], name.plain[0]),
        sounds=(*name.sounds[1:], name.sounds[0]),
        initials=(*name.initials[1:], name.initials[0]),
        suffix=name.suffix,
    )


def nearly_same(left: PersonName, right: PersonName) -> bool:
    """Whether two full names differ only as two transliterations do: by a vowel or two in one long part.

    >>> from claimgraph.ontology import load_ontology
    >>> from claimgraph.ontology.names import read_names
    >>> normal = Normal(read_names(load_ontology()))
    >>> a, b, c = (parse_person(name, normal) for name in ("Ada Lukomenko", "Ada Lukomenka", "Ida Lukomenko"))
    >>> nearly_same(a, b), nearly_same(a, c)
    (True, False)
    """
    if len(left.sounds) != len(right.sounds) or left.suffix != right.suffix:
        return False
    different = [(a, b) for a, b in zip(left.sounds, right.sounds, strict=True) if a != b]
    if len(different) != 1:
        return not different
    a, b = different[0]
    return (
        min(len(a), len(b)) >= _ENOUGH_LETTERS
        and skeleton(a) == skeleton(b)
        and not _one_is_feminine(a, b)
        and fuzz.ratio(a, b) >= _CLOSE
    )


def _parts(token: str) -> list[str]:
    token = token.strip(',;:()[]"“”')
    # "J.K." are two initials; "St.Clair" is one part.
    pieces = re.findall(r"[^\W\d_]{1,2}\.", token)
    return pieces if pieces and "".join(pieces) == token else [token]


def _without_article(part: str, particles: frozenset[tuple[str, ...]]) -> str:
    article, hyphen, rest = part.partition("-")
    return rest if hyphen and rest and len(article) <= 3 and (letters(article),) in particles else part


def _same_part(left: PersonName, i: int, right: PersonName, j: int) -> bool:
    if left.initials[i] or right.initials[j]:
        a, b = left.plain[i], right.plain[j]
        c, d = left.sounds[i], right.sounds[j]
        return a.startswith(b) or b.startswith(a) or c.startswith(d) or d.startswith(c)
    return left.sounds[i] == right.sounds[j]


def _one_is_feminine(a: str, b: str) -> bool:
    short, long = sorted((a, b), key=len)
    return long == short + "a"
