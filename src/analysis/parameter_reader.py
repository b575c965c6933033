"""One parameter after another read from what the user typed, with every mistake remembered.

Those of a report and of single files are here; what tells one edition, and what tells many, has a reader of its own.
Nothing of it is trusted: a year is four ASCII digits, a place is a slug, a date is a real date.
"""

from __future__ import annotations

import datetime as dt
import difflib
import re
from collections.abc import Mapping, Sequence
from typing import Literal, TypeVar

from analysis.edition import ALL_EDITIONS, FIRST_YEAR, LAST_YEAR, LONGEST_PLACE, place_slug
from analysis.errors import ParameterError
from analysis.messages import shown
from analysis.span import day_of

Renderer = Literal["embedded", "quarto"]
Engine = Literal["fork", "papermill"]
MoneyUnit = Literal["trieu", "ty", "dong"]
LONGEST_GIVEN = 80
RENDERERS: tuple[Renderer, ...] = ("embedded", "quarto")
ENGINES: tuple[Engine, ...] = ("fork", "papermill")
MONEY_UNITS: tuple[MoneyUnit, ...] = ("trieu", "ty", "dong")
DEFAULT_UNIT: MoneyUnit = "trieu"
YEAR = re.compile(r"[0-9]{4}")
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
YEAR_WANTED = f"năm gồm đúng 4 chữ số 0-9, từ {FIRST_YEAR} đến {LAST_YEAR}"
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

    def needed_year(self) -> int:
        """The year that must be given; without use where a mistake was found."""
        if "YEAR" not in self._values:
            self._problem("YEAR", "parameter-incomplete", YEAR_WANTED, "thêm YEAR=2024")
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
        if not YEAR.fullmatch(text):
            self._problem(name, "parameter-malformed", YEAR_WANTED, f"viết theo mẫu {name}=2023")
        elif not FIRST_YEAR <= int(text) <= LAST_YEAR:
            self._problem(name, "parameter-out-of-range", YEAR_WANTED, "kiểm tra lại năm")
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
