"""CSV tables for spreadsheets: documents, actors, mentions, claims, figures, relations and comparisons.

The target is a folder, or one .zip file where its name ends so. Lists inside a cell are joined by " | ". The
files start with a byte order mark, without which spreadsheet programs read UTF-8 wrongly.
"""

from __future__ import annotations

import csv
import shutil
import tempfile
import zipfile
from collections import defaultdict
from collections.abc import Iterable, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Final, TextIO

from claimgraph.errors import GraphError
from claimgraph.graph.annotations import DocumentAnnotations, read_annotations
from claimgraph.graph.export.comparisons import COLUMNS, comparison_rows
from claimgraph.graph.results import python_value
from claimgraph.graph.terms import CG, RDF, SKOS

if TYPE_CHECKING:
    from claimgraph.graph.store import Graph

__all__ = ["TABLES", "write_tables"]

TABLES: Final = {
    "documents": [
        "document",
        "title",
        "publisher",
        "publisher_name",
        "date",
        "sources",
        "mentions",
        "claims",
        "figures",
        "iri",
    ],
    "actors": ["actor", "types", "names", "roles", "iri"],
    "mentions": [
        "document",
        "start",
        "end",
        "text",
        "actor",
        "label",
        "form",
        "method",
        "confidence",
        "actor_iri",
        "iri",
    ],
    "claims": [
        "document",
        "start",
        "end",
        "claimants",
        "source",
        "cue",
        "content",
        "act",
        "quotation",
        "attribution",
        "addressees",
        "about",
        "confidence",
        "claimant_iris",
        "relays",
        "iri",
    ],
    "figures": [
        "document",
        "start",
        "end",
        "text",
        "operator",
        "value",
        "max",
        "unit",
        "measure",
        "counted",
        "scope",
        "as_of",
        "claimants",
        "claimant_iris",
        "claim",
        "iri",
    ],
    "relations": [
        "document",
        "start",
        "end",
        "text",
        "left",
        "relation",
        "right",
        "role",
        "former",
        "date",
        "said_by",
        "method",
        "confidence",
        "left_iri",
        "right_iri",
        "claim",
        "iri",
    ],
    "comparisons": COLUMNS,
}
"""The columns of each table."""

_Row = Sequence[object]


def write_tables(graph: Graph, target: str | Path) -> None:
    """Write the tables of an open graph; one document is held at a time.

    Args:
        graph: the graph.
        target: a folder, made if it is missing, or a `.zip` file.

    Raises:
        GraphError: the target cannot be written.
    """
    target = Path(target)
    try:
        if target.suffix.lower() == ".zip":
            with tempfile.TemporaryDirectory(dir=target.parent) as folder:
                _write_folder(graph, Path(folder))
                _zip(Path(folder), target)
        else:
            target.mkdir(parents=True, exist_ok=True)
            _write_folder(graph, target)
    except OSError as error:
        raise GraphError(f"The tables cannot be written to {target}: {error}") from error


def _write_folder(graph: Graph, folder: Path) -> None:
    actors = _actors(graph)
    names = {row[-1]: row[0] for row in actors}
    with ExitStack() as files:
        writers = {}
        for table, columns in TABLES.items():
            file: TextIO = files.enter_context(
                (folder / f"{table}.csv").open("w", encoding="utf-8-sig", newline="")
            )
            writers[table] = csv.writer(file)
            writers[table].writerow(columns)
        writers["actors"].writerows(actors)
        writers["comparisons"].writerows(comparison_rows(graph))
        for document in read_annotations(graph):
            writers["documents"].writerow(_document(document, names))
            writers["mentions"].writerows(_mentions(document, names))
            writers["claims"].writerows(_claims(document, names))
            writers["figures"].writerows(_figures(document, names))
            writers["relations"].writerows(_relations(document, names))


