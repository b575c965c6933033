"""Spans: whole years and parts of years, each with one code, one name and one way to be said."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.edition import Edition, edition_of
from analysis.language.digits import kind_of
from analysis.parameters import parse_parameters
from analysis.span import dates_of, dates_of_code, said_date

DAYS = st.dates(dt.date(1990, 1, 1), dt.date(2100, 12, 31))
SPANS = [
    ("2025-01-01", "2025-06-30", "2025_6t", "6 tháng đầu năm 2025"),
    ("2025-01-01", "2025-09-30", "2025_9t", "9 tháng đầu năm 2025"),
    ("2025-01-01", "2025-11-30", "2025_11t", "11 tháng đầu năm 2025"),
    ("2025-07-01", "2025-09-30", "2025_q3", "quý III năm 2025"),
    ("2025-01-01", "2025-03-31", "2025_q1", "quý I năm 2025"),
    ("2025-10-01", "2025-12-31", "2025_q4", "quý IV năm 2025"),
    ("2025-01-01", "2025-09-14", "den_20250914", "từ 01/01/2025 đến 14/9/2025"),
    ("2025-01-01", "2025-10-31", "den_20251031", "10 tháng đầu năm 2025"),
    ("2021-01-01", "2022-09-30", "tu_20210101_den_20220930", "từ 01/01/2021 đến 30/9/2022"),
    ("2025-01-01", "2025-12-31", "2025", "năm 2025"),
    ("2021-01-01", "2025-12-31", "2021_2025", "giai đoạn 2021-2025"),
]


def edition(first: str, last: str) -> Edition:
    return Edition("thu", *dates_of(dt.date.fromisoformat(first), dt.date.fromisoformat(last)))


@pytest.mark.parametrize(("first", "last", "code", "text"), SPANS)
def test_a_period_has_one_code_and_is_said_as_an_official_says_it(
    first: str, last: str, code: str, text: str
) -> None:
    """Six months, a quarter, a date: each has its code, its words, and digits that are no value."""
    span = edition(first, last)
    assert (span.period_code, span.period_text) == (code, text)
    assert [day.isoformat() for day in span.days] == [first, last]
    assert kind_of(span.period_noun) == "ky"


@given(DAYS, DAYS)
def test_a_code_tells_its_days(one: dt.date, other: dt.date) -> None:
    """No two periods share a code, and an edition's folder names its period."""
    span = Edition("thu", *dates_of(min(one, other), max(one, other)))
    assert dates_of_code(span.period_code) == span.fields
    if span.asked:
        assert edition_of(span.name) == span


@pytest.mark.parametrize(("first", "last", "code", "text"), SPANS)
def test_the_parameters_of_a_period_ask_for_it(first: str, last: str, code: str, text: str) -> None:
    """What an edition says about how to make it again makes it again."""
    span = edition(first, last)
    if span.asked:
        read = parse_parameters(span.asked)
        fields = (read.year_from, read.year_to, read.from_date, read.to_date)
        assert fields == span.fields, (code, text)


def test_a_part_of_a_year_is_no_year() -> None:
    """It is no single year, has no whole years, and is comparable with the same part alone."""
    part, year = edition("2025-01-01", "2025-09-30"), Edition("thu", 2025, 2025)
    assert (part.is_single_year, list(part.years), year.is_single_year) == (False, [], True)
    assert part.lies_in(year)
    assert not year.lies_in(part)
    assert not part.comparable(year)
    assert part.comparable(edition("2024-01-01", "2024-09-30"))
    assert not part.comparable(edition("2024-01-01", "2024-06-30"))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("2024-01-18", "18/01/2024"),
        ("2025-09-14", "14/9/2025"),
        ("2024-13-40", "2024-13-40"),
        ("tháng 12/2023", "tháng 12/2023"),
        ("2024", "2024"),
    ],
)
def test_a_day_that_a_source_names_is_said_as_an_official_says_it(text: str, said: str) -> None:
    """Only a day is written anew; what is no day stays as the source's line has it."""
    assert said_date(text) == said
