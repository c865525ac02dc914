from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rdflib import DCTERMS, URIRef

from claimgraph.errors import OntologyError
from claimgraph.ontology import CG, load_ontology
from claimgraph.ontology.known_actors import HeldOffice, KnownActors, read_known_actors

HEADER = (
    "@prefix cg: <https://w3id.org/claimgraph/ontology#> .\n"
    "@prefix ex: <https://example.org/#> .\n"
    "@prefix org: <http://www.w3.org/ns/org#> .\n"
    "@prefix owl: <http://www.w3.org/2002/07/owl#> .\n"
    "@prefix place: <https://w3id.org/claimgraph/ontology/places#> .\n"
    "@prefix schema: <https://schema.org/> .\n"
    "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n"
)


def read(tmp_path: Path, body: str) -> KnownActors:
    path = tmp_path / "mine.ttl"
    path.write_text(HEADER + body, encoding="utf-8")
    return read_known_actors(load_ontology([path]))


def test_an_entry_of_a_user(tmp_path: Path) -> None:
    body = (
        'ex:lund a cg:KnownActor, cg:Person ; skos:prefLabel "Iva Lund"@en ; skos:altLabel "Iva Maria Lund" ;\n'
        "    cg:country place:KE ; owl:sameAs <https://example.org/Q2> ;\n"
        '    org:hasMembership [ cg:role "President" ; cg:country "Estovia" ; schema:startDate "2020-03" ] .\n'
    )
    (actor,) = [each for each in read(tmp_path, body).actors if each.iri == "https://example.org/#lund"]
    assert actor.names == ("Iva Lund", "Iva Maria Lund")
    assert (actor.label, actor.actor_class, actor.country) == ("Person", str(CG.Person), "Kenya")
    assert actor.same_as == ("https://example.org/Q2",)
    assert actor.offices == (HeldOffice("President", "Estovia", "2020-03", None),)


def test_the_shipped_entries_say_where_they_are_from() -> None:
    graph = load_ontology().graph
    for actor in read_known_actors(load_ontology()).actors:
        assert actor.same_as
        assert graph.value(URIRef(actor.iri), DCTERMS.source), actor.iri


def test_no_two_shipped_people_hold_one_office_at_one_time() -> None:
    known = read_known_actors(load_ontology())
    for date in ("2015-06-01", "2017-01-19", "2017-01-20", "2021-12-08", "2023-01-01", "2025-01-20"):
        offices = [(office.role, office.country) for _, office in known.holders(date)]
        assert len(offices) == len(set(offices))


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ("ex:x a cg:KnownActor, cg:Person .", "without a name"),
        ('ex:x a cg:KnownActor ; skos:prefLabel "X" .', "what it is"),
        (
            'ex:x a cg:KnownActor, cg:Person ; skos:prefLabel "X" ; org:hasMembership [ cg:country "Y" ] .',
            "without words",
        ),
        (
            'ex:x a cg:KnownActor, cg:Person ; skos:prefLabel "X" ;'
            ' org:hasMembership [ cg:role "King" ; schema:startDate "May" ] .',
            "schema:startDate",
        ),
    ],
)
def test_a_wrong_entry_is_named(tmp_path: Path, body: str, reason: str) -> None:
    with pytest.raises(OntologyError, match=reason) as caught:
        read(tmp_path, body)
    assert caught.value.line == HEADER.count("\n") + 1


DAYS = st.dates().map(str)


@given(days=st.lists(DAYS, min_size=3, max_size=3))
def test_an_office_is_held_from_its_first_to_its_last_day(days: list[str]) -> None:
    start, day, end = sorted(days)
    assert HeldOffice("x", None, start, end).on(day)
    assert HeldOffice("x", None, start, None).on(end)
    assert HeldOffice("x", None, None, end).on(start)
    assert HeldOffice("x", None, day, end).on(start) == (day == start)


def test_a_month_counts_only_where_the_office_was_held_throughout() -> None:
    office = HeldOffice("x", None, "2020-03-15", "2021")
    assert not office.on("2020-03")
    assert office.on("2020-04")
    assert not office.on("2020")
    assert office.on("2021")
