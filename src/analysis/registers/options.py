"""The optional columns of a register: status, difficult area, number of establishments, day of approval."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from typing import TypeVar

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from analysis.errors import Place
from analysis.registers.grid import NUMBER, Problems, part, shown
from analysis.registers.table_rows import Table
from analysis.registers.units import normal
from analysis.vocabulary import Word, by_code

YES_NO = by_code(Word("có", "có", ("x", "thuộc", "co")), Word("không", "không", ("không thuộc", "khong")))
MOST_ESTABLISHMENTS = 99_999
MOST_YEARS_APART = 2

T = TypeVar("T")

_WHOLE = re.compile(r"[0-9]+(?:\.[0-9]{3})*")
_DAY_FIRST = re.compile(r"(?:ngày\s+)?([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]([0-9]{4})(?:\s+[0-9:]+)?")
_YEAR_FIRST = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})(?:[t\s][0-9:.]+)?")


def tell_assumed_status(table: Table, printed: pa.Array | None, problems: Problems) -> None:
    """Say where schemes are taken as carried out because a blank states nothing; a word that is refused is no blank."""
    if printed is None:
        where = table.sheet.place(table.header.bottom)
        problems.tell("status-assumed", where, "không có cột Tình trạng; mọi đề án được hiểu là thực hiện")
        return
    column = table.header.columns["status"]
    for position in np.flatnonzero(np.asarray(pc.equal(printed, ""))).tolist():
        where = table.sheet.place(int(table.schemes[position]), column, table.header.printed("status"))
        problems.tell("status-assumed", where, "ô Tình trạng trống được hiểu là thực hiện")


def establishments_column(table: Table, column: pa.Array, problems: Problems) -> pd.arrays.IntegerArray:
    """Whole numbers, missing where blank; anything else is a fault."""

    def read(text: str) -> int | None:
        clean = normal(text).removesuffix(".0")
        if not clean:
            return None
        digits = clean.replace(".", "") if _WHOLE.fullmatch(clean) else ""
        return int(digits) if digits and len(digits.lstrip("0")) <= len(str(MOST_ESTABLISHMENTS)) else -1

    numbers, inverse = _read_once(column, read)
    bad = np.isin(inverse, [n for n, number in enumerate(numbers) if number == -1])
    kinds = table.sheet.kinds
    if kinds is not None:  # the point of a stored number is no sign of thousands
        stored = kinds[table.header.columns["establishments"]][table.schemes] == NUMBER
        bad |= stored & np.asarray(pc.match_substring_regex(column, "[^0-9]"))
    for position in np.flatnonzero(bad).tolist():
        got = f'"{shown(column[position].as_py())}" không phải số cơ sở'
        wanted = f"số nguyên từ 0 đến {MOST_ESTABLISHMENTS}, hoặc để trống"
        problems.fault("number-unreadable", _place(table, "establishments", position), got, wanted, "ghi lại số cơ sở")
    values = np.array([number or 0 for number in numbers], dtype=np.int64)[inverse]
    blank = np.array([number is None for number in numbers], dtype=bool)[inverse]
    return pd.arrays.IntegerArray(values, blank)


def dates_column(table: Table, column: pa.Array, years: np.ndarray, problems: Problems) -> pa.Array:
    """Days as YYYY-MM-DD, '' where blank or unreadable: only the support norms need them, and they then say so."""
    days, inverse = _read_once(column, read_day)
    for number, day in enumerate(days):
        if day == "":
            continue
        positions = np.flatnonzero(inverse == number)
        if day is None:
            for position in positions.tolist():
                message = (
                    f'"{shown(column[position].as_py())}" không đọc được thành ngày; coi như chưa có ngày phê duyệt'
                )
                problems.warn("date-unreadable", _place(table, "approved_on", position), message)
            continue
        far = positions[np.abs(years[positions] - int(day[:4])) > MOST_YEARS_APART]
        for position in far.tolist():
            message = f"ngày phê duyệt {day} xa năm thực hiện {years[position]}; kiểm tra lại ngày"
            problems.warn("date-odd", _place(table, "approved_on", position), message)
    return pa.array([day or "" for day in days], type=pa.large_string()).take(pa.array(inverse))


def read_day(text: str) -> str | None:
    """A day as YYYY-MM-DD; '' for a blank cell, None for what is no day."""
    clean = normal(text)
    if not clean:
        return ""
    first, last = _DAY_FIRST.fullmatch(clean), _YEAR_FIRST.fullmatch(clean)
    try:
        if first:
            return dt.date(int(first.group(3)), int(first.group(2)), int(first.group(1))).isoformat()
        return dt.date(*(int(number) for number in last.groups())).isoformat() if last else None
    except ValueError:
        return None


def cells_of(table: Table, code: str) -> pa.Array:
    """The cells of a column in the scheme rows."""
    return part(table.sheet.columns[table.header.columns[code]], table.schemes)


def _read_once(column: pa.Array, read: Callable[[str], T]) -> tuple[list[T], np.ndarray]:
    """Each distinct text read once, and which of them each cell holds."""
    encoded = column.dictionary_encode()
    return [read(text) for text in encoded.dictionary.to_pylist()], encoded.indices.to_numpy(zero_copy_only=False)


def _place(table: Table, code: str, position: int) -> Place:
    return table.sheet.place(int(table.schemes[position]), table.header.columns[code], table.header.printed(code))
