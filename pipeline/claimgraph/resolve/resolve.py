"""Annotated documents -> `Resolution`: who every mention stands for, over all documents, and why.

The order of the documents makes no difference. Reads nothing but the documents and what the ontology knows of
names; finds no mentions of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from claimgraph.ontology.names import NameKnowledge
from claimgraph.records import Actor, AnnotatedDocument, Reference, Resolution
from claimgraph.resolve.across import Cluster, clusters_of
from claimgraph.resolve.actors import actors_of
from claimgraph.resolve.agreed import agreed_on
from claimgraph.resolve.directory import Directory
from claimgraph.resolve.entities import Readers, Tie
from claimgraph.resolve.institutions import InstitutionReader
from claimgraph.resolve.normal import Normal
from claimgraph.resolve.places import Countries, discovered_countries
from claimgraph.resolve.references import referred
from claimgraph.resolve.roles import RoleReader
from claimgraph.resolve.within import NamedActors, named_actors

__all__ = ["resolve"]


def resolve(documents: Iterable[AnnotatedDocument], *, names: NameKnowledge) -> Resolution:
    """Find the actors of all documents.

    Args:
        documents: with their mentions and claims; each path once.
        names: what is known of names, see `claimgraph.ontology.names.read_names`.

    Returns:
        The actors, for every mention whom it stands for, and the publishers.

    >>> from claimgraph.ontology import load_ontology
    >>> from claimgraph.ontology.names import read_names
    >>> from claimgraph.records import Document, Mention
    >>> text = "Ada Moor resigned. Moor left."
    >>> named = [Mention(start=a, end=b, label="Person") for a, b in ((0, 8), (19, 23))]
    >>> document = AnnotatedDocument(document=Document(path="a.txt", text=text), mentions=tuple(named))
    >>> resolution = resolve([document], names=read_names(load_ontology()))
    >>> [(reference.actor, reference.method) for reference in resolution.references["a.txt"] if reference]
    [('ada-moor', 'full name'), ('ada-moor', 'surname after full name')]
    """
    ordered = sorted(documents, key=lambda each: each.document.path)
    readers = _readers(ordered, names)
    agreed = agreed_on(ordered)
    named = [named_actors(each, agreed, readers) for each in ordered]
    clusters = clusters_of([entity for each in named for entity in each.entities])
    directory = Directory(clusters, readers)
    actors = actors_of(clusters, readers)
    return Resolution(
        actors={actor.id: actor for actor in sorted(actors.values(), key=lambda actor: actor.id)},
        references={
            each.annotated.document.path: _references(each, directory, actors, readers) for each in named
        },
        publishers={
            each.annotated.document.path: actors[directory.cluster[each.publisher]].id
            for each in named
            if each.publisher
        },
    )


def _readers(documents: Sequence[AnnotatedDocument], names: NameKnowledge) -> Readers:
    normal = Normal(names)
    countries = Countries(names, discovered_countries(documents, names))
    return Readers(
        names=names,
        normal=normal,
        countries=countries,
        institutions=InstitutionReader(normal, countries),
        roles=RoleReader(normal, countries),
    )


def _references(
    named: NamedActors, directory: Directory, actors: Mapping[Cluster, Actor], readers: Readers
) -> tuple[Reference | None, ...]:
    pointing = referred(named, directory, readers)
    references: list[Reference | None] = []
    for index, tie in enumerate(named.ties):
        if tie:
            references.append(_reference(tie, directory, actors))
        elif index in pointing:
            cluster, match = pointing[index]
            references.append(_explained(actors[cluster], match.method, match.score))
        else:
            references.append(None)
    return tuple(references)


def _reference(tie: Tie, directory: Directory, actors: Mapping[Cluster, Actor]) -> Reference:
    cluster = directory.cluster[tie.entity]
    across = cluster.reasons[tie.entity]
    if across is None:
        return _explained(actors[cluster], tie.match.method, tie.match.score)
    method = f"{tie.match.method}; across documents: {across.method}"
    return _explained(actors[cluster], method, tie.match.score * across.score)


def _explained(actor: Actor, method: str, score: float) -> Reference:
    return Reference(actor=actor.id, method=method, confidence=round(score, 3))
