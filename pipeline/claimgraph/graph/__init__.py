"""Records -> RDF: the store, its validation, queries and exports."""

from claimgraph.graph.export import EXPORT_FORMATS, export_graph
from claimgraph.graph.network import to_networkx
from claimgraph.graph.queries import bind, list_queries, load_query, run_query
from claimgraph.graph.store import Graph, open_graph, write_graph
from claimgraph.graph.triples import RunInfo
from claimgraph.graph.validate import validate_graph

__all__ = [
    "EXPORT_FORMATS",
    "Graph",
    "RunInfo",
    "bind",
    "export_graph",
    "list_queries",
    "load_query",
    "open_graph",
    "run_query",
    "to_networkx",
    "validate_graph",
    "write_graph",
]
