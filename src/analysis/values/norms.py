"""Each scheme of a register against the support norms in force at its date: N02 for models, N04 for machinery.

N03 (a model that spreads what already works) and N05 (a whole production line) cannot be told from N02 and N04 in a
register: what only they would allow is left for people to look at, and so is everything that the register does not
state. National caps bind KCQG; for KCĐP, whose levels the province sets, going beyond them is only worth a look.
Source of the norms: `norms.toml`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import Final

import pandas as pd

from analysis.book.book import Book
from analysis.definitions.law import Norm, load_norms
from analysis.language.numbers import DONG, exact_text

PRIORITY: Final = Fraction(3, 2)
PRIORITY_ID: Final = "uu_tien"
PRIORITY_LABEL: Final = (
    "Mức ưu tiên so với mức trần, Điều 6.2 Thông tư liên tịch số 26/2014/TTLT-BTC-BCT"
)
SMALL_GROUP: Final = 5
SMALL_GROUP_ID: Final = "nhom_nho"
SMALL_GROUP_LABEL: Final = "Ngưỡng số đề án của nhóm nhỏ, quy ước của báo cáo"


def add_norm(book: Book, norm: Norm) -> None:
    """Enter the cap and the share of a norm, once."""
    if norm.cap_id in book:
        return
    book.derive(norm.cap_id, f"Mức hỗ trợ tối đa một {norm.unit}, {norm.text}", DONG, str(norm.cap))
    book.derive(
        norm.share_id, f"Tỷ lệ hỗ trợ tối đa trong chi phí, {norm.text}", "%", str(norm.share)
    )


def add_priority(book: Book) -> None:
    """Enter by how much priority raises a cap, once."""
    if PRIORITY_ID not in book:
        book.derive(PRIORITY_ID, PRIORITY_LABEL, "lần", exact_text(PRIORITY))


def add_small_group(book: Book) -> None:
    """Enter below which number of schemes a group counts as small."""
    book.derive(SMALL_GROUP_ID, SMALL_GROUP_LABEL, "đề án", str(SMALL_GROUP), decimals=0)


@lru_cache(maxsize=1)
def all_norms() -> Book:
    """A book of these values alone, for text that stands outside an edition."""
    book = Book()
    for norm in load_norms():
        add_norm(book, norm)
    add_priority(book)
    return book


MET, BROKEN, OPEN = "đạt", "không đạt", "cần xem xét"
VERDICTS = (MET, BROKEN, OPEN)
NORM_OF = {"ND3-MH": "N02", "ND3-MM": "N04"}
NEAR = dt.timedelta(days=90)
"""How long around a change of regime the transitional rules, which were not seen, may still decide."""
AMOUNT, SHARE = "<so_tien>", "<ty_le>"
"""What stands for the ids of a scheme's support and of its share in the cost, in the template that a reason is."""

KEYS = [
    "activity",
    "kcqg",
    "kcdp",
    "cost",
    "establishments",
    "difficult_area",
    "approved_on",
    "year",
]
JUDGED = ("scheme", "norm", "fund", "text", "verdict", "reason")


@dataclass(frozen=True)
class _Scheme:
    """What the norms ask of a scheme; `amount` and `cost` in đồng, `units` None where the register has no number.

    `amount` is of one fund, `support` of both.
    """

    amount: int
    support: int
    cost: int
    units: int | None
    priority: str
    approved: dt.date | None
    year: int


def judge(schemes: pd.DataFrame) -> pd.DataFrame:
    """One row a scheme and fund that can be checked: scheme (index of the frame), norm, fund, text, verdict, reason.

    A reason is a template over the values of `norm_values`, with `AMOUNT` and `SHARE` for the scheme's own.
    """
    checked = schemes[schemes["activity"].isin(NORM_OF) & schemes["kcqg"].notna()]
    keyed = checked.assign(cost=checked["budget"].fillna(checked["tong"]))[KEYS]
    found = keyed.groupby(KEYS, dropna=False, sort=False).groups
    rows = [
        (int(index), *judged)
        for key, indices in found.items()
        for judged in _judged(key)
        for index in indices
    ]  # fmt: skip
    frame = pd.DataFrame(rows, columns=list(JUDGED))
    return frame.sort_values(
        ["scheme", "fund"], ascending=[True, False], kind="stable", ignore_index=True
    )


def _judged(key: Sequence[object]) -> Iterator[tuple[str, str, str, str, str]]:
    activity, national, local, cost, units, priority, approved, year = key
    for fund, amount in (("national", national), ("local", local)):
        if pd.isna(amount) or not int(amount) or pd.isna(cost):  # type: ignore[call-overload]
            continue
        scheme = _Scheme(
            int(amount),  # type: ignore[call-overload]
            sum(int(part) for part in (national, local) if not pd.isna(part)),  # type: ignore[call-overload]
            int(cost),  # type: ignore[call-overload]
            None if pd.isna(units) or not int(units) else int(units),  # type: ignore[call-overload]
            str(priority),
            dt.date.fromisoformat(str(approved)) if approved else None,
            int(year),  # type: ignore[call-overload]
        )
        result = _verdict(scheme, NORM_OF[str(activity)])
        if result is not None:
            yield (
                NORM_OF[str(activity)],
                fund,
                *(_softened(result) if fund == "local" else result),
            )


