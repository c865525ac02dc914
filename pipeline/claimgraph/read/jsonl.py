"""JSON Lines (.jsonl): one document per line, with its `text` and what is known about it.

Fields: `text`, and optionally `title`, `publisher`, `date`, `url`, `language`, `genre`, and `document`,
`path` or `id`, which name the document. Other fields are of no concern here. See https://jsonlines.org.
"""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from claimgraph.errors import ReadError
from claimgraph.read.encoding import normalized_line_ends
from claimgraph.read.metadata import checked_metadata
from claimgraph.read.outcome import Found, Remark, Skipped

__all__ = ["read_jsonl"]

_HALF_PAIR = re.compile("[\ud800-\udfff]")


def read_jsonl(path: Path, name: str) -> Iterator[Found | Skipped | Remark]:
    """Read a file line by line; a line that is no document is skipped by number, the others are read.

    Raises:
        ReadError: it is UTF-16 or binary, where lines cannot be told.
        OSError: it cannot be opened.
    """
    with path.open("rb") as file:
        for number, line in enumerate(file, start=1):
            if number == 1:
                if line.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or b"\0" in line:
                    raise ReadError(name, "is not UTF-8, as JSON Lines must be; save it as UTF-8.")
                line = line.removeprefix(codecs.BOM_UTF8)
            if line.strip():
                yield from _document(line, number, name)


def _document(line: bytes, number: int, name: str) -> Iterator[Found | Skipped | Remark]:
    try:
        record = json.loads(line.decode("utf-8"))
    except UnicodeDecodeError:
        yield Skipped(path=name, reason=f"line {number}: is not UTF-8; save the file as UTF-8.")
        return
    except (json.JSONDecodeError, RecursionError) as error:
        what = getattr(error, "msg", "nested too deeply")
        yield Skipped(path=name, reason=f"line {number}: is not JSON ({what}).")
        return
    if not isinstance(record, Mapping) or not isinstance(record.get("text"), str):
        yield Skipped(path=name, reason=f'line {number}: is not a document; it needs {{"text": "..."}}.')
        return
    metadata, problems = checked_metadata(record)
    for problem in problems:
        yield Remark(path=name, reason=f"line {number}: {problem}")
    # Half of a surrogate pair cannot be written to any file; the length stays.
    text = _HALF_PAIR.sub("\N{REPLACEMENT CHARACTER}", normalized_line_ends(record["text"]))
    yield Found(text=text, stated=metadata, name=_own_name(record, name), line=number)


def _own_name(record: Mapping[str, Any], file: str) -> str | None:
    """A document or path is a file's name already; an id counts only within its file."""
    for key in ("document", "path", "id"):
        value = record.get(key)
        if isinstance(value, str | int) and not isinstance(value, bool) and str(value).strip():
            own = _HALF_PAIR.sub("\N{REPLACEMENT CHARACTER}", str(value)).strip()
            return f"{file}#{own}" if key == "id" else own.replace("\\", "/")
    return None
