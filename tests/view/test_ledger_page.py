"""The page of `claimgraph figures` in a browser: it loads nothing, fits a phone, and axe-core finds no fault."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from claimgraph.graph.figures import FigureFact, LinkFact
from claimgraph.graph.ledger import AGREEMENTS, Agreement, Ledger, LedgerEntry, LedgerRow, LedgerTable
from claimgraph.view.ledger_page import ledger_page

pytestmark = pytest.mark.browser

BASE = "https://example.org/"
HOSTILE = '</script><img src=x onerror=alert(1)> "\u202eRTL'


def entry(agreement: Agreement, value: int, **changed: Any) -> LedgerEntry:
    fact: dict[str, Any] = {
        "figure": f"{BASE}document/a/figure/{value}-9",
        "claim": f"{BASE}document/a/claim/{value}-9",
        "document": "news/first & one.md",
        "document_iri": f"{BASE}document/a",
        "title": None,
        "document_date": "2031-05-04",
        "publisher": "Amsel Courier",
        "claimants": (),
        "source": HOSTILE,
        "own": False,
        "act": "deny",
        "relayed_by": ("Amsel Courier",),
        "operator": ">=",
        "value": value,
        "max": None,
        "vague": False,
        "unit": None,
        "low": value,
        "high": float("inf"),
        "measure": f"{BASE}deaths",
        "counted": "people",
        "scope": "in Port Amsel",
        "as_of": "2031-05-03",
        "start": value,
        "end": value + 2,
        "words": str(value),
        "before": f"{HOSTILE} at least ",
        "after": " people died",
        "confidence": 0.9,
        "part_of": None,
        "tally": None,
    }
    link = LinkFact(
        comparison=f"{BASE}c", kind="disputes", active=True, other=f"{BASE}o", words="12", reason=HOSTILE,
        confidence=0.9,
    )  # fmt: skip
    return LedgerEntry(fact=FigureFact(**{**fact, **changed}), agreement=agreement, links=(link,))


@pytest.fixture
def page(browser: Browser, tmp_path: Path) -> Any:
    """The page on a phone, in the dark, with every figure opened; anything that it asks for is a fault."""
    columns = tuple(f"2031-05-{day:02}" for day in range(1, 9))
    cells = tuple((entry(name, 20 + number),) for number, name in enumerate(AGREEMENTS))
    outside = entry("agrees", 70, claim=None)
    rows = (
        LedgerRow(claimant="Harbour Union", actor=f"{BASE}actor/union", cells=(*cells, (), (outside,))),
        LedgerRow(claimant=HOSTILE, actor=None, cells=(*((),) * 7, (entry("disputed", 90),))),
    )
    table = LedgerTable(
        tally=None, measure="deaths", label="deaths", unit=None, scope=HOSTILE, columns=columns, rows=rows
    )
    target = tmp_path / "figures.html"
    ledger = Ledger(by="date", tables=(table,))
    target.write_text(ledger_page(ledger, base=BASE, view="a graph/graph.html"), encoding="utf-8")
    opened = browser.new_page(viewport={"width": 360, "height": 740}, color_scheme="dark")
    problems: list[str] = []
    opened.on("request", lambda request: problems.append(request.url))
    opened.on("console", lambda message: problems.append(message.text))
    opened.on("dialog", lambda dialog: problems.append(dialog.message))
    opened.goto(target.as_uri())
    assert problems == [target.as_uri()]
    opened.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })")
    yield opened
    assert problems == [target.as_uri()]
    opened.close()


def test_axe_finds_no_fault(page: Page) -> None:
    found = Axe().run(page).response["violations"]
    assert [each["id"] for each in found if each["impact"] in ("serious", "critical")] == []


def test_the_page_fits_a_phone_and_tables_scroll_by_themselves(page: Page) -> None:
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    assert page.locator(".scroll").evaluate("each => each.scrollWidth > each.clientWidth")


def test_what_documents_say_stays_text(page: Page) -> None:
    assert page.locator("img").count() == page.locator("script").count() == 0
    assert HOSTILE in page.locator("h2").inner_text()


def test_every_agreement_is_said_in_words_and_by_a_sign(page: Page) -> None:
    said = page.locator("summary").all_text_contents()
    for name in AGREEMENTS:
        assert any(f"({name})" in text for text in said)
    assert len(set(page.locator(".legend .sign").all_text_contents())) == len(AGREEMENTS)


def test_numbers_lead_to_their_claim_or_place(page: Page) -> None:
    links = {link.get_attribute("href") for link in page.locator("a").all()}
    assert "a%20graph/graph.html#item=document/a/claim/20-9" in links
    assert "a%20graph/graph.html#text=document/a&at=70-72" in links
