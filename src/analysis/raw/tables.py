"""The small tables of `data/raw`.

What each is made of, one reader of their rows, rules of sources and readings.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Generic, TypeVar

from analysis import vocabulary
from analysis.definitions.forms import comparable, load_forms
from analysis.definitions.indicators import YEARS_INPUT, load_definitions
from analysis.definitions.provinces import bare_slug, plain_slug, same_territory, slug_of
from analysis.edition import FIRST_YEAR, LAST_YEAR, Edition, own_place_in, place_slug
from analysis.errors import FormulaError
from analysis.faults import Problems
from analysis.language.formulas import parse_changes, parse_formula
from analysis.messages import shown
from analysis.raw.rows import Cells, RawData, RawRow
from analysis.span import day_of

# what stands behind the name of an input that sources print differently
_COUNTED = re.compile(r"_khac[0-9]*$")
# no year and no word of a status, which end the ids of values too
T = TypeVar("T")
READING_ID = "[A-Z][A-Za-z0-9]*"


@dataclass(frozen=True)
class SmallTable:
    """A table of known columns: those that it may lack, and those whose cells no row may leave blank."""

    columns: tuple[str, ...]
    optional: tuple[str, ...] = ()
    required: tuple[str, ...] = ()


FIGURES_TABLE = SmallTable(vocabulary.FIGURE_COLUMNS, vocabulary.PERIOD_COLUMNS)

Check = Callable[[RawRow, Cells, Problems], None]

SMALL_TABLES = MappingProxyType(
    {
        vocabulary.SOURCES_TABLE: SmallTable(vocabulary.SOURCE_COLUMNS),
        vocabulary.READINGS_TABLE: SmallTable(vocabulary.READING_COLUMNS, ("thay_the",)),
        vocabulary.ACTIVITIES_TABLE: SmallTable(vocabulary.ACTIVITY_COLUMNS),
        vocabulary.PLACES_TABLE: SmallTable(
            vocabulary.PLACE_COLUMNS, vocabulary.PLACE_OPTIONAL, required=("dia_ban",)
        ),
        vocabulary.FORM_LINES_TABLE: SmallTable(
            vocabulary.FORM_LINE_COLUMNS, ("ghi_chu",), required=vocabulary.FORM_LINE_COLUMNS
        ),
        vocabulary.OFFICE_TABLE: SmallTable(
            vocabulary.OFFICE_COLUMNS,
            (*vocabulary.OFFICE_EDITION_COLUMNS, vocabulary.HOUSEHOLDS_COLUMN),
        ),
        vocabulary.CORRECTIONS_TABLE: SmallTable(
            vocabulary.CORRECTION_COLUMNS, required=("tep", "dong", "cot", "ly_do", "nguoi")
        ),
        vocabulary.WAIVERS_TABLE: SmallTable(
            vocabulary.WAIVER_COLUMNS, required=vocabulary.WAIVER_COLUMNS
        ),
        vocabulary.REVISIONS_TABLE: SmallTable(
            vocabulary.REVISION_COLUMNS, required=vocabulary.REVISION_COLUMNS
        ),
        vocabulary.ACTS_TABLE: SmallTable(
            vocabulary.ACT_COLUMNS, vocabulary.LAW_OPTIONAL, vocabulary.ACT_COLUMNS[:5]
        ),
        vocabulary.NORMS_TABLE: SmallTable(
            vocabulary.NORM_COLUMNS,
            vocabulary.LAW_OPTIONAL,
            required=("noi_dung", "don_vi", "tu_ngay", "van_ban"),
        ),
    }
)


def sound_rows(
    raw: RawData,
    table: str,
    problems: Problems,
    check: Check | None = None,
) -> Iterator[tuple[RawRow, Cells]]:
    """The rows of a table with their cells, stripped.

    A row with a blank or unfit cell is told, and left out.
    """
    for row in raw.rows(table):
        cells = row.stripped
        before = len(problems.faults)
        for column in SMALL_TABLES[table].required:
            if not cells[column]:
                problems.fault("cell-required", row.place(column), "ô trống")
        if check is not None:
            check(row, cells, problems)
        if len(problems.faults) == before:
            yield row, cells


@dataclass(frozen=True)
class Dated(Generic[T]):
    """What a line of a table of the law says, with the number of the line."""

    line: int
    law: T


def wrong_days(cells: Cells, columns: Sequence[str]) -> Iterator[tuple[str, str]]:
    """The columns whose cells are no days, or a day before that of a column named before it, and what is wrong."""
    earlier = ""
    for column in columns:
        text = cells[column]
        day = day_of(text)
        if text and (day is None or not FIRST_YEAR <= day.year <= LAST_YEAR):
            yield column, f'ngày "{shown(text)}"'
        # days as ISO follow each other as texts do
        elif text and text < earlier:
            yield column, f"ngày {text} trước ngày {earlier}"
        elif text:
            earlier = text


def of_place(raw: RawData, cells: Cells, edition: Edition) -> bool:
    """Whether a row of a table of the law speaks of an edition's place, by any name that it has on its last day."""
    place, day = law_place(raw, cells), edition.last_day
    return place in _places_of(edition) or same_territory((place, day), (edition.place, day))


