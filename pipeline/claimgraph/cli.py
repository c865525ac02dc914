"""The command `claimgraph`: it parses arguments, calls a function of the package, and says what came of it.

Exit codes: 0 all is well; 1 it could not be done; 2 the arguments are wrong; 3 the graph was built, but
some files are not in it, or some decisions about actors could not be followed (the summary names them);
130 interrupted.
"""

from __future__ import annotations

import sys
import webbrowser
from enum import StrEnum
from importlib.metadata import version
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.markup import escape

from claimgraph.cli_actors import actors, tell_unapplied
from claimgraph.cli_figures import figures
from claimgraph.cli_ontology import import_actors
from claimgraph.cli_query import query, rank
from claimgraph.errors import ClaimgraphError

__all__ = ["app", "main"]

app = typer.Typer(
    name="claimgraph",
    no_args_is_help=True,
    rich_markup_mode="rich",
    pretty_exceptions_enable=False,
    help=(
        "Read documents about a contested event, find who claims what in which of them, and query, open and "
        "export the result as a graph.\n\n"
        "Start with [bold]claimgraph demo[/bold], then [bold]claimgraph build FOLDER --out GRAPH[/bold]."
    ),
)
ontology_app = typer.Typer(
    no_args_is_help=True, help="For those who extend the ontology: check their files, import known actors."
)
ontology_app.command("import")(import_actors)
app.add_typer(ontology_app, name="ontology")
for command in (query, figures, actors, rank):
    app.command()(command)
_out = Console()
_err = Console(stderr=True)

_INCOMPLETE = 3
GraphArgument = Annotated[Path, typer.Argument(metavar="GRAPH", help="Folder that `claimgraph build` wrote.")]
OntologyOption = Annotated[
    list[Path] | None,
    typer.Option(
        "--ontology",
        "-o",
        metavar="FILE",
        help="Turtle file or folder that extends the ontology; repeatable.",
    ),
]


class AccuracyName(StrEnum):
    """How claims and names are found."""

    high = "high"
    fast = "fast"


ModelOption = Annotated[
    str | None,
    typer.Option(
        "--model",
        metavar="NAME_OR_PATH",
        help="Another spaCy pipeline than the one that comes with claimgraph; it needs a UD parser and NER.",
    ),
]
AccuracyOption = Annotated[
    AccuracyName,
    typer.Option(
        "--accuracy",
        help="high reads with a transformer and the rules, fast with the rules alone, several times faster.",
    ),
]
QuietOption = Annotated[bool, typer.Option("--quiet", "-q", help="Only say what went wrong.")]


class ExportFormat(StrEnum):
    """Formats that `export` writes."""

    trig = "trig"
    nq = "nq"
    jsonld = "jsonld"
    jsonl = "jsonl"
    graphml = "graphml"
    gexf = "gexf"
    csv = "csv"
    ftm = "ftm"


def main() -> None:
    """Run the command line; errors that people can do something about are one message, not a traceback."""
    try:
        app()
    except ClaimgraphError as error:
        _err.print(f"[bold red]Error:[/] {escape(str(error))}", highlight=False, soft_wrap=True)
        sys.exit(1)
    except KeyboardInterrupt:
        _err.print("Interrupted. The same command goes on where it stopped.")
        sys.exit(130)
    except BrokenPipeError:
        # The reader of a pipe (`| head`) has seen enough.
        sys.stderr.close()
        sys.exit(0)


def _version(wanted: bool) -> None:
    if wanted:
        _out.print(f"claimgraph {version('claimgraph')}", highlight=False)
        raise typer.Exit


@app.callback()
def _options(
    show_version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version and stop.")
    ] = False,
) -> None:
    pass


@app.command()
def demo(
    out: Annotated[Path, typer.Option("--out", help="Folder for the demo graph.")] = Path("demo"),
    accuracy: AccuracyOption = AccuracyName.high,
    quiet: QuietOption = False,
) -> None:
    """Build the sample (Kazakhstan, January 2022) and say what was found and where to look."""
    from claimgraph.resources import sample_folder

    _run_build([sample_folder()], out, accuracy=accuracy, quiet=quiet)


@app.command()
def build(
    paths: Annotated[list[Path], typer.Argument(metavar="PATH", help="Documents, or folders of them.")],
    out: Annotated[Path, typer.Option("--out", help="Folder for the graph; made if missing.")],
    model: ModelOption = None,
    ontology: OntologyOption = None,
    accuracy: AccuracyOption = AccuracyName.high,
    base: Annotated[
        str | None, typer.Option(metavar="IRI", help="What the graph's own IRIs start with.")
    ] = None,
    jobs: Annotated[
        int | None,
        typer.Option(
            "--jobs", "-j", min=1, help="How many processes; chosen by the amount of text unless given."
        ),
    ] = None,
    no_view: Annotated[bool, typer.Option("--no-view", help="Do not write graph.html.")] = False,
    no_compare_claims: Annotated[
        bool,
        typer.Option(
            "--no-compare-claims",
            help="Compare figures only, not what claims deny, back or answer by their words.",
        ),
    ] = False,
    quiet: QuietOption = False,
) -> None:
    """Build a graph from documents, or bring it up to date: what has not changed is not read again.

    Reads .txt, .md, .html, .pdf and .jsonl.
    Title, publisher, date, url and language come from YAML front matter,
    or from a metadata.csv beside the files, with a column "file".

    Example: [bold]claimgraph build documents/ --out january[/bold]
    """
    _run_build(
        paths,
        out,
        model=model,
        ontology=ontology or (),
        accuracy=accuracy,
        base=base,
        jobs=jobs,
        view=not no_view,
        compare_claims=not no_compare_claims,
        quiet=quiet,
    )


