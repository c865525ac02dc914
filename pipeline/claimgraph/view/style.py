"""The view's records and the ontology -> the kinds that the legend lists, each with label, colour and shape.

Colours and shapes are read from the ontology (`cg:colour`, `cg:shape` on a class or a concept, or on the
nearest one above it), so that a class that a user adds shows up without code. Nothing here knows of pages.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from rdflib import RDFS, SKOS, Literal, URIRef

from claimgraph.ontology import CG, Ontology
from claimgraph.ontology.load import local_name
from claimgraph.view.items import ActorItem, ViewItems

__all__ = ["LINKS", "RELATIONS", "Kind", "Kinds", "LinkKind", "find_kinds"]

RELATIONS = ("claimant", "statedIn", "addressee", "about", "relays", "publisher", "namedIn", "Relation")
"""The ties that the view draws, in the order of the legend.

`assets/base.css` has their colours, light and dark, for those to which the ontology gives none."""

LINKS = ("disputes", "revises", "differsInScope", "corroborates", "repeats", "answers")
"""How claims stand to each other, what matters most first; kinds of a user's own come after these."""

_SHAPES = frozenset({"dot", "square", "diamond", "triangle", "triangleDown", "star", "hexagon"})
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
# After Okabe and Ito (2008), told apart by readers with any common colour blindness; the yellow is left out
# because it vanishes on white. For kinds that neither have a colour in the ontology nor inherit one.
_PALETTE = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#7a6a53", "#666666")
_PALETTE_SHAPES = ("dot", "triangle", "square", "diamond", "star", "hexagon", "triangleDown")
_DOCUMENT = "#8a8f98"


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """One line of the legend.

    Attributes:
        iri: the class (of actors, or `cg:Document`) or the concept (of claims).
        of: what its members are: "actor", "claim" or "document".
        colour: `#rrggbb`.
        shape: a shape of vis-network that has its label outside.
        denies: whether what it is said of is denied (`cg:stance` of an act), so that its figures are, too.
    """

    iri: str
    of: str
    label: str
    colour: str
    shape: str
    denies: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkKind:
    """How one claim stands to another, and how that is shown.

    Attributes:
        name: local name of the property.
        label, inverse: what it is called from its left and from its right end.
        sign: a character that says the same as the colour.
    """

    iri: str
    name: str
    label: str
    inverse: str
    colour: str
    sign: str


@dataclass(frozen=True, slots=True)
class Kinds:
    """The legend's lines in order, and which line each record belongs to (by IRI).

    Attributes:
        relations: name, label and, where the ontology has one, colour of the ties that the view draws.
        measures: labels of the measures that occur, by IRI.
        said: labels of the relations between actors that occur ("heads"), by IRI.
        links: how the claims that are linked stand to each other, in the order of `LINKS`.
        directed: IRIs of the acts that are done to whom a claim names (`cg:directed`).
    """

    kinds: tuple[Kind, ...]
    index: dict[str, int]
    relations: tuple[tuple[str, str, str | None], ...]
    measures: dict[str, str]
    said: dict[str, str]
    links: tuple[LinkKind, ...] = ()
    directed: frozenset[str] = frozenset()


def find_kinds(items: ViewItems, ontology: Ontology) -> Kinds:
    """The kinds that occur among the records, actors first, then claims, then documents; each by label.

    Also the labels of the ties in `RELATIONS`, and of the measures, relations and links that occur.
    """
    of_actor = {actor.iri: _finest(actor, ontology) for actor in items.actors}
    actors = _kinds("actor", of_actor.values(), ontology, RDFS.subClassOf, CG.Actor)
    acts = _kinds("claim", (claim.act for claim in items.claims), ontology, SKOS.broader, None)
    document = Kind(
        iri=str(CG.Document),
        of="document",
        label=ontology.label(CG.Document, RDFS.label),
        colour=_own(CG.Document, "colour", ontology) or _DOCUMENT,
        shape=_own(CG.Document, "shape", ontology) or "square",
    )
    kinds = (*actors, *acts, *((document,) if items.documents else ()))
    number = {kind.iri: position for position, kind in enumerate(kinds)}
    index = {iri: number[finest] for iri, finest in of_actor.items()}
    index.update((claim.iri, number[claim.act]) for claim in items.claims)
    index.update((each.iri, number[document.iri]) for each in items.documents)
    measures = {figure.measure for figure in items.figures if figure.measure}
    measures |= {tally.measure for tally in items.tallies if tally.measure}
    return Kinds(
        kinds=kinds,
        index=index,
        relations=tuple(
            (name, _relation_label(name, ontology), _own(CG[name], "colour", ontology)) for name in RELATIONS
        ),
        measures={iri: ontology.label(URIRef(iri), SKOS.prefLabel, RDFS.label) for iri in sorted(measures)},
        said={
            iri: ontology.label(URIRef(iri), RDFS.label) for iri in sorted({r.kind for r in items.relations})
        },
        links=tuple(_links({link.kind for link in items.links}, ontology)),
        directed=frozenset(str(act) for act in ontology.graph.subjects(CG.directed, Literal(True))),
    )


