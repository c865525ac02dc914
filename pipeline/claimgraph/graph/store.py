"""A graph on disk: records are written to a folder, and a folder is opened for queries.

`write_graph` takes the records of a build and leaves `store/` (Oxigraph) and `graph.trig` (the same quads
as sorted text); `open_graph` gives an `rdflib.Dataset` over that store. Both files are made under
temporary names and swapped in when complete, so a reader never meets half a graph and an interrupted
build leaves the old one. What the quads say is decided in `triples.py`.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Final, Self

import pyoxigraph as ox
from oxrdflib import OxigraphStore
from rdflib import Dataset, URIRef

from claimgraph.errors import GraphError, QueryError
from claimgraph.graph.links import LinkGraph
from claimgraph.graph.terms import BASE, CG, PREFIXES, Names, checked_base
from claimgraph.graph.triples import FORMAT_VERSION, RunInfo, actor_quads, document_triples, run_quads
from claimgraph.graph.vocabulary import ontology_quads, read_vocabulary
from claimgraph.graph.writing import write_quads
from claimgraph.ontology.load import Ontology, load_ontology
from claimgraph.records import AnnotatedDocument, Resolution
from claimgraph.relate.links import Links

if TYPE_CHECKING:
    import pandas as pd

    from claimgraph.view.inline import InlineView

__all__ = ["Graph", "open_graph", "write_graph"]

STORE: Final = "store"
TRIG: Final = "graph.trig"
_OLD: Final = "store.old"
_NEW: Final = "store.partial"
_SPOOL: Final = "graph.trig.spool"
_NEW_TRIG: Final = "graph.trig.partial"


def write_graph(
    folder: str | Path,
    annotated: Iterable[AnnotatedDocument],
    resolution: Resolution,
    *,
    run: RunInfo,
    base: str = BASE,
    ontology: Ontology | None = None,
    links: Links | None = None,
) -> int:
    """Write the graph of these documents into a folder, in place of the one that may be there.

    Args:
        folder: made if it is missing; other files in it are left alone.
        annotated: the documents, in any order; one is held at a time.
        resolution: whom their mentions stand for.
        run: what made them.
        base: what instance IRIs start with.
        ontology: the one that was used; the shipped one unless given.
        links: how the claims and figures of these documents stand to each other; none unless given.

    Returns:
        How many quads were written.

    Raises:
        GraphError: the folder cannot be written or another build writes to it, the records do not fit
            together, or two documents have the same text.
    """
    folder = Path(folder)
    checked_base(base)
    ontology = load_ontology() if ontology is None else ontology
    _prepare(folder)
    try:
        quads = write_quads(
            _graphs(annotated, resolution, links or Links(), run, base, ontology),
            base=base,
            store=folder / _NEW,
            trig=folder / _NEW_TRIG,
            spool=folder / _SPOOL,
        )
        _swap(folder)
    except (OSError, RuntimeError) as error:
        raise GraphError(f"The graph cannot be written to {folder}: {error}") from error
    finally:
        (folder / _SPOOL).unlink(missing_ok=True)
        (folder / _NEW_TRIG).unlink(missing_ok=True)
        shutil.rmtree(folder / _NEW, ignore_errors=True)
    return quads


def open_graph(path: str | Path) -> Graph:
    """Open a graph folder for reading.

    A folder that holds only a `graph.trig`, as the sample in the repository does, is read into memory.

    Args:
        path: the folder that `claimgraph build` wrote.

    Raises:
        GraphError: there is no graph, it cannot be read, or another version of claimgraph wrote it.
    """
    folder = Path(path)
    if not folder.is_dir():
        raise GraphError(
            f"There is no graph folder {folder}. Make one with: claimgraph build FILES --out {folder}"
        )
    try:
        store = _open_store(folder)
    except (OSError, RuntimeError, SyntaxError) as error:
        raise GraphError(
            f"The graph in {folder} cannot be read ({error}). If another program uses it, close that; "
            "else build it again."
        ) from error
    return Graph(store, folder=folder)


class Graph(Dataset):
    """An `rdflib.Dataset` over an Oxigraph store: plain queries see all named graphs together.

    Pass queries as strings: a query prepared by rdflib runs in rdflib's own, much slower engine.

    Attributes:
        folder: where the graph is.
        names: the IRIs of its named graphs and nodes; `names.base` is what they start with.
        oxigraph: the `pyoxigraph.Store` itself, for results without the cost of rdflib terms.
    """

    def __init__(self, oxigraph: ox.Store, *, folder: Path) -> None:
        super().__init__(store=OxigraphStore(store=oxigraph), default_union=True)
        self.oxigraph = oxigraph
        self.folder = folder
        self.names = Names(_checked_format(oxigraph, folder))
        for prefix, iri in PREFIXES.items():
            self.bind(prefix, URIRef(iri), override=True)

    def query_df(self, query: str, /, **parameters: str) -> pd.DataFrame:
        """Run a query and give its rows as a pandas DataFrame.

        Numbers become numbers, IRIs and all else strings, what is unbound `None`.

        Args:
            query: the name of a query (`who-claims-what`), a `.rq` file, or SPARQL.
            parameters: values for the parameters that the query declares.

        Raises:
            QueryError: the query or a parameter does not exist, or the query is not a SELECT.
            GraphError: pandas is not installed.
        """
        try:
            import pandas as pd
        except ImportError as error:
            raise GraphError(
                "query_df needs pandas, which is not installed: pip install 'claimgraph[pandas]'"
            ) from error
        from claimgraph.graph.queries import bind, load_query, run_query
        from claimgraph.graph.results import Rows, python_value

        result = run_query(self, bind(load_query(query), parameters, graph=self))
        if not isinstance(result, Rows):
            raise QueryError("query_df needs a SELECT query; use Graph.query for ASK, CONSTRUCT, DESCRIBE.")
        rows = [[python_value(term) for term in row] for row in result.rows]
        return pd.DataFrame(rows, columns=list(result.columns))

    def show(self, *, height: int = 700, title: str | None = None, text: bool = True) -> InlineView:
        """The view, drawn by a notebook where it is the value of a cell; see `claimgraph.view.inline.show`.

        Args:
            height: of the frame, in CSS pixels.
            title: the heading of the page.
            text: whether the documents' texts are in it.
        """
        from claimgraph.view.inline import show  # the view comes after the graph: nothing here needs it

        return show(self, height=height, title=title, text=text)

    def __repr__(self) -> str:
        return f"<Graph {self.folder}>"

    def close(self, commit_pending_transaction: bool = False) -> None:
        """Let go of the store; the graph cannot be used afterwards."""
        if hasattr(self, "oxigraph"):
            del self.oxigraph
            super().close(commit_pending_transaction)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _graphs(
    annotated: Iterable[AnnotatedDocument],
    resolution: Resolution,
    links: Links,
    run: RunInfo,
    base: str,
    ontology: Ontology,
) -> Iterator[tuple[str, ox.NamedNode, list[str]]]:
    """What each named graph is about, for messages, its name and its triples, as strings."""
    names = Names(base)
    vocabulary = read_vocabulary(ontology)
    yield "run", names.run, _triples(run_quads(run, base=base))
    yield "ontology", names.ontology, _triples(ontology_quads(ontology, base=base))
    yield "actors", names.actors, _triples(actor_quads(resolution, base=base, vocabulary=vocabulary))
    linked = LinkGraph(links, run, names, vocabulary)
    for each in annotated:
        linked.take(each)
        yield (
            each.document.path,
            names.document_graph(each.document.sha256),
            document_triples(each, resolution, run=run, base=base, vocabulary=vocabulary),
        )
    yield "links", names.links, linked.triples()


def _triples(quads: Iterable[ox.Quad]) -> list[str]:
    return [str(quad.triple) for quad in quads]


def _prepare(folder: Path) -> None:
    """Make the folder, finish or undo what an interrupted build left, and refuse where another one writes."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if (folder / _NEW).exists():
            _refuse_if_locked(folder)
        if (folder / _OLD).exists():
            if not (folder / STORE).exists():
                (folder / _OLD).rename(folder / STORE)
            elif (folder / _NEW_TRIG).exists():
                # The new store was in place already: its text belongs to it.
                (folder / _NEW_TRIG).replace(folder / TRIG)
        for name in (_OLD, _NEW):
            if (folder / name).exists():
                shutil.rmtree(folder / name)
    except OSError as error:
        raise GraphError(f"The graph cannot be written to {folder}: {error}") from error


