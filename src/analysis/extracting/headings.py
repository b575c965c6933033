"""The codes of funds, and what words say of them in general: above a quantity, as a giver, with a name."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from analysis.definitions.provinces import provinces
from analysis.extracting.plain import folded_words
from analysis.extracting.rules import Cue
from analysis.extracting.scopes import Context

NATIONAL, LOCAL, PROMOTION = "national", "local", "promotion"
COUNTERPART, ALL, NONE = "counterpart", "all", "none"
TOTAL = "total"
SKIPPED = ("neutral", TOTAL)
# Words that say no fund of its own.
WHOLES = (*SKIPPED, ALL)
_MOST_ABOVE = 8
_LONGEST_HEADING = 120


@dataclass(frozen=True)
class FundFound:
    """The fund of a quantity, and whether words that are sure to be about it say so."""

    code: str
    near: bool


def fund_above(context: Context, index: int) -> FundFound | None:
    """The level that a heading above a quantity names, or the sentence just before it in its paragraph."""
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
        levels = codes & {NATIONAL, LOCAL}
        if is_heading and levels and PROMOTION in codes:
            return FundFound(PROMOTION, near=True)
        if len(levels) == 1 and (is_heading or not codes & {PROMOTION, ALL, COUNTERPART}):
            is_sure = is_heading and not any(names_province(context.text, cue) for cue in cues)
            return FundFound(next(iter(levels)), near=is_sure)
        if levels:
            return None
    return None


def giver(cues: list[Cue]) -> Cue | None:
    """The last word that says a fund; "khuyến công quốc gia góp 2 tỷ đồng" is of the fund that gives."""
    told = [cue for cue in cues if cue.code != "neutral"]
    if len(told) > 1 and told[-1].code == COUNTERPART and told[-1].start - told[-2].end <= 1:
        return told[-2]
    return told[-1] if told else None


def names_province(text: str, cue: Cue) -> bool:
    """Whether a level is one word with a name: "khuyến công tỉnh Yên Bái" may mean all funds in it."""
    return text.endswith("tỉnh", cue.start, cue.end) and bool(_names().match(text, cue.end))


@cache
def _names() -> re.Pattern[str]:
    names = "|".join(re.escape(folded_words(province.name)) for province in provinces())
    return re.compile(rf" (?:{names})(?!\w)")
