"""What people take with them: the files are really downloaded, and read as other programs read them."""

from __future__ import annotations

import csv
import io
import re
import struct
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from playwright.sync_api import Page, expect
from rdflib import Dataset

pytestmark = pytest.mark.browser

SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = "</script><img src=x onerror=alert(2)>\"' & \u202e\u2028<!-- \x01"

COLOURS = """JSON.parse(document.getElementById("data").textContent).kinds.map((kind) => kind.colour)
    .reduce((all, colour, kind) => all.map((each) => each === kind ? colour : each),
        claimgraph.items.map((item) => item.kind))"""  # of each item


def save(page: Page, entry: str) -> Path:
    """Save by the menu, as a person does; the file keeps the name that the page gave it."""
    page.locator("#save summary").click()
    with page.expect_download() as expected:
        page.locator("#save-body").get_by_role("button", name=re.compile(entry)).click()
    download = expected.value
    path = Path(download.path()).with_name(download.suggested_filename)
    download.save_as(path)
    expect(page.locator("#status")).to_have_text(f"Saved as {download.suggested_filename}")
    expect(page.locator("#save summary")).to_be_focused()
    expect(page.locator("#save-body")).to_be_hidden()
    return path


def rows_of(path: Path) -> list[dict[str, str]]:
    data = path.read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    text = data.decode("utf-8-sig")
    assert text.endswith("\r\n")
    return list(csv.DictReader(io.StringIO(text, newline=""), strict=True))


def test_the_drawing_is_saved_as_svg_with_the_names_and_colours_of_the_screen(
    graph: Dataset, open_view: Callable[..., Any]
) -> None:
    page = open_view(graph, title="Flut über Orsk: 2031/3").page
    path = save(page, "SVG")
    assert path.name == "flut-über-orsk-2031-3-claims.svg"
    root = ElementTree.parse(path).getroot()
    box = page.locator("#graph").bounding_box()
    assert root.get("viewBox") == f"0 0 {int(box['width'])} {int(box['height'])}"
    assert root.findtext(f"{SVG}title") == "Flut über Orsk: 2031/3"
    words = " ".join(element.text or "" for element in root.iter(f"{SVG}text"))
    assert {"Mira", "Tolenko", "Riverside", "League"} <= set(words.split())
    colours = {element.get("fill") for element in root.iter(f"{SVG}path")}
    assert set(page.evaluate(COLOURS)) <= colours
    assert not {element.tag for element in root.iter()} - {
        f"{SVG}{tag}" for tag in ("svg", "title", "rect", "path", "text")
    }


def test_marks_in_the_svg_are_where_they_are_on_the_screen(
    graph: Dataset, open_view: Callable[..., Any]
) -> None:
    view = open_view(graph)
    at = view.page.evaluate("id => claimgraph.positionOf(id)", view.id_of("Mira Tolenko"))
    box = view.page.locator("#graph").bounding_box()
    colour = view.page.evaluate(COLOURS)[view.id_of("Mira Tolenko")]
    path = save(view.page, "SVG")
    page = view.page.context.new_page()
    page.set_viewport_size({"width": int(box["width"]), "height": int(box["height"])})
    page.set_content(path.read_text(encoding="utf-8").split("?>", 1)[1])
    top = page.evaluate(
        """([x, y]) => { const svg = document.querySelector("svg");
            const box = svg.getBoundingClientRect();
            return document.elementsFromPoint(box.left + x, box.top + y).map((each) => each.getAttribute("fill")); }""",
        [at["x"] - box["x"], at["y"] - box["y"]],
    )
    assert colour in top


@pytest.mark.parametrize("dark", [False, True])
def test_the_png_is_a_picture_of_twice_the_size_on_the_ground_of_the_page(
    graph: Dataset, open_view: Callable[..., Any], dark: bool
) -> None:
    page = open_view(graph, dark=dark).page
    box = page.locator("#graph").bounding_box()
    data = save(page, "PNG").read_bytes()
    assert data.startswith(b"\x89PNG\r\n\x1a\n")
    assert struct.unpack(">II", data[16:24]) == (int(box["width"]) * 2, int(box["height"]) * 2)
    ground = page.evaluate(
        """async (bytes) => { const bitmap = await createImageBitmap(new Blob([new Uint8Array(bytes)], { type: "image/png" }));
            const canvas = document.createElement("canvas");
            const context = canvas.getContext("2d");
            context.drawImage(bitmap, 0, 0);
            return [...context.getImageData(1, 1, 1, 1).data]; }""",
        list(data),
    )
    assert ground == ([21, 23, 27, 255] if dark else [255, 255, 255, 255])


