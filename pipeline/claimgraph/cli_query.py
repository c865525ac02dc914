"""The commands `claimgraph query` and `claimgraph rank`: their arguments, and how answers are written."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.markup import escape

if TYPE_CHECKING:
    from claimgraph.graph.queries import Query

__all__ = ["query", "rank"]

_out = Console()
_err = Console(stderr=True)
GraphArgument = Annotated[Path, typer.Argument(metavar="GRAPH", help="Folder that `claimgraph build` wrote.")]


class RankFormat(StrEnum):
    """Formats that `rank` writes."""

    table = "table"
    csv = "csv"
    json = "json"


class ResultFormat(StrEnum):
    """Formats that `query` writes."""

    table = "table"
    csv = "csv"
    json = "json"
    turtle = "turtle"


def query(
    graph: GraphArgument,
    name: Annotated[
        str | None,
        typer.Argument(
            metavar="NAME|FILE.rq|-", help="A named query, a SPARQL file, or - to read SPARQL from stdin."
        ),
    ] = None,
    values: Annotated[
        list[str] | None,
        typer.Option(
            "--set", metavar="NAME=VALUE", help="Give a parameter of the query a value; repeatable."
        ),
    ] = None,
    form: Annotated[
        ResultFormat,
        typer.Option(
            "--format", "-f", help="How to write the answer; turtle only for queries that give a graph."
        ),
    ] = ResultFormat.table,
    limit: Annotated[int | None, typer.Option(min=1, help="Show at most so many rows.")] = None,
) -> None:
    """Ask the graph. Without a name, list the queries that come with claimgraph and their parameters.

    Example: [bold]claimgraph query january who-claims-what --set actor="Human Rights Watch"[/bold]
    """
    from claimgraph.graph.queries import bind, list_queries, load_query, run_query
    from claimgraph.graph.results import Rows, show_result, write_result
    from claimgraph.graph.store import open_graph

    with open_graph(graph) as opened:
        if name is None:
            _list_queries(list_queries())
            return
        asked = load_query(sys.stdin.read() if name == "-" else name)
        result = run_query(opened, bind(asked, dict(_pair(value) for value in values or ()), graph=opened))
        left_out = 0
        if limit is not None and isinstance(result, Rows):
            left_out = max(0, len(result.rows) - limit)
            result = Rows(result.columns, result.rows[:limit])
        if form is ResultFormat.table:
            show_result(result, _out, title=asked.title, base=opened.names.base)
            if left_out:
                _err.print(f"{left_out:,} more rows; give a higher --limit to see them.")
        else:
            write_result(result, form.value, sys.stdout)


def rank(
    graph: GraphArgument,
    by: Annotated[
        str,
        typer.Argument(
            metavar="most-quoted|bridges|communities",
            help="most-quoted: by claims and documents; bridges: who stands between others; "
            "communities: who is tied to whom.",
        ),
    ] = "most-quoted",
    limit: Annotated[int, typer.Option(min=1, help="Show at most so many rows.")] = 20,
    form: Annotated[
        RankFormat, typer.Option("--format", "-f", help="table, csv or json.")
    ] = RankFormat.table,
) -> None:
    """Rank actors by their place in the network of claims.

    Example: [bold]claimgraph rank january bridges[/bold]
    """
    from claimgraph.graph.network import MEASURES
    from claimgraph.graph.results import Rows, show_result, write_result
    from claimgraph.graph.store import open_graph

    if by not in MEASURES:
        raise typer.BadParameter(f"{by!r} is none of {', '.join(MEASURES)}.")
    with open_graph(graph) as opened:
        ranked = MEASURES[by](opened)
        result = Rows(ranked.columns, ranked.rows[:limit])
        if form is RankFormat.table:
            show_result(result, _out, title=by, base=opened.names.base)
        else:
            write_result(result, form.value, sys.stdout)


def _pair(value: str) -> tuple[str, str]:
    name, sign, rest = value.partition("=")
    if not sign or not name:
        raise typer.BadParameter(
            f'--set needs NAME=VALUE, for example --set actor="Human Rights Watch", not {value!r}.'
        )
    return name.strip(), rest


def _list_queries(queries: Iterable[Query]) -> None:
    for each in queries:
        _out.print(f"[bold]{each.name}[/]  {escape(each.description)}", highlight=False)
        for parameter in each.parameters:
            example = f'  --set {parameter.name}="{parameter.example}"' if parameter.example else ""
            needed = " (needed)" if parameter.required else ""
            _out.print(
                f"    {parameter.name}{needed}: {escape(parameter.description)}[dim]{escape(example)}[/]",
                highlight=False,
            )