def _softened(result: tuple[str, str, str]) -> tuple[str, str, str]:
    text, verdict, reason = result
    if verdict == MET:
        return result
    return (
        text,
        OPEN,
        f"so với mức của khuyến công quốc gia: {reason}; mức của KCĐP do địa phương quy định",
    )


def _verdict(scheme: _Scheme, id_: str) -> tuple[str, str, str] | None:
    """(act, verdict, reason) of a scheme, None where no norm is known."""
    versions = [norm for norm in load_norms() if norm.id == id_]
    if scheme.approved is not None:
        first = last = scheme.approved
    else:
        first, last = dt.date(scheme.year, 1, 1), dt.date(scheme.year, 12, 31)
    inside = [
        norm for norm in versions if norm.start <= last and (norm.end is None or norm.end >= first)
    ]
    if not inside:
        return None
    text = "; ".join(norm.text for norm in inside)
    if len(inside) > 1 or inside[0].start > first:
        return (
            text,
            OPEN,
            f"trong [[năm {scheme.year}]] mức hỗ trợ có thay đổi mà danh mục không ghi ngày phê duyệt",
        )
    verdict, reason = _within(scheme, inside[0])
    known_to = inside[0].known_to
    if known_to is not None and last > known_to:
        unseen = f"chưa có nguyên văn văn bản sửa đổi áp dụng sau [[ngày {known_to:%d/%m/%Y}]]"
    elif _other_regime_near(scheme, inside[0], versions, verdict):
        unseen = "ngày phê duyệt gần ngày mức hỗ trợ thay đổi, quy định chuyển tiếp chưa xem được nguyên văn"
    else:
        return text, verdict, reason
    return text, OPEN, unseen if verdict == MET else f"theo văn bản đã biết: {reason}; {unseen}"


def _other_regime_near(scheme: _Scheme, norm: Norm, versions: Sequence[Norm], verdict: str) -> bool:
    """True when the day is near a change of regime, and the other one is unknown or would decide otherwise."""
    day = scheme.approved
    if day is None:
        return False
    if day - norm.start < NEAR:
        before = next((other for other in versions if other.end and other.end < norm.start), None)
        return before is None or _within(scheme, before)[0] != verdict
    after = next((other for other in versions if norm.end and other.start > norm.end), None)
    return after is not None and after.start - day <= NEAR and _within(scheme, after)[0] != verdict


def _within(scheme: _Scheme, norm: Norm) -> tuple[str, str]:
    """The verdict on the cap and on the share together, with what decided."""
    results = [_cap(scheme, norm), _share(scheme, norm)]
    for verdict in (BROKEN, OPEN):
        reasons = [reason for found, reason in results if found == verdict]
        if reasons:
            return verdict, "; ".join(reasons)
    mean = "bình quân " if (scheme.units or 1) > 1 else ""
    return (
        MET,
        f"{mean}trong mức trần {{{norm.cap_id}}} một {norm.unit} và {{{norm.share_id}}} chi phí",
    )


def _cap(scheme: _Scheme, norm: Norm) -> tuple[str, str]:
    per_unit = norm.unit == "cơ sở"
    limit = norm.cap * (scheme.units or 1 if per_unit else 1)
    beyond = f"{{vượt: {AMOUNT} > {norm.cap_id}}} mức trần {{{norm.cap_id}}} một {norm.unit}"
    if scheme.amount <= limit or (
        norm.priority and scheme.priority == "có" and scheme.amount <= PRIORITY * limit
    ):
        return MET, ""
    if per_unit and scheme.units is None:
        return OPEN, f"{beyond}, danh mục không ghi số cơ sở"
    if scheme.amount > PRIORITY * limit:
        return BROKEN, f"{beyond}, kể cả khi được ưu tiên"
    if not scheme.priority:
        return (
            OPEN,
            f"{beyond} nhưng không quá {{{PRIORITY_ID}}}, danh mục không ghi địa bàn khó khăn",
        )
    if scheme.priority == "có":
        return (
            OPEN,
            f"{beyond} nhưng không quá {{{PRIORITY_ID}}}, chưa có nguyên văn quy định về mức ưu tiên",
        )
    if norm.line:
        return OPEN, f"{beyond} nhưng có thể là dây chuyền công nghệ"
    return BROKEN, beyond


def _share(scheme: _Scheme, norm: Norm) -> tuple[str, str]:
    limit = Fraction(norm.share * scheme.cost, 100)
    beyond = f"{{vượt: {SHARE} > {norm.share_id}}} {{{norm.share_id}}} chi phí"
    if scheme.support <= limit:
        return MET, ""
    if scheme.amount <= limit:
        return OPEN, f"KCQG và KCĐP cộng lại không còn trong mức {{{norm.share_id}}} chi phí"
    if scheme.amount > PRIORITY * limit:
        return BROKEN, f"{beyond}, kể cả khi được ưu tiên"
    if scheme.priority == "không":
        return BROKEN, beyond
    return OPEN, f"{beyond}, chưa rõ mức ưu tiên có nâng tỷ lệ này không"
