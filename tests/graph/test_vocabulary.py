"""The ontology declares what graphs use, under the standard terms that the design names."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest
from rdflib import RDFS, URIRef
from rdflib import Graph as RdflibGraph

from claimgraph.graph.store import Graph
from claimgraph.graph.terms import CG, DCT, FOAF, OA, ORG, PROV, RDF, SCHEMA, Namespace
from claimgraph.graph.vocabulary import ontology_quads, read_vocabulary
from claimgraph.ontology.load import Ontology, load_ontology
from claimgraph.resources import ontology_folder


@pytest.fixture(scope="module")
def declared() -> RdflibGraph:
    return RdflibGraph().parse(ontology_folder() / "claimgraph.ttl")


@pytest.fixture(scope="module")
def ontology() -> Ontology:
    return load_ontology()


@pytest.mark.parametrize(
    ("term", "super_term"),
    [
        (CG["Actor"], PROV["Agent"]),
        (CG["Person"], FOAF["Person"]),
        (CG["Organization"], ORG["Organization"]),
        (CG["Group"], FOAF["Group"]),
        (CG["Document"], PROV["Entity"]),
        (CG["Document"], SCHEMA["CreativeWork"]),
        (CG["Mention"], OA["SpecificResource"]),
        (CG["TextSpan"], OA["SpecificResource"]),
        (CG["Claim"], PROV["Entity"]),
        (CG["Claim"], SCHEMA["Claim"]),
        (CG["Figure"], SCHEMA["QuantitativeValue"]),
        (CG["claimant"], PROV["wasAttributedTo"]),
        (CG["statedIn"], SCHEMA["appearance"]),
    ],
)
def test_standard_super_terms(declared: RdflibGraph, term: ox.NamedNode, super_term: ox.NamedNode) -> None:
    above = set(declared.objects(URIRef(term.value), RDFS.subClassOf | RDFS.subPropertyOf))
    assert URIRef(super_term.value) in above


def test_every_term_that_a_graph_uses_is_declared(graph: Graph, declared: RdflibGraph) -> None:
    used = {quad.predicate for quad in graph.oxigraph}
    for quad in graph.oxigraph.quads_for_pattern(None, RDF["type"], None, None):
        if quad.graph_name not in (graph.names.ontology, graph.names.actors):
            used.add(quad.object)
    own = {
        URIRef(term.value)
        for term in used
        if isinstance(term, ox.NamedNode) and term.value.startswith(CG.iri)
    }
    assert len(own) > 25
    assert own - set(declared.subjects(RDFS.label, None)) == set()


def test_every_declared_term_is_explained(declared: RdflibGraph) -> None:
    for term in set(declared.subjects(RDFS.label, None)):
        assert [comment for comment in declared.objects(term, RDFS.comment) if len(str(comment)) > 20], term


def test_classes_know_what_is_above_them(ontology: Ontology) -> None:
    above = read_vocabulary(ontology).above(CG["StateBody"].value)
    assert {CG["Organization"].value, CG["Actor"].value} <= set(above)
    assert not any(iri.startswith((FOAF.iri, ORG.iri, PROV.iri)) for iri in above)


def test_own_concepts_are_found_by_local_name(tmp_path: Path) -> None:
    own = tmp_path / "own.ttl"
    own.write_text(
        "@prefix cg: <https://w3id.org/claimgraph/ontology#> .\n"
        "@prefix my: <https://example.org/my#> .\n"
        "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n"
        'my:threaten a cg:Act ; skos:prefLabel "threatens"@en .\n'
        'my:drones a cg:Measure ; skos:prefLabel "drones"@en .\n',
        "utf-8",
    )
    vocabulary = read_vocabulary(load_ontology([own]))
    assert vocabulary.act("threaten").value == "https://example.org/my#threaten"
    assert vocabulary.measure("drones").value == "https://example.org/my#drones"


def test_the_ontology_in_a_graph_has_labels_and_no_blank_nodes(ontology: Ontology) -> None:
    quads = ontology_quads(ontology)
    assert not any(isinstance(term, ox.BlankNode) for quad in quads for term in (quad.subject, quad.object))
    skos = Namespace("http://www.w3.org/2004/02/skos/core#")
    labelled = {quad.subject for quad in quads if quad.predicate in (skos["prefLabel"],)}
    assert Namespace("https://w3id.org/claimgraph/ontology/acts#")["deny"] in labelled
    assert not any(quad.predicate == DCT["title"] for quad in quads)
