from __future__ import annotations

import time
from pathlib import Path

import pytest
from rdflib import RDF, URIRef

from claimgraph.errors import OntologyError
from claimgraph.ontology.boilerplate import Boilerplate, plain_line, read_boilerplate
from claimgraph.ontology.load import CG, load_ontology

ENTRY = """@prefix cg: <https://w3id.org/claimgraph/ontology#> .
@prefix my: <https://example.org/my#> .

my:Notice a cg:BoilerplateLine ;
"""


@pytest.fixture(scope="module")
def boilerplate() -> Boilerplate:
    return read_boilerplate(load_ontology())


@pytest.mark.parametrize("kind", [CG.BoilerplateLine, CG.ContentLine, CG.PlaceholderTitle])
def test_every_entry_has_examples_that_hold(kind: URIRef) -> None:
    ontology = load_ontology()
    boilerplate = read_boilerplate(ontology)
    taken = {
        CG.BoilerplateLine: boilerplate.is_boilerplate,
        CG.ContentLine: lambda line: bool(boilerplate.content.fullmatch(plain_line(line))),
        CG.PlaceholderTitle: boilerplate.is_placeholder,
    }[kind]
    entries = list(ontology.graph.subjects(RDF.type, kind))
    assert entries
    for entry in entries:
        examples, others = ontology.words(entry, CG.example), ontology.words(entry, CG.counterExample)
        assert examples
        assert others
        assert [line for line in examples if not taken(line)] == []
        assert [line for line in others if taken(line)] == []


@pytest.mark.parametrize(
    "line",
    [
        "SKIP TO MAIN CONTENT",
        "  * [Read more](https://example.org/x)",
        "Accept All Cookies",
        "Tweet",
        "Press contacts",
        "Your monthly gift can help free a prisoner.",
        "SHARE ON WHATSAPP",
        "Subscribe to our newsletter",
        "Region / Country",
        "Don’t miss: nine lives",
        "Photo credit: Example / Agency",
        "READ THE FULL STATEMENT IN ENGLISH AND FRENCH",
    ],
)
def test_page_furniture_is_recognised(boilerplate: Boilerplate, line: str) -> None:
    assert boilerplate.is_boilerplate(line)


@pytest.mark.parametrize(
    "line",
    [
        "",
        "   ",
        "---",
        "We use cookies to track dissidents, the minister said.",
        "Nobody left.",
        "Sampletown",
        "Please read the full statement of the ministry before the hearing begins.",
        "Ends justify means, he wrote.",
        "Home was where the soldiers found him.",
        "Contact with the pit was lost.",
        "Print shops were closed.",
        "Your gifts to the governor are bribes.",
        "Share the burden, the bishop told the miners.",
        "Search of the pit ended.",
    ],
)
def test_sentences_are_not(boilerplate: Boilerplate, line: str) -> None:
    assert not boilerplate.is_boilerplate(line)


def test_no_pattern_takes_time_that_grows_with_the_square(boilerplate: Boilerplate) -> None:
    start = time.perf_counter()
    for seed in (
        "we use cookies ",
        "home > ",
        "share facebook ",
        "By Ana Example and ",
        "Read more. you. ",
        "© 2021 ",
        "a ",
    ):
        for _ in range(50):
            boilerplate.is_boilerplate((seed * 100)[:590] + "!")
    assert time.perf_counter() - start < 5  # seconds


@pytest.mark.parametrize(
    ("rest", "reason"),
    [
        ('  cg:linePattern "(unclosed" ; cg:example "x" .', "is not a regular expression"),
        ('  cg:linePattern "(a)b" ; cg:example "ab" .', r"has a capturing group; write \(\?:\.\.\.\)"),
        ('  cg:linePattern "ab" ; cg:example "abc" .', "no cg:linePattern matches its cg:example 'abc'"),
        ('  cg:linePattern "ab.*" ; cg:counterExample "abc" .', "matches its cg:counterExample 'abc'"),
        ('  cg:example "ab" .', "has no cg:linePattern"),
    ],
)
def test_a_wrong_entry_is_named_by_file_and_line(tmp_path: Path, rest: str, reason: str) -> None:
    path = tmp_path / "mine.ttl"
    path.write_text(ENTRY + rest)
    with pytest.raises(OntologyError, match=rf"mine\.ttl, line 4: .*{reason}"):
        read_boilerplate(load_ontology([path]))


def test_a_users_pattern_is_used(tmp_path: Path, boilerplate: Boilerplate) -> None:
    line = "This bulletin is printed on recycled paper"
    assert not boilerplate.is_boilerplate(line)
    path = tmp_path / "mine.ttl"
    path.write_text(
        ENTRY + f'  cg:linePattern "this bulletin is printed on .{{1,40}}" ; cg:example "{line}" .'
    )
    assert read_boilerplate(load_ontology([path])).is_boilerplate(line)
