from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from claimgraph.ontology.boilerplate import Boilerplate
from claimgraph.read import plan_files, read_documents


def test_equal_texts_are_one_document_with_all_sources(tmp_path: Path, read: Callable[..., Any]) -> None:
    (tmp_path / "z.txt").write_text("---\ntitle: Z\npublisher: Example Watch\n---\nNobody left.\n")
    (tmp_path / "b.txt").write_bytes(b"Nobody left.\r\n")
    (tmp_path / "c.md").write_text("---\ntitle: C\n---\nNobody left.\n")
    (tmp_path / "d.txt").write_text("Nobody left. \n")
    first, other = read(tmp_path).documents
    assert (first.path, first.sources) == ("b.txt", ("b.txt", "c.md", "z.txt"))
    assert (first.title, first.publisher) == ("C", "Example Watch")
    assert other.sources == ("d.txt",)


def test_the_order_of_the_paths_does_not_matter(tmp_path: Path, read: Callable[..., Any]) -> None:
    one, two = tmp_path / "one", tmp_path / "two"
    for folder, file in ((one, "m.txt"), (two, "a.txt"), (two, "z.txt")):
        folder.mkdir(exist_ok=True)
        (folder / file).write_text("Nobody left.")
    (one / "n.txt").write_text("Nobody came.")
    forth, back = read(one, two), read(two, one)
    assert forth == back
    assert [document.sources for document in forth.documents] == [("a.txt", "m.txt", "z.txt"), ("n.txt",)]


def test_the_document_of_a_line_sorts_among_the_files(tmp_path: Path, read: Callable[..., Any]) -> None:
    (tmp_path / "m.txt").write_text("Nobody left.")
    (tmp_path / "z.jsonl").write_text(
        '{"document": "a.txt", "text": "Nobody left."}\n{"document": "q", "text": "Bo."}'
    )
    assert [document.sources for document in read(tmp_path).documents] == [("a.txt", "m.txt"), ("q",)]


def test_a_placeholder_title_gives_way_to_the_text(tmp_path: Path, read: Callable[..., Any]) -> None:
    body = "<h2>Nine miners dead after strike</h2><p>The pit was closed, the governor said on Monday.</p>" * 3
    (tmp_path / "a.html").write_text(
        f"<html><head><title>Untitled</title></head><body><article>{body}</article></body></html>"
    )
    assert read(tmp_path).only().title == "Nine miners dead after strike"


def test_boilerplate_spans_are_its_lines(tmp_path: Path, read: Callable[..., Any]) -> None:
    (tmp_path / "a.txt").write_bytes(
        "Skip to main content\r\nНикто не ушёл 🙂.\r\n  Share this article \r\n".encode()
    )
    document = read(tmp_path).only()
    assert [span.of(document.text) for span in document.boilerplate] == [
        "Skip to main content",
        "  Share this article ",
    ]


def test_texts_in_other_scripts_are_read(tmp_path: Path, read: Callable[..., Any]) -> None:
    (tmp_path / "a.txt").write_text("检察院否认了这些指控。", encoding="utf-8")
    assert read(tmp_path).only().text == "检察院否认了这些指控。"


def test_every_file_is_reported_to_the_progress_bar(tmp_path: Path, boilerplate: Boilerplate) -> None:
    (tmp_path / "a.txt").write_text("")
    (tmp_path / "b.txt").write_text("Nobody left.")
    plan = plan_files([tmp_path])
    seen: list[str] = []
    list(read_documents(plan, boilerplate=boilerplate, on_file=seen.append))
    assert seen == [file.name for file in plan.files] == ["a.txt", "b.txt"]


@pytest.mark.parametrize("in_memory", [10, 10_000])
def test_texts_wait_on_disk_or_in_memory_alike(
    tmp_path: Path, read: Callable[..., Any], monkeypatch: pytest.MonkeyPatch, in_memory: int
) -> None:
    monkeypatch.setattr("claimgraph.read.documents._IN_MEMORY", in_memory)
    for number in range(30):
        (tmp_path / f"{number:02}.txt").write_text(f"Nobody left the {'ü' * number} pit.", encoding="utf-8")
    assert list(read(tmp_path).texts.values()) == [f"Nobody left the {'ü' * n} pit." for n in range(30)]
