"""Parameters: what is accepted, what is refused, and how it is said."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.edition import Edition, place_slug
from analysis.errors import ParameterError
from analysis.parameters import (
    NAMES,
    Parameters,
    given_by_make,
    parse_batch,
    parse_parameters,
)


def refusal(**values: str) -> str:
    with pytest.raises(ParameterError) as caught:
        parse_parameters(values)
    return str(caught.value)


def codes(message: str) -> list[str]:
    return re.findall(r"\[(parameter-[a-z-]+)\]", message)


def test_nothing_given_is_the_first_edition() -> None:
    """Without parameters: 2012-2022, the department's own place, no date, wheels only, no draft."""
    assert parse_parameters({}) == Parameters(None, 2012, 2022, None, "embedded", None, draft=False)


def test_all_given_is_read() -> None:
    """Every parameter has its value, as its type."""
    values = {"PLACE": "dak-lak", "FROM": "2019", "TO": "2021", "REPORT_DATE": "2024-02-29"}
    values |= {"RENDERER": "quarto", "QUARTO": "/opt/quarto", "DRAFT": "1"}
    wanted = Parameters(
        "dak-lak", 2019, 2021, dt.date(2024, 2, 29), "quarto", "/opt/quarto", draft=True
    )
    assert parse_parameters(values) == wanted


@pytest.mark.parametrize(
    ("values", "name"),
    [
        ({"PERIOD": "2025-6T"}, "gia-lai-2025-6t"),
        ({"PERIOD": "2025-q3"}, "gia-lai-2025-q3"),
        ({"TO_DATE": "2025-09-14"}, "gia-lai-den-20250914"),
        ({"TO_DATE": "2025-06-30"}, "gia-lai-2025-6t"),
    ],
)
def test_a_part_of_a_year_has_a_folder_of_its_own(values: dict[str, str], name: str) -> None:
    """The same days are the same edition, by whichever parameter they were asked for."""
    read = parse_parameters(values)
    fields = (read.year_from, read.year_to, read.from_date, read.to_date)
    assert Edition("gia-lai", *fields).name == name


def test_twelve_months_are_asked_for_as_a_year() -> None:
    """Who types 12T or 31/12 is told to use YEAR."""
    assert "YEAR=2025" in refusal(PERIOD="2025-12T")
    assert "YEAR=2025" in refusal(TO_DATE="2025-12-31")


@pytest.mark.parametrize("values", [{"YEAR": "1999"}, {"FROM": "1999", "TO": "1999"}])
def test_equal_ends_are_one_year(values: dict[str, str]) -> None:
    """FROM = TO is YEAR; a year without data is a good parameter all the same."""
    parameters = parse_parameters(values)
    assert (parameters.year_from, parameters.year_to) == (1999, 1999)


@given(st.text(max_size=8))
def test_only_four_ascii_digits_in_range_are_a_year(text: str) -> None:
    """Whatever is typed, only 1990 to 2100 in four ASCII digits passes."""
    good = (
        len(text) == 4
        and all(letter in "0123456789" for letter in text)
        and "1990" <= text <= "2100"
    )
    if good:
        assert parse_parameters({"YEAR": text}).year_from == int(text)
    else:
        assert codes(refusal(YEAR=text))


@pytest.mark.parametrize(
    ("values", "wanted"),
    [
        ({"YEAR": "2023", "FROM": "2020"}, ["parameter-conflict"]),
        ({"YEAR": "2023", "FROM": "2020", "TO": "2022"}, ["parameter-conflict"]),
        ({"FROM": "2020"}, ["parameter-incomplete"]),
        ({"TO": "2020"}, ["parameter-incomplete"]),
        ({"FROM": "2022", "TO": "2020"}, ["parameter-conflict"]),
        ({"YEAR": "1989"}, ["parameter-out-of-range"]),
        ({"YEAR": "2101"}, ["parameter-out-of-range"]),
        ({"YEAR": "2023\n"}, ["parameter-malformed"]),
        ({"PLACE": "Bình Định"}, ["parameter-malformed"]),
        ({"PLACE": "../x"}, ["parameter-malformed"]),
        ({"PLACE": "a--b"}, ["parameter-malformed"]),
        ({"PLACE": "a\n"}, ["parameter-malformed"]),
        ({"PLACE": "tong-hop"}, ["parameter-malformed"]),
        ({"PLACE": "x" * 61}, ["parameter-malformed"]),
        ({"REPORT_DATE": "2023-02-29"}, ["parameter-malformed"]),
        ({"REPORT_DATE": "20230228"}, ["parameter-malformed"]),
        ({"REPORT_DATE": "2023-W01-1"}, ["parameter-malformed"]),
        ({"REPORT_DATE": "28/02/2023"}, ["parameter-malformed"]),
        ({"REPORT_DATE": "0999-01-01"}, ["parameter-out-of-range"]),
        ({"RENDERER": "Quarto"}, ["parameter-malformed"]),
        ({"ENGINE": "jupyter"}, ["parameter-malformed"]),
        ({"QUARTO": "-x"}, ["parameter-malformed"]),
        ({"QUARTO": "a\x1b[2J"}, ["parameter-malformed"]),
        ({"DRAFT": "yes"}, ["parameter-malformed"]),
        ({"UNIT": "tỷ"}, ["parameter-malformed"]),
        ({"YEARR": "2023"}, ["parameter-unknown"]),
        ({"PERIOD": "2025-12T"}, ["parameter-malformed"]),
        ({"PERIOD": "2025-7T"}, ["parameter-malformed"]),
        ({"PERIOD": "2025-Q5"}, ["parameter-malformed"]),
        ({"PERIOD": "2025"}, ["parameter-malformed"]),
        ({"PERIOD": "1989-6T"}, ["parameter-out-of-range"]),
        ({"TO_DATE": "2025-02-29"}, ["parameter-malformed"]),
        ({"TO_DATE": "2025-12-31"}, ["parameter-malformed"]),
        ({"TO_DATE": "2101-06-30"}, ["parameter-out-of-range"]),
        ({"PERIOD": "2025-6T", "YEAR": "2025"}, ["parameter-conflict"]),
        ({"PERIOD": "2025-6T", "FROM": "2024", "TO": "2025"}, ["parameter-conflict"]),
        ({"PERIOD": "2025-6T", "TO_DATE": "2025-09-14"}, ["parameter-conflict"]),
        ({"TO_DATE": "2025-09-14", "YEAR": "2025"}, ["parameter-conflict"]),
        ({"TO_DATE": "2025-09-14", "FROM": "2025"}, ["parameter-conflict"]),
    ],
)
def test_each_mistake_has_its_code(values: dict[str, str], wanted: list[str]) -> None:
    """A malformed, contradicting, incomplete or unknown parameter is refused by its own code."""
    message = refusal(**values)
    assert codes(message) == wanted
    assert all(line.isprintable() for line in message.splitlines())


