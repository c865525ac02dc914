"""Judgements and what each document names -> constraints on entities: what is one, what is not, what nobody.

The documents come out as the judgements want them: actors divided where two names of one are told apart, and
taken out where they are none. Judgements that contradict each other are reported, and so are those that name
nothing, or more than one actor in a document. What the rows mean is said in `judgements`.
"""

from __future__ import annotations

from collections import Counter, defaultdict, deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Literal

from claimgraph.records import Unapplied
from claimgraph.resolve.constraints import FREE, Constraints
from claimgraph.resolve.divided import divided
from claimgraph.resolve.entities import Entity, Readers, fullness
from claimgraph.resolve.judgements import Judgement, Key, folded_name
from claimgraph.resolve.union import Match
from claimgraph.resolve.within import NamedActors

__all__ = ["Judged", "contradiction", "judged_actors"]

_SAME = Match("judged the same")

Form = tuple[str, str | None]
Together = dict[Judgement, list[Entity]]
Apart = dict[Judgement, tuple[list[Entity], list[Entity]]]


@dataclass(frozen=True, slots=True)
class Judged:
    """What judgements make of the documents.

    Attributes:
        named: what each document names, in the order in which they were given.
        constraints: for `across`.
        shown: for an entity whose actor is to be shown under another name, the judgements that say so.
        unapplied: the judgements that could not be followed, and why.
    """

    named: Sequence[NamedActors]
    constraints: Constraints = FREE
    shown: Mapping[Entity, tuple[Judgement, ...]] = field(default_factory=dict)
    unapplied: tuple[Unapplied, ...] = ()


def judged_actors(named: Sequence[NamedActors], judgements: Iterable[Judgement], readers: Readers) -> Judged:
    """Work out what the judgements ask of these documents.

    Neither the order of the judgements nor rows that say the same again make a difference.

    Args:
        named: what each document names.
        judgements: see `claimgraph.resolve.judgements`.
        readers: what names are read with.
    """
    rows: dict[tuple[str, ...], Judgement] = {}
    for judgement in judgements:
        if judgement.verdict != "unsure":
            rows.setdefault(_content(judgement), judgement)
    if not rows:
        return Judged(named)
    return _Judging(named, [rows[content] for content in sorted(rows)], readers).judged()


def contradiction(rows: Iterable[Judgement], until: str) -> Unapplied:
    """The report on rows of which not all can be followed.

    Args:
        rows: those involved.
        until: what is done with them for now.
    """
    involved = sorted(rows, key=lambda row: (row.line, _content(row)))
    listed = "; ".join(map(str, involved))
    return _unapplied(
        "conflict",
        involved,
        f"{listed}. These contradict each other: delete or change one of them. Until then {until}.",
    )


def _content(judgement: Judgement) -> tuple[str, ...]:
    """What a row says, whichever side says it."""
    keys = sorted((key.folded, key.path or "") for key in judgement.keys)
    shown = judgement.right if judgement.verdict == "name" else ""
    return (judgement.verdict, shown, *(part for key in keys for part in key))


def _unapplied(
    kind: Literal["conflict", "ambiguous", "not found"], rows: Iterable[Judgement], reason: str
) -> Unapplied:
    return Unapplied(kind=kind, lines=tuple(sorted(row.line for row in rows)), reason=reason)


@dataclass(frozen=True, slots=True)
class _Target:
    """An actor as one document shows it, and by which of its names (folded) a key means it."""

    entity: Entity
    name: str