def _refuse_if_locked(folder: Path) -> None:
    try:
        ox.Store(str(folder / _NEW))
    except (OSError, RuntimeError) as error:
        if "lock" in str(error).casefold():
            raise GraphError(
                f"Another claimgraph build is writing to {folder}. Wait for it, or choose another --out."
            ) from error


def _swap(folder: Path) -> None:
    """Put the finished store and text in place of the old ones; `_prepare` can finish it from any point."""
    store, old = folder / STORE, folder / _OLD
    if store.exists():
        store.rename(old)
    (folder / _NEW).rename(store)
    (folder / _NEW_TRIG).replace(folder / TRIG)
    shutil.rmtree(old, ignore_errors=True)


def _open_store(folder: Path) -> ox.Store:
    # Between two renames of a swap, or after a crash there, the old store is the graph.
    for name in (STORE, _OLD):
        if (folder / name).is_dir():
            return ox.Store.read_only(str(folder / name))
    if not (folder / TRIG).is_file():
        raise GraphError(f"{folder} holds no graph (no {STORE} folder and no {TRIG}). {_how_to_make(folder)}")
    store = ox.Store()
    store.bulk_load(path=str(folder / TRIG), format=ox.RdfFormat.TRIG)
    return store


def _how_to_make(folder: Path) -> str:
    return f"Make one with: claimgraph build FILES --out {folder}"


def _checked_format(store: ox.Store, folder: Path) -> str:
    """The base of the graph, whose run says which format it has."""
    found = list(store.quads_for_pattern(None, CG["formatVersion"], None, None))
    if not found:
        raise GraphError(f"{folder} holds no complete claimgraph graph; build it again.")
    version, name = (str(term).strip('"<>').split('"')[0] for term in (found[0].object, found[0].graph_name))
    if version != str(FORMAT_VERSION):
        raise GraphError(
            f"The graph in {folder} was written in format {version}, this claimgraph reads format "
            f"{FORMAT_VERSION}. Build it again, or use the version of claimgraph that wrote it."
        )
    return name.removesuffix("graph/run")
