"""What one run makes: the edition (place and period) and the other parameters, checked at once.

A parameter arrives as the text that the user typed. Nothing of it is trusted: a year is four ASCII
digits, a place is a slug, a date is a real date. All mistakes are collected and told together,
before any work.
"""

from __future__ import annotations

import datetime as dt
import difflib
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Literal

from analysis.errors import ParameterError
from analysis.faults import shown

Renderer = Literal["embedded", "quarto"]

DEFAULT_FROM = 2012
DEFAULT_TO = 2022
FIRST_YEAR = 1990
LAST_YEAR = 2100
LONGEST_PLACE = 60
LONGEST_GIVEN = 80
NAMES = ("PLACE", "YEAR", "FROM", "TO", "REPORT_DATE", "RENDERER", "QUARTO", "DRAFT")
PERIOD_NAMES = ("PLACE", "YEAR", "FROM", "TO")
RENDERERS: tuple[Renderer, ...] = ("embedded", "quarto")
UNNAMED_PLACE = "tinh"
UNNAMED = "(không nêu tên)"

# make tells by this variable which parameters were given: an empty value and no value look alike in
# an environment
GIVEN_BY_MAKE = "ANALYSIS_GIVEN"

_YEAR = re.compile(r"[0-9]{4}")
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_EDITION = re.compile(r"([a-z0-9]+(?:-[a-z0-9]+)*?)-([0-9]{4})(?:-([0-9]{4}))?")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_YEAR_WANTED = f"năm gồm đúng 4 chữ số 0-9, từ {FIRST_YEAR} đến {LAST_YEAR}"


Given = Mapping[str, str]  # parameters as they were typed, by name


@dataclass(frozen=True, order=True)
class Edition:
    """One report: the slug of its place and its first and last year."""

    place: str
    year_from: int
    year_to: int

    @property
    def name(self) -> str:
        """Name of the edition's folders, `<place>-<from>[-<to>]`."""
        first = f"{self.place}-{self.year_from}"
        if self.is_single_year:
            return first
        return f"{first}-{self.year_to}"

    @property
    def years(self) -> range:
        """Every year of the period."""
        return range(self.year_from, self.year_to + 1)

    @property
    def is_single_year(self) -> bool:
        """Whether the period is one year."""
        return self.year_from == self.year_to

    @property
    def suffix(self) -> str:
        """What the ids of values of the period end in: `.2017`, `.2016_2020`."""
        if self.is_single_year:
            return f".{self.year_from}"
        return f".{self.year_from}_{self.year_to}"

    @property
    def year_before(self) -> Edition:
        """The year before the period."""
        before = self.year_from - 1
        return Edition(self.place, before, before)

    @property
    def all_years(self) -> Edition:
        """The place in every year that there can be."""
        return Edition(self.place, FIRST_YEAR, LAST_YEAR)

    def holds(self, year_from: int, year_to: int) -> bool:
        """Whether a period lies inside."""
        return self.year_from <= year_from and year_to <= self.year_to

    @property
    def period_text(self) -> str:
        """The period as a report says it: "năm 2022" or "giai đoạn 2012-2022"."""
        if self.is_single_year:
            return f"năm {self.year_from}"
        return f"giai đoạn {self.year_from}-{self.year_to}"


@dataclass(frozen=True)
class OwnPlace:
    """The department's own place, to which a register belongs."""

    slug: str
    name: str


@dataclass(frozen=True)
class Parameters:
    """What the user asked for.

    `place` is None for the department's own, `report_date` None for a dotted blank.
    """

    place: str | None = None
    year_from: int = DEFAULT_FROM
    year_to: int = DEFAULT_TO
    report_date: dt.date | None = None
    renderer: Renderer = "embedded"
    quarto: str | None = None
    draft: bool = False


def _words_apart(name: str) -> str:
    """'BìnhĐịnh' as two words."""
    pairs = zip(" " + name, name, strict=False)
    return "".join(
        f" {now}" if before.islower() and now.isupper() else now for before, now in pairs
    )


def edition_of(name: str) -> Edition | None:
    """The edition that a folder name tells, or None."""
    match = _EDITION.fullmatch(name)
    if match is None or len(name) > LONGEST_PLACE + 10:
        return None
    edition = Edition(match[1], int(match[2]), int(match[3] or match[2]))
    in_range = FIRST_YEAR <= edition.year_from <= edition.year_to <= LAST_YEAR
    if in_range and edition.name == name:
        return edition
    return None


def place_slug(name: str) -> str:
    """Place name as a slug: "Bà Rịa - Vũng Tàu" is "ba-ria-vung-tau", the unnamed one is "tinh".

    Empty when the name holds no Latin letter and no digit.
    """
    plain = unicodedata.normalize("NFC", name).strip().lower()
    if plain == UNNAMED:
        return UNNAMED_PLACE
    letters = unicodedata.normalize("NFD", plain).replace("đ", "d")
    bare = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return re.sub(r"[^a-z0-9]+", "-", bare).strip("-")


