"""Period and status of each quantity, and why they may be others."""

from __future__ import annotations

import re
from typing import NamedTuple

from analysis.extracting.period_doubts import PeriodDoubts
from analysis.extracting.status_doubts import StatusDoubts
from analysis.extracting.told_periods import ToldPeriods
from analysis.prose.period_ends import Period
from analysis.prose.quantities import Quantity
from analysis.prose.scopes import Around, Context, last_of
from analysis.statuses.told import Statuses

# "3 đề án chưa được nghiệm thu, với kinh phí 700 triệu đồng"
_WITH = re.compile(
    r",? (?:với |trị giá )?(?:tổng )?(?:(?:kinh phí|số tiền|số vốn|tiền|vốn)(?: [^\s,.;:()0-9]+){0,3} )?"
)
STATUS_DOUBT = "tình trạng không nói rõ trong câu"


class Timed(NamedTuple):
    """Period and status of a quantity, and why they may be others.

    `is_near` says whether its own sentence, or a heading, says the period, where there is one.
    """

    period: Period
    status: str
    doubts: tuple[str, ...]
    is_near: bool = True


def timings(context: Context) -> list[Timed]:
    """Period and status of every quantity of a text."""
    told = _Told(context)
    return [
        told.timed(quantity, around)
        for quantity, around in zip(context.found, context.arounds, strict=True)
    ]


class _Told:
    """What was said so far while the quantities are gone through in their order."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.periods = ToldPeriods(context)
        self.statuses = Statuses(context)
        self.status_doubts = StatusDoubts(context, self.statuses, self.periods)
        self.period_doubts = PeriodDoubts(context, self.periods)

    def timed(self, quantity: Quantity, around: Around) -> Timed:
        context, periods = self.context, self.periods
        periods.remember(around.sentence[0])
        says_other = periods.says_other(around)
        status, is_said = self.statuses.of(quantity, around, says_other_period=says_other)
        doubts = []
        if self.status_doubts.is_unsure(status, is_said, quantity, around):
            doubts.append(STATUS_DOUBT)
        if status == "norm":
            return Timed(None, status, tuple(doubts))
        if denied := context.first("denied", (around.before[0], around.behind[1])):
            doubts.append(f'lời quanh số nói "{context.told(denied)}"')
        elif (denied := last_of(context.cues("denied", around.clause))) and _WITH.fullmatch(
            context.text, denied.end, quantity.start
        ):
            doubts.append(f'lời trước số nói "{context.told(denied)}"')
        own = periods.own(quantity, around)
        period, of_period = self.period_doubts.found(own, status, quantity, around)
        is_near = own is not None or period is None or self.period_doubts.places.is_headed
        return Timed(period, status, (*doubts, *of_period), is_near)
