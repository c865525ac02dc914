"""Mentions of all documents -> actors."""

from claimgraph.resolve.resolve import resolve

__all__ = ["resolve"]
