"""Summary tables beside a register: counts and sums of schemes by kind, place or year, and no scheme by its name.

They are no registers and are not read as such; what they say of the schemes of their file is checked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

import numpy as np
import pandas as pd

from analysis.faults import Problems
from analysis.language.printed_units import MONEY_NAMES, ONE_DONG
from analysis.messages import shown
from analysis.sheets.sheet import Sheet
from analysis.tables.amount_columns import read_cell
from analysis.tables.amounts import dong
from analysis.tables.column_names import bare_name, is_count, parent_unit
from analysis.tables.columns import MONEY, REGISTER_AMOUNTS, REGISTER_COLUMNS
from analysis.tables.fund_words import fund_of_cell
from analysis.tables.header import Header, first_header
from analysis.tables.row_words import is_total_text, kind_named
from analysis.tables.rows import find_tables
from analysis.tables.stated_units import table_units
from analysis.tables.table import Table
from analysis.tables.units import Units, folded, normal
from analysis.vocabulary import SUPPORT_COLUMNS

COUNT = "count"

# The one column of money of a summary that names no fund; read under the code of another amount.
SUPPORT = "budget"

_SUPPORT = re.compile(
    r"(?:tong )?(?:so tien|kinh phi|kp|von|ngan sach)(?: (?:ho tro|khuyen cong|kc))*"
)
_SORTS = ("kind", "place", "year", "activity_text")
_YEAR = re.compile(r"(?:năm\s+)?([12][0-9]{3})")


def is_summary(header: Header) -> bool:
    """Whether a header is that of a summary: no name of a scheme or of who has it, their number or one grouping."""
    if "name" in header.columns:
        return False
    if _count_column(header) is not None:
        return True
    sorts = header.present(_SORTS)
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
        if not name.code and is_count(name.printed):
            return index
    return None


def check_summaries(
    sheets: Sequence[Sheet], schemes: pd.DataFrame, units: Sequence[Units], problems: Problems
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
                _check(_with_support(table), schemes, possible, problems)


def _with_support(table: Table) -> Table:
    """The table with its one column of money without the name of a fund, if it has one."""
    header = table.header
    found = [
        index
        for index, name in enumerate(header.names)
        if not name.code and _SUPPORT.fullmatch(folded(bare_name(name.printed)).strip(" .:"))
    ]
    if len(found) != 1 or SUPPORT in header.columns:
        return table
    (index,) = found
    names = list(header.names)
    unit, _ = parent_unit(names[index].printed) or (None, None)
    names[index] = replace(names[index], code=SUPPORT, unit=unit)
    columns = {**header.columns, SUPPORT: index}
    return replace(table, header=replace(header, names=tuple(names), columns=columns))


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
        off = _difference(stated, part, fund_of_cell(label))
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
    if code == COUNT:
        return f"{value} đề án"
    return f"{'kinh phí' if code == SUPPORT else REGISTER_COLUMNS[code].label} {dong(value)}"


def _stated(table: Table, row: int, units: Units) -> dict[str, tuple[int, int]]:
    """Counts, and amounts in đồng with their last printed unit, by column; none where one cannot be read."""
    stated: dict[str, tuple[int, int]] = {}
    for code in (*REGISTER_AMOUNTS, SUPPORT):
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
    others = set(table.header.indexes(MONEY))
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
    if kind := kind_named(words):
        return schemes[schemes["activity"] == kind.code]
    if fund := fund_of_cell(label):
        return schemes[schemes[fund] > 0]
    return schemes[[normal(place) == words for place in schemes["place"]]]


def _difference(
    stated: Mapping[str, tuple[int, int]], schemes: pd.DataFrame, fund: str
) -> tuple[str, int, int] | None:
    """The first column in which the schemes give another sum than is stated, beyond rounding."""
    for code, (value, step) in stated.items():
        possible = _sums(code, schemes, fund)
        computed = min(possible, key=lambda each: abs(each - value))
        if abs(computed - value) > (0 if code == COUNT else np.maximum(1, step // 2)):
            return code, value, possible[0]
    return None


def _sums(code: str, schemes: pd.DataFrame, fund: str) -> list[int]:
    """What a column of a summary may mean by the schemes of a row, the likeliest first."""
    if code == COUNT:
        return [len(schemes)]
    sums = {each: int(schemes[each].sum()) for each in REGISTER_AMOUNTS}
    support = sums[fund] if fund else sum(sums[each] for each in SUPPORT_COLUMNS)
    if code == SUPPORT:
        return [support, sums["tong"]]
    # the total in the row of a fund may be that of the fund alone
    return [sums["tong"], support] if code == "tong" and fund else [sums[code]]
