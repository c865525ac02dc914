"""Paths that the user gives -> the files to read, in order, each with its name; none is read yet."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from claimgraph.errors import ReadError
from claimgraph.read.outcome import Skipped
from claimgraph.read.tables import TABLE

__all__ = ["EXTENSIONS", "Plan", "SourceFile", "plan_files"]

EXTENSIONS = {
    ".txt": "text", ".text": "text", ".md": "markdown", ".markdown": "markdown", ".html": "html",
    ".htm": "html", ".xhtml": "html", ".pdf": "pdf", ".jsonl": "jsonl", ".ndjson": "jsonl",
}  # fmt: skip
"""File name extension, in lower case -> kind of file."""


@dataclass(frozen=True, slots=True, order=True)
class SourceFile:
    """A file to read.

    Attributes:
        name: the document path: below the input folder, with `/`; unique in a plan.
        path: where it is.
    """

    name: str
    path: Path

    @property
    def kind(self) -> str:
        """What reads it: "text", "markdown", "html", "pdf" or "jsonl"."""
        return EXTENSIONS[self.path.suffix.lower()]


@dataclass(frozen=True, slots=True)
class Plan:
    """What there is to read.

    Attributes:
        files: sorted by name; their number is what a progress bar counts to.
        ignored: files of other kinds, sorted by name.
    """

    files: tuple[SourceFile, ...]
    ignored: tuple[Skipped, ...] = ()


def plan_files(paths: Sequence[str | Path], *, exclude: Iterable[str | Path] = ()) -> Plan:
    """List the files to read.

    Hidden files and folders (`.git`) are passed over. A file that two paths reach is read once, as part
    of the outer folder. Where two folders hold files of the same relative name, these files' names begin with
    as much of their folders' path as tells them apart.

    Args:
        paths: files, or folders that are searched through.
        exclude: files and folders to leave alone, such as the folder of the graph that is built.

    Raises:
        ReadError: a path does not exist, or a folder holds nothing that can be read.

    >>> import tempfile
    >>> folder = Path(tempfile.mkdtemp())
    >>> _ = (folder / "a.txt").write_text("One.")
    >>> [file.name for file in plan_files([folder]).files]
    ['a.txt']
    """
    left_alone = {Path(path).resolve() for path in exclude}
    chosen: dict[Path, tuple[Path, Path]] = {}
    for given in sorted(
        {Path(path) for path in paths}, key=lambda path: (len(path.resolve().parts), str(path))
    ):
        _check(given)
        found = False
        root = given if given.is_dir() else given.parent
        for path in _walk(given, left_alone):
            found = found or path.suffix.lower() in EXTENSIONS
            chosen.setdefault(path.resolve(), (root, path))
        if given.is_dir() and not found:
            raise ReadError(given, f"holds no document; claimgraph reads {', '.join(EXTENSIONS)}.")
    names = _names(list(chosen.values()))
    files = sorted(SourceFile(name, path) for name, path in names if path.suffix.lower() in EXTENSIONS)
    if not files:
        given_paths = ", ".join(str(path) for path in paths) or "(no path)"
        raise ReadError(
            given_paths, f"is nothing that can be read; claimgraph reads {', '.join(EXTENSIONS)}."
        )
    others = sorted(name for name, path in names if path.suffix.lower() not in EXTENSIONS)
    return Plan(tuple(files), tuple(_ignored(name) for name in others))


def _check(path: Path) -> None:
    if not path.exists():
        raise ReadError(path, "does not exist; give a file or a folder of documents.")
    if path.is_dir() and not os.access(path, os.R_OK | os.X_OK):
        raise ReadError(path, "is a folder that you have no permission to read.")


def _walk(path: Path, left_alone: set[Path]) -> Iterator[Path]:
    """All files at or below a path. Folders that are links are not entered: they may lead in circles."""
    if path.is_file():
        yield path
        return
    for folder, folders, files in os.walk(path):
        here = Path(folder)
        folders[:] = sorted(
            f for f in folders if not f.startswith(".") and (here / f).resolve() not in left_alone
        )
        for file in sorted(files):
            whole = here / file
            if not file.startswith(".") and file.lower() != TABLE and whole.resolve() not in left_alone:
                yield whole


def _names(chosen: list[tuple[Path, Path]]) -> list[tuple[str, Path]]:
    """A unique name for each file: below its root, or with parts of the root's path where roots collide."""
    by_name: dict[str, list[tuple[Path, Path]]] = defaultdict(list)
    for root, path in chosen:
        by_name[path.relative_to(root).as_posix()].append((root, path))
    taken = set(by_name)
    names = []
    for name, places in sorted(by_name.items()):
        if len(places) == 1:
            names.append((name, places[0][1]))
            continue
        parts = [root.resolve().parts[1:] for root, _ in places]
        for depth in range(1, max(map(len, parts)) + 1):
            longer = ["/".join([*part[-depth:], name]) for part in parts]
            if len(set(longer)) == len(longer) and not taken.intersection(longer):
                break
        taken.update(longer)
        names += [(long, path) for long, (_, path) in zip(longer, places, strict=True)]
    return names


def _ignored(name: str) -> Skipped:
    return Skipped(
        path=name, reason=f"is not a kind of file that is read ({', '.join(EXTENSIONS)}).", level="ignored"
    )
