"""The unit of each money column of a table, from all places that may state one; what is not plain is refused.

A unit stands in the header (`header`), in a caption above it, in a column of units, or in number
formats. Where some columns or tables of a file have one and others have none, nobody can tell what
the others are in.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

import pyarrow.compute as pc

from analysis.faults import Place, Problems
from analysis.language.printed_units import MONEY_NAMES, ONE_DONG
from analysis.messages import shown
from analysis.sheets.sheet import TEXT
from analysis.tables.columns import MONEY, REGISTER_AMOUNTS
from analysis.tables.format_units import check_formats, shown_unit
from analysis.tables.table import Table
from analysis.tables.units import (
    FORMS,
    UnitError,
    Units,
    announced_unit,
    caption_unit,
    cell_unit,
    factor_of,
    loose_units,
    normal,
    waits_for_unit,
)

LONGEST_ABBREVIATION = 3  # letters that may mean another thing in a column that is not about units

_FOREIGN = 0
_WORDS = re.compile(r"[^0-9]*[^\W\d_]{2}[^0-9]*")
_BARE_NUMBER = r"^[\s\x{a0}]*[0-9., \x{a0}]*[1-9][0-9., \x{a0}]*$"
_UNIT_CELL = rf"(?i)^[\s(\[]*(?:{FORMS}|.{{0,12}}(?:usd|eur|euro|jpy|cny|[$€£¥]))[\s)\].]*$"
_WANTED = "một đơn vị tiền đồng cho mỗi cột: " + ", ".join(MONEY_NAMES.values())
_REMEDY = "ghi đơn vị ở tiêu đề mỗi cột số tiền hoặc ở một dòng ngay trên bảng"


@dataclass(frozen=True)
class _Stated:
    unit: int
    where: Place
    text: str


def table_units(tables: Sequence[Table], problems: Problems) -> list[Units]:
    """đồng in one of the unit of each money column, by code, for each table of a file; None where none is stated.

    `problems` receives unit-conflict, unit-unknown, unit-currency and unit-missing.
    """
    all_units: list[Units] = []
    for table, following in zip_longest(tables, tables[1:]):
        before = len(problems.faults)
        units = _from_words(table, problems)
        # Words that announce or mention a unit must not be passed over where a column has none.
        if len(problems.faults) == before and None in units.values():
            for where, text in _cells_above(table):
                if waits_for_unit(text) or loose_units(text):
                    _unclear("unit-unknown", where, text, problems)
        for code, unit in units.items():
            if unit is None:
                units[code] = shown_unit(table, code)
        # Under a header that is only repeated, a caption without a unit changes none.
        if table.continues and not any(units.values()):
            units = {code: all_units[-1].get(code) for code in units}
        check_formats(table, units, problems)
        end = table.sheet.height
        if following is not None and following.sheet.name == table.sheet.name:
            end = following.header.top - len(following.above)
        _check_rows(table, units, end, problems)
        all_units.append(units)
    _check_all_stated(tables, all_units, problems)
    return all_units


def unit_place(table: Table, code: str, unit: int) -> Place:
    """The cell that says the unit of a money column: in the header, or above or beside the rows."""
    if table.header.unit(code) is None:
        unheard = Problems()
        for said in (*_captions(table, unheard), *_columns_of_units(table, unheard)):
            if said.unit == unit:
                return said.where
    return table.place(code, table.header.bottom)


def _from_words(table: Table, problems: Problems) -> Units:
    """The header's units, else the one that captions and a column of units state."""
    units: Units = {code: table.header.unit(code) for code in table.header.present(MONEY)}
    stated = [*_captions(table, problems), *_columns_of_units(table, problems)]
    if not stated:
        return units
    in_header = {unit for unit in units.values() if unit is not None}
    known = in_header | {said.unit for said in stated}
    if len(known) > 1:
        said = next((said for said in stated if in_header - {said.unit}), stated[-1])
        names = ", ".join(MONEY_NAMES[unit] for unit in sorted(known - {said.unit}))
        problems.fault(
            "unit-conflict",
            said.where,
            f'"{shown(said.text)}" trái với đơn vị khác của bảng ({names})',
            _WANTED,
            "sửa lại đơn vị tính",
        )
    return {code: unit or stated[0].unit for code, unit in units.items()}


def _captions(table: Table, problems: Problems) -> Iterator[_Stated]:
    """What the name of a sheet and the rows above a header state, and names such as "ĐVT: nghìn đồng" beside it."""
    sheet_name = table.sheet.name or ""
    in_name = _stated_in(sheet_name)
    # A name that is no plain caption is only a name.
    if isinstance(in_name, int):
        yield _Stated(in_name, table.sheet.place(), sheet_name)
    captions = [(where, text, _stated_in(text)) for where, text in _cells_above(table)]
    for index, name in enumerate(table.header.names):
        if name.printed and not name.code:
            where = table.place_over(index)
            captions.append((where, name.printed, _stated_in(name.printed, announced_unit)))
    for where, text, stated in captions:
        if isinstance(stated, str):
            _unclear(stated, where, text, problems)
        elif stated is not None:
            yield _Stated(stated, where, text)


