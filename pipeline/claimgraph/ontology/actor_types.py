"""`actor-types.ttl` (and a user's files) -> `ActorTypes`: kinds of actor and the words for them.

Patterns come out as written; `annotate.name_patterns` reads their language. What is checked here is the
shape of the entries: parents, labels, word lists.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import cast, get_args

from rdflib import RDF, RDFS, URIRef
from rdflib.term import Literal

from claimgraph.ontology.load import CG, Ontology, local_name
from claimgraph.records import Kind

__all__ = ["ActorType", "ActorTypes", "ontology_terms", "read_actor_types"]


@dataclass(frozen=True, slots=True)
class ActorType:
    """One class of actors.

    Attributes:
        iri: the class.
        label: what its mentions are labelled with; inherited from the nearest parent that says it.
        depth: number of classes between it and the root, to prefer the more specific of two.
        ancestors: IRIs of the class itself and of all classes above it.
        head_words: nouns that a name of this kind is built on ("Court").
        patterns: shapes of whole names, in the language that the head of `actor-types.ttl` explains.
        bare_heads: nouns that stand for such an actor alone ("ministry").
        collectives: nouns for several or unnamed people ("officials").
        examples: names, or sentences with the name in [ ].
    """

    iri: str
    label: Kind
    depth: int
    ancestors: frozenset[str]
    head_words: tuple[str, ...]
    patterns: tuple[str, ...]
    bare_heads: tuple[str, ...]
    collectives: tuple[str, ...]
    examples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ActorTypes:
    """All kinds of actor.

    Attributes:
        types: by IRI, in the order of their IRIs.
        word_lists: the words of every `{Slot}` of the patterns, by slot.
    """

    types: Mapping[str, ActorType]
    word_lists: Mapping[str, tuple[str, ...]]


def read_actor_types(ontology: Ontology) -> ActorTypes:
    """Read every class that has a label for its mentions, from itself or a parent, and every word list.

    Raises:
        OntologyError: a label that is none, a class with words or patterns but no parent that says its label,
            a value that is no text, a word list without slot.

    >>> from claimgraph.ontology import load_ontology
    >>> types = read_actor_types(load_ontology())
    >>> types.types[str(CG.Ministry)].label
    'Organization'
    """
    graph = ontology.graph
    recognisers = (CG.headWord, CG.pattern, CG.bareHead, CG.collective)
    described = {s for p in (*recognisers, CG.mentionLabel) for s in graph.subjects(p)}
    classes = described | {s for s in graph.subjects(RDFS.subClassOf) if isinstance(s, URIRef)}
    types = {}
    for subject in sorted(classes, key=str):
        if not isinstance(subject, URIRef):
            raise ontology.error(CG.Actor, "has a sub-class without a name; give every kind of actor an IRI.")
        label = _label(ontology, subject)
        if label is None:
            if subject in described:
                raise ontology.error(
                    subject,
                    "has words or patterns for actors, but no parent that says what its mentions are; "
                    "add rdfs:subClassOf cg:Organization (or cg:Person, cg:Group, another class of actors).",
                )
            continue
        types[str(subject)] = ActorType(
            iri=str(subject),
            label=label,
            depth=sum(1 for _ in _ancestors(ontology, subject)),
            ancestors=frozenset(map(str, (subject, *_ancestors(ontology, subject)))),
            head_words=_texts(ontology, subject, CG.headWord),
            patterns=_texts(ontology, subject, CG.pattern),
            bare_heads=_texts(ontology, subject, CG.bareHead),
            collectives=_texts(ontology, subject, CG.collective),
            examples=_texts(ontology, subject, CG.example),
        )
    return ActorTypes(types=types, word_lists=_word_lists(ontology))


def ontology_terms(ontology: Ontology, kind: URIRef) -> list[URIRef]:
    """All terms of class `kind`, sorted.

    Raises:
        OntologyError: one of them is a blank node, which no message could name.
    """
    terms = set(ontology.graph.subjects(RDF.type, kind))
    for term in terms:
        if not isinstance(term, URIRef):
            raise ontology.error(
                kind, f"is the class of an entry without a name; give each {local_name(kind)} an IRI."
            )
    return sorted((term for term in terms if isinstance(term, URIRef)), key=str)


def _label(ontology: Ontology, subject: URIRef) -> Kind | None:
    for each in (subject, *_ancestors(ontology, subject)):
        for value in sorted(map(str, ontology.graph.objects(each, CG.mentionLabel))):
            if value not in get_args(Kind):
                known = ", ".join(get_args(Kind))
                raise ontology.error(each, f'has cg:mentionLabel "{value}"; use one of {known}.')
            return cast(Kind, value)
    return None


def _ancestors(ontology: Ontology, subject: URIRef) -> Iterator[URIRef]:
    """All super-classes, the nearest first."""
    seen = {subject}
    level = [subject]
    while level:
        parents = {p for each in level for p in ontology.graph.objects(each, RDFS.subClassOf)}
        level = sorted({p for p in parents if isinstance(p, URIRef)} - seen, key=str)
        seen.update(level)
        yield from level


def _texts(ontology: Ontology, subject: URIRef, prop: URIRef) -> tuple[str, ...]:
    for value in ontology.graph.objects(subject, prop):
        if not isinstance(value, Literal) or not str(value).strip():
            raise ontology.error(subject, f"has a cg:{local_name(prop)} that is not a text: {value}.")
    return ontology.words(subject, prop)


def _word_lists(ontology: Ontology) -> dict[str, tuple[str, ...]]:
    lists: dict[str, tuple[str, ...]] = {}
    for subject in ontology_terms(ontology, CG.WordList):
        slots = ontology.words(subject, CG.slot)
        if not slots:
            raise ontology.error(subject, 'is a word list without a slot; add cg:slot "Name".')
        for slot in slots:
            words = {*lists.get(slot, ()), *ontology.words(subject, CG.word)}
            lists[slot] = tuple(sorted(words))
    return lists
