"""Blocks: what text is given as, and tables without rows or with short ones."""

from __future__ import annotations

from fractions import Fraction
from typing import cast

import pytest

from analysis.book.book import Value
from analysis.document.blocks import (
    NOTHING,
    amount,
    code,
    columns,
    inlines,
    plain,
    quoted,
    row,
    table_block,
    text_of,
)
from analysis.vocabulary import Bound

TWO = columns("""
    l Tên
    r Số
""")


def test_text_is_given_as_words_an_inline_or_inlines() -> None:
    """The three ways mix, and the program's own words are told apart by their form."""
    made = inlines("Năm 2021: ", quoted("120%"), [plain("; "), code("I26")], "")
    assert [inline["t"] for inline in made] == ["x", "s", "q", "s", "x"]
    assert text_of(made) == "Năm 2021: 120%; I26"


def test_a_short_row_ends_in_blank_cells() -> None:
    """Each row of a table has a cell a column; what is known of the row stays with it."""
    given = {**row("Tổng"), "class": "tong"}
    block = table_block("Bảng", TWO, [given, row("A", "B")])
    assert [len(made["cells"]) for made in block["rows"]] == [2, 2]
    assert block["rows"][0] == {"cells": [[plain("Tổng")], []], "class": "tong"}
    assert len(given["cells"]) == 1


def test_a_table_without_rows_tells_what_is_lacking() -> None:
    """An empty table is no table: a paragraph stands for it, or nothing."""
    assert table_block("Bảng", TWO, []) == NOTHING
    (told,) = table_block("Bảng", TWO, [], lacking="Không có số liệu.")["blocks"]
    assert text_of(told["c"]) == "Không có số liệu."


@pytest.mark.parametrize(
    ("bound", "told"),
    [
        ("exact", "2.250 triệu đồng"),
        ("at_least", "không dưới 2.250 triệu đồng"),
        ("about", "khoảng 2.250 triệu đồng"),
        ("unknown", "ước tính 2.250 triệu đồng"),
    ],
)
def test_no_estimate_is_printed_as_an_exact_number(bound: str, told: str) -> None:
    """The sum of "gần 900" and "trên 1.350" is neither a least nor a most, and says that it is an estimate."""
    value = Value("Q", "", Fraction(2_250_000_000), "đồng", decimals=0, bound=cast(Bound, bound))
    assert text_of(amount(value)).replace("\u00a0", " ") == told
