"""The README keeps its word: its commands run, its files work, and what it shows is what comes out."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
CLAIMGRAPH = [sys.executable, "-c", "from claimgraph.cli import main; main()"]
PLACEHOLDER = re.compile(r"\b[A-Z]{2,}\b")
RULE = re.compile(r"[├└┌┏┡┗╞][─━┳┴┼╇╋┻┬┷┿┩┓┤┘┛ ]*")


class Block(NamedTuple):
    """A fenced block: its language, the file name behind it, if any, and its text."""

    language: str
    file: str
    text: str


class Shown(NamedTuple):
    """A command of the README with the output printed below it."""

    command: str
    output: str


BLOCKS = [
    Block(*found) for found in re.findall(r"^```(\w+) ?(\S*)\n(.*?)^```$", README, re.DOTALL | re.MULTILINE)
]


def shown_commands() -> Iterator[Shown]:
    for block in BLOCKS:
        if block.language == "console":
            for part in re.split(r"^\$ ", block.text, flags=re.MULTILINE)[1:]:
                yield Shown(*part.split("\n", 1))
        elif block.language == "sh":
            for line in block.text.splitlines():
                if line.startswith("claimgraph ") and not PLACEHOLDER.search(line.split("#")[0]):
                    yield Shown(line, "")


COMMANDS = list(shown_commands())


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the files that the README tells people to write."""
    made = tmp_path_factory.mktemp("readme")
    for block in BLOCKS:
        if block.file:
            (made / block.file).parent.mkdir(exist_ok=True)
            (made / block.file).write_text(block.text, encoding="utf-8")
    return made


@pytest.fixture(scope="module")
def results(folder: Path) -> dict[str, subprocess.CompletedProcess[str]]:
    """All commands, in the order of the README, since later ones use what earlier ones build."""
    return {each.command: run([*CLAIMGRAPH, *arguments(each.command)], folder) for each in COMMANDS}


def run(command: list[str], folder: Path) -> subprocess.CompletedProcess[str]:
    width = {"COLUMNS": "100", "PYTHONIOENCODING": "utf-8"}
    return subprocess.run(
        command, cwd=folder, env=os.environ | width, capture_output=True, encoding="utf-8", check=False
    )


def arguments(command: str) -> list[str]:
    return shlex.split(command, comments=True)[1:]


@pytest.mark.parametrize("shown", COMMANDS, ids=lambda shown: shown.command)
def test_a_command_does_what_the_readme_shows(
    results: dict[str, subprocess.CompletedProcess[str]], shown: Shown
) -> None:
    done = results[shown.command]
    assert done.returncode == 0, done.stderr
    assert not [row for row in rows(shown.output) if row not in rows(done.stdout)], done.stdout


def test_the_python_example_prints_what_the_readme_shows(
    results: dict[str, subprocess.CompletedProcess[str]], folder: Path
) -> None:
    assert all(done.returncode == 0 for done in results.values())
    [code] = [block.text for block in BLOCKS if block.language == "python"]
    [output] = [block.text for block in BLOCKS if block.language == "text"]
    done = run([sys.executable, "-c", code], folder)
    assert done.returncode == 0, done.stderr
    assert not [row for row in rows(output) if row not in rows(done.stdout)], done.stdout


def test_the_table_of_decisions_is_read(folder: Path) -> None:
    from claimgraph.resolve.judgements import read_judgements

    found = read_judgements(folder / "decisions.csv")
    assert found.problems == ()
    assert [row.verdict for row in found.rows] == ["same", "different", "name", "not-an-actor"]


def test_the_table_of_metadata_is_read(folder: Path) -> None:
    from claimgraph.read.metadata import NAMES

    [table] = [block.text for block in BLOCKS if block.language == "csv" and not block.file]
    assert set(table.splitlines()[0].split(",")) <= {"file", *NAMES}


@pytest.mark.parametrize("link", sorted(set(re.findall(r"\]\(([^)#:]+)\)", README))))
def test_what_the_readme_points_to_exists(link: str) -> None:
    assert (ROOT / link).exists()


def test_every_target_of_make_that_it_names_exists() -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    assert set(re.findall(r"^make (\w+)", README, re.MULTILINE)) <= targets


def rows(output: str) -> list[str]:
    """The lines of an output, each row of a table as one, without what depends on the width of the terminal.

    How many actors, claims, figures and comparisons the sample has moves whenever claimgraph learns something, so these
    numbers are not compared.
    """
    found: list[list[str]] = []
    whole: list[str] = []
    inside = False
    for line in output.splitlines():
        if line.startswith(("│", "┃")):
            cells = ["".join(cell.split()) for cell in re.split("[│┃]", line)[1:-1]]
            # Long cells are broken over several lines; a rule stands between rows.
            if inside and line.startswith("│"):
                found[-1] = [a + b for a, b in zip(found[-1], cells, strict=True)]
            else:
                found.append(cells)
            inside = line.startswith("│")
        else:
            inside = False
            if line.strip() != "..." and not RULE.fullmatch(line.strip()):
                whole.append(
                    re.sub(r"[\d,]+ (actors|claims|figures|comparisons)", r"N \1", " ".join(line.split()))
                )
    return ["|".join(cells) for cells in found] + [line for line in whole if line]
