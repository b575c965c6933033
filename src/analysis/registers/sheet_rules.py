"""Rules about whole sheets and tables: what is hidden, what lies outside, and which tables may stand together."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
import pyarrow.compute as pc

from analysis.faults import Problems, shown
from analysis.registers.cell_rules import check_formulas, check_runs
from analysis.registers.columns import GUIDE_SHEET, REGISTER_AMOUNTS
from analysis.registers.rows import GAP_ROWS, Table, row_text
from analysis.registers.summaries import has_register, has_summary
from analysis.sheets.cells import column_letters
from analysis.sheets.sheet import Sheet, part

_DIGIT = re.compile("[1-9]")
_HIDDEN = {
    True: "trang tính ẩn có bảng danh mục đề án; không đọc",
    False: "trang tính ẩn, không có danh mục đề án; không đọc",
}


def visible_sheets(sheets: Sequence[Sheet], problems: Problems) -> list[Sheet]:
    """The visible sheets with a register's header, else all visible ones; what is skipped is told.

    Offices keep last year's list, lookup lists and drafts in hidden sheets: none of them is this
    year's register.
    """
    pages = [(sheet, sheet.place(), has_register(sheet)) for sheet in sheets]
    registers = [sheet for sheet, _, header in pages if header and sheet.visible]
    for sheet, where, header in pages:
        if header and not sheet.visible and not registers:
            problems.fault("sheet-hidden-only", where, "danh mục đề án chỉ nằm ở trang tính ẩn")
        elif registers and not sheet.visible:
            problems.warn("sheet-hidden", where, _HIDDEN[header])
        elif registers and not header and where.sheet != GUIDE_SHEET and not has_summary(sheet):
            problems.tell(
                "header-not-found",
                where,
                "trang tính không có tiêu đề của danh mục đề án; không đọc",
            )
    if any(header for _, _, header in pages):
        return registers
    return [sheet for sheet in sheets if sheet.visible]


def check_tables(
    tables: Sequence[Table],
    years: Sequence[Sequence[int]],
    problems: Problems,
) -> None:
    """Several tables in one file are read only when each is of other years.

    Else one may be a draft, a part or a summary of the other, and schemes would count twice.
    """
    if len(tables) < 2 or problems.faults:
        return
    seen: set[int] = set()
    places = [table.sheet.place(table.header.top) for table in tables]
    for where, own in zip(places, years, strict=True):
        twice = seen.intersection(own)
        if twice:
            problems.fault(
                "table-several",
                where,
                f"tệp có {len(tables)} bảng danh mục, năm {min(twice)} có ở hai bảng",
                remedy="gộp thành một bảng, hoặc bỏ bảng thừa",
            )
            return
        seen.update(own)
    for where, own in zip(places, years, strict=True):
        text = ", ".join(map(str, sorted(own)))
        problems.tell(
            "table-by-year", where, f"tệp có {len(tables)} bảng theo năm; bảng này của năm {text}"
        )


def check_sheet(table: Table, problems: Problems) -> None:
    """Hidden rows, hidden and nameless columns, late rows, odd cells of one table."""
    _hidden(table, problems)
    _continuations(table, problems)
    check_runs(table, problems)
    check_formulas(table, problems)
    _nameless_columns(table, problems)
    _late_rows(table, problems)


def _hidden(table: Table, problems: Problems) -> None:
    sheet = table.sheet
    header = table.header
    if not (sheet.hidden_rows or sheet.hidden_columns):
        return
    schemes = set(table.schemes.tolist())
    for row in sorted(sheet.hidden_rows):
        where = sheet.place(row)
        # A filter left on: what is hidden counts in no total that the office sees.
        if row in schemes and _has_money(table, row):
            problems.fault("row-hidden", where, "dòng ẩn là một đề án có số tiền")
        elif header.top <= row < sheet.height and "".join(sheet.row(row)).strip():
            problems.warn("row-hidden", where, "dòng ẩn, không làm đổi tổng")
    for index in sorted(sheet.hidden_columns & set(header.columns.values())):
        problems.warn(
            "col-hidden",
            sheet.place(None, index, header.names[index].printed),
            f"cột {column_letters(index)} bị ẩn nhưng vẫn được đọc",
        )


def _continuations(table: Table, problems: Problems) -> None:
    """Refuse rows that only go on with the row above: which text they end, nobody can tell for sure."""
    for row in table.continuations:
        text = row_text(table.sheet, table.header, row)
        got = f'dòng "{shown(text)}" không có số thứ tự, năm và số tiền: có vẻ là phần nối tiếp của dòng trên'
        problems.fault("row-continuation", table.sheet.place(row), got)


def _has_money(table: Table, row: int) -> bool:
    money = [code for code in REGISTER_AMOUNTS if code in table.header.columns]
    return any(_DIGIT.search(table.cell(code, row)[0]) for code in money)


def _nameless_columns(table: Table, problems: Problems) -> None:
    """A column without a name that holds something beside the schemes may be a required one."""
    if not len(table.schemes):
        return
    named = [index for index, name in enumerate(table.header.names) if name.printed]
    for index, column in enumerate(table.sheet.columns):
        if index in named:
            continue
        blank = pc.equal(pc.utf8_trim_whitespace(part(column, table.schemes)), "")
        filled = table.schemes[~np.asarray(blank)]
        if len(filled):
            problems.fault(
                "header-missing",
                table.sheet.place(table.header.bottom, index),
                f"cột thứ {index + 1} có dữ liệu (dòng {filled[0] + 1}) nhưng không có tên",
                "mỗi cột một tên",
                "ghi tên cột hoặc xóa dữ liệu thừa",
            )


def _late_rows(table: Table, problems: Problems) -> None:
    """Schemes far below the others are read, and told: they may be notes of another list."""
    rows = table.schemes
    stops = sorted([*table.breaks, *table.notes, *table.components])
    # Rows of groups, totals and notes between two schemes are no gap.
    gaps = np.diff(rows) - np.diff(np.searchsorted(stops, rows))
    for row in rows[1:][gaps > GAP_ROWS].tolist():
        problems.warn(
            "row-after-gap",
            table.sheet.place(row),
            "đề án nằm sau một khoảng trống dài; vẫn được đọc",
        )
    for note in table.notes:
        for row in rows[rows > note][:1].tolist():
            problems.warn(
                "row-after-gap", table.sheet.place(row), "đề án nằm sau dòng ghi chú; vẫn được đọc"
            )
