"""What was done against its plan and against the year before: values that `indicators` leaves to the whole book."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from analysis.book.book import Book, Value, needed
from analysis.book.records import row_spans
from analysis.definitions.provinces import across_reform
from analysis.edition import Edition
from analysis.language.printed_units import DONG
from analysis.vocabulary import FUNDS, STATUS_SUFFIX, cells

# What is compared with the year before, as its label names it.
LABELS = {
    **{fund.value: fund.title for fund in FUNDS.values() if fund.value not in ("", "T")},
    "DA": "Số đề án",
    "I10": "Hệ số huy động đối ứng",
}
NAMES = tuple(LABELS)
# Money by activity, which is compared for one year or a part of one.
ACTIVITY_LABELS = {
    "D": "Đào tạo nghề, truyền nghề",
    "M": "Mô hình trình diễn, chuyển giao công nghệ",
    "K": "Ứng dụng máy móc, thiết bị",
    "S": "Sản phẩm công nghiệp nông thôn tiêu biểu",
}
# The values of a change: the end of the id, the unit (= as what changed), how it is called, its formula.
CHANGES = cells("""
chenh | = | Chênh lệch | {new} - {old}
muc | = | Mức thay đổi | max({new}, {old}) - min({new}, {old})
toc_do | % | Tốc độ thay đổi | {name}_chenh{now} / {old} * 100
ty_le | % | Tỷ lệ thay đổi | {name}_muc{now} / {old} * 100
""")
# The size of a change that is a bound, which `muc` cannot tell: of the larger of "trên 5" and 7 nothing is known.
SIZES = cells("""
do_lon | = | Độ lớn của thay đổi | {more} - {less}
ty_le_lon | % | Tỷ lệ của độ lớn thay đổi | {name}_do_lon{now} / {old} * 100
""")


def pairs_of(edition: Edition) -> Iterator[tuple[int, str, str]]:
    """(year, suffix of the period a year before, suffix of the period) for each change that an edition can show."""
    if edition.has_year_before:
        yield edition.year_from, edition.year_before.suffix, ""
        return
    for year in edition.years[1:]:
        yield year, f".{year - 1}", f".{year}"


# What a plan states, as the label of its share names it.
PLANNED = {name: words for name, words in {**LABELS, **ACTIVITY_LABELS}.items() if name != "I10"}


def add_plan_shares(book: Book, edition: Edition) -> None:
    """Add `L_so_kh`: what was done in % of its plan, for the whole period and for each year of several."""
    ends = [""]
    if not edition.is_single_year:
        ends += [f".{year}" for year in edition.years]
    for end in ends:
        for name, words in PLANNED.items():
            done, plan = name + end, name + end + STATUS_SUFFIX["planned"]
            if book.known(done) and book.known(plan) and _is_plan_of(book, plan, done):
                label = f"{words} so với kế hoạch"
                if end:
                    label += f" (năm {end[1:]})"
                formula = f"100 * {done} / {plan}"
                book.derive(f"{name}_so_kh{end}", label, "%", formula, decimals=2)


def _is_plan_of(book: Book, plan: str, done: str) -> bool:
    """Whether a plan is one of what was done.

    A published one is. Schemes of a register that are only planned are others than those carried out, unless the same
    rows state both.
    """
    if not book[plan].value:
        return False
    planned = _register_rows(book, plan)
    return not planned or planned >= _register_rows(book, done) > set()


def _register_rows(book: Book, id_: str) -> set[tuple[str, str | None, int]]:
    """The rows of registers that a value comes from, with file and sheet."""
    origins = chain.from_iterable(book[name].origins for name in needed(book, [id_]))
    found: set[tuple[str, str | None, int]] = set()
    for origin in origins:
        if not origin.rows:
            continue
        for first, last in row_spans(origin.rows):
            found.update((origin.file, origin.sheet, row) for row in range(first, last + 1))
    return found


def add_changes(book: Book, edition: Edition, *, is_broken: bool = False) -> None:
    """Add `P_chenh` (signed difference), `P_toc_do` (signed rate in %), `P_muc` and `P_ty_le` (their sizes).

    Of a change that is a bound `P_do_lon` and `P_ty_le_lon` too, the sizes with the bounds that they have.
    Where the territory `is_broken` there is none across the reform of provinces.
    """
    compared = LABELS
    if edition.has_year_before:
        compared = {**LABELS, **ACTIVITY_LABELS}
        if is_broken:
            return
    for year, before, now in pairs_of(edition):
        if is_broken and across_reform(year - 1, year):
            continue
        told = f"năm {year} so với năm {year - 1}"
        if edition.is_part:
            told = f"{edition.period_text} so với cùng kỳ năm {year - 1}"
        for name, words in compared.items():
            old, new = name + before, name + now
            if not (book.known(old) and book.known(new)):
                continue
            own = book[new].unit
            own_decimals = 3 if own == DONG else book[new].decimals
            more, less = (new, old) if _rises(book, new, old) else (old, new)
            for part, measured, noun, formula in (*CHANGES, *SIZES):
                if part.endswith("lon") and not is_bounded(book[f"{name}_chenh{now}"]):
                    break
                # nothing has no rate of change
                if measured == "%" and not book[old].value:
                    continue
                book.derive(
                    f"{name}_{part}{now}",
                    f"{noun} {words}, {told}",
                    "%" if measured == "%" else own,
                    formula.format(name=name, new=new, old=old, now=now, more=more, less=less),
                    decimals=2 if measured == "%" else own_decimals,
                )


def is_bounded(change: Value) -> bool:
    """Whether a change is known as a bound, on one side of nothing or across it."""
    return change.bound in ("at_least", "at_most") and bool(change.value)


def _rises(book: Book, new: str, old: str) -> bool:
    return (book[new].value or 0) >= (book[old].value or 0)
