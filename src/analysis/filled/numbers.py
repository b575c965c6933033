"""The number of one cell of a form, exact: money in whole đồng by the unit of its header, else whole pieces."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from analysis.book.book import Origin
from analysis.faults import Problems, shown
from analysis.filled.form import FilledCell
from analysis.filled.layout import UNIT, Layout
from analysis.language.numbers import MONEY_NAMES, ONE_DONG, format_money, format_number
from analysis.sheets.cells import column_letters
from analysis.tables.amount_columns import read_cell, tell_fault
from analysis.tables.column_names import StatedUnit, parent_unit, unit_said_in
from analysis.tables.units import Units, caption_unit, cell_unit

NOTHING = ("blank", "dash")


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
        own = parent_unit(layout.names.get(index, ""))
        units[name] = caption if own is None else _one(layout, [own], problems)
    return units


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
        problems: receives unit-missing, and what is wrong in the cell.
    """
    unit = units.get(name)
    own = unit_said_in(cell_unit, layout.text(row, UNIT))
    if own is not None:
        unit = own[0]
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
    if "amount-not-whole" in read.notes:
        problems.warn("amount-not-whole", where, "số không tròn đồng; đã làm tròn đến đồng")
    printed = format_money(read.value, MONEY_NAMES[factor])
    return _cell(layout, row, name, read.value, read.step, MONEY_NAMES[factor], printed)


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
