from __future__ import annotations

from math import inf
from typing import get_args

from hypothesis import given
from hypothesis import strategies as st

from claimgraph.records import Figure, Operator
from claimgraph.relate.intervals import Interval, interval_of

NUMBERS = st.integers(min_value=0, max_value=60)
POINTS = [number / 2 for number in range(-2, 130)]


@st.composite
def figures(draw: st.DrawFn) -> Figure:
    op = draw(st.sampled_from(get_args(Operator)))
    value = draw(NUMBERS)
    high = value + draw(NUMBERS) if op == "range" else None
    return Figure(start=0, end=1, value=value, max=high, op=op)


def holds(interval: Interval, point: float) -> bool:
    above = interval.low < point or (interval.low == point and not interval.open_low)
    below = point < interval.high or (point == interval.high and not interval.open_high)
    return above and below


@given(figures(), figures())
def test_two_intervals_meet_where_some_number_is_in_both(one: Figure, other: Figure) -> None:
    left, right = interval_of(one, 0.1), interval_of(other, 0.1)
    assert left.meets(right) == right.meets(left)
    if any(holds(left, point) and holds(right, point) for point in POINTS):
        assert left.meets(right)
    if left.is_below(right):
        assert not left.meets(right)
        assert not any(
            holds(left, high) and holds(right, low) for low in POINTS for high in POINTS if low <= high
        )


@given(figures(), figures())
def test_an_interval_holds_another_where_all_its_numbers_are_in_it(one: Figure, other: Figure) -> None:
    left, right = interval_of(one, 0.1), interval_of(other, 0.1)
    if left.holds(right):
        assert left.meets(right)
        assert all(holds(left, point) for point in POINTS if holds(right, point))
    assert left.holds(left)


@given(figures())
def test_the_value_of_a_figure_is_an_end_of_its_interval_or_in_it(figure: Figure) -> None:
    interval = interval_of(figure, 0.1)
    assert interval.low <= figure.value <= interval.high
    assert holds(interval, figure.value) == (figure.op not in {"<", ">"})


def interval(value: float, op: Operator, high: float | None = None) -> Interval:
    return interval_of(Figure(start=0, end=1, value=value, max=high, op=op), 0.1)


def test_bounds_are_respected() -> None:
    assert interval(200, ">").meets(interval(232, "="))
    assert not interval(27, ">=").meets(interval(14, "="))
    assert interval(25, "range", 30).meets(interval(29, "="))
    assert not interval(200, ">").meets(interval(200, "<="))
    assert interval(340, "~").meets(interval(340, "="))
    assert not interval(340, "~").meets(interval(400, "="))


def test_vague_words_have_the_ends_that_they_state() -> None:
    figure = Figure(start=0, end=1, value=200, max=900, op="~", vague=True)
    assert interval_of(figure, 0.1) == Interval(200, 900)


def test_some_intervals_say_little() -> None:
    assert not Interval(2_000, 9_000).is_telling
    assert Interval(25, 30).is_telling
    assert Interval(27, inf, open_high=True).is_telling