def _columns_of_units(table: Table, problems: Problems) -> Iterator[_Stated]:
    """What the cells of unused columns state, each for its row: one unit in every row, else nothing is certain."""
    for index, name in enumerate(table.header.names[: len(table.sheet.columns)]):
        if name.code or not name.printed:
            continue
        column = table.cells(index)
        if not pc.any(pc.match_substring_regex(column, _UNIT_CELL)).as_py():
            continue
        about_units = waits_for_unit(name.printed) or normal(name.printed) in ("đơn vị", "don vi")
        texts = column.unique().to_pylist()
        says = {text: _cell_says(text, about_units=about_units) for text in texts}
        first = next((text for text in texts if says[text] is not None), None)
        if first is None:
            continue
        unit = says[first]
        others = [text for text in texts if says[text] != unit]
        # "đồng" in some rows and nothing in others is what a column without units means too.
        mixed = bool(others) and set(says.values()) != {ONE_DONG, None}
        told = first
        if mixed and unit != _FOREIGN:
            told = others[0]
        row = int(table.schemes[column.index(told).as_py()])
        where = table.sheet.place(row, index, name.printed)
        if unit == _FOREIGN:
            _unclear("unit-currency", where, first, problems)
        elif mixed:
            problems.fault(
                "unit-conflict",
                where,
                f'"{shown(told)}" khác "{shown(first)}" ở dòng khác của cột ghi đơn vị',
                remedy="quy đổi về một đơn vị",
            )
        elif unit is not None:
            yield _Stated(unit, where, first)


def _cell_says(text: str, *, about_units: bool) -> int | None:
    """The unit in a cell of an unused column, `_FOREIGN` for a currency, None for another text."""
    stated = _stated_in(text, factor_of if about_units else cell_unit)
    if stated == "unit-currency":
        return _FOREIGN
    unsure = not about_units and len(text.strip()) <= LONGEST_ABBREVIATION
    if unsure or isinstance(stated, str):
        return None
    return stated


def _check_rows(table: Table, units: Units, end: int, problems: Problems) -> None:
    """What rows between the schemes or below them say of a unit must be what the columns have."""
    first = table.sheet.height
    last = table.header.bottom
    if len(table.schemes):
        first = int(table.schemes[0])
        last = int(table.schemes[-1])
    known = {unit or ONE_DONG for unit in units.values()}
    for row in sorted({*table.breaks, *table.notes}):
        if row >= end and row > last:
            break
        for index, text in enumerate(table.sheet.row(row)):
            stated = _stated_in(text)
            # Below the schemes, words about an unknown unit belong to a note on other figures.
            if stated is None or known == {stated} or (row > last and stated == "unit-unknown"):
                continue
            code = "unit-conflict"
            if isinstance(stated, str):
                code = stated
            problems.fault(
                code,
                table.sheet.place(row, index),
                f'dòng này ghi đơn vị "{shown(text)}", khác đơn vị của các cột',
                "một đơn vị cho cả bảng",
                _REMEDY,
            )
        if row > first:
            continue
        # Words without a figure where amounts would stand may be a unit that is not known.
        for code in units:
            text, kind = table.cell(code, row)
            if kind == TEXT and _WORDS.fullmatch(text) and _stated_in(text) is None:
                _unclear("unit-unknown", table.place(code, row), text, problems)


def _stated_in(text: str, read: Callable[[str], int | None] = caption_unit) -> int | str | None:
    """The unit that a text states, or the code of what is wrong with it."""
    try:
        return read(text)
    except UnitError as error:
        return error.code


def _check_all_stated(
    tables: Sequence[Table], all_units: Sequence[Units], problems: Problems
) -> None:
    """A unit said for some columns or tables of a file leaves the others unclear."""
    stated = {units.get(code) for units in all_units for code in REGISTER_AMOUNTS}
    many = [unit for unit in stated if unit not in (None, ONE_DONG)]
    if not many:
        return
    name = MONEY_NAMES[min(many)]
    for table, units in zip(tables, all_units, strict=True):
        for code, unit in units.items():
            # Zeros and amounts with a unit of their own need none.
            bare = pc.match_substring_regex(table.texts(code), _BARE_NUMBER)
            if unit is None and pc.any(bare).as_py():
                problems.fault(
                    "unit-missing",
                    table.place(code, table.header.bottom),
                    f"cột không có đơn vị trong khi cột khác hoặc bảng khác của tệp ghi {name}",
                    _WANTED,
                    _REMEDY,
                )


def _cells_above(table: Table) -> Iterator[tuple[Place, str]]:
    for offset, row in enumerate(table.above, start=table.header.top - len(table.above)):
        for index, text in enumerate(row):
            if text.strip():
                yield table.sheet.place(offset, index), text


def _unclear(code: str, where: Place, text: str, problems: Problems) -> None:
    got = f'"{shown(text)}" ghi đơn vị tính nhưng không rõ là đơn vị nào của các cột số tiền'
    if code == "unit-currency":
        got = f'"{shown(text)}" là ngoại tệ'
    problems.fault(code, where, got, _WANTED, _REMEDY)
