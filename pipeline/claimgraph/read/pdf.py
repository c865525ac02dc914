"""PDF files: the text of their pages as running paragraphs, by pypdf, and the metadata they carry.

Scanned pages have no text; they need text recognition (OCR) by another program first.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pypdf import PdfReader
from pypdf.errors import DependencyError, FileNotDecryptedError

from claimgraph.errors import ReadError
from claimgraph.read.metadata import Metadata, checked_metadata
from claimgraph.read.outcome import Found
from claimgraph.read.paragraphs import running_text

__all__ = ["read_pdf"]


def read_pdf(path: Path, name: str) -> Iterator[Found]:
    """Read a PDF file.

    Title, publisher and language come from its metadata, and the date from its Dublin Core entry. The
    creation date is left alone: it says when the file was made (printed from a browser, say), not published.

    Raises:
        ReadError: it is broken, needs a password, or holds no text.
        OSError: it cannot be opened.
    """
    with path.open("rb") as file, _quiet():
        try:
            reader = PdfReader(file)
            locked = reader.is_encrypted and not reader.decrypt("")
            pages = [] if locked else [page.extract_text() for page in reader.pages]
        except (DependencyError, FileNotDecryptedError):
            locked, pages = True, []
        except Exception as error:  # pypdf meets a broken file with errors of many kinds, KeyError among them
            raise ReadError(
                name, f"is not a PDF that can be read ({_shown(error)}); it may be damaged."
            ) from error
        if locked:
            raise ReadError(name, "is encrypted; save a copy without a password.")
        text = running_text(pages)
        if not text:
            raise ReadError(
                name, "holds no text, only images perhaps; run text recognition (OCR) on it first."
            )
        yield Found(text=text, embedded=_embedded(reader))


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep pypdf from writing about every flaw that it repairs to the terminal."""
    logger = logging.getLogger("pypdf")
    level = logger.level
    logger.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        logger.setLevel(level)


def _embedded(reader: PdfReader) -> Metadata:
    """Metadata of the Info dictionary and of XMP; broken metadata does not cost the document."""
    values: dict[str, object] = {}
    try:
        values["title"] = reader.metadata.title if reader.metadata else None
        values["language"] = reader.root_object.get("/Lang")
        if xmp := reader.xmp_metadata:
            titles = xmp.dc_title or {}
            values["title"] = titles.get("x-default") or values["title"] or next(iter(titles.values()), None)
            values["publisher"] = ", ".join(xmp.dc_publisher or []) or None
            dates = xmp.dc_date or []
            values["date"] = dates[0].date().isoformat() if dates else None
            values["language"] = values["language"] or next(iter(xmp.dc_language or []), None)
    except Exception as error:  # as above: whatever is wrong with it, the text has been read
        logging.getLogger(__name__).info("PDF metadata left out: %s", error)
    return checked_metadata({key: str(value) for key, value in values.items() if value})[0]


def _shown(error: Exception) -> str:
    return " ".join(str(error).split())[:120] or type(error).__name__
