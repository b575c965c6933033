"""The year of a scheme where no column says it: from the row of its group, or from the columns of its money."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from analysis.adopting.columns import (
    lacking_funds,
    refuse_lacking,
    same_in_all,
    unpaid,
    with_names,
    without,
    without_rows,
)
from analysis.adopting.groups import OTHER, said_by_groups
from analysis.adopting.headers import SUPPORT, header_texts
from analysis.adopting.money import filled_cells, may_hold_years
from analysis.around.named_years import years_in_group
from analysis.faults import Problems
from analysis.messages import rows_text, shown
from analysis.tables.columns import MONEY
from analysis.tables.dates import read_year, years_of_range
from analysis.tables.table import Table
from analysis.vocabulary import FUNDS_SUMMED


def years_of_groups(table: Table) -> list[str]:
    """Each scheme's year by the row of its group, `OTHER` for one of several years, '' where none names a year."""
    said = said_by_groups(table, _said_of_year)
    return [said[row] for row in table.schemes.tolist()]


_WANTED = "một năm của mỗi đề án"
_REMEDY = (
    "sửa tên cột thành Năm nếu là năm của đề án; nếu là năm khác thì chạy make adopt FILE=<tên tệp> rồi ghi bỏ cho cột"
    " ấy trong doc-so.toml"
)


def _said_of_year(text: str) -> str:
    """The one year that the name of a group names, `OTHER` for several, '' for none."""
    years = sorted(map(str, years_in_group(text)))
    if len(years) > 1:
        return OTHER
    return "".join(years)


def check_years_beside(table: Table, problems: Problems) -> None:
    """Refuse schemes whose cell of an unread column names another year than the title, a group or the office.

    `problems` receives year-not-named, once a column.
    """
    years = [int(text) for text in table.texts("year").to_pylist()]
    for index in table.unread():
        name = table.header.text(index)
        if index in table.header.aside or not may_hold_years(name, filled_cells(table, index)):
            continue
        for position, text in enumerate(table.cells(index).to_pylist()):
            own, _ = read_year(text)
            if own not in (0, years[position]):
                got = f'ô ghi "{shown(text)}", mà đề án được hiểu là của năm {years[position]}'
                problems.fault(
                    "year-not-named", table.place_in(index, position), got, _WANTED, _REMEDY
                )
                break


def by_year(table: Table, years: Mapping[int, int | None], problems: Problems) -> list[Table]:
    """A table for each year of which the office named columns of money; the table itself where it named none.

    Args:
        table: the table, its answered columns under the names of a register.
        years: the year whose money a column holds, by its index; None where nothing was said.
        problems: receives header-missing for a year without all its funds, and then no table is read; year-not-named
            for schemes whose column Năm has another year; year-from-words.
    """
    sets: dict[int, list[int]] = {}
    for index, year in years.items():
        if year is not None:
            sets.setdefault(year, []).append(index)
    if not sets or not len(table.schemes):
        return [table]
    shared = [
        index
        for index, name in enumerate(table.header.names)
        if name.code in MONEY and index not in table.header.aside and years.get(index) is None
    ]
    if len(sets) > 1:
        if not _check_whole(table, sets, shared, problems):
            return []
        # what is printed once for several years is a part of none
        for index in shared:
            where = table.place_over(index)
            message = "cột này không nêu năm: không đọc, không đối chiếu"
            problems.tell("year-from-words", where, message)
        table = without(table, shared)
    left_out = unpaid(table, sets)
    tables = []
    for year in sorted(sets):
        others = {index for other, own in sets.items() if other != year for index in own}
        one = without_rows(without(table, others), left_out[year])
        _tell(one, year, left_out[year], problems)
        if len(one.schemes):
            tables.append(_of_year(one, year, problems))
    return tables


def _check_whole(
    table: Table, sets: Mapping[int, list[int]], shared: Iterable[int], problems: Problems
) -> bool:
    """Refuse each year from whose columns a scheme's three funds cannot be read; whether there is none."""
    names = table.header.names
    texts = header_texts(table)
    undated = [f'"{shown(texts[index])}"' for index in shared if names[index].code in FUNDS_SUMMED]
    is_whole = True
    for year, own in sorted(sets.items()):
        missing = lacking_funds(names[index].code or SUPPORT for index in own)
        if not missing:
            continue
        is_whole = False
        got = f"các cột tiền của năm {year} thiếu cột {', '.join(missing)}"
        if undated:
            got += f"; cột {', '.join(undated)} không nêu năm, không chia cho các năm"
        where = table.sheet.place(table.header.top, min(own))
        refuse_lacking(where, got, "năm", problems)
    return is_whole


def _tell(table: Table, year: int, left_out: Iterable[int], problems: Problems) -> None:
    rows = [row + 1 for row in left_out]
    message = f"{len(table.schemes)} đề án có tiền ở các cột của năm {year}, theo doc-so.toml"
    if rows:
        message += f"; không có: dòng {rows_text(rows)}"
    problems.tell("year-from-words", table.place_over(), message)


def _of_year(table: Table, year: int, problems: Problems) -> Table:
    """The table with the year of its money as that of its schemes, which their own column must not contradict."""
    table = replace(table, header=with_names(table.header, table.header.names))
    if "year" not in table.header.columns:
        return same_in_all(table, "year", str(year))
    said = {}
    unlike: dict[str, list[int]] = {}
    for position, text in enumerate(table.texts("year").to_pylist()):
        own, code = read_year(table.meaning("year", text))
        if code == "year-range" and year in years_of_range(text):
            said[int(table.schemes[position]) + 1] = year
        elif own not in (0, year):
            unlike.setdefault(text, []).append(position)
    for text, positions in unlike.items():
        told = rows_text([int(table.schemes[position]) + 1 for position in positions])
        got = f'ô Năm ghi "{shown(text)}" (dòng {told}), đề án có tiền ở cột của năm {year}'
        problems.fault("year-not-named", table.place_at("year", positions[0]), got)
    return replace(table, years=said)
