"""A workbook of the program keeps text as text and has the same bytes at any time."""

from __future__ import annotations

import io
from typing import Any

import openpyxl

from analysis.workbook_writer import workbook_bytes

TEXTS = ("=1+1", "https://vi-du", "0123", "Tổng kinh phí")


def test_text_stays_text_and_bytes_stay_the_same() -> None:
    """What looks like a formula, an address or a number is stored as the text that it is; two files are one."""

    def fill(workbook: Any) -> None:
        sheet = workbook.add_worksheet("Một")
        for row, text in enumerate(TEXTS):
            sheet.write(row, 0, text)

    content = workbook_bytes("Thử", 20, fill)
    book = openpyxl.load_workbook(io.BytesIO(content))
    cells = [row[0] for row in book["Một"].iter_rows()]
    assert [cell.value for cell in cells] == list(TEXTS)
    assert {cell.data_type for cell in cells} == {"s"}
    assert all(cell.hyperlink is None for cell in cells)
    assert book.properties.title == "Thử"
    assert workbook_bytes("Thử", 20, fill) == content
