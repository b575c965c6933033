"""What reading a register gives: the frame of its schemes, and their cells as printed.

Columns: stt, name, beneficiary, kind (as printed), activity (code of `vocabulary.KINDS`), place,
year, activity_text; kcqg, kcdp, doi_ung, tong, budget (whole đồng) and establishments (Int64,
missing where blank); status (code of `vocabulary.REGISTER_STATUSES`), code, approved_on (YYYY-MM-DD or ''), dated_on
(the day that places it in a part of a year, see `tables.dates.deciding_days`),
difficult_area ('có', 'không' or ''), beneficiary_type (code of `vocabulary.BENEFICIARIES`, '' where
not stated), implementer; jobs and trained (people), posts (jobs made), revenue and output (whole đồng;
all Int64, missing where the row has no number); file, sha256, sheet ('' in a CSV), row (record of a CSV, or row of the
sheet), table (number of its `TableRef`), area (the place by the one name of all its spellings, see
`figures.places`; as printed until they are compared), support (code of
`vocabulary.SUPPORTS`). No other column reaches the frame.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache

import numpy as np
import pandas as pd
import pyarrow as pa

from analysis.registers.frame_texts import repeated, strings
from analysis.sheets.sheet import NUMBER
from analysis.tables.amount_columns import AmountColumn
from analysis.tables.columns import EFFECT_MONEY, EFFECTS, MONEY, REGISTER_AMOUNTS
from analysis.tables.table import Table
from analysis.vocabulary import FUNDS_SUMMED, GRANT, RECOVERABLE

COLUMNS = tuple(
    """
    stt name beneficiary kind activity place year activity_text kcqg kcdp doi_ung tong status code
    approved_on difficult_area establishments beneficiary_type implementer budget
    file sha256 sheet row table area support jobs posts trained revenue output dated_on
    """.split()
)
_INTEGERS = dict.fromkeys(("year", "row", "table"), "int64")
_MISSING_INTEGERS = dict.fromkeys((*MONEY, "establishments", *EFFECTS), "Int64")
SCHEME_DTYPES = {**dict.fromkeys(COLUMNS, "str"), **_INTEGERS, **_MISSING_INTEGERS}
PRINTED = tuple(
    """
    stt code name kind place year activity_text kcqg kcdp doi_ung tong status establishments
    beneficiary_type jobs posts trained revenue output
    """.split()
)

STORED = tuple(f"{code}_stored" for code in (*REGISTER_AMOUNTS, *EFFECT_MONEY))
CELL_DTYPES = {
    "table": "int64",
    "row": "int64",
    **dict.fromkeys(PRINTED, "str"),
    **dict.fromkeys(STORED, "bool"),
}
# A page with more raw rows than this would not open in a browser; it then says which values it
# cannot check.
MOST_ROWS = 50_000


def printed_cells(tables: Sequence[Table], schemes: pd.DataFrame) -> pd.DataFrame:
    """The printed cells of the schemes, each once, by table and row; '' where a column is not there.

    Columns as in `CELL_DTYPES`: table and row of the scheme, the texts of `PRINTED`, and for each
    amount whether a number is stored. None at all of more than `MOST_ROWS` schemes: no page holds
    them.
    """
    if len(schemes) > MOST_ROWS:
        return empty_cells()
    wanted = schemes[["table", "row"]].drop_duplicates().sort_values(["table", "row"])
    parts = [
        _cells(tables[int(number)], int(number), rows.to_numpy())
        for number, rows in wanted.groupby("table")["row"]
    ]
    return pd.concat(parts, ignore_index=True) if parts else empty_cells()


def empty_cells() -> pd.DataFrame:
    """The frame of printed cells without a row."""
    return _empty(CELL_DTYPES)


def _cells(table: Table, number: int, rows: np.ndarray) -> pd.DataFrame:
    sheet = table.sheet
    places = rows - 1
    count = len(rows)
    columns: dict[str, object] = {
        "table": number,
        "row": rows,
        **dict.fromkeys(PRINTED, repeated("", count)),
        **dict.fromkeys(STORED, False),
    }
    for code, index in table.header.columns.items():
        if code in PRINTED:
            columns[code] = strings(sheet.columns[index].take(pa.array(places)))
        if f"{code}_stored" in STORED and sheet.kinds is not None:
            columns[f"{code}_stored"] = sheet.kinds[index][places] == NUMBER
    return pd.DataFrame(columns, copy=False)


def empty_schemes() -> pd.DataFrame:
    """The schemes frame without a row."""
    return _no_schemes().copy()


@cache
def _no_schemes() -> pd.DataFrame:
    return _empty(SCHEME_DTYPES)


def _empty(dtypes: Mapping[str, str]) -> pd.DataFrame:
    return pd.DataFrame({name: pd.Series(dtype=dtype) for name, dtype in dtypes.items()})


def scheme_frame(
    table: Table, number: int, texts: Mapping[str, pa.Array], years: np.ndarray,
    amounts: Mapping[str, AmountColumn], counts: Mapping[str, pd.arrays.IntegerArray],
) -> pd.DataFrame:  # fmt: skip
    """The schemes of one table, in the columns of `COLUMNS`; what it lacks is blank or has its default.

    Args:
        table: the table; all columns have one entry a scheme.
        number: its number among the tables of the file.
        texts: columns of text by code.
        years: the year of each scheme.
        amounts: columns of money in đồng by code; without "tong" the total is the sum of the three funds.
        counts: whole numbers by code: how many establishments each scheme serves, and its effects.
    """
    count = len(table.schemes)
    sheet = table.sheet
    funds = [amounts[fund].money for fund in FUNDS_SUMMED]
    columns: dict[str, object] = {
        **dict.fromkeys(COLUMNS, repeated("", count)),
        "file": repeated(sheet.file, count),
        "sha256": repeated(sheet.sha256, count),
        "sheet": repeated(sheet.name or "", count),
        "status": repeated("actual", count),
        "support": repeated(GRANT, count),
        "tong": pd.array(np.sum(funds, axis=0), dtype="Int64"),
        **dict.fromkeys(("budget", "establishments", *EFFECTS), no_integers(count)),
    }
    for name in texts.keys() & columns.keys():
        columns[name] = strings(texts[name])
    columns["area"] = columns["place"]
    for code, column in amounts.items():
        columns[code] = pd.arrays.IntegerArray(column.money, column.blank | column.bad)
    columns |= {
        "year": years,
        **counts,
        "row": table.schemes + 1,
        "table": number,
    }
    return pd.DataFrame(columns, copy=False)


def no_integers(count: int) -> pd.arrays.IntegerArray:
    """A column of missing numbers."""
    return pd.arrays.IntegerArray(np.zeros(count, dtype=np.int64), np.ones(count, dtype=bool))


def sums_of(schemes: pd.DataFrame) -> list[int]:
    """The number of schemes and their KCQG, KCĐP, counterpart and total, in đồng; a blank amount adds nothing."""
    return [len(schemes), *map(int, schemes[list(REGISTER_AMOUNTS)].sum())]


def recoverable_of(schemes: pd.DataFrame) -> pd.DataFrame:
    """The schemes whose support is to be paid back, which the report sums apart."""
    return schemes[schemes["support"] == RECOVERABLE]
