"""The same records give the same bytes: in any order, in any process, by any way of writing."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest

from claimgraph.graph.export import EXPORT_FORMATS, export_graph
from claimgraph.graph.store import Graph, open_graph, write_graph
from claimgraph.graph.triples import RunInfo
from claimgraph.records import AnnotatedDocument, Resolution
from claimgraph.relate.links import Links

SCRIPT = """
import importlib.util, sys
spec = importlib.util.spec_from_file_location("records_by_hand", sys.argv[1])
hand = importlib.util.module_from_spec(spec)
spec.loader.exec_module(hand)
from claimgraph.graph.store import write_graph
from claimgraph.graph.triples import RunInfo
from claimgraph.records import Resolution
run = RunInfo(software_version="1", model_name="m", model_version="1")
write_graph(sys.argv[2], [hand.statement(), hand.news()], hand.by_hand(), run=run,
            links=hand.links_by_hand())
"""


def test_the_order_of_documents_and_actors_does_not_matter(
    folder: Path,
    tmp_path: Path,
    documents: list[AnnotatedDocument],
    resolution: Resolution,
    links: Links,
    run: RunInfo,
) -> None:
    turned = replace(resolution, actors=dict(reversed(list(resolution.actors.items()))))
    write_graph(tmp_path, reversed(documents), turned, run=run, links=links)
    assert (tmp_path / "graph.trig").read_bytes() == (folder / "graph.trig").read_bytes()


def test_another_process_with_other_hashes_writes_the_same(tmp_path: Path) -> None:
    digests = set()
    for seed in ("1", "2"):
        target = tmp_path / seed
        subprocess.run(
            [sys.executable, "-c", SCRIPT, str(Path(__file__).with_name("conftest.py")), str(target)],
            check=True,
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        )
        digests.add(hashlib.sha256((target / "graph.trig").read_bytes()).hexdigest())
    assert len(digests) == 1


def test_the_text_holds_exactly_what_the_store_holds(folder: Path, graph: Graph) -> None:
    read = list(ox.parse(path=folder / "graph.trig", format=ox.RdfFormat.TRIG))
    assert len(read) == len(set(read))
    assert set(read) == set(graph.oxigraph)


def test_loading_in_several_parts_changes_nothing(
    tmp_path: Path,
    documents: list[AnnotatedDocument],
    resolution: Resolution,
    run: RunInfo,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("claimgraph.graph.writing._FIRST_LOAD", 10)
    many = [
        replace(documents[0], document=replace(documents[0].document, path=f"{n}.txt", text=f"{n}" * 300))
        for n in range(20)
    ]
    unresolved = replace(resolution, references={}, publishers={})
    quads = write_graph(tmp_path, many, unresolved, run=run)
    with open_graph(tmp_path) as graph:
        assert len(graph.oxigraph) == quads
        assert set(ox.parse(path=tmp_path / "graph.trig", format=ox.RdfFormat.TRIG)) == set(graph.oxigraph)


def test_named_graphs_and_the_quads_in_them_are_sorted(folder: Path) -> None:
    read = list(ox.parse(path=folder / "graph.trig", format=ox.RdfFormat.TRIG))
    keys = [(str(quad.graph_name), str(quad)) for quad in read]
    assert keys == sorted(keys)


@pytest.mark.parametrize("form", [form for form in EXPORT_FORMATS if form != "csv"])
def test_exports_are_the_same_every_time(
    form: str,
    graph: Graph,
    build: Callable[..., Graph],
    documents: list[Any],
    resolution: Resolution,
    links: Links,
) -> None:
    again = build(list(reversed(documents)), resolution, links=links)
    written = []
    for each in (graph, again):
        target = BytesIO()
        export_graph(each, form, target)
        written.append(target.getvalue())
    assert written[0] == written[1] != b""


def test_the_trig_export_is_the_graph_file(folder: Path, graph: Graph) -> None:
    target = BytesIO()
    export_graph(graph, "trig", target)
    assert target.getvalue() == (folder / "graph.trig").read_bytes()


def test_zipped_tables_are_the_same_every_time(graph: Graph, tmp_path: Path) -> None:
    export_graph(graph, "csv", tmp_path / "one.zip")
    export_graph(graph, "csv", tmp_path / "two.zip")
    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "two.zip").read_bytes()
