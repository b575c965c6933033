"""Each scheme of a register against the support norms in force at its date.

N01 is for founding an enterprise, N02 for models, N04 for machinery. KCĐP is held against the norms
of the province (dinh-muc.csv) first, and where these say nothing against the national ones.
N03 (a model that spreads what already works) and N05 (a whole production line) cannot be told from
N02 and N04 in a register: what only they would allow is left for people to look at, and so is
everything that the register does not state. National caps bind KCQG; for KCĐP, whose levels the
province sets, going beyond them is only worth a look. Source of the national norms: `norms.toml`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import lru_cache
from typing import Any

import pandas as pd

from analysis.book.book import Book, Origin, Value
from analysis.definitions.law import Norm, load_norms
from analysis.language.numbers import exact_text
from analysis.language.printed_units import DONG
from analysis.raw.norms import ProvincialNorm, own_activity
from analysis.span import short_date
from analysis.vocabulary import SUPPORT_COLUMNS

PRIORITY = Fraction(3, 2)
PRIORITY_ID = "uu_tien"
PRIORITY_LABEL = "Mức ưu tiên so với mức trần, Điều 6.2 Thông tư liên tịch số 26/2014/TTLT-BTC-BCT"
SMALL_GROUP = 5
SMALL_GROUP_ID = "nhom_nho"
SMALL_GROUP_LABEL = "Ngưỡng số đề án của nhóm nhỏ, quy ước của báo cáo"


def add_norm(book: Book, norm: Norm) -> None:
    """Enter the cap and the share of a norm, as far as it has them, once.

    A norm of the province has the cells of dinh-muc.csv, a national one its number as formula.
    """
    cap = f"Mức hỗ trợ tối đa một {norm.unit}, {norm.citation}"
    share = f"Tỷ lệ hỗ trợ tối đa trong chi phí, {norm.citation}"
    cells: tuple[Origin | None, ...] = (None, None)
    if isinstance(norm, ProvincialNorm):
        cells = norm.cap_cell, norm.share_cell
    limits = (
        (norm.cap_id, cap, DONG, norm.cap, cells[0]),
        (norm.share_id, share, "%", norm.share, cells[1]),
    )
    for id_, label, unit, limit, cell in limits:
        if limit is None or id_ in book:
            continue
        if cell is None:
            book.derive(id_, label, unit, exact_text(limit))
        else:
            decimals = len(cell.printed.removesuffix("%").partition(",")[2])
            value = Value(id_, label, Fraction(limit), unit, origins=(cell,), gather="cell")
            book.add(replace(value, decimals=decimals))


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


@lru_cache(maxsize=8)
def all_norms(own: tuple[ProvincialNorm, ...] = ()) -> Book:
    """A book of these values and those of the province's `own` norms alone, for text that stands outside an edition."""
    book = Book()
    for norm in (*load_norms(), *own):
        add_norm(book, norm)
    add_priority(book)
    return book


def norm_words(id_: str) -> str:
    """How a label names a norm: "N04", "của địa phương về ND3-MM"."""
    activity = own_activity(id_)
    return f"của địa phương về {activity}" if activity else id_


MET, BROKEN, OPEN = "đạt", "không đạt", "cần xem xét"
VERDICTS = (MET, BROKEN, OPEN)
# Why no norm was held against a scheme, by the code that ends the id of their number.
WHY_NOT = {
    "loai": "thuộc loại hình không có mức hỗ trợ tối đa để đối chiếu",
    "trong": "ô kinh phí để trống, chưa chắc là không có kinh phí",
    "khong": "không có kinh phí khuyến công",
    "van_ban": "không có văn bản về mức hỗ trợ đã biết trong thời gian phê duyệt",
}
# How many of these a scheme serves is its number of establishments; of these it is one.
COUNTED_UNITS = ("cơ sở", "đơn vị", "doanh nghiệp")
SINGLE_UNITS = ("mô hình", "đề án")
NEAR = dt.timedelta(days=90)
"""How long around a change of regime the transitional rules, which were not seen, may still decide."""
AMOUNT, SHARE = "<so_tien>", "<ty_le>"
"""What stands for the ids of a scheme's support and of its share in the cost, in the template that a reason is."""
OWN_SHARE = f" (hỗ trợ {{{SHARE}}})"
"""What a reason says of the scheme itself; the workbook, which has no value of it, leaves it out."""

KEYS = "national activity kcqg kcdp cost establishments difficult_area approved_on year".split()
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


def national_norms(schemes: pd.DataFrame) -> pd.Series[str]:
    """The id of the national norm that a scheme (columns `activity`, `kind`) is about, '' for none."""
    found = pd.Series("", index=schemes.index)
    for norm in load_norms():
        about = schemes["activity"] == norm.activity
        if norm.kinds:
            words = [word.casefold() for word in norm.kinds]
            kinds = schemes.loc[about, "kind"].map(lambda kind: " ".join(kind.split()).casefold())
            about[about] = kinds.isin(words).to_numpy()
        found[about] = norm.id
    return found


