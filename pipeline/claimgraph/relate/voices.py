"""Who speaks for whom: claimants -> the voices that their figures count as.

The head of a body speaks for it: what a prosecutor general says later than the prosecutor's office revises it
and is no independent word. A source without a name is a voice of its own document only.
"""

from __future__ import annotations

from collections import defaultdict

from rdflib import URIRef

from claimgraph.ontology.load import local_name
from claimgraph.records import AnnotatedDocument, Resolution
from claimgraph.relate.observations import Observation

__all__ = ["Voices"]

_HEAD_OF = "headOf"


class Voices:
    """Collects who heads what, then tells whose voice a figure is.

    Args:
        resolution: whom the mentions stand for.
    """

    def __init__(self, resolution: Resolution) -> None:
        self._resolution = resolution
        self._bodies: defaultdict[str, set[str]] = defaultdict(set)

    def add(self, annotated: AnnotatedDocument) -> None:
        """Take note of who heads what in a document."""
        path = annotated.document.path
        references = self._resolution.references.get(path, ())
        for relation in annotated.relations:
            if local_name(URIRef(relation.kind)) != _HEAD_OF or relation.former:
                continue
            if max(relation.left, relation.right) < len(references):
                left, right = references[relation.left], references[relation.right]
                if left is not None and right is not None:
                    self._bodies[left.actor].add(right.actor)
        for headed in self._resolution.headed.get(path, ()):
            reference = references[headed.mention]
            if reference is not None:
                self._bodies[reference.actor].add(headed.body)

    def of(self, each: Observation) -> frozenset[str]:
        """The voices of a figure: the bodies that its claimants head, or they themselves."""
        if not each.claimants:
            return frozenset({f"{each.utterance.document}\n{each.source.lower()}"})
        return self.of_actors(each.claimants)

    def of_actors(self, actors: tuple[str, ...]) -> frozenset[str]:
        """The voices of actors."""
        return frozenset(self._voice(actor) for actor in actors)

    def _voice(self, actor: str) -> str:
        # Who heads two bodies may speak for either.
        bodies = self._bodies.get(actor, set()) - {actor}
        return next(iter(bodies)) if len(bodies) == 1 else actor

    def name(self, each: Observation) -> str:
        """The claimants of a figure, for people."""
        if not each.claimants:
            return each.source
        return " and ".join(self.actor_name(actor) for actor in each.claimants)

    def actor_name(self, actor: str) -> str:
        """The name of an actor."""
        known = self._resolution.actors.get(actor)
        return known.name if known is not None else actor
