"""A graph in the formats of other tools, one module per format; `export_graph` chooses among them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import IO, TYPE_CHECKING, Final

from claimgraph.errors import GraphError
from claimgraph.graph.export.ftm import write_ftm
from claimgraph.graph.export.gexf import write_gexf
from claimgraph.graph.export.graphml import write_graphml
from claimgraph.graph.export.jsonl import write_jsonl
from claimgraph.graph.export.rdf import write_jsonld, write_nq
from claimgraph.graph.export.tables import write_tables
from claimgraph.graph.export.trig import write_trig

if TYPE_CHECKING:
    from claimgraph.graph.store import Graph

__all__ = ["EXPORT_FORMATS", "export_graph", "write_tables"]

_WRITERS: Final[Mapping[str, Callable[[Graph, IO[bytes]], None]]] = {
    "trig": write_trig,
    "nq": write_nq,
    "jsonld": write_jsonld,
    "jsonl": write_jsonl,
    "ftm": write_ftm,
    "graphml": write_graphml,
    "gexf": write_gexf,
}

EXPORT_FORMATS: Final = (*_WRITERS, "csv")
"""What `export_graph` can write."""


def export_graph(
    graph: Graph, form: str, target: str | Path | IO[bytes], *, default_claims: bool = False
) -> None:
    """Write a graph in another format; the same graph gives the same bytes.

    Args:
        graph: the open graph.
        form: one of `EXPORT_FORMATS`.
        target: a file's path, which is written whole or not at all, or a file opened for bytes. For `csv`
            a folder or a `.zip` file, because it is several tables.
        default_claims: for `jsonl`, also the sentences that a statement's publisher is given by default. They
            are left out unless asked for, because annotations made by people hold explicit attributions
            only; in all other formats they are there, with `cg:attribution` to tell them by.

    Raises:
        GraphError: there is no such format, or the target cannot be written.
    """
    if form == "csv":
        if not isinstance(target, str | Path):
            raise GraphError("csv is several tables; give a folder or a .zip file to write them to.")
        write_tables(graph, target)
        return
    writer = partial(write_jsonl, default_claims=default_claims) if form == "jsonl" else _WRITERS.get(form)
    if writer is None:
        raise GraphError(f"There is no export format {form!r}; choose one of {', '.join(EXPORT_FORMATS)}.")
    if not isinstance(target, str | Path):
        writer(graph, target)
        return
    target = Path(target)
    unfinished = target.with_name(f"{target.name}.partial")
    try:
        with unfinished.open("wb") as file:
            writer(graph, file)
        unfinished.replace(target)
    except OSError as error:
        raise GraphError(f"The export cannot be written to {target}: {error}") from error
    finally:
        if unfinished.exists():
            unfinished.unlink()
