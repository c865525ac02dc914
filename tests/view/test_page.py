from __future__ import annotations

import base64
import hashlib
import json
import re
import shutil
import stat
from collections import Counter
from collections.abc import Callable
from html.parser import HTMLParser
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from rdflib import Dataset

from claimgraph.graph.store import open_graph
from claimgraph.view import render_view, write_view

HOSTILE = "</script><script>alert(1)</script><img src=x onerror=alert(2)>\"'&amp;\u202e\u2028<!--"


class _Elements(HTMLParser):
    def __init__(self, page: str) -> None:
        super().__init__()
        self.starts: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[tuple[str, str]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.starts.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.texts.append((self.starts[-1][0] if self.starts else "", data))


def test_the_same_graph_gives_the_same_bytes(graph: Dataset, story: Any) -> None:
    assert render_view(graph) == render_view(story.graph())


def test_a_graph_from_its_folder_gives_the_same_page(graph: Dataset, story: Any, tmp_path: Path) -> None:
    story.write(tmp_path / "first")
    with open_graph(tmp_path / "first") as opened:
        page = render_view(opened)
    (tmp_path / "again").mkdir()
    shutil.copy(tmp_path / "first" / "graph.trig", tmp_path / "again")
    with open_graph(tmp_path / "again") as opened:
        assert render_view(opened) == page
    assert _data(page) == _data(render_view(graph))


def test_nothing_is_loaded_and_no_handler_is_inline(graph: Dataset) -> None:
    elements = _Elements(render_view(graph)).starts
    assert {tag for tag, _ in elements}.isdisjoint({"img", "iframe", "object", "embed", "base", "center"})
    for tag, attributes in elements:
        assert not any(name.startswith("on") or name == "style" for name in attributes), (tag, attributes)
        assert not str(attributes.get("src") or "")
        if tag == "link":
            assert attributes["href"] == "data:,"


def test_the_policy_names_exactly_the_scripts_and_the_style_of_the_page(graph: Dataset) -> None:
    page = render_view(graph)
    policy = next(
        attributes["content"] or ""
        for tag, attributes in _Elements(page).starts
        if tag == "meta" and attributes.get("http-equiv") == "Content-Security-Policy"
    )
    found = {
        f"'sha256-{base64.b64encode(hashlib.sha256(body.encode()).digest()).decode()}'"
        for body in re.findall(r"<(?:script|style)>(.*?)</(?:script|style)>", page, flags=re.DOTALL)
    }
    assert len(found) == 3
    assert set(re.findall(r"'sha256-[^']+'", policy)) == found
    assert policy.startswith("default-src 'none'; ")
    assert "unsafe" not in policy


def test_texts_are_in_the_page_once(graph: Dataset, story: Any) -> None:
    page = render_view(graph)
    for document in story.documents:
        for line in document.document.text.splitlines():
            if len(line) > 40:
                assert page.count(line) == 1


def test_offsets_stay_in_code_points(graph: Dataset) -> None:
    data = _data(render_view(graph))
    claims = data["claims"]
    place = claims["quotation"].index("direct")
    start, end = claims["content"][place][:2]
    assert data["items"][claims["document"][place]]["text"][start:end] == "The gates were opened in time,"


def test_hostile_text_cannot_leave_the_data(new_story: Any) -> None:
    story = new_story()
    story.actor("x", HOSTILE, "Person", HOSTILE + "2", roles=[HOSTILE])
    story.document("a.txt", f"{HOSTILE} said {HOSTILE}.", title=HOSTILE, language=HOSTILE)
    page = render_view(story.graph(), title=HOSTILE)
    starts = [tag for tag, _ in _Elements(page).starts]
    assert starts.count("script") == 6
    assert "img" not in starts
    data = re.findall(r'<script type="application/json"[^>]*>(.*?)</script>', page, flags=re.DOTALL)
    assert len(data) == 4
    for body in data:
        json.loads(body)
        assert not set(body) & set("<>&\u2028\u2029")


def test_a_page_is_written_whole_or_not_at_all(
    graph: Dataset, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "graph.html"
    target.write_text("before")

    def fail(*_: Any, **__: Any) -> None:
        raise OSError("disk full")

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", fail)
        with pytest.raises(OSError, match="disk full"):
            write_view(graph, target)
    assert [path.name for path in tmp_path.iterdir()] == ["graph.html"]
    assert target.read_text() == "before"
    assert write_view(graph, target) == target
    assert target.read_text(encoding="utf-8") == render_view(graph)
    assert stat.S_IMODE(target.stat().st_mode) == 0o644


def test_an_empty_graph_is_a_page_too() -> None:
    assert "<!doctype html>" in render_view(Dataset(default_union=True))


def test_nodes_ties_and_claims_are_columns(graph: Dataset) -> None:
    """Their names are there once, however many there are."""
    page = render_view(graph)
    parts = re.findall(r'<script type="application/json"[^>]*>(.*?)</script>', page, flags=re.DOTALL)
    for name in ("quotation", "group", "relations", "ends"):
        assert sum(part.count(f'"{name}":') for part in parts) == (2 if name == "relations" else 1), name


def test_the_cap_leaves_the_rest_in_the_page(make_large: Callable[..., Any]) -> None:
    data = _data(render_view(make_large(30, 150, 8).graph(), cap=50))
    assert len(data["open"]) <= 50
    assert len(data["items"]) + len(data["claims"]["iri"]) > 180


def test_no_two_parts_of_the_script_define_the_same_name() -> None:
    """They share one scope, in which the last of two functions wins in silence."""
    parts = sorted((files("claimgraph.view") / "assets").iterdir(), key=lambda path: path.name)
    names = [
        name
        for part in parts if part.name.endswith(".js")
        for name in re.findall(r"^(?:async )?(?:function|const|let) (\w+)", part.read_text(encoding="utf-8"), re.MULTILINE)
    ]  # fmt: skip
    assert sorted(name for name, count in Counter(names).items() if count > 1) == []


def _data(page: str) -> Any:
    body = re.search(r'<script type="application/json" id="data">(.*?)</script>', page, flags=re.DOTALL)
    assert body
    return json.loads(body[1])
