"""What reading a register gives: the frame of schemes, where its tables stand, their cells as printed.

Columns: stt, name, beneficiary, kind (as printed), activity (code of `vocabulary.KINDS`), place,
year, activity_text; kcqg, kcdp, doi_ung, tong, budget (whole đồng) and establishments (Int64, missing where blank);
status (code of `vocabulary.STATUSES`), code, approved_on (YYYY-MM-DD or ''), difficult_area ('có', 'không' or ''),
beneficiary_type (code of `vocabulary.BENEFICIARIES`, '' where not stated), implementer; file, sha256, sheet ('' in a
CSV), row (record of a CSV, or row of the sheet), table (number of its `TableRef`). No other column reaches the frame.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

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
from analysis.registers.sheet import NUMBER, Sheet, column_letters
from analysis.vocabulary import FUNDS_SUMMED


@dataclass(frozen=True)
class CorrectedCell:
    """A cell of a scheme that a correction replaced: `code` of its column, its row, its `wrong` text.

    `right` is the cell of dinh-chinh.csv that holds the right text; `wrong_dong` is what the cell held, in đồng, None
    when that is no amount.
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

    def cell(self, code: str, row: int, printed: str = "") -> Origin:
        """The cell of a row in the column of a code."""
        column = self.columns[code]
        return Origin(self.file, self.sha256, self.sheet or None, row, column, printed)


@dataclass(frozen=True)
class SheetRows:
    """The rows of a sheet by what they are, each counted from 1: schemes, totals, groups, notes, titles, blanks."""

    file: str
    sha256: str
    sheet: str
    rows: dict[str, np.ndarray]


def table_ref(
    table: Table, changed: Sequence[ChangedCell], units: Mapping[str, int | None]
) -> TableRef:
    """Where a table stands; `units` are those in which its amounts were read."""
    sheet, header = table.sheet, table.header
    columns = {
        code: header.printed(code) if sheet.name is None else column_letters(index)
        for code, index in header.columns.items()
    }
    codes = {index: code for code, index in header.columns.items()}
    rows = set(table.schemes.tolist()) if changed else set()
    cells = [
        _corrected(codes[cell.index], cell, units)
        for cell in changed
        if cell.row in rows and cell.index in codes
    ]
    stated = {code: unit or ONE_DONG for code, unit in units.items()}
    return TableRef(sheet.file, sheet.sha256, sheet.name or "", columns, stated, tuple(cells))


def _corrected(code: str, cell: ChangedCell, units: Mapping[str, int | None]) -> CorrectedCell:
    wrong = None
    if code in MONEY:
        amount = read_cell(cell.text, cell.kind, units.get(code))
        wrong = amount.value if amount.state == "value" else None if amount.state == "fault" else 0
    line = cell.correction
    return CorrectedCell(code, cell.row + 1, line.right_cell, line.wrong, wrong)


def sheet_rows(sheet: Sheet, tables: Sequence[Table]) -> SheetRows:
    """What each row of a sheet is, by its tables."""
    found = {
        "schemes": np.concatenate([table.schemes for table in tables]),
        "totals": np.array([row for table in tables for row in table.totals], dtype=np.int64),
        "groups": np.array(
            [row for table in tables for row in table.breaks if row not in table.totals], np.int64
        ),
        "notes": np.array([row for table in tables for row in table.notes], dtype=np.int64),
    }
    others = np.ones(sheet.height, dtype=bool)
    for rows in found.values():
        others[rows.astype(np.int64)] = False
    rest = np.flatnonzero(others)
    blank = np.ones(len(rest), dtype=bool)
    for column in sheet.columns:
        blank &= np.asarray(pc.equal(pc.utf8_trim_whitespace(column.take(pa.array(rest))), ""))
    found["titles"], found["blanks"] = rest[~blank], rest[blank]
    return SheetRows(
        sheet.file, sheet.sha256, sheet.name or "", {sort: rows + 1 for sort, rows in found.items()}
    )


def layouts(tables: Sequence[Table]) -> tuple[SheetRows, ...]:
    """The rows of each sheet that has tables, in their order."""
    by_sheet: dict[str | None, list[Table]] = {}
    for table in tables:
        by_sheet.setdefault(table.sheet.name, []).append(table)
    return tuple(sheet_rows(found[0].sheet, found) for found in by_sheet.values())


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
    wanted = (
        schemes[["table", "row"]].drop_duplicates().sort_values(["table", "row"], kind="stable")
    )
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
        columns[code] = pd.Series(
            pd.arrays.ArrowStringArray(texts, dtype=pd.StringDtype("pyarrow", na_value=np.nan))
        )
    for code in REGISTER_AMOUNTS:
        index = table.header.columns.get(code)
        stored = (
            None if index is None or sheet.kinds is None else sheet.kinds[index][places] == NUMBER
        )
        columns[f"{code}_stored"] = np.zeros(len(rows), dtype=bool) if stored is None else stored
    return pd.DataFrame(columns, copy=False)


COLUMNS = (
    "stt", "name", "beneficiary", "kind", "activity", "place", "year", "activity_text", "kcqg", "kcdp", "doi_ung",
    "tong", "status", "code", "approved_on", "difficult_area", "establishments", "beneficiary_type", "implementer",
    "budget", "file", "sha256", "sheet", "row", "table",
)  # fmt: skip
CHUNK = 1 << 16
AMOUNTS = ("kcqg", "kcdp", "doi_ung", "tong", "budget")
INTEGERS = ("year", "row", "table")
SCHEME_DTYPES = {
    name: "Int64"
    if name in (*AMOUNTS, "establishments")
    else "int64"
    if name in INTEGERS
    else "str"
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
    return pd.Series(
        pd.arrays.ArrowStringArray(column, dtype=pd.StringDtype("pyarrow", na_value=np.nan))
    )


def _amounts(name: str, amounts: Mapping[str, AmountColumn], count: int) -> pd.arrays.IntegerArray:
    if name in amounts:
        column = amounts[name]
        return pd.arrays.IntegerArray(column.values, column.blank | column.bad)
    if name == "tong":
        total = np.zeros(count, dtype=np.int64)
        for fund in FUNDS_SUMMED:
            total = total + amounts[fund].values  # noqa: PD011 - a field of ours, not of a frame
        return pd.arrays.IntegerArray(total, np.zeros(count, dtype=bool))
    return no_integers(count)


def no_integers(count: int) -> pd.arrays.IntegerArray:
    """A column of missing numbers."""
    return pd.arrays.IntegerArray(np.zeros(count, dtype=np.int64), np.ones(count, dtype=bool))
