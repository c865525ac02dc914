"""Web pages (.html): the main text, by trafilatura, and the metadata that the page carries.

Menus, sidebars and footers are dropped by trafilatura; what it keeps of them is for the boilerplate patterns.
Nothing is fetched: no image, frame or script.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import trafilatura

from claimgraph.errors import ReadError
from claimgraph.read.encoding import decode
from claimgraph.read.metadata import Metadata, checked_metadata
from claimgraph.read.outcome import Found, Remark

__all__ = ["read_html"]

_CHARSET = re.compile(
    rb"""<(?:meta\b[^>]*?\bcharset|\?xml\b[^>]*?\bencoding)\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE
)
_XML_DECLARATION = re.compile(r"\A\s*<\?xml\b[^>]*\?>")
_HEAD = 4096
_BLOCKS = frozenset(("body", "p", "head", "quote", "list", "item", "table", "row", "ab", "div", "code"))
_OPENINGS = {"item": "- ", "lb": "\n"}
# A date only where the page states it (meta, time elements, address), not one picked out of its text.
_DATE_SEARCH = {"extensive_search": False, "original_date": True}


def read_html(path: Path, name: str) -> Iterator[Found | Remark]:
    """Read a web page.

    A blank line sets paragraphs, headings and rows of tables apart; `<br>` is a line end; items of lists
    begin with "- ".

    Raises:
        ReadError: it is binary, or holds no text besides menus and notices.
        OSError: it cannot be opened.
    """
    source, remark = _decoded(path.read_bytes(), name)
    if remark:
        yield Remark(path=name, reason=remark)
    try:
        # A bare fragment passes for a document only inside one.
        whole = "<html" in source[:_HEAD].lower()
        tree = trafilatura.load_html(source if whole else f"<html><body>{source}</body></html>")
        page = _extracted(tree)
        text = "" if page is None else _text(page.body)
    except Exception as error:  # any error that the parsers make of a hostile page is that page's alone
        raise ReadError(name, f"is not a web page that can be read ({error}).") from error
    if tree is None or page is None or not text:
        raise ReadError(name, "holds no text besides menus and notices.")
    language = tree.get("lang") or tree.get("xml:lang")
    # Where the page names no site, trafilatura gives its host, which is not who publishes.
    publisher = None if page.sitename in (page.hostname, f"www.{page.hostname}") else page.sitename
    stated = {
        "title": page.title,
        "publisher": publisher,
        "date": page.date,
        "url": page.url,
        "language": language,
    }
    yield Found(text=text, embedded=_known(stated))


def _decoded(data: bytes, name: str) -> tuple[str, str | None]:
    """Decode as the page says, else detect.

    After https://html.spec.whatwg.org/multipage/parsing.html#determining-the-character-encoding.
    """
    declared = _CHARSET.search(data[:_HEAD])
    # Where a page is not what it says, its bytes decide.
    if declared and b"\0" not in data and not data.startswith(codecs.BOM_UTF8):
        with suppress(LookupError, UnicodeError):
            encoding = codecs.lookup(declared[1].decode("ascii")).name
            # Pages that say Latin-1 are read as Windows-1252: https://encoding.spec.whatwg.org/#names-and-labels
            text = data.decode("cp1252" if encoding in ("iso8859-1", "ascii") else encoding)
            return _XML_DECLARATION.sub("", text), None
    decoded = decode(data, name)
    return _XML_DECLARATION.sub("", decoded.text), decoded.remark


def _extracted(tree: Any) -> Any:
    if tree is None:
        return None
    for handle in tree.xpath("//meta[@name='twitter:site' or @property='twitter:site']"):
        handle.getparent().remove(handle)  # "@examplewatch" is no name of a publisher
    return trafilatura.bare_extraction(
        tree, include_comments=False, with_metadata=True, date_extraction_params=_DATE_SEARCH
    )


def _text(body: Any) -> str:
    """The paragraphs of trafilatura's tree."""
    blocks: list[str] = []
    current: list[str] = []

    def close() -> None:
        lines = (" ".join(line.split()) for line in "".join(current).split("\n"))
        block = "\n".join(line for line in lines if line.strip("-| "))
        if block:
            blocks.append(block)
        current.clear()

    def add(element: Any) -> None:
        if element.tag in _BLOCKS:
            close()
        current.append(_OPENINGS.get(element.tag, ""))
        if element.tag == "cell" and element.getprevious() is not None:
            current.append(" | ")
        current.append(_on_one_line(element.text))
        for child in element:
            add(child)
            current.append(_on_one_line(child.tail))
        if element.tag in _BLOCKS:
            close()

    add(body)
    close()
    return "\n\n".join(blocks)


def _on_one_line(text: str | None) -> str:
    """A line end in the source of a page is a space on the page."""
    return (text or "").replace("\n", " ")


def _known(values: dict[str, str | None]) -> Metadata:
    """Machine-made values that are unusable are no news to people: left out without a remark."""
    return checked_metadata(values)[0]
