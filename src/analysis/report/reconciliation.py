"""Mismatches that the office accepts, for the body; technical section II, reconciliation.

That is in words and as a ledger, with corrections, readings and findings.
"""

from __future__ import annotations

from analysis.book.points import split_id
from analysis.checks.case import WAIVED, Check
from analysis.checks.ledger import LABELS, MONEY, ROWS, SUBJECTS, account_id
from analysis.document.blocks import (
    NOTHING,
    Block,
    Cell,
    Inline,
    Text,
    bullets,
    code,
    inlines,
    paragraph,
    prose,
    quoted,
    reference,
    row,
    table_block,
    values_in,
)
from analysis.faults import ASSUMED, Finding
from analysis.figures.accounts import READ
from analysis.figures.figure import corrections_of
from analysis.report.notes import AGREE
from analysis.report.parts import capital, heading, total
from analysis.report.titles import retitled
from analysis.report.view import Report
from analysis.vocabulary import VALUE_COLUMN

NO_CHECKS = "Không có số liệu nào đủ để đối chiếu."


def text(report: Report) -> Block:
    """Technical section II: in words, what agrees and what does not."""
    if not report.checks:
        return report.prose(NO_CHECKS)
    blocks = []
    others = [check for check in report.checks if check.verdict not in AGREE]
    # points of one check share a title: it is told once
    agree = dict.fromkeys(check.title for check in report.checks if check.verdict in AGREE)
    if agree:
        blocks.append(paragraph(f"Khớp hoặc đạt: {'; '.join(agree)}."))
    if others:
        blocks.append(paragraph("Những điểm người đọc cần biết:"))
        blocks.append(bullets(_told(check) for check in others))
    closing = "Không số liệu nào được sửa ngầm; chỗ nguồn chưa rõ được giữ nguyên và nêu cách hiểu."
    if report.clean.corrections:
        closing += " Các ô nguồn in sai đã đính chính nêu tại {@tbl-pl-dinh-chinh}."
    return prose(*blocks, *report.paragraphs(closing))


def _told(check: Check) -> list[Inline]:
    told = inlines(f"{capital(check.verdict)} ({check.code}): ", check.text)
    if check.verdict == WAIVED:
        told += inlines(" Lý do và người chịu trách nhiệm: ", reference("tbl-pl-doi-chieu"), ".")
    return told


ACCEPTED = "Chỗ không khớp trong số liệu của nguồn mà đơn vị chấp nhận:"
BESIDE = (
    " Số liệu của nguồn ở đây không khớp nhau; lý do đơn vị chấp nhận nêu tại mục Phạm vi số liệu."
)


def accepted(report: Report) -> list[Block]:
    """Each waived mismatch with its numbers and the reason of mien-tru.csv; nothing without one."""
    items = [_item(check) for check in _waived(report)]
    return [paragraph(ACCEPTED), bullets(items)] if items else []


def beside(report: Report, text: list[Inline]) -> str:
    """What a sentence adds whose numbers are among those of a waived mismatch; "" for any other."""
    printed = set(values_in(text))
    if any(printed.intersection(values_in(check.text)) for check in _waived(report)):
        return BESIDE
    return ""


def _waived(report: Report) -> list[Check]:
    return [check for check in report.checks if check.verdict == WAIVED]


def _item(check: Check) -> list[Inline]:
    end = "" if check.reason.endswith(".") else "."
    reason = quoted(check.reason)
    return inlines(f"{capital(check.title)}: ", check.text, " Đơn vị chấp nhận vì: ", reason, end)


LEDGER = """
    c Mã
    l Phép đối chiếu
    l Đơn vị
    r Vế thứ nhất
    r Vế thứ hai
    r Chênh lệch
    l Kết luận
"""


def identities(report: Report) -> Block:
    """One line an identity: what, both sides, the difference, the verdict.

    A waiver with its reason and name.
    """
    rows = []
    for check in report.checks:
        if check.left:
            unit = report.unit_of(check.residual)
            sides = map(report.exact_cell, (check.left, check.right, check.residual))
            rows.append(row(check.code, _title(check), unit, *sides, check.verdict))
    return table_block("Sổ đối chiếu", LEDGER, rows, lacking=NO_CHECKS)


def _title(check: Check) -> Cell:
    """What was compared; a waiver tells why it holds and who answers for it."""
    title = inlines(capital(check.title))
    if check.verdict != WAIVED:
        return title
    return inlines(title, ". Lý do miễn trừ: ", quoted(check.reason), " (", quoted(check.who), ")")


LOOKED_AT = """
    c Mã
    l Nội dung xem xét
    l Điều tìm thấy
    l Kết luận
"""


def plausibility(report: Report) -> Block:
    """The checks that compare no two sides: what was looked at and found."""
    rows = [
        row(check.code, _title(check), check.text, check.verdict)
        for check in report.checks
        if not check.left
    ]
    return table_block("Xem xét tính hợp lý và cách hiểu số liệu", LOOKED_AT, rows)


