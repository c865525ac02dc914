"""Whole builds on small folders: files in, a graph folder out."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from filelock import FileLock
from rdflib.query import ResultRow

import claimgraph
from claimgraph.annotate import workers
from claimgraph.annotate.fingerprint import ACCURACIES, Accuracy
from claimgraph.annotate.pipeline import load_pipeline
from claimgraph.build import resolve_again
from claimgraph.errors import ClaimgraphError, GraphError, ModelError, OntologyError, ReadError
from claimgraph.resources import attribution_folder, model_folder

STATEMENT = (
    "---\ntitle: Statement by the Harbour Union\npublisher: Harbour Union\ndate: 2021-05-03\n---\n"
    "The Harbour Union (HU) said that 14 people were injured. "
    "It urged the Ministry of Transport to publish the list.\n"
)
REPORT = (
    "“Nobody gave such an order,” said Transport Minister Ada Roe on Monday. "
    "Roe denied that officers had used force.\n\n"
    "According to the Harbour Union, at least 17 people were injured.\n"
)


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "corpus"
    folder.mkdir()
    (folder / "statement.md").write_text(STATEMENT, encoding="utf-8")
    (folder / "report.txt").write_text(REPORT, encoding="utf-8")
    return folder


def values_of(graph: claimgraph.Graph, query: str) -> set[tuple[str, ...]]:
    return {tuple(map(str, row)) for row in graph.query(query) if isinstance(row, ResultRow)}


def graph_bytes(folder: Path) -> dict[str, bytes]:
    names = ("graph.trig", "graph.html", "build.json")
    return {name: (folder / name).read_bytes() for name in names}


def test_build_finds_actors_claims_and_figures(corpus: Path, tmp_path: Path) -> None:
    summary = claimgraph.build([corpus], tmp_path / "graph")
    assert (summary.documents, summary.skipped) == (2, ())
    with claimgraph.open_graph(tmp_path / "graph") as graph:
        names = values_of(graph, "SELECT ?n WHERE { ?a a/rdfs:subClassOf* cg:Actor ; skos:prefLabel ?n }")
        assert {("Harbour Union",), ("Ada Roe",), ("Ministry of Transport",)} <= names
        injured = values_of(
            graph,
            "SELECT ?n ?v WHERE { ?c cg:figure ?f ; cg:claimant/skos:prefLabel ?n . "
            "?f cg:measure measure:injured ; schema:value|schema:minValue ?v }",
        )
        assert injured == {("Harbour Union", "14"), ("Harbour Union", "17")}


def test_rebuild_is_byte_identical_and_reads_nothing_again(corpus: Path, tmp_path: Path) -> None:
    first = claimgraph.build([corpus], tmp_path / "one")
    again = claimgraph.build([corpus], tmp_path / "one")
    claimgraph.build([corpus / "statement.md", corpus / "report.txt"], tmp_path / "two")
    assert (first.reused, again.reused) == (0, 2)
    assert graph_bytes(tmp_path / "one") == graph_bytes(tmp_path / "two")


def test_an_unchanged_graph_is_left_alone_and_a_lost_file_is_made_again(corpus: Path, tmp_path: Path) -> None:
    graph = tmp_path / "graph"
    first = claimgraph.build([corpus], graph)
    before = graph_bytes(graph)
    times = {
        path.name: path.stat().st_mtime_ns for path in graph.iterdir() if path.suffix in (".trig", ".html")
    }
    again = claimgraph.build([corpus], graph)
    assert {name: (graph / name).stat().st_mtime_ns for name in times} == times
    assert (again.claims, again.actors, again.triples) == (first.claims, first.actors, first.triples)
    (graph / "graph.html").unlink()
    claimgraph.build([corpus], graph)
    assert graph_bytes(graph) == before
    (corpus / "metadata.csv").write_text("file,publisher\nreport.txt,Harbour News\n", encoding="utf-8")
    claimgraph.build([corpus], graph)
    assert b"Harbour News" in graph_bytes(graph)["graph.trig"]


def test_only_what_changed_is_analysed(corpus: Path, tmp_path: Path) -> None:
    claimgraph.build([corpus], tmp_path / "graph")
    (corpus / "third.txt").write_text("The mayor said that the bridge was open.", encoding="utf-8")
    (corpus / "report.txt").unlink()
    summary = claimgraph.build([corpus], tmp_path / "graph")
    assert (summary.documents, summary.reused) == (2, 1)
    assert len(list((tmp_path / "graph" / "annotations").iterdir())) == 2


def test_damaged_annotations_are_made_again(corpus: Path, tmp_path: Path) -> None:
    claimgraph.build([corpus], tmp_path / "graph")
    before = graph_bytes(tmp_path / "graph")
    for path in (tmp_path / "graph" / "annotations").iterdir():
        path.write_text("{", encoding="utf-8")
    assert claimgraph.build([corpus], tmp_path / "graph").reused == 0
    assert graph_bytes(tmp_path / "graph") == before


def test_an_interrupted_build_goes_on_and_leaves_the_old_graph(
    corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    graph = tmp_path / "graph"
    claimgraph.build([corpus / "statement.md"], graph)
    before = graph_bytes(graph)

    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(sys.modules["claimgraph.build"], "write_graph", interrupted)
        with pytest.raises(KeyboardInterrupt):
            claimgraph.build([corpus], graph)
    assert graph_bytes(graph) == before
    with claimgraph.open_graph(graph) as opened:
        assert opened.query("ASK { ?d a cg:Document }").askAnswer
    assert claimgraph.build([corpus], graph).reused == 2


def test_bad_files_are_named_and_the_others_are_built(corpus: Path, tmp_path: Path) -> None:
    (corpus / "empty.txt").write_bytes(b"")
    (corpus / "binary.txt").write_bytes(bytes(range(256)) * 8)
    (corpus / "broken.pdf").write_bytes(b"%PDF-1.4 broken")
    (corpus / "numbers.txt").write_text("12 34\n", encoding="utf-8")
    (corpus / "table.xlsx").write_bytes(b"PK")
    summary = claimgraph.build([corpus], tmp_path / "graph")
    assert summary.documents == 2
    assert {s.path for s in summary.skipped} == {"empty.txt", "binary.txt", "broken.pdf", "numbers.txt"}
    assert {s.path for s in summary.ignored} == {"table.xlsx"}
    manifest = json.loads((tmp_path / "graph" / "build.json").read_text(encoding="utf-8"))
    assert len(manifest["skipped"]) == 4


def test_a_document_that_the_pipeline_breaks_on_is_left_out(
    corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    load = load_pipeline

    def breaking(*arguments: object, **keywords: object) -> object:
        annotator = load(*arguments, **keywords)  # type: ignore[arg-type]
        annotate = annotator.annotate

        def run(documents: object, **rest: object) -> object:
            if any("statement" in document.path for document in documents):  # type: ignore[attr-defined]
                raise ValueError("odd")
            return annotate(documents, **rest)  # type: ignore[arg-type]

        monkeypatch.setattr(annotator, "annotate", run)
        return annotator

    monkeypatch.setattr(workers, "load_pipeline", breaking)
    summary = claimgraph.build([corpus], tmp_path / "graph")
    assert summary.documents == 1
    assert [s.path for s in summary.skipped] == ["statement.md"]


def test_workers_give_the_same_graph(corpus: Path, tmp_path: Path) -> None:
    claimgraph.build([corpus], tmp_path / "one", jobs=1)
    claimgraph.build([corpus], tmp_path / "two", jobs=2)
    assert graph_bytes(tmp_path / "one") == graph_bytes(tmp_path / "two")


def test_a_long_document_is_cut_and_put_together(tmp_path: Path) -> None:
    sentence = "The Harbour Union said that 14 people were injured in the town of Ushtara on that day.\n\n"
    text = sentence * 900
    (tmp_path / "long.txt").write_text(text, encoding="utf-8")
    summary = claimgraph.build([tmp_path / "long.txt"], tmp_path / "graph", view=False)
    assert summary.claims == 900
    with claimgraph.open_graph(tmp_path / "graph") as graph:
        query = "SELECT ?s WHERE { ?c cg:contentSpan/oa:hasSelector ?p . ?p oa:start ?s }"
        starts = {int(start) for (start,) in values_of(graph, query)}
    assert starts == {i * len(sentence) + sentence.index("14") for i in range(900)}


def test_another_accuracy_reads_the_documents_again_and_is_kept(corpus: Path, tmp_path: Path) -> None:
    graph = tmp_path / "graph"
    fast = claimgraph.build([corpus], graph, accuracy="fast", jobs=1)
    assert json.loads((graph / "build.json").read_text(encoding="utf-8"))["given"]["accuracy"] == "fast"
    assert claimgraph.build([corpus], graph, accuracy="fast", jobs=1).reused == fast.documents == 2
    before = {path.name for path in (graph / "annotations").iterdir()}
    assert claimgraph.build([corpus], graph, accuracy="high", jobs=1).reused == 0
    assert json.loads((graph / "build.json").read_text(encoding="utf-8"))["given"]["accuracy"] == "high"
    after = {path.name for path in (graph / "annotations").iterdir()}
    assert len(after) == 2
    assert before.isdisjoint(after)
    high = graph_bytes(graph)
    # Corrections are followed with what the build was told, whatever the default is.
    resolve_again(graph)
    assert graph_bytes(graph) == high
    claimgraph.build([corpus], tmp_path / "new", accuracy="high", jobs=1)
    assert graph_bytes(tmp_path / "new") == high


@pytest.mark.parametrize("accuracy", ACCURACIES)
def test_what_is_read_with_a_document_changes_nothing_in_it(
    corpus: Path, tmp_path: Path, accuracy: Accuracy
) -> None:
    claimgraph.build([corpus / "report.txt"], tmp_path / "alone", accuracy=accuracy, jobs=1, view=False)
    (corpus / "long.txt").write_text(REPORT * 30, encoding="utf-8")
    claimgraph.build([corpus], tmp_path / "all", accuracy=accuracy, jobs=1, view=False)
    alone, together = (
        {path.name: path.read_bytes() for path in (tmp_path / name / "annotations").iterdir()}
        for name in ("alone", "all")
    )
    assert alone.items() <= together.items()


def test_a_model_that_cannot_run_stops_the_build(
    corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "attribution"
    shutil.copytree(attribution_folder(), folder)
    (folder / "model.onnx").write_bytes(b"damaged")
    monkeypatch.setattr(sys.modules["claimgraph.annotate.pipeline"], "attribution_folder", lambda: folder)
    with pytest.raises(ModelError, match="attribution"):
        claimgraph.build([corpus], tmp_path / "graph", accuracy="high", jobs=1)


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_pipeline_that_cannot_be_loaded_stops_the_build(corpus: Path, tmp_path: Path, jobs: int) -> None:
    """With its own message, also where another process loads it."""
    model = tmp_path / "model"
    shutil.copytree(model_folder(), model)
    config = next(model.rglob("config.cfg"))
    config.write_text("damaged", encoding="utf-8")
    with pytest.raises(ModelError, match="cannot be loaded"):
        claimgraph.build([corpus], tmp_path / "graph", model=model, jobs=jobs)


def test_the_output_folder_must_be_new_empty_or_a_graph(corpus: Path, tmp_path: Path) -> None:
    with pytest.raises(GraphError, match="holds other files"):
        claimgraph.build([corpus], corpus)
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with pytest.raises(GraphError, match="is a file"):
        claimgraph.build([corpus], tmp_path / "file")


def test_an_output_folder_in_use_is_refused(corpus: Path, tmp_path: Path) -> None:
    graph = tmp_path / "graph"
    graph.mkdir()
    with FileLock(graph / ".lock"), pytest.raises(GraphError, match="Another build"):
        claimgraph.build([corpus], graph)


def test_missing_things_are_named(corpus: Path, tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="nowhere"):
        claimgraph.build([tmp_path / "nowhere"], tmp_path / "graph")
    with pytest.raises(ModelError, match="no_such_model"):
        claimgraph.build([corpus], tmp_path / "graph", model="no_such_model")
    with pytest.raises(OntologyError, match=r"missing\.ttl"):
        claimgraph.build([corpus], tmp_path / "graph", ontology=[tmp_path / "missing.ttl"])


def test_nothing_readable_is_an_error_that_names_the_reasons(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_bytes(b"")
    with pytest.raises(ClaimgraphError, match=r"empty\.txt"):
        claimgraph.build([tmp_path], tmp_path / "graph")


def test_a_users_class_cue_and_measure_are_used_without_code(tmp_path: Path) -> None:
    (tmp_path / "mine.ttl").write_text(
        """
        @prefix act: <https://w3id.org/claimgraph/ontology/acts#> .
        @prefix measure: <https://w3id.org/claimgraph/ontology/measures#> .
        @prefix cg: <https://w3id.org/claimgraph/ontology#> .
        @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
        @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
        @prefix my: <https://example.org/my#> .

        my:FishersGuild rdfs:subClassOf cg:Organization ; rdfs:label "fishers' guild"@en ;
            cg:pattern "{Cap}+ Guild" ; cg:example "Harbour Guild" .
        act:assert cg:clauseVerb "trumpet" .
        measure:trawlers a cg:Measure ; skos:inScheme measure:scheme ;
            skos:prefLabel "trawlers"@en ; cg:countedWord "trawler" ;
            cg:example "The storm sank 12 trawlers." .
        """,
        encoding="utf-8",
    )
    (tmp_path / "a.txt").write_text(
        "The Harbour Guild trumpeted that 12 trawlers were lost.", encoding="utf-8"
    )
    claimgraph.build([tmp_path / "a.txt"], tmp_path / "graph", ontology=[tmp_path / "mine.ttl"])
    with claimgraph.open_graph(tmp_path / "graph") as graph:
        assert graph.query(
            "ASK { ?c cg:claimant ?a ; cg:cue 'trumpeted' ; cg:figure/cg:measure measure:trawlers . "
            "?a a <https://example.org/my#FishersGuild> }"
        ).askAnswer
    assert "fishers" in (tmp_path / "graph" / "graph.html").read_text(encoding="utf-8").casefold()


def test_build_under_another_hash_seed_is_the_same(corpus: Path, tmp_path: Path) -> None:
    code = "import sys, claimgraph; claimgraph.build([sys.argv[1]], sys.argv[2])"
    for seed in ("1", "2"):
        environment = {**os.environ, "PYTHONHASHSEED": seed}
        subprocess.run(
            [sys.executable, "-c", code, str(corpus), str(tmp_path / seed)], check=True, env=environment
        )
    assert graph_bytes(tmp_path / "1") == graph_bytes(tmp_path / "2")


PERSON = (
    "@prefix cg: <https://w3id.org/claimgraph/ontology#> .\n"
    "@prefix ex: <https://example.org/#> .\n"
    "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n"
    'ex:roe a cg:KnownActor, cg:Person ; skos:prefLabel "Ada Roe" ; skos:exactMatch ex:{} .\n'
)


def test_known_actors_are_followed_without_analysing_a_document_again(corpus: Path, tmp_path: Path) -> None:
    known, graph = tmp_path / "known.ttl", tmp_path / "graph"
    claimgraph.build([corpus], graph)
    assert b"example.org" not in graph_bytes(graph)["graph.trig"]
    known.write_text(PERSON.format("Q1"), encoding="utf-8")
    assert claimgraph.build([corpus], graph, ontology=[known]).reused == 2
    assert b"example.org/#Q1" in graph_bytes(graph)["graph.trig"]
    known.write_text(PERSON.format("Q2"), encoding="utf-8")
    claimgraph.resolve_again(graph)
    again = graph_bytes(graph)
    assert b"example.org/#Q2" in again["graph.trig"]
    claimgraph.build([corpus], tmp_path / "fresh", ontology=[known])
    assert graph_bytes(tmp_path / "fresh") == again


def test_a_file_that_holds_more_than_known_actors_has_documents_analysed_again(
    corpus: Path, tmp_path: Path
) -> None:
    claimgraph.build([corpus], tmp_path / "graph", view=False)
    (tmp_path / "more.ttl").write_text(
        PERSON.format("Q1") + 'ex:choir skos:prefLabel "choir" .\n', encoding="utf-8"
    )
    assert claimgraph.build([corpus], tmp_path / "graph", ontology=[tmp_path / "more.ttl"]).reused == 0
