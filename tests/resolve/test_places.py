"""Countries in words and documents."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from claimgraph.ontology.names import NameKnowledge, folded_words
from claimgraph.records import AnnotatedDocument
from claimgraph.resolve.places import Countries, discovered_countries

Write = Callable[..., AnnotatedDocument]


@pytest.mark.parametrize(
    "text",
    [
        "The Republic of Borlan denied it.",
        "The Government of {Borlan|L} denied it.",
        "{Borlan|L}’s chief prosecutor denied it.",
        "The President of {Borlan|L}, Ada Moor, denied it.",
    ],
)
def test_a_country_that_no_list_has(text: str, write: Write, names: NameKnowledge) -> None:
    assert discovered_countries([write(text)], names) == {("borlan",): "borlan"}


@pytest.mark.parametrize(
    "text",
    ["In {Borlan|L} it rained.", "The President of Borlan Copper left.", "The city of {Borlan|L} slept."],
)
def test_what_is_no_country(text: str, write: Write, names: NameKnowledge) -> None:
    assert discovered_countries([write(text)], names) == {}


def test_a_minister_after_the_country_is_not_part_of_it(write: Write, names: NameKnowledge) -> None:
    documents = [write("President of the Republic of Borlan Ada Moor left. The Republic of Borlan slept.")]
    assert discovered_countries(documents, names) == {("borlan",): "borlan"}


@pytest.mark.parametrize(
    ("words", "kept", "country"),
    [
        ("Ministry of Justice of the Republic of Kenya", "ministry of justice", "kenya"),
        ("Kenyan Ministry of Justice", "ministry of justice", "kenya"),
        ("Borlani Ministry of Justice", "ministry of justice", "borlan"),
        ("chairman of the Borlan Miners' Union", "chairman of the miner union", "borlan"),
        ("Ministry of Justice", "ministry of justice", None),
    ],
)
def test_taking_the_country_out(words: str, kept: str, country: str | None, names: NameKnowledge) -> None:
    countries = Countries(names, {("borlan",): "borlan"})
    assert countries.taken_out(folded_words(words), anywhere=True) == (tuple(kept.split()), country)


def test_country_of_a_document(write: Write, names: NameKnowledge) -> None:
    countries = Countries(names)
    assert countries.of_document(write("Kenya slept. Kenyan police slept. Peru did not.")) == "kenya"
    assert countries.of_document(write("Kenya slept. Peru did not.")) is None
    assert countries.of_document(write("Kenya slept. Peru did not.", title="Peru: unrest")) == "peru"
    assert countries.of_document(write("Nobody slept.")) is None
