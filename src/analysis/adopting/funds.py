"""One column of money for two funds: which fund a scheme is of, its section, the title or the office says."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
import pyarrow.compute as pc

from analysis import vocabulary
from analysis.adopting.columns import ZERO, Filling, asked_about, said, with_column, without
from analysis.adopting.groups import OTHER, said_by_groups
from analysis.adopting.headers import BETWEEN, SUPPORT, header_texts, is_support
from analysis.around.texts import titles
from analysis.faults import Problems
from analysis.language.printed_units import MILLION
from analysis.messages import shown
from analysis.registers.declared import DeclaredSums
from analysis.tables.amount_columns import read_cell
from analysis.tables.column_names import COLUMN_OF_FUNDS, parent_unit
from analysis.tables.fund_words import (
    fund_in,
    fund_of_cell,
    funds_in,
    is_only_a_fund,
    is_only_money,
)
from analysis.tables.table import Table
from analysis.tables.units import folded
from analysis.vocabulary import SUPPORT_COLUMNS

_LABELS = {fund.column: fund.label for fund in vocabulary.FUNDS.values()} | {OTHER: "nguồn khác"}
# Said by a group of both funds: its own schemes may be of either.
_BOTH = "both"
# A group of money that is no fund of khuyến công.
_OTHER_SOURCE = re.compile(
    r"(?:nguon|von|ngan sach|quy)\b(?!.*\bkhuyen cong\b)|kinh phi\b.*\bkhac\b"
    r"|.*\b(?:su nghiep|muc tieu quoc gia|nong thon moi|xa hoi hoa)\b"
)


def support_column(table: Table) -> int | None:
    """The one column of money that names no fund, in a table that has no column of a fund."""
    header = table.header
    if any(fund in header.columns for fund in SUPPORT_COLUMNS):
        return None
    if SUPPORT in header.columns:
        return header.columns[SUPPORT]
    found = []
    for index, text in enumerate(own_texts(table)):
        is_open = index < len(header.names) and not header.names[index].code
        if is_open and index not in header.aside and is_support(text):
            found.append(index)
    return found[0] if len(found) == 1 else None


def own_texts(table: Table) -> list[str]:
    """Of each column the lowest text of its header."""
    sheet, header = table.sheet, table.header
    rows = sheet.rows(header.top, header.bottom + 1)
    texts = []
    for index in range(len(sheet.columns)):
        cells = [row[index] for row in rows if row[index].strip()]
        texts.append(" ".join(cells[-1].split()) if cells else "")
    return texts


def unit_over(table: Table, index: int) -> int | None:
    """đồng in one of the unit that the header states for a column, the nearest text first."""
    path = header_texts(table)[index]
    for text in [own_texts(table)[index], *reversed(path.split(BETWEEN))]:
        stated = parent_unit(text)
        if stated is not None and stated[0] is not None:
            return stated[0]
    return None


def by_fund(table: Table, answer: str, problems: Problems) -> Table:
    """The table with a column for each fund in place of one for both; as it is where it has no such column.

    Args:
        table: the table.
        answer: the fund that the office named, '' for none.
        problems: receives fund-unclear, answers-differ, fund-from-words and total-mismatch.
    """
    index = support_column(table)
    if index is None:
        return table
    sheet = table.sheet
    title = _of_title(table)
    funds = _of_rows(table, answer, title)
    table = _answered(table, answer, title, funds, problems)
    columns = _by_cells(table, funds, problems)
    if columns is None:
        return asked_about(without(table, [index]), SUPPORT_COLUMNS)
    unclear = [row for row in table.schemes.tolist() if not funds[row]]
    printed = shown(table.header.names[index].printed)
    if unclear:
        got = f'cột "{printed}" không nói nguồn nào, {len(unclear)} đề án không thuộc mục của nguồn nào'
        problems.fault("fund-unclear", sheet.place(unclear[0], index, printed), got)
        return asked_about(without(table, [index]), SUPPORT_COLUMNS)
    _check_whole(table, index, funds, problems)
    counted = np.array(
        sorted({*table.schemes.tolist(), *table.totals, *table.breaks, *table.components})
    )
    schemes = set(table.schemes.tolist())
    unit = unit_over(table, index) or table.header.names[index].unit
    for fund in SUPPORT_COLUMNS:
        own = np.array([row for row in counted.tolist() if funds[row] == fund], dtype=np.int64)
        others = [row for row in schemes if funds[row] != fund]
        zeros = np.array(sorted(others), dtype=np.int64)
        rows = np.union1d(own, zeros)
        cells = sheet.columns[index].take(rows)
        texts = pc.if_else(np.isin(rows, zeros), ZERO, cells)
        table = with_column(table, Filling(fund, rows, texts, index, own, zeros, unit))
    message = f'cột "{printed}" được chia theo nguồn: {_counts(table, funds)}'
    if columns:
        named = ", ".join(f'"{shown(table.header.text(column))}"' for column in columns)
        message += f"; nguồn lấy theo cột {named}"
    problems.tell("fund-from-words", sheet.place(table.header.bottom, index, printed), message)
    return without(table, [index, *columns])


def funds_of_rows(table: Table, answer: str) -> list[str]:
    """The fund of each row of the sheet, by its group, the title, the name of the sheet or the office; '' for none."""
    return _of_rows(table, answer, _of_title(table))


def _answered(
    table: Table, answer: str, title: str, funds: Sequence[str], problems: Problems
) -> Table:
    """The table with the office's answer, where it decides a scheme; refused where the title says another fund."""
    unanswered = _of_rows(table, "", title)
    decided = [row for row in table.schemes.tolist() if funds[row] != unanswered[row]]
    if not decided:
        return table
    if any(unanswered[row] for row in decided):
        got = f"doc-so.toml ghi nguon = {_LABELS[answer]} mà tên bảng hay trang tính nêu {_LABELS[title]}"
        problems.fault("answers-differ", table.sheet.place(table.header.top), got)
    return said(table, {"fund": answer})


