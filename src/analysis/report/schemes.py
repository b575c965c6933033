"""Schemes and groups of them as tables; only a register allows these."""

from __future__ import annotations

from collections.abc import Sequence

from analysis.document.blocks import (
    NOTHING,
    Block,
    Cell,
    Column,
    Text,
    columns,
    inlines,
    plain,
    quoted,
    row,
)
from analysis.report.parts import IN_MONEY, total
from analysis.report.view import Report
from analysis.values.groups import Group
from analysis.values.norms import SMALL_GROUP_ID

SMALL_MARK = " (*)"
SMALL_NOTE = f"(*) Nhóm có dưới {{{SMALL_GROUP_ID}}}: số của nhóm phụ thuộc nhiều vào từng đề án. "
GROUPED = columns("""
    r 10 Số đề án
    r 15 KCQG
    r 15 KCĐP
    r 15 Đối ứng
    r 15 Tổng
""")
TOTALS = "DA Q L C T"
EACH = """
    l 29 Đề án
    l 21 Đơn vị thụ hưởng
    l 14 Địa bàn
    r 12 KCQG
    r 12 KCĐP
    r 12 Đối ứng
"""


def groups(report: Report, groups: Sequence[Group], title: str, head: str) -> Block:
    """One row a group of schemes: how many, and the money by fund."""
    if not groups:
        return NOTHING
    rows = []
    note: Text = ""
    for group in groups:
        label = inlines(quoted(group.label))
        places = group.id("DB")
        # only the rest of the places has this value: how many they are without a row of their own
        if report.known(places):
            label = report.sentence(f"{group.label} ({{{places}#}})")
        if group.is_small:
            label.append(plain(SMALL_MARK))
            note = report.sentence(SMALL_NOTE)
        rows.append(row(label, *_cells(report, group, TOTALS)))
    rows.append(total(row("Tổng cộng", *report.register.cells(TOTALS))))
    columns = [Column("l", 0.3, head), *GROUPED]
    return report.table(title, columns, rows, report.register.status, unit=IN_MONEY, note=note)


def _cells(report: Report, group: Group, names: str) -> list[Cell]:
    return [report.cell(group.id(name)) for name in names.split()]


def listed(report: Report) -> Block:
    """An annex: the schemes of the register in its order, cut where it is long."""
    details = report.details
    note = ""
    if len(details.listed) < len(details.schemes):
        note = (
            "Bảng chỉ in các đề án đầu của danh mục; danh mục đầy đủ nằm trong tệp so-lieu.xlsx. "
        )
    return each(report, details.listed, "Danh mục đề án", note)


def each(report: Report, groups: Sequence[Group], title: str, note: str = "") -> Block:
    """One row a scheme; each group holds just one."""
    rows = []
    for group in groups:
        scheme = group.schemes.iloc[0]
        texts = [quoted(str(scheme[name])) for name in ("name", "beneficiary", "place")]
        rows.append(row(*texts, *_cells(report, group, "Q L C")))
    return report.table(title, EACH, rows, report.register.status, unit=IN_MONEY, note=note)
