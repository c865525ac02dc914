"""Where a text breaks: its paragraphs, headings and list items, and the spaCy component that keeps to them.

A sentence never runs over such a break, nor does a quotation unless it is opened anew. Lines that were
merely wrapped at a fixed width are no break.
"""

from __future__ import annotations

import re

from spacy.tokens import Doc

from claimgraph.records import Span

__all__ = ["DOTTED_NAME", "mark_lines", "paragraphs", "unwrapped"]

_WRAPPED_LINE = 60  # characters; who wraps lines wraps them at more than this
_TERMINAL = tuple('.!?:;”"»…)')
_FIXED_SPACE = re.compile(r"(?<=\d)[\u00a0\u2009\u202f](?=\d{3}(?!\d))")
_DATELINE = re.compile(
    r"(?:\([^\W\d][^()\n]{1,40}\)|[^\W\da-z_]{3,}[^\n.!?“\"]{0,60}?(?:\([^()\n]{2,30}\))?)\s+[–—-]{1,2}\s+(?=\S)"
)
# "Ar.Rukh.Khak", a name with stops inside, is no end of sentences.
DOTTED_NAME = re.compile(r"(?<![\w.])[^\W\d_a-z]\w+(?:\.[^\W\d_a-z]\w+){2,}(?![\w.]\w)")
_ITEM = re.compile(r"[•▪‣◦*–—-]\s|\(?[A-Za-z0-9]{1,4}[.)]\s")


def paragraphs(text: str) -> list[Span]:
    r"""The stretches of text between breaks, without the white space around them.

    >>> text = "A heading\nOne sentence.\n\n• two\n• three"
    >>> [p.of(text) for p in paragraphs(text)]
    ['A heading', 'One sentence.', '• two', '• three']
    """
    found: list[Span] = []
    blank = True
    previous = ""
    start = 0
    for line in text.split("\n"):
        end = start + len(line)
        content = line.strip()
        if content:
            left = start + line.index(content)
            span = Span(left, left + len(content))
            if not blank and _continues(previous, content):
                found[-1] = Span(found[-1].start, span.end)
            else:
                found.append(span)
            previous = content
        blank = not content
        start = end + 1
    return found


def unwrapped(text: str) -> str:
    r"""The same text, of the same length, without wrapped lines and spaces inside numbers.

    A space stands for every line end inside a paragraph, and a comma for every fixed space between groups of
    digits. Offsets stay as they are.

    >>> unwrapped("The road is closed and\nwill stay so.\n\nIt rained.")
    'The road is closed and will stay so.\n\nIt rained.'
    >>> unwrapped("It killed 1\u202f530 people.")
    'It killed 1,530 people.'
    """
    pieces: list[str] = []
    last = 0
    for start, end in paragraphs(text):
        pieces += text[last:start], text[start:end].replace("\n", " ")
        last = end
    return _FIXED_SPACE.sub(",", "".join([*pieces, text[last:]]))


def mark_lines(doc: Doc) -> Doc:
    """Set `is_sent_start` at every paragraph of `doc`; the parser keeps what is set."""
    starts = set()
    text = doc.text  # put together from the tokens every time that it is asked for
    for span in paragraphs(text):
        starts.add(span.start)
        # "GENEVA, 5 May (Agency) - " is no part of the sentence that it stands before.
        if dateline := _DATELINE.match(text, span.start, span.end):
            starts.add(dateline.end())
    inside = {i for match in DOTTED_NAME.finditer(text) for i in range(match.start() + 1, match.end())}
    for token in doc:
        if token.idx in starts:
            token.is_sent_start = True
        elif token.idx in inside:
            token.is_sent_start = False
    return doc


def _continues(previous: str, line: str) -> bool:
    """Whether `line` goes on a sentence that was wrapped at the end of the line before."""
    if _ITEM.match(line):
        return False
    if line[0].islower():
        return not previous.endswith((".", "!", "?", ":", ";"))
    return len(previous) >= _WRAPPED_LINE and len(previous) <= 120 and not previous.endswith(_TERMINAL)
