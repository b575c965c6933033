"""One parameter after another read from what the user typed, with every mistake remembered.

Nothing of it is trusted: a year is four ASCII digits, a place is a slug, a date is a real date.
"""

from __future__ import annotations

import datetime as dt
import difflib
import re
import unicodedata
from collections.abc import Mapping, Sequence
from typing import Literal, TypeVar

from analysis.edition import (
    ALL_EDITIONS,
    BEFORE_MERGER,
    FIRST_YEAR,
    LAST_DAY_BEFORE,
    LAST_YEAR,
    LONGEST_PLACE,
    place_slug,
)
from analysis.errors import ParameterError
from analysis.faults import shown
from analysis.span import NAMED_MONTHS, dates_of, day_of, month_end, quarter_days
from analysis.vocabulary import REGISTER_STATUSES

Renderer = Literal["embedded", "quarto"]
Engine = Literal["fork", "papermill"]
MoneyUnit = Literal["trieu", "ty", "dong"]
DEFAULT_FROM = 2012
DEFAULT_TO = 2022
LONGEST_GIVEN = 80
RENDERERS: tuple[Renderer, ...] = ("embedded", "quarto")
ENGINES: tuple[Engine, ...] = ("fork", "papermill")
MONEY_UNITS: tuple[MoneyUnit, ...] = ("trieu", "ty", "dong")
DEFAULT_UNIT: MoneyUnit = "trieu"
_YEAR = re.compile(r"[0-9]{4}")
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_PERIOD = re.compile(r"([0-9]{4})-(?:([0-9]{1,2})T|Q([1-4]))", re.IGNORECASE)
_OF_THIS_MACHINE = ("JOBS", "RENDERER", "QUARTO", "ENGINE")
_ADDRESS = re.compile(r"(tcp|tls)://[A-Za-z0-9._\[\]:-]+:[0-9]{1,5}")
_YEAR_WANTED = f"năm gồm đúng 4 chữ số 0-9, từ {FIRST_YEAR} đến {LAST_YEAR}"
Word = TypeVar("Word", bound=str)
Given = Mapping[str, str]  # parameters as they were typed, by name


def _words_apart(name: str) -> str:
    """'BìnhĐịnh' as two words."""
    pairs = zip(" " + name, name, strict=False)
    return "".join(
        f" {now}" if before.islower() and now.isupper() else now for before, now in pairs
    )


