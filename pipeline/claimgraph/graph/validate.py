"""Does a graph satisfy its shapes? An open graph comes in, a `Report` in words for people goes out.

pySHACL works on rdflib graphs in memory and costs far more than linear time on large ones, so each document
is copied out and checked by itself, together with the actors that it refers to; or only a sample of nodes
with what they lead to. Nothing is changed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pyoxigraph as ox
from rdflib import RDF, SH, BNode, Literal, URIRef
from rdflib import Graph as RdflibGraph
from rdflib.term import Node

from claimgraph.errors import GraphError
from claimgraph.graph.evidence import document_evidence, located
from claimgraph.graph.findings import Finding, Report
from claimgraph.graph.terms import CG, DCT, XSD
from claimgraph.graph.terms import RDF as OX_RDF
from claimgraph.resources import ontology_folder

if TYPE_CHECKING:
    from claimgraph.graph.store import Graph

__all__ = ["validate_graph"]

GraphName = ox.NamedNode | ox.BlankNode

_LINKED: Final = tuple(CG[name] for name in ("left", "right", "leftFigure", "rightFigure"))
_AT_ONCE: Final = 500
"""Links that pySHACL gets at once; its costs grow faster than what it is given."""

_TO_ACTORS: Final = (
    CG["refersTo"],
    CG["claimant"],
    CG["addressee"],
    CG["about"],
    DCT["publisher"],
    OX_RDF["subject"],
    OX_RDF["object"],
)


def validate_graph(
    graph: Graph,
    *,
    documents: int | None = None,
    nodes: int | None = None,
    shapes: str | Path | None = None,
) -> Report:
    """Check a graph against the shapes, and quoted texts against their documents.

    In full, the shapes cost three to four times what the language model costs, and the evidence about two
    thirds of what writing the graph costs. A build therefore checks a sample: some documents, and in each
    some nodes of every class. Both are chosen by hash, which is as good as random and always the same.

    Args:
        graph: the open graph.
        documents: check so many documents at most; all unless given.
        nodes: check so many nodes of each class at most, in each document and among the actors; all unless
            given. With it the cost does not depend on how long documents are.
        shapes: another SHACL file in Turtle than the shipped `shapes.ttl`.

    Raises:
        GraphError: the shapes are not SHACL.
    """
    path = Path(shapes) if shapes is not None else ontology_folder() / "shapes.ttl"
    shape_graph = RdflibGraph().parse(path, format="turtle")
    store = graph.oxigraph
    named = [name for name in store.named_graphs() if str(name).startswith(f"<{graph.names.documents}")]
    named.sort(key=str)
    chosen = [(name, _path(store, name)) for name in named[:documents]]
    findings: list[Finding] = []
    for name, about in ((graph.names.actors, "actors"), (graph.names.run, "run"), *chosen):
        if nodes is None:
            findings += _check(_whole(graph, name), shape_graph, about)
            findings += document_evidence(store, name, located(store, name))
        else:
            sample = _sample(store, name, shape_graph, nodes)
            findings += _check(_closure(graph, name, sample), shape_graph, about)
            findings += document_evidence(store, name, sample)
    findings += _link_findings(graph, shape_graph, nodes)
    return Report(documents=len(named), checked=len(chosen), nodes=nodes, findings=tuple(findings))


def _link_findings(graph: Graph, shapes: RdflibGraph, nodes: int | None) -> Iterator[Finding]:
    """Check the links between claims: their shapes, and that what they lead to is in the graph."""
    store, name = graph.oxigraph, graph.names.links
    chosen = _sample(store, name, shapes, nodes)
    for start in range(0, len(chosen), _AT_ONCE):
        part = chosen[start : start + _AT_ONCE]
        yield from _check(_closure(graph, name, part), shapes, "links")
        yield from _dangling(store, name, part)


def _dangling(store: ox.Store, name: GraphName, nodes: Sequence[ox.NamedNode]) -> Iterator[Finding]:
    for node in nodes:
        for link in _LINKED:
            for quad in store.quads_for_pattern(node, link, None, name):
                end = quad.object
                if not isinstance(end, ox.NamedNode) or not any(
                    store.quads_for_pattern(end, OX_RDF["type"], None, None)
                ):
                    side = link.value.rpartition("#")[2]
                    message = f"It leads to {end}, which is not in the graph (cg:{side})."
                    yield Finding(document="links", node=node.value, message=message)


def _path(store: ox.Store, name: GraphName) -> str:
    for quad in store.quads_for_pattern(None, CG["path"], None, name):
        if isinstance(quad.object, ox.Literal):
            return quad.object.value
    return str(name)


def _whole(graph: Graph, name: GraphName) -> RdflibGraph:
    """A named graph with all that is said of the actors that it refers to."""
    store = graph.oxigraph
    data = RdflibGraph()
    _copy(store.quads_for_pattern(None, None, None, name), data)
    if name != graph.names.actors:
        actors = {q.object for link in _TO_ACTORS for q in store.quads_for_pattern(None, link, None, name)}
        for actor in actors:
            if isinstance(actor, ox.NamedNode):
                _copy(store.quads_for_pattern(actor, None, None, graph.names.actors), data)
    return data


def _sample(store: ox.Store, name: GraphName, shapes: RdflibGraph, nodes: int | None) -> list[ox.NamedNode]:
    """So many nodes at most of each class that a shape is for, in the order of the store's hashes."""
    found: dict[ox.NamedNode, None] = {}
    for cls in sorted({str(target) for target in shapes.objects(None, SH.targetClass)}):
        quads = store.quads_for_pattern(None, OX_RDF["type"], ox.NamedNode(cls), name)
        found.update((q.subject, None) for q in islice(quads, nodes) if isinstance(q.subject, ox.NamedNode))
    return list(found)


