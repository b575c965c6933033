"""From the schemes of a register to figures: sums by year, status, fund and kind of scheme, each with its rows as origin.

A sum counts every scheme once. A blank amount is one that the scheme's own total proves to be nothing; the reader refuses
any other blank, so that leaving it out changes no sum.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from fractions import Fraction

import pandas as pd

from analysis.edition import Edition, place_slug
from analysis.numbers import format_number, shortest_decimals
from analysis.tidy import FIGURE_DTYPES, Figure
from analysis.vocabulary import KINDS, MANY_ACTIVITIES

FUND_COLUMNS = {"national": "kcqg", "local": "kcdp", "counterpart": "doi_ung", "all": "tong"}
COLUMN_NAMES = {
    "kcqg": "Kinh phí KCQG",
    "kcdp": "Kinh phí KCĐP",
    "doi_ung": "Kinh phí đối ứng",
    "tong": "Tổng kinh phí",
}
MILLION = 10**6
NAME_COLUMN = "Tên đề án"


def schemes_of(schemes: pd.DataFrame, edition: Edition, own_place: str) -> pd.DataFrame:
    """The schemes of an edition: all of its years for the department's own place, else those of the place named."""
    inside = schemes[schemes["year"].between(edition.year_from, edition.year_to)]
    if edition.place != own_place:
        inside = inside[inside["place"].map(province_slug) == edition.place]
    return inside.reset_index(drop=True)


def province_slug(name: str) -> str:
    """The slug of a place with or without the word tỉnh or thành phố before it."""
    bare = name.strip()
    for word in ("tỉnh ", "thành phố ", "tp. ", "tp "):
        if bare.lower().startswith(word):
            return place_slug(bare[len(word) :])
    return place_slug(bare)


def figures_of_schemes(schemes: pd.DataFrame, edition: Edition, place_name: str) -> pd.DataFrame:
    """The figures (columns of `tidy`) that a register gives: totals and, by kind of scheme, money and number of schemes."""
    figures = [
        figure
        for (year, status), group in schemes.groupby(["year", "status"], sort=True)
        for figure in _figures(group, Edition(edition.place, int(year), int(year)), str(status), place_name)
    ]
    return pd.DataFrame([figure.__dict__ for figure in figures], columns=list(FIGURE_DTYPES)).astype(FIGURE_DTYPES)


def _figures(group: pd.DataFrame, edition: Edition, status: str, place_name: str) -> Iterator[Figure]:
    for label, activity, part in [("", "", group), *_by_kind(group)]:
        for fund, column in FUND_COLUMNS.items():
            if part[column].notna().any() and not (label and fund == "all"):
                total = int(part[column].sum())
                million = Fraction(total, MILLION)
                printed = format_number(million, shortest_decimals(million, 6))
                money = (fund, str(total), "đồng", printed, "triệu đồng", COLUMN_NAMES[column])
                yield _figure(part, edition, status, place_name, "amount", label, activity, money)
        count = ("", str(len(part)), "đề án", format_number(len(part), 0), "đề án", NAME_COLUMN)
        yield _figure(part, edition, status, place_name, "schemes", label, activity, count)


def _by_kind(group: pd.DataFrame) -> Iterator[tuple[str, str, pd.DataFrame]]:
    for code, word in KINDS.items():
        part = group[group["activity"] == code]
        if len(part):
            yield word.label, "" if code == MANY_ACTIVITIES else code, part


def _figure(
    part: pd.DataFrame, edition: Edition, status: str, place_name: str, measure: str, label: str, activity: str,
    value: tuple[str, str, str, str, str, str],
) -> Figure:  # fmt: skip
    fund, exact, unit, printed, printed_unit, column = value
    first = part.iloc[0]
    return Figure(
        place=edition.place,
        place_name=place_name,
        year_from=edition.year_from,
        year_to=edition.year_to,
        measure=measure,
        fund=fund,
        activity=activity,
        activity_label=label,
        beneficiary_type="",
        status=status,
        value=exact,
        unit=unit,
        bound="exact",
        printed=printed,
        printed_unit=printed_unit,
        qualifier="",
        source=str(first["file"]).rpartition("/")[2],
        position="",
        note="",
        file=str(first["file"]),
        sha256=str(first["sha256"]),
        row=int(first["row"]),
        parts=json.dumps(list(_parts(part, column)), ensure_ascii=False),
    )


def _parts(part: pd.DataFrame, column: str) -> Iterator[dict[str, object]]:
    for (file, sha256, sheet), rows in part.groupby(["file", "sha256", "sheet"], sort=False):
        ranges = list(row_ranges(int(row) for row in rows["row"]))
        yield {"file": file, "sha256": sha256, "sheet": sheet or None, "column": column, "rows": ranges}


def row_ranges(rows: Iterable[int]) -> Iterator[list[int]]:
    """Row numbers as ranges [first, last], both included."""
    current: list[int] = []
    for row in sorted(rows):
        if current and row == current[1] + 1:
            current[1] = row
        else:
            if current:
                yield current
            current = [row, row]
    if current:
        yield current
