"""The quantities of a document that may count something, with the tokens they stand on.

Comes in: a parsed `Doc`. Left out are numbers in dates, addresses, boilerplate and names, ages, years, and
the numbers of articles and lists. What the others count is decided in `figures`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Doc

from claimgraph.annotate.dates import DateInText
from claimgraph.annotate.numbers import Number, NumberReader
from claimgraph.annotate.overlaps import Covered
from claimgraph.annotate.quantities import Quantity, QuantityReader
from claimgraph.annotate.stems import stem
from claimgraph.annotate.uncounted import CODES, Uncounted, inside_names
from claimgraph.annotate.vague import VagueReader
from claimgraph.ontology.measures import Measures
from claimgraph.records import Document, Mention

__all__ = ["Candidate", "CandidateFinder"]

# Bounds that are also prepositions: "over 30 deaths" and "concern over 30 deaths".
_AMBIGUOUS = frozenset({"about", "over", "under", "above", "below", "around", "beyond"})
_LABELS_GO_ON = frozenset({",", "and", "or", "to", "-", "–", "", ", and"})


@dataclass(frozen=True, slots=True)
class Candidate:
    """A quantity and its tokens.

    Attributes:
        quantity: what was read.
        first, last: its tokens, `last` included.
        start: the first token of the words that bound it, or `first`.
    """

    quantity: Quantity
    first: int
    last: int
    start: int


class CandidateFinder:
    """Finds candidates.

    Args:
        measures: number words, units, operators and contexts.
        quantities: reads the quantities.
    """

    def __init__(self, measures: Measures, quantities: QuantityReader) -> None:
        self._numbers = NumberReader(measures.numbers)
        self._vague = VagueReader(measures.numbers)
        self._quantities = quantities
        self._uncounted = Uncounted(measures)
        self._topics = frozenset(stem(word) for word in measures.topic_words)
        self._irregular = measures.irregular

    def find(self, doc: Doc, text: str, dates: Sequence[DateInText]) -> Iterator[Candidate]:
        """Candidates in document order.

        Args:
            doc: tagged and parsed, with `doc._.mentions` and `doc._.document`.
            text: `doc.text`.
            dates: the dates in it.
        """
        document: Document | None = doc._.document
        skipped = [(date.start, date.end) for date in dates]
        skipped += [match.span() for match in CODES.finditer(text)]
        skipped += [(span.start, span.end) for span in (document.boilerplate if document is not None else ())]
        covered = Covered(skipped)
        mentions: Sequence[Mention] = doc._.mentions
        named = sorted((each.start, each.end) for each in mentions if each.form == "named")
        numbers = [each for each in self._all_numbers(text) if not covered.overlaps(each.start, each.end)]
        label_end: int | None = None
        for quantity in self._quantities.read(text, numbers):
            span = doc.char_span(quantity.start, quantity.end, alignment_mode="expand")
            bounded = doc.char_span(quantity.op_start, quantity.end, alignment_mode="expand")
            if span is None or bounded is None:
                continue
            candidate = Candidate(quantity, span.start, span.end - 1, bounded.start)
            goes_on = label_end is not None and text[label_end : quantity.start].strip() in _LABELS_GO_ON
            if goes_on or self._uncounted.is_label(doc, candidate.first, candidate.last, quantity):
                label_end = quantity.end
                continue
            label_end = None
            if self._may_count(doc, text, candidate) and not inside_names(named, quantity, text):
                yield self._without_preposition(doc, candidate)

    def _all_numbers(self, text: str) -> list[Number]:
        """Numbers and vague amounts in order; where they overlap, the number."""
        numbers = self._numbers.find(text)
        taken = Covered((each.start, each.end) for each in numbers)
        vague = [each for each in self._vague.find(text) if not taken.overlaps(each.start, each.end)]
        return sorted((*numbers, *vague), key=lambda each: each.start)

    def _may_count(self, doc: Doc, text: str, candidate: Candidate) -> bool:
        quantity, first, last = candidate.quantity, candidate.first, candidate.last
        tests = self._uncounted
        attached = quantity.number.attached and quantity.unit is None and quantity.op_end == quantity.end
        return not (
            attached
            or tests.is_time(text, quantity)
            or tests.is_list_mark(text, quantity)
            or tests.is_year(doc, first, last, quantity)
            or tests.is_age(doc, first, last, quantity)
            or tests.is_known(doc, first, last, quantity)
        )

    def _without_preposition(self, doc: Doc, candidate: Candidate) -> Candidate:
        """The candidate unbounded where the word before is a preposition: "concern over 30 deaths"."""
        quantity = candidate.quantity
        if quantity.op_phrase not in _AMBIGUOUS or candidate.start == 0:
            return candidate
        before = doc[candidate.start - 1].lower_
        if stem(self._irregular.get(before, before)) not in self._topics:
            return candidate
        return replace(candidate, quantity=replace(quantity, op="=", op_start=quantity.start))
