"""Whether the period that stands elsewhere than beside a quantity, or none, is surely that of the quantity."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cached_property

from analysis.extracting.told_periods import FOUNDED, ITEM, UNTIL, YEARS, ToldPeriods
from analysis.prose.period_ends import (
    Period,
    first_year,
    is_part_of,
    is_report,
    is_within,
    last_year,
)
from analysis.prose.periods import Said
from analysis.prose.plain import PARAGRAPH
from analysis.prose.scopes import Around, Context, Range
from analysis.prose.words import Sought

_REACH = 25
# Patterns that begin with their words are found far quicker than those that first look at what stands before.
_YEARS = Sought(YEARS.pattern)
# "từ giữa năm đến tháng 9/2023", "quý III và quý IV năm 2023": it began before what is said with its year.
_BEGUN = re.compile(
    r"(?:từ(?<!\wtừ) (?:đầu |giữa |cuối |sau )?(?:ngày|tháng|quý|năm|vụ|tết|khi|lúc)(?!\w)[^,.;:]*"
    r"|(?:đến|tới) (?:đầu|giữa|khoảng)"
    r"|(?:quý(?<!\wquý)|tháng(?<!\wtháng)) \w{1,3}(?: và| đến| tới|,)(?: hết)?) \(?$"
)
_FURTHEST_BEGIN = 40
# "từ năm 2022", without an end: what is told behind it need not be of that year.
_OPEN = re.compile(r"(?<!\w)(?:từ|sau|trước) (?:đầu |giữa |cuối )?$")
# "Trước đó, năm 2022, …" is told beside the story.
_ASIDE = "trước đó"
_MEANT = ("intended", "asked")
# Behind a period in brackets that is said of the whole sentence.
_ENDING = (").", ");", ")\n")
_UP_TO = re.compile(r"(?:cho )?đến")


class PeriodPlaces:
    """Looks at where the periods of a text stand, and what stands between them and a quantity."""

    def __init__(self, context: Context, periods: ToldPeriods) -> None:
        self.context = context
        self.periods = periods
        self._begun: dict[int, bool] = {}

    def is_unclear(self, around: Around) -> bool:
        """Whether a quantity before which no period holds may be of one that the text says elsewhere.

        That is one that stood before, the year of a beginning, one that is said of what stands before it; and the
        one of the text for a line by itself, such as a headline.
        """
        context = self.context
        if not self._says_any:
            return False
        return (
            self.periods.is_ended
            or self.periods.is_dropped
            or bool(context.periods_of(around.number))
            or context.is_line(around.number)
            or self._tells_of_before
            or self._first_year < around.sentence[1]
        )

    @cached_property
    def _tells_of_before(self) -> bool:
        """Whether the first period of a text is said with words for what stands before it: "đây là …", "tổng cộng"."""
        context = self.context
        said = next((one for one in context.periods if one.period), None)
        if said is None:
            return False
        start = context.range_of(context.sentence_of(said.start))[0]
        is_aside = context.text.startswith("(", start)
        return is_aside or context.first("backward", (start, said.start)) is not None

    @cached_property
    def _says_any(self) -> bool:
        """Whether a text says any period, or has a year that may be one."""
        context = self.context
        return any(said.period for said in context.periods) or self._first_year < len(context.text)

    @cached_property
    def _first_year(self) -> int:
        """Where the first year stands that is no period, or that of a beginning; the text's length without any."""
        context = self.context
        whole = 0, len(context.text)
        founded = [
            said.start for said in context.periods if context.text.startswith(FOUNDED, said.start)
        ]
        return min([*self._bare_years(whole), *founded, whole[1]])

    def has_bare_year(self, where: Range) -> bool:
        """Whether a range has a year that is said as no period: "mùa vải 2021"."""
        return self.context.seek(_YEARS, where) is not None and any(self._bare_years(where))

    def _bare_years(self, where: Range) -> Iterator[int]:
        """Where the years of a range stand that no period holds."""
        said = self.context.said_in(where)
        for year in YEARS.finditer(self.context.text, *where):
            if not any(one.start <= year.start() < one.end for one in said):
                yield year.start()

    def is_unsure(self, own: Said | None, status: str, around: Around) -> bool:
        """Whether the period may be another one.

        That is one that holds from elsewhere after several were said, and one that stands behind a number of which
        other words of its sentence stand between.
        """
        text, held = self.context.text, self.periods.period
        if own is None and self.has_days(around):
            return True
        if own or held:
            start = own.start if own is not None else self.periods.told
            if own is None and self._is_open(start):
                return True
            is_now = own is not None and own.is_now and held is None
            if not is_now and self._is_begun_before(start):
                return True
            if status != "actual" and UNTIL.match(text, start) and not _ends_with(own, held):
                return True
        if own is not None:
            if not own.has_year and not self._is_year_told(own):
                return True
            is_bracket = text.startswith(_ENDING, own.end) and "(" in text[own.start - 1 : own.end]
            return own.start >= around.behind[1] and not is_bracket
        if status == "actual" and (self._is_of_plan() or self._is_of_result(around)):
            return True
        if self._is_of_other_paragraph(around) and not self.is_headed:
            return True
        return self._is_unsure_held(status, around)

    def _is_begun_before(self, start: int) -> bool:
        """Whether the period that begins at a place began before, looked for once."""
        known = self._begun.get(start)
        if known is None:
            begun = _BEGUN.search(self.context.text, max(0, start - _FURTHEST_BEGIN), start)
            known = self._begun[start] = begun is not None
        return known

    def _is_of_result(self, around: Around) -> bool:
        """Whether words for what came after a support stand before a number, mostly in another paragraph."""
        context, held = self.context, self.periods.period
        result = context.first("result", (around.sentence[0], around.clause[1]))
        if result is None or held is None or first_year(held) != last_year(held):
            return False
        told = context.sentences[context.sentence_of(self.periods.told)]
        is_other = told.paragraph != context.sentences[around.number].paragraph
        return is_other or result.code == "since"

    def _is_year_told(self, own: Said) -> bool:
        """Whether the year of a part of it is the only one before it, or that of the same part behind it."""
        told = {year for start, year in self._years if start < own.start}
        return told == {str(last_year(own.period))} or any(
            said.has_year and said.period == own.period for said in self.context.periods
        )

    @cached_property
    def _years(self) -> list[tuple[int, str]]:
        """Where a text says a year of a period or of a day, and which."""
        text = self.context.text
        years = [
            (said.start, str(last_year(said.period)))
            for said in self.context.periods
            if said.has_year and said.period and first_year(said.period) == last_year(said.period)
        ]
        days = [
            (said.start, text[said.end - 4 : said.end])
            for said in self.context.periods
            if said.period is None and text.startswith(("ngày", "từ"), said.start)
        ]
        return years + [(start, year) for start, year in days if year.isdigit()]

    def _is_open(self, start: int) -> bool:
        """Whether a year is said with its beginning or end only."""
        held, text = self.periods.period, self.context.text
        is_year = held is not None and held[0] == held[1]
        return is_year and _OPEN.search(text, max(0, start - _REACH), start) is not None

    def _is_of_plan(self) -> bool:
        """Whether the period that holds was said of what is meant to be or asked for: what was done is before it."""
        context = self.context
        said = context.range_of(context.sentence_of(self.periods.told))
        return any(cue.code in _MEANT for cue in context.cues("status", said))

    def _is_unsure_held(self, status: str, around: Around) -> bool:
        """Whether the period that holds from before may not be that of a quantity."""
        context, told = self.context, self.periods.told
        number = context.sentence_of(told)
        is_heading = context.is_heading(number)
        if not is_heading and self._is_other_item(around.sentence[0]):
            return True
        if self.periods.is_of_number:
            return True
        if context.text.startswith(_ASIDE, context.range_of(number)[0]):
            return True
        if status == "actual" and self._is_of_report():
            return False
        since = context.said_in((told, around.sentence[0]))
        if any(said.period is None and self._is_end(said) for said in since):
            return True
        if len(self.periods.said) <= 1:
            return False
        is_one = self._is_only_one(number)
        before, here = context.sentences[number], context.sentences[around.number]
        is_same = before.paragraph == here.paragraph
        return not (is_one and (is_heading or is_same))

    @property
    def is_headed(self) -> bool:
        """Whether a headline, a heading or a lead with a colon says the period that holds."""
        context, told = self.context, self.periods.told
        number = context.sentence_of(told)
        end = context.text.find(PARAGRAPH, told)
        is_lead = context.text.endswith(":", told, end if end >= 0 else len(context.text))
        return number == 0 or context.is_heading(number) or is_lead

    def _is_of_other_paragraph(self, around: Around) -> bool:
        return self.context.text.find(PARAGRAPH, self.periods.told, around.sentence[0]) >= 0

    def _is_of_report(self) -> bool:
        """Whether the period that holds is that of a report of months, and no whole or other year was told."""
        held = self.periods.period
        return is_report(held) and all(
            last_year(said) == last_year(held) and not is_part_of(held, said)
            for said in self.periods.said
        )

    def _is_only_one(self, number: int) -> bool:
        """Whether a sentence says one period, but for one that leads to it: "giai đoạn 2021-2025, năm 2024"."""
        context = self.context
        said = context.periods_of(number)
        if len({one.period for one in said}) <= 1:
            return True
        last = next((one for one in said if one.start == self.periods.told), said[-1])
        if context.has_between(said[0].start, said[-1].start):
            return False
        return all(one.period == last.period or is_within(last.period, one.period) for one in said)

    def _is_end(self, said: Said) -> bool:
        """Whether what is no period says how far one reaches: "đến nay", "đến ngày 30/11"."""
        before = self.context.text[max(0, said.start - _REACH) : said.start]
        is_day = before.endswith(("đến ", "đến hết ")) and "từ " not in before
        return is_day or _UP_TO.match(self.context.text, said.start) is not None

    def has_days(self, around: Around) -> bool:
        """Whether a sentence tells of days that are no period."""
        days = [said for said in self.context.said_in(around.sentence) if said.period is None]
        return bool(days) and (self._has_other_day(days) or self._has_no_such_days(days))

    def _has_no_such_days(self, days: Sequence[Said]) -> bool:
        """Whether a sentence tells of months that end before they begin: "từ tháng 11 đến tháng 2 năm 2023"."""
        text = self.context.text
        return any(text.startswith(("từ ", "tháng "), said.start) for said in days)

    def _has_other_day(self, said: Sequence[Said]) -> bool:
        """Whether a sentence tells of a day of which the period that holds from before is not the year."""
        text = self.context.text
        held = [str(end)[:4] for end in self.periods.period or ()]
        days = [text[one.start : one.end] for one in said if text.startswith("ngày", one.start)]
        return any(day[-4:].isdigit() and held != [day[-4:]] * 2 for day in days)

    def _is_other_item(self, place: int) -> bool:
        """Whether a place lies in an item of a list, and the period that holds was said above it for another item.

        A lead that ends with a colon, and a period before all numbers of its item, are said for what follows.
        """
        text, told = self.context.text, self.periods.told
        here = text.rfind(PARAGRAPH, 0, place) + 1
        above = text.rfind(PARAGRAPH, 0, told) + 1
        if here == above or ITEM.match(text, here) is None:
            return False
        end = text.find(PARAGRAPH, above)
        return not text.endswith(":", above, end) and self.context.has_between(above, told)


def _ends_with(own: Said | None, held: Period) -> bool:
    """Whether a period ends in the last year of the one that holds."""
    return own is not None and held is not None and last_year(held) == last_year(own.period)
