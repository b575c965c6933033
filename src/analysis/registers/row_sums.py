"""The total of a scheme's own row, and what a dash or a blank amount may mean beside it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from analysis.faults import Problems
from analysis.language.numbers import BILLION, MILLION, THOUSAND, format_number
from analysis.registers.declared import Amounts
from analysis.sheets.formulas import covers
from analysis.tables.amounts import dong
from analysis.tables.table import Table
from analysis.vocabulary import FUNDS_SUMMED


def check_rows(table: Table, amounts: Amounts, problems: Problems) -> Amounts:
    """Row totals, dashes, blanks and zeros of the scheme rows.

    A dash or a blank that a total proves to be 0 is a 0 from here on. A total that is computed from the same cells
    proves nothing: there both stay blank.

    Args:
        table: the table; one amount a scheme.
        amounts: the columns of `REGISTER_AMOUNTS` that it has, in đồng; "tong" may be missing.
        problems: receives amount-missing, row-total-mismatch, row-total-rounding, amount-dash, amount-blank and
            amount-all-zero.
    """
    parts = [amounts[code] for code in FUNDS_SUMMED]
    good = ~np.any([column.bad for column in amounts.values()], axis=0)
    unclear = np.any([part.unstated for part in parts], axis=0)
    summed = np.sum([part.money for part in parts], axis=0)
    total = amounts.get("tong")
    # Rows whose amounts are certain: a total that fits proves that a dash or a blank means 0. A dash itself does not.
    exact = good & ~unclear
    if total is not None:
        exact = good & ~total.blank & ~(total.dash & unclear) & (summed == total.money)
        unclear |= total.unstated
        steps = np.sum([part.steps for part in parts], axis=0)
        _check_sums(table, summed, total.money, steps, good & ~unclear, problems)
    # Where no total confirms a 0, a dash or a blank has no meaning: some offices write it for "not
    # known yet".
    unconfirmed = good & unclear & ~exact
    read = dict(amounts)
    for code, column in amounts.items():
        shapes = {
            "amount-dash": ("dấu gạch", column.dash),
            "amount-blank": ("ô trống", column.blank),
        }
        for finding, (what, there) in shapes.items():
            for where in table.places(code, there & unconfirmed):
                problems.fault(
                    "amount-missing",
                    where,
                    f"{what}, và tổng của dòng không xác nhận số này là 0",
                    "một số tiền, ghi 0 nếu không có",
                    "ghi số tiền theo hồ sơ",
                )
            proved = _proved(table, code, there & exact)
            for where in table.places(code, there & exact & proved):
                message = f"{what} được hiểu là 0, khớp với tổng của dòng"
                problems.tell(finding, where, message)
            for where in table.places(code, there & exact & ~proved):
                message = f"{what} không tính, mà tổng của dòng là công thức của chính ô này: chưa chắc là 0"
                problems.tell(finding, where, message)
        if code in FUNDS_SUMMED:
            known = exact & _proved(table, code, column.unstated & exact)
            blank = column.unstated & ~known
            read[code] = replace(column, blank=blank, dash=np.zeros_like(column.dash))
    for row in table.schemes[exact & (summed == 0)]:
        where = table.sheet.place(int(row))
        problems.warn("amount-all-zero", where, "mọi số tiền của đề án bằng 0")
    return read


def _proved(table: Table, code: str, cells: np.ndarray) -> np.ndarray:
    """Whether the total in the row of each cell of a mask was typed, or is computed without that cell."""
    proved = np.ones(len(table.schemes), dtype=bool)
    formulas = table.sheet.formulas
    if formulas is None or "tong" not in table.header.columns:
        return proved
    index, total = table.header.columns[code], table.header.columns["tong"]
    index = table.sheet.sources.get(index) or index
    for position in np.flatnonzero(cells).tolist():
        row = int(table.schemes[position])
        if formulas.has((row, total)):
            parts = formulas.parts(table.sheet.name or "", (row, total))
            proved[position] = parts is not None and not covers(parts, (row, index))
    return proved


def _check_sums(
    table: Table,
    summed: np.ndarray,
    totals: np.ndarray,
    steps: np.ndarray,
    rows: np.ndarray,
    problems: Problems,
) -> None:
    """The totals of these rows must be the sums of the funds, but for what the printed units round."""
    off = np.abs(summed - totals)
    rounding = np.maximum(1, steps // 2)
    for position in np.flatnonzero(rows & (off > rounding)).tolist():
        total = int(totals[position])
        parts = int(summed[position])
        remedy = "kiểm tra lại các số của dòng theo hồ sơ"
        # A total in another unit than its parts is the commonest slip.
        for times in (THOUSAND, MILLION, BILLION):
            if total and parts in (total * times, total // times):
                remedy = f"lệch {format_number(times, 0)} lần, kiểm tra đơn vị của các cột"
        problems.fault(
            "row-total-mismatch",
            table.place_at("tong", position),
            f"tổng ghi {dong(total)}, ba nguồn cộng được {dong(parts)}, "
            f"lệch {dong(abs(total - parts))}",
            remedy=remedy,
        )
    for where in table.places("tong", rows & (off > 0) & (off <= rounding)):
        problems.warn(
            "row-total-rounding",
            where,
            "tổng kinh phí lệch so với tổng ba nguồn do làm tròn; giữ số tổng đã ghi",
        )
