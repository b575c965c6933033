"""What each quantity means: measure, fund, activity, beneficiary, period, status, role; and how sure that is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from analysis.definitions.provinces import provinces
from analysis.extracting.counted import OTHER, counted_of, doubt_of_others
from analysis.extracting.funds import Funds
from analysis.extracting.outside import SOURCE, outside_of
from analysis.extracting.period_doubts import PERIOD_DOUBT
from analysis.extracting.timing import STATUS_DOUBT, Timed, timings
from analysis.prose.fund_doubts import FUND_DOUBT, is_open
from analysis.prose.fund_words import (
    COUNTERPART,
    LOCAL,
    NATIONAL,
    NONE,
    WHOLES,
    FundFound,
    names_promotion,
)
from analysis.prose.givers import other_source, price_of
from analysis.prose.growth import GROWTH
from analysis.prose.period_ends import Period
from analysis.prose.plain import PARAGRAPH, folded_words
from analysis.prose.quantities import Quantity
from analysis.prose.rules import Cue
from analysis.prose.scopes import Around, Context, Range, first_of, last_of
from analysis.prose.words import Sought

PURPOSE_DOUBT = "nội dung chỉ nêu là việc bỏ tiền để làm: có thể là đối ứng của mọi đề án"
_PURPOSE = re.compile(r"(?<!\w)(?:để|nhằm|dùng cho|phục vụ|vào việc|cho việc)(?!\w)")
PART_DOUBT = "một phần của số này thuộc nguồn khác"
_LEVELS = (NATIONAL, LOCAL)
_HAS_PARTS = re.compile(r"(?<!\w)(?:trong đó|gồm|chia ra|trong số)(?!\w)")
_AS_SHARE = re.compile(r"[ ,(]*(?:(?:tức|tức là|bằng|tương đương|tương ứng|khoảng|là|hay) *)*")
# The measures of the contract by the narrower ones of the published figures; all others are `OTHER`.
_CONTRACT = {
    **{
        measure: measure
        for measure in "schemes beneficiaries recipients classes trainees amount jobs share ratio".split()
    },
    "completion": "share",
}
_TOLD = ("wage", "tax", "output", "capital", GROWTH)
_THAN = re.compile(
    r"( (?:so với )?(?:năm|cùng kỳ|kỳ|kế hoạch)(?: (?!là)[^\s,;]+){0,3})?(?: (?:là|tới|đến|khoảng|gần|hơn))* "
)
_COMPARED = re.compile(r" so (?:với )?")
# What is of one of many, and what is of more than a province, is no total of the province.
_OF_ONE = re.compile(
    r" ?/ ?(?:1 |một )?(?:đề án|cơ sở|mô hình|hộ|đơn vị|doanh nghiệp|lớp|học viên|dự án|năm|xã|huyện)(?!\w)"
)


@dataclass(frozen=True)
class Meaning:
    """What a quantity is, in the codes of the contract; `counted` is the narrower measure of the published figures.

    `outside` says why it is no figure of khuyến công, `doubts` why it has to be looked at; `is_weak` is set where no
    word near it says its fund.
    """

    measure: str
    counted: str
    fund: str
    activity: str
    beneficiary: str
    period: Period
    status: str
    role: str
    outside: str
    doubts: tuple[str, ...]
    is_weak: bool = False


def meanings(context: Context) -> list[Meaning]:
    """The meaning of every quantity of a text."""
    funds = Funds(context)
    found: list[Meaning] = []
    outsides: list[str] = []
    for index, timed in enumerate(timings(context)):
        outsides.append(outside_of(context, index, outsides))
        found.append(_meaning(context, index, timed, funds, outsides[-1]))
        whole = _whole_of_other_fund(context, index, found)
        if whole is not None and found[whole].fund != found[index].fund:
            doubts = (*found[whole].doubts, PART_DOUBT)
            found[whole] = replace(found[whole], doubts=doubts, is_weak=True)
        if _is_share_of_growth(context, index, found):
            doubts = (*found[index].doubts, FUND_DOUBT)
            found[index] = replace(found[index], doubts=doubts, is_weak=True)
    for index, meaning in enumerate(found):
        may_be_figure = not meaning.outside and meaning.status != "norm"
        if may_be_figure and (doubt := doubt_of_others(context, index, outsides, meaning.fund)):
            found[index] = replace(meaning, doubts=(*meaning.doubts, doubt))
    return found


def _whole_of_other_fund(context: Context, index: int, found: list[Meaning]) -> int | None:
    """The number of the amount of one level of which words make this one a part; None of none."""
    if found[index].role != "part" or found[index].fund not in (*_LEVELS, COUNTERPART):
        return None
    start = context.arounds[index].sentence[0]
    kind = context.found[index].kind
    for place in range(index - 1, -1, -1):
        whole = context.found[place]
        if whole.start < start:
            return None
        if whole.kind == kind and found[place].role != "part":
            is_named = _HAS_PARTS.search(context.text, whole.end, context.found[index].start)
            return place if is_named and found[place].fund in _LEVELS else None
    return None


def _is_share_of_growth(context: Context, index: int, found: list[Meaning]) -> bool:
    """Whether a percentage stands right behind money that grew: "tăng 1,5 tỷ đồng (30%)"."""
    if not index or context.found[index].kind != "share" or found[index].doubts:
        return False
    between = context.text[context.found[index - 1].end : context.found[index].start]
    return found[index - 1].outside == GROWTH and _AS_SHARE.fullmatch(between) is not None


def _meaning(context: Context, index: int, timed: Timed, funds: Funds, outside: str) -> Meaning:
    quantity, around = context.found[index], context.arounds[index]
    counted = counted_of(context, index, outside)
    if outside == GROWTH:
        fund = funds.of_growth(quantity, around)
    elif outside:
        fund = FundFound(NONE, near=True)
        funds.forget()
    else:
        fund = funds.of(index, is_norm=timed.status == "norm")
    measure = _CONTRACT.get(counted, OTHER)
    activity = _activity(context, quantity, around)
    doubts = _doubts(context, index, timed, fund, outside)
    if fund.code == COUNTERPART and _is_only_purpose(context, quantity, around):
        activity = ""
        doubts.append(PURPOSE_DOUBT)
    return Meaning(
        measure=measure,
        counted=counted,
        fund=fund.code,
        activity=activity,
        beneficiary=_beneficiary(context, quantity, around),
        period=timed.period,
        status=timed.status,
        role=_role(context, timed, around, outside),
        outside=outside,
        doubts=(
            *doubts,
            *_of_words(context, quantity, timed, around, outside),
        ),
        is_weak=not fund.near,
    )


def _activity(context: Context, quantity: Quantity, around: Around) -> str:
    places: tuple[Range, ...] = (around.behind, around.before, around.clause)
    if quantity.kind == "money":
        places = (around.before, around.behind, around.clause)
    for where in places:
        cues = context.cues("activity", where)
        cue = first_of(cues) if where == around.behind else last_of(cues)
        if cue is not None:
            return cue.code
    return ""


def _is_only_purpose(context: Context, quantity: Quantity, around: Around) -> bool:
    """Whether money of an amount goes to an activity which nothing before it names: "14 tỷ đồng để mua máy".

    Those who are helped by all sorts of schemes spend their own money on machines.
    """
    if quantity.kind != "money":
        return False
    if context.cues("activity", (around.sentence[0], quantity.start)):
        return False
    named = first_of(context.cues("activity", (quantity.end, around.sentence[1])))
    if named is None or context.found_in((quantity.end, named.start)):
        return False
    return _PURPOSE.search(context.text, quantity.end, named.start) is not None


def _beneficiary(context: Context, quantity: Quantity, around: Around) -> str:
    if quantity.measure not in ("beneficiaries", "recipients"):
        return ""
    where = quantity.start, around.behind[1]
    cue = first_of(context.cues("beneficiary", where))
    near = context.cues("beneficiary", (around.before[0], around.behind[1]))
    if any(one.code == "KK" for one in near):
        return "KK"
    before = last_of(context.cues("beneficiary", around.before))
    found = cue or before
    return found.code if found else ""


def _role(context: Context, timed: Timed, around: Around, outside: str) -> str:
    if outside:
        return "outside"
    if timed.status == "norm":
        return "cap"
    cue = last_of(context.cues("whole", around.clause))
    if cue is not None:
        return cue.code
    return (
        "target"
        if timed.status == "planned" and "mục tiêu" in context.text[slice(*around.clause)]
        else "single"
    )


def _doubts(context: Context, index: int, timed: Timed, fund: FundFound, outside: str) -> list[str]:
    quantity = context.found[index]
    doubts = [quantity.doubt] if quantity.doubt else []
    # a multiple compares two funds, and is told of the one that is not given
    is_compared = quantity.kind == "ratio" and fund.code not in (NONE, COUNTERPART)
    if not fund.near or is_compared or is_open(context, index, fund.code, timed.status):
        doubts.append(FUND_DOUBT)
    if outside and not timed.is_near:
        doubts.append(PERIOD_DOUBT)
    # what others earn and pay is told as it is, however the sentence before speaks of khuyến công
    is_told = outside in _TOLD and timed.status == "actual"
    doubts.extend(told for told in timed.doubts if not (is_told and told == STATUS_DOUBT))
    return doubts


def _of_words(
    context: Context, quantity: Quantity, timed: Timed, around: Around, outside: str
) -> Iterator[str]:
    """Why words around a number make it another one than it seems."""
    if timed.status == "norm":
        return
    if quantity.kind == "money":
        yield from _came_back(context, around, outside)
    if outside:
        if quantity.kind == "money" and (price := price_of(context, around)):
            yield _told(context, price)
        if outside != SOURCE:
            return
    if quantity.kind == "money" and (source := other_source(context, quantity, around)):
        yield _told(context, source)
    if quantity.kind in ("money", "count") and (over := _difference(context, around)):
        yield _told(context, over)
    told = list(_not_of_all(context, around))
    if not told and quantity.kind != "share" and _is_of_provinces(context, around):
        told = ["lời trước số nói nhiều tỉnh"]
    yield from told
    if told or quantity.kind not in ("money", "count"):
        return
    for cue in context.cues("caution", (around.clause[0], context.clause_end(around))):
        is_its = "," not in context.text[quantity.end : cue.start]
        if cue.code in ("each", "gathered", "unreal", "compared") and is_its:
            yield _told(context, cue)


@cache
def _provinces() -> Sought:
    """Two provinces side by side, in the folded spelling."""
    names = [folded_words(province.name) for province in provinces()]
    either = "|".join(map(re.escape, names))
    return Sought(
        rf"(?:{either})(?: và |, )(?:(?:tỉnh|thành phố) )?(?:{either})(?!\w)",
        {re.split(r"\W", name)[0] for name in names},
    )


def _is_of_provinces(context: Context, around: Around) -> bool:
    """Whether words before a number name several provinces."""
    begun = around.clause[0], around.before[1]
    named = context.seek(_provinces(), begun)
    if named is not None and context.is_capital(named.start()):
        return True
    return context.first("several", begun) is not None


def _came_back(context: Context, around: Around, outside: str) -> Iterator[str]:
    """Why money may be what came back or was left, not what was given; money of others only beside a fund."""
    where = around.before[0], around.behind[1]
    line = context.text.rfind(PARAGRAPH, 0, around.sentence[0]) + 1
    begun = min(line, context.sentences[max(0, around.number - 1)].start)
    is_lent = context.first("lent", (begun, around.sentence[1])) is not None
    if outside and not is_lent and not names_promotion(context.cues("fund", where)):
        return
    is_open = not outside and first_of(context.cues("fund", where), WHOLES) is None
    for cue in context.cues("caution", where):
        if cue.code == "back" or (cue.code == "earned" and is_open and cue.end <= around.before[1]):
            yield _told(context, cue)


def _difference(context: Context, around: Around) -> Cue | None:
    """Words that make a number a difference: "thấp hơn 1 tỷ đồng", "hơn năm trước 3 đề án", "hơn 3 … so với …"."""
    start = around.before[1]
    over = last_of(context.cues("difference", (around.clause[0], start)))
    than = over and _THAN.fullmatch(context.text, over.end, start)
    if over is None or than is None:
        return None
    is_compared = than[1] or _COMPARED.match(context.text, around.behind[1], around.sentence[1])
    return over if over.code == "yes" or is_compared else None


def _told(context: Context, cue: Cue) -> str:
    return f'lời quanh số nói "{context.text[cue.start : cue.end]}"'


def _not_of_all(context: Context, around: Around) -> Iterator[str]:
    """Why a number may be of one of many, or of more than the province."""
    if each := _of_one(context, around.before) or _of_one(context, around.behind):
        yield f'lời quanh số nói "{each}", không phải tổng'
    if more := context.first("of_more", around.before):
        yield f'lời quanh số nói "{context.told(more)}"'


def _of_one(context: Context, where: Range) -> str:
    """The words of a range that say that a number is of one of many; '' without any."""
    if one := _OF_ONE.match(context.text, *where):
        return one[0].strip()
    each = context.first("each_of", where)
    return context.told(each) if each else ""
