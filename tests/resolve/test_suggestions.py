"""Pairs that are unclear are kept apart and suggested, the weightiest first."""

from __future__ import annotations

from collections.abc import Callable

from claimgraph.ontology.names import NameKnowledge
from claimgraph.records import AnnotatedDocument, Resolution
from claimgraph.resolve import resolve
from claimgraph.resolve.judgements import Judgement

Write = Callable[..., AnnotatedDocument]
Resolve = Callable[..., Resolution]


def test_initial_that_fits_two_is_suggested_with_both(write: Write, resolution: Resolve) -> None:
    found = resolution(
        write("In Kenya {Marat Toktar|P}. Kenya!", path="a"),
        write("In Kenya {Mikhail Toktar|P}. Kenya!", path="b"),
        write("In Kenya {M. Toktar|P}. Kenya!", path="c"),
    )
    assert [(each.left, each.right) for each in found.suggestions] == [
        ("m-toktar", "marat-toktar"),
        ("m-toktar", "mikhail-toktar"),
    ]
    assert all(0 < each.confidence < 1 and each.method for each in found.suggestions)


def test_what_would_change_most_comes_first(write: Write, resolution: Resolve) -> None:
    found = resolution(
        write("{Ivan Orlov|P} came.", path="a"),
        write("{Orlov Ivan|P} came. {Orlov Ivan|P} left.", path="b"),
        write("{Ali Hassan|P} came. {Ali Hassan|P source} said so.", path="c"),
        write(
            "{Hassan Ali|P} came. {Hassan Ali|P} left. {Hassan Ali|P} slept. {Hassan Ali|P} ate.", path="d"
        ),
    )
    assert [(each.left, each.right, each.effect) for each in found.suggestions] == [
        ("ali-hassan", "hassan-ali", 3),
        ("ivan-orlov", "orlov-ivan", 1),
    ]


def test_few_suggestions_for_each_actor(write: Write, resolution: Resolve) -> None:
    letters = "abcdefghijklmno"
    found = resolution(
        *(write(f"In Kenya {{M{letter}rat Toktar|P}}. Kenya!", path=letter) for letter in letters),
        *(write("In Kenya {M. Toktar|P role=clerk}. Kenya!", path=f"{n}") for n in range(5)),
    )
    assert found.suggestions
    for actor in found.actors:
        assert sum(actor in (each.left, each.right) for each in found.suggestions) <= 3


def test_suggestion_is_gone_when_judged_different(write: Write, names: NameKnowledge) -> None:
    documents = [write("{Ivan Orlov|P}", path="a"), write("{Orlov Ivan|P}", path="b")]
    assert len(resolve(documents, names=names).suggestions) == 1
    different = [Judgement("Ivan Orlov", "Orlov Ivan", "different")]
    assert not resolve(documents, names=names, judgements=different).suggestions
    same = resolve(documents, names=names, judgements=[Judgement("Ivan Orlov", "Orlov Ivan", "same")])
    assert not same.suggestions
    assert len(same.actors) == 1
