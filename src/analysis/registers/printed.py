"""The cells of a register's schemes as printed: what a reader of the report checks the sums against.

Columns of the frame: table and row as in the schemes frame, a column of text for each of `PRINTED`, and for each amount
`<code>_stored`, true where a workbook keeps the cell as a number. No other column of a register reaches the page.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
import pyarrow as pa

from analysis.registers.grid import NUMBER
from analysis.registers.table_rows import Table
from analysis.registers.words import REGISTER_AMOUNTS

PRINTED = (
    "stt", "code", "name", "kind", "place", "year", "activity_text", *REGISTER_AMOUNTS, "status", "establishments",
    "beneficiary_type",
)  # fmt: skip
MOST_ROWS = 50_000
"""A page with more raw rows than this would not open in a browser; it then says which values it cannot check."""
CELL_DTYPES = {
    "table": "int64",
    "row": "int64",
    **dict.fromkeys(PRINTED, "str"),
    **{f"{code}_stored": "bool" for code in REGISTER_AMOUNTS},
}


def printed_cells(tables: Sequence[Table], schemes: pd.DataFrame) -> pd.DataFrame:
    """The printed cells of the schemes, each once, in the order of tables and rows; '' where a column is not there.

    None at all of more than `MOST_ROWS` schemes: no page holds them.
    """
    if len(schemes) > MOST_ROWS:
        return empty_cells()
    wanted = schemes[["table", "row"]].drop_duplicates().sort_values(["table", "row"], kind="stable")
    groups = wanted.groupby("table")["row"]
    parts = [_cells(tables[int(number)], int(number), rows.to_numpy()) for number, rows in groups]
    return pd.concat(parts, ignore_index=True) if parts else empty_cells()


def empty_cells() -> pd.DataFrame:
    """The frame of printed cells without a row."""
    return pd.DataFrame({name: pd.Series(dtype=dtype) for name, dtype in CELL_DTYPES.items()})


def _cells(table: Table, number: int, rows: np.ndarray) -> pd.DataFrame:
    sheet, places = table.sheet, rows - 1
    columns: dict[str, object] = {"table": np.full(len(rows), number, dtype=np.int64), "row": rows}
    blank = pa.repeat(pa.scalar("", pa.large_string()), len(rows))
    for code in PRINTED:
        index = table.header.columns.get(code)
        texts = blank if index is None else sheet.columns[index].take(pa.array(places))
        columns[code] = pd.Series(pd.arrays.ArrowStringArray(texts, dtype=pd.StringDtype("pyarrow", na_value=np.nan)))
    for code in REGISTER_AMOUNTS:
        index = table.header.columns.get(code)
        stored = None if index is None or sheet.kinds is None else sheet.kinds[index][places] == NUMBER
        columns[f"{code}_stored"] = np.zeros(len(rows), dtype=bool) if stored is None else stored
    return pd.DataFrame(columns, copy=False)
