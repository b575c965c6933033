"""Which rows are of an edition's territory, and whether its years may be compared across 01/7/2025.

A register is about the province that it names; its schemes are of an edition when that province lies in the territory
of the edition's last day. A year counts only where all parts of that territory are there, and have schemes that were
carried out if one of them has. Where nothing names the territory of a register, no year before the reform is compared
with one after it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import combinations

import numpy as np
import pandas as pd

from analysis.definitions.provinces import (
    WHOLE_COUNTRY,
    Province,
    bare_slug,
    last_day_of,
    plain_slug,
    province_at,
    province_of,
    straddles,
    territory_name,
)
from analysis.edition import AFTER_MERGER, BEFORE_MERGER, LAST_DAY_BEFORE, Edition, place_slug
from analysis.faults import Problems
from analysis.figures.dated import has_day
from analysis.figures.figure import Figures
from analysis.figures.held_parts import held_apart, years_cut
from analysis.figures.places import province_name, same_name
from analysis.language.spelling import spelled
from analysis.registers.table_refs import TableRef

NO_PARTS: frozenset[str] = frozenset()
# The parts of territories, none where nothing names it, and the number of the first table of each.
Found = dict[frozenset[str], int]


def placed(figures: Figures, edition: Edition) -> Figures:
    """The figures with `place` as the edition names places.

    What is of the edition's territory has its place, what has its name and is of another territory
    has a slug that says so.
    """
    province = province_of(edition)
    if province is None:
        return figures

    @cache
    def named(place: str, day: dt.date) -> str:
        other = province_at(place, day)
        if other is not None and other.parts == province.parts:
            return edition.place
        if place == edition.place:
            ending = BEFORE_MERGER if day <= LAST_DAY_BEFORE else AFTER_MERGER
            return bare_slug(place) + ending
        return place

    places = [named(figure.place, figure.last_day) for figure in figures]
    return [
        figure if place == figure.place else replace(figure, place=place)
        for figure, place in zip(figures, places, strict=True)
    ]


@dataclass(frozen=True)
class Ground:
    """The schemes of an edition's territory in all years, as a mask, and whether years may be compared.

    When it `is_broken` nothing is compared across the reform; this follows from what the edition
    uses alone. `lacking` are the provinces of before without which years are left out. `found` has
    of each year the territories that its tables are of, each with the first of these tables. `apart` are the schemes
    of the territory, and none `of_place`, whose table is a list of a part of a year that the edition has no use for.
    """

    of_place: pd.Series
    is_broken: bool
    lacking: tuple[str, ...]
    found: Mapping[int, Found]
    apart: pd.Series


def ground_of(
    schemes: pd.DataFrame,
    tables: Sequence[TableRef],
    edition: Edition,
    own_place: str,
    named: Mapping[str, str],
    published: Iterable[int] = (),
) -> Ground:
    """The ground of an edition in the schemes of registers.

    Args:
        schemes: the columns place, year, table and status; of a part of a year dated_on too.
        tables: the tables of the registers, with the provinces that they name.
        edition: its place on its last day is the territory.
        own_place: the department's own place, whose registers need not name it.
        named: other names of places, see `figures.places.areas`.
        published: the years for which there are published figures of the territory.
    """
    of_place = np.zeros(len(schemes), dtype=bool)
    province = province_of(edition)
    is_own = plain_slug(bare_slug(edition.place)) == plain_slug(own_place)
    found: dict[int, Found] = {}
    # of each year the provinces of before whose schemes were carried out
    carried_out: dict[int, set[str]] = {}
    is_actual = (schemes["status"] == "actual").to_numpy()
    for key, rows in schemes.groupby(["table", "year"], sort=False).indices.items():
        number, year = map(int, key)
        slug = tables[number].territory
        day = last_day_of(year)
        if edition.is_part and year == LAST_DAY_BEFORE.year:
            day = _day_told(schemes.iloc[rows])
        if is_own or (slug and province is not None):
            known = _parts(slug, day)
            if province is None or known <= province.parts:
                of_place[rows] |= is_own or bool(known)
                found.setdefault(year, {}).setdefault(known, number)
                if is_actual[rows].any():
                    carried_out.setdefault(year, set()).update(known)
            continue
        places = schemes["place"].iloc[rows].to_numpy()
        for name in set(places):
            meant = province_name(named.get(same_name(name), name))
            known = _parts(place_slug(meant), day)
            is_here = place_slug(spelled(meant)) == spelled(edition.place)
            if province is not None:
                is_here = bool(known) and known <= province.parts
            if is_here:
                named_so = rows[places == name]
                of_place[named_so] = True
                found.setdefault(year, {}).setdefault(known, number)
                if is_actual[named_so].any():
                    carried_out.setdefault(year, set()).update(known)
    mask = pd.Series(of_place, schemes.index)
    lacking = _lacking(found, carried_out, province)
    # a list of a part in the year before: the rest of that year is no whole year
    apart = held_apart(schemes, tables, edition)
    cut = years_cut(schemes[mask & apart], tables, edition)
    held = mask & apart
    for year in {*lacking, *cut}:
        mask &= schemes["year"] != year
    whole = {year: parts for year, parts in found.items() if year not in {*lacking, *cut}}
    missing = NO_PARTS.union(*lacking.values())
    is_broken = _is_broken(edition, province, whole, published)
    return Ground(mask & ~apart, is_broken, tuple(sorted(missing)), found, held)


def check_overlaps(
    ground: Ground, tables: Sequence[TableRef], years: Iterable[int], problems: Problems
) -> None:
    """Refuse tables of different territories that share a province in one of some years: it would be added twice."""
    for year in years:
        for one, other in combinations(ground.found.get(year, {}).items(), 2):
            number = other[1]
            if one[0] & other[0] and one[1] != number:
                got = f"năm {year}: {_told(one, tables)} và {_told(other, tables)} có chung địa bàn"
                problems.fault("territory-overlap", tables[number].where, got)


def check_doubts(
    doubts: Mapping[int, Sequence[str]],
    tables: Sequence[TableRef],
    edition: Edition,
    problems: Problems,
) -> None:
    """Refuse a table that may be of another province: it would be counted, or left out, by a guess.

    Args:
        doubts: the provinces of which one may be meant by a table, by its number.
        tables: the tables, with the provinces that they or dia-ban.csv name.
        edition: its place on its last day is the territory; without a province nothing hangs on it.
        problems: receives territory-unclear.
    """
    province = province_of(edition)
    if province is None:
        return
    for number, slugs in doubts.items():
        table = tables[number]
        meant = [province_at(slug, edition.last_day) for slug in slugs]
        is_inside = all(other is not None and other.parts <= province.parts for other in meant)
        if table.territory or is_inside:
            continue
        names = ", ".join(territory_name(slug) for slug in slugs)
        got = f"không chắc danh mục này là của tỉnh nào: có nêu {names}"
        problems.fault("territory-unclear", table.where, got)


def check_unnamed(
    ground: Ground, tables: Sequence[TableRef], years: Iterable[int], problems: Problems
) -> None:
    """Refuse tables that name different provinces in one of some years: the own place is not named, and is only one."""
    for year in years:
        named = [item for item in ground.found.get(year, {}).items() if item[0]]
        for other in named[1:]:
            got = f"năm {year}: {_told(named[0], tables)} và {_told(other, tables)} là hai địa bàn"
            problems.fault("territory-unnamed", tables[other[1]].where, got)


def _told(of_table: tuple[frozenset[str], int], tables: Sequence[TableRef]) -> str:
    parts, number = of_table
    return f"{tables[number].file} ({', '.join(sorted(parts))})"


def _day_told(schemes: pd.DataFrame) -> dt.date:
    """On which day the name of a place is that of schemes of a table in the year of the reform: the last of that year.

    The day before the reform when all of their days lie before it: the provinces of that time kept the register.
    """
    days = schemes.loc[has_day(schemes), "dated_on"]
    if len(days) and days.max() <= LAST_DAY_BEFORE.isoformat():
        return LAST_DAY_BEFORE
    return last_day_of(LAST_DAY_BEFORE.year)


def _parts(slug: str, day: dt.date) -> frozenset[str]:
    province = province_at(slug, day)
    return province.parts if province else NO_PARTS


def _lacking(
    found: Mapping[int, Found], carried_out: Mapping[int, set[str]], province: Province | None
) -> dict[int, frozenset[str]]:
    """The years in which the territory is not whole, and what each lacks.

    A province with plans alone is lacking beside one whose schemes were carried out.
    """
    lacking = {}
    for year, parts in found.items():
        # a table that names no province may be of all of it: alone it is only not compared
        if province is not None and any(parts):
            rest = province.parts - (carried_out.get(year) or NO_PARTS.union(*parts))
            if rest:
                lacking[year] = rest
    return lacking


def _is_broken(
    edition: Edition,
    province: Province | None,
    whole: Mapping[int, Found],
    published: Iterable[int],
) -> bool:
    """Whether the edition's years on the two sides of the reform may not be compared."""
    if not straddles(edition) or edition.place in WHOLE_COUNTRY:
        return False
    years = range(edition.year_from - edition.has_year_before, edition.year_to + 1)
    used = {year: parts for year, parts in whole.items() if year in years}
    is_named = all(NO_PARTS not in parts for parts in used.values())
    if province is not None and len(province.parts) == 1:
        return not (province.is_unchanged or is_named)
    # a territory that the reform made: whole on both sides, or not compared
    grounds = {NO_PARTS.union(*parts) for parts in used.values()}
    known = {*used}
    if province is not None:
        known.update(year for year in published if year in years)
    sides = {_last_day_in(edition, year) <= LAST_DAY_BEFORE for year in known}
    return not (is_named and len(sides) == 2 and len(grounds) <= 1)


def _last_day_in(edition: Edition, year: int) -> dt.date:
    """The day whose territory a year means in an edition: of a part of a year the last day of that part."""
    for span in (edition, edition.year_before):
        if span.is_part and span.year_to == year:
            return span.last_day
    return last_day_of(year)