class _Judging:
    def __init__(self, named: Sequence[NamedActors], rows: Sequence[Judgement], readers: Readers) -> None:
        self._named = list(named)
        self._readers = readers
        self._unapplied: list[Unapplied] = []
        self._sides: dict[Judgement, list[list[_Target]]] = {}
        targets, shorter = _targets(named, rows)
        for row in rows:
            sides = [targets.get(_form(key), []) for key in row.keys]
            if reason := _ambiguous(row, sides):
                self._unapplied.append(_unapplied("ambiguous", [row], reason))
            elif reason := _missing(row, sides, shorter):
                self._unapplied.append(_unapplied("not found", [row], reason))
            else:
                self._sides[row] = _exclusive(row, sides)

    def judged(self) -> Judged:
        bearer = self._divide()
        same: Together = {}
        apart: Apart = {}
        shown: Together = {}
        nobody: Together = {}
        for row, sides in self._sides.items():
            found = [
                _unique(bearer.get((each.entity, each.name), each.entity) for each in side) for side in sides
            ]
            if row.verdict == "same":
                same[row] = _unique([*found[0], *found[1]])
            elif row.verdict == "different":
                apart[row] = (found[0], found[1])
            else:
                (shown if row.verdict == "name" else nobody)[row] = found[0]
        self._drop_contradicted(same, apart)
        self._drop_disputed(nobody, {**same, **shown})
        gone = {entity for entities in nobody.values() for entity in entities}
        names: defaultdict[Entity, list[Judgement]] = defaultdict(list)
        for row, entities in shown.items():
            for entity in entities:
                names[entity].append(row)
        return Judged(
            named=[_without(each, gone) for each in self._named],
            constraints=_constraints(same, apart),
            shown={entity: tuple(asked) for entity, asked in names.items()},
            unapplied=tuple(self._unapplied),
        )

    def _divide(self) -> dict[tuple[Entity, str], Entity]:
        """Divide the actors of which a document has two names that a row tells apart.

        Returns:
            For an actor that was divided and each of its names, the part that bears it.
        """
        rivals: defaultdict[Entity, set[tuple[str, str]]] = defaultdict(set)
        for row, sides in self._sides.items():
            left = {target.entity: target.name for target in sides[0]}
            if row.verdict == "different":
                right = {target.entity: {target.name} for target in sides[1]}
            elif row.verdict == "not-an-actor":
                # Beside a fuller name, only the mentions under this one are meant.
                right = {e: set() if n in (top := _fullest(e)) else top for e, n in left.items()}
            else:
                continue
            for entity in left.keys() & right.keys():
                for name in right[entity]:
                    rivals[entity] |= {(left[entity], name), (name, left[entity])}
        bearer: dict[tuple[Entity, str], Entity] = {}
        touched = {entity.path for entity, names in rivals.items() if names}
        for i, each in enumerate(self._named):
            if each.annotated.document.path in touched:
                self._named[i], more = divided(each, rivals, self._readers)
                bearer |= more
        return bearer

    def _drop_contradicted(self, same: Together, apart: Apart) -> None:
        """Set aside the rows that make one, directly or through others, what another row keeps apart."""
        group = _components(same)
        for row, (left, right) in apart.items():
            while {group.get(each, each) for each in left} & {group.get(each, each) for each in right}:
                chain = _chain(left, right, same)
                if not chain:
                    break
                self._unapplied.append(contradiction([*chain, row], "the actors are kept apart"))
                for each in chain:
                    del same[each]
                group = _components(same)

    def _drop_disputed(self, nobody: Together, others: Together) -> None:
        """Set aside the rows that say of somebody whom another row merges or names that it is no actor."""
        for row, entities in list(nobody.items()):
            taken = set(entities)
            rivals = [other for other, theirs in others.items() if not taken.isdisjoint(theirs)]
            if rivals:
                self._unapplied.append(contradiction([*rivals, row], "the actor stays in the graph"))
                del nobody[row]


def _targets(
    named: Iterable[NamedActors], rows: Iterable[Judgement]
) -> tuple[dict[Form, list[_Target]], dict[str, str]]:
    """What each key of the rows names, in the order of documents; and where it is but a shorter name."""
    anywhere: set[str] = set()
    in_document: defaultdict[str, set[str]] = defaultdict(set)
    for key in (key for row in rows for key in row.keys):
        (anywhere if key.path is None else in_document[key.path]).add(key.folded)
    targets: defaultdict[Form, list[_Target]] = defaultdict(list)
    shorter: dict[str, str] = {}
    for each in named:
        path = each.annotated.document.path
        wanted = in_document.get(path, set())
        for entity in each.entities:
            names = {folded_name(surface) for surface in entity.surfaces}
            if found := names & anywhere:
                fullest = _fullest(entity)
                for name in sorted(found):
                    if name in fullest:
                        targets[name, None].append(_Target(entity, name))
                    else:
                        shorter.setdefault(name, path)
            for name in sorted(names & wanted):
                targets[name, path].append(_Target(entity, name))
    return dict(targets), shorter


def _fullest(entity: Entity) -> set[str]:
    """The names (folded) of which an actor's document has none that is fuller."""
    most = max(map(fullness, entity.surfaces))
    return {folded_name(surface) for surface in entity.surfaces if fullness(surface) == most}


def _form(key: Key) -> Form:
    return key.folded, key.path


