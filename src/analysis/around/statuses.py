"""The status of schemes that state none, by the words in which they stand; what must be asked is asked.

Words are looked for in the cells of and beside a scheme, the row of its group, the names of unread columns, the texts
over the columns of money, the names of sheet and file, the title, the notes below. Where a title names several years,
each word belongs to the year it stands with.
No word makes a scheme a result; a title or a text over the money may make it a plan.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from analysis.around.status_hits import hits_of_rows, hits_of_table
from analysis.around.status_words import ACTUAL, PLANNED, PROPOSED, UNCLEAR, senses_in, together
from analysis.around.texts import (
    CELL,
    COLUMN,
    FILE,
    GROUP,
    LEVELS,
    PARENT,
    SHEET,
    TITLE,
    Counting,
    Hit,
)
from analysis.faults import Place, Problems
from analysis.messages import shown
from analysis.sheets.sheet import positions
from analysis.tables.table import Standing, Table
from analysis.tables.text_columns import Column, coded_column
from analysis.tables.units import normal
from analysis.vocabulary import REGISTER_STATUSES

# What speaks against a status that is stated.
WAITING = "waiting"
_DENYING = ("stopped", "recalled", WAITING)
# What a title says, and the statuses of schemes below it against which that speaks.
_SPEAKS_AGAINST: Mapping[str, tuple[str, ...]] = {
    PLANNED: (ACTUAL, "estimated"),
    PROPOSED: (ACTUAL, "estimated"),
    ACTUAL: (PLANNED,),
    "stopped": (ACTUAL, PLANNED),
    "recalled": (ACTUAL, PLANNED),
}


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
    far = list(hits_of_table(table))
    column = columns.get("status")
    if column is not None:
        # A word that is refused is no blank.
        is_open = np.asarray(pc.equal(column.texts, ""))
    near = hits_of_rows(table, columns, years, _counting(table, far, is_open))
    if column is not None:
        stated = coded_column(column, REGISTER_STATUSES)
        if standing is not None and standing.is_earlier:
            codes[~is_open] = standing.code
        else:
            _warn_of_contradictions(column, stated, near, problems)
            if not is_open.any():
                _warn_of_titles(table, np.asarray(stated, dtype=object), years, problems)
                return stated
            if standing is None:
                _ask_for_the_unfinished(column, stated, is_open)
            codes[~is_open] = stated.filter(pa.array(~is_open)).to_pylist()
    near = {at: list(_against(standing, hits)) for at, hits in near.items() if is_open[at]}
    far = list(_against(standing, far))
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
    said = codes if standing is not None else np.where(is_open, "", codes)
    _warn_of_titles(table, said, years, problems)
    return pa.array(codes, type=pa.large_string())


def _counting(table: Table, far: Sequence[Hit], is_open: np.ndarray) -> Counting:
    """Which words in unread cells count beside a scheme, by whether its status is open."""
    # That a scheme was done says nothing new unless something else is said of it, or stands.
    is_all_done = table.standing is None and {hit.sense for hit in far} <= {"", ACTUAL}
    silent = {"", ACTUAL} if is_all_done else {""}
    return lambda senses, at: np.where(
        is_open[at],
        ~np.isin(senses, list(silent)),
        np.isin(senses, _DENYING),
    )


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
    """Warn of schemes stated as done whose cells or group say that they were stopped, were recalled or wait."""
    for position, hits in near.items():
        against = [hit for hit in hits if hit.sense in _DENYING]
        if stated[position].as_py() != ACTUAL or not against:
            continue
        where = column.table.place_at("status", position)
        message = (
            f'ô ghi "{shown(column.texts[position].as_py())}" mà {against[0].level} ({against[0].where})'
            f' ghi "{shown(against[0].text)}"; được tính theo ô Tình trạng'
        )
        problems.warn("status-contradicted", where, message)


def _warn_of_titles(table: Table, codes: np.ndarray, years: np.ndarray, problems: Problems) -> None:
    """Warn of schemes with a status, by their cells or by the office, against which the title or the sheet speaks.

    `codes` has no status where only the words around a scheme say one.
    """
    if table.standing is not None and not table.standing.by_office:
        return  # over plan beside actual the title means both
    said = [hit for hit in hits_of_table(table) if hit.level in (TITLE, SHEET)]
    if not any(hit.sense in _SPEAKS_AGAINST for hit in said):
        return
    told: set[tuple[Place, str]] = set()
    for year in np.unique(years).tolist():
        for hit in _of_year(said, year):
            for code in _SPEAKS_AGAINST.get(hit.sense, ()):
                found = positions((years == year) & (codes == code))
                if not found or (hit.where, code) in told:
                    continue
                told.add((hit.where, code))
                _warn_of_title(table, hit, code, found, problems)


def _warn_of_title(
    table: Table, hit: Hit, code: str, found: Sequence[int], problems: Problems
) -> None:
    label = REGISTER_STATUSES[code].label
    which = f"{len(found)} đề án được tính là {label}"
    where = table.place_at("name", found[0])
    if "status" in table.header.columns:
        where = table.place_at("status", found[0])
    elif table.standing is not None:
        which += " theo doc-so.toml"
    message = f'{which} mà {hit.level} ({hit.where}) ghi "{shown(hit.text)}"'
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
    problems.tell("status-assumed", table.place_over(), message)


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
    # what waits is none the less planned; where it has money that was spent, that set of columns asks
    is_plan = standing.is_earlier and standing.code == PLANNED
    waiting = {WAITING} if is_plan and level in (CELL, GROUP) else set()
    return waiting | {ACTUAL, PLANNED, PROPOSED, "approved", *standing.beside}


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


_WORDS = ", ".join(word.label for word in REGISTER_STATUSES.values())
_NO_OTHERS = "ô của đề án khác để trống thì vẫn được hiểu như khi chưa có cột"
# What answers words of some schemes alone: a status in their own rows, whatever the other rows have.
_ANSWERED_BY: Mapping[str, tuple[str, str]] = {
    CELL: (
        f"tình trạng của đề án này, một trong: {_WORDS}",
        f"ghi ở cột Tình trạng (chưa có thì thêm) cho riêng đề án này; {_NO_OTHERS}",
    ),
    GROUP: (
        f"tình trạng của từng đề án trong nhóm, một trong: {_WORDS}",
        f"ghi ở cột Tình trạng (chưa có thì thêm) cho các đề án của nhóm; {_NO_OTHERS}",
    ),
}


def _ask(hit: Hit, standing: Standing | None, problems: Problems) -> None:
    doubted = f"không thể coi là {REGISTER_STATUSES[ACTUAL].label}"
    if standing is not None and standing.by_office:
        doubted = f"không thể coi là {REGISTER_STATUSES[standing.code].label} chỉ theo doc-so.toml"
    elif standing is not None:
        doubted = "không thể chỉ theo tên nhóm cột tiền"
    fault = f'{hit.level} ghi "{shown(hit.text)}" mà đề án không ghi tình trạng: {doubted}'
    wanted, remedy = _ANSWERED_BY.get(hit.level, ("", ""))
    problems.fault_once("status-unclear", hit.where, fault, wanted, remedy)


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
