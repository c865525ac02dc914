"""A parsed text -> who-says-what spans: cues with their source and content, quotations and lists joined in.

This is the part that a learned model can take over: what goes out are plain character spans. Which act a
claim is, and which actors its words name, is decided by `claims`.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Doc

from claimgraph.annotate.attributed import Attribution, characters, cue_characters
from claimgraph.annotate.contents import find_content
from claimgraph.annotate.cues import Cue, find_cues
from claimgraph.annotate.lines import paragraphs
from claimgraph.annotate.lists import join_lists
from claimgraph.annotate.quotations import quotations
from claimgraph.annotate.quoted import join_quotations
from claimgraph.annotate.sources import Source, find_source
from claimgraph.ontology.acts import Acts
from claimgraph.records import Span

__all__ = ["find_attributions", "with_own_end", "with_words"]


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
                source=tuple(characters(doc, *span) for span in source.spans),
                cue=cue_characters(doc, cue, content.construction),
                content=tuple(characters(doc, *span) for span in content.spans),
                act=cue.constructions[content.construction],
                construction=content.construction,
                heads=tuple(source.heads),
                addressee=content.addressee,
                speech="clause" in cue.constructions,
                passive=cue.passive,
                order=cue.head.i,
            )
        )
    found = _with_shared_sources(doc, _one_per_cue(found))
    found = join_quotations(doc, found, pending, quotes)
    found = join_lists(doc, found, pending, lines)
    return list(with_words(text, with_own_end(doc.text, sorted(found, key=lambda a: (a.cue, a.content)))))


def with_own_end(text: str, found: Sequence[Attribution]) -> Iterator[Attribution]:
    """End contents where somebody else's words begin.

    In "Roe promised rain, the agency wrote" and "Roe promised rain, and Lee denied it" the end is not Roe's;
    what she says that another has said in quotation marks is.
    """
    cues = [attribution.cue.start for attribution in found]
    for attribution in found:
        last = attribution.content[-1] if attribution.content else Span(0, 0)
        end = last.end
        for other in found[bisect_left(cues, last.start) : bisect_left(cues, last.end)]:
            start = min([other.cue.start, *(span.start for span in other.source)])
            reports = (
                other.content and other.content[0].start <= attribution.cue.start < other.content[-1].end
            )
            if other is attribution or not other.source or not last.start < start < end:
                continue
            another = not attribution.quoted and text[max(start - 6, 0) : start] in (", and ", ", but ")
            if reports or another:
                end = start - (len(", and ") if another else 0)
            elif (
                other.quoted
                and last.end <= other.content[-1].start <= last.end + 3
                and not attribution.quoted
            ):
                end = other.content[-1].end  # "she said that he had whispered: '...'": she passes it on
        if end == last.end or attribution.cue.end > end or len(text[last.start : end].split()) < 2:
            yield attribution
        else:
            yield replace(attribution, content=(*attribution.content[:-1], Span(last.start, end)))


def with_words(text: str, found: Iterable[Attribution]) -> Iterator[Attribution]:
    """Without pieces that hold no word, and without attributions that are left with none."""
    for attribution in found:
        trimmed = (_trimmed(text, span) for span in attribution.content)
        kept = tuple(span for span in trimmed if any(map(str.isalnum, span.of(text))))
        sources = [
            (span, head)
            for span, head in zip(attribution.source, attribution.heads, strict=True)
            if any(map(str.isalnum, span.of(text)))
        ]
        if kept:
            source, heads = tuple(span for span, _ in sources), tuple(head for _, head in sources)
            yield replace(attribution, content=kept, source=source, heads=heads)


def _trimmed(text: str, span: Span) -> Span:
    start, end = span
    while end > start and (text[end - 1].isspace() or text[end - 1] in ",;"):
        end -= 1
    return Span(start, end)


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


def _one_per_cue(found: Iterable[Attribution]) -> list[Attribution]:
    """A word can be a verb cue in two base forms; the reading with the longer content stands."""
    best: dict[Span, Attribution] = {}
    for attribution in found:
        rival = best.get(attribution.cue)
        if rival is None or _length(attribution) > _length(rival):
            best[attribution.cue] = attribution
    return sorted(best.values(), key=lambda a: a.cue)


def _with_shared_sources(doc: Doc, found: list[Attribution]) -> list[Attribution]:
    """“The minister denied ... and stated ...”: the second verb has the source of the first."""
    out: list[Attribution] = []
    for attribution in found:
        before = out[-1] if out else None
        if before is not None and before.source and _shares(doc, before, attribution):
            # The parser may have taken the second verb for a part of what the first one says.
            pieces = (Span(s, min(e, _before_conjunction(doc, attribution))) for s, e in before.content)
            out[-1] = replace(before, content=tuple(piece for piece in pieces if piece.start < piece.end))
            if not out[-1].content:
                out[-1] = before
            attribution = replace(attribution, source=before.source, heads=before.heads)
        out.append(attribution)
    return out


def _shares(doc: Doc, before: Attribution, attribution: Attribution) -> bool:
    verb, first = doc[attribution.order], doc[before.order]
    if verb.pos_ != "VERB" or attribution.passive or verb.sent.start_char > before.cue.start:
        return False
    inside = any(s.start <= attribution.cue.start < s.end for s in before.content)
    if not inside:
        return not attribution.source and verb.tag_ in ("VBD", "VBZ", "VBP", "VBG", "VBN")
    start = doc.char_span(*attribution.cue, alignment_mode="expand")
    joined = start is not None and start.start > 0 and doc[start.start - 1].lower_ in ("and", "but")
    subject = any(child.dep_.startswith("nsubj") for child in verb.children)
    comma = joined and start is not None and start.start > 1 and doc[start.start - 2].text == ","
    alike = verb.tag_ == first.tag_ and (attribution.construction == "clause" or comma)
    finite = before.construction == "adjective" and verb.tag_ in ("VBP", "VBZ", "VBD", "VB")
    return joined and not subject and (alike or finite)


def _before_conjunction(doc: Doc, attribution: Attribution) -> int:
    cue = doc.char_span(*attribution.cue, alignment_mode="expand")
    last = doc[max(cue.start - 2, 0)] if cue is not None else doc[0]
    return last.idx + len(last.text.rstrip(","))


def _length(attribution: Attribution) -> int:
    return sum(end - start for start, end in attribution.content)
