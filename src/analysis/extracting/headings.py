"""The codes of funds, and what words say of them in general: above a quantity, as a giver or payer, with a name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from analysis.prose.rules import Cue, either, listed
from analysis.prose.scopes import Around, Context, Range, first_of, last_of
from analysis.prose.words import Sought

NATIONAL, LOCAL, PROMOTION = "national", "local", "promotion"
COUNTERPART, ALL, NONE = "counterpart", "all", "none"
TOTAL = "total"
SKIPPED = ("neutral", TOTAL)
# Words that say no fund of its own.
WHOLES = (*SKIPPED, ALL)
# As many words may stand between "kinh phí" and its amount: "kinh phí quyết toán là …".
_FEW = 3
_MOST_ABOVE = 8
_LONGEST_HEADING = 120
_NAME = re.compile('["“«][^"”»,.;:]{1,40}["”»]')
_PLACES = ("tỉnh", "huyện", "thành phố", "thị xã", "xã")
_SIGN = re.compile(r", |; | - | và | còn ")
_END = re.compile(r"[,;:(]|[0-9] ")
_BY = re.compile(r"(?<!\w)(?:được|do|bởi) ")


class FundFound(NamedTuple):
    """The fund of a quantity, and whether words that are sure to be about it say so."""

    code: str
    near: bool


def fund_above(context: Context, index: int, *, is_of_both: bool) -> FundFound | None:
    """The level that a heading above a quantity names, or the sentence just before it in its paragraph.

    In a text of both levels "khuyến công tỉnh Yên Bái" in a heading names none of them. A level before "khuyến công" in
    one heading is likely that of all below it.
    """
    number = context.sentence_of(context.found[index].start)
    here = context.sentences[number]
    for place in range(number - 1, max(-1, number - _MOST_ABOVE), -1):
        above = context.sentences[place]
        is_heading = not context.has_between(above.start, above.end)
        if is_heading and above.end - above.start > _LONGEST_HEADING:
            continue
        if not is_heading and (place < number - 1 or above.paragraph != here.paragraph):
            continue
        cues = context.cues("fund", (above.start, above.end))
        codes = {cue.code for cue in cues}
        named = {cue.code for cue in cues if names_place(context, cue)}
        levels = codes & {NATIONAL, LOCAL}
        if is_heading and levels and PROMOTION in codes:
            # "Khuyến công địa phương năm 2022 (đề án, tiền khuyến công)" may go on with its level
            first = next(cue for cue in cues if cue.code in (NATIONAL, LOCAL, PROMOTION))
            is_of_level = first.code in levels and not names_place(context, first)
            if is_of_level and len(levels) == 1:
                return FundFound(first.code, near=False)
            return FundFound(PROMOTION, near=True)
        if is_heading and is_of_both:
            levels -= named
        if len(levels) == 1 and (is_heading or not codes & {PROMOTION, ALL, COUNTERPART}):
            return FundFound(next(iter(levels)), near=context.is_heading(place) and not named)
        if levels:
            return None
    return None


def without_names(text: str, cues: Sequence[Cue]) -> list[Cue]:
    """The words of funds, without those that a name in quotes begins with: chuyên mục "Khuyến công Sơn Hà"."""
    return [cue for cue in cues if cue.code != PROMOTION or not _NAME.match(text, cue.start - 1)]


def giver(cues: list[Cue]) -> Cue | None:
    """The last word that says a fund; "khuyến công quốc gia góp 2 tỷ đồng" is of the fund that gives."""
    told = [cue for cue in cues if cue.code != "neutral"]
    if len(told) > 1 and told[-1].code == COUNTERPART and told[-1].start - told[-2].end <= 1:
        is_fund = told[-2].code in (NATIONAL, LOCAL, PROMOTION)
        return told[-2] if is_fund else told[-1]
    return told[-1] if told else None


def names_promotion(cues: list[Cue]) -> bool:
    """Whether words name khuyến công or one of its levels."""
    return any(cue.code in (NATIONAL, LOCAL, PROMOTION) for cue in cues)


def names_place(context: Context, cue: Cue) -> bool:
    """Whether a level is one word with a name: "khuyến công tỉnh Yên Bái" may mean all funds in it."""
    return context.text.endswith(_PLACES, cue.start, cue.end) and context.is_capital(cue.end + 1)


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
        or context.told(cue).endswith(("thực hiện", "nhận được"))
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


def is_of_label_behind(context: Context, around: Around) -> bool:
    """Whether an amount is said to be of those who are helped: "9 tỷ đồng của dân"."""
    start = around.behind[0]
    label = first_of(context.cues("label", around.behind))
    if label is None or label.code != COUNTERPART:
        return False
    return context.text[start : label.start].strip() in ("của", "của các", "do", "do các")
