"""A person with the role that a body is named after heads it, and is never the body."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from claimgraph.records import AnnotatedDocument, Resolution

Write = Callable[..., AnnotatedDocument]
Find = Callable[..., Resolution]
HOME = "Kenya is calm. Kenya rejoiced. "


def headed(resolution: Resolution) -> set[tuple[str, str]]:
    return {
        (reference.actor, head.body)
        for path, heads in resolution.headed.items()
        for head in heads
        if (reference := resolution.references[path][head.mention])
    }


@pytest.mark.parametrize(
    ("role", "body"),
    [
        ("Prosecutor General", "Office of the Prosecutor General"),
        ("Prosecutor General", "General Prosecutor's Office"),
        ("Ombudsperson", "Office of the Ombudsperson"),
        ("Interior Minister", "Ministry of Internal Affairs"),
        ("Minister of Foreign Affairs", "Foreign Ministry"),
    ],
)
def test_a_role_and_the_body_named_after_it(write: Write, resolution: Find, role: str, body: str) -> None:
    found = resolution(write(f"{HOME}{role} {{Ada Moor|P role={role}}} came. The {{{body}|O}} spoke."))
    ((person, institution),) = headed(found)
    assert person == "ada-moor"
    assert found.actors[institution].name == body
    assert len(found.actors) == 2


@pytest.mark.parametrize(
    ("role", "body"),
    [
        ("Deputy Prosecutor General", "Office of the Prosecutor General"),
        ("former Interior Minister", "Ministry of Internal Affairs"),
        ("Interior Minister", "Ministry of Justice"),
        ("lawyer", "Office of the Prosecutor General"),
        ("President", "Ministry of Justice"),
    ],
)
def test_others_head_nothing(write: Write, resolution: Find, role: str, body: str) -> None:
    assert not headed(
        resolution(write(f"{HOME}{role} {{Ada Moor|P role={role}}} came. The {{{body}|O}} spoke."))
    )


def test_the_body_may_be_named_in_another_document_of_the_country(write: Write, resolution: Find) -> None:
    person = write(f"{HOME}Prosecutor General {{Ada Moor|P role=Prosecutor General}} came.", path="a.txt")
    body = "The {Office of the Prosecutor General|O} spoke."
    assert headed(resolution(person, write(HOME + body, path="b.txt")))
    assert not headed(resolution(person, write(f"Uganda is calm. Uganda rejoiced. {body}", path="b.txt")))


def test_an_office_without_a_named_holder_heads_the_body_named_after_it(
    write: Write, resolution: Find
) -> None:
    text = (
        f"{HOME}The {{Prosecutor General|Pr source}} came. The {{Office of the Prosecutor General|O}} spoke."
    )
    found = resolution(write(text))
    ((office, body),) = headed(found)
    assert found.actors[office].name == "Prosecutor General (Kenya)"
    assert found.actors[body].name == "Office of the Prosecutor General"


def test_an_office_of_another_country_heads_nothing_here(write: Write, resolution: Find) -> None:
    text = f"{HOME}The Ugandan {{Prosecutor General|Pr source}} came. The {{Office of the Prosecutor General|O}} left."
    assert not headed(resolution(write(text)))
