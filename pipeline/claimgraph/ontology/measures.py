"""`measures.ttl` -> `Measures`: what figures count, and the words that write numbers, units and bounds.

Comes in: the ontology's graph. Goes out: plain, checked data. How the words are used in a sentence is the
business of `claimgraph.annotate.figures`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import cached_property
from typing import get_args

from rdflib import RDF, RDFS, SKOS, URIRef

from claimgraph.ontology.load import CG, Ontology, local_name
from claimgraph.records import Operator

__all__ = ["Measure", "Measures", "NumberWords", "Unit", "read_measures"]


@dataclass(frozen=True, slots=True)
class Measure:
    """One thing that a figure can count.

    Attributes:
        name: local name of the concept ("deaths").
        label: in words.
        broader: names of the measures right above it.
        counted: nouns and phrases that name it by themselves.
        triggers: words around a noun of the same topmost measure that turn its count into this.
        subject_triggers: verbs (or phrases) that count those who do it.
        endings: endings of nouns that name it.
        exceptions: nouns in the singular that have such an ending and name something else.
        needs_trigger: numbers of this are figures only where a narrower measure's trigger is near.
        examples: sentences whose first figure has this measure.
        changes: it counts how things stand on a day, so that numbers of different days do not contradict.
        goes_on: it goes on being counted after the event, so that a later number may be higher.
        in_context: it is counted in many connections, so that numbers are compared only in the same one.
    """

    name: str
    iri: str
    label: str
    broader: tuple[str, ...]
    counted: tuple[str, ...]
    triggers: tuple[str, ...]
    subject_triggers: tuple[str, ...]
    endings: tuple[str, ...]
    exceptions: frozenset[str]
    needs_trigger: bool
    examples: tuple[str, ...]
    changes: bool = False
    goes_on: bool = False
    in_context: bool = False


@dataclass(frozen=True, slots=True)
class Unit:
    """What an amount is measured in.

    Attributes:
        name: "percent", a currency code, or the unit word in the plural.
        measure: name of the measure that it is a unit of.
        words: how it is written after a number.
        symbols: signs that stand before or after a number.
    """

    name: str
    measure: str
    words: tuple[str, ...]
    symbols: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NumberWords:
    """Words of which numbers and dates are made, all in lower case but for the months and abbreviations.

    Attributes:
        values, scales, denominators, months: word -> number.
        abbreviations, money_abbreviations: what is written right after digits -> what it multiplies by.
        vague_amounts: "dozens" -> the ends of its interval.
        vague_factors: words that multiply a scale word ("several hundred") -> the ends of their interval.
        vague_followers: vague amount -> words of which one must follow, where it also means other things.
    """

    values: Mapping[str, int]
    scales: Mapping[str, int]
    abbreviations: Mapping[str, int]
    money_abbreviations: Mapping[str, int]
    denominators: Mapping[str, int]
    months: Mapping[str, int]
    vague_amounts: Mapping[str, tuple[int, int]]
    vague_factors: Mapping[str, tuple[int, int]]
    vague_followers: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class Measures:
    """Everything that `measures.ttl` says.

    Attributes:
        measures: by local name.
        units: sorted by name.
        numbers: the words that write numbers.
        phrases_before, phrases_after: phrase in lower case -> operator.
        operator_examples: sentence -> operator of its first figure.
        vague_examples: sentence -> the ends that the words for its first figure state.
        tolerance: how far from the number "about" reaches, as a part of it: 0.1 makes "about 200" 180 to 220.
        label_words: nouns whose number is a name ("article 272").
        change_words: verbs after which "from 14 to 16" are two amounts.
        amount_words: nouns that stand for the amount itself ("a figure of 934").
        topic_words: words after which "about" and "over" are prepositions.
        group_words: nouns for groups, whose size follows ("a group of 40").
        age_words: words before a number that make it an age.
        time_words: words after a unit of time that make it an age or a point in time.
        scope_words: nouns that narrow what is counted.
        irregular: irregular form of a verb -> its base form.
        establishing: verbs for what their subject could show, whose number is at least that.
        everywhere: phrases for all of a country ("nationwide").
        speaking: last words of the roles of those who speak for a body.
    """

    measures: Mapping[str, Measure]
    units: tuple[Unit, ...]
    numbers: NumberWords
    phrases_before: Mapping[str, Operator]
    phrases_after: Mapping[str, Operator]
    operator_examples: Mapping[str, Operator]
    vague_examples: Mapping[str, tuple[int, int]]
    tolerance: float
    label_words: frozenset[str]
    change_words: frozenset[str]
    amount_words: frozenset[str]
    topic_words: frozenset[str]
    group_words: frozenset[str]
    age_words: frozenset[str]
    time_words: frozenset[str]
    scope_words: frozenset[str]
    irregular: Mapping[str, str]
    establishing: frozenset[str] = frozenset()
    everywhere: frozenset[str] = frozenset()
    speaking: frozenset[str] = frozenset()

    def above(self, name: str) -> frozenset[str]:
        """All broader measures of `name`, itself among them."""
        return self._above[name]

    def tops(self, name: str) -> frozenset[str]:
        """The topmost measures above `name`.

        >>> from claimgraph.ontology import load_ontology
        >>> sorted(read_measures(load_ontology()).tops("sentenced"))
        ['people']
        """
        return frozenset(each for each in self._above[name] if not self.measures[each].broader)

    @cached_property
    def _above(self) -> Mapping[str, frozenset[str]]:
        def climb(name: str) -> frozenset[str]:
            return frozenset({name}).union(*(climb(each) for each in self.measures[name].broader))

        return {name: climb(name) for name in self.measures}


def read_measures(ontology: Ontology) -> Measures:
    """Read every measure, unit, operator and number word of the ontology.

    Raises:
        OntologyError: an entry lacks its label, words or number, names something that does not exist, is
            broader than itself, or takes a word that another measure has; with the file and line.

    >>> from claimgraph.ontology import load_ontology
    >>> read_measures(load_ontology()).measures["deaths"].broader
    ('casualties',)
    """
    measures = {local_name(each): _measure(ontology, each) for each in _of_type(ontology, "Measure")}
    for each in _of_type(ontology, "Measure"):
        _check_broader(ontology, each, measures)
    before, after, examples = _operators(ontology)
    found = Measures(
        measures=measures,
        units=tuple(_unit(ontology, each, measures) for each in _of_type(ontology, "Unit")),
        numbers=_number_words(ontology),
        phrases_before=before,
        phrases_after=after,
        operator_examples=examples,
        vague_examples=dict(_vague(ontology, ("VagueAmount", "VagueFactor"), CG.example)),
        tolerance=_tolerance(ontology),
        label_words=_all_words(ontology, CG.labelWord),
        change_words=_all_words(ontology, CG.changeWord),
        amount_words=_all_words(ontology, CG.amountWord),
        topic_words=_all_words(ontology, CG.topicWord),
        group_words=_all_words(ontology, CG.groupWord),
        age_words=_all_words(ontology, CG.ageWord),
        time_words=_all_words(ontology, CG.timeWord),
        scope_words=_all_words(ontology, CG.scopeWord),
        irregular=_irregular(ontology),
        establishing=_all_words(ontology, CG.establishingVerb),
        everywhere=_all_words(ontology, CG.everywherePhrase),
        speaking=_all_words(ontology, CG.speakingWord),
    )
    _check_shared_words(ontology, found)
    return found


def _of_type(ontology: Ontology, name: str) -> list[URIRef]:
    return [URIRef(str(each)) for each in sorted(set(ontology.graph.subjects(RDF.type, CG[name])), key=str)]


def _measure(ontology: Ontology, subject: URIRef) -> Measure:
    name = local_name(subject)
    if not ontology.words(subject, SKOS.prefLabel, RDFS.label):
        raise ontology.error(subject, f'the measure {name} has no skos:prefLabel; add one ("deaths"@en).')
    measure = Measure(
        name=name,
        iri=str(subject),
        label=ontology.label(subject, SKOS.prefLabel, RDFS.label),
        broader=tuple(
            sorted(local_name(URIRef(str(each))) for each in ontology.graph.objects(subject, SKOS.broader))
        ),
        counted=_lower(ontology.words(subject, CG.countedWord)),
        triggers=_lower(ontology.words(subject, CG.triggerWord)),
        subject_triggers=_lower(ontology.words(subject, CG.subjectTriggerWord)),
        endings=_lower(ontology.words(subject, CG.countedEnding)),
        exceptions=frozenset(_lower(ontology.words(subject, CG.endingException))),
        needs_trigger="true" in ontology.words(subject, CG.needsTrigger),
        examples=ontology.words(subject, CG.example),
        changes="true" in ontology.words(subject, CG.changesOverTime),
        goes_on="true" in ontology.words(subject, CG.countGoesOn),
        in_context="true" in ontology.words(subject, CG.comparedInContext),
    )
    words = (*measure.counted, *measure.triggers, *measure.subject_triggers, *measure.endings)
    if any(not word.strip() for word in words):
        raise ontology.error(subject, f"the measure {name} has an empty word; remove it.")
    has_units = (None, CG.unitOf, subject) in ontology.graph
    if not words and not has_units and len(measure.broader) < 2:
        reason = (
            f"the measure {name} can never be found; give it a cg:countedWord or cg:triggerWord, "
            "or two broader measures whose words it combines."
        )
        raise ontology.error(subject, reason)
    return measure


def _check_broader(ontology: Ontology, subject: URIRef, measures: Mapping[str, Measure]) -> None:
    seen: set[str] = set()
    below = [local_name(subject)]
    while below:
        name = below.pop()
        for broader in measures[name].broader:
            if broader not in measures:
                reason = f"skos:broader of {name} names {broader}, which is no cg:Measure of this ontology."
                raise ontology.error(subject, reason)
            if broader == local_name(subject):
                raise ontology.error(subject, f"{broader} is broader than itself; remove one skos:broader.")
            if broader not in seen:
                seen.add(broader)
                below.append(broader)


def _operators(ontology: Ontology) -> tuple[dict[str, Operator], dict[str, Operator], dict[str, Operator]]:
    symbols: dict[str, Operator] = {symbol: symbol for symbol in get_args(Operator) if symbol != "range"}
    before: dict[str, Operator] = {}
    after: dict[str, Operator] = {}
    examples: dict[str, Operator] = {}
    for subject in _of_type(ontology, "Operator"):
        found = ontology.words(subject, CG.symbol)
        if len(found) != 1 or found[0] not in symbols:
            known = " ".join(symbols)
            raise ontology.error(
                subject, f"the operator {local_name(subject)} needs one cg:symbol out of {known}."
            )
        symbol = symbols[found[0]]
        if not ontology.words(subject, CG.phraseBefore, CG.phraseAfter):
            raise ontology.error(
                subject, f"the operator {local_name(subject)} has no cg:phraseBefore or cg:phraseAfter."
            )
        for table, prop in ((before, CG.phraseBefore), (after, CG.phraseAfter)):
            for phrase in _lower(ontology.words(subject, prop)):
                if table.setdefault(phrase, symbol) != symbol:
                    raise ontology.error(
                        subject, f'the phrase "{phrase}" belongs to {table[phrase]} already.'
                    )
        examples.update(dict.fromkeys(ontology.words(subject, CG.example), symbol))
    return before, after, examples


def _tolerance(ontology: Ontology) -> float:
    """The widest `cg:tolerance` of the operators, 0 where none states one."""
    widest = 0.0
    for subject in _of_type(ontology, "Operator"):
        for stated in ontology.words(subject, CG.tolerance):
            try:
                ratio = float(stated)
            except ValueError:
                ratio = -1.0
            if not 0 <= ratio < 1:
                raise ontology.error(
                    subject, f"cg:tolerance of {local_name(subject)} must be a number from 0 to below 1."
                )
            widest = max(widest, ratio)
    return widest


def _unit(ontology: Ontology, subject: URIRef, measures: Mapping[str, Measure]) -> Unit:
    name = ontology.words(subject, CG.unitName)
    of = [local_name(URIRef(str(each))) for each in ontology.graph.objects(subject, CG.unitOf)]
    if len(name) != 1 or len(of) != 1:
        reason = f"the unit {local_name(subject)} needs one cg:unitName and one cg:unitOf."
        raise ontology.error(subject, reason)
    if of[0] not in measures:
        raise ontology.error(subject, f"cg:unitOf names {of[0]}, which is no cg:Measure of this ontology.")
    words = _lower(ontology.words(subject, CG.unitWord))
    symbols = ontology.words(subject, CG.unitSymbol)
    if not words and not symbols:
        raise ontology.error(subject, f"the unit {local_name(subject)} has no cg:unitWord or cg:unitSymbol.")
    return Unit(name=name[0], measure=of[0], words=words, symbols=symbols)


def _number_words(ontology: Ontology) -> NumberWords:
    return NumberWords(
        values=dict(_numbered(ontology, "NumberWord", CG.number, CG.numberWord)),
        scales=dict(_numbered(ontology, "Scale", CG.number, CG.numberWord)),
        abbreviations=dict(_numbered(ontology, "Scale", CG.number, CG.numberAbbreviation, lower=False)),
        money_abbreviations=dict(_numbered(ontology, "Scale", CG.number, CG.moneyAbbreviation, lower=False)),
        denominators=dict(_numbered(ontology, "Fraction", CG.denominator, CG.numberWord)),
        months=dict(_numbered(ontology, "Month", CG.number, CG.numberWord, lower=False)),
        vague_amounts=_lowered(_vague(ontology, ("VagueAmount",), CG.numberWord)),
        vague_factors=_lowered(_vague(ontology, ("VagueFactor",), CG.numberWord)),
        vague_followers={
            word: _lower(ontology.words(subject, CG.followedBy))
            for subject in _of_type(ontology, "VagueAmount")
            for word in _lower(ontology.words(subject, CG.numberWord))
            if ontology.words(subject, CG.followedBy)
        },
    )


def _numbered(
    ontology: Ontology, kind: str, number: URIRef, words: URIRef, *, lower: bool = True
) -> Iterator[tuple[str, int]]:
    for subject in _of_type(ontology, kind):
        found = ontology.words(subject, number)
        try:
            (value,) = (Decimal(each) for each in found)
        except (InvalidOperation, ValueError) as error:
            reason = f"{local_name(subject)} needs one whole number as cg:{local_name(number)}."
            raise ontology.error(subject, reason) from error
        if value != value.to_integral_value() or value < 0:
            raise ontology.error(
                subject, f"cg:{local_name(number)} of {local_name(subject)} must be a whole number."
            )
        if not ontology.words(subject, CG.numberWord):
            raise ontology.error(subject, f"{local_name(subject)} has no cg:numberWord.")
        spelled = ontology.words(subject, words)
        yield from ((word, int(value)) for word in (_lower(spelled) if lower else spelled))


def _vague(ontology: Ontology, kinds: Iterable[str], texts: URIRef) -> Iterator[tuple[str, tuple[int, int]]]:
    """Each of the texts of the vague words, with the ends of their interval."""
    for subject in (each for kind in kinds for each in _of_type(ontology, kind)):
        ends = [ontology.words(subject, end) for end in (CG.lowest, CG.highest)]
        if not all(len(end) == 1 and end[0].isdecimal() for end in ends) or int(ends[0][0]) > int(ends[1][0]):
            reason = f"{local_name(subject)} needs whole numbers as cg:lowest and, not below it, cg:highest."
            raise ontology.error(subject, reason)
        if not ontology.words(subject, CG.numberWord):
            raise ontology.error(subject, f"{local_name(subject)} has no cg:numberWord.")
        for text in ontology.words(subject, texts):
            yield text, (int(ends[0][0]), int(ends[1][0]))


def _lowered(pairs: Iterable[tuple[str, tuple[int, int]]]) -> dict[str, tuple[int, int]]:
    return {word: ends for text, ends in pairs for word in _lower([text])}


def _check_shared_words(ontology: Ontology, found: Measures) -> None:
    """One noun, one measure, unless one of the two is broader than the other (then the narrower has it)."""
    owners: dict[str, str] = {}
    for measure in found.measures.values():
        for word in measure.counted:
            other = owners.setdefault(word, measure.name)
            if other != measure.name and not (
                other in found.above(measure.name) or measure.name in found.above(other)
            ):
                reason = f'the cg:countedWord "{word}" of {measure.name} belongs to {other} already.'
                raise ontology.error(URIRef(measure.iri), reason)
            if other in found.above(measure.name):
                owners[word] = measure.name


def _irregular(ontology: Ontology) -> dict[str, str]:
    forms = {}
    for entry in sorted(_all_words(ontology, CG.irregularVerb)):
        base, *others = entry.split()
        forms.update(dict.fromkeys(others, base))
    return forms


def _all_words(ontology: Ontology, prop: URIRef) -> frozenset[str]:
    return frozenset(_lower(str(each) for each in ontology.graph.objects(None, prop)))


def _lower(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted({" ".join(word.lower().split()) for word in words}))