def _counts(table: Table, funds: Sequence[str]) -> str:
    of_schemes = [funds[row] for row in table.schemes.tolist()]
    national, local = (of_schemes.count(fund) for fund in SUPPORT_COLUMNS)
    return f"KCQG {national} đề án, KCĐP {local} đề án"


def _of_title(table: Table) -> str:
    """The fund that the nearest of the titles and the name of the sheet names; '' where it names both."""
    texts = [
        text
        for _, text in titles(table)
        if (len(table.above) > 0 or table.carried) and text.strip()
    ]
    own = [" ".join(row) for row in table.above]
    for text in [*reversed(own), table.sheet.name or "", *reversed(texts)]:
        if named := funds_in(text, over=True):
            return named[0] if len(named) == 1 else ""
    return ""


def _of_rows(table: Table, answer: str, title: str) -> list[str]:
    """The fund of each row of the sheet: that of the group around it, else that of the whole table, '' for none.

    Beside a group that names a fund, schemes of no such group are of none that the title names; the office may say it.
    A total of the whole table is of none.
    """
    said = said_by_groups(table, _said_of_fund)
    first = next((row for row in table.breaks if said[row]), len(said))
    funds = [answer or title] * first
    for fund in said[first:]:
        funds.append(fund if fund in SUPPORT_COLUMNS else answer)
    last = int(table.schemes[-1]) if len(table.schemes) else 0
    if len({funds[row] for row in table.schemes.tolist()}) > 1:
        for row in table.totals:
            if row > last and (not said[row] or _is_whole(table, row)):
                funds[row] = ""
    return funds


