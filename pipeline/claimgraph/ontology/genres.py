"""`genres.ttl` -> patterns that tell in whose name a text speaks."""

from __future__ import annotations

import re
from dataclasses import dataclass

from rdflib import RDF, RDFS

from claimgraph.ontology.load import CG, Ontology, local_name

__all__ = ["Genre", "read_genres"]


@dataclass(frozen=True)
class Genre:
    """A kind of text whose unattributed sentences are its publisher's.

    Attributes:
        name: what `Document.genre` says for such a text ("statement").
        titles: patterns of which one in the title is enough.
        sentences: patterns of which one in the text, outside quotation marks, is enough.
        examples: sentences that one of `sentences` matches.
    """

    name: str
    label: str
    titles: tuple[re.Pattern[str], ...]
    sentences: tuple[re.Pattern[str], ...]
    examples: tuple[str, ...]


def read_genres(ontology: Ontology) -> tuple[Genre, ...]:
    """Every `cg:Genre`, sorted by name.

    Raises:
        OntologyError: a pattern that is no regular expression; with file and line.
    """
    found = []
    for subject in sorted(set(ontology.graph.subjects(RDF.type, CG.Genre)), key=str):
        compiled = {}
        for prop in (CG.titlePattern, CG.sentencePattern):
            patterns = []
            for pattern in ontology.words(subject, prop):
                try:
                    patterns.append(re.compile(pattern, re.IGNORECASE))
                except re.error as error:
                    reason = f"{local_name(prop)} {pattern!r} is no regular expression: {error}."
                    raise ontology.error(subject, reason) from error
            compiled[prop] = tuple(patterns)
        found.append(
            Genre(
                name=local_name(subject),
                label=ontology.label(subject, RDFS.label),
                titles=compiled[CG.titlePattern],
                sentences=compiled[CG.sentencePattern],
                examples=ontology.words(subject, CG.example),
            )
        )
    return tuple(found)
