"""A file of FollowTheMoney entities, one JSON object per line -> `ListedActor`s.

https://followthemoney.tech/explorer/ describes the schemata. People and bodies come out, with the offices
that Occupancy, Directorship, Membership and Employment entities give them. The file is read three times, line
by line: for these ties, for the names of what they lead to, and for the actors.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from claimgraph.ontology.known_actors import HeldOffice
from claimgraph.ontology.listed import LeftOut, ListedActor

__all__ = ["ftm_actors", "is_ftm"]

_ACTORS = ("Person", "Organization", "PublicBody", "Company", "LegalEntity")
# Schema of a tie: the property for who, the one for what, and the word for a tie that has no role.
_TIES = {
    "Occupancy": ("holder", "post", ""),
    "Directorship": ("director", "organization", "director"),
    "Membership": ("member", "organization", "member"),
    "Employment": ("employee", "employer", "employee"),
}
_QID = re.compile(r"Q[1-9]\d*")
_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")

Properties = Mapping[str, list[str]]


@dataclass(frozen=True, slots=True)
class _Tie:
    """What somebody is in what, from when to when."""

    target: str
    role: str
    start: str | None
    end: str | None


@dataclass(frozen=True, slots=True)
class _Target:
    """A body or a position that ties lead to."""

    name: str
    country: str | None
    position: bool


def is_ftm(first_line: str) -> bool:
    """Whether a file that starts with this line holds FollowTheMoney entities.

    >>> is_ftm('{"id": "q2", "schema": "Person", "properties": {}}')
    True
    """
    try:
        entity = json.loads(first_line)
    except ValueError:
        return False
    return isinstance(entity, dict) and {"id", "schema"} <= entity.keys()


def ftm_actors(path: Path) -> Iterator[ListedActor | LeftOut]:
    """The people and bodies of a file in its order, and the lines that cannot be used.

    Entities of other schemata (documents, addresses, sanctions, ...) are passed over in silence.

    Args:
        path: the file.
    """
    ties: defaultdict[str, list[_Tie]] = defaultdict(list)
    for _, found in _entities(path, _TIES):
        if not isinstance(found, LeftOut):
            _, schema, properties = found
            who, what, _ = _TIES[schema]
            for holder in properties.get(who, ()):
                ties[holder] += [_tie(schema, properties, target) for target in properties.get(what, ())]
    wanted = {tie.target for some in ties.values() for tie in some}
    targets: dict[str, _Target] = {}
    for _, found in _entities(path, (*_ACTORS, "Position")) if wanted else ():
        if not isinstance(found, LeftOut) and found[0] in wanted:
            entity_id, schema, properties = found
            if name := _first(properties, "name"):
                targets[entity_id] = _Target(name, _country(properties), schema == "Position")
    for row, found in _entities(path, _ACTORS, report=True):
        if isinstance(found, LeftOut):
            yield found
            continue
        actor = _actor(*found)
        if actor is None:
            yield LeftOut(path, row, f"the {found[1]} {found[0]} has no name.")
        else:
            offices = (_office(tie, targets.get(tie.target)) for tie in ties.get(actor.id, ()))
            yield replace(actor, offices=tuple(dict.fromkeys(office for office in offices if office)))


def _entities(
    path: Path, schemata: Mapping[str, object] | tuple[str, ...], *, report: bool = False
) -> Iterator[tuple[int, tuple[str, str, Properties] | LeftOut]]:
    """Line number and id, schema and properties of entities of some schemata; broken lines if asked for."""
    with path.open(encoding="utf-8-sig", errors="replace") as file:
        for row, line in enumerate(file, start=1):
            if not line.strip():
                continue
            try:
                entity = json.loads(line)
                entity_id, schema = entity["id"], entity["schema"]
                properties = {name: _texts(values) for name, values in entity["properties"].items()}
            except (ValueError, KeyError, TypeError, AttributeError):
                if report:
                    reason = "is no entity: JSON with id, schema and properties is needed on each line."
                    yield row, LeftOut(path, row, reason)
                continue
            if isinstance(entity_id, str) and schema in schemata:
                yield row, (entity_id, schema, properties)


def _texts(values: Any) -> list[str]:
    """The texts and references among the values of a property; entities may be nested in each other."""
    listed = values if isinstance(values, list) else [values]
    found = [each.get("id") if isinstance(each, dict) else each for each in listed]
    return [each for each in found if isinstance(each, str) and each.strip()]


def _first(properties: Properties, *names: str) -> str | None:
    return next((value for name in names for value in properties.get(name, ())), None)


def _country(properties: Properties) -> str | None:
    return _first(properties, "country", "jurisdiction", "citizenship", "nationality")


def _actor(entity_id: str, schema: str, properties: Properties) -> ListedActor | None:
    names = properties.get("name", []) + properties.get("alias", [])
    if not names:
        return None
    more = [*names[1:], *properties.get("abbreviation", []), *properties.get("previousName", [])]
    if schema != "Person":
        # A person's weak aliases are surnames and nicknames that many have.
        more += properties.get("weakAlias", [])
    wikidata = _first(properties, "wikidataId") or entity_id
    return ListedActor(
        id=entity_id,
        schema=schema,
        name=names[0],
        aliases=tuple(each for each in dict.fromkeys(more) if each != names[0]),
        wikidata=wikidata if _QID.fullmatch(wikidata) else None,
        country=_country(properties),
    )


def _tie(schema: str, properties: Properties, target: str) -> _Tie:
    start, end = (_first(properties, name) for name in ("startDate", "endDate"))
    return _Tie(
        target=target,
        role=_first(properties, "role") or _TIES[schema][2],
        start=start if start and _DATE.fullmatch(start) else None,
        end=end if end and _DATE.fullmatch(end) else None,
    )


def _office(tie: _Tie, target: _Target | None) -> HeldOffice | None:
    if target is None:
        return None
    words = target.name if target.position else f"{tie.role} of {target.name}"
    return HeldOffice(role=words, country=target.country, start=tie.start, end=tie.end)
