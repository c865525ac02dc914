from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimgraph.annotate.vague import VagueReader
from claimgraph.errors import OntologyError
from claimgraph.ontology import load_ontology
from claimgraph.ontology.measures import read_measures
from claimgraph.records import AnnotatedDocument

MEASURES = read_measures(load_ontology())
WORDS = MEASURES.numbers
READER = VagueReader(WORDS)
Annotate = Callable[..., AnnotatedDocument]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("several hundred people", [("several hundred", 200, 900)]),
        ("a few dozen shops", [("a few dozen", 24, 60)]),
        ("Dozens were held; hundreds fled", [("Dozens", 24, 99), ("hundreds", 200, 900)]),
        ("tens of\nthousands of homes", [("tens of\nthousands", 20_000, 90_000)]),
        ("hundreds of thousands", [("hundreds of thousands", 200_000, 900_000)]),
        ("several hundred thousand", [("several hundred thousand", 200_000, 900_000)]),
        ("many thousands", [("many thousands", 2000, 9000)]),
        ("a couple of hundred", [("a couple of hundred", 200, 300)]),
        ("scores of villages, a handful of doctors", [("scores", 40, 99), ("a handful", 2, 6)]),
        ("she scores twice; several people; a few; in the 1990s; two thousand; a hundred", []),
    ],
)
def test_vague_amounts_have_their_interval(text: str, found: list[tuple[str, int, int | None]]) -> None:
    assert [(text[n.start : n.end], n.value, n.max) for n in READER.find(text)] == found


@given(
    factor=st.sampled_from(sorted(WORDS.vague_factors)),
    scale=st.sampled_from(sorted(word for word in WORDS.scales if not word.endswith("s"))),
    style=st.sampled_from([str.lower, str.capitalize, str.upper]),
    space=st.sampled_from([" ", "\n", "\u00a0"]),
)
def test_a_factor_multiplies_any_scale(
    factor: str, scale: str, style: Callable[[str], str], space: str
) -> None:
    written = style(f"{factor} {scale}").replace(" ", space)
    low, high = WORDS.vague_factors[factor]
    size = WORDS.scales[scale]
    (number,) = READER.find(f"They saw {written} of them.")
    assert (number.value, number.max) == (low * size, high * size)
    assert (number.start, number.end) == (9, 9 + len(written))


@pytest.mark.parametrize(("example", "ends"), MEASURES.vague_examples.items())
def test_the_example_of_a_vague_word_is_a_vague_figure(
    annotate: Annotate, example: str, ends: tuple[int, int]
) -> None:
    first = annotate(example).figures[0]
    assert first.vague
    assert first.op == "~"
    assert first.measure is not None
    assert first.max is not None
    # A factor has been multiplied by the scale word after it.
    assert first.value / ends[0] == first.max / ends[1] >= 1


def test_every_vague_word_has_an_example() -> None:
    ends = {*WORDS.vague_amounts.values(), *WORDS.vague_factors.values()}
    assert ends == set(MEASURES.vague_examples.values())


def test_numbers_are_not_vague(annotate: Annotate) -> None:
    found = annotate("The flood killed 12 people, about two hundred were hurt and hundreds fled.")
    assert [(f.value, f.vague) for f in found.figures] == [(12, False), (200, False), (200, True)]


def test_a_vague_amount_of_money_has_its_currency(annotate: Annotate) -> None:
    (figure,) = annotate("Donors pledged millions of dollars.").figures
    assert (figure.unit, figure.measure, figure.vague) == ("USD", "aid", True)


def test_vague_amounts_of_time_are_none(annotate: Annotate) -> None:
    assert annotate("They waited for hundreds of years and several dozen days.").figures == ()


@pytest.mark.parametrize(
    ("entry", "reason"),
    [
        ('number:x a cg:VagueAmount ; cg:lowest 9 ; cg:highest 2 ; cg:numberWord "x" .', "not below it"),
        ('number:x a cg:VagueFactor ; cg:lowest 2 ; cg:numberWord "x" .', "cg:highest"),
        ("number:x a cg:VagueAmount ; cg:lowest 2 ; cg:highest 9 .", "no cg:numberWord"),
        ('number:x a cg:Operator ; cg:symbol "~" ; cg:phraseBefore "x" ; cg:tolerance 3 .', "cg:tolerance"),
    ],
)
def test_a_wrong_interval_is_named(tmp_path: Path, entry: str, reason: str) -> None:
    extra = tmp_path / "wrong.ttl"
    extra.write_text(
        "@prefix cg: <https://w3id.org/claimgraph/ontology#> .\n"
        f"@prefix number: <https://w3id.org/claimgraph/ontology/numbers#> .\n{entry}\n",
        encoding="utf-8",
    )
    with pytest.raises(OntologyError, match=reason):
        read_measures(load_ontology([extra]))


def test_about_reaches_a_stated_part_of_its_number() -> None:
    assert 0 < MEASURES.tolerance < 0.5
