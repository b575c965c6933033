"""What a workbook would have to be told to be read: the look at a file, its headers and sheets.

A proposal says why: the words that its text shares with a name of a register, and the share of the cells that fit it.
Below `LEAST_WORDS` or `LEAST_FIT` none is made, and the line says that too.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from analysis.adopting.answer_values import WORDS
from analysis.adopting.answers import Answers, FileAnswers, HeaderAnswers
from analysis.adopting.arrangement import Arrangement
from analysis.adopting.headers import fingerprint_of, header_texts, same_text
from analysis.around.named_years import years_in_name, years_named
from analysis.around.territory import territory_of
from analysis.definitions.provinces import bare_slug, last_day_of
from analysis.faults import Problems
from analysis.proposing.column_proposals import (
    column_lines,
    columns_by_code,
    date_line,
    gone_columns,
)
from analysis.proposing.look import ASKED, FileLook, HeaderLook, Line
from analysis.proposing.sheet_proposals import sheet_lines, year_lines
from analysis.proposing.word_proposals import (
    area_lines,
    areas_in,
    group_lines,
    kinds_line,
    names_of_no_kind,
    word_lines,
)
from analysis.raw.rows import RegisterSource
from analysis.registers.reader import read_again, read_registers
from analysis.sheets.sheet import Sheet
from analysis.tables.column_names import read_name
from analysis.tables.dates import read_year
from analysis.tables.guessed_header import guessed_rows, last_dividing, likely_schemes
from analysis.tables.header import Header, columns_of
from analysis.tables.table import Table
from analysis.tables.units import normal

_OF_A_YEAR = re.compile(", năm [0-9]{4}$")


@dataclass
class _Watch:
    """An arrangement that keeps what passes through it, so that a file is opened once."""

    inner: Arrangement
    opened: list[Sheet] = field(default_factory=list)
    sheets: list[Sheet] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)

    def named(self, sheets: list[Sheet], problems: Problems) -> list[Sheet]:
        self.opened = sheets
        self.sheets = self.inner.named(sheets, problems)
        return self.sheets

    def completed(self, table: Table, problems: Problems) -> list[Table]:
        self.tables.append(table)
        return self.inner.completed(table, problems)


def look_at(
    source: RegisterSource,
    answers: Answers,
    opened: Sequence[Sheet] | None = None,
    province: str = "",
) -> FileLook:
    """What a workbook is and what it would have to be told; nothing is raised for a fault in it.

    `opened` are its sheets where a look has opened it before; `province` is the slug of the one that dia-ban.csv names
    for the file.
    """
    watch = _Watch(Arrangement(answers))
    own = answers.file(source.name, source.sha256)
    if opened is None:
        result = read_registers([source], (), watch)
    else:
        result = read_again(source, opened, watch)
    tables = watch.tables or [
        table for sheet in watch.sheets if sheet.visible and (table := _guessed(sheet)) is not None
    ]
    if result.faults:
        tables = list(map(_divided, tables))
    headers: dict[str, HeaderLook] = {}
    of_one_year: list[Table] = []
    areas: dict[str, dict[str, dict[str, str]]] = {}
    days: dict[str, dt.date] = {}
    for table in tables:
        named = bare_slug(province) or _province(table, own)
        day = _first_day(table)
        # the places of a file stand in one list a province: what the reform joined counts where all of it is later
        days[named] = min(day, days.get(named, day))
        look = _header(table, answers, named, day)
        if not any(_OF_A_YEAR.search(line.meaning) for line in look.columns):
            of_one_year.append(table)
        known = headers.get(look.fingerprint)
        headers[look.fingerprint] = look if known is None else _joined(known, look)
        places = areas.setdefault(look.fingerprint, {}).setdefault(named, {})
        places.update(areas_in(table, look))
    for fingerprint, look in headers.items():
        lists = _areas(look, areas[fingerprint], days, answers)
        headers[fingerprint] = replace(look, areas=lists)
    of_years = {
        table.sheet.name or "" for table in tables if not any(table is one for one in of_one_year)
    }
    sheets = sheet_lines(result.faults, tables, of_years)
    # columns of money of several years say the year of each row
    rows = year_lines(of_one_year, own)
    return FileLook(source, tuple(headers.values()), sheets, result, rows, watch.opened)


def _province(table: Table, own: FileAnswers | None) -> str:
    """The slug of the province that a table is of, without words for a side of the reform; '' where none is named."""
    said = own.of_sheet(table.sheet.name or "").territory if own is not None else ""
    return bare_slug(territory_of(replace(table, territory=said), Problems()).slug)


def _first_day(table: Table) -> dt.date:
    """The day whose territory the first year of a table means; of no known year one before any reform."""
    years: set[int] = set()
    if "year" in table.header.columns:
        texts = table.texts("year").unique().to_pylist()
        years = {read_year(table.meaning("year", text))[0] for text in texts} - {0}
    years = years or {year for _, named in years_named(table) for year in named}
    first = min(years or years_in_name(table.sheet.stem), default=0)
    return last_day_of(first) if first else dt.date.min


def _areas(
    look: HeaderLook,
    places: Mapping[str, Mapping[str, str]],
    days: Mapping[str, dt.date],
    answers: Answers,
) -> dict[str, tuple[Line, ...]]:
    """The places of each province below a header, held against those that earlier files of the same province had."""
    lines = {}
    for province, texts in places.items():
        day = days[province]
        earlier = answers.header(look.fingerprint) or _nearest(look.texts, answers, province, day)
        told = {} if earlier is None else earlier.areas_of(province, day)
        lines[province] = area_lines([*texts.values()], told)
    return lines


def _joined(one: HeaderLook, other: HeaderLook) -> HeaderLook:
    """A header that several tables have, with the words of all of them."""
    words = {}
    for code in {**one.words, **other.words}:
        lines = [*one.words.get(code, ()), *other.words.get(code, ())]
        words[code] = tuple({normal(line.text): line for line in lines}.values())
    places = (*one.places, *other.places)
    by_name = one.kinds_by_name or other.kinds_by_name
    dated_by = one.dated_by or other.dated_by
    return replace(one, places=places, words=words, kinds_by_name=by_name, dated_by=dated_by)


def _guessed(sheet: Sheet) -> Table | None:
    """The table of a sheet in which no header was found by its names."""
    found = guessed_rows(sheet)
    if found is None:
        return None
    top, bottom = found
    names = tuple(map(read_name, sheet.row(top)))
    header = Header(top, bottom, columns_of(names), names)
    return Table(sheet, header, sheet.rows(0, top), likely_schemes(sheet, bottom), (), (), ())


def _divided(table: Table) -> Table:
    """The table with the rows of its header that divide its names in the office's own words."""
    header, sheet = table.header, table.sheet
    bottom = last_dividing(sheet, header.top, header.bottom)
    if header.top in sheet.headers or bottom == header.bottom:
        return table
    names = list(header.names)
    for row in sheet.rows(header.bottom + 1, bottom + 1):
        for index, cell in enumerate(row):
            if cell.strip():
                names[index] = read_name(cell)
    divided = Header(header.top, bottom, columns_of(names), tuple(names))
    return replace(table, header=divided, schemes=table.schemes[table.schemes > bottom])


