"""Turtle files that extend the ontology -> whether they can be used and their examples are recognised.

An example is a sentence or a name that stands beside a cue, a measure, a kind of actor or of relation
(`cg:example`); it is run through the whole pipeline. Nothing is written.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from rdflib import Graph, URIRef

from claimgraph.annotate.pipeline import load_pipeline
from claimgraph.ontology import CG, Ontology, load_ontology
from claimgraph.ontology.actor_types import read_actor_types
from claimgraph.ontology.acts import read_acts
from claimgraph.ontology.boilerplate import read_boilerplate
from claimgraph.ontology.known_actors import read_known_actors
from claimgraph.ontology.measures import read_measures
from claimgraph.ontology.names import read_names
from claimgraph.ontology.relations import read_relations
from claimgraph.records import AnnotatedDocument, Document

__all__ = ["Example", "run_examples"]

_MARKS = {ord(mark): None for mark in "<>[]"}  # around the two sides of a relation


@dataclass(frozen=True, slots=True)
class Example:
    """An example of the ontology and what came of it.

    Attributes:
        path, line: where the term is described.
        term: local name of the act, measure, kind of actor or of relation.
        text: the example.
        found: True where the pipeline recognises it as what it is an example of.
    """

    path: Path
    line: int | None
    term: str
    text: str
    found: bool

    def __str__(self) -> str:
        place = f"{self.path}, line {self.line}" if self.line else str(self.path)
        verdict = "recognised" if self.found else "NOT recognised"
        return f"{place}: {self.term}: {self.text!r} {verdict}"


def run_examples(files: Sequence[str | Path], *, model: str | Path | None = None) -> list[Example]:
    """Read ontology files with the shipped ones and run the examples that they add.

    Args:
        files: Turtle files or folders.
        model: as for `load_pipeline`.

    Raises:
        OntologyError: a file cannot be used; with file, line and reason.
    """
    ontology = load_ontology(files)
    shipped = load_ontology()
    read_boilerplate(ontology)
    read_names(ontology)
    read_known_actors(ontology)
    wanted = list(_expectations(ontology, shipped.graph))
    annotator = load_pipeline(model, ontology=files, accuracy="fast")  # an entry must work by itself
    documents = [
        Document(path=str(i), text=text.translate(_MARKS) if kind == "relation" else text)
        for i, (_, text, kind) in enumerate(wanted)
    ]
    return [
        Example(
            *ontology.where(subject), ontology.label(subject), text, _recognised(kind, str(subject), found)
        )
        for (subject, text, kind), found in zip(wanted, annotator.annotate(documents), strict=True)
    ]


def _expectations(ontology: Ontology, shipped: Graph) -> Iterator[tuple[URIRef, str, str]]:
    """Term, example and kind of every example that the shipped ontology does not hold."""
    kinds = {
        "act": [URIRef(act.iri) for act in read_acts(ontology).acts.values()],
        "measure": [URIRef(measure.iri) for measure in read_measures(ontology).measures.values()],
        "actor": [URIRef(iri) for iri in read_actor_types(ontology).types],
        "relation": [URIRef(kind.iri) for kind in read_relations(ontology).kinds],
    }
    for kind, subjects in kinds.items():
        for subject in sorted(subjects):
            known = {str(text) for text in shipped.objects(subject, CG.example)}
            for text in ontology.words(subject, CG.example):
                if text not in known:
                    yield subject, text, kind


def _recognised(kind: str, iri: str, found: AnnotatedDocument) -> bool:
    name = iri.rsplit("#", 1)[-1]
    if kind == "act":
        return any(claim.act == name for claim in found.claims)
    if kind == "measure":
        return any(figure.measure == name for figure in found.figures)
    if kind == "relation":
        return any(relation.kind == iri for relation in found.relations)
    return any(mention.actor_class == iri for mention in found.mentions)
