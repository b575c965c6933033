"""Two rows that the office says are one scheme, under two funds."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

import pandas as pd

from analysis.book.book import Origin
from analysis.faults import Problems
from analysis.registers.table_refs import CorrectedCell
from analysis.sheets.cells import column_letters
from analysis.sheets.sheet import Sheet
from analysis.tables.table import Table
from analysis.vocabulary import FUNDS_SUMMED, SUPPORT_COLUMNS


def one_scheme(
    tables: Sequence[Table], frames: Sequence[pd.DataFrame], problems: Problems
) -> list[pd.DataFrame]:
    """The schemes of each table, where each pair of rows is one scheme: the money of both funds, the counterpart once.

    Args:
        tables: the tables of a file; their `pairs` are rows of their sheet from 1, the first of each stays.
        frames: the columns of `COLUMNS` for each table.
        problems: receives answers-unknown for rows that are no scheme under two funds.
    """
    joined = list(frames)
    for sheet, pair in _pairs(tables):
        found = [_held(tables, joined, sheet, row) for row in pair]
        statuses = [[joined[number].loc[at, "status"] for number, at in rows] for rows in found]
        places = list(zip(*found, strict=False))
        if (
            not places
            or statuses[0] != statuses[1]
            or not all(_is_one(joined, *two) for two in places)
        ):
            first, second = pair
            got = f"dòng {first} và {second} không phải một đề án ở hai nguồn, cùng vốn đối ứng"
            problems.fault("answers-unknown", sheet.place(second - 1), got)
            continue
        for (own, kept), (theirs, other) in places:
            for fund in SUPPORT_COLUMNS:
                money = [joined[own].loc[kept, fund], joined[theirs].loc[other, fund]]
                joined[own].loc[kept, fund] = pd.Series(money).fillna(0).sum()
            whole = joined[own].loc[kept, [*FUNDS_SUMMED]].fillna(0).sum()
            joined[own].loc[kept, "tong"] = whole
            joined[theirs] = joined[theirs].drop(index=other)
    return [schemes.reset_index(drop=True) for schemes in joined]


def _pairs(tables: Iterable[Table]) -> list[tuple[Sheet, tuple[int, int]]]:
    """The pairs of each sheet once, whichever of its tables have their rows."""
    found: dict[tuple[str | None, tuple[int, int]], Sheet] = {}
    for table in tables:
        for pair in table.pairs:
            found.setdefault((table.sheet.name, pair), table.sheet)
    return [(sheet, pair) for (_, pair), sheet in found.items()]


def _held(
    tables: Sequence[Table], frames: Sequence[pd.DataFrame], sheet: Sheet, row: int
) -> list[tuple[int, int]]:
    """The tables of a sheet that have a row (from 1) as a scheme, by number, with its place in their frame."""
    return [
        (number, int(at))
        for number, (table, schemes) in enumerate(zip(tables, frames, strict=True))
        if table.sheet.name == sheet.name
        for at in schemes.index[schemes["row"] == row]
    ]


def _is_one(
    frames: Sequence[pd.DataFrame], first: tuple[int, int], second: tuple[int, int]
) -> bool:
    """Whether two rows have one name, year and counterpart, and money of one fund each, not the same."""
    pair = pd.concat([frames[number].loc[[at]] for number, at in (first, second)])
    same = pair[["name", "beneficiary", "year", "doi_ung", "status"]].nunique(dropna=False)
    funds = pair[[*SUPPORT_COLUMNS]].fillna(0).gt(0)
    return bool((same == 1).all() and (funds.sum() == 1).all() and (funds.sum(axis=1) == 1).all())


def moved_cells(tables: Sequence[Table], number: int) -> list[CorrectedCell]:
    """The cells of the schemes under two funds that a table keeps: the money of the second row, where the first has 0.

    Args:
        tables: the tables of a file; each of their pairs is one scheme.
        number: which of them.
    """
    table = tables[number]
    kept = [pair for pair in table.pairs if pair[0] - 1 in table.schemes]
    cells = []
    for first, second in kept:
        with_second = [
            other
            for other in tables
            if other.sheet.name == table.sheet.name and second - 1 in other.schemes
        ]
        # of a plan beside its result both have the row: the money is that of the same status
        owner = min(with_second, key=lambda other: other.standing != table.standing)
        cells.append(_moved(table, first, owner, second))
    return cells


def _moved(table: Table, first: int, other: Table, second: int) -> CorrectedCell:
    """The money of the second row of a pair, read in the place of the first row's 0."""
    sheet, columns = other.sheet, other.header.columns
    for code in SUPPORT_COLUMNS:
        text = sheet.columns[columns[code]][second - 1].as_py()
        if re.search("[1-9]", text):
            break
    source = sheet.sources.get(columns[code], columns[code])
    column = other.header.printed(code)
    if sheet.name is not None and source is not None:
        column = column_letters(source)
    right = Origin(sheet.file, sheet.sha256, sheet.name, second, column, text)
    zero = table.sheet.columns[table.header.columns[code]][first - 1].as_py()
    return CorrectedCell(code, first, right, zero, 0)
