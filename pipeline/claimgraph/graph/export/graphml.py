"""The network of actors, claims and documents as GraphML, for yEd, Gephi, Cytoscape, igraph and others.

http://graphml.graphdrawing.org/specification.html
"""

from __future__ import annotations

from typing import IO, TYPE_CHECKING

from claimgraph.graph.elements import NODE_ATTRIBUTES, network_edges, network_nodes
from claimgraph.graph.export.xml import XmlWriter

if TYPE_CHECKING:
    from claimgraph.graph.store import Graph

__all__ = ["write_graphml"]

_TYPES = {str: "string", float: "double"}


def write_graphml(graph: Graph, target: IO[bytes]) -> None:
    """Write GraphML, node by node and edge by edge.

    Args:
        graph: the open graph.
        target: a file opened for bytes.
    """
    xml = XmlWriter(target)
    with xml.element("graphml", {"xmlns": "http://graphml.graphdrawing.org/xmlns"}):
        for name, kind in {"label": str, **NODE_ATTRIBUTES}.items():
            declared = {"id": name, "for": "node", "attr.name": name, "attr.type": _TYPES[kind]}
            xml.leaf("key", declared)
        xml.leaf("key", {"id": "relation", "for": "edge", "attr.name": "relation", "attr.type": "string"})
        with xml.element("graph", {"edgedefault": "directed"}):
            for node in network_nodes(graph):
                with xml.element("node", {"id": node.iri}):
                    for name, value in {"label": node.label, **node.attributes}.items():
                        xml.leaf("data", {"key": name}, value)
            for number, edge in enumerate(network_edges(graph)):
                with xml.element("edge", {"id": number, "source": edge.source, "target": edge.target}):
                    xml.leaf("data", {"key": "relation"}, edge.relation)
