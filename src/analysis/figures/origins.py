"""Raw cells: rows of registers as ranges, single cells of figures and of corrections."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
import pandas as pd

from analysis.book.book import Origin
from analysis.book.ranges import row_ranges
from analysis.figures.figure import Figures, corrections_of, own_cell
from analysis.language.printed_units import MONEY_NAMES
from analysis.registers.table_refs import TableRef
from analysis.vocabulary import FUNDS_SUMMED, VALUE_COLUMN

Tables = Sequence[TableRef]

ALL_FUNDS = " + ".join(FUNDS_SUMMED)


@dataclass(frozen=True)
class SingleCell:
    """A cell that holds one amount, and the unit that it is in ('' for text).

    `right_unit` is the unit after the corrections, where they change that of a published figure.
    """

    cell: Origin
    unit: str
    right_unit: str


def single_cells(figures: Figures, printed: Figures, tables: Tables) -> list[SingleCell]:
    """Every published figure as its file has it, and every cell of a correction.

    `printed` are the corrected rows as their files have them.
    """
    as_printed = {(row.file, row.row): row for row in printed}
    found: list[SingleCell] = []
    for figure in figures:
        row = as_printed.get((figure.file, figure.row), figure)
        cell = own_cell(row, VALUE_COLUMN, row.printed)
        found.append(SingleCell(cell, row.printed_unit, figure.printed_unit))
        for column, mended in corrections_of(figure).items():
            unit = figure.printed_unit if column == VALUE_COLUMN else ""
            found.append(SingleCell(mended.right, unit, unit))
    for table in tables:
        for changed in table.corrected:
            unit = MONEY_NAMES.get(table.units.get(changed.code, 0), "")
            found.append(SingleCell(changed.right, unit, unit))
    return sorted(found, key=lambda single: (single.cell.file, single.cell.row))


def as_received(cells: pd.DataFrame, tables: Tables) -> pd.DataFrame:
    """The printed cells of registers (columns of `registers.result`) as their files have them."""
    for number, table in enumerate(tables):
        for cell in table.corrected:
            here = (cells["table"] == number) & (cells["row"] == cell.row)
            if cell.code in cells and here.any():
                cells.loc[here, cell.code] = cell.wrong
                # the wrong text is as dinh-chinh.csv types it, whatever the sheet stores
                if f"{cell.code}_stored" in cells:
                    cells.loc[here, f"{cell.code}_stored"] = False
    return cells


@dataclass(frozen=True, eq=False)
class TableRows:
    """Rows of one table of a register; their text is made once for all of its columns."""

    table: int
    numbers: np.ndarray

    @cached_property
    def ranges(self) -> str:
        """The rows as text: '2-5, 7'."""
        return row_ranges(self.numbers)


def rows_of(part: pd.DataFrame) -> list[TableRows]:
    """The rows of some schemes (columns `table` and `row`), table by table."""
    tables, rows = part["table"].to_numpy(), part["row"].to_numpy()
    if (tables == tables[:1]).all():
        return [TableRows(int(number), rows) for number in tables[:1]]
    return [TableRows(number, rows[tables == number]) for number in np.unique(tables).tolist()]


def origins_of(rows: Sequence[TableRows], column: str, tables: Tables) -> list[Origin]:
    """Where the cells of a column of these schemes stand, for each table.

    `ALL_FUNDS` are three columns. A corrected cell stands in dinh-chinh.csv: its line takes the
    place of the row.
    """
    origins: list[Origin] = []
    for here in rows:
        origins += _origins_in(tables[here.table], here, column)
    return origins


def origins_by_row(
    rows: Sequence[TableRows], columns: Sequence[str], tables: Tables
) -> list[Origin]:
    """The cells of these columns where each row is computed by itself: an origin a column, again and again.

    A row with a corrected cell has origins of its own, that of the cell in dinh-chinh.csv.
    """
    origins: list[Origin] = []
    for here in rows:
        table = tables[here.table]
        lines = _lines_of(table, here, columns)
        for numbers in _by_correction(here, lines):
            same, first = TableRows(here.table, numbers), int(numbers[0])
            for code in columns:
                right = lines.get((first, code))
                origins.append(spread(right, [right.row]) if right else _range(table, same, code))
    return origins


def _by_correction(here: TableRows, corrected: Iterable[tuple[int, str]]) -> list[np.ndarray]:
    """The rows without a corrected cell together, then each row that has one."""
    mended = sorted({row for row, _ in corrected})
    rest = here.numbers[~np.isin(here.numbers, mended)]
    parts = [np.array([row]) for row in mended]
    return [rest, *parts] if len(rest) else parts


def _origins_in(table: TableRef, here: TableRows, column: str) -> list[Origin]:
    codes = _codes_of(table, column)
    lines = _lines_of(table, here, codes)
    # most columns have no corrected cell: the text of the rows is then that made once for all
    if not lines:
        return [_range(table, here, code) for code in codes]
    origins = []
    for numbers in _by_correction(here, lines):
        rows = TableRows(here.table, numbers)
        first = int(numbers[0])
        origins += [_range(table, rows, code) for code in codes if (first, code) not in lines]
    right = list(lines.values())
    return [*origins, spread(right[0], [cell.row for cell in right])]


def _codes_of(table: TableRef, column: str) -> Sequence[str]:
    """The columns that hold it.

    The total that a register without such a column has is the sum of its three funds.
    """
    if column in table.columns:
        return (column,)
    if column in (ALL_FUNDS, "tong"):
        return FUNDS_SUMMED
    return ("name",)


def _lines_of(
    table: TableRef, here: TableRows, codes: Sequence[str]
) -> dict[tuple[int, str], Origin]:
    """The right cells of what is corrected in these columns of the rows."""
    if not table.corrected:
        return {}
    rows = set(here.numbers.tolist())
    return {
        (cell.row, cell.code): cell.right
        for cell in table.corrected
        if cell.code in codes and cell.row in rows
    }


def _range(table: TableRef, rows: TableRows, code: str) -> Origin:
    first = table.cell(code, int(rows.numbers.min()))
    return replace(first, rows=rows.ranges)


def spread(cell: Origin, rows: np.ndarray | Sequence[int]) -> Origin:
    """The cells of these rows in the column of a cell, as one origin with ranges of rows."""
    numbers = np.array(rows)
    return replace(cell, row=int(numbers.min()), printed="", rows=row_ranges(numbers))


def year_cell(table: TableRef, row: int, year: int) -> Origin:
    """The cell that states the year of the scheme in a row of a table, or that of its correction."""
    for cell in table.corrected:
        if (cell.row, cell.code) == (row, "year"):
            return cell.right
    return table.cell("year", row, str(year))
