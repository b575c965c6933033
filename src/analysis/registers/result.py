"""What reading a register gives: the frame of schemes, where its tables stand, their cells as printed.

Columns: stt, name, beneficiary, kind (as printed), activity (code of `vocabulary.KINDS`), place,
year, activity_text; kcqg, kcdp, doi_ung, tong, budget (whole đồng) and establishments (Int64,
missing where blank); status (code of `vocabulary.REGISTER_STATUSES`), code, approved_on (YYYY-MM-DD or ''), dated_on
(the day that places it in a part of a year, see `tables.dates.deciding_days`),
difficult_area ('có', 'không' or ''), beneficiary_type (code of `vocabulary.BENEFICIARIES`, '' where
not stated), implementer; jobs and trained (people), revenue and output (whole đồng; all Int64, missing where
the row has no number); file, sha256, sheet ('' in a CSV), row (record of a CSV, or row of the
sheet), table (number of its `TableRef`), area (the place by the one name of all its spellings, see
`figures.places`; as printed until they are compared), support (code of
`vocabulary.SUPPORTS`). No other column reaches the frame.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache

import numpy as np
import pandas as pd
import pyarrow as pa

from analysis.book.book import Origin
from analysis.faults import Place, Problems
from analysis.language.printed_units import ONE_DONG
from analysis.registers.corrected import ChangedCell
from analysis.registers.frame_texts import repeated, strings
from analysis.sheets.cells import column_letters
from analysis.sheets.sheet import NUMBER, Sheet
from analysis.tables.amount_columns import AmountColumn, read_cell
from analysis.tables.columns import EFFECT_MONEY, EFFECTS, MONEY, PEOPLE, REGISTER_AMOUNTS
from analysis.tables.dates import deciding_date
from analysis.tables.table import Table
from analysis.tables.units import Units, folded
from analysis.vocabulary import FUNDS_SUMMED, GRANT, RECOVERABLE, SUPPORT_COLUMNS

COLUMNS = tuple(
    """
    stt name beneficiary kind activity place year activity_text kcqg kcdp doi_ung tong status code
    approved_on difficult_area establishments beneficiary_type implementer budget
    file sha256 sheet row table area support jobs trained revenue output dated_on
    """.split()
)
_INTEGERS = dict.fromkeys(("year", "row", "table"), "int64")
_MISSING_INTEGERS = dict.fromkeys((*MONEY, "establishments", *EFFECTS), "Int64")
SCHEME_DTYPES = {**dict.fromkeys(COLUMNS, "str"), **_INTEGERS, **_MISSING_INTEGERS}
PRINTED = tuple(
    """
    stt code name kind place year activity_text kcqg kcdp doi_ung tong status establishments
    beneficiary_type jobs trained revenue output
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


@dataclass(frozen=True)
class CorrectedCell:
    """A cell of a scheme in whose place another is read: `code` of its column, its row, its `wrong` text.

    `right` is the cell that holds the right text, of dinh-chinh.csv or of the row that is the same scheme;
    `wrong_dong` is what the cell held, in đồng, None when that is no amount.
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
    `territory` is the slug of the province that it is about, '' where nothing names one. `dated_by` is the column of
    days that places its schemes in a part of a year, see `tables.dates.deciding_date`; `part` is the part of a year
    of which it is a list, as `Span.period_code`, '' of whole years. With `counts_posts` its column of jobs counts jobs
    that were made ("Việc làm mới"), not people who have one.
    """

    file: str
    sha256: str
    sheet: str
    columns: dict[str, str]
    units: dict[str, int] = field(default_factory=dict)
    corrected: tuple[CorrectedCell, ...] = ()
    territory: str = ""
    dated_by: str = ""
    part: str = ""
    counts_posts: bool = False

    @property
    def where(self) -> Place:
        """Its file and sheet."""
        return Place(self.file, self.sheet or None)

    def cell(self, code: str, row: int, printed: str = "") -> Origin:
        """The cell of a row in the column of a code."""
        return Origin(self.file, self.sha256, self.sheet or None, row, self.columns[code], printed)


def table_ref(
    table: Table,
    changed: Sequence[ChangedCell],
    units: Units,
    territory: str,
    moved: Sequence[CorrectedCell] = (),
    part: str = "",
) -> TableRef:
    """Where a table stands; `units` are those in which its amounts were read, in đồng, None for đồng.

    `moved` are the cells of its schemes under two funds, as `moved_cells` gives them; `part` is as the table's.
    """
    sheet = table.sheet
    header = table.header
    columns: dict[str, str] = {}
    corrected = list(moved)
    for code, index in header.columns.items():
        source = sheet.sources.get(index, index)
        columns[code] = sheet.printed.get(index, header.printed(code))
        if sheet.name is not None and source is not None:
            columns[code] = column_letters(source)
    if moved:
        # the typed total of such a row is that of one of its two funds
        columns.pop("tong", None)
    for cell in changed:
        code = _code_at(table, cell)
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
    name, changes, dated_by = sheet.name or "", tuple(corrected), deciding_date(table)
    jobs = folded(header.printed("jobs")) if "jobs" in columns else ""
    return TableRef(
        sheet.file,
        sheet.sha256,
        name,
        columns,
        stated,
        changes,
        territory,
        dated_by,
        part,
        counts_posts="jobs" in columns and PEOPLE.search(jobs) is None,
    )


def _code_at(table: Table, cell: ChangedCell) -> str:
    """The code under which a changed cell is read, in its own column or in one that repeats it; '' for none."""
    sheet = table.sheet
    found = ""
    for code, index in table.header.columns.items():
        if index == cell.index:
            return code
        if sheet.sources.get(index) == cell.index:
            texts = [sheet.columns[at][cell.row].as_py() for at in (index, cell.index)]
            found = code if texts[0] == texts[1] else found
    return found


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


def table_of_rows(table: TableRef, rows: pd.Series) -> TableRef:
    """A table with the corrections of these of its rows alone."""
    held = set(rows)
    corrected = tuple(cell for cell in table.corrected if cell.row in held)
    return replace(table, corrected=corrected)


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
