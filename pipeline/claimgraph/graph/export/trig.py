"""Quads -> TriG text: short names, one block per named graph, always the same bytes.

The format is https://www.w3.org/TR/trig/. The caller sorts the quads of a graph; the text keeps their order.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import IO, TYPE_CHECKING

import pyoxigraph as ox

from claimgraph.graph.terms import PREFIXES

if TYPE_CHECKING:
    from claimgraph.graph.store import Graph

__all__ = ["sorted_graphs", "trig_body", "trig_header", "write_trig"]


def trig_header(base: str) -> bytes:
    """The lines that a TriG file starts with: the base, and the prefixes in alphabetical order."""
    lines = [f"@base <{base}> .", *(f"@prefix {name}: <{iri}> ." for name, iri in sorted(PREFIXES.items()))]
    return "".join(f"{line}\n" for line in lines).encode()


def trig_body(quads: Iterable[ox.Quad], base: str) -> bytes:
    """The blocks of these quads, to be put behind `trig_header(base)`."""
    written = ox.serialize(quads, None, ox.RdfFormat.TRIG, prefixes=PREFIXES, base_iri=base)
    if not written:
        return b""
    # pyoxigraph writes its own header, in an order that changes from call to call.
    lines = len(PREFIXES) + 1
    position = -1
    for _ in range(lines):
        position = written.index(b"\n", position + 1)
    return written[position + 1 :]


def write_trig(graph: Graph, target: IO[bytes]) -> None:
    """Write the graph as TriG: the same bytes as the `graph.trig` of its folder.

    Args:
        graph: the open graph; one named graph is held at a time.
        target: a file opened for bytes.
    """
    target.write(trig_header(graph.names.base))
    for quads in sorted_graphs(graph):
        target.write(trig_body(quads, graph.names.base))


def sorted_graphs(graph: Graph) -> Iterator[list[ox.Quad]]:
    """The quads of each named graph, sorted, the graphs in the order of their names."""
    for name in sorted(graph.oxigraph.named_graphs(), key=str):
        yield sorted(graph.oxigraph.quads_for_pattern(None, None, None, name), key=str)
