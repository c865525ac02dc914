from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

SHARED = Path(__file__).resolve().parents[3] / "shared"


def test_text_is_verbatim_but_for_line_ends(tmp_path: Path, read: Callable[..., Any]) -> None:
    (tmp_path / "a.txt").write_bytes(
        b"\xef\xbb\xbf---\r\ntitle: T\r\n---\r\n\r\n  Nobody\xc2\xa0left. \r\rEnd.\t\r\n"
    )
    document = read(tmp_path).only()
    assert document.text == "\n  Nobody\xa0left. \n\nEnd.\t\n"
    assert document.title == "T"


def test_names_with_dots_and_dashes(tmp_path: Path, read: Callable[..., Any]) -> None:
    name = "example_2016-09-12_strike-over-pay...clin.txt"
    (tmp_path / name).write_text("Nobody left.")
    assert read(tmp_path).only().path == name


def test_a_title_and_a_date_that_stand_alone(tmp_path: Path, read: Callable[..., Any]) -> None:
    (tmp_path / "a.txt").write_text(
        "Skip to main content\n\nNine miners dead after strike\n\nThe pit closed.\n\nSampletown, 4 May 2021\n"
    )
    (tmp_path / "b.txt").write_text(
        "Nobody said that the pit was closed.\n\n4 May 2021\n\nNone.\n\n5 May 2021\n"
    )
    a, b = read(tmp_path).documents
    assert (a.title, a.date) == ("Nine miners dead after strike", "2021-05-04")
    assert (b.title, b.date) == (None, None)


@pytest.mark.corpus
@pytest.mark.skipif(not SHARED.is_dir(), reason="the development gold is not part of the project")
def test_text_is_what_the_gold_counts_in(read: Callable[..., Any]) -> None:
    gold = [json.loads(line) for line in (SHARED / "eval/dev/gold.jsonl").read_text("utf-8").splitlines()]
    outcome = read(SHARED / "eval" / "dev" / "documents")
    assert outcome.texts == {record["document"]: record["text"] for record in gold}
    assert {d.path: d.publisher for d in outcome.documents if d.publisher} == {
        record["document"]: record["publisher"] for record in gold if record["publisher"] and record["date"]
    }


@pytest.mark.corpus
@pytest.mark.skipif(not SHARED.is_dir(), reason="the sample corpus is not part of the project")
def test_real_documents_are_read_byte_for_byte(read: Callable[..., Any]) -> None:
    folder = SHARED / "corpus" / "january-2022"
    outcome = read(folder)
    assert len(outcome.documents) == 5
    assert not outcome.skipped
    for document in outcome.documents:
        assert document.text.encode("utf-8") == (folder / document.path).read_bytes()
    assert sum(document.publisher is not None for document in outcome.documents) == 4
