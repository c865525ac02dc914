"""Pairs of actors that are unclear -> the suggestions that are worth a person's time, the weightiest first.

Only a few for each actor and a limited number in all: nobody decides on a million pairs.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from claimgraph.records import Actor, AnnotatedDocument, Reference, Suggestion
from claimgraph.resolve.across import Cluster, UnclearPair

__all__ = ["suggestions_of"]

_PER_ACTOR = 3
_IN_ALL = 2000


def suggestions_of(
    unclear: Iterable[UnclearPair],
    actors: Mapping[Cluster, Actor],
    documents: Sequence[AnnotatedDocument],
    references: Mapping[str, Sequence[Reference | None]],
) -> tuple[Suggestion, ...]:
    """Choose among unclear pairs.

    Args:
        unclear: from `claimgraph.resolve.across`.
        actors: those that are shown.
        documents: whose claims are counted.
        references: by document path, whom each mention stands for.

    Returns:
        Those that would change most first; at most three for each actor.
    """
    pairs = [pair for pair in unclear if pair.left in actors and pair.right in actors]
    if not pairs:
        return ()
    weight = _weights(documents, references)
    found = []
    for pair in pairs:
        left, right = sorted((actors[pair.left].id, actors[pair.right].id))
        effect = min(weight[left], weight[right])
        confidence = round(pair.match.score, 3)
        found.append(
            Suggestion(left=left, right=right, method=pair.match.method, confidence=confidence, effect=effect)
        )
    found.sort(key=lambda each: (-each.effect, -each.confidence, each.left, each.right))
    taken: Counter[str] = Counter()
    kept = []
    for each in found:
        if taken[each.left] < _PER_ACTOR and taken[each.right] < _PER_ACTOR:
            taken.update((each.left, each.right))
            kept.append(each)
    return tuple(kept[:_IN_ALL])


def _weights(
    documents: Sequence[AnnotatedDocument], references: Mapping[str, Sequence[Reference | None]]
) -> Counter[str]:
    """By actor, its mentions and the claims that it makes."""
    weights: Counter[str] = Counter()
    for annotated in documents:
        found = references[annotated.document.path]
        weights.update(reference.actor for reference in found if reference)
        for claim in annotated.claims:
            claimants = {found[index] for index in claim.claimants}
            weights.update({reference.actor for reference in claimants if reference})
    return weights
