"""The run: files in, a graph folder out. Only this module knows all stages.

A graph folder holds `store/` and `graph.trig` (the graph), `graph.html` (the view), `annotations/` (what
was found in each document, kept so that only what changed is analysed again), `decisions.csv` (what people
say of actors, which no build changes) and `build.json` (what was built from what). An interrupted build
leaves the graph of before; started again, it goes on where it stopped.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from importlib.metadata import version
from pathlib import Path
from typing import Any, Protocol

from claimgraph.annotate.cache import AnnotationCache
from claimgraph.annotate.fingerprint import ACCURACIES, Accuracy, LanguageModel, find_model, fingerprint
from claimgraph.annotate.workers import Failure, annotate_documents
from claimgraph.errors import ClaimgraphError, GraphError
from claimgraph.folder import make_folder, only_writer
from claimgraph.graph.store import open_graph, write_graph
from claimgraph.graph.terms import BASE, checked_base
from claimgraph.graph.triples import RunInfo
from claimgraph.graph.validate import validate_graph
from claimgraph.manifest import Given, Manifest, graph_digest, read_manifest, write_manifest
from claimgraph.ontology import Ontology, load_ontology
from claimgraph.ontology.boilerplate import read_boilerplate
from claimgraph.ontology.known_actors import read_known_actors
from claimgraph.ontology.measures import read_measures
from claimgraph.ontology.names import read_names
from claimgraph.ontology.propositions import read_proposition_words
from claimgraph.read import Remark, Skipped, plan_files, read_documents
from claimgraph.records import AnnotatedDocument, Document, Unapplied
from claimgraph.relate import relate
from claimgraph.resolve import resolve
from claimgraph.resolve.judgements import DECISIONS, Judgements, read_judgements
from claimgraph.view import write_view

__all__ = ["BuildSummary", "Progress", "build", "resolve_again"]

_COUNTED = ("documents", "actors", "mentions", "claims", "figures", "comparisons", "triples")
_CHECKED = 3  # documents, and of each kind
_NODES = 5  # nodes in them, that every build checks against the shapes and the texts
_CHARACTERS_PER_JOB = 400_000  # below that, loading the model again costs more than a second process saves


class Progress(Protocol):
    """Where a build says how far it is; see `claimgraph.progress` for the one on a terminal."""

    def start(self, stage: str, total: int | None) -> None:
        """A stage begins: "reading", "analysing", "comparing", "writing"; `total` steps, where known."""

    def step(self) -> None:
        """One step of the stage is done."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildSummary:
    """What a build did.

    Attributes:
        graph: the folder.
        documents, actors, claims, figures, mentions, triples: how many are in the graph.
        comparisons: how many links between claims or figures are in it.
        reused: documents whose annotations were there already.
        skipped: files or documents that are not in the graph because something is wrong with them.
        ignored: files of kinds that are not read.
        remarks: what people should know about files that were read.
        decisions: rows of `decisions.csv`.
        unapplied: those that could not be followed.
    """

    graph: Path
    documents: int
    actors: int
    mentions: int
    claims: int
    figures: int
    comparisons: int
    triples: int
    reused: int
    skipped: tuple[Skipped, ...] = ()
    ignored: tuple[Skipped, ...] = ()
    remarks: tuple[Remark, ...] = ()
    decisions: int = 0
    unapplied: tuple[Unapplied, ...] = ()


def build(
    paths: Sequence[str | Path],
    out: str | Path,
    *,
    model: str | Path | None = None,
    ontology: Sequence[str | Path] = (),
    base: str = BASE,
    jobs: int | None = None,
    accuracy: Accuracy = "high",
    view: bool = True,
    compare_claims: bool = True,
    progress: Progress | None = None,
) -> BuildSummary:
    """Build a graph from documents, or bring the one that is there up to date.

    Args:
        paths: files, or folders that are searched through.
        out: folder of the graph; made if missing.
        model: name or folder of another spaCy pipeline than the one claimgraph ships.
        ontology: Turtle files or folders that extend the ontology.
        base: what the IRIs of documents, claims and actors start with.
        jobs: processes that analyse documents; without it one, or as many as there are cores if that pays.
        accuracy: "high" finds claims and names with the transformer that claimgraph ships, "fast" without it.
        view: write `graph.html`, too.
        compare_claims: find claims that deny, back or answer one another by their words; figures are compared
            in any case.
        progress: is told how far the build is.

    Raises:
        ReadError: a path does not exist, or there is nothing to read.
        GraphError: `out` is no graph folder, or another build writes to it.
        ModelError, OntologyError: the model or an ontology file cannot be used.

    >>> import tempfile
    >>> folder = Path(tempfile.mkdtemp())
    >>> _ = (folder / "a.txt").write_text("The mayor denied that the bridge was closed.")
    >>> summary = build([folder], folder / "graph")
    >>> summary.documents, summary.claims
    (1, 1)
    """
    if accuracy not in ACCURACIES:
        raise ClaimgraphError(f"accuracy is one of {', '.join(ACCURACIES)}, not {accuracy!r}.")
    folder = Path(out)
    tell = progress or _Silent()
    given = Given(
        model=None if model is None else str(model),
        ontology=tuple(Path(path).resolve().as_posix() for path in ontology),
        base=checked_base(base),
        view=view,
        accuracy=accuracy,
        compare_claims=compare_claims,
    )
    extended = load_ontology(ontology)
    language_model = find_model(model)
    plan = plan_files(paths, exclude=[folder])
    make_folder(folder)
    with only_writer(folder):
        cache = AnnotationCache(folder / "annotations", fingerprint(language_model, extended, accuracy))
        cache.folder.mkdir(exist_ok=True)
        tell.start("reading", len(plan.files))
        read = _Read()
        rules = read_boilerplate(extended)
        for item in read_documents(plan, boilerplate=rules, on_file=lambda _: tell.step()):
            read.take(item)
        if not read.documents:
            reasons = "\n".join(f"  {skipped}" for skipped in read.skipped)
            raise ClaimgraphError(f"None of the files could be read:\n{reasons}")
        documents, reused = _annotate(read, cache, given, jobs, tell)
        source = _Source(documents, cache, extended, language_model, given)
        skipped = tuple(each for each in read.skipped if each.level == "error")
        manifest = _update(folder, source, skipped, tell)
        cache.discard_others(cache.key(document) for document in documents)
    return _summary(folder, manifest, reused, read)


