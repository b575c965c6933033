"""Appendix V: reconciliation in words and as a ledger, corrections, readings, findings."""

from __future__ import annotations

from collections.abc import Iterable

from analysis.checks.case import WAIVED, Check
from analysis.checks.ledger import LABELS, MONEY, ROWS, SUBJECTS, account_id, parts_of
from analysis.document.blocks import (
    Block,
    Cell,
    Inline,
    Row,
    amount,
    bold,
    bullets,
    code,
    named,
    paragraph,
    plain,
    prose,
    quoted,
    reference,
    table_block,
    unit_name,
)
from analysis.figures.accounts import CORRECTED, PRINTED, PUBLISHED, READ, REGISTER
from analysis.figures.figure import corrections_of
from analysis.report.notes import AGREE
from analysis.report.parts import MONEY as MONEY_UNIT
from analysis.report.parts import NOTHING, capital, cell, missing, paragraphs, total, words
from analysis.report.view import Report
from analysis.vocabulary import VALUE_COLUMN


def text(report: Report) -> Block:
    """Appendix V: in words, what agrees and what does not."""
    if not report.checks:
        return prose(paragraphs(report, ["Không có số liệu nào đủ để đối chiếu."]))
    agree = [check.title for check in report.checks if check.verdict in AGREE]
    blocks = [paragraph(_titles("Khớp hoặc đạt: ", dict.fromkeys(agree)))] if agree else []
    others = [check for check in report.checks if check.verdict not in AGREE]
    if others:
        blocks.append(paragraph([plain("Những điểm người đọc cần biết:")]))
        blocks.append(bullets(_told(check) for check in others))
    text = "Không số liệu nào được sửa ngầm; chỗ nguồn chưa rõ được giữ nguyên và nêu cách hiểu."
    if report.clean.corrections:
        text += " Các ô nguồn in sai đã đính chính nêu tại {@tbl-pl-dinh-chinh}."
    return prose([*blocks, *paragraphs(report, [text])])


def _told(check: Check) -> list[Inline]:
    told = [*named(f"{capital(check.verdict)} ({check.code}): "), *check.text]
    if check.verdict != WAIVED:
        return told
    return [
        *told,
        plain(" Lý do và người chịu trách nhiệm: "),
        reference("tbl-pl-doi-chieu"),
        plain("."),
    ]


def _titles(opening: str, titles: Iterable[str]) -> list[Inline]:
    inlines: list[Inline] = [plain(opening)]
    for title in titles:
        inlines += [*([plain("; ")] if len(inlines) > 1 else []), *named(title)]
    return [*inlines, plain(".")]


def readings(report: Report) -> Block:
    """Appendix V: how doubtful passages of the sources are read, and the other reading."""
    used = {figure.source for figure in report.figures}
    rows: list[Row] = [
        {
            "cells": [
                [code(r["id"])],
                [quoted(r["printed"])],
                [quoted(r["reading"])],
                [quoted(r["alternative"])],
            ]
        }
        for r in report.clean.readings
        if r["source"] in used
    ]
    if not rows:
        return missing("Không có chỗ nào trong nguồn phải chọn cách hiểu.")
    columns = [("c", 0.09), ("l", 0.35), ("l", 0.26), ("l", 0.3)]
    heads = ["Mã", "Nguồn viết", "Cách hiểu được dùng", "Cách hiểu khác"]
    return table_block([plain("Cách hiểu những chỗ chưa rõ của nguồn")], columns, heads, rows)


def findings(report: Report) -> Block:
    """Appendix V: notices of cleaning that concern this edition."""
    rows: list[Row] = [
        {"cells": [words(finding.severity), [quoted(finding.message)], [quoted(finding.where)]]}
        for finding in report.clean.findings
    ]
    if not rows:
        return missing("Khâu làm sạch số liệu không có cảnh báo nào.")
    columns = [("l", 0.14), ("l", 0.5), ("l", 0.36)]
    return table_block(
        [plain("Cảnh báo và lưu ý khi làm sạch số liệu")],
        columns,
        ["Mức", "Nội dung", "Vị trí"],
        rows,
    )


def identities(report: Report) -> Block:
    """One line an identity: what, both sides, the difference, the verdict; a waiver with its reason and name."""
    checks = [check for check in report.checks if check.left]
    if not checks:
        return missing("Không có số liệu nào đủ để đối chiếu.")
    rows: list[Row] = [{"cells": _identity(report, check)} for check in checks]
    heads = [
        "Mã",
        "Phép đối chiếu",
        "Đơn vị",
        "Vế thứ nhất",
        "Vế thứ hai",
        "Chênh lệch",
        "Kết luận",
    ]
    columns = [
        ("c", 0.08),
        ("l", 0.32),
        ("l", 0.11),
        ("r", 0.13),
        ("r", 0.13),
        ("r", 0.11),
        ("l", 0.12),
    ]
    return table_block([plain("Sổ đối chiếu")], columns, heads, rows)


def _identity(report: Report, check: Check) -> list[Cell]:
    sides = [cell(report.book, id_) for id_ in (check.left, check.right, check.residual)]
    unit = report.book[check.residual].unit.replace("đồng", MONEY_UNIT)
    return [words(check.code), _title(check), [unit_name(unit)], *sides, words(check.verdict)]


