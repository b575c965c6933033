"""Blocks: what text is given as, and tables without rows or with short ones."""

from __future__ import annotations

from analysis.document.blocks import (
    NOTHING,
    code,
    columns,
    inlines,
    plain,
    quoted,
    row,
    table_block,
    text_of,
)

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
