"""The place and the period of one edition, read from what the user typed."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence

from analysis.edition import BEFORE_MERGER, FIRST_YEAR, LAST_DAY_BEFORE, LAST_YEAR
from analysis.parameter_reader import YEAR_WANTED, Reader
from analysis.span import NAMED_MONTHS, dates_of, month_end, quarter_days
from analysis.vocabulary import REGISTER_STATUSES, uniform

DEFAULT_FROM = 2012
DEFAULT_TO = 2022
_PERIOD = re.compile(r"([0-9]{4})-(?:([0-9]{1,2})T|Q([1-4]))", re.IGNORECASE)


class EditionReader(Reader):
    """Reads what tells one edition: its place and its period, and the status that its sums are of."""

    def period(self) -> tuple[int, int, str, str]:
        """First and last year, and the days of a part of a year.

        The defaults where no period is given or what is given is wrong.
        """
        years: dict[str, int | None] = {
            name: self._year(name) for name in ("YEAR", "FROM", "TO") if name in self._values
        }
        parts = [name for name in ("PERIOD", "TO_DATE") if name in self._values]
        part = [self._period(), self._to_date()]
        if parts:
            self._refuse_beside(parts[0], [*parts[1:], *years])
            for days in filter(None, part):
                return dates_of(*days)
        return (*self._years(years), "", "")

    def _years(self, years: Mapping[str, int | None]) -> tuple[int, int]:
        ends = [name for name in years if name != "YEAR"]
        if "YEAR" in years and ends:
            wanted = "chỉ YEAR (một năm), hoặc cả FROM và TO (một giai đoạn)"
            remedy = f"bỏ YEAR hoặc bỏ {' và '.join(ends)}"
            self._problem("YEAR", "parameter-conflict", wanted, remedy)
        elif len(ends) == 1:
            missing = {"FROM": "TO", "TO": "FROM"}[ends[0]]
            remedy = f"thêm {missing}=…, hoặc dùng YEAR=… nếu báo cáo một năm"
            self._problem(ends[0], "parameter-incomplete", "cả FROM và TO", remedy)
        year = years.get("YEAR")
        if year is not None:
            return year, year
        first, last = years.get("FROM"), years.get("TO")
        if first is None or last is None:
            return DEFAULT_FROM, DEFAULT_TO
        if first > last:
            wanted = f"năm không sau TO ({last})"
            self._problem("FROM", "parameter-conflict", wanted, "đổi chỗ hai năm cho nhau")
        return first, last

    def _refuse_beside(self, name: str, others: Sequence[str]) -> None:
        """A part of a year is the whole period: nothing else may tell one."""
        if others:
            wanted = f"chỉ {name} (một phần của năm), không kèm {', '.join(others)}"
            remedy = f"bỏ {name} hoặc bỏ {' và '.join(others)}"
            self._problem(name, "parameter-conflict", wanted, remedy)

    def _period(self) -> tuple[dt.date, dt.date] | None:
        """The days of `PERIOD`; None without one and after a mistake."""
        text = self._values.get("PERIOD")
        if not text:
            return None
        wanted = (
            "một phần của năm: 2025-6T, 2025-9T, 2025-11T (từ 01/01) hoặc 2025-Q3 (riêng một quý)"
        )
        match = _PERIOD.fullmatch(text)
        if match is None:
            remedy = "viết theo mẫu PERIOD=2025-6T; kỳ đến một ngày khác dùng TO_DATE=2025-09-14"
            self._problem("PERIOD", "parameter-malformed", wanted, remedy)
            return None
        year = int(match[1])
        if not FIRST_YEAR <= year <= LAST_YEAR:
            self._problem("PERIOD", "parameter-out-of-range", YEAR_WANTED, "kiểm tra lại năm")
            return None
        if match[3]:
            return quarter_days(year, int(match[3]))
        months = int(match[2])
        if months in NAMED_MONTHS:
            return dt.date(year, 1, 1), month_end(year, months)
        if months == 12:
            remedy = f"cả năm thì dùng YEAR={year}"
        elif months == 3:
            remedy = f"dùng PERIOD={year}-Q1"
        elif 0 < months < 12:
            remedy = f"dùng TO_DATE={month_end(year, months)}"
        else:
            remedy = "viết theo mẫu PERIOD=2025-6T"
        self._problem("PERIOD", "parameter-malformed", wanted, remedy)
        return None

    def _to_date(self) -> tuple[dt.date, dt.date] | None:
        """The days of `TO_DATE`, from 01/01 of its year; None without one and after a mistake."""
        last = self._date("TO_DATE", "2025-09-14 (năm-tháng-ngày)", "ngày cuối kỳ")
        if last is None:
            return None
        if (last.month, last.day) == (12, 31):
            wanted = "một ngày trước 31/12, vì kỳ đến 31/12 là cả năm"
            self._problem("TO_DATE", "parameter-malformed", wanted, f"dùng YEAR={last.year}")
            return None
        return dt.date(last.year, 1, 1), last

    def place_until(self, day: str) -> str | None:
        """Slug of the place in a period that ends on a day (ISO), or None."""
        place = self.place()
        if place and place.endswith(BEFORE_MERGER) and day > LAST_DAY_BEFORE.isoformat():
            wanted = "kỳ kết thúc chậm nhất ngày 30/6/2025, khi địa bàn trước sắp xếp còn"
            now = place.removesuffix(BEFORE_MERGER)
            remedy = f"chọn kỳ kết thúc sớm hơn, hoặc PLACE={now} cho địa bàn sau sắp xếp"
            self._problem("PLACE", "parameter-conflict", wanted, remedy)
        return place

    def status(self) -> str:
        """The code of a status, '' for none given."""
        text = self._values.get("STATUS", "")
        word = uniform(text)
        for code, status in REGISTER_STATUSES.items():
            if word in (code, status.label):
                return code
        if text:
            labels = ", ".join(status.label for status in REGISTER_STATUSES.values())
            remedy = 'viết theo mẫu --status "kế hoạch"'
            self._problem("STATUS", "parameter-malformed", f"một trong: {labels}", remedy)
        return ""
