"""Every quote stands at its place, and where one does not, that is said."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest

from claimgraph.graph.evidence import check_evidence
from claimgraph.graph.store import Graph
from claimgraph.graph.terms import OA


@pytest.fixture
def editable(folder: Path) -> Iterator[Graph]:
    store = ox.Store()
    store.bulk_load(path=folder / "graph.trig", format=ox.RdfFormat.TRIG)
    with Graph(store, folder=folder) as graph:
        yield graph


def test_a_sound_graph_has_no_findings(graph: Graph) -> None:
    assert check_evidence(graph) == []


@pytest.mark.parametrize(
    ("part", "value", "message"),
    [
        ("start", ox.Literal(1), "but the graph quotes"),
        ("start", ox.Literal(-1), "outside of the text"),
        ("end", ox.Literal(100_000), "outside of the text"),
        ("end", ox.Literal("many"), "lacks a part"),
        ("exact", ox.Literal("made up"), "but the graph quotes 'made up'"),
        ("prefix", ox.Literal("made up"), "prefix and suffix"),
        ("suffix", ox.Literal("made up"), "prefix and suffix"),
        ("suffix", None, "prefix and suffix"),
        ("exact", None, "lacks a part|but the graph quotes"),
    ],
)
def test_a_broken_quote_is_found(editable: Graph, part: str, value: ox.Literal | None, message: str) -> None:
    store = editable.oxigraph
    quad = sorted(store.quads_for_pattern(None, OA[part], None, None), key=str)[-1]
    store.remove(quad)
    if value is not None:
        store.add(ox.Quad(quad.subject, quad.predicate, value, quad.graph_name))
    if part == "suffix" and value is None:
        assert [f.message for f in check_evidence(editable)] == [
            "It lacks a part of its position or quote, so it cannot be traced to the text."
        ]
        return
    (finding,) = check_evidence(editable)
    assert any(each in finding.message for each in message.split("|"))
    assert finding.document in ("statements/watch.txt", "news/courier.txt")
    assert str(quad.subject).startswith(f"<{finding.node}/")
