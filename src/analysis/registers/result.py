"""What reading a register gives: the frame of schemes, where its tables stand, their cells as printed.

Columns: stt, name, beneficiary, kind (as printed), activity (code of `vocabulary.KINDS`), place,
year, activity_text; kcqg, kcdp, doi_ung, tong, budget (whole đồng) and establishments (Int64,
missing where blank); status (code of `vocabulary.STATUSES`), code, approved_on (YYYY-MM-DD or ''),
difficult_area ('có', 'không' or ''), beneficiary_type (code of `vocabulary.BENEFICIARIES`, '' where
not stated), implementer; file, sha256, sheet ('' in a CSV), row (record of a CSV, or row of the
sheet), table (number of its `TableRef`). No other column reaches the frame.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from analysis.book.book import Origin
from analysis.language.numbers import ONE_DONG
from analysis.registers.amount_columns import AmountColumn, read_cell
from analysis.registers.columns import REGISTER_AMOUNTS
from analysis.registers.corrected import ChangedCell
from analysis.registers.header import MONEY
from analysis.registers.rows import Table
from analysis.registers.sheet import NUMBER, column_letters
from analysis.registers.units import Units
from analysis.vocabulary import FUNDS_SUMMED

COLUMNS = tuple(
    """
    stt name beneficiary kind activity place year activity_text kcqg kcdp doi_ung tong status code
    approved_on difficult_area establishments beneficiary_type implementer budget
    file sha256 sheet row table
    """.split()
)
_INTEGERS = dict.fromkeys(("year", "row", "table"), "int64")
_MISSING_INTEGERS = dict.fromkeys((*MONEY, "establishments"), "Int64")
SCHEME_DTYPES = {**dict.fromkeys(COLUMNS, "str"), **_INTEGERS, **_MISSING_INTEGERS}
PRINTED = tuple(
    """
    stt code name kind place year activity_text kcqg kcdp doi_ung tong status establishments
    beneficiary_type
    """.split()
)

STORED = tuple(f"{code}_stored" for code in REGISTER_AMOUNTS)
CELL_DTYPES = {
    "table": "int64",
    "row": "int64",
    **dict.fromkeys(PRINTED, "str"),
    **dict.fromkeys(STORED, "bool"),
}
SORTS = "schemes totals groups notes titles blanks".split()
# A page with more raw rows than this would not open in a browser; it then says which values it
# cannot check.
MOST_ROWS = 50_000
CHUNK = 1 << 16
_TEXT = pd.StringDtype("pyarrow", na_value=np.nan)


@dataclass(frozen=True)
class CorrectedCell:
    """A cell of a scheme that a correction replaced: `code` of its column, its row, its `wrong` text.

    `right` is the cell of dinh-chinh.csv that holds the right text; `wrong_dong` is what the cell
    held, in đồng, None when that is no amount.
    """

    code: str
    row: int
    right: Origin
    wrong: str
    wrong_dong: int | None = None


@dataclass(frozen=True)
class TableRef:
    """Where a table stands: `columns` tells for each code the header text (CSV) or the letters (XLSX) of its column.

    `units` are the đồng in one of what the header or the caption states, for each column of money.
    """

    file: str
    sha256: str
    sheet: str
    columns: dict[str, str]
    units: dict[str, int] = field(default_factory=dict)
    corrected: tuple[CorrectedCell, ...] = ()

    def cell(
        self,
        code: str,
        row: int,
        printed: str = "",
    ) -> Origin:
        """The cell of a row in the column of a code."""
        return Origin(self.file, self.sha256, self.sheet or None, row, self.columns[code], printed)


@dataclass(frozen=True)
class SheetRows:
    """The rows of a sheet, each counted from 1, by what they are: the words of `SORTS`."""

    file: str
    sha256: str
    sheet: str
    rows: dict[str, np.ndarray]


def table_ref(
    table: Table,
    changed: Sequence[ChangedCell],
    units: Units,
) -> TableRef:
    """Where a table stands; `units` are those in which its amounts were read, in đồng, None for đồng."""
    sheet = table.sheet
    header = table.header
    columns, corrected = {}, []
    for code, index in header.columns.items():
        columns[code] = header.printed(code)
        if sheet.name is not None:
            columns[code] = column_letters(index)
    codes = {index: code for code, index in header.columns.items()}
    for cell in changed:
        code = codes.get(cell.index, "")
        if not code or cell.row not in table.schemes:
            continue
        wrong = None
        if code in MONEY:
            amount = read_cell(cell.text, cell.kind, units[code])
            if amount.state != "fault":
                wrong = amount.value
        line = cell.correction
        corrected.append(CorrectedCell(code, cell.row + 1, line.right_cell, line.wrong, wrong))
    stated = {code: unit or ONE_DONG for code, unit in units.items()}
    return TableRef(sheet.file, sheet.sha256, sheet.name or "", columns, stated, tuple(corrected))


def layouts(tables: Sequence[Table]) -> tuple[SheetRows, ...]:
    """What each row of each sheet that has tables is, by them."""
    by_sheet = groupby(tables, key=lambda table: table.sheet.name)
    return tuple(_sheet_rows(list(found)) for _, found in by_sheet)


def _sheet_rows(tables: Sequence[Table]) -> SheetRows:
    """The rows of the one sheet of these tables; what no table claims is a title or blank."""
    sheet = tables[0].sheet
    titles, blanks = SORTS.index("titles"), SORTS.index("blanks")
    sorts = np.full(sheet.height, titles, dtype=np.int8)
    for table in tables:
        # Totals are among the breaks, so they come after the groups.
        claimed = {
            "schemes": table.schemes,
            "groups": table.breaks,
            "totals": table.totals,
            "notes": table.notes,
        }
        for sort, rows in claimed.items():
            sorts[np.array(rows, dtype=np.int64)] = SORTS.index(sort)
    rest = np.flatnonzero(sorts == titles)
    blank = np.ones(len(rest), dtype=bool)
    for column in sheet.columns:
        trimmed = pc.utf8_trim_whitespace(column.take(pa.array(rest)))
        blank &= np.asarray(pc.equal(trimmed, ""))
    sorts[rest[blank]] = blanks
    rows_by_sort = {sort: np.flatnonzero(sorts == k) + 1 for k, sort in enumerate(SORTS)}
    return SheetRows(sheet.file, sheet.sha256, sheet.name or "", rows_by_sort)


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


def _cells(
    table: Table,
    number: int,
    rows: np.ndarray,
) -> pd.DataFrame:
    sheet = table.sheet
    places = rows - 1
    count = len(rows)
    columns: dict[str, object] = {
        "table": number,
        "row": rows,
        **dict.fromkeys(PRINTED, _repeated("", count)),
        **dict.fromkeys(STORED, False),
    }
    for code, index in table.header.columns.items():
        if code in PRINTED:
            columns[code] = _strings(sheet.columns[index].take(pa.array(places)))
        if code in REGISTER_AMOUNTS and sheet.kinds is not None:
            columns[f"{code}_stored"] = sheet.kinds[index][places] == NUMBER
    return pd.DataFrame(columns, copy=False)


def empty_schemes() -> pd.DataFrame:
    """The schemes frame without a row."""
    return _empty(SCHEME_DTYPES)


def _empty(dtypes: Mapping[str, str]) -> pd.DataFrame:
    return pd.DataFrame({name: pd.Series(dtype=dtype) for name, dtype in dtypes.items()})


def scheme_frame(
    table: Table, number: int, texts: Mapping[str, pa.Array], years: np.ndarray,
    amounts: Mapping[str, AmountColumn], establishments: pd.arrays.IntegerArray,
) -> pd.DataFrame:  # fmt: skip
    """The schemes of one table, in the columns of `COLUMNS`; what it lacks is blank or has its default.

    Args:
        table: the table; all columns have one entry a scheme.
        number: its number among the tables of the file.
        texts: columns of text by code.
        years: the year of each scheme.
        amounts: columns of money in đồng by code; without "tong" the total is the sum of the three funds.
        establishments: how many establishments each scheme serves.
    """
    count = len(table.schemes)
    sheet = table.sheet
    funds = [amounts[fund].money for fund in FUNDS_SUMMED]
    columns: dict[str, object] = {
        **dict.fromkeys(COLUMNS, _repeated("", count)),
        "file": _repeated(sheet.file, count),
        "sha256": _repeated(sheet.sha256, count),
        "sheet": _repeated(sheet.name or "", count),
        "status": _repeated("actual", count),
        "tong": pd.array(np.sum(funds, axis=0), dtype="Int64"),
        "budget": no_integers(count),
    }
    for name in texts.keys() & columns.keys():
        columns[name] = _strings(texts[name])
    for code, column in amounts.items():
        columns[code] = pd.arrays.IntegerArray(column.money, column.blank | column.bad)
    columns |= {
        "year": years,
        "establishments": establishments,
        "row": table.schemes + 1,
        "table": number,
    }
    return pd.DataFrame(columns, copy=False)


def _repeated(text: str, count: int) -> pd.Series:
    """One text in every row: its chunks are the same memory."""
    whole, rest = divmod(count, CHUNK)
    chunk = pa.repeat(pa.scalar(text, pa.large_string()), CHUNK if whole else rest)
    return _strings(pa.chunked_array([*[chunk] * whole, chunk.slice(0, rest)]))


def _strings(column: pa.Array | pa.ChunkedArray) -> pd.Series:
    return pd.Series(pd.arrays.ArrowStringArray(column, dtype=_TEXT))


def no_integers(count: int) -> pd.arrays.IntegerArray:
    """A column of missing numbers."""
    return pd.arrays.IntegerArray(np.zeros(count, dtype=np.int64), np.ones(count, dtype=bool))
