"""Finding and filtering: suggestions, publishers, dates, what is disputed, neighbourhoods, paths, and back to everything."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect
from rdflib import RDF, Dataset, Literal, URIRef

pytestmark = pytest.mark.browser

CG = "https://w3id.org/claimgraph/ontology#"


def shown(page: Page) -> set[str]:
    """Names, and the first words of claims."""
    page.evaluate("new Promise((done) => requestAnimationFrame(done))")
    found: list[str] = page.evaluate(
        """claimgraph.shown().map((id) => claimgraph.items[id]).map((item) => item.of !== "claim" ? item.name
            : claimgraph.items[item.document].text.slice(...item.content))"""
    )
    return set(found)


def count(page: Page, name: str) -> Locator:
    return page.locator(".line").filter(has=page.get_by_label(re.compile(f"^{name}"))).locator(".count")


@pytest.fixture
def chain(new_story: Any) -> Any:
    """Ana accuses Ben in March, Ben accuses Cyd in April, Cyd accuses Dov in a paper without a date; Eli is alone."""
    story = new_story()
    for name in ("Ana Arvid", "Ben Brand", "Cyd Cole", "Dov Dahl", "Eli Ebb"):
        story.actor(name.lower().replace(" ", "-"), name, "Person", name.split()[0])
    story.actor("courier", "Delta Courier", "MediaOrganization")
    story.actor("radio", "Delta Radio", "MediaOrganization")

    def paper(path: str, text: str, source: str, content: str, **about: str) -> None:
        claim = {"source": source, "cue": "accused", "content": content, "act": "accuse"}
        story.document(path, text, [claim], **about)

    paper("a.txt", "Ana Arvid accused Ben Brand of theft.", "Ana Arvid", "Ben Brand of theft",
          title="March paper", date="2031-03-03", publisher="courier")  # fmt: skip
    paper("b.txt", "Ben Brand accused Cyd Cole of arson.", "Ben Brand", "Cyd Cole of arson",
          title="April paper", date="2031-04-04", publisher="radio")  # fmt: skip
    paper("c.txt", "Cyd Cole accused Dov Dahl of fraud.", "Cyd Cole", "Dov Dahl of fraud", title="Old paper")
    paper(
        "d.txt", "Eli Ebb accused nobody here.", "Eli Ebb", "nobody here", title="May paper", date="2031-05"
    )
    return story


MARCH = {"Ana Arvid", "Ben Brand of theft", "March paper"}
APRIL = {"Ben Brand", "Cyd Cole", "Cyd Cole of arson", "April paper", "Delta Radio"}
OLD = {"Cyd Cole", "Dov Dahl", "Dov Dahl of fraud", "Old paper"}
MAY = {"Eli Ebb", "nobody here", "May paper"}
ALL = MARCH | APRIL | OLD | MAY | {"Delta Courier"}


def test_suggestions_are_a_combobox(graph: Dataset, open_view: Callable[..., Any]) -> None:
    page = open_view(graph).page
    box, options = page.get_by_role("combobox"), page.get_by_role("option")
    page.keyboard.press("/")
    page.keyboard.type("league")
    expect(page.get_by_role("listbox", name="Suggestions")).to_be_visible()
    expect(box).to_have_attribute("aria-expanded", "true")
    assert [" ".join(text.split()) for text in options.all_inner_texts()] == [
        "Riverside League Non-governmental organisation",
        "the Riverside League had told her of 11 deaths Mira Tolenko asserts",
    ]
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(options.nth(1)).to_have_attribute("aria-selected", "true")
    assert box.get_attribute("aria-activedescendant") == options.nth(1).get_attribute("id")
    expect(box).to_be_focused()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    expect(page.locator("#panel-body h2")).to_have_text("Riverside League")
    expect(page.locator("#panel-body h2")).to_be_focused()
    expect(options).to_have_count(0)


def test_a_suggestion_says_by_which_other_name_it_was_found(
    graph: Dataset, open_view: Callable[..., Any]
) -> None:
    page = open_view(graph).page
    page.locator("#search").press_sequentially("the ministry")
    option = page.get_by_role("option").first
    expect(option).to_have_text("Ministry of Wateralso the Ministry")
    option.click()
    expect(page.locator("#panel-body h2")).to_have_text("Ministry of Water")
    expect(page.locator("#search")).to_have_value("the ministry")


def test_escape_closes_the_suggestions_before_it_clears_the_search(
    graph: Dataset, open_view: Callable[..., Any]
) -> None:
    page = open_view(graph).page
    page.locator("#search").press_sequentially("mira")
    expect(page.get_by_role("option")).not_to_have_count(0)
    page.keyboard.press("Escape")
    expect(page.get_by_role("option")).to_have_count(0)
    expect(page.locator("#search")).to_have_value("mira")
    page.keyboard.press("Escape")
    expect(page.locator("#search")).to_have_value("")


def test_publishers_can_be_left_out(chain: Any, open_view: Callable[..., Any]) -> None:
    page = open_view(chain.graph()).page
    assert shown(page) == ALL
    expect(count(page, "Delta Courier")).to_have_text("1")
    page.get_by_label(re.compile("^Delta Courier")).uncheck()
    expect(page.locator("#least-count")).to_have_text("3 of 4 claims")
    assert shown(page) == ALL - MARCH - {"Delta Courier"}, "with its document, and who only spoke there"
    expect(count(page, "Delta Courier")).to_have_text("1")  # what ticking it brings back
    expect(count(page, "Person")).to_have_text("4")


def test_dates_are_those_of_documents_and_what_has_none_stays(
    chain: Any, open_view: Callable[..., Any]
) -> None:
    page = open_view(chain.graph()).page
    page.get_by_label("From", exact=True).fill("2031-04-01")
    expect(page.locator("#least-count")).to_have_text("3 of 4 claims")
    assert shown(page) == APRIL | OLD | MAY
    expect(page.locator("#undated")).to_have_text("1 document without a date kept")
    page.get_by_label("To", exact=True).fill("2031-05-20")
    assert shown(page) == APRIL | OLD | MAY, "May 2031 as a whole reaches into the range"
    page.get_by_label("To", exact=True).fill("2031-04-30")
    expect(page.locator("#least-count")).to_have_text("2 of 4 claims")
    assert shown(page) == APRIL | OLD
    expect(page.locator("#panel-body")).not_to_contain_text("May paper")
    page.get_by_role("button", name="Everything").click()
    expect(page.get_by_label("From", exact=True)).to_have_value("")
    page.wait_for_function("claimgraph.shown().length === 15")
    expect(page.get_by_role("button", name="Everything")).to_be_hidden()


def test_a_date_may_be_a_month_and_what_is_none_changes_nothing(
    chain: Any, open_view: Callable[..., Any]
) -> None:
    page = open_view(chain.graph()).page
    box = page.get_by_label("From", exact=True)
    box.fill("2031-05")
    expect(page.locator("#least-count")).to_have_text("2 of 4 claims")
    box.fill("2031-0")
    expect(box).to_have_attribute("aria-invalid", "true")
    expect(page.locator("#least-count")).to_have_text("2 of 4 claims")
    box.fill("")
    expect(box).to_have_attribute("aria-invalid", "false")
    expect(page.locator("#least-count")).to_have_text("4 of 4 claims")


def test_counts_in_the_legend_follow_the_other_filters(chain: Any, open_view: Callable[..., Any]) -> None:
    page = open_view(chain.graph()).page
    expect(count(page, "accuses")).to_have_text("4")
    expect(count(page, "about")).to_have_text("3")
    page.get_by_label("From", exact=True).fill("2031-05-01")
    expect(count(page, "accuses")).to_have_text("2")
    expect(count(page, "about")).to_have_text("1")
    expect(count(page, "Person")).to_have_text("3")
    page.get_by_label(re.compile("^accuses")).uncheck()
    page.wait_for_function("claimgraph.shown().length === 0")
    expect(count(page, "accuses")).to_have_text("2")
    expect(count(page, "Person")).to_have_text("0")


def test_only_what_is_disputed(chain: Any, open_view: Callable[..., Any]) -> None:
    graph = chain.graph()
    claims = {
        str(document).rsplit("/", 1)[-1]: claim
        for claim, _, document, _ in graph.quads((None, URIRef(CG + "statedIn"), None, None))
    }
    left, right, *_ = (claim for _, claim in sorted(claims.items()))
    link = URIRef("https://example.org/link")
    for name, value in (
        ("relation", URIRef(CG + "disputes")), ("left", left), ("right", right),
        ("reason", Literal("they differ")), ("confidence", Literal(0.9)),
    ):  # fmt: skip
        graph.add((link, URIRef(CG + name), value))
    graph.add((link, RDF.type, URIRef(CG + "Comparison")))
    page = open_view(graph).page
    page.get_by_label(re.compile("^Only what is disputed")).check()
    expect(page.locator("#least-count")).to_have_text("2 of 4 claims")
    kinds = page.evaluate("claimgraph.shown().map((id) => claimgraph.items[id].of).sort()")
    assert kinds == ["actor", "actor", "claim", "claim", "document", "document"]
    page.go_back()
    expect(page.locator("#least-count")).to_have_text("4 of 4 claims")


def test_a_graph_without_disputes_does_not_offer_them(graph: Dataset, open_view: Callable[..., Any]) -> None:
    page = open_view(graph).page
    expect(page.get_by_label(re.compile("^Only what is disputed"))).to_be_hidden()


def test_a_neighbourhood_of_one_to_three_steps(chain: Any, open_view: Callable[..., Any]) -> None:
    view = open_view(chain.graph())
    page = view.page
    view.click_node(view.id_of("Ana Arvid"))
    steps = [page.get_by_role("button", name=f"within {n} step") for n in (1, 2, 3)]
    steps[0].click()
    expect(page.locator("#amount")).to_contain_text("1 step around Ana Arvid: 4 shown.")
    assert shown(page) == MARCH | {"Ben Brand"}
    expect(steps[0]).to_have_attribute("aria-pressed", "true")
    steps[1].click()
    expect(page.locator("#amount")).to_contain_text("2 steps around Ana Arvid")
    assert shown(page) == MARCH | APRIL - {"Delta Radio"}
    page.get_by_role("tab", name="Actors").click()
    page.wait_for_function("claimgraph.shown().length < 6")
    assert shown(page) >= {"Ana Arvid", "Ben Brand", "Cyd Cole"}
    assert "Dov Dahl" not in shown(page)
    page.get_by_role("button", name="Everything").click()
    page.wait_for_function("claimgraph.shown().length > 5")


def test_the_path_between_two_actors_is_shown_and_listed(chain: Any, open_view: Callable[..., Any]) -> None:
    view = open_view(chain.graph())
    page, panel = view.page, view.page.locator("#panel-body")
    view.click_node(view.id_of("Ana Arvid"))
    page.get_by_role("combobox", name="Path from Ana Arvid to another actor").press_sequentially("dov")
    expect(page.get_by_role("option")).to_have_text([re.compile("^Dov Dahl")])
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(panel.locator("h2")).to_have_text("From Ana Arvid to Dov Dahl")
    expect(panel.locator(".summary")).to_have_text("The shortest way: through 3 claims.")
    steps = panel.locator(".path > li")
    assert [re.split(r"\n| accuses", text.strip())[0] for text in steps.all_inner_texts()] == [
        "Ana Arvid", "Ana Arvid", "Ben Brand", "Ben Brand", "Cyd Cole", "Cyd Cole", "Dov Dahl"
    ]  # fmt: skip
    faint = set(page.evaluate("claimgraph.faint().map((id) => claimgraph.items[id].name).filter(Boolean)"))
    assert faint == {
        "March paper", "April paper", "Old paper", "May paper", "Delta Courier", "Delta Radio", "Eli Ebb"
    }  # fmt: skip
    assert page.evaluate("location.hash") == "#path=actor/ana-arvid,actor/dov-dahl"
    steps.nth(3).get_by_role("button", name="Show in document").click()
    expect(page.locator("#text mark.content")).to_have_text("Cyd Cole of arson")
    page.go_back()
    page.get_by_label("From", exact=True).fill("2031-05-01")
    expect(panel.locator(".summary")).to_have_text("Nothing that is shown leads from one to the other.")
    page.get_by_role("button", name="Leave this path").click()
    expect(panel.locator("h2").first).to_have_text(re.compile("^Actors"))


def test_relax_moves_the_neighbourhood_once_and_nothing_else(
    chain: Any, open_view: Callable[..., Any]
) -> None:
    view = open_view(chain.graph())
    page = view.page
    view.click_node(view.id_of("Ana Arvid"))
    before = dict_of(page)
    page.get_by_role("button", name="Relax").click()
    expect(page.locator("#status")).to_have_text("3 items have found new places")
    after = dict_of(page)
    assert {name for name in before if before[name] != after[name]} == {"March paper"}
    page.wait_for_timeout(200)
    assert dict_of(page) == after


def dict_of(page: Page) -> dict[str, tuple[float, float]]:
    """Where all that has a name is."""
    found = page.evaluate("claimgraph.places().map(([id, x, y]) => [claimgraph.items[id].name, x, y])")
    return {name: (x, y) for name, x, y in found if name}


def test_an_actor_is_dragged_with_its_claims(chain: Any, open_view: Callable[..., Any]) -> None:
    view = open_view(chain.graph())
    page = view.page
    before = dict_of(page)
    at = page.evaluate("id => claimgraph.positionOf(id)", view.id_of("Eli Ebb"))
    scale = page.evaluate("claimgraph.network.getScale()")
    page.mouse.move(at["x"], at["y"])
    page.mouse.down()
    page.mouse.move(at["x"] + 20, at["y"] + 10)
    page.mouse.move(at["x"] + 60, at["y"] + 30)
    page.mouse.up()
    after = dict_of(page)
    moved = {name for name in before if before[name] != after[name]}
    assert moved == {"Eli Ebb"}
    assert after["Eli Ebb"][0] - before["Eli Ebb"][0] == pytest.approx(60 / scale, abs=6)
    centre = page.evaluate("claimgraph.network.getViewPosition()")
    page.mouse.move(at["x"] - 100, at["y"] + 200)
    page.mouse.down()
    page.mouse.move(at["x"] - 80, at["y"] + 220)
    page.mouse.move(at["x"] - 40, at["y"] + 240)
    page.mouse.up()
    assert page.evaluate("claimgraph.network.getViewPosition()") != centre, "elsewhere the view moves"
