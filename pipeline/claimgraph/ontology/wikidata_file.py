"""A result of the Wikidata query service (JSON) -> `ListedActor`s.

The format is https://www.w3.org/TR/sparql11-results-json/, the variables are those of
`known-actors/wikidata.rq`, whose head says what each is for. An item may have several rows: one for each of
its names and offices. The file is held in memory; the service gives no large ones.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from claimgraph.errors import OntologyError
from claimgraph.ontology.known_actors import HeldOffice
from claimgraph.ontology.listed import LeftOut, ListedActor

__all__ = ["wikidata_actors"]

_ITEM = re.compile(r"https?://www\.wikidata\.org/entity/(Q\d+)")
_HUMAN = "http://www.wikidata.org/entity/Q5"
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(slots=True)
class _Item:
    """What the rows of one item say together."""

    name: str
    human: bool
    aliases: dict[str, None] = field(default_factory=dict)
    country: str | None = None
    offices: dict[HeldOffice, None] = field(default_factory=dict)


def wikidata_actors(path: Path) -> Iterator[ListedActor | LeftOut]:
    """The items of a result in its order, and the rows that cannot be used.

    Args:
        path: the file.

    Raises:
        OntologyError: it is no result of a SPARQL query.
    """
    items: dict[str, _Item] = {}
    for row, values in enumerate(_rows(path), start=1):
        item, name = _ITEM.fullmatch(values.get("item", "")), values.get("itemLabel", "").strip()
        if item is None:
            yield LeftOut(path, row, "has no ?item that is an item of Wikidata.")
        elif not name or name == item[1]:
            yield LeftOut(path, row, f"{item[1]} has no name in the language that was asked for.")
        else:
            found = items.setdefault(item[1], _Item(name=name, human=values.get("type", _HUMAN) == _HUMAN))
            _take(found, values)
    for qid, found in items.items():
        yield ListedActor(
            id=qid,
            schema="Person" if found.human else "Organization",
            name=found.name,
            aliases=tuple(alias for alias in found.aliases if alias != found.name),
            wikidata=qid,
            country=found.country,
            offices=tuple(found.offices),
        )


def _rows(path: Path) -> Iterator[dict[str, str]]:
    try:
        data: Any = json.loads(path.read_text(encoding="utf-8-sig"))
        bindings = data["results"]["bindings"] if isinstance(data, dict) else data
    except (ValueError, KeyError, TypeError) as error:
        reason = (
            "is neither FollowTheMoney entities (one JSON object per line) nor a result of the Wikidata "
            "query service (JSON with results and bindings)."
        )
        raise OntologyError(path, reason) from error
    for binding in bindings:
        yield {name: _value(term) for name, term in binding.items()} if isinstance(binding, dict) else {}


def _value(term: object) -> str:
    """The text of a term; the service's short form has the text itself in its place."""
    return str(term.get("value", "")) if isinstance(term, Mapping) else str(term)


def _take(item: _Item, values: Mapping[str, str]) -> None:
    # The service's own ?itemAltLabel holds all names of an item in one text.
    for alias in (values.get("alias", ""), *values.get("itemAltLabel", "").split(", ")):
        if alias.strip():
            item.aliases[alias.strip()] = None
    item.country = item.country or values.get("countryCode") or None
    if role := values.get("positionLabel", "").strip():
        start, end = (_DATE.match(values.get(name, "")) for name in ("start", "end"))
        office = HeldOffice(
            role=role,
            country=values.get("positionCountryCode") or values.get("countryCode") or None,
            start=start[0] if start else None,
            end=end[0] if end else None,
        )
        item.offices[office] = None
