"""The view's records -> a place on the plane for each, computed once so that the page needs no physics.

Actors and documents are grouped into Louvain communities and laid out by springs inside each; every claim
then stands on a ring around who claims it, on the side of its document. The same records give the same
whole-number positions. Nothing here knows how a record is drawn, beyond how much room it takes.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence

import networkx as nx
import numpy as np
import numpy.typing as npt

from claimgraph.view.items import ViewItems
from claimgraph.view.ties import Tie, strengths

__all__ = ["place", "place_actors", "radius"]

_SEED = 20
_ROOM = 30.0  # around an actor or a document, so that a label fits under it
_ROOM_ALONE = 24.0  # around an actor where there are no claims
_FIRST_RING, _RING_GAP, _RING_SPACING = 22.0, 18.0, 18.0
_SPRINGS_UP_TO = 400  # springs compare all pairs (and networkx wants scipy from 500 on); above, a spiral
_PULL = 0.978  # to the middle, per step
_WIDER_THAN_HIGH = 1.1  # between a phone, a tablet and a desktop

Point = tuple[float, float]
_Points = npt.NDArray[np.float64]


def place(items: ViewItems) -> dict[str, tuple[int, int]]:
    """The position of every record, by IRI, in the units of `radius`.

    >>> place(ViewItems())
    {}
    """
    hubs = [document.iri for document in items.documents] + [actor.iri for actor in items.actors]
    number = {iri: position for position, iri in enumerate(hubs)}
    home = _homes(items, number)
    petals: defaultdict[int, list[str]] = defaultdict(list)
    for claim in items.claims:
        petals[home[claim.iri]].append(claim.iri)
    ties = _ties(items, number, home)
    radii = {hub: _outer(radius(_degree(ties, hub)), len(petals[hub])) for hub in ties}
    at = _place_hubs(ties, radii)
    positions = {iri: at[number[iri]] for iri in hubs}
    document = {claim.iri: number[claim.document] for claim in items.claims}
    for hub, claims in petals.items():
        inner = radius(_degree(ties, hub))
        positions.update(_place_petals(at[hub], inner, [(iri, at[document[iri]]) for iri in claims]))
    return {iri: (round(x), round(y)) for iri, (x, y) in positions.items()}


def place_actors(ties: Sequence[Tie]) -> dict[str, tuple[int, int]]:
    """The position of every actor that has a tie, by IRI, where only actors are drawn.

    >>> place_actors([])
    {}
    """
    strength = strengths(ties)
    actors = sorted(strength)
    number = {iri: position for position, iri in enumerate(actors)}
    weights: Counter[tuple[int, int]] = Counter()
    for tie in ties:
        one, other = sorted((number[tie.source], number[tie.target]))
        weights[one, other] += len(tie.claims)
    graph: nx.Graph[int] = nx.Graph()
    graph.add_nodes_from(range(len(actors)))
    graph.add_weighted_edges_from((one, other, weight) for (one, other), weight in sorted(weights.items()))
    radii = {place: radius(strength[iri]) + _ROOM_ALONE for iri, place in number.items()}
    at = _place_hubs(graph, radii)
    return {iri: (round(at[place][0]), round(at[place][1])) for iri, place in number.items()}


def radius(degree: float) -> int:
    """How large an actor or a document with so many ties is drawn: by area, within bounds.

    >>> radius(0), radius(16), radius(10_000)
    (8, 18, 30)
    """
    return round(min(30.0, 8 + 2.5 * math.sqrt(degree)))


def _homes(items: ViewItems, number: Mapping[str, int]) -> dict[str, int]:
    """The actor or document that each claim stands around: its first claimant, else its document."""
    home = {claim.iri: number[claim.document] for claim in items.claims}
    for edge in sorted(items.edges, reverse=True):
        if edge.relation == "claimant":
            home[edge.target] = number[edge.source]
    return home


def _ties(items: ViewItems, number: Mapping[str, int], home: Mapping[str, int]) -> nx.Graph[int]:
    """Who belongs near whom: actors and documents, weighted by what ties them, claims included."""
    weights: Counter[tuple[int, int]] = Counter()

    def add(one: int, other: int, weight: int) -> None:
        if one != other:
            weights[min(one, other), max(one, other)] += weight

    for edge in items.edges:
        source = home.get(edge.source, number.get(edge.source, -1))
        target = home.get(edge.target, number.get(edge.target, -1))
        if edge.relation == "claimant":
            add(number[edge.source], target, 2)
        else:
            add(source, target, 2 if edge.relation == "statedIn" else 1)
    for actor in items.actors:
        for document, _ in actor.mentions:
            if document in number:
                add(number[actor.iri], number[document], 1)
    graph: nx.Graph[int] = nx.Graph()
    graph.add_nodes_from(range(len(number)))
    graph.add_weighted_edges_from((one, other, weight) for (one, other), weight in sorted(weights.items()))
    return graph


def _degree(ties: nx.Graph[int], hub: int) -> float:
    return float(ties.degree(hub, weight="weight")) / 2


def _place_hubs(ties: nx.Graph[int], radii: Mapping[int, float]) -> dict[int, Point]:
    """Communities first, as discs among each other; then the members of each inside its disc."""
    if not len(ties):
        return {}
    communities = [
        sorted(community) for community in nx.community.louvain_communities(ties, weight="weight", seed=_SEED)
    ]
    communities.sort(key=lambda members: (-len(members), members[0]))
    inside = [_spread(ties.subgraph(members), radii, members) for members in communities]
    discs = {
        which: max(math.hypot(*point) + radii[hub] for hub, point in places.items())
        for which, places in enumerate(inside)
    }
    between: nx.Graph[int] = nx.Graph()
    between.add_nodes_from(range(len(communities)))
    of = {hub: which for which, members in enumerate(communities) for hub in members}
    weights: Counter[tuple[int, int]] = Counter()
    for one, other in ties.edges:
        if of[one] != of[other]:
            weights[min(of[one], of[other]), max(of[one], of[other])] += ties[one][other]["weight"]
    between.add_weighted_edges_from((one, other, weight) for (one, other), weight in sorted(weights.items()))
    middle = _spread(between, discs, range(len(communities)))
    return _tighten(
        {
            hub: (middle[which][0] + x, middle[which][1] + y)
            for which, places in enumerate(inside)
            for hub, (x, y) in sorted(places.items())
        },
        radii,
    )


def _tighten(at: dict[int, Point], radii: Mapping[int, float]) -> dict[int, Point]:
    """Close the gaps between the communities' discs, and give the whole the shape of a screen."""
    if not 2 < len(at) <= _SPRINGS_UP_TO:
        return at
    points = np.array(list(at.values()))
    width, height = points.std(axis=0)
    points[:, 1] *= min(3.0, max(0.5, width / max(height, 1e-6) / _WIDER_THAN_HIGH))
    points = _pack(points, np.array([radii[hub] for hub in at]))
    return {hub: (float(x), float(y)) for hub, (x, y) in zip(at, points, strict=True)}


