"""One table of a sheet: its rows by sort, its cells, and what the office said of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa

from analysis.faults import Place
from analysis.sheets.sheet import TEXT, Sheet, part
from analysis.tables.columns import LATER_DATES, MONEY, REGISTER_AMOUNTS, REGISTER_COLUMNS
from analysis.tables.header import Header, Rows
from analysis.tables.row_words import BULLET, is_amount, is_total_text
from analysis.tables.units import normal

GAP_ROWS = 10
NAMING = ("name", "stt", "beneficiary")
FILLED = ("name", "beneficiary", "kind", "place", "year", "activity_text")


@dataclass(frozen=True)
class Body:
    """The rows of a sheet below a header, counted from 0 as the sheet counts them."""

    sheet: Sheet
    header: Header

    def by_code(self, row: int) -> dict[str, str]:
        """The cells of a row by all columns of a register, in their order; '' for one that is not there."""
        here = dict.fromkeys(REGISTER_COLUMNS, "")
        cells = self.sheet.row(row)
        for code, index in self.header.columns.items():
            here[code] = cells[index].strip()
        return here

    def number(self, row: int) -> str:
        """The number that a row has in the column STT."""
        if "stt" not in self.header.columns:
            return ""
        text, _ = self.cell("stt", row)
        return text.strip()

    def row_text(self, row: int) -> str:
        """The words by which people know a row: its number and name, else its first other text."""
        here = self.by_code(row)
        named = f"{here['stt']} {here['name']}".strip()
        others = (text for code, text in here.items() if text and code not in MONEY)
        return named or next(others, "") or self.total_text(row)

    def total_text(self, row: int) -> str:
        """The cell of a row that names a total, wherever it stands; '' where there is none."""
        naming, money = self.header.indexes(NAMING), self.header.indexes(MONEY)
        cells = self.sheet.row(row)
        for index in naming + list(range(len(cells))):
            text = cells[index].strip()
            if index not in money and is_total_text(text):
                return text
        return ""

    def bullet(self, row: int) -> str:
        """The dash, star or plus before the name of a row, or before its first text; '' for none."""
        found = BULLET.match(self.by_code(row)["name"] or self.row_text(row))
        return found[1] if found else ""

    def has_money(self, row: int) -> bool:
        """Whether a row holds an amount, or an error or a formula without its value where one should be."""
        cells = (self.cell(code, row) for code in self.header.present(REGISTER_AMOUNTS))
        return any(is_amount(text.strip(), kind) for text, kind in cells)

    def next_filled(self, row: int) -> int | None:
        """The next row below that is not blank."""
        for below in range(row + 1, min(row + 1 + GAP_ROWS, self.sheet.height)):
            if "".join(self.sheet.row(below)).strip():
                return below
        return None

    def place(self, code: str, row: int | None = None) -> Place:
        """Where a column stands, or its cell in a row of the sheet."""
        return self.sheet.place(row, self.header.columns[code], self.header.printed(code))

    def place_over(self, index: int | None = None) -> Place:
        """Where the last row of the header stands, or the name of a column of the sheet in it."""
        name = "" if index is None else self.header.text(index)
        return self.sheet.place(self.header.bottom, index, name)

    def cell(self, code: str, row: int) -> tuple[str, int]:
        """The text and the kind of the cell of a column in a row of the sheet."""
        index = self.header.columns[code]
        return self.sheet.columns[index][row].as_py(), self.sheet.kind(row, index)


@dataclass(frozen=True)
class Standing:
    """A status that stands for the schemes of a table that state none: a code of `REGISTER_STATUSES`.

    The office said it (`by_office`), or the header says it over one of several sets of columns of money. Then `beside`
    are the statuses of all sets, `others` the columns of the other ones; `is_earlier`: what a scheme states of itself
    is of a set further along.
    """

    code: str
    by_office: bool = False
    beside: frozenset[str] = frozenset()
    others: frozenset[int] = frozenset()
    is_earlier: bool = False


def in_any_case(words: Mapping[str, str]) -> dict[str, str]:
    """Meanings by their text, and behind a blank by it in one case, where all that differ in capitals mean the same."""
    found: dict[str, set[str]] = {}
    for text, meaning in words.items():
        found.setdefault(_one_case(text), set()).add(meaning)
    same = {text: meanings.pop() for text, meanings in found.items() if len(meanings) == 1}
    return same | dict(words)


def meant_by(words: Mapping[str, str], text: str) -> str:
    """What a text means by words as `in_any_case` has them: as it is typed, else in other capitals; '' for nothing."""
    return words.get(" ".join(text.split())) or words.get(_one_case(text), "")


def _one_case(text: str) -> str:
    # no text that is typed begins with a blank: "abc" with another meaning than "ABC" is none of "Abc"
    return f" {normal(text)}"


@dataclass(frozen=True)
class Table(Body):
    """One table of a sheet: its header, the rows above that may state a unit, its rows by sort.

    Counted from 0: `schemes`, declared `totals`, `breaks` (groups and totals), `notes` (other words), `components`
    (rows of parts of the scheme above them), `continuations` (rows that only go on with the texts of the row above).
    With `continues` it has the header of the table above it, and only another caption; `carried` are the titles of
    the list on the sheet before with which it goes on.
    `standing` is the status of schemes that state none, None where their words decide.
    `words` are the meanings that the office gives to texts of a column, by its code, as `in_any_case` has them;
    `territory` is the slug of the province that it names, `pairs` the rows (from 1) that it says are one scheme,
    `years` the year that it gives to a row (from 1) of several years; `answers` are all that it said and that was used
    for this table, in words.
    `left_out` are rows (from 0) of schemes without money in the set of columns that this table is of; `dated_by` is the
    column of days that, as the office says, places a scheme in a part of a year, 'không' for none.
    """

    above: Rows
    schemes: np.ndarray
    totals: Sequence[int]
    breaks: Sequence[int]
    notes: Sequence[int]
    components: Sequence[int] = ()
    continuations: Sequence[int] = ()
    continues: bool = False
    carried: tuple[tuple[Place, str], ...] = ()
    standing: Standing | None = None
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    territory: str = ""
    pairs: tuple[tuple[int, int], ...] = ()
    years: Mapping[int, int] = field(default_factory=dict)
    answers: tuple[str, ...] = ()
    left_out: tuple[int, ...] = ()
    dated_by: str = ""

    def place_at(self, code: str, position: int) -> Place:
        """Where the cell of a column stands in a scheme, counted from 0."""
        return self.place(code, int(self.schemes[position]))

    def meaning(self, code: str, text: str) -> str:
        """The word that the office means by a text of a column, else the text."""
        return meant_by(self.words.get(code, {}), text) or text

    def places(self, code: str, mask: np.ndarray) -> list[Place]:
        """Where the cells of a column stand in the schemes of a mask."""
        return [self.place(code, row) for row in self.schemes[mask].tolist()]

    def place_in(self, index: int, position: int) -> Place:
        """Where the cell of a column of the sheet stands in a scheme, counted from 0."""
        return self.sheet.place(int(self.schemes[position]), index, self.header.text(index))

    def cells(self, index: int) -> pa.Array:
        """The cells of a column of the sheet in the scheme rows."""
        return part(self.sheet.columns[index], self.schemes)

    def unread(self) -> list[int]:
        """The columns of the sheet that no column of a register is read from whatever is asked; words may stand there.

        Offices write "chưa nghiệm thu" in a column of days, which are read for a part of a year.
        """
        later = self.header.indexes(LATER_DATES)
        read = set(self.header.columns.values()).difference(later)
        return [index for index in range(len(self.sheet.columns)) if index not in read]

    def texts(self, code: str) -> pa.Array:
        """The cells of a column in the scheme rows."""
        return self.cells(self.header.columns[code])

    def kinds(self, code: str) -> np.ndarray:
        """The kinds of the cells of a column in the scheme rows; in a CSV all are text."""
        if self.sheet.kinds is None:
            return np.full(len(self.schemes), TEXT, dtype=np.uint8)
        return np.asarray(self.sheet.kinds[self.header.columns[code]][self.schemes])
