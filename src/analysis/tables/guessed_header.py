"""The header of a table whose names no register knows: its rows, told from groups, totals and schemes by their form."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
import pyarrow.compute as pc

from analysis.sheets.sheet import Sheet
from analysis.tables.column_names import unit_said_in
from analysis.tables.header import (
    LEAST_NAMES,
    MOST_HEADER_ROWS,
    Row,
    Rows,
    is_numbering,
    standing_over,
)
from analysis.tables.row_words import is_label, is_total_text
from analysis.tables.units import caption_unit, is_unit

MOST_ROWS = 40
LONGEST_NAME = 80
# A name of columns over others has nothing below it; fewer texts may be a group or a total.
LEAST_OWN, LEAST_FILLED = 3, 3
_LETTER = re.compile(r"[^\W\d_]")
_LABELLED = re.compile(r"\(?(?:[ivxlc]+|[a-zđ]|[0-9]+(?:\.[0-9]+)*)\s*[.)]\s*\S.*", re.IGNORECASE)
_NUMBER = r"^\s*[0-9][0-9.,\s]*$"
_WORDS = r"\pL{2}"
_ROMAN = r"^\s*\(?[IVXLC]+\s*[.)]?\s*$"


def guessed_rows(sheet: Sheet) -> tuple[int, int] | None:
    """The first and the last row of the header over most columns, above rows with several cells; None without one."""
    rows = sheet.rows(0, MOST_ROWS)
    best, found = LEAST_NAMES - 1, None
    for top, row in enumerate(rows):
        own = [cell for cell in row if _LETTER.search(cell) and len(cell) < LONGEST_NAME]
        if len(own) < LEAST_OWN or is_data(row) or is_numbering(row):
            continue
        bottom = _last_of_names(rows, top, sheet)
        columns = zip(*rows[top : bottom + 1], strict=True)
        named = sum(1 for cells in columns if any(map(_LETTER.search, cells)))
        if named > best and any(_filled(below) >= LEAST_FILLED for below in rows[bottom + 1 :]):
            best, found = named, (top, _with_units(rows, bottom))
    return found


def goes_on_below(sheet: Sheet, top: int, known: int, rows: int) -> bool:
    """Whether a header of which `known` rows are known may have `rows` rows: fewer, or more without a row of data."""
    added = sheet.rows(top + known, top + rows)
    return not any(is_data(row) and not is_numbering(row) for row in added)


def is_data(row: Row) -> bool:
    """Whether a row is a group, a total or a scheme: it begins with a number of rows, or has a number of its own."""
    filled = [cell.strip() for cell in row if cell.strip()]
    if not filled:
        return False
    if any(re.match(_NUMBER, cell) for cell in filled):
        return True
    first = filled[0]
    is_total = any(map(is_total_text, filled[:2])) and len(filled) < LEAST_FILLED
    return is_label(first) or _LABELLED.fullmatch(first) is not None or is_total


def likely_schemes(sheet: Sheet, bottom: int) -> np.ndarray:
    """The rows below a header with a number and texts in two columns; a group and a total have one. All for none."""
    texts = np.zeros(sheet.height, dtype=int)
    numbers = np.zeros(sheet.height, dtype=bool)
    for column in sheet.columns:
        is_text = np.asarray(pc.match_substring_regex(column, _WORDS))
        texts += is_text & ~np.asarray(pc.match_substring_regex(column, _ROMAN))
        numbers |= np.asarray(pc.match_substring_regex(column, _NUMBER))
    schemes = np.flatnonzero(numbers & (texts > 1))
    schemes = schemes[schemes > bottom]
    return schemes if len(schemes) else np.arange(bottom + 1, sheet.height)


def last_dividing(sheet: Sheet, top: int, bottom: int) -> int:
    """The last row of a header of which some rows are known by their names, with rows that divide those by words."""
    rows = sheet.rows(0, top + MOST_HEADER_ROWS)
    lowest = _lowest(rows[top : bottom + 1])
    for below, row in enumerate(rows[bottom + 1 :], start=bottom + 1):
        if not (_is_under(lowest, row, bottom, sheet) and _divides(lowest, row, bottom, sheet)):
            break
        bottom = below
        lowest = _lowest([lowest, row])
    return bottom


def _lowest(rows: Rows) -> list[str]:
    """Of each column the text that stands lowest."""
    columns = zip(*rows, strict=True)
    return [next(filter(str.strip, reversed(cells)), "") for cells in columns]


def _last_of_names(rows: Rows, top: int, sheet: Sheet) -> int:
    bottom = top
    lowest = list(rows[top])
    for row in rows[top + 1 : top + MOST_HEADER_ROWS]:
        if not _is_under(lowest, row, bottom, sheet):
            break
        bottom += 1
        lowest = _lowest([lowest, row])
    return bottom


def _is_under(lowest: Row, row: Row, above: int, sheet: Sheet) -> bool:
    """Whether a row goes on with the names above it: words, several of them or below what spans columns."""
    filled = [index for index, cell in enumerate(row) if cell.strip()]
    if not filled or len(filled) == len(row) or is_data(row) or is_numbering(row):
        return False
    if not all(_LETTER.search(row[index]) for index in filled) or _states_units(row):
        return False
    return len(filled) >= LEAST_FILLED or _divides(lowest, row, above, sheet)


def _divides(lowest: Row, row: Row, above: int, sheet: Sheet) -> bool:
    """Whether the cells of a row stand below what spans columns, or below nothing."""
    over = standing_over(sheet.row(above), above, sheet)
    spanning = {at for index, at in enumerate(over) if at not in (None, index)}
    return all(
        not lowest[index].strip() or over[index] in spanning
        for index, cell in enumerate(row)
        if cell.strip()
    )


def _with_units(rows: Rows, bottom: int) -> int:
    """The last row of a header with that of its units, before or after the numbers of its columns."""
    for row, cells in enumerate(rows[bottom + 1 : bottom + 3], start=bottom + 1):
        if _states_units(cells):
            return row
        if not is_numbering(cells):
            break
    return bottom


def _states_units(row: Row) -> bool:
    filled = [cell for cell in row if cell.strip(" -–—xX")]
    return bool(filled) and all(
        is_unit(cell) or unit_said_in(caption_unit, cell) for cell in filled
    )


def _filled(row: Sequence[str]) -> int:
    return sum(1 for cell in row if cell.strip())
