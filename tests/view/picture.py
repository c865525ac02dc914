"""The picture of the sample's view that the README shows: one actor is selected, its claims stand beside the graph.

Run:  python tests/view/picture.py demo/graph.html graphs/january-2022/view.png      (needs Chromium)
"""

from __future__ import annotations

import argparse
import shutil
from pathlib import Path

from playwright.sync_api import sync_playwright

ACTOR = "General Prosecutor's Office of the Republic of Kazakhstan"


def main() -> None:
    """Take the picture."""
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    arguments.add_argument("view", type=Path)
    arguments.add_argument("picture", type=Path)
    arguments.add_argument("--actor", default=ACTOR)
    options = arguments.parse_args()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--no-first-run", "--disable-gpu"]
        )
        page = browser.new_page(
            viewport={"width": 1440, "height": 900}, color_scheme="light", reduced_motion="reduce"
        )
        page.goto(options.view.resolve().as_uri())
        at = page.evaluate(
            "name => claimgraph.positionOf(claimgraph.items.findIndex((item) => item.name === name))",
            options.actor,
        )
        page.mouse.click(at["x"], at["y"])
        page.locator("#panel-body h2", has_text=options.actor).wait_for()
        page.mouse.move(720, 890)
        page.wait_for_timeout(500)
        page.screenshot(path=options.picture)
        browser.close()


if __name__ == "__main__":
    main()
