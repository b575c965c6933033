"""What is read of `data/raw`.

Files with their sha256, rows as strings, corrections, registers as bytes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from operator import attrgetter

from analysis.book.book import Origin
from analysis.faults import Fault, Finding, Place
from analysis.project import RAW_FOLDER
from analysis.vocabulary import CORRECTIONS_TABLE

Cells = dict[str, str]  # the texts of one row by column


@dataclass(frozen=True)
class Received:
    """One received file; `name` is relative to the project's root, with '/'."""

    name: str
    sha256: str

    def place(self, row: int | None = None) -> Place:
        """The file or one of its records, for a message to the analyst."""
        return Place(self.name, None, row)


@dataclass(frozen=True)
class RegisterSource(Received):
    """One received register, still as bytes."""

    data: bytes


@dataclass(frozen=True)
class RawFile(Received):
    """One received table or note."""

    text: str

    @property
    def base(self) -> str:
        """The file's own name, by which a table of known columns is recognised."""
        return self.name.rsplit("/", 1)[-1]


@dataclass(frozen=True)
class RawRow:
    """One record of a CSV: `number` counts records from 1, the header included.

    `cells` are printed texts by column.

    `corrected` tells the corrections of its cells by column; those cells then hold the right
    text.
    """

    file: RawFile
    number: int
    cells: Cells
    corrected: Mapping[str, Correction] = field(default_factory=dict)

    @property
    def stripped(self) -> Cells:
        """The cells without outer blanks."""
        return {name: cell.strip() for name, cell in self.cells.items()}

    def place(self, column: str | None = None) -> Place:
        """Where the record stands, or its cell in `column`, for a message to the analyst."""
        return Place(self.file.name, None, self.number, column)


@dataclass(frozen=True)
class RawData:
    """All of `data/raw/`, registers unread.

    Rows by the name of their table, 'figures' for published figures; notes by the name of their file; `answers` is
    what the office said of how its registers are to be read, as text.
    """

    files: tuple[RawFile, ...]
    tables: dict[str, tuple[RawRow, ...]]
    notes: dict[str, RawFile]
    faults: tuple[Fault, ...]
    registers: tuple[RegisterSource, ...] = ()
    findings: tuple[Finding, ...] = ()
    corrections: tuple[Correction, ...] = ()
    answers: RawFile | None = None

    def rows(self, table: str) -> tuple[RawRow, ...]:
        """The rows of a table; none where its file is not there."""
        return self.tables.get(table, ())

    def cells(self, table: str) -> list[Cells]:
        """The printed texts of a table's rows by column, without outer blanks."""
        return [row.stripped for row in self.rows(table)]

    @property
    def hashes(self) -> dict[str, str]:
        """sha256 of every file that is read, by its name."""
        # by name, as the manifest lists them
        received = sorted([*self.files, *self.registers], key=attrgetter("name"))
        return {file.name: file.sha256 for file in received}


CORRECTIONS_FILE = f"{RAW_FOLDER}/{CORRECTIONS_TABLE}"
RIGHT_COLUMN = "gia_tri_dung"


@dataclass(frozen=True)
class Correction:
    """One line of dinh-chinh.csv.

    The cell (`sheet` '' in a CSV), what it shows, what is right, why and who says so.
    """

    line: int
    file: str
    sheet: str
    row: int
    column: str
    wrong: str
    right: str
    reason: str
    who: str
    sha256: str

    @property
    def where(self) -> Place:
        """The line itself, for a message."""
        return Place(CORRECTIONS_FILE, None, self.line)

    @property
    def right_cell(self) -> Origin:
        """The cell of the line that holds the right text."""
        return Origin(CORRECTIONS_FILE, self.sha256, None, self.line, RIGHT_COLUMN, self.right)

    @property
    def cell(self) -> Place:
        """The corrected cell."""
        return Place(self.file, self.sheet or None, self.row, self.column)
