"""Text cells of scheme rows: names, categories, years; each column checked at once, its odd cells one by one."""

from __future__ import annotations

import datetime as dt
import difflib
import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import TypeVar

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from analysis.edition import FIRST_YEAR, LAST_YEAR
from analysis.faults import Place, Problems, shown
from analysis.raw.folder import LONGEST_TEXT
from analysis.registers.header import Header
from analysis.registers.rows import Table
from analysis.registers.sheet import BOOLEAN, ERROR, NO_VALUE, NUMBER, Sheet, part
from analysis.registers.units import normal, plain
from analysis.vocabulary import Word, by_code

SAMPLE = 10_000
CATEGORIES = ("kind", "place", "activity_text")

_INVISIBLE = "[\u00ad\u200b-\u200f\u2060\ufeff]"
_BIDI = "[\u202a-\u202e\u2066-\u2069]"
_CONTROL = "[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f-\\x9f\ufffe\uffff]"
_HOMOGLYPH = "[ÐƉðɖ]"
_OTHER_SCRIPT = "[Ѐ-ӿͰ-Ͽ]"
_QUESTION = r"\?\?|\pL\?|\?\pL"
_ODD = f"{_INVISIBLE}|{_BIDI}|{_CONTROL}|{_HOMOGLYPH}|{_OTHER_SCRIPT}|{_QUESTION}|\ufffd"
_MISSING_WORD = r"^(?i:n/?a|null|none|nan|#n/a|nil|\?+|-+|–|—)$"
_ABBREVIATION = r"^[A-ZĐ]{1,4}\.?$"
_ODD_RULES = (
    ("cell-control-char", re.compile(_CONTROL), "ô có ký tự điều khiển", "xóa ký tự lạ trong ô"),
    (
        "text-invisible",
        re.compile(_BIDI),
        "ô có ký tự đổi chiều chữ không nhìn thấy",
        "gõ lại nội dung ô",
    ),
    (
        "category-unknown",
        re.compile(_HOMOGLYPH),
        "ô có chữ Ð hoặc Ɖ không phải chữ Đ tiếng Việt",
        "gõ lại chữ Đ",
    ),
    (
        "encoding-lossy",
        re.compile("\ufffd"),
        "ô có ký tự thay thế U+FFFD: chữ đã mất",
        "ghi lại theo hồ sơ",
    ),
)

_YEAR = re.compile(r"(?:năm\s+)?([0-9]{4})(?:[.,]0+)?")
_GROUPED_YEAR = re.compile(r"([12])\.([0-9]{3})")
_RANGE = re.compile(
    r"(?:năm\s+|giai đoạn\s+)?[0-9]{4}\s*(?:[-–—/,;+&]|đến|tới|và)\s*(?:năm\s+)?(?:[0-9]{4}|[0-9]{2})(?:[\s,;].*)?"
)
_CLOCK = r"(?:[t\s]\s*[0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?\s*(?:[ap]m|sa|ch|z)?)?"
_DAY_FIRST = re.compile(rf"(?:ngày\s+)?([0-9]{{1,2}})[/.-]([0-9]{{1,2}})[/.-]([0-9]{{4}}){_CLOCK}")
_YEAR_FIRST = re.compile(rf"([0-9]{{4}})-([0-9]{{1,2}})-([0-9]{{1,2}}){_CLOCK}")
_MONTH = re.compile(r"(?:tháng\s+)?([0-9]{1,2})[/-]([0-9]{4})")
_YEARS = re.compile(r"(?<![0-9])[12][0-9]{3}(?![0-9])")
_FULL_WIDTH = {ord("０") + digit: str(digit) for digit in range(10)}


