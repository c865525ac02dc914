"""`claimgraph figures` as people use it, on a graph that `claimgraph build` made of two documents."""

from __future__ import annotations

import csv
import io
import json
import re
import sys
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import pytest
from rich.console import Console

import claimgraph
from claimgraph import cli, cli_figures

Run = Callable[..., tuple[int, str, str]]

FIRST = (
    "---\ntitle: Bridge\npublisher: Harbour News\ndate: 2021-05-03\n---\n"
    "The Harbour Union said that 14 people died in the collapse of the Vardelin bridge. "
    "Mayor Ada Roe said that nine people died in the collapse.\n"
)
LATER = (
    "---\ntitle: Bridge <again>\npublisher: Amsel Courier\ndate: 2021-05-09\n---\n"
    "The Harbour Union said that at least 16 people died in the collapse of the Vardelin bridge. "
    "The Harbour Union said that 3 boats sank.\n"
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("figures")
    (path / "documents").mkdir()
    (path / "documents" / "first & one.md").write_text(FIRST, encoding="utf-8")
    (path / "documents" / "later.md").write_text(LATER, encoding="utf-8")
    claimgraph.build([path / "documents"], path / "graph", accuracy="fast")
    return path / "graph"


@pytest.fixture
def run(capfdbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch) -> Run:
    def call(*arguments: object, width: int = 120) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["claimgraph", *map(str, arguments)])
        for module in (cli, cli_figures):
            monkeypatch.setattr(module, "_out", Console(width=width))
            monkeypatch.setattr(module, "_err", Console(stderr=True, width=300))
        code = 0
        try:
            cli.main()
        except SystemExit as stop:
            code = int(stop.code or 0)
        sys.stdout.flush()
        out, err = capfdbinary.readouterr()
        return code, out.decode(), err.decode()

    return call


def test_the_table_says_who_says_how_many_and_how_they_stand(run: Run, folder: Path) -> None:
    code, out, _ = run("figures", folder, "--measure", "deaths")
    assert code == 0
    header = next(line for line in out.splitlines() if "claimant" in line)
    assert header.split() == ["claimant", "2021-05-03", "2021-05-09"]
    (union,) = (line for line in out.splitlines() if "Harbour Union" in line)
    assert re.search(r"14 [≠↻] +≥ 16 [≠↻]", union)
    (mayor,) = (line for line in out.splitlines() if "Ada Roe" in line)
    assert "9 ≠" in mayor
    assert "≠ disputed: " in out


def test_the_build_finds_what_is_disputed_and_revised(folder: Path) -> None:
    with claimgraph.open_graph(folder) as graph:
        disputes = graph.query_df("disputes", measure="deaths", actor="Ada Roe")
        assert {(row.claimant, row.other_claimant) for row in disputes.itertuples()} >= {
            ("Ada Roe", "Harbour Union")
        }
        (revision,) = graph.query_df("revisions", measure="deaths").itertuples()
        assert (revision.claimant, revision.value, revision.earlier_value) == ("Harbour Union", 16, 14)


