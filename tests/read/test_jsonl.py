from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from claimgraph.read.jsonl import read_jsonl
from claimgraph.read.outcome import Found


def test_documents_are_named_by_themselves_or_by_their_line(tmp_path: Path, read: Callable[..., Any]) -> None:
    records = [
        {
            "text": "One left.",
            "document": "wire/one.txt",
            "title": "One",
            "date": "2021-05-04",
            "language": "en",
        },
        {"text": "Two left.", "id": 17},
        {"text": "Three left."},
    ]
    (tmp_path / "all.jsonl").write_text("\n".join(map(json.dumps, records)) + "\n\n", encoding="utf-8-sig")
    outcome = read(tmp_path)
    assert outcome.texts == {
        "wire/one.txt": "One left.",
        "all.jsonl#17": "Two left.",
        "all.jsonl#L3": "Three left.",
    }
    one = next(document for document in outcome.documents if document.path == "wire/one.txt")
    assert (one.title, one.date, one.language) == ("One", "2021-05-04", "en")


def test_bad_lines_are_named_and_the_others_read(tmp_path: Path, read: Callable[..., Any]) -> None:
    lines = [
        b'{"text": "Nobody left."}',
        b"{text}",
        b'{"title": "x"}',
        b'{"text": "caf\xe9"}',
        b'{"text": " "}',
        b'{"text": "123"}',
        b"[" * 100_000,
        b'{"text": "Nobody came.", "date": "soon"}',
    ]
    (tmp_path / "all.jsonl").write_bytes(b"\n".join(lines))
    outcome = read(tmp_path)
    assert list(outcome.texts.values()) == ["Nobody left.", "Nobody came."]
    assert [skip.reason.split(":")[0] for skip in outcome.skipped] == [
        f"line {n}" for n in (2, 3, 4, 5, 6, 7)
    ]
    assert {skip.path for skip in outcome.skipped} == {"all.jsonl"}
    assert outcome.remarks[0].reason.startswith("line 8: date 'soon'")


def test_names_that_are_taken_get_their_files_name(tmp_path: Path, read: Callable[..., Any]) -> None:
    (tmp_path / "b.txt").write_text("The file.")
    lines = [{"document": "b.txt", "text": "First."}, {"document": "b.txt", "text": "Second."}]
    (tmp_path / "a.jsonl").write_text("\n".join(map(json.dumps, lines)))
    assert read(tmp_path).texts == {"b.txt": "The file.", "a.jsonl#b.txt": "First.", "a.jsonl#L2": "Second."}


def test_utf16_is_an_error_that_says_what_to_do(tmp_path: Path, read: Callable[..., Any]) -> None:
    (tmp_path / "a.jsonl").write_text('{"text": "Nobody left."}', encoding="utf-16")
    assert "save it as UTF-8" in read(tmp_path).skipped[0].reason


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(min_size=1))
def test_text_comes_back_with_its_offsets(tmp_path: Path, text: str) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps({"text": text}), encoding="utf-8")
    (found,) = read_jsonl(path, "a.jsonl")
    assert isinstance(found, Found)
    found.text.encode("utf-8")  # half a surrogate pair could not be written to any graph
    assert len(found.text) == len(text.replace("\r\n", "\n"))
