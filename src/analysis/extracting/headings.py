"""The codes of funds, and the fund that stands above a quantity: in a heading, or in the sentence before."""

from __future__ import annotations

from dataclasses import dataclass

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
        codes = {cue.code for cue in context.cues("fund", (above.start, above.end))}
        levels = codes & {NATIONAL, LOCAL}
        if is_heading and levels and PROMOTION in codes:
            return FundFound(PROMOTION, near=True)
        if len(levels) == 1 and (is_heading or not codes & {PROMOTION, ALL, COUNTERPART}):
            return FundFound(next(iter(levels)), near=is_heading)
        if levels:
            return None
    return None