def judge(schemes: pd.DataFrame, own: Sequence[ProvincialNorm] = ()) -> pd.DataFrame:
    """One row a scheme and fund that can be checked: scheme (index of the frame), norm, fund, text, verdict, reason.

    `own` are the norms of the province. A reason is a template over the values of `add_norm`, with
    `AMOUNT` and `SHARE` for the scheme's own.
    """
    # A blank that no total proves to be 0 is no amount: neither the cap nor the share can be held against it.
    stated = schemes["kcqg"].notna() & schemes["kcdp"].notna()
    national = national_norms(schemes)
    checked = schemes.assign(national=national)[_has_norm(schemes, national, own) & stated]
    keyed = checked.assign(cost=checked["budget"].fillna(checked["tong"]))[KEYS]
    # many schemes share all that a norm asks of them
    found = keyed.groupby(KEYS, dropna=False, sort=False).groups
    rows = [
        (int(index), *judged)
        for key, indices in found.items()
        for judged in _judged(key, own)
        for index in indices
    ]
    order, ascending = ["scheme", "fund"], [True, False]
    frame = pd.DataFrame(rows, columns=JUDGED)
    return frame.sort_values(order, ascending=ascending, kind="stable", ignore_index=True)


def _has_norm(
    schemes: pd.DataFrame, national: pd.Series[str], own: Sequence[ProvincialNorm]
) -> pd.Series[bool]:
    """Which schemes a norm is about, whatever its time: a national one, or one of the province with KCĐP beside it."""
    provincial = schemes["activity"].isin([norm.activity for norm in own])
    return (national != "") | (provincial & (schemes["kcdp"].fillna(1) != 0))


def unchecked(
    schemes: pd.DataFrame, judged: pd.DataFrame, own: Sequence[ProvincialNorm] = ()
) -> dict[str, pd.DataFrame]:
    """The schemes that no norm was held against, by the words of `WHY_NOT` that say why; none where there is none."""
    rest = schemes[~schemes.index.isin(judged["scheme"])]
    has_norm = _has_norm(rest, national_norms(rest), own)
    blank = has_norm & rest[[*SUPPORT_COLUMNS]].isna().any(axis=1)
    nothing = has_norm & ~blank & (rest["kcqg"].fillna(0) + rest["kcdp"].fillna(0) == 0)
    masks = {
        "loai": ~has_norm,
        "trong": blank,
        "khong": nothing,
        "van_ban": has_norm & ~blank & ~nothing,
    }
    return {why: rest[mask] for why, mask in masks.items() if mask.any()}


def _judged(key: Sequence[Any], own: Sequence[ProvincialNorm]) -> Iterator[tuple[str, ...]]:
    national, activity, kcqg, kcdp, cost, units, priority, approved, year = key
    if pd.isna(cost):
        return
    first, last = dt.date(int(year), 1, 1), dt.date(int(year), 12, 31)
    if approved:
        first = last = dt.date.fromisoformat(approved)
    amounts = {"national": _number(kcqg), "local": _number(kcdp)}
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
        series = _series(own, activity) if fund == "local" else []
        is_own = any(norm.holds(first, last) for norms in series for norm in norms)
        if not is_own:
            series = [[norm for norm in load_norms() if norm.id == national]]
        inside = [norm for norms in series for norm in norms if norm.holds(first, last)]
        if not amount or not inside:
            continue
        verdict, reason = _by_all(scheme, series)
        if fund == "local" and not is_own and verdict != MET:
            verdict = OPEN
            reason = (
                f"so với mức của khuyến công quốc gia: {reason}; "
                "mức của KCĐP do địa phương quy định"
            )
        texts = dict.fromkeys(norm.citation for norm in inside)
        yield inside[0].id, fund, "; ".join(texts), verdict, reason


def _series(own: Sequence[ProvincialNorm], activity: str) -> list[list[Norm]]:
    """The norms of the province about an activity, by their unit."""
    series: dict[str, list[Norm]] = {}
    for norm in own:
        if norm.activity == activity:
            series.setdefault(norm.unit, []).append(norm)
    return list(series.values())


def _by_all(scheme: _Scheme, series: Sequence[Sequence[Norm]]) -> Result:
    """The verdict of norms that may be about a scheme, each by its versions; open where they do not agree."""
    found = []
    for versions in series:
        inside = [norm for norm in versions if norm.holds(scheme.first, scheme.last)]
        if inside:
            found.append(_verdict(scheme, inside, versions))
    verdict = found[0][0]
    reasons = "; ".join(dict.fromkeys(reason for _, reason in found))
    if any(other != verdict for other, _ in found):
        return OPEN, f"danh mục không cho biết áp dụng mức nào, cần xem hồ sơ: {reasons}"
    return verdict, reasons


def _number(cell: Any) -> int:
    """The number of a cell; nothing where the register has none."""
    return 0 if pd.isna(cell) else int(cell)


