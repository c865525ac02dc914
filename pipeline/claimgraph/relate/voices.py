"""Who speaks for whom: claimants -> the voices that their figures count as.

The head of a body speaks for it, and so does its spokesperson: what a prosecutor general says later than the
prosecutor's office revises it and is no independent word. A source without a name is a voice of its own
document only.
"""

from __future__ import annotations

from collections import defaultdict

from rdflib import URIRef

from claimgraph.ontology.load import local_name
from claimgraph.records import AnnotatedDocument, Relation, Resolution
from claimgraph.relate.observations import Observation

__all__ = ["Voices"]

_HEAD_OF = "headOf"


class Voices:
    """Collects who heads what, then tells whose voice a figure is.

    Args:
        resolution: whom the mentions stand for.
        speaking: last words of the roles of those who speak for a body.
    """

    def __init__(self, resolution: Resolution, speaking: frozenset[str] = frozenset()) -> None:
        self._resolution = resolution
        self._speaking = speaking
        self._bodies: defaultdict[str, set[str]] = defaultdict(set)

    def add(self, annotated: AnnotatedDocument) -> None:
        """Take note of who heads what in a document."""
        path = annotated.document.path
        references = self._resolution.references.get(path, ())
        for relation in annotated.relations:
            if relation.former or not self._speaks(relation, annotated.document.text):
                continue
            if max(relation.left, relation.right) < len(references):
                left, right = references[relation.left], references[relation.right]
                if left is not None and right is not None:
                    self._bodies[left.actor].add(right.actor)
        for headed in self._resolution.headed.get(path, ()):
            reference = references[headed.mention]
            if reference is not None:
                self._bodies[reference.actor].add(headed.body)
        for index, mention in enumerate(annotated.mentions):
            role = (mention.role or "").lower().split()
            if role and role[-1] in self._speaking and index < len(references):
                self._take_spokesperson(annotated, index, " ".join(role[:-1]))

    def _speaks(self, relation: Relation, text: str) -> bool:
        if local_name(URIRef(relation.kind)) == _HEAD_OF:
            return True
        role = relation.role.of(text).lower().split() if relation.role is not None else []
        return bool(role) and role[-1] in self._speaking

    def _take_spokesperson(self, annotated: AnnotatedDocument, index: int, body: str) -> None:
        """“Ministry spokesman Jan Pell”: of the body last called so, or by a name that ends or begins so.

        “Spokesman Jan Pell”: of the body that the sentence, or the one before, is about.
        """
        references = self._resolution.references[annotated.document.path]
        person = references[index]
        if person is None:
            return
        for earlier in range(min(index, len(references)) - 1, -1, -1):
            reference = references[earlier]
            actor = self._resolution.actors.get(reference.actor) if reference is not None else None
            if actor is None or actor.label != "Organization" or actor.id == person.actor:
                continue
            mention = annotated.mentions[earlier]
            if not body:
                if annotated.mentions[index].sentence - mention.sentence > 1:
                    return
                if not mention.subject:
                    continue
            words = annotated.document.text[mention.start : mention.end].lower().split()
            if not body or (words and body in (words[0], words[-1], " ".join(words))):
                self._bodies[person.actor].add(actor.id)
                return

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
