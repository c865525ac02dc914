"""What is known of an actor beside the name, and how much it speaks for two being one.

Weights add up, in the manner of log-odds: 1 is a hint, 2 is good evidence, 3 all but proves it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from claimgraph.resolve.company import Company
from claimgraph.resolve.entities import Entity

__all__ = ["Evidence", "Post", "Weigher", "posts_of"]

Post = tuple[frozenset[str], frozenset[str], str | None]

_SAME_COUNTRY = 1.0
_OTHER_COUNTRY = -1.5
_STRANGERS = -1.0
_SAME_POST = 1.0
_OTHER_OFFICE = -2.0
_SAME_TIME = 0.25
_OTHER_TIME = -0.5
_YEARS_NEAR = 2
_YEARS_FAR = 8


@dataclass(frozen=True, slots=True)
class Evidence:
    """What documents say around the name.

    Attributes:
        homes: countries that the documents are about.
        posts: roles, each with its country.
        years: first and last year of the documents, or None.
        companions: see `Company`.
        paths: the documents.
    """

    homes: frozenset[str]
    posts: frozenset[Post]
    years: tuple[int, int] | None
    companions: frozenset[int]
    paths: frozenset[str]


def posts_of(entity: Entity) -> frozenset[Post]:
    """The roles of a person, those of relatives left out."""
    return frozenset(
        (role.words, role.modifiers, role.country or entity.home)
        for role in entity.roles.values()
        if not role.kin
    )


class Weigher:
    """Weighs evidence.

    Args:
        company: who is named beside whom.
        offices: words of roles that nobody has in two states.
    """

    def __init__(self, company: Company, offices: frozenset[str]) -> None:
        self._company = company
        self._offices = offices

    def of(self, entities: Iterable[Entity], *, country: str | None = None) -> Evidence:
        """Collect what is known of an actor.

        Args:
            entities: as which documents show it.
            country: the country in its name, which the documents need not be about.
        """
        known = list(entities)
        years = [entity.year for entity in known if entity.year is not None]
        homes = {entity.home for entity in known if entity.home}
        posts: set[Post] = set()
        for entity in known:
            if entity.roles:
                posts |= posts_of(entity)
        return Evidence(
            homes=frozenset({country} if country else homes),
            posts=frozenset(posts),
            years=(min(years), max(years)) if years else None,
            companions=self._company.of(known),
            paths=frozenset(entity.path for entity in known),
        )

    def weight(self, left: Evidence, right: Evidence, *, travels: bool = False) -> float:
        """How much speaks for the two being one; negative where more speaks against it.

        Args:
            left: what is known of one.
            right: what is known of the other.
            travels: True where documents on different countries say nothing against it.
        """
        shared = left.companions & right.companions
        total = self._company.weight(shared)
        if left.homes and right.homes:
            if left.homes & right.homes:
                total += _SAME_COUNTRY
            elif not travels:
                total += _OTHER_COUNTRY
                # Who is known in two countries by several documents each would be in some company in both.
                if not shared and all(len(each.paths) > 1 and each.companions for each in (left, right)):
                    total += _STRANGERS
        if left.posts and right.posts:
            if left.posts & right.posts:
                total += _SAME_POST
            elif self.two_offices(left.posts, right.posts):
                total += _OTHER_OFFICE
        if left.years and right.years:
            gap = max(left.years[0], right.years[0]) - min(left.years[1], right.years[1])
            total += _SAME_TIME if gap <= _YEARS_NEAR else _OTHER_TIME if gap > _YEARS_FAR else 0.0
        return total

    def two_offices(self, left: Iterable[Post], right: Iterable[Post]) -> bool:
        """Whether the two hold offices, but never in the same country and never the same."""
        held = [[post for post in posts if post[0] & self._offices and post[2]] for posts in (left, right)]
        return all(held) and not any(a[2] == b[2] or a[0] == b[0] for a in held[0] for b in held[1])
