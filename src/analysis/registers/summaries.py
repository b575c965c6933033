"""Summary tables beside a register: counts and sums of schemes by kind, place or year, and no scheme by its name.

They are no registers and are not read as such; what they say of the schemes of their file is checked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

import numpy as np
import pandas as pd

from analysis.faults import Problems, shown
from analysis.language.numbers import MONEY_NAMES, ONE_DONG
from analysis.registers.amount_columns import read_cell
from analysis.registers.amounts import dong
from analysis.registers.columns import REGISTER_AMOUNTS
from analysis.registers.header import MONEY, Header, first_header
from analysis.registers.rows import Table, find_tables, is_total_text
from analysis.registers.stated_units import table_units
from analysis.registers.units import Units, folded, normal
from analysis.sheets.sheet import Sheet
from analysis.vocabulary import KINDS

COUNT = "count"

_COUNT = re.compile(
    r"(?:tong )?(?:so (?:luong )?|sl )(?:cac )?(?:de an|da|nhiem vu|chuong trinh)\b.*"
)
_SORTS = ("kind", "place", "year", "activity_text")
_YEAR = re.compile(r"(?:năm\s+)?([12][0-9]{3})")


def is_summary(header: Header) -> bool:
    """Whether a header is that of a summary: no name of a scheme or of who has it, their number or one grouping."""
    if "name" in header.columns:
        return False
    if _count_column(header) is not None:
        return True
    sorts = [code for code in _SORTS if code in header.columns]
    return "beneficiary" not in header.columns and len(sorts) == 1


def has_register(sheet: Sheet) -> bool:
    """Whether a sheet has the header of a register, at its top or below a summary."""
    header = first_header(sheet)
    if header is None or not is_summary(header):
        return header is not None
    return any(not is_summary(table.header) for table in find_tables(sheet, Problems()))


def has_summary(sheet: Sheet) -> bool:
    """Whether a visible sheet begins with a summary."""
    header = first_header(sheet)
    return sheet.visible and header is not None and is_summary(header)


def _count_column(header: Header) -> int | None:
    for index, name in enumerate(header.names):
        if not name.code and _COUNT.fullmatch(folded(name.printed)):
            return index
    return None


def check_summaries(
    sheets: Sequence[Sheet],
    schemes: pd.DataFrame,
    units: Sequence[Units],
    problems: Problems,
) -> None:
    """Hold the summaries of a file against its schemes; what they are and whether they agree is told.

    A summary that states no unit is read in that of the registers, or in the only other one in which it agrees.

    Args:
        sheets: sheets that have a summary, and perhaps a register too.
        schemes: the schemes of the file, with the columns of `result.COLUMNS`.
        units: of each register of the file, đồng in one of each column's unit.
        problems: receives table-summary, and total-mismatch where a summary contradicts the schemes.
    """
    own = [
        each.get(code) or ONE_DONG for each in units for code in REGISTER_AMOUNTS if code in each
    ]
    # in this order: what the registers have comes first
    possible = list(dict.fromkeys([*own, *MONEY_NAMES]))
    for sheet in sheets:
        for table in find_tables(sheet, Problems()):
            if is_summary(table.header):
                _check(table, schemes, possible, problems)


def _check(
    table: Table, schemes: pd.DataFrame, possible: Sequence[int], problems: Problems
) -> None:
    units_problems = Problems()
    units = table_units([table], units_problems)[0]
    checked = 0
    told = "không đối chiếu được với danh mục"
    if not units_problems.faults:
        unstated = bool(units) and not any(units.values())
        if unstated:
            units = _best_units(table, schemes, [dict.fromkeys(units, unit) for unit in possible])
        checked = _check_rows(table, units, schemes, problems)
        if checked:
            told = f"đã đối chiếu {checked} dòng với danh mục"
        if checked and unstated:
            (unit,) = {unit for unit in units.values() if unit is not None}
            told += f", số tiền đọc theo {MONEY_NAMES[unit]} vì bảng không ghi đơn vị"
    where = table.sheet.place(table.header.top)
    problems.tell("table-summary", where, f"bảng tổng hợp, không phải danh mục; {told}")


def _best_units(table: Table, schemes: pd.DataFrame, readings: Sequence[Units]) -> Units:
    """The first of the readings in which most rows agree with the schemes."""

    def agreeing(units: Units) -> int:
        trial = Problems()
        return _check_rows(table, units, schemes, trial) - len(trial.faults)

    return max(readings, key=agreeing)


def _check_rows(table: Table, units: Units, schemes: pd.DataFrame, problems: Problems) -> int:
    """How many rows were found among the schemes; a contradiction is a fault."""
    return sum(_check_row(table, row, units, schemes, problems) for row in _rows(table))


def _rows(table: Table) -> Iterator[int]:
    """The rows of the table that have an amount."""
    rows = {*table.schemes.tolist(), *table.totals, *table.breaks, *table.notes}
    for row in sorted(rows):
        if row > table.header.bottom:
            yield row


def _check_row(
    table: Table, row: int, units: Units, schemes: pd.DataFrame, problems: Problems
) -> bool:
    """Whether what a row says was found among the schemes; a contradiction is a fault."""
    stated = _stated(table, row, units)
    label = _label(table, row)
    own = _schemes_of(label, schemes)
    if not stated or own is None or not len(own):
        return False
    # A file may have several years and statuses, and a summary speak of one of them or of all.
    wholes = [own, *(part for key in ("year", "status") for _, part in own.groupby(key))]
    wholes += [part for _, part in own.groupby(["year", "status"])]
    first = None
    for part in wholes:
        off = _difference(stated, part)
        if off is None:
            return True
        first = first or off
    if first is not None:
        code, value, computed = first
        got = f'bảng tổng hợp, dòng "{shown(label)}", ghi {_said(code, value)}, các đề án cho {_said(code, computed)}'
        problems.fault(
            "total-mismatch", table.sheet.place(row), got, remedy="kiểm tra lại bảng và các đề án"
        )
    return True


def _said(code: str, value: int) -> str:
    return f"{value} đề án" if code == COUNT else f"{code.upper().replace('_', ' ')} {dong(value)}"


def _stated(table: Table, row: int, units: Units) -> dict[str, tuple[int, int]]:
    """Counts, and amounts in đồng with their last printed unit, by column; none where one cannot be read."""
    stated: dict[str, tuple[int, int]] = {}
    for code in REGISTER_AMOUNTS:
        if code not in table.header.columns:
            continue
        cell = read_cell(*table.cell(code, row), units[code], total=True)
        if cell.fault is not None:
            return {}
        if cell.state == "value":
            stated[code] = cell.value, cell.step
    index = _count_column(table.header)
    if index is not None:
        text = table.sheet.columns[index][row].as_py().strip()
        if text.isdigit():
            stated[COUNT] = int(text), 0
    return stated


def _label(table: Table, row: int) -> str:
    """The words by which a row is known: its first text that is neither money nor a count."""
    others = {table.header.columns[code] for code in MONEY if code in table.header.columns}
    aside = _count_column(table.header), table.header.columns.get("stt")
    others.update(index for index in aside if index is not None)
    for index, text in enumerate(table.sheet.row(row)):
        if index not in others and text.strip():
            return text.strip()
    return table.sheet.row(row)[0].strip()


def _schemes_of(label: str, schemes: pd.DataFrame) -> pd.DataFrame | None:
    """The schemes that a row of a summary counts; None for words that say nothing of the register."""
    if is_total_text(label):
        return schemes
    words = normal(label)
    year = _YEAR.fullmatch(words)
    if year is not None:
        return schemes[schemes["year"] == int(year[1])]
    as_printed = schemes[[normal(kind) == words for kind in schemes["kind"]]]
    if len(as_printed):
        return as_printed
    for kind in KINDS.values():
        if words in {normal(text) for text in (kind.label, *kind.printed)}:
            return schemes[schemes["activity"] == kind.code]
    return schemes[[normal(place) == words for place in schemes["place"]]]


def _difference(
    stated: Mapping[str, tuple[int, int]], schemes: pd.DataFrame
) -> tuple[str, int, int] | None:
    """The first column in which the schemes give another sum than is stated, beyond rounding."""
    for code, (value, step) in stated.items():
        computed = len(schemes) if code == COUNT else int(schemes[code].sum())
        if abs(computed - value) > (0 if code == COUNT else np.maximum(1, step // 2)):
            return code, value, computed
    return None