def _verdict(scheme: _Scheme, inside: Sequence[Norm], versions: Sequence[Norm]) -> Result:
    """What the versions of a norm that were in force say, `inside` those of all `versions`."""
    norm = inside[0]
    if len(inside) > 1 or norm.start > scheme.first or norm.end < scheme.last:
        change = f"trong [[năm {scheme.first.year}]] mức hỗ trợ có thay đổi"
        return OPEN, f"{change} mà danh mục không ghi ngày phê duyệt; cần xem ngày phê duyệt"
    verdict, reason = _within(scheme, norm)
    if scheme.last > norm.known_to:
        day = f"[[ngày {short_date(norm.known_to)}]]"
        unseen = (
            f"chưa có nguyên văn văn bản sửa đổi áp dụng sau {day}, cần đối chiếu với văn bản ấy"
        )
    elif _other_regime_near(scheme, norm, versions, verdict):
        unseen = (
            "ngày phê duyệt gần ngày mức hỗ trợ thay đổi, cần đối chiếu với quy định chuyển tiếp"
        )
    else:
        return verdict, reason
    if verdict == MET:
        return OPEN, unseen
    return OPEN, f"theo văn bản đã biết: {reason}; {unseen}"


def _other_regime_near(scheme: _Scheme, norm: Norm, versions: Sequence[Norm], verdict: str) -> bool:
    """True when the day is near a change of regime, and the other one is unknown or would decide otherwise."""
    day = scheme.first
    # a table of the province says itself which norm is that of a day
    if day != scheme.last or isinstance(norm, ProvincialNorm):
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
    limits = []
    if norm.cap is not None:
        limits.append(f"mức trần {{{norm.cap_id}}} một {norm.unit}")
    if norm.share is not None:
        limits.append(f"mức {{{norm.share_id}}} chi phí")
    return MET, f"{mean}trong {' và '.join(limits)}"


def _cap(scheme: _Scheme, norm: Norm) -> Result:
    if norm.cap is None:
        return MET, ""
    limit = Fraction(norm.cap)
    units_unstated = norm.unit not in SINGLE_UNITS
    if norm.unit in COUNTED_UNITS:
        limit, units_unstated = limit * (scheme.units or 1), not scheme.units
    # the act lets priority raise the cap, but a register seldom says who has it
    raised = PRIORITY * limit
    if norm.priority and scheme.priority == "có":
        limit = raised
    if scheme.amount <= limit:
        return _in_its_area(scheme, norm)
    beyond = f"{{vượt: {AMOUNT} > {norm.cap_id}}} mức trần {{{norm.cap_id}}} một {norm.unit}"
    if units_unstated:
        return OPEN, f"{beyond}; danh mục không ghi số {norm.unit} nên cần xem hồ sơ"
    if isinstance(norm, ProvincialNorm):
        return _by_own_row(scheme, beyond)
    if scheme.amount > raised:
        return BROKEN, f"{beyond}, kể cả khi được ưu tiên"
    between = f"{beyond} nhưng không quá {{{PRIORITY_ID}}} mức ấy"
    if not scheme.priority:
        return OPEN, f"{between}; cần xem đề án có thuộc địa bàn khó khăn không"
    if scheme.priority == "có":
        return OPEN, f"{between}; cần xem nguyên văn quy định về mức ưu tiên"
    if norm.line:
        return OPEN, f"{beyond}; cần xem đề án có phải là dây chuyền công nghệ, có mức riêng, không"
    return BROKEN, beyond


def _by_own_row(scheme: _Scheme, beyond: str) -> Result:
    """The verdict beyond a limit of the province: its row says no more, and the national factor is none of its own."""
    if scheme.priority != "không":
        return OPEN, f"{beyond}; cần xem văn bản của địa phương có mức ưu tiên không"
    return BROKEN, beyond


def _in_its_area(scheme: _Scheme, norm: Norm) -> Result:
    """The verdict on support within the cap: open where only difficult areas have support, and this may be none."""
    if not norm.difficult_only or scheme.priority == "có":
        return MET, ""
    if scheme.priority:
        return (
            OPEN,
            f"{norm.text} chỉ nêu mức cho địa bàn khó khăn; cần xem quy định cho địa bàn khác",
        )
    return OPEN, "chỉ địa bàn khó khăn được hỗ trợ; cần xem đề án có thuộc địa bàn ấy không"


def _share(scheme: _Scheme, norm: Norm) -> Result:
    if norm.share is None:
        return MET, ""
    limit = norm.share * scheme.cost / 100
    beyond = f"{{vượt: {SHARE} > {norm.share_id}}} mức {{{norm.share_id}}} chi phí{OWN_SHARE}"
    if scheme.support <= limit:
        return MET, ""
    if scheme.amount <= limit:
        return (
            OPEN,
            f"KCQG và KCĐP cộng lại không còn trong mức {{{norm.share_id}}} chi phí; cần xem hồ sơ",
        )
    if isinstance(norm, ProvincialNorm):
        return _by_own_row(scheme, beyond)
    if scheme.amount > PRIORITY * limit:
        return BROKEN, f"{beyond}, kể cả khi được ưu tiên"
    if scheme.priority == "không":
        return BROKEN, beyond
    return OPEN, f"{beyond}; cần xem quy định ưu tiên có cho tỷ lệ khác không"
