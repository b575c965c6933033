"""Period of each quantity: the one that its own sentence says of it, and the one that holds from before."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from analysis.prose.period_ends import Period, is_report, is_within
from analysis.prose.periods import Said
from analysis.prose.plain import PARAGRAPH
from analysis.prose.quantities import Quantity
from analysis.prose.rules import Cue
from analysis.prose.scopes import Around, Context, Range, last_of

YEARS = re.compile(r"(?:19|20)(?<![0-9./-]..)[0-9]{2}(?![0-9./-])")
UNTIL = re.compile(r"(?:đến|tới)(?: hết| cuối)? năm")
# What is meant to be, by the words of `rules.toml`.
PLANNED = ("intended", "planned")
_YEAR_BEFORE = re.compile(r"năm(?<!\wnăm) ((?:19|20)[0-9]{2}) \($")
_LONGEST_BEFORE = 25
# "cao hơn mức 3 tỷ đồng của giai đoạn 2016-2020": the period is that of the number only.
_COMPARED = re.compile(
    r"(?<!\w)(?:so với|hơn|kém|bằng|gấp(?: \S+){1,2} lần)"
    r"(?: (?:mức|con số|tổng số|số|tổng|chỉ|gần|hơn|trên|khoảng|chưa đến|của))* $"
)
# "So với kế hoạch năm 2025, …" at the head of a sentence.
_TO_PLAN = re.compile(r"\W*so với (?:mức |tổng )?(?:kế hoạch|dự toán|chỉ tiêu|mục tiêu)(?: của)? ")
_LONGEST_COMPARED = 45
ITEM = re.compile(r"(?:[-+•*●▪◦]|[0-9]{1,2}[.)]|[a-zđ]\)) ")
# What has the period behind it: "thực hiện Chương trình khuyến công quốc gia giai đoạn 2021-2025".
_PROGRAMME = re.compile(
    r"(?<!\w)(?:chương trình|kế hoạch|đề án|nghị quyết|nghị định|năm (?:đầu|cuối|bản lề|thứ \w+))(?!\w)[^.;:]*$"
)
# A meeting looks back at a year and ahead at the next one.
_REVIEW = re.compile(r"(?<!\w)(?:tổng kết|sơ kết|đánh giá|kết quả)(?!\w)[^.;:]*$")
_TASKS = re.compile(
    r"(?: và|,|,? đồng thời)? (?:triển khai|phương hướng|nhiệm vụ|kế hoạch|bàn|đề ra)(?!\w)[^.;:0-9]{0,60}"
)
_LONGEST_REVIEW = 90
_NAMED = re.compile(
    r"(?<!\w)(?:khuyến công|kế hoạch|chương trình|kcqg|kcđp|đề án|tiêu biểu)(?!\w)[^,.;]{0,25}$"
)
_REACH = 40
_WORD = re.compile(r"[^\W\d_]+")
_LONGEST_NAME = 40
_OF_NUMBER = re.compile(r"(?: (?:của|trong|hồi|ở|vào|cả))* ")


class ToldPeriods:
    """The periods of a text as they are said, gone through in the order of its quantities.

    `period` is the one that holds from the sentences before, `told` where it is said; `said` are all that were.
    `is_ended` is set where words for the present time, or its paragraph, ended it; `is_of_number` where it stands
    behind a number.
    """

    def __init__(self, context: Context) -> None:
        self.context = context
        self.period: Period = None
        self.told = 0
        self.is_ended = False
        self.is_of_number = False
        self.said: set[Period] = set()
        self._above: tuple[Period, int] = None, 0
        self._named: dict[int, bool] = {}
        self._compared = self._all_compared()
        self._heard = self._all_said()
        self._seen = 0

    def _all_compared(self) -> set[int]:
        """Where the periods begin that are said of a number with which another one is compared."""
        context, text = self.context, self.context.text
        compared = set()
        for said in context.periods:
            start = context.range_of(context.sentence_of(said.start))[0]
            found = context.found_in((start, said.start))
            if not found and _TO_PLAN.fullmatch(text, start, said.start):
                compared.add(said.start)
            if not said.period or not found:
                continue
            last = found[-1]
            if _OF_NUMBER.fullmatch(text, last.end, said.start) and _COMPARED.search(
                text, max(0, last.start - _LONGEST_COMPARED), last.start
            ):
                compared.add(said.start)
        return compared

    def _all_said(self) -> list[Said]:
        """All periods of a text, and the words for the present time that end the one that holds."""
        context = self.context
        ends = []
        for cue in context.cues("now", (0, len(context.text))):
            if cue.code == "present":
                number = context.sentence_of(cue.start)
                end = context.range_of(number)[1]
                if context.has_between(cue.end, end) and not context.periods_of(number):
                    ends.append(Said(cue.start, cue.end, None, is_now=True))
        return sorted([*context.periods, *ends]) if ends else context.periods

    def remember(self, until: int) -> None:
        """Take in the periods that stand before a sentence."""
        said = self._heard
        while self._seen < len(said) and said[self._seen].start < until:
            one = said[self._seen]
            said_before = said[self._seen - 1] if self._seen else None
            is_frame = said_before is not None and self._is_aside(said_before, one)
            if one.start in self._compared or self._is_goal(one) or is_frame:
                pass
            elif one.period and (one.has_year or self._holds(one)):
                self.period, self.told, self.is_ended = one.period, one.start, False
                self.said.add(one.period)
                self.is_of_number = self._is_of_number(one)
                if not self.is_of_number and not self._is_named_item(one.start):
                    self._above = one.period, one.start
            elif one.is_now and not is_report(self.period):
                self.period, self.told, self.is_ended = None, one.start, True
            self._seen += 1
        is_other = self._is_of_other_item(until)
        if is_other or (self.is_of_number and self._is_of_other_paragraph(until)):
            self.period, self.told = self._above
            self.is_ended, self.is_of_number = not is_other, False

    def _is_of_other_item(self, place: int) -> bool:
        """Whether a place lies in an item of its own subject, and the period that holds was said in another such."""
        return (
            self._is_of_other_paragraph(place)
            and self._is_named_item(place)
            and self._is_named_item(self.told)
        )

    def _is_of_other_paragraph(self, place: int) -> bool:
        text = self.context.text
        return text.rfind(PARAGRAPH, 0, place) != text.rfind(PARAGRAPH, 0, self.told)

    def _is_of_number(self, said: Said) -> bool:
        """Whether a period stands behind a number in its sentence, and in no name of a scheme: it is of that number."""
        context = self.context
        start = context.range_of(context.sentence_of(said.start))[0]
        return (
            context.has_between(start, said.start)
            and "(" not in context.text[said.start - 1 : said.end]
            and _NAMED.search(context.text, max(start, said.start - _REACH), said.start) is None
        )

    def _is_named_item(self, place: int) -> bool:
        """Whether a place lies in an item of a list that begins with whom it is of: "* Huyện Tam Đường: …"."""
        text, is_capital = self.context.text, self.context.is_capital
        start = text.rfind(PARAGRAPH, 0, place) + 1
        known = self._named.get(start)
        if known is None:
            item = ITEM.match(text, start)
            words = (
                list(_WORD.finditer(text, item.end(), item.end() + _LONGEST_NAME)) if item else []
            )
            large = [is_capital(word.start()) for word in words]
            known = self._named[start] = any(map(all, pairwise(large)))
        return known

    def _is_goal(self, said: Said) -> bool:
        """Whether a period is the end of the plan that holds: "mục tiêu đến năm 2030" in one of 2026-2030."""
        context, held = self.context, self.period
        if held is None or said.period is None or held[1] != said.period[1] or held[0] == held[1]:
            return False
        if not UNTIL.match(context.text, said.start):
            return False
        cues = context.cues("status", context.range_of(context.sentence_of(said.start)))
        return any(cue.code in PLANNED and cue.start != said.start for cue in cues)

    def _holds(self, said: Said) -> bool:
        """Whether a part of a year without it holds on: not the end of a plan, "… để nghiệm thu trong quý III"."""
        context = self.context
        if said.period == self.period:
            return False
        number = context.sentence_of(said.start)
        start, end = context.range_of(number)
        is_alone = len(context.periods_of(number)) == 1 and not context.has_between(start, end)
        return is_alone or context.has_between(said.end, end)

    def untold(self, own: Said | None, quantity: Quantity, around: Around) -> Cue | None:
        """The last words before a quantity, behind its period, for a time that is not that one."""
        start = around.sentence[0] if own is None else own.end
        return last_of(self.context.cues("now", (start, quantity.start)))

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
        if behind and not self._turns((around.behind[0], behind[0].start)):
            return behind[0]
        said = [one for one in said if one.start not in self._compared]
        before = [one for one in said if one.end <= around.behind[0]]
        if before:
            return self._inner(before)
        # none stands before it: one behind the last quantity of the sentence is of all of them
        alone = [one for one in said if not self._turns((quantity.end, one.start))]
        tail = next((one for one in alone if one.start >= around.last), None)
        if tail is None or self.period is None:
            return tail or (alone[0] if alone and self.period is None else None)
        return None if ";" in text[quantity.end : tail.start] else tail

    def _inner(self, before: Sequence[Said]) -> Said:
        """The last of some periods, or the one right before it where that is of a programme."""
        return before[-2] if len(before) > 1 and self._is_aside(*before[-2:]) else before[-1]

    def _is_aside(self, first: Said, second: Said) -> bool:
        """Whether a period is not that of what follows, but the one before it is.

        "Năm 2024, thực hiện Chương trình … giai đoạn 2021-2025"; "tổng kết năm 2024, triển khai nhiệm vụ năm 2025".
        """
        text, between = self.context.text, (first.end, second.start)
        if not first.period or not second.period or self.context.has_between(*between):
            return False
        if is_within(first.period, second.period):
            return _PROGRAMME.search(text, *between) is not None
        return (
            _TASKS.fullmatch(text, *between) is not None
            and _REVIEW.search(text, max(0, first.start - _LONGEST_REVIEW), first.start) is not None
        )

    def _turns(self, where: Range) -> bool:
        """Whether what stands behind a range is of something else than what stands before it."""
        return any(self.context.first(table, where) for table in ("then", "turning"))

    def _now(self, around: Around) -> Said | None:
        """What says that a quantity is of all the time up to now, "đến nay", where nothing else is said."""
        said = self.context.said_in((around.sentence[0], around.behind[0]))
        return next((one for one in said if one.is_now), None)

    def _in_turn(self, quantity: Quantity, around: Around) -> Said | None:
        """The year of a quantity in a list whose years stand before it: "năm 2021 và 2022 lần lượt là 2 tỷ và 3 tỷ"."""
        turn = self.context.first("turn", (around.sentence[0], quantity.start))
        if turn is None:
            return None
        until = around.sentence[0], turn.start
        years = list(map(int, YEARS.findall(self.context.text, *until))) or self._each_year(until)
        listed = self._listed(quantity, (turn.start, around.sentence[1]), len(years))
        if len(years) < 2 or len(years) != len(listed) or quantity.start not in listed:
            return None
        year = years[listed.index(quantity.start)]
        return Said(quantity.start, quantity.start, (year, year))

    def _each_year(self, where: Range) -> list[int]:
        """The years of the last period in a range, of which numbers may be unless funds are named behind it."""
        said = self.context.periods_in(where)
        if not said or len(self.context.cues("fund", (said[-1].end, where[1]))) > 1:
            return []
        ends = [end for end in said[-1].period or () if isinstance(end, int)]
        return list(range(ends[0], ends[1] + 1)) if len(ends) == len(("first", "last")) else []

    def _listed(self, quantity: Quantity, where: Range, most: int) -> list[int]:
        """Where the quantities of its kind begin in a range; no more than `most` where ";" ends their list."""
        text = self.context.text
        listed = [one for one in self.context.found_in(where) if one.kind == quantity.kind]
        if len(listed) > most > 0:
            inside = text[listed[0].end : listed[most - 1].start]
            if ";" in text[listed[most - 1].end : listed[most].start] and ";" not in inside:
                listed = listed[:most]
        return [one.start for one in listed]
