"""What schemes had for effects, where a register has it: people with jobs, jobs made, people trained, revenue, output.

Offices keep such columns for themselves, with words and dashes between the numbers. Only a number is one: any other
cell is told and left without, no register is refused for it, and nothing is estimated.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis.faults import Problems
from analysis.language.printed_units import ONE_DONG
from analysis.messages import shown
from analysis.sheets.sheet import positions
from analysis.tables.amount_columns import read_amounts
from analysis.tables.column_names import read_name
from analysis.tables.columns import EFFECT_COUNTS, EFFECT_MONEY, EFFECTS, REGISTER_COLUMNS
from analysis.tables.table import Table
from analysis.tables.text_columns import Column, count_in
from analysis.tables.units import Units, normal

NOTHING = ("", "-", "–", "—", "x")
UNREAD = "coi là không có số liệu"
UNLIKE_ITS_NAME = "cột không được đọc; sửa dòng đó trong doc-so.toml"
ONE_LEFT = "đổi tên hẳn các cột không dùng, để một cột cho báo cáo"


def effect_units(table: Table, units: Units) -> Units:
    """The units of the columns of money among the effects: in their own header, else that of the caption.

    Args:
        table: the table.
        units: those of its other columns of money; what none of their headers says, the caption does.
    """
    in_headers = any(table.header.unit(code) for code in units)
    said = {unit for unit in units.values() if not in_headers}
    of_caption = said.pop() if len(said) == 1 else None
    return {
        code: table.header.unit(code) or of_caption for code in table.header.present(EFFECT_MONEY)
    }


def effects_of(table: Table, units: Units, problems: Problems) -> dict[str, pd.arrays.IntegerArray]:
    """The effects of each scheme by code, missing where its cell has no number; a column that is not clear is none.

    Args:
        table: the table.
        units: the units of all its columns of money, with those of `effect_units`.
        problems: receives effect-unread, a warning.
    """
    found = {}
    for code in table.header.present(EFFECTS):
        label = REGISTER_COLUMNS[code].label
        claiming = _own_names(table, code)
        own = read_name(claiming[0]).code
        if len(claiming) > 1:
            named = " và ".join(f'"{shown(text)}"' for text in claiming)
            told = f'cột {named} cùng được hiểu là "{label}": không cột nào được đọc; {ONE_LEFT}'
            problems.warn("effect-unread", table.place(code, table.header.bottom), told)
        elif own != code and own in EFFECTS:
            # an earlier catalogue had one meaning for what are two now, and answers of that time stand in the file
            told = f'cột "{shown(claiming[0])}" là "{REGISTER_COLUMNS[own].label}", mà doc-so.toml ghi "{label}"'
            told += f": {UNLIKE_ITS_NAME}"
            problems.warn("effect-unread", table.place(code, table.header.bottom), told)
        elif code in EFFECT_COUNTS:
            found[code] = _counts(table, code, problems)
        else:
            read = _money(table, code, units, problems)
            if read is not None:
                found[code] = read
    return found


def _own_names(table: Table, code: str) -> list[str]:
    """What the columns that mean a code are called in the file, whatever the office calls them."""
    names = enumerate(table.header.names)
    printed = table.sheet.printed
    return [printed.get(index, name.printed) for index, name in names if name.code == code]


def _counts(table: Table, code: str, problems: Problems) -> pd.arrays.IntegerArray:
    """Whole numbers of people or jobs; a cell with anything else is told."""
    column = Column(table, code, table.texts(code), problems)
    texts, numbers = column.distinct
    words = [normal(text) for text in texts.to_pylist()]
    counts = [None if text in NOTHING else count_in(text) for text in words]
    refused = [number for number, count in enumerate(counts) if count is not None and count < 0]
    column.warn(
        "effect-unread", positions(np.isin(numbers, refused)), f'"{{}}" không phải số; {UNREAD}'
    )
    for number in refused:
        counts[number] = None
    return pd.array(counts, dtype="Int64").take(numbers)


def _money(
    table: Table, code: str, units: Units, problems: Problems
) -> pd.arrays.IntegerArray | None:
    """Amounts in đồng; None of a column whose unit is not clear. What is wrong in it is told and stops nothing."""
    where = table.place(code, table.header.bottom)
    others = [unit for name, unit in units.items() if name not in EFFECT_MONEY]
    stated = any(unit not in (None, ONE_DONG) for unit in others)
    named = table.header.names[table.header.columns[code]]
    unclear = units[code] is None and stated
    if unclear or named.unit_problem is not None:
        told = "cột không có đơn vị tiền rõ ràng nên không được đọc; ghi đơn vị trong tên cột"
        problems.warn("effect-unread", where, told)
        return None
    own = Problems()
    read = read_amounts(table, code, units[code], own)
    for fault in own.faults:
        problems.warn("effect-unread", fault.where, f"{fault.got}; {UNREAD}")
    # without a unit no number of the column says how much it is
    if any(fault.code == "unit-missing" for fault in own.faults):
        return None
    return pd.arrays.IntegerArray(read.money, read.unstated | read.bad)
