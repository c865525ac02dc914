"""Lines of N-Quads, one named graph at a time, -> a sorted TriG text and an Oxigraph store at once.

The text of each graph is kept aside in a spool file until all are there, so graphs may come in any order and
only one is held in memory. The store is loaded from the same text in the background, while the next graphs
are made: pyoxigraph lets go of Python's lock meanwhile, so on two cores most of the loading costs no time.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Final, Self

import pyoxigraph as ox

from claimgraph.errors import GraphError
from claimgraph.graph.export.trig import trig_body, trig_header

__all__ = ["write_quads"]

_FIRST_LOAD: Final = 20_000
"""Quads in the first load. Each load is twice as large as the one before, up to the last number: early
loads start early, and large graphs do not end up in thousands of small database files."""

_LARGEST_LOAD: Final = 80_000
"""Oxigraph needs some 1.2 kB for each quad while it loads, in each load that runs. Loads eight times as large
make the same graph in the same time, of two million quads in 1.2 GB instead of 0.2 GB."""


def write_quads(
    graphs: Iterable[tuple[str, list[str]]], *, base: str, store: Path, trig: Path, spool: Path
) -> int:
    """Write named graphs to a new store and to a sorted text.

    Args:
        graphs: for each named graph what it was read from, for messages, and its quads as lines of
            N-Quads, each once, in the escapes that pyoxigraph writes; they get sorted.
        base: what the text shortens IRIs by.
        store: folder of the store, which must not exist yet.
        trig: the text file.
        spool: a temporary file; the caller removes it.

    Returns:
        How many quads were written.

    Raises:
        GraphError: two graphs have the same name.
        OSError, RuntimeError: the store or a file cannot be written.
    """
    header = trig_header(base)
    places: dict[str, tuple[int, int]] = {}
    total = 0
    with spool.open("w+b") as text, _Loader(store, header) as loader:
        for origin, lines in graphs:
            if not lines:
                continue
            name = lines[0].rsplit(" ", 2)[1]
            if name in places:
                raise GraphError(f"{origin} holds the same text as another document; read each text once.")
            lines.sort()
            body = trig_body(ox.parse("".join(lines), ox.RdfFormat.N_QUADS, lenient=True), base)
            places[name] = (text.tell(), len(body))
            text.write(body)
            loader.add(body, len(lines))
            total += len(lines)
        with trig.open("wb") as target:
            target.write(header)
            _copy_sorted(text, places, target)
    return total


def _copy_sorted(text: BinaryIO, places: dict[str, tuple[int, int]], target: BinaryIO) -> None:
    for _, (offset, length) in sorted(places.items()):
        text.seek(offset)
        target.write(text.read(length))


class _Loader:
    """Loads TriG into a store in the background; leaving the `with` block waits for the rest."""

    def __init__(self, folder: Path, header: bytes) -> None:
        self._store = ox.Store(str(folder))
        self._header = header
        self._workers = min(4, os.cpu_count() or 1)
        self._pool = ThreadPoolExecutor(self._workers)
        self._running: deque[Future[None]] = deque()
        self._bodies: list[bytes] = []
        self._quads = 0
        self._limit = _FIRST_LOAD

    def add(self, body: bytes, quads: int) -> None:
        self._bodies.append(body)
        self._quads += quads
        if self._quads >= self._limit:
            self._load()
            self._limit = min(2 * self._limit, _LARGEST_LOAD)

    def _load(self) -> None:
        # Waiting here bounds the memory: no more texts than workers, and one in the making.
        while len(self._running) >= self._workers:
            self._running.popleft().result()
        data = b"".join((self._header, *self._bodies))
        self._running.append(self._pool.submit(self._store.bulk_load, data, ox.RdfFormat.TRIG, lenient=True))
        self._bodies, self._quads = [], 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with self._pool:
            if error is None:
                self._load()
                for load in self._running:
                    load.result()
        self._running.clear()
        if error is None:
            self._store.flush()
        # The database is closed, and its lock given up, when the last reference goes.
        del self._store
