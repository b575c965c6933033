"""One published or summed figure.

Place, period, what is counted, value, bound, and the cells it comes from.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

import pandas as pd

from analysis.book.book import Origin
from analysis.book.plain import plain, typed
from analysis.edition import Edition
from analysis.span import Span
from analysis.vocabulary import VALUE_COLUMN


@dataclass(frozen=True, kw_only=True)
class Figure(Span):
    """One published figure with its origin; the fields are the columns of the figures frame.

    Three of them are JSON, since a frame and a record hold texts: `parts` (`parts_text`) is '' but
    for a sum over a register, whose origins it lists; `year_cell` (`year_text`) is then the cell
    that states the year of its first scheme; `corrected` (`corrections_text`) is '' but for a row
    of which a cell is corrected. `from_date` and `to_date` are the days of a part of
    years; `rounding` (exact text, '' for none) is how far a register's total is from the sum of its
    funds because its rows are rounded. `support` is 'recoverable' for money that is to be paid back, with the schemes
    that have it, '' for all else. A figure of a filled form has its cell in `sheet` and `column`, and in `year_cell`
    the one that states its period; of any other published figure they are ''. What such a figure is read as, where its
    line has other words, is in `note`.
    """

    place: str
    place_name: str
    year_from: int
    year_to: int
    measure: str
    fund: str = ""
    activity: str = ""
    activity_label: str = ""
    beneficiary_type: str = ""
    status: str
    value: str
    unit: str
    bound: str = "exact"
    printed: str
    printed_unit: str
    qualifier: str = ""
    source: str
    position: str = ""
    note: str = ""
    file: str
    sha256: str
    row: int
    parts: str = ""
    year_cell: str = ""
    corrected: str = ""
    from_date: str = ""
    to_date: str = ""
    rounding: str = ""
    support: str = ""
    sheet: str = ""
    column: str = ""

    @property
    def is_read(self) -> bool:
        """Whether it is a line of a filled form that is taken as what its words do not say outright."""
        return self.column != "" and self.note != ""


Figures = Sequence[Figure]
FIGURE_DTYPES = {
    name: {"int": "int64"}.get(str(kind), "str") for name, kind in Figure.__annotations__.items()
}


# A register's figure in a record: its rows stay in the register, the record holds the sum alone.
REGISTER_MARK: Final = "danh mục"


@dataclass(frozen=True)
class Mended:
    """A correction of a cell of a published figure.

    `right` is the cell of dinh-chinh.csv with the right text, `wrong` the text that the file
    prints, `wrong_value` its exact value, '' where it is no amount.
    """

    right: Origin
    wrong: str
    wrong_value: str = ""


def figure_frame(figures: Figures) -> pd.DataFrame:
    """The figures frame: a row a figure, in the columns and types of `FIGURE_DTYPES`."""
    frame = pd.DataFrame([vars(figure) for figure in figures], columns=list(FIGURE_DTYPES))
    return frame.astype(FIGURE_DTYPES)


def in_edition(figures: Figures, edition: Edition) -> list[Figure]:
    """The figures of an edition's place inside its period, in the order of the files."""
    return [
        figure for figure in figures if figure.place == edition.place and figure.lies_in(edition)
    ]


def figures_in(frame: pd.DataFrame) -> list[Figure]:
    """The rows of a figures frame as `Figure`s."""
    return typed(list[Figure], frame.to_dict("records"))


def own_cell(figure: Figure, column: str, printed: str) -> Origin:
    """The cell in `column` of the figure's own row, whether it is corrected or not."""
    sheet = figure.sheet or None
    return Origin(figure.file, figure.sha256, sheet, figure.row, figure.column or column, printed)


def cell_of(figure: Figure) -> tuple[str, str, int, str]:
    """What tells the cell of a published figure from all others: file, sheet, row, column."""
    return figure.file, figure.sheet, figure.row, figure.column


def origin_of(figure: Figure, column: str, printed: str) -> Origin:
    """The raw cell in `column` of a figure's row, or that of its correction.

    `printed` is the text that it holds.
    """
    mended = corrections_of(figure).get(column)
    if mended is not None:
        return mended.right
    return own_cell(figure, column, printed)


def origins_of(figure: Figure) -> list[Origin]:
    """The raw cell of a published figure, or the cells that a register's figure sums up."""
    if figure.parts:
        return typed(list[Origin], json.loads(figure.parts))
    return [origin_of(figure, VALUE_COLUMN, figure.printed)]


def year_origin(figure: Figure, column: str, year: int) -> Origin:
    """The cell that states a year in `column`; of a register's figure, of its first scheme; of a form, its period."""
    if figure.parts:
        return typed(Origin, json.loads(figure.year_cell))
    if figure.year_cell:
        return replace(typed(Origin, json.loads(figure.year_cell)), printed=str(year))
    return origin_of(figure, column, str(year))


def parts_text(origins: Sequence[Origin]) -> str:
    """Origins as the text of `Figure.parts`."""
    return json.dumps(plain(origins), ensure_ascii=False)


def year_text(cell: Origin) -> str:
    """A single cell as the text of `Figure.year_cell`."""
    fields = plain(cell)
    del fields["rows"]
    return json.dumps(fields, ensure_ascii=False)


def corrections_of(figure: Figure) -> dict[str, Mended]:
    """The corrections of a published figure's row by column."""
    if not figure.corrected:
        return {}
    found = {}
    for column, line in json.loads(figure.corrected).items():
        right = line | {"sheet": None}
        found[column] = typed(Mended, line | {"right": right})
    return found


def corrections_text(corrections: Mapping[str, Mended]) -> str:
    """Corrections by column as the text of `Figure.corrected`; '' without any."""
    told = {}
    for column, mended in corrections.items():
        line = plain(mended)
        line = line.pop("right") | line
        # a line of dinh-chinh.csv is one record of a CSV
        del line["sheet"], line["rows"]
        told[column] = line
    if not told:
        return ""
    return json.dumps(told, ensure_ascii=False)


def correction_note(figures: Figures) -> str:
    """The lines of dinh-chinh.csv that made another cell of these rows than the amount right.

    It is '' without any. The amount's own line is an origin; a unit, a status or a year that a line
    corrects is told in words.
    """
    lines: set[int] = set()
    for figure in figures:
        mended = corrections_of(figure)
        lines |= {mended[column].right.row for column in mended if column != VALUE_COLUMN}
    if not lines:
        return ""
    return f"Đính chính ở dinh-chinh.csv, dòng {', '.join(map(str, sorted(lines)))}."
