from __future__ import annotations

from pathlib import Path

import pytest

from claimgraph.errors import OntologyError
from claimgraph.ontology import load_ontology
from claimgraph.ontology.places import read_places


def test_all_states_are_there_with_their_people() -> None:
    places = read_places(load_ontology())
    assert len(set(places.countries.values())) > 195
    for name, word in [
        ("Kenya", "Kenyan"),
        ("Netherlands", "Dutch"),
        ("Ivory Coast", "Ivorian"),
        ("US", "American"),
    ]:
        assert places.countries[name] == places.demonyms[word]


def test_no_name_is_also_a_demonym_of_another_country() -> None:
    places = read_places(load_ontology())
    shared = {
        name
        for name in places.countries
        if places.demonyms.get(name, places.countries[name]) != places.countries[name]
    }
    assert not shared


def test_a_country_of_ones_own(tmp_path: Path) -> None:
    path = tmp_path / "mine.ttl"
    path.write_text(
        "@prefix cg: <https://w3id.org/claimgraph/ontology#> .\n"
        "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n"
        '<https://example.org/es> a cg:KnownCountry ; skos:prefLabel "Estovia"@en ; cg:demonym "Estovian" .\n'
        "<https://example.org/none> a cg:KnownCountry .\n",
        encoding="utf-8",
    )
    ontology = load_ontology([path])
    with pytest.raises(OntologyError, match="country without a name") as caught:
        read_places(ontology)
    assert caught.value.line == 4
    path.write_text(path.read_text(encoding="utf-8").rsplit("<", 1)[0], encoding="utf-8")
    assert read_places(load_ontology([path])).demonyms["Estovian"] == "https://example.org/es"
