from __future__ import annotations

from pathlib import Path

import pytest

from claimgraph.errors import OntologyError
from claimgraph.ontology import CG, load_ontology
from claimgraph.ontology.actor_types import ActorTypes, read_actor_types

HEADER = """@prefix cg: <https://w3id.org/claimgraph/ontology#> .
@prefix ex: <https://example.org/#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
"""


def read(tmp_path: Path, body: str) -> ActorTypes:
    path = tmp_path / "mine.ttl"
    path.write_text(HEADER + body, encoding="utf-8")
    return read_actor_types(load_ontology([path]))


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("Court", "Organization"),
        ("InternationalCourt", "Organization"),
        ("Country", "Location"),
        ("Facility", "Location"),
        ("Authorities", "Group"),
        ("People", "NORP"),
        ("Person", "Person"),
    ],
)
def test_the_nearest_parent_says_the_label(name: str, label: str) -> None:
    assert read_actor_types(load_ontology()).types[str(CG[name])].label == label


def test_a_sub_class_is_deeper_than_its_parent() -> None:
    types = read_actor_types(load_ontology()).types
    assert types[str(CG.Ministry)].depth > types[str(CG.StateBody)].depth > types[str(CG.Organization)].depth


def test_a_users_class_comes_with_its_words(tmp_path: Path) -> None:
    body = 'ex:Guild rdfs:subClassOf cg:TradeUnion ; cg:headWord "Guild" ; cg:bareHead "guild" .'
    guild = read(tmp_path, body).types["https://example.org/#Guild"]
    assert (guild.label, guild.head_words, guild.bare_heads) == ("Organization", ("Guild",), ("guild",))


def test_a_users_words_join_a_shipped_word_list(tmp_path: Path) -> None:
    words = read(tmp_path, 'ex:more a cg:WordList ; cg:slot "Subject" ; cg:word "Beekeeping" .').word_lists
    assert {"Beekeeping", "Justice"} <= set(words["Subject"])


@pytest.mark.parametrize(
    ("body", "line", "reason"),
    [
        ('ex:Guild cg:headWord "Guild" .', 4, "no parent"),
        ('\nex:Guild rdfs:subClassOf cg:Actor ; cg:mentionLabel "Firm" .', 5, '"Firm"; use one of Person'),
        ("ex:Guild rdfs:subClassOf cg:Court ; cg:pattern ex:other .", 4, "not a text"),
        ('ex:list a cg:WordList ; cg:word "one" .', 4, "without a slot"),
    ],
)
def test_a_wrong_entry_is_named_with_file_line_and_reason(
    tmp_path: Path, body: str, line: int, reason: str
) -> None:
    with pytest.raises(OntologyError) as caught:
        read(tmp_path, body)
    assert caught.value.line == line
    assert caught.value.path.endswith("mine.ttl")
    assert reason in caught.value.reason


def test_a_class_without_a_name_is_refused(tmp_path: Path) -> None:
    with pytest.raises(OntologyError, match="without a name"):
        read(tmp_path, '[] cg:headWord "Guild" ; rdfs:subClassOf cg:Court .')


def test_every_class_that_recognises_something_has_an_example() -> None:
    types = read_actor_types(load_ontology()).types.values()
    silent = [t.iri for t in types if (t.head_words or t.patterns or t.collectives) and not t.examples]
    assert not silent
