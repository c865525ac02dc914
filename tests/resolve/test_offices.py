"""Offices without a named holder: an actor of their own, unless it is known who holds them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from claimgraph.ontology.names import NameKnowledge
from claimgraph.records import AnnotatedDocument, Resolution
from claimgraph.resolve import resolve
from claimgraph.resolve.roles import Role

Write = Callable[..., AnnotatedDocument]
Who = Callable[..., list[str | None]]


class Known:
    """One holder of one office, as an ontology of known actors might know it."""

    def __init__(self, name: str, word: str, country: str, since: str) -> None:
        self._name, self._office, self._since = name, (frozenset({word}), country), since

    def holder(self, role: Role, country: str | None, date: str | None) -> str | None:
        known = (role.words, country) == self._office and date is not None and date >= self._since
        return self._name if known else None


def test_office_is_apart_from_its_institution(write: Write, resolution: Callable[..., Resolution]) -> None:
    found = resolution(
        write(
            "In Kenya the {Prosecutor General|Pr source} spoke. The {Prosecutor General's Office|O} did not. "
            "The {Prosecutor General|Pr source} left."
        )
    )
    office, institution, again = found.references["a.txt"]
    assert office
    assert institution
    assert again
    assert office.actor == again.actor == "prosecutor-general-kenya"
    assert institution.actor == "prosecutor-generals-office"
    actor = found.actors[office.actor]
    assert (actor.name, actor.label, actor.roles) == (
        "Prosecutor General (Kenya)",
        "Person",
        ("Prosecutor General",),
    )
    assert office.method == "office without a named holder"


@pytest.mark.parametrize(
    "role", ["lawyer", "minister", "union leader", "former president", "deputy interior minister"]
)
def test_role_of_many_is_nobody(role: str, write: Write, who: Who) -> None:
    assert who(write(f"In Kenya the {{{role}|Pr source}} spoke.")) == [None]


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("Kenya's {interior minister|Pr source} spoke.", "interior-minister-kenya"),
        (
            "The Kenyan {Interior Minister|Pr source} spoke in Peru. Peru is calm. Peru.",
            "interior-minister-kenya",
        ),
        ("The {Minister of Justice|Pr source} of Kenya spoke.", "minister-of-justice-of-kenya"),
        ("The {mayor|Pr source} of Vardelin spoke.", "mayor-of-vardelin"),
        ("The {president|Pr source} of the Lakes Union spoke.", "president-of-the-lakes-union"),
        ("It rained. The {Ombudsperson|Pr source} spoke.", "ombudsperson"),
    ],
)
def test_whose_office_it_is(text: str, actor: str, write: Write, who: Who) -> None:
    assert who(write(text)) == [actor]


def test_one_office_in_two_documents_on_a_country(write: Write, who: Who) -> None:
    found = who(
        write("In Kenya the {Prosecutor General|Pr source} spoke.", path="a"),
        write("In Kenya the {chief prosecutor|Pr source} spoke.", path="b"),
        write("In Peru the {Prosecutor General|Pr source} spoke.", path="c"),
        write("The {Prosecutor General|Pr source} spoke.", path="d"),
    )
    assert found[0] == found[1]
    assert len(set(found)) == 3


def test_holder_named_in_another_document_leaves_no_office(
    write: Write, resolution: Callable[..., Resolution]
) -> None:
    found = resolution(
        write("In Kenya President {Iva Lund|P role=President} spoke.", path="a"),
        write("In Kenya the {President|Pr source} slept.", path="b"),
    )
    (reference,) = found.references["b"]
    assert reference
    assert (reference.actor, reference.method) == ("iva-lund", "role given in another document")
    assert set(found.actors) == {"iva-lund"}


def test_holder_of_another_time_is_not_the_holder(write: Write, who: Who) -> None:
    found = who(
        write("In Kenya President {Iva Lund|P role=President} spoke.", path="a", date="2015-03-01"),
        write("In Kenya President {Olo Berg|P role=President} spoke.", path="b", date="2022-03-01"),
        write("In Kenya the {President|Pr source} spoke.", path="c", date="2022-01-01"),
        write("In Kenya the {President|Pr source} spoke.", path="d", date="2015-02"),
        write("In Kenya the {President|Pr source} spoke.", path="e", date="2019-02-01"),
        write("In Kenya the {President|Pr source} spoke.", path="f"),
    )
    assert found == ["iva-lund", "olo-berg", "olo-berg", "iva-lund", "president-kenya", "president-kenya"]


def test_short_form_of_an_office_is_the_office(write: Write, who: Who) -> None:
    found = who(
        write(
            "In Kenya the {Interior Minister|Pr source} spoke. The {minister|Pr source} left. {He|Pp source} slept."
        )
    )
    assert found == ["interior-minister-kenya"] * 3


def test_institutions_that_a_country_has_one_of(write: Write, resolution: Callable[..., Resolution]) -> None:
    found = resolution(
        write(
            "In Kenya the {army|Or source} spoke. The {interior ministry|Or source} left. The {ministry|Or source} "
            "came. The {committee|Or source} did not.",
            path="a",
        ),
        write("In Kenya the {Ministry of Internal Affairs|O} spoke.", path="b"),
        write("The {army|Or source} spoke.", path="c"),
    )
    army, ministry, short, committee = found.references["a"]
    assert army
    assert ministry
    assert short
    assert (army.actor, army.method) == ("army-kenya", "institution of the document's country")
    assert found.actors[army.actor].label == "Organization"
    assert (ministry.actor, ministry.method) == (
        "ministry-of-internal-affairs",
        "institution named in another document",
    )
    assert short.actor == ministry.actor
    assert committee is None
    assert found.references["c"] == (None,)


@pytest.mark.parametrize(
    ("date", "actor"),
    [("2022-02", "iva-lund"), ("2019-01-01", "head-of-state-kenya"), (None, "head-of-state-kenya")],
)
def test_known_holder_at_the_date(date: str | None, actor: str, write: Write, names: NameKnowledge) -> None:
    document = write(
        "In Kenya the {President|Pr source} spoke. The {Head of State|Pr source} left.", date=date
    )
    found = resolve([document], names=names, holders=Known("Iva Lund", "headofstate", "kenya", "2020"))
    assert [each and each.actor for each in found.references["a.txt"]] == [actor, actor]
    assert set(found.actors) == {actor}


def test_known_holder_is_the_one_whom_a_document_names(write: Write, names: NameKnowledge) -> None:
    documents = [
        write("In Kenya the {President|Pr source} spoke.", path="a", date="2022-02-03"),
        write("{Iva Lund|P} came to Kenya. {Lund|P} left.", path="b"),
    ]
    found = resolve(documents, names=names, holders=Known("Iva Lund", "headofstate", "kenya", "2020"))
    (reference,) = found.references["a"]
    assert reference
    assert (reference.actor, reference.method) == (
        "iva-lund",
        "known to hold the role at the document's date",
    )
    assert len(found.actors) == 1
    assert found.actors["iva-lund"].reasons[0].method == "full name"


def test_documents_come_before_what_is_known(write: Write, names: NameKnowledge) -> None:
    document = write(
        "In Kenya President {Ada Moor|P role=President} spoke. The {Head of State|Pr source} left.",
        date="2022-02-03",
    )
    found = resolve([document], names=names, holders=Known("Iva Lund", "headofstate", "kenya", "2020"))
    assert [each and each.actor for each in found.references["a.txt"]] == ["ada-moor", "ada-moor"]
