"""Appendix V: inputs and indicators under each other reading and without each correction."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from analysis.definitions.indicators import YEARS_INPUT
from analysis.document.blocks import (
    NOTHING,
    Block,
    Cell,
    Column,
    Text,
    columns,
    row,
    table_block,
    text_of,
    unit_name,
)
from analysis.report.parts import capital, table_unit
from analysis.report.view import Report
from analysis.values.sensitivity import undone_suffix, undone_words

UNCHANGED = "không đổi"
# In points: the width of a page's text, of a numeral of the table,
# and of what a cell leaves blank at its sides.
PAGE, NUMERAL, MARGINS = 453, 4.9, 9
LINES = columns("""
    l 17 Trường hợp
    c  9 Mã
    l 35 Số liệu, chỉ tiêu
    l 11 Đơn vị
    r 14 Đang dùng
    r 14 Khi đó
""")


class Variant(NamedTuple):
    """A case: what the ids of its values end in, and its name."""

    suffix: str
    name: str


def sensitivity(report: Report) -> Block:
    """A column a case, a row an input or indicator that some case changes.

    The others are named in the note.
    """
    variants = _variants(report)
    if not variants:
        return NOTHING
    changed = {}
    for name in (*report.definitions.inputs, YEARS_INPUT, *report.definitions.indicators):
        cells = _cells(report, name, variants)
        # a value that no case changes would repeat itself in every column
        if any(cells):
            changed[name] = cells
    if not changed:
        return report.prose(
            "Không chỉ tiêu nào đổi theo cách hiểu khác của nguồn hay khi không đính chính."
        )
    caption = report.caption("Độ nhạy của chỉ tiêu theo cách hiểu nguồn và đính chính")
    note = _note(report, list(changed))
    # columns of cases take at most half of the page, so that names stay readable
    share = min(0.13, 0.5 / (len(variants) + 1))
    rows = []
    for name, own in changed.items():
        rows.append(row(*_named(report, name), *(part or UNCHANGED for part in own)))
    # else each case gets lines of its own, since no word may cross the line of a cell
    if _fits([part for row in rows for part in row["cells"][3:]], share):
        used = Column("r", share, "Đang dùng")
        label = Column("l", 0.8 - share * (len(variants) + 1), "Số liệu, chỉ tiêu")
        cases = [Column("r", share, case.name) for case in variants]
        return table_block(caption, [LINES[1], label, LINES[3], used, *cases], rows, note)
    lines = []
    for number, case in enumerate(variants):
        for name, own in changed.items():
            if own[number]:
                lines.append(row(case.name, *_named(report, name), own[number]))
    return table_block(caption, LINES, lines, note)


def _fits(cells: Sequence[Cell], share: float) -> bool:
    """Whether the longest word of the cells is narrower than a column."""
    texts = " ".join(text_of(part) for part in cells)
    longest = max(map(len, texts.split()))
    return share * PAGE >= longest * NUMERAL + MARGINS


def _variants(report: Report) -> list[Variant]:
    """The readings that say what they change, then the corrections that can be undone."""
    sources = {figure.source for figure in report.figures}
    read = [
        Variant(f".{reading['id']}", reading["id"])
        for reading in report.clean.readings
        if reading["source"] in sources and reading.get("thay_the")
    ]
    undone = [line for line, figures in report.clean.undone.items() if figures]
    return read + [Variant(undone_suffix(line), capital(undone_words(line))) for line in undone]


def _cells(report: Report, name: str, variants: Sequence[Variant]) -> list[Cell]:
    """What a value becomes in each case; an empty cell in those that leave it as it is."""
    ids = [name + case.suffix for case in variants]
    return [report.cell(id_) if id_ in report.book else [] for id_ in ids]


def _named(report: Report, name: str) -> list[Text]:
    value = report.book[name]
    return [name, capital(value.label), unit_name(table_unit(value)), report.cell(name)]


def _note(report: Report, changed: Sequence[str]) -> str:
    """What the cases are, which indicators stay, and which corrections cannot be undone."""
    text = "Mã D… là theo cách hiểu khác nêu ở bảng cách hiểu; “Không đính chính” là khi giữ số nguồn in."
    indicators = report.definitions.indicators
    same = [id_ for id_ in indicators if report.known(id_) and id_ not in changed]
    if same:
        text += f" Các chỉ tiêu khác không đổi: {', '.join(same)}."
    # a wrong print that is no number cannot be put back
    unread = [line for line, figures in report.clean.undone.items() if not figures]
    if unread:
        text += f" Số nguồn in ở dinh-chinh.csv, dòng {', '.join(unread)} không đọc được nên không tính được."
    return text
