"""The spaCy component that writes `doc._.figures`: numbers that count or measure something.

Comes in: a `Doc` with tags, trees, `doc._.mentions`, `doc._.claims` and `doc._.document`. Goes out: one `Figure`
per number, with operator, what is counted, measure, scope, date and claim. Vague amounts ("dozens"), dates, ages,
durations and the numbers of articles and paragraphs are left out.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from spacy.tokens import Doc, Span, Token

from claimgraph.annotate.circumstances import as_of, scope
from claimgraph.annotate.counted import Counted, find_counted
from claimgraph.annotate.dates import DateFinder, DateInText
from claimgraph.annotate.extensions import declare_extensions
from claimgraph.annotate.measured import MeasureFinder, Trigger
from claimgraph.annotate.numbers import NumberReader
from claimgraph.annotate.quantities import Quantity, QuantityReader
from claimgraph.annotate.uncounted import CODES, Uncounted, inside_names
from claimgraph.ontology.load import Ontology
from claimgraph.ontology.measures import Unit, read_measures
from claimgraph.records import Claim, Document, Figure, Operator

__all__ = ["FigureFinder"]

_SENTENCES_BACK = 3
_NEAR, _FAR = 2.6, 6.0
_MONEY_NEAR = 8
_MAYBE_CURRENCY = frozenset({"NOUN", "PROPN", "VERB", "X", "ADJ"})
_NEVER_CURRENCY = frozenset({"more", "less", "other", "such", "worth", "strong", "dead"})
_AMBIGUOUS = frozenset({"about", "over", "under", "above", "below", "around", "beyond"})


@dataclass(frozen=True, slots=True)
class _Place:
    """A quantity and where it stands: `first` to `last` token (included), `start` with the words that bound it."""

    quantity: Quantity
    first: int
    last: int
    start: int


@dataclass(frozen=True, slots=True)
class _Sentence:
    """A sentence that holds quantities: its triggers, the first tokens of its quantities, and how far back they refer."""

    span: Span
    reach: int
    triggers: Sequence[Trigger]
    starts: Sequence[int]


@dataclass(frozen=True, slots=True)
class _Found:
    """A figure and what later ones need to take it up."""

    figure: Figure
    token: int
    placed: bool


class FigureFinder:
    """Finds the figures of a document.

    Args:
        ontology: its measures, units, operators and number words are used.

    >>> import spacy
    >>> from claimgraph.ontology import load_ontology
    >>> from spacy.tokens import Doc
    >>> words = ["At", "least", "nine", "people", "died", "."]
    >>> doc = Doc(spacy.blank("en").vocab, words, pos=["ADP", "ADJ", "NUM", "NOUN", "VERB", "PUNCT"],
    ...           tags=["IN", "JJS", "CD", "NNS", "VBD", "."], lemmas=["at", "least", "nine", "person", "die", "."],
    ...           heads=[2, 2, 3, 4, 4, 4], deps=["case", "nmod", "nummod", "nsubj", "ROOT", "punct"])
    >>> [(f.op, f.value, f.measure) for f in FigureFinder(load_ontology())(doc)._.figures]
    [('>=', 9, 'deaths')]
    """

    def __init__(self, ontology: Ontology) -> None:
        declare_extensions()
        measures = read_measures(ontology)
        self._measures = measures
        self._numbers = NumberReader(measures.numbers)
        self._quantities = QuantityReader(measures)
        self._dates = DateFinder(measures.numbers.months)
        self._uncounted = Uncounted(measures)
        self._finder = MeasureFinder(measures)
        self._money = {unit.measure for unit in measures.units if len(unit.name) == 3 and unit.name.isupper()}

    def __call__(self, doc: Doc) -> Doc:
        """Write `doc._.figures`, in document order."""
        text = doc.text
        dates = self._dates.find(text)
        places = self._places(doc, text, dates)
        found: list[_Found] = []
        sentence: _Sentence | None = None
        for at, place in enumerate(places):
            if sentence is None or place.first >= sentence.span.end:
                sentence = self._sentence(doc, place, places[at:])
            following = places[at + 1].start if at + 1 < len(places) else len(doc)
            one = self._figure(doc, place, sentence, min(sentence.span.end, following), found, dates)
            if one is not None:
                found.append(one)
        doc._.figures = [each.figure for each in found]
        return doc

    def _places(self, doc: Doc, text: str, dates: Sequence[DateInText]) -> list[_Place]:
        """The quantities that may count something."""
        document: Document | None = doc._.document
        skipped = [(date.start, date.end) for date in dates]
        skipped += [(match.start(), match.end()) for match in CODES.finditer(text)]
        skipped += [tuple(span) for span in (document.boilerplate if document is not None else ())]
        covered = _Covered(skipped)
        numbers = [each for each in self._numbers.find(text) if not covered.overlaps(each.start, each.end)]
        found: list[_Place] = []
        label_end = -1
        for quantity in self._quantities.read(text, numbers):
            span = doc.char_span(quantity.start, quantity.end, alignment_mode="expand")
            bounded = doc.char_span(quantity.op_start, quantity.end, alignment_mode="expand")
            if span is None or bounded is None:
                continue
            place = _Place(quantity, span.start, span.end - 1, bounded.start)
            follows_label = label_end >= 0 and text[label_end : quantity.start].strip() in {
                ",",
                "and",
                "or",
                "to",
                "-",
                "–",
            }
            if follows_label or self._uncounted.is_label(doc, place.first, place.last, quantity):
                label_end = quantity.end
                continue
            label_end = -1
            if self._counts(doc, text, place):
                found.append(self._bounded_by_parse(doc, place))
        return found

    def _counts(self, doc: Doc, text: str, place: _Place) -> bool:
        quantity, first, last = place.quantity, place.first, place.last
        tests = self._uncounted
        attached = quantity.number.attached and quantity.unit is None and quantity.op_end == quantity.end
        return not (
            attached
            or tests.is_time(text, quantity)
            or tests.is_list_mark(text, quantity)
            or tests.is_year(doc, first, last, quantity)
            or tests.is_age(doc, first, last, quantity)
            or tests.is_known(doc, first, last, quantity)
            or inside_names(doc._.mentions, quantity, text)
        )

    def _bounded_by_parse(self, doc: Doc, place: _Place) -> _Place:
        """ "concern over 30 deaths" bounds nothing: the word belongs to the noun before."""
        quantity = place.quantity
        if quantity.op_phrase not in _AMBIGUOUS or place.start == 0:
            return place
        word, before = doc[place.start], doc[place.start - 1]
        noun = word.head
        if word.dep_ == "case" and noun.dep_ == "nmod" and noun.head.i == before.i and before.pos_ == "NOUN":
            plain = replace(quantity, op="=", op_start=quantity.start, op_phrase="")
            return replace(place, quantity=plain, start=place.first)
        return place

    def _sentence(self, doc: Doc, place: _Place, following: Sequence[_Place]) -> _Sentence:
        span = doc[place.first].sent
        starts = [each.first for each in takewhile(lambda each: each.first < span.end, following)]
        reach = span
        for _ in range(_SENTENCES_BACK):
            reach = doc[reach.start - 1].sent if reach.start else reach
        return _Sentence(span, reach.start, self._finder.triggers(doc, span.start, span.end), starts)

    def _figure(
        self,
        doc: Doc,
        place: _Place,
        sentence: _Sentence,
        stop: int,
        found: Sequence[_Found],
        dates: Sequence[DateInText],
    ) -> _Found | None:
        """The figure at `place`; `stop` is the first token that is not about it any more."""
        place = self._with_currency(doc, place, sentence)
        quantity = place.quantity
        counted = find_counted(
            doc, place.first, place.last, place.start, self._measures.amount_words, self._names_amount
        )
        earlier = self._earlier(sentence, found) if counted.back or counted.part else None
        noun = self._finder.of_noun(counted.noun) if counted.noun is not None else None
        measure, triggered = self._measure(counted, noun, quantity.unit, earlier, sentence)
        if not self._is_figure(doc, place, counted, measure, triggered=triggered):
            return None
        claims: Sequence[Claim] = doc._.claims
        document: Document | None = doc._.document
        claim = _innermost(claims, quantity.start, quantity.end)
        narrows = noun is not None and noun != measure and self._finder.is_plain(noun)
        figure = Figure(
            start=quantity.start,
            end=quantity.end,
            value=quantity.value,
            max=quantity.max,
            op=self._operator(doc.text, quantity, counted),
            measure=measure,
            counted=counted.span or (earlier.figure.counted if earlier is not None else None),
            unit=_unit_name(quantity),
            scope=scope(
                doc, counted, place.last, stop, doc._.mentions, self._measures.scope_words, who=narrows
            ),
            as_of=as_of(
                doc.text,
                quantity.start,
                (sentence.span.start_char, sentence.span.end_char),
                dates,
                claims[claim] if claim is not None else None,
                document.date if document is not None else None,
            ),
            claim=claim,
        )
        return _Found(figure, place.first, _is_placed(counted))

    def _with_currency(self, doc: Doc, place: _Place, sentence: _Sentence) -> _Place:
        """Takes the word after an amount of money for its currency where nothing else explains it."""
        quantity, at = place.quantity, place.last + 1
        if quantity.unit is not None or quantity.number.form == "share" or at >= len(doc):
            return place
        word = doc[at]
        if not (
            word.is_alpha
            and word.is_lower
            and word.pos_ in _MAYBE_CURRENCY
            and word.lower_ not in _NEVER_CURRENCY
        ):
            return place
        if self._finder.listed(word) is not None or word.tag_ in {"NNS", "VBN", "VBG", "VBD"}:
            return place
        if at + 1 < len(doc) and doc[at + 1].pos_ in {"NOUN", "PROPN"}:
            return place
        money = next((trigger for trigger in sentence.triggers if self._is_money(trigger, place)), None)
        if money is None:
            return place
        unit = Unit(name=word.lower_, measure=min(self._money), words=(), symbols=())
        end = word.idx + len(word)
        return replace(place, quantity=replace(quantity, end=end, unit=unit, unit_end=end), last=at)

    def _is_money(self, trigger: Trigger, place: _Place) -> bool:
        near = abs(trigger.token.i - place.first) <= _MONEY_NEAR
        return near and any(self._money & self._measures.tops(name) for name in trigger.measures)

    def _names_amount(self, noun: Token) -> bool:
        """A noun such as "toll" or "casualties", whose amount may follow later in the clause."""
        return self._finder.listed(noun) is not None

    def _earlier(self, sentence: _Sentence, found: Sequence[_Found]) -> _Found | None:
        """The figure that an elliptical one takes up: the last that is not only a place ("in three regions")."""
        near = [each for each in found if each.token >= sentence.reach]
        plain = [each for each in near if not each.placed]
        return plain[-1] if plain else (near[-1] if near else None)

    def _measure(
        self,
        counted: Counted,
        noun: str | None,
        unit: Unit | None,
        earlier: _Found | None,
        sentence: _Sentence,
    ) -> tuple[str | None, bool]:
        """The measure, and whether a trigger word (not only the noun) spoke for it."""
        before = earlier.figure.measure if earlier is not None else None
        base = noun
        if unit is not None and unit.name != "percent":
            base = unit.measure
        elif counted.back and base is None:
            base = before
        # A part ("including 19 officers") shares the verb of its whole unless it has one of its own.
        limit = _NEAR if counted.part and not counted.back else _FAR
        measure, triggered = self._finder.choose(
            counted, base, sentence.triggers, sentence.starts, limit=limit
        )
        if counted.part and not triggered and measure is not None and before is not None:
            if self._finder.same_kind(measure, before) and self._finder.is_plain(measure):
                return self._finder.combined(before, measure), True
        if measure is None and unit is not None:
            measure = unit.measure
        return measure, triggered

    def _is_figure(
        self, doc: Doc, place: _Place, counted: Counted, measure: str | None, *, triggered: bool
    ) -> bool:
        quantity = place.quantity
        unit = quantity.unit
        if unit is not None and self._measures.measures[unit.measure].needs_trigger:
            return triggered
        if quantity.number.form == "share" and counted.noun is None and not counted.back:
            return False
        if quantity.number.form == "share" and counted.noun is not None and self._is_unit_word(counted.noun):
            return False
        if (
            quantity.op_phrase in self._measures.age_words
            and unit is None
            and self._follows_people(doc, place)
        ):
            return counted.noun is not None and not counted.stands_for
        if quantity.number.form == "words" and quantity.value <= 1:
            return triggered and not _is_pronoun(doc, place)
        return True

    def _is_unit_word(self, noun: Token) -> bool:
        word = noun.lower_
        return any(word in unit.words for unit in self._measures.units)

    def _follows_people(self, doc: Doc, place: _Place) -> bool:
        """ "children under 18": an age."""
        before = doc[place.start - 1] if place.start else None
        if before is None or before.pos_ != "NOUN":
            return False
        named = self._finder.of_noun(before)
        return named is not None and self._finder.is_plain(named)

    def _operator(self, text: str, quantity: Quantity, counted: Counted) -> Operator:
        """The bound, also where it follows the noun: "30 people or more"."""
        if quantity.op in {"=", "~"} and counted.noun is not None and counted.noun.idx > quantity.end:
            return self._quantities.phrase_after(text, counted.noun.idx + len(counted.noun)) or quantity.op
        return quantity.op


def _is_pronoun(doc: Doc, place: _Place) -> bool:
    """ "One told the mission ...", "one of the most": no count."""
    token = doc[place.last]
    following = doc[place.last + 1] if place.last + 1 < len(doc) else None
    before = doc[place.first - 1].lower_ if place.first else ""
    if before in {"no", "any", "every", "each", "the", "this", "that", "which", "another", "some"}:
        return True
    return following is None or following.pos_ in {"AUX", "PUNCT"} or token.pos_ == "PRON"


def _is_placed(counted: Counted) -> bool:
    """ "in three regions": says where, and is not what an elliptical figure takes up."""
    noun = counted.noun
    if noun is None or counted.stands_for:
        return False
    return any(
        child.dep_ == "case" and child.lower_ in {"in", "at", "on", "across", "from"}
        for child in noun.children
    )


def _unit_name(quantity: Quantity) -> str | None:
    if quantity.unit is not None:
        return quantity.unit.name
    return "share" if quantity.number.form == "share" else None


def _innermost(claims: Sequence[Claim], start: int, end: int) -> int | None:
    """Index of the claim with the shortest content around the span."""
    holding = [
        (sum(span.end - span.start for span in claim.content), index)
        for index, claim in enumerate(claims)
        if any(span.start <= start and end <= span.end for span in claim.content)
    ]
    return min(holding)[1] if holding else None


class _Covered:
    """Spans of a text, for a quick test whether another span overlaps one of them."""

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        merged: list[list[int]] = []
        for start, end in sorted(spans):
            if merged and start <= merged[-1][1]:
                merged[-1][1] = max(merged[-1][1], end)
            else:
                merged.append([start, end])
        self._starts = [start for start, _ in merged]
        self._ends = [end for _, end in merged]

    def overlaps(self, start: int, end: int) -> bool:
        """Whether any of the spans overlaps `start` to `end`."""
        at = bisect_left(self._starts, end) - 1
        return at >= 0 and self._ends[at] > start
