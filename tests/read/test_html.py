from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

PAGE = """<!DOCTYPE html>
<html lang="en-GB"><head><meta charset="{charset}"><title>Strike in Sampletown | Example Watch</title>
<meta property="og:site_name" content="Example Watch"><meta name="twitter:site" content="@exwatch">
<meta property="article:published_time" content="2021-03-05T10:00:00Z">
<link rel="canonical" href="https://example.org/news/strike"></head><body>
<nav><a href="/">Home</a> <a href="/news">News</a></nav><header><h1>Strike in Sampletown</h1></header>
<article><p>The governor, Zoë Example, said on Monday
that nine miners had died.</p><p>“We will <b>not</b> leave,” said Bo&nbsp;Sample.</p>
<ul><li>Release everyone.</li><li>Pay wages.</li></ul>
<table><tr><th>City</th><th>Deaths</th></tr><tr><td>Sampletown</td><td>9</td></tr></table>
<p>{more}</p></article>
<footer>© 2021 Example Watch</footer></body></html>"""


@pytest.mark.parametrize("charset", ["utf-8", "windows-1252"])
def test_a_page_becomes_its_paragraphs(tmp_path: Path, read: Callable[..., Any], charset: str) -> None:
    (tmp_path / "a.html").write_bytes(
        PAGE.format(charset=charset, more="The state must answer.").encode(charset)
    )
    outcome = read(tmp_path)
    document = outcome.only()
    assert document.text.split("\n\n") == [
        "The governor, Zoë Example, said on Monday that nine miners had died.",
        "“We will not leave,” said Bo Sample.",
        "- Release everyone.",
        "- Pay wages.",
        "City | Deaths",
        "Sampletown | 9",
        "The state must answer.",
    ]
    assert (document.title, document.publisher, document.date, document.url, document.language) == (
        "Strike in Sampletown",
        "Example Watch",
        "2021-03-05",
        "https://example.org/news/strike",
        "en-GB",
    )
    assert not outcome.remarks


def test_what_a_page_does_not_state_is_left_out(tmp_path: Path, read: Callable[..., Any]) -> None:
    head = "<meta name='twitter:site' content='@exwatch'>"
    body = "<p>On 9 May 2020 nobody left, said the union.</p>"
    html = f"<html><head>{head}</head><body>{body}</body></html>"
    (tmp_path / "a.htm").write_text(html)
    document = read(tmp_path).only()
    assert (document.publisher, document.date, document.url, document.language) == (None, None, None, None)


def test_a_fragment_and_an_xml_declaration_are_read(tmp_path: Path, read: Callable[..., Any]) -> None:
    (tmp_path / "a.html").write_text("<p>Nobody left.</p>")
    body = "<p>Никто не ушёл, сказал он.</p><p>Да.</p>"
    xml = f"<?xml version='1.0' encoding='koi8-r'?><html><body>{body}</body></html>"
    (tmp_path / "b.xhtml").write_bytes(xml.encode("koi8-r"))
    outcome = read(tmp_path)
    assert outcome.texts == {"a.html": "Nobody left.", "b.xhtml": "Никто не ушёл, сказал он.\n\nДа."}


def test_a_page_of_menus_is_skipped(tmp_path: Path, read: Callable[..., Any]) -> None:
    (tmp_path / "a.html").write_text(
        "<html><head><title>x</title></head><body><nav><a href='/'>Home</a></nav></body></html>"
    )
    outcome = read(tmp_path)
    assert not outcome.documents
    assert outcome.skipped[0].path == "a.html"


def test_script_and_style_never_become_text(tmp_path: Path, read: Callable[..., Any]) -> None:
    page = PAGE.format(
        charset="utf-8", more="<script>alert('x')</script><style>p {}</style>The end, said the union."
    )
    (tmp_path / "a.html").write_text(page, encoding="utf-8")
    text = read(tmp_path).only().text
    assert "alert" not in text
    assert "p {}" not in text
