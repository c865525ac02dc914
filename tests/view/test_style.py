from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from rdflib import Dataset

from claimgraph.ontology import CG, load_ontology
from claimgraph.view.items import read_items
from claimgraph.view.style import find_kinds

MINE = """
@prefix cg: <https://w3id.org/claimgraph/ontology#> .
@prefix my: <https://example.org/mine#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
my:Guild rdfs:subClassOf cg:NonGovernmentalOrganization ; rdfs:label "guild"@en %s .
"""


def test_the_legend_lists_what_occurs_actors_claims_documents(graph: Dataset) -> None:
    items = read_items(graph)
    kinds = find_kinds(items, load_ontology())
    assert [(kind.of, kind.label) for kind in kinds.kinds] == [
        ("actor", "Building or other facility"),
        ("actor", "Ministry"),
        ("actor", "Non-governmental organisation"),
        ("actor", "Person"),
        ("claim", "asserts"),
        ("claim", "demands"),
        ("claim", "estimates"),
        ("claim", "promises"),
        ("document", "Document"),
    ]
    assert set(kinds.index) == {record.iri for record in items.records}


@pytest.mark.parametrize(
    ("look", "colour", "shape"),
    [
        ("", "#009e73", "triangle"),
        ('; cg:colour "#8A2BE2"', "#8a2be2", "triangle"),
        ('; cg:colour "#8A2BE2" ; cg:shape "star"', "#8a2be2", "star"),
        ('; cg:colour "red; background: url(//x)" ; cg:shape "skull"', "#009e73", "triangle"),
    ],
)
def test_a_class_of_the_user_takes_its_own_look_or_that_of_the_class_above(
    new_story: Any, tmp_path: Path, look: str, colour: str, shape: str
) -> None:
    (tmp_path / "mine.ttl").write_text(MINE % look)
    story = new_story()
    story.actor("weavers", "Weavers of Orsk", "https://example.org/mine#Guild")
    story.document("a.txt", "The Weavers of Orsk met.")
    items = read_items(story.graph())
    kind = find_kinds(items, load_ontology([tmp_path])).kinds[0]
    assert (kind.label, kind.colour, kind.shape) == ("Guild", colour, shape)


def test_an_actor_of_a_class_that_the_ontology_lacks_is_shown_as_the_known_class_above(
    new_story: Any,
) -> None:
    story = new_story()
    story.actor("weavers", "Weavers of Orsk", "https://example.org/mine#Guild")
    story.document("a.txt", "The Weavers of Orsk met.")
    kinds = find_kinds(read_items(story.graph()), load_ontology()).kinds
    assert [kind.iri.rsplit("#")[-1] for kind in kinds] == ["Organization", "Document"]


def test_an_actor_has_its_finest_class(graph: Dataset) -> None:
    items = read_items(graph)
    ministry = next(each for each in items.actors if each.iri.endswith("ministry-of-water"))
    assert len(ministry.classes) > 2
    kinds = find_kinds(items, load_ontology())
    assert kinds.kinds[kinds.index[ministry.iri]].iri.endswith("#Ministry")


def test_each_act_of_the_ontology_has_a_look_of_its_own() -> None:
    ontology = load_ontology()
    acts = {subject for subject in ontology.graph.subjects() if "/ontology/acts#" in str(subject)}
    looks = [
        tuple(str(value) for name in ("colour", "shape") for value in ontology.graph.objects(act, CG[name]))
        for act in acts
    ]
    looks = [look for look in looks if look]
    assert len(looks) >= 10
    assert len(set(looks)) == len(looks)
