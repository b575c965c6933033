"""The total of a scheme's own row, and what a dash or a blank amount may mean beside it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from analysis.faults import Problems
from analysis.language.numbers import format_number
from analysis.language.printed_units import BILLION, MILLION, THOUSAND
from analysis.messages import shown
from analysis.registers.declared import Amounts
from analysis.sheets.formulas import covers
from analysis.tables.amount_columns import AmountColumn, read_column
from analysis.tables.amounts import dong
from analysis.tables.header import Header, columns_of
from analysis.tables.table import Table
from analysis.vocabulary import FUNDS_SUMMED, SUPPORT_COLUMNS

_MORE_SUMMED = (
    "cộng cột ấy vào cột của nguồn nếu là tiền của nguồn đó; nếu là tiền khác thì chạy make adopt FILE=<tên tệp> rồi"
    " ghi bỏ cho cột tổng trong doc-so.toml, khi đó tổng được cộng từ ba nguồn"
)


def check_rows(table: Table, amounts: Amounts, problems: Problems) -> Amounts:
    """Row totals, dashes, blanks and zeros of the scheme rows.

    A dash or a blank that a total proves to be 0 is a 0 from here on. A total that is computed from the same cells
    proves nothing: there both stay blank. A total of the support alone, which it is in more rows than one of all
    three, proves nothing of the counterpart and is not among the columns that are returned.

    Args:
        table: the table; one amount a scheme.
        amounts: the columns of `REGISTER_AMOUNTS` that it has, in đồng; "tong" may be missing.
        problems: receives amount-missing, row-total-mismatch, row-total-rounding, formula-stale, amount-dash,
            amount-blank, amount-all-zero and header-derived.
    """
    covered = SUPPORT_COLUMNS if _is_of_support(amounts) else FUNDS_SUMMED
    parts = [amounts[code] for code in covered]
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
    read = dict(amounts)
    nowhere = np.zeros_like(exact)
    for code, column in amounts.items():
        # Where no total confirms a 0, a dash or a blank has no meaning: some offices write it for "not known yet".
        confirmed = exact if code in (*covered, "tong") else nowhere
        shapes = {
            "amount-dash": ("dấu gạch", column.dash),
            "amount-blank": ("ô trống", column.blank),
        }
        for finding, (what, there) in shapes.items():
            for position in np.flatnonzero(there & good & ~confirmed).tolist():
                problems.fault(
                    "amount-missing",
                    table.place_at(code, position),
                    f"{what}, và {_unproved(table, total, summed, position)}",
                    "một số tiền, ghi 0 nếu không có",
                    "ghi số tiền theo hồ sơ",
                )
            proved = _proved(table, code, there & confirmed)
            for where in table.places(code, there & confirmed & proved):
                message = f"{what} được hiểu là 0, khớp với tổng của dòng"
                problems.tell(finding, where, message)
            for where in table.places(code, there & confirmed & ~proved):
                message = f"{what} không tính, mà tổng của dòng là công thức của chính ô này: chưa chắc là 0"
                problems.tell(finding, where, message)
        if code in FUNDS_SUMMED:
            known = confirmed & _proved(table, code, column.unstated & confirmed)
            blank = column.unstated & ~known
            read[code] = replace(column, blank=blank, dash=np.zeros_like(column.dash))
    if covered is not FUNDS_SUMMED:
        _refuse_kept_zeros(table, amounts["doi_ung"].money == 0, problems)
        del read["tong"]
        message = "là tổng của KCQG và KCĐP, chỉ để đối chiếu; tổng kinh phí được cộng từ ba nguồn"
        problems.warn("header-derived", table.place("tong"), message)
    whole = np.sum([amounts[code].money for code in FUNDS_SUMMED], axis=0)
    for row in table.schemes[exact & (whole == 0)]:
        where = table.sheet.place(int(row))
        problems.warn("amount-all-zero", where, "mọi số tiền của đề án bằng 0")
    return read


def _unproved(table: Table, total: AmountColumn | None, summed: np.ndarray, position: int) -> str:
    """Why the total of a row does not prove that a cell of it is 0; a total that does not fit is named with its sum."""
    why = "tổng của dòng không xác nhận số này là 0"
    if total is None or total.unstated[position] or summed[position] == total.money[position]:
        return why
    apart = dong(abs(int(total.money[position] - summed[position])))
    return (
        f'{why}: cột "{table.place("tong").column}" ghi {dong(int(total.money[position]))},'
        f" các số đã ghi cộng được {dong(int(summed[position]))}, lệch {apart}"
    )


def _is_of_support(amounts: Amounts) -> bool:
    """Whether the column of totals is that of both funds without the counterpart, in more rows than of all three.

    Only rows with a counterpart tell, and one of them may be a slip.
    """
    if "tong" not in amounts:
        return False
    certain = ~np.any([column.bad for column in amounts.values()], axis=0)
    certain &= ~amounts["tong"].blank & (amounts["doi_ung"].money != 0)
    support = np.sum([amounts[code].money for code in SUPPORT_COLUMNS], axis=0)
    apart = amounts["tong"].money - support
    of_support = int(np.sum(certain & (apart == 0)))
    of_all = int(np.sum(certain & (apart == amounts["doi_ung"].money)))
    return of_support > max(of_all, 1)


def _refuse_kept_zeros(table: Table, zeros: np.ndarray, problems: Problems) -> None:
    """Refuse a counterpart of 0 that a formula keeps, which a total of the support does not confirm."""
    formulas, index = table.sheet.formulas, table.header.columns["doi_ung"]
    if formulas is None:
        return
    for row in table.schemes[zeros].tolist():
        if formulas.has((row, table.sheet.sources.get(index) or index)):
            got = "công thức giữ số 0, và tổng của dòng không gồm vốn đối ứng"
            problems.fault("formula-stale", table.place("doi_ung", row), got)


def without_total(header: Header) -> Header:
    """The header whose column of totals is read as none of a register."""
    names = [replace(name, code="") if name.code == "tong" else name for name in header.names]
    return replace(header, names=tuple(names), columns=columns_of(names))


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
    wrong = np.flatnonzero(rows & (off > rounding))
    if more := _also_summed(table, totals[wrong] - summed[wrong], wrong):
        got = f'tổng của {len(wrong)} đề án gồm cả cột "{shown(more)}" không được đọc'
        problems.fault("row-total-mismatch", table.place("tong"), got, remedy=_MORE_SUMMED)
        return
    for position in wrong.tolist():
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


def _also_summed(table: Table, more: np.ndarray, positions: np.ndarray) -> str:
    """The name of the unread column that is all that some totals have beyond the three funds; '' for none."""
    if not len(more):
        return ""
    for index in table.unread():
        cells = read_column(table, index, MILLION, total=True)
        read = [cells[at] for at in positions.tolist()]
        money = np.array([cell.value if cell.state == "value" else 0 for cell in read])
        units = (1, THOUSAND, MILLION, BILLION)
        if table.header.text(index) and any(
            np.array_equal(money * unit, more * MILLION) for unit in units
        ):
            return table.header.text(index)
    return ""
