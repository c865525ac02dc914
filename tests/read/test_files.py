from __future__ import annotations

from pathlib import Path

import pytest

from claimgraph.errors import ReadError
from claimgraph.read import plan_files


def write(folder: Path, *names: str) -> Path:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("Nobody left.")
    return folder


def names(*paths: Path, **options: list[Path]) -> list[str]:
    return [file.name for file in plan_files(paths, **options).files]


def test_files_are_sorted_by_their_path_below_the_folder(tmp_path: Path) -> None:
    write(tmp_path, "b.txt", "a/z.md", "a/a.PDF", "c.jsonl", "d.html")
    assert names(tmp_path) == ["a/a.PDF", "a/z.md", "b.txt", "c.jsonl", "d.html"]


def test_other_files_are_ignored_with_a_notice_and_hidden_ones_without(tmp_path: Path) -> None:
    write(tmp_path, "a.txt", "b.docx", ".hidden.txt", ".git/c.txt", "metadata.csv", "sub/Metadata.CSV")
    plan = plan_files([tmp_path])
    assert [file.name for file in plan.files] == ["a.txt"]
    assert [(skip.path, skip.level) for skip in plan.ignored] == [("b.docx", "ignored")]


def test_a_missing_path_is_an_error_at_once(tmp_path: Path) -> None:
    write(tmp_path, "a.txt")
    with pytest.raises(ReadError, match=r"nowhere: does not exist"):
        plan_files([tmp_path, tmp_path / "nowhere"])


@pytest.mark.parametrize("content", [[], ["a.docx"], ["metadata.csv"]])
def test_a_folder_without_documents_is_an_error(tmp_path: Path, content: list[str]) -> None:
    write(tmp_path, *content)
    with pytest.raises(ReadError, match=r"holds no document; claimgraph reads \.txt"):
        plan_files([tmp_path])


def test_a_single_file_of_another_kind_is_an_error(tmp_path: Path) -> None:
    write(tmp_path, "a.docx")
    with pytest.raises(ReadError, match=r"a\.docx: is nothing that can be read"):
        plan_files([tmp_path / "a.docx"])


def test_equal_names_of_two_folders_do_not_collide(tmp_path: Path) -> None:
    one = write(tmp_path / "x" / "docs", "a.txt", "only.txt")
    two = write(tmp_path / "y" / "docs", "a.txt")
    assert names(one, two) == names(two, one) == ["only.txt", "x/docs/a.txt", "y/docs/a.txt"]


def test_a_file_that_two_paths_reach_is_read_once(tmp_path: Path) -> None:
    write(tmp_path, "sub/a.txt", "b.txt")
    expected = ["b.txt", "sub/a.txt"]
    assert names(tmp_path, tmp_path / "sub", tmp_path / "b.txt") == expected
    assert names(tmp_path / "b.txt", tmp_path / "sub", tmp_path) == expected


def test_links_between_folders_lead_in_no_circle(tmp_path: Path) -> None:
    write(tmp_path, "a.txt", "sub/b.txt")
    (tmp_path / "sub" / "loop").symlink_to(tmp_path, target_is_directory=True)
    assert names(tmp_path) == ["a.txt", "sub/b.txt"]


def test_the_graph_being_built_can_be_left_alone(tmp_path: Path) -> None:
    write(tmp_path, "a.txt", "graph/graph.html")
    assert names(tmp_path, exclude=[tmp_path / "graph"]) == ["a.txt"]
