"""What the sheets of the forms share: their formats, heads, and how a number, a sum or a text is written."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from functools import lru_cache
from typing import Any

from analysis.edition import Edition
from analysis.language.numbers import shortest_decimals
from analysis.language.printed_units import MILLION
from analysis.workbook_sheet import Cell, Formula

_LAYOUT = "Bày theo biểu mẫu đang dùng tại một Sở, chưa đối chiếu với thông tư của Bộ Công Thương."
STANDING = (
    f"{_LAYOUT} Ô trống là danh mục đề án không cho biết (lý do ở cột Ghi chú), không phải số 0."
    " Chỉ gồm đề án đã thực hiện, không gồm kinh phí có thu hồi."
)
TO_FILL = (
    "BIỂU TRỐNG ĐỂ ĐIỀN, chưa có số nào; điền xong thì xóa dòng này. Số bằng không thì ghi 0, không có số liệu thì để"
    f" trống. Chỉ ghi đề án đã thực hiện, không ghi kinh phí có thu hồi. {_LAYOUT}"
)
FIRST_LINE = 5  # the row below the header, counted from 0
DECIMALS = 6
ROW_HEIGHT = 17  # of a line of text, in points


class FormBook:
    """An open workbook with its formats; one `to_fill` tells of no line why it is blank."""

    def __init__(
        self, workbook: Any, edition: Edition, place_name: str, *, to_fill: bool = False
    ) -> None:
        self.workbook = workbook
        self.to_fill = to_fill
        self.widths: dict[Any, Sequence[int]] = {}
        self.lines: dict[tuple[Any, int], int] = {}
        self.period = f"{place_name}, {edition.period_text}"
        add = workbook.add_format
        cell = {"border": 1, "valign": "top", "text_wrap": True}
        self.title = add({"bold": True, "font_size": 14})
        self.remark = add({"italic": True, "bold": to_fill, "text_wrap": True, "valign": "top"})
        self.head = add({**cell, "bold": True, "align": "center", "valign": "vcenter"})
        self.text = add(cell)
        self.strong = add({**cell, "bold": True})
        shapes = [f"#,##0.{'0' * decimals}".rstrip(".") for decimals in range(DECIMALS + 1)]
        self.numbers = [add({**cell, "num_format": shape}) for shape in shapes]

    def sheet(
        self, name: str, title: str, unit: str, head: Sequence[str], widths: Sequence[int]
    ) -> Any:
        """A new sheet with its title, period, unit, standing and header."""
        sheet = self.workbook.add_worksheet(name)
        self.widths[sheet] = widths
        for column, width in enumerate(widths):
            sheet.set_column(column, column, width)
        sheet.write_string(0, 0, title, self.title)
        sheet.write_string(1, 0, self.period)
        sheet.write_string(2, 0, unit)
        sheet.merge_range(
            3, 0, 3, len(head) - 1, TO_FILL if self.to_fill else STANDING, self.remark
        )
        sheet.set_row(3, ROW_HEIGHT * 3)
        longest = max(-(-len(text) // width) for text, width in zip(head, widths, strict=True))
        sheet.set_row(FIRST_LINE - 1, ROW_HEIGHT * longest)
        for column, text in enumerate(head):
            sheet.write_string(FIRST_LINE - 1, column, text, self.head)
        sheet.freeze_panes(FIRST_LINE, 0)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(FIRST_LINE - 1)
        return sheet

    def write(self, sheet: Any, row: int, cells: Iterable[str | Cell]) -> None:
        """Write a row from its first cell on; it becomes as high as the longest of its texts needs."""
        told = [(cell, self.text) if isinstance(cell, str) else cell for cell in cells]
        sheet.write_cells(row, 0, told)
        for (text, _), width in zip(told, self.widths[sheet], strict=True):
            lines = -(-len(text) // width) if isinstance(text, str) else 1
            if lines > self.lines.get((sheet, row), 1):
                self.lines[sheet, row] = lines
                sheet.set_row(row, ROW_HEIGHT * lines)

    def count(self, number: int | None) -> Cell:
        """A whole number, or a blank cell."""
        return (None, self.text) if number is None else (number, self.numbers[0])

    def money(self, amount: int | None) -> Cell:
        """An amount in đồng as triệu đồng with all its decimals, or a blank cell."""
        return (None, self.text) if amount is None else (amount / MILLION, self._shape(amount))

    def total(self, formula: str, amount: int | None) -> Cell:
        """A formula with its value in đồng; a blank cell where nothing is known to be added."""
        if amount is None:
            return None, self.text
        return Formula(f"ROUND({formula},{DECIMALS})", amount / MILLION), self._shape(amount)

    def remarks(self, remarks: Iterable[str]) -> str:
        """Why cells of a line are blank, and how they are read; nothing where a person fills them."""
        return "" if self.to_fill else "; ".join(remarks)

    def _shape(self, amount: int) -> Any:
        return self.numbers[_decimals(amount)]


@lru_cache(maxsize=4096)
def _decimals(amount: int) -> int:
    """How many decimals an amount in đồng needs as triệu đồng."""
    return shortest_decimals(Fraction(amount, MILLION), DECIMALS)
