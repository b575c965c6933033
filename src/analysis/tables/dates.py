"""The years and days of schemes: what one cell says, and whole columns."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from analysis.edition import FIRST_YEAR, LAST_YEAR
from analysis.faults import Problems
from analysis.messages import shown
from analysis.sheets.sheet import ERROR, NO_VALUE, positions, text_array
from analysis.tables.columns import DATES
from analysis.tables.table import Table
from analysis.tables.text_columns import Column
from analysis.tables.units import normal

MOST_YEARS_APART = 2
# What stands for the column of days of a table: the office wants none, or must say which of several.
NO_DATE = "không"
ASKED_DATE = "?"
# Before the text of a cell that is no day, where a day would stand.
NO_DAY = "?"
_YEAR = re.compile(r"(?:năm\s+)?([0-9]{4})(?:[.,]0+)?")
_GROUPED_YEAR = re.compile(r"^([12])\.([0-9]{3})$")
_RANGE = re.compile(
    r"(?:năm\s+|giai đoạn\s+)?[0-9]{4}\s*(?:[-–—/,;+&]|đến|tới|và)\s*(?:năm\s+)?(?:[0-9]{4}|[0-9]{2})(?:[\s,;].*)?"
)
_YEARS = re.compile(r"(?<![0-9])[12][0-9]{3}(?![0-9])")
_SHORT_END = re.compile(r"([12][0-9])[0-9]{2}\s*(?:[-–—/]|đến|tới)\s*(?:năm\s+)?([0-9]{2})$")
_LISTED = re.compile(r"[,;+&]|(?<!\w)và(?!\w)")
_DAY_FIRST = r"(?:ngày\s+)?([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]([0-9]{4})"
_YEAR_FIRST = r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})"
_CLOCK = r"(?:[t\s]\s*[0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?\s*(?:[ap]m|sa|ch|z)?)?"
_MOMENT_DAY_FIRST = re.compile(_DAY_FIRST + _CLOCK)
_MOMENT_YEAR_FIRST = re.compile(_YEAR_FIRST + _CLOCK)
_MONTH = re.compile(r"(?:tháng\s+)?([0-9]{1,2})[/-]([0-9]{4})")
_APPROVED_DAY_FIRST = re.compile(_DAY_FIRST + r"(?:\s+[0-9:]+)?")
# A decision or a record by its number and its day in one cell: "101/QĐ-SCT ngày 12/3/2023". A number of
# digits alone may be another day or month: "15/3/2023; 20/8/2023".
_APPROVED_WITH_NUMBER = re.compile(
    r"(?:(?:quyết định|qđ|biên bản(?: nghiệm thu)?|bbnt|bb)\s+)?(?:số\s*:?\s*)?"
    r"(?![0-9./-]+[\s,;])[0-9]+\w*/[\w./-]+[\s,;]+" + _DAY_FIRST
)
_IN_WORDS = re.compile(
    r"(?:ngày\s+)?([0-9]{1,2})\s+tháng\s+([0-9]{1,2})\s*,?\s+năm\s+([0-9]{4})\.?"
)
_APPROVED_YEAR_FIRST = re.compile(_YEAR_FIRST + r"(?:[t\s][0-9:.]+)?")
_FULL_WIDTH = str.maketrans("０１２３４５６７８９", "0123456789")
# What is wrong with a year, what is wanted, what to do.
_YEAR_FAULTS = {
    "year-range": (
        '"{}" là nhiều năm',
        "một năm cho mỗi đề án",
        "tách đề án theo năm, hoặc ghi năm được bố trí vốn",
    ),
    "year-out-of-range": (
        '"{}" không nằm trong khoảng',
        f"từ {FIRST_YEAR} đến {LAST_YEAR}",
        "sửa lại năm",
    ),
    "year-unreadable": ('"{}" không phải năm', "bốn chữ số, ví dụ 2023", "sửa lại năm"),
}


def year_column(table: Table, problems: Problems) -> np.ndarray:
    """The years of the scheme rows; 0 where the cell is at fault."""
    # Errors and formulas without a value are told with the texts of the column.
    has_value = np.isin(table.kinds("year"), (ERROR, NO_VALUE), invert=True)
    column = Column(table, "year", pc.if_else(has_value, table.texts("year"), ""), problems)
    texts, numbers = column.distinct
    read = [read_year(table.meaning("year", text)) for text in texts.to_pylist()]
    told = [number for number, (_, code) in enumerate(read) if code]
    years = np.array([year for year, _ in read], dtype=np.int64).take(numbers)
    for position in positions(np.isin(numbers, told)):
        year, code = read[numbers[position]]
        said = table.years.get(int(table.schemes[position]) + 1)
        if code == "year-range" and said is not None:
            # `check_year_answers` refuses one that the cell does not allow
            years[position] = said
            text = shown(column.texts[position].as_py())
            message = f'"{text}" là năm {said}, theo doc-so.toml'
            problems.tell("year-from-words", table.place_at("year", position), message)
        elif year:
            column.warn(code, [position], f'"{{}}" được hiểu là năm {year}')
        else:
            column.fault(code, [position], *_YEAR_FAULTS[code])
    return years


def years_of_range(text: str) -> list[int]:
    """The years of which a cell of several years may mean one: those of a list, of a period all from first to last."""
    words = normal(text).translate(_FULL_WIDTH)
    years = sorted(map(int, _YEARS.findall(words)))
    short = _SHORT_END.search(words)
    if short:
        years.append(int(short[1] + short[2]))
    if years and not _LISTED.search(words):
        years = [*range(years[0], years[-1] + 1)]
    return [year for year in sorted(set(years)) if FIRST_YEAR <= year <= LAST_YEAR]


def check_year_answers(tables: Sequence[Table], problems: Problems) -> None:
    """Refuse years that the office gives to rows which are no scheme of several years, or of which they are none.

    Args:
        tables: all tables of a file; those of one sheet have the same `years`.
        problems: receives answers-unknown.
    """
    open_texts: dict[tuple[str, int], tuple[Table, str]] = {}
    said: dict[tuple[str, int], tuple[Table, int]] = {}
    for table in tables:
        sheet = table.sheet.name or ""
        said |= {(sheet, row): (table, year) for row, year in table.years.items()}
        if not table.years or "year" not in table.header.columns:
            continue
        for row in table.years.keys() & set((table.schemes + 1).tolist()):
            open_texts[sheet, row] = table, table.cell("year", row - 1)[0]
    for key, (table, year) in said.items():
        row = key[1]
        where = table.sheet.place(row - 1)
        got = f"doc-so.toml ghi năm {year} cho dòng {row}, dòng này không phải đề án có ô Năm"
        wanted = "dòng của một đề án có ô Năm ghi nhiều năm"
        if key in open_texts:
            own, text = open_texts[key]
            where = own.place("year", row - 1)
            years = years_of_range(text) if read_year(text)[1] == "year-range" else []
            if year in years:
                continue
            got = f'doc-so.toml ghi năm {year} cho dòng {row}, ô Năm ghi "{shown(text)}"'
            if years:
                wanted = f"một trong: {', '.join(map(str, years))}"
        problems.fault("answers-unknown", where, got, wanted)


def read_year(text: str) -> tuple[int, str]:
    """The year of a cell and the code of what is to be told ('' nothing); year 0 for a fault.

    A blank cell has the year 0 and no code: another check tells it.
    """
    clean = normal(text)
    if not clean:
        return 0, ""
    digits = _GROUPED_YEAR.sub(r"\1\2", clean.translate(_FULL_WIDTH))
    if match := _YEAR.fullmatch(digits):
        year, code = int(match[1]), "year-reformatted" if digits != clean else ""
    elif date := _date_in(digits):
        year, code = int(date[:4]), "year-from-date"
    elif _RANGE.fullmatch(digits) or len(set(_YEARS.findall(digits))) > 1:
        return 0, "year-range"
    else:
        return 0, "year-unreadable"
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return 0, "year-out-of-range"
    return year, code


def _date_in(text: str) -> str | None:
    """The day, or the first of the month, that a text is and nothing else; None for any other text."""
    if match := _MOMENT_DAY_FIRST.fullmatch(text):
        first, second, year = match.groups()
        # A sheet set to American dates has the month first; the year is the same.
        return _date(year, second, first) or _date(year, first, second)
    if match := _MOMENT_YEAR_FIRST.fullmatch(text):
        return _date(*match.groups())
    if match := _MONTH.fullmatch(text):
        return _date(match[2], match[1], "1")
    return None


def _date(year: str, month: str, day: str) -> str | None:
    """A day of the calendar as YYYY-MM-DD, None where there is no such day."""
    try:
        return dt.date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return None


def dates_column(column: Column, years: np.ndarray) -> pa.Array:
    """Days as YYYY-MM-DD, '' where blank or unreadable: only the norms need them, and then say so."""
    texts, numbers = column.distinct
    days = [read_day(text) for text in texts.to_pylist()]
    for number, day in enumerate(days):
        cells = np.flatnonzero(numbers == number)
        if day is None:
            column.warn(
                "date-unreadable",
                cells,
                '"{}" không đọc được thành ngày; coi như chưa có ngày phê duyệt',
            )
        elif day:
            far = np.abs(years[cells] - int(day[:4])) > MOST_YEARS_APART
            for position in cells[far]:
                got = f"ngày phê duyệt {day} xa năm thực hiện {years[position]}"
                column.warn("date-odd", [position], f"{got}; kiểm tra lại ngày")
    return text_array(day or "" for day in days).take(pa.array(numbers))


def deciding_date(table: Table) -> str:
    """The column of days that places the schemes of a table in a part of a year; '' for none.

    What the office says, else the only column with a day; `ASKED_DATE` where several have one, or one stands twice.
    """
    if table.dated_by:
        return "" if table.dated_by == NO_DATE else table.dated_by
    named = [name.code for name in table.header.names]
    filled = [
        code
        for code in table.header.present(DATES)
        if pc.any(pc.not_equal(pc.utf8_trim_whitespace(table.texts(code)), "")).as_py()
    ]
    if len(filled) > 1 or any(named.count(code) > 1 for code in filled):
        return ASKED_DATE
    return filled[0] if filled else ""


def deciding_days(table: Table, code: str, speaks: np.ndarray, problems: Problems) -> pa.Array:
    """The days that place schemes in a part of a year: YYYY-MM-DD, '' for none, `NO_DAY` and the text of no day.

    Args:
        table: the table.
        code: its deciding column.
        speaks: of which schemes the column speaks; the others have no day.
        problems: receives what `Column` finds in the texts.
    """
    texts, numbers = Column(table, code, table.texts(code), problems).distinct
    found = text_array(_day_or_text(text) for text in texts.to_pylist()).take(pa.array(numbers))
    return pc.if_else(pa.array(speaks), found, pa.scalar("", found.type))


def _day_or_text(text: str) -> str:
    day = read_day(text)
    return NO_DAY + shown(text.strip()) if day is None else day


def read_day(text: str) -> str | None:
    """A day as YYYY-MM-DD; '' for a blank cell, None for what is no day."""
    clean = normal(text)
    if not clean:
        return ""
    for pattern in (_APPROVED_DAY_FIRST, _APPROVED_WITH_NUMBER, _IN_WORDS):
        if match := pattern.fullmatch(clean):
            return _date(*reversed(match.groups()))
    if match := _APPROVED_YEAR_FIRST.fullmatch(clean):
        return _date(*match.groups())
    return None
