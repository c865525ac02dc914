"""What the model found and what the rules found in a text -> one list of attributions.

The model decides which cues have which contents and sources. The rules know what a cue does (its act),
to whom it is put, where the phrase for a source ends, and claims inside claims, which the model's
training texts do not mark. It reads no scores of words.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Doc, Token

from claimgraph.annotate.attributed import Attribution, characters
from claimgraph.annotate.attribution import with_own_end, with_words
from claimgraph.annotate.cues import Cue, find_cues
from claimgraph.annotate.learned.decoding import Part
from claimgraph.annotate.learned.linking import Triple
from claimgraph.annotate.sources import name_after_comma, noun_phrase
from claimgraph.ontology.acts import Acts
from claimgraph.records import Span

__all__ = ["agreed"]

_ORDER = ("clause", "oblique", "phrase", "infinitive", "object", "noun", "adjective", "count", "figure")
_COMPLEMENTISERS = ("that",)
_SURE = 0.35  # below that, where the rules have the same cue, their end of a content is right more often
_SURE_AGAINST = 0.7  # the same, where the two have no word of the content in common
_FAR_LESS = 0.4  # a piece of a content that is so much less likely than the best one is none


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
        if triple.cue is None or not triple.contents or not _has_words(doc, triple.cue):
            continue
        number = known.rule_at(triple.cue.first, triple.cue.end)
        if number is None:
            number = known.rule_on(triple, matched)
        if number is not None:
            matched.add(number)
        made = _attribution(doc, triple, rules[number] if number is not None else None, known, names)
        if made is not None:
            found.append(made)
    others = [rule for i, rule in enumerate(rules) if i not in matched]
    found.extend(_untouched(found, others))
    found = list(with_own_end(known.text, sorted(found, key=lambda a: (a.cue, a.content))))
    found = list(with_words(known.text, found))
    return sorted(found, key=lambda a: (a.cue, a.content))


class _Known:
    """The rules' cues and attributions by word."""

    def __init__(self, doc: Doc, rules: Sequence[Attribution], acts: Acts) -> None:
        self.acts = acts
        self.text = doc.text  # put together from the tokens every time that it is asked for
        self._cues: dict[int, Cue] = {cue.head.i: cue for cue in find_cues(doc, acts)}
        self._doc = doc
        self._by_content = {rule.content[0].start: i for i, rule in reversed(list(enumerate(rules)))}
        self._rules: dict[int, int] = {rule.order: i for i, rule in enumerate(rules)}

    def rule_at(self, first: int, end: int) -> int | None:
        """The attribution whose cue one of these words heads; the last, since auxiliaries come first."""
        return next((self._rules[i] for i in range(end - 1, first - 1, -1) if i in self._rules), None)

    def rule_on(self, triple: Triple, matched: set[int]) -> int | None:
        """An attribution of the same words by another cue ("confirmed in writing that")."""
        first = self._doc[triple.contents[0].first]
        i = self._by_content.get(first.idx)
        if i is None and first.i + 1 < len(self._doc):
            i = self._by_content.get(self._doc[first.i + 1].idx)  # after "that"
        return i if i is not None and i not in matched else None

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
    if rule is None and cue is None and triple.source is None:
        return None  # neither a known word for saying something nor anybody who says it
    if rule is None and cue is None and not any(_says(doc, content) for content in triple.contents):
        return None  # "they contest the seat": an attitude, nothing that is said
    if rule is None and not any(token.is_alpha for token in words) and not _is_speaker(doc, triple.source):
        return None  # "Estovia: talks begin" says where, "Roe: talks begin" says who
    contents = tuple(
        span
        for content in _likely(triple.contents)
        if (span := _content(doc, content.first, content.end)) is not None
    )
    if not contents:
        return None
    heads, sources = _source(doc, triple, rule, names)
    if rule is not None:
        chance = min(content.probability for content in _likely(triple.contents))
        apart = not any(a.start < b.end and b.start < a.end for a in contents for b in rule.content)
        unsure = chance < (_SURE_AGAINST if apart else _SURE)
        contents = rule.content if unsure else _as_ruled(known.text, contents, rule)
        return replace(rule, source=sources, heads=heads, content=contents, confidence=triple.confidence)
    construction = next((c for c in _ORDER if cue is not None and c in cue.constructions), None)
    return Attribution(
        source=sources,
        cue=_trimmed(doc, part.first, part.end),
        content=contents,
        act=cue.constructions[construction] if cue is not None and construction else known.acts.neutral,
        construction=construction or "clause",
        heads=heads,
        passive=cue is not None and cue.passive,
        order=words.root.i,
        confidence=triple.confidence,
    )


def _likely(contents: Sequence[Part]) -> Sequence[Part]:
    """Without pieces that are far less likely than the others."""
    best = max(content.probability for content in contents)
    return [content for content in contents if content.probability > best * _FAR_LESS]


def _says(doc: Doc, content: Part) -> bool:
    """Whether a content says something: it has a verb, or begins with a quotation mark."""
    words = doc[content.first : content.end]
    return words[0].is_quote or any(token.pos_ in ("VERB", "AUX") for token in words)


def _is_speaker(doc: Doc, source: Part | None) -> bool:
    return source is not None and any(
        token.ent_type_ in ("PERSON", "ORG") for token in doc[source.first : source.end]
    )


def _content(doc: Doc, first: int, end: int) -> Span | None:
    """The words of a content, without the "that" before it."""
    while first < end and (doc[first].is_space or doc[first].text in ",;:"):
        first += 1
    if end - first > 1 and _is_complementiser(doc[first]):
        first += 1
        if doc[first].text == ",":
            first += 1
    while end > first and (doc[end - 1].is_space or doc[end - 1].text in ",;:"):
        end -= 1
    return characters(doc, first, end) if first < end else None


