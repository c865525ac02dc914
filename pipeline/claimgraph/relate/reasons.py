"""Why two figures stand to each other as they do, in one neutral sentence for people."""

from __future__ import annotations

from claimgraph.ontology.measures import Measures
from claimgraph.relate.observations import Observation
from claimgraph.relate.scopes import ScopeReader
from claimgraph.relate.voices import Voices

__all__ = ["Reasons"]

_ACTS = {"demand": "demands", "promise": "promises"}


class Reasons:
    """Writes reasons.

    Args:
        voices: for names.
        measures: for what is counted.
        scopes: for what narrows it.
    """

    def __init__(self, voices: Voices, measures: Measures, scopes: ScopeReader) -> None:
        self.voices = voices
        self._measures = measures
        self.scopes = scopes

    def disputes(self, left: Observation, right: Observation) -> str:
        """Two numbers that cannot both hold."""
        return f"{self._both(left, right)}: both cannot hold for {self._counted(left)} in the same event."

    def exceeds(self, left: Observation, right: Observation) -> str:
        """A part that is larger than somebody else's whole."""
        part, whole = (left, right) if left.scope.narrows(right.scope) else (right, left)
        return (
            f"{self._both(left, right)}: the first counts only {self._scope(part)}, and is more than the other's whole."
            if part is left
            else f"{self._both(left, right)}: the second counts only {self._scope(part)}, and is more than the first."
        )

    def denies(self, denial: Observation, right: Observation) -> str:
        """A number and its denial."""
        return f"{self._who(denial)} denies what {self._says(right)} for {self._counted(right)}."

    def corroborates(self, left: Observation, right: Observation) -> str:
        """Two numbers that fit."""
        return f"{self._both(left, right)}: the two fit, and neither is known to have it from the other."

    def revises(self, left: Observation, right: Observation) -> str:
        """A later number of one voice."""
        if left.claimants == right.claimants:
            return f"{self._who(right)} says {self._number(right)}, and later {self._number(left)}."
        return (
            f"{self._both(left, right)}: {self._shared(left, right)}, and the former number is the later one."
        )

    def repeats(self, left: Observation, right: Observation, *, reprint: bool) -> str:
        """The same number of one voice."""
        where = " in a reprint of the same text" if reprint else ""
        if left.claimants == right.claimants and left.source == right.source:
            relay = "" if left.own or left.relayed_by == right.relayed_by else self._relay(left)
            return f"Both give {self._name(right)}'s number{where}{relay}: {self._value(left, right)}."
        if left.sentence and left.sentence == right.sentence:
            return f"The same sentence stands in both: {self._value(left, right)}."
        if self.voices.of(left) == self.voices.of(right):
            return f"{self._both(left, right)}: {self._shared(left, right)}."
        return f"{self._who(left)} gives the number that it has from {self._name(right)}: {self._value(left, right)}."

    def repeats_unsourced(self, left: Observation, right: Observation) -> str:
        """A number without a named source that somebody named has given before."""
        return f"{self._both(left, right)}: the same number, and who says so in the later text is not named."

    def differs(self, left: Observation, right: Observation) -> str:
        """Not the same is counted."""
        acts = [_ACTS.get(each.scope.mode) for each in (left, right)]
        if acts[0] != acts[1]:
            verbs = [act or "says" for act in acts]
            return (
                f"{self._name(left)} {verbs[0]} {self._number(left)}, "
                f"{self._name(right)} {verbs[1]} {self._number(right)}: not the same is meant."
            )
        if left.measure != right.measure:
            counted = f"{self._counted(left)}, the other {self._counted(right)}"
            return f"{self._both(left, right)}: one counts {counted}."
        return f"{self._both(left, right)}: one counts {self._scope(left)}, the other {self._scope(right)}."

    def moved_on(self, left: Observation, right: Observation) -> str:
        """Numbers of different days of a count that changes."""
        return f"{self._both(left, right)}: the count of {self._counted(left)} had time to change, so both can hold."

    def _both(self, left: Observation, right: Observation) -> str:
        return f"{self._says(left)}, {self._says(right)}"

    def _says(self, each: Observation) -> str:
        return f"{self._who(each)} says {self._number(each)}"

    def _number(self, each: Observation) -> str:
        return f"{each.said} ({each.date})" if each.date else each.said

    def _value(self, left: Observation, right: Observation) -> str:
        return left.said if left.said == right.said else f"{left.said}, {right.said}"

    def _who(self, each: Observation) -> str:
        name = self._name(each)
        return name[:1].upper() + name[1:]

    def _name(self, each: Observation) -> str:
        return self.voices.name(each)

    def _relay(self, each: Observation) -> str:
        names = " and ".join(self.voices.actor_name(actor) for actor in each.relayed_by)
        return f", passed on by {names}" if names else ""

    def _shared(self, left: Observation, right: Observation) -> str:
        common = self.voices.of(left) & self.voices.of(right)
        names = " and ".join(self.voices.actor_name(actor) for actor in sorted(common))
        return f"both speak for {names}" if names else "the second has it from the first"

    def _counted(self, each: Observation) -> str:
        label = self._measures.measures[each.measure].label
        scope = self.scopes.label(each.scope)
        return f"{label} ({scope})" if scope else label

    def _scope(self, each: Observation) -> str:
        return self.scopes.label(each.scope) or "all"
