"""bieu-mau.xlsx: the forms as a workbook, money in triệu đồng with all its decimals, sums as formulas.

A formula is stored with its value, so that a reader without a spreadsheet program sees it too. Blank cells have a
remark in the last column of their line.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import Any

import pandas as pd

from analysis.definitions.forms import CountedLine, load_forms
from analysis.edition import Edition
from analysis.language.numbers import MILLION, shortest_decimals
from analysis.official.filling import (
    COUNTERPART,
    LOCAL,
    NATIONAL,
    Line,
    funds_line,
    results,
    speaking_schemes,
)
from analysis.official.placing import Placed, placed
from analysis.workbook_writer import workbook_bytes

NAME = "bieu-mau.xlsx"
RESULTS, FUNDS, AWARDS, SCHEMES, APART = (
    "Kết quả",
    "Kinh phí",
    "Bình chọn",
    "Dự án",
    "Chưa xếp dòng",
)
STANDING = (
    "Bày theo biểu mẫu đang dùng tại một Sở, chưa đối chiếu với thông tư của Bộ Công Thương. Ô trống là danh mục đề án"
    " không cho biết (lý do ở cột Ghi chú), không phải số 0. Chỉ gồm đề án đã thực hiện, không gồm kinh phí có thu hồi."
)
UNCOUNTABLE = "các dòng có đơn vị tính khác nhau nên không cộng"
MANY_UNITS = "Tổng số"
TOTAL = "Tổng số kinh phí"
FIRST_LINE = 5  # the row below the header, counted from 0
DECIMALS = 6
ROW_HEIGHT = 17  # of a line of text, in points
DEFAULT_HEIGHT = 22  # of a row, in pixels


class _Book:
    """An open workbook with its formats."""

    def __init__(self, workbook: Any, edition: Edition, place_name: str) -> None:
        self.workbook = workbook
        self.widths: dict[Any, Sequence[int]] = {}
        self.lines: dict[tuple[Any, int], int] = {}
        self.period = f"{place_name}, {edition.period_text}"
        add = workbook.add_format
        cell = {"border": 1, "valign": "top", "text_wrap": True}
        self.title = add({"bold": True, "font_size": 14})
        self.remark = add({"italic": True, "text_wrap": True, "valign": "top"})
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
        sheet.merge_range(3, 0, 3, len(head) - 1, STANDING, self.remark)
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

    def number(self, sheet: Any, row: int, column: int, value: Fraction | None) -> None:
        """Write a number with all its decimals, or a blank cell."""
        if value is None:
            sheet.write_blank(row, column, None, self.text)
        else:
            sheet.write_number(row, column, float(value), self._shape(value))

    def total(
        self, sheet: Any, row: int, column: int, formula: str, value: Fraction | None
    ) -> None:
        """Write a formula with its value; a blank cell where nothing is known to be added."""
        if value is None:
            sheet.write_blank(row, column, None, self.text)
        else:
            rounded = f"=ROUND({formula},{DECIMALS})"
            sheet.write_formula(row, column, rounded, self._shape(value), float(value))

    def texts(self, sheet: Any, row: int, start: int, texts: Iterable[str]) -> None:
        """Write texts side by side; the row becomes as high as the longest of them needs."""
        for column, text in enumerate(texts, start):
            sheet.write_string(row, column, text, self.text)
            lines = -(-len(text) // self.widths[sheet][column])
            if lines > self.lines.get((sheet, row), 1):
                self.lines[sheet, row] = lines
                sheet.set_row(row, ROW_HEIGHT * lines)

    def _shape(self, value: Fraction) -> Any:
        return self.numbers[shortest_decimals(value, DECIMALS)]


def forms_bytes(
    schemes: pd.DataFrame,
    edition: Edition,
    place_name: str,
    decided: Mapping[str, str],
    hides_households: bool,
) -> bytes:
    """The forms of an edition as a workbook, the same bytes for the same schemes.

    Args:
        schemes: of the registers that the edition uses, with the columns of `registers.result`.
        edition: of whose place and period the schemes are.
        place_name: as it is printed.
        decided: to which line of the funds form the office put what, see `placing.placed`.
        hides_households: whether households stay without their names.
    """
    own = speaking_schemes(schemes, edition, hides_households)
    found = placed(own, decided)

    def fill(workbook: Any) -> None:
        book = _Book(workbook, edition, place_name)
        _write_results(book, found)
        _write_funds(book, found)
        _write_awards(book)
        _write_schemes(book, own)
        if len(found.apart):
            _write_apart(book, found.apart)

    return workbook_bytes("Biểu mẫu báo cáo khuyến công", DEFAULT_HEIGHT, fill)


def _millions(amount: int | None) -> Fraction | None:
    return None if amount is None else Fraction(amount, MILLION)


def _write_results(book: _Book, found: Placed) -> None:
    head = ("TT", "Chỉ tiêu", "Đơn vị tính", "KCQG", "KCĐP", "Ghi chú")
    title = load_forms().results_title
    sheet = book.sheet(RESULTS, title, "", head, (6, 60, 16, 14, 14, 60))
    book.texts(sheet, FIRST_LINE, 0, ("", MANY_UNITS, "", "", "", UNCOUNTABLE))
    for row, (line, told) in enumerate(results(found), FIRST_LINE + 1):
        _write_counted(book, sheet, row, line, told)


def _write_counted(book: _Book, sheet: Any, row: int, line: CountedLine, told: Line) -> None:
    book.texts(sheet, row, 0, (line.number, line.label, line.unit))
    for column, fund in enumerate((NATIONAL, LOCAL), 3):
        value = told.cells.get(fund)
        if line.is_counterpart:
            book.number(sheet, row, column, _millions(value))
        else:
            book.number(sheet, row, column, None if value is None else Fraction(value))
    book.texts(sheet, row, 5, ("; ".join(told.remarks),))


def _write_funds(book: _Book, found: Placed) -> None:
    """The local fund stands first here, the national one first in the form of results."""
    head = ("TT", "Nội dung", "KCĐP", "KCQG", "Ghi chú")
    lines = load_forms().funds
    sheet = book.sheet(
        FUNDS, load_forms().funds_title, "Đơn vị tính: triệu đồng", head, (6, 70, 18, 18, 60)
    )
    book.texts(sheet, FIRST_LINE, 0, ("", TOTAL))
    last = FIRST_LINE + len(lines)
    told = [funds_line(found, line.number) for line in lines]
    for column, fund in enumerate((LOCAL, NATIONAL), 2):
        letter = "ABCD"[column]
        formula = f"SUM({letter}{FIRST_LINE + 2}:{letter}{last + 1})"
        amounts = [line.cells[fund] for line in told if fund in line.cells]
        apart = found.apart[fund].fillna(0)
        if apart.any():
            formula += f"+'{APART}'!{_APART_LETTERS[fund]}{FIRST_LINE + 1}"
            amounts.append(int(apart.sum()))
        book.total(sheet, FIRST_LINE, column, formula, _millions(sum(amounts)) if amounts else None)
    remark = f"gồm cả đề án ở trang tính “{APART}”" if len(found.apart) else ""
    book.texts(sheet, FIRST_LINE, 4, (remark,))
    for row, (line, cells) in enumerate(zip(lines, told, strict=True), FIRST_LINE + 1):
        book.texts(sheet, row, 0, (line.number, line.label))
        for column, fund in enumerate((LOCAL, NATIONAL), 2):
            book.number(sheet, row, column, _millions(cells.cells.get(fund)))
        book.texts(sheet, row, 4, ("; ".join(cells.remarks),))


def _write_awards(book: _Book) -> None:
    head = ("TT", "Chỉ tiêu", "Đơn vị tính", "Cấp trung ương", "Cấp tỉnh", "Ghi chú")
    sheet = book.sheet(AWARDS, load_forms().awards_title, "", head, (8, 70, 16, 16, 16, 40))
    for row, line in enumerate(load_forms().awards, FIRST_LINE):
        _write_counted(book, sheet, row, line, Line(remarks=("danh mục đề án không ghi",)))


_SCHEME_HEAD = (
    "STT",
    "Tên đề án",
    "Thời gian thực hiện (năm)",
    "Nguồn vốn: TW",
    "Nguồn vốn: Địa phương",
    "Tổng kinh phí",
    "Kinh phí khuyến công hỗ trợ",
    "Kinh phí doanh nghiệp đối ứng",
    "Doanh nghiệp thụ hưởng",
)


def _write_schemes(book: _Book, schemes: pd.DataFrame) -> None:
    """The register: of each row the funds as they stand, its support and total as formulas over them."""
    widths = (6, 60, 14, 16, 16, 16, 16, 16, 40)
    title = "BÁO CÁO DỰ ÁN KHUYẾN CÔNG"
    sheet = book.sheet(SCHEMES, title, "Đơn vị tính: triệu đồng", _SCHEME_HEAD, widths)
    columns = ["shown_name", "shown_beneficiary", "year", NATIONAL, LOCAL, COUNTERPART]
    rows = schemes[columns].astype(object).where(schemes[columns].notna(), None)
    row = FIRST_LINE
    for name, beneficiary, year, *amounts in rows.itertuples(index=False, name=None):
        national, local, counterpart = (None if cell is None else int(cell) for cell in amounts)
        book.texts(sheet, row, 0, (str(row - FIRST_LINE + 1), name))
        sheet.write_number(row, 2, int(year), book.text)
        support = (national or 0) + (local or 0)
        line = row + 1
        for column, amount in ((3, national), (4, local), (7, counterpart)):
            book.number(sheet, row, column, _millions(amount))
        book.total(sheet, row, 6, f"D{line}+E{line}", _millions(support))
        whole = support + (counterpart or 0)
        book.total(sheet, row, 5, f"G{line}+H{line}", _millions(whole))
        book.texts(sheet, row, 8, (beneficiary,))
        row += 1
    if row > FIRST_LINE:
        _write_sums(book, sheet, row, schemes)


def _write_sums(book: _Book, sheet: Any, row: int, schemes: pd.DataFrame) -> None:
    money = schemes[[NATIONAL, LOCAL, COUNTERPART]].fillna(0).sum().map(int)
    support = money[NATIONAL] + money[LOCAL]
    values = (
        money[NATIONAL],
        money[LOCAL],
        support + money[COUNTERPART],
        support,
        money[COUNTERPART],
    )
    book.texts(sheet, row, 0, ("", "Tổng cộng", ""))
    for column, value in enumerate(values, 3):
        letter = "ABCDEFGH"[column]
        formula = f"SUM({letter}{FIRST_LINE + 1}:{letter}{row})"
        book.total(sheet, row, column, formula, _millions(value))
    book.texts(sheet, row, 8, ("",))


_APART_LETTERS = {LOCAL: "D", NATIONAL: "E"}


def _write_apart(book: _Book, apart: pd.DataFrame) -> None:
    """The schemes whose line is not known, their sums first, to which the total of the form of funds leads."""
    head = ("STT", "Tên đề án", "Dòng có thể thuộc của biểu Kinh phí", "KCĐP", "KCQG", "Ghi chú")
    title = "ĐỀ ÁN CHƯA XẾP ĐƯỢC VÀO DÒNG CỦA BIỂU KINH PHÍ"
    sheet = book.sheet(APART, title, "Đơn vị tính: triệu đồng", head, (6, 60, 30, 16, 16, 50))
    last = FIRST_LINE + len(apart)
    book.texts(sheet, FIRST_LINE, 0, ("", "Cộng", ""))
    for fund, letter in _APART_LETTERS.items():
        formula = f"SUM({letter}{FIRST_LINE + 2}:{letter}{last + 1})"
        money = apart[fund].fillna(0)
        value = _millions(int(money.sum())) if money.any() else None
        book.total(sheet, FIRST_LINE, "ABCDE".index(letter), formula, value)
    told = "Ghi dòng của đề án vào data/raw/dong-bieu.csv rồi lập lại báo cáo"
    book.texts(sheet, FIRST_LINE, 5, (told,))
    columns = ["shown_name", "lines", LOCAL, NATIONAL]
    rows = apart[columns].astype(object).where(apart[columns].notna(), None)
    for row, (name, lines, local, national) in enumerate(
        rows.itertuples(index=False, name=None), FIRST_LINE + 1
    ):
        book.texts(sheet, row, 0, (str(row - FIRST_LINE), name, ", ".join(lines)))
        for column, amount in ((3, local), (4, national)):
            book.number(sheet, row, column, _millions(None if amount is None else int(amount)))
        remark = "cùng dòng với đề án chưa rõ dòng" if len(lines) == 1 else ""
        book.texts(sheet, row, 5, (remark,))
