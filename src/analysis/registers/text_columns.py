"""Text cells of scheme rows: names, categories, years, days; whole columns, then odd cells one by one."""

from __future__ import annotations

import datetime as dt
import difflib
import re
from collections.abc import Mapping
from functools import lru_cache

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from analysis.edition import FIRST_YEAR, LAST_YEAR
from analysis.faults import Place, Problems, shown
from analysis.raw.folder import LONGEST_TEXT
from analysis.registers.columns import REGISTER_REQUIRED
from analysis.registers.rows import Table
from analysis.registers.sheet import BOOLEAN, ERROR, NO_VALUE, NUMBER, positions, text_array
from analysis.registers.units import normal, plain
from analysis.vocabulary import Word, by_code

SAMPLE = 10_000
CATEGORIES = ("kind", "place", "activity_text")
MOST_ESTABLISHMENTS = 99_999
MOST_YEARS_APART = 2
YES_NO = by_code(
    Word("có", "có", ("x", "thuộc", "co")), Word("không", "không", ("không thuộc", "khong"))
)

_INVISIBLE = "[\u00ad\u200b-\u200f\u2060\ufeff]"
_BIDI = "[\u202a-\u202e\u2066-\u2069]"
_CONTROL = "[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f-\\x9f\ufffe\uffff]"
_HOMOGLYPH = "[ÐƉðɖ]"
_OTHER_SCRIPT = "[Ѐ-ӿͰ-Ͽ]"
_QUESTION = r"\?\?|\pL\?|\?\pL"
_LOST = "\ufffd"
_ODD = f"{_INVISIBLE}|{_BIDI}|{_CONTROL}|{_HOMOGLYPH}|{_OTHER_SCRIPT}|{_QUESTION}|{_LOST}"
_MISSING_WORD = r"^(?i:n/?a|null|none|nan|#n/a|nil|\?+|-+|–|—)$"
# "NA" may be Nghệ An or nothing at all: a category must be written out.
_ABBREVIATION = r"^[A-ZĐ]{1,4}\.?$"
# Code, pattern, what is wrong, what to do.
_ODD_FAULTS = (
    ("cell-control-char", _CONTROL, "ô có ký tự điều khiển", "xóa ký tự lạ trong ô"),
    ("text-invisible", _BIDI, "ô có ký tự đổi chiều chữ không nhìn thấy", "gõ lại nội dung ô"),
    ("category-unknown", _HOMOGLYPH, "ô có chữ Ð hoặc Ɖ không phải chữ Đ tiếng Việt", "gõ lại chữ Đ"),
    ("encoding-lossy", _LOST, "ô có ký tự thay thế U+FFFD: chữ đã mất", "ghi lại theo hồ sơ"),
)  # fmt: skip
_ODD_WARNINGS = (
    ("text-invisible", _INVISIBLE, "ô có ký tự không nhìn thấy; đã bỏ khi đọc"),
    (
        "text-suspicious",
        r"\?\?|[^\W\d_]\?|\?[^\W\d_]",
        "ô có dấu ? giữa các chữ, có thể chữ Việt đã mất khi lưu",
    ),
    (
        "text-suspicious",
        _OTHER_SCRIPT,
        "ô có chữ cái không phải chữ Latinh, có thể gõ nhầm",
    ),
)

_YEAR = re.compile(r"(?:năm\s+)?([0-9]{4})(?:[.,]0+)?")
_GROUPED_YEAR = re.compile(r"([12])\.([0-9]{3})")
_RANGE = re.compile(
    r"(?:năm\s+|giai đoạn\s+)?[0-9]{4}\s*(?:[-–—/,;+&]|đến|tới|và)\s*(?:năm\s+)?(?:[0-9]{4}|[0-9]{2})(?:[\s,;].*)?"
)
_YEARS = re.compile(r"(?<![0-9])[12][0-9]{3}(?![0-9])")
_DAY_FIRST = r"(?:ngày\s+)?([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]([0-9]{4})"
_YEAR_FIRST = r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})"
_CLOCK = r"(?:[t\s]\s*[0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?\s*(?:[ap]m|sa|ch|z)?)?"
_MOMENT_DAY_FIRST = re.compile(_DAY_FIRST + _CLOCK)
_MOMENT_YEAR_FIRST = re.compile(_YEAR_FIRST + _CLOCK)
_MONTH = re.compile(r"(?:tháng\s+)?([0-9]{1,2})[/-]([0-9]{4})")
_APPROVED_DAY_FIRST = re.compile(_DAY_FIRST + r"(?:\s+[0-9:]+)?")
_APPROVED_YEAR_FIRST = re.compile(_YEAR_FIRST + r"(?:[t\s][0-9:.]+)?")
_FULL_WIDTH = str.maketrans("０１２３４５６７８９", "0123456789")
_WHOLE = re.compile(r"[0-9]+(?:\.[0-9]{3})*")
# What is wrong with a year, what is wanted, what to do.
_YEAR_FAULTS = {
    "year-range": (
        "là nhiều năm",
        "một năm cho mỗi đề án",
        "tách đề án theo năm, hoặc ghi năm được bố trí vốn",
    ),
    "year-out-of-range": (
        "không nằm trong khoảng",
        f"từ {FIRST_YEAR} đến {LAST_YEAR}",
        "sửa lại năm",
    ),
    "year-unreadable": ("không phải năm", "bốn chữ số, ví dụ 2023", "sửa lại năm"),
}


