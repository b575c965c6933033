"""The words about statuses around a table, each with the schemes that it is said of."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

import numpy as np
import pyarrow.compute as pc

from analysis.around.named_years import year_phrases
from analysis.around.status_words import (
    ACTUAL,
    DONE,
    MAY_SAY,
    NOTHING_SAID,
    OF_A_YEAR,
    OTHER_MONEY,
    UNCLEAR,
    remark_in,
    sense_beside,
    sense_of,
    sense_of_many,
    senses_in,
)
from analysis.around.texts import (
    BULLETED,
    CELL,
    COLUMN,
    FILE,
    FOOT,
    LETTER,
    PARENT,
    SHEET,
    TITLE,
    Counting,
    Hit,
    component_rows,
    footnotes,
    of_file,
    of_sheet,
    parents,
    said_in_cells,
    said_in_groups,
    titles,
)
from analysis.faults import Place
from analysis.sheets.sheet import positions
from analysis.tables.amounts import DASHES
from analysis.tables.table import Table
from analysis.tables.text_columns import Column
from analysis.tables.units import normal

# The columns of a scheme's own texts that are searched for remarks; a closed list is read by its words.
_OWN_TEXTS = tuple("name activity_text place beneficiary implementer stt code approved_on".split())
# Columns beside that tell by a mark or an amount whether a scheme was done, and the time in which it was.
_COLUMN_OF_DOING = re.compile(
    rf"(?:đã )?{DONE}|đã (?:quyết toán|bàn giao|thanh toán)|(?:tỷ lệ|tỉ lệ|%|kinh phí) (?:đã )?{DONE}"
)
_MARKED = re.compile(r"x|v|✓|✔|có|rồi|đạt|xong|đã (?:xong|có)|\(?[0-9][0-9.,]* ?%?\)?")
_UNMARKED = re.compile(r"không|khong|chưa|chua|ko|k|không đạt|0(?:[.,]0+)? ?%?")
_COLUMN_OF_TIME = re.compile(rf"(?:thời gian|thời điểm|tiến độ|năm) {DONE}(?: .*)?")
# Figures, days and numbers of papers under a name say nothing of the scheme, as those of a plan beside the money:
# only what was struck off is, whatever its sum.
_FIGURE = r"[0-9]{2}|^\s*[-–(]?\s*[0-9]"
_YEAR = re.compile(r"(?<![0-9])20[0-9]{2}(?![0-9])")


def hits_of_table(table: Table) -> Iterator[Hit]:
    """What is said of all schemes, or of those of a year: over the money, by sheet, title and file, and below."""
    sheet = table.sheet
    over_money = list(parents(table))
    yield from _hits(PARENT, over_money)
    for where, text in over_money:
        if OTHER_MONEY.search(normal(text)):
            yield Hit(PARENT, UNCLEAR, where, text)
    yield from _hits(SHEET, [of_sheet(sheet)])
    yield from _hits(TITLE, titles(table))
    yield from _hits(FOOT, footnotes(table))
    yield from _hits(FILE, [of_file(sheet)])


def _hits(level: str, texts: Iterable[tuple[Place, str]]) -> Iterator[Hit]:
    """The words of one level, each with the years that it stands with; years without words too."""
    for where, text in texts:
        is_over = level in (SHEET, TITLE, FILE)
        phrases = [(sense_of(words, over=is_over), years) for words, years in year_phrases(text)]
        senses = {sense for sense, _ in phrases if sense}
        is_parted = all(years for sense, years in phrases if sense)
        # What was stopped or put off in a year is told of schemes of another one.
        if not is_parted or not senses <= OF_A_YEAR:
            yield Hit(level, sense_of(text, over=is_over), where, text)
            continue
        said = ""
        for sense, years in phrases:
            # "kế hoạch khuyến công quốc gia năm 2023 và địa phương năm 2024": the word goes on.
            said = sense or said
            yield Hit(level, said, where, text, years)


def hits_of_rows(
    table: Table, columns: Mapping[str, Column], years: np.ndarray, counting: Counting
) -> dict[int, list[Hit]]:
    """What is said of single schemes, by position: in their cells and beside, in groups, by names of unread columns.

    Of what unread cells beside them say, only what counts.
    """
    found: dict[int, list[Hit]] = {}
    said = [
        *_in_own_cells(columns),
        *_in_cells(table, counting),
        *_in_columns_of_doing(table, years),
        *_in_components(table),
        *said_in_groups(table, sense_of_many),
    ]
    for position, hit in said:
        found.setdefault(position, []).append(hit)
    return found


def _in_own_cells(columns: Mapping[str, Column]) -> Iterator[tuple[int, Hit]]:
    for code in _OWN_TEXTS:
        column = columns.get(code)
        if column is None:
            continue
        for position in column.marked:
            text = column.texts[position].as_py()
            sense = remark_in(text)
            if sense:
                yield position, Hit(CELL, sense, column.table.place_at(code, position), text)


def _in_cells(table: Table, counting: Counting) -> Iterator[tuple[int, Hit]]:
    others = table.standing.others if table.standing is not None else frozenset()
    for index in table.unread():
        if index in others:
            continue
        name, cells = table.header.text(index), table.cells(index)
        yield from said_in_cells(table, index, MAY_SAY, sense_beside, counting)
        of_name = sense_of(name)
        if of_name in ("", ACTUAL):
            continue
        said = pc.invert(pc.match_substring_regex(cells, _FIGURE))
        if "stopped" in senses_in(name, beside=False, over=False):
            said = pc.match_substring_regex(cells, r"\S")
        for position in positions(said):
            if normal(cells[position].as_py()) not in NOTHING_SAID:
                where = table.place_over(index)
                yield position, Hit(COLUMN, of_name, where, name)


def _in_columns_of_doing(table: Table, years: np.ndarray) -> Iterator[tuple[int, Hit]]:
    """Schemes that an unread column tells to be undone: by a blank or a "không" among marks, by 0, by a later year."""
    for index in table.unread():
        printed = table.header.text(index)
        name = normal(printed)
        is_of_time = _COLUMN_OF_TIME.fullmatch(name) is not None
        if not (is_of_time or _COLUMN_OF_DOING.fullmatch(name)):
            continue
        cells = [normal(cell) for cell in table.cells(index).to_pylist()]
        undone = _later(cells, years) if is_of_time else _unmarked(cells)
        for position in undone:
            told = f"{printed}: {cells[position]}"
            yield position, Hit(COLUMN, "waiting", table.place_in(index, position), told)


def _unmarked(cells: Sequence[str]) -> list[int]:
    """The cells that deny a mark, and the blanks where others have a plain mark; none where one holds anything else."""
    filled = set(cells) - {"", *DASHES}
    denied = {cell for cell in filled if _UNMARKED.fullmatch(cell)}
    marked = filled - denied
    if not all(map(_MARKED.fullmatch, marked)):
        return []
    # A blank among amounts may be unknown.
    is_list_of_marks = bool(marked) and not any(re.search("[0-9]", cell) for cell in marked)
    return [
        position
        for position, cell in enumerate(cells)
        if cell in denied or (is_list_of_marks and cell not in marked)
    ]


def _later(cells: Sequence[str], years: np.ndarray) -> list[int]:
    """The cells that name years, all of them later than the year of their scheme."""
    named = [[int(year) for year in _YEAR.findall(cell)] for cell in cells]
    return [
        position
        for position, (here, year) in enumerate(zip(named, years.tolist(), strict=True))
        if here and min(here) > year
    ]


def _in_components(table: Table) -> Iterator[tuple[int, Hit]]:
    """What the rows of its parts, and those that go on with its texts, say of a scheme: as its own cells would."""
    sheet, header = table.sheet, table.header
    known = set(header.columns.values())
    for position, row in component_rows(table):
        for index, text in enumerate(sheet.row(row)):
            if not LETTER.search(text):
                continue
            if index in known:
                sense = remark_in(BULLETED.sub("", text))
            else:
                sense = sense_beside(text)
            if sense:
                yield position, Hit(CELL, sense, sheet.place(row, index), text)
