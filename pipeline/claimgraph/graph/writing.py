"""Triples, one named graph at a time, -> a sorted TriG text and an Oxigraph store at once.

The text of each graph is kept aside in a spool file until all are there, so graphs may come in any order and
only one is held in memory. The store is loaded from N-Quads in the background, while the next graphs
are made: pyoxigraph lets go of Python's lock meanwhile, so on two cores most of the loading costs no time.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Final, Self

import pyoxigraph as ox

from claimgraph.errors import GraphError
from claimgraph.graph.export.trig import trig_body, trig_header
from claimgraph.graph.terms import nquads

__all__ = ["write_quads"]

_FIRST_LOAD: Final = 20_000
"""Quads in the first load. Each load is twice as large as the one before, up to the last number: early
loads start early, and large graphs do not end up in thousands of small database files."""

_LARGEST_LOAD: Final = 80_000
"""Oxigraph needs some 1.2 kB for each quad while it loads, in each load that runs. Loads eight times as large
make the same graph in the same time, of two million quads in 1.2 GB instead of 0.2 GB."""


def write_quads(
    graphs: Iterable[tuple[str, ox.NamedNode, list[str]]], *, base: str, store: Path, trig: Path, spool: Path
) -> int:
    """Write named graphs to a new store and to a sorted text.

    Args:
        graphs: for each named graph what it was read from, for messages, its name, and its triples, each once
            and as pyoxigraph writes it; they get sorted.
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
    places: dict[str, tuple[int, int]] = {}
    total = 0
    with spool.open("w+b") as text, _Loader(store) as loader:
        for origin, name, triples in graphs:
            if not triples:
                continue
            if str(name) in places:
                raise GraphError(f"{origin} holds the same text as another document; read each text once.")
            triples.sort()
            body = trig_body(_loaded(triples, name, loader), base)
            places[str(name)] = (text.tell(), len(body))
            text.write(body)
            total += len(triples)
        with trig.open("wb") as target:
            target.write(trig_header(base))
            _copy_sorted(text, places, target)
    return total


def _loaded(triples: Sequence[str], graph: ox.NamedNode, loader: _Loader) -> Iterator[ox.Quad]:
    """Give the triples to the loader, part by part, and on to who writes them."""
    for start in range(0, len(triples), _LARGEST_LOAD):
        part = triples[start : start + _LARGEST_LOAD]
        text = nquads(part, graph).encode()
        loader.add(text, len(part))
        yield from ox.parse(text, ox.RdfFormat.N_QUADS, lenient=True)


def _copy_sorted(text: BinaryIO, places: dict[str, tuple[int, int]], target: BinaryIO) -> None:
    for _, (offset, length) in sorted(places.items()):
        text.seek(offset)
        target.write(text.read(length))


class _Loader:
    """Loads N-Quads into a store in the background; leaving the `with` block waits for the rest."""

    def __init__(self, folder: Path) -> None:
        self._store = ox.Store(str(folder))
        self._workers = min(4, os.cpu_count() or 1)
        self._pool = ThreadPoolExecutor(self._workers)
        self._running: deque[Future[None]] = deque()
        self._texts: list[bytes] = []
        self._quads = 0
        self._limit = _FIRST_LOAD

    def add(self, text: bytes, quads: int) -> None:
        self._texts.append(text)
        self._quads += quads
        if self._quads >= self._limit:
            self._load()
            self._limit = min(2 * self._limit, _LARGEST_LOAD)

    def _load(self) -> None:
        # Waiting here bounds the memory: no more texts than workers, and one in the making.
        while len(self._running) >= self._workers:
            self._running.popleft().result()
        data = b"".join(self._texts)
        load = self._pool.submit(self._store.bulk_load, data, ox.RdfFormat.N_QUADS, lenient=True)
        self._running.append(load)
        self._texts, self._quads = [], 0

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
            # Each load leaves files of its own, and every lookup goes through all of them until they are
            # merged. That costs an eighth of the loading; queries on a million quads then take a fraction.
            self._store.optimize()
            self._store.flush()
        # The database is closed, and its lock given up, when the last reference goes.
        del self._store
