"""Words -> forms that are equal where the words are spellings of one name.

Knows nothing of people, institutions or documents; `people` and `institutions` build names from these forms.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from functools import lru_cache

from claimgraph.ontology.names import NameKnowledge, Spelling, letters

__all__ = ["Normal", "coarse", "skeleton"]

_COARSE = (("ai", "i"), ("ei", "i"), ("c", "s"), ("g", "j"))
# Signs for ayn, hamza and the soft sign count as letters in Unicode.
_SIGNS = str.maketrans(dict.fromkeys("ʾʿʹʺˊˋ"))
_CLOSED = "before a consonant"
_REMEMBERED = 1 << 17
# "Fyodor" and "Fedor", but not "Antonio" and "Antoni".
_IO = re.compile("io(?=.)")
_VOWELS = str.maketrans("oe", "ui")


class Normal:
    """Normal forms of words under what the ontology knows. Remembers what it has worked out.

    Args:
        names: spellings, name variants and phrases.
    """

    def __init__(self, names: NameKnowledge) -> None:
        self.names = names
        self._sounds: dict[str, str] = {}
        # Letters with a sound of their own first, while they still have their diacritics.
        plain = [each for each in names.spellings if each.letters.isascii()]
        special = [each for each in names.spellings if not each.letters.isascii()]
        self._steps = [_Spellings(special), _Spellings(plain)]
        self._variants: dict[str, str] = {}
        for variant, name in sorted(names.variants.items()):
            self._variants.setdefault(self._heard(variant), name)

    def sound(self, word: str) -> str:
        """How a word of a name sounds: equal for transliterations and variants of one name.

        >>> from claimgraph.ontology import load_ontology
        >>> from claimgraph.ontology.names import read_names
        >>> normal = Normal(read_names(load_ontology()))
        >>> [normal.sound(word) for word in ("Zhomart", "Jomart", "Mohamed", "Muhammad")]
        ['jomart', 'jomart', 'muhammad', 'muhammad']
        """
        found = self._sounds.get(word)
        if found is None:
            found = self._sounds[word] = self._sound(word)
        return found

    def rewritten(self, words: tuple[str, ...], phrases: Mapping[tuple[str, ...], str]) -> tuple[str, ...]:
        """`words` with every known phrase, the longest first, replaced by the word for its meaning."""
        longest = max(map(len, phrases), default=0)
        result: list[str] = []
        start = 0
        while start < len(words):
            for length in range(min(longest, len(words) - start), 0, -1):
                meaning = phrases.get(words[start : start + length])
                if meaning is not None:
                    result.append(meaning)
                    start += length
                    break
            else:
                result.append(words[start])
                start += 1
        return tuple(result)

    def _sound(self, word: str) -> str:
        heard = self._heard(word)
        return self._variants.get(heard, heard)

    def _heard(self, word: str) -> str:
        plain = unicodedata.normalize("NFC", word.casefold()).translate(_SIGNS)
        kept = "".join(filter(str.isalnum, plain))
        heard = kept
        for step in self._steps:
            heard = letters(step.read(heard))
        return re.sub(r"(.)\1+", r"\1", heard) or kept


class _Spellings:
    """Replaces spellings by their sounds: the longest that fits at a place, once, from left to right."""

    def __init__(self, spellings: Sequence[Spelling]) -> None:
        self._anywhere = {each.letters: each.sound for each in spellings if each.position is None}
        self._start = {each.letters: each.sound for each in spellings if each.position == "start"}
        self._end = {each.letters: each.sound for each in spellings if each.position == "end"}
        self._closed = {each.letters: each.sound for each in spellings if each.position == _CLOSED}
        patterns = [(len(each), re.escape(each)) for each in self._anywhere]
        patterns += [(len(each), rf"{re.escape(each)}(?![aeiouy])") for each in self._closed]
        patterns += [(len(each), f"^{re.escape(each)}") for each in self._start]
        patterns += [(len(each), f"{re.escape(each)}$") for each in self._end]
        ranked = sorted(patterns, key=lambda pair: (-pair[0], -len(pair[1]), pair[1]))
        self._pattern = re.compile("|".join(pattern for _, pattern in ranked) or r"(?!)")

    def read(self, word: str) -> str:
        return self._pattern.sub(self._sound, word)

    def _sound(self, match: re.Match[str]) -> str:
        spelled = match.group()
        if match.start() == 0 and spelled in self._start:
            return self._start[spelled]
        if match.end() == len(match.string) and spelled in self._end:
            return self._end[spelled]
        return self._anywhere.get(spelled) or self._closed[spelled]


@lru_cache(maxsize=_REMEMBERED)
def coarse(sound: str) -> str:
    """A sound without what differs between the habits of countries: Rachid and Rashid, Nabulsi and Nabolsi.

    Equal coarse sounds can be two names, so they need evidence beside the name.

    >>> coarse("faisal") == coarse("feisal"), coarse("marat") == coarse("murat")
    (True, False)
    """
    for spelled, heard in _COARSE:
        sound = sound.replace(spelled, heard)
    sound = _IO.sub("i", sound)
    return re.sub(r"(.)\1+", r"\1", sound.translate(_VOWELS))


def skeleton(sound: str) -> str:
    """The consonants of a sound, after its first letter: what seldom differs between transliterations.

    >>> skeleton("tokaev")
    'tkv'
    """
    return sound[:1] + re.sub("[aeiou]", "", sound[1:])
