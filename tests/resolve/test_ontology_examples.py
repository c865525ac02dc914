"""Every example in names.ttl: "A = B" is one actor, "A / B" are two."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from rdflib import RDF, URIRef

from claimgraph.ontology import CG, load_ontology
from claimgraph.ontology.load import local_name
from claimgraph.ontology.names import NameKnowledge, folded_words
from claimgraph.records import AnnotatedDocument, Document, Mention
from claimgraph.resolve import resolve
from claimgraph.resolve.entities import Readers
from claimgraph.resolve.institutions import InstitutionReader
from claimgraph.resolve.normal import Normal
from claimgraph.resolve.people import compatible, parse_person
from claimgraph.resolve.places import Countries
from claimgraph.resolve.roles import RoleReader

NAME = "https://w3id.org/claimgraph/ontology/names#"
PEOPLE = {"Spelling", "NameVariants", "Honorific", "joined", "particles", "suffixes"}
ROLES = {
    "RolePhrase",
    "offices",
    "uniqueOffices",
    "roleModifiers",
    "roleLinks",
    "belonging",
    "portfolios",
    "posts",
    "kin",
}
HEADINGS = {"authorship"}
POINTERS = {"GenericNoun", "Pronoun", "stateReferences"}
GENDERED = {"GenderedRole"}
GRAPH = load_ontology().graph
TERMS = sorted({str(term) for term in GRAPH.subjects(RDF.type, None) if str(term).startswith(NAME)})


def _sort(term: str) -> str:
    """The class of a term, or for a word list its name."""
    kind = next(local_name(URIRef(str(kind))) for kind in GRAPH.objects(URIRef(term), RDF.type))
    return local_name(URIRef(term)) if kind == "NameWords" else kind


def _examples(*, sorts: set[str] | None) -> list[tuple[str, str, bool]]:
    found = []
    for term in TERMS:
        known = _sort(term) in PEOPLE | ROLES | POINTERS | HEADINGS | GENDERED
        if _sort(term) in sorts if sorts else not known:
            for example in sorted(map(str, GRAPH.objects(URIRef(term), CG.example))):
                same = " = " in example
                left, right = example.split(" = " if same else " / ")
                found.append((left, right, same))
    return found


@pytest.fixture(scope="module")
def readers(names: NameKnowledge) -> Readers:
    normal = Normal(names)
    countries = Countries(names, {("borlan",): "borlan", ("vardelia",): "vardelia"})
    return Readers(
        names=names,
        normal=normal,
        countries=countries,
        institutions=InstitutionReader(normal, countries),
        roles=RoleReader(normal, countries),
    )


@pytest.mark.parametrize("term", TERMS)
def test_every_term_has_an_example(term: str) -> None:
    assert list(GRAPH.objects(URIRef(term), CG.example))


@pytest.mark.parametrize(("left", "right", "same"), _examples(sorts=PEOPLE))
def test_people(left: str, right: str, same: bool, readers: Readers) -> None:
    a, b = (parse_person(name, readers.normal) for name in (left, right))
    assert (compatible(a, b) and len(a.sounds) == len(b.sounds)) == same


@pytest.mark.parametrize(("left", "right", "same"), _examples(sorts=ROLES))
def test_roles(left: str, right: str, same: bool, readers: Readers) -> None:
    said, held = readers.roles.read(left), readers.roles.read(right)
    assert said
    assert held
    assert (readers.roles.agreement(said, held) >= 0.4) == same


@pytest.mark.parametrize(("left", "right", "same"), _examples(sorts=POINTERS))
def test_what_points_back(
    left: str,
    right: str,
    same: bool,
    write: Callable[..., AnnotatedDocument],
    who: Callable[..., list[str | None]],
    names: NameKnowledge,
) -> None:
    pronoun = names.pronouns.get(left.casefold())
    person = pronoun in ("he", "she", "speaker")
    pointer = f"{left.removeprefix('the ')}|{'P' if person else 'O'}{'p' if pronoun else 'r'}"
    text = f"The Republic of Borlan is calm. {{{right}|{'P' if person else 'O'}}} came. {{{pointer}}} left."
    found = who(write(text, publisher=right if pronoun in ("speaker", "speakers") else None))
    assert found[0]
    assert (found[0] == found[1]) == same


@pytest.mark.parametrize(("role", "pronoun", "same"), _examples(sorts=GENDERED))
def test_roles_say_he_or_she(
    role: str,
    pronoun: str,
    same: bool,
    write: Callable[..., AnnotatedDocument],
    who: Callable[..., list[str | None]],
) -> None:
    found = who(write(f"{{Anselm Korda|P role={role}}} came. {{{pronoun}|Pp source}} spoke."))
    assert (found[0] == found[1]) == same


@pytest.mark.parametrize(("left", "right", "same"), _examples(sorts=None))
def test_institutions(left: str, right: str, same: bool, readers: Readers) -> None:
    a, b = (readers.institutions.read(name) for name in (left, right))
    one_country = {readers.countries.named(folded_words(name)) for name in (left, right)} - {None}
    equal = (a.key, a.country) == (b.key, b.country) or len(one_country) == 1
    assert (equal or readers.institutions.shortens(b, a)) == same


@pytest.mark.parametrize(("heading", "publisher", "same"), _examples(sorts=HEADINGS))
def test_headings_name_the_publisher(heading: str, publisher: str, same: bool, names: NameKnowledge) -> None:
    start = heading.index(publisher)
    document = AnnotatedDocument(
        document=Document(path="a.txt", text=f"{heading}\n\nIt rained."),
        mentions=(Mention(start=start, end=len(heading), label="Organization"),),
    )
    found = resolve([document], names=names)
    assert (found.actors[found.publishers["a.txt"]].name == publisher) == same
