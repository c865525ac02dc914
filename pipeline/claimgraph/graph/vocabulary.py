"""What a graph needs to know of the ontology: class tree, acts and measures, and their labels.

An `Ontology` comes in; a `Vocabulary` for `triples.py` and the quads of a named graph go out, so that
queries can use labels and `rdfs:subClassOf*`. Words and patterns for recognition stay in the ontology files.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from pyoxigraph import Literal, NamedNode, Quad
from rdflib import OWL, RDF, RDFS, SKOS, URIRef
from rdflib import Literal as RdflibLiteral
from rdflib.term import Node

from claimgraph.graph.terms import ACT, BASE, MEASURE, ORG, Names, scalar_text
from claimgraph.ontology.load import CG, Ontology, local_name

__all__ = ["Vocabulary", "ontology_quads", "read_vocabulary"]

_KEPT = (
    RDF.type,
    RDFS.subClassOf,
    RDFS.subPropertyOf,
    RDFS.label,
    SKOS.prefLabel,
    SKOS.definition,
    CG.ftmSchema,
    CG.symbol,
    CG.tolerance,
    SKOS.broader,
    SKOS.inScheme,
)
_TERM_TYPES = (
    OWL.Class,
    RDFS.Class,
    SKOS.Concept,
    SKOS.ConceptScheme,
    CG.Act,
    CG.Measure,
    CG.RelationKind,
    CG.LinkKind,
    CG.Operator,
)


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Where the local names in records lead to.

    Attributes:
        superclasses: class IRI -> IRIs of all own classes above it.
        acts, measures: local name -> IRI; a name that is not listed is in claimgraph's own namespace.
        memberships: IRIs of the kinds of relation that are memberships.
        symmetric: IRIs of the properties between claims that hold both ways ("disputes").
    """

    superclasses: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    acts: Mapping[str, NamedNode] = field(default_factory=dict)
    measures: Mapping[str, NamedNode] = field(default_factory=dict)
    memberships: frozenset[str] = frozenset((ORG["memberOf"].value, ORG["headOf"].value))
    symmetric: frozenset[str] = frozenset()

    def above(self, class_iri: str) -> tuple[str, ...]:
        """The classes above this one, without itself."""
        return self.superclasses.get(class_iri, ())

    def act(self, name: str) -> NamedNode:
        """The concept for a claim's `act`.

        >>> Vocabulary().act("deny").value
        'https://w3id.org/claimgraph/ontology/acts#deny'
        """
        return self.acts.get(name) or ACT[name]

    def measure(self, name: str) -> NamedNode:
        """The concept for a figure's `measure`."""
        return self.measures.get(name) or MEASURE[name]


def read_vocabulary(ontology: Ontology) -> Vocabulary:
    """The class tree below `cg:Actor`, acts, measures, what is a membership, and what holds both ways."""
    graph = ontology.graph
    superclasses = {}
    for cls in set(graph.transitive_subjects(RDFS.subClassOf, CG.Actor)):
        above = set(graph.transitive_objects(cls, RDFS.subClassOf)) - {cls}
        # Only classes that are actors themselves: what foaf and org say about theirs is left to a reasoner.
        own = {c for c in above if CG.Actor in set(graph.transitive_objects(c, RDFS.subClassOf))}
        superclasses[str(cls)] = tuple(sorted(map(str, own)))
    memberships = graph.transitive_subjects(RDFS.subPropertyOf, URIRef(ORG["memberOf"].value))
    return Vocabulary(
        superclasses=superclasses,
        acts=_concepts(ontology, CG.Act),
        measures=_concepts(ontology, CG.Measure),
        memberships=frozenset(map(str, memberships)),
        symmetric=frozenset(map(str, graph.subjects(RDF.type, OWL.SymmetricProperty))),
    )


def ontology_quads(ontology: Ontology, *, base: str = BASE) -> list[Quad]:
    """The named graph of the ontology's classes and concepts, with labels and definitions."""
    name = Names(base).ontology
    graph = ontology.graph
    subjects = {s for kind in _TERM_TYPES for s in graph.subjects(RDF.type, kind) if isinstance(s, URIRef)}
    quads = set()
    for subject in subjects:
        node = NamedNode(str(subject))
        for predicate in _KEPT:
            for value in graph.objects(subject, predicate):
                term = _term(value)
                if term is not None:
                    quads.add(Quad(node, NamedNode(str(predicate)), term, name))
    return sorted(quads, key=str)


def _concepts(ontology: Ontology, kind: URIRef) -> dict[str, NamedNode]:
    found = {str(s) for s in ontology.graph.subjects(RDF.type, kind) if isinstance(s, URIRef)}
    return {local_name(URIRef(iri)): NamedNode(iri) for iri in sorted(found)}


def _term(value: Node) -> NamedNode | Literal | None:
    if isinstance(value, URIRef):
        return NamedNode(str(value))
    if isinstance(value, RdflibLiteral):
        text = scalar_text(str(value))
        if value.language:
            return Literal(text, language=value.language)
        return Literal(text, datatype=NamedNode(str(value.datatype)) if value.datatype else None)
    return None
