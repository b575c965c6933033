"""What a quantity counts or is a share of, and why it may be of others than khuyến công by what is told beside it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from analysis.extracting.fund_text import GIVING
from analysis.extracting.outside import is_joined, is_share, other_source
from analysis.prose.fund_words import WHOLES
from analysis.prose.quantities import Quantity
from analysis.prose.rules import Cue, listed
from analysis.prose.scopes import Around, Context, first_of, last_of

OTHER = "other"
# "đạt 76% kế hoạch năm", "98% so với dự toán": of what was planned.
_OF_PLAN = re.compile(r"(?: so với| của)?(?: tổng)? (?:kế hoạch|dự toán|kh)(?!\w)")
# "…, đạt 88,6%" behind what was spent, and nothing behind it that it is of.
_REACHED = re.compile(r"[ ,(]*(?:và )?đạt(?: tỷ lệ| mức)?(?: hơn| trên| gần| khoảng)* ")
_ENDS = re.compile(r" ?(?:[.,;)\n]|$)")
_WITH_OTHERS = "nêu cùng tiền của chương trình khác"
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
    if quantity.measure not in ("labour", "person"):
        return quantity.measure
    nearby = (around.before, around.behind, around.clause, around.rest)
    for where in nearby:
        for code, table in (("trainees", "training"), ("jobs", "work")):
            if first_of(context.cues(table, where)):
                return code
    return "jobs" if quantity.measure == "labour" else OTHER


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
            outsides[place] == "programme"
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
