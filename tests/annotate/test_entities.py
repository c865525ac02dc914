from __future__ import annotations

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from rdflib import Literal
from spacy.tokens import Doc, Span

from claimgraph.annotate.entities import EntityRules
from claimgraph.ontology import CG, load_ontology

ONTOLOGY = load_ontology()
RULES = EntityRules(ONTOLOGY)
BLANK = spacy.blank("en")


def labels(doc: Doc) -> list[tuple[str, str]]:
    return [(entity.text, entity.label_) for entity in doc.ents]


EXAMPLES = [
    (str(label), str(example))
    for entry, label in ONTOLOGY.graph.subject_objects(CG.entityLabel)
    for example in ONTOLOGY.graph.objects(entry, CG.example)
    if isinstance(example, Literal)
]


@pytest.mark.parametrize(("label", "example"), sorted(EXAMPLES))
def test_every_example_of_the_word_lists(label: str, example: str) -> None:
    wanted = example.partition("[")[2].partition("]")[0]
    assert (wanted, label) in labels(RULES(BLANK(example.replace("[", "").replace("]", ""))))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("on 3 May 2021", [("3 May 2021", "DATE")]),
        ("on October 26, 2022, in Kenya", [("October 26, 2022", "DATE")]),
        ("2022-02-03 or 05.10.22", [("2022-02-03", "DATE"), ("05.10.22", "DATE")]),
        ("since 2019 they may march", [("2019", "DATE")]),
        ("in March, last month, on Monday", [("March", "DATE"), ("last month", "DATE"), ("Monday", "DATE")]),
        ("twenty-five of 1,150 men", [("twenty-five", "CARDINAL"), ("1,150", "CARDINAL")]),
        ("a hundred and five men", [("hundred and five", "CARDINAL")]),
        ("US$3.4 million", [("US$3.4 million", "MONEY")]),
        ("5 million dollars and 4.5 per cent", [("5 million dollars", "MONEY"), ("4.5 per cent", "PERCENT")]),
        ("under article 272 of the law", [("article 272", "LAW")]),
        ("nobody came", []),
    ],
)
def test_what_the_rules_find(text: str, found: list[tuple[str, str]]) -> None:
    assert labels(RULES(BLANK(text))) == found


def test_the_models_entities_keep_their_places() -> None:
    doc = BLANK("Chad told the 5 May Movement of Metal Square in Chad")
    doc.ents = [
        Span(doc, 0, 1, label="PERSON"),
        Span(doc, 3, 6, label="ORG"),
        Span(doc, 7, 9, label="LOC"),
        Span(doc, 10, 11, label="LOC"),
    ]
    assert labels(RULES(doc)) == [
        ("Chad", "PERSON"),
        ("5 May Movement", "ORG"),
        ("Metal Square", "FAC"),
        ("Chad", "GPE"),
    ]


@given(st.text(alphabet=st.sampled_from("0123 ,.-$%May and ten\n"), max_size=60))
def test_any_text_gets_entities_without_overlap(text: str) -> None:
    doc = RULES(BLANK(text))
    assert all(a.end <= b.start for a, b in zip(doc.ents, doc.ents[1:], strict=False))
