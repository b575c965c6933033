"""What a report says of issued records: changes against the earlier edition, revised figures."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from analysis.book.book import Value
from analysis.document.blocks import (
    NO_DATA,
    NOTHING,
    REVISED,
    Block,
    Cell,
    Column,
    Inline,
    Row,
    Text,
    bold,
    code,
    columns,
    inlines,
    number,
    paragraph,
    prose,
    quoted,
    reference,
    row,
    table_block,
    unit_name,
)
from analysis.issued.causes import CAUSES, HEADLINES, NOT_SPLIT
from analysis.issued.record import Record
from analysis.issued.revisions import Revision, revisions_of, unlike
from analysis.report.parts import DASH, small
from analysis.report.view import Report


def text(report: Report) -> Block:
    """The sentence before the table of changes; nothing without a record of an earlier edition."""
    record = report.clean.memory.earlier
    if record is None:
        return NOTHING
    told = inlines(f"So với báo cáo {record.edition.period_text} đã phát hành, ")
    if not _compared(report):
        return prose(paragraph(told, "không có số chung nào so sánh được."))
    told += inlines(
        "chênh lệch của mỗi số chung được tách theo nguyên nhân tại ",
        reference("tbl-ky-truoc"),
        ", theo thứ tự: đính chính số in sai của nguồn; số liệu của kỳ trước đã được sửa lại; thay đổi phương pháp"
        " tính; chuyển sang kỳ này. Mỗi phần là một lần tính lại và các phần cộng đúng bằng chênh lệch.",
    )
    # more years sum up to more money: that is no growth
    if len(record.edition.years) != len(report.edition.years):
        told += inlines(
            " Hai kỳ dài ngắn khác nhau nên chênh lệch của các số cộng dồn không phải là nhịp độ."
        )
    return prose(paragraph(told))


def _compared(report: Report) -> list[str]:
    """The headlines that both editions have."""
    return [id_ for id_ in HEADLINES if report.known(f"{id_}.kt_cl")]


COMPARED = columns("""
    l Số liệu
    r Kỳ trước
    r Kỳ này
    r Chênh lệch
""")


def table(report: Report) -> Block:
    """The headlines that both editions have: earlier value, difference, and the parts by cause."""
    rows, unsplit = [], False
    for id_ in _compared(report):
        names = (f"{id_}.kt0", id_, f"{id_}.kt_cl")
        parts = [f"{id_}.kt_{cause}" for cause in CAUSES]
        cells = [report.cell(part) if report.known(part) else NOT_SPLIT for part in parts]
        unsplit = unsplit or NOT_SPLIT in cells
        rows.append(row(_label(report, report.book[id_]), *map(report.cell, names), *cells))
    note = "Chênh lệch là số kỳ này trừ số kỳ trước. Số in đã làm tròn; các giá trị chính xác cộng đúng bằng chênh lệch"
    if unsplit:
        note += f"; “{NOT_SPLIT}”: phần này nằm trong phần đứng sau nó"
    causes = [Column("r", f"Do {name.lower()}") for name in CAUSES.values()]
    caption = "Thay đổi so với kỳ trước, theo nguyên nhân"
    return table_block(caption, [*COMPARED, *causes], rows, f"{note}.")


def revised_text(report: Report) -> Block:
    """The sentence that leads to the table of revised figures.

    Nothing while all figures are as issued.
    """
    if not _visible(report):
        return NOTHING
    told = paragraph(
        f"Những số sau khác với {_against(report)}; trong báo cáo, số nào đã đổi có dấu {REVISED} ngay sau số."
        " Giá trị cũ, giá trị mới, lý do và người điều chỉnh nêu tại ",
        reference("tbl-dieu-chinh"),
        ".",
    )
    return prose(told)


REVISIONS = """
    l Số liệu
    r Đã phát hành
    r Điều chỉnh thành
    l Lý do
    l Người điều chỉnh
