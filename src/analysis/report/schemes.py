"""Schemes and groups of them as tables; only a register allows these."""

from __future__ import annotations

from collections.abc import Sequence

from analysis.document.blocks import (
    Block,
    Cell,
    Inline,
    Row,
    named,
    plain,
    quoted,
    sentence,
    table_block,
)
from analysis.report.assessment import SMALL_MARK, SMALL_NOTE
from analysis.report.parts import NOTHING, cell, dash_note, status_tail, total, words
from analysis.report.view import Report
from analysis.values.groups import Details, Group

MONEY_HEADS = ["KCQG", "KCĐP", "Đối ứng", "Tổng"]


def groups(
    report: Report, details: Details, groups: Sequence[Group], title: str, head: str
) -> Block:
    """One row a group of schemes: how many, and the money by fund."""
    rows: list[Row] = []
    for group in groups:
        values = [cell(report.book, group.id(name)) for name in ("DA", "Q", "L", "C", "T")]
        mark = [plain(SMALL_MARK)] if group.is_small else []
        rows.append({"cells": [[*_group_name(report, group), *mark], *values]})
    ends = [cell(report.book, name + details.suffix) for name in ("DA", "Q", "L", "C", "T")]
    rows.append(total({"cells": [words("Tổng cộng"), *ends]}))
    columns = [("l", 0.3), ("r", 0.1), ("r", 0.15), ("r", 0.15), ("r", 0.15), ("r", 0.15)]
    caption = f"{title}, {report.period_text}{status_tail(details)} (triệu đồng)"
    small = sentence(SMALL_NOTE, report.book) if any(group.is_small for group in groups) else []
    note = [*small, *dash_note(rows)]
    return table_block(named(caption), columns, [head, "Số đề án", *MONEY_HEADS], rows, note)


def _group_name(report: Report, group: Group) -> Cell:
    """The group's name, and for the places that have no row of their own how many they are."""
    if report.known(group.id("DB")):
        return sentence(f"{group.label} ({{{group.id('DB')}#}})", report.book)
    return [quoted(group.label)]


def listed(report: Report) -> Block:
    """Appendix I: the schemes of the register in its order, cut where it is long."""
    details = report.details
    if details is None:
        return NOTHING
    rest = len(details.schemes) - len(details.listed)
    where = "Bảng chỉ in các đề án đầu của danh mục; danh mục đầy đủ nằm trong tệp so-lieu.xlsx."
    caption = f"Danh mục đề án, {report.period_text}{status_tail(details)} (triệu đồng)"
    return schemes(report, details.listed, caption, [plain(where + " ")] if rest else [])


def schemes(report: Report, groups: Sequence[Group], caption: str, note: list[Inline]) -> Block:
    """One row a scheme; each group holds just one."""
    rows: list[Row] = []
    for group in groups:
        row = group.schemes.iloc[0]
        texts: list[Cell] = [[quoted(str(row[name]))] for name in ("name", "beneficiary", "place")]
        rows.append(
            {"cells": [*texts, *[cell(report.book, group.id(name)) for name in ("Q", "L", "C")]]}
        )
    columns = [("l", 0.29), ("l", 0.21), ("l", 0.14), ("r", 0.12), ("r", 0.12), ("r", 0.12)]
    heads = ["Đề án", "Đơn vị thụ hưởng", "Địa bàn", *MONEY_HEADS[:3]]
    return table_block(named(caption), columns, heads, rows, [*note, *dash_note(rows)])
