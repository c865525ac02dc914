"""Writing and opening graph folders, also after things went wrong."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
from rdflib import Dataset

from claimgraph.errors import GraphError, QueryError
from claimgraph.graph.store import Graph, open_graph, write_graph
from claimgraph.graph.triples import RunInfo
from claimgraph.records import AnnotatedDocument, Resolution

CLAIMS = "SELECT ?c WHERE { ?c a cg:Claim }"


def claims(graph: Graph) -> int:
    return len(list(graph.query(CLAIMS)))


def test_an_opened_graph_is_an_rdflib_dataset_over_all_named_graphs(graph: Graph) -> None:
    assert isinstance(graph, Dataset)
    assert claims(graph) == 10
    assert graph.names.base == "https://w3id.org/claimgraph/data/"


def test_only_the_graph_is_left_in_the_folder(folder: Path) -> None:
    assert sorted(path.name for path in folder.iterdir()) == ["graph.trig", "store"]


def test_the_number_of_quads_is_returned(
    tmp_path: Path, documents: list[AnnotatedDocument], resolution: Resolution, run: RunInfo
) -> None:
    quads = write_graph(tmp_path, documents, resolution, run=run)
    with open_graph(tmp_path) as graph:
        assert quads == len(graph.oxigraph)


def test_another_base(build: Callable[..., Graph], documents: list[Any], resolution: Resolution) -> None:
    graph = build(documents, resolution, base="https://example.org/people#")
    assert graph.names.base == "https://example.org/people#"
    assert graph.query("ASK { <https://example.org/people#actor/ada-quill> a cg:Person }").askAnswer


def test_a_graph_can_be_written_over_while_other_files_stay(
    tmp_path: Path, documents: list[AnnotatedDocument], resolution: Resolution, run: RunInfo
) -> None:
    (tmp_path / "decisions.csv").write_text("kept")
    write_graph(tmp_path, documents, resolution, run=run)
    write_graph(tmp_path, documents[:1], resolution, run=run)
    with open_graph(tmp_path) as graph:
        assert claims(graph) == 6
    assert sorted(path.name for path in tmp_path.iterdir()) == ["decisions.csv", "graph.trig", "store"]


class Interrupted(BaseException):
    """Stands for Ctrl-C: not an Exception."""


def test_an_interrupted_write_leaves_the_old_graph(
    tmp_path: Path, documents: list[AnnotatedDocument], resolution: Resolution, run: RunInfo
) -> None:
    write_graph(tmp_path, documents[:1], resolution, run=run)
    before = (tmp_path / "graph.trig").read_bytes()

    def interrupted() -> Iterator[AnnotatedDocument]:
        yield documents[1]
        raise Interrupted

    with pytest.raises(Interrupted):
        write_graph(tmp_path, interrupted(), resolution, run=run)
    assert (tmp_path / "graph.trig").read_bytes() == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["graph.trig", "store"]
    with open_graph(tmp_path) as graph:
        assert claims(graph) == 6


@pytest.mark.parametrize("moment", ["before the new store", "before the new text", "before the clean-up"])
def test_a_crash_in_the_middle_of_the_swap_is_healed(
    moment: str,
    tmp_path: Path,
    documents: list[AnnotatedDocument],
    resolution: Resolution,
    run: RunInfo,
) -> None:
    new = tmp_path / "new"
    folder = tmp_path / "graph"
    write_graph(folder, documents[:1], resolution, run=run)
    write_graph(new, documents, resolution, run=run)
    (folder / "store").rename(folder / "store.old")
    if moment == "before the new store":
        (new / "store").rename(folder / "store.partial")
        (new / "graph.trig").rename(folder / "graph.trig.partial")
        expected = 6
    else:
        (new / "store").rename(folder / "store")
        name = "graph.trig.partial" if moment == "before the new text" else "graph.trig"
        (new / "graph.trig").replace(folder / name)
        expected = 10
    with open_graph(folder) as graph:
        assert claims(graph) == expected, "a reader finds a whole graph at any moment"
    write_graph(folder, documents, resolution, run=run)
    assert sorted(path.name for path in folder.iterdir()) == ["graph.trig", "store"]
    with open_graph(folder) as graph:
        assert claims(graph) == 10


def test_two_builds_of_one_folder(
    tmp_path: Path, documents: list[AnnotatedDocument], resolution: Resolution, run: RunInfo
) -> None:
    other = ox.Store(str(tmp_path / "store.partial"))
    with pytest.raises(GraphError, match="Another claimgraph build is writing"):
        write_graph(tmp_path, documents, resolution, run=run)
    del other
    write_graph(tmp_path, documents, resolution, run=run)


def test_a_reader_does_not_hinder_a_writer(
    tmp_path: Path, documents: list[AnnotatedDocument], resolution: Resolution, run: RunInfo
) -> None:
    write_graph(tmp_path, documents[:1], resolution, run=run)
    with open_graph(tmp_path) as reader:
        write_graph(tmp_path, documents, resolution, run=run)
        assert claims(reader) == 6
        with open_graph(tmp_path) as later:
            assert claims(later) == 10


def test_a_text_that_comes_twice_is_refused(
    tmp_path: Path, documents: list[AnnotatedDocument], resolution: Resolution, run: RunInfo
) -> None:
    with pytest.raises(GraphError, match=r"watch\.txt holds the same text"):
        write_graph(tmp_path, [documents[0], documents[0]], resolution, run=run)


def test_a_target_that_is_a_file(tmp_path: Path, resolution: Resolution, run: RunInfo) -> None:
    (tmp_path / "taken").write_text("x")
    with pytest.raises(GraphError, match=r"cannot be written to .*taken"):
        write_graph(tmp_path / "taken", [], resolution, run=run)


def test_a_folder_with_only_the_text_is_read_into_memory(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "graph.trig").write_bytes((folder / "graph.trig").read_bytes())
    with open_graph(tmp_path) as graph:
        assert claims(graph) == 10


def test_missing_folder(tmp_path: Path) -> None:
    with pytest.raises(GraphError, match=r"There is no graph folder .*nowhere.*claimgraph build"):
        open_graph(tmp_path / "nowhere")


def test_folder_without_graph(tmp_path: Path) -> None:
    with pytest.raises(GraphError, match=r"holds no graph .*claimgraph build"):
        open_graph(tmp_path)


def test_store_that_is_none(tmp_path: Path) -> None:
    (tmp_path / "store").mkdir()
    (tmp_path / "store" / "CURRENT").write_text("not a database")
    with pytest.raises(GraphError, match="cannot be read"):
        open_graph(tmp_path)


def test_store_of_something_else(tmp_path: Path) -> None:
    store = ox.Store(str(tmp_path / "store"))
    store.flush()
    del store
    with pytest.raises(GraphError, match="no complete claimgraph graph"):
        open_graph(tmp_path)


def test_graph_of_another_format(folder: Path, tmp_path: Path) -> None:
    text = (folder / "graph.trig").read_text("utf-8")
    assert "cg:formatVersion 1 " in text
    (tmp_path / "graph.trig").write_text(text.replace("cg:formatVersion 1 ", "cg:formatVersion 99 "), "utf-8")
    with pytest.raises(GraphError, match="format 99, this claimgraph reads format 1"):
        open_graph(tmp_path)


def test_an_opened_graph_cannot_be_changed(graph: Graph) -> None:
    node = ox.NamedNode("https://example.org/x")
    with pytest.raises(RuntimeError, match="read-write"):
        graph.oxigraph.add(ox.Quad(node, node, node))


def test_query_df_gives_numbers_and_texts(graph: Graph) -> None:
    pytest.importorskip("pandas")
    frame = graph.query_df("figures", measure="deaths")
    assert list(frame["value"]) == [12, 27]
    assert list(frame["operator"]) == ["range", ">="]
    assert frame["max"][0] == 15
    assert len(graph.query_df(CLAIMS)) == 10


def test_query_df_needs_rows(graph: Graph) -> None:
    pytest.importorskip("pandas")
    with pytest.raises(QueryError, match="SELECT"):
        graph.query_df("ASK { ?s ?p ?o }")


def test_query_df_without_pandas(graph: Graph, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(GraphError, match=r"pip install 'claimgraph\[pandas\]'"):
        graph.query_df("figures")


def test_a_document_of_which_nothing_is_known(build: Callable[..., Graph], documents: list[Any]) -> None:
    bare = replace(documents[0], mentions=(), claims=(), figures=(), relations=())
    graph = build([bare], Resolution())
    assert claims(graph) == 0
    assert len(list(graph.query("SELECT ?d WHERE { ?d a cg:Document }"))) == 1
