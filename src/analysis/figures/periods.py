"""Which places and periods data/raw has, told before any work."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import pandas as pd

from analysis.edition import Edition, OwnPlace, own_place_in, place_slug
from analysis.errors import NoDataError
from analysis.faults import shown
from analysis.figures.places import province_name
from analysis.raw.corrections import corrected
from analysis.raw.rows import RawData, RawRow
from analysis.vocabulary import OFFICE_TABLE

MOST_LISTED = 30


@dataclass(frozen=True, order=True)
class Period:
    """A place with a period that some published figure or scheme has."""

    place: str
    place_name: str
    year_from: int
    year_to: int


def periods_in(raw: RawData) -> list[Period]:
    """The places and periods of the published figures.

    Rows whose years cannot be read are left to the full check.
    """
    found = set()
    for row in raw.tables["figures"]:
        name, years = row.cells["dia_ban"].strip(), _years(row)
        if all(len(year) == 4 and year.isascii() and year.isdigit() for year in years):
            found.add(Period(place_slug(name), name, int(years[0]), int(years[1])))
    return sorted(found)


def periods_of_schemes(schemes: pd.DataFrame, own: OwnPlace) -> list[Period]:
    """The years of the registers for the own place, and for each place that their rows name."""
    periods = [
        Period(own.slug, own.name, year, year) for year in sorted(schemes["year"].unique().tolist())
    ]
    named = schemes[["place", "year"]].drop_duplicates().itertuples(index=False)
    others = [
        Period(place_slug(name := province_name(row.place)), name, row.year, row.year)
        for row in named
    ]
    return periods + [period for period in others if period.place != own.slug]


def _years(row: RawRow) -> tuple[str, str]:
    return row.cells["tu_nam"].strip(), row.cells["den_nam"].strip()


def refuse_early(raw: RawData, edition: Edition) -> None:
    """Raise NoDataError before any work.

    Data with faults are left to the full check, which tells all of them.
    """
    raw = corrected(raw)
    periods = periods_in(raw)
    rows = {(row.cells["dia_ban"].strip(), *_years(row)) for row in raw.tables["figures"]}
    if raw.faults or len(periods) != len(rows) or _inside(periods, edition):
        return
    # most often the published figures have decided, and the readers of registers need not be imported
    from analysis.registers.reader import read_registers

    registers = read_registers(raw.registers, raw.corrections)
    if not registers.faults:
        refuse_no_data(
            [
                *periods,
                *periods_of_schemes(registers.schemes, own_place_in(raw.cells(OFFICE_TABLE))),
            ],
            edition,
        )


def refuse_no_data(periods: Iterable[Period], edition: Edition) -> None:
    """Raise NoDataError, naming what there is, unless some period lies inside the edition's."""
    known = sorted(set(periods))
    if _inside(known, edition):
        return
    own = [period for period in known if period.place == edition.place]
    raise NoDataError(_no_period(own, edition) if own else _no_place(known, edition))


def _inside(periods: Iterable[Period], edition: Edition) -> bool:
    """True when some period of the edition's place lies inside the edition's."""
    return any(
        period.place == edition.place
        and edition.year_from <= period.year_from
        and period.year_to <= edition.year_to
        for period in periods
    )


def _no_place(known: Sequence[Period], edition: Edition) -> str:
    places = {period.place: period.place_name for period in known}
    near = difflib.get_close_matches(edition.place, places, n=1)
    remedy = (
        f"có phải PLACE={near[0]}?"
        if near
        else "chọn một địa bàn trên hoặc đưa số liệu vào data/raw"
    )
    listed = (
        ", ".join(f"{slug} ({shown(name)})" for slug, name in list(places.items())[:MOST_LISTED])
        or "chưa có"
    )
    listed += f" và {len(places) - MOST_LISTED} địa bàn khác" if len(places) > MOST_LISTED else ""
    return (
        f'data/raw không có số liệu của địa bàn "{edition.place}" [place-unknown]. '
        f"Các địa bàn có số liệu: {listed}. Cách khắc phục: {remedy}"
    )


def _no_period(own: Sequence[Period], edition: Edition) -> str:
    years = dict.fromkeys((period.year_from, period.year_to) for period in own)
    listed = ", ".join(str(first) if first == last else f"{first}-{last}" for first, last in years)
    return (
        f"data/raw không có số liệu nào của {shown(own[0].place_name)} nằm trong {edition.period_text} [year-no-rows]. "
        f"Các kỳ có số liệu: {listed}. Cách khắc phục: chọn một kỳ trên, hoặc đưa danh mục đề án "
        f"hay số liệu công bố của kỳ vào data/raw (mẫu danh mục trống: make template YEAR={edition.year_to})"
    )
