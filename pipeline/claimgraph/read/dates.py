"""Dates as people and machines write them -> ISO 8601, only where one reading is possible.

In goes a string that should be a date, out comes `2022-02-03`, `2022-02` or `2022`, or the reason why not.
Finding dates inside sentences is not done here.
"""

from __future__ import annotations

import re
from datetime import date

__all__ = ["iso_date"]

# Spelled out, because `calendar.month_name` follows the machine's locale.
_MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
           "november", "december")  # fmt: skip
_TIME = r"(?:[t ,]+(?:at )?\d{1,2}[:.]?\d{2}.*)?"
_YEAR_FIRST = re.compile(rf"(\d{{4}})(?:([-/.])(\d{{1,2}})(?:\2(\d{{1,2}}))?)?{_TIME}")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:t?\d{4,6}.*)?")
_NUMBERS = re.compile(rf"(\d{{1,2}})([-/.])(\d{{1,2}})\2(\d{{4}}){_TIME}")
_DAY_MONTH = re.compile(rf"(\d{{1,2}})(?:st|nd|rd|th)?[ -](?:of )?([a-z]+)\.?,?[ -](\d{{4}}){_TIME}")
_MONTH_DAY = re.compile(rf"([a-z]+)\.? (\d{{1,2}})(?:st|nd|rd|th)?,? (\d{{4}}){_TIME}")
_MONTH = re.compile(r"([a-z]+)\.?,? (\d{4})")
_WEEKDAY = re.compile(r"(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,? ")


def iso_date(text: str) -> str:
    """Read a date; a time of day after it is dropped, its own time zone is kept as it is.

    Raises:
        ValueError: it is no date, no day of the calendar, or could be two different days.

    >>> iso_date("Thursday, 3 Feb. 2022"), iso_date("26/10/2022"), iso_date("February 2022")
    ('2022-02-03', '2022-10-26', '2022-02')
    """
    plain = _WEEKDAY.sub("", " ".join(text.lower().split()), count=1)
    if match := _COMPACT.fullmatch(plain):
        return _day(*match.groups())
    if match := _YEAR_FIRST.fullmatch(plain):
        year, _, month, day = match.groups()
        return _day(year, month, day)
    if match := _NUMBERS.fullmatch(plain):
        return _day_and_month(match[1], match[3], year=match[4])
    if match := _DAY_MONTH.fullmatch(plain):
        return _day(match[3], _month(match[2]), match[1])
    if match := _MONTH_DAY.fullmatch(plain):
        return _day(match[3], _month(match[1]), match[2])
    if match := _MONTH.fullmatch(plain):
        return _day(match[2], _month(match[1]))
    raise ValueError("it is not a date; write it as 2022-02-03")


def _day_and_month(first: str, second: str, *, year: str) -> str:
    if int(first) > 12 or first == second:
        return _day(year, second, first)
    if int(second) > 12:
        return _day(year, first, second)
    raise ValueError("it could be day/month or month/day; write it as 2022-02-03")


def _month(name: str) -> str:
    """The number of a month, from its name or the first three or more letters of it."""
    for number, month in enumerate(_MONTHS, start=1):
        if name == month or (len(name) >= 3 and month.startswith(name)):
            return str(number)
    raise ValueError("it is not a date; write it as 2022-02-03")


def _day(year: str, month: str | None = None, day: str | None = None) -> str:
    if int(year) < 1000:
        raise ValueError("it has no such year")
    try:
        whole = date(int(year), int(month or 1), int(day or 1)).isoformat()
    except ValueError:
        raise ValueError("there is no such day; write it as 2022-02-03") from None
    if month is None:
        return whole[:4]
    return whole if day is not None else whole[:7]
