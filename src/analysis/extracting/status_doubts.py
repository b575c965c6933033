"""Why the status of a quantity may be another one than it seems."""

from __future__ import annotations

import re
from functools import cache

from analysis.extracting.status_unsaid import UnsaidStatus
from analysis.extracting.told_periods import ToldPeriods
from analysis.prose.period_ends import first_year, last_year
from analysis.prose.quantities import Quantity
from analysis.prose.rules import listed
from analysis.prose.scopes import Around, Context, last_of
from analysis.statuses.held import ALLOTS
from analysis.statuses.told import ASKS_FOR, Statuses
from analysis.statuses.unclear import (
    has_turned_to_deeds,
    is_asking,
    is_going_on,
    is_handed_in,
    is_in_turn,
    is_of_those_who_wish,
    is_only_hedged,
    is_plan_itself,
    is_plan_kept,
    is_reason,
    refers_back,
)
from analysis.statuses.words import DONE, MEANT, STATED, WANTED, is_near, last_in, status_of

_HELPED = ("schemes", "beneficiaries", "recipients", "classes", "trainees")
_RECEIVED = re.compile(r"(?<!\w)(?:nhận|tiếp nhận|thông báo|rót|bổ sung)(?!\w)")
_ONLY = re.compile(r"(?<!\w)(?:chỉ|mới)(?!\w)")
# "dành tối thiểu 30% kinh phí" is a rule or a plan.
_NOT_COUNTED = ("ước", "tối thiểu")
_TAUGHT = ("trainees", "labour", "person")
_FOR = ("để ", "nhằm ", "sẽ ")
_SIGN = re.compile(r"[,;]| và ")
_OF_THESE = re.compile(r"(?<!\w)(?:trong đó|trong số|chỉ có|mới có)(?!\w)")
# No other subject stands between what was given and what was spent of it.
_GOES_ON = re.compile(
    r"[,;]?(?: (?:và|nhưng|song|trong đó|đã|mới|chỉ|thực|cũng|hiện|nay|đến nay|tới nay))* "
)


@cache
def _spent_or_asked() -> tuple[str, ...]:
    return (*(f"{word} " for word in listed("giving", "spent")), *ASKS_FOR)


@cache
def _asked() -> tuple[str, ...]:
    return tuple(f" {word} " for word in listed("giving", "asked"))


