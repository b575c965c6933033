"""Technical section II: inputs and indicators under each other reading and without each correction."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

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
)
from analysis.report.parts import capital
from analysis.report.view import Report
from analysis.values.sensitivity import undone_suffix, undone_words

UNCHANGED = "không đổi"
# In points: the width of a page's text, of a numeral of the table,
# and of what a cell leaves blank at its sides.
PAGE, NUMERAL, MARGINS = 453, 4.9, 9
LINES = columns("""
    l Trường hợp
    c Mã
    l Số liệu, chỉ tiêu
    l Đơn vị
    r Đang dùng
    r Khi đó
""")


def sensitivity(report: Report) -> Block:
    """A column a case, a row an input or indicator that some case changes.

    The others are named in the note.
    """
    variants = _variants(report)
    if not variants:
        return NOTHING
    names = (*report.definitions.inputs, YEARS_INPUT, *report.definitions.indicators)
    cells = {name: _cells(report, name, variants) for name in names}
    # a value that no case changes would repeat itself in every column
    changed = {name: own for name, own in cells.items() if any(own)}
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
        _, code, label, unit, used, _ = LINES
        cases = [Column("r", name) for name in (used.head, *variants.values())]
        return table_block(caption, [code, label, unit, *cases], rows, note)
    lines = []
    for number, case in enumerate(variants.values()):
        for name, own in changed.items():
            if own[number]:
                lines.append(row(case, *_named(report, name), own[number]))
    return table_block(caption, LINES, lines, note)


def _fits(cells: Sequence[Cell], share: float) -> bool:
    """Whether the longest word of the cells is narrower than a column."""
    texts = " ".join(text_of(part) for part in cells)
    longest = max(map(len, texts.split()))
    return share * PAGE >= longest * NUMERAL + MARGINS


def _variants(report: Report) -> dict[str, str]:
    """The cases by what the ids of their values end in, each with its name.

    The readings that say what they change, then the corrections that can be undone.
    """
    sources = {figure.source for figure in report.figures}
    cases = {}
    for reading in report.clean.readings:
        if reading["source"] in sources and reading.get("thay_the"):
            cases[f".{reading['id']}"] = reading["id"]
    for line, figures in report.clean.undone.items():
        if figures:
            cases[undone_suffix(line)] = capital(undone_words(line))
    return cases


def _cells(report: Report, name: str, suffixes: Iterable[str]) -> list[Cell]:
    """What a value becomes in each case; an empty cell in those that leave it as it is."""
    ids = [name + suffix for suffix in suffixes]
    return [report.exact_cell(id_) if id_ in report.book else [] for id_ in ids]


def _named(report: Report, name: str) -> list[Text]:
    label = capital(report.book[name].label)
    return [name, label, report.unit_of(name), report.exact_cell(name)]


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