def text_column(
    table: Table,
    code: str,
    problems: Problems,
) -> pa.Array:
    """The texts of a column in the scheme rows, invisible characters dropped; doubtful cells are told."""
    column = table.texts(code)
    _special_cells(table, code, column, problems)
    uniques = _Uniques(column)
    required = code in REGISTER_REQUIRED
    if required:
        for position in uniques.where(pc.equal(uniques.words, "")):
            where = table.place_at(code, position)
            problems.fault("cell-required", where, "ô trống")
    for position in uniques.where(pc.greater(pc.utf8_length(uniques.words), LONGEST_TEXT)):
        where = table.place_at(code, position)
        problems.fault("text-too-long", where, f"ô dài hơn {LONGEST_TEXT} ký tự")
    odd = uniques.matching(_ODD)
    for position in odd:
        _odd_cell(column[position].as_py(), table.place_at(code, position), problems)
    if required:
        pattern = _MISSING_WORD
        if code in CATEGORIES:
            pattern += f"|{_ABBREVIATION}"
        for position in uniques.matching(pattern):
            where = table.place_at(code, position)
            got = f"{_quoted(column, position)} là từ chỉ ô trống hoặc chữ viết tắt"
            remedy = "ghi tên đầy đủ theo hồ sơ"
            problems.fault("category-unknown", where, got, "tên đầy đủ", remedy)
    if odd:
        return pc.replace_substring_regex(column, _INVISIBLE, "")
    return column


def coded_column(
    table: Table,
    code: str,
    column: pa.Array,
    words: Mapping[str, Word],
    problems: Problems,
    *,
    default: str | None = None,
) -> pa.Array:
    """The codes of a closed list; `default` is the code of all other words, else they are faults."""
    known = _known_words(tuple(words.values()))
    texts, numbers = _distinct(column)
    read = [known.get(_loose(text), ("", False)) for text in texts]
    for number, (found, is_other_word) in enumerate(read):
        text = texts[number]
        if not text or (found and not is_other_word):
            continue
        printed = f'"{shown(text)}"'
        for position in positions(numbers == number):
            where = table.place_at(code, position)
            if found:
                message = f'{printed} được hiểu là "{words[found].label}"'
                problems.warn("category-mapped", where, message)
            elif default is not None:
                message = f"{printed} không có trong danh mục: ghi là không nêu"
                problems.warn("category-mapped", where, message)
            else:
                _unknown_word(text, where, words, problems)
    codes = text_array(found or default or "" for found, _ in read)
    return codes.take(pa.array(numbers))