def text_column(
    sheet: Sheet,
    header: Header,
    code: str,
    rows: np.ndarray,
    column: pa.Array,
    problems: Problems,
    *,
    required: bool,
) -> pa.Array:
    """The texts of a column in the scheme rows, invisible characters dropped; every doubtful cell is told."""
    where = _placer(sheet, header, code, rows)
    uniques = _Uniques(column)
    _special_cells(sheet, header, code, rows, problems)
    if required:
        for position in uniques.where(lambda cells: pc.equal(cells, "")):
            problems.fault("cell-required", where(position), "ô trống")
    for position in uniques.where(lambda cells: pc.greater(pc.utf8_length(cells), LONGEST_TEXT)):
        got = f"ô dài hơn {LONGEST_TEXT} ký tự"
        problems.fault("text-too-long", where(position), got)
    odd = uniques.where(lambda cells: pc.match_substring_regex(cells, _ODD))
    for position in odd:
        _odd_cell(column[position].as_py(), where(position), problems)
    if required:
        pattern = f"{_MISSING_WORD}|{_ABBREVIATION}" if code in CATEGORIES else _MISSING_WORD
        for position in uniques.where(lambda cells: pc.match_substring_regex(cells, pattern)):
            got = f'"{shown(column[position].as_py())}" là từ chỉ ô trống hoặc chữ viết tắt'
            problems.fault(
                "category-unknown", where(position), got, "tên đầy đủ", "ghi tên đầy đủ theo hồ sơ"
            )
    return pc.replace_substring_regex(column, _INVISIBLE, "") if odd else column


def coded_column(
    sheet: Sheet,
    header: Header,
    code: str,
    rows: np.ndarray,
    column: pa.Array,
    words: Mapping[str, Word],
    problems: Problems,
    *,
    default: str | None = None,
) -> pa.Array:
    """The codes of a closed list; an unknown word is a fault, unless `default` is the code of all other words."""
    where = _placer(sheet, header, code, rows)
    encoded = column.dictionary_encode()
    known = [_code(text, words) for text in encoded.dictionary.to_pylist()]
    labels = [f'"{word.label}"' for word in words.values()]
    numbers = encoded.indices.to_numpy(zero_copy_only=False)
    for number, (found, mapped) in enumerate(known):
        text = encoded.dictionary[number].as_py()
        if not text or (found and not mapped):
            continue
        positions = np.flatnonzero(numbers == number).tolist()
        for position in positions:
            if found:
                message = f'"{shown(text)}" được hiểu là "{words[found].label}"'
                problems.warn("category-mapped", where(position), message)
            elif default is not None:
                problems.warn(
                    "category-mapped",
                    where(position),
                    f'"{shown(text)}" không có trong danh mục: ghi là không nêu',
                )
            else:
                near = difflib.get_close_matches(text, [word.label for word in words.values()], n=1)
                remedy = f'có phải "{near[0]}"?' if near else "dùng đúng một trong các từ trên"
                problems.fault(
                    "category-unknown",
                    where(position),
                    f'"{shown(text)}" là từ lạ',
                    ", ".join(labels),
                    remedy,
                )
    codes = pa.array([found or default or "" for found, _ in known], type=pa.large_string())
    return codes.take(encoded.indices)


