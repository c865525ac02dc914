"""The command `claimgraph actors`: its arguments, and how what comes of it is said to people.

What it calls is in `graph.actors`, `corrections` and `build`, for notebooks and other programs.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from rich.console import Console
from rich.markup import escape

if TYPE_CHECKING:
    from claimgraph.records import Unapplied

__all__ = ["tell_unapplied"]


def tell_unapplied(unapplied: Iterable[Unapplied], console: Console, *, quiet: bool = False) -> bool:
    """Say which decisions could not be followed.

    Args:
        unapplied: the decisions.
        console: where to.
        quiet: leave out those that name nothing in this graph, which may be as it should.

    Returns:
        Whether somebody should do something about one.
    """
    unclear = False
    for each in unapplied:
        if each.kind != "not found":
            unclear = True
            console.print(f"[bold red]Not followed:[/] {escape(str(each))}", highlight=False, soft_wrap=True)
        elif not quiet:
            console.print(f"[yellow]Note:[/] {escape(str(each))}", highlight=False, soft_wrap=True)
    return unclear
