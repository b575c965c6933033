"""Controls of a register's table: row totals, declared totals, and what a dash or a blank amount may mean."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from analysis.faults import Place, Problems, shown
from analysis.language.numbers import BILLION, MILLION, THOUSAND, format_number
from analysis.registers.amount_columns import AmountColumn, special_cell
from analysis.registers.amounts import read_amount, read_number
from analysis.registers.columns import REGISTER_AMOUNTS
from analysis.registers.rows import Table, is_grand_total, row_text, total_text
from analysis.registers.sheet import BOOLEAN, DATE, ERROR, NO_VALUE, NUMBER
from analysis.vocabulary import FUNDS_SUMMED

FEW_TRIED, MOST_TRIED = 50, 2000

# A declared amount in đồng and its last printed unit.
Declared = tuple[int, int]


class DeclaredSums:
    """Sums of the schemes up to each row where a declared total's range may begin or end.

    A total that is exact is found by one look; only other ones are compared with range after range.
    """

    def __init__(
        self, schemes: np.ndarray, breaks: Sequence[int], amounts: Mapping[str, AmountColumn]
    ) -> None:
        self._schemes = schemes
        self._breaks = np.array(breaks, dtype=np.int64)
        places = np.searchsorted(schemes, self._breaks)
        self._stops = np.unique(np.concatenate([[0, len(schemes)], places])).astype(np.int64)
        self._sums = {
            code: np.concatenate([[0], np.cumsum(column.values)])
            for code, column in amounts.items()
        }
        self._steps = {
            code: np.concatenate([[0], np.cumsum(column.steps)]) for code, column in amounts.items()
        }
        self._known: dict[tuple[str, ...], dict[tuple[int, ...], tuple[int, int]]] = {}

    def holds(self, row: int, declared: Mapping[str, Declared]) -> bool:
        """Whether the total in that row is to the đồng the sum of a range that it may sum."""
        codes = tuple(declared)
        values = [declared[code][0] for code in codes]
        here = int(np.searchsorted(self._schemes, row))
        known = self._known.setdefault(codes, {}) or self._fill(codes)
        up_to = [int(self._sums[code][here]) for code in codes]
        first = known.get(tuple(total - value for total, value in zip(up_to, values, strict=True)))
        last = known.get(tuple(total + value for total, value in zip(up_to, values, strict=True)))
        if (first is not None and first[0] < here) or (last is not None and last[1] > here):
            return True
        if all(
            int(self._sums[code][-1]) == value for code, value in zip(codes, values, strict=True)
        ):
            return True
        return not any(values) and self._is_empty_group(row, here)

    def nearest(self, row: int, declared: Mapping[str, Declared]) -> tuple[str, int, int]:
        """Of the range that fits best: the code that is off most, by how much beyond rounding, and the sum."""
        here = int(np.searchsorted(self._schemes, row))
        near = self._best(*self._ranges(here, FEW_TRIED), declared)
        return near if near[1] <= 0 else self._best(*self._ranges(here, MOST_TRIED), declared)

    def _best(
        self, firsts: np.ndarray, lasts: np.ndarray, declared: Mapping[str, Declared]
    ) -> tuple[str, int, int]:
        gaps, excesses, found = [], [], []
        for code, (value, step) in declared.items():
            sums = self._sums[code][lasts] - self._sums[code][firsts]
            rounding = np.maximum(
                1, (self._steps[code][lasts] - self._steps[code][firsts] + step) // 2
            )
            found.append(sums)
            gaps.append(np.abs(sums - value))
            excesses.append(gaps[-1] - rounding)
        worst = np.max(excesses, axis=0)
        best = int(np.lexsort((np.max(gaps, axis=0), worst))[0])
        column = int(np.argmax([excess[best] for excess in excesses]))
        return tuple(declared)[column], int(worst[best]), int(found[column][best])

    def _fill(self, codes: tuple[str, ...]) -> dict[tuple[int, ...], tuple[int, int]]:
        """For the sums up to each stop: the first and the last stop that have them."""
        known = self._known[codes]
        columns = [self._sums[code][self._stops].tolist() for code in codes]
        for stop, sums in zip(self._stops.tolist(), zip(*columns, strict=True), strict=True):
            known[sums] = (known[sums][0] if sums in known else stop, stop)
        return known

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
        near = [
            *self._breaks[max(0, place - 1) : place].tolist(),
            *self._breaks[place + 1 : place + 2].tolist(),
        ]
        return any(int(np.searchsorted(self._schemes, other)) == here for other in near)


def check_rows(table: Table, amounts: Mapping[str, AmountColumn], problems: Problems) -> None:
    """Row totals, dashes, blanks and zeros of the scheme rows."""
    total = amounts.get("tong")
    parts = [amounts[code] for code in FUNDS_SUMMED]
    bad = np.logical_or.reduce([column.bad for column in amounts.values()])
    unclear = np.logical_or.reduce([part.blank | part.dash for part in parts])
    summed = sum((part.values for part in parts), np.zeros(len(bad), dtype=np.int64))
    if total is None:
        _unconfirmed(table, amounts, ~bad & unclear, problems)
        confirmed = ~bad & ~unclear
        _zeros(table, confirmed & (summed == 0), problems)
        return
    off = np.abs(summed - total.values)
    limit = np.maximum(
        1, sum((part.steps for part in parts), np.zeros(len(bad), dtype=np.int64)) // 2
    )
    exact = ~bad & ~total.blank & (off == 0)
    _unconfirmed(table, amounts, ~bad & (total.blank | ((unclear | total.dash) & ~exact)), problems)
    checked = ~bad & ~total.blank & ~unclear & ~total.dash
    for position in np.flatnonzero(checked & (off > limit)).tolist():
        _mismatch(table, position, int(summed[position]), int(total.values[position]), problems)
    for position in np.flatnonzero(checked & (off > 0) & (off <= limit)).tolist():
        where = _place(table, "tong", int(table.schemes[position]))
        message = "tổng kinh phí lệch so với tổng ba nguồn do làm tròn; giữ số tổng đã ghi"
        problems.warn("row-total-rounding", where, message)
    for code, column in amounts.items():
        for position in (
            np.flatnonzero(exact & column.dash).tolist() if code in REGISTER_AMOUNTS else ()
        ):
            where = _place(table, code, int(table.schemes[position]))
            problems.tell("amount-dash", where, "dấu gạch được hiểu là 0, khớp với tổng của dòng")
        for position in (
            np.flatnonzero(exact & column.blank).tolist() if code in FUNDS_SUMMED else ()
        ):
            where = _place(table, code, int(table.schemes[position]))
            problems.tell("amount-blank", where, "ô trống được hiểu là 0, khớp với tổng của dòng")
    _zeros(table, exact & (summed == 0) & (total.values == 0), problems)


def check_totals(
    table: Table,
    amounts: Mapping[str, AmountColumn],
    units: Mapping[str, int | None],
    problems: Problems,
) -> None:
    """Every declared total must be the sum of schemes above or below it, between groups or of the whole table.

    Words of a grand total mean the whole table, or all since the grand total before it.
    """
    if not table.totals:
        return
    words = {row: total_text(table.header, table.sheet.row(row)) for row in table.totals}
    grand = {row for row in table.totals if is_grand_total(words[row])}
    unsure = any(column.bad.any() for column in amounts.values())
    parts = {True: DeclaredSums(table.schemes, sorted(grand), amounts)}
    parts[False] = DeclaredSums(table.schemes, table.breaks, amounts)
    for row in table.totals:
        declared = _declared(table, row, units, problems)
        if not declared or unsure:
            continue
        _check_total(table, row, declared, parts[row in grand], problems)
        if not words[row]:
            name = row_text(table.sheet, table.header, row)
            where = table.sheet.place(row)
            problems.tell(
                "row-read-as-total", where, f'dòng "{shown(name)}" được hiểu là tổng của nhóm'
            )


def _check_total(
    table: Table, row: int, declared: Mapping[str, Declared], sums: DeclaredSums, problems: Problems
) -> None:
    if sums.holds(row, declared):
        return
    code, excess, computed = sums.nearest(row, declared)
    where = _place(table, code, row)
    if excess <= 0:
        problems.warn(
            "total-rounding", where, "tổng đã ghi lệch so với tổng các đề án trong phạm vi làm tròn"
        )
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
        if kind == NUMBER:
            cell = read_number(text, units[code], total=True)
        elif kind in (BOOLEAN, DATE, ERROR, NO_VALUE):
            cell = special_cell(text, kind)
        else:
            cell = read_amount(text, units[code], total=True)
        if cell.fault is not None:
            fault = cell.fault
            problems.fault(
                fault.code, _place(table, code, row), fault.got, fault.wanted, fault.remedy
            )
        elif cell.state == "value":
            declared[code] = (cell.value, cell.step)
    return declared


def _unconfirmed(
    table: Table, amounts: Mapping[str, AmountColumn], rows: np.ndarray, problems: Problems
) -> None:
    """A blank or a dash that no row total confirms has no meaning."""
    for code in REGISTER_AMOUNTS:
        if code not in amounts:
            continue
        column = amounts[code]
        for position in np.flatnonzero(rows & (column.blank | column.dash)).tolist():
            what = "ô trống" if column.blank[position] else "dấu gạch"
            got = f"{what}, và tổng của dòng không xác nhận số này là 0"
            where = _place(table, code, int(table.schemes[position]))
            problems.fault(
                "amount-missing",
                where,
                got,
                "một số tiền, ghi 0 nếu không có",
                "ghi số tiền theo hồ sơ",
            )


def _mismatch(table: Table, position: int, summed: int, total: int, problems: Problems) -> None:
    where = _place(table, "tong", int(table.schemes[position]))
    got = f"tổng ghi {_dong(total)}, ba nguồn cộng được {_dong(summed)}, lệch {_dong(abs(total - summed))}"
    remedy = "kiểm tra lại các số của dòng theo hồ sơ"
    for times in (THOUSAND, MILLION, BILLION):
        if total and summed in (total * times, total // times):
            remedy = f"lệch {format_number(times, 0)} lần, kiểm tra đơn vị của các cột"
    problems.fault("row-total-mismatch", where, got, remedy=remedy)


def _zeros(table: Table, rows: np.ndarray, problems: Problems) -> None:
    for position in np.flatnonzero(rows).tolist():
        where = table.sheet.place(int(table.schemes[position]))
        problems.warn("amount-all-zero", where, "mọi số tiền của đề án bằng 0")


def _place(table: Table, code: str, row: int) -> Place:
    code = code if code in table.header.columns else "kcqg"
    return table.sheet.place(row, table.header.columns[code], table.header.printed(code))


def _dong(value: int) -> str:
    return f"{format_number(value, 0)} đồng"