def test_the_summary_counts_comparisons_and_the_manifest_keeps_what_was_asked(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(FIRST, encoding="utf-8")
    summary = claimgraph.build(
        [tmp_path / "a.md"], tmp_path / "graph", accuracy="fast", view=False, compare_claims=False
    )
    assert summary.comparisons == 1
    manifest = json.loads((tmp_path / "graph" / "build.json").read_text("utf-8"))
    assert manifest["given"]["compare_claims"] is False
    assert manifest["counts"]["comparisons"] == 1
    assert claimgraph.resolve_again(tmp_path / "graph").comparisons == 1


def test_build_takes_the_option_and_says_how_many_comparisons(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(FIRST, encoding="utf-8")
    arguments = ("--accuracy", "fast", "--no-view", "--no-compare-claims")
    code, out, _ = run("build", tmp_path / "a.md", "--out", tmp_path / "graph", *arguments)
    assert code == 0
    assert "1 comparison;" in out


def test_figures_that_nothing_compares_with_are_left_to_all(run: Run, folder: Path) -> None:
    _, out, err = run("figures", folder)
    assert "14" in out
    assert "more table" in err
    _, everything, silent = run("figures", folder, "--all")
    assert len(everything) > len(out)
    assert "more table" not in silent


def test_a_narrow_terminal_names_what_it_leaves_out(run: Run, folder: Path) -> None:
    _, out, _ = run("figures", folder, "--measure", "deaths", width=45)
    assert (
        "Not shown for lack of room: 1 earlier column with 1 more claimant; --format csv or html gives all."
        in out
    )
    assert "2021-05-09" in out
    assert "2021-05-03" not in out


def test_columns_by_document(run: Run, folder: Path) -> None:
    _, out, _ = run("figures", folder, "-m", "deaths", "--by", "document")
    assert "first & one.md" in re.sub(r"\s+", " ", out)


def test_csv_has_every_figure_with_its_place(run: Run, folder: Path) -> None:
    code, out, _ = run("figures", folder, "--format", "csv")
    assert code == 0
    rows = list(csv.DictReader(io.StringIO(out)))
    deaths = [row for row in rows if row["measure"] == "deaths"]
    assert {(row["claimant"], row["value"], row["agreement"]) for row in deaths} >= {
        ("Ada Roe", "9", "disputed"),
    }
    texts = {"first & one.md": FIRST, "later.md": LATER}
    for row in rows:
        body = texts[row["document"]].split("---\n", 2)[2]
        assert body[int(row["start"]) : int(row["end"])] == row["words"]
    assert len({row["figure"] for row in rows}) == len(rows)


def test_json_has_the_tables_with_their_comparisons(run: Run, folder: Path) -> None:
    _, out, _ = run("figures", folder, "-m", "deaths", "-f", "json")
    ledger = json.loads(out)
    assert ledger["by"] == "date"
    (table,) = (each for each in ledger["tables"] if each["columns"] == ["2021-05-03", "2021-05-09"])
    assert all(len(row["cells"]) == len(table["columns"]) for row in table["rows"])
    kinds = {
        each["kind"]
        for row in table["rows"]
        for cell in row["cells"]
        for entry in cell
        for each in entry["comparisons"]
    }
    assert {"disputes", "revises"} <= kinds


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data


def test_html_is_one_page_that_loads_nothing(run: Run, folder: Path) -> None:
    target = folder.parent / "page" / "figures.html"
    target.parent.mkdir()
    code, out, _ = run("figures", folder, "-f", "html", "--out", target)
    assert code == 0
    assert str(target) in out
    page = _Page()
    page.feed(target.read_text("utf-8"))
    names = {name for name, _ in page.tags}
    assert not names & {"script", "link", "img", "iframe", "object"}
    (policy,) = (
        attributes["content"] for name, attributes in page.tags if "http-equiv" in attributes and name
    )
    assert policy is not None
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    links = [str(attributes["href"]) for name, attributes in page.tags if name == "a"]
    assert links
    for link in links:
        address, _, item = link.partition("#")
        assert (target.parent / address).resolve() == (folder / "graph.html").resolve()
        assert re.fullmatch(
            r"item=document/[0-9a-f]{16}/claim/[\d-]+|text=document/[0-9a-f]{16}&at=\d+-\d+", item
        )
    assert "first & one.md, characters" in page.text
    scopes = {attributes.get("scope") for name, attributes in page.tags if name == "th"}
    assert scopes == {"col", "row"}


def test_text_of_documents_is_no_markup(run: Run, tmp_path: Path) -> None:
    hostile = "Mayor <script>alert(1)</script> Roe said that 14 people died. <img src=x onerror=alert(1)>\n"
    (tmp_path / "a.txt").write_text(hostile, encoding="utf-8")
    claimgraph.build([tmp_path / "a.txt"], tmp_path / "graph", accuracy="fast", view=False)
    _, out, _ = run("figures", tmp_path / "graph", "-f", "html")
    assert "14" in out
    assert "<script" not in out
    assert "<img" not in out
    assert "<a " not in out, "there is no graph.html to link to"


def test_an_unknown_measure_is_one_message_that_lists_those_that_occur(run: Run, folder: Path) -> None:
    code, _, err = run("figures", folder, "--measure", "torture")
    assert code == 1
    assert re.search(r"No figure in this graph counts 'torture'. Measures that occur: .*deaths", err)


def test_a_file_that_cannot_be_written_is_named(run: Run, folder: Path) -> None:
    code, _, err = run("figures", folder, "-f", "csv", "--out", folder / "none" / "x.csv")
    assert code == 1
    assert "x.csv" in err


def test_the_same_graph_gives_the_same_page(run: Run, folder: Path) -> None:
    assert run("figures", folder, "-f", "html") == run("figures", folder, "-f", "html")
