"""`claimgraph actors` on a small graph: what it lists, explains and corrects, and how a correction is undone."""

from __future__ import annotations

import csv
import io
import json
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from rich.console import Console

import claimgraph
from claimgraph import cli, cli_actors
from claimgraph.build import resolve_again
from claimgraph.errors import GraphError
from claimgraph.graph.store import open_graph
from claimgraph.graph.validate import validate_graph

Run = Callable[..., tuple[int, str, str]]
DOCUMENTS = {
    "a.txt": "Mayor Ada Moor said that the bridge was safe. Moor denied that anybody was hurt. "
    "The Harbour Union said that 14 people were injured.\n",
    "b.txt": "Bela Kis, a lawyer, said that the police had beaten his client. "
    "The Union of Harbours said that it would sue. Émile Roux said that nobody had called him.\n",
    "c.txt": "Ada Moor promised an inquiry. Kis said that it was late.\n",
}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("actors")
    (folder / "documents").mkdir()
    for name, text in DOCUMENTS.items():
        (folder / "documents" / name).write_text(text, encoding="utf-8")
    claimgraph.build([folder / "documents"], folder / "graph")
    return folder


@pytest.fixture
def graph(built: Path, tmp_path: Path) -> Path:
    """A copy that a test can correct."""
    return shutil.copytree(built / "graph", tmp_path / "graph")


@pytest.fixture
def run(capfdbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch) -> Run:
    def call(*arguments: object) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["claimgraph", *map(str, arguments)])
        for module in (cli, cli_actors):
            monkeypatch.setattr(module, "_out", Console(width=100))
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


def listed(run: Run, graph: Path, *more: object) -> dict[str, dict[str, str]]:
    _, out, _ = run("actors", graph, "--format", "csv", *more)
    return {row["actor"]: row for row in csv.DictReader(io.StringIO(out))}


def decided(graph: Path) -> list[tuple[str, str, str]]:
    with (graph / "decisions.csv").open(encoding="utf-8") as file:
        return [(row["left"], row["right"], row["verdict"]) for row in csv.DictReader(file)]


def test_the_list_has_type_names_and_documents_those_with_most_claims_first(run: Run, built: Path) -> None:
    code, out, err = run("actors", built / "graph")
    assert (code, err) == (0, "")
    first = next(line for line in out.splitlines() if "person" in line)
    assert " ".join(first.split()) == "Ada Moor person 3 2 Moor"
    rows = listed(run, built / "graph")
    assert rows["Ada Moor"]["names"] == "Ada Moor | Moor"
    assert rows["Bela Kis"]["id"] == "bela-kis"
    _, out, _ = run("actors", built / "graph", "--format", "json")
    found = json.loads(out)["results"]["bindings"]
    assert len(found) == len(rows)
    claims = [int(each["claims"]["value"]) for each in found]
    assert claims == sorted(claims, reverse=True)


def test_search_knows_no_case_and_no_diacritics(run: Run, built: Path) -> None:
    assert set(listed(run, built / "graph", "--search", "emile R")) == {"Émile Roux"}
    assert set(listed(run, built / "graph", "--search", "KIS")) == {"Bela Kis", "Kis"}
    assert listed(run, built / "graph", "--search", "nobody at all") == {}


def test_a_long_list_says_what_it_leaves_out(run: Run, built: Path) -> None:
    _, out, err = run("actors", built / "graph", "--limit", 1)
    assert "Kis" not in out
    assert "give a higher --limit" in err


def test_why_shows_each_name_its_rule_and_its_places(run: Run, built: Path) -> None:
    code, out, _ = run("actors", built / "graph", "--why", "moor")
    assert code == 0
    assert "'Moor': surname after full name (0.95)" in out
    start = DOCUMENTS["a.txt"].index("Moor denied")
    assert f"a.txt {start}-{start + 4}: ...said that the bridge was safe. [Moor] denied" in out
    rows = list(
        csv.DictReader(io.StringIO(run("actors", built / "graph", "--why", "ada-moor", "-f", "csv")[1]))
    )
    assert [(row["document"], row["words"]) for row in rows] == [
        ("a.txt", "Ada Moor"), ("c.txt", "Ada Moor"), ("a.txt", "Moor"),
    ]  # fmt: skip


def test_why_two_are_one_or_two(run: Run, built: Path) -> None:
    _, out, _ = run("actors", built / "graph", "--why", "Moor", "Ada Moor")
    assert out.startswith("One actor: Ada Moor")
    assert "'Moor': surname after full name" in out
    _, out, _ = run("actors", built / "graph", "--why", "Kis @ c.txt", "Ada Moor")
    assert out.startswith("Two actors:")
    assert "No rule of claimgraph makes them one" in out
    _, out, _ = run("actors", built / "graph", "--why", "Kis", "Bela Kis")
    assert "They may be one, but that is not sure enough: single name" in out


