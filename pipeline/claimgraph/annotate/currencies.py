"""Amounts of money in currencies that the ontology does not list, and the noun that an amount belongs to.

A word right after a number is taken for its currency where the sentence speaks of money and nothing else
explains the word: "paid compensation of 2 million drakor".
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Doc, Token

from claimgraph.annotate.candidates import Candidate
from claimgraph.annotate.measured import MeasureFinder, Trigger
from claimgraph.ontology.measures import Measures, Unit
from claimgraph.records import Span

__all__ = ["CurrencyFinder", "noun_of_amount"]

_NEAR = 8
_MAYBE = frozenset({"NOUN", "PROPN", "VERB", "X", "ADJ"})
_NEVER = frozenset({"more", "less", "other", "such", "worth", "strong", "dead"})
_NEVER_TAGS = frozenset({"NNS", "VBN", "VBG", "VBD"})
_OF_AMOUNT = frozenset({"of", "worth", "in", "totalling", "totaling"})


class CurrencyFinder:
    """Finds unlisted currencies.

    Args:
        measures: its units of money.
        finder: knows the words that name something else.
    """

    def __init__(self, measures: Measures, finder: MeasureFinder) -> None:
        self._measures = measures
        self._finder = finder
        self._money = {unit.measure for unit in measures.units if len(unit.name) == 3 and unit.name.isupper()}

    def with_currency(self, doc: Doc, candidate: Candidate, triggers: Sequence[Trigger]) -> Candidate:
        """The candidate, with the word after it as its unit where that is a currency.

        Args:
            doc: the parsed text.
            candidate: a quantity, perhaps of money.
            triggers: those of its sentence.
        """
        quantity, at = candidate.quantity, candidate.last + 1
        if quantity.unit is not None or quantity.number.form in {"share", "vague"} or at >= len(doc):
            return candidate
        word = doc[at]
        if not self._may_be_currency(word) or not any(self._is_money(each, candidate) for each in triggers):
            return candidate
        unit = Unit(name=word.lower_, measure=min(self._money), words=(), symbols=())
        end = word.idx + len(word)
        return replace(candidate, quantity=replace(quantity, end=end, unit=unit, unit_end=end), last=at)

    def _may_be_currency(self, word: Token) -> bool:
        if not (word.is_alpha and word.is_lower and word.pos_ in _MAYBE):
            return False
        if word.lower_ in _NEVER or word.tag_ in _NEVER_TAGS:
            return False
        following = word.doc[word.i + 1] if word.i + 1 < len(word.doc) else None
        if following is not None and following.pos_ in {"NOUN", "PROPN"}:
            return False
        return self._finder.listed(word) is None

    def _is_money(self, trigger: Trigger, candidate: Candidate) -> bool:
        near = abs(trigger.token.i - candidate.first) <= _NEAR
        return near and any(self._money & self._measures.tops(name) for name in trigger.measures)


def noun_of_amount(doc: Doc, candidate: Candidate) -> Span | None:
    """The words of the noun in "compensation of 5 million", "damage worth $3 million"."""
    at = candidate.start - 1
    if at < 1 or doc[at].lower_ not in _OF_AMOUNT:
        return None
    noun = doc[at - 1]
    return Span(noun.idx, noun.idx + len(noun)) if noun.pos_ == "NOUN" else None
