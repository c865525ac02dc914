"""What narrows a figure: whom, where, and as of when.

Comes in: a figure's place in a parsed `Doc`, with its dates and claims. Goes out: verbatim words and an ISO
date. It does not compare scopes; that is for those who compare figures.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from spacy.tokens import Doc, Token

from claimgraph.annotate.counted import Counted
from claimgraph.annotate.dates import DateInText
from claimgraph.records import Claim

__all__ = ["as_of", "scope"]

_PLACING = frozenset({"in", "at", "on", "across", "near", "inside", "outside", "throughout", "under", "from"})
_GENERIC = frozenset(
    {"person", "people", "persons", "individual", "individuals", "other", "others", "being", "beings"}
)
_AS_OF = re.compile(r"\b(?:as of|as at|as on|by|until|up to)\s+(?:the\s)?$", re.IGNORECASE)
_MOST_WORDS = 8


def scope(
    doc: Doc,
    text: str,
    counted: Counted,
    last: int,
    stop: int,
    places: AbstractSet[int],
    scope_words: AbstractSet[str],
    *,
    who: bool,
) -> str | None:
    """The words that narrow what is counted, verbatim, joined by "; ".

    Args:
        doc: parsed text.
        text: `doc.text`.
        counted: what the figure counts.
        last: last token of the number.
        stop: first token that is not about this figure any more.
        places: where names of places start in the text.
        scope_words: nouns that do so, too ("custody").
        who: True where the counted noun says who among people ("police officers").
    """
    found = []
    if counted.who is not None:
        words = doc.char_span(counted.who.start, counted.who.end, alignment_mode="expand")
        last_of_who = counted.who.end if words is None else _end_of_body(words[-1], counted.who.end)
        found.append(text[counted.who.start : last_of_who])
    if who and counted.noun is not None and counted.span is not None and counted.noun.lower_ not in _GENERIC:
        found.append(text[counted.span.start : _end_of_body(counted.noun, counted.span.end)])
    at = last + 1
    while at < stop and doc[at].text != ";":
        token = doc[at]
        end = _place_end(doc, at, stop, places, scope_words) if token.lower_ in _PLACING else None
        if end is not None:
            found.append(doc[at : end + 1].text)
            at = end
        at += 1
    return "; ".join(dict.fromkeys(found)) or None


def as_of(
    text: str,
    start: int,
    bounds: tuple[int, int],
    dates: Sequence[DateInText],
    claim: Claim | None,
    known: str | None,
) -> str | None:
    """The date that the text ties a figure to: of the utterance, or after "as of" and "by".

    Args:
        text: of the document.
        start: where the figure starts.
        bounds: start and end of its sentence.
        dates: all dates of the text, in order.
        claim: the claim that holds the figure.
        known: date of the document, whose year completes "9 December".
    """
    first = bisect_left(dates, bounds[0], key=lambda date: date.start)
    last = bisect_left(dates, bounds[1], key=lambda date: date.start)
    inside = [date for date in dates[first:last] if date.month is not None]
    if not inside:
        return None
    left = max(text.rfind(";", bounds[0], start) + 1, bounds[0])
    right = text.find(";", start, bounds[1])
    right = bounds[1] if right < 0 else right
    contents = claim.content if claim is not None else ()
    chosen = None
    for date in inside:
        if not left <= date.start < right:
            continue
        outside = bool(contents) and not any(span.start <= date.start < span.end for span in contents)
        if outside or _AS_OF.search(text, max(left, date.start - 12), date.start):
            chosen = date
            break
    if chosen is None:
        return None
    years = [date.year for date in inside if date.year is not None and date.start < chosen.start]
    return chosen.iso(years[-1] if years else _year_before(chosen, known))


def _year_before(date: DateInText, known: str | None) -> int | None:
    """The year in which the date last was, seen from the document's own date."""
    if known is None or not re.match(r"\d{4}", known):
        return None
    year = int(known[:4])
    completed = date.iso(year)
    is_later = completed is not None and len(known) >= len("2022-01") and completed[: len(known)] > known
    return year - 1 if is_later else year


def _end_of_body(noun: Token, end: int) -> int:
    """Where the words for who is counted end: "members" alone says nothing of "members of the police"."""
    following = noun.doc[noun.i + 1 : noun.i + 2]
    if following.text != "of":
        return end
    body = next((child for child in noun.children if child.dep_ == "nmod" and child.i > noun.i), None)
    if body is None or body.right_edge.i - noun.i > _MOST_WORDS:
        return end
    return body.idx + len(body)


def _place_end(
    doc: Doc, at: int, stop: int, places: AbstractSet[int], scope_words: AbstractSet[str]
) -> int | None:
    """The last token of the phrase that the preposition at `at` starts, if it names a place."""
    end = None
    for token in doc[at + 1 : min(at + 1 + _MOST_WORDS, stop)]:
        if token.lower_ == "of" and end == token.i - 1:
            # "in the town of Keth"
            continue
        if token.pos_ not in {"DET", "ADJ", "NOUN", "PROPN", "PRON"} and token.text not in {"-", "’s", "'s"}:
            break
        if token.pos_ in {"NOUN", "PROPN"}:
            if _is_place(token, places) or _is_scope_word(token, scope_words):
                end = token.i
            elif end is not None and not (token.pos_ == "PROPN" and doc[token.i - 1].lower_ in {"of", "the"}):
                break
            elif end is not None:
                end = token.i
    return end


def _is_place(token: Token, places: AbstractSet[int]) -> bool:
    return token.ent_type_ in {"LOC", "GPE", "FAC"} or token.idx in places


def _is_scope_word(token: Token, scope_words: AbstractSet[str]) -> bool:
    two = f"{token.nbor(-1).lower_} {token.lemma_.lower()}" if token.i else ""
    return token.lower_ in scope_words or token.lemma_.lower() in scope_words or two in scope_words
