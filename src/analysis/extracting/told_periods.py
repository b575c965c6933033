"""Period of each quantity: the one that its own sentence says of it, and the one that holds from before."""

from __future__ import annotations

import re

from analysis.prose.periods import End, Said
from analysis.prose.quantities import Quantity
from analysis.prose.scopes import Around, Context

Period = tuple[End, End] | None
YEARS = re.compile(r"(?:19|20)(?<![0-9./-]..)[0-9]{2}(?![0-9./-])")
UNTIL = re.compile(r"(?:đến|tới)(?: hết| cuối)? năm")
_YEAR_BEFORE = re.compile(r"năm(?<!\wnăm) ((?:19|20)[0-9]{2}) \($")
_LONGEST_BEFORE = 25


class ToldPeriods:
    """The periods of a text as they are said, gone through in the order of its quantities.

    `period` is the one that holds from the sentences before, `told` where it is said; `said` are all that were.
    """

    def __init__(self, context: Context) -> None:
        self.context = context
        self.period: Period = None
        self.told = 0
        self.said: set[Period] = set()
        self._seen = 0

    def remember(self, until: int) -> None:
        """Take in the periods that stand before a sentence."""
        said = self.context.periods
        while self._seen < len(said) and said[self._seen].start < until:
            one = said[self._seen]
            if one.period and (one.has_year or self._holds(one)):
                self.period, self.told = one.period, one.start
                self.said.add(one.period)
            elif one.is_now:
                self.period, self.told = None, one.start
            self._seen += 1

    def _holds(self, said: Said) -> bool:
        """Whether a part of a year without it holds on: not the end of a plan, "… để nghiệm thu trong quý III"."""
        context = self.context
        if said.period == self.period:
            return False
        number = context.sentence_of(said.start)
        start, end = context.range_of(number)
        is_alone = len(context.periods_of(number)) == 1 and not context.has_between(start, end)
        return is_alone or context.has_between(said.end, end)

    def says_other(self, around: Around) -> bool:
        """Whether a sentence says another period than the one that holds."""
        return any(said.period != self.period for said in self.context.periods_of(around.number))

    def of_plan(self, own: Said, status: str) -> Period:
        """A period said; what is meant to be "đến năm 2030" in a plan of 2026-2030 is of the plan."""
        held = self.period
        is_goal = status == "planned" and UNTIL.match(self.context.text, own.start)
        if is_goal and held is not None and own.period is not None and held[1] == own.period[1]:
            return held
        return own.period

    def own(self, quantity: Quantity, around: Around) -> Said | None:
        """The period that the quantity's own sentence says of it."""
        if turn := self._in_turn(quantity, around):
            return turn
        text, start = self.context.text, quantity.start
        if bracket := _YEAR_BEFORE.search(text, max(0, start - _LONGEST_BEFORE), start):
            year = int(bracket[1])
            return Said(start, start, (year, year))
        said = self.context.periods_of(around.number)
        # a part of a year without it is of what stands behind it
        said = [one for one in said if one.has_year or one.end <= around.behind[0]]
        if not said:
            return self._now(around)
        behind = [one for one in said if around.behind[0] <= one.start < around.behind[1]]
        if behind and not self.context.first("then", (around.behind[0], behind[0].start)):
            return behind[0]
        before = [one for one in said if one.end <= around.behind[0]]
        if before:
            return before[-1]
        # none stands before it: one behind the last quantity of the sentence is of all of them
        tail = next((one for one in said if one.start >= around.last), None)
        if tail is None or self.period is None:
            return tail or (said[0] if self.period is None else None)
        return None if ";" in text[quantity.end : tail.start] else tail

    def _now(self, around: Around) -> Said | None:
        """What says that a quantity is of all the time up to now, "đến nay", where nothing else is said."""
        said = self.context.said_in((around.sentence[0], around.behind[0]))
        return next((one for one in said if one.is_now), None)

    def _in_turn(self, quantity: Quantity, around: Around) -> Said | None:
        """The year of a quantity in a list whose years stand before it: "năm 2021 và 2022 lần lượt là 2 tỷ và 3 tỷ"."""
        turn = self.context.first("turn", (around.sentence[0], quantity.start))
        if turn is None:
            return None
        years = YEARS.findall(self.context.text, around.sentence[0], turn.start)
        listed = [
            one.start
            for one in self.context.found_in((turn.start, around.sentence[1]))
            if one.kind == quantity.kind
        ]
        if len(years) < 2 or len(years) != len(listed) or quantity.start not in listed:
            return None
        year = int(years[listed.index(quantity.start)])
        return Said(quantity.start, quantity.start, (year, year))


def last_year(period: Period) -> int:
    """The last year of a period that says one; that of its beginning where the end is open."""
    ends = [int(str(end)[:4]) for end in period or () if end is not None]
    return max(ends, default=0)


def first_year(period: Period) -> int:
    """The first year of a period that says one; that of its end where the beginning is open."""
    ends = [int(str(end)[:4]) for end in period or () if end is not None]
    return min(ends, default=0)
