"""An opened graph -> its actors for people: a list, a search, and where and why their names stand for them.

Reads the graph by its named queries, so nothing is analysed again. What people judge of actors is the
business of `corrections`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from claimgraph.errors import QueryError
from claimgraph.graph.lookup import terms_for
from claimgraph.graph.queries import bind, load_query, run_query
from claimgraph.graph.results import Rows, python_value
from claimgraph.graph.terms import CG, DCT, SKOS, SKOSXL
from claimgraph.ontology.names import folded_words
from claimgraph.resolve.judgements import folded_name

if TYPE_CHECKING:
    from claimgraph.graph.store import Graph

__all__ = [
    "ActorRow",
    "MentionPlace",
    "SuggestedPair",
    "actor_at",
    "find_actor",
    "list_actors",
    "name_reasons",
    "places_of",
    "suggested_pairs",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorRow:
    """An actor, with what tells people who it is.

    Attributes:
        id: what its IRI ends in; commands take it where a name is not enough.
        iri: the node in the graph.
        name: the one that it is shown under.
        type: label of its most specific class.
        names: all of them, sorted.
        claims, mentions, documents: how many it makes, how often and in how many it is mentioned.
    """

    id: str
    iri: str
    name: str
    type: str
    names: tuple[str, ...]
    claims: int
    mentions: int
    documents: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MentionPlace:
    """A place that stands for an actor.

    Attributes:
        document: path of the document.
        start, end: code points into its text.
        before, words, after: the text there.
        form: "named", "role" or "pronoun".
        method, confidence: why it stands for the actor, and how surely.
    """

    document: str
    start: int
    end: int
    before: str
    words: str
    after: str
    form: str
    method: str
    confidence: float


@dataclass(frozen=True, slots=True, kw_only=True)
class SuggestedPair:
    """Two actors that may be one.

    Attributes:
        left, right: IRIs of the actors.
        left_name, right_name: what they are shown as.
        method, confidence: what speaks for it, and how surely.
        claims, mentions: how many would move if they were made one.
    """

    left: str
    right: str
    left_name: str
    right_name: str
    method: str
    confidence: float
    claims: int
    mentions: int


def list_actors(graph: Graph, search: str | None = None) -> list[ActorRow]:
    """The actors, those with most claims first.

    Args:
        graph: an open graph.
        search: only those of which one name has these words, or words that start so, in this order; case and
            diacritics make no difference.
    """
    names: dict[str, list[str]] = {}
    for quad in graph.oxigraph.quads_for_pattern(None, SKOS["altLabel"], None, graph.names.actors):
        if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.Literal):
            names.setdefault(quad.subject.value, []).append(quad.object.value)
    wanted = None if search is None else folded_words(search)
    return [
        row
        for each in _rows(graph, "actors")
        if wanted is None or any(_has(folded_words(name), wanted) for name in names.get(each["iri"], ()))
        for row in [_actor(graph, each, names)]
    ]


def find_actor(graph: Graph, text: str, *, document: str | None = None) -> ActorRow:
    """The actor that somebody means by an identifier, an IRI or a name.

    Of several that bear the name, the one that is shown under it is meant.

    Args:
        graph: an open graph.
        text: what was typed.
        document: path of the document that names it so.

    Raises:
        QueryError: there is none, or more than one; the message says which.
    """
    node = graph.names.actor(text.strip())
    known = next(graph.oxigraph.quads_for_pattern(node, SKOS["prefLabel"], None, None), None)
    found = [str(node.value)] if known else [str(term.value) for term in terms_for(graph, "actor", text)]
    if document is not None:
        found = [iri for iri in found if actor_at(graph, iri, document)]
        if not found:
            raise QueryError(f"The document {document!r} is not in the graph or names no {text!r}.")
    rows = [row for iri in found for row in _described(graph, iri)]
    if not rows:
        raise QueryError(
            f"The graph knows no actor {text!r}. `claimgraph actors GRAPH --search` finds names."
        )
    shown = [row for row in rows if folded_name(row.name) == folded_name(text)]
    if len(rows) > 1 and len(shown) != 1:
        listed = ", ".join(sorted(f"{row.id} ({row.type})" for row in shown or rows))
        raise QueryError(f"{text!r} is a name of several actors; say which one is meant: {listed}.")
    return rows[0] if len(rows) == 1 else shown[0]


def actor_at(graph: Graph, actor: str, document: str) -> bool:
    """Whether a document mentions an actor or was published by it.

    Args:
        graph: an open graph.
        actor: IRI of the actor.
        document: its path.
    """
    store, node = graph.oxigraph, ox.NamedNode(actor)
    return any(
        next(store.quads_for_pattern(None, predicate, node, quad.graph_name), None)
        for quad in store.quads_for_pattern(None, CG["path"], ox.Literal(document), None)
        for predicate in (CG["refersTo"], DCT["publisher"])
    )


def name_reasons(graph: Graph, actor: str) -> dict[str, tuple[str, float]]:
    """For each of several names of an actor, why it is one and how surely.

    Args:
        graph: an open graph.
        actor: its IRI.
    """
    store = graph.oxigraph
    reasons = {}
    for quad in store.quads_for_pattern(ox.NamedNode(actor), SKOSXL["altLabel"], None, None):
        said = {
            each.predicate: python_value(each.object)
            for each in store.quads_for_pattern(quad.object, None, None, quad.graph_name)  # type: ignore[arg-type]
        }
        name, method, confidence = (
            said[key] for key in (SKOSXL["literalForm"], CG["method"], CG["confidence"])
        )
        reasons[str(name)] = (str(method), float(confidence or 0))
    return dict(sorted(reasons.items()))


def places_of(graph: Graph, actor: str) -> list[MentionPlace]:
    """Every place that stands for an actor, in the order of documents.

    Args:
        graph: an open graph.
        actor: its IRI.
    """
    return [
        MentionPlace(
            document=each["document"],
            start=each["start"],
            end=each["end"],
            before=each["before"],
            words=each["words"],
            after=each["after"],
            form=each["form"],
            method=each["method"],
            confidence=float(each["confidence"]),
        )
        for each in _rows(graph, "why-actor", actor=actor)
    ]


def suggested_pairs(graph: Graph, actor: str | None = None) -> list[SuggestedPair]:
    """Pairs of actors that may be one, those first that it would change most to make one.

    Args:
        graph: an open graph.
        actor: only pairs with the actor of this IRI.
    """
    asked = {} if actor is None else {"actor": actor}
    return [
        SuggestedPair(
            left=each["left_iri"],
            right=each["right_iri"],
            left_name=each["left"],
            right_name=each["right"],
            method=each["method"],
            confidence=float(each["confidence"]),
            claims=each["claims"],
            mentions=each["mentions"],
        )
        for each in _rows(graph, "suggestions", **asked)
    ]


def _rows(graph: Graph, name: str, **values: str) -> Iterator[Mapping[str, Any]]:
    result = run_query(graph, bind(load_query(name), values, graph=graph))
    assert isinstance(result, Rows)
    for row in result.rows:
        yield dict(zip(result.columns, map(python_value, row), strict=True))


def _described(graph: Graph, iri: str) -> Iterable[ActorRow]:
    node = ox.NamedNode(iri)
    labels = graph.oxigraph.quads_for_pattern(node, SKOS["altLabel"], None, graph.names.actors)
    names = {iri: [quad.object.value for quad in labels if isinstance(quad.object, ox.Literal)]}
    return [_actor(graph, each, names) for each in _rows(graph, "actors", actor=iri)]


def _actor(graph: Graph, row: Mapping[str, Any], names: Mapping[str, list[str]]) -> ActorRow:
    return ActorRow(
        id=graph.names.actor_id(row["iri"]),
        iri=row["iri"],
        name=row["actor"],
        type=row["type"],
        names=tuple(sorted(names.get(row["iri"], ()))),
        claims=row["claims"],
        mentions=row["mentions"],
        documents=row["documents"],
    )


def _has(words: tuple[str, ...], wanted: tuple[str, ...]) -> bool:
    """Whether the wanted words, or words that start with them, come in `words` one after another."""
    return any(
        all(word.startswith(start) for word, start in zip(words[i:], wanted, strict=False))
        for i in range(len(words) - len(wanted) + 1)
    )
