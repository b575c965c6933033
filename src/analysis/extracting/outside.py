"""What is no figure of khuyến công: money of others, rates, and establishments and people that are only described."""

from __future__ import annotations

import re
from collections.abc import Sequence

from analysis.extracting.counted import DESCRIBED, is_described
from analysis.extracting.fund_text import source_before
from analysis.prose.fund_words import COUNTERPART, WHOLES, names_promotion
from analysis.prose.givers import is_shared_price, other_source
from analysis.prose.growth import GROWTH, is_growth, is_joined
from analysis.prose.hedges import HEDGE
from analysis.prose.quantities import Quantity
from analysis.prose.rules import Cue, listed
from analysis.prose.scopes import Around, Context, first_of, last_of
from analysis.prose.words import Sought

LEVEL, SOURCE = "level", "source"
_HEDGED = rf"(?: (?:{HEDGE}|tới|đến))*"
_PER = re.compile(
    r" (?:một|mỗi|hằng|hàng) (?:tháng|buổi|ký|cân|kg|tấm|giờ)"
    r"| ?/ ?(?:người|lao động|tháng|ngày|tấn|kg|m2|sản phẩm|chiếc|lít|công)"
)
_ROSE = re.compile(rf"(?<!\w)(?:lên|xuống|xuống còn|lên tới|lên đến)(?: (?:{HEDGE}|mức))* ?$")
# "(trong đó vay ngân hàng 7 tỷ đồng)"
_PART_OF = re.compile(r" ?\((?:trong đó|gồm|bao gồm)(?!\w)")
_HEDGED_END = re.compile(rf"(?: từ| được| về)?{_HEDGED} ")
_THAT_IS = re.compile(rf"(?:tức|tương đương|bằng)(?: là)?{_HEDGED} $")
_MAKING_WORDS = r"(?:kiếm|lời|lỗ|(?<!khiêm )tốn|chốt|lợi thêm)(?!\w)"
_MAKING = Sought(
    _MAKING_WORDS,
    ("kiếm", "lời", "lỗ", "tốn", "chốt", "lợi"),
)
_MAKES = re.compile(
    rf"(?<!\w){_MAKING_WORDS}(?: (?:từ|thêm|chưa đầy|xấp xỉ|cỡ|tầm|chỉ|mất))*"
    rf"{_HEDGED} $"
)
# "một dây chuyền bây giờ đã 2 tỷ đồng"
_ANY_MACHINE = re.compile(
    r"(?<!\w)một (?:bộ |cái |chiếc |dàn )?(?:máy|lò|dây chuyền|thiết bị|hệ thống)(?!\w)([^,;:0-9]*)$"
)
_EACH_PRODUCT = re.compile(
    r" ?/ ?(?:sản phẩm|bộ sản phẩm|giải|bộ)(?!\w)| (?:mỗi|một|cho mỗi) sản phẩm"
)
# "tỷ lệ … tăng từ 60% lên 92%", "giảm còn 2%": a level, no growth
_LEVEL = re.compile(rf"(?<!\w)(?:từ|còn|mức|xuống)(?: (?:{HEDGE}|mức))* ?$")
# "từ nguồn vốn xây dựng …": money comes from what is named behind it
_FROM = re.compile(r"(?<!\w)(?:từ|bằng|nhờ|nguồn|vốn|kinh phí)(?!\w)[^,;:.()0-9]*$")
_FROM_NAMED = re.compile(r"(?: từ| bằng)? (?:từ|bằng|nguồn) ")
_NAMED = re.compile(r" (?!của|hỗ trợ|do|để|cho|và|với|trên|nêu|năm)\w")
_ALSO_LENT = re.compile(r"(?:,| và) vay [^,;:.()0-9]*$")
_OWN_NUMBER = re.compile(
    rf"(?: (?:là|đạt))?{_HEDGED} [0-9][0-9.,]* ?(?!tỷ|triệu|nghìn|đồng|%|[0-9])"
)
_WORTH = ("trị giá", "tổng trị giá", "tổng giá trị")
_EARNED = ("revenue", "output", "tax", "wage")
# How far behind an amount a word may say what it is: "15 tỷ đồng doanh thu".
_NEAR = 16
# How far behind "từ chương trình" its name may end: "… mục tiêu quốc gia xây dựng nông thôn mới".
_NAME = 60
# A share's whole stands right behind it: "28% tổng doanh thu".
_AT_ONCE = len(" tổng ")


