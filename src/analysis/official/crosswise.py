"""Forms held against each other and against the register: two funds that changed places are refused, naming the cells.

The forms of funds and of results order KCQG and KCĐP oppositely, and a system's export writes both in one order: the
header is then right and the numbers are not. Numbers that agree only crosswise are never taken.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

import pandas as pd

from analysis.definitions.forms import load_forms
from analysis.edition import Edition
from analysis.faults import Place, Problems
from analysis.figures.dated import serves_parts
from analysis.figures.held_parts import held_apart
from analysis.figures.of_registers import are_of, grants_of, speaking_statuses
from analysis.figures.origins import Tables
from analysis.filled.form import TOTAL, FilledCell, FilledForm
from analysis.filled.sums import said
from analysis.official.filling import funds_line, results
from analysis.official.own_forms import is_of
from analysis.official.placing import placed
from analysis.vocabulary import SUPPORT_COLUMNS

FUNDS = ("national", "local")
_LABELS = {"national": "KCQG", "local": "KCĐP"}
REGISTER = "danh mục đề án"
MOST_NAMED = 3
# Of how many lines a form of results and one of funds must have the only number under the other fund.
LEAST_CROSSED = 2


@dataclass(frozen=True)
class Amount:
    """A number to compare: its value, None where it is blank, how exact it is, its unit, and where it stands."""

    value: int | None
    step: int = 0
    unit: str = ""
    where: str = ""

    def equals(self, other: Amount) -> bool:
        """Whether both say the same, as exactly as they are printed."""
        if self.value is None or other.value is None:
            return self.value is other.value
        return abs(self.value - other.value) <= max(self.step, other.step) // 2


# KCQG and KCĐP of one thing.
Pair = tuple[Amount, Amount]


def check_forms(forms: Sequence[FilledForm], problems: Problems) -> None:
    """Hold forms of one place, period and status against each other.

    Args:
        forms: with their places.
        problems: receives form-swapped and form-conflict, and form-difference as a finding.
    """
    alike = defaultdict[object, list[FilledForm]](list)
    for form in forms:
        alike[form.place, form.days, form.status].append(form)
    for group in alike.values():
        for one, other in combinations(group, 2):
            if one.kind == other.kind:
                _check_same(one, other, problems)
        for form in group:
            if form.kind == "funds":
                _check_funds(form, group, problems)


def _check_funds(funds: FilledForm, group: Iterable[FilledForm], problems: Problems) -> None:
    """Hold a form of funds against those of schemes and of results; of three the one that two contradict is told."""
    of_results = [form for form in group if form.kind == "results"]
    of_schemes = [form for form in group if form.kind == "schemes"]
    crossed = {number: _crossed(funds, form) for number, form in enumerate(of_results)}
    is_backed = any(lines == [] for lines in crossed.values())
    is_wrong = [_check_schemes(funds, form, problems, is_backed=is_backed) for form in of_schemes]
    if any(is_wrong):
        return
    for number, form in enumerate(of_results):
        lines = crossed[number]
        if lines is not None and len(lines) >= LEAST_CROSSED:
            against = str(funds.where)
            _refuse(
                form, against if of_schemes else f"{against}, chưa rõ ở biểu nào", lines, problems
            )


def check_register(
    forms: Iterable[FilledForm],
    schemes: pd.DataFrame,
    tables: Tables,
    edition: Edition,
    decided: Mapping[str, str],
    problems: Problems,
) -> None:
    """Hold the forms of an edition's place against what its registers say of the same periods.

    Args:
        forms: with their places.
        schemes: of the territory of the edition, with the columns of `registers.result`.
        tables: the tables that hold them.
        edition: of whose place the schemes are.
        decided: to which line the office put what, see `placing.placed`.
        problems: receives form-swapped.
    """
    done = grants_of(schemes[schemes["status"] == "actual"])
    for form in forms:
        period = Edition(edition.place, *form.fields)
        own = done[are_of(done, period) & ~held_apart(done, tables, period)]
        speaks = bool(speaking_statuses(own, period))
        if form.is_part:
            speaks = speaks and serves_parts(schemes, tables, period)
        if speaks and form.status == "actual" and is_of(form, edition):
            told = _beside(form, own, decided)
            _refuse_crossed(form, told, REGISTER, problems)


def _beside(
    form: FilledForm, schemes: pd.DataFrame, decided: Mapping[str, str]
) -> list[tuple[Pair, Pair]]:
    """What a form and its schemes say of the same things."""
    if form.kind == "results":
        found = results(placed(schemes.assign(shown_name=schemes["name"]), decided))
        return [(_pair(form, line.key), _said(told.cells)) for line, told in found]
    if form.kind == "awards":
        return []
    money = schemes[[*SUPPORT_COLUMNS]].fillna(0).sum()
    whole = _said({code: int(money[code]) for code in SUPPORT_COLUMNS})
    totals = [(total, whole) for total in _totals(form)]
    if form.kind != "funds":
        return totals
    by_line = placed(schemes.assign(shown_name=schemes["name"]), decided)
    lines = load_forms().funds
    told = [_said(funds_line(by_line, line.number).cells) for line in lines]
    return [(_pair(form, line.number), own) for line, own in zip(lines, told, strict=True)] + totals


def _check_same(one: FilledForm, other: FilledForm, problems: Problems) -> None:
    """Two forms of one kind: they say the same where both say something."""
    if one.kind in ("funds", "results", "schemes"):
        keys = dict.fromkeys(key for key, _ in (*one.cells, *other.cells))
        pairs = [(_pair(one, key), _pair(other, key)) for key in keys]
        if _refuse_crossed(other, pairs, str(one.where), problems):
            return
    for key, cell in other.cells.items():
        first = one.cells.get(key)
        if first is not None and not _amount(cell).equals(_amount(first)):
            got = (
                f"{other.name} của {other.period_text} ghi {said(cell.value, cell.unit)},"
                f" {first.where} ghi {said(first.value, first.unit)}"
            )
            problems.fault("form-conflict", cell.where, got)
            return


def _check_schemes(
    funds: FilledForm, schemes: FilledForm, problems: Problems, *, is_backed: bool
) -> bool:
    """Whether the two have the funds crosswise. Schemes are a part of the money: what the totals differ by is told.

    Where a form of results backs that of the funds the schemes are refused, else the funds.
    """
    pair = _total(schemes)
    totals = _totals(funds)
    pairs = [(pair, total) if is_backed else (total, pair) for total in totals]
    form, other = (schemes, funds) if is_backed else (funds, schemes)
    if _refuse_crossed(form, pairs, str(other.where), problems):
        return True
    for number, (ours, theirs, fund) in enumerate(zip(_total(funds), pair, FUNDS, strict=True)):
        if ours.value is None or theirs.value is None:
            continue
        if not any(total[number].equals(theirs) for total in totals):
            unit = ours.unit or theirs.unit
            message = (
                f"{_LABELS[fund]} của biểu Kinh phí là {said(ours.value, unit)},"
                f" của biểu Dự án là {said(theirs.value, unit)}; lấy theo biểu Kinh phí"
            )
            problems.warn("form-difference", funds.where, message)
    return False


def _crossed(funds: FilledForm, results: FilledForm) -> list[str] | None:
    """The lines that one fund alone did and the other alone paid, none where a line has one fund for both.

    None where no line tells.
    """
    crossed: list[str] = []
    for line in load_forms().results:
        done, paid = _pair(results, line.key), _pair(funds, line.line)
        which = [_only(done), _only(paid)]
        if "" in which or not line.key.isdigit():
            continue
        if which[0] == which[1]:
            return []
        told = (*done, *paid)
        crossed.append(" và ".join(amount.where for amount in told if amount.value is not None))
    return crossed or None


def _only(pair: Pair) -> str:
    """The fund that alone has a number; '' where both or none have one."""
    known = [fund for fund, amount in zip(FUNDS, pair, strict=True) if amount.value]
    return known[0] if len(known) == 1 else ""


def _refuse_crossed(
    form: FilledForm, pairs: Iterable[tuple[Pair, Pair]], against: str, problems: Problems
) -> bool:
    """Refuse a form whose pairs agree with others crosswise, and none straight."""
    crossed: list[str] = []
    for ours, theirs in pairs:
        if _is_blank(ours) or _is_blank(theirs) or ours[0].equals(ours[1]):
            continue
        if ours[0].equals(theirs[0]) and ours[1].equals(theirs[1]):
            return False
        if ours[0].equals(theirs[1]) and ours[1].equals(theirs[0]):
            crossed.append(_told(ours, theirs))
    if crossed:
        _refuse(form, against, crossed, problems)
    return bool(crossed)


def _refuse(form: FilledForm, against: str, crossed: Sequence[str], problems: Problems) -> None:
    more = f"; và {len(crossed) - MOST_NAMED} dòng khác" if len(crossed) > MOST_NAMED else ""
    got = (
        f"KCQG và KCĐP của {form.name} bị đổi chỗ so với {against}: "
        f"{'; '.join(crossed[:MOST_NAMED])}{more}"
    )
    problems.fault("form-swapped", form.where, got)


def _told(ours: Pair, theirs: Pair) -> str:
    parts = []
    for amount, other, fund in ((ours[0], theirs[1], "KCQG"), (ours[1], theirs[0], "KCĐP")):
        if amount.value is not None:
            value = said(amount.value, amount.unit)
            there = "KCĐP" if fund == "KCQG" else "KCQG"
            parts.append(f"{fund} {value} ({amount.where}) = {there} ({other.where})")
    return ", ".join(parts)


def _is_blank(pair: Pair) -> bool:
    return all(amount.value is None for amount in pair)


def _pair(form: FilledForm, key: str) -> Pair:
    national, local = (_amount(form.cells.get((key, fund))) for fund in FUNDS)
    return national, local


def _total(form: FilledForm) -> Pair:
    """The total of each fund; of a form of schemes without a row of totals what its rows add up to."""
    national, local = (
        _amount(form.cells.get((TOTAL, fund)), form.sums.get(fund)) for fund in FUNDS
    )
    return national, local


def _totals(form: FilledForm) -> list[Pair]:
    """The totals, and of a form of funds with management costs those without them, as schemes have them."""
    totals = [_total(form)]
    lines = [line.number for line in load_forms().funds if line.is_management]
    costs = {
        fund: sum(form.cells[at].value for number in lines if (at := (number, fund)) in form.cells)
        for fund in FUNDS
    }
    if form.kind == "funds" and any(costs.values()):
        national, local = (
            amount if amount.value is None else replace(amount, value=amount.value - costs[fund])
            for amount, fund in zip(totals[0], FUNDS, strict=True)
        )
        totals.append((national, local))
    return totals


def _said(by_column: Mapping[str, int]) -> Pair:
    """What a register says by the column of a fund."""
    national, local = (Amount(by_column.get(code), where=REGISTER) for code in SUPPORT_COLUMNS)
    return national, local


def _amount(cell: FilledCell | None, added: int | None = None) -> Amount:
    if cell is None:
        return Amount(added, unit="đồng", where="các dòng cộng lại")
    return Amount(cell.value, cell.step, cell.unit, _cell_text(cell.where))


def _cell_text(where: Place) -> str:
    sheet = f"{where.sheet}!" if where.sheet else ""
    return f"ô {sheet}{where.column}{where.row}"
