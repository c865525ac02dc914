"""What reading a file can come to besides a document: it was left out, or it was read with a reservation.

Every reader yields these for what goes wrong with one document, and never stops the others.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from claimgraph.read.metadata import Metadata

__all__ = ["Found", "Remark", "Skipped"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Skipped:
    """A file, or a document in it, that was not read.

    Attributes:
        path: the file below its input folder, as documents are named.
        reason: what is wrong and what to do, for people.
        level: "error" where a document was lost, "ignored" where the file is of no kind that is read.

    >>> print(Skipped(path="notes/minutes.txt", reason="is empty."))
    notes/minutes.txt: is empty.
    """

    path: str
    reason: str
    level: Literal["error", "ignored"] = "error"

    def __str__(self) -> str:
        return f"{self.path}: {self.reason}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """Something that people should know about a file that was read: a guess, or a value left out."""

    path: str
    reason: str

    def __str__(self) -> str:
        return f"{self.path}: {self.reason}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    r"""A text as its format gives it, before it is named and joined with what other files say about it.

    Attributes:
        text: with `\n` line ends.
        stated: what people wrote about it: front matter, the fields of a JSON line.
        embedded: what the format carries: HTML and PDF metadata.
        name: what the document calls itself, where one file holds many; None: after its file.
        line: its line in that file, counted from 1.
    """

    text: str
    stated: Metadata = field(default_factory=Metadata)
    embedded: Metadata = field(default_factory=Metadata)
    name: str | None = None
    line: int | None = None
