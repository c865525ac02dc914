"""The files of a plan -> `Document` records, one for each different text, and what could not be read.

Naming, joining of metadata and of equal texts happen here; formats are read by the modules beside this one.
"""

from __future__ import annotations

import hashlib
import re
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from claimgraph.errors import ReadError
from claimgraph.ontology.boilerplate import Boilerplate
from claimgraph.read.files import Plan, SourceFile
from claimgraph.read.html import read_html
from claimgraph.read.jsonl import read_jsonl
from claimgraph.read.lines import boilerplate_spans, metadata_from_lines
from claimgraph.read.markdown import read_markdown
from claimgraph.read.metadata import Metadata, merged
from claimgraph.read.outcome import Found, Remark, Skipped
from claimgraph.read.pdf import read_pdf
from claimgraph.read.tables import Tables
from claimgraph.read.text import read_text
from claimgraph.records import Document, Span

__all__ = ["read_documents"]

_READERS: dict[str, Callable[[Path, str], Iterator[Found | Remark | Skipped]]] = {
    "text": read_text,
    "markdown": read_markdown,
    "html": read_html,
    "pdf": read_pdf,
    "jsonl": read_jsonl,
}
_LETTER = re.compile(r"[^\W\d_]")
_IN_MEMORY = 64 * 1024 * 1024


def read_documents(
    plan: Plan, *, boilerplate: Boilerplate, on_file: Callable[[str], None] | None = None
) -> Iterator[Document | Skipped | Remark]:
    """Read all files of a plan; what is wrong with one of them never stops the others.

    First come, in the order of the files, the `Skipped` and `Remark` records; then the documents, sorted by
    path. Documents with the same text are one, under the first of their paths, with all of them as sources;
    of each metadata field the first known value counts. Since the last file may hold the text of the first,
    all files are read before the first document comes out: their texts wait in a temporary file (in memory
    up to 64 MB), and only their digests, names and metadata are held.

    Args:
        plan: by `plan_files`.
        boilerplate: by `claimgraph.ontology.boilerplate.read_boilerplate`.
        on_file: called with the name of each file when it has been read, for a progress bar.

    >>> import tempfile
    >>> from claimgraph.ontology.boilerplate import read_boilerplate
    >>> from claimgraph.ontology.load import load_ontology
    >>> from claimgraph.read.files import plan_files
    >>> folder = Path(tempfile.mkdtemp())
    >>> _ = (folder / "b.txt").write_text("Nobody left."), (folder / "c.txt").write_text("Nobody left.")
    >>> _ = (folder / "a.txt").write_text("")
    >>> rules = read_boilerplate(load_ontology())
    >>> for item in read_documents(plan_files([folder]), boilerplate=rules):
    ...     print(item if isinstance(item, Skipped) else item.sources)
    a.txt: is empty.
    ('b.txt', 'c.txt')
    """
    yield from plan.ignored
    tables = Tables()
    names = {file.name for file in plan.files}
    texts: dict[bytes, _Text] = {}
    with tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY) as spool:
        for file in plan.files:
            for item in _read(file, tables):
                if not isinstance(item, _Named):
                    yield item
                    continue
                encoded = item.found.text.encode("utf-8")
                digest = hashlib.sha256(encoded).digest()
                if digest not in texts:
                    spans = boilerplate_spans(item.found.text, boilerplate)
                    if not _says_something(item.found.text, spans):
                        reason = _at(item.found, "holds nothing besides menus and notices.")
                        yield Skipped(path=item.file, reason=reason)
                        continue
                    texts[digest] = _Text(spool.tell(), len(encoded), spans)
                    spool.write(encoded)
                name = _unique(item, names)
                names.add(name)
                texts[digest].sources.append((name, item.metadata, item.found.embedded))
            if on_file:
                on_file(file.name)
        for text in texts.values():
            text.sources.sort(key=lambda source: source[0])
        for text in sorted(texts.values(), key=lambda text: text.sources[0][0]):
            spool.seek(text.start)
            yield _document(spool.read(text.length).decode("utf-8"), text, boilerplate)


@dataclass(frozen=True, slots=True)
class _Named:
    """A text with the file that holds it and what people say about it."""

    file: str
    found: Found
    metadata: Metadata


@dataclass(slots=True)
class _Text:
    """Where a text waits in the spool (bytes), its boilerplate, and who holds it: name, stated, embedded."""

    start: int
    length: int
    boilerplate: tuple[Span, ...]
    sources: list[tuple[str, Metadata, Metadata]] = field(default_factory=list)


def _read(file: SourceFile, tables: Tables) -> Iterator[_Named | Skipped | Remark]:
    try:
        if file.path.stat().st_size == 0:
            raise ReadError(file.name, "is empty.")
        from_table = Metadata()
        for row in tables.metadata_of(file.path, file.name):
            if isinstance(row, Metadata):
                from_table = row
            else:
                yield row
        for item in _READERS[file.kind](file.path, file.name):
            if not isinstance(item, Found):
                yield item
            elif not item.text.strip():
                yield Skipped(path=file.name, reason=_at(item, "holds no text."))
            elif not _LETTER.search(item.text):
                yield Skipped(path=file.name, reason=_at(item, "holds no letters, only numbers and signs."))
            else:
                yield _Named(file.name, item, merged(item.stated, from_table))
    except ReadError as error:
        yield Skipped(path=error.path, reason=error.reason)
    except OSError as error:
        yield Skipped(path=file.name, reason=f"cannot be read ({error.strerror}).")


def _at(found: Found, reason: str) -> str:
    return f"line {found.line}: {reason}" if found.line else reason


def _says_something(text: str, boilerplate: tuple[Span, ...]) -> bool:
    """Whether there is a letter outside the boilerplate."""
    start = 0
    for span in boilerplate:
        if _LETTER.search(text, start, span.start):
            return True
        start = span.end
    return bool(_LETTER.search(text, start))


def _unique(item: _Named, names: set[str]) -> str:
    """The name of a document: its file's, or where a file holds many, its own unless that is taken."""
    if item.found.line is None:
        return item.file
    own = item.found.name
    if own and own not in names:
        return own
    numbered = f"{item.file}#L{item.found.line}"
    if not own:
        return numbered
    longer = f"{item.file}#{own}"
    return numbered if own.startswith(f"{item.file}#") or longer in names else longer


def _document(text: str, found: _Text, boilerplate: Boilerplate) -> Document:
    embedded = merged(*(source[2] for source in found.sources))
    if embedded.title and boilerplate.is_placeholder(embedded.title):
        embedded = replace(embedded, title=None)
    known = merged(
        *(source[1] for source in found.sources), embedded, metadata_from_lines(text, found.boilerplate)
    )
    names = tuple(source[0] for source in found.sources)
    return Document(
        path=names[0],
        text=text,
        sources=names,
        title=known.title,
        publisher=known.publisher,
        date=known.date,
        url=known.url,
        language=known.language,
        genre=known.genre,
        boilerplate=found.boilerplate,
    )
