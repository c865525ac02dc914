"""What the model found and what the rules found in a text -> one list of attributions.

The model decides which cues have which contents and sources. The rules know what a cue does (its act),
to whom it is put, where the phrase for a source ends, and claims inside claims, which the model's
training texts do not mark. It reads no scores of words.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from spacy.tokens import Doc, Token

from claimgraph.annotate.attributed import Attribution, characters
from claimgraph.annotate.cues import Cue, find_cues
from claimgraph.annotate.learned.linking import Triple
from claimgraph.annotate.sources import noun_phrase
from claimgraph.ontology.acts import Acts
from claimgraph.records import Span

__all__ = ["agreed"]

_ORDER = ("clause", "oblique", "phrase", "infinitive", "object", "noun", "adjective", "count", "figure")
_COMPLEMENTISERS = ("that",)


def agreed(
    doc: Doc,
    triples: Sequence[Triple],
    rules: Sequence[Attribution],
    acts: Acts,
    names: Sequence[tuple[int, int]] = (),
) -> list[Attribution]:
    """Put both together.

    Args:
        doc: with tags, heads and sentences.
        triples: the model's attributions.
        rules: the rules' attributions.
        acts: the cue words.
        names: token spans of named mentions, so that no source cuts a name in two.
    """
    known = _Known(doc, rules, acts)
    found: list[Attribution] = []
    matched: set[int] = set()
    for triple in triples:
        if triple.cue is None or not triple.contents:
            continue
        number = known.rule_at(triple.cue.first, triple.cue.end)
        if number is not None:
            matched.add(number)
        made = _attribution(doc, triple, rules[number] if number is not None else None, known, names)
        if made is not None:
            found.append(made)
    found.extend(_nested(found, [rule for i, rule in enumerate(rules) if i not in matched]))
    return sorted(found, key=lambda a: (a.cue, a.content))


class _Known:
    """The rules' cues and attributions by word."""

    def __init__(self, doc: Doc, rules: Sequence[Attribution], acts: Acts) -> None:
        self.acts = acts
        self._cues: dict[int, Cue] = {cue.head.i: cue for cue in find_cues(doc, acts)}
        self._rules: dict[int, int] = {rule.order: i for i, rule in enumerate(rules)}

    def rule_at(self, first: int, end: int) -> int | None:
        """The attribution whose cue one of these words heads; the last, since auxiliaries come first."""
        return next((self._rules[i] for i in range(end - 1, first - 1, -1) if i in self._rules), None)

    def cue_at(self, first: int, end: int) -> Cue | None:
        return next((self._cues[i] for i in range(end - 1, first - 1, -1) if i in self._cues), None)


def _attribution(
    doc: Doc, triple: Triple, rule: Attribution | None, known: _Known, names: Sequence[tuple[int, int]]
) -> Attribution | None:
    part = triple.cue
    assert part is not None
    cue = known.cue_at(part.first, part.end)
    words = doc[part.first : part.end]
    if rule is None and (
        (cue is not None and cue.negated) or any(token.lower_ in known.acts.negations for token in words)
    ):
        return None  # nobody has said it
    contents = tuple(
        span for content in triple.contents if (span := _content(doc, content.first, content.end)) is not None
    )
    if not contents:
        return None
    heads, sources = _source(doc, triple, rule, names)
    chance = (
        min(p.probability for p in (part, *triple.contents, *filter(None, [triple.source]))) * triple.ties
    )
    if rule is not None:
        return replace(rule, source=sources, heads=heads, content=contents, confidence=chance)
    construction = next((c for c in _ORDER if cue is not None and c in cue.constructions), None)
    return Attribution(
        source=sources,
        cue=characters(doc, part.first, part.end),
        content=contents,
        act=cue.constructions[construction] if cue is not None and construction else known.acts.neutral,
        construction=construction or "clause",
        heads=heads,
        passive=cue is not None and cue.passive,
        order=words.root.i,
        confidence=chance,
    )


def _content(doc: Doc, first: int, end: int) -> Span | None:
    """The words of a content, without the "that" before it."""
    while first < end and (doc[first].is_space or doc[first].text in ",;:"):
        first += 1
    if end - first > 1 and doc[first].lower_ in _COMPLEMENTISERS and doc[first].tag_ != "DT":
        first += 1
        if doc[first].text == ",":
            first += 1
    while end > first and (doc[end - 1].is_space or doc[end - 1].text in ",;:"):
        end -= 1
    return characters(doc, first, end) if first < end else None


def _source(
    doc: Doc, triple: Triple, rule: Attribution | None, names: Sequence[tuple[int, int]]
) -> tuple[tuple[Token, ...], tuple[Span, ...]]:
    part = triple.source
    if part is None:
        return (rule.heads, rule.source) if rule is not None else ((), ())
    span = characters(doc, part.first, part.end)
    if rule is not None and any(s.start < span.end and span.start < s.end for s in rule.source):
        return rule.heads, rule.source
    root = doc[part.first : part.end].root
    heads = [root, *(c for c in root.children if c.dep_ == "conj" and part.first <= c.i < part.end)]
    spans = []
    for head in heads:
        start, end = noun_phrase(head, names)
        start, end = max(start, part.first), min(end, part.end)
        spans.append(characters(doc, start, end) if start < end else span)
    if len(spans) > 1 and any(a.end > b.start for a, b in pairwise(spans)):
        return (root,), (span,)
    return tuple(heads), tuple(spans)


def _nested(found: Sequence[Attribution], others: Sequence[Attribution]) -> Iterator[Attribution]:
    """The rules' attributions that lie wholly inside a content: what somebody says that somebody said."""
    contents = sorted(span for attribution in found for span in attribution.content)
    starts = [span.start for span in contents]
    for other in others:
        i = bisect_right(starts, other.cue.start) - 1
        if i >= 0 and other.cue.end <= contents[i].end and other.source:
            pieces = (*other.source, *other.content)
            if all(contents[i].start <= p.start and p.end <= contents[i].end for p in pieces):
                yield other
