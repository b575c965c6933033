"""A filled form as data: which form it is, of which place and period, and its numbers with their cells."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from analysis.book.book import Origin
from analysis.faults import Place
from analysis.span import Span

Kind = Literal["funds", "results", "awards", "schemes", "apart"]
# What a column of numbers holds: a fund of `vocabulary.FUNDS`, or the level of an award.
CENTRAL, PROVINCE = "central", "province"
# The key of the line with the total.
TOTAL = "total"
# The column of an origin that is a name and no cell.
SHEET_NAME, FILE_NAME = "tên trang tính", "tên tệp"
# What is told of money that a line of the form of results calls invested.
AS_COUNTERPART = (
    "dòng này của biểu được đọc là vốn đối ứng của cơ sở, không kể đề án hưởng cả hai nguồn"
)
# A line and a column.
Key = tuple[str, str]

NAMES: Mapping[Kind, str] = {
    "funds": "Kinh phí",
    "results": "Kết quả",
    "awards": "Bình chọn",
    "schemes": "Dự án",
    "apart": "Chưa xếp dòng",
}


@dataclass(frozen=True)
class FilledCell:
    """A number of a form: its value and last printed unit in đồng or pieces, as it is printed, and its cell.

    `unit` is the unit of the print, the name of a unit of money or '' for pieces.
    """

    value: int
    step: int
    unit: str
    origin: Origin

    @property
    def where(self) -> Place:
        """The cell for a message."""
        return Place(self.origin.file, self.origin.sheet, self.origin.row, self.origin.column)


@dataclass(frozen=True, kw_only=True)
class FilledForm(Span):
    """One form of a sheet.

    `place` is the slug of the province that it names, '' for none; `doubtful` are then those of which one may be meant,
    `unplaced` is a title that may name one in words that are not known, `below` the text by which it is of a district,
    a commune or a firm.
    `cells` has the numbers that are written by line (a key of `definitions.forms`, or `TOTAL`) and column; what is
    blank or a dash is not there. `sums` has, of a form of schemes, what its rows add up to. `period_cell` is the cell
    that states the period; where no cell does its column is `SHEET_NAME` or `FILE_NAME` and its row that of the header.
    """

    kind: Kind
    where: Place
    sha256: str
    year_from: int
    year_to: int
    from_date: str = ""
    to_date: str = ""
    period_cell: Origin
    place: str
    status: str
    cells: Mapping[Key, FilledCell]
    doubtful: tuple[str, ...] = ()
    unplaced: str = ""
    below: str = ""
    sums: Mapping[str, int] = field(default_factory=dict)

    @property
    def is_empty(self) -> bool:
        """Whether nobody wrote a number into it."""
        return not (self.cells or self.sums)

    @property
    def name(self) -> str:
        """The form for a message."""
        return f"biểu {NAMES[self.kind]}"
