"""An opened graph -> its actors for people: a list, a search, and where and why their names stand for them.

Reads the store by its indices, which is much faster here than SPARQL. What people judge of actors is the
business of `corrections`.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyoxigraph as ox

from claimgraph.errors import QueryError
from claimgraph.graph.lookup import terms_for
from claimgraph.graph.results import Term, python_value
from claimgraph.graph.terms import CG, DCT, OA, RDF, RDFS, SKOS, SKOSXL
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
    names: defaultdict[ox.NamedNode, list[str]] = defaultdict(list)
    for quad in graph.oxigraph.quads_for_pattern(None, SKOS["altLabel"], None, graph.names.actors):
        if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.Literal):
            names[quad.subject].append(quad.object.value)
    wanted = None if search is None else folded_words(search)
    found = [
        node
        for node, held in names.items()
        if wanted is None or any(_has(folded_words(name), wanted) for name in held)
    ]
    return _actors(graph, found, _Counts(graph, found if search is not None else None))


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
    nodes = [ox.NamedNode(iri) for iri in found if _has_type(graph, ox.NamedNode(iri), CG["Actor"])]
    rows = _actors(graph, nodes, _Counts(graph, nodes))
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
    store = graph.oxigraph
    places = []
    for quad in store.quads_for_pattern(None, CG["refersTo"], ox.NamedNode(actor), None):
        mention = _said(graph, quad.subject, quad.graph_name)
        document = _said(graph, mention[OA["hasSource"]][0], quad.graph_name)
        where: dict[ox.NamedNode, list[Term]] = {}
        for selector in mention[OA["hasSelector"]]:
            where |= _said(graph, selector, quad.graph_name)
        start, end, before, words, after, path, form, method, confidence = (
            python_value(values[0])
            for values in (
                *(where[OA[name]] for name in ("start", "end", "prefix", "exact", "suffix")),
                document[CG["path"]],
                *(mention[CG[name]] for name in ("form", "method", "confidence")),
            )
        )
        places.append(
            MentionPlace(
                document=str(path),
                start=int(start or 0),
                end=int(end or 0),
                before=str(before),
                words=str(words),
                after=str(after),
                form=str(form),
                method=str(method),
                confidence=float(confidence or 0),
            )
        )
    return sorted(places, key=lambda place: (place.document, place.start, place.end, place.form))


def suggested_pairs(graph: Graph, actor: str | None = None) -> list[SuggestedPair]:
    """Pairs of actors that may be one, those first that it would change most to make one.

    Args:
        graph: an open graph.
        actor: only pairs with the actor of this IRI.
    """
    store = graph.oxigraph
    if actor is None:
        nodes = {q.subject for q in store.quads_for_pattern(None, RDF["type"], CG["Suggestion"], None)}
    else:
        nodes = {
            quad.subject
            for side in ("left", "right")
            for quad in store.quads_for_pattern(None, CG[side], ox.NamedNode(actor), None)
        }
    said = [_said(graph, node, graph.names.actors) for node in nodes]
    ends = [(each[CG["left"]][0], each[CG["right"]][0]) for each in said]
    involved = [node for pair in ends for node in pair if isinstance(node, ox.NamedNode)]
    counts = _Counts(graph, None if actor is None else involved)
    pairs = [
        SuggestedPair(
            left=str(python_value(left)),
            right=str(python_value(right)),
            left_name=_shown(graph, left),
            right_name=_shown(graph, right),
            method=str(python_value(each[CG["method"]][0])),
            confidence=float(python_value(each[CG["confidence"]][0]) or 0),
            claims=min(counts.claims[left], counts.claims[right]),
            mentions=min(counts.mentions[left], counts.mentions[right]),
        )
        for each, (left, right) in zip(said, ends, strict=True)
    ]
    return sorted(pairs, key=lambda p: (-p.claims, -p.mentions, -p.confidence, p.left, p.right))


def _has_type(graph: Graph, node: object, kind: ox.NamedNode) -> bool:
    found = graph.oxigraph.quads_for_pattern(node, RDF["type"], kind, None)  # type: ignore[arg-type]
    return next(found, None) is not None


class _Counts:
    """How often actors make claims and are mentioned: of some, or counted in one go of all."""

    def __init__(self, graph: Graph, nodes: Iterable[ox.NamedNode] | None) -> None:
        self.claims: Counter[Term] = Counter()
        self.mentions: Counter[Term] = Counter()
        store, documents = graph.oxigraph, set()
        claims = store.quads_for_pattern(None, RDF["type"], CG["Claim"], None) if nodes is None else ()
        every = {quad.subject for quad in claims}
        for node in [None] if nodes is None else dict.fromkeys(nodes):
            for quad in store.quads_for_pattern(None, CG["claimant"], node, None):
                # A figure outside of every claim has a claimant, too.
                self.claims[quad.object] += quad.subject in every or (
                    nodes is not None and _has_type(graph, quad.subject, CG["Claim"])
                )
            for quad in store.quads_for_pattern(None, CG["refersTo"], node, None):
                self.mentions[quad.object] += 1
                documents.add((quad.object, quad.graph_name))
        self.documents = Counter(actor for actor, _ in documents)


def _actors(graph: Graph, nodes: Iterable[ox.NamedNode], counts: _Counts) -> list[ActorRow]:
    labels = _class_labels(graph)
    above = _superclasses(graph)
    rows = []
    for node in nodes:
        said = _said(graph, node, graph.names.actors)
        types = {str(python_value(each)) for each in said[RDF["type"]]}
        lowest = types - {parent for each in types for parent in above[each]}
        rows.append(
            ActorRow(
                id=graph.names.actor_id(node.value),
                iri=node.value,
                name=str(python_value(said[SKOS["prefLabel"]][0])),
                type=min(labels.get(each, _local_name(each)) for each in lowest),
                names=tuple(sorted(str(python_value(each)) for each in said[SKOS["altLabel"]])),
                claims=counts.claims[node],
                mentions=counts.mentions[node],
                documents=counts.documents[node],
            )
        )
    return sorted(rows, key=lambda row: (-row.claims, -row.mentions, row.name, row.id))


def _class_labels(graph: Graph) -> dict[str, str]:
    labels = graph.oxigraph.quads_for_pattern(None, RDFS["label"], None, graph.names.ontology)
    return {
        _iri(quad.subject): str(python_value(quad.object)) for quad in sorted(labels, key=str, reverse=True)
    }


def _superclasses(graph: Graph) -> defaultdict[str, set[str]]:
    """The classes right above each; those further up are types of every actor, too."""
    above: defaultdict[str, set[str]] = defaultdict(set)
    for quad in graph.oxigraph.quads_for_pattern(None, RDFS["subClassOf"], None, graph.names.ontology):
        above[_iri(quad.subject)].add(_iri(quad.object))
    return above


def _said(graph: Graph, node: object, place: object) -> dict[ox.NamedNode, list[Term]]:
    """What a named graph says of a node: the values of each property."""
    values: defaultdict[ox.NamedNode, list[Term]] = defaultdict(list)
    for quad in graph.oxigraph.quads_for_pattern(node, None, None, place):  # type: ignore[arg-type]
        values[quad.predicate].append(quad.object)
    return values


def _shown(graph: Graph, node: object) -> str:
    return str(python_value(_said(graph, node, graph.names.actors)[SKOS["prefLabel"]][0]))


def _iri(node: object) -> str:
    return node.value if isinstance(node, ox.NamedNode) else str(node)


def _local_name(iri: str) -> str:
    return iri.rsplit("#", 1)[-1].rsplit("/", 1)[-1]


def _has(words: tuple[str, ...], wanted: tuple[str, ...]) -> bool:
    """Whether the wanted words, or words that start with them, come in `words` one after another."""
    return any(
        all(word.startswith(start) for word, start in zip(words[i:], wanted, strict=False))
        for i in range(len(words) - len(wanted) + 1)
    )
