"""A cue in its sentence -> the words for who makes the claim.

The source is the noun phrase with its article and the title directly before a name; an apposition in
commas is left out, and where a role and a name stand in apposition ("the minister, Ada Roe,") the name
is taken. Which actor that is, is for later stages.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from spacy.tokens import Doc, Token

from claimgraph.annotate.cues import Cue

__all__ = ["Source", "find_source", "name_after_comma", "noun_phrase"]

_CLOSING_QUOTES = ("”", '"', "''", "»", "’", "'")
_RELATIVE = ("that", "which", "whom", "where", "when", "as", "because", "if")
_SUBJECTS = ("nsubj", "nsubj:outer")
_PASSIVE = ("nsubj:pass",)
_IN_DATES = ("nmod", "nmod:unmarked", "obl:unmarked", "appos", "dep")
_LEFT_OUT = {
    "appos",
    "case",
    "acl:relcl",
    "parataxis",
    "conj",
    "cc",
    "list",
    "dep",
    "orphan",
    "discourse",
    "punct",
    "advcl",
}


@dataclass(frozen=True, slots=True)
class Source:
    """Who makes a claim.

    Attributes:
        heads: the head of each coordinated noun phrase; empty where the text does not say who.
        spans: the noun phrases (token indices, end-exclusive).
    """

    heads: list[Token] = field(default_factory=list)
    spans: list[tuple[int, int]] = field(default_factory=list)


def find_source(cue: Cue, names: Sequence[tuple[int, int]] = ()) -> Source:
    """The source of `cue`.

    Args:
        cue: the cue, in a parsed `Doc`.
        names: token spans of the named mentions in the sentence; a source never cuts one.
    """
    if "clause" in cue.constructions and (speaker := _speaker_at_end(cue, names)) is not None:
        return speaker
    if "phrase" in cue.constructions:
        head = _phrase_source(cue)
    elif "noun" in cue.constructions:
        head = _noun_source(cue.head, cue.light)
    else:
        head = _inverted_source(cue) or _verb_source(cue) or _opening_source(cue)
    if head is None:
        return _nearest_name(cue, names)
    heads = [head]
    for token in heads if not _has_apposition(head, names) else ():
        heads.extend(child for child in token.children if child.dep_ == "conj" and _is_nominal(child))
    source = Source()
    for token in sorted(heads, key=lambda t: t.i):
        start, end = _clipped(noun_phrase(token, names), token, cue)
        chosen = token
        named = name_after_comma(token, end, names, cue.start) or _name_before_comma(token, start, end, names)
        if named is not None:
            chosen, (start, end) = named
        if any(s < end and start < e for s, e in source.spans):
            continue
        source.heads.append(chosen)
        source.spans.append((start, end))
    return source


def _has_apposition(head: Token, names: Sequence[tuple[int, int]]) -> bool:
    """“Ada Roe, the Europe and Asia director”: what "and" joins is her office, not another source."""
    doc = head.doc
    ends = [last for first, last in names if first <= head.i < last]
    return (
        head.ent_type_ == "PERSON"
        and bool(ends)
        and ends[0] + 1 < len(doc)
        and doc[ends[0]].text == ","
        and doc[ends[0] + 1].pos_ == "DET"
    )


def noun_phrase(head: Token, names: Sequence[tuple[int, int]] = ()) -> tuple[int, int]:
    """First and last-but-one token of the phrase around `head`, without apposition and relative clause."""
    doc = head.doc
    start = head.i
    end = head.i + 1
    kept = [child for child in head.children if child.dep_ not in _LEFT_OUT]
    for child in reversed([child for child in kept if child.i < head.i]):
        edge = child.left_edge.i
        if any(doc[i].text in ",;:" or doc[i].is_space for i in range(edge, start)) and child.dep_ != "det":
            break
        start = min(start, edge)
    for child in (child for child in kept if child.i > head.i):
        if (
            child.dep_ == "advmod"
            or child.left_edge.lower_ == "that"
            or child.ent_type_ == "DATE"
            or child.lower_.endswith(("self", "selves"))
            or any(doc[i].text in ",;:(" or doc[i].is_space for i in range(end, child.i))
        ):
            break
        end = max(end, _edge_before_comma(child) + 1)
    if start > 0 and doc[start - 1].dep_ == "det" and doc[start - 1].head.i == head.head.i >= end:
        start -= 1
    for relative in head.children:
        if relative.dep_ == "acl:relcl" and relative.left_edge.i == end and doc[end - 1].pos_ == "PRON":
            end = relative.right_edge.i + 1
    for first, last in names:
        if first < end and start < last:
            start, end = min(start, first), max(end, last)
    while start < end - 1 and (
        doc[start].is_punct
        or doc[start].is_space
        or doc[start].dep_ in ("cc", "case")
        or (doc[start].lower_ in _RELATIVE and doc[start].tag_ in ("WDT", "IN", "WRB", "WP"))
    ):
        start += 1
    while end - 1 > start and (doc[end - 1].is_punct or doc[end - 1].is_space):
        end -= 1
    return start, end


def _verb_source(cue: Cue) -> Token | None:
    """The subject of the verb, or the one that it shares with another verb."""
    mistaken = _mistaken_subject(cue)
    if mistaken is not None:
        return mistaken
    if cue.start and cue.head.tag_ == "VBG" and cue.head.doc[cue.start - 1].lower_ == "as":
        # "quoted her as saying", "was quoted as saying": not who quotes, but who is quoted.
        quoted = [c for c in cue.head.head.children if c.dep_ in ("obj", "nsubj:pass")]
        if quoted:
            return quoted[0]
    token: Token | None = cue.head
    passive = cue.passive
    for _ in range(5):
        if token is None:
            return None
        if passive:
            for child in token.children:
                if child.dep_ in ("obl:agent", "obl") and any(c.lower_ == "by" for c in child.children):
                    return child
            return None
        subjects = [child for child in token.children if child.dep_ in _SUBJECTS]
        if subjects:
            return _antecedent_free(min(subjects, key=lambda s: abs(s.i - cue.start)))
        after_date = _subject_after_date(token) if token.i == cue.head.i else None
        if after_date is not None:
            return after_date
        passives = [child for child in token.children if child.dep_ in _PASSIVE]
        if passives and (token.i != cue.head.i or "adjective" in cue.constructions):
            return passives[0]
        if token.dep_ == "acl" and _is_nominal(token.head):
            # "officers accused of": who is accused accuses nobody. Without another verb it is a torn parse.
            torn = token.head.dep_ == "ROOT" and "accuse" not in cue.constructions.values()
            return token.head if token.tag_ != "VBN" or torn else None
        if token.dep_ == "acl:relcl":
            return token.head
        if token.dep_ in ("conj", "advcl", "xcomp", "parataxis", "ccomp", "aux"):
            if token.dep_ == "ccomp" and token.i > token.head.i and token.tag_ != "VBG":
                return None
            if token.dep_ == "xcomp":
                controllers = [c for c in token.head.children if c.dep_ in ("obj", "iobj")]
                if controllers:
                    return controllers[0]
            token = token.head
            passive = False
            continue
        return None
    return None


def _subject_after_date(verb: Token) -> Token | None:
    """“... on 9 December the mayor announced 16”: a subject that the parser took for a piece of the date."""
    if verb.tag_ not in ("VBD", "VBZ", "VBP"):
        return None
    found = None
    for token in reversed(verb.doc[verb.sent.start : verb.i]):
        if token.text == ";" or token.tag_ in ("VBD", "VBZ", "VBP", "MD"):
            break
        dated = token.head.like_num and token.head.i < token.i - 1
        if dated and token.dep_ in _IN_DATES and token.pos_ in ("NOUN", "PROPN"):
            determined = any(child.dep_ == "det" for child in token.children)
            if determined or token.ent_type_ in ("PERSON", "ORG"):
                found = token
    return found


def _mistaken_subject(cue: Cue) -> Token | None:
    """“The panel regrets that”: a verb taken for a noun has its subject for a modifier."""
    if cue.start == 0 or cue.passive:
        return None
    before = cue.head.doc[cue.start - 1]
    takes = before.head.i == cue.head.i and before.dep_ in ("compound", "nmod", "amod")
    return before if takes and before.pos_ in ("NOUN", "PROPN") else None


def _inverted_source(cue: Cue) -> Token | None:
    """The noun phrase after the verb in "'...', said the mayor" or "..., said the mayor of Ushtara."."""
    doc = cue.head.doc
    if "clause" not in cue.constructions or cue.start == 0 or cue.end >= len(doc) or cue.passive:
        return None
    before, after = doc[cue.start - 1], doc[cue.end]
    if cue.head.tag_ == "VBG" or after.pos_ not in ("PROPN", "DET", "NOUN", "ADJ", "NUM", "PRON"):
        return None
    head = _top_nominal(after, doc[cue.end : cue.head.sent.end].end)
    if head is None or head.ent_type_ == "DATE" or head.is_digit:
        return None
    if before.text in _CLOSING_QUOTES:
        return head
    if before.text != ",":
        return None
    _, end = noun_phrase(head)
    if end < len(doc) and doc[end].lower_ == "that":
        return None
    rest = doc[end : cue.head.sent.end]
    relative = {t.i for c in head.children if c.dep_ in ("acl:relcl", "acl", "appos") for t in c.subtree}
    finite = any(t.tag_ in ("VBD", "VBZ", "VBP", "MD") and t.i not in relative for t in rest)
    return None if finite else head


def _opening_source(cue: Cue) -> Token | None:
    """Where the parse gives a finite verb no subject: the noun phrase that opens the sentence."""
    if cue.passive or cue.head.tag_ not in ("VBD", "VBZ", "VBP") or cue.head.dep_ in ("acl", "acl:relcl"):
        return None
    sentence = cue.head.sent
    start = next((t for t in sentence if not t.is_punct and not t.is_space), None)
    if start is None or start.i >= cue.start or start.pos_ not in ("PROPN", "DET", "NOUN", "PRON", "ADJ"):
        return None
    return _top_nominal(start, cue.start)


def _top_nominal(token: Token, stop: int) -> Token | None:
    """The head of the noun phrase that begins with `token`, not looking past `stop`."""
    while token.i < token.head.i < stop and token.dep_ not in ("nsubj", "obj", "obl"):
        token = token.head
    return token if token.pos_ in ("NOUN", "PROPN", "PRON", "NUM") else None


def _antecedent_free(subject: Token) -> Token | None:
    """The subject, unless it is an "it" or "there" that stands for nothing."""
    return None if subject.dep_ == "expl" or subject.lower_ == "there" else subject


def _phrase_source(cue: Cue) -> Token | None:
    doc = cue.head.doc
    if cue.end >= len(doc):
        return None
    word = cue.head.head if cue.head.dep_ == "fixed" else cue.head
    comma = next(
        (i for i in range(cue.end, min(cue.end + 9, cue.head.sent.end)) if doc[i].text == ","), len(doc)
    )
    if word.dep_ == "case" and word.head.i > comma:
        # "According to Harbour News, Roe said": the parser took the name after the comma.
        return doc[comma - 1] if _is_nominal(doc[comma - 1]) else None
    if word.dep_ == "case" and word.head.i >= cue.end and _is_nominal(word.head):
        return word.head
    return _top_nominal(doc[cue.end], cue.head.sent.end)


def _noun_source(noun: Token, light: bool) -> Token | None:
    for child in noun.children:
        if child.dep_ == "nmod:poss":
            return child
    for child in noun.children:
        if child.dep_ in ("nmod", "obl:agent", "nmod:agent") and any(
            c.lower_ in ("by", "from") for c in child.children if c.dep_ == "case"
        ):
            return child
    verb = noun.head
    if noun.dep_ == "obj" and light:
        subjects = [child for child in verb.children if child.dep_ in _SUBJECTS]
        if subjects:
            return subjects[0]
    return None


def _clipped(span: tuple[int, int], head: Token, cue: Cue) -> tuple[int, int]:
    """A source never runs over its cue, whatever the parse says."""
    start, end = span
    if head.i < cue.start:
        end = min(end, cue.start)
    elif head.i >= cue.end:
        start = max(start, cue.end)
    return start, end


def name_after_comma(
    head: Token, end: int, names: Sequence[tuple[int, int]], cue: int
) -> tuple[Token, tuple[int, int]] | None:
    """“his sister, Zhanar Roe”: after a role the name of the person is the better source.

    Args:
        head: of the phrase for the role.
        end: where that phrase ends (token index, exclusive).
        names: token spans of the named mentions.
        cue: first token of the cue.

    Returns:
        The last word and the span of the name, or None.
    """
    doc = head.doc
    if end + 1 >= len(doc) or doc[end].text != "," or any(s <= head.i < e for s, e in names):
        return None
    for first, last in names:
        if end + 1 <= first <= end + 3 and doc[first].ent_type_ == "PERSON":
            if last != cue and last < head.sent.end and not doc[last].is_punct:
                return None  # "According to Harbour News, Roe said": another clause begins
            titles = doc[end + 1 : first]
            if all(t.pos_ in ("PROPN", "NOUN") or t.is_punct for t in titles) and "," not in titles.text:
                return doc[last - 1], (end + 1, last)
    return None


def _name_before_comma(
    head: Token, start: int, end: int, names: Sequence[tuple[int, int]]
) -> tuple[Token, tuple[int, int]] | None:
    """“Ada Roe, then the director, called”: the parser took the apposition for the subject."""
    doc = head.doc
    if head.pos_ != "NOUN" or end >= len(doc) or doc[end].text != ",":
        return None
    for first, last in names:
        if 1 <= start - last <= 2 and doc[last].text == "," and doc[first].ent_type_ == "PERSON":
            return doc[last - 1], (first, last)
    return None


def _speaker_at_end(cue: Cue, names: Sequence[tuple[int, int]]) -> Source | None:
    """“..., the Harbour Network (HN) said today.”: a name between a comma and the verb at the end."""
    doc = cue.head.doc
    sentence = cue.head.sent
    rest = [
        t for t in doc[cue.end : sentence.end] if not t.is_punct and not t.is_space and t.ent_type_ != "DATE"
    ]
    if rest or cue.passive or cue.start <= sentence.start + 3:
        return None
    end = cue.start
    if doc[end - 1].text == ")":
        end = next((i for i in range(end - 2, max(end - 6, sentence.start), -1) if doc[i].text == "("), end)
    found = [span for span in names if span[1] == end]
    if not found:
        return None
    start = found[0][0]
    while start - 1 > sentence.start and doc[start - 1].pos_ in ("PROPN", "NOUN", "DET", "ADJ"):
        start -= 1
        if doc[start].pos_ == "DET":
            break
    return Source([doc[end - 1]], [(start, end)]) if doc[start - 1].text == "," else None


def _nearest_name(cue: Cue, names: Sequence[tuple[int, int]]) -> Source:
    """Where the parse has gone astray: the name that stands right before a finite verb."""
    verb = cue.head
    if (
        cue.passive
        or "noun" in cue.constructions
        or verb.tag_ in ("VBG", "VB")
        or verb.dep_.startswith("acl")
    ):
        return Source()
    doc = verb.doc
    before = [span for span in names if verb.sent.start <= span[0] and span[1] <= cue.start]
    if not before:
        return Source()
    start, end = max(before)
    between = _without_parenthesis(doc, end, cue.start)
    enclosed = len(between) > 2 and between[0].text == "," and between[-1].text == ","
    if len(between) > (20 if enclosed else 6) or any(t.tag_ in ("VBD", "VBZ", "VBP", "MD") for t in between):
        return Source()
    head = doc[end - 1]
    while start > verb.sent.start and doc[start - 1].pos_ in ("PROPN", "DET") and len(doc) > start:
        start -= 1
        if doc[start].pos_ == "DET":
            break
    return Source([head], [(start, end)])


def _without_parenthesis(doc: Doc, start: int, end: int) -> list[Token]:
    """The tokens between a name and its verb, without what stands between two dashes or brackets."""
    marks = [i for i in range(start, end) if doc[i].text in ("–", "—", "-", "--", "(", ")")]
    if len(marks) >= 2:
        return [doc[i] for i in range(start, end) if not marks[0] <= i <= marks[-1]]
    return [doc[i] for i in range(start, end)]


def _edge_before_comma(child: Token) -> int:
    doc = child.doc
    for i in range(child.left_edge.i, child.right_edge.i + 1):
        if doc[i].text in (",", ";", "(", ":", "–", "—") or doc[i].is_space:
            return i - 1
    return child.right_edge.i


def _is_nominal(token: Token) -> bool:
    return token.pos_ in ("NOUN", "PROPN", "PRON", "NUM", "X", "SYM", "DET") or token.dep_ in ("obl", "nmod")
