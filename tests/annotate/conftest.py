"""Pipelines of both accuracies, each loaded once and only where a test asks for it."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

import pytest

from claimgraph.annotate.fingerprint import Accuracy
from claimgraph.annotate.pipeline import Annotator, load_pipeline
from claimgraph.records import AnnotatedDocument, Document


@pytest.fixture(scope="session")
def annotator_for() -> Callable[[Accuracy], Annotator]:
    @cache
    def load(accuracy: Accuracy) -> Annotator:
        return load_pipeline(accuracy=accuracy)

    return load


@pytest.fixture(scope="session")
def annotate_at(annotator_for: Callable[[Accuracy], Annotator]) -> Callable[..., AnnotatedDocument]:
    """Annotate one text at an accuracy; keywords are metadata of the document."""

    def run(accuracy: Accuracy, text: str, **metadata: Any) -> AnnotatedDocument:
        document = Document(path="text.txt", text=text, **metadata)
        return next(annotator_for(accuracy).annotate([document]))

    return run
