"""Why the names of an actor are one, and which actors may be one -> quads of the actors' graph.

Names are nodes of SKOS-XL (https://www.w3.org/TR/skos-reference/skos-xl.html), so that a reason can be given.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from pyoxigraph import Quad

from claimgraph.graph.terms import CG, RDF, SKOSXL, Names, decimal_literal, text_literal
from claimgraph.records import Actor, Suggestion

__all__ = ["name_quads", "suggestion_quads"]

_TYPE: Final = RDF["type"]


def name_quads(actor: Actor, names: Names) -> Iterator[Quad]:
    """The names of an actor that has several, each with the surest reason for which it is one of them."""
    graph, node = names.actors, names.actor(actor.id)
    for reason in actor.reasons if len(actor.reasons) > 1 else ():
        name = names.name(actor.id, reason.name)
        yield Quad(node, SKOSXL["altLabel"], name, graph)
        yield Quad(name, _TYPE, CG["Name"], graph)
        yield Quad(name, SKOSXL["literalForm"], text_literal(reason.name), graph)
        yield Quad(name, CG["method"], text_literal(reason.method), graph)
        yield Quad(name, CG["confidence"], decimal_literal(reason.confidence), graph)


def suggestion_quads(suggestion: Suggestion, names: Names) -> Iterator[Quad]:
    """Two actors that may be one, for people to decide on."""
    graph, node = names.actors, names.suggestion(suggestion.left, suggestion.right)
    yield Quad(node, _TYPE, CG["Suggestion"], graph)
    yield Quad(node, CG["left"], names.actor(suggestion.left), graph)
    yield Quad(node, CG["right"], names.actor(suggestion.right), graph)
    yield Quad(node, CG["method"], text_literal(suggestion.method), graph)
    yield Quad(node, CG["confidence"], decimal_literal(suggestion.confidence), graph)