def law_place(raw: RawData, cells: Cells) -> str:
    """The slug of the place of a row of a table of the law, by any of its names; without one the office's own."""
    named = cells.get("dia_ban", "")
    if place_slug(named):
        return slug_of(named)
    return plain_slug(own_place_in(raw.cells(vocabulary.OFFICE_TABLE)).slug)


def check_sources(raw: RawData, problems: Problems) -> None:
    """Refuse sources that stand twice in `nguon.csv`."""
    seen = set()
    for row, cells in sound_rows(raw, vocabulary.SOURCES_TABLE, problems):
        if cells["id"] in seen:
            problems.fault(
                "row-duplicate",
                row.place("id"),
                f'nguồn "{shown(cells["id"])}" lặp lại',
                "mỗi nguồn một dòng",
            )
        seen.add(cells["id"])


def check_form_lines(raw: RawData, problems: Problems) -> None:
    """Refuse rows of `dong-bieu.csv` that name no line of the form of funds, or one text twice."""
    if not raw.rows(vocabulary.FORM_LINES_TABLE):
        return
    lines = [line.number for line in load_forms().funds]
    seen = set()
    for row, cells in sound_rows(raw, vocabulary.FORM_LINES_TABLE, problems):
        text = comparable(cells["de_an"])
        if cells["dong"] not in lines:
            got = f'dòng "{shown(cells["dong"])}"'
            problems.fault("form-line", row.place("dong"), got, f"{lines[0]} đến {lines[-1]}")
        if text in seen:
            got = f'"{shown(cells["de_an"])}" lặp lại'
            problems.fault("form-line", row.place("de_an"), got, "mỗi đề án một dòng")
        seen.add(text)


def _places_of(edition: Edition) -> tuple[str, str]:
    place = plain_slug(edition.place)
    return place, bare_slug(place)


def check_readings(raw: RawData, problems: Problems) -> None:
    """Refuse readings of `cach-hieu.csv` with an id or a formula that cannot be used."""
    if not raw.rows(vocabulary.READINGS_TABLE):
        return
    known = {*load_definitions().inputs, YEARS_INPUT}
    seen = set()
    for row, cells in sound_rows(raw, vocabulary.READINGS_TABLE, problems):
        id_ = cells["id"]
        got = f'mã "{shown(id_)}"'
        if id_ in seen:
            problems.fault("reading-id", row.place("id"), f"{got} lặp lại")
        elif not re.fullmatch(READING_ID, id_):
            problems.fault("reading-id", row.place("id"), got)
        seen.add(id_)
        _check_changes(row, known, problems)


def _check_changes(
    row: RawRow,
    known: set[str],
    problems: Problems,
) -> None:
    """Refuse formulas of a reading that cannot be parsed or use what is no input."""
    where = row.place("thay_the")
    try:
        changes = parse_changes(row.cells.get("thay_the", ""))
    except FormulaError as error:
        problems.fault("reading-formula", where, str(error), remedy="viết như: CM = CM - M; MK = K")
        return
    names = set(changes)
    for formula in changes.values():
        names.update(parse_formula(formula).names)
    unknown = {name for name in names if _COUNTED.sub("", name) not in known}
    if unknown:
        problems.fault(
            "reading-formula",
            where,
            f"đầu vào không có: {', '.join(sorted(unknown))}",
            ", ".join(sorted(known)),
        )
