"""A ledger -> one HTML page that opens offline: tables of who says how many, with the words behind a number.

The page has no script at all. All text goes through an autoescaping template, and its policy lets nothing
load but its own style.
"""

from __future__ import annotations

import base64
import hashlib
from importlib.resources import files
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from jinja2 import Environment, PackageLoader, StrictUndefined

from claimgraph.graph.ledger import AGREEMENTS

if TYPE_CHECKING:
    from claimgraph.graph.figures import FigureFact
    from claimgraph.graph.ledger import Agreement, Ledger

__all__ = ["ledger_page"]

_SIGNS: Final[dict[Agreement, str]] = {
    "disputed": "≠",
    "revised": "↻",
    "agrees": "=",
    "differs": "↕",
    "other scope": "⊂",
    "only one": "○",
}


def ledger_page(ledger: Ledger, *, base: str, view: str | None = None) -> str:
    """The page as text.

    Args:
        ledger: what it shows.
        base: what the graph's own IRIs start with.
        view: address of the graph's `graph.html`, which numbers link to; without it they do not.
    """
    environment = Environment(
        loader=PackageLoader("claimgraph.view", "."),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )

    def address(fact: FigureFact) -> str | None:
        return None if view is None else f"{quote(view)}#{_place(fact, base)}"

    style = (files("claimgraph.view") / "assets" / "ledger.css").read_text(encoding="utf-8")
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    used = {entry.agreement for table in ledger.tables for _, _, entry in table.entries()}
    return environment.get_template("ledger.html.j2").render(
        ledger=ledger,
        address=address,
        said={e.fact.figure: e.fact.said for table in ledger.tables for _, _, e in table.entries()},
        signs=_SIGNS,
        legend={name: said for name, said in AGREEMENTS.items() if name in used},
        policy=f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'",
        style=style,
    )


def _place(fact: FigureFact, base: str) -> str:
    """The part of the view's address that shows a figure: its claim, else its place in the text."""
    if fact.claim is not None:
        return f"item={_key(fact.claim, base)}"
    return f"text={_key(fact.document_iri, base)}&at={fact.start}-{fact.end}"


def _key(iri: str, base: str) -> str:
    return quote(iri.removeprefix(base), safe="/:!*'()~")
