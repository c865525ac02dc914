"""Names in, the same names without those that only a title's capitals suggest: "Council Urges Swift Inquiry".

Titles stand between quotation marks ("Also: Northern News, “...”") or on a line of their own. The names of
people, places and known bodies in them stay; what a whole title or its verb made into a name goes.
"""

from __future__ import annotations

import re
from bisect import bisect_right

from spacy.tokens import Doc

from claimgraph.annotate.knowledge import Knowledge, first_word
from claimgraph.annotate.names import Name, NameList, in_headline
from claimgraph.annotate.quotations import quotations

__all__ = ["drop_titles"]

_LEAST_WORDS = 5
_CAPITALS = 0.7
_FINITE = frozenset(("VBZ", "VBD", "VBP", "MD"))
_LONG = 4  # words; a shorter name with a word like "Watch" is not taken for a sentence


def drop_titles(doc: Doc, flat: str, names: NameList, know: Knowledge) -> None:
    """Take out of `names` what only the capitals of a title suggest.

    Args:
        doc: tagged, where the language model can.
        flat: the text after `name_patterns.flatten`.
        names: to be corrected.
        know: the ontology's tables.
    """
    titles = _quoted_titles(flat)
    starts = [start for start, _ in titles]
    inside: list[Name] = []
    outside: set[str] = set()
    for name in names:
        place = bisect_right(starts, name.start) - 1
        if place >= 0 and name.end <= titles[place][1]:
            inside.append(name)
        elif not in_headline(flat, name.start):
            outside.add(flat[name.start : name.end])
    for name in inside:
        if not _stands(name, flat, outside, know):
            names.remove(name)
    people = {flat[name.start : name.end] for name in names if name.label == "Person"}
    people = {text for text in people if text.count(" ") in (1, 2)}
    for name in [each for each in names if _is_sentence(doc, flat, each, people)]:
        names.remove(name)


def _quoted_titles(flat: str) -> list[tuple[int, int]]:
    """Quotations that write nearly every longer word with a capital."""
    found = []
    for quotation in quotations(flat):
        words = re.findall(r"[^\W\d_]+", flat[quotation.start : quotation.end])
        long = [word for word in words if len(word) > 3]
        capitals = sum(word[0].isupper() for word in long)
        if len(words) >= _LEAST_WORDS and len(long) > 2 and capitals >= _CAPITALS * len(long):
            found.append((quotation.start, quotation.end))
    return found


def _stands(name: Name, flat: str, outside: set[str], know: Knowledge) -> bool:
    """Whether a name in a title is one: known outside of it, listed, no body, or a country's body."""
    text = flat[name.start : name.end]
    if text in outside or name.origin == "list" or name.label != "Organization":
        return True
    before = re.search(r"([^\W_]+) (?:the )?$", flat[max(0, name.start - 20) : name.start])
    if before is not None and before[1].islower():
        return True  # "Statement to the Town Council"
    return " " not in text or first_word(text) in know.places_by_word or bool(name.acronym)


def _is_sentence(doc: Doc, flat: str, name: Name, people: set[str]) -> bool:
    """Whether a long name holds a finite verb ("Council Urges Release of Protesters") or two people."""
    if name.origin == "list" or flat.count(" ", name.start, name.end) + 1 < _LONG:
        return False
    text = flat[name.start : name.end]
    if name.label == "Person" and any(text.startswith(each + " ") for each in people):
        return True
    span = doc.char_span(name.start, name.end, alignment_mode="contract")
    return span is not None and any(token.tag_ in _FINITE for token in span[1:])
