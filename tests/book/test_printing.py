"""How one document prints money, shares and what is computed from bounds."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.book.book import Book, Value
from analysis.book.printing import PRINTED_IN, Printing, rounded
from analysis.language.numbers import format_number
from analysis.language.printed_units import MONEY_SCALES
from analysis.parameter_reader import MONEY_UNITS, MoneyUnit
from analysis.vocabulary import Bound

TRIEU = 10**6
DOCUMENTS = st.sampled_from(MONEY_UNITS)


def printed(book: Book, unit: MoneyUnit, id_: str) -> str:
    shown = Printing(book, PRINTED_IN[unit]).shown(book[id_])
    return f"{shown.text} {shown.unit}".rstrip()


def published(id_: str, dong: int, unit: str, decimals: int) -> Value:
    """An amount as a source prints it, so many decimals in that unit."""
    return Value(id_, "", Fraction(dong), "đồng", decimals=decimals, money_unit=unit)


def summed(id_: str, dong: int) -> Value:
    """The sum over a register, which has every đồng."""
    return Value(id_, "", Fraction(dong), "đồng", decimals=6, gather="sum")


def book_of(*values: Value) -> Book:
    book = Book()
    for value in values:
        book.add(value)
    return book


@pytest.mark.parametrize(
    ("unit", "wanted"),
    [
        ("trieu", ["612,3 triệu đồng", "150,0 triệu đồng", "762,3 triệu đồng"]),
        ("ty", ["0,612 tỷ đồng", "0,150 tỷ đồng", "0,762 tỷ đồng"]),
        ("dong", ["612.345.678 đồng", "150.000.000 đồng", "762.345.678 đồng"]),
    ],
)
def test_all_money_has_one_unit_and_its_decimals(unit: MoneyUnit, wanted: list[str]) -> None:
    """Sums of a register and what is computed from them print alike, whatever their own digits are."""
    book = book_of(summed("Q", 612_345_678), summed("L", 150 * TRIEU))
    book.derive("P", "", "đồng", "Q + L")
    assert [printed(book, unit, id_) for id_ in ("Q", "L", "P")] == wanted


@pytest.mark.parametrize(
    ("value", "trieu", "ty", "dong"),
    [
        (published("x", 2_100 * TRIEU, "tỷ đồng", 1), "2,1 tỷ", "2,1 tỷ", "2,1 tỷ"),
        (published("x", 3_000 * TRIEU, "tỷ đồng", 0), "3 tỷ", "3 tỷ", "3 tỷ"),
        (published("x", 300 * TRIEU, "tỷ đồng", 1), "0,3 tỷ", "0,3 tỷ", "0,3 tỷ"),
        (published("x", 12_982 * TRIEU, "tỷ đồng", 3), "12.982 triệu", "12,982 tỷ", "12.982.000.000"),
        (published("x", 2_100 * TRIEU, "triệu đồng", 0), "2.100 triệu", "2,100 tỷ", "2.100.000.000"),
        (published("x", 425_060_000, "triệu đồng", 2), "425,1 triệu", "0,425 tỷ", "425.060.000"),
        (published("x", 0, "triệu đồng", 0), "0 triệu", "0 tỷ", "0"),
    ],
)  # fmt: skip
def test_a_coarser_figure_keeps_its_own_digits(
    value: Value, trieu: str, ty: str, dong: str
) -> None:
    """No digit is printed that the source does not have: 2,1 tỷ is never 2.100,0 triệu."""
    book = book_of(value)
    assert printed(book, "trieu", "x") == f"{trieu} đồng"
    assert printed(book, "ty", "x") == f"{ty} đồng"
    assert printed(book, "dong", "x") == f"{dong} đồng"


@given(
    DOCUMENTS,
    st.integers(-(10**15), 10**15),
    st.sampled_from(sorted(MONEY_SCALES)),
    st.integers(0, 6),
    st.sampled_from(["exact", "at_least", "at_most"]),
)
def test_a_column_has_the_one_unit_of_its_head_and_no_finer_digits(
    unit: MoneyUnit, dong: int, own: str, decimals: int, bound: Bound
) -> None:
    """An amount that a sentence gives in a larger unit is rounded alike there, any other has the same print in both."""
    value = replace(published("x", dong, own, decimals), bound=bound)
    printing = Printing(book_of(value), PRINTED_IN[unit])
    said, shown = printing.shown(value), printing.in_column(value)
    assert shown.unit == PRINTED_IN[unit].unit
    assert shown.text == format_number(Fraction(dong, 10**shown.scale), shown.decimals, bound)
    assert shown == said if said.unit == shown.unit else shown.decimals < 0
    power = MONEY_SCALES[said.unit] - MONEY_SCALES[shown.unit]
    assert rounded(shown) == rounded(said) * 10**power


@pytest.mark.parametrize(
    ("value", "trieu", "ty", "dong"),
    [
        (published("x", 2_400 * TRIEU, "tỷ đồng", 1), "2.400", "2,4", "2.400.000.000"),
        (published("x", 3_000 * TRIEU, "tỷ đồng", 0), "3.000", "3", "3.000.000.000"),
        (published("x", 300 * TRIEU, "tỷ đồng", 1), "300", "0,3", "300.000.000"),
    ],
)
def test_two_point_four_billions_are_2_400_millions_of_a_column(
    value: Value, trieu: str, ty: str, dong: str
) -> None:
    """Under "triệu đồng" stands 2.400, neither "2,4 tỷ đồng" nor 2.400,0."""
    for unit, wanted in zip(MONEY_UNITS, (trieu, ty, dong), strict=True):
        assert Printing(book_of(value), PRINTED_IN[unit]).in_column(value).text == wanted


def test_what_is_computed_from_coarse_figures_is_no_finer() -> None:
    """A sum ends where its finest part ends; a mean, which ends nowhere, has the document's decimals."""
    tenths = [
        published(id_, dong * TRIEU, "tỷ đồng", 1) for id_, dong in (("Q", 2_100), ("L", 400))
    ]
    book = book_of(*tenths, Value("n", "", Fraction(7), "cơ sở"))
    book.derive("P", "", "đồng", "Q + L")
    book.derive("mean", "", "triệu đồng", "P / n / 1000000")
    assert printed(book, "trieu", "P") == "2,5 tỷ đồng"
    assert printed(book, "trieu", "mean") == "357,1 triệu đồng"
    assert printed(book, "ty", "mean") == "0,357 tỷ đồng"
    assert printed(book, "dong", "mean") == "357.142.857 đồng"


