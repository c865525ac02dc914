"""The names of the nodes of one document: its mentions, claims and figures, in the order of its records.

A name tells where its record stands in the text, so it stays the same whatever else the graph holds. Nodes
are strings in the form of N-Quads.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from claimgraph.records import AnnotatedDocument, Claim, Span

__all__ = ["claim_nodes", "figure_nodes", "mention_nodes"]


def mention_nodes(annotated: AnnotatedDocument, iri: str) -> list[str]:
    """One node for each mention.

    Args:
        annotated: the document and what was found in it.
        iri: of the document.
    """
    return _nodes(f"{iri}/mention/", (f"{m.start}-{m.end}" for m in annotated.mentions))


def claim_nodes(annotated: AnnotatedDocument, iri: str) -> list[str]:
    """One node for each claim; the arguments are as for `mention_nodes`."""
    return _nodes(f"{iri}/claim/", map(_claim_name, annotated.claims))


def figure_nodes(annotated: AnnotatedDocument, iri: str) -> list[str]:
    """One node for each figure; the arguments are as for `mention_nodes`."""
    return _nodes(f"{iri}/figure/", (f"{f.start}-{f.end}" for f in annotated.figures))


def _nodes(start: str, names: Iterable[str]) -> list[str]:
    """One node per name; a name that comes again gets `.2`, `.3`, ... so that no two records share a node."""
    seen: Counter[str] = Counter()
    nodes = []
    for name in names:
        seen[name] += 1
        nodes.append(f"<{start}{name}>" if seen[name] == 1 else f"<{start}{name}.{seen[name]}>")
    return nodes


def _claim_name(claim: Claim) -> str:
    first = claim.content[0] if claim.content else Span(0, 0)
    return f"{first.start}-{first.end}" + (f"-{claim.cue[0].start}" if claim.cue else "")