def _actors(graph: Graph) -> list[tuple[str, ...]]:
    values: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for quad in graph.oxigraph.quads_for_pattern(None, None, None, graph.names.actors):
        values[str(quad.subject)][quad.predicate.value].append(str(python_value(quad.object)))
    rows: list[tuple[str, ...]] = []
    for subject, found in values.items():
        if CG["Actor"].value not in found[RDF["type"].value]:
            continue  # a name with its reason, or a suggestion
        types = sorted(iri.rsplit("#", 1)[-1] for iri in found[RDF["type"].value])
        lists = (types, sorted(found[SKOS["altLabel"].value]), sorted(found[CG["role"].value]))
        rows.append(("".join(found[SKOS["prefLabel"].value]), *map(_joined, lists), subject[1:-1]))
    return sorted(rows)


def _document(document: DocumentAnnotations, names: dict[str, str]) -> _Row:
    return (
        document.path,
        document.title,
        names.get(document.publisher_actor or ""),
        document.publisher,
        document.date,
        _joined(document.sources),
        len(document.mentions),
        len(document.claims),
        len(document.figures),
        document.iri,
    )


def _mentions(document: DocumentAnnotations, names: dict[str, str]) -> Iterable[_Row]:
    for m in document.mentions:
        yield (
            document.path,
            m.start,
            m.end,
            document.text[m.start : m.end],
            names.get(m.actor or ""),
            m.label,
            m.form,
            m.method,
            m.confidence,
            m.actor,
            m.iri,
        )


def _claims(document: DocumentAnnotations, names: dict[str, str]) -> Iterable[_Row]:
    for c in document.claims:
        start, end = (c.content[0][0], c.content[-1][1]) if c.content else (None, None)
        yield (
            document.path,
            start,
            end,
            _names(c.claimants, names),
            _words(document, c.source),
            _words(document, c.cue),
            _words(document, c.content),
            c.act,
            c.quotation,
            c.attribution,
            _names(c.addressees, names),
            _names(c.about, names),
            c.confidence,
            _joined(c.claimants),
            c.relays,
            c.iri,
        )


def _figures(document: DocumentAnnotations, names: dict[str, str]) -> Iterable[_Row]:
    for f in document.figures:
        yield (
            document.path,
            f.start,
            f.end,
            document.text[f.start : f.end],
            f.op,
            f.value,
            f.max,
            f.unit,
            f.measure,
            f.counted,
            f.scope,
            f.as_of,
            _names(f.claimants, names),
            _joined(f.claimants),
            f.claim,
            f.iri,
        )


def _relations(document: DocumentAnnotations, names: dict[str, str]) -> Iterable[_Row]:
    """What the document says of two actors; a side that is none has its words."""
    claimants = {claim.iri: claim.claimants for claim in document.claims}
    publisher = [document.publisher_actor] if document.publisher_actor else []
    for r in document.relations:
        yield (
            document.path,
            r.start,
            r.end,
            document.text[r.start : r.end],
            names.get(r.left or "") or document.text[slice(*r.left_at)],
            r.kind,
            names.get(r.right or "") or (document.text[slice(*r.right_at)] if r.right_at else None),
            r.role,
            r.former,
            document.date,
            _names(claimants.get(r.claim or "", ()) or publisher, names),
            r.method,
            r.confidence,
            r.left,
            r.right,
            r.claim,
            r.iri,
        )


def _words(document: DocumentAnnotations, spans: Iterable[tuple[int, int]]) -> str:
    return " … ".join(document.text[start:end] for start, end in spans)


def _names(actors: Iterable[str], names: dict[str, str]) -> str:
    return _joined(names.get(actor, actor) for actor in actors)


def _joined(values: Iterable[str]) -> str:
    return " | ".join(values)


def _zip(folder: Path, target: Path) -> None:
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for table in TABLES:
            # The fixed date keeps the archive the same from build to build.
            entry = zipfile.ZipInfo(f"{table}.csv", date_time=(1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            with (
                archive.open(entry, "w", force_zip64=True) as out,
                (folder / entry.filename).open("rb") as file,
            ):
                shutil.copyfileobj(file, out)
