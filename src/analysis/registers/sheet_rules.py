"""Rules about whole sheets and tables: what is hidden, what lies outside, and which tables may stand together."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np

from analysis.faults import Place, Problems
from analysis.registers.columns import GUIDE_SHEET, REGISTER_AMOUNTS
from analysis.registers.header import find_header
from analysis.registers.rows import GAP_ROWS, Table
from analysis.registers.sheet import Sheet, column_letters
from analysis.registers.xlsx_sheet import WorkbookSheet

_DIGIT = re.compile("[1-9]")


def visible_sheets(file: str, sheets: Sequence[WorkbookSheet], problems: Problems) -> list[Sheet]:
    """The visible sheets with a register's header; what is skipped is told."""
    found = [(part, _has_header(part.sheet)) for part in sheets]
    shown_sheets = [part.sheet for part, header in found if part.visible and header]
    for part, header in found:
        where = part.sheet.place()
        if not part.visible and header and shown_sheets:
            problems.warn("sheet-hidden", where, "trang tính ẩn có bảng danh mục đề án; không đọc")
        elif not part.visible and header:
            got = "danh mục đề án chỉ nằm ở trang tính ẩn"
            problems.fault("sheet-hidden-only", where, got)
        elif shown_sheets and not part.visible:
            problems.warn(
                "sheet-hidden", where, "trang tính ẩn, không có danh mục đề án; không đọc"
            )
        elif shown_sheets and not header and where.sheet != GUIDE_SHEET:
            problems.tell(
                "header-not-found",
                where,
                "trang tính không có tiêu đề của danh mục đề án; không đọc",
            )
    if shown_sheets or any(header for _, header in found):
        return shown_sheets
    if not sheets:
        problems.fault("file-empty", Place(file), "sổ tính không có ô nào")
    return [part.sheet for part in sheets if part.visible]


def check_tables(
    tables: Sequence[Table], years: Sequence[Sequence[int]], problems: Problems
) -> None:
    """Several tables in one file are read only when each is of other years."""
    if len(tables) < 2 or problems.faults:
        return
    seen: dict[int, int] = {}
    for number, some in enumerate(years):
        for year in set(some):
            if seen.setdefault(year, number) != number:
                where = tables[number].sheet.place(tables[number].header.top)
                got = f"tệp có {len(tables)} bảng danh mục, năm {year} có ở hai bảng"
                remedy = "gộp thành một bảng, hoặc bỏ bảng thừa"
                problems.fault("table-several", where, got, remedy=remedy)
                return
    for table, some in zip(tables, years, strict=True):
        text = ", ".join(str(year) for year in sorted(set(some)))
        where = table.sheet.place(table.header.top)
        problems.tell(
            "table-by-year", where, f"tệp có {len(tables)} bảng theo năm; bảng này của năm {text}"
        )


def check_sheet(table: Table, problems: Problems) -> None:
    """Hidden and struck rows, hidden and nameless columns, late rows of one table."""
    _hidden(table, problems)
    _nameless_columns(table, problems)
    _late_rows(table, problems)


def _hidden(table: Table, problems: Problems) -> None:
    sheet, header = table.sheet, table.header
    if not (sheet.hidden_rows or sheet.struck or sheet.hidden_columns):
        return
    schemes = set(table.schemes.tolist())
    for row in sorted(sheet.hidden_rows):
        if row in schemes and _has_money(table, row):
            got = "dòng ẩn là một đề án có số tiền"
            problems.fault("row-hidden", sheet.place(row), got)
        elif header.top <= row < sheet.height and any(cell.strip() for cell in sheet.row(row)):
            problems.warn("row-hidden", sheet.place(row), "dòng ẩn, không làm đổi tổng")
    for index in sorted(sheet.hidden_columns & set(header.columns.values())):
        where = sheet.place(None, index, header.names[index].printed)
        problems.warn("col-hidden", where, f"cột {column_letters(index)} bị ẩn nhưng vẫn được đọc")
    for row in sorted(sheet.struck & schemes):
        problems.warn(
            "row-strikethrough", sheet.place(row), "dòng có chữ bị gạch ngang; vẫn được tính"
        )


def _has_money(table: Table, row: int) -> bool:
    columns = [
        table.header.columns[code] for code in REGISTER_AMOUNTS if code in table.header.columns
    ]
    return any(_DIGIT.search(table.sheet.columns[index][row].as_py()) for index in columns)


def _nameless_columns(table: Table, problems: Problems) -> None:
    """A column without a name that holds something beside the schemes may be a required one."""
    for index, column in enumerate(table.sheet.columns):
        named = index < len(table.header.names) and table.header.names[index].printed
        if named or not len(table.schemes):
            continue
        texts = np.asarray(column.take(table.schemes))
        filled = [int(row) for row, text in zip(table.schemes, texts, strict=True) if text.strip()]
        if filled:
            where = table.sheet.place(table.header.bottom, index)
            got = f"cột thứ {index + 1} có dữ liệu (dòng {filled[0] + 1}) nhưng không có tên"
            wanted, remedy = "mỗi cột một tên", "ghi tên cột hoặc xóa dữ liệu thừa"
            problems.fault("header-missing", where, got, wanted, remedy)


def _late_rows(table: Table, problems: Problems) -> None:
    """Schemes far below the others are read, and told."""
    rows = table.schemes
    stops = np.array(sorted([*table.breaks, *table.notes]), dtype=np.int64)
    for position in np.flatnonzero(np.diff(rows) > GAP_ROWS).tolist():
        low, high = int(rows[position]), int(rows[position + 1])
        between = int(np.searchsorted(stops, high) - np.searchsorted(stops, low))
        if high - low - between > GAP_ROWS:
            problems.warn(
                "row-after-gap",
                table.sheet.place(high),
                "đề án nằm sau một khoảng trống dài; vẫn được đọc",
            )
    for note in table.notes:
        later = rows[rows > note]
        if len(later):
            problems.warn(
                "row-after-gap",
                table.sheet.place(int(later[0])),
                "đề án nằm sau dòng ghi chú; vẫn được đọc",
            )


def _has_header(sheet: Sheet) -> bool:
    rows = [sheet.row(index) for index in range(min(sheet.height, 80))]
    return find_header(rows, 0, sheet) is not None
