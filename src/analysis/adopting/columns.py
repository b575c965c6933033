"""Columns added to a table for what is said elsewhere: its own cells stay, a new column says whose cells it repeats."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from analysis.adopting.headers import SUPPORT
from analysis.faults import Place, Problems
from analysis.sheets.sheet import NUMBER, TEXT, Sheet, text_array
from analysis.tables.amounts import DASHES
from analysis.tables.column_names import Name
from analysis.tables.columns import REGISTER_COLUMNS
from analysis.tables.header import Header, columns_of
from analysis.tables.table import Table
from analysis.vocabulary import FUNDS_SUMMED, SUPPORT_COLUMNS

T = TypeVar("T")
ZERO = "0"
_NOTHING = pa.array(["", *DASHES])


@dataclass(frozen=True)
class Filling:
    """The cells of a new column: `texts` for these `rows`, of which some repeat the cells of the column `source`.

    `repeated` are the rows that do, `zeros` those that hold a number 0 of which no cell of the file speaks.
    """

    code: str
    rows: np.ndarray
    texts: pa.Array
    source: int | None = None
    repeated: np.ndarray | None = None
    zeros: np.ndarray | None = None
    unit: int | None = None


def with_column(table: Table, filling: Filling) -> Table:
    """The table with a new column at its right."""
    sheet, index = table.sheet, len(table.sheet.columns)
    mask = np.zeros(sheet.height, dtype=bool)
    mask[filling.rows] = True
    blank = pa.repeat(pa.scalar("", pa.large_string()), sheet.height)
    cells = pc.replace_with_mask(blank, mask, filling.texts)
    changed = replace(
        sheet, columns=(*sheet.columns, cells), sources={**sheet.sources, index: filling.source}
    )
    if sheet.kinds is not None:
        changed = replace(changed, kinds=(*sheet.kinds, _kinds(sheet, filling)))
    if filling.source is not None and filling.repeated is not None:
        changed = _with_traits(changed, filling.source, index, filling.repeated)
    label = REGISTER_COLUMNS[filling.code].label
    printed = label
    if filling.source is not None:
        printed = table.header.names[filling.source].printed
        changed = replace(changed, printed={**changed.printed, index: printed})
    return replace(table, sheet=changed, header=_with_name(table.header, filling, label, index))


def _kinds(sheet: Sheet, filling: Filling) -> np.ndarray:
    kinds = np.full(sheet.height, TEXT, dtype=np.uint8)
    if filling.source is not None and filling.repeated is not None and sheet.kinds is not None:
        kinds[filling.repeated] = sheet.kinds[filling.source][filling.repeated]
    if filling.zeros is not None:
        kinds[filling.zeros] = NUMBER
    return kinds


def _with_traits(sheet: Sheet, source: int, index: int, rows: np.ndarray) -> Sheet:
    """The sheet in which repeated cells are computed, struck, cut and formatted as those that they repeat."""
    copies = {(row, index): (row, source) for row in rows.tolist()}
    formulas = sheet.formulas
    if formulas is not None and formulas.cells:
        formulas = formulas.also_at(copies)
    struck, formats, runs = set(sheet.struck), dict(sheet.formats), dict(sheet.runs)
    if struck or formats or runs:
        for place, cell in copies.items():
            if cell in struck:
                struck.add(place)
            if cell in formats:
                formats[place] = formats[cell]
            if cell in runs:
                runs[place] = runs[cell]
    return replace(sheet, formulas=formulas, struck=struck, formats=formats, runs=runs)


def _with_name(header: Header, filling: Filling, label: str, index: int) -> Header:
    missing = [Name("", "")] * (index - len(header.names))
    name = Name(filling.code, label, unit=filling.unit)
    columns = {**header.columns, filling.code: index}
    return replace(header, columns=columns, names=(*header.names, *missing, name))


def same_in_all(table: Table, code: str, text: str) -> Table:
    """The table with one text in a new column of all its schemes."""
    texts = pa.repeat(pa.scalar(text, pa.large_string()), len(table.schemes))
    return with_column(table, Filling(code, table.schemes, texts))


def one_for_each(table: Table, code: str, texts: Iterable[str], source: int | None) -> Table:
    """The table with a text for each scheme in a new column; `source` is the column whose words say it."""
    return with_column(table, Filling(code, table.schemes, text_array(texts), source))


def without(table: Table, indexes: Iterable[int]) -> Table:
    """The table with some columns set aside: they are read under no code."""
    aside = table.header.aside.union(indexes)
    names = [
        Name("", name.printed) if index in aside else name
        for index, name in enumerate(table.header.names)
    ]
    return replace(table, header=replace(with_names(table.header, names), aside=aside))


def asked_about(table: Table, codes: Iterable[str]) -> Table:
    """The table of which columns that it lacks have been asked for: their lack is not told once more."""
    header = replace(table.header, asked=table.header.asked.union(codes))
    return replace(table, header=header)


def with_names(header: Header, names: Sequence[Name]) -> Header:
    """The header with other names, and the columns that these tell."""
    return replace(header, names=tuple(names), columns=columns_of(names))


def said(table: Table, answers: Mapping[str, object]) -> Table:
    """The table with what the office said and that was used for it."""
    lines = [f"{name} = {text}" for name, text in answers.items()]
    return replace(table, answers=(*table.answers, *lines))


def has_nothing(table: Table, index: int) -> np.ndarray:
    """Of each scheme whether a column is blank, or has a dash."""
    cells = pc.utf8_trim_whitespace(table.cells(index))
    return np.asarray(pc.is_in(cells, value_set=_NOTHING.cast(cells.type)))


def unpaid(table: Table, sets: Mapping[T, Iterable[int]]) -> dict[T, list[int]]:
    """By set of columns the rows of schemes that have nothing in any of them, though they have in another set."""
    empty = {
        of: np.logical_and.reduce([has_nothing(table, index) for index in own])
        for of, own in sets.items()
    }
    nowhere = np.logical_and.reduce(list(empty.values()))
    return {of: table.schemes[mask & ~nowhere].tolist() for of, mask in empty.items()}


def lacking_funds(codes: Iterable[str]) -> list[str]:
    """The labels of the columns that some columns of money lack; one of the whole support stands for both funds."""
    given = set(codes)
    if SUPPORT in given:
        given.update(SUPPORT_COLUMNS)
    return [f'"{REGISTER_COLUMNS[code].label}"' for code in FUNDS_SUMMED if code not in given]


def refuse_lacking(where: Place, got: str, one_of_all: str, problems: Problems) -> None:
    """Refuse one of several sets of columns of money that lacks a fund; `one_of_all` is what the sets are of."""
    problems.fault(
        "header-missing",
        where,
        got,
        f"mỗi {one_of_all} đủ KCQG, KCĐP (hoặc một cột kinh phí khuyến công) và vốn đối ứng",
        f'thêm cột còn thiếu; {one_of_all} không cần đọc thì ghi "bỏ" cho các cột của nó trong doc-so.toml',
    )


def without_rows(table: Table, rows: Iterable[int]) -> Table:
    """The table without some of its schemes, and without the parts of these."""
    gone = set(rows)
    if not gone:
        return table
    of = np.searchsorted(table.schemes, table.components) - 1
    components = [
        row
        for row, scheme in zip(table.components, of.tolist(), strict=True)
        if int(table.schemes[scheme]) not in gone
    ]
    schemes = table.schemes[~np.isin(table.schemes, list(gone))]
    left_out = (*table.left_out, *sorted(gone))
    return replace(table, schemes=schemes, components=components, left_out=left_out)
