"""Numbers in, quantities out: with their unit, joined to ranges, and bounded by the words around them.

Reads the characters alone. Whether a quantity counts something, and what, is decided from the sentence by
`counted` and `figures`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from claimgraph.annotate.numbers import Number
from claimgraph.annotate.stems import stem
from claimgraph.ontology.measures import Measures, Unit
from claimgraph.records import Operator

__all__ = ["Quantity", "QuantityReader"]

_GAP = r"[ \u00a0\u2009\u202f]"
_DASH = r"[-‐‑–—]"
_FARTHEST_PHRASE = 32
_FARTHEST_CHANGE = 80


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number, or two that make a range, as an amount.

    Attributes:
        start, end: the expression alone, with currency and percent sign, without operator and plain unit.
        value, max: `max` is the upper end of a range.
        number: the (first) number it was read from.
        unit: what it is measured in, None for a plain count.
        unit_end: where the unit word ends; `end` where there is none.
        op: how the words around bound it.
        op_start, op_end: where these words start and end; equal to `start` and `end` without such words.
        op_phrase: the words before, in lower case.
    """

    start: int
    end: int
    value: int | float
    number: Number
    max: int | float | None = None
    unit: Unit | None = None
    unit_end: int = 0
    op: Operator = "="
    op_start: int = 0
    op_end: int = 0
    op_phrase: str = ""


