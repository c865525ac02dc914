"""What narrows a count: whom, where, in what. The words of a figure -> a scope that can be compared.

Who is counted is known by the measures' own nouns, so that "police officers" and "soldiers" are both law
enforcement; other words stand for themselves. What the measure says already ("in custody" of those in
custody) narrows nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from typing import NamedTuple

from claimgraph.ontology.measures import Measures

__all__ = ["WHOLE", "Scope", "ScopeReader", "stems"]

_WORDS = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_PLACING = frozenset(
    {"in", "at", "on", "across", "near", "inside", "outside", "throughout", "under", "from", "within"}
)
_EMPTY = frozenset(
    {"the", "a", "an", "of", "its", "their", "his", "her", "other", "more", "and", "or", "city", "town"}
)


class Scope(NamedTuple):
    """What narrows a count; nothing at all in the count of the whole.

    Attributes:
        who: measures whose nouns say who is counted ("children"), or the words themselves.
        where: places and circumstances, each as its words without endings.
        mode: "" for what is said to be so, else the act that makes it a wish or a plan ("demand").
    """

    who: frozenset[str] = frozenset()
    where: frozenset[str] = frozenset()
    mode: str = ""

    def narrows(self, other: Scope) -> bool:
        """Whether all that this counts is counted by `other`, too, and perhaps more.

        >>> Scope(who=frozenset({"children"})).narrows(WHOLE), WHOLE.narrows(WHOLE)
        (True, False)
        """
        return (
            self != other and self.mode == other.mode and self.who >= other.who and self.where >= other.where
        )

    def without(self, places: AbstractSet[str]) -> Scope:
        """The same without these places."""
        return self._replace(where=self.where - places) if self.where & places else self


WHOLE = Scope()


class ScopeReader:
    """Reads the scope words of figures.

    Args:
        measures: whose nouns say who is counted.
    """

    def __init__(self, measures: Measures) -> None:
        self._measures = measures
        self._nouns = {
            tuple(stems(word)): name
            for name, measure in sorted(measures.measures.items())
            if measure.broader
            for word in measure.counted
        }
        self._known: dict[tuple[str, str, str], Scope] = {}
        self._shown: dict[str, str] = {}
        self._own: dict[str, frozenset[str]] = {}

    def read(self, words: str | None, measure: str, mode: str = "") -> Scope:
        """The scope of a figure.

        Args:
            words: `Figure.scope`: phrases joined by ";", those of places begin with a preposition.
            measure: what the figure counts, whose own words narrow nothing.
            mode: see `Scope.mode`.

        >>> from claimgraph.ontology import load_ontology
        >>> from claimgraph.ontology.measures import read_measures
        >>> scopes = ScopeReader(read_measures(load_ontology()))
        >>> scopes.label(scopes.read("police officers; in Vardelin", "deaths"))
        'law enforcement officers and soldiers, Vardelin'
        """
        if words is None:
            return WHOLE._replace(mode=mode)
        key = (measure, words, mode)
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = self._read(words, measure, mode)
        return found

    def label(self, scope: Scope) -> str:
        """The words that tell a scope from the whole, for people; "" for the whole."""
        known = self._measures.measures
        words = sorted(scope.who, key=lambda each: (each in known, each))
        who = " ".join(known[each].label if each in known else self._shown.get(each, each) for each in words)
        where = (self._shown.get(each, each) for each in sorted(scope.where))
        return ", ".join(filter(None, (who, *where, scope.mode)))

    def _read(self, words: str, measure: str, mode: str) -> Scope:
        own = self._own_words(measure)
        who: set[str] = set()
        where: set[str] = set()
        for phrase in words.split(";"):
            found = stems(phrase)
            if found and found[0] in _PLACING:
                # "across the north and in Vardelin" is not split: it is one place, of its own.
                kept = [each for each in found if each not in _PLACING]
                if not own.issuperset(kept):
                    where.add(self._note(" ".join(kept), phrase))
            else:
                for word in _WORDS.findall(phrase):
                    for each in stems(word):
                        self._note(each, word.lower())
                kinds = [each for each in self._who(found) if each not in own]
                if len(kinds) == len(found) > 1:
                    # Nobody that a measure knows: the words belong together, as the text has them.
                    kinds = [self._note(" ".join(found), phrase)]
                who.update(kinds)
        return Scope(frozenset(who - self._measures.above(measure)), frozenset(where), mode)

    def _note(self, key: str, phrase: str) -> str:
        """Remember how a key is written, whatever text comes first."""
        words = [word for word in _WORDS.findall(phrase) if word.lower() not in _PLACING | {"the", "a", "an"}]
        self._shown[key] = min(" ".join(words), self._shown.get(key, "\U0010ffff"))
        return key

    def _who(self, words: Sequence[str]) -> Iterable[str]:
        for start in range(len(words)):
            noun = self._nouns.get(tuple(words[start:]))
            if noun is not None:
                return (noun, *words[:start])
        return words

    def _own_words(self, measure: str) -> frozenset[str]:
        """Stems of the words that make a count one of `measure`."""
        found = self._own.get(measure)
        if found is None:
            known = [self._measures.measures[name] for name in sorted(self._measures.above(measure))]
            phrases = (phrase for each in known if each.broader for phrase in (*each.counted, *each.triggers))
            found = self._own[measure] = frozenset(stem for phrase in phrases for stem in stems(phrase))
        return found


def stems(phrase: str) -> list[str]:
    """Words of a phrase in small letters and the singular, without those that say nothing.

    >>> stems("in the regions of Vardelin")
    ['in', 'region', 'vardelin']
    """
    words = (word.lower() for word in _WORDS.findall(phrase))
    return [_singular(word) for word in words if word not in _EMPTY]


def _singular(word: str) -> str:
    if len(word) > 3 and word.endswith("ies"):
        return f"{word[:-3]}y"
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word
