"""What a quantity counts or is a share of, and why it may be of others than khuyến công by what is told beside it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from analysis.extracting.fund_text import GIVING
from analysis.prose.fund_words import WHOLES, names_promotion
from analysis.prose.givers import other_source
from analysis.prose.growth import GROWTH, is_joined
from analysis.prose.hedges import HEDGE
from analysis.prose.quantities import Quantity
from analysis.prose.rules import Cue, listed
from analysis.prose.scopes import Around, Context, first_of, last_of
from analysis.prose.together import behind_all

OTHER, DESCRIBED = "other", "described"
_HEDGED = rf"(?: (?:{HEDGE}|tới|đến))*"
_PEOPLE = ("labour", "person", "posts")
# "Làng còn 27 hộ", "xã có 86 hộ": a place only has them.
_HAS = re.compile(
    r"(?<!\w)(?:làng|xã|huyện|tỉnh|thị trấn|thành phố|phường|bản|buôn|thôn|vùng|tổ|htx|dự án)"
    r"(?!\w)[^;0-9]*(?<!\w)(?:có|còn)(?: (?:hơn|trên|gần|khoảng|chừng|tới|đến))? ?$"
)
# "Vân Chàng có 500 hộ", "với gần 3.000 cơ sở, huyện …": where nothing in the sentence helps them.
_THERE_IS = re.compile(rf"(?:(?<=\w )(?<!đã )(?<!đó )(?<!này )(?:có|còn)|(?<!\w)với){_HEDGED} $")
_THEIRS = re.compile(rf"[^,;:.()0-9]{{0,40}} (?:của|do){_HEDGED} ")
_CHOSEN = re.compile(
    r"(?<!\w)(?:(?<!bình )chọn|công nhận|tôn vinh|trao|giới thiệu|trưng bày|chứng nhận|hỗ trợ)(?!\w)"
)
# As many letters before products may say that they were chosen.
_NEAR = 200
_AT_WORKSHOP = re.compile(
    r"(?<!các )(?<!những )(?<!\w)(?:xưởng|cơ sở|công ty|htx|hợp tác xã|nhà máy)(?!\w)[^;:.()0-9]*$"
)
_TO = re.compile(rf" (?:cho|sang|tới|đến)(?: cả)?{_HEDGED} ")
# "412 cơ sở với khoảng 1.100 lao động", "58 cơ sở (6 doanh nghiệp, 3 hợp tác xã"
_JOIN = re.compile(
    r"[^,;:.()0-9]{0,40}(?:\)?,(?: trong đó| nay| giờ| hiện)?| ?\(| và| của| với|,? sử dụng|,? thu hút|,? nâng tổng số"
    rf"|,? (?:giải quyết|tạo) việc làm cho)(?: có| còn| lên)?{_HEDGED} "
    r"|[^,;:.()0-9]{0,40} ?\("
)
# "đạt 76% kế hoạch năm", "98% so với dự toán": of what was planned.
_OF_PLAN = re.compile(r"(?: so với| của)?(?: tổng)? (?:kế hoạch|dự toán|kh)(?!\w)")
# "…, đạt 88,6%" behind what was spent, and nothing behind it that it is of.
_REACHED = re.compile(r"[ ,(]*(?:và )?đạt(?: tỷ lệ| mức)?(?: hơn| trên| gần| khoảng)* ")
_A_YEAR = re.compile(r" ?/ ?(?:năm|tháng)(?!\w)")
_ENDS = re.compile(r" ?(?:[.,;)\n]|$)")
# Those who teach and those who are asked to a meeting learn nothing and get no job.
_NEVER_TAUGHT = ("nghệ nhân", "chuyên gia", "đại biểu", "khách mời")
_WITH_OTHERS = "nêu cùng tiền của chương trình khác"
_POSTS = "bài đếm việc làm, không đếm người: chỉ nhận nếu mỗi việc làm là một người có việc"
_PROGRAMMES = "số chương trình có thể gồm cả chương trình ngoài khuyến công"
_OF_PROGRAMME = re.compile(
    r"(?<!\w)(?:từ|bằng|nhờ|nguồn|vốn|kinh phí|chương trình|dự án)(?!\w)[^,;:.()0-9]*$"
)
_OF_KC = re.compile("khuyến công|kc")


def counted_of(context: Context, index: int, outside: str) -> str:
    """The measure of a quantity, as narrow as the published figures have it."""
    quantity, around = context.found[index], context.arounds[index]
    if quantity.kind == "ratio":
        return "ratio"
    if is_share(context.text, quantity, outside):
        return "completion" if _is_completion(context, index) else "share"
    if outside or quantity.kind == "share":
        return OTHER
    if quantity.kind == "money":
        return "amount"
    if quantity.measure == "products":
        return "products" if _are_recognised(context, quantity, around) else OTHER
    if quantity.measure == "posts":
        return "jobs"
    if quantity.measure not in _PEOPLE:
        return quantity.measure
    if quantity.unit in _NEVER_TAUGHT:
        # "mở lớp nâng cao tay nghề cho 70 nghệ nhân"
        is_for = context.text.endswith("cho ", 0, quantity.start)
        is_taught = is_for and first_of(context.cues("training", around.before)) is not None
        return "trainees" if is_taught else OTHER
    nearby = (around.before, around.behind, around.clause, around.rest)
    if quantity.unit.startswith("cán bộ"):
        # those who work for an office have their job
        is_taught = any(first_of(context.cues("training", where)) for where in nearby)
        return "trainees" if is_taught else OTHER
    for where in nearby:
        for code, table in (("trainees", "training"), ("jobs", "work")):
            if first_of(context.cues(table, where)):
                return code
    is_worker = "lao động" in context.text[slice(*around.before)]
    is_worker |= context.text.startswith(" thợ", quantity.end)
    return "jobs" if is_worker or quantity.measure == "labour" else OTHER


def _is_completion(context: Context, index: int) -> bool:
    """Whether a percentage is of what was planned or granted: "97% kế hoạch", "đã giải ngân 3 tỷ đồng, đạt 88%".

    So is the first of two side by side: "đạt 100% và 97,5% kế hoạch".
    """
    quantity, around = context.found[index], context.arounds[index]
    if _OF_PLAN.match(context.text, quantity.end):
        return True
    behind = index + 1 if index + 1 < len(context.found) else index
    following = context.found[behind]
    if following.kind == "share" and is_joined(context.text, quantity, following):
        return _is_completion(context, behind)
    before = context.found[index - 1] if index else quantity
    if before.kind != "money" or not _REACHED.fullmatch(context.text, before.end, quantity.start):
        return False
    begun = around.sentence[0], quantity.start
    is_alone = _ENDS.match(context.text, quantity.end) is not None
    return is_alone and context.first("spent", begun) is not None


def _are_recognised(context: Context, quantity: Quantity, around: Around) -> bool:
    return context.first("recognised", (quantity.start, around.behind[1])) is not None


def doubt_of_others(context: Context, index: int, outsides: Sequence[str], fund: str) -> str:
    """Why a quantity that seems to be a figure may be one of others; '' without a reason.

    Args:
        context: the text.
        index: the number of the quantity.
        outsides: why each quantity of the text is no figure, '' of one that may be.
        fund: the fund that was found for the quantity.
    """
    if context.found[index].measure == "posts":
        return _POSTS
    if context.found[index].kind in ("share", "ratio"):
        # "so với tổng đầu tư công 160 tỷ đồng, phần này chiếm 5%"
        is_beside = index > 0 and (
            context.arounds[index - 1].number == context.arounds[index].number
        )
        return _WITH_OTHERS if is_beside and outsides[index - 1] == "programme" else ""
    if fund not in GIVING and _is_counted_with_others(context, index, outsides):
        return _WITH_OTHERS
    if _is_of_programmes(context, index):
        return _PROGRAMMES
    payer = _other_payer(context, index)
    return f'lời quanh số nói "{context.told(payer)}"' if payer else ""


def _is_counted_with_others(context: Context, index: int, outsides: Sequence[str]) -> bool:
    """Whether who was helped is told with money of another programme or a loan, or with the programme itself."""
    quantity, around = context.found[index], context.arounds[index]
    if quantity.kind != "count":
        return False
    if any(cue.code == "capital" for cue in context.cues("outside", around.behind)):
        # "cho 14 hợp tác xã vay 9,3 tỷ đồng"
        return True
    clause = around.clause[0], context.clause_end(around)
    amounts = [
        place for place in context.indexes_in(clause) if context.found[place].kind == "money"
    ]
    if amounts:
        return all(
            outsides[place] in ("programme", "source")
            or other_source(context, context.found[place], context.arounds[place])
            for place in amounts
        )
    begun = around.clause[0], quantity.start
    told = last_of(context.cues("outside", begun))
    if told is None or told.code != "programme" or first_of(context.cues("fund", begun), WHOLES):
        return False
    return _OF_PROGRAMME.search(context.text, begun[0], told.start) is not None


def _other_payer(context: Context, index: int) -> Cue | None:
    """Who is said to give and is none of the funds: "Sở Khoa học và Công nghệ … hỗ trợ 8 doanh nghiệp".

    None too where words of khuyến công stand in the same part of the sentence.
    """
    quantity, around = context.found[index], context.arounds[index]
    begun = around.clause[0], quantity.start
    payer = last_of([cue for cue in context.cues("payer", begun) if cue.code == "others"])
    if payer is None or _is_of_promotion(context, around):
        return None
    gives = context.cues("support", (payer.end, quantity.start))
    is_given = any(context.told(cue) in listed("giving", "pays") for cue in gives)
    return payer if is_given else None


def _is_of_programmes(context: Context, index: int) -> bool:
    """Whether programmes are counted, or stand before a number: "ba chương trình hỗ trợ 22 doanh nghiệp".

    They need not all be of khuyến công where no word of it stands in the same part of the sentence.
    """
    quantity, around = context.found[index], context.arounds[index]
    told = context.found_in((around.clause[0], quantity.end))
    is_counted = any(one.unit == "chương trình" for one in told)
    return is_counted and not _is_of_promotion(context, around)


def _is_of_promotion(context: Context, around: Around) -> bool:
    """Whether words of khuyến công stand in the part of a sentence up to a number, or right behind it."""
    own = context.cues("fund", (around.clause[0], around.behind[1]))
    return any(cue.code in GIVING and _OF_KC.search(context.told(cue)) for cue in own)


def is_share(text: str, quantity: Quantity, outside: str) -> bool:
    """Whether a percentage is of a whole, though of money of others; growth and rates of a year are none."""
    is_rate = bool(outside) and _A_YEAR.match(text, quantity.end) is not None
    return quantity.kind == "share" and outside not in (GROWTH, "capital") and not is_rate


def is_described(context: Context, index: int, before: Sequence[str]) -> bool:
    """Whether a count only describes a place: "toàn tỉnh có 5.000 cơ sở"."""
    quantity, around = context.found[index], context.arounds[index]
    if quantity.unit == "dự án" and not names_promotion(context.cues("fund", around.sentence)):
        return True
    behind = around.behind if quantity.measure in _PEOPLE else behind_all(context, index)
    is_helped = "thụ hưởng" in quantity.unit or first_of(context.cues("helped", behind))
    if context.text.startswith(", được hỗ trợ", behind[1]):
        is_helped = True
    if quantity.measure == "products":
        # chosen products are figures however their sentence tells of them
        is_helped = context.first("recognised", (quantity.start, around.behind[1]))
    is_joined_here = _goes_on(context, index, before)
    if is_joined_here and is_helped and quantity.measure in _PEOPLE:
        # "12 làng nghề với 5.000 lao động tham gia"
        is_helped = first_of(
            [cue for cue in context.cues("helped", behind) if context.told(cue) != "tham gia"]
        )
    if is_joined_here and quantity.measure in _PEOPLE and context.first("work", around.behind):
        is_helped = True
    if is_helped or quantity.measure in ("schemes", "classes", "trainees"):
        return False
    if is_joined_here or _is_of_entered(context, index):
        return True
    if quantity.measure in _PEOPLE:
        return _are_had(context, around)
    own = around.clause[0], around.behind[1]
    is_supported = bool(context.cues("support", own))
    if not is_supported and _HAS.search(context.text, *around.clause):
        return True
    if not is_supported and _is_there(context, around):
        return True
    told = [*_told_before(context, quantity, around), *context.cues("described", behind)]
    if any(cue.code == "yes" for cue in told):
        return True
    if any(cue.code == "apart" and cue.start >= quantity.end for cue in told):
        return not (
            context.cues("support", around.before) or _is_given_money(context, index, before)
        )
    return any(cue.code in ("met", "made") and cue.end <= quantity.start for cue in told)


def _told_before(context: Context, quantity: Quantity, around: Around) -> list[Cue]:
    """Words before a count that describe it; none where it is helped: "nếu không mở được lớp thì hỗ trợ 2 hộ"."""
    support = last_of(context.cues("support", around.before))
    is_right = support is not None and not context.text[support.end : quantity.start].strip()
    return [] if is_right else list(context.cues("described", around.before))


def _is_of_entered(context: Context, index: int) -> bool:
    """Whether establishments are those of products that were entered in a contest: "chấm 73 sản phẩm của 51 cơ sở"."""
    first, here = context.found[index - 1], context.found[index]
    if not index or first.measure != "products":
        return False
    is_theirs = _THEIRS.fullmatch(context.text, first.end, here.start) is not None
    begun = max(context.arounds[index - 1].clause[0], first.start - _NEAR)
    return is_theirs and _CHOSEN.search(context.text, begun, first.start) is None


def _is_given_money(context: Context, index: int, before: Sequence[str]) -> bool:
    """Whether money right before a count goes to it: "chuyển 450 triệu đồng sang 3 cơ sở khác"."""
    first, here = context.found[index - 1], context.found[index]
    is_money = index > 0 and first.kind == "money" and not before[-1]
    return is_money and _TO.fullmatch(context.text, first.end, here.start) is not None


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
    if _AT_WORKSHOP.search(context.text, *around.before):
        # "xưởng của ông hiện có 9 lao động"
        return False
    near = [*context.cues("work", around.before), *context.cues("work", around.behind)]
    told = [context.told(cue) for cue in near]
    if any("việc làm" in words for words in told):
        return False
    places = (around.before, around.behind, around.clause)
    return any(one.code == "yes" for where in places for one in context.cues("described", where))


def _goes_on(context: Context, index: int, before: Sequence[str]) -> bool:
    """Whether a count goes on with one that is described: "hiện có 6 làng nghề và 412 cơ sở với 9.650 lao động"."""
    if (
        not index
        or before[-1] != DESCRIBED
        or (context.arounds[index - 1].number != context.arounds[index].number)
    ):
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
