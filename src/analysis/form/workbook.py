"""The register's template.

A workbook that an official fills in, with lists, checks and a guide in Vietnamese.

The prepared rows hold no value and no formula, so that an unused row is an empty row for every
reader. They have no filter and no border of their own either: a filter would hide rows, and borders
would print as empty pages.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

from analysis.edition import FIRST_YEAR, LAST_YEAR
from analysis.form.guide import (
    COLUMNS,
    FIRST_ROW,
    HEADER_ROW,
    REQUIRED_COLUMNS,
    ROWS,
    RULES,
    WANTED,
    Column,
    filled_in,
    styles,
    write_guide,
)
from analysis.running.files import write_new
from analysis.tables.columns import GUIDE_SHEET, TEMPLATE_NAME
from analysis.workbook_writer import workbook_bytes

REGISTER_SHEET = "Danh mục"
LAST_ROW = FIRST_ROW + ROWS - 1
ROW_HEIGHT = 21
LEGEND = (
    "Cách ghi từng cột: xem trang tính “Hướng dẫn”. "
    "Ô vàng: còn thiếu. Ô đỏ: sai. Ô cam: kiểm tra lại đơn vị tiền."
)
# Đồng; a smaller amount that is not 0 is likely meant in triệu đồng.
SMALLEST_USUAL = 1_000_000


def write_template(folder: Path, year: int) -> Path:
    """Write the template of a year into `folder`, and give its path.

    Raises:
        AnalysisError: a file of that name is there already; it may be filled in, so it is left
            alone.
    """
    path = folder / f"{TEMPLATE_NAME}{year}.xlsx"
    write_new(path, template_bytes(year))
    return path


def template_bytes(year: int) -> bytes:
    """The template of a year as a workbook; the same bytes at any time and in any place."""

    def fill(workbook: Any) -> None:
        register = workbook.add_worksheet(REGISTER_SHEET)
        guide = workbook.add_worksheet(GUIDE_SHEET)
        write_guide(workbook, guide, year)
        _write_register(workbook, register, year)

    return workbook_bytes(f"Danh mục đề án khuyến công năm {year}", ROW_HEIGHT, fill)


def _write_register(workbook: Any, sheet: Any, year: int) -> None:
    _write_head(workbook, sheet, year)
    entry = styles(workbook, "entry")
    for number, column in enumerate(COLUMNS):
        sheet.set_column(number, number, column.width)
        # cell by cell, since a style of the whole column would reach below the prepared rows
        for row in range(FIRST_ROW, LAST_ROW + 1):
            sheet.write_blank(row, number, None, entry[column.entry])
        sheet.data_validation(FIRST_ROW, number, LAST_ROW, number, _validation(column, year))
    _add_marks(workbook, sheet)
    _set_print(sheet)


def _write_head(workbook: Any, sheet: Any, year: int) -> None:
    head = styles(workbook, "head")
    sheet.write_string(0, 0, f"DANH MỤC ĐỀ ÁN KHUYẾN CÔNG NĂM {year}", head["title"])
    sheet.write_string(1, 0, LEGEND, head["remark"])
    sheet.write_string(2, 0, "Đơn vị tính: đồng", head["remark"])
    sheet.set_row(0, 26)
    sheet.set_row(HEADER_ROW, 50)
    for number, column in enumerate(COLUMNS):
        style = "optional"
        if column.is_required:
            style = "required"
        sheet.write_string(HEADER_ROW, number, column.header, head[style])
    sheet.freeze_panes(FIRST_ROW, 2)


def _validation(column: Column, year: int) -> dict[str, Any]:
    """What Excel lets people enter in a column, with its words before and after."""
    rule: dict[str, Any] = dict(RULES[column.entry])
    if column.entry == "list":
        rule["source"] = f"={column.names}"
    elif column.entry == "date":
        rule["minimum"] = dt.date(FIRST_YEAR, 1, 1)
        rule["maximum"] = dt.date(LAST_YEAR, 12, 31)
    if column.entry != "text":
        wanted = filled_in(column.wanted or WANTED[column.entry], year)
        rule["error_title"] = "Giá trị không hợp lệ"
        rule["error_message"] = f"{column.name}: {wanted}."
    if column.hint:
        rule["input_title"] = column.header
        rule["input_message"] = filled_in(column.hint, year)
    return rule


def _add_marks(workbook: Any, sheet: Any) -> None:
    """Let Excel itself colour what is missing, wrong or doubtful.

    Each formula is that of the first prepared row.
    """
    row = FIRST_ROW + 1
    letters = {column.name: column.letter for column in COLUMNS}
    first = letters[REQUIRED_COLUMNS[0]]
    final = letters[REQUIRED_COLUMNS[-1]]
    last = COLUMNS[-1].letter
    national = letters["Kinh phí KCQG"]
    counterpart = letters["Kinh phí đối ứng"]
    total = letters["Tổng kinh phí"]
    mark = styles(workbook, "mark")
    parts = f"${national}{row}:${counterpart}{row}"
    whole = f"${total}{row}"
    differs = f"AND(COUNT({parts},{whole})=4,ABS(SUM({parts})-{whole})>=1)"
    for column in COLUMNS:
        letter = column.letter
        cell = f"{letter}{row}"
        if column.entry != "text":
            _mark(sheet, letter, letter, _wrong(column, cell), mark["wrong"])
        if column.entry == "money":
            small = f"ISNUMBER({cell}),{cell}>0,{cell}<{SMALLEST_USUAL}"
            # Not every program keeps Excel's order of overlapping marks, so that no two fills may
            # hold for one cell.
            if column.is_required:
                small += f",NOT({differs})"
            _mark(sheet, letter, letter, f"AND({small})", mark["doubtful"])
    _mark(sheet, national, total, differs, mark["wrong"])
    started = f"COUNTA($A{row}:${last}{row})>0"
    missing = f"AND({started},LEN(TRIM({first}{row}))=0)"
    _mark(sheet, first, final, missing, mark["missing"])
    _mark(sheet, "A", last, started, mark["begun"])


def _wrong(column: Column, cell: str) -> str:
    """Formula that is true for a cell, pasted or typed, that the reader would refuse."""
    wrong = f"IF(ISNUMBER({cell}),OR({cell}<0,{cell}<>INT({cell})),TRUE)"
    if column.entry == "list":
        wrong = f"COUNTIF({column.names},{cell})=0"
    elif column.entry == "date":
        wrong = f"NOT(ISNUMBER({cell}))"
    return f"AND(LEN(TRIM({cell}))>0,{wrong})"


def _mark(sheet: Any, first: str, last: str, formula: str, style: Any) -> None:
    area = f"{first}{FIRST_ROW + 1}:{last}{LAST_ROW + 1}"
    sheet.conditional_format(area, {"type": "formula", "criteria": f"={formula}", "format": style})


def _set_print(sheet: Any) -> None:
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(HEADER_ROW)
    sheet.set_footer("&RTrang &P/&N")
