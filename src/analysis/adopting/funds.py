"""One column of money for two funds: which fund a scheme is of, its section, the title or the office says."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
import pyarrow.compute as pc

from analysis.adopting.columns import ZERO, Filling, with_column, without
from analysis.adopting.headers import BETWEEN, column_texts, group_level, is_support
from analysis.faults import Problems, shown
from analysis.language.numbers import MILLION
from analysis.registers.amount_columns import read_cell
from analysis.registers.header import parent_unit
from analysis.registers.rows import Table, row_text, titles
from analysis.registers.units import folded

FUNDS = ("kcqg", "kcdp")
_FUND_WORDS = {
    "kcqg": re.compile(r"\b(?:khuyen cong (?:quoc gia|trung uong|tw)|kcqg|kpkc quoc gia)\b"),
    "kcdp": re.compile(r"\b(?:khuyen cong (?:dia phuong|tinh|thanh pho)|kcdp|kpkc dia phuong)\b"),
}
_SOURCE = {
    "kcqg": re.compile(r"\b(?:nguon|von|ngan sach|kinh phi)\b.*\b(?:quoc gia|trung uong|tw)\b"),
    "kcdp": re.compile(r"\b(?:nguon|von|ngan sach|kinh phi)\b.*\b(?:dia phuong|tinh)\b"),
}


def fund_in(text: str) -> str:
    """The fund that a text names; '' for none, or for both."""
    words = folded(text)
    for patterns in (_FUND_WORDS, _SOURCE):
        named = [fund for fund, pattern in patterns.items() if pattern.search(words)]
        if named:
            return named[0] if len(named) == 1 else ""
    return ""


def support_column(table: Table) -> int | None:
    """The one column of money that names no fund, in a table that has no column of a fund."""
    header = table.header
    if any(fund in header.columns for fund in FUNDS):
        return None
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
    path = column_texts(table.sheet, table.header.top, table.header.bottom)[index]
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
        problems: receives fund-unclear, fund-from-words and total-mismatch.
    """
    index = support_column(table)
    if index is None:
        return table
    sheet = table.sheet
    funds = _of_rows(table, answer or _of_title(table))
    unclear = [row for row in table.schemes.tolist() if not funds[row]]
    printed = shown(table.header.names[index].printed)
    if unclear:
        got = f'cột "{printed}" không nói nguồn nào, {len(unclear)} đề án không thuộc mục của nguồn nào'
        problems.fault("fund-unclear", sheet.place(unclear[0], index, printed), got)
        return without(table, [index])
    _check_whole(table, index, funds, problems)
    counted = np.array(
        sorted({*table.schemes.tolist(), *table.totals, *table.breaks, *table.components})
    )
    schemes = set(table.schemes.tolist())
    unit = unit_over(table, index)
    for fund in FUNDS:
        own = np.array([row for row in counted.tolist() if funds[row] == fund], dtype=np.int64)
        others = [row for row in schemes if funds[row] != fund]
        zeros = np.array(sorted(others), dtype=np.int64)
        rows = np.union1d(own, zeros)
        cells = sheet.columns[index].take(rows)
        texts = pc.if_else(np.isin(rows, zeros), ZERO, cells)
        table = with_column(table, Filling(fund, rows, texts, index, own, zeros, unit))
    problems.tell(
        "fund-from-words",
        sheet.place(table.header.bottom, index, printed),
        f'cột "{printed}" được chia theo nguồn: {_counts(table, funds)}',
    )
    return without(table, [index])


def _counts(table: Table, funds: Sequence[str]) -> str:
    of_schemes = [funds[row] for row in table.schemes.tolist()]
    national, local = (of_schemes.count(fund) for fund in FUNDS)
    return f"KCQG {national} đề án, KCĐP {local} đề án"


def _of_title(table: Table) -> str:
    """The fund that the title names, or the sheet."""
    texts = [text for _, text in titles(table) if len(table.above) > 0 and text.strip()]
    own = [" ".join(row) for row in table.above]
    for text in [*reversed(own), table.sheet.name or "", *reversed(texts)]:
        if fund := fund_in(text):
            return fund
    return ""


def _of_rows(table: Table, whole: str) -> list[str]:
    """The fund of each row of the sheet: that of the last section above it, else that of the whole table.

    A total of the whole table is of none.
    """
    funds = [whole] * table.sheet.height
    level = ""
    for row in table.breaks:
        fund, label = _section(table, row), group_level(table, row)
        if fund or _ends_section(table, row, level, label):
            funds[row:] = [fund] * (len(funds) - row)
            level = label if fund else ""
    last = int(table.schemes[-1]) if len(table.schemes) else 0
    if len({funds[row] for row in table.schemes.tolist()}) > 1:
        for row in table.totals:
            if row > last and _is_whole(table, row):
                funds[row] = ""
    return funds


def _section(table: Table, row: int) -> str:
    """The fund that the name of a group names."""
    text = row_text(table.sheet, table.header, row)
    return "" if re.match(r"\W*(?:tong|cong)\b", folded(text)) else fund_in(text)


def _ends_section(table: Table, row: int, level: str, label: str) -> bool:
    """Whether a group without a fund of the list stands beside the section, not inside it."""
    words = folded(row_text(table.sheet, table.header, row))
    if row in table.totals and re.search(r"\b(?:tong|cong)\b", words):
        return False
    beside = label == level != ""
    return beside or re.search(r"\b(?:nguon|von|ngan sach)\b", words) is not None


def _is_whole(table: Table, row: int) -> bool:
    """Whether the total in a row below the last scheme is one of all sections, not of the last alone."""
    text = folded(" ".join(table.sheet.row(row)))
    return fund_in(text) == "" and re.search(r"\btong\b|\+", text) is not None


def _check_whole(table: Table, index: int, funds: Sequence[str], problems: Problems) -> None:
    """Refuse a total over both funds that is not the sum of all schemes; each fund's own totals are checked later."""
    sheet = table.sheet
    rows = [
        row for row in table.totals if not funds[row] and sheet.columns[index][row].as_py().strip()
    ]
    if not rows:
        return
    read = [_amount(table, index, row) for row in table.schemes.tolist()]
    if any(amount is None for amount in read):
        return  # an amount that cannot be read is told where the funds are
    money = sum(value for value, _ in filter(None, read))
    steps = sum(step for _, step in filter(None, read))
    for row in rows:
        whole = _amount(table, index, row)
        if whole is None or abs(whole[0] - money) > max(1, (steps + whole[1]) // 2):
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
