"""What people say of the actors of an opened graph -> rows for `decisions.csv`; and what rows say of actors.

Rows name actors as the texts do, so that they outlive the graph (see `claimgraph.resolve.judgements`): by the
name alone where only one actor bears it, else by name and document. Nothing is written here.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Literal

import pyoxigraph as ox

from claimgraph.errors import QueryError
from claimgraph.graph.actors import ActorRow, SuggestedPair, actor_at, find_actor, places_of
from claimgraph.graph.terms import CG, DCT, SKOS
from claimgraph.resolve.entities import fullness
from claimgraph.resolve.judgements import Judgement, Key, folded_name

if TYPE_CHECKING:
    from claimgraph.graph.store import Graph

__all__ = ["Judging", "merge", "not_an_actor", "rename", "split", "unsure"]

_PUBLISHED_AS = re.compile(r"\s*\([^()]*\)\s*$")


def merge(graph: Graph, left: str, right: str) -> list[Judgement]:
    """The row that makes two actors one.

    Args:
        graph: an open graph.
        left: the identifier, the IRI or a name of an actor, or `Name @ document`.
        right: the same of the other.

    Raises:
        QueryError: there is no such actor, or it cannot be told which one is meant.
    """
    return [_pair(graph, left, right, "same")]


def unsure(graph: Graph, left: str, right: str) -> list[Judgement]:
    """The row that says that somebody could not tell; see `merge`."""
    return [_pair(graph, left, right, "unsure")]


def split(graph: Graph, left: str, right: str) -> list[Judgement]:
    """The rows that keep two actors apart, or that make two of what is one.

    For the latter, left and right are two names of one actor, or names with the documents that have them.

    Args:
        graph: an open graph.
        left: as for `merge`.
        right: as for `merge`.

    Raises:
        QueryError: there is no such actor, or left and right name the same.
    """
    sides = [_meant_beside(graph, left, right), _meant_beside(graph, right, left)]
    (one, first), (other, second) = sides
    if one.iri != other.iri or (first and second):
        keys = [
            _key(graph, actor, text, key) for (actor, key), text in zip(sides, (left, right), strict=True)
        ]
        return [_judgement(keys, "different")]
    return _divide(graph, one, first or Key(left.strip()), second or Key(right.strip()))


def rename(graph: Graph, actor: str, name: str) -> list[Judgement]:
    """The row that shows an actor under another name, which no text need contain; see `merge`."""
    meant, key = _meant(graph, actor)
    return [Judgement(str(key or _Bearing(graph, meant).key()), " ".join(name.split()), "name")]


def not_an_actor(graph: Graph, actor: str) -> list[Judgement]:
    """The rows that take an actor out, one for each name under which documents have it; see `merge`."""
    meant, key = _meant(graph, actor)
    keys = [key] if key else _Bearing(graph, meant).all_keys()
    return [Judgement(str(each), "", "not-an-actor") for each in keys]


class Judging:
    """Finds what rows say of the actors of a graph.

    Args:
        graph: an open graph.
        rows: judgements.
    """

    def __init__(self, graph: Graph, rows: Sequence[Judgement]) -> None:
        self._graph = graph
        self._rows = rows
        self._meant: dict[Key, frozenset[str]] = {}
        self._named: defaultdict[str, set[str]] = defaultdict(set)
        if rows:
            for quad in graph.oxigraph.quads_for_pattern(None, SKOS["altLabel"], None, graph.names.actors):
                if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.Literal):
                    self._named[folded_name(quad.object.value)].add(quad.subject.value)

    def of(self, left: ActorRow, right: ActorRow | None = None) -> list[Judgement]:
        """The rows about an actor, or about both of two."""
        if right is None:
            return [row for row in self._rows if any(left.iri in self._actors(key) for key in row.keys)]
        both = {left.iri, right.iri}
        return [row for row in self._rows if len(row.keys) > 1 and self._is_about(row, both)]

    def undecided(self, pairs: Iterable[SuggestedPair]) -> list[SuggestedPair]:
        """The pairs that no row is about, in their order."""
        judged = [
            tuple(self._actors(key) for key in row.keys)
            for row in self._rows
            if row.verdict in ("same", "different", "unsure")
        ]
        return [
            pair
            for pair in pairs
            if not any(
                (pair.left in a and pair.right in b) or (pair.left in b and pair.right in a)
                for a, b in judged
            )
        ]

    def _is_about(self, row: Judgement, iris: set[str]) -> bool:
        one, other = (self._actors(key) for key in row.keys)
        first, *more = sorted(iris)
        second = more[0] if more else first
        return (first in one and second in other) or (second in one and first in other)

    def _actors(self, key: Key) -> frozenset[str]:
        """The actors that a key can mean in this graph."""
        found = self._meant.get(key)
        if found is None:
            found = frozenset(self._named.get(key.folded, ()))
            if key.path is not None:
                found = frozenset(iri for iri in found if actor_at(self._graph, iri, key.path))
            self._meant[key] = found
        return found


class _Bearing:
    """The names under which each document has an actor."""

    def __init__(self, graph: Graph, actor: ActorRow) -> None:
        self.graph = graph
        self.actor = actor
        self.names: defaultdict[str, set[str]] = defaultdict(set)
        known = {folded_name(name): name for name in actor.names}
        places = places_of(graph, actor.iri)
        for place in places:
            words = known.get(folded_name(place.words))
            if words and place.form != "pronoun":
                self.names[place.document].add(words)
        for path, published in _published(graph, actor.iri):
            for name in (published, _PUBLISHED_AS.sub("", published)):
                if folded_name(name) in known:
                    self.names[path].add(known[folded_name(name)])
        if not self.names:
            # "Officials" can be shown as "Kenyan officials": a name, but not the words of a mention.
            for place in places:
                self.names[place.document].add(actor.name)

    def key(self) -> Key:
        """How a row names the actor: as it is shown, or else under the name that most documents have."""
        fullest = Counter(name for path in self.names for name in self.fullest(path))
        if not fullest:
            raise QueryError(f"No document names {self.actor.name!r}, so no row can be about it.")
        name = (
            self.actor.name if self.actor.name in fullest else max(sorted(fullest), key=lambda n: fullest[n])
        )
        return self.narrowed(name)[0]

    def all_keys(self) -> list[Key]:
        """How rows name the actor in all documents."""
        fullest = sorted({name for path in self.names for name in self.fullest(path)})
        return [key for name in fullest for key in self.narrowed(name)]

    def fullest(self, path: str) -> set[str]:
        """The names of which a document has none that is fuller."""
        most = max(map(fullness, self.names[path]))
        return {name for name in self.names[path] if fullness(name) == most}

    def narrowed(self, name: str) -> list[Key]:
        """The name alone where no other actor bears it, else with each document that has it for this one."""
        rivals = _others(self.graph, self.actor, name)
        if not rivals and Key.parse(name) == Key(name):
            return [Key(name)]
        paths = [path for path in sorted(self.names) if name in self.fullest(path)]
        free = [path for path in paths if not any(actor_at(self.graph, iri, path) for iri in rivals)]
        if not free:
            raise QueryError(
                f"{name!r} is also the name of another actor in the same documents, so that no row can tell "
                "them apart by it; use another name of the actor, as in 'Ada Moor @ news/a.txt'."
            )
        return [Key(name, path) for path in free]


def _pair(graph: Graph, left: str, right: str, verdict: Literal["same", "different", "unsure"]) -> Judgement:
    sides = [(_meant(graph, text), text) for text in (left, right)]
    if sides[0][0][0].iri == sides[1][0][0].iri:
        raise QueryError(f"{left!r} and {right!r} are one actor already: {sides[0][0][0].name}.")
    return _judgement([_key(graph, actor, text, key) for (actor, key), text in sides], verdict)


def _meant(graph: Graph, text: str) -> tuple[ActorRow, Key | None]:
    """The actor, and the key where one was given."""
    key = Key.parse(text)
    if key.path is None:
        return find_actor(graph, text), None
    return find_actor(graph, key.name, document=key.path), key


def _meant_beside(graph: Graph, text: str, other: str) -> tuple[ActorRow, Key | None]:
    """The same for one side of a split: of several actors, the one that the other side means."""
    try:
        return _meant(graph, text)
    except QueryError:
        actor, _ = _meant(graph, other)
        if folded_name(text) not in map(folded_name, actor.names):
            raise
        return actor, None


def _key(graph: Graph, actor: ActorRow, text: str, key: Key | None) -> Key:
    return key or _Bearing(graph, actor).key()


def _judgement(keys: Sequence[Key], verdict: Literal["same", "different", "unsure"]) -> Judgement:
    left, right = map(str, keys)
    return Judgement(left, right, verdict)


def _divide(graph: Graph, actor: ActorRow, left: Key, right: Key) -> list[Judgement]:
    """The rows that tell two names of one actor apart."""
    bearing = _Bearing(graph, actor)
    known = {folded_name(name): name for name in actor.names}
    # An identifier or IRI stands for the name that is shown.
    names = [known.get(key.folded, None if key.path else actor.name) for key in (left, right)]
    one, other = names
    if not one or not other or one == other:
        raise QueryError(
            f"{left} and {right} do not name two things in {actor.name!r}. Give two of its names "
            f"({', '.join(repr(name) for name in actor.names)}), or the same name in two documents, "
            "as in 'Ada Moor @ a.txt' and 'Ada Moor @ b.txt'."
        )
    fullest = {name for path in bearing.names for name in bearing.fullest(path)}
    if {one, other} <= fullest and left.path is None and right.path is None:
        return [_judgement([Key(one), Key(other)], "different")]
    both = [path for path in sorted(bearing.names) if {one, other} <= bearing.names[path]]
    if both and left.path is None and right.path is None:
        return [_judgement([Key(one, path), Key(other, path)], "different") for path in both]
    places = {
        name: [path for path in sorted(bearing.names) if name in bearing.names[path]] for name in (one, other)
    }
    return [
        _judgement(
            [key if key.path else Key(name, places[name][0]) for key, name in ((left, one), (right, other))],
            "different",
        )
    ]


def _others(graph: Graph, actor: ActorRow, name: str) -> list[str]:
    """IRIs of the other actors that bear a name."""
    wanted = folded_name(name)
    return sorted(
        quad.subject.value
        for quad in graph.oxigraph.quads_for_pattern(None, SKOS["altLabel"], None, graph.names.actors)
        if isinstance(quad.subject, ox.NamedNode)
        and isinstance(quad.object, ox.Literal)
        and quad.subject.value != actor.iri
        and folded_name(quad.object.value) == wanted
    )


def _published(graph: Graph, actor: str) -> Iterable[tuple[str, str]]:
    """Path of each document that the actor published, and its name there."""
    store = graph.oxigraph
    for quad in store.quads_for_pattern(None, DCT["publisher"], ox.NamedNode(actor), None):
        for path in store.quads_for_pattern(quad.subject, CG["path"], None, None):
            for name in store.quads_for_pattern(quad.subject, CG["publisherName"], None, None):
                if isinstance(path.object, ox.Literal) and isinstance(name.object, ox.Literal):
                    yield path.object.value, name.object.value
