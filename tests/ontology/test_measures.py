from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from claimgraph.annotate.pipeline import load_pipeline
from claimgraph.errors import OntologyError
from claimgraph.ontology import load_ontology
from claimgraph.ontology.measures import read_measures
from claimgraph.records import AnnotatedDocument, Document

MEASURES = read_measures(load_ontology())
HEADER = (
    "@prefix cg: <https://w3id.org/claimgraph/ontology#> .\n"
    "@prefix measure: <https://w3id.org/claimgraph/ontology/measures#> .\n"
    "@prefix number: <https://w3id.org/claimgraph/ontology/numbers#> .\n"
    "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n"
)
Annotate = Callable[..., AnnotatedDocument]


@pytest.mark.parametrize(
    ("measure", "example"), [(m.name, e) for m in MEASURES.measures.values() for e in m.examples]
)
def test_the_first_figure_of_an_example_has_its_measure(
    annotate: Annotate, measure: str, example: str
) -> None:
    assert [figure.measure for figure in annotate(example).figures][:1] == [measure]


@pytest.mark.parametrize(("example", "operator"), MEASURES.operator_examples.items())
def test_the_first_figure_of_an_example_has_its_operator(
    annotate: Annotate, example: str, operator: str
) -> None:
    assert [figure.op for figure in annotate(example).figures][:1] == [operator]


def test_every_measure_that_is_found_by_words_has_an_example() -> None:
    silent = [m.name for m in MEASURES.measures.values() if not m.examples and not m.needs_trigger]
    assert silent == []


def test_tops_lead_to_the_broadest_measures() -> None:
    assert MEASURES.tops("sentenced") == {"people"}
    assert MEASURES.tops("officers-charged") == {"people"}
    assert "detained" in MEASURES.above("arrested")


def test_a_users_measure_unit_and_operator_are_used_without_code(tmp_path: Path) -> None:
    extra = tmp_path / "mine.ttl"
    extra.write_text(
        HEADER
        + 'measure:blacklisted a cg:Measure ; skos:prefLabel "blacklisted"@en ;\n'
        + '    skos:broader measure:people ; cg:triggerWord "blacklist" .\n'
        + 'number:thaler a cg:Unit ; cg:unitOf measure:money ; cg:unitName "XTH" ; cg:unitWord "thaler" .\n'
        + 'number:scarcely a cg:Operator ; cg:symbol "<" ; cg:phraseBefore "scarcely" .\n',
        encoding="utf-8",
    )
    text = "The agency blacklisted scarcely 40 teachers and fined them 900 thaler."
    document = Document(path="a.txt", text=text)
    (plain,) = load_pipeline().annotate([document])
    (found,) = load_pipeline(ontology=[extra]).annotate([document])
    assert [(f.op, f.value, f.measure) for f in plain.figures][:1] == [("=", 40, "people")]
    assert [(f.op, f.value, f.measure, f.unit) for f in found.figures] == [
        ("<", 40, "blacklisted", None),
        ("=", 900, "fines", "XTH"),
    ]


@pytest.mark.parametrize(
    ("body", "line", "reason"),
    [
        ('measure:x a cg:Measure ;\n cg:countedWord "x" .', 5, "no skos:prefLabel"),
        ('measure:x a cg:Measure ; skos:prefLabel "x"@en .', 5, "can never be found"),
        (
            '\nmeasure:x a cg:Measure ; skos:prefLabel "x"@en ; cg:countedWord "x" ;\n'
            " skos:broader measure:nothing .",
            6,
            "nothing, which is no cg:Measure",
        ),
        (
            'measure:x a cg:Measure ; skos:prefLabel "x"@en ; cg:countedWord "x" ; skos:broader measure:x .',
            5,
            "broader than itself",
        ),
        (
            'measure:x a cg:Measure ; skos:prefLabel "x"@en ; cg:countedWord "complaint" .',
            5,
            "complaint",
        ),
        ('number:x a cg:Operator ; cg:symbol "=>" ; cg:phraseBefore "x" .', 5, "needs one cg:symbol"),
        ('number:x a cg:Operator ; cg:symbol "=" .', 5, "no cg:phraseBefore"),
        ('number:x a cg:Operator ; cg:symbol "=" ; cg:phraseBefore "more than" .', 5, "more than"),
        ('number:x a cg:Unit ; cg:unitName "x" ; cg:unitWord "x" .', 5, "one cg:unitOf"),
        ('number:x a cg:Unit ; cg:unitName "x" ; cg:unitOf measure:nope ; cg:unitWord "x" .', 5, "nope"),
        ('number:x a cg:NumberWord ; cg:number "many" ; cg:numberWord "x" .', 5, "one whole number"),
        ("number:x a cg:Scale ; cg:number 20 .", 5, "no cg:numberWord"),
    ],
)
def test_a_wrong_entry_is_named_with_file_and_line(tmp_path: Path, body: str, line: int, reason: str) -> None:
    extra = tmp_path / "wrong.ttl"
    extra.write_text(HEADER + body + "\n", encoding="utf-8")
    with pytest.raises(OntologyError) as raised:
        read_measures(load_ontology([extra]))
    assert reason in str(raised.value)
    assert (raised.value.path, raised.value.line) == (str(extra), line)
