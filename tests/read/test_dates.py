from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimgraph.read.dates import iso_date


@pytest.mark.parametrize(
    ("written", "iso"),
    [
        ("2022-02-03", "2022-02-03"),
        ("2022-2-3", "2022-02-03"),
        ("2022/02/03", "2022-02-03"),
        ("20220203", "2022-02-03"),
        ("2022-02-03T23:30:00-05:00", "2022-02-03"),
        ("2022-02-03 10:00", "2022-02-03"),
        ("2022-02", "2022-02"),
        ("2022", "2022"),
        ("February 2022", "2022-02"),
        ("3 February 2022", "2022-02-03"),
        ("3rd of February 2022", "2022-02-03"),
        ("Feb. 3, 2022", "2022-02-03"),
        ("3-Feb-2022", "2022-02-03"),
        ("Sept. 9, 2020", "2020-09-09"),
        ("Thu, 03 Feb 2022 10:00:00 +0000", "2022-02-03"),
        ("26.10.2022", "2022-10-26"),
        ("10/26/2022", "2022-10-26"),
        ("02/02/2022", "2022-02-02"),
    ],
)
def test_dates_with_one_reading(written: str, iso: str) -> None:
    assert iso_date(written) == iso


@pytest.mark.parametrize(
    "written",
    [
        "03/02/2022",
        "05.10.2022",
        "05.10.22",
        "2022-13-01",
        "2022-02-30",
        "31/11/2022",
        "Ma 2022",
        "yesterday",
        "0001-01-01",
        "3 Febtober 2022",
    ],
)
def test_other_dates_are_refused(written: str) -> None:
    with pytest.raises(ValueError, match=r"it |there "):
        iso_date(written)


@given(st.dates(min_value=date(1000, 1, 1)))
def test_the_calendar_comes_back_as_it_was(day: date) -> None:
    iso = day.isoformat()
    assert iso_date(iso) == iso
    assert iso_date(iso[:7]) == iso[:7]
    if day.day > 12:
        assert iso_date(f"{day.day}/{day.month}/{day.year:04}") == iso
        assert iso_date(f"{day.month}/{day.day}/{day.year:04}") == iso
