"""Known actors: names that are one, kinds, identifiers, holders of offices; and that judgements come first."""

from __future__ import annotations

from collections.abc import Callable
from itertools import permutations
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimgraph.ontology import CG
from claimgraph.ontology.known_actors import HeldOffice, KnownActor, KnownActors
from claimgraph.ontology.names import NameKnowledge
from claimgraph.records import AnnotatedDocument, Resolution
from claimgraph.resolve import resolve
from claimgraph.resolve.judgements import Judgement

MEDICS = KnownActor(
    iri="https://example.org/#medics",
    name="Northern Medics",
    names=("Northern Medics", "Médicos del Norte", "MDN"),
    actor_class=str(CG.NonGovernmentalOrganization),
    label="Organization",
    same_as=("https://example.org/Q1",),
)
PRESIDENT = KnownActor(
    iri="https://example.org/#lund",
    name="Iva Lund",
    names=("Iva Lund", "Iva Maria Sørensen"),
    actor_class=str(CG.Person),
    label="Person",
    same_as=("https://example.org/Q2",),
    offices=(HeldOffice("President", "Kenya", "2020-01-01", "2021-12-31"),),
)
JUSTICE = KnownActor(
    iri="https://example.org/#justice",
    name="Ministry of Justice",
    names=("Ministry of Justice", "Wizara ya Sheria"),
    actor_class=str(CG.Ministry),
    label="Organization",
    country="Kenya",
    same_as=("https://example.org/Q3",),
)
KNOWN = KnownActors((MEDICS, PRESIDENT, JUSTICE))
Write = Callable[..., AnnotatedDocument]


@pytest.fixture
def found(names: NameKnowledge) -> Callable[..., Resolution]:
    def run(*documents: AnnotatedDocument, known: KnownActors = KNOWN, **more: Any) -> Resolution:
        return resolve(documents, names=names, known=known, **more)

    return run


def who(resolution: Resolution) -> list[str | None]:
    return [
        each.actor if each else None
        for path in sorted(resolution.references)
        for each in resolution.references[path]
    ]


def test_the_names_of_a_known_actor_are_one(write: Write, found: Callable[..., Resolution]) -> None:
    documents = (
        write("{Northern Medics|O} left.", path="a.txt"),
        write("{Médicos del Norte|O} left.", path="b.txt"),
        write("{MDN|O} left.", path="c.txt"),
    )
    resolution = found(*documents)
    assert len(set(who(resolution))) == 1
    (actor,) = resolution.actors.values()
    assert actor.actor_class == str(CG.NonGovernmentalOrganization)
    assert actor.same_as == ("https://example.org/Q1",)
    assert any("known actor Northern Medics" in reason.method for reason in actor.reasons)
    assert len(set(who(found(*documents, known=KnownActors())))) > 1


def test_the_order_of_documents_makes_no_difference(write: Write, found: Callable[..., Resolution]) -> None:
    documents = [
        write("{Northern Medics|O} met {Iva Lund|P}.", path="a.txt"),
        write("{Médicos del Norte|O} met {Iva Maria Sørensen|P}.", path="b.txt"),
        write("{MDN|O} left.", path="c.txt"),
    ]
    results = [found(*order) for order in permutations(documents)]
    assert all(each == results[0] for each in results)


def test_the_kind_of_a_known_actor_wins(write: Write, found: Callable[..., Resolution]) -> None:
    resolution = found(write("{Northern Medics|P} left."))
    assert [actor.label for actor in resolution.actors.values()] == ["Organization"]


def test_an_acronym_that_a_document_defines_otherwise_is_not_the_known_one(
    write: Write, found: Callable[..., Resolution]
) -> None:
    resolution = found(
        write("{Miners of Dunmore North|O acronym=MDN} left.", path="a.txt"),
        write("{MDN|O} left.", path="b.txt"),
        write("{Northern Medics|O} left.", path="c.txt"),
    )
    first, second, third = who(resolution)
    assert second != third
    assert resolution.actors[str(third)].same_as
    assert not resolution.actors[str(first)].same_as


def test_a_ministry_is_the_known_one_in_its_own_country_only(
    write: Write, found: Callable[..., Resolution]
) -> None:
    kenyan = "The {Ministry of Justice|O} of Kenya wrote to Kenya. Kenya is calm. {Wizara ya Sheria|O} too."
    ugandan = "The {Ministry of Justice|O} of Uganda wrote. Uganda is calm."
    resolution = found(write(kenyan, path="a.txt"), write(ugandan, path="b.txt"))
    first, second, third = who(resolution)
    assert first == second != third
    assert resolution.actors[str(first)].same_as == ("https://example.org/Q3",)
    assert not resolution.actors[str(third)].same_as


