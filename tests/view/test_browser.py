"""What a person does with the page, and what they then see, in a real browser."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect
from rdflib import Dataset

from claimgraph.ontology import load_ontology

pytestmark = pytest.mark.browser

HOSTILE = "</script><script>alert(1)</script><img src=x onerror=alert(2)>\"' & \u202e\u2028<!--"
SIZES = [(1440, 900), (768, 1024), (360, 740)]


def test_it_opens_from_a_file_with_no_other_request(graph: Dataset, open_view: Callable[..., Any]) -> None:
    view = open_view(graph, title="Floods of 2031")
    expect(view.page).to_have_title("Floods of 2031")
    expect(view.page.get_by_role("heading", level=1)).to_have_text("Floods of 2031")
    expect(view.page.locator("#facts")).to_have_text("4 actors · 8 claims · 2 documents")
    assert view.page.evaluate("claimgraph.shown().length") == 14
    assert view.page.evaluate("claimgraph.ties().length") == 21
    assert view.page.evaluate("document.doctype.name + document.documentElement.lang") == "htmlen"


def test_the_policy_is_in_force(graph: Dataset, open_view: Callable[..., Any]) -> None:
    view = open_view(graph)
    blocked = view.page.evaluate(
        """async () => {
            const blocked = [];
            document.addEventListener("securitypolicyviolation",
                (event) => blocked.push(event.effectiveDirective));
            const script = document.createElement("script");
            script.textContent = "window.got = 1";
            document.body.append(script);
            document.body.setAttribute("onclick", "window.got = 2");
            document.body.click();
            await fetch("https://example.org/").catch(() => {});
            await new Promise((done) => setTimeout(done, 100));
            return [blocked, window.got];
        }"""
    )
    assert blocked == [["script-src-elem", "script-src-attr", "connect-src"], None]
    assert all("Content Security Policy" in problem for problem in view.problems)
    view.problems.clear()
    view.requests[:] = [url for url in view.requests if url.startswith("file:")]


def test_clicking_an_actor_shows_its_claims_with_the_words(
    graph: Dataset, open_view: Callable[..., Any]
) -> None:
    view = open_view(graph)
    view.click_node(view.id_of("Mira Tolenko"))
    panel = view.page.locator("#panel-body")
    expect(panel.locator("h2")).to_have_text("Mira Tolenko")
    expect(panel).to_contain_text("spokeswoman")
    expect(panel.locator("h3").first).to_have_text(re.compile("asserts *2"))
    quotes = panel.locator(".card").filter(has_text="quoted directly")
    assert quotes.locator("mark.content").all_inner_texts() == [
        "The gates were opened in time,",
        "and nobody was asked to leave.",
    ]
    expect(quotes.locator("mark.cue")).to_have_text("said")
    expect(quotes.locator("mark.source").first).to_have_text("Mira Tolenko, its spokeswoman")
    expect(quotes).to_contain_text("Dam held, ministry says · 2031-03-03")
    expect(panel.locator(".card").filter(has_text="promised").locator("mark.content")).to_have_text(
        "the logs would be public by Friday"
    )


def test_clicking_a_claim_shows_it_with_its_figure_and_ties(
    graph: Dataset, open_view: Callable[..., Any]
) -> None:
    view = open_view(graph)
    id_ = view.page.evaluate(
        "claimgraph.items.findIndex(item => item.figures && item.figures[0].value === '11')"
    )
    view.click_node(id_)
    panel = view.page.locator("#panel-body")
    expect(panel.locator("h2")).to_have_text("Riverside League asserts")
    expect(panel.locator(".figures").first).to_have_text(re.compile(r"11 · deaths.*“11”", re.IGNORECASE))
    expect(panel).to_contain_text("Relayed by")
    panel.get_by_role("button", name="Mira Tolenko").click()
    expect(panel.locator("h2")).to_have_text("Mira Tolenko")


def test_a_claim_without_a_name_behind_it_says_so(graph: Dataset, open_view: Callable[..., Any]) -> None:
    view = open_view(graph)
    view.page.fill("#search", "publish the logs")
    view.page.press("#search", "Enter")
    expect(view.page.locator("#panel-body h2")).to_have_text(
        "Unnamed source demands, addressed to Ministry of Water"
    )


def test_clicking_a_document_shows_its_claims_in_order(
    make_large: Callable[..., Any], open_view: Callable[..., Any]
) -> None:
    view = open_view(make_large(30, 150, 8).graph())
    view.click_node(0)
    quotes = view.page.locator("#panel-body blockquote").all_inner_texts()
    assert [int(re.findall(r"\((\d+)\)", quote)[-1]) for quote in quotes] == list(range(1, len(quotes) + 1))
    expect(view.page.locator("#panel-body dl")).to_contain_text("Publisher")


@pytest.mark.parametrize("path", ["flood.txt", "reply.txt"])
def test_show_in_document_marks_exactly_the_claim(
    graph: Dataset, story: Any, open_view: Callable[..., Any], path: str
) -> None:
    view = open_view(graph)
    document = next(each for each in story.documents if each.document.path == path)
    text = document.document.text
    for claim in document.claims:
        words = "".join(span.of(text) for span in claim.content)
        id_ = view.page.evaluate(
            """([title, start]) => claimgraph.items.findIndex((item) => item.content
                && item.content[0] === start && claimgraph.items[item.document].name === title)""",
            [document.document.title, claim.content[0].start],
        )
        view.page.locator(f'[data-item="{id_}"]').click()
        view.page.locator(f'.card[data-claim="{id_}"] .show-text').click()
        shown = view.page.locator("#text")
        assert shown.evaluate("element => element.textContent") == text
        marks = shown.locator("mark.content")
        assert "".join(marks.evaluate_all("marks => marks.map(mark => mark.textContent)")) == words
        # and at that very place, not merely the same words elsewhere
        before = shown.evaluate(
            """element => { const range = document.createRange(); range.setStart(element, 0);
                range.setEndBefore(element.querySelector("mark.content"));
                return [...range.toString()].length; }"""
        )
        assert before == claim.content[0].start
        expect(marks.first).to_be_in_viewport()
        view.page.keyboard.press("Escape")
        view.page.keyboard.press("Escape")


def test_a_far_place_is_scrolled_to(make_large: Callable[..., Any], open_view: Callable[..., Any]) -> None:
    view = open_view(make_large(10, 60, 1).graph())
    view.click_node(0)
    view.page.locator(".show-text").last.click()
    expect(view.page.locator("mark.content")).to_be_in_viewport()
    assert view.page.locator("#panel-body").evaluate("element => element.scrollTop") > 500


def test_where_an_actor_is_named_is_marked(graph: Dataset, open_view: Callable[..., Any]) -> None:
    view = open_view(graph)
    view.click_node(view.id_of("Riverside League"))
    view.page.locator("#panel-body .row").filter(has_text="3 places").click()
    marks = view.page.locator("#text mark.mention").all_inner_texts()
    assert marks == ["Riverside League"] * 3


def test_search_finds_names_other_names_and_words_of_claims(
    graph: Dataset, open_view: Callable[..., Any]
) -> None:
    view = open_view(graph)
    rows = view.page.locator("#panel-body .row .name")
    for query, found in (
        ("MIRA", ["Mira Tolenko"]),
        ("the league", ["Riverside League"]),
        ("tolenko mira", ["Mira Tolenko"]),
        ("drówned", ["at least 14 people drowned below the weir"]),
    ):
        view.page.fill("#search", query)
        expect(view.page.locator(".summary")).to_contain_text(f"“{query}”")
        assert [name for name in rows.all_inner_texts() if name in found] == found
        expect(rows.first).to_have_text(found[0])
    faint = view.page.evaluate("claimgraph.faint().length")
    assert faint == 13
    view.page.fill("#search", "nobody wrote this")
    expect(view.page.locator(".summary")).to_have_text("0 results for “nobody wrote this”.")
    expect(view.page.locator("#status")).to_have_text("0 results for “nobody wrote this”.")


def test_the_legend_filters_graph_and_list(graph: Dataset, open_view: Callable[..., Any]) -> None:
    view = open_view(graph)
    nodes = "claimgraph.shown().length"
    view.page.get_by_label(re.compile("^demands")).uncheck()
    view.page.wait_for_function(f"{nodes} === 13")
    expect(view.page.locator("#panel-body")).not_to_contain_text("publish the logs")
    expect(view.page.locator(".summary")).to_have_text("1 more is hidden by the legend.")
    view.page.get_by_label(re.compile("^Person")).uncheck()  # and with her, the three claims that she makes
    view.page.wait_for_function(f"{nodes} === 9")
    view.page.get_by_label(re.compile("^Document")).uncheck()
    view.page.wait_for_function(f"{nodes} === 7")
    view.page.get_by_role("button", name="Show none: Claims").click()
    view.page.wait_for_function(f"{nodes} === 0")  # the actors have nothing left that ties them
    for group in ("Actors", "Claims"):
        view.page.get_by_role("button", name=f"Show all: {group}").click()
    view.page.get_by_label(re.compile("^Document")).check()
    view.page.wait_for_function(f"{nodes} === 14")
    view.page.get_by_label(re.compile("^stated in")).uncheck()
    view.page.wait_for_function("claimgraph.ties().length === 13")


def test_everything_is_reached_by_keyboard(graph: Dataset, open_view: Callable[..., Any]) -> None:
    page = open_view(graph).page
    focus = "document.activeElement.id || document.activeElement.className || document.activeElement.tagName"
    page.keyboard.press("/")
    assert page.evaluate(focus) == "search"
    page.keyboard.type("mira")
    expect(page.locator(".summary")).to_contain_text("“mira”")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator("#panel-body h2")).to_be_focused()
    for _ in range(6):  # the tools for the drawing come first
        page.keyboard.press("Tab")
    expect(page.locator(".show-text").first).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#text")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(".show-text").first).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator(".row").first).to_be_focused()
    page.keyboard.press("ArrowUp")
    assert page.evaluate(focus) == "search"
    page.keyboard.press("ArrowDown")
    expect(page.locator(".row").first).to_be_focused()
    page.keyboard.press("/")
    page.keyboard.press("Escape")
    expect(page.locator("#search")).to_have_value("")
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()


def test_tab_order_goes_modes_search_help_graph_legend_zoom_list(
    graph: Dataset, open_view: Callable[..., Any]
) -> None:
    page = open_view(graph).page
    order = []
    for _ in range(60):
        page.keyboard.press("Tab")
        order.append(
            page.evaluate(
                """(document.activeElement.closest("#skip, #modes, #search, #save, #theme, #help-open, #legend, #zoom") || {}).id
                    || document.activeElement.className"""
            )
        )
        if "row" in order:
            break
    stops = list(dict.fromkeys(order))
    assert stops == [
        "skip", "modes", "search", "save", "theme", "help-open", "vis-network", "legend", "zoom", "row"
    ]  # fmt: skip
    names = page.evaluate(
        """[...document.querySelectorAll("button, input, [tabindex='0']")]
            .filter((element) => element.checkVisibility())
            .filter((element) => !element.textContent.trim() && !element.ariaLabel && !element.labels?.length)
            .length"""
    )
    assert names == 0


def test_a_click_beside_everything_goes_back_to_the_list(
    graph: Dataset, open_view: Callable[..., Any]
) -> None:
    view = open_view(graph)
    view.click_node(view.id_of("Mira Tolenko"))
    expect(view.page.locator("#back")).to_be_visible()
    box = view.page.locator("#graph").bounding_box()
    view.page.mouse.click(box["x"] + box["width"] - 5, box["y"] + 5)
    expect(view.page.locator("#back")).to_be_hidden()


@pytest.mark.parametrize("dark", [False, True])
def test_hostile_text_stays_text(new_story: Any, open_view: Callable[..., Any], dark: bool) -> None:
    one, other = f"One {HOSTILE}", f"Other {HOSTILE}"
    story = new_story()
    story.actor("one", one, "Person", f"aka {HOSTILE}", roles=[f"role {HOSTILE}"])
    story.actor("other", other, "Court")
    text = f"{one} told {other} that {HOSTILE} was written."
    claims = [
        {"source": one, "cue": "told", "content": f"{HOSTILE} was written"},
        {"source": other, "cue": "that", "content": text, "act": "demand", "to": "one",
         "figures": [(HOSTILE[9:20], 3, "deaths")]},
    ]  # fmt: skip
    title = f"title {HOSTILE}"
    story.document(f"{HOSTILE[1:8]}.txt", text, claims, title=title, language=HOSTILE, publisher="one")
    view = open_view(story.graph(), title=f"heading {HOSTILE}", dark=dark)
    page, panel = view.page, view.page.locator("#panel-body")
    for name in (one, other, title):
        id_ = view.id_of(" ".join(name.split(" ")))
        panel.locator(f'.row[data-item="{id_}"]').click()
        expect(panel.locator("h2")).to_contain_text("<img src=x onerror=alert(2)>")
        panel.locator(".show-text").first.click()
        assert page.locator("#text").evaluate("element => element.textContent") == text
        page.keyboard.press("Escape")
        page.keyboard.press("Escape")
    page.fill("#search", "</script>")
    expect(page.locator(".summary")).to_have_text("5 results for “</script>”.")
    page.hover("#graph")
    assert page.evaluate("document.querySelectorAll('img').length") == 0
    assert page.evaluate("document.scripts.length") == 6
    assert page.locator("h1").inner_text().startswith("heading </script>")


def test_names_in_any_direction_keep_to_themselves(new_story: Any, open_view: Callable[..., Any]) -> None:
    story = new_story()
    story.actor("a", "منظمة الأنهار", "NonGovernmentalOrganization")
    claim = {"source": "منظمة الأنهار", "cue": "said that", "content": "the river rose"}
    story.document("a.txt", "منظمة الأنهار said that the river rose.", [claim])
    view = open_view(story.graph())
    view.page.fill("#search", "الأنهار")
    expect(view.page.locator(".summary")).to_contain_text("1 result for")
    name = view.page.locator(".row .name").first
    expect(name).to_have_text("منظمة الأنهار")
    assert name.evaluate("element => getComputedStyle(element).direction") == "rtl"


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize(("width", "height"), SIZES)
def test_it_fits_every_screen(
    make_large: Callable[..., Any], open_view: Callable[..., Any], width: int, height: int, dark: bool
) -> None:
    page = open_view(make_large(30, 150, 8).graph(), width=width, height=height, dark=dark).page
    for _ in range(2):
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert page.evaluate("document.documentElement.scrollHeight") <= height
        graph, panel = page.locator("#graph").bounding_box(), page.locator("#panel").bounding_box()
        assert graph["width"] >= 300
        assert graph["height"] >= 150
        assert panel["width"] >= 320
        assert panel["height"] >= 200
        page.locator(".row").first.click()
    outside = page.evaluate(
        """() => { const box = document.getElementById("graph").getBoundingClientRect();
            document.getElementById("zoom-fit").click();
            return claimgraph.items.map((item) => claimgraph.positionOf(item.id)).filter(({ x, y }) =>
                x < box.left || x > box.right || y < box.top || y > box.bottom).length; }"""
    )
    assert outside == 0


@pytest.mark.parametrize("dark", [False, True])
def test_text_has_enough_contrast(graph: Dataset, open_view: Callable[..., Any], dark: bool) -> None:
    view = open_view(graph, dark=dark)
    view.click_node(view.id_of("Mira Tolenko"))
    worst = view.page.evaluate(
        """() => {
            const numbers = (colour) => colour.match(/[\\d.]+/g).map(Number);
            const light = ([r, g, b]) => [r, g, b].map((c) => c / 255)
                .map((c) => (c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4))
                .reduce((sum, c, at) => sum + c * [0.2126, 0.7152, 0.0722][at], 0);
            const ground = (element) => {
                for (let at = element; at; at = at.parentElement) {
                    const found = numbers(getComputedStyle(at).backgroundColor);
                    if (found.length === 3 || found[3] > 0) return found;
                }
            };
            let worst = [99, ""];
            const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
            while (walker.nextNode()) {
                const element = walker.currentNode.parentElement;
                if (!walker.currentNode.data.trim() || !element.checkVisibility()) continue;
                const one = light(numbers(getComputedStyle(element).color));
                const other = light(ground(element));
                const ratio = (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
                if (ratio < worst[0]) worst = [ratio, walker.currentNode.data];
            }
            return worst;
        }"""
    )
    assert worst[0] >= 4.5, worst


def test_a_large_graph_opens_in_part_and_search_reaches_the_rest(
    make_large: Callable[..., Any], open_view: Callable[..., Any]
) -> None:
    view = open_view(make_large(30, 150, 8).graph(), cap=60)
    amount = view.page.locator("#amount")
    expect(amount).to_have_text(re.compile(r"^Showing \d+ of 187: "))
    before = view.page.evaluate("claimgraph.shown().length")
    assert before <= 60
    hidden = view.page.evaluate(
        """() => claimgraph.items.find((item) => item.of === "actor" && item.ties.length > 3
            && !claimgraph.shown().includes(item.id)).name"""
    )
    view.page.fill("#search", hidden)
    expect(view.page.locator(".row").first).to_contain_text(hidden)
    view.page.press("#search", "Enter")
    expect(view.page.locator("#panel-body h2")).to_have_text(hidden)
    after = view.page.evaluate("claimgraph.shown().length")
    assert after > before
    expect(amount).to_have_text(re.compile(f"^Showing {after} of 187: "))


def test_selecting_fades_the_rest_and_going_back_brings_it_back(
    graph: Dataset, open_view: Callable[..., Any]
) -> None:
    view = open_view(graph)
    faint = "claimgraph.faint()"
    view.click_node(view.id_of("Orsk Weir"))
    names = view.page.evaluate(f"{faint}.map(id => claimgraph.items[id].name).filter(Boolean)")
    assert sorted(names) == [
        "Dam held, ministry says",
        "Ministry of Water",
        "Mira Tolenko",
        "Riverside League",
        "Where are the logs?",
    ]
    view.page.keyboard.press("Escape")
    view.page.wait_for_function(f"{faint}.length === 0")


def test_the_drawing_follows_from_light_to_dark(graph: Dataset, open_view: Callable[..., Any]) -> None:
    page = open_view(graph).page
    colours = "claimgraph.ties().map(tie => tie.colour)"
    light = page.evaluate(colours)
    page.emulate_media(color_scheme="dark")
    # The browser tells the page a moment later; the wait fails the test if no edge changes.
    page.wait_for_function(f"light => {colours}.every((colour, i) => colour !== light[i])", arg=light)


def test_positions_do_not_move(graph: Dataset, open_view: Callable[..., Any]) -> None:
    page = open_view(graph).page
    before = page.evaluate("claimgraph.places()")
    page.wait_for_timeout(300)
    assert page.evaluate("claimgraph.places()") == before
    assert page.evaluate("claimgraph.network.physics.physicsEnabled") is False


def test_an_actor_shows_what_is_said_of_it_and_another_with_the_sentence(
    offices: Dataset, open_view: Callable[..., Any]
) -> None:
    view = open_view(offices)
    view.click_node(view.id_of("Tolenko Fund"))
    panel = view.page.locator("#panel-body")
    cards = panel.locator(".relation")
    assert [" ".join(text.split()) for text in cards.locator(".who").all_inner_texts()] == [
        "Mira Tolenko heads Tolenko Fund as “director”",
        "Ilir Zoric formerly heads Tolenko Fund as “chair”",
        "Tolenko Fund is based in Orsk",
    ]
    expect(cards.first.locator("blockquote")).to_have_text(
        "Mira Tolenko, director of the Tolenko Fund (TF), left."
    )
    expect(cards.first.locator("mark")).to_have_text("Mira Tolenko, director of the Tolenko Fund")
    expect(cards.first).to_contain_text("Said in The fund · 2031-03-03 · in apposition")
    cards.nth(1).get_by_role("button", name="Show in document").click()
    expect(panel.locator("mark.content")).to_have_text("Its former chair, Ilir Zoric")
    view.page.keyboard.press("Escape")
    panel.locator(".relation .link").first.click()
    expect(panel.locator("h2")).to_have_text("Mira Tolenko")
    assert panel.locator(".relation").count() == 1


def test_an_actor_says_why_its_names_are_one(offices: Dataset, open_view: Callable[..., Any]) -> None:
    view = open_view(offices)
    view.click_node(view.id_of("Tolenko Fund"))
    why = view.page.locator("details.why")
    why.locator("summary").click()
    assert why.locator("li").all_inner_texts() == [
        "TF acronym defined in text (0.95)",
        "Tolenko Fund full name (1.00)",
    ]
    view.click_node(view.id_of("Mira Tolenko"))
    expect(why).to_have_count(0)


def test_the_colour_of_a_tie_comes_from_the_ontology(
    offices: Dataset, open_view: Callable[..., Any], tmp_path: Path
) -> None:
    colours = set()
    for number, colour in enumerate(("#123456", "#654321")):
        mine = tmp_path / f"{number}.ttl"
        mine.write_text(
            f'@prefix cg: <https://w3id.org/claimgraph/ontology#> .\ncg:publisher cg:colour "{colour}" .\n',
            encoding="utf-8",
        )
        view = open_view(offices, ontology=load_ontology([mine]))
        sample = view.page.locator("#legend .tie-publisher")
        colours.add(sample.evaluate("each => getComputedStyle(each).borderTopColor"))
        drawn = "claimgraph.ties().map((each) => each.colour)"
        assert colour in view.page.evaluate(drawn)
    assert colours == {"rgb(18, 52, 86)", "rgb(101, 67, 33)"}
