"""Who says what, in which document, and where do they disagree?

`build` makes a graph of documents, `open_graph` opens one for queries, `resolve_again` follows corrections of
its actors; the stages between are importable on their own.
"""

from __future__ import annotations

import sys
from types import ModuleType
from typing import TYPE_CHECKING, Any

from claimgraph.errors import ClaimgraphError

if TYPE_CHECKING:
    from claimgraph.build import BuildSummary, build, resolve_again
    from claimgraph.graph.store import Graph, open_graph

__all__ = ["BuildSummary", "ClaimgraphError", "Graph", "build", "open_graph", "resolve_again"]

_HOMES = {
    "BuildSummary": "claimgraph.build",
    "build": "claimgraph.build",
    "resolve_again": "claimgraph.build",
    "Graph": "claimgraph.graph.store",
    "open_graph": "claimgraph.graph.store",
}


def __getattr__(name: str) -> Any:
    # spaCy takes a second to import; who only wants the records should not wait for it.
    if name in _HOMES:
        from importlib import import_module

        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module 'claimgraph' has no attribute {name!r}")


class _Package(ModuleType):
    """Keeps `claimgraph.build` the function: importing a submodule sets it as an attribute of its package."""

    def __setattr__(self, name: str, value: object) -> None:
        if not (name in _HOMES and isinstance(value, ModuleType)):
            super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Package
