"""The name of a person as written -> `PersonName`, and whether two such names can be one person's.

Compares names only; who else is around, and what roles people have, is weighed by the callers.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from sys import intern

from rapidfuzz import fuzz

from claimgraph.ontology.names import letters
from claimgraph.resolve.normal import Normal, coarse, skeleton
from claimgraph.resolve.union import Match

__all__ = [
    "PersonName",
    "alike",
    "coarse_name",
    "compatible",
    "nearly_same",
    "parse_person",
    "part_of",
    "reordered",
]

_INITIAL = re.compile(r"^(?:[^\W\d_]|[^\W\d_]{1,2}\.)$")
_ENOUGH_LETTERS = 6
_SHORT = 4
_CLOSE = 85.0
_REMEMBERED = 1 << 16
_NEEDS_LITTLE, _NEEDS_MORE, _NEEDS_SOME, _NEEDS_MUCH = 0.5, 1.5, 1.75, 3.0


@dataclass(frozen=True, slots=True)
class PersonName:
    """A person's name in parts, without titles and particles.

    Attributes:
        plain: the parts in lower-case letters without diacritics.
        sounds: the parts by sound (see `Normal.sound`).
        initials: True for each part that is an initial.
        suffix: "jr", "iii" ..., or "".
        halves: the sounds of the two halves of a surname with a hyphen.
    """

    plain: tuple[str, ...]
    sounds: tuple[str, ...]
    initials: tuple[bool, ...]
    suffix: str = ""
    halves: tuple[str, ...] = ()

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
    kept = _joined(kept, words["joined"]) or [text]
    return PersonName(
        plain=tuple(intern(letters(part) or part) for part in kept),
        sounds=tuple("".join(normal.sound(word) for word in part.strip(".").split()) for part in kept),
        initials=_pattern(tuple(bool(_INITIAL.match(part)) for part in kept)),
        suffix=suffix,
        halves=_halves(kept, normal),
    )


def alike(left: PersonName, right: PersonName) -> tuple[Match, float] | None:
    """In which way two full names can be one person's, and how much evidence beside the names that needs.

    Evidence is what `claimgraph.resolve.evidence` weighs, with the rarity of the name. None where the names
    are two people's.

    >>> from claimgraph.ontology import load_ontology
    >>> from claimgraph.ontology.names import read_names
    >>> normal = Normal(read_names(load_ontology()))
    >>> a, b, c = (parse_person(name, normal) for name in ("Iurii Lenko", "Lenko Yuri", "Yuri P. Lenko"))
    >>> alike(a, b)
    (Match(method='same names in another order', score=0.9), 2.75)
    >>> alike(a, c)
    (Match(method='with and without middle name', score=0.9), 1.75)
    """
    if left.suffix and right.suffix and left.suffix != right.suffix:
        return None
    if left.plain == right.plain:
        return Match("same name", 0.95), _NEEDS_LITTLE
    if left.sounds == right.sounds:
        needed = _NEEDS_MUCH if _short_vowels_differ(left, right) else _NEEDS_MORE
        return Match("transliteration", 0.95), needed
    if "".join(left.sounds) == "".join(right.sounds):
        return Match("same name written together", 0.9), _NEEDS_LITTLE
    if compatible(left, right):
        return Match("with and without middle name", 0.9), _NEEDS_SOME
    if nearly_same(left, right):
        return Match("transliteration", 0.8), _NEEDS_MUCH
    return _unlike_spelled(left, right)


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
    if not 1 < length < len(long.sounds):
        return False
    if short.sounds in (long.sounds[:length], long.sounds[-length:]):
        return True
    # "Ana Soler", where "Inés" and "Prado" are both left out.
    return length == 2 and len(long.sounds) == 4 and short.sounds == (long.sounds[0], long.sounds[2])


def reordered(name: PersonName) -> PersonName:
    """The name read with its first part as the surname."""
    return PersonName(
        plain=(*name.plain[1:], name.plain[0]),
        sounds=(*name.sounds[1:], name.sounds[0]),
        initials=(*name.initials[1:], name.initials[0]),
        suffix=name.suffix,
    )


@lru_cache(maxsize=_REMEMBERED)
def coarse_name(name: PersonName) -> PersonName:
    """The name by its coarse sounds (see `coarse`), with both halves of a double surname as parts."""
    last = name.halves or name.sounds[-1:]
    return PersonName(
        plain=(*name.plain[:-1], *(name.halves or name.plain[-1:])),
        sounds=tuple(coarse(each) for each in (*name.sounds[:-1], *last)),
        initials=(*name.initials, *[False] * (len(last) - 1)),
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


@lru_cache(maxsize=_REMEMBERED)
def _pattern(initials: tuple[bool, ...]) -> tuple[bool, ...]:
    """The same object for equal patterns: there are few, and very many names."""
    return initials


def _joined(parts: list[str], joined: frozenset[tuple[str, ...]]) -> list[str]:
    """The parts, where words such as "Abu" are one part with what follows."""
    result: list[str] = []
    held = ""
    for part in parts:
        if (letters(part),) in joined and not held:
            held = part
        else:
            result.append(f"{held} {part}" if held else part)
            held = ""
    return [*result, held] if held else result


def _halves(parts: list[str], normal: Normal) -> tuple[str, ...]:
    pieces = [letters(piece) for piece in parts[-1].split("-")]
    # Pieces of two and three letters are syllables of one given name rather than two surnames.
    if len(parts) < 2 or len(pieces) != 2 or min(map(len, pieces)) < _SHORT:
        return ()
    return tuple(normal.sound(piece) for piece in pieces)


def _short_vowels_differ(left: PersonName, right: PersonName) -> bool:
    """Whether a short part has "ou" in one and "u" in the other: "Zhou" and "Zhu" are two names."""
    return any(
        a != b and max(len(a), len(b)) <= _SHORT and ("o" in a) != ("o" in b)
        for a, b in zip(left.plain, right.plain, strict=True)
    )


def _unlike_spelled(left: PersonName, right: PersonName) -> tuple[Match, float] | None:
    for a, b, by_sound in (
        (left, right, True), (coarse_name(left), coarse_name(right), False),
    ):  # fmt: skip
        if not by_sound and ("".join(a.sounds) == "".join(b.sounds) or compatible(a, b)):
            return Match("transliteration", 0.85), _NEEDS_MUCH
        if compatible(a, reordered(b)) or compatible(reordered(a), b):
            return Match("same names in another order", 0.9 if by_sound else 0.8), (
                _NEEDS_MUCH - 0.25 if by_sound else _NEEDS_MUCH
            )
        if part_of(a, b) or part_of(b, a):
            return Match("part of a full name", 0.85 if by_sound else 0.75), _NEEDS_MUCH
    return None


def _same_part(left: PersonName, i: int, right: PersonName, j: int) -> bool:
    if left.initials[i] or right.initials[j]:
        a, b = left.plain[i], right.plain[j]
        c, d = left.sounds[i], right.sounds[j]
        return a.startswith(b) or b.startswith(a) or c.startswith(d) or d.startswith(c)
    return left.sounds[i] == right.sounds[j]


def _one_is_feminine(a: str, b: str) -> bool:
    short, long = sorted((a, b), key=len)
    return long == short + "a"