def year_column(table: Table, problems: Problems) -> np.ndarray:
    """The years of the scheme rows; 0 where the cell is at fault."""
    column = table.texts("year")
    texts, numbers = _distinct(column)
    # A text is read by the kind of its cell too: each pair, as one number, is read once.
    pairs, inverse = np.unique(numbers * 8 + table.kinds("year"), return_inverse=True)
    read = [read_year(texts[pair // 8], pair % 8) for pair in pairs.tolist()]
    told = [number for number, (_, code) in enumerate(read) if code]
    for position in positions(np.isin(inverse, told)):
        year, code = read[inverse[position]]
        where = table.place_at("year", position)
        printed = _quoted(column, position)
        if year:
            problems.warn(code, where, f"{printed} được hiểu là năm {year}")
        elif code in _YEAR_FAULTS:
            got, wanted, remedy = _YEAR_FAULTS[code]
            problems.fault(code, where, f"{printed} {got}", wanted, remedy)
    return np.array([year for year, _ in read], dtype=np.int64)[inverse]


def read_year(text: str, kind: int = 0) -> tuple[int, str]:
    """The year of a cell and the code of what is to be told ('' nothing); year 0 for a fault.

    A blank cell, an error and a formula without its value are "year-blank": another check tells them.
    """
    clean = normal(text)
    if kind == BOOLEAN and clean:
        return 0, "year-unreadable"
    if not clean or kind in (ERROR, NO_VALUE):
        return 0, "year-blank"
    digits = clean.translate(_FULL_WIDTH)
    code = ""
    if match := _YEAR.fullmatch(digits):
        year = int(match[1])
        if digits != clean:
            code = "year-reformatted"
    elif match := _GROUPED_YEAR.fullmatch(digits):
        year, code = int("".join(match.groups())), "year-reformatted"
    elif date := _date_in(digits):
        year, code = date.year, "year-from-date"
    elif _RANGE.fullmatch(digits) or len(set(_YEARS.findall(digits))) > 1:
        return 0, "year-range"
    else:
        return 0, "year-unreadable"
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return 0, "year-out-of-range"
    return year, code


def _date_in(text: str) -> dt.date | None:
    """The day, or the first of the month, that a text is and nothing else; None for any other text."""
    if match := _MOMENT_DAY_FIRST.fullmatch(text):
        first, second, year = match.groups()
        # A sheet set to American dates has the month first; the year is the same.
        return _date(year, second, first) or _date(year, first, second)
    if match := _MOMENT_YEAR_FIRST.fullmatch(text):
        return _date(*match.groups())
    if match := _MONTH.fullmatch(text):
        return _date(match[2], match[1], "1")
    return None


def _date(
    year: str,
    month: str,
    day: str,
) -> dt.date | None:
    """A day of the calendar, None where there is no such day."""
    try:
        return dt.date(int(year), int(month), int(day))
    except ValueError:
        return None


def _special_cells(
    table: Table,
    code: str,
    column: pa.Array,
    problems: Problems,
) -> None:
    """Errors, and formulas that were saved without a value."""
    kinds = table.kinds(code)
    for position in positions(kinds == ERROR):
        got = f"ô báo lỗi {shown(column[position].as_py())}"
        problems.fault("excel-error", table.place_at(code, position), got)
    for position in positions(kinds == NO_VALUE):
        where = table.place_at(code, position)
        got = "công thức chưa có giá trị"
        remedy = "mở tệp bằng phần mềm bảng tính, tính lại rồi lưu; hoặc dán giá trị"
        problems.fault("formula-no-value", where, got, remedy=remedy)


def _odd_cell(
    text: str,
    where: Place,
    problems: Problems,
) -> None:
    printed, wanted = f'"{shown(text)}"', "chữ tiếng Việt Unicode đọc được"
    for code, pattern, got, remedy in _ODD_FAULTS:
        if re.search(pattern, text):
            problems.fault(code, where, f"{got}: {printed}", wanted, remedy)
    for code, pattern, message in _ODD_WARNINGS:
        if re.search(pattern, text):
            problems.warn(code, where, message)


def _unknown_word(
    text: str,
    where: Place,
    words: Mapping[str, Word],
    problems: Problems,
) -> None:
    labels = [word.label for word in words.values()]
    remedy = "dùng đúng một trong các từ trên"
    for near in difflib.get_close_matches(text, labels, n=1):
        remedy = f'có phải "{near}"?'
    wanted = ", ".join(f'"{label}"' for label in labels)
    problems.fault("category-unknown", where, f'"{shown(text)}" là từ lạ', wanted, remedy)


@lru_cache(maxsize=16)
def _known_words(words: tuple[Word, ...]) -> dict[str, tuple[str, bool]]:
    """For each form of the words its code, and whether it is another word than the label and the code."""
    known: dict[str, tuple[str, bool]] = {}
    for word in words:
        for text in (word.label, word.code, *word.printed):
            known.setdefault(_loose(text), (word.code, text not in (word.label, word.code)))
    for form, (code, _) in list(known.items()):
        known.setdefault(plain(form), (code, True))
    return known


def _loose(text: str) -> str:
    return re.sub(r"\s*([,/])\s*", r"\1 ", normal(text)).strip(" .")


def _quoted(column: pa.Array, position: int) -> str:
    return f'"{shown(column[position].as_py())}"'


class _Uniques:
    """A column seen through its distinct texts where they are few, so that each is looked at once."""

    def __init__(self, column: pa.Array) -> None:
        self.words = column
        self._numbers: np.ndarray | None = None
        head = column.slice(0, SAMPLE)
        if pc.count_distinct(head).as_py() * 2 < len(head):
            encoded = column.dictionary_encode()
            self.words = encoded.dictionary
            self._numbers = encoded.indices.to_numpy(zero_copy_only=False)

    def where(self, holds: pa.Array) -> list[int]:
        """Positions of the cells whose words a test, made of `words`, holds for."""
        found = positions(holds)
        if self._numbers is None or not found:
            return found
        return positions(np.isin(self._numbers, found))

    def matching(self, pattern: str) -> list[int]:
        """Positions of the cells in which a pattern of Arrow is found."""
        return self.where(pc.match_substring_regex(self.words, pattern))


def tell_assumed_status(
    table: Table,
    printed: pa.Array | None,
    problems: Problems,
) -> None:
    """Say where schemes count as carried out because nothing is stated; a refused word is no blank."""
    if printed is None:
        where = table.sheet.place(table.header.bottom)
        message = "không có cột Tình trạng; mọi đề án được hiểu là thực hiện"
        problems.tell("status-assumed", where, message)
        return
    for position in positions(pc.equal(printed, "")):
        where = table.place_at("status", position)
        problems.tell("status-assumed", where, "ô Tình trạng trống được hiểu là thực hiện")


def establishments_column(
    table: Table,
    column: pa.Array,
    problems: Problems,
) -> pd.arrays.IntegerArray:
    """Whole numbers, missing where blank; anything else is a fault."""
    texts, numbers = _distinct(column)
    counts = [_count(text) for text in texts]
    values = np.array([count or 0 for count in counts], dtype=np.int64)[numbers]
    blank = np.array([count is None for count in counts], dtype=bool)[numbers]
    # The point of a stored number is no sign of thousands: 1.5 is not 1500 when a spreadsheet holds it.
    stored = table.kinds("establishments") == NUMBER
    fraction = stored & np.asarray(pc.match_substring_regex(column, "[^0-9]"))
    for position in positions((values < 0) | fraction):
        where = table.place_at("establishments", position)
        got = f"{_quoted(column, position)} không phải số cơ sở"
        wanted = f"số nguyên từ 0 đến {MOST_ESTABLISHMENTS}, hoặc để trống"
        problems.fault("number-unreadable", where, got, wanted, "ghi lại số cơ sở")
    return pd.arrays.IntegerArray(values, blank)


def _count(text: str) -> int | None:
    """A whole number, None for a blank cell, -1 for what is none."""
    clean = normal(text).removesuffix(".0")
    if not clean:
        return None
    digits = clean.replace(".", "").lstrip("0")
    if not _WHOLE.fullmatch(clean) or len(digits) > len(str(MOST_ESTABLISHMENTS)):
        return -1
    return int(digits or 0)


def dates_column(
    table: Table,
    column: pa.Array,
    years: np.ndarray,
    problems: Problems,
) -> pa.Array:
    """Days as YYYY-MM-DD, '' where blank or unreadable: only the norms need them, and then say so."""
    texts, numbers = _distinct(column)
    days = [read_day(text) for text in texts]
    for number, day in enumerate(days):
        if day == "":
            continue
        cells = np.flatnonzero(numbers == number)
        if day is not None:
            cells = cells[np.abs(years[cells] - int(day[:4])) > MOST_YEARS_APART]
        for position in cells.tolist():
            where = table.place_at("approved_on", position)
            if day is None:
                got = f"{_quoted(column, position)} không đọc được thành ngày"
                problems.warn("date-unreadable", where, f"{got}; coi như chưa có ngày phê duyệt")
            else:
                got = f"ngày phê duyệt {day} xa năm thực hiện {years[position]}"
                problems.warn("date-odd", where, f"{got}; kiểm tra lại ngày")
    return text_array(day or "" for day in days).take(pa.array(numbers))


def read_day(text: str) -> str | None:
    """A day as YYYY-MM-DD; '' for a blank cell, None for what is no day."""
    clean = normal(text)
    if not clean:
        return ""
    day: dt.date | None = None
    if match := _APPROVED_DAY_FIRST.fullmatch(clean):
        day = _date(*reversed(match.groups()))
    elif match := _APPROVED_YEAR_FIRST.fullmatch(clean):
        day = _date(*match.groups())
    return None if day is None else day.isoformat()


def _distinct(column: pa.Array) -> tuple[list[str], np.ndarray]:
    """The distinct texts of a column, and which of them each cell holds."""
    encoded = column.dictionary_encode()
    return encoded.dictionary.to_pylist(), encoded.indices.to_numpy(zero_copy_only=False)
