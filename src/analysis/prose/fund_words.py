"""The codes of funds, and what words say of them in general: above a quantity, in quotes, beside a name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from analysis.prose.quantities import Quantity
from analysis.prose.rules import Cue, listed
from analysis.prose.scopes import Around, Context, first_of
from analysis.prose.sentences import Sentence

NATIONAL, LOCAL, PROMOTION = "national", "local", "promotion"
COUNTERPART, ALL, NONE = "counterpart", "all", "none"
TOTAL = "total"
SKIPPED = ("neutral", TOTAL)
# Words that say no fund of its own.
WHOLES = (*SKIPPED, ALL)
_MOST_ABOVE = 8
_LONGEST_HEADING = 120
_HELPS = tuple(f"{verb} " for verb in ("hỗ trợ", "hỗ trợ cho", "giúp", "giúp cho"))
_JOINED = re.compile(r" (?:và|lẫn|cùng)(?: (?:nguồn|vốn|kinh phí))* ")
# As near the second level, "lần lượt" tells of the two.
_TURN = 60
_OF_PLACE = re.compile(
    r" (?:năm|giai đoạn) [0-9]{4}(?: ?- ?[0-9]{4})? của (?:tỉnh|huyện|thành phố|thị xã|xã)(?!\w)"
)
_NAME = re.compile('["“«][^"”»,.;:]{1,40}["”»]')


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


def without_helped(text: str, cues: Sequence[Cue], found: Sequence[Quantity]) -> list[Cue]:
    """The words of funds, without what those who are helped do: "hỗ trợ 7 hợp tác xã đầu tư máy sấy"."""
    helped = {
        place
        for one in found
        if one.kind == "count" and text.endswith(_HELPS, 0, one.start)
        for place in range(one.start, one.end)
    }
    return [cue for cue in cues if cue.code != COUNTERPART or cue.start not in helped]


def with_places(text: str, cues: Sequence[Cue]) -> list[Cue]:
    """The words of funds, that of a place as local: "kinh phí khuyến công năm 2026 của huyện"."""
    return [
        cue._replace(code=LOCAL)
        if cue.code == PROMOTION
        and _OF_PLACE.match(text, cue.end)
        and text.endswith(("kinh phí ", "nguồn ", "vốn ", "quỹ "), 0, cue.start)
        else cue
        for cue in cues
    ]


def with_both(text: str, cues: Sequence[Cue], turns: Sequence[Cue]) -> list[Cue]:
    """The words of funds, two levels that "và" joins as those of both: "từ khuyến công tỉnh và khuyến công quốc gia".

    Not where numbers follow in the order of the two.
    """
    joined: list[Cue] = []
    for cue in cues:
        last = joined[-1] if joined else None
        is_pair = last is not None and {last.code, cue.code} == {NATIONAL, LOCAL}
        if (
            last is not None
            and is_pair
            and _JOINED.fullmatch(text, last.end, cue.start)
            and not any(abs(turn.start - cue.end) < _TURN for turn in turns)
        ):
            joined[-1] = Cue(last.start, cue.end, PROMOTION)
        else:
            joined.append(cue)
    return joined


def without_budgets(
    text: str, cues: Sequence[Cue], aims: Sequence[Cue], sentences: Sequence[Sentence]
) -> list[Cue]:
    """The words of funds, without budgets that pay others: "ngân sách tỉnh dành 9 tỷ đồng cho chương trình …".

    A programme of khuyến công is named in its sentence.
    """
    told = {aim.start for aim in aims if aim.code != "neutral"}
    others = [
        one
        for one in sentences
        if any(one.start <= start < one.end for start in told)
        and "khuyến công" not in text[one.start : one.end]
    ]
    return [
        cue
        for cue in cues
        if not text.startswith("ngân sách", cue.start)
        or not any(one.start <= cue.start < one.end for one in others)
    ]


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
    is_unit = context.told(cue).endswith(listed("giving", "units"))
    return is_unit and context.is_capital(cue.end + 1)


def is_of_label_behind(context: Context, around: Around) -> bool:
    """Whether an amount is said to be of those who are helped: "9 tỷ đồng của dân"."""
    start = around.behind[0]
    label = first_of(context.cues("label", around.behind))
    if label is None or label.code != COUNTERPART:
        return False
    return context.text[start : label.start].strip() in ("của", "của các", "do", "do các")
