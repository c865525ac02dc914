from __future__ import annotations

import logging
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

PAGE_ONE = [
    "Example Watch | Annual report",
    "The pits of Sampletown",
    "The governor of the province said that no miner had been shot when the soldiers",
    "entered the pit. Lawyers of the families denied this and demanded that the govern-",
    "ment publish the names of all nine (9) dead, as the well-",
    "known Sample Act obliges it to.",
    "The union asked for talks. It said that the company had not answered any of its",
    "1",
]
PAGE_TWO = [
    "Example Watch | Annual report",
    "letters since the government sent troops in March.",
    "The act is well known.",
    "2",
]
PAGE_THREE = ["Example Watch | Annual report", "Nobody has been charged.", "3"]


def test_pages_become_running_paragraphs(
    tmp_path: Path, read: Callable[..., Any], make_pdf: Callable[..., None]
) -> None:
    make_pdf(
        tmp_path / "a.pdf",
        [PAGE_ONE, PAGE_TWO, PAGE_THREE],
        Title="The pits",
        CreationDate="D:20220203101112Z",
    )
    document = read(tmp_path).only()
    paragraphs = document.text.split("\n\n")
    assert paragraphs[0] == "The pits of Sampletown"
    assert "demanded that the government publish" in paragraphs[1]  # one word, cut
    assert "the well-known Sample Act" in paragraphs[1]  # a compound: both halves occur alone
    assert "had not answered any of its letters since" in document.text  # over the end of the page
    assert "Annual report" not in document.text
    assert not any(paragraph.strip().isdigit() for paragraph in paragraphs)
    assert document.title == "The pits"
    assert document.date is None, "a creation date is no date of publication"


def test_a_title_that_a_program_wrote_is_left_out(
    tmp_path: Path, read: Callable[..., Any], make_pdf: Callable[..., None]
) -> None:
    make_pdf(
        tmp_path / "a.pdf",
        [["Nobody has been charged, the court said."]],
        Title="Microsoft Word - final_v2.docx",
    )
    assert read(tmp_path).only().title is None


def test_an_encrypted_file_is_skipped_by_name(
    tmp_path: Path, read: Callable[..., Any], make_pdf: Callable[..., None]
) -> None:
    make_pdf(tmp_path / "a.pdf", [["Secret."]], password="x")
    (tmp_path / "b.txt").write_text("Nobody left.")
    outcome = read(tmp_path)
    assert [skip.path for skip in outcome.skipped] == ["a.pdf"]
    assert "encrypted" in outcome.skipped[0].reason
    assert list(outcome.texts) == ["b.txt"]


def test_flaws_of_a_file_stay_out_of_the_log(
    tmp_path: Path, read: Callable[..., Any], make_pdf: Callable[..., None], caplog: pytest.LogCaptureFixture
) -> None:
    make_pdf(tmp_path / "a.pdf", [["Nobody has been charged."]])
    data = (tmp_path / "a.pdf").read_bytes()
    (tmp_path / "a.pdf").write_bytes(re.sub(rb"startxref\s+\d+", b"startxref\n7", data))
    before = logging.getLogger("pypdf").level
    assert read(tmp_path).only().text == "Nobody has been charged."
    assert not caplog.records
    assert logging.getLogger("pypdf").level == before
