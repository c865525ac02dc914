"""Turtle files -> one `Ontology`: the graph of all of them, and where each term was written.

What the terms mean is read by the modules beside this one (`acts`, `actor_types`, `measures`, ...), each
from the graph that this module returns. Nothing here knows of spaCy.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pyoxigraph
from rapidfuzz import process
from rdflib import RDF, Graph, Namespace, URIRef
from rdflib.term import Literal, Node

from claimgraph.errors import OntologyError
from claimgraph.resources import ontology_folder

__all__ = ["CG", "Ontology", "load_ontology"]

_PREFIX = re.compile(r"@?prefix\s+([\w-]*):\s*<([^>]*)>", re.IGNORECASE)
CG = Namespace("https://w3id.org/claimgraph/ontology#")
_KNOWN_ACTOR = pyoxigraph.NamedNode(str(CG.KnownActor))


@dataclass(frozen=True)
class Ontology:
    """Everything that the Turtle files say.

    Attributes:
        graph: the union of all files.
        files: the files, in the order they were read; the user's come last.
        fingerprint: SHA-256 over all files' bytes, so that a change to any is a change of the ontology.
        reading: the same without the files that only list known actors: what documents are annotated with.
    """

    graph: Graph
    files: tuple[Path, ...]
    fingerprint: str
    reading: str
    _texts: dict[Path, str] = field(repr=False)

    def words(self, subject: Node, *properties: URIRef) -> tuple[str, ...]:
        """The literal values of `properties` of `subject`, sorted, without duplicates."""
        return tuple(sorted({str(o) for p in properties for o in self.graph.objects(subject, p)}))

    def label(self, subject: Node, *properties: URIRef) -> str:
        """The English (or only) label of `subject`, else the local name of its IRI."""
        found = sorted(
            ((o.language or "", str(o)) for p in properties for o in self.graph.objects(subject, p)
             if isinstance(o, Literal)),
            key=lambda pair: (pair[0] not in ("en", ""), pair),
        )  # fmt: skip
        return found[0][1] if found else local_name(subject)

    def error(self, subject: Node, reason: str) -> OntologyError:
        """An error that names the file and line where `subject` is described."""
        path, line = self.where(subject)
        return OntologyError(path, reason, line=line)

    def where(self, subject: Node) -> tuple[Path, int | None]:
        """File and line (counted from 1) where the term is described, the user's files first."""
        name = local_name(subject)
        for path in reversed(self.files):
            text = self._texts[path]
            written = {f"<{subject}>"}
            written.update(
                f"{prefix}:{name}" for prefix, iri in _PREFIX.findall(text) if iri + name == str(subject)
            )
            for number, line in enumerate(text.splitlines(), start=1):
                if line.split(maxsplit=1)[:1] and line.split(maxsplit=1)[0] in written:
                    return path, number
        return self.files[-1], None


def load_ontology(extra: Iterable[str | Path] = ()) -> Ontology:
    """Read the shipped ontology and, after it, the user's files or folders of `*.ttl`.

    Args:
        extra: Turtle files, or folders that hold some (also in sub-folders).

    Raises:
        OntologyError: a file is missing or is not Turtle; the message gives file, line and reason.

    >>> "deny" in load_ontology().fingerprint
    False
    """
    files = list(_turtle_files(ontology_folder()))
    shipped = len(files)
    files.extend(file for path in extra for file in _turtle_files(Path(path)))
    graph = Graph()
    digest, reading = hashlib.sha256(), hashlib.sha256()
    texts = {}
    for path in files:
        try:
            data = path.read_bytes()
            text = data.decode("utf-8-sig")
        except OSError as error:
            raise OntologyError(path, f"cannot be read ({error.strerror}).") from error
        except UnicodeDecodeError as error:
            line = data.count(b"\n", 0, error.start) + 1
            raise OntologyError(path, "is not UTF-8; save it as UTF-8.", line=line) from error
        try:
            # rdflib's own parser gives no line for some mistakes, Oxigraph's does for all.
            turtle = pyoxigraph.RdfFormat.TURTLE
            quads = list(pyoxigraph.parse(text, turtle, base_iri="https://w3id.org/"))
        except SyntaxError as error:
            raise OntologyError(path, f"is not valid Turtle: {error.msg}.", line=error.lineno) from error
        graph.parse(data=text, format="turtle", publicID=path.resolve().as_uri())
        digest.update(data)
        if not _only_known_actors(quads):
            reading.update(data)
        texts[path] = text
    ontology = Ontology(
        graph=graph,
        files=tuple(files),
        fingerprint=digest.hexdigest(),
        reading=reading.hexdigest(),
        _texts=texts,
    )
    _check_terms(ontology, files[shipped:])
    return ontology


def local_name(term: Node) -> str:
    """What follows the last `#`, `/` or `:` of an IRI.

    >>> local_name(CG.Person)
    'Person'
    """
    text = str(term)
    for mark in "#/:":
        text = text.rsplit(mark, 1)[-1]
    return text


def _only_known_actors(quads: Iterable[pyoxigraph.Quad]) -> bool:
    """Whether all that a file describes are known actors, which only resolution asks for."""
    described, known = set(), set()
    for quad in quads:
        if isinstance(quad.subject, pyoxigraph.NamedNode):
            described.add(quad.subject)
            if quad.predicate.value == str(RDF.type) and quad.object == _KNOWN_ACTOR:
                known.add(quad.subject)
    return described == known


def _check_terms(ontology: Ontology, files: Sequence[Path]) -> None:
    """A misspelt `cg:` term in a user's file would be passed over in silence; it is an error instead."""
    if not files:
        return
    shipped = load_ontology().graph
    known = {str(term) for triple in shipped for term in triple if str(term).startswith(str(CG))}
    for path in files:
        text = ontology._texts[path]
        own = Graph().parse(data=text, format="turtle", publicID=path.resolve().as_uri())
        described = {str(subject) for subject in own.subjects()}
        used = set(own.predicates()) | set(own.objects(None, RDF.type))
        for term in sorted(str(term) for term in used if str(term).startswith(str(CG))):
            if term in known or term in described:
                continue
            name = term.removeprefix(str(CG))
            near = process.extractOne(name, [each.removeprefix(str(CG)) for each in known], score_cutoff=70)
            hint = f" Did you mean cg:{near[0]}?" if near else ""
            line = next(
                (n for n, row in enumerate(text.splitlines(), 1) if re.search(rf"\b{name}\b", row)), None
            )
            raise OntologyError(path, f"there is no term cg:{name}.{hint}", line=line)


def _turtle_files(path: Path) -> Iterator[Path]:
    if path.is_dir():
        found = sorted(path.rglob("*.ttl"))
        if not found:
            raise OntologyError(path, "holds no Turtle file (*.ttl).")
        yield from found
    elif path.is_file():
        yield path
    else:
        raise OntologyError(path, "does not exist; give a Turtle file or a folder of them.")