def outside_of(context: Context, index: int, before: Sequence[str]) -> str:
    """Why a quantity is no figure of khuyến công: '' where it may be one.

    Args:
        context: the text.
        index: the number of the quantity.
        before: what this function said of the quantities before it.
    """
    if before and before[-1] and _is_rest_of(context, index):
        return before[-1]
    quantity, around = context.found[index], context.arounds[index]
    if before and before[-1] == GROWTH and _is_share_joined(context, index):
        return GROWTH
    if quantity.kind == "count":
        return DESCRIBED if is_described(context, index, before) else ""
    if is_growth(context, quantity, around):
        return GROWTH
    if quantity.kind == "money" and (
        _is_award(context, quantity, around)
        or is_shared_price(context, around)
        or _is_share_given(context, quantity, around)
    ):
        return ""
    last = context.found[index + 1] if quantity.place == "low" else quantity
    is_each = quantity.kind == "money" and _PER.match(context.text, last.end)
    if is_each and not _is_given_each(context, index, before):
        return "wage"
    if quantity.kind == "money":
        source = other_source(context, quantity, around)
        if _is_of_programme(context, quantity, around, source):
            return "programme"
        if _is_of_named_source(context, quantity, source):
            return SOURCE
    return _of_words(context, quantity, around) or _goes_on(context, index, before)


def _is_rest_of(context: Context, index: int) -> bool:
    """Whether a quantity is the end of a range, or of "từ 800 triệu … lên 1,5 tỷ"."""
    first, here = context.found[index - 1], context.found[index]
    if first.kind != here.kind or not _is_beside(context, index):
        return False
    return here.place == "high" or _ROSE.search(context.text, first.end, here.start) is not None


def _is_share_joined(context: Context, index: int) -> bool:
    first, here = context.found[index - 1], context.found[index]
    is_of_shares = first.kind == here.kind == "share"
    return is_of_shares and is_joined(context.text, first, here)


def _is_of_programme(
    context: Context, quantity: Quantity, around: Around, source: Cue | None
) -> bool:
    """Whether money comes of a programme that is known to be another one: "từ chương trình nông thôn mới"."""
    for cue in context.cues("outside", around.behind):
        start = quantity.end
        if cue.code == "programme" and source_before().search(context.text, start, cue.start):
            # "từ nguồn khuyến nông"
            return True
    if _is_from_programme_before(context, quantity, around):
        return True
    aim = context.first("other_aim", around.behind)
    if aim and aim.start <= quantity.end + 1:
        # budgets of such sentences are no words of funds
        return not names_promotion(context.cues("fund", around.sentence))
    if source is None:
        return False
    named = context.first("outside", (source.start, min(source.end + _NAME, around.behind[1])))
    return named is not None and named.code == "programme"


def _is_of_named_source(context: Context, quantity: Quantity, source: Cue | None) -> bool:
    """Whether money comes of a source that no rule knows: "900 triệu đồng từ chương trình quốc gia về an toàn"."""
    is_behind = source is not None and _FROM_NAMED.match(context.text, quantity.end) is not None
    return is_behind and _NAMED.match(context.text, source.end if source else 0) is not None


def _is_from_programme_before(context: Context, quantity: Quantity, around: Around) -> bool:
    """Whether the part of a sentence begins with the source: "Từ nguồn vốn xây dựng nông thôn mới, năm 2023 …"."""
    begun = around.clause[0], quantity.start
    cue = last_of(context.cues("outside", begun))
    if cue is None or cue.code != "programme":
        return False
    source = _FROM.search(context.text, begun[0], cue.start)
    if source is None or any(
        one.kind == "money" for one in context.found_in((source.start(), quantity.start))
    ):
        return False
    return first_of(context.cues("fund", (source.start(), quantity.start)), WHOLES) is None


def _is_beside(context: Context, index: int) -> bool:
    """Whether the quantity before this one stands in its sentence."""
    return context.arounds[index - 1].sentence == context.arounds[index].sentence


def _is_given_each(context: Context, index: int, before: Sequence[str]) -> bool:
    """Whether money for each is help or a prize: "hỗ trợ tài liệu, tiền ăn 100.000 đồng/ngày"."""
    around = context.arounds[index]
    given = last_of(context.cues("given", around.clause))
    if given is not None and not context.has_between(given.end, around.before[1]):
        return first_of(context.cues("outside", (given.end, around.before[1]))) is None
    if not index or before[-1] or not _is_beside(context, index):
        return False
    ends = context.found[index - 1].end, context.found[index].end
    return all(_EACH_PRODUCT.match(context.text, end) for end in ends)


