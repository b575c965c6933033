"""Corrections of single cells (dinh-chinh.csv) applied to the grid of a register.

A cell is replaced only while it shows the wrong value that the line expects; the raw file itself is
never touched.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

import pyarrow as pa

from analysis.faults import Problems
from analysis.language.numbers import readings
from analysis.messages import shown
from analysis.raw.corrections import refuse_stale, tell_done
from analysis.raw.rows import Correction
from analysis.sheets.cells import column_letters
from analysis.sheets.sheet import NUMBER, TEXT, Sheet
from analysis.tables.header import first_header


@dataclass(frozen=True)
class ChangedCell:
    """A cell of a grid that a correction replaced: its place from 0 and what it held."""

    correction: Correction
    row: int
    index: int
    text: str
    kind: int


Changes = dict[str, list[ChangedCell]]  # by the name of their sheet, '' in a CSV


def corrected_sheets(
    sheets: Sequence[Sheet], corrections: Iterable[Correction], problems: Problems
) -> tuple[list[Sheet], Changes]:
    """The sheets of one file with its corrections applied, and the changed cells by sheet name ('' in a CSV)."""
    named = {sheet.name or "": sheet for sheet in sheets}
    changed: Changes = {}
    for correction in corrections:
        sheet = named.get(correction.sheet)
        if sheet is None:
            got = f'không có trang tính "{shown(correction.sheet)}" trong {correction.file}'
            wanted = f"một trong: {', '.join(named)}"
            if "" in named:
                wanted = "để trống với tệp CSV"
            problems.fault("correction-cell", correction.where, got, wanted)
            continue
        index = _column(sheet, correction)
        if index is None or not 1 <= correction.row <= sheet.height:
            problems.fault("correction-cell", correction.where, f"ô {correction.cell} không có")
            continue
        cell = _replaced(sheet, correction, index, problems)
        if cell is not None:
            named[correction.sheet], was = cell
            changed.setdefault(correction.sheet, []).append(was)
    return [named[sheet.name or ""] for sheet in sheets], changed


def _column(sheet: Sheet, correction: Correction) -> int | None:
    """The column of a cell: by letters in a workbook, by the header's text in a CSV where it names one column."""
    names: list[str] = []
    if sheet.name is not None:
        names = [column_letters(index) for index in range(len(sheet.columns))]
    elif (header := first_header(sheet)) is not None:
        names = [sheet.printed.get(at, name.printed) for at, name in enumerate(header.names)]
    if names.count(correction.column) == 1:
        return names.index(correction.column)
    return None


def _replaced(
    sheet: Sheet, correction: Correction, index: int, problems: Problems
) -> tuple[Sheet, ChangedCell] | None:
    """The sheet with one cell as it is right, and what the cell was; None where it does not show the wrong text."""
    row = correction.row - 1
    column = sheet.columns[index]
    kind = sheet.kind(row, index)
    text = column[row].as_py()
    if not _shows(text, kind, correction.wrong):
        if _shows(text, kind, correction.right):
            tell_done(correction, problems)
        else:
            refuse_stale(correction, text, problems)
        return None
    right = correction.right
    new_kind = TEXT
    number = _number(right)
    # A cell that held a number, or nothing, of a workbook holds a number again, which has no group
    # marks.
    if number is not None and sheet.kinds is not None and (kind != TEXT or not text.strip()):
        right = f"{number:f}"
        new_kind = NUMBER
    columns = list(sheet.columns)
    cell = pa.array([right], type=column.type)
    columns[index] = pa.concat_arrays([column.slice(0, row), cell, column.slice(row + 1)])
    corrected = replace(sheet, columns=tuple(columns))
    if sheet.kinds is not None:
        kinds = list(sheet.kinds)
        kinds[index] = kinds[index].copy()
        kinds[index][row] = new_kind
        corrected = replace(corrected, kinds=tuple(kinds))
    if sheet.formulas is not None:
        corrected = replace(corrected, formulas=sheet.formulas.without((row, index)))
    # What was struck in the file, wholly or in part, is not struck in the correction.
    place = row, index
    formats = {at: code for at, code in sheet.formats.items() if at != place}
    # A format that its column has too says the unit; one of this cell alone goes with what was wrong.
    own = sheet.formats.get(place)
    if own is not None and (index, own) in {(at[1], code) for at, code in formats.items()}:
        formats[place] = own
    runs = {at: read for at, read in sheet.runs.items() if at != place}
    corrected = replace(corrected, struck=sheet.struck - {place}, runs=runs, formats=formats)
    return corrected, ChangedCell(correction, row, index, text, kind)


def _shows(text: str, kind: int, expected: str) -> bool:
    """Whether a cell shows a text, or stores the number that a person reads in it."""
    if text.strip() == expected.strip():
        return True
    return kind == NUMBER and _number(expected) == Decimal(text)


def _number(text: str) -> Decimal | None:
    return readings(text.strip())[0]
