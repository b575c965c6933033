"""Who gives an amount besides a fund, and whether it was given at all, as the words at it say."""

from __future__ import annotations

import re
from functools import cache

from analysis.prose.fund_words import WHOLES, names_promotion
from analysis.prose.quantities import Quantity
from analysis.prose.rules import Cue, either, listed
from analysis.prose.scopes import Around, Context, Range, first_of, last_of
from analysis.prose.words import Sought

# As many words may stand between "kinh phí" and its amount: "kinh phí quyết toán là …".
_FEW = 3
_SIGN = re.compile(r", |; | - | và | còn ")
_END = re.compile(r"[,;:(]|[0-9] ")
_MACHINES = r"(?:máy|lò|bồn|dây chuyền|thiết bị|hệ thống|nó)"
# "máy có giá", "bồn và máy lọc hết", "giá của nó là"
_COSTS = re.compile(
    rf"(?<!\w)(?:{_MACHINES}(?!\w)[^,;:0-9]*(?<!\w)(?<!trị )(?:giá|hết|tốn)|giá (?:của )?(?:cái |chiếc )?{_MACHINES})"
    r"(?: (?:là|hơn|gần|khoảng|chừng|tới|trên|từ|xấp xỉ))* $"
)
_IS_PRICED = Sought(r"(?:giá|hết|tốn|mua)(?!\w)", ("giá", "hết", "tốn", "mua"))
# "mua chiếc máy khắc gỗ 680 triệu đồng"
_BUYS = re.compile(rf"(?<!\w)mua (?:\w+ )?{_MACHINES}(?: [^\s,;:0-9]+){{0,4}} $")
_BY = re.compile(r"(?<!\w)(?:được|do|bởi) ")


def is_paid_by_others(context: Context, index: int) -> bool:
    """Whether who pays is none of the funds of a text: "chương trình tiết kiệm điện đã chi 450 triệu đồng"."""
    around = context.arounds[index]
    end = around.before[1]
    start = max(around.clause[0], context.found[index - 1].end if index else 0)
    payer = last_of(context.cues("payer", (start, end)))
    if payer is None:
        return False
    where = payer.end, end
    pays = [context.told(cue) in listed("giving", "pays") for cue in context.cues("support", where)]
    return any(pays) and context.first("helped", where) is None


def is_of_new_giver(context: Context, said: Cue, index: int) -> bool:
    """Whether another subject gives, behind a sign and what was said of a fund: "…; công ty A tài trợ 2 tỷ đồng"."""
    start = context.found[index].start
    for sign in _SIGN.finditer(context.text, said.end, start):
        told = said.end, sign.start()
        if not context.has_between(*told) and context.seek(_gives(), told) is None:
            # "từ nguồn khuyến công tỉnh, Trung tâm hỗ trợ …": who hands it on
            continue
        verb = context.seek(_gives(), (sign.end(), start))
        if verb is None or context.has_between(sign.end(), verb.start()):
            continue
        subject = _BY.split(context.text[sign.end() : verb.start()])[-1]
        if _SIGN.search(subject) is None and not _no_giver().fullmatch(subject):
            return True
    return False


def gives_beside(context: Context, said: Cue, around: Around) -> bool:
    """Whether "và" joins a fund before a number and a giver that is none: "quỹ A và khuyến công tỉnh hỗ trợ …"."""
    begin, end = around.clause[0], around.before[1]
    if context.has_between(said.end, end):
        return False
    signs = [sign.end() for sign in _END.finditer(context.text, begin, said.start)]
    before = (signs[-1] if signs else begin), said.start
    if context.text.endswith(" và ", *before) and _is_giver(context, before):
        return True
    sign = _END.search(context.text, said.end, end)
    behind = said.end, (sign.start() if sign else end)
    return context.text.startswith(" và ", *behind) and _is_giver(context, behind)


