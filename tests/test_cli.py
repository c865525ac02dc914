"""The command line as people use it: arguments in, words and exit codes out."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from rich.console import Console

from claimgraph import cli, cli_query

Run = Callable[..., tuple[int, str, str]]
DOCUMENT = (
    "---\ntitle: Bridge closed\npublisher: Harbour News\ndate: 2021-05-03\n---\n"
    "The Harbour Union said that 14 people were injured. Mayor Ada Roe denied that the bridge was unsafe.\n"
)


@pytest.fixture
def run(capfdbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch) -> Run:
    def call(*arguments: object) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["claimgraph", *map(str, arguments)])
        for module in (cli, cli_query):
            monkeypatch.setattr(module, "_out", Console(width=300))
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


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Path:
    import claimgraph

    folder = tmp_path_factory.mktemp("cli")
    (folder / "a.md").write_text(DOCUMENT, encoding="utf-8")
    claimgraph.build([folder / "a.md"], folder / "graph")
    return folder / "graph"


def test_build_says_what_was_found_and_where_to_look(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(DOCUMENT, encoding="utf-8")
    code, out, err = run("build", tmp_path / "a.md", "--out", tmp_path / "graph")
    assert code == 0, err
    assert "1 document, " in out
    assert "2 claims" in out
    assert "graph.html" in out
    assert "\x1b" not in out + err


def test_quiet_build_says_nothing(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(DOCUMENT, encoding="utf-8")
    assert run("build", tmp_path / "a.md", "--out", tmp_path / "graph", "--quiet") == (0, "", "")


def test_a_file_left_out_is_named_and_shows_in_the_exit_code(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(DOCUMENT, encoding="utf-8")
    (tmp_path / "b.txt").write_bytes(b"")
    code, _, err = run("build", tmp_path, "--out", tmp_path / "graph", "--quiet")
    assert code == 3
    assert "b.txt: is empty" in err


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["build", "nowhere", "--out", "x"], "nowhere"),
        (["query", "nowhere", "who-claims-what"], "claimgraph build"),
        (["view", "nowhere"], "claimgraph build"),
        (["export", "nowhere", "--format", "trig"], "claimgraph build"),
    ],
)
def test_errors_are_one_message_and_no_traceback(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], message: str
) -> None:
    monkeypatch.chdir(tmp_path)
    code, _, err = run(*arguments)
    assert code == 1
    assert err.startswith("Error:")
    assert message in err
    assert "Traceback" not in err


def test_an_accuracy_is_high_or_fast(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(DOCUMENT, encoding="utf-8")
    code, _, err = run("build", tmp_path / "a.md", "--out", tmp_path / "graph", "--accuracy", "nonsense")
    assert code == 2
    assert all(word in err for word in ("nonsense", "high", "fast"))
    assert not (tmp_path / "graph").exists()
    for accuracy in ("fast", "high"):
        code, out, err = run("build", tmp_path / "a.md", "--out", tmp_path / "graph", "--accuracy", accuracy)
        assert code == 0, err
        assert "2 claims" in out
        assert "unchanged" not in out
        manifest = json.loads((tmp_path / "graph" / "build.json").read_text(encoding="utf-8"))
        assert manifest["given"]["accuracy"] == accuracy


def test_query_by_name_with_a_parameter(run: Run, graph: Path) -> None:
    code, out, _ = run("query", graph, "who-claims-what", "--set", "actor=harbour union", "--format", "csv")
    assert code == 0
    assert "Harbour Union" in out
    assert "Roe" not in out


def test_query_lists_queries_with_their_parameters(run: Run, graph: Path) -> None:
    code, out, _ = run("query", graph)
    assert code == 0
    assert "who-claims-what" in out
    assert "--set actor=" in out


def test_query_from_a_file_and_from_stdin(
    run: Run, graph: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sparql = "SELECT (COUNT(?c) AS ?n) WHERE { ?c a cg:Claim }"
    (tmp_path / "mine.rq").write_text(sparql, encoding="utf-8")
    _, from_file, _ = run("query", graph, tmp_path / "mine.rq", "--format", "json")
    monkeypatch.setattr(sys, "stdin", io.StringIO(sparql))
    _, from_stdin, _ = run("query", graph, "-", "--format", "json")
    assert from_file == from_stdin
    assert json.loads(from_file)["results"]["bindings"][0]["n"]["value"] == "2"


def test_a_limit_says_how_many_rows_it_hides(run: Run, graph: Path) -> None:
    _, _, err = run("query", graph, "who-claims-what", "--limit", "1")
    assert "1 more rows" in err


def test_an_unknown_query_names_those_that_exist(run: Run, graph: Path) -> None:
    code, _, err = run("query", graph, "who-claim-what")
    assert code == 1
    assert "who-claims-what" in err


@pytest.mark.parametrize("form", ["trig", "nq", "jsonld", "jsonl", "graphml", "gexf"])
def test_export_to_stdout_and_to_a_file_are_the_same(
    run: Run, graph: Path, tmp_path: Path, form: str
) -> None:
    code, out, err = run("export", graph, "--format", form)
    assert code == 0, err
    run("export", graph, "--format", form, "--out", tmp_path / "file")
    assert (tmp_path / "file").read_text(encoding="utf-8") == out
    assert "Harbour" in out


def test_the_annotation_export_holds_default_claims_only_on_demand(run: Run, tmp_path: Path) -> None:
    text = (
        "Statement by the Harbour Union\n\n"
        "The bridge has been closed since Monday. We urge the council to open it.\n"
    )
    (tmp_path / "a.md").write_text(f"---\npublisher: Harbour Union\n---\n{text}", encoding="utf-8")
    run("build", tmp_path / "a.md", "--out", tmp_path / "graph", "-q")
    kinds = []
    for extra in ((), ("--default-claims",)):
        _, out, _ = run("export", tmp_path / "graph", "--format", "jsonl", *extra)
        kinds.append(sorted({claim["attribution"] for claim in json.loads(out)["claims"]}))
    assert kinds == [["explicit"], ["default", "explicit"]]


def test_view_writes_the_page(run: Run, graph: Path) -> None:
    (graph / "graph.html").unlink()
    code, out, _ = run("view", graph)
    assert code == 0
    assert "graph.html" in out
    assert (graph / "graph.html").stat().st_size > 100_000


@pytest.mark.parametrize("by", ["most-quoted", "bridges", "communities"])
def test_rank(run: Run, graph: Path, by: str) -> None:
    code, out, err = run("rank", graph, by, "--format", "csv")
    assert code == 0, err
    assert "Harbour Union" in out


def test_ontology_check_runs_the_examples(run: Run, tmp_path: Path) -> None:
    head = (
        "@prefix act: <https://w3id.org/claimgraph/ontology/acts#> .\n"
        "@prefix cg: <https://w3id.org/claimgraph/ontology#> .\n"
    )
    good, bad, broken = (tmp_path / name for name in ("good.ttl", "bad.ttl", "broken.ttl"))
    good.write_text(
        f'{head}act:assert cg:clauseVerb "trumpet" ; cg:example "She trumpeted that it rained." .\n'
    )
    bad.write_text(f'{head}act:assert cg:example "It rained on Monday." .\n')
    broken.write_text(f"{head}act:assert cg:clauseVerb .\n")
    assert run("ontology", "check", good)[0] == 0
    code, out, _ = run("ontology", "check", bad)
    assert (code, "NOT recognised" in out) == (1, True)
    code, _, err = run("ontology", "check", broken)
    assert code == 1
    assert "broken.ttl, line 3" in err


@pytest.mark.parametrize(
    "command", ["build", "query", "view", "export", "rank", "demo", "ontology", "actors"]
)
def test_every_command_explains_itself(run: Run, command: str) -> None:
    code, out, _ = run(command, "--help")
    assert code == 0
    assert "Usage" in out


def test_version(run: Run) -> None:
    code, out, _ = run("--version")
    assert code == 0
    assert out.startswith("claimgraph 0.")
