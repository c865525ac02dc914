"""A file without the documents' texts: smaller, and quoting no more than the words of claims and figures."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect
from rdflib import Dataset
from typer.testing import CliRunner

from claimgraph.cli import app
from claimgraph.view import render_view


def test_nothing_else_of_a_document_is_in_the_file(toll_graph: Dataset, tolls: Any) -> None:
    page = render_view(toll_graph, text=False)
    for words in ("16 people had died", "The Riverside League said that", "several hundred", "20 and 30"):
        assert words in page
    for annotated in tolls.story.documents:
        text = annotated.document.text
        quoted = [span for claim in annotated.claims for span in (*claim.source, *claim.cue, *claim.content)]
        quoted += annotated.figures
        known = {place for span in quoted for place in range(span.start, span.end)}
        for word in re.finditer(r"\w+[\W\d_]+\w+[\W\d_]+\w+", text):
            if not known & set(range(word.start(), word.end())):
                assert word.group() not in page, word.group()
    assert "Nobody slept" not in page
    assert "Nobody slept" in render_view(toll_graph)


def test_the_file_without_texts_is_the_same_each_time(toll_graph: Dataset, tolls: Any) -> None:
    assert render_view(toll_graph, text=False) == render_view(tolls.graph(), text=False)


@pytest.mark.browser
def test_quotes_show_the_words_of_the_claim_and_no_document_is_offered(
    toll_graph: Dataset, open_view: Callable[..., Any]
) -> None:
    page = open_view(toll_graph, text=False).page
    page.fill("#search", "died on the bridge")
    page.press("#search", "Enter")
    panel = page.locator("#panel-body")
    first = panel.locator(".card").first
    expect(first.locator("blockquote")).to_have_text(
        "The Riverside League said that at least 27 people had died 🌊 on the bridge"
    )
    expect(first.locator("mark.cue")).to_have_text("said that")
    expect(first.locator(".figures li")).to_have_text("at least 27 · deaths “27”")
    expect(page.get_by_role("button", name="Show in document")).to_have_count(0)
    page.fill("#search", "What we know")
    page.press("#search", "Enter")
    expect(panel).to_contain_text("This file was made without the texts of the documents")
    expect(page.get_by_role("button", name="Read the document")).to_have_count(0)
    page.goto(page.url.split("#")[0] + "#text=" + page.evaluate("claimgraph.items[0].iri"))
    expect(panel.locator("h2")).to_have_text("Night on the bridge")
    page.get_by_role("tab", name="Figures").click()
    page.locator("td").get_by_role("button", name=re.compile("^Delta Radio: 20 to 30")).click()
    expect(panel.locator("blockquote mark.figure").first).to_have_text("20 and 30")


def test_the_command_leaves_texts_out(tolls: Any, tmp_path: Path) -> None:
    tolls.story.write(tmp_path / "march")
    result = CliRunner().invoke(app, ["view", str(tmp_path / "march"), "--no-text"])
    assert result.exit_code == 0, result.output
    page = (tmp_path / "march" / "graph.html").read_text(encoding="utf-8")
    assert "16 people had died" in page
    assert "Nobody slept" not in page