class StatusDoubts:
    """Looks at the words around a quantity whose status was found."""

    def __init__(self, context: Context, statuses: Statuses, periods: ToldPeriods) -> None:
        self.context = context
        self.statuses = statuses
        self.unsaid = UnsaidStatus(context, statuses, periods)

    def is_unsure(self, status: str, is_said: bool, quantity: Quantity, around: Around) -> bool:
        """Whether a status may be another one; `is_said` tells whether the own sentence of the quantity says it."""
        if self.statuses.is_contested(around, status):
            return True
        if not is_said and self.unsaid.is_unsure(status, around):
            return True
        if is_in_turn(self.context, quantity, around) or is_plan_kept(self.context, status, around):
            return True
        if status != "norm" and refers_back(self.context, quantity, around):
            return True
        if self._may_be_spent_or_asked_for(status, quantity):
            return True
        if status == "approved" and (
            self._is_only_headed(is_said, around)
            or self._is_meant_behind(around)
            or self._is_share_of_done(quantity, around)
        ):
            return True
        if self._says_too_little(status, quantity, around):
            return True
        if status == "actual":
            return (
                is_plan_itself(self.context, quantity, around)
                or self._is_set_aside(quantity, around)
                or quantity.hedge.startswith(_NOT_COUNTED)
                or is_asking(self.context, quantity)
                or self._is_for_what_is_meant(quantity, around)
                or self._is_aim(quantity, around)
                or self._is_meant_behind(around)
                or self._is_spent_behind(quantity, around)
                or (is_said and self._is_done_behind(quantity, around))
                or (not is_said and self._is_of_programme(quantity, around))
            )
        if status in MEANT and self._is_done_at(quantity, around):
            return True
        if self._is_said_of_number_before(quantity, around):
            return True
        is_of_others = self._is_said_of_others(quantity, around)
        if status == "approved" and self._is_of_other_verb(quantity, around):
            return True
        return is_of_others or self._is_said_at_end(status, quantity, around)

    def _may_be_spent_or_asked_for(self, status: str, quantity: Quantity) -> bool:
        """Whether words right before it may say what was only spent, not planned, or only asked for, not given.

        "cả năm chỉ tiêu có 2 tỷ đồng", "huyện xin 500 triệu đồng".
        """
        text, start = self.context.text, quantity.start
        if status == "planned":
            return text.endswith(
                _spent_or_asked() if quantity.kind == "money" else ASKS_FOR, 0, start
            )
        return status == "actual" and text.endswith(_asked(), 0, start)

    def _is_only_headed(self, is_said: bool, around: Around) -> bool:
        """Whether a heading says the status, and no word of the sentence."""
        return is_said and not self.statuses.words(around).stated

    def _is_share_of_done(self, quantity: Quantity, around: Around) -> bool:
        """Whether it is a share of what was done: "đã giải ngân 4 tỷ đồng trong số 6 tỷ đồng được giao, đạt 67%"."""
        begun = around.clause[0], quantity.start
        done = any(cue.code in DONE for cue in self.context.cues(STATED, begun))
        return quantity.kind == "share" and done

    def _is_of_other_verb(self, quantity: Quantity, around: Around) -> bool:
        """Whether what stands behind what was approved has its own verb: "được giao 2 tỷ đồng, hỗ trợ 5 đề án"."""
        context = self.context
        if self._is_report_of_years(quantity, around):
            return True
        near = context.cues(STATED, around.before)
        if near and near[-1].code == "carried" and quantity.kind == "count":
            # "được giao 5 tỷ đồng, thực hiện 3 đề án" may be done
            return context.has_between(around.clause[0], near[-1].start)
        if near or context.cues(STATED, around.behind):
            return False
        said = context.cues(STATED, (around.sentence[0], quantity.start))
        if not said:
            return False
        if quantity.kind == "money":
            # "được giao 5 tỷ đồng, chi cho máy móc 3 tỷ đồng"
            is_spent = context.first("spent", around.before) is not None
            is_second = context.has_between(around.clause[0], around.before[0])
            # "đề án được duyệt, hỗ trợ 175 triệu đồng"
            is_given = bool(context.cues("given", around.before)) and not is_second
            return is_given or (is_spent and is_second)
        is_given = bool(context.cues("given", around.before))
        # "được phân bổ 2 tỷ đồng, huyện chỉ làm 4 đề án"
        is_own = is_given or _ONLY.search(context.text, *around.before) is not None
        return quantity.kind == "count" and (is_own or quantity.measure != "schemes")

    def _is_report_of_years(self, quantity: Quantity, around: Around) -> bool:
        """Whether something was allotted over several years, in which it was spent as well."""
        context, start = self.context, quantity.start
        said = context.periods_of(around.number)
        if not any(one.period and first_year(one.period) < last_year(one.period) for one in said):
            return False
        allotted = context.cues(STATED, (around.sentence[0], start))
        if not allotted or context.told(allotted[-1]) not in ALLOTS:
            return False
        # "được cấp 12 tỷ đồng, đã chi 11 tỷ đồng"
        return context.first("spent", (quantity.end, around.sentence[1])) is None

    def _is_said_of_others(self, quantity: Quantity, around: Around) -> bool:
        """Whether the word of a status stands before numbers of another year, or before those who asked.

        "Kế hoạch năm 2025 là 20 đề án; năm 2024 hỗ trợ 18 đề án", "30 cơ sở đăng ký, trong đó 18 cơ sở được hỗ trợ".
        """
        context = self.context
        meant = [
            one
            for one in self.statuses.words(around).usual
            if one.end <= quantity.start and status_of(one) in (*MEANT, "estimated")
        ]
        if not meant:
            return False
        start = meant[-1].end
        between = start, quantity.start
        if _OF_THESE.search(context.text, *between) and any(
            cue.code == "chosen" for cue in context.cues("caution", (start, around.behind[1]))
        ):
            return True
        return any(
            _SIGN.search(context.text, start, said.start) and context.has_between(start, said.start)
            for said in context.periods_in(between)
        )

    def _is_for_what_is_meant(self, quantity: Quantity, around: Around) -> bool:
        """Whether no sign parts a number from what was only granted for it: "được cấp 2 tỷ đồng thực hiện 9 đề án"."""
        end, status = self.statuses.last_before
        if status not in MEANT or end < around.sentence[0]:
            return False
        between = end, quantity.start
        is_told = any(cue.code == "actual" for cue in self.context.cues(STATED, between))
        if is_told or self.context.first("turning", between):
            return False
        return _SIGN.search(self.context.text, end, quantity.start) is None

    def _is_aim(self, quantity: Quantity, around: Around) -> bool:
        """Whether a number is what money is for, not said as done: "nhận 3 tỷ đồng để hỗ trợ 9 đề án"."""
        text = self.context.text
        begin = max(text.rfind(word, *around.before) for word in (" để ", " nhằm "))
        if begin < 0 or quantity.measure not in _HELPED:
            return False
        if _RECEIVED.search(text, around.clause[0], begin) is None:
            return False
        said = self.context.cues(STATED, (begin, around.behind[1]))
        return all(cue.code != "actual" for cue in said)

    def _is_meant_behind(self, around: Around) -> bool:
        """Whether words behind a number say that it is meant to be: "số 120 triệu đồng còn lại sẽ thanh toán"."""
        return any(cue.code in WANTED for cue in self.context.cues(STATED, around.behind))

    def _is_done_at(self, quantity: Quantity, around: Around) -> bool:
        """Whether words right behind what was meant to be say that it was done: "… trong đó 3 đề án đã nghiệm thu"."""
        behind = self.context.first(STATED, around.behind)
        if behind is None or behind.code != "actual":
            return False
        return is_near(behind, quantity, self.context.text)

    def _is_said_of_number_before(self, quantity: Quantity, around: Around) -> bool:
        """Whether the last word of status tells of another number: "5 hội chợ theo kế hoạch bị hủy, 1 tỷ đồng …"."""
        context, start = self.context, quantity.start
        said = last_in(self.statuses.words(around).usual, (around.clause[0], start))
        if said is None:
            return False
        if said.code == "planned":
            return context.is_behind_number(said.start)
        if said.code != "estimated" or quantity.kind != "count":
            return False
        # "doanh thu ước đạt 9 tỷ đồng, 37 doanh nghiệp ký được hợp đồng"
        between = context.found_in((said.end, start))
        is_parted = bool(between) and _SIGN.search(context.text, between[-1].end, start) is not None
        return is_parted and all(one.kind == "money" for one in between)

    def _is_set_aside(self, quantity: Quantity, around: Around) -> bool:
        """Whether money was set aside, and nothing says what was done with it: "tỉnh bố trí 2 tỷ đồng"."""
        context = self.context
        if quantity.kind != "money":
            return False
        set_aside = last_of(context.cues("set_aside", (around.clause[0], around.behind[1])))
        if set_aside is None or context.has_between(set_aside.end, quantity.start):
            return False
        done = context.first("given", around.rest) or context.first("spent", around.rest)
        return done is None or context.text.endswith(_FOR, around.rest[0], done.start)

    def _says_too_little(self, status: str, quantity: Quantity, around: Around) -> bool:
        """Whether words say a status of which it is known that they may say another one."""
        # "30/32 học viên được cấp chứng chỉ"
        is_of_class = quantity.place == "whole" and quantity.measure in _TAUGHT
        if is_of_class or self.statuses.is_raised:
            return True
        if status == "estimated":
            return is_only_hedged(self.context, around)
        if status not in MEANT:
            return status == "actual" and is_going_on(self.context, quantity, around)
        if has_turned_to_deeds(self.context, quantity, around):
            return True
        return status == "planned" and (
            is_reason(self.context, around)
            or is_of_those_who_wish(self.context, quantity, around)
            or is_handed_in(self.context, quantity, around)
        )

    def _is_spent_behind(self, quantity: Quantity, around: Around) -> bool:
        """Whether an amount may be only what was given: "cấp 1,9 tỷ đồng và đã quyết toán 1,8 tỷ đồng"."""
        context = self.context
        if quantity.kind != "money":
            return False
        spent = context.first("spent", around.rest)
        if spent is None or not _GOES_ON.fullmatch(context.text, quantity.end, spent.start):
            return False
        following = context.found_in((spent.end, around.sentence[1]))
        if not following or following[0].kind != "money" or following[0].base > quantity.base:
            return False
        begun = around.clause[0], quantity.start
        return not any(cue.code in DONE for cue in context.cues(STATED, begun))

    def _is_done_behind(self, quantity: Quantity, around: Around) -> bool:
        """Whether only words behind a number say that it was done, and the sentence before what was meant to be."""
        words = self.statuses.words(around).usual
        if not around.number or any(one.start < quantity.start for one in words):
            return False
        before = self.context.cues(STATED, self.context.range_of(around.number - 1))
        return bool(before) and status_of(before[-1]) in MEANT

    def _is_said_at_end(self, status: str, quantity: Quantity, around: Around) -> bool:
        """Whether only words behind all numbers of a sentence say what was not done: they may be of something else."""
        if status not in MEANT or quantity.place == "whole":
            return False
        usual = self.statuses.words(around).usual
        is_told = any(one.start < around.last for one in usual)
        return bool(usual) and not is_told and not is_near(usual[0], quantity, self.context.text)

    def _is_of_programme(self, quantity: Quantity, around: Around) -> bool:
        """Whether money of several years may be a programme's: "Chương trình … 2021-2025 có kinh phí 9 tỷ đồng"."""
        if quantity.kind != "money":
            return False
        begun = around.clause[0], around.before[1]
        years = self.context.periods_in(begun)
        is_long = any(one.period is not None and one.period[0] != one.period[1] for one in years)
        cautions = self.context.cues("caution", begun) if is_long else ()
        is_of_programme = any(cue.code == "programme" for cue in cautions)
        return is_of_programme and not self.context.cues("given", begun)
