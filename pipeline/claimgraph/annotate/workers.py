"""Documents -> annotated documents over several processes, in the order in which they came.

Each process loads the pipeline once. What cannot be analysed comes back as a failure of that one
document; the others of its batch are not affected.
"""

from __future__ import annotations

import multiprocessing
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from claimgraph.annotate.fingerprint import Accuracy
from claimgraph.annotate.pipeline import Annotator, load_pipeline
from claimgraph.errors import ModelError
from claimgraph.records import AnnotatedDocument, Document

__all__ = ["BATCH", "Failure", "annotate_documents"]

BATCH = 16  # documents
_annotator: Annotator | None = None
_given: tuple[str | Path | None, Sequence[str | Path], Accuracy] = (None, (), "high")


@dataclass(frozen=True, slots=True)
class Failure:
    """A document that the pipeline broke on.

    Attributes:
        path: of the document.
        reason: what happened, for people.
    """

    path: str
    reason: str


def annotate_documents(
    documents: Iterable[Document],
    *,
    model: str | Path | None = None,
    ontology: Sequence[str | Path] = (),
    accuracy: Accuracy = "high",
    jobs: int = 1,
) -> Iterator[AnnotatedDocument | Failure]:
    """Annotate documents with the pipeline of `load_pipeline`.

    Args:
        documents: taken as they are needed; at most a few batches are held.
        model: as for `load_pipeline`.
        ontology: as for `load_pipeline`.
        accuracy: as for `load_pipeline`.
        jobs: processes; 1 stays in this one.

    Raises:
        ModelError, OntologyError: as `load_pipeline` does.
    """
    groups = _batches(documents)
    if jobs == 1:
        annotator: Annotator | None = None
        for group in groups:
            annotator = annotator or load_pipeline(model, ontology=ontology, accuracy=accuracy)
            yield from _annotate(annotator, group)
        return
    # A fresh process for each worker: forking one that runs threads (a progress bar does) can deadlock.
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(jobs, context, _start, (model, tuple(ontology), accuracy)) as pool:
        running: deque[Future[list[AnnotatedDocument | Failure]]] = deque()
        for group in groups:
            running.append(pool.submit(_work, group))
            if len(running) > 2 * jobs:
                yield from running.popleft().result()
        while running:
            yield from running.popleft().result()


def _batches(documents: Iterable[Document]) -> Iterator[list[Document]]:
    waiting = iter(documents)
    while group := list(islice(waiting, BATCH)):
        yield group


def _start(model: str | Path | None, ontology: Sequence[str | Path], accuracy: Accuracy) -> None:
    global _given
    _given = model, ontology, accuracy


def _work(group: Sequence[Document]) -> list[AnnotatedDocument | Failure]:
    global _annotator
    if _annotator is None:
        # Here and not when the process starts: there an error would break the pool and lose its message.
        model, ontology, accuracy = _given
        _annotator = load_pipeline(model, ontology=ontology, accuracy=accuracy)
    return list(_annotate(_annotator, group))


def _annotate(annotator: Annotator, group: Sequence[Document]) -> Iterator[AnnotatedDocument | Failure]:
    try:
        found = list(annotator.annotate(group))
    except ModelError:
        raise  # no other document would fare better
    except Exception as error:
        # Any error of a component counts against one document only; which one, each on its own shows.
        if len(group) > 1:
            for document in group:
                yield from _annotate(annotator, [document])
        else:
            fault = f"{type(error).__name__}: {error}"
            reason = f"could not be analysed ({fault}); this is a fault in claimgraph or the model."
            yield Failure(group[0].path, reason)
        return
    yield from found
