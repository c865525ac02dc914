"""Attributions before a list -> attributions that hold its items.

"The panel recommends that the state:" is followed by lines with bullets or numbers; each is a piece of
the content.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Doc

from claimgraph.annotate.attributed import Attribution, characters, cue_characters
from claimgraph.annotate.cues import Cue
from claimgraph.annotate.sources import Source
from claimgraph.records import Span

__all__ = ["join_lists"]

_BULLETS = "•▪‣◦*–—-"


def join_lists(
    doc: Doc,
    found: list[Attribution],
    pending: list[tuple[Cue, Source]],
    lines: Sequence[Span],
) -> list[Attribution]:
    """“The panel recommends that the state:” and the items below: each item is a piece of the content."""
    text = doc.text
    by_line = {line.end: i for i, line in enumerate(lines) if line.of(text).endswith(":")}
    if not by_line:
        return found
    starts = [line.start for line in lines]
    out: list[Attribution] = []
    candidates = [*found]
    for cue, source in pending:
        name = next(
            (n for n in ("infinitive", "clause", "oblique", "object") if n in cue.constructions), None
        )
        if name is None or cue.negated or not source.spans:
            continue
        candidates.append(
            Attribution(
                source=tuple(characters(doc, *span) for span in source.spans),
                cue=cue_characters(doc, cue, name),
                content=(),
                act=cue.constructions[name],
                construction=name,
                heads=tuple(source.heads),
                addressee=next(
                    (c for c in cue.head.children if c.dep_ in ("obj", "obl") and c.i >= cue.end), None
                ),
                order=cue.head.i,
            )
        )
    last_in_line: dict[int, Attribution] = {}
    for attribution in candidates:
        line = bisect_right(starts, attribution.cue.start) - 1
        if line >= 0 and lines[line].end in by_line and attribution.cue.end <= lines[line].end:
            rival = last_in_line.get(line)
            if (
                rival is None
                or (rival.cue < attribution.cue and attribution.act != "assert")
                or not rival.content
            ):
                last_in_line[line] = attribution
    taken = {attribution.order for attribution in last_in_line.values()}
    out.extend(attribution for attribution in found if attribution.order not in taken)
    for line, attribution in last_in_line.items():
        items = list(_items(text, lines, line + 1))
        if items:
            rest = text[attribution.cue.end : lines[line].end].strip()
            keep = [s for s in attribution.content if s.end < lines[line].start]
            if len(rest.split()) > 25:
                keep = list(attribution.content)
            out.append(replace(attribution, content=(*keep, *items)))
        elif attribution.content:
            out.append(attribution)
    return out


def _items(text: str, lines: Sequence[Span], start: int) -> Iterator[Span]:
    """The list items that follow, without bullet and closing punctuation."""
    for line in lines[start:]:
        body = line.of(text)
        marker = _marker(body)
        if marker == 0:
            return
        inner = body[marker:]
        stripped = inner.rstrip().rstrip(";,.")
        for tail in (" and", " or"):
            stripped = stripped.removesuffix(tail).rstrip(";, ")
        if stripped:
            begin = line.start + marker
            yield Span(begin, begin + len(stripped))


def _marker(line: str) -> int:
    """Length of the bullet or number that opens a list item, 0 where there is none."""
    if line[0] in _BULLETS and len(line) > 1 and line[1].isspace():
        return len(line) - len(line[1:].lstrip())
    head, _, rest = line.partition(" ")
    label = head.strip("().")
    if rest and head[-1] in ").":
        roman = set(label) <= set("ivxlcIVXLC")
        if label and ((label.isdigit() and len(label) < 3) or (len(label) == 1 and label.isalpha()) or roman):
            return len(line) - len(rest.lstrip())
    return 0
