"""The number of one cell of a form, exact: money in whole đồng by the unit of its header, else whole pieces."""

from __future__ import annotations

import re
from collections.abc import Iterable
from fractions import Fraction

from analysis.book.book import Origin
from analysis.faults import Place, Problems
from analysis.filled.form import FilledCell
from analysis.filled.layout import UNIT, Layout
from analysis.filled.lines import counts_same, unit_of
from analysis.language.numbers import LEAST_MONEY, MOST_MONEY, format_money, format_number
from analysis.language.printed_units import BILLION, MONEY_NAMES, ONE_DONG
from analysis.messages import shown
from analysis.sheets.cells import column_letters
from analysis.sheets.sheet import TEXT
from analysis.tables.amount_columns import read_cell, tell_fault
from analysis.tables.amounts import dong
from analysis.tables.column_names import StatedUnit, parent_unit, unit_said_in
from analysis.tables.units import Units, caption_unit, cell_unit

NOTHING = ("blank", "dash")
# One or twelve hundred; and what only a Vietnamese writes so.
_TWO_WAYS = re.compile(r"[1-9][0-9]{0,2},[0-9]{3}")
_VIETNAMESE = re.compile(
    r"[0-9]{1,3}(?:\.[0-9]{3})+(?:,[0-9]+)?|[0-9]+,(?:[0-9]{1,2}|[0-9]{4,})|0,[0-9]+"
)


def units_of(layout: Layout, problems: Problems) -> Units:
    """The unit of each column of money in đồng: in its header, else in the title of the form; None where none is.

    Args:
        layout: a form of money.
        problems: receives unit-unknown, unit-currency or unit-conflict.
    """
    sheet = layout.sheet
    above = [text for row in sheet.rows(0, layout.bottom + 1) for text in row if text.strip()]
    caption = _one(layout, (unit_said_in(caption_unit, text) for text in above), problems)
    units: Units = {}
    for name, index in layout.numbers.items():
        text = layout.names.get(index, "")
        own = parent_unit(text)
        if own is None:
            units[name] = caption
        elif own[1] is None:
            units[name] = own[0]
        else:
            where = sheet.place(layout.bottom, index)
            got = f'"{shown(text)}": phần trong ngoặc không phải đơn vị tính'
            remedy = "bỏ phần ấy khỏi tiêu đề, hoặc ghi đơn vị thay cho nó"
            problems.fault(own[1], where, got, "đơn vị của tiền, ví dụ (triệu đồng)", remedy)
    return units


def check_commas(layout: Layout, units: Units, problems: Problems) -> None:
    """Refuse typed money such as "1,200", one or twelve hundred, where no number of the form tells which.

    A number of tỷ đồng is not asked about: thousands of them are no one's money.

    Args:
        layout: a form of money.
        units: of its columns.
        problems: receives number-ambiguous for the first of such cells.
    """
    sheet = layout.sheet
    asked: list[tuple[Place, str]] = []
    for row in range(layout.bottom + 1, sheet.height):
        for name, index in layout.numbers.items():
            text = layout.text(row, name)
            if sheet.kind(row, index) != TEXT:
                continue
            if _VIETNAMESE.fullmatch(text):
                return
            if (
                _TWO_WAYS.fullmatch(text)
                and (_unit_at(layout, row, name, units) or BILLION) < BILLION
            ):
                asked.append((sheet.place(row, index, layout.names.get(index, "")), text))
    for where, text in asked[:1]:
        problems.fault(
            "number-ambiguous",
            where,
            f'"{text}" có thể là phần lẻ hay hàng nghìn, và không số nào khác của biểu cho biết cách viết',
            "phần nghìn ngăn bằng dấu chấm, phần lẻ bằng dấu phẩy: 1.200 hoặc 1,2",
        )


def _one(layout: Layout, stated: Iterable[StatedUnit | None], problems: Problems) -> int | None:
    """The one unit that some texts state."""
    found = {}
    for said in stated:
        if said is None:
            continue
        unit, problem = said
        if problem is not None:
            problems.fault(
                problem, layout.sheet.place(layout.bottom), "đơn vị tính của biểu không rõ"
            )
            return None
        found[unit] = True
    if len(found) > 1:
        names = ", ".join(MONEY_NAMES[unit] for unit in found if unit)
        problems.fault("unit-conflict", layout.sheet.place(layout.bottom), f"biểu nêu {names}")
    return next(iter(found), None)


