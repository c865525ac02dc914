"""What all documents together know of actors beside their names: who holds which office, who governs where.

`references` asks it where a document itself does not say.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from claimgraph.resolve.across import Cluster
from claimgraph.resolve.entities import Entity, Readers
from claimgraph.resolve.roles import Role

__all__ = ["Directory"]

Office = tuple[frozenset[str], frozenset[str], str]


class Directory:
    """Looks up actors by office and country.

    Args:
        clusters: all actors.
        readers: what names are read with.
    """

    def __init__(self, clusters: Iterable[Cluster], readers: Readers) -> None:
        self._readers = readers
        self.cluster: Mapping[Entity, Cluster] = {e: each for each in clusters for e in each.reasons}
        self._offices: defaultdict[Office, set[Cluster]] = defaultdict(set)
        self._states: dict[str, Cluster] = {}
        self._unique = {
            frozenset(readers.roles.rewritten(phrase)) for phrase in readers.names.words["uniqueOffices"]
        }
        for entity, cluster in self.cluster.items():
            if entity.kind == "person":
                for role in entity.roles.values():
                    if country := role.country or entity.home:
                        self._offices[role.words, role.modifiers, country].add(cluster)
            elif entity.kind in ("institution", "country"):
                country = entity.country
                if country and entity.institution.key == readers.institutions.state(country).key:
                    self._states[country] = cluster

    def holder(self, role: Role, home: str | None) -> Cluster | None:
        """The only person whom any document gives the office, in the country of the role or of the document.

        None for a role that many hold ("minister"), unless it says which ("interior minister").
        """
        country = role.country or home
        if not country or not (role.words in self._unique or len(role.words) > 1):
            return None
        found = self._offices.get((role.words, role.modifiers, country), set())
        return next(iter(found)) if len(found) == 1 else None

    def state(self, country: str) -> Cluster | None:
        """The government of a country, where it is an actor."""
        return self._states.get(country)
