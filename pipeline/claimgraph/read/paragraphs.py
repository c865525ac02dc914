"""Lines as they stand on the pages of a PDF -> running paragraphs, set apart by a blank line.

Running heads, page numbers and the hyphens of line breaks go; hyphens of compound words stay. Pages in
several columns are taken in the order in which the PDF holds their lines.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

__all__ = ["running_text"]

_WORD = re.compile(r"[^\W\d_]+")
_COMPOUND = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_CUT = re.compile(r"([^\W\d_]+)[-\u00ad‐]$")
_PAGE_NUMBER = re.compile(
    r"(?:page )?[-–—| ]*(?:\d{1,4}|[ivxlc]{1,6})[-–—| ]*(?:(?:of|/) ?\d{1,4})?", re.IGNORECASE
)
_BULLET = re.compile(r"[•▪◦●‣·–—*-]\s|\uf0b7")
_NUMBERED = re.compile(r"\(?(?:\d{1,3}|[a-z]|[ivx]{1,5})[.)]\s|\d{1,2}(?:\.\d{1,2})+\.?\s", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.!?:;…][\"”’»)\]\d]*$")
_LIGATURES = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"})
_EDGE_LINES = 2
_FULL_LINE = 0.75


def running_text(pages: Sequence[str]) -> str:
    r"""Join the lines of all pages.

    A line goes on in the next one, over the end of a page too, unless it is clearly shorter than the page is
    wide, a blank line or the mark of a list item follows, or its sentence ends before the margin.

    >>> print(running_text(["The governor denied that any min-\ner had been shot at the pit.\nNotes"]))
    The governor denied that any miner had been shot at the pit.
    <BLANKLINE>
    Notes
    """
    lines_of = [
        page.translate(_LIGATURES).replace("\r\n", "\n").replace("\r", "\n").split("\n") for page in pages
    ]
    lines = list(_without_furniture([[" ".join(line.split()) for line in lines] for lines in lines_of]))
    width = _width(lines)
    words = Words(lines)
    paragraphs: list[str] = []
    previous = ""
    for line in lines:
        if not line:
            previous = ""
            continue
        if previous and _continues(previous, line, width):
            paragraphs[-1] = words.join(paragraphs[-1], line)
        else:
            paragraphs.append(line)
        previous = line
    return "\n\n".join(paragraphs)


class Words:
    """The words of a document, as evidence for what a hyphen at a line end is."""

    def __init__(self, lines: Iterable[str]) -> None:
        self.known: Counter[str] = Counter()
        for line in lines:
            whole = _CUT.sub("", line)
            self.known.update(compound.lower() for compound in _COMPOUND.findall(whole))

    def join(self, left: str, right: str) -> str:
        """Join two pieces of a paragraph, and the word that a line break cuts.

        >>> Words(["a well known man"]).join("This well-", "known man")
        'This well-known man'
        """
        cut = _CUT.search(left)
        rest = _WORD.match(right)
        if not cut or not rest:
            return f"{left} {right}"
        if left.endswith("\u00ad") or self._one_word(cut[1], rest[0]):
            return left[:-1] + right
        return left + right

    def _one_word(self, head: str, tail: str) -> bool:
        """Whether `head-tail` is one word that was cut, not a compound: what the document uses decides."""
        if not tail[0].islower():
            return False
        head, tail = head.lower(), tail.lower()
        one, compound = self.known[head + tail], self.known[f"{head}-{tail}"]
        if one or compound:
            return one >= compound
        return not (self.known[head] and self.known[tail])


def _without_furniture(pages: list[list[str]]) -> Iterator[str]:
    """The lines of all pages without running heads, running feet and page numbers."""
    pages = [_stripped(page) for page in pages]
    seen = Counter(key for page in pages for key in {_masked(page[i]) for i in _edges(page)})
    for page in pages:
        # On three pages or more, and on most: a heading may well occur twice.
        drop = {
            i
            for i in _edges(page)
            if _PAGE_NUMBER.fullmatch(page[i]) or (seen[_masked(page[i])] > max(2, len(pages) // 2))
        }
        yield from (line for i, line in enumerate(page) if i not in drop)


def _stripped(page: list[str]) -> list[str]:
    """A page without the blank lines at its top and foot, so that text runs on over them."""
    filled = [i for i, line in enumerate(page) if line]
    return page[filled[0] : filled[-1] + 1] if filled else []


def _edges(page: list[str]) -> set[int]:
    filled = [i for i, line in enumerate(page) if line]
    return {*filled[:_EDGE_LINES], *filled[-_EDGE_LINES:]}


def _masked(line: str) -> str:
    """A line with its numbers made equal: "Annual report | 12" and "| 13" are the same running head."""
    return re.sub(r"\d+", "0", line.lower())


def _width(lines: list[str]) -> int:
    """How many characters a full line has: nine in ten of the longer half are no longer."""
    lengths = sorted(len(line) for line in lines if line)
    return lengths[int(len(lengths) * 0.9)] if lengths else 0


def _continues(previous: str, line: str, width: int) -> bool:
    if _CUT.search(previous) and line[0].islower():
        return True
    if _BULLET.match(line) or len(previous) < _FULL_LINE * width:
        return False
    ended = bool(_SENTENCE_END.search(previous))
    if ended and _NUMBERED.match(line):
        return False
    return not (ended and len(previous) < 0.9 * width and not line[0].islower())
