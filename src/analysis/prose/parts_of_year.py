"""Parts of a year that are said without it: "lũy kế 10 tháng", "trong quý IV", "đến hết tháng 6"."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping

from analysis.span import month_end, quarter_days

YEAR = r"(?:19|20)[0-9]{2}"
MONTH = r"0?[1-9]|1[0-2]"
FEW = {
    "một": 1,
    "hai": 2,
    "ba": 3,
    "bốn": 4,
    "năm": 5,
    "sáu": 6,
    "bảy": 7,
    "tám": 8,
    "chín": 9,
    "mười": 10,
    "mười một": 11,
    "mười hai": 12,
}
QUARTERS = {
    "i": 1,
    "ii": 2,
    "iii": 3,
    "iv": 4,
    "1": 1,
    "2": 2,
    "3": 3,
    "4": 4,
    "một": 1,
    "hai": 2,
    "ba": 3,
    "bốn": 4,
}
COUNT = "|".join(["[0-9]{1,2}", *sorted(FEW, key=len, reverse=True)])
QUARTER = "iv|iii|ii|i|[1-4]|một|hai|ba|bốn"
# What a month, a quarter or a day without its year is not followed by: another year, or what makes the number a count.
_ALONE = (
    r"(?!\w)(?! ?[/.,-] ?[0-9]| (?:của )?năm (?:(?:19|20)[0-9]{2}|trước|ngoái|sau|nay)"
    r"| (?:và|đến|tới) (?:tháng|quý)| (?:nghìn|triệu|tỷ|đồng|lần|kỳ|buổi|người))"
)
PART = (
    rf"(?P<pn>{COUNT}) tháng (?P<pw>đầu|cuối)(?:(?: của)? năm)?"
    rf"|(?P<ph>nửa đầu|nửa cuối) năm"
    rf"|(?P<py>cả năm){_ALONE}(?! {YEAR})"
    rf"|từ (?:đầu )?tháng (?P<ps>{MONTH}) (?:đến|tới)(?: hết| cuối)? tháng (?P<pe>{MONTH}){_ALONE}"
    rf"|(?:(?:đến|tới)(?: hết| cuối)?|hết) (?:tháng (?P<um>{MONTH})|quý (?P<uq>{QUARTER})){_ALONE}"
    rf"|(?:đến|tới)(?: hết)? (?:ngày (?P<ud>[0-9]{{1,2}})|(?P<uf>[1-3][0-9]))/(?P<ux>{MONTH}){_ALONE}"
    rf"|(?:tháng (?P<pm>{MONTH})|quý (?P<pq>{QUARTER})){_ALONE}"
    rf"|(?P<pb>{COUNT}) tháng{_ALONE}"
)
# With what such words begin.
FIRST = frozenset("nửa cả từ đến tới hết tháng quý".split()) | set(FEW)
_REACH = 30
_LED = re.compile(
    r"(?:(?:^|[.,;:(\n-]) ?(?:(?:trong|qua|tính|riêng|sang|vào|bước sang) ){0,2}"
    r"|(?<!\w)(?:trong|của|cuối|đầu|riêng|kết quả|nhiệm vụ|công tác|phương hướng|doanh thu) )$"
)
_LED_MONTHS = re.compile(
    r"(?:^|[.,;:(\n-]) ?(?:(?:trong|qua|tính|tính chung|kết quả|sơ kết|riêng) ){0,2}$"
)
_NOT_LED = re.compile(r"(?<!\w)(?:sau|học|trong|mỗi|hơn|gần|khoảng|từ|dài|hạn) $")
_WENT = re.compile(r"[,:]| (?:đã|đạt|ước|mới|triển khai|thực hiện|có|toàn|tăng|giảm)(?!\w)")
_ENDS = ("trước ", "sau ", "đến giữa ", "tới giữa ", "đến đầu ", "tới đầu ")
_MET = re.compile(r" (?:đạt|ước)(?!\w)")
_SINCE = re.compile(r" (?:triển khai|thực hiện)(?!\w)")
_FROM = re.compile(r"(?<!\w)(?:ngày )?[0-9]{1,2} $")


def is_part(match: re.Match[str], parts: Mapping[str, str]) -> bool:
    """Whether words for months mean a part of a year, and neither a length nor a day of an event."""
    text = match.string
    start = match.start()
    before = text[max(0, start - _REACH) : start]
    if "pb" in parts:
        if before.endswith("lũy kế "):
            return True
        if before.endswith("sau "):
            return _SINCE.match(text, match.end()) is not None
        if _LED_MONTHS.search(before) and _WENT.match(text, match.end()):
            return True
        return _MET.match(text, match.end()) is not None and not _NOT_LED.search(before)
    if "ux" in parts:
        # "từ ngày 8 đến 13/9"
        return not _FROM.search(before)
    if "pm" in parts or "pq" in parts:
        is_end = _FROM.search(before) is not None or before.endswith(_ENDS)
        return not is_end and (_LED.search(before) is not None or text.startswith(",", match.end()))
    return True


def days_of(parts: Mapping[str, str], year: int) -> tuple[dt.date, dt.date]:
    """First and last day of a part of a year by the names of its groups.

    Raises:
        ValueError: there is no such day or month.
    """
    first = dt.date(year, 1, 1)
    if months := parts.get("pn") or parts.get("pb"):
        number = count(months)
        if parts.get("pw") == "cuối":
            return dt.date(year, 13 - number, 1), month_end(year, 12)
        return first, month_end(year, number)
    if "ph" in parts:
        is_first = parts["ph"] == "nửa đầu"
        return (
            (first, month_end(year, 6)) if is_first else (dt.date(year, 7, 1), month_end(year, 12))
        )
    if "py" in parts:
        return first, dt.date(year, 12, 31)
    if "ps" in parts:
        return dt.date(year, int(parts["ps"]), 1), month_end(year, int(parts["pe"]))
    if "um" in parts:
        return first, month_end(year, int(parts["um"]))
    if "uq" in parts:
        return first, quarter_days(year, QUARTERS[parts["uq"]])[1]
    if "ux" in parts:
        return first, dt.date(year, int(parts["ux"]), int(parts.get("ud") or parts["uf"]))
    if "pm" in parts:
        month = int(parts["pm"])
        return dt.date(year, month, 1), month_end(year, month)
    return quarter_days(year, QUARTERS[parts["pq"]])


def count(words: str) -> int:
    """A number of months, in digits or words."""
    return int(words) if words.isdigit() else FEW[words]