def _header(table: Table, answers: Answers, province: str, day: dt.date) -> HeaderLook:
    texts = header_texts(table)
    fingerprint = fingerprint_of(texts)
    own = answers.header(fingerprint)
    earlier = own or _nearest(texts, answers, province, day)
    columns = column_lines(table, texts, earlier)
    rows = table.header.bottom - table.header.top + 1
    name = table.sheet.name
    first = table.header.top + 1
    place = f"dòng {first}" if rows == 1 else f"dòng {first}-{first + rows - 1}"
    if name is not None:
        place = f'trang tính "{name}", {place}'
    codes = columns_by_code(columns, table)
    words = {
        code: lines
        for code in (*WORDS, "year")
        if code in codes and (lines := word_lines(table, code, codes[code], earlier))
    }
    groups = group_lines(table, codes, own, earlier)
    by_name = kinds_line(table, codes, own, earlier, groups)
    said = own is not None and own.kinds_by_name
    said = said or (by_name is not None and by_name.state != ASKED)
    names = names_of_no_kind(table, codes, earlier, groups) if said and "kind" not in codes else ()
    if groups or names:
        words["kind"] = (*groups, *names)
    return HeaderLook(
        fingerprint,
        tuple(text for text in texts if text),
        rows,
        (place,),
        columns,
        words,
        by_name,
        () if earlier is None else gone_columns(texts, earlier),
        dated_by=date_line(table, own),
    )


def _nearest(
    texts: Iterable[str], answers: Answers, province: str, day: dt.date
) -> HeaderAnswers | None:
    """The answered header with which most texts are shared, at least half, and that may be of the province on a day."""
    mine = {same_text(text) for text in texts if text}
    best, shared = None, len(mine) // 2
    for header in answers.headers:
        if not header.may_be_of(province, day):
            continue
        both = len(mine.intersection(map(same_text, header.texts)))
        if both > shared:
            best, shared = header, both
    return best