def resolve_again(graph: str | Path, *, progress: Progress | None = None) -> BuildSummary:
    """Follow the `decisions.csv` of a graph as it stands now, without reading the documents again.

    The graph is the same afterwards as if it had been built from nothing with these decisions, and with the
    known actors that its ontology files list now.

    Args:
        graph: folder of the graph.
        progress: is told how far it is.

    Raises:
        GraphError: there is no graph, another build writes to it, or its documents were annotated by another
            version of claimgraph, the language model or the ontology, so that it must be built again.
        DecisionError: `decisions.csv` cannot be read.
    """
    folder = Path(graph)
    tell = progress or _Silent()
    before = read_manifest(folder)
    if before is None:
        raise GraphError(
            f"{folder} does not say how it was built, so decisions cannot be followed in it. "
            f"Build it with: claimgraph build FILES --out {folder}"
        )
    extended = load_ontology([Path(path) for path in before.given.ontology])
    model = find_model(before.given.model)
    cache = AnnotationCache(folder / "annotations", fingerprint(model, extended, before.given.accuracy))
    if cache.fingerprint != before.pipeline:
        raise GraphError(
            f"claimgraph, the language model or the ontology has changed since {folder} was built. "
            "The decisions are followed when it is built again, with: claimgraph build"
        )
    with only_writer(folder):
        documents = [_kept(folder, each) for each in before.documents]
        manifest = _update(
            folder, _Source(documents, cache, extended, model, before.given), before.skipped, tell
        )
    return _summary(folder, manifest, len(documents), _Read(documents, list(before.skipped)))


class _Silent:
    def start(self, stage: str, total: int | None) -> None:
        """Say nothing."""

    def step(self) -> None:
        """Say nothing."""


@dataclass(slots=True)
class _Read:
    """What reading came to."""

    documents: list[Document] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)

    def take(self, item: Document | Skipped | Remark) -> None:
        if isinstance(item, Document):
            self.documents.append(item)
        elif isinstance(item, Skipped):
            self.skipped.append(item)
        else:
            self.remarks.append(item)