def _is_award(context: Context, quantity: Quantity, around: Around) -> bool:
    """Whether money is what a contest of khuyến công gives: each product, or a fund is named in its sentence."""
    told = last_of(context.cues("awarded", around.before))
    if told is None or context.has_between(told.end, quantity.start):
        return False
    is_each = _EACH_PRODUCT.match(context.text, quantity.end) is not None
    is_each |= context.told(told).startswith("chi ")
    return is_each or names_promotion(context.cues("fund", around.sentence))


def _is_of_rest(context: Context, lent: Cue, around: Around) -> bool:
    """Whether a loan is a part of what those who are helped pay: "số còn thiếu vay ngân hàng 150 triệu đồng"."""
    lents = [
        cue
        for cue in context.cues("outside", (around.clause[0], lent.end))
        if cue.code == "capital" and "vay" in context.told(cue)
    ]
    if not lents:
        return False
    lent = lents[-1]
    told = last_of(context.cues("fund", (around.clause[0], lent.start)), WHOLES)
    if told is None or told.code != COUNTERPART:
        return _is_shared_loan(context, around)
    between = context.found_in((told.end, lent.start))
    if between and between[-1].start == around.before[1]:
        # "còn thiếu 50 triệu đồng thì vay …"
        between = between[:-1]
    return not between or _PART_OF.match(context.text, between[-1].end, lent.start) is not None


def _is_share_given(context: Context, quantity: Quantity, around: Around) -> bool:
    """Whether money is the share of a price that was given: "hỗ trợ 30% giá lò nấu, tức 135 triệu đồng"."""
    if not _THAT_IS.search(context.text, *around.before):
        return False
    before = context.found_in((around.clause[0], quantity.start))
    is_of_share = bool(before) and before[-1].kind == "share"
    return is_of_share and context.first("given", around.clause) is not None


def _is_in_name(context: Context, told: Cue) -> bool:
    """Whether a word is the end of a name: "Đô Lương (160 triệu đồng)"."""
    before = context.text.rfind(" ", 0, max(0, told.start - 1)) + 1
    is_begun = context.text[max(0, before - 2) : before].strip() in ("", ".", ":", "-")
    return context.is_capital(told.start) and context.is_capital(before) and not is_begun


def _is_no_subject(context: Context, told: Cue) -> bool:
    """Whether words of what is earned are a name, or tell of a machine: "công suất 250 kg, trị giá 620 triệu đồng"."""
    return _is_of_machine(context, told) or _is_in_name(context, told)


def _is_of_machine(context: Context, told: Cue) -> bool:
    """Whether a word says what a machine can do, and has its own number: "công suất 500 tấn/năm"."""
    is_of_machine = context.told(told) in ("công suất", "năng suất")
    return is_of_machine and _OWN_NUMBER.match(context.text, told.end) is not None


def _is_shared_loan(context: Context, around: Around) -> bool:
    """Whether a sentence tells of a loan and help together: "vay ngân hàng 600 triệu, cộng với 180 triệu hỗ trợ …"."""
    where = around.rest
    end = context.clause_end(around)
    told = context.text[where[0] : end]
    if context.first("rest", (around.clause[0], end)) is not None:
        # "anh vay ngân hàng 100 triệu đồng, còn lại là tiền tích cóp"
        return True
    if _ALSO_LENT.search(context.text, around.clause[0], around.before[1]):
        # "được khuyến công tỉnh hỗ trợ 140 triệu đồng, vay quỹ … 100 triệu đồng"
        begun = around.clause[0], around.before[0]
        given = context.found_in(begun)
        if given and given[-1].kind == "money" and names_promotion(context.cues("fund", begun)):
            return context.first("support", begun) is not None
    is_joined_here = told.startswith((", cộng với ", " cộng với ", ", cùng với ", " cùng với "))
    is_helped = names_promotion(context.cues("fund", (where[0], end)))
    return is_joined_here and (is_helped or context.first("support", (where[0], end)) is not None)


def _is_earned(context: Context, quantity: Quantity, around: Around) -> bool:
    """Whether "thu" stands right before money, in a text that tells of nothing lent, or "kiếm", "lỗ", "tốn" do."""
    makes = context.seek(_MAKING, around.before)
    if makes and _MAKES.search(context.text, makes.start(), around.before[1]):
        return True
    told = last_of(context.cues("caution", around.before))
    if told is None or context.told(told) not in listed("giving", "earns"):
        return False
    is_right = _HEDGED_END.fullmatch(context.text, told.end, quantity.start) is not None
    is_of_fund = first_of(context.cues("fund", around.before), WHOLES) is not None
    return is_right and not is_of_fund and context.first("lent", (0, around.sentence[1])) is None


