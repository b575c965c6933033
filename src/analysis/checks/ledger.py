"""R18 and R19: rows and money of an edition's place and period = what is used, only controls or is corrected."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from analysis.book.book import Book, Value
from analysis.book.points import At, split_id
from analysis.checks.case import Case, Checks, mark
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
from analysis.language.numbers import parse_exact, shortest_decimals
from analysis.language.printed_units import DONG, MILLION
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
        use = BEFORE if fact.point.is_before else _use(At(book, fact.point), fact)
        used.setdefault(use, []).extend(row for row in fact.rows if not row.parts)
    return [published_account(use, rows) for use, rows in used.items() if rows]


def _use(at: At, fact: Fact) -> str:
    # each row is counted once: what is used, what only controls, what is a rival
    if not fact.chosen:
        return CONTROL if fact.control or fact.agrees or fact.beside else RIVAL
    printed_total = split_id(fact.id)[0] + "_in"
    if fact.figure.parts or at.get(printed_total) or fact.figure.measure in CONTROL_MEASURES:
        return CONTROL
    return USED


def _add(book: Book, account: Account) -> None:
    words = f"{LABELS[account.reason]}, {SUBJECTS[account.subject]}"
    if account.rows:
        label = f"Số dòng {words.removeprefix('dòng ')}"
        book.add(
            Value(
                account_id(ROWS, account.subject, account.reason),
                label,
                Fraction(account.rows),
                ROW,
                origins=tuple(account.places),
                decimals=0,
                gather="count",
            )
        )
    if account.money and account.cells:
        money = parse_exact(account.money)
        book.add(
            Value(
                account_id(MONEY, account.subject, account.reason),
                f"Số tiền {words}",
                money,
                DONG,
                caveat=f"{NOTE} {account.note}".strip(),
                origins=tuple(account.cells),
                decimals=shortest_decimals(money / MILLION, 6),
                gather="sum",
            )
        )


def check_accounts(case: Case) -> Checks:
    """R18, R19: every row that was read, and its money, is used, left out for a named reason, or corrected."""
    for subject, tail in ((PUBLISHED, ""), (REGISTER, "a")):
        for kind, code, noun in ((ROWS, "R18", "số dòng"), (MONEY, "R19", "số tiền")):
            title = f"{noun} của {SUBJECTS[subject]}"
            yield from _account(case, subject, kind, code + tail, title)


def _account(case: Case, subject: str, kind: str, code: str, title: str) -> Checks:
    whole, total, mended, right = (
        account_id(kind, subject, reason) for reason in (READ, SUM, PRINTED, CORRECTED)
    )
    if whole not in case.book:
        return
    at, unit = case.whole(), case.book[whole].unit
    formula = " + ".join(parts_of(case.book, subject, kind)) or "0"
    # a corrected cell was read as printed and is used as it ought to be
    if mended in case.book:
        formula += f" + {mended}"
    if right in case.book:
        formula += f" - {right}"
    at.derive(total, f"Cộng các phần: {title}", formula, unit)
    gap = at.gap(code, f"Chênh lệch: {title}", whole, total)
    text = f"Đã đọc {mark(whole)}; dùng, không dùng và đính chính cộng lại {mark(total)}."
    yield at.check_equal(code, title, text, gap)


def parts_of(book: Book, subject: str, kind: str) -> list[str]:
    """The ids of the accounts that make up what was read, but for what corrections change."""
    reasons = [reason for reason in LABELS if reason not in (READ, PRINTED, CORRECTED)]
    ids = [account_id(kind, subject, reason) for reason in reasons]
    return [id_ for id_ in ids if id_ in book]
