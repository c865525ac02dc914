"""Claims and figures of all documents -> how they stand to each other."""

from claimgraph.relate.relate import relate

__all__ = ["relate"]
