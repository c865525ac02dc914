"""The ways to look: tabs, and the drawing of actors alone with the claims behind each line."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from rdflib import Dataset

pytestmark = pytest.mark.browser


def lines(page: Page) -> set[tuple[str, str, int]]:
    """From whom to whom the lines go, and how many claims each stands for."""
    found = page.evaluate(
        "claimgraph.ties().map(({ from, to, count }) => [from, to, count])"
        ".map(([from, to, count]) => [claimgraph.items[from].name, claimgraph.items[to].name, count])"
    )
    return {(source, target, count) for source, target, count in found}


@pytest.fixture
def quarrel(new_story: Any) -> Dataset:
    """A union accuses a mill thrice in two documents, the mill denies it once; a gazette prints one of these."""
    story = new_story()
    story.actor("union", "Millers Union", "NonGovernmentalOrganization")
    story.actor("mill", "Orsk Mill", "Organization")
    story.actor("gazette", "Orsk Gazette", "MediaOrganization")
    story.actor("hermit", "Old Pell", "Person")
    story.document(
        "a.txt",
        "Millers Union accused Orsk Mill of fraud. Millers Union accused Orsk Mill of theft. "
        "Orsk Mill denied that Millers Union had asked. Old Pell said that it rained.",
        [
            {"source": "Millers Union", "cue": "accused", "content": "Orsk Mill of fraud", "act": "accuse"},
            {"source": "Millers Union", "cue": "accused", "content": "Orsk Mill of theft", "act": "accuse",
             "after": "Millers Union accused Orsk Mill of theft", "confidence": 0.4},
            {"source": "Orsk Mill", "cue": "denied that", "content": "Millers Union had asked", "act": "deny",
             "after": "Orsk Mill denied"},
            {"source": "Old Pell", "cue": "said that", "content": "it rained"},
        ],
        title="Fraud", date="2031-03-03",
    )  # fmt: skip
    story.document(
        "b.txt",
        "Millers Union accused Orsk Mill of lies.",
        [{"source": "Millers Union", "cue": "accused", "content": "Orsk Mill of lies", "act": "accuse"}],
        title="Lies", date="2031-04-03", publisher="gazette",
    )  # fmt: skip
    graph: Dataset = story.graph()
    return graph


def test_the_tabs_are_tabs(graph: Dataset, open_view: Callable[..., Any]) -> None:
    page = open_view(graph).page
    tabs = page.get_by_role("tab")
    assert tabs.all_inner_texts() == ["Actors", "Claims", "Figures", "Table"]
    page.get_by_role("tab", name="Claims").focus()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("tab", name="Figures")).to_be_focused()
    expect(page.get_by_role("tabpanel", name="Figures")).to_be_visible()
    page.keyboard.press("End")
    expect(page.get_by_role("tabpanel", name="Table")).to_be_visible()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("tabpanel", name="Actors")).to_be_visible()
    assert page.locator("[role=tab][tabindex='0']").all_inner_texts() == ["Actors"]


def test_lines_say_who_does_what_to_whom(quarrel: Dataset, open_view: Callable[..., Any]) -> None:
    page = open_view(quarrel).page
    page.get_by_role("tab", name="Actors").click()
    assert lines(page) == {
        ("Millers Union", "Orsk Mill", 3),
        ("Orsk Mill", "Millers Union", 1),
        ("Orsk Gazette", "Millers Union", 1),
    }
    widths = {
        (tie["from"], tie["to"]): (tie["count"], tie["width"]) for tie in page.evaluate("claimgraph.ties()")
    }
    assert [width for _, width in sorted(widths.values())] == sorted(width for _, width in widths.values())
    assert max(widths.values())[1] > min(widths.values())[1], "three claims are wider than one"
    expect(page.locator("#amount")).to_contain_text("1 actor without a tie to another left out.")
    names = page.evaluate("claimgraph.shown().map((id) => claimgraph.items[id].name)")
    assert sorted(names) == ["Millers Union", "Orsk Gazette", "Orsk Mill"]


def test_the_legend_has_the_ties_of_the_drawing(quarrel: Dataset, open_view: Callable[..., Any]) -> None:
    page = open_view(quarrel).page
    quotes, states = page.get_by_label(re.compile("^relays")), page.get_by_label(re.compile("^stated in"))
    expect(states).to_be_visible()
    expect(quotes).to_be_hidden()
    page.get_by_role("tab", name="Actors").click()
    expect(states).to_be_hidden()
    expect(page.locator(".line").filter(has=quotes).locator(".count")).to_have_text("1")
    quotes.uncheck()
    page.wait_for_function("claimgraph.ties().length === 2")
    assert ("Orsk Gazette", "Millers Union", 1) not in lines(page)


def test_a_click_on_a_line_opens_the_claims_behind_it(
    quarrel: Dataset, open_view: Callable[..., Any]
) -> None:
    view = open_view(quarrel)
    page, panel = view.page, view.page.locator("#panel-body")
    page.get_by_role("tab", name="Actors").click()
    page.wait_for_timeout(100)
    at = page.evaluate(
        "([from, to]) => claimgraph.middleOf(from, to)",
        [view.id_of("Millers Union"), view.id_of("Orsk Mill")],
    )
    page.mouse.click(at["x"], at["y"])
    expect(panel.locator("h2")).to_have_text("Millers Union and Orsk Mill")
    assert [" ".join(each.split()) for each in panel.locator("h3").all_inner_texts()] == [
        "Millers Union → Orsk Mill: accuses 3",
        "Orsk Mill → Millers Union: denies 1",
    ]
    assert panel.locator("mark.content").all_inner_texts() == [
        "Orsk Mill of fraud", "Orsk Mill of theft", "Orsk Mill of lies", "Millers Union had asked"
    ]  # fmt: skip
    page.locator("#least").fill("0.5")
    expect(panel.locator("mark.content")).to_have_count(3)
    assert ("Millers Union", "Orsk Mill", 2) in lines(page)
    page.get_by_label(re.compile("^accuses")).uncheck()
    page.wait_for_function("claimgraph.ties().length === 1")
    assert lines(page) == {("Orsk Mill", "Millers Union", 1)}, "the gazette printed an accusation only"
    page.reload()
    view.requests.pop()
    expect(panel.locator("h2")).to_have_text("Millers Union and Orsk Mill")


def test_the_selection_stays_from_one_way_to_the_next(
    quarrel: Dataset, open_view: Callable[..., Any]
) -> None:
    view = open_view(quarrel)
    page = view.page
    view.click_node(view.id_of("Orsk Mill"))
    for name in ("Actors", "Table", "Figures", "Claims"):
        page.get_by_role("tab", name=name).click()
        expect(page.locator("#panel-body h2")).to_have_text("Orsk Mill")
    page.get_by_role("tab", name="Actors").click()
    page.wait_for_timeout(100)
    view.click_node(view.id_of("Orsk Gazette"))
    expect(page.locator("#panel-body h2")).to_have_text("Orsk Gazette")
    faint = page.evaluate("claimgraph.faint().map((id) => claimgraph.items[id].name)")
    assert faint == ["Orsk Mill"], "what is not tied to it fades"


def test_each_drawing_is_left_as_it_was(quarrel: Dataset, open_view: Callable[..., Any]) -> None:
    page = open_view(quarrel).page
    page.locator("#zoom-in").click()
    page.wait_for_timeout(50)
    before = page.evaluate("[claimgraph.network.getScale(), claimgraph.network.getViewPosition()]")
    page.get_by_role("tab", name="Actors").click()
    page.get_by_role("tab", name="Table").click()
    page.get_by_role("tab", name="Claims").click()
    after = page.evaluate("[claimgraph.network.getScale(), claimgraph.network.getViewPosition()]")
    assert after[0] == pytest.approx(before[0])
    assert after[1] == pytest.approx(before[1], abs=1)


def test_many_actors_open_in_part_and_search_reaches_the_rest(
    make_large: Callable[..., Any], open_view: Callable[..., Any]
) -> None:
    page = open_view(make_large(40, 200, 8).graph(), cap=12).page
    page.get_by_role("tab", name="Actors").click()
    expect(page.locator("#amount")).to_have_text(re.compile(r"^Showing 12 of \d+ actors: "))
    assert page.evaluate("claimgraph.shown().length") <= 12
    hidden = page.evaluate(
        """claimgraph.items.find((item) => item.of === "actor" && item.ties.length > 2
            && !claimgraph.shown().includes(item.id)).name"""
    )
    page.fill("#search", hidden)
    expect(page.locator(".summary")).to_contain_text(hidden)
    page.press("#search", "Enter")
    expect(page.locator("#panel-body h2")).to_have_text(hidden)
    shown = page.evaluate("claimgraph.shown().map((id) => claimgraph.items[id].name)")
    assert hidden in shown
    assert len(shown) > 12, "and those that it is tied to"
