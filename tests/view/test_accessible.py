"""What people who use a keyboard, a screen reader, a small screen or a printer meet; axe-core judges the rest."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect
from rdflib import Dataset

pytestmark = pytest.mark.browser

MODES = ("Actors", "Claims", "Figures", "Table")
SIZES = [(1440, 900), (360, 740)]

CONTRAST = """() => {
    const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
    const numbers = (colour) => { canvas.clearRect(0, 0, 1, 1); canvas.fillStyle = colour; canvas.fillRect(0, 0, 1, 1);
        return [...canvas.getImageData(0, 0, 1, 1).data]; };
    const light = ([r, g, b]) => [r, g, b].map((c) => c / 255)
        .map((c) => (c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4))
        .reduce((sum, c, at) => sum + c * [0.2126, 0.7152, 0.0722][at], 0);
    const ground = (element) => {
        for (let at = element; at; at = at.parentElement) {
            const found = numbers(getComputedStyle(at).backgroundColor);
            if (found[3] > 250) return found;
        }
    };
    const poor = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
        const element = walker.currentNode.parentElement;
        if (!walker.currentNode.data.trim() || !element.checkVisibility({ visibilityProperty: true })) continue;
        if (element.closest("svg, :disabled")) continue; // texts of charts lie on shapes: V3's tests look at them
        const [one, other] = [light(numbers(getComputedStyle(element).color)), light(ground(element))];
        const ratio = (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
        if (ratio < 4.5) poor.push([ratio.toFixed(2), walker.currentNode.data.trim().slice(0, 40)]);
    }
    return poor;
}"""


def violations(page: Page) -> list[str]:
    """What axe-core calls serious or critical, with where."""
    found = Axe().run(page).response["violations"]
    return [
        f"{each['id']}: {node['target']} {node['failureSummary']}"
        for each in found
        if each["impact"] in ("serious", "critical")
        for node in each["nodes"]
    ]


def go(page: Page, mode: str) -> None:
    page.get_by_role("tab", name=mode).click()
    expect(page.get_by_role("tab", name=mode)).to_have_attribute("aria-selected", "true")


def open_legend(page: Page) -> None:
    if page.locator("#legend").get_attribute("open") is None:
        page.locator("#legend > summary").click()


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize(("width", "height"), SIZES)
@pytest.mark.parametrize("mode", MODES)
def test_axe_finds_nothing_serious_and_texts_have_contrast(
    graph: Dataset, open_view: Callable[..., Any], mode: str, width: int, height: int, dark: bool
) -> None:
    page = open_view(graph, width=width, height=height, dark=dark).page
    go(page, mode)
    assert violations(page) == []
    assert page.evaluate(CONTRAST) == []
    item = "document.querySelector('#status') && claimgraph.items.find((each) => each.name === 'Riverside League').iri"
    page.evaluate(f"location.hash = 'mode={mode.lower()}&item=' + ({item})")
    expect(page.locator("#panel-body h2")).to_have_text("Riverside League")
    assert violations(page) == []
    assert page.evaluate(CONTRAST) == []


def test_axe_would_find_what_is_wrong(graph: Dataset, open_view: Callable[..., Any]) -> None:
    page = open_view(graph).page
    page.evaluate("document.getElementById('back').before(document.createElement('button'))")
    assert [each.split(":")[0] for each in violations(page)] == ["button-name"]


@pytest.mark.parametrize("dark", [False, True])
def test_so_it_is_with_everything_open(graph: Dataset, open_view: Callable[..., Any], dark: bool) -> None:
    page = open_view(graph, dark=dark).page
    page.fill("#search", "dam")
    expect(page.locator(".summary")).to_contain_text("“dam”")
    assert violations(page) == []
    page.locator("#panel-body .row").last.click()
    page.locator(".show-text").first.click()
    expect(page.locator("#text")).to_be_visible()
    assert violations(page) == []
    assert page.evaluate(CONTRAST) == []
    page.locator("#save summary").click()
    assert violations(page) == []
    assert page.evaluate(CONTRAST) == []
    page.keyboard.press("Escape")
    page.locator("#help-open").click()
    assert violations(page) == []
    assert page.evaluate(CONTRAST) == []


@pytest.mark.parametrize("mode", MODES)
def test_on_a_phone_what_is_touched_is_large_enough_and_nothing_is_cut_off(
    graph: Dataset, open_view: Callable[..., Any], mode: str
) -> None:
    page = open_view(graph, width=360, height=740).page
    go(page, mode)
    open_legend(page)
    small = page.evaluate(
        """() => [...document.querySelectorAll("button, select, summary, input, label.line")]
            .filter((each) => each.checkVisibility() && !each.closest("label.line, .unseen") || each.matches("label.line"))
            .filter((each) => each.checkVisibility() && getComputedStyle(each).display !== "inline")
            .map((each) => [each.getBoundingClientRect(), each])
            .filter(([box]) => box.width && (box.width < 24 || box.height < 24))
            .map(([box, each]) => `${each.id || each.className || each.tagName} ${box.width}x${box.height}`)"""
    )
    assert small == []
    outside = page.evaluate(
        """() => [...document.querySelectorAll("header *, #legend *, #panel *, #table-bar *")]
            .filter((each) => each.checkVisibility() && !each.closest("svg, .unseen, #skip"))
            .map((each) => [each.getBoundingClientRect(), each])
            .filter(([box]) => box.width && (box.left < -1 || box.right > 361))
            .map(([box, each]) => `${each.id || each.className || each.tagName} ${box.left} to ${box.right}`)"""
    )
    assert outside == []


def test_the_first_stop_skips_to_the_list(graph: Dataset, open_view: Callable[..., Any]) -> None:
    page = open_view(graph).page
    page.keyboard.press("Tab")
    skip = page.get_by_role("button", name="Skip to the list")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("#panel-body")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator("#panel-body .row").first).to_be_focused()
    go(page, "Table")
    skip.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#table-rows")).to_be_focused()


def test_every_stop_of_the_tab_key_can_be_seen(graph: Dataset, open_view: Callable[..., Any]) -> None:
    page = open_view(graph).page
    for mode in MODES:
        go(page, mode)
        for _ in range(45):
            page.keyboard.press("Tab")
            seen = page.evaluate(
                """() => { const style = getComputedStyle(document.activeElement);
                    return document.activeElement === document.body || style.outlineStyle !== "none"
                        || document.activeElement.closest("#panel-body") ? null : document.activeElement.outerHTML; }"""
            )
            assert seen is None


def test_letters_typed_into_a_box_are_no_commands(graph: Dataset, open_view: Callable[..., Any]) -> None:
    page = open_view(graph).page
    page.focus("#search")
    page.keyboard.type("a/b?")
    expect(page.locator("#search")).to_have_value("a/b?")
    expect(page.get_by_role("dialog")).to_be_hidden()
    page.keyboard.press("Escape")
    go(page, "Table")
    page.locator("#table-of").focus()
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_be_hidden()
    page.locator("#help-open").focus()
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="How to read this page")).to_be_visible()


def test_the_help_says_what_the_graph_was_made_of(graph: Dataset, open_view: Callable[..., Any]) -> None:
    page = open_view(graph).page
    page.get_by_role("button", name="How to read this page").click()
    facts = page.get_by_role("dialog").locator("#build-facts")
    assert [" ".join(text.split()) for text in facts.locator("dd").all_inner_texts()] == [
        "4 actors, 8 claims, 2 documents",
        "2031-03-03 to 2031-03-05",
        "claimgraph 0",
        "none 0",
        "fast: without a transformer, so less is found",
    ]
    expect(page.get_by_role("dialog")).to_contain_text("who says what, never who is right")


@pytest.mark.parametrize("dark", [False, True])
def test_light_and_dark_are_a_choice_that_lasts(
    graph: Dataset, open_view: Callable[..., Any], dark: bool
) -> None:
    view = open_view(graph, dark=dark)
    page = view.page
    ground = "getComputedStyle(document.body).backgroundColor"
    colours = {False: "rgb(255, 255, 255)", True: "rgb(21, 23, 27)"}
    assert page.evaluate(ground) == colours[dark]
    button = page.get_by_role("button", name="Dark colours")
    expect(button).to_have_attribute("aria-pressed", str(dark).lower())
    button.click()
    assert page.evaluate(ground) == colours[not dark]
    expect(button).to_have_attribute("aria-pressed", str(not dark).lower())
    page.reload()
    assert page.evaluate(ground) == colours[not dark]
    page.emulate_media(color_scheme="light" if dark else "dark")
    assert page.evaluate(ground) == colours[not dark]
    button.click()
    assert page.evaluate(ground) == colours[dark]
    view.requests[:] = view.requests[:1]


def test_nothing_moves_for_those_who_want_it_still(graph: Dataset, open_view: Callable[..., Any]) -> None:
    page = open_view(graph).page  # the fixture asks for reduced motion
    page.locator("#panel-body .row").first.click()
    running = page.evaluate("document.getAnimations().length")
    before = page.evaluate("claimgraph.network.getViewPosition()")
    page.wait_for_timeout(120)
    assert (running, page.evaluate("claimgraph.network.getViewPosition()")) == (0, before)


@pytest.mark.parametrize("mode", ["Claims", "Table"])
def test_what_is_read_is_printed_and_the_rest_is_not(
    graph: Dataset, open_view: Callable[..., Any], tmp_path: Path, mode: str
) -> None:
    page = open_view(graph).page
    go(page, mode)
    page.emulate_media(media="print")
    for chrome in (
        "#search-form",
        "#modes",
        "#legend",
        "#zoom",
        "#save",
        "#theme",
        "#help-open",
        "#graph canvas",
    ):
        expect(page.locator(chrome)).to_be_hidden()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    shown = page.locator("#table table" if mode == "Table" else "#panel-body .rows").first
    expect(shown).to_be_visible()
    assert shown.evaluate("each => each.getBoundingClientRect().right") <= 1440
    assert page.evaluate("getComputedStyle(document.body).overflow") == "visible"


def test_kinds_differ_by_shape_and_not_by_colour_alone(
    make_large: Callable[..., Any], open_view: Callable[..., Any]
) -> None:
    page = open_view(make_large(30, 150, 8).graph()).page
    kinds = page.evaluate('JSON.parse(document.getElementById("data").textContent).kinds')
    for of in ("actor", "claim"):
        looks = [(kind["shape"], kind["colour"]) for kind in kinds if kind["of"] == of]
        assert len({shape for shape, _ in looks}) >= len({colour for _, colour in looks}) * 2 / 3


def test_names_in_any_script_keep_to_themselves_in_every_list(
    new_story: Any, open_view: Callable[..., Any]
) -> None:
    story = new_story()
    name = "منظمة الأنهار"
    story.actor("a", name, "NonGovernmentalOrganization")
    story.actor("b", "Союз “Дельта”", "NonGovernmentalOrganization")
    claim = {"source": name, "cue": "said that", "content": "the river rose"}
    story.document("a.txt", f"{name} said that the river rose.", [claim], title=f"{name} 2031")
    page = open_view(story.graph()).page
    go(page, "Table")
    cell = page.locator("#table .link").filter(has_text=re.compile(f"^{name}$")).first
    assert cell.evaluate("each => getComputedStyle(each).direction") == "rtl"
    page.fill("#search", "الأنهار")
    expect(page.locator("#table tbody tr")).to_have_count(1)
