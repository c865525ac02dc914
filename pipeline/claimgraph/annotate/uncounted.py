"""Tells numbers that count nothing: names of things (article 272), list numbers, years, ages.

Comes in: a quantity and its place in a parsed `Doc`. Dates and clock times are found before, by `dates`;
durations are told apart by their measure, in `figures`.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from spacy.tokens import Doc, Token

from claimgraph.annotate.quantities import Quantity
from claimgraph.ontology.measures import Measures

__all__ = ["CODES", "Uncounted", "inside_names"]

# Addresses and telephone numbers: whatever digits they hold.
CODES = re.compile(r"https?://\S+|www\.\S+|\S+@\S+\.\w+|\+\d[\d\s()-]{6,}\d")
_OLDEST = 110
_BEFORE_YEARS = frozenset({"DET", "ADP", "PROPN", "NOUN", "ADJ"})
_DEFINITE_UP_TO = 12
_LIST_MARK = re.compile(r"[ \t•·*–—-]*\(?$")
_AFTER_LIST_MARK = re.compile(r"(?:\.|\))(?=\s|$)")
_AGE_ENDS = frozenset(",.;)–—―")
_CLOCK = re.compile(r"[\s-]o['’]clock\b", re.IGNORECASE)
# "at 11.52", as clocks are written in much of the world; "at 3.4 per cent" and "at 11.52 marks" are none.
_DOTTED_CLOCK = re.compile(r"(?<=\bat )(?:[01]?\d|2[0-3])\.[0-5]\d(?=[.,;:)]|\s*$|\s(?:on|and|but|the|a)\b)")


class Uncounted:
    """Decides whether a quantity is a name, a year or an age.

    Args:
        measures: the words for such contexts.
    """

    def __init__(self, measures: Measures) -> None:
        self._labels = measures.label_words
        self._ages = measures.age_words
        after = "|".join(re.escape(word) for word in sorted(measures.time_words))
        self._time_after = re.compile(rf"[\s-]+(?:{after})\b", re.IGNORECASE)

    def is_time(self, text: str, quantity: Quantity) -> bool:
        """An age or a point in time: "34-year-old", "two years ago"."""
        if quantity.unit is None:
            dotted = _DOTTED_CLOCK.match(text, quantity.start)
            return dotted is not None or _CLOCK.match(text, quantity.end) is not None
        return self._time_after.match(text, quantity.unit_end) is not None

    def is_list_mark(self, text: str, quantity: Quantity) -> bool:
        """A paragraph or page number, or a note in brackets."""
        if quantity.number.form in {"words", "vague"} or quantity.unit is not None:
            return False
        start, end = quantity.start, quantity.end
        if text[start - 1 : start] == "[" and text[end : end + 1] == "]":
            return True
        line = text.rfind("\n", 0, start) + 1
        if not _LIST_MARK.fullmatch(text, line, start):
            return False
        rest = text[end : (text.find("\n", end) + 1 or len(text) + 1) - 1].strip()
        section = not isinstance(quantity.value, int) and rest[:1].isupper()
        return not rest.strip(".)") or section or _AFTER_LIST_MARK.match(text, end) is not None

    def is_label(self, doc: Doc, first: int, last: int, quantity: Quantity) -> bool:
        """As in "article 272", "Resolution 2345", "No. 5": the number is (a part of) a name.

        Args:
            doc: the parsed text.
            first: the first token of the quantity.
            last: its last token.
            quantity: what was read there.
        """
        if quantity.number.form in {"share", "vague"} or quantity.unit is not None or first == 0:
            return False
        before = doc[first - 1]
        if before.is_space:
            return False
        if before.text == "." and first > 1 and doc[first - 2].i + 1 == before.i:
            # "No. 5" where the tokenizer splits the full stop.
            short = doc[first - 2]
            return short.lower_ in self._labels and len(short) <= 4 and before.whitespace_ != ""
        word = before.lower_.rstrip(".")
        if before.is_punct and word not in self._labels:
            return False
        if (word in self._labels or word.removesuffix("s") in self._labels) and before.pos_ not in {
            "VERB",
            "DET",
        }:
            return before.is_title or not _noun_follows(doc, last)
        named = before.pos_ == "PROPN" and quantity.number.bare and doc[first].head.i == before.i
        return named and doc[first].dep_ not in {"appos", "conj", "parataxis"} and not _counts_on(doc, last)

    def is_year(self, doc: Doc, first: int, last: int, quantity: Quantity) -> bool:
        """Four bare digits that count nothing which follows."""
        if not (quantity.number.bare and 1900 <= quantity.value < 2100) or quantity.unit is not None:
            return False
        if quantity.op == "range":
            return quantity.max is not None and 1900 <= quantity.max < 2100
        if not _noun_follows(doc, last):
            return True
        if quantity.op != "=":
            # "below 2005 levels", but "over 2000 people".
            return quantity.op_phrase in self._ages and quantity.value % 10 != 0
        before = doc[first - 1] if first else None
        return before is not None and (before.pos_ in _BEFORE_YEARS or before.tag_ == "POS")

    def is_age(self, doc: Doc, first: int, last: int, quantity: Quantity) -> bool:
        """As in "Ada Lovelace, 36,", "Ada Lovelace (36)", "aged 36"; not yet "under 18"."""
        if quantity.unit is not None or not 0 < quantity.value < _OLDEST or first == 0:
            return False
        before = doc[first - 1]
        if before.lower_ in self._ages and before.lower_ != quantity.op_phrase:
            return True
        if before.lower_ == "of" and first > 1 and f"{doc[first - 2].lower_} of" in self._ages:
            return True
        if first < 2 or before.text not in {",", "("} or last + 1 >= len(doc):
            return False
        named = doc[first - 2].pos_ == "PROPN" or doc[first - 2].ent_type_ == "PERSON"
        return named and quantity.number.bare and doc[last + 1].text in _AGE_ENDS

    def is_known(self, doc: Doc, first: int, last: int, quantity: Quantity) -> bool:
        """As in "the two groups", "these three men": a few that were spoken of before, not counted here."""
        if quantity.number.form != "words" or quantity.value > _DEFINITE_UP_TO or quantity.unit or first == 0:
            return False
        before = doc[first - 1].lower_
        if before in {"these", "those", "both", "other"} or (
            before == "all" and not _noun_follows(doc, last)
        ):
            return True
        return before == "the" and not _is_narrowed(doc, last)


def inside_names(names: Sequence[tuple[int, int]], quantity: Quantity, text: str) -> bool:
    """Whether the number belongs to a name: "Group of 20", "20 Minutes"; counts before a name do not.

    Args:
        names: start and end of the names, sorted.
        quantity: a number of the text.
        text: of the document.
    """
    at = bisect_right(names, (quantity.start, len(text))) - 1
    if at < 0:
        return False
    start, end = names[at]
    if quantity.end > end:
        return False
    return start < quantity.start or end == quantity.end or text[quantity.end : end].strip()[:1].isupper()


def _noun_follows(doc: Doc, last: int) -> bool:
    """A plural noun, perhaps after adjectives."""
    for token in doc[last + 1 : last + 5]:
        if token.pos_ in {"NOUN", "PROPN"}:
            if token.tag_ in {"NNS", "NNPS"} or "Plur" in token.morph.get("Number", []):
                return True
        elif token.pos_ != "ADJ" and token.tag_ not in {"VBN", "VBG"}:
            return False
    return False


def _counts_on(doc: Doc, last: int) -> bool:
    """Whether a verb or a noun follows at once, as after a number that counts."""
    return last + 1 < len(doc) and doc[last + 1].pos_ in {"VERB", "AUX", "NOUN", "ADJ"}


def _is_narrowed(doc: Doc, last: int) -> bool:
    """As in "the four incidents we documented": the words after the noun say what is counted."""
    noun = _head_noun(doc, last)
    if noun is None:
        return False
    return any(child.i > noun.i and child.dep_.split(":")[0] == "acl" for child in noun.children)


def _head_noun(doc: Doc, last: int) -> Token | None:
    head = doc[last].head
    if head.i > last and head.pos_ in {"NOUN", "PROPN"}:
        return head
    following = doc[last + 1] if last + 1 < len(doc) else None
    return following if following is not None and following.pos_ == "NOUN" else None
