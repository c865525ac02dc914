"""Why two figures stand to each other as they do, in one neutral sentence for people."""

from __future__ import annotations

from claimgraph.ontology.measures import Measures
from claimgraph.relate.observations import Observation
from claimgraph.relate.scopes import ScopeReader
from claimgraph.relate.voices import Voices

__all__ = ["Reasons"]

_ACTS = {"demand": "demanded", "promise": "promised"}


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

    def differ_unnamed(self, left: Observation, right: Observation) -> str:
        """Two such numbers of sources that nobody names."""
        return f"{self.disputes(left, right)[:-1]}; whether one source has changed its number is not known."

    def exceeds(self, left: Observation, right: Observation) -> str:
        """A part that is larger than somebody else's whole."""
        part, which = (left, "first") if left.scope.narrows(right.scope) else (right, "second")
        return (
            f"{self._both(left, right)}: the {which} number is of a part alone ({self._scope(part)}), "
            f"so both cannot hold for {self._label(left)} in the same event."
        )

    def denies(self, denial: Observation, right: Observation) -> str:
        """A number and its denial."""
        return f"{_capital(self._given(right))} for {self._counted(right)} is denied by {self._name(denial)}."

    def corroborates(self, left: Observation, right: Observation) -> str:
        """Two numbers that fit."""
        return f"{self._both(left, right)}: the two fit, and neither is known to have it from the other."

    def revises(self, left: Observation, right: Observation) -> str:
        """A later number of one voice."""
        if left.claimants == right.claimants:
            return f"{_capital(self._given(right))}, later {self._number(left)}."
        return f"{_capital(self._given(right))}, later {self._given(left)}: {self._shared(left, right)}."

    def repeats(self, left: Observation, right: Observation, *, reprint: bool) -> str:
        """The same number of one voice."""
        value = left.said if left.said == right.said else f"{left.said}, {right.said}"
        if reprint:
            return f"Both texts are (nearly) the same: {value} according to {self._name(right)}."
        if left.claimants == right.claimants and left.source == right.source:
            if left.interval != right.interval:
                return (
                    f"{_capital(self._number(right))}, and then {self._given(left)}: the one fits the other."
                )
            relay = "" if left.own or left.relayed_by == right.relayed_by else self._relay(left)
            return f"In both {value} according to {self._name(right)}{relay}."
        if left.sentence and left.sentence == right.sentence:
            return f"The same sentence stands in both texts: {value}."
        if self.voices.of(left) & self.voices.of(right):
            return f"{self._both(left, right)}: {self._shared(left, right)}."
        return f"{_capital(self._given(left))}, which passes on the number of {self._name(right)}."

    def repeats_unsourced(self, left: Observation, right: Observation) -> str:
        """A number without a named source that somebody named has given before."""
        return f"{self._both(left, right)}: the same number, and nobody is named for the first."

    def differs(self, left: Observation, right: Observation) -> str:
        """Not the same is counted."""
        acts = [_ACTS.get(each.scope.mode, "stated") for each in (left, right)]
        if acts[0] != acts[1]:
            return (
                f"{_capital(self._number(left))}, {acts[0]} by {self._name(left)}; "
                f"{self._number(right)}, {acts[1]} by {self._name(right)}: not the same is meant."
            )
        return f"{self._both(left, right)}: one counts {self._scope(left)}, the other {self._scope(right)}."

    def far_apart(self, left: Observation, right: Observation) -> str:
        """Numbers that fit and are too far apart to count the same."""
        return f"{self._both(left, right)}: so far apart, the two hardly count the same."

    def moved_on(self, left: Observation, right: Observation) -> str:
        """Numbers of different days of a count that changes."""
        return (
            f"{self._both(left, right)}: of different days, and the count of {self._counted(left)} moves on."
        )

    def _both(self, left: Observation, right: Observation) -> str:
        return f"{_capital(self._given(left))}, {self._given(right)}"

    def _given(self, each: Observation) -> str:
        return f"{self._number(each)} according to {self._name(each)}"

    def _number(self, each: Observation) -> str:
        return f"{each.said} ({each.date})" if each.date else each.said

    def _name(self, each: Observation) -> str:
        return self.voices.name(each)

    def _relay(self, each: Observation) -> str:
        names = " and ".join(self.voices.actor_name(actor) for actor in each.relayed_by)
        return f", in one passed on by {names}" if names else ""

    def _shared(self, left: Observation, right: Observation) -> str:
        common = self.voices.of(left) & self.voices.of(right)
        names = " and ".join(self.voices.actor_name(actor) for actor in sorted(common))
        return f"both speak for {names}" if names else "the one has it from the other"

    def _label(self, each: Observation) -> str:
        return self._measures.measures[each.measure].label

    def _counted(self, each: Observation) -> str:
        label = self._label(each)
        scope = self.scopes.label(each.scope)
        return f"{label} ({scope})" if scope else label

    def _scope(self, each: Observation) -> str:
        return self.scopes.label(each.scope) or "all"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
