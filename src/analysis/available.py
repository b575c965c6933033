"""Which places and periods data/raw has, told before any work, so that an edition without data writes nothing."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from analysis.edition import Edition, place_slug
from analysis.errors import NoDataError
from analysis.raw import RawData, RawRow, shown


@dataclass(frozen=True, order=True)
class Period:
    """A place with a period that some published figure has."""

    place: str
    place_name: str
    year_from: int
    year_to: int


def periods_in(raw: RawData) -> list[Period]:
    """The places and periods of the published figures; rows whose years cannot be read are left to the full check."""
    found = set()
    for row in raw.tables["figures"]:
        name, years = row.cells["dia_ban"].strip(), _years(row)
        if all(len(year) == 4 and year.isascii() and year.isdigit() for year in years):
            found.add(Period(place_slug(name), name, int(years[0]), int(years[1])))
    return sorted(found)


def _years(row: RawRow) -> tuple[str, str]:
    return row.cells["tu_nam"].strip(), row.cells["den_nam"].strip()


def refuse_early(raw: RawData, edition: Edition) -> None:
    """Raise NoDataError before any work; data with faults are left to the full check, which tells all of them."""
    periods = periods_in(raw)
    rows = {(row.cells["dia_ban"].strip(), *_years(row)) for row in raw.tables["figures"]}
    if not raw.faults and len(periods) == len(rows):
        refuse_no_data(periods, edition)


def refuse_no_data(periods: Iterable[Period], edition: Edition) -> None:
    """Raise NoDataError, naming what there is, unless some period lies inside the edition's."""
    known = sorted(set(periods))
    own = [period for period in known if period.place == edition.place]
    if any(edition.year_from <= p.year_from and p.year_to <= edition.year_to for p in own):
        return
    raise NoDataError(_no_period(own, edition) if own else _no_place(known, edition))


def _no_place(known: Sequence[Period], edition: Edition) -> str:
    places = {period.place: period.place_name for period in known}
    near = difflib.get_close_matches(edition.place, places, n=1)
    remedy = f"có phải PLACE={near[0]}?" if near else "chọn một địa bàn trên hoặc đưa số liệu vào data/raw"
    listed = ", ".join(f"{slug} ({shown(name)})" for slug, name in places.items()) or "chưa có"
    return (
        f'data/raw không có số liệu của địa bàn "{edition.place}" [place-unknown]. '
        f"Các địa bàn có số liệu: {listed}. Cách khắc phục: {remedy}"
    )


def _no_period(own: Sequence[Period], edition: Edition) -> str:
    years = dict.fromkeys((period.year_from, period.year_to) for period in own)
    listed = ", ".join(str(first) if first == last else f"{first}-{last}" for first, last in years)
    return (
        f"data/raw không có số liệu nào của {shown(own[0].place_name)} nằm trong {edition.period_text} [year-no-rows]. "
        f"Các kỳ có số liệu: {listed}. Cách khắc phục: chọn một kỳ trên hoặc đưa số liệu vào data/raw"
    )
