"""Where a content begins and ends: the edges of clauses and phrases, and what is left out at them.

All functions take and give token indices (end-exclusive) of one `Doc`.
"""

from __future__ import annotations

from collections.abc import Iterable

from spacy.tokens import Doc, Token

from claimgraph.annotate.cues import Cue

__all__ = [
    "FINITE",
    "after_apposition",
    "after_bracket",
    "after_that",
    "before_relative",
    "clause_edge",
    "clause_end",
    "clause_start",
    "contrast",
    "cover",
    "is_finite",
    "is_pronoun",
    "trim",
    "with_number",
    "with_parts",
    "without_mark",
    "without_that",
]

FINITE = ("VBD", "VBZ", "VBP", "MD")
_COMPLEMENTISERS = {"that"}
_EDGE_PUNCTUATION = {",", ".", ";", ":", "—", "–", "-", "--"}


def trim(doc: Doc, start: int, end: int) -> tuple[int, int]:
    """Without punctuation and white space at the edges."""
    while start < end and (doc[start].text in _EDGE_PUNCTUATION or doc[start].is_space):
        start += 1
    while end > start and (doc[end - 1].text in _EDGE_PUNCTUATION or doc[end - 1].is_space):
        end -= 1
    return start, end


def is_finite(doc: Doc, span: tuple[int, int]) -> bool:
    """Whether some words hold a finite verb."""
    return any(doc[i].tag_ in FINITE for i in range(*span))


def is_pronoun(doc: Doc, start: int, end: int) -> bool:
    """“asked for it” claims nothing that could be read on its own."""
    return end - start == 1 and doc[start].pos_ in ("PRON", "SCONJ", "DET", "ADP", "ADV", "PART")


def without_that(doc: Doc, start: int, end: int) -> tuple[int, int]:
    """The parser does not always know the complementiser from the demonstrative; what follows tells."""
    if end - start > 2 and doc[start].lower_ == "that" and doc[start + 1].pos_ not in ("VERB", "AUX", "PART"):
        return start + 1, end
    return start, end


def before_relative(doc: Doc, start: int, end: int) -> int:
    """A relative clause after a comma is the writer's own: it is cut off."""
    for i in range(start, end - 1):
        if doc[i].text == "," and doc[i + 1].lower_ in ("which", "who", "whose", "where"):
            return i
    return end


def after_that(doc: Doc, start: int, end: int) -> int:
    """“It said that six died, according to ...”: the phrase speaks of what was said."""
    for i in range(start + 1, end):
        if doc[i].lower_ == "that" and doc[i].dep_ == "mark" and doc[i - 1].pos_ in ("VERB", "NOUN", "PROPN"):
            return i + 1
    return start


def after_bracket(doc: Doc, start: int) -> int:
    """Past "(ABC)", the short form of a name."""
    if start < len(doc) and doc[start].text == "(":
        for i in range(start, min(start + 8, len(doc))):
            if doc[i].text == ")":
                return i + 1
    return start


def after_apposition(doc: Doc, start: int, end: int) -> int:
    """Past ", a spokeswoman for the ministry," that says who the source is."""
    if (
        start + 1 >= end
        or doc[start].text != ","
        or doc[start + 1].lower_ not in ("a", "an", "the", "who", "which")
    ):
        return start
    for i in range(start + 1, min(start + 20, end)):
        if doc[i].text == ",":
            return i
        if doc[i].tag_ in FINITE and doc[start + 1].lower_ not in ("who", "which"):
            return start
    return start


def with_number(doc: Doc, cue_end: int, start: int) -> int:
    """The start of a clause, with the number before it that the parser has left behind."""
    first = start
    while first - 1 >= cue_end and doc[first - 1].pos_ in ("NUM", "DET", "ADJ") and doc[first - 1].like_num:
        first -= 1
    return first


def with_parts(doc: Doc, end: int, sentence_end: int) -> int:
    """The parts of a figure belong to it: “353 hurt, including 33 officers”, “46 cases, 15 of them ...”."""
    if end + 3 >= sentence_end or doc[end].text not in (",", ":"):
        return end
    words = [doc[i].lower_ for i in range(end + 1, min(end + 4, sentence_end))]
    parts = words[0] == "including" or words[:2] == ["among", "them"]
    parts = parts or (
        doc[end + 1].like_num and words[1:2] == ["of"] and words[2] in ("them", "whom", "these", "those")
    )
    if not parts:
        return end
    for i in range(end + 1, sentence_end):
        if doc[i].text in (";", "”", '"', ".") or (
            doc[i].text == "," and doc[i - 1].pos_ != "NUM" and not _lists(doc, i)
        ):
            return i
    return sentence_end


def _lists(doc: Doc, comma: int) -> bool:
    return comma + 1 < len(doc) and (doc[comma + 1].like_num or doc[comma + 1].lower_ in ("and", "of"))


def contrast(doc: Doc, start: int, end: int) -> int:
    """Where ", whereas ..." begins, which is somebody else's version."""
    for i in range(start, end - 1):
        if doc[i].text == "," and doc[i + 1].lower_ in ("whereas", "while", "although", "though"):
            return i
    return end


def clause_start(doc: Doc, before: int, sentence_start: int) -> int:
    """Where the content begins that ends at `before`: after an opening "and"."""
    start = sentence_start
    while start < before and (
        doc[start].is_space or doc[start].lower_ in ("but", "and") or doc[start].text == ","
    ):
        start += 1
    return start


def clause_end(cue: Cue, clause: Token) -> int:
    """Right end of the clause; a list that the cue introduces by a colon is left to `attribution`."""
    doc = cue.head.doc
    end = clause.right_edge.i + 1
    sentence_end = cue.head.sent.end
    end = min(max(end, clause.i + 1), max(sentence_end, clause.i + 1), len(doc))
    return with_parts(doc, end, sentence_end)


def without_mark(clause: Token) -> tuple[int, int]:
    """A clause without its complementiser and the punctuation before it."""
    start = clause.left_edge.i
    end = clause.right_edge.i + 1
    doc = clause.doc
    while start < end and ((doc[start].is_punct and doc[start].text not in "“\"‘'(«") or doc[start].is_space):
        start += 1
    if (
        start < end
        and doc[start].lower_ in _COMPLEMENTISERS
        and doc[start].dep_ in ("mark", "det", "obj", "nsubj")
    ) and doc[start].dep_ == "mark":
        start += 1
    return start, end


def clause_edge(clause: Token, end: int) -> int:
    """Right edge of a clause inside its sentence; where the parse is torn, the end of the sentence."""
    full = clause.pos_ in ("VERB", "AUX") or any(child.dep_ == "cop" for child in clause.children)
    if full and clause.dep_ in (
        "ccomp",
        "acl:relcl",
        "advcl",
        "acl",
        "conj",
    ):
        return clause.right_edge.i + 1
    return end


def cover(spans: Iterable[tuple[int, int]]) -> tuple[int, int]:
    """From the first to the last of some spans."""
    found = list(spans)
    return min(start for start, _ in found), max(end for _, end in found)
