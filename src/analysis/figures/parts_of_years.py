"""Published figures of a part of a year: the days that a row names, and words that speak of a part.

A source that prints nine months of a year prints the year beside them; read as a figure of the year
it would be a wrong one. Where the words of a row speak of a part, its days must stand in the row.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

from analysis.span import dates_of, day_of
from analysis.vocabulary import PERIOD_COLUMNS

# Columns whose words are looked at.
TOLD_IN = ("ghi_chu", "vi_tri")

_FEW = "một|hai|ba|bốn|sáu|bảy|bẩy|tám|chín|mười một|mười"
_MONTH = "[0-9]{1,2}|giêng|hai|ba|tư|năm|sáu|bảy|bẩy|tám|chín|mười một|mười hai|mười|chạp"
_QUARTER = "i{1,3}|iv|[1-4]|một|hai|ba|bốn|tư|đầu|cuối"
_YEAR = "[0-9]{4}"
# A day and its month, in the ways in which they are typed.
_DATE = rf"(0?[1-9]|[12][0-9]|3[01])[/.-](0?[1-9]|1[0-2])(?:[/.-]{_YEAR})?"
_RANGE = re.compile(
    rf"(?<![\w/.-]){_DATE} ?(?:[-–—]|(?:đến|tới)(?: hết)?(?: ngày)?) ?{_DATE}(?<=[/.-]{_YEAR})(?![\w/])"
)
_WHOLE_RANGE = [1, 1, 31, 12]
# "đến hết năm", "đến 31/12", "12 tháng": whole years.
_WHOLE = re.compile(
    r"(?:đến|tới) (?:hết |cuối )?(?:ngày )?31(?:[/.-]12| tháng 12)(?![0-9])"
    r"|(?:đến|tới) (?:hết|cuối) (?:(?:tháng (?:12|mười hai)|quý (?:iv|4|bốn|tư))(?!\w)|năm(?!\w))"
    r"|(?<!\w)(?:12|mười hai) tháng(?!\w)|(?<!\w)(?:4|bốn) quý(?!\w)"
)
_CLAUSE = re.compile(r"[;,()“”\"]|\.(?= |$)")
# A month right behind one of these is that of a publication, not of the money.
_PUBLISHED = re.compile(
    r"(?<!\w)(?:đăng|công bố|ban hành|phát hành|ký|tạp chí(?: công thương)?|bản tin|truy cập|số báo|báo số|số ra"
    r"|hội nghị|họp|quyết định|công văn|thông báo|nghị quyết|tờ trình)"
    r"(?: (?:vào|trong|ngày|số|kỳ|[0-9][\w/-]*))* $"
)
# Months right behind one of these are how long something lasts.
_LASTS = re.compile(
    r"(?<!\w)(?:lớp|khóa|khoá|kéo dài|thời hạn|bảo hành)(?: (?:học|nghề|đào tạo|ngắn hạn|trong|là))* $"
)
_MONTHS = re.compile(
    rf"(?<![\w.,/-])(?:0?[1-9]|1[01]|{_FEW}) tháng(?!\w)(?! [0-9]{{1,2}}(?![0-9]))(?! ?/ ?(?:lớp|khóa|khoá))"
    r"|(?<!\w)năm tháng (?:đầu|cuối)(?!\w)"
)
_PARTS = re.compile(
    r"(?<!\w)tháng (?:đầu|cuối) năm(?!\w)|(?<!\w)nửa (?:(?:đầu|cuối) (?:của )?)?năm(?!\w)"
    r"|(?<!\w)(?:[1-3]|một|hai|ba) quý(?!\w)|(?<![\w-])(?:0?[1-9]|1[01])t(?!\w)"
    rf"|(?<![\w-])(?:0?[1-9]|1[01])t{_YEAR}(?!\w)"
    rf"|(?<!\w)q\.? ?(?:[1-4]|i{{1,3}}|iv)(?: ?[/.-] ?| ?){_YEAR}(?!\w)|(?<!\w)q\.? ?(?:i{{1,3}}|iv)(?!\w)"
    r"|(?<!\w)(?:đến|tới) (?:nay|giờ|hết|cuối|thời điểm|ngày|tháng|quý)(?!\w)"
    r"|(?<!\w)(?:đến|tới) [0-9]{1,2}/[0-9]{1,2}(?![0-9])"
    rf"|(?<!\w)(?:đến|tới) [0-9]{{1,2}}[.-][0-9]{{1,2}}[.-]{_YEAR}(?![0-9])"
)
_ONE = re.compile(
    rf"(?<![0-9] )(?<!hằng )(?<!hàng )(?<!mỗi )(?<!\w)tháng (?:{_MONTH})(?!\w)|(?<!\w)quý (?:{_QUARTER})(?!\w)"
    rf"|(?<!\w)t\.?(?:0?[1-9]|1[0-2]) ?[/.-] ?{_YEAR}(?!\w)"
)
# What speaks of a part, and what excuses it directly before it.
_SPEAKING = ((_PARTS, None), (_MONTHS, _LASTS), (_ONE, _PUBLISHED))


def part_words(text: str) -> str:
    """The words of a text that speak of a part of a year; '' without any.

    "9 tháng", "quý III", "đến hết tháng 9", "đến nay", "01/01/2025 - 30/9/2025" are such; "cả năm",
    "12 tháng", "đến hết năm" and the date of a publication are not.
    """
    plain = " ".join(unicodedata.normalize("NFC", text).casefold().split())
    for days in _RANGE.finditer(plain):
        if list(map(int, days.groups())) != _WHOLE_RANGE:
            return days[0]
    whole = _WHOLE.sub(" ", _RANGE.sub(" ", plain))
    for clause in _CLAUSE.split(whole):
        for pattern, excuse in _SPEAKING:
            for found in pattern.finditer(clause):
                if excuse is None or not excuse.search(clause[: found.start()]):
                    return found[0].strip()
    return ""


def part_told(cells: Mapping[str, str]) -> tuple[str, str]:
    """Column and words of a row that speaks of a part of a year and names no days; '' where it does not."""
    if not any(cells.get(column) for column in PERIOD_COLUMNS):
        for column in TOLD_IN:
            if words := part_words(cells[column]):
                return column, words
    return "", ""


def days_in(cells: Mapping[str, str]) -> tuple[str, str] | None:
    """First and last day that a row names, ('', '') of whole years.

    None where they are no two days, first the earlier one, of the years that the row names.
    """
    texts = [cells.get(column, "") for column in PERIOD_COLUMNS]
    if not any(texts):
        return "", ""
    first, last = map(day_of, texts)
    if first is None or last is None or first > last:
        return None
    if [str(first.year), str(last.year)] != [cells["tu_nam"], cells["den_nam"]]:
        return None
    _, _, *days = dates_of(first, last)
    return days[0], days[1]
