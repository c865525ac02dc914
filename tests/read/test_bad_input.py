"""Every kind of bad input, beside good documents: it is named with a reason, and they are still read."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from claimgraph.errors import ReadError
from claimgraph.read import plan_files

GOOD = "The union said that nobody had left the pit.\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "a.txt").write_text(GOOD)
    (tmp_path / "z.txt").write_text("The company denied it.\n")
    return tmp_path


PDF_HEAD = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("m.txt", b"", "is empty"),
        ("m.txt", b"\xef\xbb\xbf \r\n\t", "holds no text"),
        ("m.md", b"---\ntitle: Nothing follows\n---\n", "holds no text"),
        ("m.txt", b"\x7fELF\x02\x01\x01\0\0\0\x03\0>\0" * 50, "binary"),
        ("m.txt", bytes(range(128, 256)) * 9, "encoding cannot be recognised"),
        ("m.txt", b"Skip to main content\n\n(c) 2022 Example\n", "nothing besides menus"),
        ("m.txt", b"12, 13 -- 14 (15)\n2022 + 7", "no letters"),
        (
            "m.txt",
            b"---\ntitle: Never closed\n\nThe union said so.\n",
            "line 1: the front matter is never closed",
        ),
        ("m.pdf", b"", "is empty"),
        ("m.pdf", b"not a PDF at all", "not a PDF that can be read"),
        ("m.pdf", PDF_HEAD + b"1 0 obj\n<< /Type /Catalog", "not a PDF that can be read"),
        ("m.html", b"<html><body></body></html>", "no text"),
        ("m.html", b"\0\0\0\x01" * 100, "binary"),
        ("m.jsonl", b"{broken\n", "line 1: is not JSON"),
        ("m.jsonl", b"\xff\xfe{\0}\0", "save it as UTF-8"),
    ],
)
def test_a_bad_file_is_skipped_by_name(
    folder: Path, read: Callable[..., Any], name: str, data: bytes, reason: str
) -> None:
    (folder / name).write_bytes(data)
    outcome = read(folder)
    (skip,) = outcome.skipped
    assert skip.path == name
    assert skip.level == "error"
    assert reason in skip.reason
    assert list(outcome.texts) == ["a.txt", "z.txt"]


def test_a_scanned_pdf_is_skipped_by_name(
    folder: Path, read: Callable[..., Any], make_pdf: Callable[..., None]
) -> None:
    make_pdf(folder / "m.pdf", [[], []])
    outcome = read(folder)
    assert [(skip.path, "OCR" in skip.reason) for skip in outcome.skipped] == [("m.pdf", True)]
    assert len(outcome.documents) == 2


def test_a_truncated_pdf_never_stops_the_others(
    folder: Path, read: Callable[..., Any], make_pdf: Callable[..., None]
) -> None:
    make_pdf(folder / "m.pdf", [["The union said so."] * 40])
    whole = (folder / "m.pdf").read_bytes()
    for keep in range(0, len(whole), 37):
        (folder / "m.pdf").write_bytes(whole[:keep])
        outcome = read(folder)
        assert {"a.txt", "z.txt"} <= set(outcome.texts)
        assert len(outcome.documents) + len(outcome.skipped) == 3


def test_broken_front_matter_is_named_by_line_and_its_text_is_read(
    folder: Path, read: Callable[..., Any]
) -> None:
    (folder / "m.md").write_text(
        "---\npublisher: Example Watch\ntitle: Pit: closed\n---\nThe union said so.\n"
    )
    outcome = read(folder)
    (remark,) = outcome.remarks
    assert remark.path == "m.md"
    assert remark.reason.startswith("line 3: the front matter is not valid YAML")
    assert outcome.texts["m.md"] == "The union said so.\n"


def test_a_wrong_encoding_is_a_guess_that_is_named(folder: Path, read: Callable[..., Any]) -> None:
    (folder / "m.txt").write_bytes("Zoë said it’s over in Zürich.".encode("cp1252"))
    outcome = read(folder)
    assert outcome.texts["m.txt"] == "Zoë said it’s over in Zürich."
    assert [(remark.path, "Windows-1252" in remark.reason) for remark in outcome.remarks] == [("m.txt", True)]


@pytest.mark.parametrize(
    "line",
    [GOOD, GOOD.replace("\n", " "), "Зоя said.\r\n", "Share\nIt said so.\n", "We use cookies " * 30 + "\n"],
)
def test_five_megabytes_are_read_fast(folder: Path, read: Callable[..., Any], line: str) -> None:
    text = line * (5_000_000 // len(line))
    (folder / "m.txt").write_bytes(text.encode("utf-8"))
    start = time.perf_counter()
    outcome = read(folder)
    # Half a second usually; minutes if anything is quadratic.
    assert time.perf_counter() - start < 5
    assert outcome.texts["m.txt"] == text.replace("\r\n", "\n")


def test_a_file_that_may_not_be_read_is_skipped_by_name(folder: Path, read: Callable[..., Any]) -> None:
    (folder / "m.txt").symlink_to(folder / "gone.txt")
    outcome = read(folder)
    assert [skip.path for skip in outcome.skipped] == ["m.txt"]
    assert len(outcome.documents) == 2


def test_a_missing_folder_is_an_error_at_once(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match=r"gone: does not exist; give a file or a folder"):
        plan_files([tmp_path / "gone"])
