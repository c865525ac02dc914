"""The view inside a notebook: a page of somebody else's with the frame in it, in a real browser."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, FrameLocator, Page, expect
from rdflib import Dataset

from claimgraph.graph.store import open_graph
from claimgraph.view import render_view
from claimgraph.view.facts import read_run
from claimgraph.view.inline import show


class _Frame(HTMLParser):
    found: dict[str, str | None] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert (tag, self.found) == ("iframe", None)
        self.found = dict(attrs)


def test_the_frame_holds_the_whole_page_and_may_do_little(graph: Dataset) -> None:
    shown = show(graph, height=480, title="<b>Floods</b>")
    frame = _Frame()
    frame.feed(shown._repr_html_())
    assert frame.found
    assert frame.found["srcdoc"] == render_view(graph, title="<b>Floods</b>")
    assert frame.found["height"] == "480"
    assert frame.found["sandbox"] == "allow-scripts allow-downloads"
    assert len(repr(shown)) < 200


def test_an_opened_graph_shows_itself(story: Any, tmp_path: Path) -> None:
    story.write(tmp_path / "graph")
    with open_graph(tmp_path / "graph") as graph:
        assert graph.show(title="Floods").page == render_view(graph, title="Floods")
        assert len(graph.show(text=False).page) < len(graph.show().page)


def test_a_graph_is_opened_without_the_view() -> None:
    program = "import sys, claimgraph.graph.store; print([m for m in sys.modules if 'claimgraph.view' in m or m == 'pyvis'])"
    printed = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert printed.stdout.strip() == "[]"


def test_the_graph_says_what_made_it(graph: Dataset) -> None:
    assert read_run(graph) == {"accuracy": "fast", "software": "claimgraph 0", "model": "none 0"}


@pytest.fixture
def notebook(browser: Browser, graph: Dataset, tmp_path: Path) -> Iterator[Page]:
    """A page with two cells, the second of which is the view."""
    path = tmp_path / "notebook.html"
    path.write_text(f"<!doctype html><h1>Mine</h1>{show(graph)._repr_html_()}", encoding="utf-8")
    context = browser.new_context(viewport={"width": 1100, "height": 900}, reduced_motion="reduce")
    page = context.new_page()
    problems: list[str] = []
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.on("console", lambda message: problems.append(message.text) if message.type == "error" else None)
    page.goto(path.as_uri())
    yield page
    assert problems == []
    context.close()


@pytest.mark.browser
def test_in_a_notebook_everything_works(notebook: Page) -> None:
    view: FrameLocator = notebook.frame_locator("iframe")
    expect(view.locator("#facts")).to_have_text("4 actors · 8 claims · 2 documents")
    panel = view.locator("#panel-body")
    panel.locator(".row").filter(has_text="Mira Tolenko").first.click()
    expect(panel.locator("h2")).to_have_text("Mira Tolenko")
    panel.locator(".show-text").first.click()
    expect(panel.locator("mark.content").first).to_be_in_viewport()
    view.locator("#back").click()
    expect(panel.locator("h2")).to_have_text("Mira Tolenko")
    view.locator("#back").click()
    view.locator("#legend summary").click()
    view.get_by_label(re.compile("^demands")).uncheck()
    view.get_by_role("tab", name="Table").click()
    expect(view.locator("#table caption")).to_have_text("Claims 7 of 8")
    view.locator("#theme").click()
    expect(view.locator("#theme")).to_have_attribute("aria-pressed", "true")
    view.locator("#save summary").click()
    with notebook.expect_download() as expected:
        view.locator("#save-csv").click()
    assert expected.value.suggested_filename == "who-says-what-claims.csv"
    assert notebook.url.endswith("notebook.html")
    expect(notebook.get_by_role("heading", name="Mine")).to_be_visible()


@pytest.mark.browser
def test_what_is_in_the_frame_cannot_reach_the_notebook(notebook: Page) -> None:
    frame = notebook.frames[1]
    assert (
        frame.evaluate(
            "(() => { try { return parent.document.title; } catch (error) { return error.name; } })()"
        )
        == "SecurityError"
    )