def _spread(graph: nx.Graph[int], radii: Mapping[int, float], order: Sequence[int]) -> dict[int, Point]:
    """Discs of these radii, tied ones near each other, none over another; around (0, 0)."""
    if len(order) == 1:
        return {order[0]: (0.0, 0.0)}
    if len(order) > _SPRINGS_UP_TO:
        return dict(_spiral(radii, sorted(order, key=lambda each: (-radii[each], each))))
    ordered: nx.Graph[int] = nx.Graph()
    ordered.add_nodes_from(order)
    ordered.add_weighted_edges_from(
        sorted((min(a, b), max(a, b), math.log1p(graph[a][b]["weight"])) for a, b in graph.edges)
    )
    found = nx.spring_layout(ordered, seed=_SEED, iterations=120, k=1.4 / math.sqrt(len(order)))
    sizes = np.array([radii[each] for each in order])
    points = np.array([found[each] for each in order]) * math.sqrt(float((sizes**2).sum())) * 1.5
    points = _pack(points, sizes)
    points -= (points.min(axis=0) + points.max(axis=0)) / 2
    return {each: (float(x), float(y)) for each, (x, y) in zip(order, points, strict=True)}


def _pack(points: _Points, sizes: _Points) -> _Points:
    """Pull everything to the middle and push apart what overlaps, until it is dense and free of overlap."""
    room = sizes[:, None] + sizes[None, :]
    near = room**2 * (1 + 1e-9)  # a little more than touching; who does touch is computed exactly below
    np.fill_diagonal(near, -1.0)
    for step in range(240):
        if step < 160:
            points = points * _PULL
        x, y = points[:, 0], points[:, 1]
        one, other = np.nonzero((x[:, None] - x) ** 2 + (y[:, None] - y) ** 2 < near)
        apart = points[one] - points[other]
        distance = np.hypot(apart[:, 0], apart[:, 1])
        overlap = np.clip(room[one, other] - distance, 0.0, None)
        if step >= 160 and float(overlap.max(initial=0.0)) < 0.5:
            break
        push = apart / np.maximum(distance, 1e-6)[:, None] * overlap[:, None]
        moved = [np.bincount(one, push[:, axis], len(points)) for axis in (0, 1)]
        points = points + np.column_stack(moved) * 0.4
    return points


