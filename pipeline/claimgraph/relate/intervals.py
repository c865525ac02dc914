"""What a figure allows: operator and value -> an interval of numbers, and how two of them compare.

Nothing here knows of claimants, scopes or dates.
"""

from __future__ import annotations

from math import inf
from typing import NamedTuple

from claimgraph.records import Figure

__all__ = ["Interval", "interval_of"]

_WIDE = 2  # times the lower end that the upper one may be in an interval that says much


class Interval(NamedTuple):
    """All numbers from `low` to `high`; an open end is not one of them.

    Infinite ends are open.

    >>> Interval(27, inf, open_high=True).meets(Interval(14, 14))
    False
    """

    low: float
    high: float
    open_low: bool = False
    open_high: bool = False

    def is_below(self, other: Interval) -> bool:
        """Whether every number of this is smaller than every number of `other`."""
        return self.high < other.low or (self.high == other.low and (self.open_high or other.open_low))

    def meets(self, other: Interval) -> bool:
        """Whether some number is in both: the two can hold together."""
        return not self.is_below(other) and not other.is_below(self)

    def holds(self, other: Interval) -> bool:
        """Whether every number of `other` is in this one.

        >>> Interval(25, 30).holds(Interval(29, 29))
        True
        """
        low = self.low < other.low or (self.low == other.low and (other.open_low or not self.open_low))
        high = self.high > other.high or (self.high == other.high and (other.open_high or not self.open_high))
        return low and high

    @property
    def is_bounded(self) -> bool:
        """Whether both ends are numbers."""
        return -inf < self.low and self.high < inf

    @property
    def is_telling(self) -> bool:
        """Whether it says much: neither "thousands" nor any number up to one."""
        return self.low > 0 and (self.high == inf or self.high <= _WIDE * self.low)


def interval_of(figure: Figure, tolerance: float) -> Interval:
    """The numbers that a figure allows.

    Args:
        figure: its operator bounds it; of a range (or of vague words) both ends are its own.
        tolerance: the share of the value that "about" may be off, to either side.

    >>> interval_of(Figure(start=0, end=3, value=200, op=">"), 0.1)
    Interval(low=200, high=inf, open_low=True, open_high=True)
    >>> interval_of(Figure(start=0, end=3, value=340, op="~"), 0.1)
    Interval(low=306.0, high=374.0, open_low=False, open_high=False)
    """
    low, high = sorted((figure.value, figure.value if figure.max is None else figure.max))
    match figure.op:
        case ">=" | ">":
            return Interval(low, inf, open_low=figure.op == ">", open_high=True)
        case "<=" | "<":
            # Nobody counts fewer than none; "below zero" is a temperature or a growth.
            least = 0 if high > 0 else -inf
            return Interval(least, high, open_low=least < 0, open_high=figure.op == "<")
        case "~" if not figure.vague:
            return Interval(low - abs(low) * tolerance, high + abs(high) * tolerance)
        case _:
            return Interval(low, high)
