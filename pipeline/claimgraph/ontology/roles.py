"""`roles.ttl` (and a user's files) -> `Roles`: what people are called beside their names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from claimgraph.ontology.actor_types import ontology_terms
from claimgraph.ontology.load import CG, Ontology

__all__ = ["Role", "Roles", "read_roles"]


@dataclass(frozen=True, slots=True)
class Role:
    """One family of offices or functions.

    Attributes:
        iri: its name in the ontology.
        actor_class: IRI of the class of who holds it.
        words: nouns and phrases, in small letters.
        complements: prepositions that it may go on with ("of", "for").
        examples: sentences with the role in [ ].
    """

    iri: str
    actor_class: str
    words: tuple[str, ...]
    complements: frozenset[str]
    examples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Roles:
    """All roles.

    Attributes:
        roles: by IRI.
        by_word: which role a word or phrase (small letters) belongs to.
        bound: of these, the ones that count only with a name or a complement ("head": "head of the union").
        courtesy: titles that are neither name nor role, as written ("Mr.").
    """

    roles: Mapping[str, Role]
    by_word: Mapping[str, Role]
    bound: frozenset[str]
    courtesy: frozenset[str]


def read_roles(ontology: Ontology) -> Roles:
    """Read every `cg:Role` and `cg:CourtesyTitle`.

    Raises:
        OntologyError: a role without words, or without the class of who holds it.

    >>> from claimgraph.ontology import load_ontology
    >>> roles = read_roles(load_ontology())
    >>> roles.by_word["head of state"].iri.endswith("headOfState"), "Mr." in roles.courtesy
    (True, True)
    """
    roles: dict[str, Role] = {}
    by_word: dict[str, Role] = {}
    bound: set[str] = set()
    for subject in ontology_terms(ontology, CG.Role):
        holder = ontology.graph.value(subject, CG.roleOf)
        words = ontology.words(subject, CG.roleWord, CG.boundWord)
        bound.update(word.lower() for word in ontology.words(subject, CG.boundWord))
        if not words:
            raise ontology.error(subject, 'is a role without words; add cg:roleWord "...".')
        if holder is None:
            raise ontology.error(subject, "does not say who holds it; add cg:roleOf cg:Person.")
        role = Role(
            iri=str(subject),
            actor_class=str(holder),
            words=words,
            complements=frozenset(ontology.words(subject, CG.complement)),
            examples=ontology.words(subject, CG.example),
        )
        roles[role.iri] = role
        for word in words:
            by_word.setdefault(word.lower(), role)
    courtesy = {
        word
        for subject in ontology_terms(ontology, CG.CourtesyTitle)
        for word in ontology.words(subject, CG.roleWord)
    }
    return Roles(roles=roles, by_word=by_word, bound=frozenset(bound), courtesy=frozenset(courtesy))
