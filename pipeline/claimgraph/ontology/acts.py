"""`acts.ttl` -> `Acts`: what claims do, and which words in which construction show it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from rdflib import RDF, RDFS, SKOS, URIRef
from rdflib.term import Node

from claimgraph.ontology.load import CG, Ontology, local_name

__all__ = ["Act", "Acts", "Construction", "read_acts", "verb_forms"]

type_of_construction = {
    "clause": CG.clauseVerb,
    "object": CG.objectVerb,
    "count": CG.countVerb,
    "figure": CG.figureVerb,
    "infinitive": CG.infinitiveVerb,
    "oblique": CG.obliqueVerb,
    "noun": CG.cueNoun,
    "adjective": CG.cueAdjective,
    "phrase": CG.cuePhrase,
}
Construction = str


@dataclass(frozen=True)
class Act:
    """One thing that a claim can do.

    Attributes:
        name: local name of the concept ("deny").
        label: in words, as a verb ("denies").
        patterns: regular expressions; a neutral cue whose content matches one of them does this.
        priority: which act wins where several patterns match; the highest.
        examples: sentences that hold a claim of this act.
    """

    name: str
    iri: str
    label: str
    patterns: tuple[re.Pattern[str], ...]
    priority: int
    examples: tuple[str, ...]


@dataclass(frozen=True)
class Acts:
    """All acts, and the way from a word to them.

    Attributes:
        acts: by local name.
        neutral: name of the act of cues that only report ("say").
        cues: construction -> base form (words of a phrase joined by a space) -> name of the act.
        forms: inflected form, in lower case -> base forms of the cue verbs that it may be a form of.
        light_verbs: forms of verbs that only carry a cue noun ("made" in "made the claim").
        figure_nouns: nouns for a number ("toll"); a figure verb needs one of them for its object.
        raising: predicates that pass their subject on to the verb after "to" ("able to confirm").
        negations: words before a cue that say that the claim was not made.
        hedges: words before a cue that say that it was perhaps not made, or not yet.
        voices: nouns for those who speak for their organisation ("management").
        longer: first word (of a verb its base form) -> cues of more than one word that begin with it.
    """

    acts: Mapping[str, Act]
    neutral: str
    cues: Mapping[Construction, Mapping[str, str]]
    forms: Mapping[str, tuple[str, ...]]
    longer: Mapping[str, tuple[LongCue, ...]]
    light_verbs: frozenset[str]
    figure_nouns: frozenset[str]
    voices: frozenset[str]
    raising: frozenset[str]
    negations: frozenset[str]
    hedges: frozenset[str]


@dataclass(frozen=True, slots=True)
class LongCue:
    """A cue of several words: "point out", "according to"."""

    words: tuple[str, ...]
    construction: Construction
    act: str


def read_acts(ontology: Ontology) -> Acts:
    """Read every `cg:Act` of the ontology.

    Raises:
        OntologyError: an act without label, a pattern that is no regular expression, a cue in two acts.

    >>> from claimgraph.ontology import load_ontology
    >>> acts = read_acts(load_ontology())
    >>> acts.cues["clause"]["deny"], acts.forms["said"]
    ('deny', ('say',))
    """
    graph = ontology.graph
    acts: dict[str, Act] = {}
    cues: dict[Construction, dict[str, str]] = {name: {} for name in type_of_construction}
    neutral = ""
    subjects = sorted(set(graph.subjects(RDF.type, CG.Act)), key=str)
    for subject in subjects:
        act = _read_act(ontology, subject)
        acts[act.name] = act
        if any(graph.objects(subject, CG.neutral)):
            neutral = act.name
    # Where two acts name one cue in one construction, the act with the higher priority has it: a user's file
    # can so take a cue over without touching the shipped one.
    for act in sorted(acts.values(), key=lambda act: act.priority):
        for construction, prop in type_of_construction.items():
            for word in ontology.words(URIRef(act.iri), prop):
                cues[construction][word] = act.name
    irregular = {form.split()[0]: form.split() for form in _irregular(ontology)}
    forms: dict[str, set[str]] = defaultdict(set)
    for construction in ("clause", "object", "count", "figure", "infinitive", "oblique"):
        for cue in cues[construction]:
            base = cue.split()[0]
            for form in verb_forms(base, irregular.get(base)):
                forms[form].add(base)
    found = {form: tuple(sorted(bases)) for form, bases in sorted(forms.items())}
    light = {str(verb) for verb in graph.objects(None, CG.lightVerb)}
    return Acts(
        acts=acts,
        neutral=neutral,
        cues=cues,
        forms=found,
        longer=_longer(cues),
        light_verbs=frozenset(form for verb in light for form in verb_forms(verb, irregular.get(verb))),
        figure_nouns=_words(ontology, CG.figureNoun),
        voices=_words(ontology, CG.voiceOf),
        raising=_words(ontology, CG.raisingWord),
        negations=_words(ontology, CG.negation),
        hedges=_words(ontology, CG.hedge),
    )


def verb_forms(base: str, irregular: Iterable[str] | None = None) -> tuple[str, ...]:
    """The written forms of an English verb: base, -s, -ing, past, participle.

    Args:
        base: the infinitive.
        irregular: base, past and participle where they are not regular.

    >>> verb_forms("deny")
    ('deny', 'denies', 'denying', 'denied')
    >>> verb_forms("say", ["say", "said", "said"])
    ('say', 'says', 'saying', 'said', 'said')
    """
    if re.search(r"[^aeiou]y$", base):
        third, past = base[:-1] + "ies", base[:-1] + "ied"
    elif base.endswith("e"):
        third, past = base + "s", base + "d"
    else:
        third = base + ("es" if re.search(r"(s|x|z|ch|sh)$", base) else "s")
        past = base + "ed"
    participle = base[:-1] + "ing" if re.search(r"[^eo]e$", base) else base + "ing"
    if irregular is None:
        return base, third, participle, past
    _, *parts = irregular
    # A past tense with a doubled consonant ("admitted") shows that the -ing form doubles it, too.
    doubled = parts[0] == base + base[-1] + "ed"
    if doubled or (len(base) <= 4 and re.search(r"[^aeiou][aeiou][tgp]$", base)):
        participle = base + base[-1] + "ing"
    return (base, third, participle, *parts)


def _words(ontology: Ontology, prop: URIRef) -> frozenset[str]:
    return frozenset(str(word) for word in ontology.graph.objects(None, prop))


def _longer(cues: Mapping[Construction, Mapping[str, str]]) -> dict[str, tuple[LongCue, ...]]:
    found: dict[str, list[LongCue]] = defaultdict(list)
    for construction in ("clause", "object", "phrase"):
        for cue, act in cues[construction].items():
            words = tuple(cue.lower().split())
            if len(words) > 1 or construction == "phrase":
                found[words[0]].append(LongCue(words, construction, act))
    return {
        first: tuple(sorted(some, key=lambda c: (-len(c.words), c.words))) for first, some in found.items()
    }


def _read_act(ontology: Ontology, subject: Node) -> Act:
    iri = URIRef(str(subject))
    if not ontology.words(iri, SKOS.prefLabel, RDFS.label):
        raise ontology.error(
            iri, f'the act {local_name(iri)} has no skos:prefLabel; add one, for example "warns"@en.'
        )
    patterns = []
    for pattern in ontology.words(iri, CG.contentPattern):
        try:
            patterns.append(re.compile(pattern, re.IGNORECASE))
        except re.error as error:
            raise ontology.error(
                iri, f"cg:contentPattern {pattern!r} is no regular expression: {error}."
            ) from error
    priorities = ontology.words(iri, CG.priority)
    try:
        priority = int(priorities[0]) if priorities else 0
    except ValueError as error:
        raise ontology.error(iri, f"cg:priority {priorities[0]!r} is not a whole number.") from error
    return Act(
        name=local_name(iri),
        iri=str(iri),
        label=ontology.label(iri, SKOS.prefLabel, RDFS.label),
        patterns=tuple(patterns),
        priority=priority,
        examples=ontology.words(iri, CG.example),
    )


def _irregular(ontology: Ontology) -> list[str]:
    found = sorted({str(o) for o in ontology.graph.objects(None, CG.irregularVerb)})
    for forms in found:
        if len(forms.split()) != 3:
            subject = next(s for s, o in ontology.graph.subject_objects(CG.irregularVerb) if str(o) == forms)
            raise ontology.error(subject, f'cg:irregularVerb "{forms}" must be base, past and participle.')
    return found
