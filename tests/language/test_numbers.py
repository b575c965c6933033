"""Vietnamese text <-> exact value."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import strategies as some
from analysis.language.number_faults import NumberError
from analysis.language.numbers import (
    bound_of,
    bound_word,
    exact_text,
    format_date_official,
    format_money,
    format_number,
    is_strict,
    parse_exact,
    parse_figure,
    readings,
    shortest_decimals,
)
from analysis.language.printed_units import UNITS
from analysis.vocabulary import Bound

FIGURES = [
    ("60,182", "tỷ đồng", 60_182_000_000),
    ("29,916", "tỷ đồng", 29_916_000_000),
    ("2.164,46", "triệu đồng", 2_164_460_000),
    ("2,52", "tỉ đồng", 2_520_000_000),
    ("2.925", "triệu đồng", 2_925_000_000),
    ("478", "triệu đồng", 478_000_000),
    ("1 234 567", "nghìn đồng", 1_234_567_000),
    ("300\u202f000\u202f000", "đồng", 300_000_000),
    ("300\u00a0000\u00a0000", "đồng", 300_000_000),
    ("  12,982\u00a0", "tỷ đồng", 12_982_000_000),
    ("1.000.000", "tỷ đồng", 10**15),
    ("1", "triệu đồng", 10**6),
    ("04", "lớp", 4),
    ("1.350", "học viên", 1350),
    ("20", "chương trình, đề án", 20),
    ("44,2", "%", Fraction(442, 10)),
    ("11,375", "lần", Fraction(91, 8)),
    ("10", "năm", 10),
]

REFUSED = {
    "amount-missing": [("", "lớp"), ("-", "lớp"), ("N/A", "lớp")],
    "number-unreadable": [("3OO.OOO", "lớp"), ("1.23.456", "lớp"), ("1.234 567", "lớp"), ("1.234,", "lớp"),
        (",5", "%"), ("300'000", "lớp"), ("300_000", "lớp"), ("３００", "lớp"), ("٣٠٠", "lớp"), ("300¹", "lớp"),
        ("0x1E", "lớp"), ("200+100", "lớp"), ("ba trăm", "lớp"), ("60,182 tỷ đồng", "tỷ đồng"), ("9" * 5000, "lớp")],
    "number-scientific": [("3E+08", "đồng"), ("3,5×10⁸", "đồng")],
    "amount-not-finite": [("NaN", "%"), ("-inf", "%")],
    "amount-negative": [("-300", "lớp"), ("−300", "lớp"), ("(300)", "lớp"), ("-1,234.5", "%")],
    "number-approximate": [("trên 350", "học viên"), ("≥350", "học viên"), ("300 - 350", "học viên"),
        ("từ 300 đến 350", "học viên")],
    "number-format-foreign": [("44.25", "%"), ("0.500", "tỷ đồng"), ("1,234,567", "nghìn đồng")],
    "number-ambiguous": [("1,234", "nghìn đồng"), ("1,234", "học viên")],
    "amount-not-whole": [("1,5", "lớp"), ("12,3456789012", "tỷ đồng")],
    "amount-implausible": [("1.234", "đồng"), ("0,999", "triệu đồng"), ("1.000.001", "tỷ đồng"),
        ("9007199254740993", "đồng")],
    "unit-currency": [("12.500 USD", "tỷ đồng"), ("12", "USD")],
    "unit-missing": [("12", "")],
    "unit-unknown": [("12", "tỷ dong"), ("12", "tá")],
}  # fmt: skip


@pytest.mark.parametrize(("text", "unit", "value"), FIGURES)
def test_a_published_figure_is_read_in_its_base_unit(text: str, unit: str, value: Fraction) -> None:
    """A figure printed the Vietnamese way has exactly one value, money in whole đồng."""
    assert parse_figure(text, unit) == value


@pytest.mark.parametrize(
    ("code", "text", "unit"), [(code, *case) for code, cases in REFUSED.items() for case in cases]
)
def test_a_bad_figure_is_refused_with_its_code(code: str, text: str, unit: str) -> None:
    """What is no figure is refused with the code of its own mistake, with words for all parts of a fault."""
    with pytest.raises(NumberError) as caught:
        parse_figure(text, unit)
    error = caught.value
    assert error.code == code
    assert all((error.got, error.wanted, error.remedy))
    assert f"[{code}]" in str(error)


def _value_or_refusal(parse: Callable[..., Fraction], *texts: str) -> Fraction | NumberError:
    try:
        return parse(*texts)
    except NumberError as error:
        return error


@given(some.hostile_texts, st.sampled_from([*UNITS, "", "tấn", "usd"]))
@example("1.234.567,5", "đồng")
def test_any_text_is_a_value_or_a_typed_refusal(text: str, unit: str) -> None:
    """No text raises anything but NumberError, and what is accepted is possible for its unit."""
    value = _value_or_refusal(parse_figure, text, unit)
    if isinstance(value, NumberError):
        assert str(value).isprintable()
        return
    assert value >= 0
    if UNITS[unit].kind == "money":
        assert 10**6 <= value <= 10**15
    if UNITS[unit].kind in ("money", "count"):
        assert value.denominator == 1


def test_the_english_reading_is_never_taken() -> None:
    """A text that both conventions read has the Vietnamese value, three decimals notwithstanding."""
    assert readings("2,630") == (Decimal("2.630"), Decimal(2630))
    assert readings("2.925") == (Decimal(2925), Decimal("2.925"))
    assert parse_figure("2,630", "tỷ đồng") == 2_630_000_000
    assert parse_figure("2.925", "triệu đồng") == 2_925_000_000


def test_an_ambiguous_figure_shows_both_values() -> None:
    """A refusal because only the English value is possible names both values."""
    with pytest.raises(
        NumberError, match=r"Việt Nam là 1,234 học viên, theo kiểu Anh là 1\.234 học viên"
    ):
        parse_figure("1,234", "học viên")


def _read(text: str) -> Fraction:
    reading, _ = readings(text)
    assert reading is not None
    return Fraction(reading)


@given(some.grouped_texts())
def test_every_group_sign_reads_alike(case: tuple[str, Fraction]) -> None:
    """Dots, the three spaces and no group sign at all give one value."""
    text, value = case
    assert _read(text) == value


@given(some.decimals())
def test_formatting_is_undone_by_reading(case: tuple[Fraction, int]) -> None:
    """parse(format(x)) == x for every value that its decimals print whole, of either sign."""
    value, kept = case
    assert _read(format_number(value, kept)) == value


@given(some.money, st.sampled_from(some.MONEY_UNITS))
def test_money_is_undone_by_reading(dong: int, unit: str) -> None:
    """Every đồng survives printing in any money unit and reading back."""
    assert parse_figure(format_money(dong, unit), unit) == dong


@given(some.counts, st.sampled_from(some.COUNT_UNITS))
def test_counts_are_undone_by_reading(count: int, unit: str) -> None:
    """A count survives printing and reading back."""
    assert parse_figure(format_number(count, 0), unit) == count


@given(some.values, st.integers(min_value=-6, max_value=6), some.bounds)
def test_rounding_keeps_a_bound_true(value: Fraction, kept: int, bound: Bound) -> None:
    """A printed lower bound never exceeds its value, an upper one never falls short, others are off by half a place."""
    error = _read(format_number(value, kept, bound)) - value
    place = Fraction(10) ** -kept
    if bound == "at_least":
        assert -place < error <= 0
    elif bound == "at_most":
        assert 0 <= error < place
    else:
        assert abs(error) <= place / 2


@given(some.values, st.integers(min_value=-6, max_value=6))
def test_half_goes_away_from_zero(value: Fraction, kept: int) -> None:
    """Opposite values print alike but for the sign, and a zero has none."""
    text, opposite = format_number(abs(value), kept), format_number(-abs(value), kept)
    assert opposite == (text if set(text) <= set("0,.") else "-" + text)


@pytest.mark.parametrize(
    ("value", "kept", "bound", "text"),
    [
        (29916, 0, "exact", "29.916"),
        (259_920, -2, "at_most", "260.000"),
        (999, 0, "exact", "999"),
        (1234, 0, "exact", "1.234"),
        (60182000000, 0, "exact", "60.182.000.000"),
        (Fraction(29916, 2630), 2, "exact", "11,37"),
        (Fraction(29916, 2630), 2, "at_least", "11,37"),
        (Fraction(29916, 2630), 2, "at_most", "11,38"),
        (Fraction(5, 2), 0, "exact", "3"),
        (Fraction(5, 2), 0, "about", "3"),
        (Fraction(5, 2), 2, "exact", "2,50"),
        (Fraction(-1, 1000), 2, "exact", "0,00"),
        (Fraction(-1, 1000), 2, "at_least", "-0,01"),
        (Decimal("-1234.5"), 1, "exact", "-1.234,5"),
        (Fraction(9995, 10), 0, "exact", "1.000"),
    ],
)
def test_numbers_print_the_vietnamese_way(
    value: Fraction, kept: int, bound: Bound, text: str
) -> None:
    """Dots from four digits, a decimal comma, half up, no negative zero."""
    assert format_number(value, kept, bound) == text


def test_money_prints_as_in_reports() -> None:
    """Money has the fewest decimals that keep every đồng, an average to the đồng."""
    assert format_money(60_182_000_000, "tỷ đồng") == "60,182"
    assert format_money(17_187_000_000, "triệu đồng") == "17.187"
    assert format_money(425_060_000, "triệu đồng") == "425,06"
    assert format_money(Fraction(1_000_000, 3), "đồng") == "333.333"
    assert format_money(Fraction(1_000_000, 3), "đồng", "at_most") == "333.334"
    assert shortest_decimals(Fraction(1, 8), 6) == 3
    assert shortest_decimals(Fraction(1, 3), 6) == 6


@given(some.values)
def test_exact_text_is_undone_by_parsing(value: Fraction) -> None:
    """The machine text of a value has exactly that value, a decimal wherever one ends."""
    text = exact_text(value)
    assert parse_exact(text) == value
    assert ("/" in text) == ((value * 10**40).denominator != 1)
    assert not (text.endswith("0") and "." in text)


def test_exact_text_is_a_decimal_or_lowest_terms() -> None:
    """A value whose decimal ends is a decimal, any other a fraction in lowest terms."""
    assert exact_text(17187) == "17187"
    assert exact_text(Fraction(-1, 8)) == "-0.125"
    assert exact_text(Fraction(29916, 2630)) == "14958/1315"
    assert parse_exact("29916/2630") == Fraction(29916, 2630)


@given(some.hostile_texts)
@example("1/0")
@example("1.5/2")
@example("9" * 5000)
def test_any_machine_text_is_a_value_or_a_typed_refusal(text: str) -> None:
    """parse_exact raises nothing but NumberError."""
    value = _value_or_refusal(parse_exact, text)
    assert (
        value.code == "number-unreadable"
        if isinstance(value, NumberError)
        else isinstance(value, Fraction)
    )


@given(some.days)
def test_official_dates_lead_with_zero_as_decreed(day: date) -> None:
    """A zero leads the days under 10 and the months 1 and 2, and no other."""
    text = format_date_official(day)
    _, shown_day, _, shown_month, _, shown_year = text.split(" ")
    assert (int(shown_day), int(shown_month), int(shown_year)) == (day.day, day.month, day.year)
    assert shown_day.startswith("0") == (day.day < 10)
    assert shown_month.startswith("0") == (day.month <= 2)


def test_dates_print_as_in_reports() -> None:
    """The examples of the decree's layout."""
    assert format_date_official(date(2023, 4, 5)) == "ngày 05 tháng 4 năm 2023"
    assert format_date_official(date(2026, 1, 15)) == "ngày 15 tháng 01 năm 2026"


def test_qualifiers_are_bounds() -> None:
    """trên and hơn bound from below, gần and dưới from above; an unknown word is refused, never dropped."""
    read = {word: bound_of(word) for word in ("trên", "hơn", "gần", "dưới", "khoảng", "")}
    assert list(read.values()) == ["at_least", "at_least", "at_most", "at_most", "about", "exact"]
    assert [bound_of(word) for word in ("không dưới", "Không quá")] == ["at_least", "at_most"]
    assert [word for word in read if is_strict(word)] == ["trên", "hơn", "gần", "dưới"]
    words = [bound_word(bound) for bound in ("at_least", "at_most", "about")]
    assert words == ["không dưới", "không quá", "khoảng"]
    assert [bound_word(bound, strict=True) for bound in ("at_least", "at_most")] == ["trên", "dưới"]
    assert bound_word("exact") == bound_word("unknown") == ""
    with pytest.raises(NumberError) as caught:
        bound_of("chừng như")
    assert caught.value.code == "category-unknown"
