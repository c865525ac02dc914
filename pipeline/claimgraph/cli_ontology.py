"""The command `claimgraph ontology import`: its arguments, and how what comes of it is said to people."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.markup import escape

__all__ = ["import_actors"]

_INCOMPLETE = 3
_SHOWN = 20  # rows that were left out


def import_actors(
    source: Annotated[
        Path,
        typer.Argument(
            metavar="FILE",
            help="FollowTheMoney entities (JSON lines; Aleph, OpenSanctions) or a Wikidata result (JSON).",
        ),
    ],
    out: Annotated[Path, typer.Option("--out", help="Turtle file to write.")],
) -> None:
    """Make a file of known actors from a list that somebody else keeps; `build` takes it with --ontology.

    A query for Wikidata that gives what is needed comes with claimgraph: ontology/known-actors/wikidata.rq

    Example: [bold]claimgraph ontology import entities.ftm.json --out known.ttl[/bold]
    """
    from claimgraph.ontology.imported import import_known_actors

    errors = Console(stderr=True)
    done = import_known_actors(source, out)
    for row in done.left_out[:_SHOWN]:
        errors.print(f"[bold red]Left out:[/] {escape(str(row))}", highlight=False, soft_wrap=True)
    if len(done.left_out) > _SHOWN:
        errors.print(f"{len(done.left_out) - _SHOWN:,} more rows were left out.", highlight=False)
    Console().print(
        f"Wrote {out}: {_count(done.actors, 'actor')} with {_count(done.offices, 'office')}; "
        f"{_count(len(done.left_out), 'row')} left out.\n"
        f"  Use   claimgraph build DOCUMENTS --out GRAPH --ontology {out}",
        highlight=False,
        soft_wrap=True,
    )
    if done.left_out:
        raise typer.Exit(_INCOMPLETE)


def _count(number: int, noun: str) -> str:
    return f"[bold]{number:,}[/] {noun}{'' if number == 1 else 's'}"
