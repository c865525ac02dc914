"""Attributions and quotations of a text -> attributions that hold their quotations whole.

A quotation belongs to the cue at its edge, or goes on from the quotation before it; a cue that had no
content in the parse ("'...,' she said") gets it here.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Doc

from claimgraph.annotate.attributed import Attribution, characters
from claimgraph.annotate.cues import Cue
from claimgraph.annotate.quotations import Quotation
from claimgraph.annotate.sources import Source
from claimgraph.records import Span

__all__ = ["join_quotations"]

_QUOTE_REACH = 22  # tokens between a quotation and the cue that goes with it


def join_quotations(
    doc: Doc, found: list[Attribution], pending: list[tuple[Cue, Source]], quotes: Sequence[Quotation]
) -> list[Attribution]:
    """Give every full quotation to the attribution at its edge, and what goes on from it to the same."""
    by_cue = {a.order: i for i, a in enumerate(found)}
    loose = {
        cue.head.i: (cue, source)
        for cue, source in pending
        if "clause" in cue.constructions and not cue.negated
    }
    saying = sorted({a.order for a in found if a.speech} | loose.keys())
    positions = _Positions(saying)
    owner: dict[int, int] = {}
    taken: dict[int, list[Span]] = {}
    previous: tuple[int, Quotation] | None = None
    text = doc.text  # put together from the tokens every time that it is asked for
    for index, quote in enumerate(quotes):
        if not quote.full:
            continue
        token = _cue_at_edge(doc, text, quotes, index, positions)
        if token is None and previous is not None and _goes_on(doc, previous, quote, positions):
            token = previous[0]
        if token is None:
            continue
        owner[index] = token
        taken.setdefault(token, []).append(Span(quote.start, quote.end))
        previous = (token, quote)
    for token, spans in taken.items():
        if token in by_cue:
            i = by_cue[token]
            found[i] = _with_quotations(found[i], spans)
        else:
            cue, source = loose[token]
            found.append(
                Attribution(
                    source=tuple(characters(doc, *span) for span in source.spans),
                    cue=characters(doc, cue.start, cue.end),
                    content=tuple(sorted(spans)),
                    act=cue.constructions["clause"],
                    construction="clause",
                    heads=tuple(source.heads),
                    quoted=True,
                    order=token,
                )
            )
    return found


class _Positions:
    """Sorted token indices with a fast "which of them lie in this range"."""

    def __init__(self, positions: list[int]) -> None:
        self._positions = positions

    def within(self, start: int, end: int) -> Iterator[int]:
        i = bisect_left(self._positions, start)
        while i < len(self._positions) and self._positions[i] < end:
            yield self._positions[i]
            i += 1


def _cue_at_edge(
    doc: Doc, text: str, quotes: Sequence[Quotation], index: int, positions: _Positions
) -> int | None:
    """The token of the cue that stands right after or right before the quotation, in its sentence."""
    quote = quotes[index]
    first, last = _tokens_of(doc, quote)
    following = quotes[index + 1].start if index + 1 < len(quotes) else len(text)
    inner = doc[last - 1].text if doc[last - 1].text.isalnum() else doc[max(last - 2, first)].text
    closed_sentence = inner == "." or (doc[last].is_space if last < len(doc) else True)
    if not closed_sentence:
        for position in positions.within(last, min(last + _QUOTE_REACH, len(doc))):
            if doc[position].idx >= following or _breaks(doc, last, position):
                break
            return position
    preceding = quotes[index - 1].end if index else 0
    candidates = [
        p
        for p in positions.within(max(first - _QUOTE_REACH, 0), first)
        if doc[p].idx >= preceding and not _breaks(doc, p, first)
    ]
    before = text[max(quote.start - 3, 0) : quote.start].rstrip()
    if candidates and (before.endswith((":", ",")) or first - candidates[-1] <= 3):
        return candidates[-1]
    if closed_sentence or not candidates:
        return None
    return None


def _breaks(doc: Doc, start: int, end: int) -> bool:
    """Whether a sentence ends between two tokens, a colon before a new line not counting."""
    for i in range(start, end):
        if doc[i].text in (".", "!", "?", ";") and not (
            i > 0 and doc[i - 1].text.isupper() and len(doc[i - 1]) == 1
        ):
            return True
        if doc[i].is_space and "\n" in doc[i].text and not (i > 0 and doc[i - 1].text.endswith(":")):
            return True
    return False


def _goes_on(doc: Doc, previous: tuple[int, Quotation], quote: Quotation, positions: _Positions) -> bool:
    """Whether nobody else can have said what follows: a paragraph left open, or the same one."""
    token, before = previous
    if quote.continues:
        return True
    if quote.paragraph != before.paragraph or quote.start - before.end > 250:
        return False
    first, _ = _tokens_of(doc, quote)
    return all(p <= token for p in positions.within(_tokens_of(doc, before)[1], first))


def _tokens_of(doc: Doc, quote: Quotation) -> tuple[int, int]:
    span = doc.char_span(quote.start, quote.end, alignment_mode="expand")
    return (span.start, span.end) if span is not None else (0, 1)


def _with_quotations(attribution: Attribution, spans: list[Span]) -> Attribution:
    """Content that overlaps a quotation is that quotation and what stands outside it."""
    pieces = [Span(*span) for span in attribution.content]
    outside = []
    for piece in pieces:
        if not any(piece.start < s.end and s.start < piece.end for s in spans):
            outside.append(piece)
            continue
        start = min([piece.start, *(s.start for s in spans if piece.start < s.end and s.start < piece.end)])
        inside = [s for s in spans if piece.start < s.end and s.start < piece.end]
        if piece.start < inside[0].start - 1 and piece.end <= inside[-1].end + 2:
            # An indirect beginning ("that the road was closed and that 'it stays so'") keeps its own words.
            outside.append(Span(start, inside[-1].end))
        elif piece.end > inside[-1].end + 2:
            outside.append(Span(start, piece.end))
    if any(s.end <= attribution.cue.start for s in spans):
        # "'It rained,' she said in a talk that ...": what follows the cue belongs to the cue.
        before = attribution.cue.start
        outside = [o for o in outside if o.start < before or any(o.start <= s.start < o.end for s in spans)]
    covered = [s for s in spans if not any(o.start <= s.start and s.end <= o.end for o in outside)]
    for i, piece in enumerate(outside):
        # "that he had whispered: 'Keep it.'" is one piece, its end quoted.
        introduced = [s for s in covered if piece.end <= s.start <= piece.end + 3]
        if introduced and piece.start > attribution.cue.end:
            outside[i] = Span(piece.start, introduced[0].end)
            covered.remove(introduced[0])
    kept = [o for o in outside if not (covered and o.end - o.start < 12)]
    return replace(attribution, content=tuple(sorted([*kept, *covered])), quoted=not kept)