class Reader:
    """Reads one value after another and remembers every mistake."""

    def __init__(self, given: Given, names: Sequence[str]) -> None:
        self._values = dict(given)
        self._names = names
        self._problems: list[str] = []
        for name in sorted(self._values.keys() - set(names)):
            self._unknown(name)
        for name in names:
            if self._values.get(name) == "":
                remedy = f"ghi giá trị sau {name}= hoặc bỏ hẳn {name}"
                self._problem(name, "parameter-empty", "giá trị khác rỗng", remedy)

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
            self._problem("PERIOD", "parameter-out-of-range", _YEAR_WANTED, "kiểm tra lại năm")
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

    def needed_year(self) -> int:
        """The year that must be given; without use where a mistake was found."""
        if "YEAR" not in self._values:
            self._problem("YEAR", "parameter-incomplete", _YEAR_WANTED, "thêm YEAR=2024")
            return FIRST_YEAR
        return self._year("YEAR") or FIRST_YEAR

    def needed_file(self) -> str:
        """The name of a file of data/raw; without use where a mistake was found."""
        text = self._values.get("FILE")
        wanted, remedy = "tên một sổ trong data/raw", "viết theo mẫu FILE=so-cua-phong.xlsx"
        if text is None:
            self._problem("FILE", "parameter-incomplete", wanted, remedy)
            return ""
        name = text.removeprefix("data/raw/").removeprefix("data\\raw\\")
        if text and (not name or not name.isprintable() or "/" in name or "\\" in name):
            remedy = "chép sổ vào data/raw rồi ghi tên tệp, không ghi thư mục"
            self._problem("FILE", "parameter-malformed", wanted, remedy)
        return name

    def needed_path(self) -> str:
        """The path of a file of any folder; without use where a mistake was found."""
        text = self._values.get("FILE")
        wanted = "đường dẫn của một tệp DOCX hoặc PDF"
        remedy = "viết theo mẫu FILE=reports/tinh-2012-2022/bao-cao.docx"
        if text is None:
            self._problem("FILE", "parameter-incomplete", wanted, remedy)
            return ""
        if text and not text.isprintable():
            self._problem("FILE", "parameter-malformed", wanted, remedy)
        return text

    def editions(self) -> str | None:
        """A file of editions, or `all`; None where places and years tell them."""
        if "EDITIONS" in self._values:
            if others := [name for name in ("PLACES", "YEARS") if name in self._values]:
                wanted = "chỉ EDITIONS, hoặc PLACES cùng YEARS"
                self._problem("EDITIONS", "parameter-conflict", wanted, f"bỏ {' và '.join(others)}")
        elif "YEARS" not in self._values:
            wanted = "EDITIONS=editions.csv, EDITIONS=all, hoặc PLACES=… YEARS=…"
            self._problem("EDITIONS", "parameter-incomplete", wanted, "thêm EDITIONS hoặc YEARS")
        return self._path("EDITIONS", "editions.csv", "của danh sách kỳ (CSV)")

    def places(self) -> list[str]:
        """The slugs in PLACES, between commas or blanks."""
        text = self._values.get("PLACES", "")
        slugs = list(dict.fromkeys(text.replace(",", " ").split()))
        if text and not slugs:
            remedy = "viết theo mẫu PLACES=binh-dinh,dak-nong"
            self._problem("PLACES", "parameter-malformed", "tên ít nhất một địa bàn", remedy)
        found = [self._slug("PLACES", slug) for slug in slugs]
        return [slug for slug in found if slug]

    def years(self) -> Sequence[int]:
        """The years in YEARS, `2020-2024` or one."""
        text = self._values.get("YEARS")
        if not text:
            return ()
        ends = text.split("-")
        if len(ends) > 2 or not all(_YEAR.fullmatch(end) for end in ends):
            wanted = "một năm hoặc hai năm nối bằng gạch ngang"
            self._problem("YEARS", "parameter-malformed", wanted, "viết theo mẫu YEARS=2020-2024")
            return ()
        years = range(int(ends[0]), int(ends[-1]) + 1)
        if not years:
            wanted = "năm đầu không sau năm cuối"
            self._problem("YEARS", "parameter-conflict", wanted, "đổi chỗ hai năm cho nhau")
        elif not FIRST_YEAR <= years[0] <= years[-1] <= LAST_YEAR:
            wanted = f"các năm từ {FIRST_YEAR} đến {LAST_YEAR}"
            self._problem("YEARS", "parameter-out-of-range", wanted, "kiểm tra lại năm")
        return years

    def count(self, name: str, most: int, usual: int) -> int | None:
        """A whole number from 1, or None; where it is wrong, the usual one is proposed."""
        text = self._values.get(name)
        if not text:
            return None
        if re.fullmatch("[0-9]{1,9}", text) and 1 <= int(text) <= most:
            return int(text)
        wanted = f"số nguyên từ 1 đến {most}"
        self._problem(name, "parameter-malformed", wanted, f"viết theo mẫu {name}={usual}")
        return None

    def scheduler(self) -> str | None:
        """The address of a dask scheduler, or None."""
        text = self._values.get("SCHEDULER")
        if not text:
            return None
        # the workers have programs and processes of their own
        if others := [name for name in _OF_THIS_MACHINE if name in self._values]:
            wanted = f"SCHEDULER không kèm {', '.join(others)}: các máy tính khác tự có"
            self._problem("SCHEDULER", "parameter-conflict", wanted, f"bỏ {' và '.join(others)}")
        if _ADDRESS.fullmatch(text):
            return text
        wanted = "địa chỉ của bộ điều phối dask"
        remedy = "viết theo mẫu SCHEDULER=tcp://10.0.0.5:8786"
        self._problem("SCHEDULER", "parameter-malformed", wanted, remedy)
        return None

    def place(self) -> str | None:
        """Slug of the place, or None."""
        text = self._values.get("PLACE")
        return self._slug("PLACE", text) if text else None

    def _slug(self, name: str, text: str) -> str | None:
        if len(text) > LONGEST_PLACE or not _SLUG.fullmatch(text):
            wanted = f"tên địa bàn viết thường không dấu, nối bằng gạch ngang, tối đa {LONGEST_PLACE} ký tự"
            suggested = place_slug(_words_apart(text))[:LONGEST_PLACE].strip("-") or "binh-dinh"
            remedy = f"viết theo mẫu {name}={suggested}"
            self._problem(name, "parameter-malformed", wanted, remedy)
            return None
        if text == ALL_EDITIONS:
            wanted = f"tên một địa bàn; {text} dành riêng cho bảng tổng hợp của mọi kỳ"
            self._problem(name, "parameter-malformed", wanted, f"viết theo mẫu {name}=binh-dinh")
            return None
        return text

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
        word = " ".join(unicodedata.normalize("NFC", text).lower().split())
        for code, status in REGISTER_STATUSES.items():
            if word in (code, status.label):
                return code
        if text:
            labels = ", ".join(status.label for status in REGISTER_STATUSES.values())
            remedy = 'viết theo mẫu --status "kế hoạch"'
            self._problem("STATUS", "parameter-malformed", f"một trong: {labels}", remedy)
        return ""

    def report_date(self) -> dt.date | None:
        """Date of the report, or None."""
        return self._date("REPORT_DATE", "2024-01-15 (năm-tháng-ngày)", "ngày ban hành")

    def _date(self, name: str, example: str, what: str) -> dt.date | None:
        """A real date of a sensible year, or None."""
        text = self._values.get(name)
        if not text:
            return None
        date = day_of(text)
        if date is None:
            wanted = "một ngày có thật, dạng YYYY-MM-DD"
            self._problem(name, "parameter-malformed", wanted, f"viết theo mẫu {name}={example}")
        elif not FIRST_YEAR <= date.year <= LAST_YEAR:
            wanted = f"ngày trong các năm {FIRST_YEAR}-{LAST_YEAR}"
            self._problem(name, "parameter-out-of-range", wanted, f"kiểm tra lại năm của {what}")
            return None
        return date

    def renderer(self) -> Renderer:
        """Program that typesets; the default where none is given or the name is wrong."""
        return self._one_of("RENDERER", RENDERERS)

    def engine(self) -> Engine:
        """What executes the cells of notebooks; the default where none is given or the name is wrong."""
        return self._one_of("ENGINE", ENGINES)

    def _one_of(self, name: str, known: Sequence[Word]) -> Word:
        """A word of those known, the first of which is the default."""
        text = self._values.get(name)
        for word in known:
            if text == word:
                return word
        if text:
            near = difflib.get_close_matches(text.lower(), known, n=1, cutoff=0.5)
            remedy = f"dùng {name}={[*near, known[0]][0]}"
            self._problem(name, "parameter-malformed", " hoặc ".join(known), remedy)
        return known[0]

    def unit(self) -> MoneyUnit:
        """Unit of all money of the report; the default where none is given or the name is wrong."""
        text = self._values.get("UNIT")
        for known in MONEY_UNITS:
            if text == known:
                return known
        if text:
            wanted = "trieu (triệu đồng), ty (tỷ đồng) hoặc dong (đồng)"
            near = difflib.get_close_matches(place_slug(text), MONEY_UNITS, n=1, cutoff=0.5)
            remedy = f"dùng UNIT={[*near, DEFAULT_UNIT][0]}"
            self._problem("UNIT", "parameter-malformed", wanted, remedy)
        return DEFAULT_UNIT

    def quarto(self) -> str | None:
        """Path or name of the Quarto program, or None."""
        return self._path("QUARTO", "/usr/local/bin/quarto", "của chương trình quarto")

    def _path(self, name: str, example: str, what: str) -> str | None:
        """A path, a name or an address: one printable line that no program takes for an option; None without one."""
        text = self._values.get(name)
        if text and (not text.isprintable() or text.startswith("-") or text != text.strip()):
            wanted = f"tên hoặc đường dẫn {what}"
            self._problem(
                name, "parameter-malformed", wanted, f"ghi đường dẫn, ví dụ {name}={example}"
            )
        return text or None

    def draft(self) -> bool:
        """Whether the report is marked DỰ THẢO."""
        text = self._values.get("DRAFT")
        if text and text not in ("0", "1"):
            wanted = "1 (bản dự thảo) hoặc 0 (bản chính thức)"
            self._problem("DRAFT", "parameter-malformed", wanted, "dùng DRAFT=1 hoặc bỏ DRAFT")
        return text == "1"

    def raise_problems(self) -> None:
        """Raise one ParameterError if any mistake was found."""
        if not self._problems:
            return
        opening = f"Tham số có {len(self._problems)} lỗi; chưa có tệp nào được ghi:"
        raise ParameterError("\n".join([opening, *self._problems]))

    def _year(self, name: str) -> int | None:
        text = self._values[name]
        if not text:
            return None
        if not _YEAR.fullmatch(text):
            self._problem(name, "parameter-malformed", _YEAR_WANTED, f"viết theo mẫu {name}=2023")
        elif not FIRST_YEAR <= int(text) <= LAST_YEAR:
            self._problem(name, "parameter-out-of-range", _YEAR_WANTED, "kiểm tra lại năm")
        else:
            return int(text)
        return None

    def _unknown(self, name: str) -> None:
        plain = name.partition("=")[0].lstrip("-").replace("-", "_").upper()
        remedy = "bỏ tham số này"
        for near in difflib.get_close_matches(plain, self._names, n=1):
            remedy = f"có phải {near}?"
            # as it was typed: an option of the command line, or a variable of make
            if name.startswith("-") or "=" in name:
                remedy = f"có phải {option_of(near)}?"
        self._problems.append(
            f"- {shown(name, LONGEST_GIVEN)}: không có tham số này; các tham số: {', '.join(self._names)}"
            f" [parameter-unknown]. Cách khắc phục: {remedy}"
        )

    def _problem(self, name: str, code: str, wanted: str, remedy: str) -> None:
        told = f"{name}: chưa có;"
        if name in self._values:
            told = f'{name}="{shown(self._values[name], LONGEST_GIVEN)}":'
        self._problems.append(f"- {told} cần {wanted} [{code}]. Cách khắc phục: {remedy}")


def option_of(name: str) -> str:
    """Command-line option of a parameter: "--report-date" of "REPORT_DATE"."""
    return "--" + name.lower().replace("_", "-")
