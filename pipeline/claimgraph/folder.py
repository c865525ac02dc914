"""The folder of a graph: which files in it are claimgraph's own; one build at a time writes to it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from filelock import FileLock, Timeout

from claimgraph.errors import GraphError
from claimgraph.manifest import MANIFEST
from claimgraph.resolve.judgements import DECISIONS

__all__ = ["make_folder", "only_writer"]

_OWN_FILES: Final = {
    "store",
    "store.old",
    "store.partial",
    "graph.trig",
    "graph.html",
    "annotations",
    DECISIONS,
    MANIFEST,
}


def make_folder(folder: Path) -> None:
    """Make the folder of a graph unless it is there.

    Raises:
        GraphError: it is a file, cannot be made, or holds somebody's other files.
    """
    if folder.exists() and not folder.is_dir():
        raise GraphError(f"{folder} is a file; give --out a folder that is new, empty or a graph.")
    if folder.is_dir():
        others = sorted(
            p.name for p in folder.iterdir() if p.name not in _OWN_FILES and not p.name.startswith(".")
        )
        if others and not (folder / MANIFEST).exists() and not (folder / "annotations").exists():
            raise GraphError(
                f"{folder} holds other files ({', '.join(others[:3])}{' ...' if len(others) > 3 else ''}); "
                "give --out a folder that is new, empty or a graph."
            )
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise GraphError(f"The folder {folder} cannot be made: {error.strerror}.") from error


@contextmanager
def only_writer(folder: Path) -> Iterator[None]:
    """Nobody else writes to the folder meanwhile.

    Raises:
        GraphError: another build writes to it.
    """
    lock = FileLock(folder / ".lock")
    try:
        lock.acquire(timeout=0)
    except Timeout as error:
        raise GraphError(
            f"Another build is writing to {folder}. Wait for it to end, or choose another --out."
        ) from error
    with lock:
        yield
