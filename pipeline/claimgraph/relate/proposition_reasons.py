"""Why two claims are linked, in words for people: who said what and when, never who is right."""

from __future__ import annotations

from collections.abc import Mapping

from claimgraph.records import Actor
from claimgraph.relate.statements import Said, Statement

__all__ = ["Reasons"]

_QUOTES = '“”"'


class Reasons:
    """Writes reasons.

    Args:
        actors: by id, for their names.
    """

    def __init__(self, actors: Mapping[str, Actor]) -> None:
        self._actors = actors

    def disputes(self, one: Said, two: Said) -> str:
        """Another claimant says the opposite."""
        return f"{self._says(one)}; {self._says(two)}."

    def revises(self, later: Said, earlier: Said) -> str:
        """The same claimant said the opposite before."""
        return f"{self._says(later)}; before that, {self._says(earlier)}."

    def repeats(self, later: Said, earlier: Said) -> str:
        """The same claimant is reported to say the same."""
        return f"{self._who(later)}, both times: {self._what(later)} and {self._what(earlier)}."

    def corroborates(self, one: Said, two: Said) -> str:
        """Two claimants that are not known to be tied say the same."""
        return f"{self._says(one)}; {self._says(two)}. Neither is known to have it from the other."

    def turned_down(self, one: Said, demand: Said) -> str:
        """A refusal that names the demand."""
        return f"{self._who(one)} turns down what {self._who(demand)} asks for: {self._what(demand)}."

    def answers(self, answer: Statement, demand: Statement, opposite: bool) -> str:
        """What a demand is answered with."""
        one, two = answer.said, demand.said
        does = "refuses" if opposite else "promises"
        if answer.stance == "states":
            does = "says of that"
        asked = f"{self._who(two)}{_on(two)} asks for {self._what(two)}"
        return f"{asked}; {self._who(one)}{_on(one)} {does}: {self._what(one)}."

    def _says(self, said: Said) -> str:
        does = "denies" if said.denies else "accuses" if said.accuses else "says"
        return f"{self._who(said)}{_on(said)} {does}: {self._what(said)}"

    def _who(self, said: Said) -> str:
        names = [self._actors[actor].name if actor in self._actors else actor for actor in said.claimants]
        return " and ".join(names) or "a source that is not named"

    def _what(self, said: Said) -> str:
        return f"“{said.quote.strip(_QUOTES)}”"


def _on(said: Said) -> str:
    return f" ({said.date})" if said.date else ""
