"""What was done in one year, or a part of one, beside its plan and the year before: the table of chapter II.5."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from analysis.book.points import Point
from analysis.book.printing import may_be_print
from analysis.document.blocks import NOTHING, Block, Cell, Inline, Row, columns, inlines, row
from analysis.figures.dated import has_undated_plan
from analysis.report.parts import capital, heading, listing, said_before, small
from analysis.report.view import Report
from analysis.values.changes import ACTIVITY_LABELS, LABELS, is_bounded

# What is compared with, and what the note of the table says of it; of a whole year and of a part of one.
OF_PLAN = "tỷ lệ so với kế hoạch tính trên kế hoạch của chính dòng đó"
BEFORE = {False: "năm trước", True: "cùng kỳ năm trước"}
OF_BEFORE = {
    False: "năm trước chỉ lấy số thực hiện; thay đổi tính trước khi làm tròn",
    True: "cùng kỳ là cùng phần ấy của năm trước, chỉ số thực hiện; thay đổi tính trước khi làm tròn",
}
OF_NOTHING = "không tính thay đổi từ số bằng không, ô để trống"
COMPARED = """
    l Chỉ tiêu
    r Kế hoạch
    r Thực hiện
    r So với kế hoạch (%)
    r {}
    r Thay đổi (%)
