"""Periods that a text says: years, parts of a year, "đến nay"; dates of papers and years compared with are none."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import zip_longest
from typing import NamedTuple

from analysis.prose.parts_of_year import (
    COUNT,
    FIRST,
    MONTH,
    PART,
    QUARTER,
    QUARTERS,
    YEAR,
    count,
    days_of,
    is_part,
)
from analysis.prose.words import Words
from analysis.span import dates_of, month_end, quarter_days

# First and last: whole years as numbers, a part of years as days (ISO); None where the text does not say it.
End = int | str | None
_AND_YEAR = rf"(?:,| và|, và) (?:năm )?{YEAR}"
# "9/2024", "9 năm 2024", "9-2024": between a part of a year and it.
_OF = r"(?:/| năm | ?- ?|\.)"
_BRACKET = re.compile(r"\(")
_PERIOD = re.compile(
    rf"(?<!\w)(?:"
    rf"(?P<not>mức (?:của )?(?:giai đoạn|năm) {YEAR}(?:-{YEAR})?"
    rf"|(?:lần|gấp đôi|gấp ba|gấp rưỡi) (?:so với )?(?:của )?(?:cả )?năm {YEAR}"
    rf"|so với (?!(?:mức |tổng )?(?:kế hoạch|dự toán|chỉ tiêu|mục tiêu)(?!\w))[^,.;:()0-9]{{1,30}} năm {YEAR}"
    rf"|so với (?:[^,.;:()0-9]{{1,30}} )?(?:giai đoạn|thời kỳ|nhiệm kỳ)(?: trước)? \(?{YEAR} ?- ?{YEAR}(?!,? khi)"
    rf"|(?:tăng|giảm|hơn)(?!\w)[^.;:()]{{0,40}}? so với (?:mức |tổng )?(?:kế hoạch|dự toán|chỉ tiêu)"
    rf"[^,.;:()0-9]{{0,12}} năm {YEAR}"
    rf"|hơn (?:mức |con số )?(?:của )?(?:cả )?năm {YEAR}"
    rf"|(?:so (?:với )?(?:cùng )?(?:kỳ )?(?:của )?|cùng kỳ )(?:các )?năm (?:trước )?(?:{YEAR})(?:-{YEAR})?"
    rf"|(?:quyết định|nghị định|thông tư|nghị quyết|công văn)(?: số)? [0-9][\w/-]*(?: ngày [^ ]+)? năm {YEAR}"
    rf"|luật(?: [^\s,.;]+){{1,6}}? năm {YEAR}"
    rf"|ngày [0-9]{{1,2}}(?:/| tháng |-|\.)(?:{MONTH})(?:/| năm |-|\.){YEAR}|ngày [0-9]{{1,2}}/[0-9]{{1,2}}"
    rf"|từ (?:ngày )?[0-9]{{1,2}} ?(?:đến|tới|-) ?(?:ngày )?[0-9]{{1,2}}[/.-](?:{MONTH})[/.-]{YEAR}"
    rf"|(?:thành lập|khởi nghiệp|ra đời|đi vào hoạt động)[^.;,]{{0,15}} (?:từ |vào )?năm {YEAR}"
    rf"|hoạt động(?! khuyến công)[^.;,]{{0,15}} (?:từ|vào) năm {YEAR}(?! đến| tới| ?-))"
    rf"|những năm (?:19|20)[0-9]0(?! ?-|,? (?:năm )?{YEAR}| đến| tới| và)|thập (?:niên|kỷ) {YEAR}"
    rf"|(?P<f1>từ) (?:tháng (?P<fm>{MONTH}){_OF}|năm |đầu năm )?(?P<fy>{YEAR})"
    rf" (?:đến|tới)(?: hết| cuối)? tháng (?P<tm>{MONTH}){_OF}(?P<ty>{YEAR})"
    rf"|từ (?:đầu )?(?:năm )?(?P<by_year>{YEAR}) (?:đến|tới)(?: hết| cuối)? tháng (?P<by_month>{MONTH})(?!{_OF}[0-9])"
    rf"|(?:từ )?(?:đầu )?tháng (?P<sm>{MONTH})(?: (?:đến|tới)(?: hết| cuối)? | ?- ?)(?:tháng )?(?P<se>{MONTH})"
    rf"{_OF}(?P<sy>{YEAR})"
    rf"|từ (?:ngày )?(?P<d1>[0-9]{{1,2}})[/.-](?P<m1>{MONTH})(?:[/.-](?P<x1>{YEAR}))? (?:đến|tới)(?: hết)? (?:ngày )?"
    rf"(?P<d2>[0-9]{{1,2}})[/.-](?P<m2>{MONTH})(?:/| năm |-|\.)(?P<x2>{YEAR})"
    rf"|từ (?:đầu |giữa |cuối )?(?:năm |tháng (?P<sincem>{MONTH}){_OF})?(?P<since>{YEAR})"
    rf"(?: cho)? (?:đến|tới) (?:nay|giờ)"
    rf"|năm (?P<wy>{YEAR}) và (?P<wn>{COUNT}) tháng(?: đầu)?(?: của)? năm (?P<wt>{YEAR})"
    rf"|(?:giai đoạn|thời kỳ|nhiệm kỳ|trong các năm|các năm|những năm|từ năm|năm|từ|kỳ|\()"
    rf" ?\(?(?P<a>{YEAR}) ?(?:-|đến|tới) ?(?:hết |cuối )?(?:năm )?(?P<b>{YEAR})"
    rf"|(?P<ca>{YEAR}) ?- ?(?P<cb>{YEAR})"
    rf"|(?:năm|năm nay) \((?:năm )?(?P<by>{YEAR})\)"
    rf"|(?:(?:trong )?(?:hai |2 )?(?:các )?năm )\(?(?P<years>{YEAR}(?:{_AND_YEAR})+)"
    rf"(?!{_AND_YEAR})"
    rf"|(?P<n>{COUNT}) tháng(?: đầu)?(?: của)?(?: năm)? ?/?(?P<ny>{YEAR})"
    rf"|(?P<half>nửa đầu|nửa cuối|6 tháng cuối|sáu tháng cuối) năm (?P<hy>{YEAR})"
    rf"|(?:quý) (?P<q>iv|iii|ii|i|[1-4]|một|hai|ba|bốn)(?:/| năm | ?- ?)(?P<qy>{YEAR})"
    rf"|(?:đến|tới|tính đến)(?: thời điểm)?(?: hết| cuối| (?P<mid>giữa))?"
    rf"(?: (?:ngày )?(?P<ed>[0-9]{{1,2}})(?:[/.-]| tháng )| tháng )(?P<em>{MONTH}){_OF}(?P<ey>{YEAR})"
    rf"|(?:(?:đến|tới) (?:hết|cuối)|tính đến|hết) quý (?P<eq>{QUARTER}){_OF}(?P<eqy>{YEAR})"
    rf"|tháng (?P<mm>{MONTH}){_OF}(?P<my>{YEAR})"
    rf"|(?P<until>đến|tới)(?: hết| cuối)? năm (?P<uy>{YEAR})"
    rf"|(?:niên độ|năm|năm kế hoạch|kế hoạch|dự toán|kết quả|vụ tết|tết|kcqg|kcđp"
    rf"|khuyến công(?: quốc gia| địa phương| tỉnh| huyện)?) (?P<y>{YEAR})(?![-/][0-9])"
    rf"|(?P<open>đến nay|đến thời điểm này|cho đến nay)"
    rf"|(?P<span>(?:cả|trong|toàn|suốt) (?:cả )?(?:giai đoạn|thời kỳ|nhiệm kỳ))"
    rf"(?! ?(?:{YEAR}|[(0-9]|tới|sau|trước|này|hiện|từ))"
    rf"|(?P<event>{YEAR})(?![-/.]?[0-9])"
    rf"|(?P<length>{COUNT}) năm(?! \(?{YEAR}| tuổi| tới| nữa)"
    rf"|{PART}"
    rf")(?![\w])"
)
_MIDDLE = 15
_ALONE = frozenset(re.findall(r"\?P<(\w+)>", PART))
# With what a period begins, beside digits and brackets: it is looked for nowhere else.
_FIRST = (
    frozenset(
        "tăng giảm hơn gấp mức lần so cùng quyết nghị thông công luật ngày thành khởi ra đi hoạt từ đầu tháng năm"
        " giai thời nhiệm trong các những kỳ nửa quý toàn suốt đến tới tính niên kế dự kết vụ tết kcqg kcđp"
        " khuyến cho thập".split()
    )
    | FIRST
)
_REACH = 15
_IN_ALL = re.compile(r"(?<!\w)(?:trong|qua|sau|cộng|suốt|cả) $")
# The name of a fair or a contest ends with its year: "Hội chợ Công Thương vùng Tây Bắc 2023".
_EVENT = re.compile(
    r"(?<!\w)(?:hội chợ|triển lãm|festival|lễ hội|ngày hội|tuần lễ|liên hoan|hội thi|cuộc thi|diễn đàn)(?!\w)"
    r"[^.,;:()0-9]{1,70}(?<! năm)(?<!\d) (?:- )?$"
)
_NAME = 95
# "phân theo năm: 2022 có 2 cơ sở; 2023 có 3 cơ sở"
_LISTED = re.compile(r"[:;] [0-9]{4}(?:: | có | là )")
_THOSE = re.compile(r" (?:qua|ấy|đó|này|trên|nói trên)(?!\w)")
# "sau 9 tháng triển khai kế hoạch năm 2024"
_ONE_YEAR = re.compile(rf"(?:(?! và )[^,.;:()0-9]){{0,40}} (?:năm|kế hoạch) {YEAR}")


class Said(NamedTuple):
    """A period in the folded text; `period` is None of words that hide a year from being one.

    `is_now` is set of "đến nay"; `has_year` is not set of a part of a year whose year stands elsewhere.
    """

    start: int
    end: int
    period: tuple[End, End] | None
    is_now: bool = False
    has_year: bool = True


class _Found(NamedTuple):
    """What looks like a period: the groups of its match, and the period where its own words say it."""

    match: re.Match[str]
    parts: dict[str, str]
    period: tuple[End, End] | None

    @property
    def is_alone(self) -> bool:
        """Whether it is a part of a year whose year stands elsewhere."""
        return not _ALONE.isdisjoint(self.parts)


def periods(words: Words) -> list[Said]:
    """All periods of a folded text in its order, and what looks like one and is none.

    A part of a year that is said without it is of the year said last, one before all of them of the first; "trong 5
    năm" is the only period of five years that a text says.
    """
    return list(_said(list(_found(words))))


def _found(words: Words) -> Iterator[_Found]:
    for match in words.found(_PERIOD, _begins(words)):
        parts = {name: value for name, value in match.groupdict().items() if value}
        one = _Found(match, parts, _period(parts))
        if "event" in parts:
            start = match.start()
            is_said = (
                _EVENT.search(words.text, max(0, start - _NAME), start) is not None
                or _LISTED.match(words.text, max(0, start - 2)) is not None
            )
        else:
            is_said = not one.is_alone or is_part(match, parts)
        if is_said:
            yield one


def _said(found: Sequence[_Found]) -> Iterator[Said]:
    spans = {one.period for one in found if one.period}
    year = next((year for one in found if (year := _year_of(one.period))), None)
    seen = 0
    for one, behind in zip_longest(found, found[1:]):
        start, end = one.match.span()
        if start < seen:
            continue
        period, has_year = one.period, not one.is_alone
        if one.is_alone:
            if behind is not None and _is_year_of(one, behind):
                year, end, has_year = _year_of(behind.period), behind.match.end(), True
            period = _of_year(one.parts, year) if year else None
        elif "length" in one.parts or "span" in one.parts:
            period = _of_length(one, spans) if "length" in one.parts else _longest(spans)
            if period is None:
                continue
        if period:
            year = _year_of(period)
        seen = end
        yield Said(start, end, period, "open" in one.parts, has_year)


def _is_year_of(part: _Found, behind: _Found) -> bool:
    """Whether the year of a part stands behind it: "9 tháng triển khai kế hoạch năm 2024"."""
    text, end = part.match.string, behind.match.end()
    return _year_of(behind.period) is not None and bool(
        _ONE_YEAR.fullmatch(text, part.match.end(), end)
    )


def _year_of(period: tuple[End, End] | None) -> int | None:
    """The one year of a period; None of none and of several."""
    years = {str(end)[:4] for end in period or (None,)}
    (first, *others) = years
    return None if others or first == "None" else int(first)


def _of_length(one: _Found, spans: Collection[tuple[End, End]]) -> tuple[End, End] | None:
    """The only period of so many years where words speak of one: "tổng cộng 5 năm có 120 đề án", "10 năm ấy"."""
    text, (start, end) = one.match.string, one.match.span()
    is_led = _IN_ALL.search(text, max(0, start - _REACH), start)
    if not is_led and not _THOSE.match(text, end):
        return None
    years = count(one.parts["length"])
    same = [
        (first, last)
        for first, last in spans
        if isinstance(first, int) and isinstance(last, int) and last - first + 1 == years > 1
    ]
    return same[0] if len(same) == 1 else None


def _longest(spans: Collection[tuple[End, End]]) -> tuple[End, End] | None:
    """The only period of several years where words speak of one: "tính chung cả giai đoạn"."""
    several = [
        span
        for span in spans
        if isinstance(span[0], int) and isinstance(span[1], int) and span[0] < span[1]
    ]
    return several[0] if len(several) == 1 else None


def _of_year(parts: Mapping[str, str], year: int) -> tuple[End, End] | None:
    """A part of a year that is said without it; None of days that there are not."""
    try:
        first, last = days_of(parts, year)
    except ValueError:
        return None
    return _ends(first, last) if first <= last else None


def _begins(words: Words) -> list[int]:
    """Where a period may begin."""
    firsts = [
        word
        for word in words.places
        if word in _FIRST or (not word.isalpha() and (word[:1].isdigit() or word[-1:].isdigit()))
    ]
    brackets = [sign.start() for sign in _BRACKET.finditer(words.text)]
    return sorted(words.places_of(firsts) + brackets)


def _period(parts: dict[str, str]) -> tuple[End, End] | None:
    """The period of a match by the names of its groups."""
    if not {"not", "open", "length", "span"}.isdisjoint(parts):
        return None
    if "since" in parts:
        since = parts["since"]
        return (f"{since}-{int(parts['sincem']):02}-01" if "sincem" in parts else int(since)), None
    if "a" in parts or "ca" in parts:
        first, last = int(parts.get("a") or parts["ca"]), int(parts.get("b") or parts["cb"])
        return (first, last) if first <= last else None
    if "years" in parts:
        years = {int(year) for year in re.findall(YEAR, parts["years"])}
        first, last = min(years), max(years)
        return (first, last) if last - first == len(years) - 1 else (last, last)
    try:
        days = _days(parts)
    except ValueError:
        # a month or a day that there is not
        return None
    if days is not None:
        return _ends(*days) if days[0] <= days[1] else None
    year = parts.get("y") or parts.get("uy") or parts.get("by") or parts.get("event")
    # "99 tháng năm 2020" is no part of a year
    return (int(year), int(year)) if year else None


def _days(parts: dict[str, str]) -> tuple[dt.date, dt.date] | None:
    """First and last day of a part of years."""
    if "tm" in parts:
        first = dt.date(int(parts["fy"]), int(parts.get("fm", "1")), 1)
        return first, month_end(int(parts["ty"]), int(parts["tm"]))
    if "sm" in parts:
        year = int(parts["sy"])
        return dt.date(year, int(parts["sm"]), 1), month_end(year, int(parts["se"]))
    if "d1" in parts:
        last = dt.date(int(parts["x2"]), int(parts["m2"]), int(parts["d2"]))
        year = int(parts.get("x1", last.year))
        return dt.date(year, int(parts["m1"]), int(parts["d1"])), last
    if "wy" in parts:
        return dt.date(int(parts["wy"]), 1, 1), month_end(int(parts["wt"]), count(parts["wn"]))
    months = parts.get("n") or parts.get("by_month")
    if months and count(months) in range(1, 13):
        year = int(parts.get("ny") or parts["by_year"])
        return dt.date(year, 1, 1), month_end(year, count(months))
    if "half" in parts:
        year = int(parts["hy"])
        if parts["half"] == "nửa đầu":
            return dt.date(year, 1, 1), month_end(year, 6)
        return dt.date(year, 7, 1), month_end(year, 12)
    if "my" in parts:
        year, month = int(parts["my"]), int(parts["mm"])
        return dt.date(year, month, 1), month_end(year, month)
    if "q" in parts:
        return quarter_days(int(parts["qy"]), QUARTERS[parts["q"]])
    if "eq" in parts:
        year = int(parts["eqy"])
        return dt.date(year, 1, 1), quarter_days(year, QUARTERS[parts["eq"]])[1]
    if "em" in parts:
        year, month = int(parts["ey"]), int(parts["em"])
        last = month_end(year, month)
        if "ed" in parts or "mid" in parts:
            last = dt.date(year, month, int(parts.get("ed", _MIDDLE)))
        return dt.date(year, 1, 1), last
    return None


def _ends(first: dt.date, last: dt.date) -> tuple[End, End]:
    year_from, year_to, from_date, to_date = dates_of(first, last)
    return (from_date, to_date) if from_date else (year_from, year_to)