def test_suggestions_are_gone_when_somebody_has_judged(run: Run, graph: Path) -> None:
    def pairs(*more: str) -> list[tuple[str, str]]:
        _, out, _ = run("actors", graph, "--suggest", "-f", "csv", *more)
        return [(row["left"], row["right"]) for row in csv.DictReader(io.StringIO(out))]

    assert pairs() == pairs("Kis") == [("Bela Kis", "Kis")]
    assert pairs("Ada Moor") == []
    run("actors", graph, "--unsure", "Kis", "Bela Kis", "--later")
    assert pairs() == []
    assert decided(graph) == [("Kis", "Bela Kis", "unsure")]


def test_a_merge_is_followed_at_once_and_undone_by_deleting_its_row(
    run: Run, built: Path, graph: Path
) -> None:
    before = (graph / "graph.trig").read_bytes()
    code, out, err = run(
        "actors", graph, "--merge", "Ada Moor", "Bela Kis", "--by", "me", "--note", "her pen name"
    )
    assert (code, err) == (0, "")
    assert "'Ada Moor' and 'Bela Kis': same" in out
    assert decided(graph) == [("Ada Moor", "Bela Kis", "same")]
    merged = listed(run, graph)["Ada Moor"]
    assert merged["names"].startswith("Ada Moor | Bela Kis")
    _, out, _ = run("actors", graph, "--why", "Bela Kis", "Ada Moor")
    assert "judged the same" in out
    assert "decisions.csv, line 2: 'Ada Moor' and 'Bela Kis': same (me, " in out
    assert "her pen name" in run("actors", graph, "--decisions", "Bela Kis", "-f", "csv")[1]
    with open_graph(graph) as opened:
        assert validate_graph(opened).findings == ()

    summary = claimgraph.build([built / "documents"], graph)
    assert (summary.reused, summary.decisions, summary.unapplied) == (3, 1, ())
    assert "Bela Kis" not in listed(run, graph)

    (graph / "decisions.csv").unlink()
    claimgraph.build([built / "documents"], graph)
    assert (graph / "graph.trig").read_bytes() == before
    manifest = (built / "graph" / "build.json").read_bytes()
    assert (graph / "build.json").read_bytes() == manifest


def test_a_row_that_was_deleted_is_undone_without_the_documents(run: Run, graph: Path) -> None:
    before = (graph / "graph.trig").read_bytes()
    assert "no row" in run("actors", graph, "--decisions")[1]
    run("actors", graph, "--merge", "Ada Moor", "Bela Kis")
    assert (graph / "graph.trig").read_bytes() != before
    (graph / "decisions.csv").write_text("left,right,verdict\n", encoding="utf-8")
    code, out, _ = run("actors", graph, "--follow")
    assert code == 0
    assert "actors now" in out
    assert (graph / "graph.trig").read_bytes() == before
    assert run("actors", graph, "--follow", "Ada Moor")[0] == 2


def test_a_correction_leaves_the_graph_that_a_build_from_nothing_makes(
    run: Run, built: Path, graph: Path, tmp_path: Path
) -> None:
    run("actors", graph, "--split", "Ada Moor @ a.txt", "Ada Moor @ c.txt")
    run("actors", graph, "--rename", "Harbour Union", "The Union", "--later")
    resolve_again(graph)
    (tmp_path / "fresh").mkdir()
    shutil.copy(graph / "decisions.csv", tmp_path / "fresh")
    claimgraph.build([built / "documents"], tmp_path / "fresh")
    assert (tmp_path / "fresh" / "graph.trig").read_bytes() == (graph / "graph.trig").read_bytes()
    assert "The Union" in listed(run, graph)
    assert sorted(row["documents"] for name, row in listed(run, graph).items() if name == "Ada Moor") == ["1"]


def test_split_within_a_document_and_not_an_actor(run: Run, graph: Path) -> None:
    run("actors", graph, "--split", "Moor", "Ada Moor", "--later")
    assert decided(graph) == [("Moor @ a.txt", "Ada Moor @ a.txt", "different")]
    code, _, err = run("actors", graph, "--not-an-actor", "Émile Roux")
    assert (code, err) == (0, "")
    rows = listed(run, graph)
    assert rows["Moor"]["documents"] == "1"
    assert rows["Ada Moor"]["names"] == "Ada Moor"
    assert "Émile Roux" not in rows