def _finest(actor: ActorItem, ontology: Ontology) -> str:
    """The class of the actor that is above none of its others; the first by IRI where several are."""
    above = {
        str(parent)
        for iri in actor.classes
        for parent in ontology.graph.transitive_objects(URIRef(iri), RDFS.subClassOf)
        if str(parent) != iri
    }
    finest = [iri for iri in actor.classes if iri not in above] or list(actor.classes)
    own = [iri for iri in finest if (URIRef(iri), None, None) in ontology.graph]
    return min(own or finest, default=str(CG.Actor))


def _kinds(
    of: str, iris: Iterable[str], ontology: Ontology, upwards: URIRef, root: URIRef | None
) -> Iterator[Kind]:
    labels = {iri: ontology.label(URIRef(iri), SKOS.prefLabel, RDFS.label) for iri in iris}
    if of == "actor":
        labels = {iri: label[:1].upper() + label[1:] for iri, label in labels.items()}
    # The colours that a class gets by its place must not depend on which classes happen to occur.
    known = sorted(_all_kinds(of, ontology, root) | set(labels))
    for iri, label in sorted(labels.items(), key=lambda pair: (pair[1].casefold(), pair[0])):
        place = known.index(iri)
        yield Kind(
            iri=iri,
            of=of,
            label=label,
            colour=_inherited(iri, "colour", ontology, upwards) or _PALETTE[place % len(_PALETTE)],
            shape=_inherited(iri, "shape", ontology, upwards)
            or _PALETTE_SHAPES[place % len(_PALETTE_SHAPES)],
            denies="denies" in ontology.words(URIRef(iri), CG.stance),
        )


def _links(iris: Iterable[str], ontology: Ontology) -> Iterator[LinkKind]:
    names = {iri: local_name(URIRef(iri)) for iri in iris}
    rank = {name: place for place, name in enumerate(LINKS)}
    for iri, name in sorted(names.items(), key=lambda pair: (rank.get(pair[1], len(rank)), pair)):
        term = URIRef(iri)
        label = ontology.label(term, RDFS.label)
        inverse = ontology.words(term, CG.inverseLabel)
        sign = _inherited(iri, "sign", ontology, RDFS.subPropertyOf)
        yield LinkKind(
            iri=iri,
            name=name,
            label=label,
            inverse=inverse[0] if inverse else f"{label} (from the other)",
            colour=_inherited(iri, "colour", ontology, RDFS.subPropertyOf) or _DOCUMENT,
            sign=sign or label[:1],
        )


def _all_kinds(of: str, ontology: Ontology, root: URIRef | None) -> set[str]:
    if of == "actor" and root is not None:
        return {str(each) for each in ontology.graph.transitive_subjects(RDFS.subClassOf, root)}
    return {str(each) for each in ontology.graph.subjects(None, CG.Act)}


def _inherited(iri: str, name: str, ontology: Ontology, upwards: URIRef) -> str | None:
    """The value on the term, or on the nearest term above it (the first by IRI among equally near ones)."""
    seen: set[URIRef] = set()
    level = [URIRef(iri)]
    while level:
        for term in level:
            if value := _own(term, name, ontology):
                return value
        seen.update(level)
        parents = {
            parent
            for term in level
            for parent in ontology.graph.objects(term, upwards)
            if isinstance(parent, URIRef)
        }
        level = sorted(parents - seen)
    return None


def _own(term: URIRef, name: str, ontology: Ontology) -> str | None:
    for value in ontology.words(term, CG[name]):
        if name == "shape" and value in _SHAPES:
            return value
        if name == "colour" and _COLOUR.fullmatch(value):
            return value.lower()
        if name == "sign" and len(value.strip()) == 1:
            return value.strip()
    return None


def _relation_label(name: str, ontology: Ontology) -> str:
    label = ontology.label(CG[name], RDFS.label)
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", label).lower() if label == name else label
