"""One published or summed figure: place, period, what is counted, value, bound, and the cells it comes from."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

import pandas as pd

from analysis.book.book import Origin
from analysis.vocabulary import VALUE_COLUMN


@dataclass(frozen=True)
class Figure:
    """One published figure with its origin; the fields are the columns of the figures frame.

    `parts` is '' but for a sum over a register: the JSON list of its origins, each with ranges of rows; `year_cell` is
    then the JSON of the origin that states the year of its first scheme. `corrected` is '' but for a corrected row: its
    corrections by column as JSON, each with file, sha256, row, column, printed (the right text), wrong, wrong_value.
    """

    place: str
    place_name: str
    year_from: int
    year_to: int
    measure: str
    fund: str
    activity: str
    activity_label: str
    beneficiary_type: str
    status: str
    value: str
    unit: str
    bound: str
    printed: str
    printed_unit: str
    qualifier: str
    source: str
    position: str
    note: str
    file: str
    sha256: str
    row: int
    parts: str = ""
    year_cell: str = ""
    corrected: str = ""


FIGURE_DTYPES = {
    name: ("int64" if kind == "int" else "str") for name, kind in Figure.__annotations__.items()
}


def in_edition(frame: pd.DataFrame, place: str, year_from: int, year_to: int) -> pd.DataFrame:
    """The figures of one place whose period lies inside the edition's, in the order of the files."""
    inside = (
        (frame["place"] == place)
        & (frame["year_from"] >= year_from)
        & (frame["year_to"] <= year_to)
    )
    return frame[inside].reset_index(drop=True)


def figures_in(frame: pd.DataFrame) -> list[Figure]:
    """The rows of a figures frame as `Figure`s."""
    return [Figure(**row) for row in records(frame)]


def records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """The rows of a frame as dictionaries by column."""
    records: list[dict[str, Any]] = frame.to_dict("records")
    return records


def origins_of(figure: Figure) -> list[Origin]:
    """The raw cell of a published figure, or the ranges of cells that a register's figure sums up."""
    if figure.parts:
        return [Origin(**part) for part in json.loads(figure.parts)]
    return [origin_of(figure, VALUE_COLUMN, figure.printed)]


def origin_of(figure: Figure, column: str, printed: str) -> Origin:
    """The raw cell in `column` of a figure's row, or that of its correction; `printed` is the text that it holds."""
    line = corrections_of(figure).get(column)
    if line is not None:
        return Origin(
            line["file"], line["sha256"], None, line["row"], line["column"], line["printed"]
        )
    return Origin(figure.file, figure.sha256, None, figure.row, column, printed)


def correction_note(figures: Iterable[Figure]) -> str:
    """The lines of dinh-chinh.csv that made another cell of these rows than the amount right; '' without any.

    The amount's own line is an origin; a unit, a status or a year that a line corrects is told in words.
    """
    lines = sorted(
        {
            line["row"]
            for row in figures
            for column, line in corrections_of(row).items()
            if column != VALUE_COLUMN
        }
    )
    return f"Đính chính ở dinh-chinh.csv, dòng {', '.join(map(str, lines))}." if lines else ""


def corrections_of(figure: Figure) -> dict[str, dict[str, Any]]:
    """The corrections of a published figure's row by column."""
    return json.loads(figure.corrected) if figure.corrected else {}


# A register's figure in a record: its rows stay in the register, the record holds the sum alone.
REGISTER_MARK: Final = "danh mục"
