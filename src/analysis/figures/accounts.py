"""Rows and money of an edition's own place and period by what became of them: used, left out or corrected.

An account is one class of rows: how many they are and what their amounts add up to, with the raw
cells of both.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import TYPE_CHECKING

import pandas as pd

from analysis.book.book import Origin
from analysis.edition import Edition
from analysis.figures.figure import Figures, correction_note, origin_of, own_cell
from analysis.figures.of_registers import are_of, picked
from analysis.figures.origins import ALL_FUNDS, Tables, origins_of, rows_of, spread
from analysis.language.numbers import exact_text, parse_exact
from analysis.language.printed_units import DONG
from analysis.raw.rows import CORRECTIONS_FILE
from analysis.registers.table_refs import TableRef
from analysis.vocabulary import FUNDS_SUMMED, VALUE_COLUMN

if TYPE_CHECKING:
    from analysis.registers.reader import RegisterResult

# Subjects and reasons as the ids of values name them (`dong_dm_tong`).
PUBLISHED, REGISTER = "cb", "dm"
READ, PRINTED, CORRECTED = "doc", "goc", "dinh_chinh"
BEFORE, USED = "nam_truoc", "dung"


@dataclass(frozen=True)
class Account:
    """A class of rows, how many they are and the money in them, with the cells of both.

    `rows` is None where they are not counted, `money` exact text, '' where they hold none. `note`
    names the corrections of the units that the money is in.
    """

    subject: str
    reason: str
    rows: int | None = None
    places: list[Origin] = field(default_factory=list)
    money: str = ""
    cells: list[Origin] = field(default_factory=list)
    note: str = ""


def published_account(reason: str, figures: Figures) -> Account:
    """The account of some rows of published figures; their money as corrected."""
    return _counted(_published_money(reason, figures), figures)


def _counted(account: Account, figures: Figures) -> Account:
    """The account with the number of these rows, and where they are."""
    places = _by_file(own_cell(figure, VALUE_COLUMN, "") for figure in figures)
    return replace(account, rows=len(figures), places=places)


def _published_money(reason: str, figures: Figures) -> Account:
    """The money alone of some rows: in their files, then in dinh-chinh.csv where it is corrected."""
    amounts = [figure for figure in figures if figure.unit == DONG]
    if not amounts:
        return Account(PUBLISHED, reason)
    money = sum((parse_exact(figure.value) for figure in amounts), Fraction(0))
    cells = _by_file(origin_of(figure, VALUE_COLUMN, "") for figure in amounts)
    cells.sort(key=lambda cell: cell.file == CORRECTIONS_FILE)
    return Account(
        PUBLISHED, reason, money=exact_text(money), cells=cells, note=correction_note(amounts)
    )


def published_accounts(inside: Figures, printed: Figures) -> list[Account]:
    """The rows that the edition's stages go on with, as read, and their corrected cells both ways.

    `inside` has no figure of a register; `printed` are its corrected rows as their files have them.
    What each row is used for `checks.ledger` tells.
    """
    as_read = [row for row in inside if not row.corrected]
    return [
        _counted(_published_money(READ, [*as_read, *printed]), inside),
        _published_money(PRINTED, printed),
        _published_money(CORRECTED, [row for row in inside if row.corrected]),
    ]


def _by_file(cells: Iterable[Origin]) -> list[Origin]:
    """Cells as ranges of rows, one origin a column of a file."""
    found = defaultdict(list)
    for cell in cells:
        found[cell.file, cell.sheet or "", cell.column].append(cell)
    origins = []
    for _, own in sorted(found.items()):
        rows = [cell.row for cell in own]
        origins.append(spread(own[0], rows))
    return origins


def register_accounts(registers: RegisterResult, edition: Edition) -> list[Account]:
    """The schemes of the edition and of the year that it is compared with, and corrected cells both ways.

    Money is that of the three funds of the schemes.
    """
    every = registers.schemes
    tables = registers.tables
    used = are_of(every, edition)
    compared = are_of(every, edition.year_before) & edition.has_year_before
    read = picked(every, used | compared)
    if read.empty:
        return []
    printed, corrected = _corrected_cells(registers, read)
    # a wrong cell that held no amount has nothing to add, in money and among the cells
    money = _money(read) - int(corrected.money or 0) + int(printed.money or 0)
    unread = [_unread(table) for table in tables]
    as_read = _scheme_account(READ, read, unread)
    cells = [cell for cell in as_read.cells if cell.file != CORRECTIONS_FILE]
    parts = {USED: picked(every, used), BEFORE: every[compared]}
    return [
        replace(as_read, money=str(money), cells=cells),
        *(_scheme_account(reason, part, tables) for reason, part in parts.items()),
        printed,
        corrected,
    ]


def _unread(table: TableRef) -> TableRef:
    """A table with only those corrections whose wrong cell held no amount."""
    cells = tuple(cell for cell in table.corrected if cell.wrong_dong is None)
    return replace(table, corrected=cells)


def _scheme_account(reason: str, part: pd.DataFrame, tables: Tables) -> Account:
    if not len(part):
        return Account(REGISTER, reason, 0)
    rows = rows_of(part)
    as_printed = [replace(table, corrected=()) for table in tables]
    return Account(
        REGISTER,
        reason,
        len(part),
        origins_of(rows, "name", as_printed),
        str(_money(part)),
        origins_of(rows, ALL_FUNDS, tables),
    )


def _money(part: pd.DataFrame) -> int:
    return sum(int(part[code].sum()) for code in FUNDS_SUMMED)


def _corrected_cells(registers: RegisterResult, schemes: pd.DataFrame) -> tuple[Account, Account]:
    """The corrected cells of the three funds in some schemes.

    As printed, where that is an amount, and as corrected.
    """
    wrong: list[tuple[int, Origin]] = []
    right: list[tuple[int, Origin]] = []
    for number, table in enumerate(registers.tables):
        here = schemes[schemes["table"] == number]
        amounts = here.set_index("row")[[*FUNDS_SUMMED]].fillna(0)
        for cell in table.corrected:
            if cell.code not in FUNDS_SUMMED or cell.row not in amounts.index:
                continue
            right.append((int(amounts.loc[cell.row, cell.code]), cell.right))
            if cell.wrong_dong is not None:
                wrong.append((cell.wrong_dong, table.cell(cell.code, cell.row)))
    return _of_cells(PRINTED, wrong), _of_cells(CORRECTED, right)


def _of_cells(reason: str, amounts: Sequence[tuple[int, Origin]]) -> Account:
    if not amounts:
        return Account(REGISTER, reason)
    money = sum(amount for amount, _ in amounts)
    cells = [spread(cell, [cell.row]) for _, cell in amounts]
    return Account(REGISTER, reason, money=str(money), cells=cells)
