"""The table: what people who cannot or do not want to use the drawing do with it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from rdflib import Dataset

from claimgraph.view import render_view

pytestmark = pytest.mark.browser


def open_table(open_view: Callable[..., Any], graph: Dataset, **options: Any) -> Page:
    page: Page = open_view(graph, **options).page
    page.get_by_role("tab", name="Table").click()
    return page


def column(page: Page, name: str) -> list[str]:
    heads = page.get_by_role("columnheader").all_inner_texts()
    at = next(number for number, head in enumerate(heads) if head.strip() == name)
    cells: list[str] = page.locator("#table tbody tr").evaluate_all(
        "(rows, at) => rows.map((row) => row.children[at].textContent)", at
    )
    return cells


def test_every_claim_is_a_row_with_its_words(graph: Dataset, open_view: Callable[..., Any]) -> None:
    page = open_table(open_view, graph)
    expect(page.get_by_role("table", name=re.compile("^Claims 8"))).to_be_visible()
    row = page.get_by_role("row").filter(has_text="at least 14 people drowned")
    cells = [" ".join(text.split()) for text in row.locator("th, td").all_inner_texts()]
    assert cells[:6] == [
        "Riverside League", "estimates", "at least 14 people drowned below the weir", "",
        "Dam held, ministry says", "2031-03-03",
    ]  # fmt: skip
    assert row.get_by_role("rowheader").inner_text() == "at least 14 people drowned below the weir"
    expect(page.locator("#panel")).to_be_hidden()


def test_a_column_sorts_up_and_down_and_says_so(graph: Dataset, open_view: Callable[..., Any]) -> None:
    page = open_table(open_view, graph)
    head = page.get_by_role("columnheader", name="Words")
    head.get_by_role("button").click()
    expect(head).to_have_attribute("aria-sort", "ascending")
    up = column(page, "Words")
    assert up == sorted(up, key=str.casefold)
    head.get_by_role("button").click()
    expect(head).to_have_attribute("aria-sort", "descending")
    assert column(page, "Words") == up[::-1]
    page.get_by_role("columnheader", name="Date").get_by_role("button").click()
    assert column(page, "Date") == ["2031-03-03"] * 6 + ["2031-03-05"] * 2
    expect(head).not_to_have_attribute("aria-sort", re.compile("."))
    expect(page.locator("#status")).to_contain_text("by date")


def test_empty_cells_stay_at_the_end_whichever_way(graph: Dataset, open_view: Callable[..., Any]) -> None:
    page = open_table(open_view, graph)
    for _ in range(2):
        page.get_by_role("columnheader", name="Addressed to").get_by_role("button").click()
        assert column(page, "Addressed to") == ["Ministry of Water"] + [""] * 7


def test_numbers_sort_as_numbers(make_large: Callable[..., Any], open_view: Callable[..., Any]) -> None:
    page = open_table(open_view, make_large(30, 150, 8).graph())
    page.get_by_label("List", exact=True).select_option("actor")
    head = page.get_by_role("columnheader", name="Claims", exact=True).get_by_role("button")
    head.click()
    head.click()
    counts = [int(text) for text in column(page, "Claims")]
    assert counts == sorted(counts, reverse=True)
    assert counts[0] >= 10 > counts[-1]


def test_search_and_filters_hold_for_the_table(graph: Dataset, open_view: Callable[..., Any]) -> None:
    page = open_table(open_view, graph)
    page.fill("#search", "tolenko logs")  # a name of who claims and a word of the claim
    expect(page.locator("#table tbody tr")).to_have_count(1)
    expect(page.locator("#table caption")).to_have_text("Claims 1 of 8, for “tolenko logs”")
    page.fill("#search", "no such thing")
    expect(page.get_by_text("No row passes the search and the filters.")).to_be_visible()
    page.fill("#search", "")
    expect(page.locator("#table tbody tr")).to_have_count(8)
    page.get_by_label(re.compile("^demands")).uncheck()
    expect(page.locator("#table tbody tr")).to_have_count(7)
    page.get_by_label(re.compile("^Person")).uncheck()
    expect(page.locator("#table caption")).to_have_text("Claims 4 of 8")


def test_a_row_opens_its_item_and_escape_comes_back_to_it(
    graph: Dataset, open_view: Callable[..., Any]
) -> None:
    page = open_table(open_view, graph)
    page.get_by_role("button", name="the dam at Orsk Weir had held").focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator("#panel-body h2")).to_be_focused()
    expect(page.locator("#panel-body .card mark.content").first).to_have_text(
        "The gates were opened in time,"
    )
    expect(page.locator("#table tr[aria-current]")).to_contain_text("The gates were opened")
    page.keyboard.press("Escape")
    expect(page.locator("#panel")).to_be_hidden()
    expect(page.locator("#table tbody th .link:focus")).to_contain_text("The gates were opened")
    page.locator("#table tbody td").filter(has_text="2031-03-05").first.click()  # anywhere on the row will do
    expect(page.locator("#panel-body h2")).to_contain_text("Riverside League")
    page.locator("#table").get_by_role("button", name="Where are the logs?").first.click()
    expect(page.locator("#panel-body h2")).to_have_text("Where are the logs?")


def test_the_address_keeps_list_order_and_page(
    make_large: Callable[..., Any], open_view: Callable[..., Any]
) -> None:
    view = open_view(make_large(30, 350, 8).graph())
    page = view.page
    page.get_by_role("tab", name="Table").click()
    rows, pages = page.locator("#table tbody tr"), page.get_by_role("navigation", name="Pages of the table")
    expect(rows).to_have_count(100)
    page.get_by_role("columnheader", name="Date").get_by_role("button").click()
    pages.get_by_role("button", name="Next").click()
    expect(pages).to_contain_text("Rows 101 to 200")
    shown = column(page, "Words")
    page.reload()
    expect(pages).to_contain_text("Rows 101 to 200")
    assert column(page, "Words") == shown
    page.goto(page.url.split("#")[0] + "#mode=table&table=actor,claims,down,7")
    page.reload()
    expect(rows).to_have_count(page.evaluate("claimgraph.items.filter((each) => each.of === 'actor').length"))
    expect(page.get_by_role("columnheader", name="Claims", exact=True)).to_have_attribute(
        "aria-sort", "descending"
    )
    page.goto(page.url.split("#")[0] + "#mode=table&table=nonsense,nothing,up,0")
    page.reload()
    expect(page.locator("#table caption")).to_contain_text("Claims 350")
    view.requests[:] = view.requests[:1]  # each reload asks for the file again


def test_roles_and_ties_that_documents_state_are_rows(
    offices: Dataset, open_view: Callable[..., Any]
) -> None:
    page = open_table(open_view, offices)
    page.get_by_label("List", exact=True).focus()
    page.get_by_label("List", exact=True).select_option("relation")
    expect(page.get_by_label("List", exact=True)).to_be_focused()
    rows = page.locator("#table tbody tr")
    assert " ".join(rows.first.inner_text().split()).startswith(
        "Mira Tolenko heads Tolenko Fund director Mira Tolenko, director of the Tolenko Fund The fund 2031-03-03"
    )
    expect(rows.nth(1)).to_contain_text("formerly heads")
    expect(rows.nth(2)).to_contain_text("Orsk")
    rows.first.get_by_role("button", name="Tolenko Fund").click()
    expect(page.locator("#panel-body h2")).to_have_text("Tolenko Fund")


def many(page: str, count: int) -> str:
    """A page with its claims many times over, each with the ties of the first."""

    def read(name: str) -> Any:
        found = re.search(rf'(?<=id="{name}">).*?(?=</script>)', page, flags=re.DOTALL)
        assert found
        return json.loads(found[0])

    def write(text: str, name: str, value: Any) -> str:
        body = json.dumps(value).replace("<", "\\u003c")
        return re.sub(rf'(?<=id="{name}">).*?(?=</script>)', lambda _: body, text, flags=re.DOTALL)

    data, nodes, edges = read("data"), read("nodes"), read("edges")
    claims = data["claims"]
    made, before = len(claims["iri"]), len(nodes["x"])
    ends = [edges["ends"][at : at + 3] for at in range(0, min(600, len(edges["ends"])), 3)]
    for number in range(count - made):
        old, new = before - made + number % made, before + number
        start, end = claims["content"][number % made][:2]
        for column in claims.values():
            column.append(column[number % made])
        claims["iri"][-1], claims["content"][-1] = f"more/{number}", [start, end - number % 20]
        for column in nodes.values():
            column.append(column[old])
        for source, target, relation in ends:
            if old in (source, target):
                edges["ends"] += [
                    new if source == old else source,
                    new if target == old else target,
                    relation,
                ]
    data["open"] = list(range(len(nodes["x"])))
    for name, value in (("data", data), ("nodes", nodes), ("edges", edges)):
        page = write(page, name, value)
    return page


def test_fifty_thousand_rows_do_not_freeze(
    graph: Dataset, open_view: Callable[..., Any], tmp_path: Path
) -> None:
    view = open_view(graph)
    page: Page = view.page
    path = tmp_path / "many.html"
    path.write_text(many(render_view(graph), 50_000), encoding="utf-8")
    page.goto(path.as_uri())
    page.get_by_role("tab", name="Table").click()
    expect(page.locator("#table caption")).to_have_text("Claims 50,000")

    def blocked(action: str) -> float:
        """Milliseconds for which the page does not answer, at best, after the first time: orders are kept."""
        found: list[float] = page.evaluate(
            f"""async () => {{ const times = [];
                for (let n = 0; n < 3; n += 1) {{
                    const start = performance.now();
                    {action};
                    times.push(performance.now() - start);
                    await new Promise((done) => setTimeout(done, 50));
                }}
                return times; }}"""
        )
        return min(found[1:])

    assert blocked('document.querySelector("[data-sort=words]").click()') < 100
    assert blocked('document.querySelector("[data-sort=date]").click()') < 100
    assert blocked('document.querySelector("#table-pages button:last-child").click()') < 100
    view.requests[:] = view.requests[:1]


@pytest.mark.parametrize("width", [360, 768])
def test_on_a_small_screen_the_table_scrolls_and_the_page_does_not(
    make_large: Callable[..., Any], open_view: Callable[..., Any], width: int
) -> None:
    page = open_table(open_view, make_large(30, 150, 8).graph(), width=width, height=740)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.locator("#table-rows").evaluate("element => element.clientHeight") > 300
    page.locator("#table tbody th .link").first.click()
    expect(page.locator("#panel-body h2")).to_be_in_viewport()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
