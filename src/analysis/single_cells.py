"""Cells of published figures and of corrections as printed, each once: what the page recomputes sums of them from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import pandas as pd

from analysis.facts import AMOUNT_COLUMN, corrections_of
from analysis.registers.corrected import CORRECTIONS_FILE, RIGHT_COLUMN
from analysis.registers.layout import TableRef
from analysis.registers.units import UNIT_NAMES
from analysis.tidy import Figure


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


def single_cells(figures: Iterable[Figure], printed: Iterable[Figure], tables: Sequence[TableRef]) -> list[SingleCell]:
    """Every published figure as its file has it (`printed`: the corrected rows so), and every cell of a correction."""
    as_printed = {(row.file, row.row): row for row in printed}
    cells: dict[tuple[str, int], SingleCell] = {}
    for figure in figures:
        row = as_printed.get((figure.file, figure.row), figure)
        units = row.printed_unit, figure.printed_unit
        cell = SingleCell(row.file, row.sha256, row.row, AMOUNT_COLUMN, row.printed, *units)
        cells[row.file, row.row] = cell
        for column, line in corrections_of(figure).items():
            unit = figure.printed_unit if column == AMOUNT_COLUMN else ""
            right = SingleCell(line["file"], line["sha256"], line["row"], line["column"], line["printed"], unit, unit)
            cells[line["file"], line["row"]] = right
    for table in tables:
        for cell in table.corrected:
            unit = UNIT_NAMES.get(table.units.get(cell.code, 0), "")
            right = SingleCell(CORRECTIONS_FILE, cell.sha256, cell.line, RIGHT_COLUMN, cell.right, unit, unit)
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
