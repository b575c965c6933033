"""A column of amounts at once: plain Vietnamese whole numbers by columns, other texts once for equal cells."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from analysis.faults import Problems, shown
from analysis.language.numbers import MILLION, ONE_DONG, NumberFault, format_number
from analysis.registers.amounts import (
    LEAST_PLAUSIBLE,
    MOST_PLAUSIBLE,
    Amount,
    read_amount,
    read_number,
)
from analysis.registers.header import Header
from analysis.registers.sheet import BOOLEAN, DATE, ERROR, NO_VALUE, NUMBER, TEXT, Sheet, part

_PLAIN = r"^(?:0|[1-9][0-9]{0,2}(?:\.[0-9]{3}){1,3}|[1-9][0-9]{0,11})$"
_VALUE, _BLANK, _DASH, _FAULT = range(4)
_STATES: Mapping[str, int] = {"value": _VALUE, "blank": _BLANK, "dash": _DASH, "fault": _FAULT}
_NOTES = {
    "text-invisible": "ô có ký tự không nhìn thấy; đã bỏ khi đọc số",
    "number-as-text": "số được lưu dưới dạng chữ; đã đọc thành số",
    "number-unicode-digits": "số viết bằng chữ số toàn chiều rộng; đã đọc thành số",
    "number-footnote": "sau số có dấu chú thích; đã bỏ khi đọc số",
    "amount-not-whole": "số không tròn đồng; đã làm tròn đến đồng",
    "formula-external": "công thức lấy số từ tệp khác; đã dùng giá trị đang lưu",
}


@dataclass(frozen=True)
class AmountColumn:
    """Amounts of the scheme rows in đồng; `steps`: the last printed unit of each; `bad` cells already have a fault."""

    values: np.ndarray
    steps: np.ndarray
    blank: np.ndarray
    dash: np.ndarray
    bad: np.ndarray

    @property
    def present(self) -> np.ndarray:
        """Cells with a value, dashes not counted."""
        return np.asarray(~(self.blank | self.dash | self.bad))


def read_amounts(
    sheet: Sheet, header: Header, code: str, rows: np.ndarray, unit: int | None, problems: Problems
) -> AmountColumn:
    """The amounts of one column in the given rows, with every fault and warning of its cells told."""
    index = header.columns[code]
    texts = part(sheet.columns[index], rows)
    kinds = None if sheet.kinds is None else sheet.kinds[index][rows]
    column, cells, uniques = _read(texts, kinds, unit)
    _told(sheet, header, code, rows, unit, (column, cells, uniques), problems)
    return column


def _read(
    texts: pa.Array, kinds: np.ndarray | None, unit: int | None
) -> tuple[AmountColumn, dict[int, Amount], np.ndarray]:
    """The column; the cells not read at once by the number of their unique text and kind; that number for each row."""
    encoded = texts.dictionary_encode()
    codes = encoded.indices.to_numpy(zero_copy_only=False).astype(np.int64)
    words = encoded.dictionary
    pairs, inverse = (np.arange(len(words)), codes)
    if kinds is not None:
        pairs, inverse = np.unique(codes * 8 + kinds, return_inverse=True)
        words = words.take(pa.array(pairs // 8))
    cell_kinds = None if kinds is None else pairs % 8
    values, steps, states = _plain_values(words, cell_kinds, unit)
    cells: dict[int, Amount] = {}
    for number in np.flatnonzero(states < 0).tolist():
        cell = read_cell(
            words[number].as_py(), TEXT if cell_kinds is None else int(cell_kinds[number]), unit
        )
        cells[number] = cell
        values[number], steps[number], states[number] = cell.value, cell.step, _STATES[cell.state]
    state = states[inverse]
    column = AmountColumn(
        values[inverse], steps[inverse], state == _BLANK, state == _DASH, state == _FAULT
    )
    return column, cells, inverse


def _plain_values(
    words: pa.Array, kinds: np.ndarray | None, unit: int | None
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Values, steps and states of the plain plausible numbers; state -1 for all others."""
    factor = unit or ONE_DONG
    count = len(words)
    values, steps = np.zeros(count, dtype=np.int64), np.zeros(count, dtype=np.int64)
    states = np.full(count, -1, dtype=np.int8)
    plain = np.asarray(pc.match_substring_regex(words, _PLAIN))
    if kinds is not None:
        plain &= kinds == NUMBER
        plain &= ~np.asarray(pc.match_substring(words, "."))
    digits = pc.replace_substring(words.filter(pa.array(plain)), ".", "")
    bare = pc.cast(digits, pa.int64()).to_numpy(zero_copy_only=False)
    fits = (bare == 0) | ((bare <= MOST_PLAUSIBLE // factor) & (bare * factor >= LEAST_PLAUSIBLE))
    where = np.flatnonzero(plain)[fits]
    values[where] = bare[fits] * factor
    steps[where] = np.where(bare[fits] == 0, 0, factor)
    states[where] = _VALUE
    return values, steps, states


def read_cell(text: str, kind: int, unit: int | None) -> Amount:
    """The amount of one cell by its kind."""
    if kind == NUMBER:
        return read_number(text, unit)
    if kind in (BOOLEAN, DATE, ERROR, NO_VALUE):
        return special_cell(text, kind)
    return read_amount(text, unit)


def special_cell(text: str, kind: int) -> Amount:
    """The fault of an amount cell that holds no number by its type."""
    wanted = "một số tiền"
    if kind == ERROR:
        fault = NumberFault(
            "excel-error", f"ô báo lỗi {shown(text)}", wanted, "sửa công thức rồi lưu lại tệp"
        )
    elif kind == NO_VALUE:
        remedy = "mở tệp bằng phần mềm bảng tính, tính lại rồi lưu; hoặc dán giá trị"
        fault = NumberFault("formula-no-value", "công thức chưa có giá trị", wanted, remedy)
    else:
        what = "ngày tháng" if kind == DATE else "giá trị đúng/sai"
        fault = NumberFault(
            "number-unreadable", f'"{shown(text)}" là {what}', wanted, "ghi lại số tiền theo hồ sơ"
        )
    return Amount("fault", fault=fault)


def _told(
    sheet: Sheet,
    header: Header,
    code: str,
    rows: np.ndarray,
    unit: int | None,
    read: tuple[AmountColumn, Mapping[int, Amount], np.ndarray],
    problems: Problems,
) -> None:
    _, cells, numbers = read
    index, printed = header.columns[code], header.printed(code)
    if unit is None and _unit_missing(read):
        got = "không có đơn vị tính và mọi số khác 0 của cột đều dưới 1 triệu"
        where = sheet.place(header.bottom, index, printed)
        problems.fault(
            "unit-missing", where, got, "đơn vị ở tiêu đề cột", 'ghi đơn vị, ví dụ "(triệu đồng)"'
        )
        return
    wrong = [number for number, cell in cells.items() if cell.fault]
    mixed = any(cell.style == "en" for cell in cells.values()) and _has_vietnamese(
        sheet, index, rows, cells
    )
    for position in np.flatnonzero(np.isin(numbers, wrong)).tolist():
        cell = cells[int(numbers[position])]
        fault = _mixed(cell.fault) if mixed and cell.style == "en" else cell.fault
        problems.fault(
            fault.code,
            sheet.place(int(rows[position]), index, printed),
            fault.got,
            fault.wanted,
            fault.remedy,
        )
    told = [number for number, cell in cells.items() if cell.notes or cell.own_unit or sheet.kinds]
    for number, same in _rows_of(told, numbers, rows):
        cell = cells[number]
        for note in _notes(sheet, cell, int(same[0]), index, unit):
            message = _NOTES.get(note) or _own_unit_used(sheet, cell, int(same[0]), index)
            problems.warn_rows(note, sheet.place(None, index, printed), message, same)
    outside = [row for row, column in sheet.external if column == index]
    for row in np.intersect1d(rows, outside).tolist() if outside else ():
        problems.warn(
            "formula-external", sheet.place(row, index, printed), _NOTES["formula-external"]
        )


def _rows_of(
    told: Sequence[int], numbers: np.ndarray, rows: np.ndarray
) -> Iterator[tuple[int, np.ndarray]]:
    """Each number that is told with its rows, in the order of their first rows."""
    positions = np.flatnonzero(np.isin(numbers, told))
    positions = positions[np.argsort(numbers[positions], kind="stable")]
    starts = np.flatnonzero(np.diff(numbers[positions], prepend=-1))
    groups = np.split(positions, starts[1:])
    for same in sorted(groups, key=lambda found: found[0]) if len(positions) else ():
        yield int(numbers[same[0]]), rows[same]


def _notes(sheet: Sheet, cell: Amount, row: int, index: int, unit: int | None) -> Sequence[str]:
    notes = list(cell.notes)
    if (
        sheet.kinds is not None
        and sheet.kind(row, index) == 0
        and cell.state == "value"
        and cell.own_unit is None
    ):
        notes.append("number-as-text")
    if cell.own_unit is not None and unit is not None and cell.own_unit != unit:
        notes.append("unit-cell-differs")
    return notes


def _own_unit_used(sheet: Sheet, cell: Amount, row: int, index: int) -> str:
    text, read = shown(sheet.columns[index][row].as_py()), format_number(cell.value, 0)
    return f'ô ghi "{text}", đơn vị khác đơn vị của cột; đã đọc là {read} đồng'


def _mixed(fault: NumberFault) -> NumberFault:
    got = fault.got + " trong khi ô khác của cột viết theo cách Việt Nam"
    return replace(fault, code="number-format-mixed", got=got)


def _has_vietnamese(
    sheet: Sheet, index: int, rows: np.ndarray, cells: Mapping[int, Amount]
) -> bool:
    if any(cell.style == "vi" for cell in cells.values()):
        return True
    grouped = pc.match_substring_regex(
        part(sheet.columns[index], rows), r"^\s*[0-9]{1,3}(?:\.[0-9]{3})+\s*$"
    )
    return bool(pc.any(grouped).as_py())


def _unit_missing(read: tuple[AmountColumn, Mapping[int, Amount], np.ndarray]) -> bool:
    """Whether all non-zero values without a unit of their own are below a million."""
    column, cells, _ = read
    if bool((column.present & (column.values >= MILLION) & (column.steps > 0)).any()):
        return False
    small = [
        cell.bare
        for cell in cells.values()
        if cell.bare is not None and cell.own_unit is None and cell.bare != 0
    ]
    return bool(small) and all(number < MILLION for number in small)
