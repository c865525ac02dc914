"""What the mentions of a name agree on over all documents: its kind and its class.

One slip of the language model then makes no second actor, and a publisher is read like its name in a text.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from claimgraph.ontology.names import folded_words
from claimgraph.records import AnnotatedDocument, Kind
from claimgraph.resolve.entities import surface_of

__all__ = ["Agreed", "agreed_on"]

Words = tuple[str, ...]
T = TypeVar("T", bound=str)


@dataclass(frozen=True)
class Agreed:
    """By the folded words of a name, what most of its mentions say.

    Only for names of several words or in capitals: "Georgia" can well be two things.

    Attributes:
        kinds: the label.
        classes: the IRI of the ontology class.
    """

    kinds: Mapping[Words, Kind]
    classes: Mapping[Words, str]


def agreed_on(documents: Iterable[AnnotatedDocument]) -> Agreed:
    """Count the labels and classes of all named mentions."""
    kinds: defaultdict[Words, Counter[Kind]] = defaultdict(Counter)
    classes: defaultdict[Words, Counter[str]] = defaultdict(Counter)
    for annotated in documents:
        for mention in annotated.mentions:
            if mention.form != "named":
                continue
            surface = surface_of(annotated, mention)
            words = folded_words(surface)
            if len(words) > 1 or surface.isupper():
                kinds[words][mention.label] += 1
                if mention.actor_class:
                    classes[words][mention.actor_class] += 1
    return Agreed(kinds=_most(kinds), classes=_most(classes))


def _most(votes: Mapping[Words, Counter[T]]) -> dict[Words, T]:
    return {words: max(sorted(count), key=lambda each: count[each]) for words, count in votes.items()}