def _spiral(radii: Mapping[int, float], order: Sequence[int]) -> Iterator[tuple[int, Point]]:
    """A sunflower of discs, the largest in the middle: for more than springs can take."""
    area = 0.0
    for step, each in enumerate(order):
        area += (2 * radii[each]) ** 2
        far = math.sqrt(area / math.pi) * 1.15
        angle = step * math.pi * (3 - math.sqrt(5))
        yield each, (far * math.cos(angle), far * math.sin(angle))


def _rings(inner: float, count: int) -> list[tuple[float, int]]:
    """(radius, places) of as many rings as `count` claims need around something of radius `inner`."""
    rings = []
    distance = inner + _FIRST_RING
    while count > 0:
        places = min(count, int(2 * math.pi * distance / _RING_SPACING))
        rings.append((distance, places))
        count -= places
        distance += _RING_GAP
    return rings


def _outer(inner: float, count: int) -> float:
    return max((distance for distance, _ in _rings(inner, count)), default=inner) + _ROOM


def _place_petals(
    middle: Point, inner: float, claims: Sequence[tuple[str, Point]]
) -> Iterator[tuple[str, Point]]:
    """Each claim on a ring around `middle`, as near to the direction of its document as there is room."""
    wanted = [
        (math.atan2(to[1] - middle[1], to[0] - middle[0]) if to != middle else 0.0, iri) for iri, to in claims
    ]
    wanted.sort(key=lambda pair: pair[0])
    rings = _rings(inner, len(wanted))
    chosen: list[list[tuple[float, str]]] = [[] for _ in rings]
    for angle, iri in wanted:  # deal the directions to the rings in proportion, so that each fans out alike
        fullness = [(len(members) + 1) / places for members, (_, places) in zip(chosen, rings, strict=True)]
        chosen[fullness.index(min(fullness))].append((angle, iri))
    for members, (distance, _) in zip(chosen, rings, strict=True):
        angles = _apart([angle for angle, _ in members], _RING_SPACING / distance)
        for angle, (_, iri) in zip(angles, members, strict=True):
            yield iri, (middle[0] + distance * math.cos(angle), middle[1] + distance * math.sin(angle))


def _apart(angles: Sequence[float], gap: float) -> list[float]:
    """Sorted angles moved as little as need be to stand `gap` apart: runs that touch share their middle."""
    count = len(angles)
    if count * gap >= 2 * math.pi:
        return [angles[0] + step * 2 * math.pi / count for step in range(count)]
    runs: list[tuple[float, int]] = []  # middle, members
    for angle in angles:
        middle, members = angle, 1
        while runs and runs[-1][0] + runs[-1][1] * gap / 2 > middle - members * gap / 2:
            before, more = runs.pop()
            middle = (before * more + middle * members) / (more + members)
            members += more
        runs.append((middle, members))
    spread = [
        middle + (step - (members - 1) / 2) * gap for middle, members in runs for step in range(members)
    ]
    if spread[-1] - spread[0] > 2 * math.pi - gap:  # the first and the last run meet behind the actor
        spread = [spread[0] + step * 2 * math.pi / count for step in range(count)]
    return spread