def test_the_csv_has_every_row_that_passes_in_the_order_of_the_table(
    make_large: Callable[..., Any], open_view: Callable[..., Any]
) -> None:
    page = open_view(make_large(30, 350, 8).graph()).page
    page.get_by_role("tab", name="Table").click()
    page.get_by_role("columnheader", name="Date").get_by_role("button").click()
    page.get_by_label(re.compile("^condemns")).uncheck()
    page.fill("#search", "the")
    expect(page.locator("#table caption")).to_contain_text("for “the”")
    count = int(re.findall(r"\d+", page.locator("#table caption").inner_text())[0])
    assert count > 100
    path = save(page, "CSV")
    assert path.name == "who-says-what-claims.csv"
    rows = rows_of(path)
    assert len(rows) == count
    assert all("the" in " ".join(row.values()) for row in rows)
    assert [row["Date"] for row in rows] == sorted(row["Date"] for row in rows)
    assert "condemns" not in {row["Act"] for row in rows}
    assert all(row["Claim IRI"].startswith("https://w3id.org/claimgraph/data/") for row in rows)


def test_no_cell_is_a_formula_and_every_text_survives(new_story: Any, open_view: Callable[..., Any]) -> None:
    story = new_story()
    formula = '=HYPERLINK("http://x","y")'
    story.actor("a", formula, "Person")
    story.actor("b", f"+1, {HOSTILE}", "Person")
    story.actor("c", "-7", "Person")
    story.actor("d", "@SUM(1)", "Person")
    story.actor("e", "  \t=1+1", "Person")
    story.actor("f", "Ana, “Two”\nLines", "Person")
    story.document(
        "a.txt", ". ".join(actor.name for actor in story.actors.values()), title="=cmd|' /C calc'!A0"
    )
    page = open_view(story.graph()).page
    page.get_by_role("tab", name="Table").click()
    page.get_by_label("List", exact=True).select_option("actor")
    names = {row["Name"] for row in rows_of(save(page, "CSV"))}
    assert f"'{formula}" in names
    assert "-7" in names  # a number harms nobody
    assert "'@SUM(1)" in names
    assert "Ana, “Two”\nLines" in names
    assert not [name for name in names if re.match(r"\s*[=+@]", name)]
    page.get_by_label("List", exact=True).select_option("document")
    assert rows_of(save(page, "CSV"))[0]["Title"] == "'=cmd|' /C calc'!A0"


def test_hostile_names_stay_text_in_the_svg(new_story: Any, open_view: Callable[..., Any]) -> None:
    story = new_story()
    story.actor("a", f"Ilir {HOSTILE}", "Person")
    story.document(
        "a.txt", f"Ilir {HOSTILE} said so.", [{"source": f"Ilir {HOSTILE}", "cue": "said", "content": "so"}]
    )
    view = open_view(story.graph(), title=HOSTILE)
    path = save(view.page, "SVG")
    assert path.name == "script-img-src-x-onerror-alert-2-claims.svg"
    root = ElementTree.parse(path).getroot()  # which fails on what XML cannot hold
    assert "<img" in " ".join(element.text or "" for element in root.iter())
    assert {element.tag.removeprefix(SVG) for element in root.iter()} <= {
        "svg",
        "title",
        "rect",
        "path",
        "text",
    }
    save(view.page, "PNG")


def test_the_table_has_no_picture(graph: Dataset, open_view: Callable[..., Any]) -> None:
    page = open_view(graph).page
    page.get_by_role("tab", name="Table").click()
    page.locator("#save summary").click()
    assert page.locator("#save-body button:visible").all_inner_texts() == ["Table of claims (CSV)"]
    page.keyboard.press("Escape")
    expect(page.locator("#save-body")).to_be_hidden()
