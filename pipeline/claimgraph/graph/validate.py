"""Does a graph satisfy its shapes? An open graph comes in, a `Report` in words for people goes out.

pySHACL works on rdflib graphs in memory and costs far more than linear time on large ones, so each document
is copied out and checked by itself, together with the actors that it refers to. Nothing is changed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pyoxigraph as ox
from rdflib import RDF, SH, BNode, Literal, URIRef
from rdflib import Graph as RdflibGraph
from rdflib.term import Node

from claimgraph.errors import GraphError
from claimgraph.graph.evidence import check_evidence
from claimgraph.graph.findings import Finding, Report
from claimgraph.graph.terms import CG, DCT, XSD
from claimgraph.resources import ontology_folder

if TYPE_CHECKING:
    from claimgraph.graph.store import Graph

__all__ = ["validate_graph"]

_TO_ACTORS: Final = (CG["refersTo"], CG["claimant"], CG["addressee"], CG["about"], DCT["publisher"])


def validate_graph(graph: Graph, *, documents: int | None = None, shapes: str | Path | None = None) -> Report:
    """Check a graph against the shapes, and every quoted text against its document.

    The shapes cost a multiple of building the graph, the evidence a small part of it; so a build of many
    documents may check the shapes on some. Their order is that of their content hashes, which is as good as
    random and always the same.

    Args:
        graph: the open graph.
        documents: check the shapes on so many documents at most; on all unless given. The actors and the
            evidence are checked in full either way.
        shapes: another SHACL file in Turtle than the shipped `shapes.ttl`.

    Raises:
        GraphError: the shapes are not SHACL.
    """
    path = Path(shapes) if shapes is not None else ontology_folder() / "shapes.ttl"
    shape_graph = RdflibGraph().parse(path, format="turtle")
    store = graph.oxigraph
    named = [(_path(store, name), name) for name in _document_graphs(store)]
    findings: list[Finding] = []
    for name, node in (("actors", graph.names.actors), ("run", graph.names.run)):
        findings += _shape_findings(_copy(store.quads_for_pattern(None, None, None, node)), shape_graph, name)
    shaped = 0
    for name, node in islice(named, documents):
        data = _copy(store.quads_for_pattern(None, None, None, node))
        for actor in _actors(store, node):
            _copy(store.quads_for_pattern(actor, None, None, graph.names.actors), into=data)
        findings += _shape_findings(data, shape_graph, name)
        shaped += 1
    findings += check_evidence(graph)
    return Report(documents=len(named), shaped=shaped, findings=tuple(findings))


def _document_graphs(store: ox.Store) -> list[ox.NamedNode]:
    found = {quad.graph_name for quad in store.quads_for_pattern(None, CG["text"], None, None)}
    return sorted((name for name in found if isinstance(name, ox.NamedNode)), key=str)


def _path(store: ox.Store, name: ox.NamedNode) -> str:
    for quad in store.quads_for_pattern(None, CG["path"], None, name):
        if isinstance(quad.object, ox.Literal):
            return quad.object.value
    return name.value


def _actors(store: ox.Store, name: ox.NamedNode) -> list[ox.NamedNode]:
    quads = (
        quad for predicate in _TO_ACTORS for quad in store.quads_for_pattern(None, predicate, None, name)
    )
    found = {quad.object for quad in quads}
    return sorted((node for node in found if isinstance(node, ox.NamedNode)), key=str)


def _copy(quads: Iterable[ox.Quad], into: RdflibGraph | None = None) -> RdflibGraph:
    copy = RdflibGraph() if into is None else into
    for quad in quads:
        copy.add((_rdflib(quad.subject), URIRef(quad.predicate.value), _rdflib(quad.object)))
    return copy


def _rdflib(term: object) -> URIRef | BNode | Literal:
    if isinstance(term, ox.NamedNode):
        return URIRef(term.value)
    if isinstance(term, ox.Literal):
        # rdflib takes "x" and "x"^^xsd:string for two literals; in shapes the plain one is written.
        if term.language or term.datatype == XSD["string"]:
            return Literal(term.value, lang=term.language)
        return Literal(term.value, datatype=URIRef(term.datatype.value))
    return BNode(str(term).removeprefix("_:"))


def _shape_findings(data: RdflibGraph, shapes: RdflibGraph, document: str) -> Iterator[Finding]:
    import pyshacl  # takes longer to import than most commands run

    try:
        conforms, report, _ = pyshacl.validate(data, shacl_graph=shapes, inference="none", inplace=True)
    except pyshacl.errors.ShapeLoadError as error:
        raise GraphError(f"The shapes cannot be used: {error}") from error
    if conforms:
        return
    if not isinstance(report, RdflibGraph):
        raise GraphError(f"{document} cannot be checked against the shapes: {report}")
    results = [(_one(report, r, SH.focusNode), _one(report, r, SH.resultMessage))
               for r in report.subjects(RDF.type, SH.ValidationResult)]  # fmt: skip
    for node, message in sorted(set(results)):
        yield Finding(document=document, node=node, message=message)


def _one(report: RdflibGraph, result: Node, predicate: URIRef) -> str:
    return str(min((str(value) for value in report.objects(result, predicate)), default="no message"))