@app.command()
def view(
    graph: GraphArgument,
    ontology: OntologyOption = None,
    show: Annotated[bool, typer.Option("--open", help="Open it in the web browser.")] = False,
    no_text: Annotated[
        bool,
        typer.Option(
            "--no-text",
            help="Leave out the documents' texts, for size or copyright: only words of claims are quoted.",
        ),
    ] = False,
) -> None:
    """Write graph.html again, without reading the documents: one file that opens offline in any browser.

    Example: [bold]claimgraph view january --open[/bold]
    """
    from claimgraph.graph.store import open_graph
    from claimgraph.ontology import load_ontology
    from claimgraph.view import write_view

    with open_graph(graph) as opened:
        known = load_ontology(ontology or ())
        path = write_view(opened, graph / "graph.html", ontology=known, text=not no_text)
    _out.print(f"Wrote {path} ({path.stat().st_size / 1e6:.1f} MB)", highlight=False, soft_wrap=True)
    if show:
        webbrowser.open(path.resolve().as_uri())


@app.command()
def export(
    graph: GraphArgument,
    form: Annotated[ExportFormat, typer.Option("--format", "-f", help="The format.")],
    out: Annotated[
        Path | None,
        typer.Option("--out", help="File to write (csv: a folder or a .zip); without it, stdout."),
    ] = None,
    default_claims: Annotated[
        bool,
        typer.Option(
            "--default-claims", help="jsonl: also the sentences given to a statement's publisher by default."
        ),
    ] = False,
) -> None:
    """Write the graph in a format of other tools.

    trig, nq, jsonld: for RDF tools.
    graphml, gexf: for Gephi, Cytoscape and networkx.
    csv: tables for a spreadsheet.
    jsonl: a line for each document, with all that was found and where.
    ftm: FollowTheMoney entities, for Aleph and OpenSanctions.

    Example: [bold]claimgraph export january --format csv --out tables[/bold]
    """
    from claimgraph.graph.export import export_graph
    from claimgraph.graph.store import open_graph

    with open_graph(graph) as opened:
        target = out if out is not None else sys.stdout.buffer
        export_graph(opened, form.value, target, default_claims=default_claims)


@ontology_app.command("check")
def ontology_check(
    files: Annotated[list[Path], typer.Argument(metavar="FILE", help="Turtle files, or folders of them.")],
    model: ModelOption = None,
) -> None:
    """Check files that extend the ontology, and run their examples.

    Example: [bold]claimgraph ontology check mine.ttl[/bold]
    """
    from claimgraph.annotate.examples import run_examples

    examples = run_examples(files, model=model)
    for example in examples:
        _out.print(str(example), highlight=False, markup=False, soft_wrap=True)
    failed = sum(not example.found for example in examples)
    _out.print(
        f"The files can be used. {len(examples)} examples, {failed} not recognised.",
        highlight=False,
        soft_wrap=True,
    )
    if failed:
        raise typer.Exit(1)


def _run_build(
    paths: list[Path],
    out: Path,
    *,
    model: str | None = None,
    ontology: list[Path] | tuple[()] = (),
    accuracy: AccuracyName = AccuracyName.high,
    base: str | None = None,
    jobs: int | None = None,
    view: bool = True,
    compare_claims: bool = True,
    quiet: bool = False,
) -> None:
    from claimgraph.build import build as run
    from claimgraph.graph.terms import BASE
    from claimgraph.progress import Bars

    with Bars(_err if not quiet else Console(stderr=True, quiet=True)) as bars:
        summary = run(
            paths,
            out,
            model=model,
            ontology=ontology,
            accuracy=accuracy.value,
            base=base or BASE,
            jobs=jobs,
            view=view,
            compare_claims=compare_claims,
            progress=bars,
        )
    for remark in summary.remarks if not quiet else ():
        _err.print(f"[yellow]Note:[/] {escape(str(remark))}", highlight=False, soft_wrap=True)
    unclear = tell_unapplied(summary.unapplied, _err, quiet=quiet)
    for skipped in summary.skipped:
        _err.print(f"[bold red]Left out:[/] {escape(str(skipped))}", highlight=False, soft_wrap=True)
    if not quiet:
        reused = f" ({summary.reused:,} unchanged)" if summary.reused else ""
        _out.print(
            f"{_count(summary.documents, 'document')}{reused}, {_count(summary.actors, 'actor')}, "
            f"{_count(summary.claims, 'claim')}, {_count(summary.figures, 'figure')}, "
            f"{_count(summary.comparisons, 'comparison')}; "
            f"{len(summary.skipped):,} left out, {len(summary.ignored):,} of other kinds ignored.",
            highlight=False,
            soft_wrap=True,
        )
        lines = [
            f"  Open  {summary.graph / 'graph.html'} in a web browser" if view else "",
            f"  Ask   claimgraph query {summary.graph} who-claims-what",
            f"        claimgraph figures {summary.graph}            (who says how many)",
            f"        claimgraph query {summary.graph}            (lists all queries)",
        ]
        _out.print("\n".join(line for line in lines if line), highlight=False, markup=False, soft_wrap=True)
    if summary.skipped or unclear:
        raise typer.Exit(_INCOMPLETE)


def _count(number: int, noun: str) -> str:
    return f"[bold]{number:,}[/] {noun}{'' if number == 1 else 's'}"
