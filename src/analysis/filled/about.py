"""What a form says outside its lines: its period, its province, whether it is a plan or done, and its unit."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import PurePosixPath

from analysis.around.territory import territory_in
from analysis.book.book import Origin
from analysis.edition import FIRST_YEAR, LAST_YEAR
from analysis.extracting.periods import periods
from analysis.faults import Problems
from analysis.filled.layout import Layout, title_words
from analysis.sheets.cells import column_letters
from analysis.sheets.sheet import Sheet
from analysis.span import dates_of, dates_of_code, day_of
from analysis.tables.units import folded, normal

# First and last year, first and last day of a part, as `Span.fields`.
Period = tuple[int, int, str, str]

_ENCLOSED = re.compile(r"\(?\W*(?:ban hành )?(?:kèm theo|căn cứ)(?!\w).*")
_UNSAID_DAY = re.compile(r"ngày[\s0-9.…_/]*tháng[\s0-9.…_]*năm")
_DAYS = re.compile(
    r"từ(?: ngày)? ([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]([0-9]{4}) đến(?: hết)?(?: ngày)?"
    r" ([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]([0-9]{4})"
)
# Words of a period, which say nothing of a place.
_OF_PERIOD = re.compile(
    r"(?i)(?<!\w)(?:kỳ báo cáo|[0-9]+ tháng|đầu năm|quý [ivx0-9]+|giai đoạn|[0-9]+[/.][0-9]+[/.][0-9]+)(?!\w)"
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


def period_of(layout: Layout, problems: Problems) -> tuple[Period, Origin] | None:
    """The period of a form and the cell that states it: above its lines, else the name of the sheet or the file.

    Args:
        layout: the form.
        problems: receives form-period where nothing states one, or cells state several.
    """
    sheet = layout.sheet
    said: dict[Period, Origin] = {}
    for row, column, text in _texts(layout):
        for period in _periods(text):
            said.setdefault(period, _origin(sheet, row, column, text))
    if not said:
        for name in (sheet.name or "", PurePosixPath(sheet.file).stem):
            found = _in_name(name)
            if found is not None:
                said[found] = _origin(sheet, layout.bottom, 0, name)
                break
    if len(said) == 1:
        return next(iter(said.items()))
    got = "không nêu kỳ báo cáo"
    if said:
        told = dict.fromkeys(origin.printed for origin in said.values())
        got = f"nêu nhiều kỳ: {'; '.join(told)}"
    problems.fault("form-period", sheet.place(layout.bottom), got)
    return None


def place_of(layout: Layout) -> str:
    """The slug of the province that the title, the sheet or the file names; '' for none."""
    sheet = layout.sheet
    titles = [text for _, _, text in _texts(layout)]
    for text in (*titles, sheet.name or "", PurePosixPath(sheet.file).stem):
        if slug := territory_in(_OF_PERIOD.sub(" ", text)):
            return slug
    return ""


def status_of(layout: Layout) -> str:
    """Whether a form tells of what was done, which it does where its title says nothing else, or of a plan."""
    for _, _, text in _texts(layout):
        words = title_words(layout.kind).sub(" ", folded(_cut(text)))
        if re.search(r"\buoc (?:thuc hien|th)\b", words):
            return "estimated"
        if re.search(r"\b(?:ke hoach|du kien|du toan)\b", words) and "thuc hien" not in words:
            return "planned"
    return "actual"


def _texts(layout: Layout) -> Iterator[tuple[int, int, str]]:
    """The texts above the lines with their rows and columns: titles, and the header."""
    for row in range(layout.bottom + 1):
        for column, text in enumerate(layout.sheet.row(row)):
            if text.strip():
                yield row, column, text


def _origin(sheet: Sheet, row: int, column: int, text: str) -> Origin:
    printed = " ".join(text.split())
    return Origin(sheet.file, sheet.sha256, sheet.name, row + 1, column_letters(column), printed)


def _cut(text: str) -> str:
    """A title without the papers that it goes with and the day of its signature."""
    return _UNSAID_DAY.sub(" ngày ", _ENCLOSED.sub(" ", normal(text)))


def _periods(text: str) -> Iterable[Period]:
    words = re.sub(r"\s*:\s*", " ", _cut(text))
    days = _DAYS.search(words)
    if days is not None:
        numbers = days.groups()
        first, last = (day_of(_iso(*part)) for part in (numbers[:3], numbers[3:]))
        return [dates_of(first, last)] if first and last and first <= last else []
    return list(filter(None, (_fields(said.period) for said in periods(words))))


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


def _in_name(name: str) -> Period | None:
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
