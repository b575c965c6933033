"""A column of amounts at once: plain Vietnamese whole numbers by columns, other texts once for equal cells."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from analysis.faults import Place, Problems, shown
from analysis.language.numbers import MILLION, ONE_DONG, NumberFault, format_number
from analysis.registers.amounts import (
    LEAST_PLAUSIBLE,
    MOST_PLAUSIBLE,
    Amount,
    read_amount,
    read_number,
)
from analysis.registers.rows import Table
from analysis.registers.sheet import BOOLEAN, DATE, ERROR, NO_VALUE, NUMBER, TEXT

# Numbers that Arrow reads for a whole column; at most twelve digits, so that no product leaves 64
# bits.
_PLAIN_TEXT = r"^(?:0|[1-9][0-9]{0,2}(?:\.[0-9]{3}){1,3}|[1-9][0-9]{0,11})$"
_PLAIN_NUMBER = r"^(?:0|[1-9][0-9]{0,11})$"
_GROUPED = r"^\s*[0-9]{1,3}(?:\.[0-9]{3})+\s*$"
_STATES = ("value", "blank", "dash", "fault")
_UNREAD = -1
_FOREIGN = "number-format-foreign"
_NOTES = {
    "text-invisible": "ô có ký tự không nhìn thấy; đã bỏ khi đọc số",
    "number-as-text": "số được lưu dưới dạng chữ; đã đọc thành số",
    "number-unicode-digits": "số viết bằng chữ số toàn chiều rộng; đã đọc thành số",
    "number-footnote": "sau số có dấu chú thích; đã bỏ khi đọc số",
    "amount-not-whole": "số không tròn đồng; đã làm tròn đến đồng",
    "formula-external": "công thức lấy số từ tệp khác; đã dùng giá trị đang lưu",
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

    values: np.ndarray
    steps: np.ndarray
    blank: np.ndarray
    dash: np.ndarray
    bad: np.ndarray


@dataclass(frozen=True)
class _Read:
    """A column as read: `numbers` gives each row the number of its text and kind, `cells` those not read at once."""

    column: AmountColumn
    cells: Mapping[int, Amount]
    numbers: np.ndarray


def read_amounts(table: Table, code: str, unit: int | None, problems: Problems) -> AmountColumn:
    """The amounts of one column of the schemes, with every fault and warning of its cells told.

    Args:
        table: the table.
        code: one of `REGISTER_AMOUNTS`, or "budget", that it has.
        unit: đồng in one of the column's unit, None where none is stated.
        problems: receives what is wrong or to be told.
    """
    read = _read(table.texts(code), table.kinds(code), unit, is_csv=table.sheet.kinds is None)
    if unit is None and _unit_missing(read):
        got = "không có đơn vị tính và mọi số khác 0 của cột đều dưới 1 triệu"
        where = table.place(code, table.header.bottom)
        remedy = 'ghi đơn vị, ví dụ "(triệu đồng)"'
        problems.fault("unit-missing", where, got, "đơn vị ở tiêu đề cột", remedy)
        return read.column
    _tell_faults(table, code, read, problems)
    _tell_notes(table, code, unit, read, problems)
    return read.column


def _read(texts: pa.Array, kinds: np.ndarray, unit: int | None, *, is_csv: bool) -> _Read:
    """Each different cell once; the same text may stand in a cell of text and be a stored number."""
    encoded = texts.dictionary_encode()
    numbers = encoded.indices.to_numpy(zero_copy_only=False).astype(np.int64)
    words, usual, pattern = encoded.dictionary, TEXT, _PLAIN_TEXT
    word_kinds = np.full(len(words), TEXT)
    if not is_csv:
        pairs, numbers = np.unique(numbers * 8 + kinds, return_inverse=True)
        words, usual, pattern = words.take(pa.array(pairs // 8)), NUMBER, _PLAIN_NUMBER
        word_kinds = pairs % 8
    plain = np.asarray(pc.match_substring_regex(words, pattern)) & (word_kinds == usual)
    values, steps, states = _plain_values(words, plain, unit or ONE_DONG)
    cells: dict[int, Amount] = {}
    for number in np.flatnonzero(states == _UNREAD).tolist():
        cell = read_cell(words[number].as_py(), int(word_kinds[number]), unit)
        cells[number] = cell
        values[number], steps[number] = cell.value, cell.step
        states[number] = _STATES.index(cell.state)
    _, blank, dash, fault = (states[numbers] == state for state in range(len(_STATES)))
    return _Read(AmountColumn(values[numbers], steps[numbers], blank, dash, fault), cells, numbers)


def _plain_values(
    words: pa.Array, plain: np.ndarray, factor: int
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Values, steps and states of the plain plausible numbers; state `_UNREAD` for all others."""
    values, steps = np.zeros((2, len(words)), dtype=np.int64)
    states = np.full(len(words), _UNREAD, dtype=np.int8)
    digits = pc.replace_substring(words.filter(pa.array(plain)), ".", "")
    bare = pc.cast(digits, pa.int64()).to_numpy(zero_copy_only=False)
    fits = (bare == 0) | ((bare <= MOST_PLAUSIBLE // factor) & (bare * factor >= LEAST_PLAUSIBLE))
    where, bare = np.flatnonzero(plain)[fits], bare[fits]
    values[where] = bare * factor
    steps[where] = factor * (bare != 0)
    states[where] = _STATES.index("value")
    return values, steps, states


def read_cell(text: str, kind: int, unit: int | None, *, total: bool = False) -> Amount:
    """The amount of one cell in đồng by its kind; a total may be any size."""
    if kind == TEXT:
        return read_amount(text, unit, total=total)
    if kind == NUMBER:
        return read_number(text, unit, total=total)
    code, got, remedy = _NO_AMOUNT[kind]
    fault = NumberFault(code, got.format(text=shown(text)), "một số tiền", remedy)
    return Amount("fault", fault=fault)


def tell_fault(fault: NumberFault, where: Place, problems: Problems) -> None:
    """Add the fault of a cell at its place."""
    problems.fault(fault.code, where, fault.got, fault.wanted, fault.remedy)


def _tell_faults(table: Table, code: str, read: _Read, problems: Problems) -> None:
    faults = {number: cell.fault for number, cell in read.cells.items() if cell.fault}
    foreign = [number for number, fault in faults.items() if fault.code == _FOREIGN]
    if foreign and _has_vietnamese(table.texts(code), read):
        for number in foreign:
            old = faults[number]
            got = old.got + " trong khi ô khác của cột viết theo cách Việt Nam"
            faults[number] = NumberFault("number-format-mixed", got, old.wanted, old.remedy)
    for position in np.flatnonzero(np.isin(read.numbers, list(faults))).tolist():
        where = table.place_at(code, position)
        tell_fault(faults[int(read.numbers[position])], where, problems)


def _tell_notes(table: Table, code: str, unit: int | None, read: _Read, problems: Problems) -> None:
    sheet, index = table.sheet, table.header.columns[code]
    where = sheet.place(None, index, table.header.printed(code))
    told = [
        number
        for number, cell in read.cells.items()
        if cell.notes or cell.own_unit or sheet.kinds is not None
    ]
    for number, rows in _rows_of(told, read.numbers, table.schemes):
        cell, first = read.cells[number], int(rows[0])
        notes = {note: _NOTES[note] for note in cell.notes}
        if cell.own_unit is None:
            # A text among stored numbers; a workbook's formulas would not have summed it.
            if (
                sheet.kinds is not None
                and cell.state == "value"
                and sheet.kind(first, index) == TEXT
            ):
                notes["number-as-text"] = _NOTES["number-as-text"]
        elif unit not in (None, cell.own_unit):
            text = shown(sheet.columns[index][first].as_py())
            amount = f"{format_number(cell.value, 0)} đồng"
            notes["unit-cell-differs"] = (
                f'ô ghi "{text}", đơn vị khác đơn vị của cột; đã đọc là {amount}'
            )
        for note, message in notes.items():
            problems.warn_rows(note, where, message, rows)
    outside = [row for row, column in sheet.external if column == index]
    if outside and len(rows := np.intersect1d(table.schemes, outside)):
        problems.warn_rows("formula-external", where, _NOTES["formula-external"], rows)


def _rows_of(
    told: Sequence[int], numbers: np.ndarray, rows: np.ndarray
) -> Iterator[tuple[int, np.ndarray]]:
    """Each number that is told with its rows, in the order of their first rows."""
    positions = np.flatnonzero(np.isin(numbers, told))
    if not len(positions):
        return
    positions = positions[np.argsort(numbers[positions], kind="stable")]
    groups = np.split(positions, np.flatnonzero(np.diff(numbers[positions])) + 1)
    for same in sorted(groups, key=lambda found: found[0]):
        yield int(numbers[same[0]]), rows[same]


def _has_vietnamese(texts: pa.Array, read: _Read) -> bool:
    if any(cell.vietnamese for cell in read.cells.values()):
        return True
    return bool(pc.any(pc.match_substring_regex(texts, _GROUPED)).as_py())


def _unit_missing(read: _Read) -> bool:
    """Whether all non-zero values without a unit of their own are below a million."""
    if (read.column.values >= MILLION).any():
        return False
    small = [cell.bare for cell in read.cells.values() if cell.bare and cell.own_unit is None]
    return bool(small) and max(small) < MILLION
