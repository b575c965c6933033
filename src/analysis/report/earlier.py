"""What a report says of issued records: changes against the earlier edition, revised figures, and its own issue."""

from __future__ import annotations

from analysis.book.book import Value
from analysis.document.blocks import (
    NO_DATA,
    Block,
    Cell,
    Inline,
    Row,
    bold,
    code,
    number,
    paragraph,
    plain,
    prose,
    quoted,
    reference,
    table_block,
    unit_name,
)
from analysis.issued.causes import CAUSES, HEADLINES, NOT_SPLIT
from analysis.issued.record import Record
from analysis.issued.revisions import Revision, revisions_of
from analysis.language.numbers import DONG
from analysis.report.parts import DASH, MONEY, NOTHING, cell, words
from analysis.report.view import Report


def text(report: Report) -> Block:
    """The sentence before the table of changes; nothing without a record of an earlier edition."""
    record = report.clean.memory.earlier
    if record is None:
        return NOTHING
    known = [id_ for id_ in HEADLINES if report.known(f"{id_}.kt_cl")]
    text: list[Inline] = [
        *words(f"So với báo cáo {record.edition.period_text} đã phát hành ("),
        quoted(record.file),
        plain("), "),
    ]
    if not known:
        return prose([paragraph([*text, plain("không có số chung nào so sánh được.")])])
    text += [
        plain("chênh lệch của mỗi số chung được tách theo nguyên nhân tại "),
        reference("tbl-ky-truoc"),
        plain(
            ", theo thứ tự: đính chính số in sai của nguồn; số liệu của kỳ trước đã được sửa lại; thay đổi phương pháp"
            " tính; chuyển sang kỳ này. Mỗi phần là một lần tính lại và các phần cộng đúng bằng chênh lệch."
        ),
    ]
    if len(record.edition.years) != len(report.edition.years):
        text.append(
            plain(
                " Hai kỳ dài ngắn khác nhau nên chênh lệch của các số cộng dồn không phải là nhịp độ."
            )
        )
    return prose([paragraph(text)])


def table(report: Report) -> Block:
    """The headlines that both editions have: earlier value, difference, and the parts by cause."""
    rows: list[Row] = []
    for id_ in HEADLINES:
        if not report.known(f"{id_}.kt_cl"):
            continue
        value = report.book[id_]
        cells = [cell(report.book, name) for name in (f"{id_}.kt0", id_, f"{id_}.kt_cl")]
        parts = [
            cell(report.book, name)
            if report.known(name := f"{id_}.kt_{cause}")
            else words(NOT_SPLIT)
            for cause in CAUSES
        ]
        rows.append({"cells": [_label(value), *cells, *parts]})
    if not rows:
        return NOTHING
    heads = [
        "Số liệu",
        "Kỳ trước",
        "Kỳ này",
        "Chênh lệch",
        *(f"Do {name.lower()}" for name in CAUSES.values()),
    ]
    columns = [("l", 0.22), *[("r", 0.12)] * 3, *[("r", 0.105)] * 4]
    note = "Chênh lệch là số kỳ này trừ số kỳ trước. Số in đã làm tròn; các giá trị chính xác cộng đúng bằng chênh lệch"
    if any(part == words(NOT_SPLIT) for row in rows for part in row["cells"]):
        note += f"; “{NOT_SPLIT}”: phần này nằm trong phần đứng sau nó"
    return table_block(
        [plain("Thay đổi so với kỳ trước, theo nguyên nhân")],
        columns,
        heads,
        rows,
        [plain(f"{note}.")],
    )


def revised_text(report: Report) -> Block:
    """The sentence that leads to the table of revised figures; nothing while all figures are as issued."""
    if not _visible(report):
        return NOTHING
    text = (
        f"Những số sau khác với {_against(report)}; trong báo cáo, số nào đã đổi được ghi “đã điều chỉnh” ngay sau số."
        " Giá trị cũ, giá trị mới, lý do và người điều chỉnh nêu tại "
    )
    return prose([paragraph([plain(text), reference("tbl-dieu-chinh"), plain(".")])])


def revised_table(report: Report) -> Block:
    """Each revised figure with its old and new value, the reason and who gave it; those with a note come first."""
    revisions = _visible(report)
    if not revisions:
        return NOTHING
    rows = [
        _row(report, revision, revisions)
        for revision in sorted(revisions, key=lambda r: r.note is None)
    ]
    heads = ["Mã", "Số liệu", "Đã phát hành", "Điều chỉnh thành", "Lý do", "Người điều chỉnh"]
    columns = [("l", 0.14), ("l", 0.27), ("r", 0.13), ("r", 0.13), ("l", 0.19), ("l", 0.14)]
    caption = f"Số liệu điều chỉnh so với {_against(report)}"
    note = "Tiền tính bằng triệu đồng. Chỉ tiêu chỉ đổi ở những chữ số không in thì không nêu."
    return table_block([plain(caption)], columns, heads, rows, [plain(note)])


def _visible(report: Report) -> list[Revision]:
    return [
        revision for revision in revisions_of(report.clean.memory, report.book) if revision.visible
    ]


def _against(report: Report) -> str:
    """The issues that the revised figures stood in, in words; what is issued again no longer differs from the last."""
    numbers = {revision.number for revision in _visible(report)}
    last = report.clean.memory.own[-1].number
    if numbers == {last}:
        return "bản đã phát hành"
    return "bản phát hành lần trước" if numbers == {last - 1} else "các bản phát hành trước"


def _row(report: Report, revision: Revision, revisions: list[Revision]) -> Row:
    later = f"{revision.id}.ph{revision.number + 1}"
    new = later if later in report.book else revision.id
    shown = words(NO_DATA) if revision.new is None else _unmarked(report.book[new])
    if revision.note is not None:
        reason, who = [quoted(revision.note.reason)], [quoted(revision.note.who)]
    else:
        noted = [
            r
            for r in revisions
            if r.id in revision.causes and r.note and r.number == revision.number
        ]
        reason = [plain("tính lại theo "), code(", ".join(revision.causes))]
        who = (
            [quoted("; ".join(dict.fromkeys(r.note.who for r in noted if r.note)))]
            if noted
            else words(DASH)
        )
    old = cell(report.book, f"{revision.id}.ph{revision.number}")
    return {"cells": [[code(revision.id)], _label(revision.old), old, shown, reason, who]}


def _label(value: Value) -> Cell:
    return [*words(f"{value.label}, "), unit_name(_unit(value))]


def _unmarked(value: Value) -> Cell:
    """A value in the column that says what it is: no mark behind it."""
    return number(value, MONEY if value.unit == DONG else None, revised=False)


def _unit(value: Value) -> str:
    return MONEY if value.unit == DONG else value.unit


def issue_lines(report: Report) -> list[list[Inline]]:
    """Appendix VII: the records of this edition by file and hash, the latest last; none before the first issue."""
    records = report.clean.memory.own
    if not records:
        return []
    lines = [_issue_line(record) for record in records]
    if any(r.number == records[-1].number for r in revisions_of(report.clean.memory, report.book)):
        lines.append(
            [
                bold(
                    [
                        plain(
                            "Bản này có số liệu điều chỉnh so với bản phát hành trên và chưa được phát hành lại."
                        )
                    ]
                )
            ]
        )
    return lines


def _issue_line(record: Record) -> list[Inline]:
    again = [] if record.number == 1 else [plain(" lần "), code(str(record.number))]
    return [
        *(plain("Kỳ báo cáo này đã phát hành"), *again, plain(": ")),
        quoted(record.file),
        *words(", SHA-256 "),
        quoted(record.sha256),
        plain("."),
    ]