def _annotate(
    read: _Read,
    cache: AnnotationCache,
    given: Given,
    jobs: int | None,
    tell: Progress,
) -> tuple[list[Document], int]:
    """Have annotations on disk for every document; what the pipeline breaks on is skipped."""
    tell.start("analysing", len(read.documents))
    missing = []
    for document in read.documents:
        kept = cache.read(document)
        if kept is None:
            missing.append(document)
        else:
            tell.step()
    if jobs is None:
        size = sum(len(document.text) for document in missing)
        jobs = max(1, min(os.cpu_count() or 1, size // _CHARACTERS_PER_JOB))
    failed = set()
    for found in annotate_documents(
        missing, model=given.model, ontology=given.ontology, accuracy=given.accuracy, jobs=jobs
    ):
        if isinstance(found, Failure):
            failed.add(found.path)
            read.skipped.append(Skipped(path=found.path, reason=found.reason))
        else:
            cache.write(found)
        tell.step()
    documents = [document for document in read.documents if document.path not in failed]
    if not documents:
        raise ClaimgraphError(f"None of the documents could be analysed: {read.skipped[-1]}")
    return documents, len(read.documents) - len(missing)


@dataclass(frozen=True, slots=True)
class _Source:
    """What a graph is made of: documents with their annotations, and what they were made with."""

    documents: Sequence[Document]
    cache: AnnotationCache
    ontology: Ontology
    model: LanguageModel
    given: Given


def _update(folder: Path, source: _Source, skipped: tuple[Skipped, ...], tell: Progress) -> Manifest:
    """Write the graph, unless it is there already, and its manifest."""
    decisions = read_judgements(folder / DECISIONS)
    state = _state(source, folder / DECISIONS)
    before = read_manifest(folder)
    if (
        before
        and before.state == state
        and before.given.view >= source.given.view
        and before.is_whole(folder)
    ):
        counts, unapplied = before.counts, before.unapplied
    else:
        counts, unapplied = _write(folder, source, decisions, tell)
    manifest = Manifest(
        given=source.given,
        pipeline=source.cache.fingerprint,
        state=state,
        graph=graph_digest(folder),
        counts=counts,
        decisions=len(decisions.rows) + len(decisions.problems),
        unapplied=unapplied,
        skipped=skipped,
    )
    write_manifest(folder, manifest, source.documents, source.cache, source.model)
    return manifest


def _state(source: _Source, decisions: Path) -> str:
    """A digest of all that a graph is made of.

    That is documents, annotations, the ontology with its known actors, decisions, this package's files.
    """
    cache = source.cache
    given = source.given
    made_with = (given.base, cache.fingerprint, source.ontology.fingerprint, given.compare_claims)
    digest = hashlib.sha256("".join(f"{each}\n" for each in made_with).encode())
    package = Path(__file__).resolve().parent
    for path in sorted(p for p in package.rglob("*") if p.suffix in (".py", ".js", ".css", ".j2")):
        digest.update(path.read_bytes())
    for document in source.documents:
        known = (document.path, document.sources, document.url, document.language, cache.key(document))
        digest.update(json.dumps(known).encode())
    if decisions.exists():
        digest.update(decisions.read_bytes())
    return digest.hexdigest()


def _write(
    folder: Path, source: _Source, decisions: Judgements, tell: Progress
) -> tuple[dict[str, int], tuple[Unapplied, ...]]:
    """Resolve, compare, write and check the graph; gives its counts and the decisions not followed."""
    cache, ontology, model = source.cache, source.ontology, source.model

    def annotated() -> Iterator[AnnotatedDocument]:
        for document in source.documents:
            found = cache.read(document)
            if found is None:
                raise GraphError(
                    f"The annotations of {document.path} have vanished from {cache.folder}; build again."
                )
            counts["mentions"] += len(found.mentions)
            counts["claims"] += len(found.claims)
            counts["figures"] += len(found.figures)
            yield found

    counts = dict.fromkeys(_COUNTED, 0)
    tell.start("comparing", None)
    resolution = resolve(
        annotated(),
        names=read_names(ontology),
        judgements=decisions.rows,
        known=read_known_actors(ontology),
    )
    links = relate(
        annotated(),
        resolution,
        measures=read_measures(ontology),
        claims=source.given.compare_claims,
        words=read_proposition_words(ontology),
    )
    counts = dict.fromkeys(_COUNTED, 0)
    tell.start("writing", None)
    run = RunInfo(
        software_version=version("claimgraph"),
        model_name=model.name,
        model_version=model.version,
        ontology=ontology.fingerprint,
        accuracy=source.given.accuracy,
    )
    counts["triples"] = write_graph(
        folder, annotated(), resolution, run=run, base=source.given.base, ontology=ontology, links=links
    )
    counts["comparisons"] = len(links.comparisons)
    counts["documents"] = len(source.documents)
    counts["actors"] = len(resolution.actors)
    with open_graph(folder) as graph:
        report = validate_graph(graph, documents=_CHECKED, nodes=_NODES)
        if report.findings:
            lines = "\n".join(f"  {finding}" for finding in report.findings[:5])
            raise GraphError(
                f"The graph does not satisfy its shapes; this is a fault in claimgraph:\n{lines}"
            )
        if source.given.view:
            write_view(graph, folder / "graph.html", ontology=ontology)
    return counts, (*decisions.problems, *resolution.unapplied)


def _kept(folder: Path, known: Mapping[str, Any]) -> Document:
    """A document as the manifest and its annotation file have it."""
    path = folder / "annotations" / str(known["annotations"])
    try:
        kept = AnnotatedDocument.from_json(json.loads(path.read_text(encoding="utf-8"))).document
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise GraphError(
            f"The annotations of {known['path']} have vanished from {folder}; build again."
        ) from error
    return replace(
        kept,
        path=known["path"],
        sources=tuple(known["sources"]),
        url=known.get("url"),
        language=known.get("language"),
    )


def _summary(folder: Path, manifest: Manifest, reused: int, read: _Read) -> BuildSummary:
    return BuildSummary(
        **manifest.counts,
        graph=folder,
        reused=reused,
        skipped=manifest.skipped,
        ignored=tuple(each for each in read.skipped if each.level == "ignored"),
        remarks=tuple(read.remarks),
        decisions=manifest.decisions,
        unapplied=manifest.unapplied,
    )
