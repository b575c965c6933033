"""What a form adds up against its lines: a total that is not their sum is refused, or told where lines are blank."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from itertools import combinations

from analysis.definitions.forms import load_forms
from analysis.faults import Problems
from analysis.filled.form import TOTAL, FilledCell, FilledForm, Key
from analysis.filled.layout import VALUES
from analysis.language.numbers import format_money, format_number
from analysis.tables.amounts import dong
from analysis.tables.units import factor_of

WITHOUT_TOTAL = "biểu không ghi tổng nên báo cáo không nêu số này là tổng"
ONE_UNIT = "một đơn vị tiền cho mọi trang tính của một tệp"
SAME_UNIT = "xem trang nào ghi sai đơn vị; ghi đơn vị và số của các trang tính theo một đơn vị"
# What a row of a form of schemes states beside its parts.
_PARTS = (("promotion", ("national", "local")), ("all", ("promotion", "counterpart")))


def check_funds(form: FilledForm, apart: FilledForm | None, problems: Problems) -> None:
    """Hold the total of each fund against its lines, and the schemes without a line that belong to it.

    Args:
        form: a form of funds.
        apart: the sheet of schemes without a line beside it, if there is one.
        problems: receives form-total where lines give another sum, as a finding where they may give it.
    """
    numbers = [line.number for line in load_forms().funds]
    for fund in VALUES["funds"]:
        lines = [form.cells.get((number, fund)) for number in numbers]
        if apart is not None and (TOTAL, fund) in apart.cells:
            lines.append(apart.cells[TOTAL, fund])
        check_total(form, (TOTAL, fund), lines, problems)


def check_awards(form: FilledForm, problems: Problems) -> None:
    """Hold the products of each level against their groups; `problems` receives form-total."""
    keys = [line.key for line in load_forms().awards]
    for total in filter(str.isdigit, keys):
        groups = [key for key in keys if key != total and key.startswith(total)]
        for level in VALUES["awards"]:
            lines = [form.cells.get((key, level)) for key in groups]
            check_total(form, (total, level), lines, problems)


def check_total(
    form: FilledForm, key: Key, lines: Sequence[FilledCell | None], problems: Problems
) -> None:
    """Hold a stated total against its lines, of which a blank one is not known and may hold the rest."""
    stated = form.cells.get(key)
    known = [line for line in lines if line is not None]
    if stated is None or not known:
        return
    total = sum(line.value for line in known)
    if abs(stated.value - total) <= rounding(stated):
        return
    unit = stated.unit
    got = f"{form.name}: tổng ghi {said(stated.value, unit)}, các dòng cộng lại là {said(total, unit)}"
    if stated.value > total and len(known) < len(lines):
        problems.warn("form-total", stated.where, f"{got}; phần còn lại có thể ở các dòng để trống")
    else:
        problems.fault("form-total", stated.where, got)


def check_row(row: Mapping[str, FilledCell], problems: Problems) -> None:
    """Hold what a scheme's row adds up against its parts; `problems` receives form-total.

    A blank part of a stated sum is nothing where the others give it, else the sum is refused.
    """
    for whole, names in _PARTS:
        parts = [row[name] for name in names if name in row]
        stated = row.get(whole)
        if stated is None or not parts:
            continue
        total = sum(part.value for part in parts)
        if abs(stated.value - total) > rounding(stated):
            label = VALUES["schemes"][whole]
            got = f"{label} ghi {said(stated.value, stated.unit)}, các phần cộng lại là {said(total, stated.unit)}"
            problems.fault("form-total", stated.where, got)


def check_beside(
    stated: FilledCell | None, row: Mapping[str, FilledCell], problems: Problems
) -> None:
    """Hold the sum that a line states beside its numbers against them; `problems` receives form-total."""
    total = sum(cell.value for cell in row.values())
    if stated is not None and row and abs(stated.value - total) > rounding(stated):
        got = f"dòng ghi tổng {said(stated.value, stated.unit)}, hai cột cộng lại là {said(total, stated.unit)}"
        problems.fault("form-total", stated.where, got)


def check_schemes(
    form: FilledForm, rows: Iterable[Mapping[str, FilledCell]], problems: Problems
) -> None:
    """Hold the last row of a form of schemes against its schemes; `problems` receives form-total."""
    every = [*rows]
    for name in VALUES[form.kind]:
        check_total(form, (TOTAL, name), [row[name] for row in every if name in row], problems)


def check_units(forms: Iterable[FilledForm], problems: Problems) -> None:
    """Refuse two units of money in a file whose numbers are alike as printed, and far apart as money.

    Offices change the unit above one sheet and keep its numbers, or copy numbers under another unit.

    Args:
        forms: of one file; those of one place and period are held together.
        problems: receives unit-conflict at the larger money, naming both cells.
    """
    largest: dict[object, dict[str, tuple[FilledCell, FilledForm]]] = {}
    for form in forms:
        found = largest.setdefault((form.place, form.days), {})
        for cell in form.cells.values():
            if cell.unit and cell.value > (found[cell.unit][0].value if cell.unit in found else 0):
                found[cell.unit] = cell, form
    for found in largest.values():
        for one, other in combinations(found.values(), 2):
            more, less = sorted((one, other), key=lambda at: at[0].value, reverse=True)
            printed = [Fraction(cell.value, factor_of(cell.unit)) for cell, _ in (more, less)]
            if Fraction(more[0].value, less[0].value) > max(printed) / min(printed):
                got = (
                    f"{more[1].name} ghi {said(more[0].value, more[0].unit)} trong khi {less[1].name}"
                    f" ({less[0].where}) ghi {said(less[0].value, less[0].unit)}: hai đơn vị tiền khác nhau, mà chỉ"
                    " khi cùng một đơn vị thì hai số mới cùng cỡ"
                )
                problems.fault("unit-conflict", more[0].where, got, ONE_UNIT, SAME_UNIT)


def sums_text(form: FilledForm) -> str:
    """For a message what each fund of a form has in đồng: its total, else what its rows add up to, which is no total.

    A fund of which nothing is written is not told. It is empty for a form of counts, whose lines have no sum.
    """
    if form.kind not in ("funds", "schemes"):
        return ""
    stated, added = [], []
    for name, label in VALUES[form.kind].items():
        lines = [cell.value for (_, column), cell in form.cells.items() if column == name]
        if (TOTAL, name) in form.cells:
            stated.append(f"{label} {dong(form.cells[TOTAL, name].value)}")
        elif lines or name in form.sums:
            added.append(f"{label} {dong(form.sums.get(name, sum(lines)))}")
    told = [f"tổng {', '.join(stated)}"] if stated else []
    if added:
        told.append(f"các dòng cộng lại {', '.join(added)}, {WITHOUT_TOTAL}")
    return "; ".join(told)


def rounding(stated: FilledCell) -> int:
    """How far a stated sum may be from its parts: half of its last printed unit."""
    return stated.step // 2


def said(value: int, unit: str) -> str:
    """A number for a message, money in its unit."""
    if unit:
        return f"{format_money(value, unit)} {unit}"
    return format_number(value, 0)
