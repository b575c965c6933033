"""What is no figure of khuyến công: money of others, rates, and establishments and people that are only described."""

from __future__ import annotations

import re
from collections.abc import Sequence

from analysis.extracting.fund_text import source_before
from analysis.prose.fund_words import COUNTERPART, WHOLES, names_promotion
from analysis.prose.quantities import Quantity
from analysis.prose.rules import Cue
from analysis.prose.scopes import Around, Context, first_of, last_of
from analysis.prose.together import behind_all

GROWTH, DESCRIBED, LEVEL = "growth", "described", "level"
_HEDGED = r"(?: (?:hơn|trên|gần|khoảng|chừng|độ|tới|đến))*"
_PER = re.compile(
    r" (?:một|mỗi|hằng|hàng) tháng| ?/ ?(?:người|lao động|tháng|ngày|tấn|kg|m2|sản phẩm|chiếc|lít|công)"
)
_ROSE = re.compile(
    r"(?<!\w)(?:lên|xuống|xuống còn|lên tới|lên đến)(?: (?:trên|hơn|gần|khoảng|mức))* ?$"
)
# "Làng còn 27 hộ", "xã có 86 hộ": a place only has them.
_HAS = re.compile(
    r"(?<!\w)(?:làng|xã|huyện|tỉnh|thị trấn|thành phố|phường|bản|buôn|thôn|vùng|tổ|htx|dự án)"
    r"(?!\w)[^;0-9]*(?<!\w)(?:có|còn)(?: (?:hơn|trên|gần|khoảng|chừng))? ?$"
)
# "Vân Chàng có 500 hộ", "với gần 3.000 cơ sở, huyện …": where nothing in the sentence helps them.
_THERE_IS = re.compile(
    rf"(?:(?<=\w )(?<!đã )(?<!đó )(?<![0-9] )(?<!này )(?:có|còn)|(?<!\w)với){_HEDGED} $"
)
_GREW = re.compile(r"(?<!\w)(?:tăng|giảm)(?: thêm| đi)?(?: (?:trên|hơn|gần|khoảng))? $")
# "tăng kinh phí khuyến công thêm 10%"
_GREW_BY = re.compile(r"(?<!\w)(?:tăng|giảm)(?!\w)[^,;0-9]* thêm $")
# "tỷ lệ … tăng từ 60% lên 92%", "giảm còn 2%": a level, no growth
_LEVEL = re.compile(r"(?<!\w)(?:từ|còn)(?: (?:hơn|trên|gần|khoảng|mức|dưới))* ?$")
_A_YEAR = re.compile(r" ?/ ?(?:năm|tháng)(?!\w)")
# "412 cơ sở với khoảng 1.100 lao động", "58 cơ sở (6 doanh nghiệp, 3 hợp tác xã"
_JOIN = re.compile(
    r"[^,;:.()0-9]{0,40}(?:\)?,(?: trong đó| nay| giờ| hiện)?| ?\(| và| của| với|,? sử dụng|,? thu hút|,? nâng tổng số"
    rf"|,? (?:giải quyết|tạo) việc làm cho)(?: có| còn| lên)?{_HEDGED} "
    r"|[^,;:.()0-9]{0,40} ?\("
)
# "từ nguồn vốn xây dựng …": money comes from what is named behind it
_FROM = re.compile(r"(?<!\w)(?:từ|bằng|nhờ|nguồn|vốn|kinh phí)(?!\w)[^,;:.()0-9]*$")
_AND = re.compile(rf" và{_HEDGED} ")
_EARNED = ("revenue", "output", "tax", "wage")
_PEOPLE = ("labour", "person")
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
        return DESCRIBED if _is_described(context, index, before) else ""
    if _is_growth(context, quantity, around):
        return GROWTH
    is_each = quantity.kind == "money" and _PER.match(context.text, quantity.end)
    if is_each and not context.cues("given", around.before):
        return "wage"
    if quantity.kind == "money" and _is_of_programme(context, quantity, around):
        return "programme"
    return _of_words(context, quantity, around) or _goes_on(context, index, before)


def _is_rest_of(context: Context, index: int) -> bool:
    """Whether a quantity is the end of a range, or of "từ 800 triệu … lên 1,5 tỷ"."""
    first, here = context.found[index - 1], context.found[index]
    if first.kind != here.kind or not _is_beside(context, index):
        return False
    return here.place == "high" or _ROSE.search(context.text, first.end, here.start) is not None


def is_joined(text: str, first: Quantity, second: Quantity) -> bool:
    """Whether nothing but "và" stands between two quantities: "tăng 8% và 12%"."""
    return _AND.fullmatch(text, first.end, second.start) is not None


def _is_share_joined(context: Context, index: int) -> bool:
    first, here = context.found[index - 1], context.found[index]
    is_of_shares = first.kind == here.kind == "share"
    return is_of_shares and is_joined(context.text, first, here)


def other_source(context: Context, quantity: Quantity, around: Around) -> Cue | None:
    """Words that say that money comes of another source, where no fund stands between them and it."""
    for where in ((quantity.end, around.behind[1]), (around.clause[0], quantity.start)):
        is_behind = where[0] == quantity.end
        cues = context.cues("other_source", where)
        cue = first_of(cues) if is_behind else last_of(cues)
        if cue is None:
            continue
        between = (where[0], cue.start) if is_behind else (cue.end, where[1])
        if first_of(context.cues("fund", between), WHOLES) is None:
            return cue
    return None


