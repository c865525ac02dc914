"""Figures, links and ties as rows of the table; and hostile words in all of them, in every way to look."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect
from rdflib import Dataset

pytestmark = pytest.mark.browser

HOSTILE = "</script><img src=x onerror=alert(2)>\"' & \u202e<!--"
LONG = "Donaudampfschifffahrtsgesellschaft" * 12
MODES = ("Actors", "Claims", "Figures", "Table")


def lists(page: Page) -> list[str]:
    found: list[str] = page.locator("#table-of option").evaluate_all("all => all.map((each) => each.value)")
    return found


def choose(page: Page, of: str) -> list[list[str]]:
    """The rows of a list, cell by cell."""
    page.locator("#table-of").select_option(of)
    cells: list[list[str]] = page.locator("#table tbody tr").evaluate_all(
        "rows => rows.map((row) => [...row.children].map((cell) => cell.textContent.trim()))"
    )
    return cells


@pytest.fixture
def page(toll_graph: Dataset, open_view: Callable[..., Any]) -> Page:
    opened: Page = open_view(toll_graph).page
    opened.get_by_role("tab", name="Table").click()
    return opened


def test_figures_sort_by_their_number_and_open_where_they_stand(page: Page) -> None:
    assert len(choose(page, "figure")) == 8
    page.get_by_role("columnheader", name="Figure").get_by_role("button").click()
    amounts = page.locator("#table tbody tr td:first-child").all_inner_texts()
    assert amounts == ["3", "16", "19", "20 to 30", "at least 27", "27", "about 40", "200 to 900"]
    row = page.get_by_role("row").filter(has_text="about 40")
    row.get_by_role("rowheader").get_by_role("button").click()
    expect(page.locator("#panel-body")).to_contain_text("about 40")
    page.keyboard.press("Escape")
    page.fill("#search", "officers")
    expect(page.locator("#table tbody tr")).to_have_count(2)  # the scope of one, a word of the other's claim


def test_links_have_both_ends_and_their_reason(page: Page) -> None:
    rows = choose(page, "link")
    assert len(rows) == 5
    row = next(row for row in rows if "At least 27 cannot hold together with 16." in row)
    assert row[0] == "Riverside League"
    assert row[4] == "Ministry of Order"
    assert row[-1] == "0.90"
    page.get_by_role("row").filter(has_text="cannot hold together with 16").get_by_role(
        "rowheader"
    ).get_by_role("button").click()
    expect(page.locator("#panel-body h2")).to_contain_text("Riverside League")
    page.keyboard.press("Escape")
    page.get_by_label("Only what is disputed").check()
    assert 0 < len(choose(page, "link")) <= 5
    assert len(choose(page, "claim")) < 5


def test_ties_of_actors_open_the_claims_behind_them(page: Page) -> None:
    rows = choose(page, "tie")
    assert rows
    page.locator("#table tbody th .link").first.click()
    expect(page.locator("#panel-body h2")).to_contain_text(rows[0][0])
    page.get_by_role("button", name="Open 1 pair of claims").click()
    expect(page.locator("#panel-body .pair .card").first).to_be_visible()


def test_axe_finds_nothing_serious_in_any_list(page: Page) -> None:
    for of in lists(page):
        choose(page, of)
        found = Axe().run(page).response["violations"]
        assert [each for each in found if each["impact"] in ("serious", "critical")] == [], of


@pytest.mark.parametrize("dark", [False, True])
def test_hostile_and_endless_words_stay_words_in_every_way_to_look(
    make_tolls: Callable[[], Any], open_view: Callable[..., Any], dark: bool
) -> None:
    tolls = make_tolls()
    one, other = f"One {HOSTILE}", f"Other {HOSTILE} {LONG}"
    tolls.story.actor("one", one, "Person", f"aka {HOSTILE}", roles=[HOSTILE])
    tolls.story.actor("other", other, "Court")
    for number, (who, whom) in enumerate(((one, other), (other, one))):
        words = f"{whom} {HOSTILE} counted {number + 3} {LONG}"
        claim = {"source": who, "cue": "accused", "content": words, "act": "accuse"}
        more = {"title": f"{number} {HOSTILE} {LONG}", "date": f"2031-03-0{number + 1}", "language": HOSTILE}
        tolls.story.document(f"{number}.txt", f"{who} accused {words}.", [claim], publisher="one", **more)
        figure = {"measure": "deaths", "value": number + 3, "unit": HOSTILE, "scope": f"{HOSTILE} {LONG}"}
        tolls.figures(number, (f"counted {number + 3}", figure))
    tolls.link("disputes", tolls.at(0, 0), tolls.at(1, 0), f"{HOSTILE} {LONG}")
    tolls.tally("deaths", tolls.at(0, 0), tolls.at(1, 0), scope=HOSTILE)
    page = open_view(tolls.graph(), title=f"{HOSTILE} {LONG}", dark=dark, width=900).page
    for mode in MODES:
        page.get_by_role("tab", name=mode).click()
        if mode == "Table":
            for of in lists(page):
                assert any("<img src=x" in cell for row in choose(page, of) for cell in row), of
        elif mode == "Figures":
            expect(page.locator("#figures")).to_contain_text("<img src=x onerror=alert(2)>")
        page.fill("#search", "img src")
        expect(page.locator("#search")).to_have_value("img src")
        page.wait_for_timeout(120)
        page.keyboard.press("Escape")
        page.keyboard.press("Escape")
        page.evaluate(
            "location.hash = location.hash + '&item=' + claimgraph.items.find((each) => each.of === 'claim').iri"
        )
        expect(page.locator("#panel-body")).to_contain_text("<img src=x onerror=alert(2)>")
        page.go_back()
        assert page.evaluate("document.querySelectorAll('img, iframe, object').length") == 0
        assert page.evaluate("document.scripts.length") == 6
        assert page.evaluate("document.documentElement.scrollWidth") <= 900
    page.evaluate(
        "location.hash = 'mode=<img src=x onerror=alert(3)>&find=%3Cimg%20src=x%20onerror=alert(4)%3E&table=%00,<b>&measure=<i>&item=</script>'"
    )
    expect(page.locator("#panel-body .summary")).to_contain_text("<img src=x onerror=alert(4)>")
    assert page.evaluate("document.querySelectorAll('img').length") == 0
