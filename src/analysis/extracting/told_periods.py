"""Period of each quantity: the one that its own sentence says of it, and the one that holds from before."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from analysis.prose.asides import compared, is_aside, is_of_number, is_of_plan
from analysis.prose.period_ends import Period, is_report
from analysis.prose.periods import Said
from analysis.prose.plain import PARAGRAPH
from analysis.prose.quantities import Quantity
from analysis.prose.rules import Cue
from analysis.prose.scopes import Around, Context, Range, last_of

YEARS = re.compile(r"(?:19|20)(?<![0-9./-]..)[0-9]{2}(?![0-9./-])")
UNTIL = re.compile(r"(?:đến|tới)(?: hết| cuối)? năm")
# What is meant to be, by the words of `rules.toml`.
PLANNED = ("intended", "planned")
_YEAR_BEFORE = re.compile(
    r"(?:năm(?<!\wnăm) (?P<bracket>(?:19|20)[0-9]{2}) \("
    r"|so với [^,.;:()0-9]{0,30}năm (?P<than>(?:19|20)[0-9]{2}) (?:chỉ |mới )?là (?:hơn |gần |khoảng )?)$"
)
_BEHIND_YEAR = ("(", " là ", " hơn ", " gần ", " khoảng ")
_LONGEST_BEFORE = 70
ITEM = re.compile(r"(?:[-+•*●▪◦]|[0-9]{1,2}[.)]|[a-zđ]\)) ")
_REACH = 40
# "từ năm 2026, …" of what is meant to be has no end.
_FROM = re.compile(r"(?<!\w)từ (?:đầu |giữa |cuối )?$")
# The year in which something began may be that of what is told of it.
FOUNDED = ("thành lập", "khởi nghiệp", "ra đời", "đi vào hoạt động")
_WITH = re.compile(r" (?:chỉ |mới )?(?:với|từ|có)(?: (?:khoảng|gần|hơn|trên|vỏn vẹn))* ")
_WORD = re.compile(r"[^\W\d_]+")
_LONGEST_NAME = 40


class ToldPeriods:
    """The periods of a text as they are said, gone through in the order of its quantities.

    `period` is the one that holds from the sentences before, `told` where it is said; `said` are all that were.
    `is_ended` is set where words for the present time, or its paragraph, ended it; `is_of_number` where it stands
    behind a number. `is_dropped` is set where one was said that does not hold, and none else held.
    """

    def __init__(self, context: Context) -> None:
        self.context = context
        self.period: Period = None
        self.told = 0
        self.is_ended = False
        self.is_of_number = self.is_dropped = False
        self.said: set[Period] = set()
        self._above: tuple[Period, int] = None, 0
        self._named: dict[int, bool] = {}
        self._compared = compared(context)
        self._heard = self._all_said()
        self._seen = 0

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
        context = self.context
        said = self._heard
        while self._seen < len(said) and said[self._seen].start < until:
            one = said[self._seen]
            said_before = said[self._seen - 1] if self._seen else None
            is_frame = said_before is not None and is_aside(context, said_before, one)
            is_beside = one.start in self._compared or is_of_plan(context, one, self.period)
            if is_beside or is_frame or self._is_goal(one):
                self.is_dropped |= self.period is None and one.period is not None
            elif one.period and (one.has_year or self._holds(one)):
                self.period, self.told, self.is_ended = one.period, one.start, False
                self.said.add(one.period)
                self.is_of_number = is_of_number(context, one) or self._is_of_item(one)
                if not self.is_of_number and not self._is_named_item(one.start):
                    self._above = one.period, one.start
            elif one.is_now and not (is_report(self.period) or self._has_own(one)):
                self.period, self.told, self.is_ended = None, one.start, True
            self._seen += 1
        is_other = self._is_of_other_item(until)
        if is_other or (self.is_of_number and self._is_of_other_paragraph(until)):
            self.period, self.told = self._above
            self.is_ended, self.is_of_number = not is_other, False

    def _is_of_item(self, said: Said) -> bool:
        """Whether a part of a year is told inside an item of a list: "2. Giải ngân sớm: đến 30/9 đạt 88%"."""
        text = self.context.text
        start = text.rfind(PARAGRAPH, 0, said.start) + 1
        item = ITEM.match(text, start)
        return not said.has_year and item is not None and said.start > item.end()

    def _has_own(self, said: Said) -> bool:
        """Whether "đến nay" stands behind a period of its sentence: "thực hiện kế hoạch năm 2024, đến nay …"."""
        periods = self.context.periods_of(self.context.sentence_of(said.start))
        return bool(periods) and periods[0].start < said.start

    def _is_of_other_item(self, place: int) -> bool:
        """Whether a place lies in an item of its own subject, and the period that holds was said in another such."""
        return (
            self._is_named_item(place)
            and self._is_named_item(self.told)
            and self._is_of_other_paragraph(place)
        )

    def _is_of_other_paragraph(self, place: int) -> bool:
        text = self.context.text
        return text.rfind(PARAGRAPH, 0, place) != text.rfind(PARAGRAPH, 0, self.told)

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
        start = self.context.text[max(0, own.start - _REACH) : own.start]
        if status == "planned" and own.period and own.period[0] == own.period[1]:
            return (own.period[0], None) if _FROM.search(start) else own.period
        return own.period

    def own(self, quantity: Quantity, around: Around) -> Said | None:
        """The period that the quantity's own sentence says of it."""
        if turn := self._in_turn(quantity, around):
            return turn
        text, start = self.context.text, quantity.start
        begun = max(0, start - _LONGEST_BEFORE)
        is_near = text.endswith(_BEHIND_YEAR, 0, start)
        if is_near and (bracket := _YEAR_BEFORE.search(text, begun, start)):
            year = int(bracket["bracket"] or bracket["than"])
            return Said(start, start, (year, year))
        said = self.context.periods_of(around.number)
        # a part of a year without it is of what stands behind it
        said = [one for one in said if one.has_year or one.end <= around.behind[0]]
        if not said:
            return self._founded(quantity, around) or self._now(around)
        behind = [one for one in said if around.behind[0] <= one.start < around.behind[1]]
        if behind and not self._turns((around.behind[0], behind[0].start)):
            earlier = [one for one in said if one.end <= around.behind[0]]
            held = earlier[-1].period if earlier else self.period
            if quantity.kind != "share" or not is_of_plan(self.context, behind[0], held):
                return behind[0]
            return earlier[-1] if earlier else None
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
        return (
            before[-2] if len(before) > 1 and is_aside(self.context, *before[-2:]) else before[-1]
        )

    def _founded(self, quantity: Quantity, around: Around) -> Said | None:
        """The year in which something began with what a quantity counts: "thành lập năm 2019 với 9 người"."""
        text = self.context.text
        said = self.context.said_in((around.sentence[0], quantity.start))
        if not said or not text.startswith(FOUNDED, said[-1].start):
            return None
        year = int(text[said[-1].end - 4 : said[-1].end])
        is_with = _WITH.fullmatch(text, said[-1].end, quantity.start)
        return said[-1]._replace(period=(year, year)) if is_with else None

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
