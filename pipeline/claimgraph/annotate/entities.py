"""spaCy component after `ner`: entities that rules find more surely than a trained model.

Adds DATE, CARDINAL, MONEY, PERCENT and LAW where the model left the words free, and says GPE of a place that
is a known country, FAC of one that is a building. It labels; what a number counts is read by the figures
component.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable, Iterator

from spacy.tokens import Doc, Span
from spacy.util import filter_spans

from claimgraph.annotate.knowledge import read_knowledge
from claimgraph.annotate.name_patterns import flatten
from claimgraph.ontology.load import CG, Ontology

__all__ = ["EntityRules"]

_MONTHS = [name for name in (*calendar.month_name, *calendar.month_abbr, "Sept") if name]
# "may" and "march" are words, too: they count with a day or a year only.
_CLEAR_MONTHS = [name for name in _MONTHS if name not in ("May", "March", "Mar")]
_MONTH = rf"(?:{'|'.join(sorted(_MONTHS, key=len, reverse=True))})\b\.?"
_CLEAR_MONTH = rf"(?:{'|'.join(sorted(_CLEAR_MONTHS, key=len, reverse=True))})\b\.?"
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_YEAR = r"(?:1[89]|20)\d\d"
_DATE = re.compile(
    rf"\b(?:{_DAY} (?:of )?{_MONTH}(?:,? {_YEAR}\b)?|{_MONTH} {_DAY}\b(?:,? {_YEAR}\b)?|{_MONTH},? {_YEAR}\b"
    rf"|{_YEAR}-\d\d-\d\d\b|\d{{1,2}}[./]\d{{1,2}}[./](?:{_YEAR}|\d\d)\b"
    rf"|(?:(?:last|next|this) )?(?:{'|'.join(calendar.day_name)})\b|{_CLEAR_MONTH}"
    rf"|(?:last|next|this) (?:week|month|year)\b|(?i:yesterday|today|tomorrow)\b)"
    rf"|(?<=\b[Ii]n )(?:May|March)\b|(?<=\b[Ii]n ){_YEAR}\b|(?<=\b[Bb]y ){_YEAR}\b|(?<=\b[Ss]ince ){_YEAR}\b"
)
_SIGNS = frozenset("$€£¥₽₸₴₹₺₼")


class EntityRules:
    """Adds and refines entities.

    Args:
        ontology: with word lists `Law`, `Currency`, `Percent`, countries, and the class `cg:Facility`.

    Raises:
        OntologyError: an entry that cannot be used, with file and line.

    >>> import spacy
    >>> from claimgraph.ontology import load_ontology
    >>> text = "On 3 May 2021 they paid $5 million, ten per cent more."
    >>> doc = EntityRules(load_ontology())(spacy.blank("en")(text))
    >>> [(entity.text, entity.label_) for entity in doc.ents]
    [('3 May 2021', 'DATE'), ('$5 million', 'MONEY'), ('ten per cent', 'PERCENT')]
    """

    def __init__(self, ontology: Ontology) -> None:
        know = read_knowledge(ontology)
        lists = know.types.word_lists
        self._countries = frozenset(know.places.countries)
        facility = know.types.types.get(str(CG.Facility))
        self._facilities = frozenset(facility.head_words if facility else ())
        self._currencies = frozenset(lists.get("Currency", ()))
        self._percents = frozenset(lists.get("Percent", ()))
        laws = (
            "|".join(map(re.escape, sorted(lists.get("Law", ()), key=lambda word: (-len(word), word))))
            or "(?!)"
        )
        capital = r"[A-Z][\w'-]+"
        self._law = re.compile(
            rf"\b(?!The\b)(?:[Aa]rticles? \d+(?:\(\d+\))?(?:(?:, | and |-)\d+)* of the )?"
            rf"(?:{capital} (?:and )?)*(?:{laws})\b"
            rf"(?: (?:of|on|against|for) (?:the )?(?:{capital})(?: (?:of |and |the )*{capital})*)?"
            r"|\b[Aa]rticles? \d+\b"
        )

    def __call__(self, doc: Doc) -> Doc:
        """Set `doc.ents`; what the model found keeps its place."""
        refined = self.refined(doc.ents)
        held = {token.i for entity in refined for token in entity}
        found = filter_spans([*self._dates_and_laws(doc), *self._numbers(doc)])
        added = [span for span in found if held.isdisjoint(range(span.start, span.end))]
        doc.set_ents(sorted((*refined, *added)))
        return doc

    def refined(self, entities: Iterable[Span]) -> list[Span]:
        """The same names, with GPE for a known country and FAC for a building."""
        return [self._refined(entity) for entity in entities]

    def _refined(self, entity: Span) -> Span:
        label = entity.label_
        if label == "LOC" and entity.text in self._countries:
            label = "GPE"
        elif label in ("LOC", "ORG") and len(entity) > 1 and entity[-1].text in self._facilities:
            label = "FAC"
        return entity if label == entity.label_ else Span(entity.doc, entity.start, entity.end, label=label)

    def _dates_and_laws(self, doc: Doc) -> Iterator[Span]:
        flat = flatten(doc.text)
        for label, pattern in (("DATE", _DATE), ("LAW", self._law)):
            for match in pattern.finditer(flat):
                span = doc.char_span(*match.span(), label=label)
                if span is not None and (label == "DATE" or len(span) > 1):
                    yield span

    def _numbers(self, doc: Doc) -> Iterator[Span]:
        """Runs of number words, with the sign before or the unit after them."""
        place = 0
        while place < len(doc):
            if not doc[place].like_num:
                place += 1
                continue
            start, end = place, place + 1
            while end < len(doc) and (doc[end].like_num or self._joins(doc, end)):
                end += 1
            yield self._number(doc, start, end)
            place = end

    def _joins(self, doc: Doc, place: int) -> bool:
        """A hyphen in "twenty-five" or the "and" in "a hundred and five"."""
        if place + 1 >= len(doc) or not doc[place + 1].like_num:
            return False
        spelled = doc[place - 1].is_alpha and doc[place + 1].is_alpha
        if doc[place].text == "-":
            return spelled and not doc[place - 1].whitespace_
        return (
            doc[place].lower_ == "and"
            and spelled
            and doc[place - 1].lower_ in ("hundred", "thousand", "million")
        )

    def _number(self, doc: Doc, start: int, end: int) -> Span:
        one = doc[end].lower_ if end < len(doc) else ""
        two = f"{one} {doc[end + 1].lower_}" if end + 1 < len(doc) else ""
        for width, words in ((2, two), (1, one)):
            if words in self._percents:
                return Span(doc, start, end + width, label="PERCENT")
            if words in self._currencies:
                return Span(doc, start, end + width, label="MONEY")
        if start and doc[start - 1].text[-1] in _SIGNS:
            return Span(doc, start - 1, end, label="MONEY")
        return Span(doc, start, end, label="CARDINAL")
