"""A span of time: whole years, or a part of years with a first and a last day.

A part is never added to a year and never compared with one, so that everything which has a period
(an edition, a figure, a point) knows by the same rules which of the two it is, what it is called
and what lies inside it.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from contextlib import suppress

MONTHS_OF_QUARTER = 3
# The months from January that a code and a parameter name; other days are named by themselves.
NAMED_MONTHS = (6, 9, 11)
_QUARTERS = ("I", "II", "III", "IV")
_CODE = re.compile(
    r"([0-9]{4})(?:_([0-9]{4})|_([0-9]{1,2})t|_q([1-4]))?|(?:tu_([0-9]{8})_)?den_([0-9]{8})"
)
# The same as a part of other patterns.
PERIOD_CODE = f"(?:{_CODE.pattern.replace('([', '(?:[')})"
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def day_of(text: str) -> dt.date | None:
    """The day that YYYY-MM-DD names; None where there is no such day."""
    # Python reads more forms than this one
    if _DAY.fullmatch(text):
        with suppress(ValueError):
            return dt.date.fromisoformat(text)
    return None


class Span:
    """What has a period: `year_from`, `year_to`, and the days (ISO) of a part, '' for whole years."""

    year_from: int
    year_to: int
    from_date: str
    to_date: str

    @property
    def is_part(self) -> bool:
        """Whether the period is a part of years."""
        return bool(self.from_date)

    @property
    def first_day(self) -> dt.date:
        """The first day of the period."""
        return dt.date.fromisoformat(self.from_date or f"{self.year_from}-01-01")

    @property
    def last_day(self) -> dt.date:
        """The last day of the period."""
        return dt.date.fromisoformat(self.to_date or f"{self.year_to}-12-31")

    @property
    def is_single_year(self) -> bool:
        """Whether the period is one whole year."""
        return self.year_from == self.year_to and not self.is_part

    @property
    def fields(self) -> tuple[int, int, str, str]:
        """What tells the period, in the order in which everything that has one takes it."""
        return self.year_from, self.year_to, self.from_date, self.to_date

    @property
    def days(self) -> tuple[dt.date, dt.date]:
        """The first and the last day; the same for the same period."""
        return self.first_day, self.last_day

    def lies_in(self, other: Span) -> bool:
        """Whether no day of this period is outside the other."""
        return other.first_day <= self.first_day and self.last_day <= other.last_day

    def comparable(self, other: Span) -> bool:
        """Whether both are whole years, or the same part of two years."""
        return self.from_date[4:] == other.from_date[4:] and self.to_date[4:] == other.to_date[4:]

    @property
    def period_code(self) -> str:
        """The period as ids of values and, with hyphens, names of folders end in it.

        `2022`, `2012_2022`, `2025_6t`, `2025_q3`, `den_20250914` from 01/01, else
        `tu_20210101_den_20220930`.
        """
        if not self.is_part:
            return "_".join(map(str, dict.fromkeys((self.year_from, self.year_to))))
        if quarter := self._quarter:
            return f"{self.year_from}_q{quarter}"
        if self._months in NAMED_MONTHS:
            return f"{self.year_from}_{self._months}t"
        last = f"den_{self.last_day:%Y%m%d}"
        if self._from_new_year and self.year_from == self.year_to:
            return last
        return f"tu_{self.first_day:%Y%m%d}_{last}"

    @property
    def period_text(self) -> str:
        """The period as a title says it.

        "năm 2022", "giai đoạn 2012-2022", "6 tháng đầu năm 2025", "quý III năm 2025", "từ
        01/01/2025 đến 14/9/2025".
        """
        if self.is_single_year:
            return f"năm {self.year_from}"
        if not self.is_part:
            return f"giai đoạn {self.year_from}-{self.year_to}"
        if quarter := self._quarter:
            return f"quý {_QUARTERS[quarter - 1]} năm {self.year_from}"
        if self._months:
            return f"{self._months} tháng đầu năm {self.year_from}"
        return f"từ {short_date(self.first_day)} đến {short_date(self.last_day)}"

    @property
    def period_noun(self) -> str:
        """The period as a sentence says it behind a preposition: "thời gian từ … đến …"."""
        text = self.period_text
        return f"thời gian {text}" if text.startswith("từ ") else text

    @property
    def _from_new_year(self) -> bool:
        return (self.first_day.month, self.first_day.day) == (1, 1)

    @property
    def _ends_with_month(self) -> bool:
        return self.last_day == month_end(self.last_day.year, self.last_day.month)

    @property
    def _months(self) -> int:
        """How many whole months from January the part has, else 0."""
        whole = self._from_new_year and self._ends_with_month and self.year_from == self.year_to
        return self.last_day.month if whole else 0

    @property
    def _quarter(self) -> int:
        """Which quarter of its year the part is, else 0."""
        number = self.last_day.month // MONTHS_OF_QUARTER
        return number if number and self.days == quarter_days(self.year_to, number) else 0


def month_end(year: int, month: int) -> dt.date:
    """The last day of a month."""
    return dt.date(year, month, calendar.monthrange(year, month)[1])


def dates_of_code(code: str) -> tuple[int, int, str, str] | None:
    """First and last year, and first and last day of a part, of a `period_code`; None of another text."""
    match = _CODE.fullmatch(code)
    if match is None:
        return None
    year, last_year, months, quarter, first, last = match.groups()
    try:
        if last:
            end = dt.date.fromisoformat(last)
            return dates_of(dt.date.fromisoformat(first or f"{end.year}0101"), end)
        if quarter:
            return dates_of(*quarter_days(int(year), int(quarter)))
        if months:
            return dates_of(dt.date(int(year), 1, 1), month_end(int(year), int(months)))
    except ValueError:
        return None
    return int(year), int(last_year or year), "", ""


def dates_of(first: dt.date, last: dt.date) -> tuple[int, int, str, str]:
    """The fields of a span from its days; those of whole years are ''."""
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31):
        return first.year, last.year, "", ""
    return first.year, last.year, first.isoformat(), last.isoformat()


def quarter_days(year: int, quarter: int) -> tuple[dt.date, dt.date]:
    """The first and the last day of a quarter."""
    last = MONTHS_OF_QUARTER * quarter
    return dt.date(year, last - MONTHS_OF_QUARTER + 1, 1), month_end(year, last)


def said_date(text: str) -> str:
    """A time that a source names: a day as `short_date` writes it, any other text ("2024", "tháng 3") as it is."""
    day = day_of(text)
    return text if day is None else short_date(day)


def short_date(day: dt.date) -> str:
    """A date as `14/9/2025`: a zero leads days under 10 and the months 1 and 2, as by decree."""
    month = f"{day.month:02d}" if day.month <= 2 else str(day.month)
    return f"{day.day:02d}/{month}/{day.year}"