def _title(check: Check) -> Cell:
    """What was compared; a waiver tells why it holds and who answers for it."""
    title = words(check.title[0].upper() + check.title[1:])
    if check.verdict != WAIVED:
        return title
    return [
        *title,
        plain(". Lý do miễn trừ: "),
        quoted(check.reason),
        plain(" ("),
        quoted(check.who),
        plain(")"),
    ]


def plausibility(report: Report) -> Block:
    """The checks that compare no two sides: what was looked at and found."""
    checks = [check for check in report.checks if not check.left]
    if not checks:
        return NOTHING
    rows: list[Row] = [
        {
            "cells": [
                words(check.code),
                _title(check),
                list(check.text),
                words(check.verdict),
            ]
        }
        for check in checks
    ]
    heads = ["Mã", "Nội dung xem xét", "Kết quả", "Kết luận"]
    columns = [("c", 0.09), ("l", 0.25), ("l", 0.52), ("l", 0.14)]
    return table_block([plain("Xem xét tính hợp lý và cách hiểu số liệu")], columns, heads, rows)


def accounts(report: Report) -> Block:
    """What became of every row that was read, and of its money."""
    rows: list[Row] = []
    for subject in (PUBLISHED, REGISTER):
        if account_id(ROWS, subject, READ) not in report.book:
            continue
        label = SUBJECTS[subject]
        rows.append(
            {
                "cells": [[bold(words(label[0].upper() + label[1:]))], words(""), words("")],
                "class": "nhom",
            }
        )
        rows.append(total(_account(report, subject, READ, "Đã đọc")))
        stated = {
            id_.rpartition(f"_{subject}_")[2]
            for kind in (ROWS, MONEY)
            for id_ in parts_of(report.book, subject, kind)
        }
        mended = [
            reason
            for reason in (PRINTED, CORRECTED)
            if account_id(MONEY, subject, reason) in report.book
        ]
        rows += [
            _account(report, subject, reason, LABELS[reason][0].upper() + LABELS[reason][1:])
            for reason in [*(reason for reason in LABELS if reason in stated), *mended]
        ]
    if not rows:
        return NOTHING
    heads = ["Số dòng và số tiền", "Số dòng", "Số tiền (triệu đồng)"]
    note = (
        "Số tiền là tổng mọi ô tiền, kể cả dòng tổng và dòng thành phần; chỉ để kiểm tra không sót dòng nào. "
        "Đã đọc bằng các phần dùng và không dùng, cộng ô được đính chính như nguồn in, trừ số đúng của các ô đó."
    )
    caption = "Số dòng và số tiền đã đọc, dùng và không dùng"
    return table_block(
        [plain(caption)], [("l", 0.6), ("r", 0.16), ("r", 0.24)], heads, rows, [plain(note)]
    )


def _account(report: Report, subject: str, reason: str, label: str) -> Row:
    ids = [account_id(kind, subject, reason) for kind in (ROWS, MONEY)]
    return {
        "cells": [
            words(label),
            *(cell(report.book, id_) if id_ in report.book else words("") for id_ in ids),
        ]
    }


def corrections(report: Report) -> Block:
    """Every corrected cell: what the source prints, what is right, why, and who answers for it."""
    if not report.clean.corrections:
        return NOTHING
    rows: list[Row] = []
    for line in report.clean.corrections:
        sheet = f", trang tính “{line.sheet}”" if line.sheet else ""
        place = f"{line.file.rpartition('/')[2]}{sheet}, dòng {line.row}, cột {line.column}"
        printed, right = _both(report, line.line, line.wrong, line.right)
        rows.append(
            {
                "cells": [
                    [code(str(line.line))],
                    [quoted(place)],
                    printed,
                    right,
                    [quoted(line.reason)],
                    [quoted(line.who)],
                ]
            }
        )
    heads = ["Dòng", "Ô của tệp gốc", "Nguồn in", "Số đúng", "Lý do", "Người đính chính"]
    columns = [("c", 0.07), ("l", 0.26), ("r", 0.14), ("r", 0.14), ("l", 0.25), ("l", 0.14)]
    note = "Dòng là số thứ tự của dòng trong dinh-chinh.csv; tệp gốc được giữ nguyên."
    return table_block([plain("Ô số liệu đã đính chính")], columns, heads, rows, [plain(note)])


def _both(report: Report, line: int, wrong: str, right: str) -> tuple[Cell, Cell]:
    """What the source prints and what is right: values where the cell is a figure, else the texts of the cells."""
    for fact in report.facts:
        for number, row in enumerate(fact.rows):
            mended = corrections_of(row).get(VALUE_COLUMN)
            if mended and mended.right.row == line:
                return _values(report, fact.id, number, wrong)
    return [quoted(wrong)], [quoted(right)]


def _values(report: Report, id_: str, number: int, wrong: str) -> tuple[Cell, Cell]:
    stem, point, suffix = id_.partition(".")
    entries = (f"{stem}_goc{number + 1 if number else ''}{point}{suffix}", id_)
    held = f"{stem}_in{point}{suffix}"
    printed, right = entries[0], held if held in report.book else entries[1]
    known = report.known(printed)
    return amount(report.book[printed]) if known else [quoted(wrong)], amount(report.book[right])
