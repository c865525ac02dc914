"""Annotated documents and their actors in, `Links` out: who repeats, backs, revises or disputes whom."""

from __future__ import annotations

from collections.abc import Iterable

from claimgraph.ontology import load_ontology
from claimgraph.ontology.measures import Measures
from claimgraph.ontology.propositions import PropositionWords, read_proposition_words
from claimgraph.records import AnnotatedDocument, Resolution
from claimgraph.relate.events import EventFinder
from claimgraph.relate.figures import Setting, compare_figures
from claimgraph.relate.links import Links
from claimgraph.relate.observations import Observation, ObservationReader
from claimgraph.relate.propositions import ClaimComparer
from claimgraph.relate.reprints import ReprintFinder
from claimgraph.relate.voices import Voices

__all__ = ["relate"]


def relate(
    annotated: Iterable[AnnotatedDocument],
    resolution: Resolution,
    *,
    measures: Measures,
    claims: bool = True,
    words: PropositionWords | None = None,
) -> Links:
    """How the claims and figures of all documents stand to each other.

    Args:
        annotated: the documents, in any order: it makes no difference.
        resolution: whom their mentions stand for.
        measures: what figures count.
        claims: compare claims as wholes, too, not only figures.
        words: what is known about saying the same; without it, what claimgraph ships.

    >>> from claimgraph.ontology import load_ontology
    >>> from claimgraph.ontology.measures import read_measures
    >>> from claimgraph.records import Document, Figure, Mention
    >>> texts = {"a.txt": "In Vardelin 14 people died.", "b.txt": "In Vardelin 27 people died."}
    >>> documents = [
    ...     AnnotatedDocument(
    ...         document=Document(path=path, text=text, publisher=path, date="2021-03-05"),
    ...         mentions=(Mention(start=3, end=11, label="Location"),),
    ...         figures=(Figure(start=12, end=14, value=int(text[12:14]), measure="deaths"),),
    ...     )
    ...     for path, text in texts.items()
    ... ]
    >>> known = Resolution(publishers={"a.txt": "halden-watch", "b.txt": "prosecutors-office"})
    >>> links = relate(documents, known, measures=read_measures(load_ontology()))
    >>> [(each.kind, each.left.document, each.right.document) for each in links.comparisons]
    [('disputes', 'b.txt', 'a.txt')]
    """
    reader = ObservationReader(resolution, measures)
    events, reprints, voices = (
        EventFinder(resolution, measures),
        ReprintFinder(),
        Voices(resolution, measures.speaking),
    )
    comparer = None
    if claims:
        comparer = ClaimComparer(resolution, words or read_proposition_words(load_ontology()), voices)
    observations: list[Observation] = []
    for document in annotated:
        events.add(document)
        reprints.add(document.document.path, document.document.text, document.document.date)
        voices.add(document)
        observations.extend(reader.read(document))
        if comparer is not None:
            comparer.add(document)
    setting = Setting(
        events=events.events(),
        core=events.core,
        name=events.name,
        reprints=reprints.reprints(),
        publishers=resolution.publishers,
        words=reader.words,
    )
    compared = compare_figures(observations, setting, voices=voices, measures=measures, scopes=reader.scopes)
    comparisons = compared.comparisons
    if comparer is not None:
        comparisons += comparer.comparisons(events=setting.events, reprints=setting.reprints)
    return Links(comparisons=comparisons, tallies=compared.tallies, reprints=setting.reprints)
