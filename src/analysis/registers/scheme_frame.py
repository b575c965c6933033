"""The frame of schemes, one row a scheme.

Columns: stt, name, beneficiary, kind (as printed), activity (code of `vocabulary.KINDS`), place,
year, activity_text; kcqg, kcdp, doi_ung, tong, budget (whole đồng) and establishments (Int64, missing where blank);
status (code of `vocabulary.STATUSES`), code, approved_on (YYYY-MM-DD or ''), difficult_area ('có', 'không' or ''),
beneficiary_type (code of `vocabulary.BENEFICIARIES`, '' where not stated), implementer; file, sha256, sheet ('' in a
CSV), row (record of a CSV, or row of the sheet), table (number of its `TableRef`). No other column reaches the frame.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd
import pyarrow as pa

from analysis.registers.amount_columns import AmountColumn
from analysis.registers.table_rows import Table
from analysis.registers.totals import PARTS

COLUMNS = (
    "stt", "name", "beneficiary", "kind", "activity", "place", "year", "activity_text", "kcqg", "kcdp", "doi_ung",
    "tong", "status", "code", "approved_on", "difficult_area", "establishments", "beneficiary_type", "implementer",
    "budget", "file", "sha256", "sheet", "row", "table",
)  # fmt: skip
CHUNK = 1 << 16
AMOUNTS = ("kcqg", "kcdp", "doi_ung", "tong", "budget")
INTEGERS = ("year", "row", "table")
SCHEME_DTYPES = {
    name: "Int64" if name in (*AMOUNTS, "establishments") else "int64" if name in INTEGERS else "str"
    for name in COLUMNS
}


def empty_schemes() -> pd.DataFrame:
    """The schemes frame without a row."""
    return pd.DataFrame({name: pd.Series(dtype=dtype) for name, dtype in SCHEME_DTYPES.items()})


def scheme_frame(
    table: Table, number: int, texts: Mapping[str, pa.Array], years: np.ndarray,
    amounts: Mapping[str, AmountColumn], establishments: pd.arrays.IntegerArray,
) -> pd.DataFrame:  # fmt: skip
    """The schemes of one table from its columns as read; a column that it lacks is blank or has its default."""
    count = len(table.schemes)
    blank = _repeated("", count)
    columns: dict[str, object] = {}
    for name in COLUMNS:
        if name in AMOUNTS:
            columns[name] = _amounts(name, amounts, count)
        elif name == "year":
            columns[name] = years
        elif name == "establishments":
            columns[name] = establishments
        elif name == "row":
            columns[name] = table.schemes + 1
        elif name == "table":
            columns[name] = np.full(count, number, dtype=np.int64)
        elif name in texts:
            columns[name] = _strings(texts[name])
        else:
            text = _constant(table, name)
            columns[name] = _repeated(text, count) if text else blank
    return pd.DataFrame(columns, copy=False)


def _constant(table: Table, name: str) -> str:
    given = {
        "file": table.sheet.file,
        "sha256": table.sheet.sha256,
        "sheet": table.sheet.name or "",
        "status": "actual",
    }
    return given.get(name, "")


def _repeated(text: str, count: int) -> pd.Series:
    """One text in every row: its chunks are the same memory."""
    whole, rest = divmod(count, CHUNK)
    chunk = pa.repeat(pa.scalar(text, pa.large_string()), CHUNK if whole else rest)
    return _strings(pa.chunked_array([*[chunk] * whole, chunk.slice(0, rest)]))


def _strings(column: pa.Array | pa.ChunkedArray) -> pd.Series:
    return pd.Series(pd.arrays.ArrowStringArray(column, dtype=pd.StringDtype("pyarrow", na_value=np.nan)))


def _amounts(name: str, amounts: Mapping[str, AmountColumn], count: int) -> pd.arrays.IntegerArray:
    if name in amounts:
        column = amounts[name]
        return pd.arrays.IntegerArray(column.values, column.blank | column.bad)
    if name == "tong":
        total = np.zeros(count, dtype=np.int64)
        for fund in PARTS:
            total = total + amounts[fund].values  # noqa: PD011 - a field of ours, not of a frame
        return pd.arrays.IntegerArray(total, np.zeros(count, dtype=bool))
    return no_integers(count)


def no_integers(count: int) -> pd.arrays.IntegerArray:
    """A column of missing numbers."""
    return pd.arrays.IntegerArray(np.zeros(count, dtype=np.int64), np.ones(count, dtype=bool))