def test_unsure_changes_no_actor(run: Run, built: Path, graph: Path) -> None:
    run("actors", graph, "--unsure", "Bela Kis", "Ada Moor")
    assert decided(graph) == [("Bela Kis", "Ada Moor", "unsure")]
    assert (graph / "graph.trig").read_bytes() == (built / "graph" / "graph.trig").read_bytes()


def test_contradictions_and_wrong_rows_show_in_words_and_exit_code(
    run: Run, built: Path, graph: Path
) -> None:
    (graph / "decisions.csv").write_text(
        "left,right,verdict,by,date,note\nAda Moor,Bela Kis,same,,,\nBela Kis,Ada Moor,different,,,\n"
        "Ada Moor,Moor,perhaps,,,\nNobody,Ada Moor,same,,,\n",
        encoding="utf-8",
    )
    for _ in range(2):  # the second build finds the graph unchanged, and says the same
        code, _, err = run("build", built / "documents", "--out", graph)
        assert code == 3
        assert "decisions.csv, lines 2, 3: 'Ada Moor' and 'Bela Kis': same; " in err
        assert "contradict each other" in err
        assert "decisions.csv, line 4: the verdict is 'perhaps'" in err
        assert "Note: decisions.csv, line 5: " in err
    assert {"Ada Moor", "Bela Kis"} <= set(listed(run, graph))
    (graph / "decisions.csv").write_text("left,right,verdict\nNobody,Ada Moor,same\n", encoding="utf-8")
    assert run("build", built / "documents", "--out", graph, "--quiet") == (0, "", "")


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["--merge", "Ada Moor"], 2, "takes 2 names"),
        (["--merge", "--split", "Ada Moor", "Kis"], 2, "cannot be done at once"),
        (["Ada Moor"], 2, "--why"),
        (["--why"], 2, "1 or 2"),
        (["--merge", "Ada Moor", "moor"], 1, "are one actor already"),
        (["--merge", "Ada Mor", "Kis"], 1, "Did you mean"),
        (["--split", "Moor", "moor"], 1, "'Ada Moor', 'Moor'"),
        (["--why", "Kis @ a.txt"], 1, "names no 'Kis'"),
        (["--rename", "Kis", " "], 1, "right is empty"),
    ],
)
def test_mistakes_are_explained_and_write_nothing(
    run: Run, graph: Path, arguments: list[str], code: int, words: str
) -> None:
    found, _, err = run("actors", graph, *arguments)
    assert found == code
    assert words in " ".join(err.split())
    assert not (graph / "decisions.csv").exists()


def test_resolving_again_uses_the_ontology_of_the_build_and_no_other(tmp_path: Path) -> None:
    ontology = tmp_path / "mine.ttl"
    ontology.write_text(
        "@prefix act: <https://w3id.org/claimgraph/ontology/acts#> .\n"
        "@prefix cg: <https://w3id.org/claimgraph/ontology#> .\n"
        'act:assert cg:clauseVerb "trumpet" .\n'
    )
    (tmp_path / "a.txt").write_text("Ada Moor trumpeted that it rained.\n", encoding="utf-8")
    summary = claimgraph.build([tmp_path / "a.txt"], tmp_path / "graph", ontology=[ontology], view=False)
    assert summary.claims == 1
    (tmp_path / "graph" / "decisions.csv").write_text("left,right,verdict\nAda Moor,Ada,name\n")
    again = resolve_again(tmp_path / "graph")
    assert (again.claims, again.decisions, again.unapplied) == (1, 1, ())
    assert not (tmp_path / "graph" / "graph.html").exists()
    with ontology.open("a") as file:
        file.write('act:assert cg:clauseVerb "bellow" .\n')
    with pytest.raises(GraphError, match="has changed since"):
        resolve_again(tmp_path / "graph")


def test_a_graph_that_cannot_be_resolved_again_keeps_the_row_and_says_so(run: Run, graph: Path) -> None:
    manifest = json.loads((graph / "build.json").read_text(encoding="utf-8"))
    (graph / "build.json").write_text(json.dumps({**manifest, "pipeline": "other"}), encoding="utf-8")
    code, _, err = run("actors", graph, "--merge", "Ada Moor", "Bela Kis")
    assert code == 3
    assert "has changed since" in err
    assert decided(graph) == [("Ada Moor", "Bela Kis", "same")]
    (graph / "build.json").unlink()
    code, _, err = run("actors", graph, "--merge", "Ada Moor", "Harbour Union")
    assert code == 1
    assert len(decided(graph)) == 1
    with pytest.raises(GraphError, match="does not say how it was built"):
        resolve_again(graph)
