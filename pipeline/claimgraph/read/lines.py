"""What the lines of a text show without being understood: boilerplate, a title or date that stands alone."""

from __future__ import annotations

import re
from collections.abc import Iterable

from claimgraph.ontology.boilerplate import Boilerplate
from claimgraph.read.dates import iso_date
from claimgraph.read.metadata import Metadata
from claimgraph.records import Span

__all__ = ["boilerplate_spans", "metadata_from_lines"]

_TITLE_WORDS = range(3, 41)
_TITLE_LENGTH = 250
_NEAR_TOP, _NEAR_END = 8, 3
_SENTENCE_END = re.compile(r"[.!,;:…][\"'”’)\]]*$")
_DAY_IN_LINE = re.compile(r"\b\d{4}\b")


def boilerplate_spans(text: str, boilerplate: Boilerplate) -> tuple[Span, ...]:
    r"""Each line of boilerplate, from its first character to its last, without its line end.

    >>> from claimgraph.ontology.boilerplate import read_boilerplate
    >>> from claimgraph.ontology.load import load_ontology
    >>> boilerplate_spans("Nobody left.\nShare this article\n", read_boilerplate(load_ontology()))
    (Span(start=13, end=31),)
    """
    spans = []
    judged: dict[str, bool] = {"": False}
    start = 0
    for line in text.split("\n"):
        end = start + len(line)
        if line not in judged:
            judged[line] = boilerplate.is_boilerplate(line)
        if judged[line]:
            spans.append(Span(start, end))
        start = end + 1
    return tuple(spans)


def metadata_from_lines(text: str, boilerplate: Iterable[Span]) -> Metadata:
    r"""A title and a date, where the layout leaves no doubt.

    The title is the first line that is not boilerplate, if it stands alone above more text (a blank line
    follows), has 3 to 40 words and does not end like a sentence. The date is a line near the top or at the
    end that is a full date and nothing else, or place and date; of several that differ, none is taken.

    >>> found = metadata_from_lines("Nine miners dead after strike\n\n4 May 2021\n\nThe pit closed.\n", ())
    >>> found.title, found.date
    ('Nine miners dead after strike', '2021-05-04')
    """
    skip = {span.start for span in boilerplate}
    top = _filled_lines(text[:10_000], 0, skip)
    tail = max(0, len(text) - 2_000)
    end = _filled_lines(text[tail:], tail, skip)
    dates = {day for _, line in [*top[:_NEAR_TOP], *end[-_NEAR_END:]] if (day := _whole_date(line))}
    return Metadata(title=_title(text, top), date=dates.pop() if len(dates) == 1 else None)


def _filled_lines(part: str, offset: int, skip: set[int]) -> list[tuple[int, str]]:
    """Lines that are neither blank nor boilerplate, with where they end in the text."""
    lines = []
    for line in part.split("\n"):
        if offset not in skip and line.strip():
            lines.append((offset + len(line), line.strip()))
        offset += len(line) + 1
    return lines


def _title(text: str, lines: list[tuple[int, str]]) -> str | None:
    if len(lines) < 2:
        return None
    end, line = lines[0]
    alone = (
        text[end : end + 200].lstrip(" \t").startswith("\n") and not text[end + 1 :].split("\n", 1)[0].strip()
    )
    fits = len(line) <= _TITLE_LENGTH and len(line.split()) in _TITLE_WORDS
    return line if alone and fits and not _SENTENCE_END.search(line) else None


def _whole_date(line: str) -> str | None:
    if len(line) > 60 or not _DAY_IN_LINE.search(line):
        return None
    for candidate in (line, line.partition(", ")[2]):
        try:
            day = iso_date(candidate)
        except ValueError:
            continue
        if len(day) == len("2022-02-03"):
            return day
    return None
