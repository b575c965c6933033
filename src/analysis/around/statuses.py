"""The status of schemes that state none, by the words in which they stand; what must be asked is asked.

Words are looked for in the cells of and beside a scheme, the row of its group, the names of unread columns, the texts
over the columns of money, the names of sheet and file, the title, the notes below. Where a title names several years,
each word belongs to the year it stands with.
No word makes a scheme a result; a title or a text over the money may make it a plan.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from analysis.around.named_years import year_phrases
from analysis.around.status_words import (
    ACTUAL,
    DONE,
    MAY_SAY,
    NOTHING_SAID,
    OF_A_YEAR,
    OTHER_MONEY,
    PLANNED,
    PROPOSED,
    UNCLEAR,
    remark_in,
    sense_of,
    sense_of_many,
    senses_in,
    together,
)
from analysis.around.texts import (
    BULLET,
    CELL,
    COLUMN,
    FILE,
    FOOT,
    GROUP,
    LETTER,
    LEVELS,
    PARENT,
    SHEET,
    TITLE,
    Hit,
    component_rows,
    footnotes,
    of_file,
    parents,
    said_in_groups,
    titles,
)
from analysis.faults import Place, Problems, shown
from analysis.sheets.sheet import positions
from analysis.tables.table import Standing, Table
from analysis.tables.text_columns import Column, coded_column
from analysis.tables.units import normal
from analysis.vocabulary import REGISTER_STATUSES

# The columns of a scheme's own texts that are searched for remarks; a closed list is read by its words.
_OWN_TEXTS = tuple("name activity_text place beneficiary implementer stt code approved_on".split())
# Columns beside that tell by a mark or an amount whether a scheme was done, and the time in which it was.
_COLUMN_OF_DOING = re.compile(
    rf"(?:đã )?{DONE}|đã (?:quyết toán|bàn giao|thanh toán)|(?:tỷ lệ|tỉ lệ|%|kinh phí) (?:đã )?{DONE}"
)
_MARKED = re.compile(r"x|v|✓|✔|có|rồi|đạt|xong|đã (?:xong|có)|\(?[0-9][0-9.,]* ?%?\)?")
_UNMARKED = re.compile(r"không|khong|chưa|chua|ko|k|không đạt|0(?:[.,]0+)? ?%?")
_COLUMN_OF_TIME = re.compile(rf"(?:thời gian|thời điểm|tiến độ|năm) {DONE}(?: .*)?")
_YEAR = re.compile(r"(?<![0-9])20[0-9]{2}(?![0-9])")


def assumed_statuses(
    table: Table, columns: Mapping[str, Column], years: np.ndarray, problems: Problems
) -> pa.Array:
    """The codes of the statuses of the schemes; what is assumed is told, what must be asked is refused.

    Args:
        table: the table.
        columns: the columns of its texts by their codes; it may have none of statuses.
        years: the years of its schemes.
        problems: receives status-assumed, status-unclear, status-contradicted, and what `coded_column` tells of the
            words that are there.
    """
    count = len(table.schemes)
    standing = table.standing
    codes = np.full(count, "", dtype=object)
    is_open = np.ones(count, dtype=bool)
    near = _of_rows(table, columns, years)
    column = columns.get("status")
    if column is not None:
        stated = coded_column(column, REGISTER_STATUSES)
        # A word that is refused is no blank.
        is_open = np.asarray(pc.equal(column.texts, ""))
        if standing is not None and standing.is_earlier:
            codes[~is_open] = standing.code
        else:
            _warn_of_contradictions(column, stated, near, problems)
            if not is_open.any():
                return stated
            if standing is None:
                _ask_for_the_unfinished(column, stated, is_open)
            codes[~is_open] = stated.filter(pa.array(~is_open)).to_pylist()
    near = {at: list(_against(standing, hits)) for at, hits in near.items() if is_open[at]}
    far = list(_against(standing, _of_table(table)))
    of_year = {year: _of_year(far, year) for year in np.unique(years[is_open]).tolist()}
    # Of a million schemes, nearly all have no word of their own.
    others = is_open.copy()
    others[list(near)] = False
    by_years: dict[Decided, list[int]] = {}
    for year, hits in of_year.items():
        by_years.setdefault(_decided(hits, standing), []).append(year)
    for decided, own in by_years.items():
        rows = others & np.isin(years, own)
        codes[rows] = _code(decided)
        if column is not None:
            for position in positions(rows):
                _settle(decided, table, position, problems)
        elif rows.any():
            only = own if len(by_years) > 1 else []
            _settle(decided, table, None, problems, only)
    for position, hits in near.items():
        decided = _decided([*hits, *of_year[int(years[position])]], standing)
        codes[position] = _code(decided)
        _settle(decided, table, None if column is None else position, problems)
    return pa.array(codes, type=pa.large_string())


def _ask_for_the_unfinished(column: Column, stated: pa.Array, is_open: np.ndarray) -> None:
    """Refuse blanks beside "Đã nghiệm thu", "Hoàn thành": who ticks off what is finished leaves the rest blank."""
    done = pc.unique(column.texts.filter(pc.equal(stated, ACTUAL))).to_pylist()
    finished = [text for text in done if normal(text) != REGISTER_STATUSES[ACTUAL].label]
    if finished:
        got = f'ô trống mà ô khác của cột ghi "{finished[0]}": không rõ đề án đã xong chưa'
        column.fault("status-unclear", positions(is_open), got)


def _warn_of_contradictions(
    column: Column, stated: pa.Array, near: Mapping[int, Sequence[Hit]], problems: Problems
) -> None:
    """Warn of schemes that are stated as done while their cells or group say that they were stopped or recalled."""
    for position, hits in near.items():
        against = [hit for hit in hits if hit.sense in ("stopped", "recalled")]
        if stated[position].as_py() != ACTUAL or not against:
            continue
        where = column.table.place_at("status", position)
        message = (
            f'ô ghi "{shown(column.texts[position].as_py())}" mà {against[0].level} ({against[0].where})'
            f' ghi "{shown(against[0].text)}"; được tính theo ô Tình trạng'
        )
        problems.warn("status-contradicted", where, message)


# A status that words allow, or "unclear", and the words that decide it.
Decided = tuple[str, Hit | None]


def _code(decided: Decided) -> str:
    return ACTUAL if decided[0] == UNCLEAR else decided[0]


def _settle(
    decided: Decided,
    table: Table,
    position: int | None,
    problems: Problems,
    years: Sequence[int] = (),
) -> None:
    """Ask for a status that the words leave open, or tell the one that is assumed; `position` None: no column.

    `years`: those of the schemes, where it is not that of all.
    """
    sense, hit = decided
    if sense == UNCLEAR and hit is not None:
        _ask(hit, table.standing, problems)
        return
    label = REGISTER_STATUSES[sense].label
    why = ""
    if table.standing is not None:
        # What stands for the whole table was told as the answer or as the columns that it is.
        if position is None or not table.standing.by_office:
            return
        why = ", theo doc-so.toml"
    if hit is not None:
        why = f' vì {hit.level} ghi "{shown(hit.text)}"'
    if position is not None:
        message = f"ô Tình trạng trống được hiểu là {label}{why}"
        problems.tell("status-assumed", table.place_at("status", position), message)
        return
    which = "mọi đề án"
    if years:
        which = f"đề án năm {', '.join(map(str, years))}"
    message = f"không có cột Tình trạng; {which} được hiểu là {label}{why}"
    problems.tell("status-assumed", table.sheet.place(table.header.bottom), message)


def _against(standing: Standing | None, hits: Iterable[Hit]) -> Iterator[Hit]:
    """The words that say another status than the one that stands; all words where none stands.

    What the office said settles all words but those in the row and the group of a scheme. Over sets of columns for
    several statuses, the names of these statuses mean the columns; other words are of the schemes.
    """
    for hit in hits:
        agrees = _agreeing(standing, hit.level)
        said = {hit.sense}
        if hit.sense == UNCLEAR and agrees:
            is_over = hit.level in (GROUP, SHEET, TITLE, FILE)
            said = set(senses_in(hit.text, beside=hit.level == CELL, over=is_over))
        sense = together(said - agrees)
        settled = standing is not None and (
            hit.level == PARENT or (standing.by_office and hit.level not in (CELL, GROUP, COLUMN))
        )
        if settled or (hit.sense and not sense):
            continue
        yield replace(hit, sense=sense)


def _agreeing(standing: Standing | None, level: str) -> set[str]:
    """What words at a level may say beside a status that stands."""
    if standing is None:
        return set()
    if standing.by_office:
        return {standing.code, PROPOSED} if standing.code == PLANNED else {standing.code}
    if level in (CELL, COLUMN) and standing.code == ACTUAL:
        return {ACTUAL, "approved"}
    return {ACTUAL, PLANNED, PROPOSED, "approved", *standing.beside}


def _decided(hits: Sequence[Hit], standing: Standing | None) -> Decided:
    """The status that the words allow, or "unclear"; and the words that decide it, the nearest first.

    Beside a status that stands, only words against it are given.
    """
    if standing is not None:
        nearest = min(hits, key=lambda hit: LEVELS.index(hit.level), default=None)
        return standing.code if nearest is None else UNCLEAR, nearest
    others = [hit for hit in hits if hit.sense != ACTUAL]
    # "Thực hiện" beside or over the schemes does not turn the money of a plan into a result.
    if not others:
        return ACTUAL, None
    if together(hit.sense for hit in hits) == PLANNED:
        for hit in hits:
            if hit.level in (PARENT, TITLE) and hit.sense == PLANNED:
                return PLANNED, hit
    return UNCLEAR, min(others, key=lambda hit: LEVELS.index(hit.level))


def _ask(hit: Hit, standing: Standing | None, problems: Problems) -> None:
    doubted = f"không thể coi là {REGISTER_STATUSES[ACTUAL].label}"
    if standing is not None and standing.by_office:
        doubted = f"không thể coi là {REGISTER_STATUSES[standing.code].label} chỉ theo doc-so.toml"
    elif standing is not None:
        doubted = "không thể chỉ theo tên nhóm cột tiền"
    fault = f'{hit.level} ghi "{shown(hit.text)}" mà đề án không ghi tình trạng: {doubted}'
    problems.fault_once("status-unclear", hit.where, fault)


def _of_table(table: Table) -> Iterator[Hit]:
    """What is said of all schemes, or of those of a year: over the money, by sheet, title and file, and below."""
    sheet = table.sheet
    over_money = list(parents(table))
    yield from _hits(PARENT, over_money)
    for where, text in over_money:
        if OTHER_MONEY.search(normal(text)):
            yield Hit(PARENT, UNCLEAR, where, text)
    if sheet.name is not None:
        yield from _hits(SHEET, [(sheet.place(), sheet.name)])
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


def _of_year(hits: Sequence[Hit], year: int) -> list[Hit]:
    """What words further away say of the schemes of a year: one hit a level, where their senses differ an unclear one.

    Words that stand with another year count only where their level does not name this one.
    """
    found = []
    for level in LEVELS:
        here = [hit for hit in hits if hit.level == level]
        is_named = any(year in hit.years for hit in here)
        said = [
            hit
            for hit in here
            if hit.sense and (not is_named or not hit.years or year in hit.years)
        ]
        if said:
            first = next((hit for hit in said if hit.sense != ACTUAL), said[0])
            found.append(replace(first, sense=together(hit.sense for hit in said)))
    return found


def _of_rows(
    table: Table, columns: Mapping[str, Column], years: np.ndarray
) -> dict[int, list[Hit]]:
    """What is said of single schemes, by position: in their cells and beside, in groups, by names of unread columns."""
    found: dict[int, list[Hit]] = {}
    said = [
        *_in_own_cells(columns),
        *_in_cells(table),
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


def _in_cells(table: Table) -> Iterator[tuple[int, Hit]]:
    others = table.standing.others if table.standing is not None else frozenset()
    for index in table.unread():
        if index in others:
            continue
        name, cells = table.header.text(index), table.cells(index)
        for position in positions(pc.match_substring_regex(cells, MAY_SAY)):
            text = cells[position].as_py()
            sense = sense_of(text, beside=True)
            if sense:
                yield position, Hit(CELL, sense, table.place_in(index, position), text)
        of_name = sense_of(name)
        if of_name in ("", ACTUAL):
            continue
        # A column of money or days beside the others, of a plan for example, says nothing of the scheme.
        plain_mark = pc.invert(pc.match_substring_regex(cells, r"[0-9]{2}"))
        for position in positions(plain_mark):
            if normal(cells[position].as_py()) not in NOTHING_SAID:
                where = table.sheet.place(table.header.bottom, index, name)
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
    filled = set(cells) - {"", "-", "–", "—"}
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
                sense = remark_in(BULLET.sub("", text))
            else:
                sense = sense_of(text, beside=True)
            if sense:
                yield position, Hit(CELL, sense, sheet.place(row, index), text)
