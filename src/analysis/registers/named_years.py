"""The years that a title or the name of a sheet names: a scheme of another year is asked about, never passed over."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pandas as pd

from analysis.faults import Problems, shown
from analysis.registers.rows import Table

_YEAR = "(?:19|20)[0-9]{2}"
_SPAN = re.compile(
    rf"(?<![0-9])({_YEAR})(?:\s*(?:[-–—]|đến|tới)\s*(?:hết\s+)?(?:năm\s+)?({_YEAR}))?(?![0-9])"
)
# The day of a decision or of a signature is not what a table is about.
_DAY = re.compile(rf"tháng\s+(?:[0-9]{{1,2}}|[.…]+)\s+năm\s+{_YEAR}")
_TITLE = re.compile(
    rf"(?:năm|giai đoạn|thời kỳ)\s+{_YEAR}(?:\s*(?:[-–—,;]|và|đến|tới|hết|năm)\s*|{_YEAR})*"
)


def check_named_years(table: Table, schemes: pd.DataFrame, problems: Problems) -> None:
    """Refuse the years of schemes that the title or the sheet of their table, which name years, do not name."""
    for words, named in _named(table):
        other = schemes[~schemes["year"].isin(named)]
        for year, rows in other.groupby("year", sort=True)["row"]:
            where = table.place("year", int(rows.min()) - 1)
            got = f"{len(rows)} đề án của năm {year}, {words} nêu {', '.join(map(str, sorted(named)))}"
            problems.fault("year-not-named", where, got)


def _named(table: Table) -> Iterator[tuple[str, set[int]]]:
    """What names years above the table or on its sheet, in words, and the years."""
    for row in table.above:
        for text in row:
            named = {year for title in _titles(text) for year in _years(title)}
            if named:
                yield f"tên bảng “{shown(text)}”", named
    sheet = table.sheet.name or ""
    if named := set(_years(sheet)):
        yield f"tên trang tính “{shown(sheet)}”", named


def _titles(text: str) -> list[str]:
    return _TITLE.findall(_DAY.sub("", " ".join(text.split()).lower()))


def _years(text: str) -> Iterator[int]:
    for first, last in _SPAN.findall(text):
        yield from range(int(first), int(last or first) + 1)
