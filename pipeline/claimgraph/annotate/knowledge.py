"""The ontology in, the look-up tables of the actor finder out: kinds of actor, roles and places by word."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from operator import attrgetter

from rdflib import URIRef

from claimgraph.ontology.actor_types import ActorTypes, read_actor_types
from claimgraph.ontology.load import CG, Ontology
from claimgraph.ontology.names import read_names
from claimgraph.ontology.places import Places, read_places
from claimgraph.ontology.roles import Roles, read_roles
from claimgraph.records import Kind

__all__ = ["Knowledge", "first_word", "read_knowledge"]


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What the ontology says about actors, by word.

    Attributes:
        types, roles, places: as read from the ontology.
        bare: words that stand for somebody without a name, in small letters: "ministry", "officials".
        bodies: of these, the ones for an organisation.
        body_classes: for each of the bodies, the IRI of its most specific class.
        heads: last word of a name, in small letters -> IRI of the class that it shows.
        modifiers: words that make another role of a role: "former", "deputy".
        places_by_word: first word of a country's name or demonym -> (all of it, label, class), longest first.
    """

    types: ActorTypes
    roles: Roles
    places: Places
    bare: frozenset[str]
    bodies: frozenset[str]
    body_classes: Mapping[str, str]
    heads: Mapping[str, str]
    modifiers: frozenset[str]
    places_by_word: Mapping[str, list[tuple[str, Kind, str]]]


def read_knowledge(ontology: Ontology) -> Knowledge:
    """Read all that the actor finder needs.

    Raises:
        OntologyError: an entry that cannot be used, with file and line.
    """
    types, roles, places = read_actor_types(ontology), read_roles(ontology), read_places(ontology)
    for role in roles.roles.values():
        if role.actor_class not in types.types:
            raise ontology.error(
                URIRef(role.iri),
                f"is held by {role.actor_class}, which is no class of actors; use cg:Person.",
            )
    each_type = sorted(types.types.values(), key=attrgetter("depth", "iri"))
    return Knowledge(
        types=types,
        roles=roles,
        places=places,
        bare=frozenset(
            (*(w.lower() for t in each_type for w in (*t.bare_heads, *t.collectives)), *roles.by_word)
        ),
        bodies=frozenset(w.lower() for t in each_type if t.label == "Organization" for w in t.bare_heads),
        body_classes={w.lower(): t.iri for t in each_type if t.label == "Organization" for w in t.bare_heads},
        heads={head.split()[-1].lower(): t.iri for t in each_type for head in t.head_words},
        modifiers=frozenset(w[0] for w in read_names(ontology).words["roleModifiers"] if len(w) == 1),
        places_by_word=_places_by_word(places),
    )


def first_word(text: str) -> str:
    """The first run of letters and digits.

    >>> first_word("Guinea-Bissau")
    'Guinea'
    """
    word = re.match(r"\w+", text)
    return word.group() if word else text


def _places_by_word(places: Places) -> dict[str, list[tuple[str, Kind, str]]]:
    by_word: defaultdict[str, list[tuple[str, Kind, str]]] = defaultdict(list)
    for name in places.countries:
        by_word[first_word(name)].append((name, "Location", str(CG.Country)))
    for name in places.demonyms:
        by_word[first_word(name)].append((name, "NORP", str(CG.People)))
    for entries in by_word.values():
        entries.sort(key=lambda entry: (-len(entry[0]), entry[1]))
    return dict(by_word)
