"""Declared totals of a register's table, and counts of schemes, against the schemes that they may be of."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from analysis.faults import Problems
from analysis.messages import rows_text, shown
from analysis.registers.declared import (
    Amounts,
    Declared,
    DeclaredSums,
    Difference,
    declared_in,
    running_sums,
)
from analysis.tables.amounts import dong
from analysis.tables.row_words import is_grand_total
from analysis.tables.table import Table
from analysis.tables.units import Units, folded, normal
from analysis.vocabulary import SUPPORT_COLUMNS

# At the end of a text or in brackets there: "Tổng cộng: 06 đề án", "I. Đào tạo nghề (03 đề án)".
_COUNT_OF_SCHEMES = re.compile(r"[(:–-]\s*0*([0-9]{1,4})\s*(?:đề án|nhiệm vụ)\s*\)?[\s.:]*$")
# What compares sums, and is none.
_COMPARES = re.compile(
    r"(?:so )?(?:binh quan|trung binh|ty le|ti le|ty trong|so voi|chenh lech so voi)\b"
)
# Words of a total that does not count what was stopped: "Tổng cộng (không tính đề án dừng)".
_LEAVES_OUT = re.compile(
    r"\b(?:khong|chua) (?:tinh|gom|bao gom|ke|cong)\b.*\b(?:dung|huy|thu hoi|khong thuc hien)\b"
    r"|\b(?:tru|loai tru|sau khi tru)\b.*\b(?:dung|huy|thu hoi|khong thuc hien)\b"
)


def check_totals(
    table: Table,
    amounts: Amounts,
    units: Units,
    above: Mapping[str, int],
    apart: np.ndarray,
    problems: Problems,
) -> None:
    """Every declared total must be the sum of schemes above or below it, between groups or of the whole table.

    Words of a grand total mean the whole table, or all since the grand total before it. Schemes below the last one
    must be in a total too: they may have been left out, or put in later. Of a total whose words leave out what was
    stopped only the other schemes count; one without such words that is their sum is told.

    Args:
        table: the table with its rows by sort.
        amounts: the columns of `REGISTER_AMOUNTS` that it has, in đồng.
        units: đồng in one of each column's unit, None where none is stated.
        above: sums of the tables above that this one goes on with, in đồng; a grand total may be one of all.
        apart: which schemes were stopped or called back.
        problems: receives total-mismatch, total-rounding, row-read-as-total, and faults of the cells.
    """
    table = _without_comparisons(table, problems)
    if not table.totals:
        return
    words = {row: table.total_text(row) for row in table.totals}
    grand = [row for row in table.totals if is_grand_total(words[row])]
    unsure = any(column.bad.any() for column in amounts.values())
    last = _last_grand(table, words)
    of_all = _Sums.of(table, amounts, grand)
    carried_out = _Sums.of(table, amounts, grand, apart) if apart.any() else of_all
    for row in table.totals:
        declared = declared_in(table, row, units, problems)
        if not declared or unsure or _is_of_empty_group(table, row, words, declared):
            continue
        name = table.row_text(row)
        sums = carried_out if _LEAVES_OUT.search(folded(name)) else of_all
        difference = sums.difference(row, declared)
        if _is_off(difference) and above and row in grand:
            difference = sums.difference(row, _without(table, declared, above))
        if _is_off(difference) and not _is_off(carried_out.difference(row, declared)):
            sums = carried_out
            difference = sums.difference(row, declared)
            message = f'dòng "{shown(name)}" được hiểu là tổng không kể đề án dừng, thu hồi'
            problems.tell("row-read-as-total", table.sheet.place(row), message)
        if row == last and not _is_off(difference):
            _check_below(table, row, declared, sums.up_to, problems)
        if difference is not None:
            _tell_difference(table, row, declared, difference, problems)
        if not words[row]:
            message = f'dòng "{shown(name)}" được hiểu là tổng của nhóm'
            problems.tell("row-read-as-total", table.sheet.place(row), message)


def _without_comparisons(table: Table, problems: Problems) -> Table:
    """The table without the rows below its schemes that compare and add nothing up, which are told."""
    last = int(table.schemes[-1])
    found = {
        row
        for row in table.totals
        if row > last and _COMPARES.match(folded(table.row_text(row)).strip(" -–*("))
    }
    for row in sorted(found):
        message = f'dòng "{shown(table.row_text(row))}" là số so sánh, không phải dòng cộng: không đối chiếu'
        problems.tell("row-read-as-total", table.sheet.place(row), message)
    totals = [row for row in table.totals if row not in found]
    breaks = [row for row in table.breaks if row not in found]
    return replace(table, totals=totals, breaks=breaks) if found else table


def _tell_difference(
    table: Table, row: int, declared: Declared, difference: Difference, problems: Problems
) -> None:
    """Refuse a total that is not the sum of its schemes; within what is rounded it is told."""
    code, excess, computed = difference
    where = table.place(code, row)
    if excess <= 0:
        message = "tổng đã ghi lệch so với tổng các đề án trong phạm vi làm tròn"
        problems.warn("total-rounding", where, message)
        return
    value, _ = declared[code]
    got = f'dòng tổng "{shown(table.row_text(row))}" ghi {dong(value)}, cộng các đề án được '
    got += f"{dong(computed)}, lệch {dong(abs(value - computed))}"
    remedy = "kiểm tra lại dòng tổng và các đề án theo hồ sơ"
    problems.fault("total-mismatch", where, got, remedy=remedy)


@dataclass(frozen=True)
class _Sums:
    """The sums between groups and those between grand totals; `up_to` are the running sums of both."""

    up_to: Mapping[str, np.ndarray]
    of_groups: DeclaredSums
    of_table: DeclaredSums
    grand: frozenset[int]

    @classmethod
    def of(
        cls, table: Table, amounts: Amounts, grand: Sequence[int], apart: np.ndarray | None = None
    ) -> _Sums:
        """The sums of a table whose `grand` totals stand in these rows, without the schemes of a mask."""
        up_to = {code: running_sums(column, apart) for code, column in amounts.items()}
        of_groups = DeclaredSums(table.schemes, table.breaks, up_to)
        of_table = DeclaredSums(table.schemes, grand, up_to)
        return cls(up_to, of_groups, of_table, frozenset(grand))

    def difference(self, row: int, declared: Declared) -> Difference | None:
        """As `DeclaredSums.difference`: of a grand total the ranges between such totals alone."""
        sums = self.of_table if row in self.grand else self.of_groups
        return sums.difference(row, declared)


def _is_of_empty_group(
    table: Table, row: int, words: Mapping[int, str], declared: Declared
) -> bool:
    """Whether a row declares nothing and names a group that stands above its schemes, of which it has none."""
    if words[row] or any(value for value, _ in declared.values()):
        return False
    named = [total for total in table.totals if not words[total]]
    is_above = named[0] < min([*table.schemes.tolist(), *table.left_out])
    return is_above and row > int(table.schemes[-1])


def _is_off(difference: Difference | None) -> bool:
    """Whether a total is another one than the sum, beyond rounding."""
    return difference is not None and difference[1] > 0


def check_counts(table: Table, problems: Problems) -> None:
    """The number of schemes that a group or a total states, "(03 đề án)", must be that of schemes beside its row.

    Those up to any other group or total count, above or below, and those of the whole table; with those that have no
    money in its columns or without them. `problems` receives total-mismatch.
    """
    if table.continues or not table.breaks:
        return  # of one that goes on totals may be those of the tables above too
    listed = np.union1d(table.schemes, table.left_out)
    for row in table.breaks:
        text = table.row_text(row)
        found = _COUNT_OF_SCHEMES.search(normal(text))
        if found is None:
            continue
        counts = _counts_beside(row, table.breaks, table.schemes)
        counts |= _counts_beside(row, table.breaks, listed)
        if int(found[1]) not in counts:
            got = f'dòng "{shown(text)}" ghi {int(found[1])} đề án, không nhóm đề án nào của dòng có số ấy'
            remedy = "xem có đề án nào thiếu hoặc thừa, rồi sửa theo hồ sơ"
            problems.fault("total-mismatch", table.sheet.place(row), got, remedy=remedy)


def _counts_beside(row: int, breaks: Sequence[int], schemes: np.ndarray) -> set[int]:
    """How many schemes stand between a row and any other group or total, and in the whole table."""
    stops = np.unique([0, *np.searchsorted(schemes, breaks), len(schemes)])
    return {*np.abs(stops - np.searchsorted(schemes, row)).tolist(), len(schemes)}


def _without(table: Table, declared: Declared, above: Mapping[str, int]) -> Declared:
    """Declared totals less the sums of the tables above; a column that was divided by fund holds both funds there."""
    sources = {table.sheet.sources.get(table.header.columns[code]) for code in SUPPORT_COLUMNS}
    is_divided = len(sources) == 1 and None not in sources
    own = dict(declared)
    for code, (value, step) in declared.items():
        before = above[code]
        if is_divided and code in SUPPORT_COLUMNS:
            before = sum(above[fund] for fund in SUPPORT_COLUMNS)
        own[code] = value - before, step
    return own


def _last_grand(table: Table, words: Mapping[int, str]) -> int | None:
    """The last row of all that names a total, where it is that of the whole table; without groups any total is."""
    last = max(table.totals)
    ungrouped = len(table.breaks) == len(table.totals)
    if words[last] and (ungrouped or is_grand_total(words[last])):
        return last
    return None


def _check_below(
    table: Table, row: int, declared: Declared, up_to: Mapping[str, np.ndarray], problems: Problems
) -> None:
    """Refuse schemes below a grand total that is the sum of those above it."""
    here = int(np.searchsorted(table.schemes, row))
    if here in (0, len(table.schemes)):
        return
    for first in (0, here):
        gaps = [
            abs(sums - declared[code][0]) - max(1, (steps + declared[code][1]) // 2)
            for code, (sums, steps) in _sums_from(first, declared, up_to).items()
        ]
        if max(gaps) <= 0:
            return
    below = table.schemes[here:].tolist()
    name = shown(table.row_text(row))
    problems.fault(
        "total-mismatch",
        table.sheet.place(below[0]),
        f'dưới dòng tổng "{name}" (dòng {row + 1}) còn đề án (dòng {rows_text([at + 1 for at in below])}) '
        "không nằm trong dòng tổng nào",
        remedy="nếu đề án phải được tính thì đưa lên trên dòng tổng và sửa tổng; nếu không thì bỏ khỏi bảng",
    )


def _sums_from(
    first: int, declared: Declared, up_to: Mapping[str, np.ndarray]
) -> dict[str, tuple[int, int]]:
    """Sums and steps of the schemes from the one at a position on, by column."""
    found = {}
    for code in declared:
        sums, steps = (up_to[code][:, -1] - up_to[code][:, first]).tolist()
        found[code] = sums, steps
    return found