def _ambiguous(row: Judgement, sides: Sequence[Sequence[_Target]]) -> str | None:
    for key, side in zip(row.keys, sides, strict=True):
        path, count = Counter(target.entity.path for target in side).most_common(1)[0] if side else ("", 0)
        if count > 1:
            bearers = [target.entity for target in side if target.entity.path == path]
            others = sorted(f"'{max(sorted(each.surfaces), key=fullness)}'" for each in bearers)
            return (
                f"{row}. In {path}, '{key.name}' is a name of {count} actors ({', '.join(others)}): "
                f"use another of their names there, as in 'Ada Moor @ {path}'."
            )
    return None


def _missing(row: Judgement, sides: Sequence[Sequence[_Target]], shorter: Mapping[str, str]) -> str | None:
    for key, side in zip(row.keys, sides, strict=True):
        if not side and key.path is not None:
            return f"{row}. {key.path} is not in this graph or does not name '{key.name}'. The row is kept."
        if not side and (path := shorter.get(key.folded)):
            return (
                f"{row}. '{key.name}' stands only beside fuller names: "
                f"use the full one, or say where, as in '{key.name} @ {path}'."
            )
        if not side:
            return f"{row}. No document of this graph names '{key.name}'. The row is kept."
    return None


def _exclusive(row: Judgement, sides: list[list[_Target]]) -> list[list[_Target]]:
    """What is different from "Moor" is, where it is "Moor @ a.txt" itself, different from all the others."""
    if row.verdict != "different":
        return sides
    both = set(sides[0]) & set(sides[1])
    return [
        [target for target in side if target not in both] if key.path is None else side
        for key, side in zip(row.keys, sides, strict=True)
    ]


def _unique(entities: Iterable[Entity]) -> list[Entity]:
    return list(dict.fromkeys(entities))


def _components(same: Together) -> dict[Entity, Entity]:
    """For every entity that rows make one with others, the one that stands for them all."""
    parent: dict[Entity, Entity] = {}

    def root(entity: Entity) -> Entity:
        while (above := parent.setdefault(entity, entity)) is not entity:
            parent[entity] = parent[above]
            entity = above
        return entity

    for entities in same.values():
        for near, far in pairwise(entities):
            parent[root(far)] = root(near)
    return {entity: root(entity) for entity in list(parent)}


def _chain(left: Sequence[Entity], right: Sequence[Entity], same: Together) -> list[Judgement]:
    """The fewest rows that make something on the left one with something on the right; empty if none do."""
    saying: defaultdict[Entity, list[Judgement]] = defaultdict(list)
    for row, entities in same.items():
        for entity in entities:
            saying[entity].append(row)
    goal = set(right)
    came: dict[Entity, tuple[Entity, Judgement] | None] = dict.fromkeys(left)
    used: set[Judgement] = set()
    waiting = deque(left)
    while waiting:
        entity = waiting.popleft()
        if entity in goal:
            chain = []
            while step := came[entity]:
                entity, row = step
                chain.append(row)
            return chain
        for row in saying[entity]:
            if row not in used:
                used.add(row)
                for far in same[row]:
                    if far not in came:
                        came[far] = (entity, row)
                        waiting.append(far)
    return []


def _constraints(same: Together, apart: Apart) -> Constraints:
    group = _components(same)
    members: defaultdict[Entity, list[Entity]] = defaultdict(list)
    for entity, root in group.items():
        members[root].append(entity)
    sides: defaultdict[Entity, set[int]] = defaultdict(set)
    for number, (left, right) in enumerate(apart.values(), start=1):
        for entities, side in ((left, number), (right, -number)):
            for entity in entities:
                for each in members.get(group.get(entity, entity), [entity]):
                    sides[each].add(side)
    numbers = {root: number for number, root in enumerate(members)}
    return Constraints(
        links=tuple((near, far, _SAME) for entities in same.values() for near, far in pairwise(entities)),
        sides={entity: frozenset(held) for entity, held in sides.items()},
        groups={entity: numbers[root] for entity, root in group.items()},
    )


def _without(named: NamedActors, gone: set[Entity]) -> NamedActors:
    """The document without some of its actors, whose mentions then stand for nobody."""
    if gone.isdisjoint(named.entities):
        return named
    return replace(
        named,
        entities=tuple(entity for entity in named.entities if entity not in gone),
        ties=tuple(None if tie and tie.entity in gone else tie for tie in named.ties),
        publisher=None if named.publisher in gone else named.publisher,
    )
