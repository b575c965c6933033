"""Appendix V: what inputs and indicators become under each other reading of a source and without each correction."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from analysis.definitions.indicators import YEARS_INPUT
from analysis.document.blocks import Block, Cell, Inline, Row, table_block, text_of, unit_name
from analysis.report.parts import MONEY, NOTHING, cell, missing, words
from analysis.report.view import Report
from analysis.values.sensitivity import undone_suffix, undone_words

UNCHANGED = "không đổi"
# In points: the width of a page's text, of a numeral of the table, and of what a cell leaves blank at its sides.
PAGE, NUMERAL, MARGINS = 453, 4.9, 9


class Variant(NamedTuple):
    """A case: what the ids of its values end in, and its name."""

    suffix: str
    name: str


def sensitivity(report: Report) -> Block:
    """A column a case, a row an input or indicator that some case changes; the others are named in the note."""
    variants = _variants(report)
    if not variants:
        return NOTHING
    names = [*report.definitions.inputs, YEARS_INPUT, *report.definitions.indicators]
    changed = [
        name for name in names if any(name + case.suffix in report.book for case in variants)
    ]
    if not changed:
        return missing(
            "Không chỉ tiêu nào đổi theo cách hiểu khác của nguồn hay khi không đính chính."
        )
    caption = words(
        f"Độ nhạy của chỉ tiêu theo cách hiểu nguồn và đính chính, {report.period_text}"
    )
    note = _note(report, changed)
    share = min(0.13, 0.5 / (len(variants) + 1))
    rows: list[Row] = [
        {"cells": [*_named(report, name), *(_cell(report, name, case) for case in variants)]}
        for name in changed
    ]
    if not _fits([cell for row in rows for cell in row["cells"][3:]], share):
        heads = ["Trường hợp", "Mã", "Số liệu, chỉ tiêu", "Đơn vị", "Đang dùng", "Khi đó"]
        columns = [("l", 0.17), ("c", 0.09), ("l", 0.35), ("l", 0.11), ("r", 0.14), ("r", 0.14)]
        return table_block(caption, columns, heads, _lines(report, variants, changed), note)
    label = 0.8 - share * (len(variants) + 1)
    columns = [("c", 0.09), ("l", label), ("l", 0.11), *[("r", share)] * (len(variants) + 1)]
    heads = ["Mã", "Số liệu, chỉ tiêu", "Đơn vị", "Đang dùng", *(case.name for case in variants)]
    return table_block(caption, columns, heads, rows, note)


def _fits(cells: Sequence[Cell], share: float) -> bool:
    """Whether the longest word of the cells is narrower than a column; else each case gets lines of its own."""
    longest = max(len(word) for cell in cells for word in text_of(cell).split())
    return share * PAGE >= longest * NUMERAL + MARGINS


def _variants(report: Report) -> list[Variant]:
    """The readings of the edition's sources that say what they change, then the corrections that can be undone."""
    sources = {figure.source for figure in report.figures}
    readings = [
        r["id"] for r in report.clean.readings if r["source"] in sources and r.get("thay_the")
    ]
    lines = [line for line, figures in report.clean.undone.items() if figures]
    undone = [Variant(undone_suffix(line), undone_words(line).capitalize()) for line in lines]
    return [*(Variant(f".{id_}", id_) for id_ in readings), *undone]


def _named(report: Report, name: str) -> list[Cell]:
    value = report.book[name]
    unit = MONEY if value.unit == "đồng" else value.unit
    return [
        words(name),
        words(value.label[0].upper() + value.label[1:]),
        [unit_name(unit)],
        cell(report.book, name),
    ]


def _cell(report: Report, name: str, case: Variant) -> Cell:
    return (
        cell(report.book, name + case.suffix)
        if name + case.suffix in report.book
        else words(UNCHANGED)
    )


def _lines(report: Report, variants: Sequence[Variant], changed: Sequence[str]) -> list[Row]:
    return [
        {"cells": [words(case.name), *_named(report, name), _cell(report, name, case)]}
        for case in variants
        for name in changed
        if name + case.suffix in report.book
    ]


def _note(report: Report, changed: Sequence[str]) -> list[Inline]:
    """What the cases are, which indicators stay, and which corrections cannot be undone."""
    same = [
        id_ for id_ in report.definitions.indicators if report.known(id_) and id_ not in changed
    ]
    text = "Mã D… là theo cách hiểu khác nêu ở bảng cách hiểu; “Không đính chính” là khi giữ số nguồn in."
    text += f" Các chỉ tiêu khác không đổi: {', '.join(same)}." if same else ""
    unread = [line for line, figures in report.clean.undone.items() if not figures]
    text += (
        f" Số nguồn in ở dinh-chinh.csv, dòng {', '.join(unread)} không đọc được nên không tính được."
        if unread
        else ""
    )
    return words(text)
