"""`ontology/comparison.ttl`: what is said of measures there is read, and is about measures that exist."""

from __future__ import annotations

from pathlib import Path

import pytest

from claimgraph.ontology import load_ontology
from claimgraph.ontology.load import CG, local_name
from claimgraph.ontology.measures import Measures, read_measures

RULES = (CG.changesOverTime, CG.countGoesOn, CG.comparedInContext)


def test_rules_are_about_measures_that_exist(measures: Measures) -> None:
    graph = load_ontology().graph
    named = {local_name(subject) for rule in RULES for subject in graph.subjects(rule)}
    assert named
    assert named <= set(measures.measures)


def test_a_count_does_not_both_change_and_go_on(measures: Measures) -> None:
    assert [name for name, each in measures.measures.items() if each.changes and each.goes_on] == []


def test_what_is_said_of_a_measure_is_read(measures: Measures) -> None:
    known = measures.measures
    assert (known["in-custody"].changes, known["deaths"].changes) == (True, False)
    assert (known["criminal-cases"].goes_on, known["deaths"].goes_on) == (True, False)
    assert (known["facilities"].in_context, known["deaths"].in_context) == (True, False)
    assert {"verify", "corroborate"} <= measures.establishing
    assert "nationwide" in measures.everywhere
    assert "spokeswoman" in measures.speaking


@pytest.mark.parametrize(("rule", "field"), [("changesOverTime", "changes"), ("countGoesOn", "goes_on")])
def test_a_measure_of_ones_own_can_say_so(tmp_path: Path, rule: str, field: str) -> None:
    own = tmp_path / "own.ttl"
    own.write_text(
        "@prefix cg: <https://w3id.org/claimgraph/ontology#> .\n"
        "@prefix measure: <https://w3id.org/claimgraph/ontology/measures#> .\n"
        "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n"
        'measure:lamps a cg:Measure ; skos:prefLabel "lamps"@en ; cg:countedWord "lamp" ;\n'
        f'    cg:{rule} true ; cg:example "The town has 30 lamps." .\n'
    )
    lamps = read_measures(load_ontology([own])).measures["lamps"]
    assert getattr(lamps, field)
    assert not lamps.in_context