def test_a_value_from_bounds_has_one_decimal_at_most() -> None:
    """Shares, ratios and money that rest on a bound look no surer than they are; a share else has two."""
    book = book_of(
        summed("Q", 5_820 * TRIEU),
        Value("C", "", Fraction(8_588_123_456), "đồng", bound="at_least", gather="sum"),
    )
    for id_, unit, formula in (
        ("share", "%", "100 * Q / (Q + C)"),
        ("ratio", "lần", "C / Q"),
        ("T", "đồng", "Q + C"),
        ("exact", "%", "100 * Q / (Q + Q)"),
        ("third", "%", "100 * Q / (Q + Q + Q)"),
        ("all", "%", "100 * Q / Q"),
    ):
        book.derive(id_, "", unit, formula)
    shown = {value.id: printed(book, "ty", value.id) for value in book if value.derived}
    assert shown == {
        "share": "40,4 %", "ratio": "1,4 lần", "T": "14,4 tỷ đồng", "exact": "50,00 %", "third": "33,33 %",
        "all": "100 %",
    }  # fmt: skip


def test_a_whole_bound_and_a_number_of_an_act_have_no_zero_behind_the_comma() -> None:
    """Neither "dưới 12,0%" nor "mức 30,00%" nor "mức trần 300,0 triệu đồng": what is whole is printed so."""
    counterpart = Value("C", "", Fraction(8_830), "đồng", bound="at_least", gather="sum")
    book = book_of(summed("Q", 1_200), counterpart)
    for id_, unit, formula in (
        ("share", "%", "100 * Q / (Q + C)"),
        ("limit", "%", "30"),
        ("cap", "đồng", "300000000"),
    ):
        book.derive(id_, "", unit, formula)
    assert printed(book, "trieu", "share") == "12 %"
    assert printed(book, "trieu", "limit") == "30 %"
    assert printed(book, "trieu", "cap") == "300 triệu đồng"


def test_a_figure_that_a_source_prints_in_percent_stays_as_printed() -> None:
    """Decimals are stated for what is computed: 98,5% of a source is not 98,50%."""
    book = book_of(Value("x", "", Fraction(985, 10), "%", decimals=1))
    assert printed(book, "trieu", "x") == "98,5 %"


@given(DOCUMENTS, st.integers(1, 10**15), st.sampled_from(sorted(MONEY_SCALES)), st.integers(0, 6))
def test_print_is_the_rounded_value(unit: MoneyUnit, dong: int, own: str, decimals: int) -> None:
    """The numeral, its decimals and its power of ten tell how the value was rounded, as the page's check reads them."""
    value = published("x", dong, own, decimals)
    shown = Printing(book_of(value), PRINTED_IN[unit]).shown(value)
    number = Fraction(dong) / Fraction(10) ** shown.scale
    assert shown.text == format_number(number, shown.decimals)
    assert shown.scale == MONEY_SCALES[shown.unit]
    assert shown.decimals <= max(PRINTED_IN[unit].decimals, 3)


def test_every_unit_of_the_parameter_has_its_print() -> None:
    """What UNIT takes and what is known of print are one list."""
    assert (*PRINTED_IN,) == MONEY_UNITS
    assert all(money.unit in MONEY_SCALES for money in PRINTED_IN.values())