class QuantityReader:
    """Adds units, ranges and operators to numbers.

    Args:
        measures: units and operators of the ontology.
    """

    def __init__(self, measures: Measures) -> None:
        words = {word: unit for unit in measures.units for word in unit.words}
        symbols = {symbol: unit for unit in measures.units for symbol in unit.symbols}
        money = [unit for unit in measures.units if re.fullmatch("[A-Z]{3}", unit.name)]
        codes = {unit.name: unit for unit in money}
        self._units: Mapping[str, Unit] = {**words, **symbols, **codes}
        self._in_span = {"percent", *codes}
        signs = _alternatives(symbols)
        names = _alternatives(codes)
        self._unit_before = re.compile(rf"(?<![^\W\d_])(?P<unit>{signs}|{names}){_GAP}?$")
        self._unit_after = re.compile(
            rf"(?:{_GAP}?(?P<sign>{signs})(?!\w)|{_GAP}(?P<code>{names})\b"
            rf"|(?P<dash>{_DASH}|\s(?!\s))(?P<word>(?i:{_alternatives(words)}))(?!\w))"
        )
        self._before = measures.phrases_before
        self._after = measures.phrases_after
        self._phrase_before = re.compile(rf"(?:^|(?<!\w))(?P<phrase>(?i:{_spaced(self._before)}))\s*$")
        self._phrase_after = re.compile(rf"\s?(?P<phrase>(?i:{_spaced(self._after)}))(?!\w)")
        self._range = re.compile(rf"\s*{_DASH}\s*|\s+to\s+|\s+or\s+|\s+and\s+")
        self._changes = frozenset(stem(word) for word in measures.change_words)
        self._irregular = measures.irregular
        self._from = re.compile(r"\b(?P<word>between|from)\s+$", re.IGNORECASE)

    def read(self, text: str, numbers: Sequence[Number]) -> list[Quantity]:
        """Quantities in order; numbers that are no part of an amount are among them, too."""
        single: list[Quantity] = []
        for number in numbers:
            single.append(self._with_unit(text, number, single[-1].end if single else 0))
        joined: list[Quantity] = []
        at = 0
        while at < len(single):
            both = self._joined(text, single[at], single[at + 1]) if at + 1 < len(single) else None
            if both is None and at + 1 < len(single) and self._is_score(text, single[at], single[at + 1]):
                at += 2
                continue
            quantity = both or single[at]
            joined.append(quantity if quantity.op == "range" else self._bounded(text, quantity))
            at += 2 if both else 1
        return joined

    def phrase_after(self, text: str, at: int) -> Operator | None:
        """The operator of a phrase that starts at `at` ("or more"), if one does."""
        found = self._phrase_after.match(text, at)
        return self._after[_plain(found["phrase"])] if found else None

    def _with_unit(self, text: str, number: Number, taken: int) -> Quantity:
        """The number with its unit; a sign that the quantity before holds (up to `taken`) is not its own."""
        quantity = Quantity(
            start=number.start,
            end=number.end,
            value=number.value,
            max=number.max,
            number=number,
            unit_end=number.end,
        )
        before = self._unit_before.search(text[max(taken, number.start - 6) : number.start])
        if before and number.form == "digits":
            start = number.start - (len(before[0]))
            return replace(quantity, start=start, unit=self._units[before["unit"]])
        # "millions of dollars"
        of_unit = number.form == "vague" and text.startswith(" of", number.end)
        after = self._unit_after.match(text, number.end + (len(" of") if of_unit else 0))
        if not after:
            return quantity
        unit = self._units[after["sign"] or after["code"] or " ".join(after["word"].lower().split())]
        if unit.name in self._in_span:
            return replace(quantity, end=after.end(), unit=unit, unit_end=after.end())
        return replace(quantity, unit=unit, unit_end=after.end())

    def _joined(self, text: str, low: Quantity, high: Quantity) -> Quantity | None:
        """A range where the two numbers make one: "25-30", "between 25 and 30", "$3 to $5 million"."""
        if low.unit_end > high.start or {low.number.form, high.number.form} & {"share", "vague"}:
            return None
        gap = text[low.end : high.start]
        if not self._range.fullmatch(gap) or (low.unit and high.unit and low.unit != high.unit):
            return None
        value = low.value
        if low.number.scale == 1 and high.number.scale >= 100 and low.value < high.number.base:
            value = low.value * high.number.scale
        opened = self._from.search(text[max(0, low.start - 10) : low.start])
        word = gap.strip().lower()
        if word == "to" and opened and opened["word"].lower() == "from" and self._is_change(text, low.start):
            return None
        if value >= high.value or not _makes_range(
            word, opened["word"].lower() if opened else "", value, high.value
        ):
            return None
        start = low.start
        return Quantity(
            start=start,
            end=high.end,
            value=value,
            max=high.value,
            number=low.number,
            unit=high.unit or low.unit,
            unit_end=high.unit_end,
            op="range",
            op_start=low.start - (len(opened[0]) if opened else 0),
            op_end=high.end,
            op_phrase=opened["word"].lower() if opened else "",
        )

    def _is_score(self, text: str, one: Quantity, other: Quantity) -> bool:
        """As in "won 3-1": two numbers that a dash joins, but no range."""
        return re.fullmatch(_DASH, text[one.end : other.start]) is not None

    def _is_change(self, text: str, end: int) -> bool:
        """As in "rose from 14 to 16", "raised the toll from 14 to 16": two amounts."""
        clause = re.split(r"[.;:\n]", text[max(0, end - _FARTHEST_CHANGE) : end])[-1].lower()
        return any(
            stem(self._irregular.get(word, word)) in self._changes for word in re.findall(r"\w+", clause)
        )

    def _bounded(self, text: str, quantity: Quantity) -> Quantity:
        op: Operator = "="
        op_start, op_end, words = quantity.start, quantity.end, ""
        while True:
            first = max(0, op_start - _FARTHEST_PHRASE)
            before = self._phrase_before.search(text[first:op_start])
            if not before:
                break
            phrase = _plain(before["phrase"])
            # "at least some 30" is a bound, and so is "an estimated more than 30".
            op = self._before[phrase] if op in {"=", "~"} else op
            words = f"{phrase} {words}".strip()
            op_start = first + before.start("phrase")
        after = self._phrase_after.match(text, quantity.end)
        if after:
            if op in {"=", "~"}:
                op = self._after[_plain(after["phrase"])]
            op_end = after.end()
        if quantity.number.form == "vague":
            op = "~"
        return replace(quantity, op=op, op_start=op_start, op_end=op_end, op_phrase=words)


def _makes_range(word: str, opened: str, low: float, high: float) -> bool:
    if word == "and":
        return opened == "between"
    if word == "or":
        return high - low <= max(1, low)
    return word != "to" or opened != "between"


def _alternatives(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))


def _spaced(phrases: Iterable[str]) -> str:
    """Phrases as a pattern in which a space stands for any white space."""
    ordered = sorted(phrases, key=lambda phrase: (-len(phrase), phrase))
    return "|".join(r"\s+".join(re.escape(word) for word in phrase.split()) for phrase in ordered)


def _plain(phrase: str) -> str:
    return " ".join(phrase.lower().split())
