"""Rows and money of the raw files by what became of them, so that what is read is what is used, left out or corrected.

An account is one class of rows: how many they are and what their amounts add up to, with the raw cells of both.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

import numpy as np
import pandas as pd

from analysis.edition import FIRST_YEAR, LAST_YEAR, Edition
from analysis.figures.cells import ALL_FUNDS, FUNDS_SUMMED, origins_of, row_ranges, rows_of
from analysis.figures.figure import Figure, correction_note, corrections_of
from analysis.figures.of_registers import are_of
from analysis.language.numbers import DONG, exact_text, parse_exact
from analysis.raw.rows import CORRECTIONS_FILE
from analysis.registers.reader import RegisterResult
from analysis.registers.result import SheetRows, TableRef
from analysis.vocabulary import VALUE_COLUMN

PUBLISHED, REGISTER = "cb", "dm"
READ, PRINTED, CORRECTED = "doc", "goc", "dinh_chinh"
BEFORE, OTHER_PERIOD, OTHER_PLACE, USED = "nam_truoc", "ky_khac", "dia_ban_khac", "dung"
SORTS = {
    "totals": "tong",
    "groups": "nhom",
    "notes": "ghi_chu",
    "titles": "tieu_de",
    "blanks": "trong",
}

Place = dict[str, Any]


@dataclass(frozen=True)
class Account:
    """A class of rows: `rows` (None: not counted) and `money` ('': none; exact text) with their cells' origins.

    `note` names the corrections of the units that the money is in.
    """

    subject: str
    reason: str
    rows: int | None
    places: list[Place]
    money: str
    cells: list[Place]
    note: str = ""


def published_account(reason: str, figures: Sequence[Figure], *, counted: bool = True) -> Account:
    """The account of some rows of published figures; their money as corrected."""
    money = [figure for figure in figures if figure.unit == DONG]
    total = (
        exact_text(sum((parse_exact(figure.value) for figure in money), Fraction(0)))
        if money
        else ""
    )
    places = _places(figures) if counted else []
    rows, note = len(figures) if counted else None, correction_note(money)
    return Account(PUBLISHED, reason, rows, places, total, _money_cells(money), note)


def published_accounts(
    figures: Sequence[Figure], printed: Sequence[Figure], inside: Sequence[Figure], edition: Edition
) -> list[Account]:
    """All rows as read, those outside the edition by reason, and the corrected cells as printed and as corrected.

    `printed` are the corrected rows as their files have them; `inside` are the rows that the edition's stages go on
    with: `facts` tells there what each is used for.
    """
    taken = {(row.file, row.row) for row in inside}
    rest = [row for row in figures if (row.file, row.row) not in taken]
    mended = [row for row in figures if row.corrected]
    as_read = [row for row in figures if not row.corrected]
    read = published_account(READ, [*as_read, *printed])
    return [
        replace(read, rows=len(figures), places=_places(figures)),
        published_account(OTHER_PERIOD, [row for row in rest if row.place == edition.place]),
        published_account(OTHER_PLACE, [row for row in rest if row.place != edition.place]),
        published_account(PRINTED, printed, counted=False),
        published_account(CORRECTED, mended, counted=False),
    ]


def _places(figures: Iterable[Figure], column: str = VALUE_COLUMN) -> list[Place]:
    """The rows in their files, one place a file."""
    found: dict[str, list[Figure]] = {}
    for figure in figures:
        found.setdefault(figure.file, []).append(figure)
    return [
        _place(name, rows[0].sha256, column, [row.row for row in rows])
        for name, rows in sorted(found.items())
    ]


def _place(
    file: str, sha256: str, column: str, rows: Sequence[int], sheet: str | None = None
) -> Place:
    ranges = row_ranges(np.array(rows))
    return {
        "file": file, "sha256": sha256, "sheet": sheet, "row": min(rows), "column": column, "printed": "",
        "rows": ranges,
    }  # fmt: skip


def _money_cells(figures: Sequence[Figure]) -> list[Place]:
    """The amounts of the rows: in their files, or in dinh-chinh.csv where they are corrected."""
    lines = [line for figure in figures if (line := corrections_of(figure).get(VALUE_COLUMN))]
    plain = _places(figure for figure in figures if VALUE_COLUMN not in corrections_of(figure))
    if not lines:
        return plain
    first = lines[0]
    return [
        *plain,
        _place(first["file"], first["sha256"], first["column"], [line["row"] for line in lines]),
    ]


def register_accounts(registers: RegisterResult, edition: Edition, own_place: str) -> list[Account]:
    """All rows of the registers as read and by what became of them; money is that of the three funds of the schemes."""
    if not registers.sheets:
        return []
    every, tables = registers.schemes, registers.tables
    used = are_of(every, edition, own_place)
    before = Edition(edition.place, edition.year_from - 1, edition.year_from - 1)
    compared = are_of(every, before, own_place) & edition.is_single_year
    of_place = are_of(every, Edition(edition.place, FIRST_YEAR, LAST_YEAR), own_place)
    parts = {
        USED: used,
        BEFORE: compared,
        OTHER_PERIOD: of_place & ~used & ~compared,
        OTHER_PLACE: ~of_place,
    }
    accounts = [_as_read(registers)]
    counted = every[["table", "row", *FUNDS_SUMMED]]
    accounts += [_scheme_account(reason, counted[part], tables) for reason, part in parts.items()]
    for sort, reason in SORTS.items():
        places = [
            _sheet_place(sheet, sheet.rows[sort], tables)
            for sheet in registers.sheets
            if len(sheet.rows[sort])
        ]
        count = sum(len(sheet.rows[sort]) for sheet in registers.sheets)
        accounts.append(Account(REGISTER, reason, count, places, "", []))
    return accounts + _corrected_cells(registers)


def _scheme_account(reason: str, part: pd.DataFrame, tables: Sequence[TableRef]) -> Account:
    if not len(part):
        return Account(REGISTER, reason, 0, [], "", [])
    rows = rows_of(part)
    return Account(
        REGISTER, reason, len(part), origins_of(rows, "name", _plain(tables)), str(_money(part)),
        origins_of(rows, ALL_FUNDS, tables),
    )  # fmt: skip


def _money(part: pd.DataFrame) -> int:
    return sum(int(part[code].sum()) for code in FUNDS_SUMMED)


def _plain(tables: Sequence[TableRef]) -> list[TableRef]:
    return [replace(table, corrected=()) for table in tables]


def _sheet_place(sheet: SheetRows, rows: np.ndarray, tables: Sequence[TableRef]) -> Place:
    table = next(
        table for table in tables if (table.file, table.sheet) == (sheet.file, sheet.sheet)
    )
    return _place(
        sheet.file, sheet.sha256, table.columns["name"], rows.tolist(), sheet.sheet or None
    )


def _as_read(registers: RegisterResult) -> Account:
    """Every row; the amounts of the schemes as printed, without a wrong cell that held no amount."""
    sheets, tables = registers.sheets, registers.tables
    rows = [np.concatenate(list(sheet.rows.values())) for sheet in sheets]
    places = [_sheet_place(sheet, found, tables) for sheet, found in zip(sheets, rows, strict=True)]
    unread = [
        replace(table, corrected=tuple(cell for cell in table.corrected if cell.wrong_dong is None))
        for table in tables
    ]
    read = origins_of(rows_of(registers.schemes), ALL_FUNDS, unread)
    cells = [place for place in read if place["file"] != CORRECTIONS_FILE]
    wrong, right = _differences(registers)
    money = _money(registers.schemes) - right + wrong
    return Account(REGISTER, READ, sum(len(found) for found in rows), places, str(money), cells)


def _differences(registers: RegisterResult) -> tuple[int, int]:
    """What the corrected cells of the three funds held and hold, in đồng."""
    wrong = right = 0
    for number, table in enumerate(registers.tables):
        here = registers.schemes[registers.schemes["table"] == number].set_index("row")
        for cell in table.corrected:
            if cell.code in FUNDS_SUMMED:
                wrong += cell.wrong_dong or 0
                amount = here.loc[cell.row, cell.code]
                right += 0 if pd.isna(amount) else int(amount)
    return wrong, right


def _corrected_cells(registers: RegisterResult) -> list[Account]:
    places: list[Place] = []
    lines: list[Place] = []
    for table in registers.tables:
        for cell in (cell for cell in table.corrected if cell.code in FUNDS_SUMMED):
            if cell.wrong_dong is not None:
                column = table.columns[cell.code]
                places.append(
                    _place(table.file, table.sha256, column, [cell.row], table.sheet or None)
                )
            lines.append(_place(CORRECTIONS_FILE, cell.sha256, "gia_tri_dung", [cell.line]))
    wrong, right = (str(amount) for amount in _differences(registers)) if lines else ("", "")
    return [
        Account(REGISTER, PRINTED, None, [], wrong if places else "", places),
        Account(REGISTER, CORRECTED, None, [], right, lines),
    ]
