"""The days and months that a text speaks of, by which two texts can be seen to mean one time."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping

__all__ = ["Calendar"]


class Calendar:
    """Finds days and months in texts.

    Args:
        months: names of months, with capitals -> number.
    """

    def __init__(self, months: Mapping[str, int]) -> None:
        named = "|".join(sorted(map(re.escape, months), key=lambda each: (-len(each), each)))
        self._months = months
        self._date = re.compile(
            rf"\b(?:(?P<before>\d{{1,2}})(?:st|nd|rd|th)? )?(?P<month>{named})\b\.?"
            r"(?: (?P<after>\d{1,2})\b)?,?(?: (?P<year>\d{4})\b)?"
        )

    def times(self, text: str, known: str | None) -> tuple[Counter[str], Counter[str]]:
        """Days and months of a text, each with how often it is named.

        Args:
            text: of the document.
            known: its ISO date: a month without a year is then the last one before it. Without a date, such a
                month has the year named before it; where there is none, it stays without one ("--03").

        >>> days, months = Calendar({"March": 3}).times("On 9 March 2021. On March 11.", None)
        >>> sorted(days), months
        (['2021-03-09', '2021-03-11'], Counter({'2021-03': 2}))
        """
        days: Counter[str] = Counter()
        months: Counter[str] = Counter()
        year: int | None = None
        for match in self._date.finditer(text):
            month = self._months[match["month"]]
            if match["year"]:
                year = int(match["year"])
            elif known and re.match(r"\d{4}-\d{2}", known):
                year = int(known[:4]) - (month > int(known[5:7]))
            if year is None:
                months[f"--{month:02}"] += 1
                continue
            months[f"{year:04}-{month:02}"] += 1
            day = match["before"] or match["after"]
            if day:
                days[f"{year:04}-{month:02}-{int(day):02}"] += 1
        return days, months
