"""Words that speak of a part of a year: months, quarters, "đến hết tháng 9"."""

from __future__ import annotations

import re

from analysis.vocabulary import uniform

# A year of a register or a title, and one that is no part of a longer number.
YEAR = "(?:19|20)[0-9]{2}"
LONE_YEAR = rf"(?<![0-9]){YEAR}(?![0-9])"

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
    r"|(?<!\w)(?:tháng 0?1|quý (?:i|1)) ?(?:[-–—]|đến|tới)(?: hết)? ?(?:tháng 12|quý (?:iv|4))(?!\w)"
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
    r"(?<!\w)tháng (?:đầu|cuối) năm(?!\w)|(?<!\w)bán niên(?!\w)|(?<!\w)nửa (?:(?:đầu|cuối) (?:của )?)?năm(?!\w)"
    r"|(?<!\w)(?:[1-3]|một|hai|ba) quý(?!\w)|(?<![\w-])(?:0?[1-9]|1[01])t(?!\w)"
    rf"|(?<![\w-])(?:0?[1-9]|1[01])t{_YEAR}(?!\w)"
    rf"|(?<!\w)q\.? ?(?:[1-4]|i{{1,3}}|iv)(?: ?[/.-] ?| ?){_YEAR}(?!\w)|(?<!\w)q\.? ?(?:i{{1,3}}|iv)(?!\w)"
    r"|(?<!\w)(?:đến|tới) (?:nay|giờ|hết|cuối|thời điểm|ngày|tháng|quý)(?!\w)"
    r"|(?<!\w)(?:đến|tới) [0-9]{1,2}/[0-9]{1,2}(?![0-9])"
    rf"|(?<!\w)(?:đến|tới) [0-9]{{1,2}}[.-][0-9]{{1,2}}[.-]{_YEAR}(?![0-9])"
)
# "Q3" beside other words may be a district.
_QUARTER_ALONE = re.compile(r"(?:(?:số liệu|kết quả|tính|chỉ|riêng|của|báo cáo) )*q[1-4]\.?")
_ONE = re.compile(
    rf"(?<![0-9] )(?<!hằng )(?<!hàng )(?<!mỗi )(?<!\w)tháng (?:{_MONTH})(?!\w)|(?<!\w)quý (?:{_QUARTER})(?!\w)"
    rf"|(?<!\w)t\.?(?:0?[1-9]|1[0-2]) ?[/.-] ?{_YEAR}(?!\w)"
)
# How long a class lasts.
_CLASS = re.compile(r"(?<!\w)(?:lớp|khóa|khoá|nghề|đào tạo|tập huấn)(?!\w)")
_LONG = re.compile(r"(?<!\w)[0-9]{1,2} tháng(?! (?:đầu|cuối|năm)(?!\w))(?!\w)")
# What all words of a part have: a look for it before the many patterns of them.
HINT = (
    r"tháng|quý|niên|nửa|(?:đến|tới) (?:nay|giờ|hết|cuối|thời|ngày|[0-9])|[0-9](?:t|[/.-][0-9]{1,2}[/.-][0-9]{4})"
    r"|(?<!\w)(?:q\.? ?[1-4i]|t\.?[01]?[0-9] ?[/.-])"
)
_HINT = re.compile(HINT)
# What speaks of a part, and what excuses it directly before it.
_SPEAKING = ((_PARTS, None), (_MONTHS, _LASTS), (_ONE, _PUBLISHED))


def part_words(text: str) -> str:
    """The words of a text that speak of a part of a year; '' without any.

    "9 tháng", "quý III", "đến hết tháng 9", "đến nay", "01/01/2025 - 30/9/2025" are such; "cả năm",
    "12 tháng", "đến hết năm" and the date of a publication are not.
    """
    plain = uniform(text)
    if not _HINT.search(plain):
        return ""
    for days in _RANGE.finditer(plain):
        if list(map(int, days.groups())) != _WHOLE_RANGE:
            return days[0]
    if _QUARTER_ALONE.fullmatch(plain):
        return plain
    whole = _WHOLE.sub(" ", _RANGE.sub(" ", plain))
    for clause in filter(_HINT.search, _CLAUSE.split(whole)):
        for pattern, excuse in _SPEAKING:
            for found in pattern.finditer(clause):
                if excuse is None or not excuse.search(clause[: found.start()]):
                    return found[0].strip()
    return ""


def without_length_of_class(text: str) -> str:
    """A text without the months for which a class that it names lasts: "Đào tạo nghề may 3 tháng"."""
    plain = uniform(text)
    return _LONG.sub(" ", plain) if _CLASS.search(plain) else text
