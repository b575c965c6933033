"""Raw cells by where they stand: rows of registers as ranges, single cells of figures and of corrections."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from analysis.figures.figure import Figure, corrections_of
from analysis.language.numbers import MONEY_NAMES
from analysis.raw.rows import CORRECTIONS_FILE, RIGHT_COLUMN
from analysis.registers.result import TableRef
from analysis.vocabulary import VALUE_COLUMN


@dataclass(frozen=True)
class SingleCell:
    """A cell that holds one amount: its place, its text and the unit that it is in ('' for text).

    `right_unit` is the unit after the corrections, where they change that of a published figure.
    """

    file: str
    sha256: str
    row: int
    column: str
    printed: str
    unit: str
    right_unit: str


def single_cells(
    figures: Iterable[Figure], printed: Iterable[Figure], tables: Sequence[TableRef]
) -> list[SingleCell]:
    """Every published figure as its file has it (`printed`: the corrected rows so), and every cell of a correction."""
    as_printed = {(row.file, row.row): row for row in printed}
    cells: dict[tuple[str, int], SingleCell] = {}
    for figure in figures:
        row = as_printed.get((figure.file, figure.row), figure)
        units = row.printed_unit, figure.printed_unit
        cell = SingleCell(row.file, row.sha256, row.row, VALUE_COLUMN, row.printed, *units)
        cells[row.file, row.row] = cell
        for column, line in corrections_of(figure).items():
            unit = figure.printed_unit if column == VALUE_COLUMN else ""
            right = SingleCell(
                line["file"],
                line["sha256"],
                line["row"],
                line["column"],
                line["printed"],
                unit,
                unit,
            )
            cells[line["file"], line["row"]] = right
    for table in tables:
        for cell in table.corrected:
            unit = MONEY_NAMES.get(table.units.get(cell.code, 0), "")
            right = SingleCell(
                CORRECTIONS_FILE, cell.sha256, cell.line, RIGHT_COLUMN, cell.right, unit, unit
            )
            cells[CORRECTIONS_FILE, cell.line] = right
    return [cells[place] for place in sorted(cells)]


def as_received(cells: pd.DataFrame, tables: Sequence[TableRef]) -> pd.DataFrame:
    """The printed cells of registers (columns of `registers.printed`) with what the files have in corrected cells."""
    for number, table in enumerate(tables):
        for cell in table.corrected:
            here = (cells["table"] == number) & (cells["row"] == cell.row)
            if cell.code in cells and here.any():
                cells.loc[here, cell.code] = cell.wrong
                if f"{cell.code}_stored" in cells:
                    cells.loc[here, f"{cell.code}_stored"] = False
    return cells


FUNDS_SUMMED = ("kcqg", "kcdp", "doi_ung")
ALL_FUNDS = "kcqg + kcdp + doi_ung"


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
    """The rows of some schemes, table by table."""
    return [
        TableRows(int(number), rows.to_numpy())
        for number, rows in part.groupby("table", sort=True)["row"]
    ]


def origins_of(
    rows: Sequence[TableRows], column: str, tables: Sequence[TableRef]
) -> list[dict[str, Any]]:
    """Where the cells of a column of these schemes stand: for each table the fields of a `trace.Origin` with `rows`.

    A corrected cell stands in dinh-chinh.csv: its line takes the place of the row.
    """
    origins = []
    for here in rows:
        ref = tables[here.table]
        wanted = list(FUNDS_SUMMED) if column == ALL_FUNDS else _cells_of(ref.columns, column)
        lines = {(cell.row, cell.code): cell for cell in ref.corrected if cell.code in wanted}
        numbers = set(here.numbers.tolist()) if lines else set()
        lines = {place: cell for place, cell in lines.items() if place[0] in numbers}
        mended = sorted({row for row, _ in lines})
        plain = (
            TableRows(here.table, here.numbers[~np.isin(here.numbers, mended)]) if mended else here
        )
        if len(plain.numbers):
            origins += [_origin(ref, plain, code) for code in wanted]
        for row in mended:
            alone = TableRows(here.table, np.array([row]))
            origins += [_origin(ref, alone, code) for code in wanted if (row, code) not in lines]
        if lines:
            lines_of = np.array([cell.line for cell in lines.values()])
            place = {
                "file": CORRECTIONS_FILE,
                "sha256": next(iter(lines.values())).sha256,
                "sheet": None,
            }
            cells = {"row": int(lines_of.min()), "column": RIGHT_COLUMN, "printed": ""}
            origins.append({**place, **cells, "rows": row_ranges(lines_of)})
    return origins


def _origin(ref: TableRef, rows: TableRows, code: str) -> dict[str, Any]:
    place = {"file": ref.file, "sha256": ref.sha256, "sheet": ref.sheet or None}
    first = int(rows.numbers.min())
    return {**place, "row": first, "column": ref.columns[code], "printed": "", "rows": rows.ranges}


def year_cell(scheme: pd.Series, tables: Sequence[TableRef]) -> dict[str, Any]:
    """The origin of the cell that states a scheme's year."""
    ref, row, printed = tables[int(scheme["table"])], int(scheme["row"]), str(int(scheme["year"]))
    line = next((cell for cell in ref.corrected if (cell.row, cell.code) == (row, "year")), None)
    if line is not None:
        place = {"file": CORRECTIONS_FILE, "sha256": line.sha256, "sheet": None}
        return {**place, "row": line.line, "column": RIGHT_COLUMN, "printed": line.right}
    place = {"file": ref.file, "sha256": ref.sha256, "sheet": ref.sheet or None}
    return {**place, "row": row, "column": ref.columns["year"], "printed": printed}


def _cells_of(columns: Mapping[str, str], column: str) -> list[str]:
    """The columns that hold it: the total that a register without such a column has is the sum of its three funds."""
    if column in columns or column != "tong":
        return [column if column in columns else "name"]
    return list(FUNDS_SUMMED)


def row_ranges(rows: np.ndarray) -> str:
    """Row numbers in rising order as text, neighbours as one range: '2-5, 7'."""
    steps = np.diff(rows)
    if (steps < 1).any():
        rows = np.sort(rows)
        steps = np.diff(rows)
    breaks = np.flatnonzero(steps != 1)
    first, last = np.append(rows[:1], rows[breaks + 1]), np.append(rows[breaks], rows[-1:])
    spans = pa.array(first).cast(pa.string())
    if len(spans) < len(rows):
        ranges = pc.binary_join_element_wise(spans, pa.array(last).cast(pa.string()), "-")
        spans = pc.if_else(pa.array(first == last), spans, ranges)
    whole: str = pc.binary_join(pa.ListArray.from_arrays([0, len(spans)], spans), ", ")[0].as_py()
    return whole
