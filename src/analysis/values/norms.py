"""Each scheme of a register against the support norms in force at its date: N02 for models, N04 for machinery.

N03 (a model that spreads what already works) and N05 (a whole production line) cannot be told from
N02 and N04 in a register: what only they would allow is left for people to look at, and so is
everything that the register does not state. National caps bind KCQG; for KCĐP, whose levels the
province sets, going beyond them is only worth a look. Source of the norms: `norms.toml`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import Any

import pandas as pd

from analysis.book.book import Book
from analysis.definitions.law import Norm, load_norms
from analysis.language.numbers import DONG, exact_text
from analysis.vocabulary import SUPPORT_COLUMNS

PRIORITY = Fraction(3, 2)
PRIORITY_ID = "uu_tien"
PRIORITY_LABEL = "Mức ưu tiên so với mức trần, Điều 6.2 Thông tư liên tịch số 26/2014/TTLT-BTC-BCT"
SMALL_GROUP = 5
SMALL_GROUP_ID = "nhom_nho"
SMALL_GROUP_LABEL = "Ngưỡng số đề án của nhóm nhỏ, quy ước của báo cáo"


def add_norm(book: Book, norm: Norm) -> None:
    """Enter the cap and the share of a norm, once."""
    if norm.cap_id in book:
        return
    cap = f"Mức hỗ trợ tối đa một {norm.unit}, {norm.text}"
    share = f"Tỷ lệ hỗ trợ tối đa trong chi phí, {norm.text}"
    book.derive(norm.cap_id, cap, DONG, str(norm.cap))
    book.derive(norm.share_id, share, "%", str(norm.share))


def add_priority(book: Book) -> None:
    """Enter by how much priority raises a cap, once."""
    if PRIORITY_ID not in book:
        book.derive(PRIORITY_ID, PRIORITY_LABEL, "lần", exact_text(PRIORITY))


def add_small_group(book: Book) -> None:
    """Enter below which number of schemes a group counts as small."""
    book.derive(
        SMALL_GROUP_ID,
        SMALL_GROUP_LABEL,
        "đề án",
        str(SMALL_GROUP),
        decimals=0,
    )


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
# Why no norm was held against a scheme, by the code that ends the id of their number.
WHY_NOT = {
    "loai": "thuộc loại hình không có mức hỗ trợ tối đa để đối chiếu",
    "trong": "ô kinh phí để trống, chưa chắc là không có kinh phí",
    "khong": "không có kinh phí khuyến công",
    "van_ban": "không có văn bản về mức hỗ trợ đã biết trong thời gian phê duyệt",
}
NORM_OF = {"ND3-MH": "N02", "ND3-MM": "N04"}
NEAR = dt.timedelta(days=90)
"""How long around a change of regime the transitional rules, which were not seen, may still decide."""
AMOUNT, SHARE = "<so_tien>", "<ty_le>"
"""What stands for the ids of a scheme's support and of its share in the cost, in the template that a reason is."""

KEYS = "activity kcqg kcdp cost establishments difficult_area approved_on year".split()
JUDGED = "scheme norm fund text verdict reason".split()

# A verdict and the reason for it.
Result = tuple[str, str]


@dataclass(frozen=True)
class _Scheme:
    """What the norms ask of a scheme; `amount` and `cost` in đồng, `units` 0 where the register has no number.

    `amount` is of one fund, `support` of both; it was approved from the first to the last day.
    """

    amount: int
    support: int
    cost: int
    units: int
    priority: str
    first: dt.date
    last: dt.date


def judge(schemes: pd.DataFrame) -> pd.DataFrame:
    """One row a scheme and fund that can be checked: scheme (index of the frame), norm, fund, text, verdict, reason.

    A reason is a template over the values of `norm_values`, with `AMOUNT` and `SHARE` for the
    scheme's own.
    """
    # A blank that no total proves to be 0 is no amount: neither the cap nor the share can be held against it.
    stated = schemes["kcqg"].notna() & schemes["kcdp"].notna()
    checked = schemes[schemes["activity"].isin(NORM_OF) & stated]
    keyed = checked.assign(cost=checked["budget"].fillna(checked["tong"]))[KEYS]
    # many schemes share all that a norm asks of them
    found = keyed.groupby(KEYS, dropna=False, sort=False).groups
    rows = [
        (int(index), *judged)
        for key, indices in found.items()
        for judged in _judged(key)
        for index in indices
    ]
    order, ascending = ["scheme", "fund"], [True, False]
    frame = pd.DataFrame(rows, columns=JUDGED)
    return frame.sort_values(order, ascending=ascending, kind="stable", ignore_index=True)


