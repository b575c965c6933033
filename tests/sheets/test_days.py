"""Cells of a workbook that hold a day: what they show is what is read."""

from __future__ import annotations

import datetime as dt

import pytest
from openpyxl.worksheet.worksheet import Worksheet

from analysis.faults import Problems
from analysis.raw.rows import RegisterSource
from analysis.sheets.xlsx_file import day_as_shown, read_workbook
from register_files import workbook


@pytest.mark.parametrize(
    ("code", "shown"),
    [
        ("dd/mm/yyyy", "2025-03-01"),
        ("m/d/yy h:mm", "2025-03-01"),
        ("mm/yyyy", "03/2025"),
        ('"Tháng đầu" mm\\/yyyy', "03/2025"),
        ("[$-42A]mmmm yyyy;@", "03/2025"),
        ("yyyy", "2025"),
        ("h:mm", "2025-03-01"),
        ("mm", "03/2025"),
        ("mmmm", "03/2025"),
        ("mm:ss", "2025-03-01"),
    ],
)
def test_a_day_is_read_as_far_as_its_cell_shows_it(code: str, shown: str) -> None:
    """A spreadsheet keeps the first of the month behind a month; nobody wrote that day."""
    assert day_as_shown("2025-03-01", code) == shown


def test_a_month_in_a_workbook_is_no_day() -> None:
    """Excel's own format of a month and one that an office made; a whole day stays one."""

    def date(sheet: Worksheet) -> None:
        for row, code in enumerate(("mmm-yy", "mm/yyyy", "dd/mm/yyyy"), start=2):
            cell = sheet.cell(row, 1, dt.date(2025, 3, 15))
            cell.number_format = code

    (sheet,) = read_workbook(RegisterSource("so.xlsx", "", workbook(date)), Problems())
    assert sheet.columns[0].to_pylist()[1:4] == ["03/2025", "03/2025", "2025-03-15"]
