"""Whether the law of a scheme's day names its beneficiary: types that an act added, wards of cities.

As far as the text of the act was seen; the findings are for people to look at and decide nothing.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pandas as pd

from analysis.book.ranges import row_ranges
from analysis.definitions.law import load_added_types
from analysis.definitions.provinces import CITIES
from analysis.faults import Finding, Place
from analysis.span import short_date
from analysis.vocabulary import BENEFICIARIES

WARD = r"^\s*(?:phường|p\.)\s"
# Nghị định số 235/2025/NĐ-CP, Điều 1 khoản 2 điểm a as amended: of a city its communes, of a province its wards too.
WARDS_LEFT_OUT = dt.date(2025, 10, 15)


def not_entitled(schemes: pd.DataFrame, place_name: str) -> Iterator[Finding]:
    """What the law of their day does not name of an edition's schemes (columns of `registers.result`).

    A scheme without a day of approval counts as of its whole year, and is told only where no day of that is allowed.
    """
    yield from _types_of_later(schemes)
    if place_name in CITIES:
        yield from _wards(schemes)


def _types_of_later(schemes: pd.DataFrame) -> Iterator[Finding]:
    for added in load_added_types():
        is_named = schemes["beneficiary_type"] == added.code
        if not is_named.any():
            continue
        named = schemes[is_named]
        early = named[_days(named, "-12-31") < added.start.isoformat()]
        label = BENEFICIARIES[added.code].label.lower()
        told = f"{label} là đối tượng thụ hưởng từ ngày {short_date(added.start)} ({added.text})"
        for where, rows in _rows(early):
            message = f"{rows}: {told}, đề án có trước ngày đó; kiểm tra lại"
            yield Finding("lưu ý", "beneficiary-early", where, message)


def _wards(schemes: pd.DataFrame) -> Iterator[Finding]:
    first = _days(schemes, "-01-01")
    late = schemes["place"].str.contains(WARD, case=False) & (first >= WARDS_LEFT_OUT.isoformat())
    told = (
        f"địa bàn là phường của thành phố; từ ngày {short_date(WARDS_LEFT_OUT)} đối tượng ở thành phố gồm cơ sở tại "
        "xã, đặc khu và làng nghề được công nhận (Nghị định số 235/2025/NĐ-CP)"
    )
    for where, rows in _rows(schemes[late]):
        yield Finding("lưu ý", "beneficiary-ward", where, f"{rows}: {told}; kiểm tra lại")


def _days(schemes: pd.DataFrame, end: str) -> pd.Series[str]:
    """The day of approval of each scheme (ISO), else that day of its year."""
    approved = schemes["approved_on"]
    return approved.where(approved != "", schemes["year"].astype(str) + end)


def _rows(schemes: pd.DataFrame) -> Iterator[tuple[str, str]]:
    """Each file and sheet with such schemes, and their rows in words."""
    for (file, sheet), part in schemes.groupby(["file", "sheet"], sort=True):
        where = str(Place(str(file), str(sheet) or None))
        yield where, f"dòng {row_ranges(part['row'].to_numpy())}"
