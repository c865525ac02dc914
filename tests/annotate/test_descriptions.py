"""What the words beside a name call it."""

from __future__ import annotations

import pytest

from claimgraph.annotate.descriptions import described_as
from claimgraph.annotate.knowledge import Knowledge, read_knowledge
from claimgraph.annotate.name_patterns import flatten
from claimgraph.annotate.names import Name, NameList
from claimgraph.annotate.repeats import agree_on_labels
from claimgraph.ontology import CG, load_ontology

PERSON = str(CG.Person)


@pytest.fixture(scope="module")
def know() -> Knowledge:
    return read_knowledge(load_ontology())


@pytest.mark.parametrize(
    ("text", "described"),
    [
        ("Hydro Montavia, the state company, denied it.", CG.Company),
        ("Hydro Montavia, a rights group, denied it.", CG.NonGovernmentalOrganization),
        ("Hydro Montavia, a rights group based in Vardelin, denied it.", CG.NonGovernmentalOrganization),
        ("Hydro Montavia (an opposition newspaper) denied it.", CG.MediaOrganization),
        ("Hydro Montavia, Borlan's largest trade union, denied it.", CG.TradeUnion),
        ("Hydro Montavia is a small political party that won.", CG.PoliticalParty),
        ("The state company Hydro Montavia denied it.", CG.Company),
        ("It was closed by the local newspaper Hydro Montavia.", CG.MediaOrganization),
        ("Hydro Montavia, the company director, denied it.", None),
        ("Hydro Montavia, a member of the company, denied it.", None),
        ("Hydro Montavia, the company, and the union denied it.", None),
        ("Hydro Montavia, the court heard, was away.", None),
        ("Hydro Montavia, a company, and a union denied it.", None),
        ("They told the state company Hydro Montavia was away.", None),
        ("Hydro Montavia is in the company.", None),
        ("Hydro Montavia, a University of Vardelin graduate, left.", None),
    ],
)
def test_what_a_name_is_called(text: str, described: str | None, know: Knowledge) -> None:
    start = text.index("Hydro Montavia")
    name = Name(start, start + len("Hydro Montavia"), "Person", PERSON, "model")
    assert described_as(flatten(text), name, know) == (None if described is None else str(described))


def _read(text: str, *found: str, know: Knowledge) -> list[tuple[str, str]]:
    flat, names, place = flatten(text), NameList(), 0
    for each in found:
        place = flat.index(each, place)
        names.add(Name(place, place + len(each), "Person", PERSON, "model"))
        place += len(each)
    agree_on_labels(flat, names, know)
    return [(name.label, name.actor_class.rpartition("#")[2]) for name in names]


def test_a_description_counts_wherever_the_name_is_written(know: Knowledge) -> None:
    text = (
        "Hydro Montavia came. Hydro Montavia left. Hydro Montavia, the state company, slept. Montavia spoke."
    )
    found = _read(text, "Hydro Montavia", "Hydro Montavia", "Hydro Montavia", "Montavia", know=know)
    assert found == [*[("Organization", "Company")] * 3, ("Organization", "Organization")]


def test_a_person_stays_a_person(know: Knowledge) -> None:
    text = "Mr. Ada Moor, a state company, it said. Ada Moor left."
    assert {label for label, _ in _read(text, "Ada Moor", "Ada Moor", know=know)} == {"Person"}


def test_a_surname_stays_a_persons(know: Knowledge) -> None:
    text = "Hydro Montavia, the state company, slept. Ada Montavia spoke. Montavia left."
    found = _read(text, "Hydro Montavia", "Ada Montavia", "Montavia", know=know)
    assert [label for label, _ in found] == ["Organization", "Person", "Person"]
