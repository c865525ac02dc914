"""YAML front matter at the head of a .txt or .md file -> metadata, and the text after it, verbatim.

Front matter is what stands between a first line `---` and the next line `---` (or `...`), if it is written as
`name: value`. A pair of rules around prose is text. All values are read as written: `no` is a language.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

import yaml

from claimgraph.errors import ReadError
from claimgraph.read.metadata import NAMES, Metadata, checked_metadata

__all__ = ["FrontMatter", "split_front_matter"]

_OPENING = re.compile(r"---[ \t]*\n")
_CLOSING = re.compile(r"^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.MULTILINE)
_ENTRY = re.compile(r"([A-Za-z_][\w -]*?)[ \t]*:(?:[ \t]+(.*?))?[ \t]*")


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """The metadata, the text after it, and what people should know about it."""

    metadata: Metadata
    text: str
    remarks: tuple[str, ...] = ()


def split_front_matter(text: str, name: str) -> FrontMatter:
    r"""Split a text with `\n` line ends into its front matter, if it has any, and the rest.

    Front matter that is not valid YAML does not cost the document: where it ends is clear, so its text is
    read; of the metadata, plain `name: value` lines are taken as they stand (the usual fault is a title with
    an unquoted colon), and a remark names the line. Front matter that is never closed does: where the
    text begins would be a guess.

    Args:
        text: of the whole file.
        name: of the file, for the error.

    Raises:
        ReadError: the front matter is opened and not closed.

    >>> split_front_matter("---\ntitle: On the strike\n---\nNobody left.\n", "a.md").text
    'Nobody left.\n'
    """
    opening = _OPENING.match(text)
    if not opening:
        return FrontMatter(Metadata(), text)
    closing = _CLOSING.search(text, opening.end())
    block = text[opening.end() : closing.start() if closing else None]
    first = _ENTRY.fullmatch(next((line for line in block.split("\n") if _says_something(line)), ""))
    if not first:
        return FrontMatter(Metadata(), text)
    if not closing:
        if first[1].lower() not in NAMES:
            return FrontMatter(Metadata(), text)
        raise ReadError(
            name, "line 1: the front matter is never closed; add a line --- between it and the text."
        )
    values, fault = _values(block)
    metadata, problems = checked_metadata(values)
    remarks = ([fault] if fault else []) + [f"front matter: {problem}" for problem in problems]
    return FrontMatter(metadata, text[closing.end() :], tuple(remarks))


def _says_something(line: str) -> bool:
    return bool(line.strip()) and not line.startswith("#")


def _values(block: str) -> tuple[Mapping[str, object], str | None]:
    try:
        # BaseLoader leaves every value a string: no dates, no `no` for false, no code.
        values = yaml.load(block, Loader=yaml.BaseLoader)  # noqa: S506
    except (yaml.YAMLError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        line = f"line {mark.line + 2}: " if mark else ""
        problem = getattr(error, "problem", None) or "it is nested too deeply"
        fault = f"{line}the front matter is not valid YAML ({problem})"
        return _line_by_line(block), f"{fault} and was read line by line; quote values that hold a colon."
    if not isinstance(values, Mapping):
        return {}, "line 2: the front matter is not written as name: value and was left out."
    return values, None


def _line_by_line(block: str) -> dict[str, object]:
    values: dict[str, object] = {}
    for line in block.split("\n"):
        entry = _ENTRY.fullmatch(line)
        if entry and entry[2]:
            values.setdefault(entry[1], entry[2].strip("\"'"))
    return values
