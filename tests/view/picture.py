"""The two pictures of the sample's view that the README shows: who says what, and the figures of one measure over time.

Run:  python tests/view/picture.py demo/graph.html graphs/january-2022      (needs Chromium)

Writes `view.png`, in which one actor is selected and its claims stand beside the graph, and `figures.png`,
in which a figure is selected that others dispute.
"""

from __future__ import annotations

import argparse
import shutil
from pathlib import Path

from playwright.sync_api import Page, ViewportSize, sync_playwright

ACTOR = "General Prosecutor's Office of the Republic of Kazakhstan"
MEASURE = "deaths"
SCREEN = ViewportSize(width=1440, height=900)


def main() -> None:
    """Take the pictures."""
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    arguments.add_argument("view", type=Path, help="the HTML file")
    arguments.add_argument("folder", type=Path, help="where the pictures go")
    arguments.add_argument("--actor", default=ACTOR)
    arguments.add_argument("--measure", default=MEASURE)
    options = arguments.parse_args()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--no-first-run", "--disable-gpu"]
        )
        page = browser.new_page(viewport=SCREEN, color_scheme="light", reduced_motion="reduce")
        page.goto(options.view.resolve().as_uri())
        _select(page, options.actor)
        _take(page, options.folder / "view.png")
        page.keyboard.press("Escape")
        page.get_by_role("tab", name="Figures").click()
        page.locator("#figures button", has_text=options.measure).first.click()
        page.locator("#figures h2, #figures h3", has_text=options.measure).first.wait_for()
        if (disputed := page.locator("#figures svg .mark.signed")).count():
            disputed.first.click()
            page.locator("#panel-body .card.linked").first.wait_for()
        _take(page, options.folder / "figures.png")
        browser.close()


def _select(page: Page, name: str) -> None:
    """Click the actor in the drawing of claims."""
    page.get_by_role("tab", name="Claims").click()
    at = page.evaluate(
        "name => claimgraph.positionOf(claimgraph.items.findIndex((item) => item.name === name))", name
    )
    page.mouse.click(at["x"], at["y"])
    page.locator("#panel-body h2", has_text=name).wait_for()


def _take(page: Page, path: Path) -> None:
    page.mouse.move(720, 890)
    page.evaluate("document.activeElement?.blur()")
    page.wait_for_timeout(500)
    page.screenshot(path=path)


if __name__ == "__main__":
    main()