def year_column(
    sheet: Sheet, header: Header, rows: np.ndarray, column: pa.Array, problems: Problems
) -> np.ndarray:
    """The years of the scheme rows; 0 where the cell is at fault."""
    where = _placer(sheet, header, "year", rows)
    index = header.columns["year"]
    kinds = (
        np.zeros(len(rows), dtype=np.int64)
        if sheet.kinds is None
        else sheet.kinds[index][rows].astype(np.int64)
    )
    encoded = column.dictionary_encode()
    pairs, inverse = np.unique(
        encoded.indices.to_numpy(zero_copy_only=False) * 8 + kinds, return_inverse=True
    )
    read = [read_year(encoded.dictionary[int(pair) // 8].as_py(), int(pair) % 8) for pair in pairs]
    told = [number for number, (_, code) in enumerate(read) if code]
    for position in np.flatnonzero(np.isin(inverse, told)).tolist():
        year, code = read[inverse[position]]
        text = shown(column[position].as_py())
        if year:
            problems.warn(code, where(position), f'"{text}" được hiểu là năm {year}')
        elif code != "year-blank":
            _year_fault(code, text, where(position), problems)
    return np.array([year for year, _ in read], dtype=np.int64)[inverse]


def read_year(text: str, kind: int = 0) -> tuple[int, str]:
    """The year of a cell and the code of what is to be told ('' nothing); year 0 for a fault."""
    clean = normal(text)
    ascii_digits = clean.translate(_FULL_WIDTH)
    reformatted = "year-reformatted" if ascii_digits != clean else ""
    if not clean:
        return 0, "year-blank"
    if kind in (BOOLEAN, ERROR, NO_VALUE):
        return 0, "year-unreadable" if kind == BOOLEAN else "year-blank"
    if match := _YEAR.fullmatch(ascii_digits):
        return _bounded(int(match.group(1)), reformatted)
    if match := _GROUPED_YEAR.fullmatch(ascii_digits):
        return _bounded(int("".join(match.groups())), "year-reformatted")
    if dated := _year_of_date(ascii_digits):
        return _bounded(dated, "year-from-date")
    several = _RANGE.fullmatch(ascii_digits) or len(set(_YEARS.findall(ascii_digits))) > 1
    return 0, "year-range" if several else "year-unreadable"


def _year_of_date(text: str) -> int:
    """The year of a text that is one day or month of the calendar and nothing else; 0 for any other text."""
    if match := _DAY_FIRST.fullmatch(text):
        day, month, year = map(int, match.groups())
        return year if _is_day(year, month, day) or _is_day(year, day, month) else 0
    if match := _YEAR_FIRST.fullmatch(text):
        year, month, day = map(int, match.groups())
        return year if _is_day(year, month, day) else 0
    match = _MONTH.fullmatch(text)
    return int(match.group(2)) if match and 1 <= int(match.group(1)) <= 12 else 0


def _is_day(year: int, month: int, day: int) -> bool:
    try:
        return dt.date(year, month, day).year == year
    except ValueError:
        return False


def _bounded(year: int, code: str) -> tuple[int, str]:
    return (year, code) if FIRST_YEAR <= year <= LAST_YEAR else (0, "year-out-of-range")


def _year_fault(code: str, text: str, where: Place, problems: Problems) -> None:
    got, wanted, remedy = {
        "year-range": (
            f'"{text}" là nhiều năm',
            "một năm cho mỗi đề án",
            "tách đề án theo năm, hoặc ghi năm được bố trí vốn",
        ),
        "year-out-of-range": (
            f'"{text}" không nằm trong khoảng',
            f"từ {FIRST_YEAR} đến {LAST_YEAR}",
            "sửa lại năm",
        ),
    }.get(code, (f'"{text}" không phải năm', "bốn chữ số, ví dụ 2023", "sửa lại năm"))
    problems.fault(code, where, got, wanted, remedy)


def _special_cells(
    sheet: Sheet, header: Header, code: str, rows: np.ndarray, problems: Problems
) -> None:
    if sheet.kinds is None:
        return
    index, printed = header.columns[code], header.printed(code)
    kinds = sheet.kinds[index][rows]
    for position in np.flatnonzero((kinds == ERROR) | (kinds == NO_VALUE)).tolist():
        row = int(rows[position])
        where = sheet.place(row, index, printed)
        if kinds[position] == ERROR:
            got = f"ô báo lỗi {shown(sheet.columns[index][row].as_py())}"
            problems.fault("excel-error", where, got)
        else:
            remedy = "mở tệp bằng phần mềm bảng tính, tính lại rồi lưu; hoặc dán giá trị"
            problems.fault("formula-no-value", where, "công thức chưa có giá trị", remedy=remedy)


def _odd_cell(text: str, where: Place, problems: Problems) -> None:
    for code, pattern, got, remedy in _ODD_RULES:
        if pattern.search(text):
            problems.fault(
                code, where, f'{got}: "{shown(text)}"', "chữ tiếng Việt Unicode đọc được", remedy
            )
    if re.search(_INVISIBLE, text):
        problems.warn("text-invisible", where, "ô có ký tự không nhìn thấy; đã bỏ khi đọc")
    if re.search(r"\?\?|[^\W\d_]\?|\?[^\W\d_]", text):
        problems.warn(
            "text-suspicious", where, "ô có dấu ? giữa các chữ, có thể chữ Việt đã mất khi lưu"
        )
    if re.search(_OTHER_SCRIPT, text):
        problems.warn(
            "text-suspicious", where, "ô có chữ cái không phải chữ Latinh, có thể gõ nhầm"
        )


def _code(text: str, words: Mapping[str, Word]) -> tuple[str, bool]:
    """Code of a printed word, and whether it is another word than the label."""
    return (
        _known_words(tuple(words.values())).get(_loose(text), ("", False)) if text else ("", False)
    )


@lru_cache(maxsize=16)
def _known_words(words: tuple[Word, ...]) -> dict[str, tuple[str, bool]]:
    known: dict[str, tuple[str, bool]] = {}
    for word in words:
        for text in (word.label, word.code, *word.printed):
            exact = _loose(text)
            known.setdefault(exact, (word.code, text not in (word.label, word.code)))
    for form, (code, _) in list(known.items()):
        known.setdefault(plain(form), (code, True))
    return known


def _loose(text: str) -> str:
    return re.sub(r"\s*([,/])\s*", r"\1 ", normal(text)).strip(" .")


def _placer(sheet: Sheet, header: Header, code: str, rows: np.ndarray) -> Callable[[int], Place]:
    index, printed = header.columns[code], header.printed(code)
    return lambda position: sheet.place(int(rows[position]), index, printed)


class _Uniques:
    """A column seen through its distinct texts where they are few, so that each is looked at once."""

    def __init__(self, column: pa.Array) -> None:
        head = column.slice(0, SAMPLE)
        few = pc.count_distinct(head).as_py() * 2 < len(head)
        encoded = column.dictionary_encode() if few else None
        self._words = encoded.dictionary if encoded is not None else column
        self._numbers = (
            encoded.indices.to_numpy(zero_copy_only=False) if encoded is not None else None
        )

    def where(self, test: Callable[[pa.Array], pa.Array]) -> list[int]:
        """Positions of the cells that the test holds for."""
        found = np.flatnonzero(np.asarray(test(self._words)))
        if self._numbers is None or not len(found):
            return found.tolist()
        return np.flatnonzero(np.isin(self._numbers, found)).tolist()


YES_NO = by_code(
    Word("có", "có", ("x", "thuộc", "co")), Word("không", "không", ("không thuộc", "khong"))
)
MOST_ESTABLISHMENTS = 99_999
MOST_YEARS_APART = 2

T = TypeVar("T")

_WHOLE = re.compile(r"[0-9]+(?:\.[0-9]{3})*")
_DATE_DAY_FIRST = re.compile(
    r"(?:ngày\s+)?([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]([0-9]{4})(?:\s+[0-9:]+)?"
)
_DATE_YEAR_FIRST = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})(?:[t\s][0-9:.]+)?")


def tell_assumed_status(table: Table, printed: pa.Array | None, problems: Problems) -> None:
    """Say where schemes are taken as carried out because a blank states nothing; a word that is refused is no blank."""
    if printed is None:
        where = table.sheet.place(table.header.bottom)
        problems.tell(
            "status-assumed", where, "không có cột Tình trạng; mọi đề án được hiểu là thực hiện"
        )
        return
    column = table.header.columns["status"]
    for position in np.flatnonzero(np.asarray(pc.equal(printed, ""))).tolist():
        where = table.sheet.place(
            int(table.schemes[position]), column, table.header.printed("status")
        )
        problems.tell("status-assumed", where, "ô Tình trạng trống được hiểu là thực hiện")


def establishments_column(
    table: Table, column: pa.Array, problems: Problems
) -> pd.arrays.IntegerArray:
    """Whole numbers, missing where blank; anything else is a fault."""

    def read(text: str) -> int | None:
        clean = normal(text).removesuffix(".0")
        if not clean:
            return None
        digits = clean.replace(".", "") if _WHOLE.fullmatch(clean) else ""
        return (
            int(digits)
            if digits and len(digits.lstrip("0")) <= len(str(MOST_ESTABLISHMENTS))
            else -1
        )

    numbers, inverse = _read_once(column, read)
    bad = np.isin(inverse, [n for n, number in enumerate(numbers) if number == -1])
    kinds = table.sheet.kinds
    if kinds is not None:  # the point of a stored number is no sign of thousands
        stored = kinds[table.header.columns["establishments"]][table.schemes] == NUMBER
        bad |= stored & np.asarray(pc.match_substring_regex(column, "[^0-9]"))
    for position in np.flatnonzero(bad).tolist():
        got = f'"{shown(column[position].as_py())}" không phải số cơ sở'
        wanted = f"số nguyên từ 0 đến {MOST_ESTABLISHMENTS}, hoặc để trống"
        problems.fault(
            "number-unreadable",
            _place(table, "establishments", position),
            got,
            wanted,
            "ghi lại số cơ sở",
        )
    values = np.array([number or 0 for number in numbers], dtype=np.int64)[inverse]
    blank = np.array([number is None for number in numbers], dtype=bool)[inverse]
    return pd.arrays.IntegerArray(values, blank)


def dates_column(table: Table, column: pa.Array, years: np.ndarray, problems: Problems) -> pa.Array:
    """Days as YYYY-MM-DD, '' where blank or unreadable: only the support norms need them, and they then say so."""
    days, inverse = _read_once(column, read_day)
    for number, day in enumerate(days):
        if day == "":
            continue
        positions = np.flatnonzero(inverse == number)
        if day is None:
            for position in positions.tolist():
                got = f'"{shown(column[position].as_py())}" không đọc được thành ngày'
                message = f"{got}; coi như chưa có ngày phê duyệt"
                problems.warn("date-unreadable", _place(table, "approved_on", position), message)
            continue
        far = positions[np.abs(years[positions] - int(day[:4])) > MOST_YEARS_APART]
        for position in far.tolist():
            message = f"ngày phê duyệt {day} xa năm thực hiện {years[position]}; kiểm tra lại ngày"
            problems.warn("date-odd", _place(table, "approved_on", position), message)
    return pa.array([day or "" for day in days], type=pa.large_string()).take(pa.array(inverse))


def read_day(text: str) -> str | None:
    """A day as YYYY-MM-DD; '' for a blank cell, None for what is no day."""
    clean = normal(text)
    if not clean:
        return ""
    first, last = _DATE_DAY_FIRST.fullmatch(clean), _DATE_YEAR_FIRST.fullmatch(clean)
    try:
        if first:
            return dt.date(
                int(first.group(3)), int(first.group(2)), int(first.group(1))
            ).isoformat()
        return dt.date(*(int(number) for number in last.groups())).isoformat() if last else None
    except ValueError:
        return None


def cells_of(table: Table, code: str) -> pa.Array:
    """The cells of a column in the scheme rows."""
    return part(table.sheet.columns[table.header.columns[code]], table.schemes)


def _read_once(column: pa.Array, read: Callable[[str], T]) -> tuple[list[T], np.ndarray]:
    """Each distinct text read once, and which of them each cell holds."""
    encoded = column.dictionary_encode()
    return [read(text) for text in encoded.dictionary.to_pylist()], encoded.indices.to_numpy(
        zero_copy_only=False
    )


def _place(table: Table, code: str, position: int) -> Place:
    return table.sheet.place(
        int(table.schemes[position]), table.header.columns[code], table.header.printed(code)
    )