ACCOUNTS = """
    l Số dòng và số tiền
    r Số dòng
    r Số tiền (tiền)
"""
ACCOUNTS_NOTE = (
    "Số tiền là tổng mọi ô tiền, kể cả dòng tổng và dòng thành phần; chỉ để kiểm tra không sót dòng nào. "
    "Đã đọc bằng các phần dùng và không dùng, cộng ô được đính chính như nguồn in, trừ số đúng của các ô đó."
)


def accounts(report: Report) -> Block:
    """What became of every row that was read, and of its money."""
    rows = []
    for subject, name in SUBJECTS.items():
        if account_id(ROWS, subject, READ) not in report.book:
            continue
        rows.append(heading(capital(name)))
        for reason, label in LABELS.items():
            ids = [account_id(kind, subject, reason) for kind in (ROWS, MONEY)]
            # rows without money, and corrections of cells, have just one of the two
            cells = [report.exact_cell(id_) if id_ in report.book else "" for id_ in ids]
            if any(cells):
                account = row(capital(label), *cells)
                rows.append(total(account) if reason == READ else account)
    caption = "Số dòng và số tiền đã đọc, dùng và không dùng"
    return table_block(caption, report.in_unit(ACCOUNTS), rows, ACCOUNTS_NOTE)


CORRECTIONS = """
    c Dòng
    l Ô của tệp gốc
    r Nguồn in
    r Số đúng
    l Lý do
    l Người đính chính
"""


def corrections(report: Report) -> Block:
    """Every corrected cell: what the source prints, what is right, why, and who answers for it."""
    rows = []
    for line in report.clean.corrections:
        sheet = f", trang tính “{line.sheet}”" if line.sheet else ""
        place = f"{line.file.rpartition('/')[2]}{sheet}, dòng {line.row}, cột {line.column}"
        both = _both(report, line.line, line.wrong, line.right)
        reason, who = quoted(line.reason), quoted(line.who)
        rows.append(row(code(str(line.line)), quoted(place), *both, reason, who))
    note = "Dòng là số thứ tự của dòng trong dinh-chinh.csv; tệp gốc được giữ nguyên."
    return table_block("Ô số liệu đã đính chính", CORRECTIONS, rows, note)


def _both(report: Report, line: int, wrong: str, right: str) -> tuple[Text, Text]:
    """What the source prints and what is right: values where the cell is a figure, else texts."""
    for fact in report.facts:
        # numbered as `facts.printed_values` does: rows without a correction have no print of their own
        mended = filter(None, (corrections_of(row).get(VALUE_COLUMN) for row in fact.rows))
        for number, cell in enumerate(mended, 1):
            if cell.right.row == line:
                stem, suffix = split_id(fact.id)
                nth = str(number) if number > 1 else ""
                printed = f"{stem}_goc{nth}{suffix}"
                # `_in` is the printed total that stands beside a derived one
                beside = f"{stem}_in{suffix}"
                value = beside if beside in report.book else fact.id
                # a wrong print that is no number has no value
                if report.known(printed):
                    return report.exact_amount(printed), report.exact_amount(value)
                return quoted(wrong), report.exact_amount(value)
    return quoted(wrong), quoted(right)


READINGS = """
    c Mã
    l Nguồn viết
    l Cách hiểu được dùng
    l Cách hiểu khác
"""


def readings(report: Report) -> Block:
    """Technical section II: how doubtful passages of the sources are read, and the other reading."""
    used = {figure.source for figure in report.figures}
    rows = []
    for reading in report.clean.readings:
        if reading["source"] in used:
            texts = [quoted(reading[name]) for name in ("printed", "reading", "alternative")]
            rows.append(row(code(reading["id"]), *texts))
    return table_block(
        "Cách hiểu những chỗ chưa rõ của nguồn",
        READINGS,
        rows,
        lacking="Không có chỗ nào trong nguồn phải chọn cách hiểu.",
    )


ASSUMPTIONS = """
    l Về
    l Được hiểu như sau
    l Vị trí
"""


def assumptions(report: Report) -> Block:
    """Technical section II: how the data were understood where no cell says it outright, all in one table."""
    rows = [
        row(ASSUMED[finding.code], quoted(finding.message), quoted(finding.where))
        for code in ASSUMED
        for finding in report.clean.findings
        if finding.code == code
    ]
    if not rows:
        return NOTHING
    return table_block("Những điều được hiểu khi đọc số liệu", ASSUMPTIONS, rows)


FINDINGS = """
    l Mức
    l Nội dung
    l Vị trí
"""


def findings(report: Report) -> Block:
    """Technical section II: notices of cleaning that concern this edition, but for what was assumed."""
    rows = [
        row(finding.severity, quoted(_message(report, finding)), quoted(finding.where))
        for finding in (*report.clean.findings, *report.clean.narrative.findings)
        if not finding.is_assumed
    ]
    return table_block(
        "Cảnh báo và lưu ý khi làm sạch số liệu",
        FINDINGS,
        rows,
        lacking="Khâu làm sạch số liệu không có cảnh báo nào.",
    )


def _message(report: Report, finding: Finding) -> str:
    """A message; chapters without text are named as this report names them."""
    return retitled(report, finding.message) if finding.code == "note-empty" else finding.message
