"""Spans of one text, sorted once, so that many small questions about them stay cheap in long documents."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence

from claimgraph.records import Claim

__all__ = ["ContentIndex", "Covered"]


class Covered:
    """The parts of a text that some spans cover, however they overlap.

    Args:
        spans: start and end of each, in any order.

    >>> covered = Covered([(4, 8), (6, 12)])
    >>> covered.overlaps(10, 20), covered.overlaps(12, 20)
    (True, False)
    """

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        merged: list[list[int]] = []
        for start, end in sorted(spans):
            if merged and start <= merged[-1][1]:
                merged[-1][1] = max(merged[-1][1], end)
            else:
                merged.append([start, end])
        self._starts = [start for start, _ in merged]
        self._ends = [end for _, end in merged]

    def overlaps(self, start: int, end: int) -> bool:
        """Whether any of the spans overlaps `start` to `end`."""
        at = bisect_left(self._starts, end) - 1
        return at >= 0 and self._ends[at] > start


class ContentIndex:
    """Finds the innermost claim around a span, asked from left to right.

    Args:
        claims: of one document; their indices are the answers.
    """

    def __init__(self, claims: Sequence[Claim]) -> None:
        sizes = [sum(span.end - span.start for span in claim.content) for claim in claims]
        self._spans = sorted(
            (span.start, span.end, sizes[index], index)
            for index, claim in enumerate(claims)
            for span in claim.content
        )
        self._starts = [span[0] for span in self._spans]
        self._next = 0
        self._open: list[tuple[int, int, int, int]] = []

    def innermost(self, start: int, end: int) -> int | None:
        """Index of the claim with the shortest content that holds the span, None where none does.

        Args:
            start: not smaller than in any call before.
            end: of the span.
        """
        until = bisect_right(self._starts, start)
        self._open = [span for span in (*self._open, *self._spans[self._next : until]) if span[1] > start]
        self._next = max(self._next, until)
        holding = [(size, index) for _, stop, size, index in self._open if end <= stop]
        return min(holding)[1] if holding else None