"""
# The columns of a table without a plan, and why a register's plan is none of a part of its year.
OF_NO_PLAN = (0, 2, 4, 5)
PLAN_OF_YEAR = "kế hoạch trong danh mục không có ngày, không phải của riêng kỳ này nên không so"
# What stands first in the table, then money by activity.
COMPARED_NAMES = ("P", "Q", "L", "C", "DA")


def is_planned(report: Report) -> bool:
    """Whether something that was done is known with its plan."""
    return any(report.known(f"{name}_so_kh") for name in (*COMPARED_NAMES, *ACTIVITY_LABELS))


def compared_table(report: Report) -> Block:
    """Of one year, or a part of one: what was planned, done, and done in the same period of the year before."""
    names = [name for name in COMPARED_NAMES if _is_compared(report, name)]
    activities = [name for name in ACTIVITY_LABELS if _is_compared(report, name)]
    if not names and not activities:
        return NOTHING
    rows = [_compared_row(report, LABELS[name], name) for name in names]
    if activities:
        rows.append(heading("Kinh phí khuyến công theo nội dung"))
    rows += [_compared_row(report, ACTIVITY_LABELS[name], name) for name in activities]
    is_part = report.edition.is_part
    against, notes = [], []
    if is_planned(report):
        against.append("kế hoạch")
        notes.append(OF_PLAN)
    if any(report.known(f"{name}_chenh") for name in (*names, *activities)):
        against.append(BEFORE[is_part])
        notes.append(OF_BEFORE[is_part])
    before = report.edition.year_before.suffix
    if any(is_from_nothing(report, name, before) for name in (*names, *activities)):
        notes.append(OF_NOTHING)
    layout = columns(COMPARED.format(capital(BEFORE[is_part])))
    # a plan that is there is not said to be missing
    if not is_planned(report) and has_undated_plan(report.clean.findings):
        notes.append(PLAN_OF_YEAR)
        layout = [layout[at] for at in OF_NO_PLAN]
        rows = [
            {**made, "cells": [cell for at, cell in enumerate(made["cells"]) if at in OF_NO_PLAN]}
            for made in rows
        ]
    return report.table(
        f"Thực hiện so với {listing(against)}",
        layout,
        rows,
        unit=f" (tiền tính bằng {report.money_unit})",
        note=inlines(f"{capital('; '.join(notes))}. ", _left_out(report, activities)),
    )


def _is_compared(report: Report, name: str) -> bool:
    """Whether a figure is known twice."""
    return report.known(f"{name}_so_kh") or report.known(f"{name}_chenh")


def is_from_nothing(report: Report, name: str, before: str, now: str = "") -> bool:
    """Whether a figure is compared with nothing, from which there is no rate of change.

    Args:
        report: with the figure.
        name: of the figure.
        before: the suffix of the period with which it is compared.
        now: the suffix of its own period.
    """
    return report.known(f"{name}_chenh{now}") and not report.book[name + before].value


def rate_cell(report: Report, name: str, before: str, now: str = "") -> Cell:
    """The rate of a change; blank where there is none from nothing: a dash would say that a figure is missing."""
    if is_from_nothing(report, name, before, now):
        return []
    return change_cell(report, f"{name}_toc_do{now}", f"{name}_ty_le_lon{now}")


def change_cell(report: Report, signed: str, size: str) -> Cell:
    """A change in a column of changes; of one below zero that is a bound the size with its direction.

    "dưới -44,4" asks the reader whether it is more or less than 44,4.

    Args:
        report: with the values.
        signed: the id of the change, or of its rate.
        size: that of the same without a sign.
    """
    made = report.cell(signed)
    direction = bound_direction(report, signed)
    if not direction or not report.known(size) or (report.book[signed].value or 0) >= 0:
        return made
    return inlines(report.sentence(f"{direction} "), report.cell(size))


def bounded_change(report: Report, name: str) -> str:
    """How a figure moved against the year before, where that is known as a bound alone: a template, else ""."""
    direction = bound_direction(report, f"{name}_chenh")
    if not direction:
        return ""
    rate = f" ({{{name}_ty_le_lon}})" if report.known(f"{name}_ty_le_lon") else ""
    return f"{direction} {{{name}_do_lon}}{rate}"


def bound_direction(report: Report, signed: str) -> str:
    """The words before the size of a change that is a bound: a template; "" for any other change.

    From "trên 14" to 8 it fell by more than 6; from "trên 14" to 15 it rose by less than 1, if it rose.
    """
    if not report.known(signed) or not is_bounded(report.book[signed]):
        return ""
    change = report.book[signed]
    rises = (change.value or 0) > 0
    if (change.bound == "at_least") is rises:
        return f"{{tăng|giảm: {signed}}}"
    return "nếu tăng thì" if rises else "nếu giảm thì"


def _compared_row(report: Report, label: str, name: str) -> Row:
    whole = report.at(Point.whole(report.edition))
    before = report.edition.year_before.suffix
    # what is only left to do is no plan of what was done: its cell stays empty, as the share does
    plan = f"{name}.kh" if report.known(f"{name}_so_kh") else f"{name}_so_kh"
    ids = f"{plan} {name} {name}_so_kh {name}{before}"
    return row(label, *whole.cells(ids), rate_cell(report, name, before))


def _left_out(report: Report, compared: Sequence[str]) -> list[Inline]:
    """That the rows of activities do not add up to kinh phí khuyến công, and which of them are not compared."""
    before = report.edition.year_before
    ends = [("", ""), (before.suffix, f" của {said_before(report.edition)}")]
    gaps = [_gap(report, compared, end) for end, _ in ends]
    above = [words for (_, words), gap in zip(ends, gaps, strict=True) if gap < 0]
    told: list[Inline] = []
    if above:
        wholes = listing([f"kinh phí khuyến công{words}" for words in above])
        told += report.sentence(f"Các dòng nội dung cộng lại không khớp với {wholes} mà nguồn in. ")
    if all(gap <= 0 for gap in gaps):
        return told
    alone = [
        f"{small(label)} {{{name}{end}}}{words}"
        for name, label in ACTIVITY_LABELS.items()
        for end, words in ends
        if name not in compared and report.known(name + end)
    ]
    why = "Các dòng nội dung không cộng đủ kinh phí khuyến công, vì bảng không in nội dung"
    if alone:
        why = f"{why} chỉ có số của một trong hai kỳ: {'; '.join(alone)}. "
    else:
        why = f"{why} khác. "
    return [*told, *report.sentence(why)]


def _gap(report: Report, names: Sequence[str], end: str) -> Fraction:
    """What activities lack of kinh phí khuyến công at a period; 0 within rounding, and where it is not known."""
    whole = f"P{end}"
    parts = [name + end for name in names]
    if not parts or not report.known(whole, *parts):
        return Fraction(0)
    values = [report.book[id_].value or Fraction(0) for id_ in (whole, *parts)]
    gap = values[0] - sum(values[1:])
    rounding = report.printing.rounding(whole, *parts)
    return Fraction(0) if may_be_print(gap, rounding, values[0]) else gap
