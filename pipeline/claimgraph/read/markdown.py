"""Markdown files (.md): as plain text, with the first heading as the title where none is stated.

The marks stay in the text, because offsets count in the file as people see it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from claimgraph.read.metadata import Metadata, checked_metadata
from claimgraph.read.outcome import Found, Remark
from claimgraph.read.text import read_text

__all__ = ["read_markdown"]

# Headings: https://spec.commonmark.org/0.31.2/#atx-headings and #setext-headings
_FENCE = re.compile(r"^(```|~~~).*?^\1", re.MULTILINE | re.DOTALL)
_HEADING = re.compile(
    r"^ {0,3}#[ \t]+(?P<atx>.+?)(?:[ \t]+#+)?[ \t]*$|^(?P<setext>\S.*)\n=+[ \t]*$", re.MULTILINE
)
_MARKS = re.compile(r"\*\*|__|`|!?\[([^\]]*)\]\([^)]*\)")


def read_markdown(path: Path, name: str) -> Iterator[Found | Remark]:
    """Read a Markdown file; what `read_text` says about text and errors holds here too."""
    for item in read_text(path, name):
        yield replace(item, embedded=_first_heading(item.text)) if isinstance(item, Found) else item


def _first_heading(text: str) -> Metadata:
    """The first heading of the first level, without its marks; a `#` in a code block is none."""
    heading = _HEADING.search(_FENCE.sub("", text[:20_000]))
    if not heading:
        return Metadata()
    title = _MARKS.sub(lambda match: match[1] or "", heading["atx"] or heading["setext"])
    return checked_metadata({"title": title})[0]
