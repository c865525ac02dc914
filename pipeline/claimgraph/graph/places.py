"""A place in a document's text -> the triples that say where it is and what stands there.

Each place has a position and a quote selector (https://www.w3.org/TR/annotation-model/#selectors), both
with an IRI of their own below that of the node that is placed. `evidence.py` checks them against the text.
"""

from __future__ import annotations

from typing import Final

from claimgraph.graph.terms import OA, RDF, XSD, quoted

__all__ = ["place_triples"]

_CONTEXT: Final = 32
"""Characters before and after a place that its quote selector keeps."""

# What stands between the nodes and literals of the lines.
_SOURCE: Final = f" {OA['hasSource']} "
_SELECTOR: Final = f" {OA['hasSelector']} "
_IS_POSITION: Final = f" {RDF['type']} {OA['TextPositionSelector']}"
_START: Final = f' {OA["start"]} "'
_END: Final = f' {OA["end"]} "'
_INTEGER: Final = f'"^^{XSD["integer"]}'
_IS_QUOTE: Final = f" {RDF['type']} {OA['TextQuoteSelector']}"
_EXACT: Final = f" {OA['exact']} "
_PREFIX: Final = f" {OA['prefix']} "
_SUFFIX: Final = f" {OA['suffix']} "


def place_triples(node: str, document: str, text: str, start: int, end: int) -> tuple[str, ...]:
    """The ten triples of a place; most of a graph is made here, so it is one expression.

    Args:
        node: what is placed, as `<IRI>`.
        document: what it is in, as `<IRI>`.
        text: of the document, without lone surrogates.
        start: where the place starts, in code points.
        end: where it ends, exclusive.
    """
    position, quote = f"{node[:-1]}/position>", f"{node[:-1]}/quote>"
    return (
        f"{node}{_SOURCE}{document}",
        f"{node}{_SELECTOR}{position}",
        f"{node}{_SELECTOR}{quote}",
        f"{position}{_IS_POSITION}",
        f"{position}{_START}{start}{_INTEGER}",
        f"{position}{_END}{end}{_INTEGER}",
        f"{quote}{_IS_QUOTE}",
        f"{quote}{_EXACT}{quoted(text[start:end])}",
        f"{quote}{_PREFIX}{quoted(text[max(0, start - _CONTEXT) : start])}",
        f"{quote}{_SUFFIX}{quoted(text[end : end + _CONTEXT])}",
    )
