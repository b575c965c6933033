"""Where a table of a register stands, how it was read, and which of its cells were corrected."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import pandas as pd

from analysis.book.book import Origin
from analysis.faults import Place
from analysis.language.printed_units import ONE_DONG
from analysis.registers.corrected import ChangedCell
from analysis.sheets.cells import column_letters
from analysis.tables.amount_columns import read_cell
from analysis.tables.columns import MONEY
from analysis.tables.dates import deciding_date
from analysis.tables.table import Table
from analysis.tables.units import Units


@dataclass(frozen=True)
class CorrectedCell:
    """A cell of a scheme in whose place another is read: `code` of its column, its row, its `wrong` text.

    `right` is the cell that holds the right text, of dinh-chinh.csv or of the row that is the same scheme;
    `wrong_dong` is what the cell held, in đồng, None when that is no amount.
    """

    code: str
    row: int
    right: Origin
    wrong: str
    wrong_dong: int | None = None


@dataclass(frozen=True)
class TableRef:
    """Where a table stands: `columns` tells for each code the header text (CSV) or the letters (XLSX) of its column.

    `units` are the đồng in one of what the header or the caption states, for each column of money.
    `territory` is the slug of the province that it is about, '' where nothing names one. `dated_by` is the column of
    days that places its schemes in a part of a year, see `tables.dates.deciding_date`; `part` is the part of a year
    of which it is a list, as `Span.period_code`, '' of whole years.
    """

    file: str
    sha256: str
    sheet: str
    columns: dict[str, str]
    units: dict[str, int] = field(default_factory=dict)
    corrected: tuple[CorrectedCell, ...] = ()
    territory: str = ""
    dated_by: str = ""
    part: str = ""

    @property
    def where(self) -> Place:
        """Its file and sheet."""
        return Place(self.file, self.sheet or None)

    def cell(self, code: str, row: int, printed: str = "") -> Origin:
        """The cell of a row in the column of a code."""
        return Origin(self.file, self.sha256, self.sheet or None, row, self.columns[code], printed)


def table_ref(
    table: Table,
    changed: Sequence[ChangedCell],
    units: Units,
    territory: str,
    moved: Sequence[CorrectedCell] = (),
    part: str = "",
) -> TableRef:
    """Where a table stands; `units` are those in which its amounts were read, in đồng, None for đồng.

    `moved` are the cells of its schemes under two funds, as `moved_cells` gives them; `part` is as the table's.
    """
    sheet = table.sheet
    header = table.header
    columns: dict[str, str] = {}
    corrected = list(moved)
    for code, index in header.columns.items():
        source = sheet.sources.get(index, index)
        columns[code] = sheet.printed.get(index, header.printed(code))
        if sheet.name is not None and source is not None:
            columns[code] = column_letters(source)
    if moved:
        # the typed total of such a row is that of one of its two funds
        columns.pop("tong", None)
    for cell in changed:
        code = _code_at(table, cell)
        if not code or cell.row not in table.schemes:
            continue
        wrong = None
        if code in MONEY:
            amount = read_cell(cell.text, cell.kind, units[code])
            if amount.state != "fault":
                wrong = amount.value
        line = cell.correction
        corrected.append(CorrectedCell(code, cell.row + 1, line.right_cell, line.wrong, wrong))
    stated = {code: unit or ONE_DONG for code, unit in units.items()}
    name, changes, dated_by = sheet.name or "", tuple(corrected), deciding_date(table)
    return TableRef(
        sheet.file,
        sheet.sha256,
        name,
        columns,
        stated,
        changes,
        territory,
        dated_by,
        part,
    )


def _code_at(table: Table, cell: ChangedCell) -> str:
    """The code under which a changed cell is read, in its own column or in one that repeats it; '' for none."""
    sheet = table.sheet
    found = ""
    for code, index in table.header.columns.items():
        if index == cell.index:
            return code
        if sheet.sources.get(index) == cell.index:
            texts = [sheet.columns[at][cell.row].as_py() for at in (index, cell.index)]
            found = code if texts[0] == texts[1] else found
    return found


def table_of_rows(table: TableRef, rows: pd.Series) -> TableRef:
    """A table with the corrections of these of its rows alone."""
    held = set(rows)
    corrected = tuple(cell for cell in table.corrected if cell.row in held)
    return replace(table, corrected=corrected)
