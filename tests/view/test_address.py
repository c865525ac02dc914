"""The address holds what the page shows: it can be shared, edited and gone back from, and never breaks the page."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import unquote

import pytest
from playwright.sync_api import Page, expect
from rdflib import Dataset

pytestmark = pytest.mark.browser


def address(page: Page) -> str:
    page.wait_for_timeout(250)  # what is typed or slid is written a moment later
    return unquote(page.evaluate("location.hash.slice(1)"))


def title(page: Page) -> Any:
    return page.locator("#panel-body h2").first


def test_an_opened_item_is_in_the_address_and_the_address_opens_it(
    graph: Dataset, open_view: Callable[..., Any]
) -> None:
    view = open_view(graph)
    assert address(view.page) == ""
    view.click_node(view.id_of("Mira Tolenko"))
    expect(title(view.page)).to_have_text("Mira Tolenko")
    assert address(view.page) == "item=actor/mira-tolenko"
    other = view.page.context.new_page()
    other.goto(view.page.url)
    expect(title(other)).to_have_text("Mira Tolenko")
    expect(other.locator("#back")).to_be_visible()
    other.locator("#back").click()
    expect(other.locator("#back")).to_be_hidden()


def test_all_of_a_state_is_shared(graph: Dataset, open_view: Callable[..., Any]) -> None:
    view = open_view(graph)
    page = view.page
    page.get_by_role("tab", name="Actors").click()
    page.get_by_label(re.compile("^demands")).uncheck()
    page.get_by_label(re.compile("^about")).uncheck()
    page.locator("#least").fill("0.5")
    page.locator("#from").fill("2031-03-04")
    page.fill("#search", "tolenko")
    expect(page.locator(".summary")).to_contain_text("“tolenko”")
    assert address(page) == ("mode=actors&find=tolenko&hide=demand&ties=about&from=2031-03-04&least=0.5")
    shown = page.evaluate("claimgraph.shown()")
    other = page.context.new_page()
    other.goto(page.url)
    expect(other.get_by_role("tab", name="Actors")).to_have_attribute("aria-selected", "true")
    expect(other.get_by_label(re.compile("^demands"))).not_to_be_checked()
    expect(other.get_by_label(re.compile("^about"))).not_to_be_checked()
    expect(other.locator("#least-value")).to_have_text("0.50")
    expect(other.locator("#from")).to_have_value("2031-03-04")
    expect(other.locator("#search")).to_have_value("tolenko")
    assert other.evaluate("claimgraph.shown()") == shown


def test_back_esc_and_the_button_do_the_same(graph: Dataset, open_view: Callable[..., Any]) -> None:
    view = open_view(graph)
    page = view.page
    for undo in (page.go_back, lambda: page.keyboard.press("Escape"), page.locator("#back").click):
        page.locator(".row").filter(has_text="Mira Tolenko").first.click()
        expect(title(page)).to_have_text("Mira Tolenko")
        page.locator(".show-text").first.click()
        expect(page.locator("#text")).to_be_visible()
        undo()
        expect(title(page)).to_have_text("Mira Tolenko")
        expect(page.locator(".show-text").first).to_be_focused()
        undo()
        expect(page.locator("#back")).to_be_hidden()
    page.go_forward()
    expect(title(page)).to_have_text("Mira Tolenko")


def test_back_undoes_a_box_and_a_tab(graph: Dataset, open_view: Callable[..., Any]) -> None:
    page = open_view(graph).page
    box = page.get_by_label(re.compile("^Person"))
    box.uncheck()
    page.wait_for_function("claimgraph.shown().length === 10")
    page.get_by_role("tab", name="Table").click()
    expect(page.locator("#table")).to_be_visible()
    page.go_back()
    expect(page.locator("#table")).to_be_hidden()
    expect(box).not_to_be_checked()
    page.go_back()
    expect(box).to_be_checked()
    page.wait_for_function("claimgraph.shown().length === 14")


def test_sliding_and_typing_are_one_step_back(graph: Dataset, open_view: Callable[..., Any]) -> None:
    page = open_view(graph).page
    page.get_by_role("tab", name="Actors").click()
    for value in ("0.2", "0.4", "0.6"):
        page.locator("#least").fill(value)
    for letter in "mira":
        page.locator("#search").press(letter)
    expect(page.locator(".summary")).to_contain_text("“mira”")
    assert address(page) == "mode=actors&find=mira&least=0.6"
    page.go_back()
    expect(page.get_by_role("tab", name="Claims")).to_have_attribute("aria-selected", "true")
    expect(page.locator("#least-value")).to_have_text("0.00")
    expect(page.locator("#search")).to_have_value("")


@pytest.mark.parametrize(
    "wrong",
    [
        "item=actor/nobody", "mode=circus", "least=NaN&from=yesterday&to=1", "hide=,,x,%E0%A4%A", "&&&=&item",
        "focus=actor/mira-tolenko,99", "path=actor/mira-tolenko", "tie=document/x,y", "text=actor/mira-tolenko",
        "publishers=&ties=__proto__", "about=actor/mira-tolenko&at=9-1", "%", "item=%", "table=%,%", "__proto__=1",
    ],
)  # fmt: skip
def test_what_makes_no_sense_is_as_at_the_start(
    graph: Dataset, open_view: Callable[..., Any], wrong: str
) -> None:
    view = open_view(graph)
    page = view.page
    page.goto(page.url + "#" + wrong)
    page.reload()
    page.wait_for_function("window.claimgraph && claimgraph.shown().length === 14")
    expect(page.locator(".summary")).to_be_visible()
    view.requests[:] = view.requests[:1]


def test_an_address_that_is_typed_into_an_open_page(graph: Dataset, open_view: Callable[..., Any]) -> None:
    page = open_view(graph).page
    page.evaluate("location.hash = 'item=actor/riverside-league&least=0.95'")
    expect(title(page)).to_have_text("Riverside League")
    expect(page.locator("#least-value")).to_have_text("0.95")
    page.go_back()
    expect(page.locator("#least-value")).to_have_text("0.00")


def test_the_place_in_a_list_is_where_it_was(
    make_large: Callable[..., Any], open_view: Callable[..., Any]
) -> None:
    page = open_view(make_large(30, 150, 8).graph()).page
    page.locator(".row").nth(25).click()
    expect(page.locator("#back")).to_be_visible()
    page.go_back()
    expect(page.locator("#back")).to_be_hidden()
    expect(page.locator(".row").nth(25)).to_be_in_viewport()
    expect(page.locator(".row").nth(25)).to_be_focused()
