"""Rows and money of the raw files by what became of them: used, left out or corrected.

An account is one class of rows: how many they are and what their amounts add up to, with the raw
cells of both.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

import numpy as np
import pandas as pd

from analysis.book.book import Origin
from analysis.edition import FIRST_YEAR, LAST_YEAR, Edition
from analysis.figures.cells import ALL_FUNDS, origins_of, rows_of, spread
from analysis.figures.figure import Figure, correction_note, origin_of, own_cell
from analysis.figures.of_registers import are_of
from analysis.language.numbers import DONG, exact_text, parse_exact
from analysis.raw.rows import CORRECTIONS_FILE
from analysis.registers.reader import RegisterResult
from analysis.registers.result import SheetRows, TableRef
from analysis.vocabulary import FUNDS_SUMMED, VALUE_COLUMN

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


@dataclass(frozen=True)
class Account:
    """A class of rows, how many they are and the money in them, with the cells of both.

    `rows` is None where they are not counted, `money` exact text, '' where they hold none. `note`
    names the corrections of the units that the money is in.
    """

    subject: str
    reason: str
    rows: int | None
    places: list[Origin]
    money: str
    cells: list[Origin]
    note: str = ""


def published_account(reason: str, figures: Sequence[Figure], *, counted: bool = True) -> Account:
    """The account of some rows of published figures; their money as corrected."""
    amounts = [figure for figure in figures if figure.unit == DONG]
    money = ""
    if amounts:
        money = exact_text(sum((parse_exact(figure.value) for figure in amounts), Fraction(0)))
    account = Account(
        PUBLISHED, reason, None, [], money, _money_cells(amounts), correction_note(amounts)
    )
    if counted:
        account = replace(account, rows=len(figures), places=_places(figures))
    return account


def published_accounts(
    figures: Sequence[Figure], printed: Sequence[Figure], inside: Sequence[Figure], edition: Edition
) -> list[Account]:
    """All rows as read, those outside the edition by reason, and the corrected cells both ways.

    `printed` are the corrected rows as their files have them; `inside` are the rows that the
    edition's stages go on with: `facts` tells there what each is used for.
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


def _places(figures: Iterable[Figure]) -> list[Origin]:
    """The rows in their files, one origin a file."""
    return _by_file(own_cell(figure, VALUE_COLUMN, "") for figure in figures)


def _by_file(cells: Iterable[Origin]) -> list[Origin]:
    found: dict[str, list[Origin]] = {}
    for cell in cells:
        found.setdefault(cell.file, []).append(cell)
    return [spread(own[0], [cell.row for cell in own]) for _, own in sorted(found.items())]


def _money_cells(figures: Sequence[Figure]) -> list[Origin]:
    """The amounts of the rows: in their files, then in dinh-chinh.csv where they are corrected."""
    cells = [origin_of(figure, VALUE_COLUMN, "") for figure in figures]
    plain = [cell for cell in cells if cell.file != CORRECTIONS_FILE]
    lines = [cell for cell in cells if cell.file == CORRECTIONS_FILE]
    return _by_file(plain) + _by_file(lines)


def register_accounts(registers: RegisterResult, edition: Edition, own_place: str) -> list[Account]:
    """All rows of the registers as read and by what became of them.

    Money is that of the three funds of the schemes.
    """
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
    counted = every[["table", "row", *FUNDS_SUMMED]]
    accounts = [_as_read(registers)]
    accounts += [_scheme_account(reason, counted[part], tables) for reason, part in parts.items()]
    accounts += [_other_rows(registers, sort, reason) for sort, reason in SORTS.items()]
    return accounts + _corrected_cells(registers)


def _scheme_account(reason: str, part: pd.DataFrame, tables: Sequence[TableRef]) -> Account:
    if not len(part):
        return Account(REGISTER, reason, 0, [], "", [])
    rows = rows_of(part)
    as_printed = [replace(table, corrected=()) for table in tables]
    places = origins_of(rows, "name", as_printed)
    cells = origins_of(rows, ALL_FUNDS, tables)
    return Account(REGISTER, reason, len(part), places, str(_money(part)), cells)


def _other_rows(registers: RegisterResult, sort: str, reason: str) -> Account:
    """The rows of one sort that hold no scheme."""
    sheets = [sheet for sheet in registers.sheets if len(sheet.rows[sort])]
    places = [_sheet_place(sheet, sheet.rows[sort], registers.tables) for sheet in sheets]
    count = sum(len(sheet.rows[sort]) for sheet in sheets)
    return Account(REGISTER, reason, count, places, "", [])


def _money(part: pd.DataFrame) -> int:
    return sum(int(part[code].sum()) for code in FUNDS_SUMMED)


def _sheet_place(sheet: SheetRows, rows: np.ndarray, tables: Sequence[TableRef]) -> Origin:
    own = (sheet.file, sheet.sheet)
    table = next(table for table in tables if (table.file, table.sheet) == own)
    return spread(table.cell("name", 0), rows)


def _as_read(registers: RegisterResult) -> Account:
    """Every row.

    The amounts of the schemes as printed, without a wrong cell that held no amount.
    """
    tables, places, count = registers.tables, [], 0
    for sheet in registers.sheets:
        rows = np.concatenate(list(sheet.rows.values()))
        places.append(_sheet_place(sheet, rows, tables))
        count += len(rows)
    read = origins_of(rows_of(registers.schemes), ALL_FUNDS, [_unread(table) for table in tables])
    cells = [cell for cell in read if cell.file != CORRECTIONS_FILE]
    wrong, right = _differences(registers)
    money = _money(registers.schemes) - right + wrong
    return Account(REGISTER, READ, count, places, str(money), cells)


def _unread(table: TableRef) -> TableRef:
    """A table with only those corrections whose wrong cell held no amount."""
    return replace(
        table, corrected=tuple(cell for cell in table.corrected if cell.wrong_dong is None)
    )


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
    """The corrected cells of the three funds.

    As printed, where that is an amount, and as corrected.
    """
    places: list[Origin] = []
    lines: list[Origin] = []
    for table in registers.tables:
        for cell in table.corrected:
            if cell.code not in FUNDS_SUMMED:
                continue
            if cell.wrong_dong is not None:
                places.append(spread(table.cell(cell.code, cell.row), [cell.row]))
            lines.append(spread(cell.right, [cell.right.row]))
    wrong, right = _differences(registers)
    return [
        Account(REGISTER, PRINTED, None, [], str(wrong) if places else "", places),
        Account(REGISTER, CORRECTED, None, [], str(right) if lines else "", lines),
    ]
