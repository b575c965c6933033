"""Why the period of a quantity may be another one than it seems."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from analysis.extracting.period_places import PeriodPlaces
from analysis.extracting.told_periods import FOUNDED, PLANNED, YEARS, ToldPeriods
from analysis.language.year_parts import HINT, part_words, without_length_of_class
from analysis.prose.period_ends import Period, first_year, is_report, last_year
from analysis.prose.periods import Said
from analysis.prose.quantities import Quantity
from analysis.prose.rules import Cue
from analysis.prose.scopes import Around, Context, Range
from analysis.prose.words import Sought

PERIOD_DOUBT = "kỳ không nói rõ trong câu"
_REACH = 25
_A_YEAR = re.compile(r" (?:19|20)[0-9]{2}")
# A fair of some days of one month: "từ ngày 8 đến 13/9".
_DAYS_OF_EVENT = re.compile(
    r"từ(?<!\wtừ) (?:ngày )?[0-9]{1,2} ?(?:đến|tới|-) ?(?:ngày )?[0-9]{1,2}/[0-9]{1,2}(?!\w)"
)
# "đến hết năm 2023", "tính đến cuối năm 2023": of all years so far, unless what it began with is said.
_ALL_UP_TO = re.compile(
    r"(?<!\w)(?:(?:đến|tới)(?: thời điểm)? (?:hết|cuối)|tính (?:đến|tới))(?: ngày)? năm (?:19|20)[0-9]{2}$"
)
# "đến năm 2023, … đã …" likewise; "đến năm 2023, HTX được …" is that year.
_UP_TO_YEAR = re.compile(r"(?<!\w)(?:đến|tới) năm (?:19|20)[0-9]{2}$")
_SO_FAR = re.compile(r"(?<!\w)đã(?!\w)")
# "từ năm 2021, …", "sau năm 2020", "cuối năm 2023, đầu năm 2024": more years than the one said.
_SINCE = re.compile(
    r"(?<!\w)(?:(?:từ|trước|sau)|năm (?:19|20)[0-9]{2}(?:,| và)) (?:đầu |giữa |cuối )?năm (?:19|20)[0-9]{2}$"
)
_EARLIER = re.compile(r" (?:của )?(?:cùng kỳ|năm trước|kỳ trước)(?!\w)")
_BEFORE = re.compile(r" (?:so với )?(?:hồi )?trước(?: đây| kia)?(?!\w)")
# A part of a year that was reached: what is not done yet is of the whole year.
_REACHED = re.compile(r"(?<!\w)(?:đến|tới)(?!\w)")
# At the head of a sentence: what follows is of the year before.
_THEN = "cùng kỳ"
_YEAR_BY_YEAR = "câu kể nhiều năm và nhiều số"
_LATER = ("asked", *PLANNED)
_LISTED = re.compile(r",| và ")
_LAST_HALF = ("6 tháng cuối", "sáu tháng cuối", "nửa cuối")
# What all words of a part of a year have, looked for before the many patterns of them.
_PART_OF_YEAR = Sought(HINT)
_PART_OF_A_YEAR = Sought(
    r"(?<!\w)(?:quý (?:i{1,3}|iv|[1-4])|\w+ tháng (?:(?:đầu|cuối) năm|qua|vừa qua))(?!\w)"
)
# "9 triệu đồng một tháng" is a rate
_EACH_MONTH = "một tháng"


class PeriodDoubts:
    """Looks at the words around a quantity whose period was found."""

    def __init__(self, context: Context, periods: ToldPeriods) -> None:
        self.context = context
        self.periods = periods
        self.places = PeriodPlaces(context, periods)

    def found(
        self, own: Said | None, status: str, quantity: Quantity, around: Around
    ) -> tuple[Period, list[str]]:
        """The period of a quantity, and why it may be another one."""
        doubts = list(self._elsewhere(own, status, quantity, around))
        if (
            own is not None
            and own.is_now
            and (status != "actual" or is_report(self.periods.period))
        ):
            own = None
        period, told = self._period(own, status, quantity, around)
        if told:
            doubts.append(f'lời trước số nói "{told}"')
        elif own is None and self.places.has_bare_year(around.sentence):
            doubts.append("năm nói trong câu có thể là kỳ")
        doubts.extend(self._later_time(own, quantity))
        if status != "actual" and self._is_ahead(own, period, around):
            doubts.append(PERIOD_DOUBT)
        if told := self._of_other_time(quantity, period, own, around):
            doubts.append(f'lời quanh số nói "{told}"')
        is_multiple = quantity.kind == "ratio" and period is not None
        if _EARLIER.match(self.context.text, quantity.end) or (
            is_multiple and _BEFORE.match(self.context.text, quantity.end)
        ):
            doubts.append("số của kỳ trước")
        if self._is_spread(own, quantity, around):
            doubts.append(_YEAR_BY_YEAR)
        if quantity.kind in ("money", "count"):
            doubts.extend(self._unlike_year(period, own, around))
        if status == "actual" and (moved := self._moved(own, quantity, around)):
            doubts.append(f'lời sau số nói "{self.context.told(moved)}"')
        if own is None or own.end < around.clause[0]:
            doubts.extend(self._other_part(period, around))
        if part := self._part_of_year(period, own, around):
            doubts.append(f'lời quanh số nói "{part}", kỳ có thể là một phần của năm')
        return period, doubts

    def _of_other_time(
        self, quantity: Quantity, period: Period, own: Said | None, around: Around
    ) -> str:
        """Words beside a number for another time than its year: who came to look back at it, a growth over years."""
        context = self.context
        if own is None or own.start >= quantity.end:
            words = self._from_now(around.behind)
            if words:
                return words
        told = None
        if own is None and context.text.startswith(_THEN, around.sentence[0]):
            return _THEN
        if quantity.unit == "đại biểu":
            told = context.first("looking_back", around.sentence)
        elif quantity.kind == "share" and context.text.startswith("/năm", quantity.end):
            is_year = period is not None and period[0] == period[1]
            told = context.first("each_of", around.clause) if is_year else None
        return context.told(told) if told else ""

    def _elsewhere(
        self, own: Said | None, status: str, quantity: Quantity, around: Around
    ) -> Iterator[str]:
        """Why a period that stands elsewhere, or none, may not be that of a quantity."""
        places = self.places
        if own is not None and self.context.text.startswith(FOUNDED, own.start):
            # whom a workshop began with is no figure of a support
            yield PERIOD_DOUBT
        if own is not None or self.periods.period is not None:
            if places.is_unsure(own, status, around):
                yield PERIOD_DOUBT
        elif places.is_unclear(around) and not self._is_surely_untold(own, quantity, around):
            yield "không rõ kỳ"
        elif places.has_days(around):
            yield PERIOD_DOUBT

    def _is_surely_untold(self, own: Said | None, quantity: Quantity, around: Around) -> bool:
        """Whether words for the present stand before a quantity where no period held before them."""
        return not self.periods.is_ended and self.periods.untold(own, quantity, around) is not None

    def _period(
        self, own: Said | None, status: str, quantity: Quantity, around: Around
    ) -> tuple[Period, str]:
        """The period of a quantity, and the words that say that it is not the one that holds."""
        held = self.periods.period
        period = self.periods.of_plan(own, status) if own else held
        if own is None:
            if self._is_raised(quantity, around):
                return None, ""
            if told := self._from_now(around.clause):
                return _half_of(held, told), told
        elif status == "actual" and (now := self._until_now(own, quantity)):
            return None, now
        untold = self.periods.untold(own, quantity, around)
        if untold is None:
            return period, ""
        is_held = untold.code == "after" or (own is None and is_report(held))
        return (
            period if is_held else None,
            self.context.told(untold) if period is not None else "",
        )

    def _until_now(self, own: Said, quantity: Quantity) -> str:
        """Words for all the time up to now between a period and a quantity; '' without any."""
        said = self.context.said_in((own.end, quantity.start))
        now = next((one for one in said if one.is_now), None)
        return self.context.text[now.start : now.end] if now else ""

    def _is_raised(self, quantity: Quantity, around: Around) -> bool:
        """Whether a quantity is of a rate of support that somebody asks to raise: a norm, of no year."""
        if quantity.kind == "count":
            return False
        before = around.sentence[0], quantity.start
        raised = self.context.first("raising", before)
        return raised is not None and any(
            cue.code == "asked" for cue in self.context.cues("status", before)
        )

    def _from_now(self, where: Range) -> str:
        """Words for a time that say no year of their own; '' without any."""
        for cue in self.context.cues("from_now", where):
            if cue.code != "neutral" and not _A_YEAR.match(self.context.text, cue.end):
                return self.context.told(cue)
        return ""

    def _moved(self, own: Said | None, quantity: Quantity, around: Around) -> Cue | None:
        """Words behind a number for a later time of which its year is: put off to it, asked for it."""
        if own is None or own.start < quantity.end:
            return None
        moved = self.context.first("moved", around.behind)
        if moved is not None and (moved.start <= own.start < moved.end or moved.code == "hoped"):
            return moved
        cues = self.context.cues("status", (quantity.end, own.start))
        return next((cue for cue in cues if cue.code in _LATER), None)

    def _later_time(self, own: Said | None, quantity: Quantity) -> Iterator[str]:
        """Why words between a period and its number may say another one: "năm 2021 …, năm sau 7 đề án", "2023 là …"."""
        if own is None or own.end >= quantity.start:
            return
        between = own.end, quantity.start
        if told := self._from_now(between):
            yield f'lời trước số nói "{told}"'
        if self.places.has_bare_year(between):
            yield "năm nói trong câu có thể là kỳ"

    def _is_ahead(self, own: Said | None, period: Period, around: Around) -> bool:
        """Whether what was not done may be of a later time than its period: one said beside that, or the whole year.

        "tổng kết năm 2023, phương hướng năm 2024: phấn đấu …", "đến hết tháng 6/2024, thực hiện 5/12 đề án".
        """
        if period is None:
            return False
        reached = _REACHED.search(self.context.text, *around.preface) if is_report(period) else None
        if reached:
            wanted = self.context.cues("status", (around.sentence[0], reached.end()))
            return all(cue.code not in _LATER for cue in wanted)
        place = self.periods.told if own is None else own.start
        said = self.context.periods_of(self.context.sentence_of(place))
        return any(
            one.start < around.behind[0] and first_year(one.period) > last_year(period)
            for one in said
        )

    def _unlike_year(self, period: Period, own: Said | None, around: Around) -> Iterator[str]:
        """Why the year said may not be that of the number: of a whole year beside a part, of all years up to one."""
        if period is None:
            return
        context = self.context
        if not isinstance(period[1], int):
            own_words = around.clause[0], around.behind[1]
            for cue in context.cues("caution", own_words):
                if cue.code == "whole_year":
                    yield f'lời quanh số nói "{context.told(cue)}"'
        elif own is not None and period != self.periods.period and period[0] == period[1]:
            said = context.text[max(0, own.start - _REACH) : own.end]
            told = _ALL_UP_TO.search(said) or _SINCE.search(said)
            if not told and _SO_FAR.search(context.text, own.end, around.before[1]):
                told = _UP_TO_YEAR.search(said)
            if told:
                yield f'lời quanh số nói "{told[0]}", có thể là lũy kế'
        elif own is not None and self._is_year_by_year(own, around):
            yield _YEAR_BY_YEAR

    def _is_spread(self, own: Said | None, quantity: Quantity, around: Around) -> bool:
        """Whether a year is one of a longer period that numbers are told for in turn."""
        if own is None or own.period is None or own.start != quantity.start:
            return False
        years = YEARS.findall(self.context.text, around.sentence[0], own.start)
        return str(own.period[0]) not in years

    def _is_year_by_year(self, own: Said, around: Around) -> bool:
        """Whether a sentence may tell a number of each of its years: "năm 2022 và 2023 có 12 đề án và 15 đề án"."""
        context = self.context
        said = context.text[own.start : own.end]
        years = YEARS.findall(said)
        if len(years) < 2 or not _LISTED.search(said):
            return False
        if context.first("turn", (own.end, around.behind[0])):
            return True
        found = context.found_in(around.sentence)
        return any(
            one.unit == other.unit and context.text[one.end : other.start].strip() in (",", "và")
            for one, other in pairwise(found)
        )

    def _other_part(self, period: Period, around: Around) -> Iterator[str]:
        """Words of a part of a year without the year, where another part was said before: "trong quý II sẽ …"."""
        if period is None or isinstance(period[1], int):
            return
        own = around.clause[0], around.behind[1]
        if self.context.seek(_PART_OF_YEAR, own) is None:
            return
        said = self.context.text[slice(*own)]
        told = part_words(said)
        is_since = f"sau {told}" in said or self._from_now(around.clause)
        if told and not is_since:
            yield f'lời quanh số nói "{told}"'

    def _part_of_no_year(self, around: Around) -> str:
        """The words of a part of a year of which the text says no year: a period that is said, but is none yet."""
        told = self.context.seek(_PART_OF_A_YEAR, (around.sentence[0], around.behind[1]))
        return told[0] if told else ""

    def _part_of_year(self, period: Period, own: Said | None, around: Around) -> str:
        """The words of a part of a year beside a quantity whose period is of whole years; '' without any."""
        if period is None:
            return self._part_of_no_year(around)
        if not isinstance(period[1], int):
            return ""
        begin = around.sentence[0] if own is None else around.clause[0]
        if self.context.seek(_PART_OF_YEAR, (begin, around.behind[1])) is None:
            return ""
        told = _DAYS_OF_EVENT.sub(" ", self.context.text[begin : around.behind[1]])
        words = part_words(without_length_of_class(told))
        return "" if words == _EACH_MONTH else words


def _half_of(period: Period, words: str) -> Period:
    """The days of a half of the year of a period, for words that do not say the year; None for other words."""
    ends = [str(end)[:4] for end in period or () if end is not None]
    year = ends[0] if len(ends) == 2 and ends[0] == ends[1] else ""
    if not year or not words.startswith(_LAST_HALF):
        return None
    return f"{year}-07-01", f"{year}-12-31"