def _by_cells(table: Table, funds: list[str], problems: Problems) -> list[int] | None:
    """Put the fund that a scheme's own cell names into `funds`; the columns that do, None where a cell contradicts.

    A column of funds is nearer than the title, but not than the section in which the scheme stands: then one of the
    two is wrong. `problems` receives fund-unclear.
    """
    of_sections = _of_rows(table, "", "")
    named: list[int] = []
    clear = True
    for index in _unread(table):
        cells = table.sheet.columns[index]
        texts = {row: cells[row].as_py().strip() for row in table.schemes.tolist()}
        own = {row: fund_of_cell(text) for row, text in texts.items() if text}
        is_column = COLUMN_OF_FUNDS.fullmatch(folded(own_texts(table)[index])) is not None
        if is_column and not any(own.values()):
            # "Ngân sách nhà nước" in each cell tells no fund from another.
            own = {row: fund for row, fund in own.items() if not is_only_money(texts[row])}
        for row, fund in own.items():
            if not is_column and not is_only_a_fund(texts[row]):
                continue
            other = of_sections[row] if is_column else funds[row]
            if fund and other in ("", fund):
                funds[row] = fund if is_column else funds[row]
                if is_column and index not in named:
                    named.append(index)
                continue
            got = f'ô ghi "{shown(texts[row])}"'
            if other:
                got += f", còn mục, tên bảng hoặc cột nguồn chỉ {_LABELS[other]}"
            where = table.sheet.place(row, index, table.header.names[index].printed)
            problems.fault("fund-unclear", where, got)
            clear = False
    if named:
        _totals_of_both(table, funds, of_sections)
    return named if clear else None


def _unread(table: Table) -> list[int]:
    """The columns that are read as nothing, those that name whose money it is first."""
    header = table.header
    open_columns = [
        index
        for index, name in enumerate(header.names)
        if not name.code and index not in header.aside and index != support_column(table)
    ]
    texts = own_texts(table)
    return sorted(
        open_columns, key=lambda index: not COLUMN_OF_FUNDS.fullmatch(folded(texts[index]))
    )


def _totals_of_both(table: Table, funds: list[str], of_sections: Sequence[str]) -> None:
    """Take totals outside the sections of a fund from both funds: they are checked against both together."""
    if len({funds[row] for row in table.schemes.tolist()}) == 1:
        return
    last = int(table.schemes[-1])
    for row in table.totals:
        if not of_sections[row]:
            funds[row] = "" if row > last and _is_whole(table, row) else OTHER


def _said_of_fund(text: str) -> str:
    """The fund that the name of a group names, `_BOTH`, `OTHER` for money of no fund, '' for nothing about money."""
    named = funds_in(text)
    if named:
        return named[0] if len(named) == 1 else _BOTH
    return OTHER if _OTHER_SOURCE.match(folded(text)) else ""


def _is_whole(table: Table, row: int) -> bool:
    """Whether the total in a row below the last scheme is one of all sections, not of the last alone."""
    text = folded(" ".join(table.sheet.row(row)))
    return fund_in(text) == "" and re.search(r"\btong\b|\+", text) is not None


def _check_whole(table: Table, index: int, funds: Sequence[str], problems: Problems) -> None:
    """Refuse totals over both funds that are not the sum of their schemes; each fund's own are checked later.

    One of the whole table is that of all schemes, one beside a column of funds that of a group.
    """
    sheet = table.sheet
    rows = [
        row
        for row in table.totals
        if funds[row] in ("", OTHER) and sheet.columns[index][row].as_py().strip()
    ]
    if not rows:
        return
    read = [_amount(table, index, row) for row in table.schemes.tolist()]
    amounts = [amount for amount in read if amount is not None]
    if len(amounts) < len(read):
        return  # an amount that cannot be read is told where the funds are
    up_to = np.pad(np.cumsum(np.array(amounts).T, axis=1), ((0, 0), (1, 0)))
    of_groups = DeclaredSums(table.schemes, table.breaks, {SUPPORT: up_to})
    of_all = DeclaredSums(table.schemes, [], {SUPPORT: up_to})
    for row in rows:
        declared = _amount(table, index, row)
        sums = of_groups if funds[row] == OTHER else of_all
        difference = None if declared is None else sums.difference(row, {SUPPORT: declared})
        if declared is None or (difference is not None and difference[1] > 0):
            got = "tổng của cả hai nguồn khác tổng các đề án, theo đơn vị của cột"
            where = sheet.place(row, index, table.header.names[index].printed)
            problems.fault("total-mismatch", where, got)


def _amount(table: Table, index: int, row: int) -> tuple[int, int] | None:
    """A cell as if it were in triệu đồng, with its last printed unit: only equal units are compared."""
    text = table.sheet.columns[index][row].as_py()
    cell = read_cell(text, table.sheet.kind(row, index), MILLION, total=True)
    if cell.fault is not None:
        return None
    return (cell.value, cell.step) if cell.state == "value" else (0, 0)
