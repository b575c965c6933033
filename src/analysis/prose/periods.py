"""Periods that a text says: years, parts of a year, "đến nay"; dates of papers and years compared with are none."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass

from analysis.prose.words import Words
from analysis.span import dates_of, month_end, quarter_days

# First and last: whole years as numbers, a part of years as days (ISO); None where the text does not say it.
End = int | str | None
_YEAR = r"(?:19|20)[0-9]{2}"
_AND_YEAR = rf"(?:,| và|, và) (?:năm )?{_YEAR}"
_MONTH = r"0?[1-9]|1[0-2]"
_FEW = {
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
_QUARTERS = {
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
_BRACKET = re.compile(r"\(")
_COUNT = "|".join(["[0-9]{1,2}", *sorted(_FEW, key=len, reverse=True)])
_PERIOD = re.compile(
    rf"(?<!\w)(?:"
    rf"(?P<not>mức (?:của )?(?:giai đoạn|năm) {_YEAR}(?:-{_YEAR})?"
    rf"|lần (?:so với )?(?:của )?(?:cả )?năm {_YEAR}"
    rf"|(?:so (?:với )?(?:cùng )?(?:kỳ )?(?:của )?|cùng kỳ )(?:các )?năm (?:trước )?(?:{_YEAR})(?:-{_YEAR})?"
    rf"|(?:quyết định|nghị định|thông tư|nghị quyết|công văn)(?: số)? [0-9][\w/-]*(?: ngày [^ ]+)? năm {_YEAR}"
    rf"|luật(?: [^\s,.;]+){{1,6}}? năm {_YEAR}"
    rf"|ngày [0-9]{{1,2}}(?:/| tháng |-|\.)(?:{_MONTH})(?:/| năm |-|\.){_YEAR}|ngày [0-9]{{1,2}}/[0-9]{{1,2}}"
    rf"|(?:thành lập|khởi nghiệp|ra đời|đi vào hoạt động|hoạt động)[^.;,]{{0,15}} (?:từ |vào )?năm {_YEAR})"
    rf"|(?P<f1>từ) (?:tháng (?P<fm>{_MONTH})(?:/| năm )|năm |đầu năm )?(?P<fy>{_YEAR})"
    rf" (?:đến|tới)(?: hết| cuối)? tháng (?P<tm>{_MONTH})(?:/| năm )(?P<ty>{_YEAR})"
    rf"|(?:từ )?(?:đầu )?tháng (?P<sm>{_MONTH})(?: (?:đến|tới)(?: hết| cuối)? | ?- ?)(?:tháng )?(?P<se>{_MONTH})"
    rf"(?:/| năm )(?P<sy>{_YEAR})"
    rf"|từ (?:ngày )?(?P<d1>[0-9]{{1,2}})[/.-](?P<m1>{_MONTH})(?:[/.-](?P<x1>{_YEAR}))? (?:đến|tới)(?: hết)? (?:ngày )?"
    rf"(?P<d2>[0-9]{{1,2}})[/.-](?P<m2>{_MONTH})(?:/| năm |-|\.)(?P<x2>{_YEAR})"
    rf"|từ (?:năm |đầu năm )?(?P<since>{_YEAR})(?: cho)? (?:đến|tới) (?:nay|giờ)"
    rf"|năm (?P<wy>{_YEAR}) và (?P<wn>{_COUNT}) tháng(?: đầu)?(?: của)? năm (?P<wt>{_YEAR})"
    rf"|(?:giai đoạn|thời kỳ|nhiệm kỳ|trong các năm|các năm|những năm|từ năm|năm|từ|kỳ|\()"
    rf" ?\(?(?P<a>{_YEAR}) ?(?:-|đến|tới) ?(?:hết |cuối )?(?:năm )?(?P<b>{_YEAR})"
    rf"|(?P<ca>{_YEAR})-(?P<cb>{_YEAR})"
    rf"|(?:(?:trong )?(?:hai |2 )?(?:các )?năm )(?P<years>{_YEAR}(?:{_AND_YEAR})+)"
    rf"(?!{_AND_YEAR}| (?:lần lượt|tương ứng))"
    rf"|(?P<n>{_COUNT}) tháng(?: đầu| đầu của)?(?: năm)? ?/?(?P<ny>{_YEAR})"
    rf"|(?P<half>nửa đầu|nửa cuối|6 tháng cuối|sáu tháng cuối) năm (?P<hy>{_YEAR})"
    rf"|(?:quý) (?P<q>iv|iii|ii|i|[1-4]|một|hai|ba|bốn)(?:/| năm | ?- ?)(?P<qy>{_YEAR})"
    rf"|(?:đến|tới|tính đến)(?: hết| cuối)?(?: (?:ngày )?(?P<ed>[0-9]{{1,2}})[/.-]| tháng )"
    rf"(?P<em>{_MONTH})(?:/| năm |-|\.)(?P<ey>{_YEAR})"
    rf"|tháng (?P<mm>{_MONTH})(?:/| năm )(?P<my>{_YEAR})"
    rf"|(?P<until>đến|tới)(?: hết| cuối)? năm (?P<uy>{_YEAR})"
    rf"|(?:niên độ|năm|năm kế hoạch|kế hoạch|dự toán|kết quả|vụ tết|tết|kcqg|kcđp"
    rf"|khuyến công(?: quốc gia| địa phương| tỉnh| huyện)?) (?P<y>{_YEAR})(?![-/][0-9])"
    rf"|(?P<open>đến nay|đến thời điểm này|cho đến nay)"
    rf")(?![\w])"
)
# With what a period begins, beside digits and brackets: it is looked for nowhere else.
_FIRST = frozenset(
    "mức lần so cùng quyết nghị thông công luật ngày thành khởi ra đi hoạt từ đầu tháng năm giai thời nhiệm trong các"
    " những kỳ nửa quý đến tới tính niên kế dự kết vụ tết kcqg kcđp khuyến cho".split()
) | set(_FEW)


@dataclass(frozen=True)
class Said:
    """A period in the folded text; `period` is None of words that hide a year from being one."""

    start: int
    end: int
    period: tuple[End, End] | None


def periods(words: Words) -> list[Said]:
    """All periods of a folded text in its order, and what looks like one and is none."""
    return list(_said(words))


def _said(words: Words) -> Iterator[Said]:
    for match in words.found(_PERIOD, _begins(words)):
        found = _period({name: value for name, value in match.groupdict().items() if value})
        yield Said(match.start(), match.end(), found)


def _begins(words: Words) -> list[int]:
    """Where a period may begin."""
    firsts = [
        word for word in words.places if word in _FIRST or word[:1].isdigit() or word[-1:].isdigit()
    ]
    brackets = [sign.start() for sign in _BRACKET.finditer(words.text)]
    return sorted(words.places_of(firsts) + brackets)


def _period(parts: dict[str, str]) -> tuple[End, End] | None:
    """The period of a match by the names of its groups."""
    if "not" in parts or "open" in parts:
        return None
    if "since" in parts:
        return int(parts["since"]), None
    if "a" in parts or "ca" in parts:
        first, last = int(parts.get("a") or parts["ca"]), int(parts.get("b") or parts["cb"])
        return (first, last) if first <= last else None
    if "years" in parts:
        years = {int(year) for year in re.findall(_YEAR, parts["years"])}
        first, last = min(years), max(years)
        return (first, last) if last - first == len(years) - 1 else (last, last)
    try:
        days = _days(parts)
    except ValueError:
        # a month or a day that there is not
        return None
    if days is not None:
        return _ends(*days) if days[0] <= days[1] else None
    year = parts.get("y") or parts.get("uy")
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
        return dt.date(int(parts["wy"]), 1, 1), month_end(int(parts["wt"]), _count(parts["wn"]))
    if "n" in parts and _count(parts["n"]) in range(1, 13):
        return dt.date(int(parts["ny"]), 1, 1), month_end(int(parts["ny"]), _count(parts["n"]))
    if "half" in parts:
        year = int(parts["hy"])
        if parts["half"] == "nửa đầu":
            return dt.date(year, 1, 1), month_end(year, 6)
        return dt.date(year, 7, 1), month_end(year, 12)
    if "my" in parts:
        year, month = int(parts["my"]), int(parts["mm"])
        return dt.date(year, month, 1), month_end(year, month)
    if "q" in parts:
        return quarter_days(int(parts["qy"]), _QUARTERS[parts["q"]])
    if "em" in parts:
        year, month = int(parts["ey"]), int(parts["em"])
        last = month_end(year, month)
        if "ed" in parts:
            last = dt.date(year, month, int(parts["ed"]))
        return dt.date(year, 1, 1), last
    return None


def _count(words: str) -> int:
    return int(words) if words.isdigit() else _FEW[words]


def _ends(first: dt.date, last: dt.date) -> tuple[End, End]:
    year_from, year_to, from_date, to_date = dates_of(first, last)
    return (from_date, to_date) if from_date else (year_from, year_to)
