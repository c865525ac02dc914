"""Names, roles and pronouns of one document."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from claimgraph.records import AnnotatedDocument, Resolution

Write = Callable[..., AnnotatedDocument]
Who = Callable[..., list[str | None]]


def test_surname_goes_to_the_last_full_name(write: Write, who: Who) -> None:
    found = who(write("{Ada Moor|P} came. {Moor|P} left. {Ivo Moor|P} came. {Moor|P} left."))
    assert found == ["ada-moor", "ada-moor", "ivo-moor", "ivo-moor"]


def test_bare_surname_stays_with_the_one_whom_the_text_is_about(write: Write, who: Who) -> None:
    found = who(
        write(
            "{Ada Moor|P} came. {Moor|P} left. {Moor|P} is the daughter of {Ivo Moor|P}. {Moor|P} spoke. "
            "It was {Moor|P}."
        )
    )
    assert found == ["ada-moor", "ada-moor", "ada-moor", "ivo-moor", "ada-moor", "ada-moor"]


def test_bare_surname_of_two_named_alike_stays_apart(write: Write, who: Who) -> None:
    found = who(write("They met {Ada Moor|P} and {Ivo Moor|P}. {Moor|P} left."))
    assert found[2] not in (None, "ada-moor", "ivo-moor")


def test_title_decides_between_two_of_one_surname(write: Write, who: Who) -> None:
    found = who(
        write(
            "{Ada Moor|P role=Interior Minister} met {Ivo Moor|P role=chairman of the Lakes Union}. "
            "Minister {Moor|P role=Minister} spoke, union leader {Moor|P role=union leader} did not."
        )
    )
    assert found == ["ada-moor", "ivo-moor", "ada-moor", "ivo-moor"]


def test_title_after_the_surname_in_the_text(write: Write, who: Who) -> None:
    found = who(write("They asked about {Moor|P}. {Ada Moor|P}, a driller, is in custody."))
    assert found == ["ada-moor", "ada-moor"]


def test_bare_surname_stays_with_the_one_whose_sister_spoke(write: Write, who: Who) -> None:
    found = who(
        write("{Ivo Moor|P} is in custody. His sister, {Ada Moor|P role=his sister}, spoke. {Moor|P} is 46.")
    )
    assert found == ["ivo-moor", "ada-moor", "ivo-moor"]


def test_initials(write: Write, who: Who) -> None:
    found = who(write("{Viktor Lasko|P} and {Yerlan Toktar|P}. {V. Lasko|P} left. {M. Toktar|P} stayed."))
    assert found == ["viktor-lasko", "yerlan-toktar", "viktor-lasko", "m-toktar"]


@pytest.mark.parametrize(
    ("full", "short"),
    [
        ("Kim Jong-il", "Kim"),
        ("Ana Inés Soler Prado", "Soler Prado"),
        ("Rosa de la Torre", "de la Torre"),
        ("Khalid bin Nasri", "bin Nasri"),
        ("Omar al-Sabri", "al-Sabri"),
        ("Abiy Tadesse", "Abiy"),
        ("Jan van der Meer", "Van der Meer"),
    ],
)
def test_short_names_of_other_traditions(full: str, short: str, write: Write, who: Who) -> None:
    first, second = who(write(f"{{{full}|P}} came. {{{short}|P}} left."))
    assert first == second


def test_acronym_defined_in_text(write: Write, resolution: Callable[..., Resolution]) -> None:
    document = write("The {Lakes Rights Monitor|O acronym=LRM} spoke. {LRM|O} left.")
    references = resolution(document).references["a.txt"]
    assert [reference and reference.method for reference in references] == [
        "full name",
        "acronym defined in text",
    ]
    assert {each.actor for each in references if each} == {"lakes-rights-monitor"}


def test_two_names_for_one_acronym_stay_apart(write: Write, who: Who) -> None:
    found = who(
        write("{Lakes Rights Monitor|O acronym=LRM}, {Left Radical Movement|O acronym=LRM}. {LRM|O} left.")
    )
    assert len(set(found)) == 3


def test_short_institution_names(write: Write, who: Who) -> None:
    found = who(
        write(
            "{International Lakes Observatory|O} and {Ministry of Justice|O}. The {Observatory|Or} left. "
            "The {Ministry|Or} stayed. {Meridian Press|O}: {Meridian|O} reports."
        )
    )
    assert found[2:] == [found[0], found[1], found[4], found[4]]


def test_longer_name_is_not_the_same_body(write: Write, who: Who) -> None:
    found = who(
        write("{United Nations|O}, {UN|O}, {UN Human Rights Office|O}, {UN Working Group on Mines|O}.")
    )
    assert found[0] == found[1]
    assert len(set(found)) == 3


def test_ministry_of_the_publisher(write: Write, who: Who) -> None:
    publisher = "Ministry of Foreign Affairs of the Republic of Borlan"
    found = who(
        write(
            "The {Ministry of Internal Affairs|O} replied. It rained. It rained. The {Ministry|Or} notes it. "
            "Minister {Ada Moor|P role=Interior Minister} and her {ministry|Or} know.",
            publisher=publisher,
        )
    )
    assert found[1] == "ministry-of-foreign-affairs-of-the-republic-of-borlan"
    assert found[3] == found[0]


def test_ministry_just_named_is_not_the_publisher(write: Write, who: Who) -> None:
    found = who(
        write(
            "The {Ministry of Justice|O} replied. The {Ministry|Or} closed.", publisher="Ministry of Health"
        )
    )
    assert found[1] == found[0]


def test_company_is_no_ministry(write: Write, who: Who) -> None:
    found = who(write("{Borlan Copper|O} met the {Ministry of Health|O}. The {company|Or} left."))
    assert found[2] == found[0]


def test_role_of_the_president_but_not_of_a_union(write: Write, who: Who) -> None:
    found = who(
        write(
            "{Iva Lund|P role=President} and {Olo Berg|P role=president of the Lakes Union} met. "
            "The {Head of State|Pr} spoke. The {union president|Pr} left. The {Prime Minister|Pr} slept."
        )
    )
    assert found == ["iva-lund", "olo-berg", "iva-lund", "olo-berg", "prime-minister"]


def test_deputy_is_not_the_minister(write: Write, who: Who) -> None:
    found = who(write("{Ada Moor|P role=Deputy Interior Minister} spoke. The {minister|Pr} did not."))
    assert found == ["ada-moor", None]


def test_person_and_office_stay_apart(write: Write, who: Who) -> None:
    found = who(
        write(
            "{Ivan Lem|P role=Prosecutor General} of the {Prosecutor General's Office|O}. "
            "The {chief prosecutor|Pr} and the {Office|Or} spoke."
        )
    )
    assert found == ["ivan-lem", "prosecutor-generals-office", "ivan-lem", "prosecutor-generals-office"]


def test_pronouns_take_the_last_speaker(write: Write, who: Who) -> None:
    found = who(
        write(
            "{Ada Moor|P source} said that {Ivo Lem|P} left. {She|Pp source} spoke. Mister {Ivo Lem|P} came. "
            "{He|Pp source} denied it. {She|Pp source} did not. The {Lakes Fund|O} came. {It|Op source} paid."
        )
    )
    assert found == [
        "ada-moor",
        "ivo-lem",
        "ada-moor",
        "ivo-lem",
        "ivo-lem",
        "ada-moor",
        "lakes-fund",
        "lakes-fund",
    ]


def test_word_for_people_that_is_short_for_an_institution(write: Write, who: Who) -> None:
    found = who(
        write(
            "The {Northern Rights Monitor|O} wrote. The {monitor|Pr source} left. A {nurse|Pr source} came."
        )
    )
    assert found == ["northern-rights-monitor", "northern-rights-monitor", None]


def test_acronym_before_its_apposition(write: Write, who: Who) -> None:
    found = who(write("{NRM|O}, the {Northern Rights Monitor|O}, wrote. {NRM|O} left."))
    assert len(set(found)) == 1


@pytest.mark.parametrize(
    ("full", "short"),
    [
        ("Harlow University", "Harlow"),
        ("Borlan Airlines", "Borlan"),
        ("Lakes Foundation for the Arts", "Lakes Foundation"),
    ],
)
def test_shorter_names(full: str, short: str, write: Write, who: Who) -> None:
    first, second = who(write(f"The {{{full}|O}} spoke. {{{short}|O}} left."))
    assert first == second


def test_place_is_no_short_name(write: Write, who: Who) -> None:
    found = who(write("{Harlow University|O} is in {Harlow|L}. {Harlow|O} is calm."))
    assert found[0] != found[2]


def test_they_after_a_list_are_all_of_it(write: Write, resolution: Callable[..., Resolution]) -> None:
    document = write(
        "The {Lakes Fund|O}, {Borlan Relief|O} and the {Rights Monitor|O source} spoke. "
        "{They|Gp source} called for calm. {They|Gp source} left."
    )
    *_, first, second = resolution(document).references["a.txt"]
    assert first
    assert second
    assert (first.actor, first.also) == ("lakes-fund", ("borlan-relief", "rights-monitor"))
    assert (second.actor, second.also) == (first.actor, first.also)
    assert first.confidence <= 0.5


def test_they_after_two_people_with_titles_are_both(
    write: Write, resolution: Callable[..., Resolution]
) -> None:
    document = write(
        "{Ada Moor|P source} and Deputy Minister {Ivo Lem|P source role=Deputy Minister} spoke. {They|Gp source} left."
    )
    *_, they = resolution(document).references["a.txt"]
    assert they
    assert (they.actor, they.also) == ("ada-moor", ("ivo-lem",))


def test_they_are_nobody_where_a_list_is_but_spoken_of(write: Write, who: Who) -> None:
    found = who(write("{Ada Moor|P} met the {Lakes Fund|O} and {Borlan Relief|O}. {They|Gp source} spoke."))
    assert found[3] is None


def test_they_are_nobody_where_an_institution_is_no_subject(write: Write, who: Who) -> None:
    assert who(write("People left the {Lakes Fund|O}. {They|Gp source} spoke."))[1] is None


def test_apposition_is_no_list(write: Write, who: Who) -> None:
    found = who(write("The {Lakes Fund|O source}, a {Borlan Relief|O} member, spoke. {They|Gp source} left."))
    assert found[2] == "lakes-fund"


def test_pronoun_that_fits_two_alike_is_nobody(write: Write, who: Who) -> None:
    found = who(write("There {Ada Moor|P} met {Ivo Lem|P}. {He|Pp source} spoke."))
    assert found[2] is None


def test_roles_and_later_words_of_address_say_he_or_she(write: Write, who: Who) -> None:
    found = who(
        write(
            "{Ada Moor|P} met the chief spokesman of the Fund {Ivo Lem|P role=chief spokesman of the Fund}. "
            "{He|Pp source} spoke. Mrs. {Moor|P} left. {He|Pp source} did not."
        )
    )
    assert found == ["ada-moor", "ivo-lem", "ivo-lem", "ada-moor", "ivo-lem"]


def test_pronoun_without_anybody_is_nobody(write: Write, who: Who) -> None:
    assert who(write("{He|Pp source} said so. {It|Op source} said so.")) == [None, None]


def test_pronoun_does_not_reach_far(write: Write, who: Who) -> None:
    found = who(
        write("{Ada Moor|P} came. It rained. It rained. It rained. It rained. {She|Pp source} said so.")
    )
    assert found == ["ada-moor", None]


def test_we_and_i(write: Write, who: Who) -> None:
    speaker = "{Ada Moor|P says=38 role=director of the Lakes Fund}"
    quoted = f"“{{We|Op}} saw it and {{I|Pp}} wrote it down,” said {speaker}."
    found = who(write(f"The {{Lakes Fund|O}} spoke. {quoted} {{We|Op}} regret it.", publisher="Borlan Press"))
    assert found == ["lakes-fund", "lakes-fund", "ada-moor", "ada-moor", "borlan-press"]


def test_we_in_news_is_nobody(write: Write, who: Who) -> None:
    assert who(write("{We|Op} regret it.", publisher="Borlan Press", genre="news")) == [None]


def test_collectives(write: Write, who: Who) -> None:
    found = who(
        write("{officials|Gr source} said so. {Officials|Gr source} denied it.", path="a.txt"),
        write("{officials|Gr source} said so. {Kenyan authorities|Gr source} agreed.", path="b.txt"),
        write("{Kenyan authorities|Gr source} denied it.", path="c.txt"),
    )
    assert found[0] == found[1] != found[2]
    assert found[3] == found[4]


def test_places_only_where_they_speak(write: Write, who: Who) -> None:
    found = who(write("In {Kenya|L} it rained. {Kenya|L source} denied it. {Kenyan|N} police came."))
    assert found == [None, "kenya", None]


def test_country_and_its_government(write: Write, who: Who) -> None:
    found = who(
        write("The {Government of Kenya|O} spoke. {Kenya|L source} denied it. The {State|Or} must act.")
    )
    assert len(set(found)) == 1


def test_one_slip_of_the_label_makes_no_second_actor(write: Write, who: Who) -> None:
    found = who(write("{Human Lakes Watch|O}, {Human Lakes Watch|O} and {Human Lakes Watch|P}."))
    assert len(set(found)) == 1


def test_ministry_only_mentioned_is_not_the_one_that_goes_on_speaking(write: Write, who: Who) -> None:
    found = who(
        write(
            "The {Ministry of Health|O source} replied. It had asked the {Ministry of Justice|O} for help. "
            "The {Ministry|Or source} added this."
        )
    )
    assert found[2] == found[0]


def test_ministry_that_was_the_last_subject_goes_on(write: Write, who: Who) -> None:
    found = who(
        write(
            "The {Ministry of Health|O source} replied. The {Ministry of Justice|O source} did not. "
            "The {Ministry|Or source} added this.",
            publisher="Ministry of Health",
        )
    )
    assert found[2] == found[1]


def test_agency_is_not_short_for_a_news_service_that_bears_its_name(write: Write, who: Who) -> None:
    found = who(write("{UN|O} troops came, {UN News|O} wrote."))
    assert found[0] != found[1]


def test_slash_inside_an_acronym(write: Write, who: Who) -> None:
    found = who(write("{NV/SV|O} wrote. {Northern Voice/Southern Voice|O} is a radio."))
    assert found[0] == found[1]
