"""`places.ttl` (and a user's files) -> `Places`: countries, their people, and words that show a place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from rdflib import SKOS

from claimgraph.ontology.actor_types import ontology_terms
from claimgraph.ontology.load import CG, Ontology

__all__ = ["Places", "read_places"]


@dataclass(frozen=True, slots=True)
class Places:
    """What is known of places without reading any text.

    Attributes:
        countries: every name of a country -> IRI of the country's entry.
        demonyms: every word for its people and things ("Kenyan") -> IRI of the country's entry; where two
            countries share one, the first.
        before: small words right before a place ("city of").
        after: small words right after a place ("region").
        sovereign: small words right before a country, and before nothing else ("republic of").
        owned: small words after a place's possessive ("Vardelin's government").
    """

    countries: Mapping[str, str]
    demonyms: Mapping[str, str]
    before: frozenset[str]
    after: frozenset[str]
    sovereign: frozenset[str]
    owned: frozenset[str]


def read_places(ontology: Ontology) -> Places:
    """Read every `cg:KnownCountry` and `cg:PlaceWords`.

    Raises:
        OntologyError: a country without a name.

    >>> from claimgraph.ontology import load_ontology
    >>> places = read_places(load_ontology())
    >>> places.countries["Ivory Coast"] == places.demonyms["Ivorian"]
    True
    """
    countries: dict[str, str] = {}
    demonyms: dict[str, str] = {}
    for subject in ontology_terms(ontology, CG.KnownCountry):
        names = ontology.words(subject, SKOS.prefLabel, CG.name)
        if not names:
            raise ontology.error(subject, 'is a country without a name; add skos:prefLabel "Name"@en.')
        for name in names:
            countries.setdefault(name, str(subject))
        for word in ontology.words(subject, CG.demonym):
            demonyms.setdefault(word, str(subject))
    words = ontology_terms(ontology, CG.PlaceWords)
    return Places(
        countries=countries,
        demonyms=demonyms,
        before=frozenset(w.lower() for s in words for w in ontology.words(s, CG.placeBefore)),
        after=frozenset(w.lower() for s in words for w in ontology.words(s, CG.placeAfter)),
        sovereign=frozenset(w.lower() for s in words for w in ontology.words(s, CG.countryBefore)),
        owned=frozenset(w.lower() for s in words for w in ontology.words(s, CG.placeOwns)),
    )
