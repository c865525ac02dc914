"""Text in, dates and clock times out, so that their numbers are not taken for figures and figures get dates.

Reads the characters alone. It does not resolve words such as "Monday" or "last month".
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

__all__ = ["DateFinder", "DateInText"]


@dataclass(frozen=True, slots=True)
class DateInText:
    """A date, a year or a clock time in a text.

    Attributes:
        start, end: code points.
        year, month, day: None where the text does not say; all None for a clock time.
    """

    start: int
    end: int
    year: int | None = None
    month: int | None = None
    day: int | None = None

    def iso(self, year: int | None = None) -> str | None:
        """ISO 8601 as far as it is known, with `year` where the text gives none.

        >>> DateInText(0, 10, month=12, day=9).iso(2023)
        '2023-12-09'
        """
        known = self.year or year
        if known is None or (self.month is None and self.year is None):
            return None
        month = "" if self.month is None else f"-{self.month:02}"
        return f"{known:04}{month}{'' if self.day is None or not month else f'-{self.day:02}'}"


class DateFinder:
    """Finds the dates of a text in one pass.

    Args:
        months: name of the month, capitalised -> its number.

    >>> [date.iso() for date in DateFinder({"December": 12}).find("on 9 December 2023, and in 2024")]
    ['2023-12-09', '2024']
    """

    def __init__(self, months: Mapping[str, int]) -> None:
        self._months = {name.lower(): number for name, number in months.items()}
        names = "|".join(sorted((re.escape(name) for name in months), key=len, reverse=True))
        upper = "|".join(sorted((re.escape(name.upper()) for name in months), key=len, reverse=True))
        month = rf"(?:{names}|{upper})\b\.?"
        day = r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?"
        days = rf"(?:{day}\s?(?:[-–—]|and|to|or|&)\s?)*{day}"
        # "On January 9 and 14 people fled", "Nov. 9 and 26 October": the second is no day of this month.
        other = rf"\s(?:people\b|[a-z]{{3,}}s\b|{month})"
        days_after = rf"{day}(?:\s?[-–—&]\s?{day}|\s(?:and|to|or)\s{day}(?!\d|{other}))?"
        year = r"(?:19|20)\d\d"
        self._pattern = re.compile(
            rf"(?<![\w.,-])(?P<days1>{days})\s(?:of\s)?(?P<month1>{month})(?:,?\s(?P<year1>{year}))?(?!\w)"
            rf"|\b(?P<month2>{month})\s(?P<days2>{days_after})(?![\d%]|[.,]\d|\s(?:million|thousand|billion|per\s?cent)\b)"
            rf"(?:,?\s(?P<year2>{year}))?(?![\w-])"
            rf"|\b(?P<month3>{month}),?\s(?:of\s)?(?P<year3>{year})(?!\w)"
            rf"|(?<![\w.-])(?P<iso>{year})-(?P<isomonth>\d\d)-(?P<isoday>\d\d)(?!\d)"
            r"|(?<![\w.])(?P<d>\d{1,2})(?P<dot>[./])(?P<m>\d{1,2})(?P=dot)(?P<y>(?:19|20)?\d\d)(?![\w/])"
            r"|(?<![\w.:])(?:[01]?\d|2[0-4])(?:(?::[0-5]\d){1,2}|[.:][0-5]\d(?=\s?(?:[ap]\.?m\b|hours|hrs|GMT|UTC)))"
            r"(?:\s?[ap]\.?m\b\.?)?(?![\d:])"
            r"|(?<![\w.])(?:1[0-2]|[1-9])(?:\s?[-–]\s?(?:1[0-2]|[1-9]))?\s?(?:[ap]\.m\.|[ap]m\b|o['’]clock\b)"
            rf"|(?<![\w.,$€£-])(?P<years>{year})\s?[-–/]\s?(?:{year}|\d\d)(?![\w,.]*\d)"
            rf"|\b(?i:in|since|until|till|by|during|from|after|before|late|early|mid|of|year|years|season|summer|winter"
            rf"|spring|autumn|fall|end|beginning|and|to|circa|dated|between)[\s-](?P<year4>{year})"
            r"(?!\w|[.,]\d|\s(?:people|persons|men|women|million))"
        )
        # "In January 15 people were held": a count after the name of the month.
        self._month_alone = re.compile(r"\b(?i:in|during|throughout|last|this|early|late|of|mid)[\s-]+$")
        self._counted_next = re.compile(r"\s(?!(?:the|he|she|it|they|we|a|an|in|at|and|to|by|as|or)\b)[a-z]+")

    def find(self, text: str) -> list[DateInText]:
        """All dates of `text`, in order."""
        found = []
        for match in self._pattern.finditer(text):
            groups = match.groupdict()
            if groups["iso"]:
                parts = int(groups["iso"]), int(groups["isomonth"]), int(groups["isoday"])
                found.append(_checked(match, *parts))
            elif groups["d"]:
                found.append(_day_first(match))
            elif groups["year4"] or groups["years"]:
                at = "year4" if groups["year4"] else "years"
                end = match.end()
                found.append(DateInText(match.start(at), end, year=int(groups[at])))
            else:
                found.append(self._named(text, match))
        return found

    def _named(self, text: str, match: re.Match[str]) -> DateInText:
        for number in "123":
            name = match[f"month{number}"]
            if not name:
                continue
            month = self._months[name.strip(".").lower()]
            written_year = match[f"year{number}"]
            year = int(written_year) if written_year else None
            days = match[f"days{number}"] if number != "3" else None
            if number == "2" and year is None and self._is_count(text, match):
                return DateInText(match.start(), match.end("month2"), month=month)
            every_day = re.findall(r"\d+", days or "")
            return DateInText(
                match.start(),
                match.end(),
                year=year,
                month=month,
                day=int(every_day[-1]) if every_day else None,
            )
        return DateInText(match.start(), match.end())

    def _is_count(self, text: str, match: re.Match[str]) -> bool:
        before = text[max(0, match.start() - 12) : match.start()]
        return bool(self._month_alone.search(before) and self._counted_next.match(text, match.end()))


def _checked(match: re.Match[str], year: int, month: int, day: int) -> DateInText:
    if 1 <= month <= 12 and 1 <= day <= 31:
        return DateInText(match.start(), match.end(), year, month, day)
    return DateInText(match.start(), match.end())


def _day_first(match: re.Match[str]) -> DateInText:
    """05.10.22 is 5 October; with slashes either order is in use, so only an unmistakable one is read."""
    day, month = int(match["d"]), int(match["m"])
    year = int(match["y"]) + (2000 if len(match["y"]) == 2 else 0)
    if match["dot"] == "/" and day <= 12 and month <= 12 and day != month:
        return DateInText(match.start(), match.end())
    return _checked(match, year, *((month, day) if month <= 12 else (day, month)))
