"""Adding documents gives what building from nothing gives, in whatever order they come."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from claimgraph.ontology.names import NameKnowledge
from claimgraph.records import AnnotatedDocument, Document, Mention, Resolution
from claimgraph.resolve import resolve

GIVEN = ["Marat", "Mikhail", "M.", "Yuri", "Iurii", "Mohamed", "Muhammad", "Ali", "Hassan", ""]
FAMILY = [
    "Toktar",
    "Toqtar",
    "Hassan",
    "Ali",
    "Soto Prado",
    "Soto",
    "Nabulsi",
    "Nabolsi",
    "Petrovich Orlov",
    "Orlov",
]
BODIES = [
    "Interior Ministry",
    "Ministry of Internal Affairs of Peru",
    "LRW",
    "Lakes Rights Watch",
    "Health Ministry",
]
ROLES = [None, "Interior Minister", "mayor of Lima", "union chairman"]


@st.composite
def documents(draw: st.DrawFn) -> list[AnnotatedDocument]:
    found = []
    for number in range(draw(st.integers(2, 6))):
        text = draw(st.sampled_from(["", "In Kenya. ", "In Peru. "]))
        mentions = []
        for sentence in range(draw(st.integers(1, 5))):
            person = draw(st.booleans())
            name = (
                f"{draw(st.sampled_from(GIVEN))} {draw(st.sampled_from(FAMILY))}".strip()
                if person
                else draw(st.sampled_from(BODIES))
            )
            mentions.append(
                Mention(
                    start=len(text),
                    end=len(text) + len(name),
                    label="Person" if person else "Organization",
                    role=draw(st.sampled_from(ROLES)) if person else None,
                    acronym="LRW" if name == "Lakes Rights Watch" and draw(st.booleans()) else None,
                    sentence=sentence,
                )
            )
            text += f"{name}. "
        year = draw(st.sampled_from([None, "1999-01-02", "2021-01-02"]))
        document = Document(path=f"{number}.txt", text=text, date=year)
        found.append(AnnotatedDocument(document=document, mentions=tuple(mentions)))
    return found


@settings(max_examples=80, deadline=None)
@given(data=st.data())
def test_adding_documents_is_building_from_nothing(names: NameKnowledge, data: st.DataObject) -> None:
    all_documents = data.draw(documents())
    order = data.draw(st.permutations(all_documents))
    first = data.draw(st.integers(0, len(order)))
    resolve(order[:first], names=names)
    assert resolve(order, names=names) == resolve(all_documents, names=names)


@settings(max_examples=80, deadline=None)
@given(data=st.data())
def test_a_document_that_names_nobody_known_changes_nothing(
    names: NameKnowledge, data: st.DataObject
) -> None:
    before = data.draw(documents())
    text = "Zuzana Kvartovic slept."
    stranger = AnnotatedDocument(
        document=Document(path="z.txt", text=text), mentions=(Mention(start=0, end=16, label="Person"),)
    )
    after = resolve([*before, stranger], names=names)
    assert after.references["z.txt"][0]
    without = {path: found for path, found in after.references.items() if path != "z.txt"}
    assert without == resolve(before, names=names).references


@settings(max_examples=80, deadline=None)
@given(data=st.data())
def test_which_document_comes_first_makes_no_difference_to_who_is_who(
    names: NameKnowledge, data: st.DataObject
) -> None:
    """Paths are arbitrary: what two documents have in common is symmetric."""
    given_order = data.draw(documents())
    numbers = data.draw(st.permutations(range(len(given_order))))
    renamed = [
        replace(each, document=replace(each.document, path=f"{number}.txt"))
        for each, number in zip(given_order, numbers, strict=True)
    ]
    there = _groups(resolve(given_order, names=names), [f"{n}.txt" for n in range(len(given_order))])
    back = _groups(resolve(renamed, names=names), [f"{n}.txt" for n in numbers])
    assert there == back


def _groups(resolution: Resolution, paths: list[str]) -> set[frozenset[tuple[int, int]]]:
    found: dict[str, set[tuple[int, int]]] = {}
    for document, path in enumerate(paths):
        for index, reference in enumerate(resolution.references[path]):
            if reference:
                found.setdefault(reference.actor, set()).add((document, index))
    return {frozenset(group) for group in found.values()}
