"""Corrections of single cells (dinh-chinh.csv): what a line says, and its application to the grid of a register.

A cell is replaced only while it shows the wrong value that the line expects; the raw file itself is
never touched.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

import pyarrow as pa

from analysis.faults import Problems, shown
from analysis.language.numbers import readings
from analysis.raw.corrections import refuse_stale, tell_done
from analysis.raw.rows import Correction
from analysis.registers.header import first_header
from analysis.registers.sheet import NUMBER, TEXT, Sheet, column_letters


@dataclass(frozen=True)
class ChangedCell:
    """A cell of a grid that a correction replaced: its place from 0 and what it held."""

    correction: Correction
    row: int
    index: int
    text: str
    kind: int


def corrected_sheets(
    sheets: Sequence[Sheet], corrections: Iterable[Correction], problems: Problems
) -> tuple[list[Sheet], dict[str, list[ChangedCell]]]:
    """The sheets of one file with its corrections applied, and the changed cells by sheet name ('' in a CSV)."""
    named = {sheet.name or "": sheet for sheet in sheets}
    changed: dict[str, list[ChangedCell]] = {}
    for correction in corrections:
        sheet = named.get(correction.sheet)
        if sheet is None:
            got = f'không có trang tính "{shown(correction.sheet)}" trong {correction.file}'
            wanted = "để trống với tệp CSV" if "" in named else f"một trong: {', '.join(named)}"
            problems.fault("correction-cell", correction.where, got, wanted)
            continue
        index = _column(sheet, correction)
        if index is None or not 1 <= correction.row <= sheet.height:
            got = f"ô {correction.cell} không có"
            problems.fault("correction-cell", correction.where, got)
            continue
        cell = _replaced(sheet, correction, index, problems)
        if cell is not None:
            named[correction.sheet] = cell[0]
            changed.setdefault(correction.sheet, []).append(cell[1])
    return [named[sheet.name or ""] for sheet in sheets], changed


def _column(sheet: Sheet, correction: Correction) -> int | None:
    """The column of a cell: by letters in a workbook, by the header's text in a CSV where it names one column."""
    names = [column_letters(index) for index in range(len(sheet.columns))]
    if sheet.name is None:
        header = first_header(sheet)
        names = [] if header is None else [name.printed for name in header.names]
    return names.index(correction.column) if names.count(correction.column) == 1 else None


def _replaced(
    sheet: Sheet, correction: Correction, index: int, problems: Problems
) -> tuple[Sheet, ChangedCell] | None:
    row = correction.row - 1
    column, kinds = sheet.columns[index], sheet.kinds
    text, kind = column[row].as_py(), sheet.kind(row, index)
    if _shows(text, kind, correction.right) and not _shows(text, kind, correction.wrong):
        tell_done(correction, problems)
        return None
    if not _shows(text, kind, correction.wrong):
        refuse_stale(correction, text, problems)
        return None
    right, new_kind = correction.right, TEXT
    number = _number(right)
    # A cell that held a number, or nothing, of a workbook holds a number again, which has no group
    # marks.
    if number is not None and kinds is not None and (kind != TEXT or not text.strip()):
        right, new_kind = f"{number:f}", NUMBER
    parts = [column.slice(0, row), pa.array([right], type=column.type), column.slice(row + 1)]
    columns = (*sheet.columns[:index], pa.concat_arrays(parts), *sheet.columns[index + 1 :])
    if kinds is not None:
        own = kinds[index].copy()
        own[row] = new_kind
        kinds = (*kinds[:index], own, *kinds[index + 1 :])
    changed = ChangedCell(correction, row, index, text, kind)
    return replace(sheet, columns=columns, kinds=kinds), changed


def _shows(text: str, kind: int, expected: str) -> bool:
    """Whether a cell shows a text; a stored number also when the text is that number as a person reads it."""
    if text.strip() == expected.strip():
        return True
    return kind == NUMBER and _number(expected) == Decimal(text)


def _number(text: str) -> Decimal | None:
    return readings(text.strip())[0]