def _of_subject(context: Context, quantity: Quantity, around: Around) -> str:
    """What the part of a sentence tells of before signs: "giá trị sản xuất công nghiệp, thủ công đạt 9 tỷ đồng"."""
    told = last_of(context.cues("outside", (around.clause[0], quantity.start)), ("neutral", GROWTH))
    any_one = _ANY_MACHINE.search(context.text, *around.before)
    if any_one and context.first("support", (around.before[0], any_one.start())):
        # "mức hỗ trợ cho một máy tối đa 300 triệu đồng"
        any_one = None
    if told is None and any_one:
        between = any_one.start(1), quantity.start
    elif told is not None and told.code in _EARNED and not _is_no_subject(context, told):
        between = told.end, quantity.start
    else:
        return ""
    tables = ("support", "bought", "activity", "invested")
    is_other = any(context.first(table, between) for table in tables)
    funds = [cue for cue in context.cues("fund", between) if context.told(cue) not in _WORTH]
    is_other |= first_of(funds) is not None
    if is_other or any(one.kind != "count" for one in context.found_in(between)):
        return ""
    return told.code if told else "revenue"


def _of_words(context: Context, quantity: Quantity, around: Around) -> str:
    """What words around money, a share or a multiple say that it is: revenue, wages, another programme."""
    is_share = quantity.kind == "share"
    skipped = ("neutral",) if is_share else ("neutral", GROWTH)
    last = quantity.end + (_AT_ONCE if is_share else _NEAR)
    behind = [cue for cue in context.cues("outside", around.behind) if cue.start <= last]
    # "5 hợp đồng trị giá 3,4 tỷ đồng": the words may begin with what is counted before
    wide = max(around.clause[0], around.before[0] - _NEAR), quantity.start
    before = [
        cue
        for cue in context.cues("outside", wide)
        if cue.end > around.before[0] and not _is_of_machine(context, cue)
    ]
    cue = last_of(before, skipped) or first_of(behind, skipped)
    if cue is None and quantity.kind == "money":
        is_earned = _is_earned(context, quantity, around)
        return "revenue" if is_earned else _of_subject(context, quantity, around)
    if cue is None:
        return ""
    if cue.code == "capital" and _is_of_rest(context, cue, around):
        return ""
    if (
        is_share
        and not quantity.place
        and cue.code == GROWTH
        and _LEVEL.search(context.text, min(cue.end, quantity.start - len(" từ ")), quantity.start)
    ):
        return LEVEL
    # "hỗ trợ 300 triệu đồng … tăng doanh thu": what the money is for stands behind it
    fund = last_of(context.cues("fund", around.before), WHOLES) or first_of(
        context.cues("fund", around.behind), WHOLES
    )
    if fund is not None and fund.code == COUNTERPART and cue.code in _EARNED:
        # "doanh thu năm 2021 của HTX là 1,4 tỷ đồng"
        return cue.code
    is_paid = quantity.kind != "share" or (fund is not None and fund.end <= quantity.start)
    if fund is not None and is_paid and (cue.start > quantity.end or fund.start >= cue.end):
        return ""
    if cue.code == "capital" and last_of(context.cues("fund", around.before), WHOLES):
        # what a fund lends is its money
        return ""
    if cue.code == "programme" and last_of(context.cues("fund", around.before)):
        return ""
    support = last_of(context.cues("support", around.before))
    if support is not None and cue.start > quantity.end:
        return ""
    return cue.code


def _goes_on(context: Context, index: int, before: Sequence[str]) -> str:
    """What the money before it in its sentence is, where no word says another thing: "lương 9 triệu, thợ 6 triệu"."""
    around = context.arounds[index]
    place = index - 1
    while place >= 0 and context.found[place].kind == "count":
        place -= 1
    if place < 0 or before[place] in ("", GROWTH, LEVEL):
        return ""
    if context.found[place].kind != "money" or context.found[place].start < around.sentence[0]:
        return ""
    where = context.found[place].end, around.behind[1]
    own = [*context.cues("fund", where), *context.cues("support", where)]
    is_of_work = context.cues("activity", where)
    return "" if own or is_of_work else before[place]
