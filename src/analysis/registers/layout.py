"""Where the tables of a register stand, which of their cells a correction replaced, and what each row of a sheet is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from analysis.registers.amount_columns import read_cell
from analysis.registers.corrected import ChangedCell
from analysis.registers.grid import Sheet, column_letters
from analysis.registers.header_names import MONEY
from analysis.registers.table_rows import Table
from analysis.registers.units import DONG


@dataclass(frozen=True)
class CorrectedCell:
    """A cell of a scheme that a correction replaced: `code` of its column, its row, the line of dinh-chinh.csv.

    `wrong_dong` is what the cell held, in đồng; None when that is no amount.
    """

    code: str
    row: int
    line: int
    sha256: str
    wrong: str
    right: str
    wrong_dong: int | None = None


@dataclass(frozen=True)
class TableRef:
    """Where a table stands: `columns` tells for each code the header text (CSV) or the letters (XLSX) of its column.

    `units` are the đồng in one of what the header or the caption states, for each column of money.
    """

    file: str
    sha256: str
    sheet: str
    columns: dict[str, str]
    units: dict[str, int] = field(default_factory=dict)
    corrected: tuple[CorrectedCell, ...] = ()


@dataclass(frozen=True)
class SheetRows:
    """The rows of a sheet by what they are, each counted from 1: schemes, totals, groups, notes, titles, blanks."""

    file: str
    sha256: str
    sheet: str
    rows: dict[str, np.ndarray]


def table_ref(table: Table, changed: Sequence[ChangedCell], units: Mapping[str, int | None]) -> TableRef:
    """Where a table stands; `units` are those in which its amounts were read."""
    sheet, header = table.sheet, table.header
    columns = {
        code: header.printed(code) if sheet.name is None else column_letters(index)
        for code, index in header.columns.items()
    }
    codes = {index: code for code, index in header.columns.items()}
    rows = set(table.schemes.tolist()) if changed else set()
    cells = [_corrected(codes[cell.index], cell, units) for cell in changed if cell.row in rows and cell.index in codes]
    stated = {code: unit or DONG for code, unit in units.items()}
    return TableRef(sheet.file, sheet.sha256, sheet.name or "", columns, stated, tuple(cells))


def _corrected(code: str, cell: ChangedCell, units: Mapping[str, int | None]) -> CorrectedCell:
    wrong = None
    if code in MONEY:
        amount = read_cell(cell.text, cell.kind, units.get(code))
        wrong = amount.value if amount.state == "value" else None if amount.state == "fault" else 0
    line = cell.correction
    return CorrectedCell(code, cell.row + 1, line.line, line.sha256, line.wrong, line.right, wrong)


def sheet_rows(sheet: Sheet, tables: Sequence[Table]) -> SheetRows:
    """What each row of a sheet is, by its tables."""
    found = {
        "schemes": np.concatenate([table.schemes for table in tables]),
        "totals": np.array([row for table in tables for row in table.totals], dtype=np.int64),
        "groups": np.array([row for table in tables for row in table.breaks if row not in table.totals], np.int64),
        "notes": np.array([row for table in tables for row in table.notes], dtype=np.int64),
    }
    others = np.ones(sheet.height, dtype=bool)
    for rows in found.values():
        others[rows.astype(np.int64)] = False
    rest = np.flatnonzero(others)
    blank = np.ones(len(rest), dtype=bool)
    for column in sheet.columns:
        blank &= np.asarray(pc.equal(pc.utf8_trim_whitespace(column.take(pa.array(rest))), ""))
    found["titles"], found["blanks"] = rest[~blank], rest[blank]
    return SheetRows(sheet.file, sheet.sha256, sheet.name or "", {sort: rows + 1 for sort, rows in found.items()})


def layouts(tables: Sequence[Table]) -> tuple[SheetRows, ...]:
    """The rows of each sheet that has tables, in their order."""
    by_sheet: dict[str | None, list[Table]] = {}
    for table in tables:
        by_sheet.setdefault(table.sheet.name, []).append(table)
    return tuple(sheet_rows(found[0].sheet, found) for found in by_sheet.values())
