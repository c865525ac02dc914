"""The network of actors, claims and documents as GEXF, the format of Gephi.

https://gexf.net/ (version 1.2). The file says nothing of when it was written, so it is the same every time.
"""

from __future__ import annotations

from typing import IO, TYPE_CHECKING

from claimgraph.graph.elements import NODE_ATTRIBUTES, network_edges, network_nodes
from claimgraph.graph.export.xml import XmlWriter

if TYPE_CHECKING:
    from claimgraph.graph.store import Graph

__all__ = ["write_gexf"]

_TYPES = {str: "string", float: "double"}


def write_gexf(graph: Graph, target: IO[bytes]) -> None:
    """Write GEXF, node by node and edge by edge.

    Args:
        graph: the open graph.
        target: a file opened for bytes.
    """
    xml = XmlWriter(target)
    with (
        xml.element("gexf", {"xmlns": "http://www.gexf.net/1.2draft", "version": "1.2"}),
        xml.element("graph", {"mode": "static", "defaultedgetype": "directed"}),
    ):
        with xml.element("attributes", {"class": "node", "mode": "static"}):
            for name, kind in NODE_ATTRIBUTES.items():
                xml.leaf("attribute", {"id": name, "title": name, "type": _TYPES[kind]})
        with xml.element("attributes", {"class": "edge", "mode": "static"}):
            xml.leaf("attribute", {"id": "relation", "title": "relation", "type": "string"})
        with xml.element("nodes"):
            for node in network_nodes(graph):
                with xml.element("node", {"id": node.iri, "label": node.label}), xml.element("attvalues"):
                    for name, value in node.attributes.items():
                        xml.leaf("attvalue", {"for": name, "value": value})
        with xml.element("edges"):
            for number, edge in enumerate(network_edges(graph)):
                ends = {"id": number, "source": edge.source, "target": edge.target, "label": edge.relation}
                with xml.element("edge", ends), xml.element("attvalues"):
                    xml.leaf("attvalue", {"for": "relation", "value": edge.relation})
