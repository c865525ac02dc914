"""Why an actor of an opened graph is one, and why two are one or are two: rules, places, judgements.

What the graph and `decisions.csv` hold is put together here for people; nothing is decided or written.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyoxigraph as ox

from claimgraph.graph.actors import (
    ActorRow,
    MentionPlace,
    SuggestedPair,
    find_actor,
    name_reasons,
    places_of,
    suggested_pairs,
)
from claimgraph.graph.corrections import Judging
from claimgraph.graph.results import python_value
from claimgraph.graph.terms import RDFS
from claimgraph.resolve.judgements import Judgement, Key, folded_name

if TYPE_CHECKING:
    from claimgraph.graph.store import Graph

__all__ = ["ActorWhy", "NameWhy", "PairWhy", "why_one", "why_pair"]


@dataclass(frozen=True, slots=True, kw_only=True)
class NameWhy:
    """A name of an actor: the surest reason for which it is one, and where it stands for the actor."""

    name: str
    method: str
    confidence: float
    places: tuple[MentionPlace, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorWhy:
    """Why an actor is one.

    Attributes:
        actor: who.
        names: its names, those with most places first.
        others: places that stand for it without naming it: roles and pronouns.
        judgements: rows of `decisions.csv` that are about it.
    """

    actor: ActorRow
    names: tuple[NameWhy, ...]
    others: tuple[MentionPlace, ...]
    judgements: tuple[Judgement, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PairWhy:
    """Why two names, or two actors, are one actor or two.

    Attributes:
        left, right: the actors; equal where they are one.
        names: where they are one, the two names, each with its reason.
        judgements: rows of `decisions.csv` that are about both.
        suggestion: where the machine is not sure that they are two.
        ties: what texts say of the two, each time one, the label of the property ("heads"), the other.
    """

    left: ActorRow
    right: ActorRow
    names: tuple[NameWhy, ...] = ()
    judgements: tuple[Judgement, ...] = ()
    suggestion: SuggestedPair | None = None
    ties: tuple[tuple[str, str, str], ...] = ()

    @property
    def one(self) -> bool:
        """Whether they are one actor."""
        return self.left.iri == self.right.iri


def why_one(graph: Graph, actor: str, judgements: Sequence[Judgement] = ()) -> ActorWhy:
    """Why an actor is one.

    Args:
        graph: an open graph.
        actor: its identifier, IRI, one of its names, or `Name @ document`.
        judgements: the rows of its `decisions.csv`.

    Raises:
        QueryError: there is no such actor, or it cannot be told which one is meant.
    """
    found = _found(graph, actor)
    names, others = _names(graph, found)
    return ActorWhy(
        actor=found, names=names, others=others, judgements=tuple(Judging(graph, judgements).of(found))
    )


def why_pair(graph: Graph, left: str, right: str, judgements: Sequence[Judgement] = ()) -> PairWhy:
    """Why two are one or two; the arguments are as for `why_one`."""
    one, other = _found(graph, left), _found(graph, right)
    about = tuple(Judging(graph, judgements).of(one, other))
    if one.iri == other.iri:
        meant = {folded_name(Key.parse(text).name) for text in (left, right)}
        names = tuple(each for each in _names(graph, one)[0] if folded_name(each.name) in meant)
        return PairWhy(left=one, right=other, names=names, judgements=about)
    pairs = (pair for pair in suggested_pairs(graph, one.iri) if other.iri in (pair.left, pair.right))
    return PairWhy(
        left=one, right=other, judgements=about, suggestion=next(pairs, None), ties=_ties(graph, one, other)
    )


def _found(graph: Graph, text: str) -> ActorRow:
    key = Key.parse(text)
    return find_actor(graph, key.name if key.path else text, document=key.path)


def _names(graph: Graph, actor: ActorRow) -> tuple[tuple[NameWhy, ...], tuple[MentionPlace, ...]]:
    known = {folded_name(name): name for name in actor.names}
    by_name: defaultdict[str, list[MentionPlace]] = defaultdict(list)
    others = []
    for place in places_of(graph, actor.iri):
        name = known.get(folded_name(place.words))
        if name and place.form != "pronoun":
            by_name[name].append(place)
        else:
            others.append(place)
    reasons = name_reasons(graph, actor.iri)
    names = []
    for name in actor.names:
        places = by_name.get(name, [])
        surest = max(
            ((place.confidence, place.method) for place in places), default=(1.0, "publisher's name")
        )
        method, confidence = reasons.get(name, (surest[1], surest[0]))
        names.append(NameWhy(name=name, method=method, confidence=confidence, places=tuple(places)))
    names.sort(key=lambda each: (-len(each.places), each.name))
    return tuple(names), tuple(others)


def _ties(graph: Graph, left: ActorRow, right: ActorRow) -> tuple[tuple[str, str, str], ...]:
    """Triples between the two, both ways."""
    store = graph.oxigraph

    def label(node: ox.NamedNode) -> str:
        found = store.quads_for_pattern(node, RDFS["label"], None, graph.names.ontology)
        name = node.value.rsplit("#", 1)[-1].rsplit("/", 1)[-1]
        return min((str(python_value(quad.object)) for quad in found), default=name)

    return tuple(
        sorted(
            {
                (one.name, label(quad.predicate), other.name)
                for one, other in ((left, right), (right, left))
                for quad in store.quads_for_pattern(
                    ox.NamedNode(one.iri), None, ox.NamedNode(other.iri), None
                )
            }
        )
    )