def _is_giver(context: Context, where: Range) -> bool:
    """Whether words name a giver, and no fund."""
    named = (context.first("payer", where), context.first("other_giver", where))
    programme = any(cue.code == "programme" for cue in context.cues("outside", where))
    is_fund = first_of(context.cues("fund", where)) is not None
    return not is_fund and (any(named) or programme)


@cache
def _gives() -> Sought:
    verbs = listed("giving", "verbs")
    return Sought(rf"{either('giving', 'verbs')}(?!\w)", {verb.split(" ")[0] for verb in verbs})


@cache
def _no_giver() -> re.Pattern[str]:
    return re.compile(rf"(?:(?:{either('filler', 'no_giver')}|[0-9]+)(?:\W+|$))*")


def is_of_plan(context: Context, around: Around) -> bool:
    """Whether an amount goes on with one before, or is what was planned, granted or carried out."""
    begun = around.sentence[0], around.before[1]
    said = context.cues("status", (around.clause[0], around.behind[1]))
    return any(cue.code == "part" for cue in context.cues("whole", begun)) or any(
        cue.code in ("planned", "approved", "allotted")
        or context.told(cue).endswith(listed("giving", "had"))
        for cue in said
    )


def is_given(context: Context, around: Around) -> bool:
    """Whether words at an amount speak of help, or of a work of khuyến công."""
    where = around.clause[0], around.behind[1]
    is_help = bool(context.cues("given", where))
    return is_help or context.first("activity", around.before) is not None


def is_alone(context: Context, around: Around) -> bool:
    """Whether a word of giving and an amount stand alone: "giải ngân 2 tỷ đồng", not "… vốn đường sá"."""
    start = around.before[1]
    gives = last_of(context.cues("support", around.before))
    if gives is None or len(context.text[gives.end : start].split()) > _FEW:
        return False
    return context.text[slice(*around.behind)].strip(" .") in ("", "cho")


def is_payer(context: Context, label: Cue, around: Around) -> bool:
    """Whether who is helped stands before an amount that was not given: "các cơ sở làm ra 9 tỷ đồng"."""
    end = around.before[1]
    if context.first("helped", (label.end, end)) is not None:
        return False
    if context.first("invested", (label.end, end)) is not None:
        return True
    # "hỗ trợ HTX A 180 triệu đồng, HTX B 150 triệu đồng" lists them
    return not context.cues("given", (around.sentence[0], end))


def price_of(context: Context, around: Around) -> Cue | None:
    """The price of what a fund may have helped to buy: "giúp 27 hộ mua lò, mỗi lò giá 350 triệu đồng"."""
    cue = last_of(context.cues("outside", around.before))
    is_price = cue is not None and context.told(cue).endswith("giá")
    return cue if is_price and names_promotion(context.cues("fund", around.sentence)) else None


def is_shared_price(context: Context, around: Around) -> bool:
    """Whether money is what a machine cost of which a fund pays a part: "máy giá 430 triệu đồng, KCĐP hỗ trợ 170 …".

    Help is told of behind it, or in the sentence before.
    """
    if context.seek(_IS_PRICED, around.before) is None:
        return False
    is_bought = _BUYS.search(context.text, *around.before) and not context.cues(
        "support", around.clause
    )
    if not is_bought and _COSTS.search(context.text, *around.before) is None:
        return False
    where = around.behind[0], around.sentence[1]
    if _is_paid_for(context, where):
        return True
    # "một dàn máy giá 500 triệu đồng" is any
    is_any = " một " in context.text[slice(*around.before)]
    return (
        bool(around.number)
        and not is_any
        and _is_paid_for(context, context.range_of(around.number - 1))
    )


def _is_paid_for(context: Context, where: Range) -> bool:
    """Whether a range tells of help of khuyến công and an amount."""
    is_help = context.first("support", where) or names_promotion(context.cues("fund", where))
    return bool(is_help) and any(one.kind == "money" for one in context.found_in(where))


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
