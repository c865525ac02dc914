"""Which figure a figure takes up, and which it counts a part of ("232 people, including 19 officers").

Comes in: the figures of a document as they are found, in order, with what they count. Goes out: the same
figures, parts with the index of their whole. A part is of the same kind as its whole and not larger.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Doc

from claimgraph.annotate.counted import Counted
from claimgraph.annotate.stems import stem
from claimgraph.ontology.measures import Measures
from claimgraph.records import Figure

__all__ = ["Found", "earlier", "is_joined", "with_parts"]

_JOINS = frozenset({",", "and", "or"})
_PLACING = frozenset({"in", "at", "on", "across"})
_OPENS_PARTS = frozenset({":", ";", "–", "—", "-"})
_SENTENCES_BACK = 3


@dataclass(frozen=True, slots=True)
class Found:
    """A figure and what later ones need to take it up.

    Attributes:
        figure: the figure.
        first, last: its tokens, `last` included.
        counted: what it counts.
        plain: the measure that its noun alone says, or that of what it takes up.
        by_verb: whether a verb, not the noun alone, says what is counted ("40 people were ARRESTED").
        whole: index of the figure that it takes up or is a part of, if there is one before it.
    """

    figure: Figure
    first: int
    last: int
    counted: Counted
    plain: str | None = None
    by_verb: bool = False
    whole: int | None = None


def earlier(found: Sequence[Found], reach: int, counted: Counted, *, unit: bool) -> int | None:
    """Index of the figure that an elliptical one takes up, or that a part is taken from.

    That is the last which is not only a place ("in three regions"); after "of whom 19 fled", their whole.

    Args:
        found: the figures before it.
        reach: first token of the sentences that it may refer to.
        counted: what it counts.
        unit: whether it has a unit; without one, it takes up no amounts of money or time.
    """
    if not counted.back and not counted.part:
        return None
    last = None
    for at in range(len(found) - 1, -1, -1):
        each = found[at]
        if each.first < reach:
            break
        if not unit and each.figure.unit is not None:
            continue
        if not _is_placed(each.counted) and (each.counted.back or not each.counted.part):
            is_part = each.counted.part and each.whole is not None
            return each.whole if is_part else at
        last = at if last is None else last
    return last


def is_joined(doc: Doc, before: Found, start: int) -> bool:
    """As in "73 detainees, eight doctors and 22 relatives": only commas and conjunctions in between.

    Args:
        doc: the parsed text.
        before: the figure before.
        start: first token of the next one and the words that bound it.
    """
    noun = before.counted.noun
    if noun is None or not before.first < noun.i < start:
        return False
    return all(token.lower_ in _JOINS for token in doc[noun.i + 1 : start])


def with_parts(doc: Doc, found: Sequence[Found], measures: Measures) -> list[Figure]:
    """The figures, those that count a part of another with its index.

    Args:
        doc: the parsed text.
        found: all figures, in order.
        measures: tells which are of one kind.
    """
    wholes: list[int | None] = []
    for at, each in enumerate(found):
        wholes.append(_whole(doc, found, wholes, at, measures))
        if each.counted.out_of and at and doc[found[at - 1].first].sent == doc[each.first].sent:
            # "58 people remain in custody out of 812 detained"
            wholes[at - 1] = at
    return [
        replace(each.figure, part_of=whole)
        if whole is not None and _fits(each.figure, found[whole].figure, measures)
        else each.figure
        for each, whole in zip(found, wholes, strict=True)
    ]


def _whole(
    doc: Doc, found: Sequence[Found], wholes: Sequence[int | None], at: int, measures: Measures
) -> int | None:
    each = found[at]
    counted = each.counted
    if counted.of_number is not None and at + 1 < len(found):
        following = found[at + 1]
        # "64 of the 87 detainees"
        return at + 1 if following.first <= counted.of_number <= following.last else None
    if counted.out_of:
        return None
    if counted.part:
        return each.whole
    if counted.among is not None or counted.definite:
        return _same_counted(doc, found, at, measures)
    if not at:
        return None
    before, shared = found[at - 1], wholes[at - 1]
    if (
        shared is not None
        and shared < at
        and (
            is_joined(doc, before, counted.start)
            or (
                counted.back
                and doc[before.first].sent == doc[each.first].sent
                and _is_sibling(each, before, at)
            )
        )
    ):
        # "including four women and nine children", "of whom 47 were charged and 205 released"
        return shared
    return each.whole if _opens_parts(doc, found, each) else None


def _is_sibling(each: Found, before: Found, at: int) -> bool:
    """Whether an elliptical figure takes up the part before it, or what that is a part of."""
    return each.whole is not None and each.whole in {before.whole, at - 1}


def _same_counted(doc: Doc, found: Sequence[Found], at: int, measures: Measures) -> int | None:
    """The last figure near that counts what "19 of the dead" and "among the dead were 19" are taken from."""
    each = found[at]
    reach = doc[each.first].sent
    for _ in range(_SENTENCES_BACK):
        reach = doc[reach.start - 1].sent if reach.start else reach
    for index in range(at - 1, -1, -1):
        other = found[index]
        if other.first < reach.start:
            return None
        if other.counted.part or not _is_alike(each.plain, other.figure.measure, measures):
            continue
        nouns = (each.counted.noun, other.counted.noun)
        broad = each.plain is not None and not measures.measures[each.plain].broader
        if not broad or None in nouns or len({stem(noun.lower_) for noun in nouns if noun is not None}) == 1:
            return index
    return None


def _is_alike(one: str | None, other: str | None, measures: Measures) -> bool:
    """Whether those that a part is taken from (`one`) are what a figure counts (`other`), or one is finer."""
    if one is None or other is None or one == other:
        return one is not None and one == other
    # "19 of the dead" are no part of "300 people": people of whom nothing else is said.
    is_said = bool(measures.measures[other].broader)
    return one in measures.above(other) or (is_said and other in measures.above(one))


def _opens_parts(doc: Doc, found: Sequence[Found], each: Found) -> bool:
    """As in "filed 25 complaints: four were upheld, 13 dismissed": a subject without noun after a colon."""
    if each.whole is None or not each.counted.back or not each.counted.anchor.dep_.startswith("nsubj"):
        return False
    whole = found[each.whole]
    if whole.counted.noun is None or doc[whole.first].sent != doc[each.first].sent:
        return False
    return any(token.text in _OPENS_PARTS for token in doc[whole.last + 1 : each.first])


def _fits(part: Figure, whole: Figure, measures: Measures) -> bool:
    if None not in (part.measure, whole.measure):
        kinds, others = (measures.tops(str(each.measure)) for each in (part, whole))
        if kinds.isdisjoint(others):
            return False
    if part.unit in {"percent", "share"}:
        return whole.unit is None
    return part.unit == whole.unit and part.value <= (whole.value if whole.max is None else whole.max)


def _is_placed(counted: Counted) -> bool:
    """As in "in three regions" says where, and is not what an elliptical figure takes up."""
    noun = counted.noun
    if noun is None or counted.stands_for:
        return False
    return any(child.dep_ == "case" and child.lower_ in _PLACING for child in noun.children)
