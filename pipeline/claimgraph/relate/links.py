"""How utterances stand to each other: the records that this stage gives to those after it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

__all__ = ["Comparison", "LinkKind", "Links", "Tally", "Utterance"]

LinkKind = Literal["repeats", "corroborates", "revises", "disputes", "differsInScope", "answers"]


class Utterance(NamedTuple):
    """A claim, a figure, or a figure in a claim: what two documents are compared by.

    Attributes:
        document: path of the document.
        claim: index of the claim in it; None for a figure outside of claims, which is its publisher's.
        figure: index of the figure in it; None where the claim is compared as a whole.
    """

    document: str
    claim: int | None = None
    figure: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """How two utterances stand to each other; never which of them is right.

    Attributes:
        kind: what `left` does to `right`. "repeats": the same origin says the same (a relay or a reprint,
            too). "corroborates": an independent claimant says what fits. "revises": the same claimant says
            something else later. "disputes": another claimant says what cannot hold together with it, or
            denies it. "differsInScope": not the same is counted. "answers": a promise, a refusal or a report
            of what was done, after a demand. Of a pair that is alike both ways (corroborates, disputes,
            differsInScope) `left` is the later one; of the same date, the one that comes later in the order
            of documents' paths, then of the text.
        reason: why, in words for people, with the names, numbers and dates that it rests on.
        measure: local name of what is counted; None where no figures are compared.
        confidence: 0 to 1, how sure it is that the two stand so to each other.
    """

    kind: LinkKind
    left: Utterance
    right: Utterance
    reason: str
    measure: str | None = None
    confidence: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """Figures that count the same: one measure, one event, compatible scope.

    Attributes:
        measure: local name of the concept in `measures.ttl`.
        unit: of the figures, None for plain counts.
        scope: words that tell it from other tallies of the measure ("law enforcement"), "" for the whole.
        figures: by date, then in document order; every figure is in one tally at most.
    """

    measure: str
    unit: str | None = None
    scope: str = ""
    figures: tuple[Utterance, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Links:
    """How the claims and figures of all documents stand to each other.

    Attributes:
        comparisons: each pair once for each kind, in a fixed order.
        tallies: by measure, then scope.
        reprints: path of a document -> path of the earliest one with (nearly) the same text.
    """

    comparisons: tuple[Comparison, ...] = ()
    tallies: tuple[Tally, ...] = ()
    reprints: Mapping[str, str] = field(default_factory=dict)
