"""What readers of other people's lists hand over: an actor of the list, or a row that is none.

`ftm_file` and `wikidata_file` make them, `imported` writes them as known actors.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from claimgraph.ontology.known_actors import HeldOffice

__all__ = ["LeftOut", "ListedActor"]


@dataclass(frozen=True, slots=True)
class ListedActor:
    """An actor as a list has it.

    Attributes:
        id: its identifier there.
        schema: its FollowTheMoney schema: "Person", "Organization", "PublicBody", ...
        name: the main name.
        aliases: other names.
        wikidata: its identifier in Wikidata ("Q42"), or None.
        country: ISO 3166-1 alpha-2 code or name of its country, or None.
        offices: what it held and when; their countries are codes or names, too.
    """

    id: str
    schema: str
    name: str
    aliases: tuple[str, ...] = ()
    wikidata: str | None = None
    country: str | None = None
    offices: tuple[HeldOffice, ...] = ()


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A row of a list that cannot be used.

    Attributes:
        path: the file.
        row: number of its line or result, counted from 1.
        reason: what is wrong with it.
    """

    path: Path
    row: int
    reason: str

    def __str__(self) -> str:
        return f"{self.path}, row {self.row}: {self.reason}"
