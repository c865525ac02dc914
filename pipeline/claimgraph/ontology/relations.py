"""`relations.ttl` (and a user's files) -> `Relations`: what a text can say of two actors, and its words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast, get_args

from rdflib import RDFS, URIRef

from claimgraph.ontology.actor_types import ontology_terms
from claimgraph.ontology.acts import verb_forms
from claimgraph.ontology.load import CG, Ontology
from claimgraph.ontology.roles import read_roles
from claimgraph.records import Kind

__all__ = ["RelationKind", "Relations", "read_relations"]

Words = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RelationKind:
    """One kind of relation; all words are in small letters.

    Attributes:
        iri: the property that the graph then has between the two.
        left, right: labels of the mentions that can stand on either side.
        nouns: whole noun phrases that show it.
        roles: of these, the ones that may have more words before them: "director" in "deputy director".
        offices: of these, the ones that people have in a country or town, too.
        prepositions: what may stand between the noun and the name after it.
        verbs: forms of verbs -> the preposition that each goes with, "" for a direct object.
        links: prepositions, or "'s", that tie two names without any other word.
        suffixes: "based" for "Geneva-based".
        examples: sentences with < > around the left and [ ] around the right one.
        counter_examples: sentences without a relation of this kind.
    """

    iri: str
    left: frozenset[Kind]
    right: frozenset[Kind]
    nouns: frozenset[Words]
    roles: frozenset[Words]
    offices: frozenset[Words]
    prepositions: frozenset[str]
    verbs: Mapping[str, frozenset[str]]
    links: frozenset[str]
    suffixes: frozenset[str]
    examples: tuple[str, ...]
    counter_examples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Relations:
    """All kinds of relation.

    Attributes:
        kinds: the narrower ones (by rdfs:subPropertyOf) first.
        office_verbs: forms of verbs after which a noun says what somebody is: "elected", "serves".
        doubts: words that leave open or deny that it is so.
        former: words that say that it is over.
    """

    kinds: tuple[RelationKind, ...]
    office_verbs: frozenset[str]
    doubts: frozenset[str]
    former: frozenset[str]


def read_relations(ontology: Ontology) -> Relations:
    """Read every `cg:RelationKind` and `cg:RelationWords`.

    Raises:
        OntologyError: a kind that does not say what stands on its sides, or without any words; a label that
            is none; a family of roles that does not exist.

    >>> from claimgraph.ontology import load_ontology
    >>> relations = read_relations(load_ontology())
    >>> [kind.iri.rpartition("#")[2] for kind in relations.kinds if ("head",) in kind.nouns]
    ['headOf', 'memberOf']
    """
    subjects = ontology_terms(ontology, CG.RelationKind)
    irregular = {
        forms.split()[0]: forms.split()
        for forms in sorted({str(each) for each in ontology.graph.objects(None, CG.irregularVerb)})
    }
    words = ontology_terms(ontology, CG.RelationWords)
    return Relations(
        kinds=tuple(
            _kind(ontology, subject, irregular)
            for subject in sorted(subjects, key=lambda each: (-_depth(ontology, each), str(each)))
        ),
        office_verbs=frozenset(
            form
            for term in words
            for verb in ontology.words(term, CG.officeVerb)
            for form in verb_forms(verb, irregular.get(verb))
        ),
        doubts=frozenset(word for term in words for word in ontology.words(term, CG.doubtWord)),
        former=frozenset(word for term in words for word in ontology.words(term, CG.formerWord)),
    )


def _depth(ontology: Ontology, subject: URIRef) -> int:
    return len(set(ontology.graph.transitive_objects(subject, RDFS.subPropertyOf)))


def _kind(ontology: Ontology, subject: URIRef, irregular: Mapping[str, list[str]]) -> RelationKind:
    left, right = (_labels(ontology, subject, each) for each in (CG.leftLabel, CG.rightLabel))
    offices = _roles(ontology, subject, CG.placeRole)
    roles = _roles(ontology, subject, CG.relationRole) | offices
    nouns = {_words(noun) for noun in ontology.words(subject, CG.relationNoun)} | roles
    verbs: dict[str, frozenset[str]] = {}
    for text in ontology.words(subject, CG.relationVerb):
        verb, _, preposition = text.partition(" ")
        for form in verb_forms(verb, irregular.get(verb)):
            verbs[form] = verbs.get(form, frozenset()) | {preposition}
    links = frozenset(ontology.words(subject, CG.relationLink))
    suffixes = frozenset(ontology.words(subject, CG.relationSuffix))
    if not (nouns or verbs or links or suffixes):
        raise ontology.error(subject, 'is a relation without words; add cg:relationNoun "..." or another.')
    return RelationKind(
        iri=str(subject),
        left=left,
        right=right,
        nouns=frozenset(nouns),
        roles=frozenset(roles),
        offices=frozenset(offices),
        prepositions=frozenset(ontology.words(subject, CG.preposition)),
        verbs=verbs,
        links=links,
        suffixes=suffixes,
        examples=ontology.words(subject, CG.example),
        counter_examples=ontology.words(subject, CG.counterExample),
    )


def _labels(ontology: Ontology, subject: URIRef, side: URIRef) -> frozenset[Kind]:
    labels = ontology.words(subject, side)
    wrong = sorted(set(labels) - set(get_args(Kind)))
    if wrong or not labels:
        name = side.removeprefix(str(CG))
        given = f'has cg:{name} "{wrong[0]}"' if wrong else f"has no cg:{name}"
        raise ontology.error(subject, f"{given}; use one of {', '.join(get_args(Kind))}.")
    return cast(frozenset[Kind], frozenset(labels))


def _roles(ontology: Ontology, subject: URIRef, families_of: URIRef) -> set[Words]:
    families = read_roles(ontology).roles
    found = set()
    for family in ontology.words(subject, families_of):
        if family not in families:
            raise ontology.error(subject, f"names the roles {family}, which are no cg:Role.")
        found |= {_words(word) for word in families[family].words}
    return found


def _words(text: str) -> Words:
    return tuple(text.lower().replace("-", " - ").split())
