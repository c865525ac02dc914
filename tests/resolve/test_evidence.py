"""What decides beside the name: company, country, roles, time, and how many bear a name."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from claimgraph.ontology.names import NameKnowledge
from claimgraph.records import AnnotatedDocument, Resolution
from claimgraph.resolve.commonness import Commonness
from claimgraph.resolve.normal import Normal
from claimgraph.resolve.people import PersonName, parse_person

Write = Callable[..., AnnotatedDocument]
Who = Callable[..., list[str | None]]
Resolve = Callable[..., Resolution]


@pytest.fixture(scope="module")
def named(names: NameKnowledge) -> Callable[[str], PersonName]:
    normal = Normal(names)
    return lambda text: parse_person(text, normal)


def test_ministers_of_one_name_in_two_countries_are_two(write: Write, who: Who) -> None:
    found = who(
        write("In Kenya {Ali Hassan|P role=Interior Minister} spoke. Kenya is calm.", path="a"),
        write("In Peru {Ali Hassan|P role=mayor of Lima} spoke. Peru is calm.", path="b"),
        write("In Kenya {Ali Hassan|P} left. Kenya is calm.", path="c"),
    )
    assert found[0] == found[2] != found[1]


def test_one_name_in_two_countries_without_offices_is_one(write: Write, who: Who) -> None:
    found = who(
        write("In Kenya {Ali Hassan|P role=activist} spoke. Kenya is calm.", path="a"),
        write("In Peru {Ali Hassan|P role=researcher} spoke. Peru is calm.", path="b"),
    )
    assert found[0] == found[1]


def test_a_minister_abroad_is_the_minister_at_home(write: Write, who: Who) -> None:
    found = who(
        write("In Kenya {Ali Hassan|P role=Interior Minister} spoke. Kenya is calm.", path="a"),
        write("In Peru {Ali Hassan|P role=Interior Minister of Kenya} spoke. Peru is calm.", path="b"),
    )
    assert found[0] == found[1]


def test_two_established_in_two_countries_are_two_unless_in_company(write: Write, who: Who) -> None:
    at_home = [
        write(
            f"In {country}, {{Ada Moor|P}} met {{{other}|P}}. {country} is calm.", path=f"{country}{number}"
        )
        for country, others in (
            ("Kenya", ("Wanja Obi", "Otieno Ruto")),
            ("Peru", ("Inés Soto", "Raúl Prado")),
        )
        for number, other in enumerate(others)
        for _ in range(1)
    ]
    more = [
        write(
            f"In {country}, {{Ada Moor|P}} and {{{other}|P}} left. {country} is calm.", path=f"{country}{9}"
        )
        for country, other in (("Kenya", "Wanja Obi"), ("Peru", "Inés Soto"))
    ]
    found = who(*at_home, *more)[::2]
    assert found[0] == found[1] == found[4]
    assert found[2] == found[3] == found[5]
    assert found[0] != found[2]
    travels = write(
        "In Peru, {Ada Moor|P} and {Wanja Obi|P} of Kenya met {Inés Soto|P}. Peru is calm.", path="x"
    )
    assert len(set(who(*at_home, *more, travels)[::2][:6])) == 1


def test_company_decides_between_two_bearers_of_an_initial(write: Write, who: Who) -> None:
    found = who(
        write("{Marat Toktar|P} met {Wanja Obi|P} and {Otieno Ruto|P}.", path="a"),
        write("{Mikhail Toktar|P} met {Inés Soto|P} and {Raúl Prado|P}.", path="b"),
        write("{M. Toktar|P} met {Inés Soto|P} and {Raúl Prado|P}.", path="c"),
        write("{M. Toktar|P} slept.", path="d"),
    )
    assert found[6] == found[3] != found[0]
    assert found[9] not in (found[0], found[3])


def test_company_decides_which_patronymic_is_left_out(write: Write, who: Who) -> None:
    found = who(
        write("{Ivan Petrovich Orlov|P} met {Wanja Obi|P} and {Otieno Ruto|P}.", path="a"),
        write("{Ivan Sergeevich Orlov|P} met {Inés Soto|P} and {Raúl Prado|P}.", path="b"),
        write("{Ivan Orlov|P} met {Wanja Obi|P} and {Otieno Ruto|P}.", path="c"),
    )
    assert found[6] == found[0] != found[3]
    unclear = who(
        write("{Ivan Petrovich Orlov|P}", path="a"),
        write("{Ivan Sergeevich Orlov|P}", path="b"),
        write("{Ivan Orlov|P}", path="c"),
    )
    assert len(set(unclear)) == 3


def test_country_that_no_document_shows_is_told_by_company(write: Write, who: Who) -> None:
    found = who(
        write("In Kenya the {Interior Ministry|O} met {Wanja Obi|P} and {Otieno Ruto|P}. Kenya!", path="a"),
        write("In Peru the {Interior Ministry|O} met {Inés Soto|P} and {Raúl Prado|P}. Peru!", path="b"),
        write("The {Interior Ministry|O} met {Inés Soto|P} and {Raúl Prado|P}.", path="c"),
        write("The {Interior Ministry|O} slept.", path="d"),
    )
    assert found[6] == found[3] != found[0]
    assert found[9] not in (found[0], found[3])


def test_time_speaks_against_a_bearer_of_long_ago(write: Write, who: Who) -> None:
    def story(last: str) -> list[str | None]:
        return who(
            write("In Kenya {Marat Toktar|P} spoke. Kenya!", path="a", date="1995-02-03"),
            write("In Kenya {Mikhail Toktar|P} spoke. Kenya!", path="b", date="2021-02-03"),
            write(
                "In Kenya {M. Toktar|P role=clerk} met {M. Toktar|P role=clerk}. Kenya!", path="c", date=last
            ),
        )

    assert story("2021-05-01")[2] not in story("2021-05-01")[:1]


def test_a_name_is_common_where_its_parts_are(named: Callable[[str], PersonName]) -> None:
    given = [f"{a}{b}o" for a in "bdfglmnprt" for b in "aeiou"]
    family = [f"{a}{b}lkan" for a in "bdfglmnprt" for b in "aeiou"]
    everywhere = Commonness(named(f"{a} {b}") for a in given for b in family)
    assert everywhere.rarity(named(f"{given[0]} {family[0]}")) == 0
    assert everywhere.rarity(named("Zuzu Zerzan")) == 2
    assert (
        Commonness([named("Ada Moor"), named("Ada Berg"), named("Abel Moor")]).rarity(named("Ada Moor")) == 2
    )
