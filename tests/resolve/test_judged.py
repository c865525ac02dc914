"""What people judge wins over every rule, whatever the order of rows; what contradicts itself is reported."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimgraph.ontology.names import NameKnowledge
from claimgraph.records import AnnotatedDocument, Resolution
from claimgraph.resolve import resolve
from claimgraph.resolve.judgements import Judgement, folded_name

NAMES = {
    "Ada Moor": "P", "A. Moor": "P", "Moor": "P", "Abel Moor": "P", "Bela Kis": "P", "Kis": "P",
    "Harbour Union": "O", "Union of Harbours": "O", "Ministry of Fisheries": "O", "MF": "O", "officials": "G",
}  # fmt: skip
PATHS = ("a.txt", "b.txt", "c.txt")


def row(left: str, right: str, verdict: Any, line: int = 0) -> Judgement:
    return Judgement(left, right, verdict, line=line)


class Story:
    """A few documents and what is made of them with judgements."""

    def __init__(self, write: Any, names: NameKnowledge, texts: Sequence[Sequence[str]]) -> None:
        self.documents: list[AnnotatedDocument] = [
            write(" ".join(f"{{{name}|{NAMES[name]}}} spoke." for name in text), path=path)
            for path, text in zip(PATHS, texts, strict=False)
        ]
        self._knowledge = names

    def told(self, *rows: Judgement) -> Resolution:
        return resolve(self.documents, names=self._knowledge, judgements=rows)

    def actors(self, resolution: Resolution, key: str) -> set[str | None]:
        """Whom the mentions under a name in a document stand for."""
        name, _, path = key.partition(" @ ")
        return {
            reference.actor if reference else None
            for document in self.documents
            if path in ("", document.document.path)
            for mention, reference in zip(
                document.mentions, resolution.references[document.document.path], strict=True
            )
            if folded_name(document.document.text[mention.start : mention.end]) == folded_name(name)
        }


@pytest.fixture(scope="session")
def story(write: Any, names: NameKnowledge) -> Any:
    return lambda *texts: Story(write, names, texts)


def test_same_joins_what_no_rule_does_across_kinds_too(story: Any) -> None:
    told = story(["Ada Moor"], ["Bela Kis", "Harbour Union"])
    assert len(told.told().actors) == 3
    found = told.told(row("Bela Kis", "Ada Moor", "same"), row("Harbour Union @ b.txt", "Ada Moor", "same"))
    (actor,) = found.actors.values()
    assert actor.names == ("Ada Moor", "Bela Kis", "Harbour Union")
    methods = {reason.name: reason.method for reason in actor.reasons}
    assert sum("judged the same" in method for method in methods.values()) == 2


def test_what_a_rule_joins_to_one_side_stays_joined(story: Any) -> None:
    told = story(["Ada Moor"], ["Ada Moor", "A. Moor"], ["Bela Kis"])
    found = told.told(row("Ada Moor", "Bela Kis", "same"))
    assert len(found.actors) == 1


def test_different_divides_across_documents_and_within_one(story: Any) -> None:
    told = story(["Ada Moor", "Moor"], ["Ada Moor"])
    assert len(told.told().actors) == 1
    across = told.told(row("Ada Moor @ a.txt", "Ada Moor @ b.txt", "different"))
    ones, others = (told.actors(across, f"Ada Moor @ {path}") for path in ("a.txt", "b.txt"))
    assert ones | others == {"ada-moor", "ada-moor-2"}
    assert told.actors(across, "Moor @ a.txt") == ones
    within = told.told(row("Ada Moor @ a.txt", "Moor @ a.txt", "different"))
    assert told.actors(within, "Ada Moor") == {"ada-moor"}
    assert told.actors(within, "Moor") == {"moor"}


def test_one_document_is_told_apart_from_all_others(story: Any) -> None:
    told = story(["Ada Moor"], ["Ada Moor"], ["Ada Moor"])
    found = told.told(row("Ada Moor @ b.txt", "Ada Moor", "different"))
    assert found.unapplied == ()
    assert told.actors(found, "Ada Moor @ a.txt") == told.actors(found, "Ada Moor @ c.txt")
    assert told.actors(found, "Ada Moor @ a.txt") != told.actors(found, "Ada Moor @ b.txt")


def test_different_is_not_got_round_through_others(story: Any) -> None:
    told = story(["Ada Moor"], ["A. Moor"], ["Ada Moor"])
    found = told.told(
        row("Ada Moor @ a.txt", "Ada Moor @ c.txt", "different"), row("A. Moor", "Ada Moor @ c.txt", "same")
    )
    assert told.actors(found, "A. Moor") == told.actors(found, "Ada Moor @ c.txt")
    assert told.actors(found, "A. Moor") != told.actors(found, "Ada Moor @ a.txt")


def test_a_bare_name_says_nothing_of_documents_with_a_fuller_one(story: Any) -> None:
    told = story(["Ada Moor", "Moor"], ["Moor"])
    found = told.told(row("Moor", "Ada Moor", "different"))
    assert told.actors(found, "Moor @ a.txt") == told.actors(found, "Ada Moor")
    assert told.actors(found, "Moor @ b.txt") != told.actors(found, "Ada Moor")


def test_not_an_actor_leaves_the_mentions_without_one(story: Any) -> None:
    told = story(["Ada Moor", "Moor"], ["Bela Kis"])
    assert set(told.told(row("Ada Moor", "", "not-an-actor")).actors) == {"bela-kis"}
    one = told.told(row("Moor @ a.txt", "", "not-an-actor"))
    assert told.actors(one, "Moor") == {None}
    assert told.actors(one, "Ada Moor") == {"ada-moor"}


def test_a_name_that_no_text_has_can_be_shown(story: Any) -> None:
    told = story(["A. Moor"], ["Bela Kis"])
    found = told.told(row("A. Moor", "Ada Moor of Port Amsel", "name"))
    actor = found.actors["a-moor"]
    assert actor.name == "Ada Moor of Port Amsel"
    assert actor.names == ("A. Moor", "Ada Moor of Port Amsel")
    assert [reason.name for reason in actor.reasons] == list(actor.names)


def test_unsure_leaves_it_to_the_machine(story: Any) -> None:
    told = story(["Ada Moor"], ["A. Moor"])
    assert told.told(row("Ada Moor", "A. Moor", "unsure")) == told.told()


def test_contradictions_are_reported_with_their_rows_and_kept_apart(story: Any) -> None:
    told = story(["Ada Moor"], ["Bela Kis"], ["Abel Moor"])
    rows = [
        row("Ada Moor", "Bela Kis", "same", 2),
        row("Bela Kis", "Abel Moor", "same", 3),
        row("Abel Moor", "Ada Moor", "different", 4),
    ]
    found = told.told(*rows)
    (conflict,) = found.unapplied
    assert (conflict.kind, conflict.lines) == ("conflict", (2, 3, 4))
    assert all(str(each) in conflict.reason for each in rows)
    assert len(found.actors) == 3
    assert told.told(*rows[:2]).unapplied == ()


@pytest.mark.parametrize(
    ("rows", "lines"),
    [
        ([row("Ada Moor", "", "not-an-actor", 2), row("Ada Moor", "Bela Kis", "same", 3)], (2, 3)),
        ([row("Ada Moor", "", "not-an-actor", 2), row("Ada Moor @ a.txt", "Ada", "name", 3)], (2, 3)),
        ([row("Ada Moor", "Ada", "name", 2), row("Ada Moor", "Adah", "name", 3)], (2, 3)),
    ],
)
def test_other_contradictions(story: Any, rows: list[Judgement], lines: tuple[int, ...]) -> None:
    found = story(["Ada Moor"], ["Bela Kis"]).told(*rows)
    (conflict,) = found.unapplied
    assert (conflict.kind, conflict.lines) == ("conflict", lines)
    assert any("Ada Moor" in actor.names for actor in found.actors.values())


@pytest.mark.parametrize(
    ("judged", "kind", "words"),
    [
        (row("Nobody", "Ada Moor", "same", 2), "not found", "No document of this graph names 'Nobody'"),
        (row("Ada Moor", "Moor @ z.txt", "same", 2), "not found", "z.txt is not in this graph"),
        (row("Moor", "Kis", "same", 2), "not found", "'Moor @ a.txt'"),
    ],
)
def test_rows_about_nothing_are_reported(story: Any, judged: Judgement, kind: str, words: str) -> None:
    told = story(["Ada Moor", "Moor"], ["Kis"])
    found = told.told(judged)
    (unapplied,) = found.unapplied
    assert (unapplied.kind, unapplied.lines) == (kind, (2,))
    assert words in unapplied.reason
    assert found.actors == told.told().actors


def test_a_name_of_two_actors_in_one_document_is_reported(write: Any, names: NameKnowledge) -> None:
    document = write("{Georgia|P} spoke to {Georgia|L source}.")
    found = resolve([document], names=names, judgements=[row("Georgia @ a.txt", "Gigi", "name", 2)])
    assert len(found.actors) == 2
    (unapplied,) = found.unapplied
    assert unapplied.kind == "ambiguous"
    assert "is a name of 2 actors" in unapplied.reason


TEXTS = st.lists(st.lists(st.sampled_from(sorted(NAMES)), min_size=1, max_size=4), min_size=1, max_size=3)
KEYS = st.builds(
    lambda name, path: name if path is None else f"{name} @ {path}",
    st.sampled_from(sorted(NAMES)),
    st.sampled_from((*PATHS, *PATHS, None)),
)
ROWS = st.lists(
    st.tuples(
        KEYS, KEYS, st.sampled_from(("same", "different", "same", "different", "name", "not-an-actor"))
    ),
    max_size=5,
)


@given(texts=TEXTS, raw=ROWS)
@settings(max_examples=150, deadline=None)
def test_every_row_is_followed_or_reported(story: Any, texts: list[list[str]], raw: list[Any]) -> None:
    rows = _judgements(raw)
    told = story(*texts)
    found = told.told(*rows)
    reported = {line for each in found.unapplied for line in each.lines}
    for each in rows:
        if each.line in reported:
            continue
        if each.verdict == "not-an-actor":
            assert told.actors(found, each.left) <= {None} or "@" not in each.left
        elif each.verdict == "name":
            shown = {found.actors[actor].name for actor in told.actors(found, each.left) if actor}
            assert "@" not in each.left or shown <= {each.right}
        elif "@" in each.left and "@" in each.right:
            left, right = (told.actors(found, side) - {None} for side in (each.left, each.right))
            if each.verdict == "same":
                assert len(left | right) <= 1
            else:
                assert not left & right


@given(texts=TEXTS, raw=ROWS, seed=st.randoms(use_true_random=False))
@settings(max_examples=75, deadline=None)
def test_the_order_of_rows_and_documents_makes_no_difference(
    story: Any, texts: list[list[str]], raw: list[Any], seed: Any
) -> None:
    rows = _judgements(raw)
    told = story(*texts)
    before = told.told(*rows)
    seed.shuffle(rows)
    seed.shuffle(told.documents)
    assert told.told(*rows) == before


@given(texts=TEXTS, raw=ROWS)
@settings(max_examples=40, deadline=None)
def test_a_row_that_is_deleted_leaves_no_trace(story: Any, texts: list[list[str]], raw: list[Any]) -> None:
    told = story(*texts)
    before = told.told()
    told.told(*_judgements(raw))
    assert told.told() == before


def _judgements(raw: list[Any]) -> list[Judgement]:
    rows = []
    for line, (left, right, verdict) in enumerate(raw, start=2):
        if verdict == "not-an-actor":
            rows.append(row(left, "", verdict, line))
        elif verdict == "name" or folded_name(left) != folded_name(right):
            rows.append(row(left, right, verdict, line))
    return [each for i, each in enumerate(rows) if each not in rows[:i]]
