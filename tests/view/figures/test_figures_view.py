"""The Figures tab, as people use it: choosing a measure, reading the ledger and the chart, opening what is behind."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from rdflib import Dataset

pytestmark = pytest.mark.browser

HOSTILE = "</script><img src=x onerror=alert(2)>\"' \u202e<!--"


@pytest.fixture
def figures(toll_graph: Dataset, open_view: Callable[..., Any]) -> Page:
    page: Page = open_view(toll_graph).page
    page.get_by_role("tab", name="Figures").click()
    return page


def rows(page: Page, ledger: int = 0) -> list[list[str]]:
    """What a ledger says, row by row, without the signs."""
    found: list[list[str]] = (
        page.locator(".ledger")
        .nth(ledger)
        .evaluate(
            """ledger => [...ledger.querySelectorAll("tr")].map((row) => [...row.cells].map((cell) => {
            const amounts = [...cell.querySelectorAll(".amount")].map((amount) => amount.textContent);
            return amounts.length ? amounts.join(" + ") : cell.textContent; }))"""
        )
    )
    return found


def test_measures_come_with_their_counts_and_disputed_ones_are_marked(figures: Page) -> None:
    measures = figures.get_by_role("group", name="What is counted").get_by_role("button")
    expect(measures.first).to_contain_text(re.compile("deaths *6"))
    expect(measures.first).to_have_attribute("aria-pressed", "true")
    expect(measures.first).to_contain_text("4 disputed")
    expect(measures.filter(has_text="injured")).not_to_contain_text("disputed")


def test_the_ledger_has_a_row_for_each_claimant_and_a_column_for_each_date(figures: Page) -> None:
    assert rows(figures) == [
        ["Claimant", "2031-03-03", "2031-03-09", "2031-03-12"],
        ["Ministry of Order", "16", "19", ""],
        ["Riverside League", "≥ 27", "", ""],
        ["Delta Radio", "", "", "20–30 + 27"],
    ]
    figures.locator("select[data-key=columns]").select_option("Documents")
    assert rows(figures)[0] == [
        "Claimant",
        "Night on the bridge2031-03-03",
        "A week later2031-03-10",
        "What we know2031-03-12",
    ]
    assert rows(figures)[1] == ["Ministry of Order", "16", "19", ""]


def test_a_cell_says_how_it_stands_to_the_others_in_colour_sign_and_words(figures: Page) -> None:
    cell = figures.locator("td").get_by_role("button", name=re.compile("^Ministry of Order: 19 deaths"))
    expect(cell).to_have_accessible_name("Ministry of Order: 19 deaths; 2031-03-09; disputed by; revises")
    expect(cell).to_have_text("≠↻19")
    assert cell.evaluate("cell => getComputedStyle(cell).borderColor") == "rgb(213, 94, 0)"
    key = figures.locator(".sign-key").inner_text()
    assert [re.sub(r"\s+", " ", line) for line in re.findall(r"[a-z][a-z ]+\s+\d", key)] == [
        "disputed 4", "revised 2", "other scope 2", "repeated 2",
    ]  # fmt: skip


def test_figures_that_nothing_else_counts_stand_apart_with_their_scope(figures: Page) -> None:
    expect(figures.locator(".ledger h3").nth(1)).to_have_text("Other figures: deaths")
    expect(figures.locator(".ledger").nth(1).locator("td button")).to_have_text("⊂3officersof 19")


def test_a_cell_opens_its_claim_with_the_figure_marked_and_the_document_behind_it(figures: Page) -> None:
    figures.locator("td").get_by_role("button", name=re.compile("^Riverside League: at least 27")).click()
    panel = figures.locator("#panel-body")
    expect(panel.locator("h2")).to_have_text("Riverside League asserts")
    expect(panel.locator(".card").first.locator("mark.figure")).to_have_text("27")
    expect(panel.locator(".card").first).to_contain_text("at least 27 · deaths")
    expect(figures.locator("td [aria-current=true] .amount")).to_have_text("≥ 27")
    panel.locator(".card").first.get_by_role("button", name="Show in document").click()
    mark = figures.locator("#text mark.figure")
    expect(mark).to_have_text("27")
    expect(mark).to_be_in_viewport()
    before = mark.evaluate(
        """mark => { const range = document.createRange(); range.setStart(mark.closest("#text"), 0);
            range.setEndBefore(mark); return range.toString(); }"""
    )
    assert before.endswith("said that at least ")
    figures.keyboard.press("Escape")
    figures.keyboard.press("Escape")
    expect(
        figures.locator("td").get_by_role("button", name=re.compile("^Riverside League: at least 27"))
    ).to_be_focused()


def test_a_number_that_is_denied_is_not_one_that_is_given(
    make_tolls: Callable[[], Any], open_view: Callable[..., Any]
) -> None:
    tolls = make_tolls()
    tolls.story.actor("a", "Harbour Board", "StateBody")
    tolls.story.document("a.txt", "Harbour Board denied that 41 people had died.", [{"source": "Harbour Board", "cue": "denied that", "content": "41 people had died", "act": "deny"}], title="A")  # fmt: skip
    tolls.figures(0, ("41", {"value": 41, "measure": "deaths"}))
    page = open_view(tolls.graph()).page
    page.get_by_role("tab", name="Figures").click()
    expect(page.locator("#figures .amount").first).to_have_text("denies 41")


def test_a_figure_outside_of_claims_opens_in_its_sentence(figures: Page) -> None:
    figures.locator("td").get_by_role("button", name=re.compile("^Delta Radio: 20 to 30")).click()
    card = figures.locator("#panel-body .card").first
    expect(card).to_contain_text("Delta Radio, in the document’s own words")
    expect(card.locator("blockquote")).to_have_text("Between 20 and 30 people lost their lives.")
    expect(card.locator("mark.figure")).to_have_text("20 and 30")
    expect(figures.locator("#panel-body")).to_contain_text("20 to 30 cannot hold together with 19.")
    card.get_by_role("button", name="Show in document").click()
    expect(figures.locator("#text mark.figure")).to_have_text("20 and 30")


def test_an_unnamed_source_has_a_row_of_its_own_in_its_document(figures: Page) -> None:
    figures.get_by_role("button", name=re.compile("^injured")).click()
    assert rows(figures)[1] == ["Unnamed source in A week later", "200–900"]
    figures.locator("td button").click()
    expect(figures.locator("#panel-body .figures")).to_contain_text(
        "200 to 900 · injured · in words only “several hundred”"
    )


def test_the_address_holds_what_is_chosen_and_back_undoes_it(
    toll_graph: Dataset, open_view: Callable[..., Any]
) -> None:
    view = open_view(toll_graph)
    figures = view.page
    figures.get_by_role("tab", name="Figures").click()
    figures.locator("select[data-key=scope]").select_option("officers")
    figures.locator("td button").click()
    address = figures.url
    assert address.endswith("figure=" + re.findall(r"figure=(\d+-\d+)", address)[0] + "&scope=officers")
    figures.reload()
    view.requests.pop()
    expect(figures.locator("td [aria-current=true] .amount")).to_have_text("3")
    expect(figures.locator("#panel-body mark.figure").first).to_have_text("3")
    figures.go_back()
    figures.go_back()
    expect(figures.locator("td button")).to_have_count(6)


def test_filters_choose_among_the_figures(figures: Page) -> None:
    cells = figures.locator("td button")
    figures.locator("select[data-key=by]").select_option("Ministry of Order")
    expect(cells).to_have_count(3)
    figures.locator("select[data-key=by]").select_option("Every claimant")
    figures.get_by_role("checkbox", name="Only disputed").check()
    expect(cells).to_have_count(4)
    figures.get_by_role("checkbox", name="Only disputed").uncheck()
    figures.evaluate("location.hash = '#mode=figures&from=2031-03-10'")
    expect(figures.locator("#figures tbody th")).to_have_text(
        ["Ministry of Order", "Delta Radio", "Ministry of Order"]
    )
    figures.evaluate("location.hash = '#mode=figures&from=2032-01-01'")
    expect(figures.locator("#figures")).to_contain_text("The filters let no figure through.")


def test_every_mark_of_the_chart_is_a_button_with_a_name(figures: Page) -> None:
    marks = figures.locator("svg.chart").first.get_by_role("button")
    assert sorted(mark.get_attribute("aria-label") or "" for mark in marks.all()) == [
        "Delta Radio: 20 to 30 deaths; 2031-03-12; disputes",
        "Delta Radio: 27 deaths; 2031-03-12; repeats",
        "Ministry of Order: 16 deaths; 2031-03-03; disputed by; revised by",
        "Ministry of Order: 19 deaths; 2031-03-09; disputed by; revises",
        "Riverside League: at least 27 deaths; 2031-03-03; disputes; differs in scope from; repeated by",
    ]
    picture = figures.locator("svg.chart").first.get_by_role("img")
    expect(picture).to_have_accessible_name(re.compile("3 rows.*by date.*4 figures are disputed.*table"))
    marks.filter(has_text="≥ 27").press("Enter")
    expect(figures.locator("#panel-body h2")).to_have_text("Riverside League asserts")


def test_the_chart_puts_figures_by_date_and_draws_what_ties_them(figures: Page) -> None:
    left = figures.evaluate(
        """() => Object.fromEntries([...document.querySelectorAll(".mark")].map((mark) =>
            [mark.querySelector(".amount").textContent, mark.getBoundingClientRect().left]))"""
    )
    assert left["16"] < left["19"] < left["20–30"]
    chart = figures.locator("svg.chart").first
    expect(chart.locator(".arrow")).to_have_count(1)
    expect(chart.locator(".bracket")).to_have_count(2)
    assert (
        chart.locator(".bracket").first.evaluate("line => getComputedStyle(line).strokeDasharray") != "none"
    )


def test_by_number_a_range_is_a_bar_a_bound_an_arrow_and_a_number_a_dot(figures: Page) -> None:
    figures.locator("select[data-key=axis]").select_option("Number")
    shapes = figures.evaluate(
        """() => Object.fromEntries([...document.querySelectorAll(".mark")].map((mark) =>
            [mark.querySelector(".amount").textContent.split(" ·")[0],
             [...mark.querySelectorAll(".bar, .tip, .dot")].map((shape) => shape.classList[0]).sort().join(" ")]))"""
    )
    assert shapes == {"16": "dot", "19": "dot", "≥ 27": "bar dot tip", "20–30": "bar", "27": "dot"}
    across = figures.evaluate(
        """() => ["16", "20–30", "27"].map((text) => {
            const mark = [...document.querySelectorAll(".mark")].find((mark) => mark.textContent.replace(/^\\W /, "").includes(text));
            return (mark.querySelector(".bar") ?? mark.querySelector(".dot")).getBoundingClientRect().left; })"""
    )
    assert across == sorted(across)


def test_figures_without_a_date_and_about_and_at_most(
    make_tolls: Callable[[], Any], open_view: Callable[..., Any]
) -> None:
    tolls = make_tolls()
    tolls.story.document("a.txt", "About 30 died. At most 900000 died. Fewer than 7 died.", title="Undated")
    deaths = {"measure": "deaths"}
    tolls.figures(
        0,
        ("30", deaths | {"value": 30, "op": "~"}),
        ("900000", deaths | {"value": 900000, "op": "<="}),
        ("7", deaths | {"value": 7, "op": "<"}),
    )
    tolls.tally("deaths", tolls.at(0, 0), tolls.at(0, 1), tolls.at(0, 2))
    page = open_view(tolls.graph()).page
    page.get_by_role("tab", name="Figures").click()
    assert rows(page) == [["Claimant", "No date"], ["Unnamed source in Undated", "~ 30 + ≤ 900,000 + < 7"]]
    expect(page.locator(".tick")).to_have_text(["no date"])
    page.locator("select[data-key=axis]").select_option("Number")
    expect(page.locator(".tick text")).to_have_text(["10", "100", "1,000", "10,000", "100K"])
    expect(page.locator(".bar.soft")).to_have_count(1)
    expect(page.locator(".tip")).to_have_count(2)


@pytest.mark.parametrize(("width", "height"), [(1440, 900), (360, 740)])
@pytest.mark.parametrize("axis", ["date", "value"])
def test_nothing_leaves_the_chart_or_is_covered(
    toll_graph: Dataset, open_view: Callable[..., Any], width: int, height: int, axis: str
) -> None:
    page = open_view(toll_graph, width=width, height=height).page
    page.goto(f"{page.url}#mode=figures&axis={axis}")
    page.locator("svg.chart").first.scroll_into_view_if_needed()
    boxes = page.evaluate(
        """() => { const chart = document.querySelector("svg.chart"), frame = chart.getBoundingClientRect();
            return [...chart.querySelectorAll(".amount")].map((text) => { const box = text.getBoundingClientRect();
                return [box.left - frame.left, box.top - frame.top, box.right - frame.left, box.bottom - frame.top]; })
                .concat([[0, 0, frame.width, frame.height]]); }"""
    )
    *texts, (_, _, right, bottom) = boxes
    for number, (x, y, to, down) in enumerate(texts):
        assert min(x, y) >= 0
        assert (to <= right + 1, down <= bottom) == (True, True)
        for other in texts[:number]:
            assert to <= other[0] or other[2] <= x or down <= other[1] + 2 or other[3] <= y + 2
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("dark", [False, True])
def test_axe_finds_nothing_serious_in_ledger_chart_and_panel(
    toll_graph: Dataset, open_view: Callable[..., Any], dark: bool
) -> None:
    axe = pytest.importorskip(
        "axe_playwright_python.sync_playwright", reason="axe-core is not installed"
    ).Axe()
    page = open_view(toll_graph, dark=dark).page
    page.get_by_role("tab", name="Figures").click()
    page.locator("td button").first.click()
    violations = axe.run(page).response["violations"]
    assert [each["id"] for each in violations if each["impact"] in ("serious", "critical")] == []


def test_hostile_names_and_scopes_stay_text(
    make_tolls: Callable[[], Any], open_view: Callable[..., Any]
) -> None:
    tolls = make_tolls()
    tolls.story.actor("x", HOSTILE, "Person")
    tolls.story.document("a.txt", f"{HOSTILE} said that 3 died.", [{"source": HOSTILE, "cue": "said that", "content": "3 died"}], title=HOSTILE, date="2031-03-03")  # fmt: skip
    tolls.story.document("b.txt", "4 died.", title="B", date="2031-03-04", publisher="x")
    more = {"measure": "deaths", "scope": HOSTILE}
    tolls.figures(0, ("3", more | {"value": 3}))
    tolls.figures(1, ("4", more | {"value": 4, "unit": HOSTILE}))
    tolls.link("disputes", tolls.at(1, 0), tolls.at(0, 0), HOSTILE)
    tolls.tally("deaths", tolls.at(0, 0), tolls.at(1, 0), scope=HOSTILE)
    page = open_view(tolls.graph()).page
    page.get_by_role("tab", name="Figures").click()
    expect(page.locator(".ledger h3 bdi")).to_have_text(f"deaths: {HOSTILE}")
    page.locator("td button").first.click()
    expect(page.locator("#panel-body .reason bdi")).to_have_text(HOSTILE)
    assert page.evaluate("document.querySelectorAll('img, #figures script').length") == 0


def test_many_figures_are_shown_part_by_part(
    make_tolls: Callable[[], Any], open_view: Callable[..., Any]
) -> None:
    tolls = make_tolls()
    text = " ".join(f"{number} died." for number in range(1000, 1080))
    for day in range(1, 29):
        tolls.story.actor(f"p{day}", f"Paper {day:02}", "MediaOrganization")
        tolls.story.document(
            f"{day:02}.txt",
            f"{text} Day {day}.",
            title=f"Day {day}",
            date=f"2031-03-{day:02}",
            publisher=f"p{day}",
        )
        tolls.figures(
            day - 1, *((str(number), {"measure": "deaths", "value": number}) for number in range(1000, 1080))
        )
    tolls.tally("deaths", *(tolls.at(day, number) for day in range(28) for number in range(80)))
    page = open_view(tolls.graph()).page
    page.get_by_role("tab", name="Figures").click()
    expect(page.locator("#figures tbody tr")).to_have_count(25)
    expect(page.locator("td button.figure")).to_have_count(25 * 4)
    expect(page.locator(".mark")).to_have_count(25 * 24)
    page.get_by_role("button", name="76 more").first.click()
    expect(page.locator("td button.figure")).to_have_count(25 * 4 + 76)
    page.get_by_role("button", name="Show more claimants: 25 of 28").click()
    expect(page.locator("#figures tbody tr")).to_have_count(28)
