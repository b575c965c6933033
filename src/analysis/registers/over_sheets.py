"""One list on several sheets: the header stands again, the count goes on, and nothing above says another thing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise

from analysis.around.texts import titles
from analysis.faults import Problems
from analysis.language.numbering import count_of
from analysis.messages import shown
from analysis.sheets.sheet import Sheet
from analysis.tables.columns import MONEY
from analysis.tables.repeated_header import says_no_more
from analysis.tables.row_words import is_amount, is_grand_total
from analysis.tables.table import Body, Table
from analysis.tables.units import folded, normal

# What tells pages of one list from each other: "Trang 1", "DM (2)", "Danh mục tiếp".
_OF_A_PAGE = re.compile(
    r"(?<![0-9])[0-9]{1,2}(?![0-9])|\W|\b(?:sheet|trang|to|phan|tiep|theo)(?![a-z])"
)
_MOST_ROWS = 20


def joined_over_sheets(found: Sequence[Sequence[Table]], problems: Problems) -> list[list[Table]]:
    """The tables of each sheet, the first of which may go on with the list of the sheet before it.

    Such a table has the titles of that list beside its own. Only a list without groups goes on: what a group says
    ends nowhere on its sheet.

    Args:
        found: the registers of the sheets of a file, in their order.
        problems: receives header-repeated.
    """
    joined = [list(tables) for tables in found]
    for before, after in pairwise(tables for tables in joined if tables):
        last, first = before[-1], after[0]
        if not _goes_on(last, first):
            continue
        after[0] = replace(first, continues=True, carried=tuple(titles(last)))
        message = f'danh mục tiếp từ trang tính "{shown(last.sheet.name or "")}", theo số thứ tự'
        problems.tell("header-repeated", first.sheet.place(first.header.top), message)
    return joined


def check_without_header(
    pages: Iterable[Sheet], found: Sequence[Sequence[Table]], problems: Problems
) -> None:
    """Refuse a sheet without a header on which the count of the list before it goes on: its schemes would be lost.

    Args:
        pages: the visible sheets of a file in their order, those that are not read among them.
        found: the registers of those that are read.
        problems: receives header-not-found.
    """
    by_sheet = {tables[0].sheet.name: tables[-1] for tables in found if tables}
    last: Table | None = None
    for page in pages:
        if page.name in by_sheet:
            last = by_sheet[page.name]
        elif last is not None and (row := _next_scheme(last, page)) is not None:
            got = f'không có dòng tiêu đề mà số thứ tự tiếp danh mục ở trang tính "{shown(last.sheet.name or "")}"'
            problems.fault(
                "header-not-found",
                page.place(row),
                got,
                "dòng tiêu đề của danh mục trên mỗi trang tính",
                "chép dòng tiêu đề vào đầu trang tính này; không phải đề án thì"
                " ghi khong_doc = true cho trang tính trong doc-so.toml",
            )


def _goes_on(last: Table, first: Table) -> bool:
    """Whether the first table of a sheet is the rest of the last one of the sheet before."""
    if not (len(last.schemes) and len(first.schemes)):
        return False
    has_groups = len(last.breaks) > len(last.totals)
    is_ended = any(
        row > last.schemes[-1] and is_grand_total(last.total_text(row)) for row in last.totals
    )
    if has_groups or is_ended or _of_list(last.sheet) != _of_list(first.sheet):
        return False
    if _names(last) != _names(first) or not says_no_more(first.above, last.above):
        return False
    return _counts_on(last, first.sheet, int(first.schemes[0]))


def _of_list(sheet: Sheet) -> str:
    """The name of a sheet without what tells the pages of a list from each other."""
    return _OF_A_PAGE.sub("", folded(sheet.name or ""))


def _names(table: Table) -> list[str]:
    names = [normal(name.printed) for name in table.header.names]
    while names and not names[-1]:
        names.pop()
    return names


def _counts_on(last: Table, sheet: Sheet, row: int) -> bool:
    """Whether a row of a sheet has the number after that of the last scheme of a table, in the same column."""
    counted = count_of(last.number(int(last.schemes[-1])))
    return counted is not None and count_of(Body(sheet, last.header).number(row)) == counted + 1


def _next_scheme(last: Table, page: Sheet) -> int | None:
    """The first row of a sheet that goes on with the count of a table and has a name and an amount in its columns."""
    columns = last.header.columns
    if "stt" not in columns or max(columns.values()) >= len(page.columns):
        return None
    if not len(last.schemes):
        return None
    for row in range(min(_MOST_ROWS, page.height)):
        cells = page.row(row)
        money = [index for code, index in columns.items() if code in MONEY]
        pays = any(is_amount(cells[index].strip(), page.kind(row, index)) for index in money)
        named = "name" in columns and cells[columns["name"]].strip()
        if named and pays and _counts_on(last, page, row):
            return row
    return None
