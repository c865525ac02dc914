"""Text -> the stretches that stand between quotation marks, over paragraphs where a quotation goes on.

A quotation that runs over several paragraphs opens each of them with a mark and closes only the last. The
pieces come out as one `Quotation` each, and the later ones say that they continue the one before. Who is
quoted is not known here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from claimgraph.annotate.lines import paragraphs
from claimgraph.records import Span

__all__ = ["Quotation", "quotations"]

# Opening mark -> the mark that closes it. Two apostrophes are how some newspaper archives write a double
# quotation mark; single quotes are left to the text around them, since most of them are apostrophes.
CLOSES = {"“": "”", "«": "»", "„": "“", '"': '"', "''": "''", "``": "''", "‟": "”"}
_MARK = re.compile("''|``|[“”«»„\"‟]")
_SENTENCE_LIKE = re.compile(r"[.!?…,][\"”»']*$")


@dataclass(frozen=True, slots=True)
class Quotation:
    """One quoted stretch inside one paragraph.

    Attributes:
        start, end: with the quotation marks, as far as they are there (code points, end-exclusive).
        paragraph: index of the paragraph that holds it.
        continues: True where it goes on from the quotation before it, which its paragraph left open.
        full: True where it reads as speech of its own, not as a few words inside another sentence.
    """

    start: int
    end: int
    paragraph: int
    continues: bool
    full: bool


def quotations(text: str, lines: list[Span] | None = None) -> list[Quotation]:
    """All quoted stretches in the order of the text.

    Args:
        text: the text that offsets count in.
        lines: its paragraphs, where the caller has them already.

    >>> text = "“It rained,” she said. “It was a ‘storm’.”"
    >>> [text[q.start:q.end] for q in quotations(text)]
    ['“It rained,”', '“It was a ‘storm’.”']
    """
    found: list[Quotation] = []
    left_open = False
    for index, paragraph in enumerate(paragraphs(text) if lines is None else lines):
        opened = left_open
        left_open = False
        for start, end, closed in _in_paragraph(text, paragraph):
            continues = opened and start == paragraph.start
            opened = False
            if not closed and end - start < 3:
                continue
            quoted = text[start:end]
            full = not closed or continues or _is_speech(quoted, text[paragraph.start : start])
            found.append(Quotation(start, end, index, continues, full))
            left_open = not closed
    return found


def _in_paragraph(text: str, paragraph: Span) -> Iterator[tuple[int, int, bool]]:
    """Start, end and whether a closing mark was found, for each outermost quotation."""
    position = paragraph.start
    while match := _MARK.search(text, position, paragraph.end):
        position = match.end()
        mark = match.group()
        closing = CLOSES.get(mark)
        # A straight mark after a letter or a full stop closes something that was never opened.
        if closing is None or (mark in ('"', "''") and _is_closing(text, match.start(), paragraph)):
            continue
        end = text.find(closing, match.end(), paragraph.end)
        if mark == "“" and end >= 0:
            end = _balanced(text, match.end(), paragraph.end, end)
        if end < 0:
            yield match.start(), paragraph.end, False
            return
        position = end + len(closing)
        yield match.start(), position, True


def _is_closing(text: str, at: int, paragraph: Span) -> bool:
    before = text[at - 1] if at > paragraph.start else " "
    return not (before.isspace() or before in "([—–-:;,/‘'“")


def _balanced(text: str, start: int, stop: int, end: int) -> int:
    """The closing mark of the outer quotation where curly quotations are nested."""
    depth = text.count("“", start, end)
    while depth:
        following = text.find("”", end + 1, stop)
        if following < 0:
            break
        depth += text.count("“", end + 1, following) - 1
        end = following
    return end


def _is_speech(quoted: str, before: str) -> bool:
    words = quoted.strip("“”«»„\"'`‟ ").split()
    if len(words) < 2:
        return False
    capital = words[0][:1].isupper() or words[0][:1].isdigit() or words[0].startswith(("…", "..."))
    introduced = before.rstrip().endswith((":", ",")) or not before.strip()
    return capital and (
        introduced or bool(_SENTENCE_LIKE.search(quoted)) or before.rstrip().endswith((".", "”", '"'))
    )
