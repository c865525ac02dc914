"""Plain text files (.txt): decoded, front matter taken off, the rest verbatim but for line ends."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from claimgraph.read.encoding import decode
from claimgraph.read.frontmatter import split_front_matter
from claimgraph.read.outcome import Found, Remark

__all__ = ["read_text"]


def read_text(path: Path, name: str) -> Iterator[Found | Remark]:
    r"""Read a text file.

    The text is all that follows the line that closes the front matter, verbatim: no blank line is dropped and
    no space is trimmed, so that offsets count in what an editor shows. Only line ends are read as `\n`, and
    a byte order mark is taken off.

    Raises:
        ReadError: it is binary, its encoding cannot be recognised, or its front matter is never closed.
        OSError: it cannot be opened.
    """
    decoded = decode(path.read_bytes(), name)
    split = split_front_matter(decoded.text, name)
    for reason in (decoded.remark, *split.remarks):
        if reason:
            yield Remark(path=name, reason=reason)
    yield Found(text=split.text, stated=split.metadata)