def _closure(graph: Graph, name: GraphName, nodes: Iterable[ox.NamedNode]) -> RdflibGraph:
    """What is said of some nodes of a named graph, of those that they point to, and so on.

    pySHACL checks whatever has a class that a shape is for, so each of them must be complete. (Its option
    `focus_nodes` is no way out: it also hides nodes from the shapes inside of shapes.)
    """
    store = graph.oxigraph
    data = RdflibGraph()
    waiting: list[object] = list(nodes)
    seen: set[object] = set()
    while waiting:
        node = waiting.pop()
        if not isinstance(node, ox.NamedNode) or node in seen:
            continue
        seen.add(node)
        for place in (name, graph.names.actors):
            quads = list(store.quads_for_pattern(node, None, None, place))
            _copy(quads, data)
            waiting += [quad.object for quad in quads]
    return data


def _copy(quads: Iterable[ox.Quad], data: RdflibGraph) -> None:
    for quad in quads:
        data.add((_rdflib(quad.subject), URIRef(quad.predicate.value), _rdflib(quad.object)))


def _rdflib(term: object) -> URIRef | BNode | Literal:
    if isinstance(term, ox.NamedNode):
        return URIRef(term.value)
    if isinstance(term, ox.Literal):
        # rdflib takes "x" and "x"^^xsd:string for two literals; in shapes the plain one is written.
        if term.language or term.datatype == XSD["string"]:
            return Literal(term.value, lang=term.language)
        return Literal(term.value, datatype=URIRef(term.datatype.value))
    return BNode(str(term).removeprefix("_:"))


def _check(data: RdflibGraph, shapes: RdflibGraph, document: str) -> Iterator[Finding]:
    """What pySHACL finds in `data`."""
    import pyshacl  # takes longer to import than most commands run

    try:
        conforms, report, _ = pyshacl.validate(data, shacl_graph=shapes, inference="none", inplace=True)
    except pyshacl.errors.ShapeLoadError as error:
        raise GraphError(f"The shapes cannot be used: {error}") from error
    if conforms:
        return
    if not isinstance(report, RdflibGraph):
        raise GraphError(f"{document} cannot be checked against the shapes: {report}")
    results = {
        (_one(report, result, SH.focusNode), _one(report, result, SH.resultMessage))
        for result in report.subjects(RDF.type, SH.ValidationResult)
    }
    for node, message in sorted(results):
        yield Finding(document=document, node=node, message=message)


def _one(report: RdflibGraph, result: Node, predicate: URIRef) -> str:
    return str(min((str(value) for value in report.objects(result, predicate)), default="no message"))
