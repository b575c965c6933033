"""Controls of a register's table: row totals, declared totals, and what a dash or a blank amount may mean."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from analysis.faults import Problems, shown
from analysis.language.numbers import BILLION, MILLION, THOUSAND, format_number
from analysis.registers.amount_columns import AmountColumn, read_cell, tell_fault
from analysis.registers.columns import REGISTER_AMOUNTS
from analysis.registers.rows import Table, is_grand_total, row_text, total_text
from analysis.vocabulary import FUNDS_SUMMED

FEW_TRIED, MOST_TRIED = 50, 2000

# A declared amount in đồng and its last printed unit.
Declared = tuple[int, int]
# The first and the last stop by the sums up to it.
Stops = tuple[dict[object, int], dict[object, int]]


class DeclaredSums:
    """Sums of the schemes up to each row where a declared total's range may begin or end.

    A total that is exact is found by one look; only other ones are compared with range after range,
    since offices write totals above or below their group, over groups of groups, or of a part of
    the table only.

    Args:
        schemes: rows of the schemes, rising.
        breaks: rows of groups and totals, rising.
        amounts: values and steps in đồng by column, one for each scheme.
    """

    def __init__(
        self, schemes: np.ndarray, breaks: Sequence[int], amounts: Mapping[str, AmountColumn]
    ) -> None:
        self._schemes = schemes
        self._breaks = np.array(breaks, dtype=np.int64)
        places = np.searchsorted(schemes, self._breaks)
        self._stops = np.unique(np.concatenate([[0, len(schemes)], places])).astype(np.int64)
        # A row a column, so that the sum from scheme a to scheme b is table[:, b] - table[:, a].
        self._codes = list(amounts)
        self._sums = _summed_up([column.values for column in amounts.values()])
        self._steps = _summed_up([column.steps for column in amounts.values()])
        self._known: dict[object, Stops] = {}

    def holds(self, row: int, declared: Mapping[str, Declared]) -> bool:
        """Whether the total in that row is to the đồng the sum of a range that it may sum."""
        picked, values, _ = self._picked(declared)
        here = int(np.searchsorted(self._schemes, row))
        first_stops, last_stops = self._stops_by_sums(picked)
        up_to = self._sums[picked, here]
        if first_stops.get(tuple((up_to - values).tolist()), here) < here:
            return True
        if last_stops.get(tuple((up_to + values).tolist()), here) > here:
            return True
        if (self._sums[picked, -1] == values).all():
            return True
        return not values.any() and self._is_empty_group(row, here)

    def nearest(self, row: int, declared: Mapping[str, Declared]) -> tuple[str, int, int]:
        """Of the range that fits best: the code that is off most, by how much beyond rounding, and the sum."""
        here = int(np.searchsorted(self._schemes, row))
        near = self._best(*self._ranges(here, FEW_TRIED), declared)
        return near if near[1] <= 0 else self._best(*self._ranges(here, MOST_TRIED), declared)

    def _best(
        self, firsts: np.ndarray, lasts: np.ndarray, declared: Mapping[str, Declared]
    ) -> tuple[str, int, int]:
        picked, values, steps = self._picked(declared)
        begins, ends = np.ix_(picked, firsts), np.ix_(picked, lasts)
        sums = self._sums[ends] - self._sums[begins]
        rounding = (self._steps[ends] - self._steps[begins] + steps[:, None]) // 2
        gaps = np.abs(sums - values[:, None])
        excesses = gaps - np.maximum(1, rounding)
        best = int(np.lexsort((gaps.max(axis=0), excesses.max(axis=0)))[0])
        worst = int(excesses[:, best].argmax())
        return tuple(declared)[worst], int(excesses[worst, best]), int(sums[worst, best])

    def _picked(self, declared: Mapping[str, Declared]) -> tuple[np.ndarray, ...]:
        """The rows of the declared columns in the tables of sums, the declared values and their steps."""
        values, steps = np.array(list(declared.values()), dtype=np.int64).T
        return np.array([self._codes.index(code) for code in declared]), values, steps

    def _stops_by_sums(self, picked: np.ndarray) -> Stops:
        key = tuple(picked.tolist())
        if key not in self._known:
            first: dict[object, int] = {}
            last: dict[object, int] = {}
            at_stops = self._sums[np.ix_(picked, self._stops)].T
            for stop, sums in zip(self._stops.tolist(), at_stops.tolist(), strict=True):
                first.setdefault(tuple(sums), stop)
                last[tuple(sums)] = stop
            self._known[key] = first, last
        return self._known[key]

    def _ranges(self, here: int, most: int) -> tuple[np.ndarray, np.ndarray]:
        """Beginnings and ends of the ranges tried, nearest first; of very many the nearest and the whole ones."""
        before = self._stops[self._stops < here][::-1]
        after = self._stops[self._stops > here]
        before = np.concatenate([before[:most], before[most:][-1:]])
        after = np.concatenate([after[:most], after[most:][-1:]])
        firsts = np.concatenate([before, np.full(len(after), here), [0]])
        lasts = np.concatenate([np.full(len(before), here), after, [len(self._schemes)]])
        return firsts, lasts

    def _is_empty_group(self, row: int, here: int) -> bool:
        """Whether no scheme stands between the row and the group or total next to it."""
        place = int(np.searchsorted(self._breaks, row))
        before, after = self._breaks[max(0, place - 1) : place], self._breaks[place + 1 : place + 2]
        near = np.searchsorted(self._schemes, np.concatenate([before, after]))
        return bool((near == here).any())


def _summed_up(columns: Sequence[np.ndarray]) -> np.ndarray:
    """Running sums, a row a column, each beginning with 0."""
    return np.pad(np.cumsum(columns, axis=1), ((0, 0), (1, 0)))


def check_rows(table: Table, amounts: Mapping[str, AmountColumn], problems: Problems) -> None:
    """Row totals, dashes, blanks and zeros of the scheme rows.

    Args:
        table: the table; one amount a scheme.
        amounts: the columns of `REGISTER_AMOUNTS` that it has, in đồng; "tong" may be missing.
        problems: receives amount-missing, row-total-mismatch, row-total-rounding, amount-dash, amount-blank and
            amount-all-zero.
    """
    parts = [amounts[code] for code in FUNDS_SUMMED]
    good = ~np.logical_or.reduce([column.bad for column in amounts.values()])
    unclear = np.logical_or.reduce([part.blank | part.dash for part in parts])
    summed = np.sum([part.values for part in parts], axis=0)
    total = amounts.get("tong")
    if total is None:
        _refuse_unconfirmed(table, amounts, good & unclear, problems)
        _warn_zeros(table, good & ~unclear & (summed == 0), problems)
        return
    off = np.abs(summed - total.values)
    rounding = np.maximum(1, np.sum([part.steps for part in parts], axis=0) // 2)
    stated = good & ~total.blank
    exact = stated & (off == 0)
    unclear |= total.dash
    _refuse_unconfirmed(table, amounts, good & (total.blank | (unclear & ~exact)), problems)
    checked = stated & ~unclear
    _refuse_mismatches(table, summed, total.values, checked & (off > rounding), problems)
    for row in table.schemes[checked & (off > 0) & (off <= rounding)].tolist():
        message = "tổng kinh phí lệch so với tổng ba nguồn do làm tròn; giữ số tổng đã ghi"
        problems.warn("row-total-rounding", table.place("tong", row), message)
    for code, column in amounts.items():
        for row in table.schemes[exact & column.dash].tolist():
            message = "dấu gạch được hiểu là 0, khớp với tổng của dòng"
            problems.tell("amount-dash", table.place(code, row), message)
        for row in table.schemes[exact & column.blank].tolist():
            message = "ô trống được hiểu là 0, khớp với tổng của dòng"
            problems.tell("amount-blank", table.place(code, row), message)
    _warn_zeros(table, exact & (summed == 0), problems)


def check_totals(
    table: Table,
    amounts: Mapping[str, AmountColumn],
    units: Mapping[str, int | None],
    problems: Problems,
) -> None:
    """Every declared total must be the sum of schemes above or below it, between groups or of the whole table.

    Words of a grand total mean the whole table, or all since the grand total before it.

    Args:
        table: the table with its rows by sort.
        amounts: the columns of `REGISTER_AMOUNTS` that it has, in đồng.
        units: đồng in one of each column's unit, None where none is stated.
        problems: receives total-mismatch, total-rounding, row-read-as-total, and faults of the cells.
    """
    if not table.totals:
        return
    words = {row: total_text(table.header, table.sheet.row(row)) for row in table.totals}
    grand = [row for row in table.totals if is_grand_total(words[row])]
    unsure = any(column.bad.any() for column in amounts.values())
    of_groups = DeclaredSums(table.schemes, table.breaks, amounts)
    of_table = DeclaredSums(table.schemes, grand, amounts)
    for row in table.totals:
        declared = _declared(table, row, units, problems)
        if not declared or unsure:
            continue
        sums = of_table if row in grand else of_groups
        if not sums.holds(row, declared):
            _tell_difference(table, row, declared, sums, problems)
        if not words[row]:
            name = row_text(table.sheet, table.header, row)
            message = f'dòng "{shown(name)}" được hiểu là tổng của nhóm'
            problems.tell("row-read-as-total", table.sheet.place(row), message)


def _tell_difference(
    table: Table, row: int, declared: Mapping[str, Declared], sums: DeclaredSums, problems: Problems
) -> None:
    code, excess, computed = sums.nearest(row, declared)
    where = table.place(code, row)
    if excess <= 0:
        message = "tổng đã ghi lệch so với tổng các đề án trong phạm vi làm tròn"
        problems.warn("total-rounding", where, message)
        return
    value, name = declared[code][0], row_text(table.sheet, table.header, row)
    got = f'dòng tổng "{shown(name)}" ghi {_dong(value)}, cộng các đề án được {_dong(computed)}, '
    got += f"lệch {_dong(abs(value - computed))}"
    remedy = "kiểm tra lại dòng tổng và các đề án theo hồ sơ"
    problems.fault("total-mismatch", where, got, remedy=remedy)


def _declared(
    table: Table, row: int, units: Mapping[str, int | None], problems: Problems
) -> dict[str, Declared]:
    """Declared totals of a row in đồng with their last printed unit; faults are told."""
    declared: dict[str, Declared] = {}
    for code in REGISTER_AMOUNTS:
        if code not in table.header.columns:
            continue
        index = table.header.columns[code]
        text, kind = table.sheet.columns[index][row].as_py(), table.sheet.kind(row, index)
        cell = read_cell(text, kind, units[code], total=True)
        if cell.fault is not None:
            tell_fault(cell.fault, table.place(code, row), problems)
        elif cell.state == "value":
            declared[code] = (cell.value, cell.step)
    return declared


def _refuse_unconfirmed(
    table: Table, amounts: Mapping[str, AmountColumn], rows: np.ndarray, problems: Problems
) -> None:
    """A blank or a dash that no row total confirms has no meaning: some offices mean 0, others "not known yet"."""
    wanted, remedy = "một số tiền, ghi 0 nếu không có", "ghi số tiền theo hồ sơ"
    for code, column in amounts.items():
        for position in np.flatnonzero(rows & (column.blank | column.dash)).tolist():
            what = "ô trống" if column.blank[position] else "dấu gạch"
            got = f"{what}, và tổng của dòng không xác nhận số này là 0"
            where = table.place(code, int(table.schemes[position]))
            problems.fault("amount-missing", where, got, wanted, remedy)


def _refuse_mismatches(
    table: Table, summed: np.ndarray, totals: np.ndarray, wrong: np.ndarray, problems: Problems
) -> None:
    for position in np.flatnonzero(wrong).tolist():
        total, parts = int(totals[position]), int(summed[position])
        difference = _dong(abs(total - parts))
        got = f"tổng ghi {_dong(total)}, ba nguồn cộng được {_dong(parts)}, lệch {difference}"
        remedy = "kiểm tra lại các số của dòng theo hồ sơ"
        # A total in another unit than its parts is the commonest slip.
        for times in (THOUSAND, MILLION, BILLION):
            if total and parts in (total * times, total // times):
                remedy = f"lệch {format_number(times, 0)} lần, kiểm tra đơn vị của các cột"
        where = table.place("tong", int(table.schemes[position]))
        problems.fault("row-total-mismatch", where, got, remedy=remedy)


def _warn_zeros(table: Table, rows: np.ndarray, problems: Problems) -> None:
    for row in table.schemes[rows].tolist():
        where = table.sheet.place(row)
        problems.warn("amount-all-zero", where, "mọi số tiền của đề án bằng 0")


def _dong(value: int) -> str:
    return f"{format_number(value, 0)} đồng"
