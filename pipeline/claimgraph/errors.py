"""Everything that claimgraph raises on purpose, written for the person who reads it."""

from __future__ import annotations

from pathlib import Path

__all__ = [
    "ClaimgraphError",
    "DecisionError",
    "GraphError",
    "ModelError",
    "OntologyError",
    "QueryError",
    "ReadError",
]


class ClaimgraphError(Exception):
    """The root of all errors of this package: what went wrong and what to do about it."""


class ReadError(ClaimgraphError):
    """A file that cannot be read as a document; the others are not affected.

    Args:
        path: the file, as the user named it.
        reason: what is wrong, and what to do.
    """

    def __init__(self, path: str | Path, reason: str) -> None:
        super().__init__(f"{path}: {reason}")
        self.path = str(path)
        self.reason = reason


class OntologyError(ClaimgraphError):
    """An ontology file that cannot be used, with its line where it is known."""

    def __init__(self, path: str | Path, reason: str, *, line: int | None = None) -> None:
        super().__init__(f"{path}{f', line {line}' if line else ''}: {reason}")
        self.path = str(path)
        self.line = line
        self.reason = reason


class DecisionError(ClaimgraphError):
    """A `decisions.csv` that cannot be read or written as a whole, or a judgement that cannot be kept."""

    def __init__(self, path: str | Path, reason: str) -> None:
        super().__init__(f"{path}: {reason}")
        self.path = str(path)
        self.reason = reason


class ModelError(ClaimgraphError):
    """A language model that is not there or lacks what claimgraph needs."""


class GraphError(ClaimgraphError):
    """A graph folder that is missing, in use, of another version, or does not satisfy its shapes."""


class QueryError(ClaimgraphError):
    """A query that does not exist, lacks a parameter, or is not SPARQL."""
