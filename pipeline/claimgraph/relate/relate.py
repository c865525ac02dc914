"""Annotated documents and their actors in, `Links` out: who repeats, backs, revises or disputes whom."""

from __future__ import annotations

from collections.abc import Iterable

from claimgraph.ontology.measures import Measures
from claimgraph.records import AnnotatedDocument, Resolution
from claimgraph.relate.links import Links
from claimgraph.relate.observations import ObservationReader
from claimgraph.relate.tallies import tally_up

__all__ = ["relate"]


def relate(
    annotated: Iterable[AnnotatedDocument], resolution: Resolution, *, measures: Measures, claims: bool = True
) -> Links:
    """How the claims and figures of all documents stand to each other.

    Args:
        annotated: the documents, in any order: it makes no difference.
        resolution: whom their mentions stand for.
        measures: what figures count.
        claims: compare claims as wholes, too, not only figures.
    """
    reader = ObservationReader(resolution, measures)
    observations = [each for document in annotated for each in reader.read(document)]
    events = {each.utterance.document: 0 for each in observations}
    return Links(tallies=tally_up(observations, events))
