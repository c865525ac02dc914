"""The view's records -> what ties actor to actor: who quotes, accuses, demands of or denies whom.

A tie is read off the claims and lists them, so that each can be followed back to its words. Nothing here
knows how it is drawn.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from claimgraph.ontology import CG
from claimgraph.view.items import ViewItems

__all__ = ["Tie", "actor_ties", "strengths"]


@dataclass(frozen=True, slots=True, order=True)
class Tie:
    """What one actor does to another.

    Attributes:
        source, target: IRIs of the two.
        what: IRI of the act, or a name: "relays" where the source passes on a claim of the target,
            "disputes" where a claim of the one cannot hold together with one of the other, "about" where
            the source names the target in a claim that does nothing to it, "Relation" where documents state
            a tie of the two.
        claims: IRIs of the claims in which it does, in the order of the records; those of relations, which
            have no claim, for "Relation".
    """

    source: str
    target: str
    what: str
    claims: tuple[str, ...]


def actor_ties(items: ViewItems, directed: Collection[str]) -> tuple[Tie, ...]:
    """All ties between two actors, each once, in a fixed order.

    Args:
        items: the records of the view.
        directed: IRIs of the acts that are done to the actors that a claim names, whether or not it is
            addressed to them: who accuses somebody does something to whoever is named.

    >>> actor_ties(ViewItems(), ())
    ()
    """
    found: defaultdict[tuple[str, str, str], dict[str, None]] = defaultdict(dict)
    for source, target, what, claim in _single(items, directed):
        if source != target:
            found[source, target, what][claim] = None
    place = {claim.iri: number for number, claim in enumerate(items.claims)}
    place |= {relation.iri: number for number, relation in enumerate(items.relations)}
    return tuple(
        Tie(*key, tuple(sorted(claims, key=place.__getitem__))) for key, claims in sorted(found.items())
    )


def strengths(ties: Collection[Tie]) -> Counter[str]:
    """How many claims tie each actor to others, by IRI.

    >>> strengths([Tie("a", "b", "relays", ("c1", "c2"))])
    Counter({'a': 2, 'b': 2})
    """
    found: Counter[str] = Counter()
    for tie in ties:
        found[tie.source] += len(tie.claims)
        found[tie.target] += len(tie.claims)
    return found


def _single(items: ViewItems, directed: Collection[str]) -> Iterator[tuple[str, str, str, str]]:
    """Source, target, what and claim, one by one."""
    ends: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for edge in items.edges:
        ends[(edge.target if edge.relation == "claimant" else edge.source), edge.relation].append(
            edge.source if edge.relation == "claimant" else edge.target
        )
    for claim in items.claims:
        by = ends[claim.iri, "claimant"]
        to = ends[claim.iri, "addressee"]
        named = [actor for actor in ends[claim.iri, "about"] if actor not in to]
        does = claim.act in directed and not to
        for source in by:
            yield from ((source, target, claim.act, claim.iri) for target in to)
            yield from ((source, target, claim.act if does else "about", claim.iri) for target in named)
            for relayed in ends[claim.iri, "relays"]:
                for origin in ends[relayed, "claimant"]:
                    yield source, origin, "relays", relayed
        for publisher in ends[claim.document, "publisher"]:
            yield from ((publisher, source, "relays", claim.iri) for source in by)
    for link in items.links:
        if link.kind == str(CG.disputes) and link.left and link.right:
            for source in ends[link.left, "claimant"]:
                yield from (
                    (source, target, "disputes", link.left) for target in ends[link.right, "claimant"]
                )
    for relation in items.relations:
        if relation.left and relation.right:
            yield relation.left, relation.right, "Relation", relation.iri
