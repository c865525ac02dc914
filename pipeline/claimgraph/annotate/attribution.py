"""A parsed text -> who-says-what spans: cues with their source and content, quotations and lists joined in.

This is the part that a learned model can take over: what goes out are plain character spans. Which act a claim
is, and which actors its words name, is decided by `claims`.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from spacy.tokens import Doc, Token

from claimgraph.annotate.contents import find_content, trim
from claimgraph.annotate.cues import Cue, find_cues
from claimgraph.annotate.lines import paragraphs
from claimgraph.annotate.quotations import Quotation, quotations
from claimgraph.annotate.sources import Source, find_source
from claimgraph.ontology.acts import Acts
from claimgraph.records import Span

__all__ = ["Attribution", "find_attributions"]

_QUOTE_REACH = 22  # tokens between a quotation and the cue that goes with it
_BULLETS = "•▪‣◦*–—-"


@dataclass(frozen=True, slots=True)
class Attribution:
    """One claim as spans of characters, with the tokens that head them.

    Attributes:
        source: noun phrases for who claims; empty where the text does not say.
        cue: the words that attribute.
        content: what is claimed, in text order.
        act: name of the act that the cue stands for.
        construction: the construction that the cue was found in.
        heads: the head token of every source phrase.
        addressee: head token of whom it is put to.
        quoted: True where all of the content stands between quotation marks.
    """

    source: tuple[Span, ...]
    cue: Span
    content: tuple[Span, ...]
    act: str
    construction: str
    heads: tuple[Token, ...] = ()
    addressee: Token | None = None
    quoted: bool = False
    passive: bool = False
    order: int = field(default=0, compare=False)


def find_attributions(doc: Doc, acts: Acts, names: Sequence[tuple[int, int]] = ()) -> list[Attribution]:
    """All attributions of `doc` in the order of their cues.

    Args:
        doc: with tags, heads and sentences.
        acts: the cue words.
        names: token spans of named mentions, so that no source cuts a name in two.
    """
    text = doc.text
    lines = paragraphs(text)
    quotes = quotations(text, lines)
    by_first = _NameIndex(names)
    found: list[Attribution] = []
    pending: list[tuple[Cue, Source]] = []
    for cue in find_cues(doc, acts):
        source = find_source(cue, by_first.near(cue))
        content = find_content(cue, source)
        if content is None:
            pending.append((cue, source))
            continue
        found.append(
            Attribution(
                source=tuple(_characters(doc, *span) for span in source.spans),
                cue=_cue_span(doc, cue, content.construction),
                content=tuple(_characters(doc, *span) for span in content.spans),
                act=cue.constructions[content.construction],
                construction=content.construction,
                heads=tuple(source.heads),
                addressee=content.addressee,
                passive=cue.passive,
                order=cue.head.i,
            )
        )
    found = _with_shared_sources(doc, _one_per_cue(found))
    found = _join_quotations(doc, found, pending, quotes)
    found = _join_lists(doc, found, pending, lines, acts)
    return sorted(found, key=lambda a: (a.cue, a.content))


class _NameIndex:
    """Names by sentence neighbourhood, so that looking one up never scans all of them."""

    def __init__(self, names: Sequence[tuple[int, int]]) -> None:
        self._by_block: dict[int, list[tuple[int, int]]] = {}
        for start, end in names:
            for block in {start // 64, (end - 1) // 64}:
                self._by_block.setdefault(block, []).append((start, end))

    def near(self, cue: Cue) -> list[tuple[int, int]]:
        sentence = cue.head.sent
        blocks = range(sentence.start // 64, sentence.end // 64 + 1)
        return [span for block in blocks for span in self._by_block.get(block, ())]


def _characters(doc: Doc, start: int, end: int) -> Span:
    last = doc[end - 1]
    return Span(doc[start].idx, last.idx + len(last))


def _cue_span(doc: Doc, cue: Cue, construction: str) -> Span:
    end = cue.end
    if construction == "oblique" and cue.preposition is not None and cue.preposition.i == end:
        end = max(end, cue.preposition.i + 1)
    if construction == "adjective":
        following = doc[end] if end < len(doc) else None
        if following is not None and following.pos_ == "ADP":
            end += 1
    return _characters(doc, cue.start, end)


def _one_per_cue(found: Iterable[Attribution]) -> list[Attribution]:
    """A word can be a verb cue in two base forms; the reading with the longer content stands."""
    best: dict[Span, Attribution] = {}
    for attribution in found:
        rival = best.get(attribution.cue)
        if rival is None or _length(attribution) > _length(rival):
            best[attribution.cue] = attribution
    return sorted(best.values(), key=lambda a: a.cue)


def _with_shared_sources(doc: Doc, found: list[Attribution]) -> list[Attribution]:
    """ "The minister denied ... and stated ...": the second verb has the source of the first."""
    out: list[Attribution] = []
    for attribution in found:
        verb = doc[attribution.order]
        before = out[-1] if out else None
        if (
            before is not None
            and not attribution.source
            and before.source
            and not attribution.passive
            and verb.tag_ in ("VBD", "VBZ", "VBP", "VBG", "VBN")
            and verb.pos_ == "VERB"
            and verb.sent.start_char <= before.cue.start
            and not any(s.start <= attribution.cue.start < s.end for s in before.content)
        ):
            attribution = replace(attribution, source=before.source, heads=before.heads)
        out.append(attribution)
    return out


def _length(attribution: Attribution) -> int:
    return sum(end - start for start, end in attribution.content)


def _join_quotations(
    doc: Doc, found: list[Attribution], pending: list[tuple[Cue, Source]], quotes: Sequence[Quotation]
) -> list[Attribution]:
    """Give every full quotation to the attribution at its edge, and what goes on from it to the same."""
    by_cue = {a.order: i for i, a in enumerate(found)}
    loose = {
        cue.head.i: (cue, source)
        for cue, source in pending
        if "clause" in cue.constructions and not cue.negated
    }
    saying = sorted({a.order for a in found if a.construction == "clause"} | loose.keys())
    positions = _Positions(saying)
    owner: dict[int, int] = {}
    taken: dict[int, list[Span]] = {}
    previous: tuple[int, Quotation] | None = None
    for index, quote in enumerate(quotes):
        if not quote.full:
            continue
        token = _cue_at_edge(doc, quote, quotes, index, positions)
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
                    source=tuple(_characters(doc, *span) for span in source.spans),
                    cue=_characters(doc, cue.start, cue.end),
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
    doc: Doc, quote: Quotation, quotes: Sequence[Quotation], index: int, positions: _Positions
) -> int | None:
    """The token of the cue that stands right after or right before the quotation, in its sentence."""
    first, last = _tokens_of(doc, quote)
    following = quotes[index + 1].start if index + 1 < len(quotes) else len(doc.text)
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
    before = doc.text[max(quote.start - 3, 0) : quote.start].rstrip()
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
    covered = [s for s in spans if not any(o.start <= s.start and s.end <= o.end for o in outside)]
    for i, piece in enumerate(outside):
        # "that he had whispered: 'Keep it.'" is one piece, its end quoted.
        introduced = [s for s in covered if piece.end <= s.start <= piece.end + 3]
        if introduced and piece.start > attribution.cue.end:
            outside[i] = Span(piece.start, introduced[0].end)
            covered.remove(introduced[0])
    kept = [o for o in outside if not (covered and o.end - o.start < 12)]
    return replace(attribution, content=tuple(sorted([*kept, *covered])), quoted=not kept)


def _join_lists(
    doc: Doc,
    found: list[Attribution],
    pending: list[tuple[Cue, Source]],
    lines: Sequence[Span],
    acts: Acts,
) -> list[Attribution]:
    """ "The panel recommends that the state:" and the items below: each item is a piece of the content."""
    text = doc.text
    by_line = {line.end: i for i, line in enumerate(lines) if line.of(text).endswith(":")}
    if not by_line:
        return found
    starts = [line.start for line in lines]
    out = []
    candidates = [*found]
    for cue, source in pending:
        name = next(
            (n for n in ("infinitive", "clause", "oblique", "object") if n in cue.constructions), None
        )
        if name is None or cue.negated or not source.spans:
            continue
        candidates.append(
            Attribution(
                source=tuple(_characters(doc, *span) for span in source.spans),
                cue=_cue_span(doc, cue, name),
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
    for attribution in found:
        if attribution not in last_in_line.values():
            out.append(attribution)
    for line, attribution in last_in_line.items():
        items = list(_items(text, lines, line + 1))
        if items:
            rest = text[attribution.cue.end : lines[line].end].strip()
            keep = [s for s in attribution.content if s.end < lines[line].start]
            if len(rest.split()) > 25:
                keep = list(attribution.content)
            out.append(replace(attribution, content=tuple([*keep, *items])))
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
        if label and (label.isdigit() and len(label) < 3 or len(label) == 1 and label.isalpha() or roman):
            return len(line) - len(rest.lstrip())
    return 0