def unchecked(schemes: pd.DataFrame, judged: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """The schemes that no norm was held against, by the words of `WHY_NOT` that say why; none where there is none."""
    rest = schemes[~schemes.index.isin(judged["scheme"])]
    has_norm = rest["activity"].isin(NORM_OF)
    blank = has_norm & rest[[*SUPPORT_COLUMNS]].isna().any(axis=1)
    nothing = has_norm & ~blank & (rest["kcqg"].fillna(0) + rest["kcdp"].fillna(0) == 0)
    masks = {
        "loai": ~has_norm,
        "trong": blank,
        "khong": nothing,
        "van_ban": has_norm & ~blank & ~nothing,
    }
    return {why: rest[mask] for why, mask in masks.items() if mask.any()}


def _judged(key: Sequence[Any]) -> Iterator[tuple[str, ...]]:
    activity, national, local, cost, units, priority, approved, year = key
    if pd.isna(cost):
        return
    norm = NORM_OF[activity]
    first, last = dt.date(int(year), 1, 1), dt.date(int(year), 12, 31)
    if approved:
        first = last = dt.date.fromisoformat(approved)
    amounts = {"national": _number(national), "local": _number(local)}
    support = sum(amounts.values())
    for fund, amount in amounts.items():
        scheme = _Scheme(
            amount,
            support,
            int(cost),
            _number(units),
            priority,
            first,
            last,
        )
        versions = [version for version in load_norms() if version.id == norm]
        inside = [version for version in versions if version.holds(first, last)]
        if not amount or not inside:
            continue
        verdict, reason = _verdict(scheme, inside, versions)
        if fund == "local" and verdict != MET:
            verdict = OPEN
            reason = (
                f"so với mức của khuyến công quốc gia: {reason}; "
                "mức của KCĐP do địa phương quy định"
            )
        yield norm, fund, "; ".join(version.text for version in inside), verdict, reason


def _number(cell: Any) -> int:
    """The number of a cell; nothing where the register has none."""
    return 0 if pd.isna(cell) else int(cell)


def _verdict(scheme: _Scheme, inside: Sequence[Norm], versions: Sequence[Norm]) -> Result:
    """What the versions of a norm that were in force say, `inside` those of all `versions`."""
    norm = inside[0]
    if len(inside) > 1 or norm.start > scheme.first:
        change = f"trong [[năm {scheme.first.year}]] mức hỗ trợ có thay đổi"
        return OPEN, f"{change} mà danh mục không ghi ngày phê duyệt"
    verdict, reason = _within(scheme, norm)
    if scheme.last > norm.known_to:
        day = f"[[ngày {norm.known_to:%d/%m/%Y}]]"
        unseen = f"chưa có nguyên văn văn bản sửa đổi áp dụng sau {day}"
    elif _other_regime_near(scheme, norm, versions, verdict):
        unseen = (
            "ngày phê duyệt gần ngày mức hỗ trợ thay đổi, "
            "quy định chuyển tiếp chưa xem được nguyên văn"
        )
    else:
        return verdict, reason
    if verdict == MET:
        return OPEN, unseen
    return OPEN, f"theo văn bản đã biết: {reason}; {unseen}"


def _other_regime_near(scheme: _Scheme, norm: Norm, versions: Sequence[Norm], verdict: str) -> bool:
    """True when the day is near a change of regime, and the other one is unknown or would decide otherwise."""
    day = scheme.first
    if day != scheme.last:
        return False
    if day - norm.start < NEAR:
        others = [other for other in versions if other.end < norm.start]
        if not others:
            return True
    else:
        others = [other for other in versions if norm.end < other.start <= day + NEAR]
    return any(_within(scheme, other)[0] != verdict for other in others[:1])


def _within(scheme: _Scheme, norm: Norm) -> Result:
    """The verdict on the cap and on the share together, with what decided."""
    results = [_cap(scheme, norm), _share(scheme, norm)]
    for verdict in (BROKEN, OPEN):
        reasons = [reason for found, reason in results if found == verdict]
        if reasons:
            return verdict, "; ".join(reasons)
    mean = "bình quân " if scheme.units > 1 else ""
    cap, share = f"{{{norm.cap_id}}}", f"{{{norm.share_id}}}"
    return MET, f"{mean}trong mức trần {cap} một {norm.unit} và {share} chi phí"


def _cap(scheme: _Scheme, norm: Norm) -> Result:
    limit, units_unstated = Fraction(norm.cap), False
    if norm.unit == "cơ sở":
        limit, units_unstated = limit * (scheme.units or 1), not scheme.units
    # the act lets priority raise the cap, but a register seldom says who has it
    raised = PRIORITY * limit
    if norm.priority and scheme.priority == "có":
        limit = raised
    if scheme.amount <= limit:
        return MET, ""
    beyond = f"{{vượt: {AMOUNT} > {norm.cap_id}}} mức trần {{{norm.cap_id}}} một {norm.unit}"
    if units_unstated:
        return OPEN, f"{beyond}, danh mục không ghi số cơ sở"
    if scheme.amount > raised:
        return BROKEN, f"{beyond}, kể cả khi được ưu tiên"
    between = f"{beyond} nhưng không quá {{{PRIORITY_ID}}}"
    if not scheme.priority:
        return OPEN, f"{between}, danh mục không ghi địa bàn khó khăn"
    if scheme.priority == "có":
        return OPEN, f"{between}, chưa có nguyên văn quy định về mức ưu tiên"
    if norm.line:
        return OPEN, f"{beyond} nhưng có thể là dây chuyền công nghệ"
    return BROKEN, beyond


def _share(scheme: _Scheme, norm: Norm) -> Result:
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
