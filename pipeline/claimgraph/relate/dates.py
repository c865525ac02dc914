"""ISO dates, some of which lack the day or the month, as spans of days that can be compared."""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from functools import lru_cache

__all__ = ["days_between", "days_of"]

_DECEMBER = 12


@lru_cache(maxsize=10_000)
def days_of(iso: str | None) -> tuple[int, int] | None:
    """First and last day of a date, counted as `date.toordinal` does; None for none, or for what is no date.

    >>> first, last = days_of("2022-02")
    >>> last - first
    27
    """
    try:
        parts = [int(part) for part in (iso or "").split("T")[0].split("-")]
        match parts:
            case [year]:
                return date(year, 1, 1).toordinal(), date(year, _DECEMBER, 31).toordinal()
            case [year, month]:
                last = monthrange(year, month)[1]
                return date(year, month, 1).toordinal(), date(year, month, last).toordinal()
            case [year, month, day]:
                return (date(year, month, day).toordinal(),) * 2
    except ValueError:
        pass
    return None


def days_between(earlier: str | None, later: str | None) -> int | None:
    """Days from one date to the other: 0 where they overlap, negative where `later` is the earlier one.

    Returns:
        None where one of them is not known.

    >>> days_between("2022-02-03", "2022-02-05"), days_between("2022-02", "2022-02-05")
    (2, 0)
    """
    left, right = days_of(earlier), days_of(later)
    if left is None or right is None:
        return None
    if left[1] < right[0]:
        return right[0] - left[1]
    if right[1] < left[0]:
        return right[1] - left[0]
    return 0
