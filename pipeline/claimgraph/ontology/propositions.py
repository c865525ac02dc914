"""`propositions.ttl` -> `PropositionWords`: the words by which claims are compared.

Comes in: the ontology's graph. Goes out: plain, checked data, every word without its regular ending. How
two claims are compared by it is the business of `claimgraph.relate`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, cast, get_args

from rdflib import RDF, URIRef

from claimgraph.annotate.stems import stem
from claimgraph.ontology.acts import read_acts
from claimgraph.ontology.load import CG, Ontology, local_name

__all__ = ["WORD", "Phrase", "PropositionWords", "Stance", "read_proposition_words", "words_of"]

Stance = Literal["states", "denies", "asks", "commits"]
Phrase = tuple[str, ...]

# "n't" is a word of its own, and so are the parts of a possessive.
WORD = re.compile(r"n['’]t\b|[^\W_]+?(?=n['’]t\b)|[^\W_]+(?:[-.,][^\W_]+)*", re.IGNORECASE)


@dataclass(frozen=True)
class PropositionWords:
    """What is known about saying the same and saying the opposite.

    Attributes:
        stances: name of an act -> what it does to its content.
        denying: base forms of the cues that deny by themselves ("reject"), so that the content need not.
        refusing: of these, the ones that turn something down ("refuse"); the others say that it is not so.
        rejecting: the ones that can do either ("reject").
        reporting: stems of nouns for what somebody said ("allegation").
        allegations, requests: stems of nouns that take up what was said of the speaker, or asked for.
        cue_forms: inflected form -> base forms of the cues that it may be a form of.
        irregular: irregular form of a verb -> its base form.
        negations: phrases that turn a clause into its opposite, the longest first, as the following are.
        lacking: words that do so after "be", and else negate only what follows them.
        not_negations: phrases that hold a negation and do not.
        hedges: phrases that leave open whether the clause holds.
        subordinating, coordinating: phrases that begin a clause.
        passives: verbs that, with a participle, put what is acted on first.
        agents: prepositions before whoever acts in a passive.
        belonging: prepositions between a thing and what it belongs to.
        reversals: stems that turn what follows into its opposite.
        obstructions: stems that do so where "from" comes after them.
        light: stems that say nothing by themselves.
        common: stems that say little.
        times: words for days and months, with a capital.
        speakers: words that stand for whoever speaks.
        alike: phrase of stems -> the stem that all phrases of this meaning are read as.
        opposites: stem (as `alike` has it) -> the stem it is read as, and whether it is the opposite of that.
    """

    stances: Mapping[str, Stance]
    denying: frozenset[str]
    refusing: frozenset[str]
    rejecting: frozenset[str]
    reporting: frozenset[str]
    allegations: frozenset[str]
    requests: frozenset[str]
    cue_forms: Mapping[str, tuple[str, ...]]
    irregular: Mapping[str, str]
    negations: tuple[Phrase, ...]
    lacking: frozenset[str]
    not_negations: tuple[Phrase, ...]
    hedges: tuple[Phrase, ...]
    subordinating: tuple[Phrase, ...]
    coordinating: tuple[Phrase, ...]
    passives: frozenset[str]
    agents: frozenset[str]
    belonging: frozenset[str]
    reversals: frozenset[str]
    obstructions: frozenset[str]
    light: frozenset[str]
    common: frozenset[str]
    times: frozenset[str]
    speakers: frozenset[str]
    alike: Mapping[Phrase, str]
    opposites: Mapping[str, tuple[str, bool]]

    def stem(self, word: str) -> str:
        """A word in lower case as it is compared: irregular verbs in the base form, no regular ending."""
        return _stem(word, self.irregular)


def read_proposition_words(ontology: Ontology) -> PropositionWords:
    """Read everything that the ontology says about comparing claims.

    Raises:
        OntologyError: a stance that is none, a word with two meanings or two opposites.

    >>> from claimgraph.ontology import load_ontology
    >>> words = read_proposition_words(load_ontology())
    >>> words.stances["deny"], words.stem("shot"), words.alike["open", "fir"]
    ('denies', 'shoot', 'shot')
    """
    acts = read_acts(ontology)
    irregular = dict(_irregular(ontology))
    alike = dict(_alike(ontology, irregular))
    stances = dict(_stances(ontology))
    denying = {
        cue.split()[0]
        for cues in acts.cues.values()
        for cue, act in cues.items()
        if stances.get(act) == "denies"
    }

    def single(name: str) -> frozenset[str]:
        return frozenset(word for phrase in _list(ontology, name) for word in phrase)

    def stems(name: str) -> frozenset[str]:
        return frozenset(_stem(word, irregular) for word in single(name))

    return PropositionWords(
        stances=stances,
        denying=frozenset(denying),
        refusing=frozenset(phrase[0] for phrase in _list(ontology, "refusals")),
        rejecting=frozenset(phrase[0] for phrase in _list(ontology, "rejections")),
        reporting=frozenset(_stem(noun, irregular) for noun in acts.cues["noun"]),
        allegations=stems("allegations"),
        requests=stems("requests"),
        cue_forms=acts.forms,
        irregular=irregular,
        negations=_list(ontology, "negations"),
        lacking=single("lacking"),
        not_negations=_list(ontology, "notNegations"),
        hedges=_list(ontology, "hedges"),
        subordinating=_list(ontology, "subordinating"),
        coordinating=_list(ontology, "coordinating"),
        reversals=stems("reversals"),
        obstructions=stems("obstructions"),
        light=stems("light"),
        common=stems("common"),
        times=single("times"),
        passives=single("passives"),
        agents=single("agents"),
        belonging=single("belonging"),
        speakers=single("speakers"),
        alike=alike,
        opposites=dict(_opposites(ontology, irregular, alike)),
    )


def words_of(text: str) -> Phrase:
    """The words of a text in lower case; "n't" is one of its own.

    >>> words_of("They didn't shoot.")
    ('they', 'did', "n't", 'shoot')
    """
    return tuple(word.lower().replace("’", "'") for word in WORD.findall(text))


def _stem(word: str, irregular: Mapping[str, str]) -> str:
    return stem(irregular.get(word, word))


def _irregular(ontology: Ontology) -> Iterator[tuple[str, str]]:
    for entry in sorted(str(each) for each in ontology.graph.objects(None, CG.irregularVerb)):
        base, *others = entry.split()
        for form in others:
            yield form, base


def _stances(ontology: Ontology) -> Iterator[tuple[str, Stance]]:
    for act, stance in sorted(ontology.graph.subject_objects(CG.stance)):
        if str(stance) not in get_args(Stance):
            raise ontology.error(
                act, f"cg:stance {str(stance)!r} is none of {', '.join(map(repr, get_args(Stance)))}."
            )
        yield local_name(act), cast(Stance, str(stance))


def _list(ontology: Ontology, name: str) -> tuple[Phrase, ...]:
    term = URIRef(f"https://w3id.org/claimgraph/ontology/propositions#{name}")
    phrases = {words_of(word) for word in ontology.words(term, CG.word)}
    return tuple(sorted(phrases, key=lambda phrase: (-len(phrase), phrase)))


def _alike(ontology: Ontology, irregular: Mapping[str, str]) -> Iterator[tuple[Phrase, str]]:
    claimed: dict[Phrase, URIRef] = {}
    for term in _terms(ontology, CG.Alike):
        phrases = sorted({_stems(word, irregular) for word in ontology.words(term, CG.word)})
        # Read as the last of the single words: which one does not matter, if it is always the same.
        main = max(phrases, key=lambda phrase: (-len(phrase), phrase))
        for phrase in phrases:
            if claimed.setdefault(phrase, term) != term:
                other = local_name(claimed[phrase])
                raise ontology.error(
                    term, f'"{" ".join(phrase)}" is among the words of {other}, too; it can mean one thing.'
                )
            yield phrase, " ".join(main)


def _opposites(
    ontology: Ontology, irregular: Mapping[str, str], alike: Mapping[Phrase, str]
) -> Iterator[tuple[str, tuple[str, bool]]]:
    claimed: dict[str, URIRef] = {}
    for term in _terms(ontology, CG.Opposites):
        sides = [(word, side) for side in (CG.word, CG.opposite) for word in ontology.words(term, side)]
        main = _meaning(sides[0][0], irregular, alike)
        for word, side in sides:
            found = _meaning(word, irregular, alike)
            if claimed.setdefault(found, term) != term:
                raise ontology.error(term, f"{word!r} has opposites in {local_name(claimed[found])}, too.")
            yield found, (main, side == CG.opposite)


def _terms(ontology: Ontology, kind: URIRef) -> list[URIRef]:
    return sorted({URIRef(str(term)) for term in ontology.graph.subjects(RDF.type, kind)})


def _meaning(phrase: str, irregular: Mapping[str, str], alike: Mapping[Phrase, str]) -> str:
    stems = _stems(phrase, irregular)
    return alike.get(stems, " ".join(stems))


def _stems(phrase: str, irregular: Mapping[str, str]) -> Phrase:
    return tuple(_stem(word, irregular) for word in words_of(phrase))
