from __future__ import annotations

import pytest

from claimgraph.ontology.measures import Measures
from claimgraph.relate.scopes import WHOLE, ScopeReader


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("police officers", "soldiers"),
        ("minors", "children"),
        ("in Vardelin", "in the city of Vardelin"),
        ("police officers; in Tarn", "in Tarn; police officers"),
    ],
)
def test_words_for_the_same_are_one_scope(measures: Measures, one: str, other: str) -> None:
    scopes = ScopeReader(measures)
    assert scopes.read(one, "deaths") == scopes.read(other, "deaths") != WHOLE


@pytest.mark.parametrize(
    ("one", "other"),
    [("in Tarn", "in the Tarn region"), ("children", "police officers"), ("in Tarn", "in Ostby")],
)
def test_other_scopes_do_not_narrow_each_other(measures: Measures, one: str, other: str) -> None:
    scopes = ScopeReader(measures)
    left, right = scopes.read(one, "deaths"), scopes.read(other, "deaths")
    assert not left.narrows(right)
    assert not right.narrows(left)
    assert left.narrows(WHOLE)


def test_a_scope_with_more_words_narrows_one_with_fewer(measures: Measures) -> None:
    scopes = ScopeReader(measures)
    assert scopes.read("children; in Tarn", "deaths").narrows(scopes.read("children", "deaths"))


def test_what_the_measure_says_already_narrows_nothing(measures: Measures) -> None:
    scopes = ScopeReader(measures)
    assert scopes.read("in custody", "in-custody") == WHOLE
    assert scopes.read("in custody", "deaths") != WHOLE


def test_labels_are_written_as_the_texts_write_them(measures: Measures) -> None:
    scopes = ScopeReader(measures)
    assert (
        scopes.label(scopes.read("on Mill Square; former detainees", "deaths"))
        == "former detainees, Mill Square"
    )
    assert scopes.label(scopes.read(None, "compensation", "demand")) == "demand"
