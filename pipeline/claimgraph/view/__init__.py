"""Graph -> one HTML file."""

from claimgraph.view.page import render_view, write_view

__all__ = ["render_view", "write_view"]
