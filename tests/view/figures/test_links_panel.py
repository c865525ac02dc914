"""How claims and figures stand to each other, in the side panel."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect
from rdflib import Dataset

from claimgraph.ontology import load_ontology
from claimgraph.view import render_view
from claimgraph.view.items import read_items
from claimgraph.view.style import find_kinds

CG = "https://w3id.org/claimgraph/ontology#"


def open_claim(page: Any, words: str) -> Any:
    page.fill("#search", words)
    page.press("#search", "Enter")
    return page.locator("#panel-body")


@pytest.mark.browser
def test_a_claim_says_what_it_disputes_and_what_revises_it(
    toll_graph: Dataset, open_view: Callable[..., Any]
) -> None:
    page = open_view(toll_graph).page
    panel = open_claim(page, "16 people had died")
    expect(panel.locator("h3")).to_have_text(["≠Disputed by 1", "↻Revised by 1"])
    disputed = panel.locator(".card.linked").first
    expect(disputed).to_contain_text("Riverside League asserts")
    expect(disputed).to_contain_text("at least 27 against 16 here")
    expect(disputed).to_contain_text("Why: At least 27 cannot hold together with 16.")
    expect(disputed).to_contain_text("Night on the bridge · 2031-03-03 · linked with confidence 0.90")
    expect(disputed.locator("blockquote mark.figure")).to_have_text("27")
    disputed.get_by_role("button", name="Open this claim").click()
    expect(panel.locator("h2")).to_have_text("Riverside League asserts")
    expect(panel.locator("h3")).to_have_text(["≠Disputes 1", "⊂Differs in scope from 1", "″Repeated by 1"])
    page.keyboard.press("Escape")
    expect(panel.locator("h2")).to_have_text("Ministry of Order asserts")


@pytest.mark.browser
def test_the_figure_of_a_claim_says_what_it_is_part_of(
    toll_graph: Dataset, open_view: Callable[..., Any]
) -> None:
    page = open_view(toll_graph).page
    panel = open_claim(page, "including 3 officers")
    lines = panel.locator(".card").first.locator(".figures li")
    expect(lines).to_have_text([
        "19 · deaths · as of 2031-03-09 “19” · of these 3 officers",
        "3 · deaths · officers “3” · part of 19",
    ])  # fmt: skip
    lines.first.get_by_role("button", name="3").click()
    expect(panel.locator(".card").first.locator("mark.figure")).to_have_text("3")


@pytest.mark.browser
def test_an_actor_disagrees_with_others_and_the_pairs_open(
    toll_graph: Dataset, open_view: Callable[..., Any]
) -> None:
    view = open_view(toll_graph)
    page = view.page
    panel = open_claim(page, "Ministry of Order")
    expect(panel.locator("h3").filter(has_text="Disagrees with")).to_have_text("≠Disagrees with 2")
    panel.locator(".row").filter(has_text="Delta Radio").filter(has_text="1 pair of claims").click()
    expect(panel.locator("h2")).to_have_text("Ministry of Order and Delta Radio")
    expect(panel).to_contain_text("1 pair that cannot both hold as they stand.")
    marks = panel.locator(".pair mark.figure")
    expect(marks).to_have_text(["19", "20 and 30"])
    page.reload()
    view.requests.pop()
    expect(panel.locator("h2")).to_have_text("Ministry of Order and Delta Radio")
    panel.get_by_role("button", name="Open this figure").click()
    expect(panel.locator("h2")).to_have_text("What we know")
    page.keyboard.press("Escape")
    expect(panel.locator("h2")).to_have_text("Ministry of Order and Delta Radio")


@pytest.mark.browser
def test_an_actor_has_its_figures_outside_of_claims(
    toll_graph: Dataset, open_view: Callable[..., Any]
) -> None:
    page = open_view(toll_graph).page
    panel = open_claim(page, "Delta Radio")
    expect(panel).to_contain_text("Figures in its own documents 1")
    expect(panel.locator("[data-figure] blockquote")).to_have_text(
        "Between 20 and 30 people lost their lives."
    )


@pytest.mark.browser
def test_whole_claims_are_linked_too(make_tolls: Callable[[], Any], open_view: Callable[..., Any]) -> None:
    tolls = make_tolls()
    tolls.story.actor("a", "Harbour Board", "StateBody")
    tolls.story.actor("b", "Dock Union", "NonGovernmentalOrganization")
    tolls.story.document("a.txt", "Dock Union called on Harbour Board to open the gate.", [{"source": "Dock Union", "cue": "called on", "content": "Harbour Board to open the gate", "act": "demand", "to": "a"}], title="A")  # fmt: skip
    tolls.story.document("b.txt", "Harbour Board promised that the gate would open.", [{"source": "Harbour Board", "cue": "promised that", "content": "the gate would open", "act": "promise"}], title="B")  # fmt: skip
    tolls.link("answers", tolls.at(1, claim=0), tolls.at(0, claim=0), "A promise after the demand.")
    page = open_view(tolls.graph()).page
    panel = open_claim(page, "to open the gate")
    expect(panel.locator("h3").first).to_have_text("↩Answered by 1")
    expect(panel.locator(".card.linked")).to_contain_text("Harbour Board promises")


def test_links_and_figures_are_read_with_both_ends(toll_graph: Dataset) -> None:
    items = read_items(toll_graph)
    text = {document.iri: document.text for document in items.documents}
    words = {figure.iri: text[figure.document][figure.start : figure.end] for figure in items.figures}
    claims = {claim.iri: claim for claim in items.claims}
    found = {
        (link.kind.removeprefix(CG), words[link.left_figure or ""], words[link.right_figure or ""]): link
        for link in items.links
    }
    assert sorted(found) == [
        ("differsInScope", "3", "27"),
        ("disputes", "20 and 30", "19"),
        ("disputes", "27", "16"),
        ("repeats", "27", "27"),
        ("revises", "19", "16"),
    ]
    outside = found["disputes", "20 and 30", "19"]
    assert (outside.left, outside.confidence) == (None, 0.8)
    assert (
        claims[outside.right or ""]
        .content[0]
        .of(text[claims[outside.right or ""].document])
        .startswith("19 people")
    )
    vague = next(figure for figure in items.figures if figure.vague)
    assert (vague.value, vague.most, vague.claimants) == ("200", "900", ())
    part = next(figure for figure in items.figures if figure.part_of)
    assert words[part.part_of or ""] == "19"
    (tally,) = items.tallies
    assert [words[figure.iri] for figure in items.figures if figure.tally == tally.iri] == [
        "16",
        "27",
        "19",
        "20 and 30",
        "27",
    ]


def test_a_link_of_ones_own_has_its_look_from_the_ontology(toll_graph: Dataset, tmp_path: Path) -> None:
    file = tmp_path / "mine.ttl"
    file.write_text(
        "@prefix cg: <https://w3id.org/claimgraph/ontology#> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n"
        'cg:disputes cg:inverseLabel "gainsaid by"@en .\n'
        '<http://example.org/doubts> rdfs:label "doubts"@en ; rdfs:subPropertyOf cg:disputes ; cg:sign "?" .\n'
    )
    ontology = load_ontology([file])
    toll_graph.update(
        "INSERT { GRAPH <g:own> { <c:1> a cg:Comparison ; cg:relation <http://example.org/doubts> ;"
        " cg:left ?one ; cg:right ?other } } WHERE { SELECT ?one ?other WHERE {"
        " ?one a cg:Claim . ?other a cg:Claim . FILTER(?one != ?other) } LIMIT 1 }",
        initNs={"cg": CG},
    )
    links = {each.name: each for each in find_kinds(read_items(toll_graph), ontology).links}
    toll_graph.update("DROP GRAPH <g:own>")
    assert list(links) == ["disputes", "revises", "differsInScope", "repeats", "doubts"]
    assert (links["doubts"].label, links["doubts"].sign, links["doubts"].colour) == (
        "doubts",
        "?",
        links["disputes"].colour,
    )
    assert links["disputes"].inverse in ("disputed by", "gainsaid by")


def test_the_page_of_linked_figures_is_the_same_each_time(toll_graph: Dataset, tolls: Any) -> None:
    assert render_view(toll_graph) == render_view(tolls.graph())


@pytest.mark.browser
def test_a_line_of_two_actors_that_disagree_opens_the_pairs(
    toll_graph: Dataset, open_view: Callable[..., Any]
) -> None:
    page = open_view(toll_graph).page
    page.get_by_role("tab", name="Actors").click()
    names = "({ from, to }) => [claimgraph.items[from], claimgraph.items[to]].map((item) => item.iri).join()"
    disputing = "({ left }) => left.some(({ what }) => what === 'disputes')"
    tie = page.evaluate(f"claimgraph.ties().filter({disputing}).map({names})")
    assert "actor/riverside-league,actor/ministry-of-order" in tie
    page.evaluate("location.hash = '#mode=actors&tie=actor/riverside-league,actor/ministry-of-order'")
    panel = page.locator("#panel-body")
    expect(panel.locator("h3").filter(has_text="Disputes")).to_have_count(1)
    panel.get_by_role("button", name="Open 1 pair of claims").click()
    expect(panel.locator("h2")).to_have_text("Riverside League and Ministry of Order")
    expect(panel).to_contain_text("At least 27 cannot hold together with 16.")
    page.keyboard.press("Escape")
    expect(panel.get_by_role("button", name="Open 1 pair of claims")).to_be_visible()
