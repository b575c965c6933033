"""Controls of a register's table: row totals, declared totals, and what a dash or a blank amount may mean."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from analysis.faults import Problems, rows_text, shown
from analysis.language.numbers import BILLION, MILLION, THOUSAND, format_number
from analysis.sheets.formulas import covers
from analysis.tables.amount_columns import AmountColumn, read_cell, tell_fault
from analysis.tables.amounts import dong
from analysis.tables.columns import REGISTER_AMOUNTS
from analysis.tables.components import is_whole, names_another, parents_of, repeated_rows
from analysis.tables.row_words import is_grand_total
from analysis.tables.table import Table, row_text, total_text
from analysis.tables.units import Units, folded, normal
from analysis.vocabulary import FUNDS_SUMMED

FEW_TRIED = 50
# At the end of a text or in brackets there: "Tổng cộng: 06 đề án", "I. Đào tạo nghề (03 đề án)".
_COUNT_OF_SCHEMES = re.compile(r"[(:–-]\s*0*([0-9]{1,4})\s*(?:đề án|nhiệm vụ)\s*\)?[\s.:]*$")
# Words of a total that does not count what was stopped: "Tổng cộng (không tính đề án dừng)".
_LEAVES_OUT = re.compile(
    r"\b(?:khong|chua) (?:tinh|gom|bao gom|ke|cong)\b.*\b(?:dung|huy|thu hoi|khong thuc hien)\b"
    r"|\b(?:tru|loai tru|sau khi tru)\b.*\b(?:dung|huy|thu hoi|khong thuc hien)\b"
)
FUNDS = ("kcqg", "kcdp")

Amounts = Mapping[str, AmountColumn]
# The declared totals of a row by column: đồng and the last printed unit.
Declared = Mapping[str, tuple[int, int]]
# The column that is off most, by how much beyond rounding, and the sum of the schemes.
Difference = tuple[str, int, int]


class DeclaredSums:
    """Sums of the schemes up to each row where a declared total's range may begin or end.

    Offices write totals above or below their group, over groups of groups, or of a part of the
    table only.

    Args:
        schemes: rows of the schemes, rising.
        breaks: rows of groups and totals, rising.
        up_to: values and steps in đồng by column, at each place the sum of the schemes before it.
    """

    def __init__(
        self,
        schemes: np.ndarray,
        breaks: Sequence[int],
        up_to: Mapping[str, np.ndarray],
    ) -> None:
        self._schemes = schemes
        self._up_to = up_to
        self._places = np.searchsorted(schemes, breaks)
        self._stops = np.unique([0, *self._places.tolist(), len(schemes)])

    def difference(
        self,
        row: int,
        declared: Declared,
    ) -> Difference | None:
        """Of the range that fits best; None when the total in that row is exactly the sum of one."""
        here = int(np.searchsorted(self._schemes, row))
        # Nearly every total is the sum of a near range or of the whole table.
        near = self._best(here, declared, FEW_TRIED)
        if near is None:
            return None
        far = self._best(here, declared, len(self._stops))
        if far is None or near[1] > 0:
            return far
        return near

    def _best(
        self,
        here: int,
        declared: Declared,
        most: int,
    ) -> Difference | None:
        """As `difference`, of the ranges to the nearest stops and the farthest, and of the whole table."""
        values, own_steps = np.array(list(declared.values())).T[:, :, None]
        # A group without a scheme between it and the next group or total is empty.
        if not values.any() and (self._places == here).sum() > 1:
            return None
        before = self._stops[self._stops < here][::-1]
        after = self._stops[self._stops > here]
        others = np.concatenate([before[:most], before[-1:], after[:most], after[-1:]])
        firsts = np.append(np.minimum(others, here), 0)
        lasts = np.append(np.maximum(others, here), len(self._schemes))
        up_to = np.stack([self._up_to[code][:, [lasts, firsts]] for code in declared], axis=1)
        sums, steps = up_to[:, :, 0] - up_to[:, :, 1]
        gaps = np.abs(sums - values)
        if not gaps.any(axis=0).all():
            return None
        excesses = gaps - np.maximum(1, (steps + own_steps) // 2)
        best = np.lexsort((gaps.max(axis=0), excesses.max(axis=0)))[0]
        worst = excesses[:, best].argmax()
        return list(declared)[worst], int(excesses[worst, best]), int(sums[worst, best])


def check_rows(
    table: Table,
    amounts: Amounts,
    problems: Problems,
) -> Amounts:
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


def check_components(
    table: Table,
    amounts: Amounts,
    units: Units,
    problems: Problems,
) -> None:
    """The parts of a scheme, in rows below it, must add up to it; they are not counted themselves.

    So must the parts of a part: 1.1.1 and 1.1.2 are those of 1.1, and not once more of 1.

    A part with a year, a kind and a beneficiary or place of its own may be a scheme: it is refused.

    Args:
        table: the table with its rows by sort.
        amounts: the columns of `REGISTER_AMOUNTS` that it has, in đồng.
        units: đồng in one of each column's unit, None where none is stated.
        problems: receives component-mismatch, row-component, and faults of the cells.
    """
    positions = np.searchsorted(table.schemes, table.components) - 1
    for position in np.unique(positions).tolist():
        rows = [row for row, of in zip(table.components, positions, strict=True) if of == position]
        scheme = int(table.schemes[position])
        stated = [_declared(table, row, units, problems) for row in rows]
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
            name = shown(row_text(table.sheet, table.header, over))
            what = "thành phần" if over in above else "đề án"
            got = f'các thành phần của {what} "{name}" (dòng {rows_text([row + 1 for row in rows])}) cộng được '
            got += f"{dong(summed)}, {what} ghi {dong(value)}, lệch {dong(abs(summed - value))}"
            problems.fault("component-mismatch", table.place(code, over), got)


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
    if not table.totals:
        return
    words = {row: total_text(table.header, table.sheet.row(row)) for row in table.totals}
    grand = [row for row in table.totals if is_grand_total(words[row])]
    unsure = any(column.bad.any() for column in amounts.values())
    last = _last_grand(table, words)
    of_all = _Sums.of(table, amounts, grand)
    carried_out = _Sums.of(table, amounts, grand, apart) if apart.any() else of_all
    for row in table.totals:
        declared = _declared(table, row, units, problems)
        if not declared or unsure:
            continue
        name = row_text(table.sheet, table.header, row)
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
            code, excess, computed = difference
            value, _ = declared[code]
            where = table.place(code, row)
            if excess > 0:
                problems.fault(
                    "total-mismatch",
                    where,
                    f'dòng tổng "{shown(name)}" ghi {dong(value)}, cộng các đề án được '
                    f"{dong(computed)}, lệch {dong(abs(value - computed))}",
                    remedy="kiểm tra lại dòng tổng và các đề án theo hồ sơ",
                )
            else:
                problems.warn(
                    "total-rounding",
                    where,
                    "tổng đã ghi lệch so với tổng các đề án trong phạm vi làm tròn",
                )
        if not words[row]:
            problems.tell(
                "row-read-as-total",
                table.sheet.place(row),
                f'dòng "{shown(name)}" được hiểu là tổng của nhóm',
            )


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
        up_to = {code: _up_to(column, apart) for code, column in amounts.items()}
        of_groups = DeclaredSums(table.schemes, table.breaks, up_to)
        of_table = DeclaredSums(table.schemes, grand, up_to)
        return cls(up_to, of_groups, of_table, frozenset(grand))

    def difference(self, row: int, declared: Declared) -> Difference | None:
        """As `DeclaredSums.difference`: of a grand total the ranges between such totals alone."""
        sums = self.of_table if row in self.grand else self.of_groups
        return sums.difference(row, declared)


def _is_off(difference: Difference | None) -> bool:
    """Whether a total is another one than the sum, beyond rounding."""
    return difference is not None and difference[1] > 0


def check_counts(table: Table, problems: Problems) -> None:
    """The number of schemes that a group or a total states, "(03 đề án)", must be that of schemes beside its row.

    Those up to any other group or total count, above or below, and those of the whole table. `problems` receives
    total-mismatch.
    """
    if table.continues:
        return  # its totals may be those of the tables above too
    stops = np.unique([0, *np.searchsorted(table.schemes, table.breaks), len(table.schemes)])
    for row in table.breaks:
        text = row_text(table.sheet, table.header, row)
        found = _COUNT_OF_SCHEMES.search(normal(text))
        if found is None:
            continue
        here = int(np.searchsorted(table.schemes, row))
        counts = {*np.abs(stops - here).tolist(), len(table.schemes)}
        if int(found[1]) not in counts:
            got = f'dòng "{shown(text)}" ghi {int(found[1])} đề án, không nhóm đề án nào của dòng có số ấy'
            remedy = "xem có đề án nào thiếu hoặc thừa, rồi sửa theo hồ sơ"
            problems.fault("total-mismatch", table.sheet.place(row), got, remedy=remedy)


def _without(table: Table, declared: Declared, above: Mapping[str, int]) -> Declared:
    """Declared totals less the sums of the tables above; a column that was divided by fund holds both funds there."""
    sources = {table.sheet.sources.get(table.header.columns[code]) for code in FUNDS}
    is_divided = len(sources) == 1 and None not in sources
    own = dict(declared)
    for code, (value, step) in declared.items():
        before = above[code]
        if is_divided and code in FUNDS:
            before = sum(above[fund] for fund in FUNDS)
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
    table: Table,
    row: int,
    declared: Declared,
    up_to: Mapping[str, np.ndarray],
    problems: Problems,
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
    name = shown(row_text(table.sheet, table.header, row))
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


def _up_to(column: AmountColumn, left_out: np.ndarray | None) -> np.ndarray:
    """Running sums of values and steps, with a 0 before the first, so that a range's sum is one difference."""
    both = np.array([column.money, column.steps])
    if left_out is not None:
        both[:, left_out] = 0
    return np.pad(np.cumsum(both, axis=1), ((0, 0), (1, 0)))


def _declared(
    table: Table,
    row: int,
    units: Units,
    problems: Problems,
) -> Declared:
    """Declared totals of a row in đồng with their last printed unit; faults are told."""
    declared: dict[str, tuple[int, int]] = {}
    for code, unit in units.items():
        if code not in REGISTER_AMOUNTS:
            continue
        cell = read_cell(*table.cell(code, row), unit, total=True)
        if cell.fault is not None:
            tell_fault(cell.fault, table.place(code, row), problems)
        elif cell.state == "value":
            declared[code] = cell.value, cell.step
    return declared
