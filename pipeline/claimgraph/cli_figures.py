"""The command `claimgraph figures`: its arguments, and the ledger as a table for people or for programs.

The ledger itself is in `graph.ledger`, the page in `view.ledger_page`, for notebooks and other programs.
"""

from __future__ import annotations

import csv
import io
import json
import os
import sys
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer
from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text

from claimgraph.errors import GraphError

if TYPE_CHECKING:
    from claimgraph.graph.ledger import Agreement, Ledger, LedgerEntry, LedgerTable

__all__ = ["figures"]

_out = Console()
_err = Console(stderr=True)

_STYLES: Final[dict[Agreement, tuple[str, str]]] = {
    "disputed": ("≠", "bold red"),
    "revised": ("↻", "blue"),
    "agrees": ("=", "green"),
    "differs": ("↕", "yellow"),
    "other scope": ("⊂", "magenta"),
    "only one": (" ", ""),
}
"""A sign beside each colour, so that nobody has to tell colours apart."""

_CLAIMANT_WIDTH: Final = 24
_CELL_WIDTH: Final = 20


class Columns(StrEnum):
    """What the columns of the ledger are."""

    date = "date"
    document = "document"


class LedgerFormat(StrEnum):
    """Formats that `figures` writes."""

    table = "table"
    csv = "csv"
    json = "json"
    html = "html"


def figures(
    graph: Annotated[Path, typer.Argument(metavar="GRAPH", help="Folder that `claimgraph build` wrote.")],
    measure: Annotated[
        str | None, typer.Option("--measure", "-m", help="Only figures that count this, for example deaths.")
    ] = None,
    by: Annotated[Columns, typer.Option("--by", help="What the columns are.")] = Columns.date,
    form: Annotated[
        LedgerFormat,
        typer.Option("--format", "-f", help="table, csv and json (complete), or html (one page)."),
    ] = LedgerFormat.table,
    out: Annotated[Path | None, typer.Option("--out", help="File to write; without it, stdout.")] = None,
    every: Annotated[
        bool, typer.Option("--all", help="In the table also figures that nothing can be compared with.")
    ] = False,
) -> None:
    """Who says how many, when, and where the numbers differ: one table for what is counted alike.

    Example: [bold]claimgraph figures january --measure deaths[/bold]
    """
    from claimgraph.graph.ledger import read_ledger
    from claimgraph.graph.store import open_graph

    with open_graph(graph) as opened:
        ledger = read_ledger(opened, measure, by=by.value)
        if form is LedgerFormat.table and out is None:
            _show(ledger, every=every)
            return
        base = opened.names.base
    if form is LedgerFormat.html:
        from claimgraph.view.ledger_page import ledger_page

        text = ledger_page(ledger, base=base, view=_view(graph, out))
    elif form is LedgerFormat.csv:
        text = _csv(ledger)
    elif form is LedgerFormat.json:
        text = json.dumps(_plain(ledger), ensure_ascii=False, indent=1) + "\n"
    else:
        text = _drawn(ledger, every=every)
    _write(text, out)


def _show(ledger: Ledger, *, every: bool) -> None:
    shown = [each for each in ledger.tables if every or _compares(each)] or list(ledger.tables)
    if not shown:
        _out.print("No figure in this graph has a measure.", highlight=False)
        return
    for table in shown:
        _draw(table, ledger.by, _out)
    used = {entry.agreement for table in shown for _, _, entry in table.entries()}
    _out.print(_legend(used), highlight=False, soft_wrap=True)
    left = len(ledger.tables) - len(shown)
    if left:
        _err.print(
            f"{left:,} more table{'' if left == 1 else 's'} of figures that nothing can be compared with; "
            "--all shows them.",
            highlight=False,
            soft_wrap=True,
        )


def _compares(table: LedgerTable) -> bool:
    """Whether more than one voice is in the table, or something is said of one of its figures."""
    return any(entry.agreement != "only one" for _, _, entry in table.entries())


