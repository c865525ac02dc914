"""What tests of more than one stage share: the loaded pipeline, and a short way to annotate a text."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from claimgraph.annotate.pipeline import Annotator, load_pipeline
from claimgraph.records import AnnotatedDocument, Document

Annotate = Callable[..., AnnotatedDocument]


@pytest.fixture(scope="session")
def annotator() -> Annotator:
    """The rules alone; tests of both accuracies ask for their own."""
    return load_pipeline(accuracy="fast")


@pytest.fixture(scope="session")
def annotate(annotator: Annotator) -> Annotate:
    """Annotate one text; keywords are metadata of the document."""

    def run(text: str, **metadata: Any) -> AnnotatedDocument:
        return next(annotator.annotate([Document(path="text.txt", text=text, **metadata)]))

    return run