"""


def revised_table(report: Report) -> Block:
    """Each revised figure with its old and new value, the reason and who gave it.

    Those with a note come first.
    """
    revisions = _visible(report)
    if not revisions:
        return NOTHING
    noted = sorted(revisions, key=lambda revision: revision.note is None)
    rows = [_revised(report, revision, revisions) for revision in noted]
    note = f"Tiền tính bằng {report.money_unit}. Chỉ tiêu chỉ đổi ở những chữ số không in thì không nêu."
    caption = f"Số liệu điều chỉnh so với {_against(report)}"
    return table_block(caption, REVISIONS, rows, note)


def _visible(report: Report) -> list[Revision]:
    revisions = revisions_of(report.clean.memory, report.book)
    return [revision for revision in revisions if revision.visible]


def _against(report: Report) -> str:
    """The issues that the revised figures stood in, in words.

    What is issued again no longer differs from the last.
    """
    numbers = {revision.number for revision in _visible(report)}
    last = report.clean.memory.own[-1].number
    if numbers == {last}:
        return "bản đã phát hành"
    if numbers == {last - 1}:
        return "bản phát hành lần trước"
    return "các bản phát hành trước"


def _revised(report: Report, revision: Revision, revisions: Sequence[Revision]) -> Row:
    new: Text = NO_DATA
    if revision.new is not None:
        later = f"{revision.id}.ph{revision.number + 1}"
        known = report.book[later if later in report.book else revision.id]
        # no mark behind the new value: the column says what it is
        new = number(known, report.printing.exact, revised=False)
    reason, who = _explained(revision, revisions)
    old = report.exact_cell(f"{revision.id}.ph{revision.number}")
    return row(_label(report, revision.old), old, new, reason, who)


def _explained(revision: Revision, revisions: Sequence[Revision]) -> tuple[Text, Text]:
    """The reason and who gave it.

    Without a note of its own, those of the figures that it is computed from.
    """
    # a note of its own tells more than those of its inputs
    if revision.note is not None:
        return quoted(revision.note.reason), quoted(revision.note.who)
    causes = [cause for cause in revisions if cause.id in revision.causes]
    notes = [cause.note for cause in causes if cause.number == revision.number]
    who = dict.fromkeys(note.who for note in notes if note)
    labels = dict.fromkeys(small(cause.old.label) for cause in causes)
    reason = inlines("tính lại theo ", "; ".join(labels))
    return reason, quoted("; ".join(who)) if who else DASH


def _label(report: Report, value: Value) -> Cell:
    return inlines(f"{value.label}, ", unit_name(report.printing.unit(value)))


UNLIKE = ", gồm số đổi giá trị, số mới có hoặc không còn, kể cả số tính từ các số ấy"


def issue_lines(report: Report, shown: Iterable[str]) -> list[list[Inline]]:
    """The records of this edition by file and hash, the latest last, and whether the values `shown` differ from it.

    None before the first issue.
    """
    records = report.clean.memory.own
    if not records:
        return []
    lines = [_issue_line(record) for record in records]
    # what only the technical part prints is not shown yet
    kept = filter(report.book.__contains__, records[-1].printed)
    if unlike(records[-1], report.book.values, [*kept, *shown]):
        warning = "Bản này có số liệu khác với bản phát hành trên và chưa được phát hành lại."
        lines.append([bold(warning)])
    return lines


def unlike_text(report: Report, shown: Iterable[str]) -> Block:
    """How many figures of a report that prints `shown` are not as last issued; nothing where all are."""
    for record in report.clean.memory.own[-1:]:
        count = len(unlike(record, report.book.values, shown))
        if count:
            opening = inlines("Báo cáo này khác với bản đã phát hành ", quoted(record.file))
            return prose(paragraph(opening, " ở ", code(str(count)), f" số liệu{UNLIKE}."))
    return NOTHING


def _issue_line(record: Record) -> list[Inline]:
    opening = inlines("Kỳ báo cáo này đã phát hành")
    if record.number > 1:
        opening += inlines(" lần ", code(str(record.number)))
    file, digest = quoted(record.file), quoted(record.sha256)
    return inlines(opening, ": ", file, ", SHA-256 ", digest, ".")
