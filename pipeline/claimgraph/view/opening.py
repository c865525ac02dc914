"""The view's records -> which of them a large graph opens with; the rest is reached by search.

The most connected actors come first, each with its claims and their documents, while there is room.
"""

from __future__ import annotations

from collections import defaultdict

from claimgraph.view.items import ViewItems

__all__ = ["CAP", "opening"]

CAP = 1500
"""How many nodes a page opens with: more are hard to read and slow to draw on a small machine."""


def opening(items: ViewItems, cap: int = CAP) -> frozenset[str]:
    """IRIs of the records to open with: all of them up to `cap`, else the most connected actors' share.

    An actor whose claims alone would pass the cap is shown with as many of them as fit, in document order.

    >>> opening(ViewItems(), cap=10)
    frozenset()
    """
    if len(items.records) <= cap:
        return frozenset(record.iri for record in items.records)
    document = {claim.iri: claim.document for claim in items.claims}
    order = {claim.iri: position for position, claim in enumerate(items.claims)}
    claims: defaultdict[str, list[str]] = defaultdict(list)
    ties: defaultdict[str, int] = defaultdict(int)
    for edge in items.edges:
        if edge.relation == "claimant":
            claims[edge.source].append(edge.target)
        ties[edge.source] += 1
        ties[edge.target] += 1
    shown: set[str] = set()
    for actor in sorted(items.actors, key=lambda actor: (-ties[actor.iri], actor.iri)):
        made = sorted(claims[actor.iri], key=order.__getitem__)
        for more in [{actor.iri}] if not made else [{actor.iri, claim, document[claim]} for claim in made]:
            if len(shown) + len(more - shown) > cap:
                return frozenset(shown)
            shown |= more
    return frozenset(shown)
