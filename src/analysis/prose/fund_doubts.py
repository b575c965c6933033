"""Why a fund that was found for a quantity may be another one, though words near it say it."""

from __future__ import annotations

import re

from analysis.prose.fund_words import LOCAL, NATIONAL, NONE, PROMOTION, names_promotion
from analysis.prose.scopes import Context
from analysis.prose.words import Sought

FUND_DOUBT = "nguồn kinh phí không nói ngay cạnh số"
_LEVELS = (NATIONAL, LOCAL)
# Money that is borrowed, or for what the office does besides.
_OF_ELSE = Sought(
    r"(?<!\w)(?:vay|xúc tiến thương mại|(?:chi )?thường xuyên|sửa chữa|lương|mua sắm|đầu tư công)(?!\w)"
)
_MONEY = re.compile(
    r" (?:còn lại|(?:tổng )?(?:số )?(?:tiền|nguồn lực|nguồn|kinh phí|ngân sách|vốn|quỹ)|quảng bá)(?!\w)"
)


def is_open(context: Context, index: int, fund: str, status: str) -> bool:
    """Whether the fund of the quantity with this number may be another one of its text, or none."""
    if fund == NONE:
        return _is_of_money(context, index)
    if fund not in (*_LEVELS, PROMOTION):
        return False
    return (
        _may_be_of_level(context, index, fund, status)
        or _is_rest(context, index)
        or _is_of_else(context, index)
        or _has_part_of_else(context, index)
    )


def _may_be_of_level(context: Context, index: int, fund: str, status: str) -> bool:
    """Whether khuyến công, which no word of the sentence names, may be one of its levels, or no fund.

    The text names a level elsewhere, or the number is none of what was done.
    """
    around = context.arounds[index]
    if fund != PROMOTION or names_promotion(context.cues("fund", around.sentence)):
        return False
    named = context.cues("fund", (0, len(context.text)))
    return status != "actual" or any(cue.code in _LEVELS for cue in named)


def _is_rest(context: Context, index: int) -> bool:
    """Whether money is what is left of a total, and no word beside it names its fund: it may be the owner's."""
    quantity, around = context.found[index], context.arounds[index]
    if quantity.kind == "count":
        return False
    start = _begin(context, index)
    is_left = context.text.endswith(", còn ", start, quantity.start)
    if not is_left and context.first("rest", (start, around.behind[1])) is None:
        return False
    return not names_promotion(context.cues("fund", (start, around.rest[1])))


def _is_of_else(context: Context, index: int) -> bool:
    """Whether words right before money say what it is of, which is no fund."""
    quantity, around = context.found[index], context.arounds[index]
    if quantity.kind != "money":
        return False
    start = max(_begin(context, index), around.before[0])
    told = context.seek(_OF_ELSE, (start, quantity.start))
    return told is not None and not names_promotion(
        context.cues("fund", (told.start(), around.behind[1]))
    )


def _has_part_of_else(context: Context, index: int) -> bool:
    """Whether a part of an amount is told to be of no fund: "3 tỷ đồng, gồm khuyến công 2 tỷ đồng, lương 1 tỷ đồng"."""
    quantity, end = context.found[index], context.arounds[index].sentence[1]
    if quantity.kind != "money" or context.seek(_OF_ELSE, (quantity.end, end)) is None:
        return False
    parts = context.first("parts", context.arounds[index].rest)
    return parts is not None and any(
        _is_of_else(context, other) for other in context.indexes_in((quantity.end, end))
    )


def _is_of_money(context: Context, index: int) -> bool:
    """Whether words right behind a percentage that has no fund say that it is one of money, or what is left."""
    quantity = context.found[index]
    return quantity.kind == "share" and _MONEY.match(context.text, quantity.end) is not None


def _begin(context: Context, index: int) -> int:
    """Where the words begin that stand before a quantity and behind the one before it."""
    start = context.arounds[index].sentence[0]
    return max(start, context.found[index - 1].end) if index else start
