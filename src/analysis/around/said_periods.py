"""Periods that a title or the name of a file or sheet states: years, or the first and the last day of a part of one."""

from __future__ import annotations

import re
from contextlib import suppress

from analysis.edition import FIRST_YEAR, LAST_YEAR
from analysis.prose.periods import periods
from analysis.prose.words import Words
from analysis.span import dates_of, dates_of_code, day_of
from analysis.tables.units import folded, normal

# First and last year, first and last day of a part, as `Span.fields`.
Period = tuple[int, int, str, str]

_ENCLOSED = re.compile(r"\(?\W*(?:ban hành )?(?:kèm theo|căn cứ)(?!\w).*")
_UNSAID_DAY = re.compile(
    r"ngày[\s0-9.…_]*tháng[\s0-9.…_]*năm|^[^,;]{1,40}, tháng [0-9]{1,2} năm 20[0-9]{2}$"
)
# A part of a year and its year that stand apart: "Kỳ báo cáo: 6 tháng đầu năm. Năm: 2025".
_APART = re.compile(
    r"(?<!\w)((?:[0-9]{1,2}|sáu|chín) tháng|quý \w+)(?: đầu(?: năm)?)?[\s.;–—-]+năm (?=20[0-9]{2}(?!\w))"
)
_DAYS = re.compile(
    r"từ(?: ngày)? ([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]([0-9]{4}) đến(?: hết)?(?: ngày)?"
    r" ([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]([0-9]{4})"
)
_YEAR = "(20[0-9]{2})"
# In the name of a file or a sheet, without marks and with hyphens between the words; the day of a paper is no period.
_DATED = re.compile(rf"[0-9]{{1,2}}-[0-9]{{1,2}}-{_YEAR}")
_IN_NAME = (
    (re.compile(rf"(?<![0-9]){_YEAR}-([0-9]{{1,2}})t(?![a-z0-9])"), "{0}_{1}t"),
    (
        re.compile(rf"(?<![0-9])([0-9]{{1,2}})-?t(?:hang)?(?:-dau)?(?:-nam)?-?{_YEAR}(?![0-9])"),
        "{1}_{0}t",
    ),
    (re.compile(rf"(?<![0-9]){_YEAR}-q(?:uy)?-?([1-4])(?![a-z0-9])"), "{0}_q{1}"),
    (re.compile(rf"(?<![a-z])q(?:uy)?-?([1-4])-?(?:nam-)?{_YEAR}(?![0-9])"), "{1}_q{0}"),
    (re.compile(rf"(?<![0-9]){_YEAR}-{_YEAR}(?![0-9])"), "{0}_{1}"),
    (re.compile(rf"(?<![0-9]){_YEAR}(?![0-9])"), "{0}"),
)


def without_papers(text: str) -> str:
    """A title without the papers that it goes with and the day of its signature."""
    return _UNSAID_DAY.sub(" ngày ", _ENCLOSED.sub(" ", normal(text)))


def said_in(text: str) -> tuple[list[Period], str]:
    """The periods of a text, and what else it says."""
    words = _APART.sub(r"\1 năm ", re.sub(r"\s*:\s*", " ", without_papers(text)))
    days = _DAYS.search(words)
    if days is not None:
        numbers = days.groups()
        first, last = (day_of(_iso(*part)) for part in (numbers[:3], numbers[3:]))
        found = [dates_of(first, last)] if first and last and first <= last else []
        return found, _DAYS.sub(";", words)
    # a part of a year whose year stands elsewhere is asked about
    said = [one for one in periods(Words(words)) if one.has_year]
    rest = words
    for one in reversed(said):
        rest = f"{rest[: one.start]};{rest[one.end :]}"
    return list(filter(None, (_fields(one.period) for one in said))), rest


def said_in_name(name: str) -> Period | None:
    """The period in the name of a file or a sheet."""
    words = re.sub(r"[^a-z0-9]+", "-", folded(name))
    words = re.sub(r"(quy-)(i{1,3}|iv)(?=-)", _arabic, _DATED.sub("-", words))
    for pattern, code in _IN_NAME:
        found = pattern.search(words)
        if found is not None:
            with suppress(ValueError):
                fields = dates_of_code(code.format(*found.groups()))
                if fields is not None:
                    return _in_range(fields)
    return None


def _arabic(quarter: re.Match[str]) -> str:
    numbers = {"i": "1", "ii": "2", "iii": "3", "iv": "4"}
    return quarter[1] + numbers[quarter[2]]


def _in_range(fields: Period) -> Period | None:
    return fields if FIRST_YEAR <= fields[0] <= fields[1] <= LAST_YEAR else None


def _iso(day: str, month: str, year: str) -> str:
    return f"{year}-{int(month):02d}-{int(day):02d}"


def _fields(period: tuple[int | str | None, int | str | None] | None) -> Period | None:
    """A period as text says it, as the fields of a span."""
    if period is None:
        return None
    first, last = period
    if isinstance(first, int) and isinstance(last, int):
        return _in_range((first, last, "", ""))
    if isinstance(first, str) and isinstance(last, str):
        return _in_range((int(first[:4]), int(last[:4]), first, last))
    return None
