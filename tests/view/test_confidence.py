"""The range in the legend that leaves out claims which were read less surely."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from rdflib import Dataset, URIRef

from claimgraph.records import Relation

pytestmark = pytest.mark.browser

CONFIDENCE = URIRef("https://w3id.org/claimgraph/ontology#confidence")
SHOWN = "claimgraph.shown()"
EDGES = "claimgraph.ties()"
LABEL = re.compile("^Confidence of at least")


@pytest.fixture
def story(new_story: Any) -> Any:
    """Claims of 0.3 to 0.95; one actor and one document have unsure ones only."""
    made = new_story()
    made.actor("mira-tolenko", "Mira Tolenko", "Person")
    made.actor("jonas-arvid", "Jonas Arvid", "Person")
    made.actor("riverside-league", "Riverside League", "NonGovernmentalOrganization")
    made.actor("delta-radio", "Delta Radio", "MediaOrganization")
    made.document(
        "dam.txt",
        "Mira Tolenko said that the dam held. The Riverside League said that the gates were shut. "
        "Riverside League demanded that the logs be opened.",
        [
            {"source": "Mira Tolenko", "cue": "said that", "content": "the dam held", "confidence": 0.95},
            {"source": "Riverside League", "cue": "said that", "after": "The River",
             "content": "the gates were shut", "confidence": 0.6},
            {"source": "Riverside League", "cue": "demanded that", "after": "Riverside League demanded",
             "content": "the logs be opened", "act": "demand", "confidence": 0.8},
        ],
        title="Dam held", date="2031-03-03",
    )  # fmt: skip
    made.document(
        "rumours.txt",
        "Jonas Arvid said that the bridge fell.",
        [{"source": "Jonas Arvid", "cue": "said that", "content": "the bridge fell", "confidence": 0.3}],
        title="Rumours", date="2031-03-04",
    )  # fmt: skip
    made.document("page.txt", "Nothing happened.", title="About us", publisher="delta-radio")
    return made


@pytest.fixture
def graph(story: Any) -> Dataset:
    graph: Dataset = story.graph()
    return graph


def names(page: Page) -> set[str]:
    """What is on the canvas: names, and the first words of claims."""
    page.evaluate("new Promise((done) => requestAnimationFrame(done))")
    shown: list[str] = page.evaluate(
        f"""{SHOWN}.map((id) => claimgraph.items[id]).map((item) => item.of !== "claim" ? item.name
            : claimgraph.items[item.document].text.slice(...item.content))"""
    )
    return set(shown)


SURE = {"Mira Tolenko", "Dam held", "the dam held"}
PUBLISHED = {"About us", "Delta Radio"}
LEAGUE = {"Riverside League", "the logs be opened"}


def test_moving_the_range_leaves_out_less_sure_claims_and_back(
    graph: Dataset, open_view: Callable[..., Any]
) -> None:
    page = open_view(graph).page
    least, count = page.get_by_label(LABEL), page.locator("#least-count")
    everything = names(page)
    assert len(everything) == 11
    expect(count).to_have_text("4 of 4 claims")
    expect(page.locator("#least-value")).to_have_text("0.00")

    box = least.bounding_box()
    assert box
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    expect(page.locator("#least-value")).to_have_text(re.compile(r"0\.(45|50)"))
    expect(count).to_have_text("3 of 4 claims")
    expect(page.locator("#status")).to_have_text("3 of 4 claims, 8 nodes shown")
    assert everything - names(page) == {"the bridge fell", "Jonas Arvid", "Rumours"}
    expect(page.locator("#panel-body")).not_to_contain_text("the bridge fell")
    expect(page.locator(".summary")).to_have_text("3 more are hidden by the legend.")

    least.press("End")
    expect(page.locator("#least-value")).to_have_text("0.95")
    expect(count).to_have_text("1 of 4 claims")
    assert names(page) == SURE | PUBLISHED, "what is exactly as sure stays; so does what no claim ever tied"
    least.press("Home")
    expect(count).to_have_text("4 of 4 claims")
    assert names(page) == everything
    expect(page.locator("#panel-body")).to_contain_text("the bridge fell")


def test_it_goes_together_with_the_boxes_and_the_search(
    graph: Dataset, open_view: Callable[..., Any]
) -> None:
    page = open_view(graph).page
    least, count = page.get_by_label(LABEL), page.locator("#least-count")
    least.fill("0.8")
    expect(count).to_have_text("2 of 4 claims")
    assert names(page) == SURE | PUBLISHED | LEAGUE
    page.get_by_label(re.compile("^demands")).uncheck()
    expect(count).to_have_text("1 of 4 claims")
    assert names(page) == SURE | PUBLISHED, "the League goes with the last of its claims"
    page.get_by_label(re.compile("^Person")).uncheck()
    expect(count).to_have_text("0 of 4 claims")
    least.fill("0")
    expect(count).to_have_text("1 of 4 claims")
    page.fill("#search", "gates")
    expect(page.locator(".summary")).to_have_text("1 result for “gates”.")
    least.fill("0.65")
    expect(page.locator(".summary")).to_have_text("0 results for “gates”. 1 more is hidden by the legend.")


def test_a_claim_without_confidence_counts_as_sure(graph: Dataset, open_view: Callable[..., Any]) -> None:
    for quad in list(graph.quads((None, CONFIDENCE, None, None))):
        graph.remove(quad)  # type: ignore[arg-type]
    page = open_view(graph).page
    page.get_by_label(LABEL).press("End")
    expect(page.locator("#least-value")).to_have_text("0.95")
    expect(page.locator("#least-count")).to_have_text("4 of 4 claims")


def test_what_is_selected_stays_open_while_it_is_left_out(
    graph: Dataset, open_view: Callable[..., Any]
) -> None:
    view = open_view(graph)
    view.click_node(view.id_of("Jonas Arvid"))
    least = view.page.get_by_label(LABEL)
    least.press("End")
    expect(view.page.locator("#least-count")).to_have_text("1 of 4 claims")
    expect(view.page.locator("#panel-body h2")).to_have_text("Jonas Arvid")
    assert "Jonas Arvid" not in names(view.page)
    least.press("Home")
    assert "Jonas Arvid" in names(view.page)
    expect(least).to_be_focused()


def test_one_move_is_one_change_of_the_drawing(
    make_large: Callable[..., Any], open_view: Callable[..., Any]
) -> None:
    made = make_large(30, 150, 8)
    made.documents = [
        replace(
            each, claims=tuple(replace(c, confidence=0.4) if n % 2 else c for n, c in enumerate(each.claims))
        )
        for each in made.documents
    ]
    page = open_view(made.graph()).page
    nodes, edges = page.evaluate(f"[{SHOWN}.length, {EDGES}.length]")
    page.evaluate(
        """() => { window.drawn = 0; claimgraph.network.on("afterDrawing", () => (window.drawn += 1)); }"""
    )
    settle = "new Promise((done) => setTimeout(done, 250))"
    least = page.get_by_label(LABEL)
    least.fill("0.5")
    expect(page.locator("#least-count")).to_have_text(re.compile(r"^7\d of 150 claims$"))
    page.evaluate(settle)
    assert page.evaluate("drawn") == 1
    assert page.evaluate(f"{SHOWN}.length") < nodes
    assert page.evaluate(f"{EDGES}.length") < edges
    least.fill("0")
    expect(page.locator("#least-count")).to_have_text("150 of 150 claims")
    page.evaluate(settle)
    assert page.evaluate("drawn") == 2
    assert page.evaluate(f"[{SHOWN}.length, {EDGES}.length]") == [nodes, edges]


@pytest.mark.parametrize("dark", [False, True])
def test_it_can_be_used_on_a_telephone(graph: Dataset, open_view: Callable[..., Any], dark: bool) -> None:
    page = open_view(graph, width=360, height=740, dark=dark).page
    page.get_by_text("Legend and filter").click()
    least = page.get_by_label(LABEL)
    box = least.bounding_box()
    assert box
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 360
    assert box["width"] >= 150
    least.press("End")
    expect(page.locator("#least-count")).to_have_text("1 of 4 claims")
    expect(page.locator("#least-count")).to_be_in_viewport()
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_what_documents_state_of_two_actors_follows_it(new_story: Any, open_view: Callable[..., Any]) -> None:
    story = new_story()
    story.actor("tolenko", "Mira Tolenko", "Person")
    story.actor("fund", "Tolenko Fund", "NonGovernmentalOrganization")
    text = (
        "Mira Tolenko, director of the Tolenko Fund, said that it rained. Tolenko Fund said that it snowed."
    )
    story.document(
        "a.txt", text,
        [
            {"source": "Mira Tolenko", "cue": "said that", "content": "it rained"},
            {"source": "Tolenko Fund", "cue": "said that", "content": "it snowed", "after": "Tolenko Fund said"},
        ],
    )  # fmt: skip
    heads = Relation(
        kind="http://www.w3.org/ns/org#headOf", left=0, right=1, start=0, end=42, method="in apposition",
        confidence=0.6,
    )  # fmt: skip
    story.documents[0] = replace(story.documents[0], relations=(heads,))
    stated = "({ relation }) => /Relation|between/.test(relation)"
    page = open_view(story.graph()).page
    for mode in ("Claims", "Actors"):
        page.get_by_role("tab", name=mode).click()
        page.get_by_label(LABEL).fill("0.5")
        assert page.evaluate(f"claimgraph.ties().filter({stated}).length") == 1
        page.get_by_label(LABEL).fill("0.75")
        page.wait_for_function(f"claimgraph.ties().filter({stated}).length === 0")
