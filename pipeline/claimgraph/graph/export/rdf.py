"""N-Quads and JSON-LD: the whole graph for other RDF tools, sorted, one named graph held at a time.

https://www.w3.org/TR/n-quads/ and https://www.w3.org/TR/json-ld11/ (expanded, one object per named graph).
"""

from __future__ import annotations

from itertools import chain
from typing import IO, TYPE_CHECKING

import pyoxigraph as ox

from claimgraph.graph.export.trig import sorted_graphs

if TYPE_CHECKING:
    from claimgraph.graph.store import Graph

__all__ = ["write_jsonld", "write_nq"]


def write_nq(graph: Graph, target: IO[bytes]) -> None:
    """Write N-Quads."""
    ox.serialize(chain.from_iterable(sorted_graphs(graph)), target, ox.RdfFormat.N_QUADS)


def write_jsonld(graph: Graph, target: IO[bytes]) -> None:
    """Write JSON-LD."""
    ox.serialize(chain.from_iterable(sorted_graphs(graph)), target, ox.RdfFormat.JSON_LD)
    target.write(b"\n")
