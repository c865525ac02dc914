"""An opened graph -> the plain records that the view shows, one module per kind of record.

`records.py` says what they are, `read.py` reads them all. One SPARQL query per kind, whatever the size of the
graph; the order of everything is fixed, so that the same graph gives the same page. Nothing here knows how a
record is drawn.
"""

from claimgraph.view.items.read import read_items
from claimgraph.view.items.records import (
    ActorItem,
    ClaimItem,
    DocumentItem,
    Edge,
    FigureItem,
    LinkItem,
    RelationItem,
    TallyItem,
    ViewItems,
)

__all__ = [
    "ActorItem",
    "ClaimItem",
    "DocumentItem",
    "Edge",
    "FigureItem",
    "LinkItem",
    "RelationItem",
    "TallyItem",
    "ViewItems",
    "read_items",
]
