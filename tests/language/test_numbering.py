"""Numbers of rows: which of them go on with the number above."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc
import pytest

from analysis.language.numbering import (
    MAY_GO_ON,
    goes_on,
    label_sort,
    list_forms,
    opens_list,
    roman,
)

BELOW_ONE = (
    "1.1", "1.1.", "1.10", "01.1", "1,1", "1-1", "1/1", "1_1", "1(1)", "(1.1)", "1a", "1A", "1.a", "1 a)", "1đ",
    "1.1.1", "1.i", "2023-01-02 00:00:00", "2023-02-01",
)  # fmt: skip


@pytest.mark.parametrize("number", BELOW_ONE)
@pytest.mark.parametrize("above", ["1", "1.", "01", "1)", "1.0"])
def test_a_number_goes_on_with_the_one_above(number: str, above: str) -> None:
    """Below 1 stand 1.1, 1a, 1-1 and what a spreadsheet makes of them, but not below 2."""
    assert goes_on(number, above)
    assert not goes_on(number, "3")
    assert pc.match_substring_regex(pa.array([number]), MAY_GO_ON)[0].as_py()


@pytest.mark.parametrize(
    ("number", "above"),
    [("2", "1"), ("1", "1"), ("10", "1"), ("1.0", "1"), ("1b", "1a"), ("II", "I"), ("IV", "I"), ("11a", "1"), ("", "1"),
     ("1.1", ""), ("12.1", "1"), ("1.2", "1.1")],
)  # fmt: skip
def test_the_next_number_is_none_that_goes_on(number: str, above: str) -> None:
    """Numbers that only begin with the same sign count rows of their own."""
    assert not goes_on(number, above)


def test_letters_and_numerals_go_on_after_a_sign() -> None:
    """I.1 and I-a stand below I, A1 below A, a.1 below a."""
    assert all(map(goes_on, ("I.1", "I-a", "A1", "a.1", "1.1.2"), ("I", "I", "A", "a", "1.1")))


@pytest.mark.parametrize("number", ["a", "a)", "(a)", "a.", "i", "i.", "(i)", "(1)", "1)"])
def test_a_list_opens_below_a_counted_row(number: str) -> None:
    """A list of small letters, small numerals or bracketed digits begins with its first sign, below a plain number."""
    assert opens_list(number, "1")
    assert not opens_list(number, "I")
    assert not opens_list(number, number)
    assert pc.match_substring_regex(pa.array([number]), MAY_GO_ON)[0].as_py()


def test_lists_are_told_apart() -> None:
    """Capitals and plain numbers are no lists; a later sign opens none; i is a letter and a numeral."""
    assert list_forms("i)") == {"letter", "numeral"}
    assert list_forms("ii)") == {"numeral"}
    assert not any(map(list_forms, ("1", "A", "I", "IV.", "12", "")))
    assert not any(opens_list(number, "1") for number in ("b)", "ii.", "(2)"))


def test_numbers_of_groups_are_of_sorts() -> None:
    """Roman numerals, capitals, digits by their depth and small letters; a word is of none."""
    labels = ["II.", "B", "Đ", "3)", "1.2", "a)", "đ", "Huyện A", ""]
    assert list(map(label_sort, labels)) == ["I", "A", "A", "10", "11", "a", "a", "", ""]


def test_sections_and_annexes_have_roman_numbers() -> None:
    """As lists, sections and annexes of an office are numbered."""
    told = ["I", "IV", "IX", "XIV", "XXIX", "XXXIX", "XL", "XLIX", "LXXXIX"]
    assert [*map(roman, (1, 4, 9, 14, 29, 39, 40, 49, 89))] == told