def own_place_in(office: Iterable[Mapping[str, str]]) -> OwnPlace:
    """The place (`dia_ban`) of the first row of `co-quan.csv`, else the unnamed province."""
    first = next(iter(office), {})
    name = first.get("dia_ban", "").strip()
    slug = place_slug(name)
    if not slug:
        return OwnPlace(UNNAMED_PLACE, UNNAMED)
    return OwnPlace(slug, name)


def given_by_make(environment: Mapping[str, str]) -> dict[str, str]:
    """Parameters that make was given, by its own list of their names.

    None when make did not start this program.
    """
    return {name: environment.get(name, "") for name in environment.get(GIVEN_BY_MAKE, "").split()}


def parse_year(given: Given) -> int:
    """Check the parameters of a verb that takes one year and nothing else.

    Raises:
        ParameterError: once, with every mistake found; a missing YEAR is one.
    """
    reader = Reader(given, ("YEAR",))
    year = reader.needed_year()
    reader.raise_problems()
    return year


def parse_parameters(given: Given, names: Sequence[str] = NAMES) -> Parameters:
    """Check all parameters given, by name; `names` are those that the verb has.

    Raises:
        ParameterError: once, with every mistake found, each with its code.
    """
    reader = Reader(given, names)
    year_from, year_to = reader.period()
    parameters = Parameters(
        place=reader.place(),
        year_from=year_from,
        year_to=year_to,
        report_date=reader.report_date(),
        renderer=reader.renderer(),
        quarto=reader.quarto(),
        draft=reader.draft(),
    )
    reader.raise_problems()
    return parameters


class Reader:
    """Reads one value after another and remembers every mistake."""

    def __init__(self, given: Given, names: Sequence[str] = NAMES) -> None:
        self._values = dict(given)
        self._names = names
        self._problems: list[str] = []
        for name in sorted(self._values.keys() - set(names)):
            self._unknown(name)
        for name in names:
            if self._values.get(name) == "":
                remedy = f"ghi giá trị sau {name}= hoặc bỏ hẳn {name}"
                self._problem(name, "parameter-empty", "giá trị khác rỗng", remedy)

    def period(self) -> tuple[int, int]:
        """First and last year; the defaults where none is given or a year is wrong."""
        years = {name: self._year(name) for name in ("YEAR", "FROM", "TO") if name in self._values}
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

    def needed_year(self) -> int:
        """The year that must be given; without use where a mistake was found."""
        if "YEAR" not in self._values:
            self._problem("YEAR", "parameter-incomplete", _YEAR_WANTED, "thêm YEAR=2024")
            return FIRST_YEAR
        return self._year("YEAR") or FIRST_YEAR

    def place(self) -> str | None:
        """Slug of the place, or None."""
        text = self._values.get("PLACE")
        if not text:
            return None
        if len(text) > LONGEST_PLACE or not _SLUG.fullmatch(text):
            wanted = f"tên địa bàn viết thường không dấu, nối bằng gạch ngang, tối đa {LONGEST_PLACE} ký tự"
            suggested = place_slug(_words_apart(text))[:LONGEST_PLACE].strip("-") or "binh-dinh"
            remedy = f"viết theo mẫu PLACE={suggested}"
            self._problem("PLACE", "parameter-malformed", wanted, remedy)
            return None
        return text

    def report_date(self) -> dt.date | None:
        """Date of the report, or None."""
        text = self._values.get("REPORT_DATE")
        if not text:
            return None
        date = None
        if _DATE.fullmatch(text):
            with suppress(ValueError):
                date = dt.date.fromisoformat(text)
        if date is None:
            wanted = "một ngày có thật, dạng YYYY-MM-DD"
            remedy = "viết theo mẫu REPORT_DATE=2024-01-15 (năm-tháng-ngày)"
            self._problem("REPORT_DATE", "parameter-malformed", wanted, remedy)
        elif not FIRST_YEAR <= date.year <= LAST_YEAR:
            wanted = f"ngày trong các năm {FIRST_YEAR}-{LAST_YEAR}"
            remedy = "kiểm tra lại năm của ngày ban hành"
            self._problem("REPORT_DATE", "parameter-out-of-range", wanted, remedy)
        return date

    def renderer(self) -> Renderer:
        """Program that typesets; the default where none is given or the name is wrong."""
        text = self._values.get("RENDERER")
        for known in RENDERERS:
            if text == known:
                return known
        if text:
            near = difflib.get_close_matches(text.lower(), RENDERERS, n=1, cutoff=0.5)
            remedy = f"dùng RENDERER={[*near, 'embedded'][0]}"
            self._problem("RENDERER", "parameter-malformed", " hoặc ".join(RENDERERS), remedy)
        return "embedded"

    def quarto(self) -> str | None:
        """Path or name of the Quarto program, or None."""
        text = self._values.get("QUARTO")
        if text and (not text.isprintable() or text.startswith("-")):
            wanted = "tên hoặc đường dẫn của chương trình quarto"
            remedy = "ghi đường dẫn, ví dụ QUARTO=/usr/local/bin/quarto"
            self._problem("QUARTO", "parameter-malformed", wanted, remedy)
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
