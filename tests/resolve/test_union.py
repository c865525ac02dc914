"""Groups that never take in what must stay apart."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from claimgraph.resolve.union import Match, Partition

SAME = Match("same")


def test_reasons_follow_the_links_and_lose_certainty() -> None:
    groups = Partition(["a", "b", "c", "d"])
    groups.join(0, 1, Match("near", 0.5))
    groups.join(1, 2, Match("nearer", 0.8))
    reasons = groups.reasons(0)
    assert {thing: match and (match.method, match.score) for thing, match in reasons.items()} == {
        0: None,
        1: ("near", 0.5),
        2: ("nearer", 0.4),
    }


@given(
    pairs=st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=30),
    enemies=st.sets(st.frozensets(st.integers(0, 9), min_size=2, max_size=2), max_size=8),
)
def test_enemies_never_meet(pairs: list[tuple[int, int]], enemies: set[frozenset[int]]) -> None:
    groups = Partition(range(10), lambda a, b: frozenset((a, b)) in enemies)
    for a, b in pairs:
        joined = groups.join(a, b, SAME)
        assert joined == (groups.find(a) == groups.find(b))
    for group in groups.groups():
        assert not any(enemy <= set(group) for enemy in enemies)
    assert sorted(thing for group in groups.groups() for thing in group) == list(range(10))


def test_what_people_judge_to_be_one_is_one_and_takes_in_what_fits_either() -> None:
    names = ["Ada Moor", "Eve Lund", "A. Moor", "Otto Berg"]
    groups = Partition(
        names, lambda a, b: not {a, b} <= {"Ada Moor", "A. Moor"}, judged=[(0, 1, Match("judged the same"))]
    )
    assert groups.groups() == [[0, 1], [2], [3]]
    assert groups.join(1, 2, SAME)
    assert not groups.join(1, 3, SAME)
    assert groups.reasons(0)[1] == Match("judged the same")


def test_what_people_judge_to_be_two_is_never_chained() -> None:
    groups = Partition("abc", opposed=lambda x, y: {x, y} == {"a", "c"})
    assert groups.join(0, 1, SAME)
    assert not groups.join(1, 2, SAME)
    assert groups.judged_apart(1, 2)
    assert not groups.judged_apart(0, 1)


@given(pairs=st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=20))
def test_joining_is_symmetric(pairs: list[tuple[int, int]]) -> None:
    there, back = Partition(range(10)), Partition(range(10))
    for a, b in pairs:
        there.join(a, b, SAME)
        back.join(b, a, SAME)
    assert there.groups() == back.groups()
