"""Why the period of a quantity may be another one than it seems."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from itertools import pairwise

from analysis.extracting.told_periods import UNTIL, YEARS, Period, ToldPeriods
from analysis.language.year_parts import HINT, part_words, without_length_of_class
from analysis.prose.periods import Said
from analysis.prose.plain import PARAGRAPH
from analysis.prose.quantities import Quantity
from analysis.prose.rules import Cue
from analysis.prose.scopes import Around, Context, Range
from analysis.prose.words import Sought

_REACH = 25
# Patterns that begin with their words are found far quicker than those that first look at what stands before.
_YEARS = Sought(YEARS.pattern)
_A_YEAR = re.compile(r" (?:19|20)[0-9]{2}")
# A fair of some days of one month: "từ ngày 8 đến 13/9".
_DAYS_OF_EVENT = re.compile(
    r"từ(?<!\wtừ) (?:ngày )?[0-9]{1,2} ?(?:đến|tới|-) ?(?:ngày )?[0-9]{1,2}/[0-9]{1,2}(?!\w)"
)
# "từ giữa năm đến tháng 9/2023", "quý III và quý IV năm 2023": it began before what is said with its year.
_BEGUN = re.compile(
    r"(?:từ(?<!\wtừ) (?:đầu |giữa |cuối |sau )?(?:ngày|tháng|quý|năm|vụ|tết)(?!\w)[^,.;:]*"
    r"|(?:quý(?<!\wquý)|tháng(?<!\wtháng)) \w{1,3}(?: và| đến| tới|,)(?: hết)?) $"
)
_FURTHEST_BEGIN = 40
# The year in which something began may be that of what is told of it.
_FOUNDED = ("thành lập", "khởi nghiệp", "ra đời", "đi vào hoạt động")
_ITEM = re.compile(r"(?:[-+•*●▪◦]|[0-9]{1,2}[.)]|[a-zđ]\)) ")
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
_LISTED = re.compile(r",| và ")
_UP_TO = re.compile(r"(?:cho )?đến")
_LAST_HALF = ("6 tháng cuối", "sáu tháng cuối", "nửa cuối")
# What all words of a part of a year have, looked for before the many patterns of them.
_PART_OF_YEAR = Sought(HINT)
# "9 triệu đồng một tháng" is a rate
_EACH_MONTH = "một tháng"


class PeriodDoubts:
    """Looks at the words around a quantity whose period was found."""

    def __init__(self, context: Context, periods: ToldPeriods) -> None:
        self.context = context
        self.periods = periods

    def found(
        self, own: Said | None, status: str, quantity: Quantity, around: Around
    ) -> tuple[Period, list[str]]:
        """The period of a quantity, and why it may be another one."""
        held = self.periods.period
        doubts = []
        if own is None and held is None and self._says_any:
            doubts.append("không rõ kỳ")
        elif self._is_unsure(own, status, around):
            doubts.append("kỳ không nói rõ trong câu")
        if own is not None and own.is_now and status != "actual":
            own = None
        period = self.periods.of_plan(own, status) if own else held
        if own is None and (told := self._from_now(around.clause)):
            period = _half_of(held, told)
            doubts.append(f'lời trước số nói "{told}"')
        elif own is None and self._has_bare_year(around.sentence):
            doubts.append("năm nói trong câu có thể là kỳ")
        elif own is None and (now := self.context.first("now", around.clause)):
            doubts.append(f'lời trước số nói "{self.context.told(now).split()[0]}"')
        doubts.extend(self._later_time(own, quantity))
        if _EARLIER.match(self.context.text, quantity.end):
            doubts.append("số của kỳ trước")
        if quantity.kind in ("money", "count"):
            doubts.extend(self._unlike_year(period, own, around))
        if status == "actual" and (moved := self._moved(own, around)):
            doubts.append(f'lời sau số nói "{self.context.told(moved)}"')
        if own is None or own.end < around.clause[0]:
            doubts.extend(self._other_part(period, around))
        if part := self._part_of_year(period, own, around):
            doubts.append(f'lời quanh số nói "{part}", kỳ có thể là một phần của năm')
        return period, doubts

    def _from_now(self, where: Range) -> str:
        """Words for a time that say no year of their own; '' without any."""
        for cue in self.context.cues("from_now", where):
            if cue.code != "neutral" and not _A_YEAR.match(self.context.text, cue.end):
                return self.context.told(cue)
        return ""

    def _moved(self, own: Said | None, around: Around) -> Cue | None:
        """Words behind a number that put off to the year that is said of it."""
        moved = self.context.first("moved", around.behind) if own is not None else None
        is_its = moved is not None and own is not None and moved.start <= own.start < moved.end
        return moved if is_its else None

    def _later_time(self, own: Said | None, quantity: Quantity) -> Iterator[str]:
        """Why words between a period and its number may say another one: "năm 2021 …, năm sau 7 đề án", "2023 là …"."""
        if own is None or own.end >= quantity.start:
            return
        between = own.end, quantity.start
        if told := self._from_now(between):
            yield f'lời trước số nói "{told}"'
        if self._has_bare_year(between):
            yield "năm nói trong câu có thể là kỳ"

    def _unlike_year(self, period: Period, own: Said | None, around: Around) -> Iterator[str]:
        """Why the year said may not be that of the number: of a whole year beside a part, of all years up to one."""
        if period is None:
            return
        context = self.context
        if isinstance(period[1], str):
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
            yield "câu kể nhiều năm và nhiều số"

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

    def _part_of_year(self, period: Period, own: Said | None, around: Around) -> str:
        """The words of a part of a year beside a quantity whose period is of whole years; '' without any."""
        if period is None or not isinstance(period[1], int):
            return ""
        begin = around.sentence[0] if own is None else around.clause[0]
        if self.context.seek(_PART_OF_YEAR, (begin, around.behind[1])) is None:
            return ""
        told = _DAYS_OF_EVENT.sub(" ", self.context.text[begin : around.behind[1]])
        words = part_words(without_length_of_class(told))
        return "" if words == _EACH_MONTH else words

    @cached_property
    def _says_any(self) -> bool:
        """Whether a text says any period, or has a year that may be one."""
        context = self.context
        whole = 0, len(context.text)
        is_told = any(
            said.period or context.text.startswith(_FOUNDED, said.start) for said in context.periods
        )
        return is_told or self._has_bare_year(whole)

    def _has_bare_year(self, where: Range) -> bool:
        """Whether a range has a year that is said as no period: "mùa vải 2021"."""
        context = self.context
        if context.seek(_YEARS, where) is None:
            return False
        said = context.said_in(where)
        return any(
            not any(one.start <= year.start() < one.end for one in said)
            for year in YEARS.finditer(context.text, *where)
        )

    def _is_unsure(self, own: Said | None, status: str, around: Around) -> bool:
        """Whether the period may be another one.

        That is one that holds from elsewhere after several were said, and one that stands behind a number of which
        other words of its sentence stand between.
        """
        text, held = self.context.text, self.periods.period
        if own is None and (self._has_other_day(around) or self._has_no_such_days(around)):
            return True
        if own or held:
            start = own.start if own is not None else self.periods.told
            if _BEGUN.search(text, max(0, start - _FURTHEST_BEGIN), start):
                return True
            if status != "actual" and UNTIL.match(text, start):
                return True
        if own is not None:
            return own.start >= around.behind[1]
        return self._is_unsure_held(around)

    def _is_unsure_held(self, around: Around) -> bool:
        """Whether the period that holds from before may not be that of a quantity."""
        context, told = self.context, self.periods.told
        number = context.sentence_of(told)
        is_heading = context.is_heading(number)
        if not is_heading and self._is_other_item(around.sentence[0]):
            return True
        since = context.said_in((told, around.sentence[0]))
        if any(said.period is None and self._is_end(said) for said in since):
            return True
        if len(self.periods.said) <= 1:
            return False
        is_one = len({said.period for said in context.periods_of(number)}) <= 1
        before, here = context.sentences[number], context.sentences[around.number]
        is_same = before.paragraph == here.paragraph
        return not (is_one and (is_heading or is_same))

    def _is_end(self, said: Said) -> bool:
        """Whether what is no period says how far one reaches: "đến nay", "đến ngày 30/11"."""
        before = self.context.text[max(0, said.start - _REACH) : said.start]
        is_day = before.endswith(("đến ", "đến hết ")) and "từ " not in before
        return is_day or _UP_TO.match(self.context.text, said.start) is not None

    def _has_no_such_days(self, around: Around) -> bool:
        """Whether a sentence tells of months that end before they begin: "từ tháng 11 đến tháng 2 năm 2023"."""
        context = self.context
        return any(
            said.period is None and context.text.startswith(("từ ", "tháng "), said.start)
            for said in context.said_in(around.sentence)
        )

    def _has_other_day(self, around: Around) -> bool:
        """Whether a sentence tells of a day of which the period that holds from before is not the year."""
        context = self.context
        held = [str(end)[:4] for end in self.periods.period or ()]
        days = [
            context.text[said.start : said.end]
            for said in context.said_in(around.sentence)
            if said.period is None and context.text.startswith("ngày", said.start)
        ]
        return any(day[-4:].isdigit() and held != [day[-4:]] * 2 for day in days)

    def _is_other_item(self, place: int) -> bool:
        """Whether a place lies in an item of a list, and the period that holds was said above it for another item.

        A lead that ends with a colon, and a period before all numbers of its item, are said for what follows.
        """
        text, told = self.context.text, self.periods.told
        here = text.rfind(PARAGRAPH, 0, place) + 1
        above = text.rfind(PARAGRAPH, 0, told) + 1
        if here == above or _ITEM.match(text, here) is None:
            return False
        end = text.find(PARAGRAPH, above)
        return not text.endswith(":", above, end) and self.context.has_between(above, told)


def _half_of(period: Period, words: str) -> Period:
    """The days of a half of the year of a period, for words that do not say the year; None for other words."""
    ends = [str(end)[:4] for end in period or () if end is not None]
    year = ends[0] if len(ends) == 2 and ends[0] == ends[1] else ""
    if not year or not words.startswith(_LAST_HALF):
        return None
    return f"{year}-07-01", f"{year}-12-31"
