"""What the tests of reading share: a run over a folder, and PDF files made on the spot."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfWriter
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

from claimgraph.ontology.boilerplate import Boilerplate, read_boilerplate
from claimgraph.ontology.load import load_ontology
from claimgraph.read import Remark, Skipped, plan_files, read_documents
from claimgraph.records import Document


@dataclass(frozen=True)
class Outcome:
    documents: list[Document]
    skipped: list[Skipped]
    remarks: list[Remark]

    @property
    def texts(self) -> dict[str, str]:
        return {document.path: document.text for document in self.documents}

    def only(self) -> Document:
        (document,) = self.documents
        return document


@pytest.fixture(scope="session")
def boilerplate() -> Boilerplate:
    return read_boilerplate(load_ontology())


@pytest.fixture(scope="session")
def read(boilerplate: Boilerplate) -> Callable[..., Outcome]:
    def run(*paths: Path, **options: Any) -> Outcome:
        found = list(read_documents(plan_files(paths, **options), boilerplate=boilerplate))
        return Outcome(
            documents=[item for item in found if isinstance(item, Document)],
            skipped=[item for item in found if isinstance(item, Skipped)],
            remarks=[item for item in found if isinstance(item, Remark)],
        )

    return run


@pytest.fixture(scope="session")
def make_pdf() -> Callable[..., None]:
    """Write a PDF of the given pages, each a list of lines; without lines a page is empty, as a scan is."""

    def make(path: Path, pages: Sequence[Sequence[str]], *, password: str | None = None, **info: str) -> None:
        writer = PdfWriter()
        for lines in pages:
            page = writer.add_blank_page(width=595, height=842)
            font = {
                "/Type": "/Font",
                "/Subtype": "/Type1",
                "/BaseFont": "/Helvetica",
                "/Encoding": "/WinAnsiEncoding",
            }
            names = DictionaryObject({NameObject(key): NameObject(value) for key, value in font.items()})
            page[NameObject("/Resources")] = DictionaryObject(
                {NameObject("/Font"): DictionaryObject({NameObject("/F1"): names})}
            )
            stream = DecodedStreamObject()
            stream.set_data(b"BT /F1 11 Tf 14 TL 60 780 Td " + b" ".join(map(_shown, lines)) + b" ET")
            page[NameObject("/Contents")] = writer._add_object(stream)
        if info:
            writer.add_metadata({f"/{key}": value for key, value in info.items()})
        if password:
            writer.encrypt(password, algorithm="RC4-128")
        writer.write(path)

    return make


def _shown(line: str) -> bytes:
    escaped = line.encode("cp1252").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
    return b"(" + escaped + b") Tj T*"
