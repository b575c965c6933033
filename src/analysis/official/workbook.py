"""bieu-mau.xlsx: the forms as a workbook, money in triệu đồng with all its decimals, sums as formulas.

A formula is stored with its value, so that a reader without a spreadsheet program sees it too. Blank cells have a
remark in the last column of their line.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from analysis.definitions.forms import CountedLine, load_forms
from analysis.edition import Edition
from analysis.official.filling import (
    COUNTERPART,
    LOCAL,
    NATIONAL,
    Line,
    funds_line,
    results,
    speaking_schemes,
)
from analysis.official.placing import TOLD_BY, Placed, placed
from analysis.official.sheets import FIRST_LINE, FormBook
from analysis.workbook_writer import workbook_bytes

SUBJECT = "Biểu mẫu báo cáo khuyến công"
RESULTS, FUNDS, AWARDS, SCHEMES, APART = (
    "Kết quả",
    "Kinh phí",
    "Bình chọn",
    "Dự án",
    "Chưa xếp dòng",
)
UNCOUNTABLE = "các dòng có đơn vị tính khác nhau nên không cộng"
MANY_UNITS = "Tổng số"
TOTAL = "Tổng số kinh phí"
DEFAULT_HEIGHT = 22  # of a row, in pixels
ROWS_TO_FILL = 20  # of the form of schemes


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
        book = FormBook(workbook, edition, place_name)
        _write_all(book, found, own)
        if len(found.apart):
            _write_apart(book, found.apart)

    return workbook_bytes(SUBJECT, DEFAULT_HEIGHT, fill)


def empty_forms_bytes(edition: Edition, place_name: str) -> bytes:
    """The forms of an edition without a number, for a person to fill; their heading says so."""
    nothing = pd.DataFrame(columns=["activity", *TOLD_BY, *_PRINTED])

    def fill(workbook: Any) -> None:
        book = FormBook(workbook, edition, place_name, to_fill=True)
        _write_all(book, placed(nothing, {}), nothing)

    return workbook_bytes(SUBJECT, DEFAULT_HEIGHT, fill)


def _write_all(book: FormBook, found: Placed, own: pd.DataFrame) -> None:
    _write_results(book, found)
    _write_funds(book, found)
    _write_awards(book)
    _write_schemes(book, own)


def _write_results(book: FormBook, found: Placed) -> None:
    head = ("TT", "Chỉ tiêu", "Đơn vị tính", "KCQG", "KCĐP", "Ghi chú")
    title = load_forms().results_title
    sheet = book.sheet(RESULTS, title, "", head, (6, 60, 16, 14, 14, 60))
    book.write(sheet, FIRST_LINE, ("", MANY_UNITS, "", "", "", UNCOUNTABLE))
    for row, (line, told) in enumerate(results(found), FIRST_LINE + 1):
        _write_counted(book, sheet, row, line, told)


def _write_counted(book: FormBook, sheet: Any, row: int, line: CountedLine, told: Line) -> None:
    number = book.money if line.is_counterpart else book.count
    numbers = [number(told.cells.get(fund)) for fund in (NATIONAL, LOCAL)]
    remark = book.remarks(told.remarks)
    book.write(sheet, row, (line.number, line.label, line.unit, *numbers, remark))


def _write_funds(book: FormBook, found: Placed) -> None:
    """The local fund stands first here, the national one first in the form of results."""
    head = ("TT", "Nội dung", "KCĐP", "KCQG", "Ghi chú")
    lines = load_forms().funds
    sheet = book.sheet(
        FUNDS, load_forms().funds_title, "Đơn vị tính: triệu đồng", head, (6, 70, 18, 18, 60)
    )
    last = FIRST_LINE + len(lines)
    told = [funds_line(found, line.number) for line in lines]
    totals = []
    for letter, fund in zip("CD", (LOCAL, NATIONAL), strict=True):
        formula = f"SUM({letter}{FIRST_LINE + 2}:{letter}{last + 1})"
        amounts = [line.cells[fund] for line in told if fund in line.cells]
        apart = found.apart[fund].fillna(0)
        if apart.any():
            formula += f"+'{APART}'!{_APART_LETTERS[fund]}{FIRST_LINE + 1}"
            amounts.append(int(apart.sum()))
        totals.append(book.total(formula, sum(amounts) if amounts else None))
    remark = f"gồm cả đề án ở trang tính “{APART}”" if len(found.apart) else ""
    book.write(sheet, FIRST_LINE, ("", TOTAL, *totals, remark))
    for row, (line, cells) in enumerate(zip(lines, told, strict=True), FIRST_LINE + 1):
        money = [book.money(cells.cells.get(fund)) for fund in (LOCAL, NATIONAL)]
        remark = book.remarks(cells.remarks)
        book.write(sheet, row, (line.number, line.label, *money, remark))


def _write_awards(book: FormBook) -> None:
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


_PRINTED = ["shown_name", "shown_beneficiary", "year", NATIONAL, LOCAL, COUNTERPART]


def _write_schemes(book: FormBook, schemes: pd.DataFrame) -> None:
    """The register: of each row the funds as they stand, its support and total as formulas over them."""
    widths = (6, 60, 14, 16, 16, 16, 16, 16, 40)
    title = "BÁO CÁO DỰ ÁN KHUYẾN CÔNG"
    sheet = book.sheet(SCHEMES, title, "Đơn vị tính: triệu đồng", _SCHEME_HEAD, widths)
    rows = schemes[_PRINTED].astype(object).where(schemes[_PRINTED].notna(), None)
    row = FIRST_LINE
    for name, beneficiary, year, *amounts in rows.itertuples(index=False, name=None):
        national, local, counterpart = (None if cell is None else int(cell) for cell in amounts)
        support = (national or 0) + (local or 0)
        line = row + 1
        cells = (
            str(row - FIRST_LINE + 1),
            name,
            (int(year), book.text),
            book.money(national),
            book.money(local),
            book.total(f"G{line}+H{line}", support + (counterpart or 0)),
            book.total(f"D{line}+E{line}", support),
            book.money(counterpart),
            beneficiary,
        )
        book.write(sheet, row, cells)
        row += 1
    if row > FIRST_LINE:
        _write_sums(book, sheet, row, schemes)
    elif book.to_fill:
        for row in range(FIRST_LINE, FIRST_LINE + ROWS_TO_FILL):
            book.write(sheet, row, [""] * len(_SCHEME_HEAD))
        book.write(sheet, row + 1, ("", "Tổng cộng", *[""] * (len(_SCHEME_HEAD) - 2)))


def _write_sums(book: FormBook, sheet: Any, row: int, schemes: pd.DataFrame) -> None:
    funds = (NATIONAL, LOCAL, COUNTERPART)
    national, local, counterpart = (int(schemes[fund].fillna(0).sum()) for fund in funds)
    support = national + local
    values = (national, local, support + counterpart, support, counterpart)
    totals = [
        book.total(f"SUM({letter}{FIRST_LINE + 1}:{letter}{row})", value)
        for letter, value in zip("DEFGH", values, strict=True)
    ]
    book.write(sheet, row, ("", "Tổng cộng", "", *totals, ""))


_APART_LETTERS = {LOCAL: "D", NATIONAL: "E"}


def _write_apart(book: FormBook, apart: pd.DataFrame) -> None:
    """The schemes whose line is not known, their sums first, to which the total of the form of funds leads."""
    head = ("STT", "Tên đề án", "Dòng có thể thuộc của biểu Kinh phí", "KCĐP", "KCQG", "Ghi chú")
    title = "ĐỀ ÁN CHƯA XẾP ĐƯỢC VÀO DÒNG CỦA BIỂU KINH PHÍ"
    sheet = book.sheet(APART, title, "Đơn vị tính: triệu đồng", head, (6, 60, 30, 16, 16, 50))
    last = FIRST_LINE + len(apart)
    sums = []
    for fund, letter in _APART_LETTERS.items():
        formula = f"SUM({letter}{FIRST_LINE + 2}:{letter}{last + 1})"
        money = apart[fund].fillna(0)
        sums.append(book.total(formula, int(money.sum()) if money.any() else None))
    told = "Ghi dòng của đề án vào data/raw/dong-bieu.csv rồi lập lại báo cáo"
    book.write(sheet, FIRST_LINE, ("", "Cộng", "", *sums, told))
    columns = ["shown_name", "lines", LOCAL, NATIONAL]
    rows = apart[columns].astype(object).where(apart[columns].notna(), None)
    for row, (name, lines, *amounts) in enumerate(
        rows.itertuples(index=False, name=None), FIRST_LINE + 1
    ):
        paid = [book.money(None if amount is None else int(amount)) for amount in amounts]
        remark = "cùng dòng với đề án chưa rõ dòng" if len(lines) == 1 else ""
        book.write(sheet, row, (str(row - FIRST_LINE), name, ", ".join(lines), *paid, remark))
