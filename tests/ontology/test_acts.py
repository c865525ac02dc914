from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from claimgraph.annotate.pipeline import load_pipeline
from claimgraph.errors import OntologyError
from claimgraph.ontology import load_ontology
from claimgraph.ontology.acts import read_acts, verb_forms
from claimgraph.records import AnnotatedDocument, Document

ACTS = read_acts(load_ontology()).acts
HEADER = (
    "@prefix act: <https://w3id.org/claimgraph/ontology/acts#> .\n"
    "@prefix cg: <https://w3id.org/claimgraph/ontology#> .\n"
    "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n"
)


@pytest.mark.parametrize(("act", "example"), [(a.name, e) for a in ACTS.values() for e in a.examples])
def test_every_example_holds_a_claim_of_its_act(
    annotate: Callable[..., AnnotatedDocument], act: str, example: str
) -> None:
    assert act in [claim.act for claim in annotate(example).claims]


def test_every_act_has_an_example() -> None:
    assert not [act.name for act in ACTS.values() if not act.examples]


@pytest.mark.parametrize(
    ("base", "form"),
    [
        ("deny", "denied"),
        ("say", "says"),
        ("accuse", "accusing"),
        ("pledge", "pledged"),
        ("stress", "stresses"),
        ("refer", "referring"),
        ("agree", "agreed"),
        ("put", "putting"),
        ("tell", "told"),
    ],
)
def test_inflected_forms_lead_to_their_verb(base: str, form: str) -> None:
    assert base in read_acts(load_ontology()).forms[form]


def test_regular_verb_forms() -> None:
    assert verb_forms("cry") == ("cry", "cries", "crying", "cried")
    assert verb_forms("push") == ("push", "pushes", "pushing", "pushed")


def test_a_users_cue_is_found_without_code(tmp_path: Path) -> None:
    extra = tmp_path / "mine.ttl"
    extra.write_text(HEADER + 'act:assert cg:clauseVerb "trumpet" .\n', encoding="utf-8")
    document = Document(path="a.txt", text="The union trumpeted that the road was open.")
    assert not next(load_pipeline(accuracy="fast").annotate([document])).claims
    found = next(load_pipeline(ontology=[extra], accuracy="fast").annotate([document]))
    assert [claim.content[0].of(document.text) for claim in found.claims] == ["the road was open"]


@pytest.mark.parametrize(
    ("body", "line", "reason"),
    [
        (
            'act:warn a cg:Act ; skos:prefLabel "warns"@en ;\n cg:contentPattern "(" .',
            4,
            "no regular expression",
        ),
        ("\n\nact:warn a cg:Act .", 6, "no skos:prefLabel"),
        ('act:warn a cg:Act ; skos:prefLabel "warns"@en', 4, "not valid Turtle"),
        ('act:warn a cg:Act ; skos:prefLabel "warns"@en ; cg:priority "high" .', 4, "not a whole number"),
        ('act:warn a cg:Act ;\n cg:clauseVreb "warn" .', 5, "Did you mean cg:clauseVerb?"),
        ("act:warn a cg:Actt .", 4, "no term cg:Actt"),
        ('act:s cg:irregularVerb "say said" .', 4, "base, past and participle"),
    ],
)
def test_a_wrong_file_gives_file_line_and_reason(tmp_path: Path, body: str, line: int, reason: str) -> None:
    extra = tmp_path / "mine.ttl"
    extra.write_text(HEADER + body, encoding="utf-8")
    with pytest.raises(OntologyError) as raised:
        read_acts(load_ontology([extra]))
    assert raised.value.path == str(extra)
    assert raised.value.line == line
    assert reason in str(raised.value)
