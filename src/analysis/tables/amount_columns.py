"""A column of amounts: plain Vietnamese whole numbers at once, other texts once for equal cells."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from analysis.faults import Place, Problems
from analysis.language.number_faults import NumberFault
from analysis.language.printed_units import MILLION, MONEY_NAMES, ONE_DONG
from analysis.messages import shown
from analysis.sheets.sheet import BOOLEAN, DATE, ERROR, NO_VALUE, NUMBER, TEXT
from analysis.tables.amounts import (
    LEAST_PLAUSIBLE,
    MOST_PLAUSIBLE,
    Amount,
    dong,
    fitting_unit,
    read_amount,
    read_number,
)
from analysis.tables.stated_units import unit_place
from analysis.tables.table import Table

# Numbers that Arrow reads for a whole column; at most twelve digits, so that no product leaves 64
# bits.
_PLAIN_TEXT = r"^(?:0|[1-9][0-9]{0,2}(?:\.[0-9]{3}){1,3}|[1-9][0-9]{0,11})$"
_PLAIN_NUMBER = r"^(?:0|[1-9][0-9]{0,11})$"
_GROUPED = r"^\s*[0-9]{1,3}(?:\.[0-9]{3})+\s*$"
_OTHER = -1
_FOREIGN = "number-format-foreign"
_NOTES = {
    "text-invisible": "ô có ký tự không nhìn thấy; đã bỏ khi đọc số",
    "number-as-text": "số được lưu dưới dạng chữ; đã đọc thành số",
    "number-unicode-digits": "số viết bằng chữ số toàn chiều rộng; đã đọc thành số",
    "number-footnote": "sau số có dấu chú thích; đã bỏ khi đọc số",
    "amount-not-whole": "số không tròn đồng; đã làm tròn đến đồng",
}
# Cells that hold no number by their kind: code, what is there, what to do.
_NO_AMOUNT = {
    DATE: ("number-unreadable", '"{text}" là ngày tháng', "ghi lại số tiền theo hồ sơ"),
    BOOLEAN: ("number-unreadable", '"{text}" là giá trị đúng/sai', "ghi lại số tiền theo hồ sơ"),
    ERROR: ("excel-error", "ô báo lỗi {text}", "sửa công thức rồi lưu lại tệp"),
    NO_VALUE: (
        "formula-no-value",
        "công thức chưa có giá trị",
        "mở tệp bằng phần mềm bảng tính, tính lại rồi lưu; hoặc dán giá trị",
    ),
}


@dataclass(frozen=True)
class AmountColumn:
    """Amounts of the scheme rows in đồng; `steps`: the last printed unit of each; `bad` cells already have a fault."""

    money: np.ndarray
    steps: np.ndarray
    blank: np.ndarray
    dash: np.ndarray
    bad: np.ndarray

    @property
    def unstated(self) -> np.ndarray:
        """Where nothing or only a dash stands."""
        unstated: np.ndarray = self.blank | self.dash
        return unstated


@dataclass(frozen=True)
class _Read:
    """A column as read: `numbers` gives each row the number of its text and kind.

    `cells` are those that were not read at once, with the messages about them by code.
    """

    column: AmountColumn
    cells: Mapping[int, Amount]
    notes: Mapping[int, Mapping[str, str]]
    numbers: np.ndarray


def read_amounts(table: Table, code: str, unit: int | None, problems: Problems) -> AmountColumn:
    """The amounts of one column of the schemes, with every fault and warning of its cells told.

    Args:
        table: the table.
        code: one of `REGISTER_AMOUNTS`, or "budget", that it has.
        unit: đồng in one of the column's unit, None where none is stated.
        problems: receives what is wrong or to be told.
    """
    read = _read(table, code, unit)
    small = _all_too_small(read)
    if unit is not None and small and (fitting := fitting_unit(small)) not in (None, unit):
        _tell_unit(table, code, unit, fitting, problems)
        return read.column
    if unit is None and small:
        where = table.place(code, table.header.bottom)
        got = "không có đơn vị tính và mọi số khác 0 của cột đều dưới 1 triệu"
        # that other columns of the file have one may have been told of it already
        if all((fault.code, fault.where) != ("unit-missing", where) for fault in problems.faults):
            remedy = 'ghi đơn vị, ví dụ "(triệu đồng)"'
            problems.fault("unit-missing", where, got, "đơn vị ở tiêu đề cột", remedy)
        return read.column
    # Most columns have only numbers that were read at once: nothing is to be told of them.
    if read.cells:
        _tell_faults(table, code, read, problems)
        _tell_notes(table, code, read, problems)
    _tell_external(table, code, problems)
    return read.column


def _read(table: Table, code: str, unit: int | None) -> _Read:
    """Each different cell once."""
    usual = NUMBER
    pattern = _PLAIN_NUMBER
    if table.sheet.kinds is None:
        usual = TEXT
        pattern = _PLAIN_TEXT
    encoded = table.texts(code).dictionary_encode()
    words = encoded.dictionary
    numbers = encoded.indices.to_numpy().astype(np.intp)
    kinds = np.full(len(words), TEXT)
    if table.sheet.kinds is not None:
        # The same text may stand in a cell of text and be a stored number: these are two.
        numbers, different = pd.factorize(numbers * 8 + table.kinds(code))
        words = words.take(pa.array(different // 8))
        kinds = different % 8
    plain = np.asarray(pc.match_substring_regex(words, pattern)) & (kinds == usual)
    factor = unit or ONE_DONG
    bare = _plain_numbers(words, plain, factor)
    values = bare * factor
    steps = np.where(bare > 0, factor, 0)
    states = np.full(len(words), "value")
    cells: dict[int, Amount] = {}
    notes: dict[int, dict[str, str]] = {}
    for number in np.flatnonzero(bare == _OTHER).tolist():
        text = words[number].as_py()
        kind = int(kinds[number])
        cell = read_cell(text, kind, unit)
        cells[number] = cell
        found = _notes(cell, text, unit, unusual=kind == TEXT and usual == NUMBER)
        if found:
            notes[number] = found
        values[number], steps[number], states[number] = cell.value, cell.step, cell.state
    blank, dash, bad = ((states == state)[numbers] for state in ("blank", "dash", "fault"))
    column = AmountColumn(values[numbers], steps[numbers], blank, dash, bad)
    return _Read(column, cells, notes, numbers)


def _plain_numbers(words: pa.Array, plain: np.ndarray, factor: int) -> np.ndarray:
    """The plain numbers that are plausible in a unit of `factor` đồng, without it; `_OTHER` for all others."""
    digits = pc.replace_substring(pc.if_else(pa.array(plain), words, None), ".", "")
    bare = pc.cast(digits, pa.int64()).fill_null(_OTHER).to_numpy()
    fits = (bare <= MOST_PLAUSIBLE // factor) & (bare * factor >= LEAST_PLAUSIBLE)
    return np.where(fits | (bare == 0), bare, _OTHER)


def _notes(cell: Amount, text: str, unit: int | None, *, unusual: bool) -> dict[str, str]:
    """What is to be told of a cell, by code; `unusual`: a text among stored numbers."""
    notes = {note: _NOTES[note] for note in cell.notes}
    if cell.own_unit is None:
        # A workbook's formulas would not have summed it.
        if unusual and cell.state == "value":
            notes["number-as-text"] = _NOTES["number-as-text"]
    elif unit not in (None, cell.own_unit):
        notes["unit-cell-differs"] = (
            f'ô ghi "{shown(text)}", đơn vị khác đơn vị của cột; đã đọc là {dong(cell.value)}'
        )
    return notes


def read_cell(text: str, kind: int, unit: int | None, *, total: bool = False) -> Amount:
    """The amount of one cell in đồng by its kind; a total may be any size."""
    if kind == TEXT:
        return read_amount(text, unit, total=total)
    if kind == NUMBER:
        return read_number(text, unit, total=total)
    code, got, remedy = _NO_AMOUNT[kind]
    fault = NumberFault(code, got.format(text=shown(text)), "một số tiền", remedy)
    return Amount("fault", fault=fault)


def read_column(table: Table, index: int, unit: int | None, *, total: bool = False) -> list[Amount]:
    """The amounts of a column of the sheet in the scheme rows, each as `read_cell`."""
    kinds = (table.sheet.kind(row, index) for row in table.schemes.tolist())
    cells = zip(table.cells(index).to_pylist(), kinds, strict=True)
    return [read_cell(text, kind, unit, total=total) for text, kind in cells]


def tell_fault(fault: NumberFault, where: Place, problems: Problems) -> None:
    """Add the fault of a cell at its place."""
    problems.fault(fault.code, where, fault.got, fault.wanted, fault.remedy)


def _tell_faults(table: Table, code: str, read: _Read, problems: Problems) -> None:
    faults = {number: cell.fault for number, cell in read.cells.items() if cell.fault}
    foreign = [number for number, fault in faults.items() if fault.code == _FOREIGN]
    vietnamese = any(cell.vietnamese for cell in read.cells.values())
    if foreign and not vietnamese:
        vietnamese = pc.any(pc.match_substring_regex(table.texts(code), _GROUPED)).as_py()
    if vietnamese:
        for number in foreign:
            got = faults[number].got + " trong khi ô khác của cột viết theo cách Việt Nam"
            faults[number] = replace(faults[number], code="number-format-mixed", got=got)
    for position in np.flatnonzero(np.isin(read.numbers, list(faults))).tolist():
        tell_fault(faults[read.numbers[position]], table.place_at(code, position), problems)


def _tell_notes(table: Table, code: str, read: _Read, problems: Problems) -> None:
    where = table.place(code)
    told = np.isin(read.numbers, list(read.notes))
    rows = table.schemes[told]
    # Numbers rise with the first rows of their cells, and so do the groups.
    groups = pd.Series(rows).groupby(read.numbers[told]).indices
    for number, places in groups.items():
        for note, message in read.notes[number].items():
            problems.warn_rows(note, where, message, rows[places])


def _tell_external(table: Table, code: str, problems: Problems) -> None:
    """Tell the schemes whose amount comes from another file, in one warning of the column."""
    formulas = table.sheet.formulas
    if formulas is None:
        return
    index = table.header.columns[code]
    outside = [row for row, column in formulas.outside if column == index]
    if not outside:
        return
    rows = np.intersect1d(table.schemes, outside)
    if len(rows):
        problems.warn_rows(
            "formula-external",
            table.place(code),
            "công thức lấy số từ tệp khác; đã dùng giá trị đang lưu",
            rows,
        )


def _all_too_small(read: _Read) -> list[Decimal]:
    """The non-zero numbers without a unit of their own where all of them are below a million; none otherwise."""
    if (read.column.money >= MILLION).any():
        return []
    small = [cell.bare for cell in read.cells.values() if cell.bare and cell.own_unit is None]
    return small if small and max(small) < MILLION else []


def _tell_unit(table: Table, code: str, unit: int, fitting: int, problems: Problems) -> None:
    """Ask about the unit that makes every amount of a column too small, once for all columns that it is said of."""
    where = unit_place(table, code, unit)
    if any((fault.code, fault.where) == ("amount-implausible", where) for fault in problems.faults):
        return
    problems.fault(
        "amount-implausible",
        where,
        f'đơn vị "{MONEY_NAMES[unit]}", mà mọi số khác 0 của cột "{table.header.printed(code)}" đều dưới 1 triệu đồng',
        "đơn vị của các số trong bảng",
        f'có phải "{MONEY_NAMES[fitting]}"? Nếu đúng, sửa lại đơn vị; nếu không, kiểm tra lại từng số',
    )