def _is_of_programme(context: Context, quantity: Quantity, around: Around) -> bool:
    """Whether money comes of a programme that is known to be another one: "từ chương trình nông thôn mới"."""
    for cue in context.cues("outside", around.behind):
        start = quantity.end
        if cue.code == "programme" and source_before().search(context.text, start, cue.start):
            # "từ nguồn khuyến nông"
            return True
    if _is_from_programme_before(context, quantity, around):
        return True
    source = other_source(context, quantity, around)
    if source is None:
        return False
    named = context.first("outside", (source.start, min(source.end + _NAME, around.behind[1])))
    return named is not None and named.code == "programme"


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


def _is_growth(context: Context, quantity: Quantity, around: Around) -> bool:
    """Whether a number is by how much something grew or shrank."""
    pattern = _GREW if quantity.kind == "money" else _GREW_BY
    return pattern.search(context.text, *around.before) is not None


def _of_words(context: Context, quantity: Quantity, around: Around) -> str:
    """What words around money, a share or a multiple say that it is: revenue, wages, another programme."""
    is_share = quantity.kind == "share"
    skipped = ("neutral",) if is_share else ("neutral", GROWTH)
    last = quantity.end + (_AT_ONCE if is_share else _NEAR)
    behind = [cue for cue in context.cues("outside", around.behind) if cue.start <= last]
    # "5 hợp đồng trị giá 3,4 tỷ đồng": the words may begin with what is counted before
    wide = max(around.clause[0], around.before[0] - _NEAR), quantity.start
    before = [cue for cue in context.cues("outside", wide) if cue.end > around.before[0]]
    cue = last_of(before, skipped) or first_of(behind, skipped)
    if cue is None:
        return ""
    if (
        is_share
        and not quantity.place
        and cue.code == GROWTH
        and _LEVEL.search(context.text, cue.end, quantity.start)
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


def _is_described(context: Context, index: int, before: Sequence[str]) -> bool:
    """Whether a count only describes a place: "toàn tỉnh có 5.000 cơ sở"."""
    quantity, around = context.found[index], context.arounds[index]
    if quantity.unit == "dự án" and not names_promotion(context.cues("fund", around.sentence)):
        return True
    behind = around.behind if quantity.measure in _PEOPLE else behind_all(context, index)
    is_helped = "thụ hưởng" in quantity.unit or first_of(context.cues("helped", behind))
    if quantity.measure == "products":
        # chosen products are figures however their sentence tells of them
        is_helped = context.first("recognised", (quantity.start, around.behind[1]))
    if is_helped or quantity.measure in ("schemes", "classes", "trainees"):
        return False
    if _is_joined(context, index, before):
        return True
    if quantity.measure in _PEOPLE:
        return _are_had(context, around)
    own = around.clause[0], around.behind[1]
    is_supported = bool(context.cues("support", own))
    if not is_supported and _HAS.search(context.text, *around.clause):
        return True
    if not is_supported and _is_there(context, around):
        return True
    told = [*context.cues("described", around.before), *context.cues("described", around.behind)]
    if any(cue.code == "yes" for cue in told):
        return True
    if any(cue.code == "apart" and cue.start >= quantity.end for cue in told):
        return not context.cues("support", around.before)
    return any(cue.code in ("met", "made") and cue.end <= quantity.start for cue in told)


def _is_there(context: Context, around: Around) -> bool:
    """Whether a sentence only says that there are so many: nothing in it helps them."""
    there = _THERE_IS.search(context.text, *around.clause)
    # "Với gần 3.000 cơ sở, huyện …" is the head of its sentence
    if there is None or (there[0].startswith("với") and there.start() > around.sentence[0]):
        return False
    given = context.cues("support", around.sentence) or context.cues("helped", around.sentence)
    return not given and not names_promotion(context.cues("fund", around.clause))


def _are_had(context: Context, around: Around) -> bool:
    """Whether people are those of a place: "làng hiện có 1.100 lao động"."""
    told = [context.text[cue.start : cue.end] for cue in context.cues("work", around.before)]
    if any("việc làm" in words for words in told):
        return False
    places = (around.before, around.behind, around.clause)
    return any(one.code == "yes" for where in places for one in context.cues("described", where))


def _is_joined(context: Context, index: int, before: Sequence[str]) -> bool:
    """Whether a count goes on with one that is described: "hiện có 6 làng nghề và 412 cơ sở với 9.650 lao động"."""
    if not index or before[-1] != DESCRIBED or not _is_beside(context, index):
        return False
    first, here = context.found[index - 1], context.found[index]
    if not _JOIN.fullmatch(context.text, first.end, here.start):
        return False
    around = context.arounds[index]
    own = first.end, around.behind[1]
    where = around.clause[0], first.start
    if here.measure in _PEOPLE and any(
        cue.code == "made" for cue in context.cues("described", where)
    ):
        return False
    return not (context.cues("support", own) or context.cues("training", own))


def price_of(context: Context, around: Around) -> Cue | None:
    """The price of what a fund may have helped to buy: "giúp 27 hộ mua lò, mỗi lò giá 350 triệu đồng"."""
    cue = last_of(context.cues("outside", around.before))
    is_price = cue is not None and context.told(cue).endswith("giá")
    return cue if is_price and names_promotion(context.cues("fund", around.sentence)) else None


def is_share(text: str, quantity: Quantity, outside: str) -> bool:
    """Whether a percentage is of a whole, though of money of others; growth and rates of a year are none."""
    is_rate = bool(outside) and _A_YEAR.match(text, quantity.end) is not None
    return quantity.kind == "share" and outside not in (GROWTH, "capital") and not is_rate
