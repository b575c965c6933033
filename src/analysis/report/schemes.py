"""Schemes and groups of them as tables; only a register allows these."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from analysis.document.blocks import (
    NOTHING,
    Block,
    Cell,
    Column,
    Row,
    Text,
    code,
    columns,
    inlines,
    period,
    plain,
    quoted,
    row,
    table_block,
)
from analysis.figures.of_registers import grants_of
from analysis.language.numbering import roman
from analysis.report.parts import dash_note, listing, status_text, total
from analysis.report.view import Report
from analysis.values.groups import Group
from analysis.values.households import without_households
from analysis.values.norms import SMALL_GROUP_ID
from analysis.vocabulary import FULL_LIST, KINDS

TITLE = "Danh mục đề án"
SMALL_MARK = " (*)"
SMALL_NOTE = f"(*) Nhóm có dưới {{{SMALL_GROUP_ID}}}: số của nhóm phụ thuộc nhiều vào từng đề án. "
GROUPED = columns("""
    r Số đề án
    r KCQG
    r KCĐP
    r Đối ứng
    r Tổng
""")
TOTALS = "DA Q L C T"
EACH = """
    l Đề án
    l Đơn vị thụ hưởng
    l Địa bàn
    r KCQG
    r KCĐP
    r Đối ứng
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
    columns = [Column("l", head), *GROUPED]
    return report.table(
        title, columns, rows, report.register.status, unit=report.in_money, note=note
    )


def _cells(report: Report, group: Group, names: str) -> list[Cell]:
    return [report.cell(group.id(name)) for name in names.split()]


LISTED = """
    c STT
    l Tên đề án
    l Đơn vị thụ hưởng
    l Loại hình
    c Năm
    r KCQG
    r KCĐP
    r Đối ứng
    r Tổng
"""
BY_SECTION = """
    c STT
    l Nhóm đề án
    r Số đề án
    r KCQG
    r KCĐP
    r Đối ứng
    r Tổng
"""
LONG_NOTE = (
    "Danh mục có {DA} nên báo cáo in theo nhóm; danh mục từng đề án nằm ở trang "
    f"“{FULL_LIST}” của tệp so-lieu.xlsx kèm theo. "
)
AMOUNTS = "Q L C T"


def listed(report: Report) -> Block:
    """The annex of schemes: all of them by section, with sums; of a register too long for print the sections alone."""
    details = report.details
    if not details:
        return NOTHING
    rows, number = [], 0
    for turn, section in enumerate(details.sections, start=1):
        label, sums = quoted(section.label), _cells(report, section, AMOUNTS)
        if not details.is_listed:
            rows.append(row(roman(turn), label, report.cell(section.id("DA")), *sums))
            continue
        rows.append(total(row(roman(turn), label, "", "", "", *sums)))
        for group in details.listed(section):
            number += 1
            rows.append(_scheme(report, group, number))
    whole, note = report.register, _elsewhere(report)
    if not details.is_listed:
        rows.append(total(row("", "Tổng cộng", whole.cell("DA"), *whole.cells(AMOUNTS))))
        told = report.sentence(whole.text(LONG_NOTE) + note)
        return report.table(TITLE, BY_SECTION, rows, whole.status, unit=report.in_money, note=told)
    rows.append(total(row("", "Tổng cộng", "", "", "", *whole.cells(AMOUNTS))))
    # no scheme may be missing from the list, not even one without any money
    caption = report.caption(TITLE, whole.status, report.in_money)
    return table_block(
        caption, _layout(report), rows, inlines(report.sentence(note), dash_note(rows))
    )


def _elsewhere(report: Report) -> str:
    """How many schemes of the register stand in other statuses than the list; a published count is none of them."""
    counts = grants_of(report.clean.listed)["status"].value_counts()
    others = [
        f"{{{here.id('DA')}}} ({status_text(here.status)})"
        for here in report.points
        if here.point.is_headline
        and here.status != report.register.status
        and here.known("DA")
        and here["DA"].value == counts.get(here.status)
    ]
    if not others:
        return ""
    return f"Ngoài bảng này còn {listing(others)}, nêu ở trang “{FULL_LIST}” của tệp so-lieu.xlsx kèm theo. "


def _layout(report: Report) -> list[Column]:
    """The columns of the list: where kinds part it, the place of a scheme stands in the column of its kind."""
    heads = {"Loại hình": "Địa bàn"} if report.details.sections is report.details.kinds else {}
    return [column._replace(head=heads.get(column.head, column.head)) for column in columns(LISTED)]


def _scheme(report: Report, group: Group, number: int) -> Row:
    scheme = named(report, group)
    told = quoted(scheme["place"])
    if report.details.sections is report.details.places:
        told = plain(KINDS[scheme["activity"]].label)
    names = [quoted(scheme["name"]), quoted(scheme["beneficiary"])]
    amounts = _cells(report, group, AMOUNTS)
    return row(code(str(number)), *names, told, period(scheme["year"]), *amounts)


def named(report: Report, group: Group) -> pd.Series:
    """The one scheme of a group as the owner of the register lets it be printed."""
    schemes = group.schemes
    if report.clean.hides_households:
        schemes = without_households(schemes)
    return schemes.iloc[0]


def each(report: Report, groups: Sequence[Group], title: str) -> Block:
    """One row a scheme; each group holds just one."""
    rows = []
    for group in groups:
        scheme = named(report, group)
        texts = [quoted(str(scheme[name])) for name in ("name", "beneficiary", "place")]
        rows.append(row(*texts, *_cells(report, group, "Q L C")))
    return report.table(title, EACH, rows, report.register.status, unit=report.in_money)