def test_a_surname_alone_is_nobody_known(write: Write, found: Callable[..., Resolution]) -> None:
    resolution = found(write("{Lund|P} left."))
    assert not [actor for actor in resolution.actors.values() if actor.same_as]


def test_of_two_known_bearers_of_a_name_neither_is_taken(
    write: Write, found: Callable[..., Resolution]
) -> None:
    twin = KnownActor(
        iri="https://example.org/#other", name="Iva Lund", names=("Iva Lund",), actor_class=str(CG.Person), label="Person",
        same_as=("https://example.org/Q9",),
    )  # fmt: skip
    resolution = found(write("{Iva Lund|P} left."), known=KnownActors((PRESIDENT, twin)))
    assert [actor.same_as for actor in resolution.actors.values()] == [()]


KENYA = "Kenya is calm. The {President|Pr source} spoke. Kenya rejoiced."


@pytest.mark.parametrize(
    ("date", "name"),
    [
        ("2021-06-01", "Iva Lund"),
        ("2021-12", "Iva Lund"),
        ("2022-01-01", None),
        (None, None),
    ],
)
def test_the_president_is_who_held_the_office_on_the_day(
    write: Write, found: Callable[..., Resolution], date: str | None, name: str | None
) -> None:
    resolution = found(write(KENYA, date=date))
    names = {actor.name: actor.same_as for actor in resolution.actors.values()}
    assert ("Iva Lund" in names) == (name is not None)
    if name:
        assert names[name] == ("https://example.org/Q2",)


def test_who_is_introduced_as_president_comes_before_who_is_known(
    write: Write, found: Callable[..., Resolution]
) -> None:
    text = "Kenya is calm. {Ada Moor|P role=President} came. The {President|Pr source} spoke."
    resolution = found(write(text, date="2021-06-01"))
    assert set(who(resolution)) == {"ada-moor"}


@pytest.mark.parametrize(
    "rows",
    [
        [("Northern Medics", "Médicos del Norte", "different")],
        [("Northern Medics", "Médicos del Norte", "different"), ("MDN", "Northern Medics", "same")],
        [("Northern Medics", "Other Medics", "same"), ("Other Medics", "Médicos del Norte", "different")],
    ],
)
def test_what_people_judge_different_no_known_name_makes_one(
    write: Write, found: Callable[..., Resolution], rows: list[tuple[str, str, Any]]
) -> None:
    documents = [
        write(f"{{{name}|O}} left.", path=f"{number}.txt")
        for number, name in enumerate(("Northern Medics", "Médicos del Norte", "MDN", "Other Medics"))
    ]
    resolution = found(*documents, judgements=[Judgement(*row) for row in rows])
    first, second, *_ = who(resolution)
    assert first != second
    assert not resolution.unapplied


WORDS = st.sampled_from(["Northern Medics", "Médicos del Norte", "MDN", "Eastern Medics", "Dunmore Fund"])


@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_a_judgement_always_comes_before_what_is_known(
    write: Write, names: NameKnowledge, data: st.DataObject
) -> None:
    surfaces = data.draw(st.lists(WORDS, min_size=2, max_size=5, unique=True))
    documents = [write(f"{{{name}|O}} left.", path=f"{i}.txt") for i, name in enumerate(surfaces)]
    left, right = data.draw(st.permutations(surfaces))[:2]
    others = data.draw(st.lists(st.tuples(WORDS, WORDS).filter(lambda pair: pair[0] != pair[1]), max_size=2))
    rows = [Judgement(left, right, "different"), *(Judgement(a, b, "same") for a, b in others)]
    resolution = resolve(documents, names=names, judgements=rows, known=KNOWN)
    actors = dict(zip(surfaces, who(resolution), strict=True))
    assert actors[left] != actors[right]


@pytest.mark.parametrize("date", [None, "2021-01-01"])
def test_who_is_known_on_the_day_comes_before_what_other_documents_say(
    write: Write, found: Callable[..., Resolution], date: str | None
) -> None:
    other = "Kenya is calm. President {Olo Berg|P role=President} spoke. Kenya rejoiced."
    resolution = found(write(KENYA, path="a.txt", date="2021-06-01"), write(other, path="b.txt", date=date))
    (reference,) = resolution.references["a.txt"]
    assert reference is not None
    assert resolution.actors[reference.actor].name == "Iva Lund"
