"""What a whole text says of funds: its levels, which it is about, and what was said of the quantities before."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache

from analysis.prose.fund_words import (
    COUNTERPART,
    LOCAL,
    NATIONAL,
    NONE,
    PROMOTION,
    SKIPPED,
    WHOLES,
    FundFound,
    fund_above,
    names_place,
)
from analysis.prose.quantities import Quantity
from analysis.prose.rules import Cue, either
from analysis.prose.scopes import Context, Range, first_of, last_of

GIVING = (NATIONAL, LOCAL, PROMOTION)
# A text says in its first sentences whose money it is about.
_EARLY = 3
# An amount stands right behind its label, which begins a part.
_BESIDE = len(" là hơn ")
_LEADS = ("trong đó ", ", ", "; ", ": ", "gồm ", "phần ", "nguồn ")
_PARTED = re.compile(r"[,;:]")
NO_FUND = FundFound(NONE, near=True)


@cache
def source_before() -> re.Pattern[str]:
    """Words before a fund that say that money comes from it: "từ nguồn vốn", "do"."""
    return re.compile(
        rf"(?<!\w){either('filler', 'source')}(?: {either('filler', 'of_source')})* ?$"
    )


@dataclass
class Earlier:
    """What was found of the quantities before: by their numbers, of the last amount, and the last fund that gives."""

    found: dict[int, FundFound] = field(default_factory=dict)
    amount: FundFound = NO_FUND
    amount_end: int = 0
    amount_sentence: int = -2
    giving: str = NONE


class TextFunds:
    """What a text says of funds as a whole."""

    def __init__(self, context: Context) -> None:
        self.context = context
        said = self.cues((0, len(context.text)))
        self.set_aside = [cue for cue in said if cue.code in GIVING and self._is_set_aside(cue)]
        self.levels = {cue.code for cue in said} & {NATIONAL, LOCAL}
        if self.levels == {LOCAL} and self._lists_national():
            self.levels = {NATIONAL, LOCAL}
        if any(self.is_both(cue) for cue in said):
            self.levels = {NATIONAL, LOCAL}
        named = context.text.find("khuyến công")
        places = [cue.start for cue in said if cue.code in GIVING]
        self._said_from = min([*places[:1], named if named >= 0 else len(context.text)])
        first = first_of(said, (*WHOLES, COUNTERPART))
        self.first = first.code if first else NONE
        level = next((cue for cue in said if cue.code in self.levels), None)
        self.is_early = first is not None and context.sentence_of(first.start) < _EARLY
        if level is not None and (names_place(context, level) or level in self.set_aside):
            self.is_early = False
        self.level = level
        is_of_part = level is not None and self._is_of_part(level)
        self.is_of_one_level = len(self.levels) == 1 and not is_of_part
        self.is_of_one = self.is_of_one_level or (not self.levels and self.first == PROMOTION)
        self.usual = self._usual()
        self.of_text = FundFound(self.usual if self.is_of_one else NONE, near=False)
        self._headed = {
            cue.code for place in context.headings for cue in self.cues(context.range_of(place))
        }

    def cues(self, where: Range) -> list[Cue]:
        """The words of funds in a range."""
        return self.context.cues("fund", where)

    def is_both(self, cue: Cue) -> bool:
        """Whether words name both levels: "khuyến công quốc gia và khuyến công địa phương"."""
        return cue.code == PROMOTION and bool(self.context.cues("both", (cue.start, cue.end)))

    def is_only(self, code: str, where: Range) -> bool:
        """Whether words of a range say no other fund."""
        return {cue.code for cue in self.cues(where)} - set(SKIPPED) == {code}

    def holds_at(self, place: int) -> bool:
        """Whether the one fund of a text was said from its beginning, and before a place."""
        said = self.level is None or self.level.start < place
        return self.is_of_one and self.is_early and said

    def is_general_at(self, index: int) -> bool:
        """Whether khuyến công as a whole was spoken of before a quantity, and neither one level nor others just there.

        Just there is its sentence and, in its paragraph, the one before.
        """
        context = self.context
        if self.usual != PROMOTION or not self.is_said_before(context.found[index].start):
            return False
        number = context.arounds[index].number
        here = context.sentences[number]
        above = context.sentences[max(0, number - 1)]
        before = context.sentences[max(0, number - 2)]
        # a paragraph of one sentence is an item of a list, or its head
        is_beside = above.paragraph in (here.paragraph, before.paragraph + 1)
        start = above.start if is_beside else here.start
        levels = {cue.code for cue in self.cues((start, here.end))} & {NATIONAL, LOCAL}
        others = context.cues("outside", (here.start, here.end))
        is_other = context.first("this_fund", (here.start, here.end)) is not None
        is_other |= context.first("turn", (here.start, context.found[index].start)) is not None
        is_other |= any(cue.code == "programme" for cue in others)
        return len(levels) != 1 and not is_other

    def is_said_before(self, place: int) -> bool:
        """Whether words of khuyến công stand before a place, be they those of an office."""
        return self._said_from < place

    def of_level(self, found: FundFound, place: int) -> FundFound:
        """What is of khuyến công without a level is of the one level that a text spoke of before."""
        if found.code != PROMOTION or not self.is_of_one_level or not self.holds_at(place):
            return found
        # it may be of all levels too
        return FundFound(self.usual, near=False)

    def is_beside(self, index: int) -> bool:
        """Whether the quantity before this one stands in its sentence."""
        return self.context.arounds[index - 1].number == self.context.arounds[index].number

    def before(self, index: int, kind: str) -> Iterator[Quantity]:
        """The quantities of a kind in a sentence before the one with this number, the last one first."""
        context = self.context
        start = context.arounds[index - 1].sentence[0] if index else 0
        for place in range(index - 1, -1, -1):
            one = context.found[place]
            if one.start < start:
                return
            if one.kind == kind:
                yield one

    def in_turn(self, index: int) -> str:
        """The fund of a number in a list whose funds stand before it: "KCQG và KCĐP lần lượt là 2 tỷ và 3 tỷ"."""
        context = self.context
        quantity, around = context.found[index], context.arounds[index]
        turn = context.first("turn", (around.sentence[0], quantity.start))
        if turn is None:
            return ""
        amounts = [one for one in self.before(index + 1, quantity.kind) if one.start > turn.start]
        named = self._named((around.sentence[0], turn.start))
        # "Lần lượt, KCQG và KCĐP là 2 tỷ và 3 tỷ"
        codes = named or self._named((turn.end, amounts[-1].start))
        if not codes and around.number and quantity.kind == "money":
            # "… 4 đề án KCQG, 17 đề án KCĐP. Kinh phí lần lượt là 2 tỷ đồng và 3 tỷ đồng"
            codes = self._named(context.range_of(around.number - 1))
        listed = context.found_in((turn.end, around.sentence[1]))
        if sum(one.kind == quantity.kind for one in listed) < len(codes):
            return ""
        return codes[len(amounts) - 1] if 1 < len(codes) >= len(amounts) else ""

    def _named(self, where: Range) -> list[str]:
        """The givers that a range names, one behind the other."""
        codes: list[str] = []
        for cue in self.cues(where):
            if cue.code in (NATIONAL, LOCAL, COUNTERPART):
                codes.append(cue.code)
            elif self.is_both(cue):
                codes += [NATIONAL, LOCAL]
        return codes

    def of_heading(self, index: int, *, is_of_fund: bool) -> FundFound | None:
        """The fund that a heading above a quantity names, or the sentence before it.

        The latter surely only where `is_of_fund` says that words at the quantity speak of what a fund gives.
        """
        above = fund_above(self.context, index, is_of_both=len(self.levels) > 1)
        if above is None:
            return None
        # a level in one heading alone, and another one in the text, parts no sections
        is_part = above.code == PROMOTION or not self.levels - self._headed
        if above.near and (is_part or self.is_of_one_level):
            return above
        start = self.context.found[index].start
        return FundFound(above.code, near=is_of_fund and self.holds_at(start))

    def _is_set_aside(self, cue: Cue) -> bool:
        """Whether words say that what follows is of another fund: "ngoài khuyến công quốc gia, …"."""
        context = self.context
        start = context.sentences[context.sentence_of(cue.start)].start
        said = last_of(context.cues("caution", (start, cue.start)), ())
        if said is None or said.code != "besides":
            return False
        return _PARTED.search(context.text, said.end, cue.start) is None

    def _lists_national(self) -> bool:
        """Whether a list of funds has one of the country, as one word: "trong đó quốc gia 15 tỷ đồng, còn lại là …"."""
        context = self.context
        return any(
            cue.code == NATIONAL
            and any(one.kind == "money" for one in context.found_in((cue.end, cue.end + _BESIDE)))
            and context.text.endswith(_LEADS, 0, cue.start)
            for cue in context.cues("label", (0, len(context.text)))
        )

    def _is_of_part(self, cue: Cue) -> bool:
        """Whether a fund is that of a part of what stands before it in its sentence."""
        start = self.context.sentences[self.context.sentence_of(cue.start)].start
        return bool(self.context.cues("part_of", (start, cue.start)))

    def _usual(self) -> str:
        """The fund of support of which nothing more is said."""
        if self.is_of_one_level:
            return next(iter(self.levels))
        about = self.first != NONE or "khuyến công" in self.context.text
        return PROMOTION if about else NONE