def _is_complementiser(word: Token) -> bool:
    """“Said that it rained” and “said that, on Monday, it rained”, not “said that was wrong”."""
    if word.lower_ not in _COMPLEMENTISERS or word.i + 1 >= len(word.doc):
        return False
    return word.tag_ != "DT" or word.dep_ == "mark" or word.nbor().text == ","


def _source(
    doc: Doc, triple: Triple, rule: Attribution | None, names: Sequence[tuple[int, int]]
) -> tuple[tuple[Token, ...], tuple[Span, ...]]:
    part = triple.source
    if part is None or not _has_words(doc, part):
        return (rule.heads, rule.source) if rule is not None else ((), ())
    if _undergoes(doc, triple.cue, part) or _is_away(doc, triple) or _is_of_another(doc, triple, rule):
        return (rule.heads, rule.source) if rule is not None else ((), ())
    span = _trimmed(doc, part.first, part.end)
    own = [s for s in rule.source if s.start < span.end and span.start < s.end] if rule is not None else []
    if rule is not None and len(own) == len(rule.source) > 1:
        return rule.heads, rule.source
    end = _end_of_first(doc, part)
    if end == part.end:
        inside = [head for head in rule.heads if part.first <= head.i < part.end] if rule is not None else []
        return (inside[0] if inside else doc[part.first : part.end].root,), (span,)
    if rule is not None and own and (own[0].start == span.start or rule.heads[0].ent_type_ == "PERSON"):
        return rule.heads, rule.source
    root = doc[part.first : end].root
    named = name_after_comma(root, end, names, triple.cue.first if triple.cue is not None else part.end)
    if named is not None:
        return (named[0],), (_trimmed(doc, *named[1]),)
    start, last = noun_phrase(root, names)
    return (root,), (_trimmed(doc, max(start, part.first), min(last, end)),)


def _undergoes(doc: Doc, cue: Part | None, source: Part) -> bool:
    """“Police accused of torture”, “police were accused of torture”: who is accused accuses nobody."""
    if cue is None:
        return False
    verb = doc[cue.first : cue.end].root
    if verb.tag_ != "VBN" or any(child.dep_ == "aux" and child.lemma_ == "have" for child in verb.children):
        return False
    passive = [child for child in verb.children if child.dep_ == "nsubj:pass"]
    if verb.dep_ == "acl":
        passive.append(verb.head)
    return any(source.first <= token.i < source.end for token in passive)


def _is_away(doc: Doc, triple: Triple) -> bool:
    """Whether the source stands in a later sentence than its cue, where it belongs to another one."""
    cue, source = triple.cue, triple.source
    return cue is not None and source is not None and source.first >= doc[cue.end - 1].sent.end


def _is_of_another(doc: Doc, triple: Triple, rule: Attribution | None) -> bool:
    """“The ministry reported 14; on Monday the mayor announced 16”: a source before a semicolon or full stop.

    It gives way to one that the rules find between the two.
    """
    cue, source = triple.cue, triple.source
    if cue is None or source is None or rule is None or not rule.heads or source.end > cue.first:
        return False
    starts = [token.i for token in doc[source.end : cue.first] if token.text == ";" or token.is_sent_start]
    return bool(starts) and starts[-1] <= rule.heads[0].i < cue.first


def _end_of_first(doc: Doc, part: Part) -> int:
    """Where the first phrase of a source ends: before an apposition, a party and state, a relative clause."""
    for token in doc[part.first + 1 : part.end - 1]:
        if token.text in ",;(" or (token.tag_ in ("WP", "WDT") and token.lower_ != "that"):
            return int(token.i)
    return part.end


def _has_words(doc: Doc, part: Part) -> bool:
    return not all(token.is_space for token in doc[part.first : part.end])


def _trimmed(doc: Doc, first: int, end: int) -> Span:
    while first < end - 1 and doc[first].is_space:
        first += 1
    while end - 1 > first and (doc[end - 1].is_space or doc[end - 1].text in ",;:"):
        end -= 1
    return characters(doc, first, end)


def _as_ruled(text: str, contents: tuple[Span, ...], rule: Attribution) -> tuple[Span, ...]:
    """Without what the rules left out before a "that", and the addressee; with the items of a list."""
    first, *rest = contents
    start = rule.content[0].start
    if len(rule.content) > 1 and "\n" in text[start : rule.content[-1].start]:
        return rule.content
    before = text[first.start : start].strip() if first.start < start < first.end else ""
    addressed = rule.addressee is not None and first.start <= rule.addressee.idx < start
    if before and (addressed or before.lower().split()[-1] in _COMPLEMENTISERS):
        return (Span(start, first.end), *rest)
    return contents


def _untouched(found: Sequence[Attribution], rules: Sequence[Attribution]) -> Iterator[Attribution]:
    """The rules' attributions that the model says nothing else about.

    Their cue lies in none of the model's parts, or all of them lies in one content: what somebody says that
    somebody said.
    """
    contents = sorted(span for attribution in found for span in attribution.content)
    parts = sorted([*contents, *(s for a in found for s in (a.cue, *a.source))])
    starts, content_starts = [span.start for span in parts], [span.start for span in contents]
    for rule in rules:
        i = bisect_right(content_starts, rule.cue.start) - 1
        if i >= 0 and rule.cue.end <= contents[i].end:
            pieces = (*rule.source, *rule.content)
            if rule.source and all(contents[i].start <= p.start and p.end <= contents[i].end for p in pieces):
                yield rule
            continue
        j = bisect_right(starts, rule.cue.end - 1) - 1
        if j < 0 or parts[j].end <= rule.cue.start:
            yield rule