@pytest.mark.parametrize(
    ("values", "wanted"),
    [
        ({}, ["parameter-incomplete"]),
        ({"PLACES": "thu"}, ["parameter-incomplete"]),
        ({"EDITIONS": "e.csv", "YEARS": "2022"}, ["parameter-conflict"]),
        ({"EDITIONS": "-x"}, ["parameter-malformed"]),
        ({"YEARS": "2024-2020"}, ["parameter-conflict"]),
        ({"YEARS": "2020-"}, ["parameter-malformed"]),
        ({"YEARS": "2020-2021-2022"}, ["parameter-malformed"]),
        ({"YEARS": "1989-1990"}, ["parameter-out-of-range"]),
        ({"YEARS": "2022", "PLACES": "thu,Bình Định"}, ["parameter-malformed"] * 2),
        ({"YEARS": "2022", "PLACES": "hue,tong-hop"}, ["parameter-malformed"]),
        ({"YEARS": "2022", "PLACES": ", "}, ["parameter-malformed"]),
        ({"YEARS": "2022", "JOBS": "0", "LIMIT": "1,5"}, ["parameter-malformed"] * 2),
        ({"YEARS": "2022", "JOBS": "65"}, ["parameter-malformed"]),
        ({"YEARS": "2022", "YEAR": "2022"}, ["parameter-unknown"]),
    ],
)
def test_each_mistake_of_a_batch_has_its_code(values: dict[str, str], wanted: list[str]) -> None:
    """What tells many editions is read as carefully as what tells one, and all mistakes at once."""
    with pytest.raises(ParameterError) as caught:
        parse_batch(values)
    assert codes(str(caught.value)) == wanted


def test_the_limit_that_is_proposed_ends_no_usual_edition() -> None:
    """A limit that is none is answered by one of minutes: seconds would end every edition."""
    with pytest.raises(ParameterError, match="LIMIT=300"):
        parse_batch({"YEARS": "2022", "LIMIT": "0"})


@pytest.mark.parametrize("name", NAMES)
def test_empty_is_not_the_same_as_absent(name: str) -> None:
    """A parameter that is given but empty is refused, whichever it is."""
    values = {name: ""}
    if name in ("FROM", "TO"):
        values = {"FROM": "2020", "TO": "2021", name: ""}
    assert codes(refusal(**values)) == ["parameter-empty"]


def test_all_mistakes_are_told_at_once() -> None:
    """One error lists every mistake, each with what was found, what is wanted and what to do."""
    message = refusal(
        YEAR="2O23", PLACE="Đắk Lắk", DRAFT="có", RENDERER="quatro", YEER="2022", REPORT_DATE=""
    )
    assert sorted(codes(message)) == [
        "parameter-empty",
        *["parameter-malformed"] * 4,
        "parameter-unknown",
    ]
    assert message.count("Cách khắc phục") == 6
    for part in ('"2O23"', "từ 1990 đến 2100", "PLACE=dak-lak", "RENDERER=quarto", "có phải YEAR?"):
        assert part in message
    assert ParameterError.exit_code == 2


def test_very_long_value_is_cut_in_the_message() -> None:
    """A hostile value does not flood the terminal."""
    assert len(refusal(YEAR="9" * 10_000)) < 500


@given(st.text(max_size=40))
def test_every_slug_is_a_place_parameter(name: str) -> None:
    """A slug is accepted as PLACE and is its own slug."""
    slug = place_slug(name)
    assert place_slug(slug) == slug
    if slug:
        assert len(slug) > 60 or parse_parameters({"PLACE": slug}).place == slug


def test_only_what_make_lists_is_given() -> None:
    """A variable of the environment counts only when make names it; named but absent is empty."""
    environment = {"YEAR": "2023", "TO": "2024", "ANALYSIS_GIVEN": "YEAR FROM"}
    assert given_by_make(environment) == {"YEAR": "2023", "FROM": ""}
    assert given_by_make({"YEAR": "2023"}) == {}
