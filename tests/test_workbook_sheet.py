"""A sheet of many cells is what XlsxWriter itself writes, byte for byte."""

from __future__ import annotations

import io
from typing import Any

import pytest
import xlsxwriter
from hypothesis import example, given
from hypothesis import strategies as st
from xlsxwriter.worksheet import Worksheet

from analysis.workbook_sheet import Formula, ManyCells
from analysis.workbook_writer import CREATED, TEXT_STAYS_TEXT

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
NUMBERS = st.integers(-(10**15), 10**15) | st.floats(-1e15, 1e15)
FORMULAS = st.builds(
    Formula,
    st.sampled_from(["ROUND(SUM(A1:A9),6)", "ROUND(A1+'Chưa xếp <dòng>'!B2,6)"]),
    st.floats(-1e15, 1e15),
)
# A row that is skipped, its height, its first column, and its cells: what stands there, and whether it has a format.
ROWS = st.tuples(
    st.integers(0, 20),
    st.sampled_from([None, 40]),
    st.integers(0, 30),
    st.lists(st.tuples(TEXTS | NUMBERS | FORMULAS | st.none(), st.booleans()), max_size=4),
)
SHEETS = st.lists(st.lists(ROWS, max_size=6), min_size=1, max_size=2)


def written(sheets: list[Any], kind: type[Worksheet]) -> bytes:
    """The sheets as one kind of sheet writes them, each with a text of the library's own above its rows."""
    buffer = io.BytesIO()
    options = {**TEXT_STAYS_TEXT, "in_memory": True, "default_row_height": 22}
    with xlsxwriter.Workbook(buffer, options) as workbook:
        workbook.set_properties({"created": CREATED})
        shapes = [None, workbook.add_format({"num_format": "#,##0.0", "border": 1})]
        for rows in sheets:
            sheet = workbook.add_worksheet(worksheet_class=kind)
            sheet.write_string(0, 1, "Tên", shapes[1])
            number = 0
            for skipped, height, first, cells in rows:
                number += skipped + 1
                if height:
                    sheet.set_row(number, height)
                put(sheet, number, first, [(value, shapes[shaped]) for value, shaped in cells])
    return buffer.getvalue()


def put(sheet: Any, row: int, first: int, cells: list[tuple[Any, Any]]) -> None:
    """A row in the way of its sheet."""
    if isinstance(sheet, ManyCells):
        sheet.write_cells(row, first, cells)
        return
    for column, (value, shape) in enumerate(cells, first):
        if value is None:
            sheet.write_blank(row, column, value, shape)
        elif isinstance(value, str):
            sheet.write_string(row, column, value, shape)
        elif isinstance(value, Formula):
            sheet.write_formula(row, column, f"={value.text}", shape, value.value)
        else:
            sheet.write_number(row, column, value, shape)


@given(SHEETS)
@example([[(0, None, 0, [("dài " * 2_600, True), ("<" * 40_000, False)])]])
def test_many_cells_are_the_bytes_of_the_library(sheets: list[Any]) -> None:
    """Texts, numbers, blank cells and formulas, in any rows and columns, are stored as the library's own sheet does."""
    assert written(sheets, ManyCells) == written(sheets, Worksheet)


@pytest.mark.parametrize(
    ("row", "column", "value"),
    [
        (0, 0, float("nan")),
        (0, 0, float("inf")),
        (0, 0, Formula("A1", float("-inf"))),
        (1_048_576, 0, 1),
        (0, 16_384, 1),
        (0, 16_384, "dài " * 2_600),
        (0, -1, 1),
    ],
)
def test_what_no_sheet_holds_is_refused(row: int, column: int, value: Any) -> None:
    """A number that is not finite and a cell beyond the sheet are refused, never written or dropped."""
    sheet = xlsxwriter.Workbook(io.BytesIO(), {"in_memory": True}).add_worksheet(
        worksheet_class=ManyCells
    )
    with pytest.raises(ValueError, match=r"beyond the sheet|no number of a cell"):
        sheet.write_cells(row, column, [(value, None)])


@pytest.mark.parametrize("name", ["row", "column", "comment"])
def test_what_many_cells_do_not_write_is_refused(name: str) -> None:
    """A comment, and the format of a whole row or column, is refused where the sheet is stored, never left out."""
    workbook = xlsxwriter.Workbook(io.BytesIO(), {"in_memory": True})
    shape = workbook.add_format({"bold": True})
    sheet = workbook.add_worksheet(worksheet_class=ManyCells)
    sheet.write_cells(0, 0, [(1, None)])
    told = {
        "row": lambda: sheet.set_row(0, None, shape),
        "column": lambda: sheet.set_column(0, 0, None, shape),
        "comment": lambda: sheet.write_comment(1, 0, "lời"),
    }
    told[name]()
    with pytest.raises(ValueError, match="no comments and no formats"):
        workbook.close()
