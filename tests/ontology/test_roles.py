from __future__ import annotations

from pathlib import Path

import pytest

from claimgraph.errors import OntologyError
from claimgraph.ontology import CG, load_ontology
from claimgraph.ontology.roles import read_roles

HEADER = "@prefix cg: <https://w3id.org/claimgraph/ontology#> .\n@prefix ex: <https://example.org/#> .\n"


def test_words_lead_to_their_role_and_its_holder() -> None:
    role = read_roles(load_ontology()).by_word["prime minister"]
    assert role.actor_class == str(CG.Person)
    assert "of" in role.complements


def test_bound_words_are_words_of_their_role() -> None:
    roles = read_roles(load_ontology())
    assert "head" in roles.bound
    assert roles.by_word["head"] is roles.by_word["leader"]


def test_every_role_has_an_example() -> None:
    assert not [role.iri for role in read_roles(load_ontology()).roles.values() if not role.examples]


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ("ex:rank a cg:Role ; cg:roleOf cg:Person .", "without words"),
        ('ex:rank a cg:Role ; cg:roleWord "hetman" .', "who holds it"),
    ],
)
def test_a_wrong_role_is_named(tmp_path: Path, body: str, reason: str) -> None:
    path = tmp_path / "mine.ttl"
    path.write_text(HEADER + body, encoding="utf-8")
    with pytest.raises(OntologyError, match=reason) as caught:
        read_roles(load_ontology([path]))
    assert caught.value.line == 3
