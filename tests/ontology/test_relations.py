from __future__ import annotations

from pathlib import Path

import pytest

from claimgraph.errors import OntologyError
from claimgraph.ontology import load_ontology
from claimgraph.ontology.relations import read_relations

HEADER = "@prefix cg: <https://w3id.org/claimgraph/ontology#> .\n@prefix ex: <https://example.org/#> .\n"


def test_the_narrower_kind_comes_first() -> None:
    kinds = [kind.iri.rpartition("#")[2] for kind in read_relations(load_ontology()).kinds]
    assert kinds.index("headOf") < kinds.index("memberOf")


def test_verbs_come_in_all_their_forms_with_their_preposition() -> None:
    (kind,) = [each for each in read_relations(load_ontology()).kinds if each.iri.endswith("headOf")]
    assert kind.verbs["led"] == {""}
    assert kind.verbs["presides"] == {"over"}


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ('ex:tie a cg:RelationKind ; cg:leftLabel "Person" ; cg:rightLabel "Person" .', "without words"),
        ('ex:tie a cg:RelationKind ; cg:relationNoun "x" ; cg:rightLabel "Person" .', "no cg:leftLabel"),
        (
            'ex:tie a cg:RelationKind ; cg:relationNoun "x" ; cg:leftLabel "Man" ; cg:rightLabel "Person" .',
            'cg:leftLabel "Man"',
        ),
        (
            'ex:tie a cg:RelationKind ; cg:leftLabel "Person" ; cg:rightLabel "Person" ; cg:relationRole ex:no .',
            "no cg:Role",
        ),
    ],
)
def test_a_wrong_kind_is_named(tmp_path: Path, body: str, reason: str) -> None:
    path = tmp_path / "mine.ttl"
    path.write_text(HEADER + body, encoding="utf-8")
    with pytest.raises(OntologyError, match=reason) as caught:
        read_relations(load_ontology([path]))
    assert caught.value.line == 3
