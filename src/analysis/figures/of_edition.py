"""Which figures and schemes an edition goes on with: of raw data, or of the data of a record."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

import pandas as pd

from analysis.edition import FIRST_YEAR, LAST_YEAR, Edition, OwnPlace
from analysis.figures.figure import REGISTER_MARK, Figure, figures_in, in_edition
from analysis.figures.of_registers import AT_MOST, figures_of_place, schemes_of
from analysis.figures.places import province_name
from analysis.language.numbers import (
    DONG,
    MILLION,
    exact_text,
    format_number,
    parse_exact,
    shortest_decimals,
)
from analysis.registers.reader import RegisterResult
from analysis.vocabulary import STATUSES

Key = tuple[object, ...]
COUNTED = ("recipients", "beneficiaries")


@dataclass(frozen=True)
class Lists:
    """What corrected raw data give an edition.

    `published` and `sums` are the figures of its place for all years, published and of registers;
    `schemes` those of its own period, `registers` all that was read of them.
    """

    edition: Edition
    own: OwnPlace
    published: list[Figure]
    sums: list[Figure]
    schemes: pd.DataFrame
    registers: RegisterResult

    @property
    def figures(self) -> list[Figure]:
        """Every figure of the place, as a record keeps them."""
        return [*self.sums, *self.published]


def lists_of(
    figures: pd.DataFrame, registers: RegisterResult, edition: Edition, own: OwnPlace
) -> Lists:
    """The lists of an edition from the published figures of all places and the registers."""
    sums = figures_of_place(registers.schemes, edition, own.slug, registers.tables)
    schemes = schemes_of(registers.schemes, edition, own.slug)
    return Lists(edition, own, of_place(figures, edition), figures_in(sums), schemes, registers)


def of_place(figures: pd.DataFrame, edition: Edition) -> list[Figure]:
    """The figures of the edition's place in all years."""
    return figures_in(in_edition(figures, edition.place, FIRST_YEAR, LAST_YEAR))


def figures_inside(lists: Lists) -> list[Figure]:
    """The figures that the edition goes on with.

    A register's have the name of its place as the sources write it.
    """
    name = place_name_of(lists)
    figures = figures_for(lists.figures, lists.edition)
    return [replace(f, place_name=name) if f.parts else f for f in figures]


def place_name_of(lists: Lists) -> str:
    """The name of the edition's place as its sources write it; '' without any figure."""
    edition, own = lists.edition, lists.own
    for figure in lists.published:
        if _lies_in(figure, edition):
            return figure.place_name
    if edition.place == own.slug:
        return own.name
    for place in lists.schemes["place"].head(1):
        return province_name(str(place))
    return ""


def figures_for(figures: Sequence[Figure], edition: Edition) -> list[Figure]:
    """What an edition goes on with.

    Register sums, published figures, and the totals of the year before. Nothing when none of them
    lies inside its period. The figures are those of its place for all years; sums over its years
    are made where the registers' are of single years only, as in the record of another edition.
    """
    inside = [f for f in figures if _lies_in(f, edition)]
    registers = [f for f in inside if f.parts]
    published = [f for f in inside if not f.parts]
    if edition.is_single_year:
        before = [f for f in figures if inside and _is_total_of(f, edition.year_from - 1)]
        return [*registers, *published, *before]
    period = (edition.year_from, edition.year_to)
    sums = [f for f in registers if f.year_from == f.year_to or _period(f) == period]
    if not any(_period(f) == period for f in sums):
        sums += _sums_over_years(sums, edition)
    return [*sums, *published]


def _period(figure: Figure) -> tuple[int, int]:
    return figure.year_from, figure.year_to


def _lies_in(figure: Figure, edition: Edition) -> bool:
    return edition.year_from <= figure.year_from and figure.year_to <= edition.year_to


def _is_total_of(figure: Figure, year: int) -> bool:
    """Whether it is an actual total of one year: money or schemes, not of an activity."""
    if _period(figure) != (year, year) or figure.status != "actual":
        return False
    return figure.measure in ("amount", "schemes") and not figure.activity_label


def _sums_over_years(registers: Sequence[Figure], edition: Edition) -> list[Figure]:
    """The register's figures of several years, by status, where it has schemes in each of them."""
    made: list[Figure] = []
    for status in STATUSES:
        here = [f for f in registers if f.status == status]
        if _years_of(here) != set(edition.years):
            continue
        groups: dict[Key, list[Figure]] = {}
        for figure in here:
            groups.setdefault(_what(figure), []).append(figure)
        complete = (
            rows for rows in groups.values() if _years_of(rows) >= _needed_years(rows[0], here)
        )
        made += [_summed(rows, edition) for rows in complete]
    return made


def _years_of(figures: Iterable[Figure]) -> set[int]:
    return {figure.year_from for figure in figures}


def _what(figure: Figure) -> Key:
    return (
        figure.measure,
        figure.fund,
        figure.activity,
        figure.activity_label,
        figure.beneficiary_type,
    )


def _needed_years(figure: Figure, here: Sequence[Figure]) -> set[int]:
    """The years whose figure a sum cannot do without.

    A missing count is unknown, missing money is none.
    """
    same = [f for f in here if f.measure == figure.measure]
    if figure.measure in COUNTED:
        if figure.beneficiary_type in ("", "KK"):
            schemes = [f for f in here if f.measure == "schemes"]
            return _years_of(f for f in schemes if f.activity_label == figure.activity_label)
        known = [f for f in same if not f.beneficiary_type]
    elif figure.measure == "schemes" and figure.fund:
        known = [f for f in same if f.fund]
    else:
        return set()
    every = _years_of(here)
    return set() if _years_of(known) == every else every


def _summed(rows: Sequence[Figure], edition: Edition) -> Figure:
    total = sum((parse_exact(figure.value) for figure in rows), Fraction(0))
    shown = total / MILLION if rows[0].unit == DONG else total
    parts: list[object] = []
    for figure in rows:
        if figure.parts != REGISTER_MARK:
            parts += json.loads(figure.parts)
    made = replace(
        rows[0],
        year_from=edition.year_from,
        year_to=edition.year_to,
        value=exact_text(total),
        printed=format_number(shown, shortest_decimals(shown, 6)),
        parts=json.dumps(parts, ensure_ascii=False),
    )
    if made.measure in COUNTED and len(rows) > 1:
        # one establishment may stand in several years
        made = replace(made, bound="at_most", qualifier=AT_MOST)
    return made


def keyed(figures: Iterable[Figure]) -> dict[Key, Figure]:
    """The figures by what each is, told apart by its turn where a source says one thing twice."""
    seen: Counter[Key] = Counter()
    found: dict[Key, Figure] = {}
    for figure in figures:
        source = "" if figure.parts else figure.source
        key = (*_what(figure), *_period(figure), figure.status, source)
        seen[key] += 1
        found[*key, seen[key]] = figure
    return found


def schemes_before(lists: Lists) -> pd.DataFrame:
    """The schemes of the year before an edition of one year, whose totals it compares with."""
    edition, schemes = lists.edition, lists.registers.schemes
    if not edition.is_single_year:
        return schemes.head(0)
    before = Edition(edition.place, edition.year_from - 1, edition.year_from - 1)
    return schemes_of(schemes, before, lists.own.slug)