def _draw(table: LedgerTable, by: str, console: Console) -> None:
    """One table; what there is no room for is named below it."""
    cells = [[_cell(cell) for cell in row.cells] for row in table.rows]
    first = _first_shown(table, cells, console.width)
    drawn = Table(box=SIMPLE_HEAD, title=Text(table.title), title_justify="left", title_style="bold")
    drawn.add_column("claimant", overflow="fold", max_width=_CLAIMANT_WIDTH)
    for column in table.columns[first:]:
        drawn.add_column(Text(column or f"no {by}"), overflow="fold", max_width=_CELL_WIDTH)
    for row, texts in zip(table.rows, cells, strict=True):
        if any(row.cells[first:]):
            name = Text(row.claimant) if row.actor else Text(f"“{row.claimant}”", style="italic")
            drawn.add_row(name, *texts[first:])
    console.print(drawn)
    if first:
        gone = sum(not any(row.cells[first:]) for row in table.rows)
        claimants = f" with {gone} more claimant{'' if gone == 1 else 's'}" if gone else ""
        columns = f"{first} earlier column{'' if first == 1 else 's'}"
        console.print(
            f"Not shown for lack of room: {columns}{claimants}; --format csv or html gives all.",
            highlight=False,
            soft_wrap=True,
        )


def _first_shown(table: LedgerTable, cells: Sequence[Sequence[Text]], width: int) -> int:
    """The number of the first column that there is room for, when the last ones are shown; one is always."""
    room = width - _CLAIMANT_WIDTH - 4
    for number in reversed(range(len(table.columns))):
        lines = [len(table.columns[number]), *(_width(row[number]) for row in cells)]
        room -= min(max(lines), _CELL_WIDTH) + 2
        if room < 0:
            return min(number + 1, len(table.columns) - 1)
    return 0


def _width(text: Text) -> int:
    return max((len(line) for line in text.plain.splitlines()), default=0)


def _cell(entries: tuple[LedgerEntry, ...]) -> Text:
    """The figures of a cell; what is said in the same words there is said once."""
    lines: dict[tuple[str, str], None] = {}
    for entry in entries:
        sign, style = _STYLES[entry.agreement]
        denied = "denies " if entry.fact.act == "deny" else ""
        lines[f"{denied}{entry.fact.said} {sign}".rstrip(), style] = None
    return Text("\n").join(Text(text, style=style) for text, style in lines)


def _legend(used: set[Agreement]) -> Text:
    from claimgraph.graph.ledger import AGREEMENTS

    parts = [
        Text(f"{_STYLES[name][0]} {name}: {said}", style=_STYLES[name][1])
        for name, said in AGREEMENTS.items()
        if name in used and _STYLES[name][0].strip()
    ]
    return Text("\n").join(parts)


def _drawn(ledger: Ledger, *, every: bool) -> str:
    """The tables as plain text, for a file."""
    target = io.StringIO()
    console = Console(file=target, width=160, color_system=None)
    for table in ledger.tables:
        if every or _compares(table):
            _draw(table, ledger.by, console)
    return target.getvalue()


def _csv(ledger: Ledger) -> str:
    target = io.StringIO(newline="")
    records = list(ledger.records())
    if records:
        writer = csv.DictWriter(target, fieldnames=list(records[0]))
        writer.writeheader()
        writer.writerows(records)
    return target.getvalue()


def _plain(ledger: Ledger) -> dict[str, Any]:
    from claimgraph.graph.ledger import entry_record

    return {
        "by": ledger.by,
        "tables": [
            {
                "measure": table.measure,
                "label": table.label,
                "unit": table.unit,
                "scope": table.scope,
                "tally": table.tally,
                "columns": list(table.columns),
                "rows": [
                    {
                        "claimant": row.claimant,
                        "actor": row.actor,
                        "cells": [
                            [
                                {
                                    **entry_record(entry, skip=("measure", "unit", "claimants")),
                                    "comparisons": [
                                        {
                                            "kind": link.kind,
                                            "active": link.active,
                                            "other": link.other,
                                            "reason": link.reason,
                                            "confidence": link.confidence,
                                        }
                                        for link in entry.links
                                    ],
                                }
                                for entry in cell
                            ]
                            for cell in row.cells
                        ],
                    }
                    for row in table.rows
                ],
            }
            for table in ledger.tables
        ],
    }


def _view(graph: Path, out: Path | None) -> str | None:
    """Where `graph.html` is, as seen from the page; None where the graph has none."""
    view = graph / "graph.html"
    if not view.is_file():
        return None
    folder = graph if out is None else out.parent
    return Path(os.path.relpath(view.resolve(), folder.resolve())).as_posix()


def _write(text: str, out: Path | None) -> None:
    if out is None:
        sys.stdout.write(text)
        return
    try:
        out.write_text(text, encoding="utf-8", newline="")
    except OSError as error:
        raise GraphError(f"The figures cannot be written to {out}: {error.strerror or error}.") from error
    _out.print(f"Wrote {out}", highlight=False, soft_wrap=True)
