"""`build.json`, the manifest of a graph folder: what was built from what, and how to do it again.

Without the time of day, so that equal builds leave equal folders.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final

from claimgraph.annotate.cache import AnnotationCache
from claimgraph.annotate.fingerprint import Accuracy, LanguageModel
from claimgraph.read import Skipped
from claimgraph.records import Document, Unapplied

__all__ = ["MANIFEST", "Given", "Manifest", "graph_digest", "read_manifest", "write_manifest"]

MANIFEST: Final = "build.json"
"""The name of the file in a graph folder."""

_TRIG: Final = "graph.trig"


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What a build was told besides its documents.

    Attributes:
        model: name or folder of the language model; None for the one that claimgraph ships.
        ontology: absolute paths of files and folders that extend the ontology.
        base: what IRIs start with.
        view: whether the graph has a `graph.html`.
        accuracy: how claims and names were found.
        compare_claims: whether claims were compared by their words, and not only figures.
    """

    model: str | None = None
    ontology: tuple[str, ...] = ()
    base: str
    view: bool = True
    accuracy: Accuracy = "high"
    compare_claims: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """A graph folder as its last build left it.

    Attributes:
        given: what that build was told.
        pipeline: fingerprint of what annotated the documents.
        state: digest of all that the graph is made of.
        graph: digest of `graph.trig`.
        counts: how many documents, actors, ... the graph holds.
        decisions: rows of `decisions.csv`.
        unapplied: those that could not be followed.
        skipped: what could not be read or annotated.
        documents: path, sources, url, language and annotation file of each document.
    """

    given: Given
    pipeline: str
    state: str
    graph: str
    counts: Mapping[str, int]
    decisions: int = 0
    unapplied: tuple[Unapplied, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    documents: Sequence[Mapping[str, Any]] = ()

    def is_whole(self, folder: Path) -> bool:
        """Whether the folder still holds all that the manifest says.

        A build that was stopped between the graph and its manifest has left another graph than that.
        """
        needed = ["store", _TRIG, *(["graph.html"] if self.given.view else [])]
        return all((folder / name).exists() for name in needed) and self.graph == graph_digest(folder)


def read_manifest(folder: Path) -> Manifest | None:
    """The manifest in a graph folder; None where there is none, or none that this version wrote."""
    try:
        data = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        given = data["given"]
        return Manifest(
            given=Given(**{**given, "ontology": tuple(given["ontology"])}),
            pipeline=data["pipeline"],
            state=data["state"],
            graph=data["graph"],
            counts=data["counts"],
            decisions=data["decisions"]["rows"],
            unapplied=tuple(
                Unapplied(**{**each, "lines": tuple(each["lines"])})
                for each in data["decisions"]["unapplied"]
            ),
            skipped=tuple(Skipped(**each) for each in data["skipped"]),
            documents=data["documents"],
        )
    except (OSError, ValueError, KeyError, TypeError):
        return None


def write_manifest(
    folder: Path,
    manifest: Manifest,
    documents: Iterable[Document],
    cache: AnnotationCache,
    model: LanguageModel,
) -> None:
    """Write the manifest of a graph that is complete.

    Args:
        folder: of the graph.
        manifest: what to write; its `documents` are made of the next argument.
        documents: what the graph was built from.
        cache: where their annotations are.
        model: what annotated them.
    """
    plain = asdict(manifest)
    data = {
        "claimgraph": version("claimgraph"),
        "model": {"name": model.name, "version": model.version},
        "given": plain["given"],
        "pipeline": manifest.pipeline,
        "state": manifest.state,
        "graph": manifest.graph,
        "counts": plain["counts"],
        "decisions": {"rows": manifest.decisions, "unapplied": plain["unapplied"]},
        "documents": [_document(each, cache) for each in documents],
        "skipped": [{"path": each.path, "reason": each.reason} for each in manifest.skipped],
    }
    partial = folder / f"{MANIFEST}.partial"
    partial.write_text(json.dumps(data, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    partial.replace(folder / MANIFEST)


def graph_digest(folder: Path) -> str:
    """SHA-256 of the graph's text."""
    with (folder / _TRIG).open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _document(document: Document, cache: AnnotationCache) -> dict[str, Any]:
    known = {"url": document.url, "language": document.language}
    return {
        "path": document.path,
        "sources": list(document.sources),
        "sha256": document.sha256,
        "annotations": f"{cache.key(document)}.json",
        **{name: value for name, value in known.items() if value is not None},
    }
