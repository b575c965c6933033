"""The parts of a scheme, in rows below it, must add up to it; rows that repeat it may be its parts."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from analysis.faults import Problems
from analysis.messages import rows_text, shown
from analysis.registers.declared import Amounts, Declared, declared_in
from analysis.tables.amounts import dong
from analysis.tables.components import is_whole, names_another, parents_of, repeated_rows
from analysis.tables.table import Table
from analysis.tables.units import Units


def check_components(table: Table, amounts: Amounts, units: Units, problems: Problems) -> None:
    """The parts of a scheme, in rows below it, must add up to it; they are not counted themselves.

    So must the parts of a part: 1.1.1 and 1.1.2 are those of 1.1, and not once more of 1.

    A part with a year, a kind and a beneficiary or place of its own may be a scheme: it is refused.

    Args:
        table: the table with its rows by sort.
        amounts: the columns of `REGISTER_AMOUNTS` that it has, in đồng.
        units: đồng in one of each column's unit, None where none is stated.
        problems: receives component-mismatch, row-component, and faults of the cells.
    """
    parts: dict[int, list[int]] = {}
    positions = np.searchsorted(table.schemes, table.components) - 1
    for position, row in zip(positions.tolist(), table.components, strict=True):
        parts.setdefault(position, []).append(row)
    for position, rows in parts.items():
        scheme = int(table.schemes[position])
        stated = [declared_in(table, row, units, problems) for row in rows]
        own: dict[int, Declared] = dict(zip(rows, stated, strict=True))
        own[scheme] = {
            code: (int(column.money[position]), int(column.steps[position]))
            for code, column in amounts.items()
            if not column.bad[position]
        }
        above = parents_of(table, scheme, rows)
        for code in amounts:
            _check_parts(table, code, {row: own[row].get(code) for row in own}, above, problems)
        for row, declared in zip(rows, stated, strict=True):
            where = table.sheet.place(row)
            got = ""
            if names_another(table, row, scheme):
                got = f"dòng thành phần ghi đơn vị thụ hưởng hoặc địa bàn khác đề án ở dòng {scheme + 1}"
            elif not declared and is_whole(table, row):
                got = f"dòng có số thứ tự của thành phần (đề án ở dòng {scheme + 1}) nhưng không ghi số tiền"
            if got:
                problems.fault("component-mismatch", where, got)
                continue
            message = f"dòng thành phần của đề án ở dòng {scheme + 1}; không cộng thêm"
            problems.tell("row-component", where, message)


def check_repeats(table: Table, amounts: Amounts, problems: Problems) -> None:
    """Refuse rows that repeat all texts of the row above them and share out its money: they may be its parts.

    Args:
        table: the table with its rows by sort.
        amounts: the columns of `REGISTER_AMOUNTS` that it has, in đồng.
        problems: receives component-mismatch.
    """
    for run in repeated_rows(table):
        first, *parts = run
        money = [column.money[run] for column in amounts.values()]
        if len(parts) > 1 and all(int(each[0]) == int(each[1:].sum()) for each in money):
            rows = rows_text([int(table.schemes[part]) + 1 for part in parts])
            got = f"các dòng {rows} lặp lại mọi nội dung của dòng này, cộng tiền đúng bằng dòng này"
            problems.fault("component-mismatch", table.sheet.place(int(table.schemes[first])), got)


def _check_parts(
    table: Table,
    code: str,
    stated: Mapping[int, tuple[int, int] | None],
    above: Mapping[int, int],
    problems: Problems,
) -> None:
    """Each row of a scheme must be the sum of the parts next below it; a row without an amount is that of its parts.

    Args:
        table: the table with its rows by sort.
        code: the column of the amounts.
        stated: for the scheme and each of its parts, by their rows, the amount in đồng and its last printed unit.
        above: for each part the row that it is a part of.
        problems: receives component-mismatch.
    """
    parts: dict[int, list[int]] = {}
    for row in above:
        over = above[row]
        while over in above and stated[over] is None:
            over = above[over]
        if stated[row] is not None:
            parts.setdefault(over, []).append(row)
    for over, rows in parts.items():
        whole = stated[over]
        if whole is None:
            continue
        amounts = [stated[row] or (0, 0) for row in rows]
        value, steps = whole
        summed = sum(amount for amount, _ in amounts)
        steps += sum(step for _, step in amounts)
        if abs(summed - value) > max(1, steps // 2):
            name = shown(table.row_text(over))
            what = "thành phần" if over in above else "đề án"
            got = f'các thành phần của {what} "{name}" (dòng {rows_text([row + 1 for row in rows])}) cộng được '
            got += f"{dong(summed)}, {what} ghi {dong(value)}, lệch {dong(abs(summed - value))}"
            problems.fault("component-mismatch", table.place(code, over), got)
