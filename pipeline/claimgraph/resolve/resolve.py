"""Annotated documents -> `Resolution`: who every mention stands for, over all documents, and why.

The order of the documents makes no difference. Reads nothing but the documents and what the ontology knows of
names; finds no mentions of its own.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from claimgraph.ontology.known_actors import KnownActors
from claimgraph.ontology.names import NameKnowledge
from claimgraph.records import (
    Actor,
    AnnotatedDocument,
    NameReason,
    Reference,
    Resolution,
    Unapplied,
)
from claimgraph.resolve.across import Cluster, clusters_of
from claimgraph.resolve.actors import actors_of
from claimgraph.resolve.agreed import agreed_on
from claimgraph.resolve.directory import KNOWN, Directory, Holders
from claimgraph.resolve.entities import Readers, Tie, surface_of
from claimgraph.resolve.headed import headed_bodies
from claimgraph.resolve.institutions import InstitutionReader
from claimgraph.resolve.judged import Judged, contradiction, judged_actors
from claimgraph.resolve.judgements import Judgement
from claimgraph.resolve.known import Known
from claimgraph.resolve.normal import Normal
from claimgraph.resolve.places import Countries, discovered_countries
from claimgraph.resolve.pronouns import Referred
from claimgraph.resolve.references import referred
from claimgraph.resolve.roles import RoleReader
from claimgraph.resolve.suggested import suggestions_of
from claimgraph.resolve.within import NamedActors, named_actors

__all__ = ["resolve"]


def resolve(
    documents: Iterable[AnnotatedDocument],
    *,
    names: NameKnowledge,
    judgements: Iterable[Judgement] = (),
    known: KnownActors | None = None,
    holders: Holders | None = None,
) -> Resolution:
    """Find the actors of all documents.

    Args:
        documents: with their mentions and claims; each path once.
        names: what is known of names, see `claimgraph.ontology.names.read_names`.
        judgements: what people say of actors, which comes before every rule.
        known: actors that are known beforehand, see `claimgraph.ontology.known_actors.read_known_actors`.
        holders: who is known to hold offices, where no document says so; unless given, those of `known`.

    Returns:
        The actors, for every mention whom it stands for, the publishers, pairs for people to decide on, and
        judgements that could not be followed.

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
    know = Known(known or KnownActors(), readers)
    agreed = know.agreed(agreed_on(ordered))
    judged = judged_actors([named_actors(each, agreed, readers) for each in ordered], judgements, readers)
    entities = [entity for each in judged.named for entity in each.entities]
    identities = know.of(entities)
    constraints = know.constrained(judged.constraints, identities)
    grouped = clusters_of(entities, offices=readers.roles.offices, constraints=constraints)
    clusters = grouped.clusters
    directory = Directory(clusters, readers, holders or know)
    pointing = [referred(each, directory, readers) for each in judged.named]
    identities |= know.of([entity for cluster in directory.added for entity in cluster.reasons])
    found = actors_of(_spoken_of(clusters, directory, pointing), readers)
    actors, disputed = _shown(know.marked(found, identities), judged)
    references = {
        each.annotated.document.path: _references(each, directory, actors, found)
        for each, found in zip(judged.named, pointing, strict=True)
    }
    publishers = {
        each.annotated.document.path: actors[directory.cluster[each.publisher]].id
        for each in judged.named
        if each.publisher
    }
    reasons = _name_reasons(judged.named, references, publishers)
    for cluster in directory.added:
        reason = NameReason(name=cluster.name, method=KNOWN.method, confidence=KNOWN.score)
        reasons[actors[cluster].id].setdefault(cluster.name, reason)
    return Resolution(
        actors={
            actor.id: replace(actor, reasons=_reasons(actor, reasons.get(actor.id, {})))
            for actor in sorted(actors.values(), key=lambda actor: actor.id)
        },
        references=references,
        publishers=publishers,
        suggestions=suggestions_of(grouped.unclear, actors, ordered, references),
        unapplied=(*judged.unapplied, *disputed),
        headed=headed_bodies(judged.named, directory, actors, readers),
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


def _spoken_of(
    clusters: Iterable[Cluster], directory: Directory, pointing: Iterable[Mapping[int, Referred]]
) -> list[Cluster]:
    """The actors without the offices of which it is known who holds them."""
    meant = {cluster for found in pointing for referred, _ in found.values() for cluster in referred}
    return [
        *(each for each in clusters if each in meant or any(e.kind != "office" for e in each.reasons)),
        *directory.added,
    ]


def _shown(actors: Mapping[Cluster, Actor], judged: Judged) -> tuple[dict[Cluster, Actor], list[Unapplied]]:
    """The actors under the names that people prefer, and what they are not agreed on."""
    shown: dict[Cluster, Actor] = {}
    disputed = []
    for cluster, actor in actors.items():
        asked = {row: None for entity in cluster.reasons for row in judged.shown.get(entity, ())}
        wanted = {row.right for row in asked}
        if len(wanted) > 1:
            disputed.append(contradiction(asked, f"the name shown is '{actor.name}'"))
        elif wanted:
            (name,) = wanted
            actor = replace(actor, name=name, names=tuple(sorted({*actor.names, name})))
        shown[cluster] = actor
    return shown, disputed


def _references(
    named: NamedActors,
    directory: Directory,
    actors: Mapping[Cluster, Actor],
    pointing: Mapping[int, Referred],
) -> tuple[Reference | None, ...]:
    references: list[Reference | None] = []
    for index, tie in enumerate(named.ties):
        if tie:
            references.append(_reference(tie, directory, actors))
        elif index in pointing:
            clusters, match = pointing[index]
            first, *others = (actors[cluster] for cluster in clusters)
            also = tuple(other.id for other in others)
            references.append(replace(_explained(first, match.method, match.score), also=also))
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


def _name_reasons(
    named: Sequence[NamedActors],
    references: Mapping[str, tuple[Reference | None, ...]],
    publishers: Mapping[str, str],
) -> dict[str, dict[str, NameReason]]:
    """By actor and name, the surest reason for which a mention under the name is tied to the actor."""
    found: defaultdict[str, dict[str, NameReason]] = defaultdict(dict)

    def take(actor: str, name: str, method: str, confidence: float) -> None:
        best = found[actor].get(name)
        if best is None or (confidence, method) > (best.confidence, best.method):
            found[actor][name] = NameReason(name=name, method=method, confidence=confidence)

    for each in named:
        path = each.annotated.document.path
        ties = [tie or each.offices.get(index) for index, tie in enumerate(each.ties)]
        for mention, tie, reference in zip(each.annotated.mentions, ties, references[path], strict=True):
            if tie and reference:
                surface = surface_of(each.annotated, mention)
                # "Officials" are shown as "Kenyan officials" where the words around say so.
                names = [surface] if surface in tie.entity.surfaces else tie.entity.surfaces
                for name in names:
                    take(reference.actor, name, reference.method, reference.confidence)
        if each.publisher:
            for name in each.publisher.surfaces:
                if name not in found[publishers[path]]:
                    take(publishers[path], name, "publisher of a document", 1.0)
    return found


def _reasons(actor: Actor, found: Mapping[str, NameReason]) -> tuple[NameReason, ...]:
    preferred = NameReason(name=actor.name, method="judged to be the name to show")
    return tuple(found.get(name, preferred) for name in actor.names)
