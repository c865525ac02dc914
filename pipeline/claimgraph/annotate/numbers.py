"""Text in, numbers out: digits with any separators, number words, scale words, fractions and ratios.

Works on the characters alone, so that offsets do not depend on a tokenizer. It does not know what a number
means: years, ages and article numbers are numbers here, too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from claimgraph.ontology.measures import NumberWords

__all__ = ["Number", "NumberReader"]

_SPACES = " \u00a0\u2009\u202f"
_GROUPED = rf"\d{{1,3}}(?:(?P<sep>[,'’{_SPACES}])\d{{3}}(?:(?P=sep)\d{{3}})*)(?!\d)(?:\.\d+(?!\d|\.\d))?"
_INDIAN = r"\d{1,2}(?:,\d{2})+,\d{3}(?!\d)"
_DOTTED = r"\d{1,3}(?:\.\d{3})+(?![\d.,]\d|\d)(?:,\d+)?"
_PLAIN = r"\d+(?:[.,]\d+)?"
# What may not stand right before digits, which would be a piece of something ("COVID-19", "v2", "12:30").
_NOT_BEFORE = r"(?<![^\W_])(?<![^\W\d_][-–/.])(?<![\d][.,:/'’])(?<![./#№§@_&+=\\])(?<!=[\"'])"
# What may not stand right after them.
_NOT_AFTER = r"(?!\d|[.,:/]\d|/\w|[A-Za-z]+\d|[-–]\d+[-–/.:]\d|[-–][A-Za-z]+\d|_|@)"
# Three numbers and more that are joined by dashes are a date or a code.
_AFTER_DASH = re.compile(r"\d[-–]$")
_LAST_OF_THREE = re.compile(r"\d[-–]\d+[-–]$")
_VULGAR = {
    "½": Fraction(1, 2),
    "¼": Fraction(1, 4),
    "¾": Fraction(3, 4),
    "⅓": Fraction(1, 3),
    "⅔": Fraction(2, 3),
}
_WITHIN_FRACTION = frozenset({" ", "\u00a0", "-"})
_SMALLEST_SCALE_AFTER_DIGITS = 100


@dataclass(frozen=True, slots=True)
class Number:
    """One number as it is written.

    Attributes:
        start, end: code points; with the article of "a hundred" and "a third".
        value: an `int` where it is whole.
        form: "digits" (also with a scale word: "3 million"), "words", "share" (a part of a whole), "vague"
            (words that give no number, with the lower end of their interval as `value`, see `vague`).
        bare: digits without separators or scale, so that it may be a year or a name.
        base: value before the scale word; `scale` what it was multiplied by. "3 million" is 3 and 1000000.
        attached: True where letters follow after a hyphen ("10-year").
        max: the upper end of the interval of a vague amount.
    """

    start: int
    end: int
    value: int | float
    form: Literal["digits", "words", "share", "vague"]
    bare: bool = False
    base: int | float = 0
    scale: int = 1
    attached: bool = False
    max: int | None = None


class NumberReader:
    """Finds the numbers of a text in one pass.

    Args:
        words: the number words of the ontology.

    >>> from claimgraph.ontology import load_ontology
    >>> from claimgraph.ontology.measures import read_measures
    >>> reader = NumberReader(read_measures(load_ontology()).numbers)
    >>> [number.value for number in reader.find("a hundred and twenty men, 2.5bn, 1,150 and twenty-two")]
    [120, 2500000000, 1150, 22]
    """

    def __init__(self, words: NumberWords) -> None:
        self._words = words
        atoms = {*words.values, *words.scales, *words.denominators}
        spelled = _alternatives(atoms)
        abbreviations = _alternatives({*words.abbreviations, *words.money_abbreviations})
        self._atom = re.compile(
            rf"{_NOT_BEFORE}(?:(?P<digits>{_INDIAN}|{_GROUPED}|{_DOTTED}|{_PLAIN}){_NOT_AFTER}"
            r"(?P<vulgar>[½¼¾⅓⅔])?"
            rf"(?:[{_SPACES}]?(?P<short>{abbreviations})(?![\w]))?(?![^\W\d_])|(?P<only>[½¼¾⅓⅔]))"
            rf"|(?<![\w])(?P<word>(?i:{spelled}))(?!\w|['’]s?\w)"
        )
        self._money_before = re.compile(r"[$€£¥₸₽₴₺₹₼₾₪₩₫₱₮₦₵฿৳֏]\s?$|\b[A-Z]{3}\s?$")

    def find(self, text: str) -> list[Number]:
        """All numbers of `text`, in order, never overlapping."""
        atoms = list(self._atom.finditer(text))
        found: list[Number] = []
        at = 0
        while at < len(atoms):
            number, used = self._read(text, atoms, at)
            if number is not None:
                found.append(number)
            at += used
        return _ratios(text, found)

    def _read(self, text: str, atoms: list[re.Match[str]], at: int) -> tuple[Number | None, int]:
        start = atoms[at].start()
        if atoms[at]["word"] is None:
            before = text[max(0, start - 9) : start]
            if _LAST_OF_THREE.search(before) or (
                _AFTER_DASH.search(before) and text[atoms[at].end() : atoms[at].end() + 1] in {"-", "–"}
            ):
                return None, 1
            return self._digits(text, atoms, at)
        # "mid-two", "twenty-first" hold no number; the "two" of "twenty-two" has been read with its "twenty".
        if text[max(0, start - 2) : start].strip("-‐‑").isalpha() and text[start - 1] in "-‐‑":
            return None, 1
        return self._spelled(text, atoms, at)

    def _digits(self, text: str, atoms: list[re.Match[str]], at: int) -> tuple[Number | None, int]:
        atom = atoms[at]
        scale, end, used = 1, atom.end(), 1
        short = atom["short"]
        if short is not None:
            scale = self._words.abbreviations.get(short, 0) or self._words.money_abbreviations[short]
            is_money = self._money_before.search(text[max(0, atom.start() - 4) : atom.start()]) is not None
            if short not in self._words.abbreviations and not is_money:
                return None, 1
        else:
            scale, end, used = self._scales(text, atoms, at)
        if atom["only"]:
            base = Decimal(0)
        else:
            read = _digit_value(atom["digits"], decimal=scale > 1 or _is_amount(text, end))
            if read is None:
                return None, used
            base = read
        value = Fraction(base) + _VULGAR.get(atom["vulgar"] or atom["only"] or "", 0)
        digits = atom["digits"] or ""
        return Number(
            start=atom.start(),
            end=end,
            value=_plain(value * scale),
            form="share" if atom["only"] and scale == 1 else "digits",
            bare=scale == 1 and digits.isdigit(),
            base=_plain(value),
            scale=scale,
            attached=_attached(text, end),
        ), used

    def _scales(self, text: str, atoms: list[re.Match[str]], at: int) -> tuple[int, int, int]:
        """Scale words right after `atoms[at]`: their product, where they end, how many atoms were read."""
        scale, end, used = 1, atoms[at].end(), 1
        while at + used < len(atoms):
            word = atoms[at + used]["word"]
            size = self._words.scales.get((word or "").lower())
            if not size or not _joined(text, end, atoms[at + used].start()):
                break
            if size < _SMALLEST_SCALE_AFTER_DIGITS:
                break
            scale, end, used = scale * size, atoms[at + used].end(), used + 1
        return scale, end, used

    def _spelled(self, text: str, atoms: list[re.Match[str]], at: int) -> tuple[Number | None, int]:
        """A number in words that starts at `atoms[at]`, and how many atoms it takes."""
        total, part, smallest, used = 0, 0, 0, 0
        seen = False
        start, end = atoms[at].start(), atoms[at].start()
        first = atoms[at]["word"].lower()
        article = _article_before(text, start)
        if first in self._words.denominators:
            return self._fraction_first(text, atoms, at, article)
        while at + used < len(atoms):
            word = (atoms[at + used]["word"] or "").lower()
            gap = text[end : atoms[at + used].start()]
            if used and not _gap_allows(
                gap, word in self._words.values and part % 100 == 0 and (part + total) > 0
            ):
                break
            if word in self._words.values:
                value = self._words.values[word]
                if used and not _fits(part, value, total):
                    break
                if used and gap.strip().lower() != "and" and value < 10 and 0 < part % 100 < 20:
                    break
                part += value
            elif word in self._words.scales:
                scale = self._words.scales[word]
                if not used:
                    if article is None:
                        return None, 1
                    start, part = article, 1
                elif not seen or (smallest and scale >= smallest and scale >= 1000) or not part:
                    break
                if scale < 1000:
                    if part >= 100:
                        break
                    part *= scale
                else:
                    total, part, smallest = total + part * scale, 0, scale
            else:
                break
            seen = True
            end = atoms[at + used].end()
            used += 1
        return self._with_fraction(text, atoms, at, used, start, end, Fraction(total + part))

    def _with_fraction(
        self, text: str, atoms: list[re.Match[str]], at: int, used: int, start: int, end: int, value: Fraction
    ) -> tuple[Number | None, int]:
        """Reads on over "and a half", "and a half million" and "two thirds"."""
        form: Literal["words", "share"] = "words"
        scale = 1
        if at + used < len(atoms):
            atom = atoms[at + used]
            parts = self._words.denominators.get((atom["word"] or "").lower())
            gap = text[end : atom.start()]
            if parts and re.fullmatch(r"\s+(?i:and\s+(?:a|one))\s+", gap):
                fraction = Fraction(1, parts)
                after = self._scale_after(text, atoms, at + used)
                if after:
                    scale, last = after
                    value, end, used = (value + fraction) * scale, last.end(), used + 2
                else:
                    value, end, used = (
                        value + fraction * self._last_scale(text[start:end]),
                        atom.end(),
                        used + 1,
                    )
            elif (
                parts
                and gap in _WITHIN_FRACTION
                and value < parts
                and (value == 1 or atom["word"][-1] in "sS")
            ):
                value, end, used, form = value / parts, atom.end(), used + 1, "share"
        if scale == 1:
            scale = self._last_scale(text[start:end])
        return Number(
            start=start,
            end=end,
            value=_plain(value),
            form=form,
            base=_plain(value / scale),
            scale=scale,
            attached=_attached(text, end),
        ), used

    def _fraction_first(
        self, text: str, atoms: list[re.Match[str]], at: int, article: int | None
    ) -> tuple[Number | None, int]:
        """As in "half", "a third", "half a million", "half a dozen"; "the third man" is no number."""
        atom = atoms[at]
        word = atom["word"].lower()
        parts = self._words.denominators[word]
        start = atom.start() if article is None else article
        after = self._scale_after(text, atoms, at)
        if after:
            scale, last = after
            value = Fraction(scale, parts)
            return Number(
                start, last.end(), _plain(value), "words", base=_plain(Fraction(1, parts)), scale=scale
            ), 2
        of_whole = re.compile(
            r"\s+(?:of\b|the\b|their\b|its\b|his\b|her\b|our\b|all\b|that\b|those\b|these\b)"
        )
        if word.endswith("s") or not of_whole.match(text, atom.end()):
            return None, 1
        if parts != 2 and article is None:
            return None, 1
        return Number(start, atom.end(), _plain(Fraction(1, parts)), "share"), 1

    def _scale_after(
        self, text: str, atoms: list[re.Match[str]], at: int
    ) -> tuple[int, re.Match[str]] | None:
        if at + 1 >= len(atoms):
            return None
        following = atoms[at + 1]
        scale = self._words.scales.get((following["word"] or "").lower())
        if scale and re.fullmatch(r"[\s-]+(?i:an?\s+)?", text[atoms[at].end() : following.start()]):
            return scale, following
        return None

    def _last_scale(self, written: str) -> int:
        return self._words.scales.get(re.split(r"[\s-]+", written.lower())[-1], 1)


def _alternatives(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))


def _digit_value(digits: str, *, decimal: bool) -> Decimal | None:
    """The value of digits with separators; None where a comma separates a list ("3,4").

    Args:
        digits: as written.
        decimal: True where the number is an amount, in which "1.150" and "3,4" have decimals.
    """
    plain = re.sub(rf"['’{_SPACES}]", "", digits)
    if re.fullmatch(r"\d+(?:,\d{2,3})*,\d{3}(?:\.\d+)?", plain) and not plain.startswith("0"):
        return Decimal(plain.replace(",", ""))
    if re.fullmatch(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?", plain) and not plain.startswith("0"):
        if decimal and plain.count(".") == 1 and "," not in plain:
            return Decimal(plain)
        return Decimal(plain.replace(".", "").replace(",", "."))
    if re.fullmatch(r"\d+,\d+", plain):
        return Decimal(plain.replace(",", ".")) if decimal else None
    return Decimal(plain)


def _is_amount(text: str, end: int) -> bool:
    return re.compile(r"\s?(?:%|per\s?cent\b|[€$£₽₸])").match(text, end) is not None


def _attached(text: str, end: int) -> bool:
    return re.compile(r"[-‐‑–][^\W\d_]|[-‐‑] ").match(text, end) is not None


def _joined(text: str, start: int, end: int) -> bool:
    return re.fullmatch(rf"[{_SPACES}]|-|\n", text[start:end]) is not None


def _gap_allows(gap: str, and_allowed: bool) -> bool:
    if gap in {" ", "-", "\u00a0", "\u2010", "\u2011", "\n"}:
        return True
    return and_allowed and re.fullmatch(r"\s+(?i:and)\s+", gap) is not None


def _fits(part: int, value: int, total: int) -> bool:
    """Whether `value` may follow `part`: "twenty two", "hundred (and) five", "thousand (and) six"."""
    if part == 0:
        return total > 0
    if part % 100 == 0:
        return value < 100
    return part % 10 == 0 and part % 100 >= 20 and 0 < value < 10


def _article_before(text: str, start: int) -> int | None:
    found = re.search(r"(?<![\w’'])(?:an?|A|An)[ \u00a0]+$", text[max(0, start - 4) : start])
    return None if found is None else max(0, start - 4) + found.start()


def _ratios(text: str, found: list[Number]) -> list[Number]:
    """Joins "one in four", "nine out of ten" into one share."""
    joined: list[Number] = []
    for number in found:
        before = joined[-1] if joined else None
        if before is not None and before.end < number.start and _is_ratio(text, before, number):
            share = Fraction(int(before.value), int(number.value))
            joined[-1] = Number(before.start, number.end, _plain(share), "share")
        else:
            joined.append(number)
    return joined


def _is_ratio(text: str, before: Number, number: Number) -> bool:
    gap = text[before.end : number.start]
    if not re.fullmatch(r"(?i)\s+(?:in|out\s+of|of\s+every)(?:\s+every)?\s+", gap) or number.attached:
        return False
    round_number = number.value in {2, 3, 4, 5, 6, 7, 8, 9, 10, 20, 50, 100, 1000, 10000, 100000}
    if "out" not in gap.lower() and "every" not in gap.lower() and before.value != 1:
        return False
    times = re.compile(r"\s+(?:days?|weeks?|months?|years?|hours?|minutes?)\b", re.IGNORECASE)
    return round_number and 0 < before.value < number.value and not times.match(text, number.end)


def _plain(value: Fraction) -> int | float:
    return int(value) if value.denominator == 1 else float(value)
