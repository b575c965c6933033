"""Why a status that no word of its sentence says may be another one."""

from __future__ import annotations

import re
from functools import cached_property
from itertools import zip_longest

from analysis.extracting.told_periods import ToldPeriods
from analysis.prose.period_ends import first_year, last_year
from analysis.prose.rules import Cue
from analysis.prose.scopes import Around, Context, Range
from analysis.statuses.told import Statuses
from analysis.statuses.words import MEANT, STATED, status_of

# So many years behind all that were said is likely what is meant to be.
_FAR = 3
_HEAD = 2
_OF_SUM = ("trong số", "trong tổng số")
# Behind what was granted or planned it may be what was done: "Trung tâm tổ chức 5 lớp".
_ACTS = re.compile(
    r"(?:trung tâm|sở|huyện|tỉnh|xã|phòng|đơn vị|thành phố|thị xã)(?: (?!sẽ|dự|để|phấn)[^\s,.;:()0-9]+){0,5}?"
    r" (?:tổ chức|mở|hỗ trợ|giúp|đào tạo|triển khai|thực hiện|nghiệm thu|chi)(?!\w)"
)
# Who approves stands between "vừa được" and "phê duyệt".
_CLOSE = 40


class UnsaidStatus:
    """Looks at what else a text tells than what was done, which is the usual case."""

    def __init__(self, context: Context, statuses: Statuses, periods: ToldPeriods) -> None:
        self.context = context
        self.statuses = statuses
        self.periods = periods

    def is_unsure(self, status: str, around: Around) -> bool:
        """Whether a status that no word of its sentence says may be another one.

        What was done is the usual case where neither this sentence nor the one before speaks of anything else, and the
        period is no later one. What is meant to be goes on only in a text that tells nothing done.
        """
        context = self.context
        number = around.number
        if status == "norm":
            return False
        if status != "actual":
            # what is planned goes on in the next sentence, whatever was done elsewhere
            is_next = status == "planned" and self.statuses.found_in(number - 1) == {"planned"}
            may_be_done = self._is_done_told and not is_next
            is_carried = status in MEANT and not may_be_done
            if not is_carried or self.statuses.held.is_of_item_above(number):
                return True
            return _ACTS.match(context.text, around.sentence[0], around.behind[0]) is not None
        if number == 0 and context.is_line(0):
            return self._is_meant_told
        if self._is_past(around):
            return False
        nearby = context.sentences[max(0, number - 1)].start, around.rest[1]
        # a plan at the head of a text still holds of the sentences next to it
        is_after_done = number > _HEAD and "actual" in self.statuses.found_in(number - 1)
        return (
            (self._is_headed_by_plan and not is_after_done)
            or self._says_else((around.sentence[0], around.behind[1]))
            or self._says_else_before(number)
            or any(cue.code == "paper" for cue in context.cues("caution", nearby))
            or self._is_later(around)
        )

    def _says_else(self, where: Range) -> bool:
        """Whether words of a range say something else than what was done; "mức hỗ trợ" alone says nothing."""
        cues = self.context.cues(STATED, where)
        return any(status_of(cue) not in ("actual", "rule") for cue in cues)

    def _says_else_before(self, number: int) -> bool:
        """Whether the sentence before tells nothing that was done: its numbers, or its words where it has none."""
        found = self.statuses.found_in(number - 1)
        if found == {"estimated"}:
            # "Ước cả năm 2024: …", not "Doanh thu ước đạt 9 tỷ đồng"
            start = self.context.sentences[number - 1].start
            said = self.context.first(STATED, self.context.range_of(number - 1))
            return said is not None and said.start == start
        if found:
            # a part of "số trên" is of either
            start = self.context.sentences[number].start
            is_part = self.context.text.startswith(_OF_SUM, start)
            return "actual" not in found or (is_part and not found.isdisjoint(MEANT))
        return number > 0 and self._says_else(self.context.range_of(number - 1))

    def _is_past(self, around: Around) -> bool:
        """Whether a sentence without a word of status says only years before all that are said of what is meant to be.

        "Kế hoạch năm 2025 là 20 đề án. Năm 2023, huyện hỗ trợ 6 cơ sở."
        """
        if self.statuses.words(around).stated:
            return False
        years = [last_year(said.period) for said in self.context.periods_of(around.number)]
        return bool(years) and max(years) < self._present

    @cached_property
    def _present(self) -> int:
        """The first year of what a text says is meant to be, and no later than the last year that it says."""
        context = self.context
        last = max((last_year(said.period) for said in context.periods), default=0)
        meant = [
            first_year(said.period)
            for number in range(len(context.sentences))
            for said in context.periods_of(number)
            if any(
                status_of(cue) in MEANT for cue in context.cues(STATED, context.range_of(number))
            )
        ]
        return min([last, *meant])

    def _is_later(self, around: Around) -> bool:
        """Whether a sentence says years well behind all that were said before it."""
        years = [last_year(said.period) for said in self.context.periods_of(around.number)]
        before = [last_year(period) for period in self.periods.said]
        return bool(years and before) and max(years) > max(before) + _FAR

    @cached_property
    def _is_done_told(self) -> bool:
        """Whether a text tells what was done, not only that a plan was approved: "vừa phê duyệt"."""
        cues = self.context.cues(STATED, (0, len(self.context.text)))
        return any(
            cue.code == "actual" and (after is None or not self._is_only_approved(cue, after))
            for cue, after in zip_longest(cues, cues[1:])
        )

    def _is_only_approved(self, cue: Cue, after: Cue) -> bool:
        """Whether words of approval follow those that say that something was done."""
        is_close = after.start - cue.end < _CLOSE and not self.context.has_between(
            cue.end, after.start
        )
        return after.code == "approved" and is_close

    @cached_property
    def _is_meant_told(self) -> bool:
        """Whether a text tells what is planned or approved."""
        cues = self.context.cues(STATED, (0, len(self.context.text)))
        return any(status_of(cue) in MEANT for cue in cues)

    @cached_property
    def _is_headed_by_plan(self) -> bool:
        """Whether the first line speaks of what is planned or approved, or a first sentence of what is planned."""
        meant = MEANT if self.context.is_line(0) else ("planned",)
        cues = self.context.cues(STATED, self.context.range_of(0))
        return any(status_of(cue) in meant for cue in cues)
