"""Which places and periods data/raw has, told before any work."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import pandas as pd

from analysis.book.records import span_text
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
    found = {_period_of(row) for row in raw.tables["figures"]}
    return sorted(period for period in found if period is not None)


def _period_of(row: RawRow) -> Period | None:
    cells = row.stripped
    name = cells["dia_ban"]
    first = cells["tu_nam"]
    last = cells["den_nam"]
    if all(re.fullmatch("[0-9]{4}", year) for year in (first, last)):
        return Period(place_slug(name), name, int(first), int(last))
    return None


def periods_of_schemes(schemes: pd.DataFrame, own: OwnPlace) -> list[Period]:
    """The years of the registers for the own place, and for each place that their rows name."""
    years = sorted(schemes["year"].unique().tolist())
    periods = [Period(own.slug, own.name, year, year) for year in years]
    named = schemes[["place", "year"]].drop_duplicates()
    for place, year in named.itertuples(index=False, name=None):
        name = province_name(place)
        slug = place_slug(name)
        if slug != own.slug:
            periods.append(Period(slug, name, year, year))
    return periods


def refuse_early(raw: RawData, edition: Edition) -> None:
    """Raise NoDataError before any work.

    Data with faults are left to the full check, which tells all of them.
    """
    raw = corrected(raw)
    periods = periods_in(raw)
    unread = any(_period_of(row) is None for row in raw.tables["figures"])
    if raw.faults or unread or _inside(periods, edition):
        return
    # most often the published figures have decided: the readers of registers need not be imported
    from analysis.registers.reader import read_registers

    registers = read_registers(raw.registers, raw.corrections)
    if not registers.faults:
        own = own_place_in(raw.cells(OFFICE_TABLE))
        refuse_no_data([*periods, *periods_of_schemes(registers.schemes, own)], edition)


def refuse_no_data(periods: Iterable[Period], edition: Edition) -> None:
    """Raise NoDataError, naming what there is, unless some period lies inside the edition's."""
    known = sorted(set(periods))
    if _inside(known, edition):
        return
    own = [period for period in known if period.place == edition.place]
    if own:
        raise NoDataError(_no_period(own, edition))
    raise NoDataError(_no_place(known, edition))


def _inside(periods: Iterable[Period], edition: Edition) -> bool:
    """True when some period of the edition's place lies inside the edition's."""
    return any(
        period.place == edition.place and edition.holds(period.year_from, period.year_to)
        for period in periods
    )


def _no_place(known: Sequence[Period], edition: Edition) -> str:
    places = {period.place: period.place_name for period in known}
    remedy = "chọn một địa bàn trên hoặc đưa số liệu vào data/raw"
    for near in difflib.get_close_matches(edition.place, places, n=1):
        remedy = f"có phải PLACE={near}?"
    first = list(places.items())[:MOST_LISTED]
    listed = ", ".join(f"{slug} ({shown(name)})" for slug, name in first) or "chưa có"
    if len(places) > MOST_LISTED:
        listed += f" và {len(places) - MOST_LISTED} địa bàn khác"
    return (
        f'data/raw không có số liệu của địa bàn "{edition.place}" [place-unknown]. '
        f"Các địa bàn có số liệu: {listed}. Cách khắc phục: {remedy}"
    )


def _no_period(own: Sequence[Period], edition: Edition) -> str:
    listed = dict.fromkeys(span_text(period.year_from, period.year_to) for period in own)
    return (
        f"data/raw không có số liệu nào của {shown(own[0].place_name)} nằm trong"
        f" {edition.period_text} [year-no-rows]. Các kỳ có số liệu: {', '.join(listed)}."
        " Cách khắc phục: chọn một kỳ trên, hoặc đưa danh mục đề án hay số liệu công bố của kỳ"
        f" vào data/raw (mẫu danh mục trống: make template YEAR={edition.year_to})"
    )