def money_in(
    layout: Layout, row: int, name: str, units: Units, problems: Problems
) -> FilledCell | None:
    """The money of a cell in đồng; None of a blank one, a dash, and after a fault.

    Args:
        layout: the form.
        row: the row, from 0.
        name: the column of numbers.
        units: of its columns.
        problems: receives unit-missing, amount-implausible, and what else is wrong in the cell.
    """
    if name not in units:
        # its header has a fault
        return None
    unit = _unit_at(layout, row, name, units)
    sheet, index = layout.sheet, layout.columns[name]
    text = layout.text(row, name)
    read = read_cell(text, sheet.kind(row, index), unit, total=True)
    where = sheet.place(row, index, layout.names.get(index, ""))
    if read.state in NOTHING:
        return None
    factor = read.own_unit or unit
    if factor is None:
        problems.fault_once(
            "unit-missing",
            sheet.place(layout.bottom),
            "biểu không nêu đơn vị tính của tiền",
            "đơn vị ở tiêu đề hoặc trên biểu, ví dụ “Đơn vị tính: triệu đồng”",
        )
        return None
    if read.fault is not None:
        tell_fault(read.fault, where, problems)
        return None
    if read.value and not LEAST_MONEY <= read.value <= MOST_MONEY:
        # the bounds of published figures, which it is to be: most often the unit is not that of the numbers
        got = f'"{shown(text)}" {MONEY_NAMES[factor]} là {dong(read.value)}, ngoài khoảng hợp lý'
        problems.fault("amount-implausible", where, got)
        return None
    if "amount-not-whole" in read.notes:
        problems.warn("amount-not-whole", where, "số không tròn đồng; đã làm tròn đến đồng")
    printed = format_money(read.value, MONEY_NAMES[factor])
    return _cell(layout, row, name, read.value, read.step, MONEY_NAMES[factor], printed)


def _unit_at(layout: Layout, row: int, name: str, units: Units) -> int | None:
    """The unit of a cell of money: that of its row, else of its column."""
    own = unit_said_in(cell_unit, layout.text(row, UNIT))
    return units.get(name) if own is None else own[0]


def check_unit(layout: Layout, row: int, key: str, problems: Problems, *, is_money: bool) -> None:
    """Refuse a line with numbers whose unit somebody changed to that of another thing.

    Args:
        layout: a form with a column of units.
        row: the row, from 0.
        key: its line.
        problems: receives unit-conflict.
        is_money: whether the line has money, of which any unit is one.
    """
    said, wanted = layout.text(row, UNIT), unit_of(layout.kind, key)
    if not said or not any(layout.text(row, name) for name in layout.values):
        return
    is_same = unit_said_in(cell_unit, said) is not None if is_money else counts_same(wanted, said)
    if not is_same:
        where = layout.sheet.place(row, layout.columns[UNIT], layout.names[layout.columns[UNIT]])
        problems.fault(
            "unit-conflict",
            where,
            f"dòng này của biểu có đơn vị “{wanted}”, ô ghi “{shown(said)}”",
            f"đơn vị “{wanted}”",
            f"ghi lại đơn vị “{wanted}” và số theo đơn vị ấy",
        )


def pieces_in(layout: Layout, row: int, name: str, problems: Problems) -> FilledCell | None:
    """The whole number of a cell; None of a blank one, a dash, and after a fault."""
    sheet, index = layout.sheet, layout.columns[name]
    text = layout.text(row, name)
    read = read_cell(text, sheet.kind(row, index), ONE_DONG, total=True)
    where = sheet.place(row, index, layout.names.get(index, ""))
    if read.state in NOTHING:
        return None
    if read.fault is not None or read.notes or read.own_unit:
        problems.fault(
            "number-unreadable",
            where,
            f'"{shown(text)}" không phải một số nguyên',
            "số nguyên không âm",
            "ghi lại số theo hồ sơ, hoặc để trống ô",
        )
        return None
    printed = format_number(Fraction(read.value), 0)
    return _cell(layout, row, name, read.value, 1, "", printed)


def _cell(
    layout: Layout, row: int, name: str, value: int, step: int, unit: str, printed: str
) -> FilledCell:
    sheet = layout.sheet
    index = layout.columns[name]
    column = layout.names[index] if sheet.name is None else column_letters(index)
    origin = Origin(sheet.file, sheet.sha256, sheet.name, row + 1, column, printed)
    return FilledCell(value, step, unit, origin)
