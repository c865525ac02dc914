from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimgraph.annotate.dates import DateFinder
from claimgraph.annotate.numbers import NumberReader
from claimgraph.annotate.quantities import QuantityReader
from claimgraph.annotate.stems import stem
from claimgraph.ontology import load_ontology
from claimgraph.ontology.measures import Unit, read_measures

MEASURES = read_measures(load_ontology())
NUMBERS = NumberReader(MEASURES.numbers)
QUANTITIES = QuantityReader(MEASURES)
DATES = DateFinder(MEASURES.numbers.months)

SMALL = {value: word for word, value in MEASURES.numbers.values.items() if word != "fourty"}
SCALES = ((10**12, "trillion"), (10**9, "billion"), (10**6, "million"), (1000, "thousand"))


def found(text: str) -> list[tuple[str, float]]:
    return [(text[number.start : number.end], number.value) for number in NUMBERS.find(text)]


def in_words(value: int, *, joined: str = " and ", hyphen: str = "-") -> str:
    for size, word in SCALES:
        if value >= size:
            rest = value % size
            head = f"{in_words(value // size, joined=joined, hyphen=hyphen)} {word}"
            if not rest:
                return head
            return head + (joined if rest < 100 else " ") + in_words(rest, joined=joined, hyphen=hyphen)
    if value >= 100:
        rest = value % 100
        head = f"{SMALL[value // 100]} hundred"
        return head + (joined + in_words(rest, hyphen=hyphen) if rest else "")
    if value in SMALL:
        return SMALL[value]
    return SMALL[value - value % 10] + hyphen + SMALL[value % 10]


@given(
    value=st.integers(min_value=1, max_value=10**13),
    separator=st.sampled_from([",", "\u202f", "\u00a0", "\u2009", " ", "'", "’", ""]),
    before=st.sampled_from(["", "killed ", "(", "“", "£", "at least "]),
    after=st.sampled_from(["", " people", ".", ", he said", ")", "; and", "%"]),
)
def test_digits_with_any_separator_have_one_value(
    value: int, separator: str, before: str, after: str
) -> None:
    written = f"{value:,}".replace(",", separator)
    assert found(before + written + after) == [(written, value)]


@given(
    value=st.integers(min_value=1, max_value=10**14),
    joined=st.sampled_from([" and ", " "]),
    hyphen=st.sampled_from(["-", " "]),
    style=st.sampled_from([str.lower, str.capitalize, str.upper]),
)
def test_words_have_the_value_of_the_digits(
    value: int, joined: str, hyphen: str, style: Callable[[str], str]
) -> None:
    written = style(in_words(value, joined=joined, hyphen=hyphen))
    assert found(f"She counted {written} of them.") == [(written, value)]


@given(value=st.integers(min_value=1, max_value=999_999_999))
def test_a_number_has_one_value_however_it_is_written(value: int) -> None:
    grouped = f"{value:,}"
    ways = [str(value), *(grouped.replace(",", mark) for mark in (",", " ", "\u00a0", "\u202f", "'", "’"))]
    ways += [in_words(value), in_words(value, joined=" ", hyphen=" ")]
    if grouped.count(",") > 1:
        ways.append(grouped.replace(",", "."))
    if value % 1000 == 0:
        ways += [f"{value // 1000} thousand", f"{value // 1000}k"]
    if value % 100_000 == 0:
        ways += [f"{value // 100_000 / 10} million", f"{value // 100_000 / 10}mn"]
    assert {tuple(number for _, number in found(f"about {way} people")) for way in ways} == {(value,)}


@given(
    tenths=st.integers(min_value=1, max_value=99999),
    scale=st.sampled_from([(1000, "thousand"), (10**6, "million"), (10**9, "billion"), (10**12, "trillion"),
                           (10**9, "bn"), (10**6, "mn"), (1000, "k"), (10**12, "tn")]),
)  # fmt: skip
def test_scale_words_multiply_exactly(tenths: int, scale: tuple[int, str]) -> None:
    size, word = scale
    written = f"{tenths // 10}.{tenths % 10}{' ' if len(word) > 2 else ''}{word}"
    assert found(f"about {written} of it") == [(written, tenths * size // 10)]


@given(st.text(alphabet="0123456789 .,-–/:()%$€£¥½aA oneT\u00a0\u202f\nthousandhundredmillion", max_size=60))
def test_offsets_hold_whatever_the_text(text: str) -> None:
    last = 0
    for number in NUMBERS.find(text):
        assert last <= number.start < number.end <= len(text)
        assert text[number.start : number.end] == text[number.start : number.end].strip()
        last = number.end
    last = 0
    for quantity in QUANTITIES.read(text, NUMBERS.find(text)):
        assert last <= quantity.start < quantity.end <= len(text)
        assert quantity.op_start <= quantity.start
        assert quantity.max is None or quantity.value < quantity.max
        last = quantity.end


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("a hundred and twenty men", [120]),
        ("twelve hundred guests", [1200]),
        ("one million two hundred thousand", [1200000]),
        ("half a million; two and a half million; a million and a half", [500000, 2500000, 1500000]),
        ("two dozen shells, a dozen men, half a dozen", [24, 12, 6]),
        ("a third of them, two-thirds of us, three quarters, half of the town", [1 / 3, 2 / 3, 0.75, 0.5]),
        ("one in four, nine out of ten, one of every five", [0.25, 0.9, 0.2]),
        ("12 out of 31", [12, 31]),
        ("3 in 10 days", [3, 10]),
        ("1.150 people", [1150]),
        ("1.150 million, 3,4 per cent", [1150000, 3.4]),
        ("1,50,000 rupees", [150000]),
        ("$3m and €2.5bn", [3000000, 2500000000]),
        ("2½ million", [2500000]),
        ("25-30 people, 10–12 men", [25, 30, 10, 12]),
        ("0.5 and 1,234,567.89", [0.5, 1234567.89]),
    ],
)
def test_numbers(text: str, values: list[float]) -> None:
    assert [value for _, value in found(text)] == values


