"""A cue and its source -> the words that are claimed, read off the parse.

Pieces are token spans in text order. A complementiser ("that"), the addressee of a demand, and
punctuation at the edges are left out; a cue in the middle of the content splits it. Quotations are
joined by `attribution`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from claimgraph.annotate.cues import Cue
from claimgraph.annotate.edges import (
    FINITE,
    after_apposition,
    after_bracket,
    after_that,
    before_relative,
    clause_edge,
    clause_end,
    clause_start,
    contrast,
    cover,
    is_finite,
    is_pronoun,
    trim,
    with_number,
    with_parts,
    without_mark,
    without_that,
)
from claimgraph.annotate.sources import Source

__all__ = ["Content", "find_content"]

_CLAUSAL = ("ccomp", "csubj")
_REFLEXIVES = ("themselves", "himself", "herself", "itself", "myself", "ourselves", "yourself")
_THAT = ("clause", "noun", "adjective")
_STRAY = {"and", "but", "while", "whereas", "although"}


@dataclass(frozen=True, slots=True)
class Content:
    """What a cue says is claimed.

    Attributes:
        spans: pieces (token indices, end-exclusive) in text order.
        construction: the one of the cue's constructions that was found.
        addressee: head of the phrase for whom the claim is put to, where there is one.
    """

    spans: list[tuple[int, int]]
    construction: str
    addressee: Token | None = None


def find_content(cue: Cue, source: Source) -> Content | None:
    """The content of `cue`, or None where this is no attribution."""
    for find in (_phrase, _noun, _adjective, _demand, _clause, _oblique, _object, _unparsed):
        content = find(cue, source)
        if content is not None:
            spans = [trim(cue.head.doc, *span) for span in content.spans]
            if content.construction in _THAT:
                spans = [without_that(cue.head.doc, *span) for span in spans]
            spans = [
                (start, end)
                for start, end in spans
                if end > start and not is_pronoun(cue.head.doc, start, end)
            ]
            if spans:
                return Content(spans, content.construction, content.addressee)
    return None


def _phrase(cue: Cue, source: Source) -> Content | None:
    """“According to X, ...” gives the rest of the clause to X."""
    if "phrase" not in cue.constructions or not source.spans:
        return None
    doc = cue.head.doc
    sentence = cue.head.sent
    used = cover([(cue.start, cue.end), *source.spans])
    head = source.heads[0]
    governor = head.head if head.head.i != head.i else sentence.root
    while (
        governor.dep_ in ("nmod", "obl", "appos", "amod", "case", "conj")
        and governor.head.i != governor.i
        and (governor.pos_ not in ("VERB", "AUX", "ADJ") or cue.start <= governor.i < used[1])
    ):
        governor = governor.head
    if cue.start - sentence.start <= 1 or governor.i in range(*used):
        governor = sentence.root if sentence.root.i not in range(*used) else governor
    end = after_apposition(doc, after_bracket(doc, used[1]), sentence.end)
    spans = []
    before = doc[cue.start - 1] if cue.start else None
    if before is not None and before.text == "," and cue.start > 1:
        before = doc[cue.start - 2]
    inside = before is not None and before.lower_ in ("that", "said", "and", "but")
    if cue.start - sentence.start > 2 and not inside:
        start = clause_start(doc, cue.start, sentence.start)
        spans.append((after_that(doc, start, cue.start), cue.start))
    following = trim(doc, end, contrast(doc, end, sentence.end))
    if following[1] - following[0] > 2 and (not spans or doc[end].text in (",", ")")):
        if not spans or doc[following[0]].lower_ not in _STRAY:
            spans.append(following)
        elif is_finite(doc, following):
            spans.append((following[0] + 1, following[1]))
    return Content(spans, "phrase") if spans else None


def _noun(cue: Cue, source: Source) -> Content | None:
    """“the allegation that ...”; without a clause there is nothing claimed."""
    if "noun" not in cue.constructions:
        return None
    noun = cue.head
    for child in noun.children:
        if child.i < noun.i:
            continue
        marked = any(c.dep_ == "mark" and c.lower_ in ("that", "to") for c in child.children)
        if not source.spans and not (_says_that(child) or child.left_edge.lower_ == "that"):
            continue  # "recommendations to end it": nobody is said to make them
        if (child.dep_ in ("acl", "ccomp", "advcl") and marked) or child.dep_ == "ccomp":
            return Content([without_mark(child)], "noun")
        if child.dep_ == "acl:relcl" and _is_complete(child):
            return Content([(child.left_edge.i, child.right_edge.i + 1)], "noun")
    if cue.light and cue.constructions["noun"] != "assert":
        for child in noun.children:
            case = [
                c for c in child.children if c.dep_ == "case" and c.lower_ in ("about", "over", "at", "for")
            ]
            if child.i > noun.i and case:
                return Content([(case[0].i + 1, child.right_edge.i + 1)], "noun")
    return _after_author(cue, source)


def _after_author(cue: Cue, source: Source) -> Content | None:
    """“the claim by the union that ...”: the clause stands after the one who claims."""
    doc = cue.head.doc
    if not source.spans or source.spans[-1][1] >= len(doc) or source.spans[-1][1] - cue.end > 12:
        return None
    that = doc[source.spans[-1][1]]
    if that.lower_ != "that" or that.head.i <= that.i:
        return None
    return Content([(that.i + 1, that.head.right_edge.i + 1)], "noun")


def _is_complete(clause: Token) -> bool:
    """“that men were held” after a noun has a subject beside its "that": it is what was alleged."""
    first = clause.left_edge
    subjects = [c for c in clause.children if c.dep_ in ("nsubj", "nsubj:pass") and c.i != first.i]
    return first.lower_ == "that" and bool(subjects) and subjects[0].left_edge.i == first.i + 1


def _adjective(cue: Cue, source: Source) -> Content | None:
    if "adjective" not in cue.constructions or cue.negated or not source.spans:
        return None
    for child in cue.head.children:
        if child.i > cue.head.i and child.dep_ in ("ccomp", "advcl", "xcomp"):
            return Content([without_mark(child)], "adjective")
    for child in cue.head.children:
        if child.i > cue.head.i and child.dep_ == "obl":
            case = [c for c in child.children if c.dep_ == "case"]
            start = case[0].i + 1 if case else child.left_edge.i
            return Content([(start, child.right_edge.i + 1)], "adjective")
    return None


def _demand(cue: Cue, source: Source) -> Content | None:
    """“urged the ministry to publish the list”: the infinitive, put to the object."""
    if "infinitive" not in cue.constructions or cue.passive:
        return None
    if cue.negated and cue.constructions["infinitive"] != "deny":
        return None
    for child in _with_conjuncts(cue.head):
        if child.i < cue.end or child.dep_ not in ("xcomp", "advcl", "ccomp", "acl"):
            continue
        to = [c for c in child.children if c.lower_ == "to" and c.dep_ in ("mark", "aux")]
        if not to:
            continue
        start = to[0].i
        if start > 0 and child.doc[start - 1].lower_ == "not":
            start -= 1
        addressees = [
            c
            for c in [*cue.head.children, *child.children]
            if c.dep_ in ("obj", "iobj", "obl", "nsubj") and cue.end <= c.i < start and c.pos_ != "SCONJ"
        ]
        addressee = addressees[0] if addressees else None
        gap = cue.head.doc[cue.end : start]
        if addressee is None and any(t.pos_ in ("VERB", "NOUN") for t in gap):
            continue
        return Content([(start, clause_end(cue, child))], "infinitive", addressee)
    return None


def _clause(cue: Cue, source: Source) -> Content | None:
    """The clause that the verb governs, on either side of it, or that it comments on."""
    if "clause" not in cue.constructions or (cue.negated and cue.constructions["clause"] != "deny"):
        return None
    verb = cue.head
    doc = verb.doc
    if verb.dep_ == "amod":
        return None  # "repeated assertions"
    if (told := _told(doc, cue)) is not None:
        return told
    addressee = next((c for c in verb.children if c.dep_ in ("iobj", "obj") and c.i >= cue.end), None)
    block = cover(
        [(cue.start, cue.end), *(s for s in source.spans if verb.sent.start <= s[0] < verb.sent.end)]
    )
    if _interrupts(doc, cue, block):
        return Content(_around(doc, cue, block), "clause", None)
    children = list(verb.children)
    if block[0] - verb.sent.start <= 2:
        # Nothing is said before the source: a clause there is an apposition to it.
        children.sort(key=lambda child: child.i < verb.i)
    for child in children:
        if child.i > verb.i and child.tag_ == "VBG" and doc[child.left_edge.i - 1].text == ",":
            continue  # "..., adding that" is a claim of its own
        if child.dep_ in _CLAUSAL or (child.dep_ in ("advcl", "xcomp", "acl") and _says_that(child)):
            if child.i > verb.i:
                start, end = without_mark(child)
                start = max(with_number(doc, cue.end, start), cue.end)
                end = contrast(doc, start, max(end, clause_end(cue, child)))
                if addressee is not None and not cue.end <= addressee.i < start:
                    addressee = None
                if not _is_content_clause(child, cue):
                    continue
                return Content([(start, end)], "clause", addressee)
            following = _following_clause(doc, cue)
            if following is not None and not any(c.dep_ in ("nsubj", "nsubj:pass") for c in child.children):
                return Content([following], "clause", None)
            return Content(_around(doc, cue, block), "clause", addressee)
    if verb.dep_ in ("parataxis", "root", "ROOT", "ccomp", "conj", "advcl") and _comments(doc, cue, block):
        return Content(_around(doc, cue, block), "clause", addressee)
    return None


def _oblique(cue: Cue, source: Source) -> Content | None:
    if "oblique" not in cue.constructions or cue.preposition is None or cue.negated:
        return None
    doc = cue.head.doc
    governed = cue.preposition.head
    if governed.i <= cue.preposition.i:
        governed = doc[min(cue.preposition.i + 1, len(doc) - 1)]
        while governed.head.i > governed.i and governed.head.i < governed.sent.end:
            governed = governed.head
    end = governed.right_edge.i + 1
    if governed.left_edge.i <= cue.head.i:
        end = max(governed.i + 1, cue.preposition.i + 2)
    addressee = next((c for c in cue.head.children if c.dep_ in ("obj", "nsubj:pass")), None)
    act = cue.constructions["oblique"]
    if cue.preposition.i + 1 < len(doc) and doc[cue.preposition.i + 1].lower_ == "as":
        return None  # "referred to as": a name is given, nothing is claimed
    own = next(
        (c for c in cue.head.children if c.dep_ == "obj" and cue.head.i < c.i < cue.preposition.i), None
    )
    if (
        own is not None
        and act not in ("accuse", "demand")
        and {"object", "count", "figure"} & cue.constructions.keys()
    ):
        return None
    start = cue.preposition.i + 1
    if act == "demand" and cue.preposition.i > cue.end:
        start = cue.preposition.i
    elif (
        act == "accuse"
        and addressee is not None
        and addressee.dep_ == "obj"
        and cue.end <= addressee.i < start
    ):
        # "accused the guards of lying": who is accused belongs to the accusation.
        start, addressee = addressee.left_edge.i, None
    return Content([(start, before_relative(doc, start, end))], "oblique", addressee)


def _object(cue: Cue, source: Source) -> Content | None:
    name = next((n for n in ("object", "count", "figure") if n in cue.constructions), "object")
    if name not in cue.constructions or (cue.negated and cue.constructions[name] != "deny"):
        return None
    unsaid = not source.spans and (not cue.passive or cue.constructions[name] == "deny")
    if unsaid or (cue.head.tag_ == "VBN" and cue.head.dep_ == "acl"):
        return None
    for child in cue.head.children:
        if child.dep_ != "obj" or child.i <= cue.head.i or child.lower_ in _REFLEXIVES:
            continue
        end = child.right_edge.i + 1
        for other in cue.head.children:
            # "put the toll at 31", "described it as a mistake": the rest is part of what is said.
            if other.i > child.i and other.dep_ in ("obl", "xcomp", "advcl") and _completes(other):
                end = max(end, other.right_edge.i + 1)
        end = with_parts(cue.head.doc, before_relative(cue.head.doc, child.i, end), cue.head.sent.end)
        span = child.left_edge.i, end
        if name == "object" or any(t.like_num for t in cue.head.doc[span[0] : span[1]]):
            return Content([span], name)
    return None


def _unparsed(cue: Cue, source: Source) -> Content | None:
    """Where the parse shows no clause below a verb of saying that has a subject, its sentence does."""
    if "clause" not in cue.constructions or cue.negated or cue.passive or not source.spans:
        return None
    if cue.constructions["clause"] not in ("assert", "estimate", "deny"):
        return None
    doc = cue.head.doc
    sentence = cue.head.sent
    following = trim(doc, cue.end, sentence.end)
    if cue.constructions["clause"] == "assert" and (span := _following_clause(doc, cue)) is not None:
        return Content([span], "clause")
    if cue.end < len(doc) and doc[cue.end].lower_ == "that" and following[1] - following[0] > 3:
        return Content([(following[0] + 1, following[1])], "clause")
    return None


def _told(doc: Doc, cue: Cue) -> Content | None:
    """“informed the council that ...”, "acknowledged, however, that ...": what follows the "that"."""
    end = cue.head.sent.end
    limit = min(cue.end + 24, end)
    for i in range(cue.end, limit):
        token = doc[i]
        if token.lower_ == "that" and token.tag_ in ("IN", "DT", "WDT") and i + 2 < end:
            if i > cue.end and doc[i - 1].text in ("”", '"'):
                return None
            nominals = [t for t in doc[cue.end : i] if t.pos_ in ("NOUN", "PROPN", "PRON")]
            addressee = next(
                (t for t in nominals if t.dep_ in ("obj", "iobj")), nominals[-1] if nominals else None
            )
            first = doc[i + 2] if doc[i + 1].text == "," else doc[i + 1]
            if first.pos_ in ("VERB", "AUX", "PUNCT", "PART") and first.lower_ != "according":
                return None
            clause = first
            while clause.i < clause.head.i < end and clause.dep_ not in ("ccomp", "acl:relcl", "advcl"):
                clause = clause.head
            stop = max(clause_edge(clause, end), i + 2)
            if any(
                doc[n].lower_ == "and" and doc[n + 1].lower_ == "that"
                for n in range(stop - 1, min(stop + 2, end - 1))
            ):
                stop = end  # "... and that ..." goes on with what was said
            stop = with_parts(doc, contrast(doc, i + 1, stop), end)
            return Content([(i + 1, stop)], "clause", addressee)
        if token.pos_ in ("VERB", "AUX", "SCONJ") or token.text in ("“", '"', ":", ";", "''"):
            return None
    return None


def _following_clause(doc: Doc, cue: Cue) -> tuple[int, int] | None:
    """The rest of the sentence after the cue, where it reads as a clause: "said the road was closed"."""
    end = cue.head.sent.end
    start = cue.end
    if start < end and doc[start].lower_ == "that":
        start += 1
    if start >= end or doc[start].pos_ not in ("PRON", "DET", "NOUN", "PROPN", "ADJ", "NUM"):
        return None
    if doc[start].ent_type_ == "DATE" or not any(
        doc[i].tag_ in FINITE for i in range(start + 1, min(end, start + 25))
    ):
        return None
    return start, end


def _says_that(child: Token) -> bool:
    return any(c.dep_ == "mark" and c.lower_ == "that" for c in child.children)


def _is_content_clause(child: Token, cue: Cue) -> bool:
    """No adverbial clause that the parser took for content: "said when asked", "reported because"."""
    marks = [c for c in child.children if c.dep_ in ("mark", "advmod") and c.i == child.left_edge.i]
    return not (marks and marks[0].lower_ in ("because", "when", "after", "before", "while", "as", "since"))


def _interrupts(doc: Doc, cue: Cue, block: tuple[int, int]) -> bool:
    """“The road, the mayor said, was closed”: between two commas, after words that are no clause."""
    start = cue.head.sent.start
    return (
        block[0] > start + 1
        and block[1] < cue.head.sent.end
        and doc[block[0] - 1].text == ","
        and doc[block[1]].text == ","
        and not is_finite(doc, (start, block[0]))
        and is_finite(doc, (block[1], cue.head.sent.end))
        and doc[block[1] + 1].tag_ in FINITE
    )


def _comments(doc: Doc, cue: Cue, block: tuple[int, int]) -> bool:
    """“The road, the union said, is closed”: the block stands between commas or ends the sentence."""
    sentence = cue.head.sent
    if not block[0] > sentence.start + 1:
        return False
    before = doc[block[0] - 1].text
    after = next((doc[i] for i in range(block[1], sentence.end) if not doc[i].is_space), None)
    closed = (
        after is None
        or after.is_punct
        or after.ent_type_ == "DATE"
        or after.pos_ in ("ADP", "ADV", "PROPN", "NOUN")
    )
    return before in (",", "”", '"', "''", "—", "–") and closed


def _around(doc: Doc, cue: Cue, block: tuple[int, int]) -> list[tuple[int, int]]:
    """The sentence without the words that attribute it."""
    sentence = cue.head.sent
    spans = [(clause_start(doc, block[0], sentence.start), block[0])]
    last = block[1]
    # "told reporters on Monday, adding": what follows the cue up to the next comma belongs to the cue.
    while (
        last < sentence.end
        and doc[last].text not in (",", ";", ".", "”", '"', ":")
        and not doc[last].is_space
    ):
        last += 1
    rest = trim(doc, last, sentence.end)
    subtree = {t.i for t in cue.head.subtree} if cue.head.dep_ == "parataxis" else set()
    if (
        last < sentence.end
        and doc[last].text == ","
        and rest[1] - rest[0] > 2
        and not any(i in subtree for i in range(*rest))
        and doc[rest[0]].pos_ not in ("SCONJ", "PRON")
        and doc[rest[0]].tag_ != "VBG"
        and is_finite(doc, rest)
        and cue.head.dep_ == "parataxis"
    ):
        spans.append((rest[0] + (doc[rest[0]].lower_ == "that"), rest[1]))
    elif rest[1] - rest[0] > 2 and is_finite(doc, rest) and not is_finite(doc, spans[0]):
        # "The road, she argued, was closed": what stands before the cue is no clause without the rest.
        spans.append(rest)
    return spans


def _with_conjuncts(token: Token) -> Iterable[Token]:
    """What hangs on a verb, and on those whom it is put to."""
    yield from token.children
    for child in token.children:
        if child.dep_ in ("obj", "obl", "iobj"):
            yield from child.children
            for other in child.children:
                if other.dep_ == "conj":
                    yield from other.children


def _completes(other: Token) -> bool:
    cases = {c.lower_ for c in other.children if c.dep_ in ("case", "mark")}
    return other.dep_ == "xcomp" or (
        bool(cases & {"as", "at", "of", "to", "for"}) and other.ent_type_ != "DATE"
    )
