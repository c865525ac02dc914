"""Labels of numbers that stand in a table or after a colon: "| Injured | 37 |", "Killed: 14".

Reads the characters alone: where the label of a number is. What that says is counted is decided in `figures`.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from claimgraph.records import Span

__all__ = ["Labels"]

_LINE = re.compile(r"[^\n]+")
_RULE = re.compile(r"[\s|:+=-]*-[\s|:+=-]*")
_MOST_WORDS = 7
_LONGEST = 120
# "Killed: 14", "- People injured – 310", up to the number.
_LABEL = re.compile(
    r"(?:^|[,;])[ \t]*(?:[-•*·]|\d{1,3}[.)])?[ \t]*(?P<label>[^\W\d_][^\n:|\t.,;]*?)[ \t]*[:–—][ \t]*$"
)
_ENDS = re.compile(r"[ \t]*(?:[,;.(\n]|$)")
_BESIDE_NUMBER = re.compile(r"[\s\w.,;%()+~≈*†-]*")


@dataclass(frozen=True, slots=True)
class _Row:
    """A line of a table: the places of its cells without the white space around them."""

    start: int
    end: int
    cells: tuple[Span, ...]


class Labels:
    r"""The labels of one text.

    Args:
        text: of the document.

    >>> text = "| Town | Killed |\n|---|---|\n| Keth | 12 |"
    >>> [label.of(text) for label in Labels(text).of(text.index("12"), text.index("12") + 2)]
    ['Killed', 'Keth']
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._tables = list(_tables(text))
        self._starts = [table[0].start for table in self._tables]

    def of(self, start: int, end: int) -> tuple[Span, ...]:
        """Labels of the number there: of its column and its row, or the words before the colon.

        Args:
            start: where the number starts, or the words that bound it.
            end: where it ends.
        """
        at = bisect_right(self._starts, start) - 1
        if at >= 0 and end <= self._tables[at][-1].end:
            return self._in_table(self._tables[at], start, end)
        line = max(self._text.rfind("\n", 0, start) + 1, start - _LONGEST)
        found = _LABEL.search(self._text[line:start])
        if not found or len(found["label"].split()) > _MOST_WORDS or not _ENDS.match(self._text, end):
            return ()
        return (Span(line + found.start("label"), line + found.end("label")),)

    def _in_table(self, table: Sequence[_Row], start: int, end: int) -> tuple[Span, ...]:
        row = table[bisect_right(table, start, key=lambda each: each.start) - 1]
        column = next((i for i, cell in enumerate(row.cells) if cell.start <= start < cell.end), None)
        if column is None or not self._is_amount(row.cells[column], start, end):
            return ()
        labels = []
        first = table[0]
        if row is not first and column < len(first.cells) and self._is_words(first.cells[column]):
            labels.append(first.cells[column])
        if column and self._is_words(row.cells[0]):
            labels.append(row.cells[0])
        return tuple(labels)

    def _is_amount(self, cell: Span, start: int, end: int) -> bool:
        """Whether the cell holds the number and no more than its unit."""
        beside = self._text[cell.start : start] + self._text[end : cell.end]
        return len(beside.split()) <= 2 and _BESIDE_NUMBER.fullmatch(beside) is not None

    def _is_words(self, cell: Span) -> bool:
        words = cell.of(self._text)
        return any(letter.isalpha() for letter in words) and len(words.split()) <= _MOST_WORDS


def _tables(text: str) -> Iterator[list[_Row]]:
    """Runs of lines whose cells are parted by "|" or tabs; lines of dashes in between are left out."""
    lines = ((found.start(), found.end(), found[0]) for found in _LINE.finditer(text))
    marked = ((start, end, line, "|" if "|" in line else "\t") for start, end, line in lines)
    for (inside, mark), run in groupby(marked, lambda each: (each[3] in each[2], each[3])):
        if not inside:
            continue
        rows = [
            _Row(start, end, tuple(_cells(text, start, end, mark)))
            for start, end, line, _ in run
            if not _RULE.fullmatch(line)
        ]
        if len(rows) > 1:
            yield rows


def _cells(text: str, start: int, end: int, mark: str) -> Iterator[Span]:
    cells = text[start:end].split(mark)
    for number, cell in enumerate(cells):
        left = start + len(cell) - len(cell.lstrip())
        # "| a | b |" has nothing before its first mark and after its last one.
        if mark == "\t" or cell.strip() or 0 < number < len(cells) - 1:
            yield Span(left, max(left, start + len(cell.rstrip())))
        start += len(cell) + 1
