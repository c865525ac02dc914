"""`decisions.csv` as people and spreadsheets write it: read, added to, and what is wrong with it said."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimgraph.errors import DecisionError
from claimgraph.resolve.judgements import Judgement, Key, add_judgements, read_judgements

HEADER = "left,right,verdict,by,date,note\n"
TEXT = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), min_size=1, max_size=12).map(
    lambda text: " ".join(text.split())
)


def written(tmp_path: Path, content: str | bytes) -> Path:
    path = tmp_path / "decisions.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def test_no_file_and_an_empty_file_hold_no_judgements(tmp_path: Path) -> None:
    assert read_judgements(tmp_path / "decisions.csv").rows == ()
    assert read_judgements(written(tmp_path, "\n\n")).rows == ()
    assert read_judgements(written(tmp_path, HEADER)).rows == ()


@pytest.mark.parametrize(
    "content",
    [
        HEADER + "Ada Moor,A. Moor @ b.txt,same,me,2021-05-03,seen\n",
        "left;right;verdict;by;date;note\r\nAda Moor;A. Moor @ b.txt;same;me;2021-05-03;seen\r\n",
        "left\tright\tverdict\tby\tdate\tnote\nAda Moor\tA. Moor @ b.txt\tsame\tme\t2021-05-03\tseen",
        "\ufeff" + HEADER + "Ada Moor,A. Moor @ b.txt,same,me,2021-05-03,seen\n",
        "Verdict,note,LEFT,Right,date,by,more\nsame,seen,Ada Moor,A. Moor @ b.txt,2021-05-03,me,x\n",
        "\n".join([HEADER.strip(), ",,,,,", "Ada Moor , A. Moor @ b.txt ,same,me,2021-05-03,seen", ""]),
    ],
)
def test_files_of_every_spreadsheet_are_read(tmp_path: Path, content: str) -> None:
    (row,) = read_judgements(written(tmp_path, content)).rows
    assert row == Judgement("Ada Moor", "A. Moor @ b.txt", "same", "me", "2021-05-03", "seen")
    assert row.keys == (Key("Ada Moor"), Key("A. Moor", "b.txt"))


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("Ada Moor,A. Moor,maybe,,,", "same, different, unsure, name, not-an-actor"),
        ("Ada Moor,A. Moor,,,,", "verdict is ''"),
        (",A. Moor,same,,,", "left is empty"),
        ("Ada Moor,,different,,,", "right is empty"),
        ("Ada Moor,,name,,,", "the name to show"),
        ("Ada Moor,A. Moor,not-an-actor,,,", "must be empty"),
        ("Ada Moor,ada  MOOR,different,,,", "left and right are the same"),
    ],
)
def test_a_row_that_is_wrong_is_reported_with_its_line_and_the_others_count(
    tmp_path: Path, row: str, words: str
) -> None:
    good = "Ada Moor,Bela Kis,different,,,"
    found = read_judgements(written(tmp_path, f'{HEADER}{good[:-1]}"two\nlines"\n{row}\n{good}\n'))
    assert [each.line for each in found.rows] == [2, 5]
    (problem,) = found.problems
    assert problem.kind == "unreadable"
    assert str(problem).startswith("decisions.csv, line 4: ")
    assert words in str(problem)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("Ada Moor,A. Moor,same\n", "lacks the columns left, right, verdict"),
        ("left,right\nAda Moor,A. Moor\n", "lacks the column verdict"),
        (HEADER.encode() + b"Jos\xe9,A,same,,,\n", "UTF-8"),
    ],
)
def test_a_file_that_is_wrong_as_a_whole_stops_with_its_name(
    tmp_path: Path, content: str | bytes, words: str
) -> None:
    path = written(tmp_path, content)
    with pytest.raises(DecisionError, match=r"decisions\.csv") as error:
        read_judgements(path)
    assert words in str(error.value)


@pytest.mark.parametrize(
    "before", ["", HEADER, HEADER + "Ada Moor,Bela Kis,different,,,", "left;right;verdict\r\nA;B;same\r\n"]
)
def test_rows_are_added_below_what_is_there(tmp_path: Path, before: str) -> None:
    path = written(tmp_path, before)
    known = read_judgements(path).rows
    added = Judgement("Moor, Ada", 'the "Mayor" @ b, c.txt', "unsure", "me")
    add_judgements(path, [added])
    text = path.read_bytes().decode()
    assert text.startswith(before)
    rows = read_judgements(path).rows
    assert rows[:-1] == known
    assert (rows[-1].left, rows[-1].right, rows[-1].verdict) == (added.left, added.right, added.verdict)
    assert not list(tmp_path.glob("*.partial"))


def test_nothing_is_added_that_could_not_be_read_again(tmp_path: Path) -> None:
    path = tmp_path / "decisions.csv"
    with pytest.raises(DecisionError, match="right is empty"):
        add_judgements(path, [Judgement("Ada Moor", "", "same")])
    assert not path.exists()


@given(sides=st.tuples(TEXT, TEXT, TEXT))
def test_what_is_written_is_read_back(tmp_path_factory: pytest.TempPathFactory, sides: Any) -> None:
    path = tmp_path_factory.mktemp("rows") / "decisions.csv"
    left, right, note = sides
    row = Judgement(left, f"{right} x", "name", note=note)
    if left.strip() and right.strip():
        add_judgements(path, [row])
        assert read_judgements(path).rows == (row,)
