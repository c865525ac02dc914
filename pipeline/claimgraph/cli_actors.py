"""The command `claimgraph actors`: its arguments, and how what comes of it is said to people.

What it calls is in `graph.actors`, `graph.corrections` and `build`, for notebooks and other programs.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.markup import escape
from rich.table import Table
from rich.text import Text

from claimgraph.errors import GraphError

if TYPE_CHECKING:
    from claimgraph.graph.actors import ActorRow, MentionPlace
    from claimgraph.graph.results import Rows
    from claimgraph.graph.store import Graph
    from claimgraph.graph.why import ActorWhy, NameWhy, PairWhy
    from claimgraph.records import Unapplied
    from claimgraph.resolve.judgements import Judgement

__all__ = ["actors", "tell_unapplied"]

_NOT_FOLLOWED = 3
_PLACES = 3  # of each name that `--why` shows
_ROWS = 50


class ActorsFormat(StrEnum):
    """Formats that `actors` writes."""

    table = "table"
    csv = "csv"
    json = "json"


_out = Console()
_err = Console(stderr=True)


def actors(
    graph: Annotated[Path, typer.Argument(metavar="GRAPH", help="Folder that `claimgraph build` wrote.")],
    names: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[NAME]...",
            help="Actors, by a name or by the id in the list; 'Name @ document' means the one that the "
            "document names so.",
        ),
    ] = None,
    search: Annotated[
        str | None, typer.Option("--search", help="List only actors with a name like this.")
    ] = None,
    why: Annotated[
        bool,
        typer.Option(
            "--why", help="Why the names of NAME are one actor, or why two NAMEs are one or are not."
        ),
    ] = False,
    merge: Annotated[bool, typer.Option("--merge", help="Two NAMEs are one actor.")] = False,
    split: Annotated[bool, typer.Option("--split", help="Two NAMEs are different actors.")] = False,
    unsure: Annotated[
        bool, typer.Option("--unsure", help="Whether two NAMEs are one cannot be told.")
    ] = False,
    rename: Annotated[bool, typer.Option("--rename", help="Show the first NAME under the second.")] = False,
    not_an_actor: Annotated[bool, typer.Option("--not-an-actor", help="NAME is no actor.")] = False,
    suggest: Annotated[
        bool,
        typer.Option("--suggest", help="Pairs to decide on, those first that change most; all, or of NAME."),
    ] = False,
    decisions: Annotated[
        bool, typer.Option("--decisions", help="The rows of decisions.csv; all, or of NAME.")
    ] = False,
    follow: Annotated[
        bool,
        typer.Option("--follow", help="Follow decisions.csv as it is now, after you changed it by hand."),
    ] = False,
    by: Annotated[str, typer.Option("--by", metavar="WHO", help="Who judges, for the row.")] = "",
    note: Annotated[str, typer.Option("--note", metavar="TEXT", help="Why, for the row.")] = "",
    later: Annotated[
        bool, typer.Option("--later", help="Only write the row; the next build, or correction, follows it.")
    ] = False,
    form: Annotated[
        ActorsFormat, typer.Option("--format", "-f", help="table, csv or json.")
    ] = ActorsFormat.table,
    limit: Annotated[int, typer.Option(min=1, help="Show at most so many rows of a table.")] = _ROWS,
) -> None:
    """List the actors of a graph, explain them, and correct them.

    A correction is a row in GRAPH/decisions.csv, which wins over the machine and outlives every build.
    To undo one, delete its row and run this with --follow, or build again.

    Example: [bold]claimgraph actors january --why "Human Rights Watch" HRW[/bold]
    """
    chosen = {
        "why": why, "merge": merge, "split": split, "unsure": unsure, "rename": rename,
        "not-an-actor": not_an_actor, "suggest": suggest, "decisions": decisions, "follow": follow,
    }  # fmt: skip
    action = _only(chosen, names or [], search)
    given = names or []
    if action in ("merge", "split", "unsure", "rename", "not-an-actor"):
        _correct(graph, action, given, by=by, note=note, later=later)
        return
    if action == "follow":
        _follow(graph)
        return
    from claimgraph.graph.store import open_graph

    with open_graph(graph) as opened:
        if action == "why" and form is ActorsFormat.table:
            _explain(opened, given, graph)
        elif action == "list" and form is ActorsFormat.table:
            _list(opened, search, limit)
        else:
            rows = _answer(opened, graph, action, given, search)
            if not rows.rows and form is ActorsFormat.table:
                _out.print(_NOTHING[action], highlight=False, soft_wrap=True)
                return
            _write(rows, form, limit, opened)


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


def _only(chosen: dict[str, bool], names: Sequence[str], search: str | None) -> str:
    """The one thing to do, with as many names as it takes."""
    wanted = [name for name, given in chosen.items() if given]
    if len(wanted) > 1:
        raise typer.BadParameter(f"--{wanted[0]} and --{wanted[1]} cannot be done at once.")
    if not wanted:
        if names:
            raise typer.BadParameter(
                f"Say what to do with {names[0]!r}: --why explains it, --search finds names like it."
            )
        return "list"
    if search is not None:
        raise typer.BadParameter(f"--search cannot be used with --{wanted[0]}.")
    fewest, most = _TAKES[wanted[0]]
    if not fewest <= len(names) <= most:
        takes = f"{fewest or 'no'}" if fewest == most else f"{fewest} or {most}"
        raise typer.BadParameter(
            f"--{wanted[0]} takes {takes} name{'' if most == 1 else 's'} after GRAPH, not {len(names)}. "
            "Put names of several words in quotes."
        )
    return wanted[0]


_TAKES = {
    "why": (1, 2),
    "merge": (2, 2),
    "split": (2, 2),
    "unsure": (2, 2),
    "rename": (2, 2),
    "not-an-actor": (1, 1),
    "suggest": (0, 1),
    "decisions": (0, 1),
    "follow": (0, 0),
}


_NOTHING = {
    "suggest": "There is no pair to decide on: what is kept apart here does not look like one actor.",
    "decisions": "decisions.csv holds no row about this; --merge, --split and the like write one.",
}


def _answer(graph: Graph, folder: Path, action: str, names: Sequence[str], search: str | None) -> Rows:
    """The rows of what is asked, for every format."""
    from claimgraph.graph.actors import find_actor, list_actors, suggested_pairs
    from claimgraph.graph.corrections import Judging
    from claimgraph.graph.why import why_one

    if action == "list":
        found = list_actors(graph, search)
        return _rows(
            ("actor", "type", "claims", "documents", "names", "mentions", "id"),
            [(r.name, r.type, r.claims, r.documents, " | ".join(r.names), r.mentions, r.id) for r in found],
        )
    if action == "suggest":
        actor = find_actor(graph, names[0]).iri if names else None
        pairs = Judging(graph, _decisions(folder)).undecided(suggested_pairs(graph, actor))
        return _rows(
            ("left", "right", "why", "confidence", "claims", "mentions", "left_id", "right_id"),
            [
                (p.left_name, p.right_name, p.method, p.confidence, p.claims, p.mentions,
                 graph.names.actor_id(p.left), graph.names.actor_id(p.right))
                for p in pairs
            ],
        )  # fmt: skip
    if action == "decisions":
        rows = _decisions(folder)
        if names:
            rows = Judging(graph, rows).of(find_actor(graph, names[0]))
        return _rows(
            ("line", "left", "right", "verdict", "by", "date", "note"),
            [(r.line, r.left, r.right, r.verdict, r.by, r.date, r.note) for r in rows],
        )
    places = [
        (why.actor.name, place)
        for name in names
        for why in [why_one(graph, name)]
        for place in (*(p for each in why.names for p in each.places), *why.others)
    ]
    return _rows(
        ("actor", "words", "method", "confidence", "form", "document", "start", "end", "before", "after"),
        [
            (name, p.words, p.method, p.confidence, p.form, p.document, p.start, p.end, p.before, p.after)
            for name, p in places
        ],
    )


def _list(graph: Graph, search: str | None, limit: int) -> None:
    from claimgraph.graph.actors import list_actors

    rows = list_actors(graph, search)
    table = Table(box=SIMPLE_HEAD)
    table.add_column("actor", overflow="fold", ratio=3)
    table.add_column("type", overflow="fold", ratio=2)
    table.add_column("claims", justify="right", no_wrap=True)
    table.add_column("documents", justify="right", no_wrap=True)
    table.add_column("also called", overflow="fold", ratio=3)
    for row in rows[:limit]:
        others = ", ".join(name for name in row.names if name != row.name)
        cells = (row.name, row.type, f"{row.claims:,}", f"{row.documents:,}", others)
        table.add_row(*map(Text, cells))
    _out.print(table)
    _out.print(f"{len(rows):,} actor{'' if len(rows) == 1 else 's'}", highlight=False)
    if len(rows) > limit:
        _err.print(f"{len(rows) - limit:,} more; give a higher --limit, or --search, to see them.")


def _rows(columns: Sequence[str], values: Iterable[Sequence[str | int | float]]) -> Rows:
    from claimgraph.graph.results import Rows
    from claimgraph.graph.terms import number_literal, text_literal

    def term(value: str | int | float) -> Any:
        return text_literal(value) if isinstance(value, str) else number_literal(value)

    return Rows(columns, [tuple(map(term, row)) for row in values])


def _write(rows: Rows, form: ActorsFormat, limit: int, graph: Graph) -> None:
    from claimgraph.graph.results import Rows, show_result, write_result

    if form is not ActorsFormat.table:
        write_result(rows, form.value, sys.stdout)
        return
    left_out = max(0, len(rows.rows) - limit)
    show_result(Rows(rows.columns, rows.rows[:limit]), _out, base=graph.names.base)
    if left_out:
        _err.print(f"{left_out:,} more rows; give a higher --limit to see them.")


def _decisions(folder: Path) -> Sequence[Judgement]:
    from claimgraph.resolve.judgements import DECISIONS, read_judgements

    return read_judgements(folder / DECISIONS).rows


def _explain(graph: Graph, names: Sequence[str], folder: Path) -> None:
    from claimgraph.graph.why import why_one, why_pair

    rows = _decisions(folder)
    if len(names) == 1:
        lines = _one(why_one(graph, names[0], rows))
    else:
        lines = _two(why_pair(graph, names[0], names[1], rows))
    _out.print("\n".join(lines), highlight=False, markup=False, soft_wrap=True)


def _one(why: ActorWhy) -> list[str]:
    lines = [_title(why.actor)]
    for name in why.names:
        lines += _name(name)
    if why.others:
        lines.append(f"  and without a name {len(why.others):,} times, as")
        lines += _places(why.others, method=True)
    return [*lines, *_judged(why.judgements)]


def _two(why: PairWhy) -> list[str]:
    if why.one:
        lines = [f"One actor: {_title(why.left)}"]
        for name in why.names:
            lines += _name(name)
        return [*lines, *_judged(why.judgements)]
    lines = ["Two actors:", f"  {_title(why.left)}", f"  {_title(why.right)}"]
    lines += [f"  Documents say: {left} {tie} {right}." for left, tie, right in why.ties]
    if any(row.verdict == "different" for row in why.judgements):
        lines.append("They are apart because people say so.")
    elif why.suggestion:
        lines.append(
            f"They may be one, but that is not sure enough: {why.suggestion.method} "
            f"({why.suggestion.confidence:.2f}). --merge makes them one, --split ends the question."
        )
    else:
        lines.append("No rule of claimgraph makes them one. --merge does.")
    return [*lines, *_judged(why.judgements)]


def _title(actor: ActorRow) -> str:
    return (
        f"{actor.name} ({actor.type}, id {actor.id}): {actor.claims:,} claims, {actor.mentions:,} mentions "
        f"in {actor.documents:,} document{'' if actor.documents == 1 else 's'}"
    )


def _name(name: NameWhy) -> list[str]:
    return [f"  '{name.name}': {name.method} ({name.confidence:.2f})", *_places(name.places)]


def _places(places: Sequence[MentionPlace], *, method: bool = False) -> list[str]:
    lines = []
    for place in places[:_PLACES]:
        text = " ".join(f"{place.before}[{place.words}]{place.after}".split())
        why = f"  {place.method} ({place.confidence:.2f})" if method else ""
        lines.append(f"      {place.document} {place.start}-{place.end}: ...{text}...{why}")
    if len(places) > _PLACES:
        lines.append(f"      and {len(places) - _PLACES:,} more (--format csv gives all)")
    return lines


def _judged(rows: Sequence[Judgement]) -> list[str]:
    lines = []
    for row in rows:
        known = ", ".join(text for text in (row.by, row.date, row.note) if text)
        lines.append(f"  decisions.csv, line {row.line}: {row}{f' ({known})' if known else ''}")
    return lines


def _correct(folder: Path, action: str, names: Sequence[str], *, by: str, note: str, later: bool) -> None:
    from claimgraph.graph import corrections
    from claimgraph.graph.store import open_graph
    from claimgraph.manifest import read_manifest
    from claimgraph.resolve.judgements import DECISIONS, add_judgements

    if read_manifest(folder) is None:
        raise GraphError(
            f"{folder} was not made by `claimgraph build`, or by an older version, so decisions cannot be "
            "followed in it. Build it again first."
        )
    with open_graph(folder) as opened:
        rows = getattr(corrections, action.replace("-", "_"))(opened, *names)
    today = date.today().isoformat()
    rows = [replace(row, by=by, date=today, note=note) for row in rows]
    add_judgements(folder / DECISIONS, rows)
    for row in rows:
        _out.print(f"Wrote to {folder / DECISIONS}: {row}", highlight=False, markup=False, soft_wrap=True)
    if later:
        _out.print("The next build follows it.", highlight=False)
        return
    _follow(folder)


def _follow(folder: Path) -> None:
    from claimgraph.build import resolve_again
    from claimgraph.progress import Bars

    try:
        with Bars(_err) as bars:
            summary = resolve_again(folder, progress=bars)
    except GraphError as error:
        _err.print(f"[yellow]Not followed yet:[/] {escape(str(error))}", highlight=False, soft_wrap=True)
        raise typer.Exit(_NOT_FOLLOWED) from error
    _out.print(f"The graph has {summary.actors:,} actors now.", highlight=False)
    if tell_unapplied(summary.unapplied, _err):
        raise typer.Exit(_NOT_FOLLOWED)
