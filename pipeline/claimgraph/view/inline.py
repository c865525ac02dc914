"""An opened graph -> its view inside a notebook: the page of `render_view`, in a frame of its own.

The frame is sandboxed: its script runs, may save files and nothing else, and cannot reach the notebook around
it. Nothing is imported from IPython: a notebook draws whatever has a `_repr_html_`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rdflib import Dataset

    from claimgraph.ontology import Ontology

__all__ = ["InlineView", "show"]

_SANDBOX = "allow-scripts allow-downloads"


@dataclass(frozen=True, slots=True)
class InlineView:
    """A page that a notebook draws where it is the value of a cell.

    Attributes:
        page: the whole HTML file.
        height: of the frame, in CSS pixels.
    """

    page: str = field(repr=False)
    height: int

    def _repr_html_(self) -> str:
        return (
            f'<iframe srcdoc="{escape(self.page)}" sandbox="{_SANDBOX}" title="claimgraph: who says what" '
            f'width="100%" height="{self.height}" style="border: 1px solid #8886"></iframe>'
        )

    def __repr__(self) -> str:
        return (
            f"<view of {len(self.page) / 1e6:.1f} MB: a notebook draws it as the last value of a cell; "
            "elsewhere, use: claimgraph view GRAPH --open>"
        )


def show(
    graph: Dataset,
    *,
    height: int = 700,
    title: str | None = None,
    ontology: Ontology | None = None,
    text: bool = True,
) -> InlineView:
    """The view of an opened graph, to be drawn by a notebook. `claimgraph.Graph.show` is this.

    The page is kept in the notebook with its texts, as any output is; `text=False` leaves those out.

    Args:
        graph: an opened graph whose default graph is the union of its named graphs.
        height: of the frame, in CSS pixels; its width is that of the cell.
        title: the heading; "Who says what" unless given.
        ontology: where labels, colours and shapes come from; the shipped one unless given.
        text: whether the documents' texts are in the page, so that places in them can be shown.

    >>> from rdflib import Dataset
    >>> show(Dataset(default_union=True), height=300)._repr_html_()[:37]
    '<iframe srcdoc="&lt;!doctype html&gt;'
    """
    from claimgraph.view.page import render_view

    return InlineView(render_view(graph, title=title, ontology=ontology, text=text), height)
