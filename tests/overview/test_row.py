"""A row stands by itself: it has its edition's figures alone, and is the same when it was kept."""

from __future__ import annotations

import json
from fractions import Fraction

import pytest

from analysis.book.book import Book, Value
from analysis.book.plain import plain, typed
from analysis.overview.row import Row, row_of
from analysis.vocabulary import Bound
from overview_cards import amount, card, some_cards


def test_a_kept_row_is_the_row_that_was_made() -> None:
    """Written as JSON and read back, every row is the same, with a cell for each headline that has a figure."""
    for one in some_cards():
        row = row_of(one)
        assert typed(Row, json.loads(json.dumps(plain(row)))) == row
        assert row.figures.keys() == one.figures.keys()


@pytest.mark.parametrize(("bound", "digits"), [("at_least", "1,4"), ("at_most", "1,5")])
def test_a_ratio_of_bounds_has_the_digits_of_the_report(bound: Bound, digits: str) -> None:
    """At most one decimal, a lower bound rounded down and an upper one up, as sentences and tables print it."""
    book = Book({"P": amount("P", 100), "C": amount("C", 147, bound=bound)})
    book.derive("I10", "Hệ số huy động", "đồng/đồng", "C / P", decimals=2)
    assert f" {digits}</a>" in row_of(card("hue-2022", book)).figures["I10"]


def test_an_amount_that_a_report_prints_coarsely_has_no_finer_digits_in_its_column() -> None:
    """What a report prints as "4,25 tỷ đồng" is 4.250 triệu đồng, and a sum above 5,25 tỷ, "5,2 tỷ" there, is 5.200."""
    told = {"decimals": 2, "money_unit": "tỷ đồng"}
    least = Value("Q", "Q", Fraction(4_250_000_000), "đồng", bound="at_least", **told)
    book = Book({"Q": least, "L": Value("L", "L", Fraction(10**9), "đồng", **told)})
    book.derive("P", "Kinh phí", "đồng", "Q + L")
    figures = row_of(card("hue-2022", book)).figures
    assert ">4.250</a>" in figures["Q"].replace("không dưới ", "")
    assert ">5.200</a>" in figures["P"].replace("không dưới ", "")
