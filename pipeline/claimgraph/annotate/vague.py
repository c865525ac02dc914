"""Text in, vague amounts out: "dozens", "several hundred", "tens of thousands", each with its interval.

The words and the ends of their intervals come from `measures.ttl`. What is counted, and whether anything is,
is decided in `figures`, as for other numbers.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from math import prod

from claimgraph.annotate.numbers import Number
from claimgraph.ontology.measures import NumberWords

__all__ = ["VagueReader"]


class VagueReader:
    """Finds amounts that words alone give.

    Args:
        words: the vague words and the scale words of the ontology.

    >>> from claimgraph.ontology import load_ontology
    >>> from claimgraph.ontology.measures import read_measures
    >>> reader = VagueReader(read_measures(load_ontology()).numbers)
    >>> [(each.value, each.max) for each in reader.find("several hundred men, tens of thousands of euros")]
    [(200, 900), (20000, 90000)]
    """

    def __init__(self, words: NumberWords) -> None:
        self._amounts = words.vague_amounts
        self._factors = words.vague_factors
        # A scale word is written "thousand" or "thousands" where it multiplies.
        self._scales = {form: size for word, size in words.scales.items() for form in (word, f"{word}s")}
        amounts, factors = _spaced(self._amounts), _spaced(self._factors)
        scales = _spaced(self._scales)
        free = _spaced(word for word in self._amounts if word not in words.vague_followers)
        bound = "|".join(
            rf"(?:{_spaced([word])})(?=\s+(?:{_spaced(followers)})\b)"
            for word, followers in sorted(words.vague_followers.items())
        )
        self._written = re.compile(
            rf"(?<![\w-])(?:(?P<factor>{factors})\s+(?P<scale>{scales})"
            rf"|(?:(?:{factors})\s+)?(?P<amount>(?:{amounts})(?=\s+of\s+(?:{scales})\b)|{free}|{bound}))"
            rf"(?P<more>(?:\s+(?:of\s+)?(?:{scales}))*)(?![\w-])",
            re.IGNORECASE,
        )
        self._scale = re.compile(rf"\b(?:{scales})\b", re.IGNORECASE)

    def find(self, text: str) -> list[Number]:
        """All vague amounts of `text`, in order, never overlapping."""
        return [self._number(found) for found in self._written.finditer(text)]

    def _number(self, found: re.Match[str]) -> Number:
        if found["factor"]:
            low, high = self._factors[_plain(found["factor"])]
            scale = self._scales[_plain(found["scale"])]
        else:
            low, high = self._amounts[_plain(found["amount"])]
            scale = 1
        scale *= prod(self._scales[_plain(word)] for word in self._scale.findall(found["more"]))
        return Number(
            start=found.start(),
            end=found.end(),
            value=low * scale,
            max=high * scale,
            form="vague",
            base=low,
            scale=scale,
        )


def _spaced(phrases: Iterable[str]) -> str:
    ordered = sorted(phrases, key=lambda phrase: (-len(phrase), phrase))
    return "|".join(r"\s+".join(map(re.escape, phrase.split())) for phrase in ordered) or r"(?!)"


def _plain(phrase: str) -> str:
    return " ".join(phrase.lower().split())