@pytest.mark.parametrize(
    "text",
    ["dozens", "hundreds of men", "tens of thousands", "several hundred", "a few thousand", "many thousand",
     "COVID-19", "B-52", "G20", "AK-47", "24/7", "9/11", "v2.0", "3.8.18", "1990s", "the 21st", "4x4",
     "pages 3,4", "the third man", "a second chance", "anyone", "someone", "2G",
     "mid-twenty", "3m away", "8-800-555-35-35"],
)  # fmt: skip
def test_what_is_no_number(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("between 25 and 30 people", [("25 and 30", "range", 25, 30, None)]),
        ("from 10 to 12 men", [("10 to 12", "range", 10, 12, None)]),
        ("the toll rose from 14 to 16", [("14", "=", 14, None, None), ("16", "=", 16, None, None)]),
        ("two or three hundred", [("two or three hundred", "range", 200, 300, None)]),
        ("$3-5 million", [("$3-5 million", "range", 3000000, 5000000, "USD")]),
        ("$3 million to $5 million", [("$3 million to $5 million", "range", 3000000, 5000000, "USD")]),
        ("10-12 per cent", [("10-12 per cent", "range", 10, 12, "percent")]),
        ("won 3-1", []),
        ("3 and 4", [("3", "=", 3, None, None), ("4", "=", 4, None, None)]),
        ("200 million US dollars", [("200 million US dollars", "=", 200000000, None, "USD")]),
        ("USD 3 million", [("USD 3 million", "=", 3000000, None, "USD")]),
        ("€3.4bn", [("€3.4bn", "=", 3400000000, None, "EUR")]),
        ("10 % and 10%", [("10 %", "=", 10, None, "percent"), ("10%", "=", 10, None, "percent")]),
        ("ten per cent", [("ten per cent", "=", 10, None, "percent")]),
        ("12 years", [("12", "=", 12, None, "years")]),
        ("a 10-year term", [("10", "=", 10, None, "years")]),
        ("at least about 20", [("20", ">=", 20, None, None)]),
        ("30 or more", [("30", ">=", 30, None, None)]),
        ("30+ people", [("30", ">=", 30, None, None)]),
        ("almost double the 14", [("14", "=", 14, None, None)]),
        ("no fewer\nthan nine", [("nine", ">=", 9, None, None)]),
    ],
)
def test_units_ranges_and_bounds(
    text: str, expected: list[tuple[str, str, float, float | None, str | None]]
) -> None:
    assert [
        (text[q.start : q.end], q.op, q.value, q.max, q.unit and q.unit.name)
        for q in QUANTITIES.read(text, NUMBERS.find(text))
    ] == expected


@pytest.mark.parametrize("unit", [unit for unit in MEASURES.units if unit.words], ids=lambda unit: unit.name)
def test_every_unit_word_is_read(unit: Unit) -> None:
    for word in unit.words:
        text = f"5 {word}"
        assert [q.unit for q in QUANTITIES.read(text, NUMBERS.find(text))] == [unit], word


@pytest.mark.parametrize("phrase", sorted(MEASURES.phrases_before))
def test_every_phrase_before_bounds(phrase: str) -> None:
    text = f"{phrase} 14 people"
    assert [q.op for q in QUANTITIES.read(text, NUMBERS.find(text))] == [MEASURES.phrases_before[phrase]]


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("on 9 December 2023", [("9 December 2023", "2023-12-09")]),
        ("Nov. 9 and 26 October", [("Nov. 9", "2000-11-09"), ("26 October", "2000-10-26")]),
        ("January 14–15, 2022", [("January 14–15, 2022", "2022-01-15")]),
        ("05.10.22, 2023-12-04, 30/12/2022", [("05.10.22", "2022-10-05"), ("2023-12-04", "2023-12-04"),
                                              ("30/12/2022", "2022-12-30")]),
        ("at 10:30, 5 p.m. and 16.00 hours", [("10:30", None), ("5 p.m.", None), ("16.00", None)]),
        ("In January 15 people fled", [("January", "2000-01")]),
        ("On January 15, people gathered", [("January 15", "2000-01-15")]),
        ("On January 9 and 14 people fled", [("January 9", "2000-01-09")]),
        ("On May 1, 5 people fled; they may 5 times", [("May 1", "2000-05-01")]),
        ("since 2019; 2021-22", [("2019", "2019"), ("2021-22", "2021")]),
        ("12/02/2022 is ambiguous", [("12/02/2022", None)]),
    ],
)  # fmt: skip
def test_dates(text: str, dates: list[tuple[str, str | None]]) -> None:
    assert [(text[d.start : d.end], d.iso(2000)) for d in DATES.find(text)] == dates


def test_stems_keep_different_words_apart() -> None:
    assert stem("killed") == stem("killings")
    assert stem("bodies") == stem("body")
    assert stem("police") != stem("policy")
    assert stem("officer") != stem("office")
