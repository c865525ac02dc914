"""Annotated documents and their actors in, `Links` out: who repeats, backs, revises or disputes whom."""

from __future__ import annotations

from collections.abc import Iterable

from claimgraph.ontology.measures import Measures
from claimgraph.records import AnnotatedDocument, Resolution
from claimgraph.relate.events import EventFinder
from claimgraph.relate.figures import Setting, compare_figures
from claimgraph.relate.links import Links
from claimgraph.relate.observations import Observation, ObservationReader
from claimgraph.relate.reprints import ReprintFinder
from claimgraph.relate.voices import Voices

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
    events, reprints, voices = EventFinder(resolution, measures), ReprintFinder(), Voices(resolution)
    observations: list[Observation] = []
    for document in annotated:
        events.add(document)
        reprints.add(document.document.path, document.document.text, document.document.date)
        voices.add(document)
        observations.extend(reader.read(document))
    setting = Setting(
        events=events.events(),
        core=events.core,
        name=events.name,
        reprints=reprints.reprints(),
        publishers=resolution.publishers,
    )
    compared = compare_figures(observations, setting, voices, measures)
    return Links(comparisons=compared.comparisons, tallies=compared.tallies, reprints=setting.reprints)
