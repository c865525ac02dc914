"""The spaCy component that writes `doc._.figures`: numbers that count or measure something.

Comes in: a `Doc` with tags, trees, `doc._.mentions`, `doc._.claims` and `doc._.document`. Goes out: one
`Figure` per number, with operator, what is counted, measure, scope, date and claim. Vague amounts ("dozens")
are marked; dates, ages, durations and the numbers of articles and paragraphs are left out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import takewhile

from spacy.tokens import Doc, Span, Token

from claimgraph.annotate.candidates import Candidate, CandidateFinder
from claimgraph.annotate.circumstances import as_of, scope
from claimgraph.annotate.counted import Counted, CountedFinder, is_part
from claimgraph.annotate.currencies import CurrencyFinder, noun_of_amount
from claimgraph.annotate.dates import DateFinder, DateInText
from claimgraph.annotate.extensions import declare_extensions
from claimgraph.annotate.labelled import Labels
from claimgraph.annotate.measured import MeasureFinder, Trigger
from claimgraph.annotate.overlaps import ContentIndex, Covered
from claimgraph.annotate.parts import Found, earlier, is_joined, with_parts
from claimgraph.annotate.quantities import Quantity, QuantityReader
from claimgraph.ontology.load import Ontology
from claimgraph.ontology.measures import read_measures
from claimgraph.records import Claim, Document, Figure, Mention, Operator
from claimgraph.records import Span as RecordSpan

__all__ = ["FigureFinder"]

_SENTENCES_BACK = 3
# How far the words that give a figure its measure may be, as `MeasureFinder` measures it.
_RIGHT_BESIDE, _NEAR, _BESIDE, _FAR = 1.9, 2.6, 3.5, 6.0
_OLDEST = 110
_ARGUMENTS = frozenset({"nsubj", "obj", "conj", "appos"})


@dataclass(frozen=True, slots=True)
class _Sentence:
    """A sentence with quantities.

    Attributes:
        span: its tokens.
        reach: first token of the sentences that its elliptical figures may refer to.
        triggers: its triggers.
        starts: first tokens of its quantities, but for those that are parts of others.
    """

    span: Span
    reach: int
    triggers: Sequence[Trigger]
    starts: Sequence[int]


@dataclass(slots=True)
class _Text:
    """What all figures of a document share."""

    doc: Doc
    text: str
    dates: Sequence[DateInText]
    claims: Sequence[Claim]
    contents: ContentIndex
    sources: Covered
    cues: Covered
    labels: Labels
    places: frozenset[int]
    date: str | None
    found: list[Found] = field(default_factory=list)


class FigureFinder:
    """Finds the figures of a document.

    Args:
        ontology: its measures, units, operators and number words are used.

    >>> import spacy
    >>> from claimgraph.ontology import load_ontology
    >>> from spacy.tokens import Doc
    >>> words = ["At", "least", "nine", "people", "died", "."]
    >>> doc = Doc(spacy.blank("en").vocab, words, pos=["ADP", "ADJ", "NUM", "NOUN", "VERB", "PUNCT"],
    ...           tags=["IN", "JJS", "CD", "NNS", "VBD", "."], heads=[2, 2, 3, 4, 4, 4],
    ...           deps=["case", "nmod", "nummod", "nsubj", "ROOT", "punct"])
    >>> [(f.op, f.value, f.measure) for f in FigureFinder(load_ontology())(doc)._.figures]
    [('>=', 9, 'deaths')]
    """

    def __init__(self, ontology: Ontology) -> None:
        declare_extensions()
        measures = read_measures(ontology)
        self._measures = measures
        self._quantities = QuantityReader(measures)
        self._candidates = CandidateFinder(measures, self._quantities)
        self._dates = DateFinder(measures.numbers.months)
        self._finder = MeasureFinder(measures)
        self._counted = CountedFinder(
            measures, self._names_amount, lambda token: self._finder.listed(token) is not None
        )
        self._currencies = CurrencyFinder(measures, self._finder)
        self._groups = measures.amount_words | measures.group_words
        self._unit_words = {word for unit in measures.units for word in unit.words}

    def __call__(self, doc: Doc) -> Doc:
        """Write `doc._.figures`, in document order."""
        text = doc.text
        claims: Sequence[Claim] = doc._.claims
        mentions: Sequence[Mention] = doc._.mentions
        document: Document | None = doc._.document
        about = _Text(
            doc=doc,
            text=text,
            dates=self._dates.find(text),
            claims=claims,
            contents=ContentIndex(claims),
            sources=Covered((span.start, span.end) for claim in claims for span in claim.source),
            cues=Covered((span.start, span.end) for claim in claims for span in claim.cue),
            # Of the text with its lines, which `doc` has joined where they were wrapped.
            labels=Labels(document.text if document is not None else text),
            places=frozenset(each.start for each in mentions if each.label == "Location"),
            date=document.date if document is not None else None,
        )
        candidates = list(self._candidates.find(doc, text, about.dates))
        sentence: _Sentence | None = None
        for at, candidate in enumerate(candidates):
            if sentence is None or candidate.first >= sentence.span.end:
                sentence = self._sentence(doc, candidates, at)
            following = candidates[at + 1].start if at + 1 < len(candidates) else len(doc)
            one = self._figure(about, candidate, sentence, min(sentence.span.end, following))
            if one is not None:
                about.found.append(one)
        doc._.figures = with_parts(doc, about.found, self._measures)
        return doc

    def _sentence(self, doc: Doc, candidates: Sequence[Candidate], at: int) -> _Sentence:
        span = doc[candidates[at].first].sent
        reach = span
        for _ in range(_SENTENCES_BACK):
            reach = doc[reach.start - 1].sent if reach.start else reach
        rest = (candidates[index] for index in range(at, len(candidates)))
        inside = takewhile(lambda each: each.first < span.end, rest)
        # "232 people, including 19 officers, died": a part does not come between the whole and its verb.
        starts = [each.first for each in inside if not is_part(doc, each.start)]
        return _Sentence(span, reach.start, self._finder.triggers(doc, span.start, span.end), starts)

    def _figure(self, about: _Text, candidate: Candidate, sentence: _Sentence, stop: int) -> Found | None:
        """The figure of a candidate; `stop` is the first token that is not about it any more."""
        doc = about.doc
        candidate = self._currencies.with_currency(doc, candidate, sentence.triggers)
        quantity = candidate.quantity
        counted = self._counted.find(doc, candidate.first, candidate.last, candidate.start)
        if counted.stands_for and counted.noun is not None:
            stands = counted.noun
            if about.sources.overlaps(stands.idx, stands.idx + len(stands)):
                # "The union spoke of 40": who says it.
                counted = replace(counted, noun=None, span=None, back=True, stands_for=False)
        if quantity.unit is not None and quantity.unit.name != "percent":
            counted = replace(counted, span=noun_of_amount(doc, candidate) or counted.span, back=False)
        whole = earlier(about.found, sentence.reach, counted, unit=quantity.unit is not None)
        taken_up = None if whole is None else about.found[whole]
        noun = self._finder.of_noun(counted.noun) if counted.noun is not None else None
        if noun is None and counted.noun is not None and counted.definite:
            # "300 of the 1,150 detained"
            noun = self._finder.of_group(counted.noun)
        elif noun is None and any(each.token == counted.noun for each in sentence.triggers):
            # "12 fled" where the tagger sees a noun.
            counted = replace(counted, noun=None, span=None, back=True)
        measure, trigger = self._measure(about, counted, noun, candidate, taken_up, sentence)
        label = self._labelled(about, candidate, counted)
        if label is not None:
            counted, measure, noun, trigger, whole, taken_up = label[0], label[1], None, None, None, None
        triggered = trigger is not None
        group = self._finder.of_group(counted.among) if counted.among is not None else None
        if not triggered and not counted.back and about.found:
            before = about.found[-1].figure.measure
            joined = is_joined(doc, about.found[-1], candidate.start)
            measure = self._shared(measure, group or (before if joined else None))
        if not self._is_figure(doc, candidate, counted, measure, triggered=triggered):
            return None
        if _is_one(quantity) and about.sources.overlaps(quantity.start, quantity.end):
            # "One resident said": who speaks, not how many.
            return None
        claim = about.contents.innermost(quantity.start, quantity.end)
        if claim is not None and _is_aside(doc, candidate.first, about.claims[claim]):
            claim = None
        who = quantity.unit is None and noun is not None and noun != measure and self._finder.is_people(noun)
        figure = Figure(
            start=quantity.start,
            end=quantity.end,
            value=quantity.value,
            max=quantity.max,
            op=self._operator(about.text, quantity, counted),
            measure=measure,
            counted=counted.span or self._words_before(counted, measure, taken_up),
            unit=_unit_name(quantity),
            scope=scope(
                doc,
                about.text,
                counted,
                candidate.last,
                stop,
                about.places,
                self._measures.scope_words,
                who=who,
            ),
            as_of=as_of(
                about.text,
                quantity.start,
                (sentence.span.start_char, sentence.span.end_char),
                about.dates,
                about.claims[claim] if claim is not None else None,
                about.date,
            ),
            claim=claim,
            vague=quantity.number.form == "vague",
        )
        return Found(
            figure=figure,
            first=candidate.first,
            last=candidate.last,
            counted=counted,
            plain=group or noun or (taken_up.plain if taken_up is not None else None),
            by_verb=trigger is not None and trigger.pos_ in {"VERB", "AUX"},
            whole=whole,
        )

    def _labelled(self, about: _Text, candidate: Candidate, counted: Counted) -> tuple[Counted, str] | None:
        """What a number in a table or after "Killed:" counts, where its label names a measure."""
        quantity, doc = candidate.quantity, about.doc
        if counted.noun is not None and not counted.stands_for:
            return None
        measure, words, beside = None, None, None
        for label in about.labels.of(min(quantity.op_start, quantity.start), quantity.end):
            tokens = doc.char_span(*label, alignment_mode="expand")
            named = None if tokens is None else self._finder.of_words(doc, tokens.start, tokens.end)
            if named is not None and measure is None:
                measure, words = named, label
            elif label.of(about.text).lower() not in self._measures.amount_words:
                beside = label
        if measure is None:
            return None
        return Counted(None, words, doc[candidate.first], who=beside, stands_for=True), measure

    def _words_before(
        self, counted: Counted, measure: str | None, taken_up: Found | None
    ) -> RecordSpan | None:
        """The words for what an elliptical figure counts: those of the one it takes up, if that fits."""
        if taken_up is None or not counted.back:
            return None
        before = taken_up.figure.measure
        fits = measure is None or (before is not None and self._finder.same_kind(measure, before))
        return taken_up.figure.counted if fits else None

    def _names_amount(self, noun: Token) -> bool:
        """A noun such as "toll" or "casualties", whose amount may follow later in the clause."""
        named = self._finder.listed(noun)
        return named is not None and not self._finder.is_people(named)

    def _measure(
        self,
        about: _Text,
        counted: Counted,
        noun: str | None,
        candidate: Candidate,
        taken_up: Found | None,
        sentence: _Sentence,
    ) -> tuple[str | None, Token | None]:
        """The measure, and the word that spoke for it, if not the noun alone did."""
        before = taken_up.figure.measure if taken_up is not None else None
        if taken_up is not None and taken_up.by_verb and counted.back and not counted.part:
            # "Nine were rescued. The boat holds 120": of the same kind, but nothing says that it is the same.
            other = counted.out_of or self._says_else(about, candidate, counted.anchor)
            before = taken_up.plain if other else before
        quantity = candidate.quantity
        unit = quantity.unit
        event = self._finder.of_event(counted.noun) if counted.noun is not None else None
        base = self._shared(noun, event)
        if unit is not None and (unit.name != "percent" or _stands_alone(counted)):
            base = unit.measure
        elif counted.back and base is None:
            base = before
        limit = _FAR
        if counted.part and not counted.back:
            # A part ("including 19 officers") shares the verb of its whole unless it has one of its own.
            limit = _NEAR
        elif base is None or (unit is not None and self._measures.measures[unit.measure].needs_trigger):
            limit = _BESIDE
        elif _is_one(quantity):
            limit = _RIGHT_BESIDE
        others = [start for start in sentence.starts if start != candidate.first]
        measure, trigger = self._finder.choose(counted, base, sentence.triggers, others, limit=limit)
        if counted.part and trigger is None:
            measure = self._shared(measure, before)
        if measure is None and unit is not None:
            measure = unit.measure
        return measure, trigger

    def _says_else(self, about: _Text, candidate: Candidate, anchor: Token) -> bool:
        """Whether a verb that neither reports nor compares amounts governs an elliptical figure."""
        following = about.doc[candidate.last + 1] if candidate.last + 1 < len(about.doc) else anchor
        if following.tag_ == "VBN":
            # "14 were killed, 9 transferred"
            return True
        verb = anchor.head
        if verb is anchor or anchor.dep_.split(":")[0] not in {"nsubj", "obj"}:
            return False
        if about.cues.overlaps(verb.idx, verb.idx + len(verb)):
            return False
        return not {verb.lemma_.lower(), verb.lower_} & self._measures.change_words

    def _shared(self, measure: str | None, before: str | None) -> str | None:
        """The measure of "three officers" after "14 people lost their lives"."""
        if measure is None or before is None or self._finder.is_plain(before):
            return measure
        if self._finder.same_kind(measure, before) and self._finder.is_plain(measure):
            return self._finder.combined(before, measure)
        return measure

    def _is_figure(
        self, doc: Doc, candidate: Candidate, counted: Counted, measure: str | None, *, triggered: bool
    ) -> bool:
        """Whether the quantity counts something, now that it is known what that would be."""
        quantity, noun = candidate.quantity, counted.noun
        unit = quantity.unit
        if unit is not None and self._measures.measures[unit.measure].needs_trigger:
            return triggered
        if quantity.number.form == "vague":
            return measure is not None or noun is not None
        if quantity.number.form == "share":
            return counted.back if noun is None else noun.lower_ not in self._unit_words
        if (
            unit is None
            and quantity.op_phrase in self._measures.age_words
            and self._follows_people(doc, candidate)
        ):
            return noun is not None and not counted.stands_for and noun.tag_ == "NNS"
        if unit is None and self._is_age(doc, candidate, counted):
            return False
        if noun is not None and noun.tag_ == "NNP" and noun.lower_ in self._measures.label_words:
            # "14 Abay Street"
            return False
        if _is_one(quantity):
            if noun is None and doc[candidate.last + 1 : candidate.last + 2].text == "of":
                return False
            return (triggered or self._is_one_person(noun, candidate)) and not _is_pronoun(doc, candidate)
        return True

    def _is_one_person(self, noun: Token | None, candidate: Candidate) -> bool:
        """As in "pulled one child from the rubble": a person right after "one", as subject or object."""
        if noun is None or not 0 < noun.i - candidate.last <= 2 or noun.dep_.split(":")[0] not in _ARGUMENTS:
            return False
        named = self._finder.listed(noun)
        return named is not None and self._finder.is_people(named)

    def _is_age(self, doc: Doc, candidate: Candidate, counted: Counted) -> bool:
        """As in "the captain, 52, and a sailor" and "40% are under 15"."""
        quantity, start, last = candidate.quantity, candidate.start, candidate.last
        if not quantity.number.bare or quantity.value >= _OLDEST or start < 2:
            return False
        before = doc[start - 1]
        if quantity.op_phrase in self._measures.age_words:
            return counted.back and before.lemma_ == "be" and doc[start - 2].pos_ != "NOUN"
        who, following = doc[start - 2], doc[last + 1].text if last + 1 < len(doc) else ""
        if before.text != "," or following not in {",", "."} or who.tag_ != "NN":
            return False
        named = self._finder.listed(who)
        return (named is None or self._finder.is_people(named)) and who.lower_ not in self._groups

    def _follows_people(self, doc: Doc, candidate: Candidate) -> bool:
        """As in "children under 18": an age."""
        before = doc[candidate.start - 1] if candidate.start else None
        if before is None or before.pos_ != "NOUN":
            return False
        named = self._finder.of_noun(before)
        return named is not None and self._finder.is_people(named)

    def _operator(self, text: str, quantity: Quantity, counted: Counted) -> Operator:
        """The bound, also where it follows the noun: "30 people or more"."""
        if quantity.op in {"=", "~"} and counted.noun is not None and counted.noun.idx > quantity.end:
            return self._quantities.phrase_after(text, counted.noun.idx + len(counted.noun)) or quantity.op
        return quantity.op


def _is_aside(doc: Doc, at: int, claim: Claim) -> bool:
    """As in "is accused of rioting, which carries up to 12 years": whoever accuses does not say so."""
    if claim.source or claim.quotation == "direct":
        return False
    first = claim.content[0].start
    token = doc[at]
    while token.head.i != token.i:
        if token.dep_ == "acl:relcl" or token.dep_ == "relcl":
            opening = min(token.subtree, key=lambda each: each.i)
            return opening.idx > first and opening.lower_ == "which" and opening.nbor(-1).text == ","
        token = token.head
    return False


def _is_one(quantity: Quantity) -> bool:
    return quantity.number.form == "words" and quantity.value <= 1


def _stands_alone(counted: Counted) -> bool:
    """As in "Turnout was 43%", but not "5% were granted", which takes up what was spoken of."""
    return counted.noun is None and not counted.part and not counted.anchor.dep_.startswith("nsubj")


def _is_pronoun(doc: Doc, candidate: Candidate) -> bool:
    """As in "One told the mission ...", "no one": no count."""
    following = doc[candidate.last + 1] if candidate.last + 1 < len(doc) else None
    before = doc[candidate.first - 1].lower_ if candidate.first else ""
    if before in {"no", "any", "every", "each", "the", "this", "that", "which", "another", "some"}:
        return True
    return following is None or following.pos_ in {"AUX", "PUNCT"} or doc[candidate.last].pos_ == "PRON"


def _unit_name(quantity: Quantity) -> str | None:
    if quantity.unit is not None:
        return quantity.unit.name
    return "share" if quantity.number.form == "share" else None
