from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from claimgraph.read.metadata import Metadata, checked_metadata, merged


def test_unusable_values_are_left_out_and_named() -> None:
    metadata, problems = checked_metadata(
        {
            "title": ["a", "b"],
            "date": "31/02/2022",
            "url": "example.org",
            "language": "english language",
            "genre": "News",
        }
    )
    assert metadata == Metadata(genre="news")
    assert [problem.split()[0] for problem in problems] == ["title", "date", "url", "language"]


def test_empty_and_unknown_values_are_no_news() -> None:
    assert checked_metadata({"title": " ", "date": "", "url": None, "pages": object()}) == (Metadata(), [])


def test_the_first_known_value_counts() -> None:
    assert merged(Metadata(title="A"), Metadata(title="B", genre="news")) == Metadata(title="A", genre="news")


FRONT = "---\ntitle: From the front matter\n---\n"


def test_front_matter_then_table_then_page_then_text(tmp_path: Path, read: Callable[..., Any]) -> None:
    (tmp_path / "a.md").write_text(f"{FRONT}# From the heading\n\n4 May 2021\n\nNobody left.\n")
    (tmp_path / "b.md").write_text("# From the heading\n\nNobody came.\n")
    (tmp_path / "c.md").write_text("# From the *third* heading\n\nNobody stayed.\n")
    (tmp_path / "metadata.csv").write_text(
        "file,title,publisher,date\na.md,From the table,Example Watch,\nb.md,From the table,,2021-05\n"
    )
    a, b, c = read(tmp_path).documents
    assert (a.title, a.publisher, a.date) == ("From the front matter", "Example Watch", "2021-05-04")
    assert (b.title, b.publisher, b.date) == ("From the table", None, "2021-05")
    assert c.title == "From the *third* heading"


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_tables_of_spreadsheet_programs(tmp_path: Path, read: Callable[..., Any], delimiter: str) -> None:
    rows = [["File", "Title", "Publisher"], ["a.txt", '"Dead, or ""missing"""', "Bürgerwacht"]]
    table = "\r\n".join(delimiter.join(row) for row in rows)
    (tmp_path / "metadata.csv").write_bytes(table.encode("utf-8-sig"))
    (tmp_path / "a.txt").write_text("Nobody left.")
    document = read(tmp_path).only()
    assert (document.title, document.publisher) == ('Dead, or "missing"', "Bürgerwacht")


def test_a_table_speaks_for_sub_folders_and_the_nearest_counts(
    tmp_path: Path, read: Callable[..., Any]
) -> None:
    inner = tmp_path / "inner"
    inner.mkdir()
    (inner / "a.txt").write_text("Nobody left.")
    (inner / "b.txt").write_text("Nobody came.")
    (tmp_path / "metadata.csv").write_text("file,title\ninner/a.txt,Outer a\ninner/b.txt,Outer b\n")
    (inner / "metadata.csv").write_text("file,title\nb.txt,Inner b\n")
    outcome = read(tmp_path)
    assert [document.title for document in outcome.documents] == ["Outer a", "Inner b"]
    assert not outcome.skipped


def test_the_table_beside_a_single_file_counts(tmp_path: Path, read: Callable[..., Any]) -> None:
    (tmp_path / "a.txt").write_text("Nobody left.")
    (tmp_path / "b.txt").write_text("Nobody came.")
    (tmp_path / "metadata.csv").write_text("file,title\na.txt,A\nb.txt,B\n")
    outcome = read(tmp_path / "b.txt")
    assert outcome.only().title == "B"
    assert not outcome.remarks


def test_faults_of_a_table_are_named_by_line(tmp_path: Path, read: Callable[..., Any]) -> None:
    (tmp_path / "a.txt").write_text("Nobody left.")
    (tmp_path / "metadata.csv").write_text("file,title,date\na.txt,A,05/06/2022\nmissing.txt,B,\na.txt,C,\n")
    outcome = read(tmp_path)
    assert outcome.only().title == "A"
    reasons = {remark.reason.split(":")[0]: remark.reason for remark in outcome.remarks}
    assert {remark.path for remark in outcome.remarks} == {"metadata.csv"}
    assert "day/month" in reasons["line 2"]
    assert "missing.txt" in reasons["line 3"]
    assert "named before" in reasons["line 4"]


def test_a_table_without_a_file_column_is_named(tmp_path: Path, read: Callable[..., Any]) -> None:
    (tmp_path / "a.txt").write_text("Nobody left.")
    (tmp_path / "metadata.csv").write_text("name,title\na.txt,A\n")
    outcome = read(tmp_path)
    assert outcome.only().title is None
    assert [(skip.path, "column named file" in skip.reason) for skip in outcome.skipped] == [
        ("metadata.csv", True)
    ]
