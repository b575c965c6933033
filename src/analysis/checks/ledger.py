"""R18 and R19: rows and money of the raw files = what is used + what is left out, by reason + what is corrected."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction

from analysis.book.book import Book, Origin, Value
from analysis.book.points import Point
from analysis.checks.case import Case, Check
from analysis.figures.accounts import (
    BEFORE,
    CORRECTED,
    PRINTED,
    PUBLISHED,
    READ,
    REGISTER,
    USED,
    Account,
    published_account,
)
from analysis.figures.figure import Figure
from analysis.language.numbers import DONG, MILLION, parse_exact, shortest_decimals
from analysis.values.facts import Fact
from analysis.vocabulary import CONTROL_MEASURES

CONTROL, RIVAL, SUM = "doi_chieu", "so_khac", "cong"
ROW = "dòng"
ROWS, MONEY = "dong", "tien"
SUBJECTS = {PUBLISHED: "số liệu công bố", REGISTER: "danh mục đề án"}
LABELS = {
    READ: "đã đọc",
    USED: "dùng trong kỳ báo cáo",
    BEFORE: "năm trước, để so sánh",
    CONTROL: "của kỳ báo cáo, chỉ để đối chiếu",
    RIVAL: "của kỳ báo cáo, số thứ hai mà nguồn in, không dùng",
    "ky_khac": "của kỳ khác",
    "dia_ban_khac": "của địa bàn khác",
    "tong": "dòng cộng",
    "nhom": "dòng tên nhóm",
    "ghi_chu": "dòng ghi chú, chữ ký",
    "tieu_de": "dòng tiêu đề, tên bảng",
    "trong": "dòng trống",
    PRINTED: "ô được đính chính, như nguồn in",
    CORRECTED: "ô được đính chính, số đúng",
}
NOTE = "Cộng mọi ô tiền của các dòng, kể cả dòng tổng và dòng thành phần; chỉ để kiểm tra không sót dòng nào."


def account_id(kind: str, subject: str, reason: str) -> str:
    """The id of an account's number of rows (`dong_…`) or of its money (`tien_…`)."""
    return f"{kind}_{subject}_{reason}"


def add_accounts(book: Book, accounts: Sequence[Account], facts: Sequence[Fact]) -> None:
    """Enter every account that has rows or money, and those of the edition's own published rows by their use."""
    for account in [*accounts, *_own_accounts(book, facts)]:
        _add(book, account)


def _own_accounts(book: Book, facts: Sequence[Fact]) -> list[Account]:
    used: dict[str, list[Figure]] = {}
    for fact in facts:
        rows = [row for row in fact.rows if not row.parts]
        used.setdefault(BEFORE if fact.point.is_before else _use(book, fact), []).extend(rows)
    return [published_account(use, rows) for use, rows in used.items() if rows]


def _use(book: Book, fact: Fact) -> str:
    stem, point, suffix = fact.id.partition(".")
    if fact.chosen and not fact.figure.parts and f"{stem}_in{point}{suffix}" not in book:
        return CONTROL if fact.figure.measure in CONTROL_MEASURES else USED
    return RIVAL if not fact.chosen and not fact.control else CONTROL


def _add(book: Book, account: Account) -> None:
    words = f"{LABELS[account.reason]}, {SUBJECTS[account.subject]}"
    if account.rows:
        id_ = account_id(ROWS, account.subject, account.reason)
        label = f"Số {words}" if words.startswith("dòng ") else f"Số dòng {words}"
        origins = tuple(Origin(**place) for place in account.places)
        book.add(
            Value(
                id_, label, Fraction(account.rows), ROW, origins=origins, decimals=0, gather="count"
            )
        )
    if account.money and account.cells:
        id_, money = account_id(MONEY, account.subject, account.reason), parse_exact(account.money)
        origins = tuple(Origin(**place) for place in account.cells)
        note = " ".join(filter(None, (NOTE, account.note)))
        decimals = shortest_decimals(money / MILLION, 6)
        value = Value(
            id_, f"Số tiền {words}", money, DONG, caveat=note, origins=origins, decimals=decimals
        )
        book.add(replace(value, gather="sum"))


def check_accounts(case: Case) -> Iterator[Check]:
    """R18, R19: every row that was read, and its money, is used, left out for a named reason, or corrected."""
    for subject, tail in ((PUBLISHED, ""), (REGISTER, "a")):
        for kind, code, noun in ((ROWS, "R18", "số dòng"), (MONEY, "R19", "số tiền")):
            yield from _account(case, subject, kind, code + tail, f"{noun} của {SUBJECTS[subject]}")


def _account(case: Case, subject: str, kind: str, code: str, title: str) -> Iterator[Check]:
    whole = account_id(kind, subject, READ)
    if whole not in case.book:
        return
    parts, mended = parts_of(case.book, subject, kind), account_id(kind, subject, PRINTED)
    point, unit = (
        Point.whole(case.edition),
        case.book[whole].unit,
    )
    formula = " + ".join(parts) or "0"
    right = account_id(kind, subject, CORRECTED)
    formula += (f" + {mended}" if mended in case.book else "") + (
        f" - {right}" if right in case.book else ""
    )
    total, residual = account_id(kind, subject, SUM), code
    case.derive(total, f"Cộng các phần: {title}", formula, point, unit)
    case.derive(residual, f"Chênh lệch: {title}", f"{whole} - {total}", point, unit)
    agrees = case.book[residual].value == 0
    text = f"Đã đọc {{{whole}}}; dùng, không dùng và đính chính cộng lại {{{total}}}."
    yield case.check(code, title, text, residual, "khớp" if agrees else "lệch", (whole, total))


def parts_of(book: Book, subject: str, kind: str) -> list[str]:
    """The ids of the accounts that make up what was read, but for what corrections change."""
    ids = [
        account_id(kind, subject, reason)
        for reason in LABELS
        if reason not in (READ, PRINTED, CORRECTED)
    ]
    return [id_ for id_ in ids if id_ in book]
