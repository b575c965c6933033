"""Which figures and schemes an edition goes on with: of raw data, or of the data of a record."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from operator import attrgetter

import pandas as pd

from analysis.edition import Edition, OwnPlace, own_place_in
from analysis.figures.figure import REGISTER_MARK, Figure, Figures, in_edition
from analysis.figures.of_registers import AT_MOST, figures_of_place, printed_sum, schemes_of
from analysis.figures.places import province_name
from analysis.language.numbers import exact_text, parse_exact
from analysis.raw.rows import Correction, RawData
from analysis.registers.reader import RegisterResult
from analysis.vocabulary import OFFICE_TABLE, STATUSES

Key = tuple[object, ...]
# Numbers that a register may leave blank: a sum without one of them is unknown.
COUNTED = ("recipients", "beneficiaries")
period_of = attrgetter("year_from", "year_to")
_what = attrgetter(
    "measure",
    "fund",
    "activity",
    "activity_label",
    "beneficiary_type",
)


@dataclass(frozen=True)
class Lists:
    """What corrected raw data give an edition.

    `received` are the raw data without corrections, `corrections` those that are applied.
    `published` and `sums` are the figures of its place for all years, published and of registers;
    `schemes` those of its own period, `registers` all that was read of them.
    """

    received: RawData
    corrections: Sequence[Correction]
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
    received: RawData,
    corrections: Sequence[Correction],
    figures: Figures,
    registers: RegisterResult,
    edition: Edition,
) -> Lists:
    """The lists of an edition from the published figures of all places and the registers."""
    own = own_place_in(received.cells(OFFICE_TABLE))
    return Lists(
        received,
        corrections,
        edition,
        own,
        of_place(figures, edition),
        figures_of_place(registers.schemes, edition, own.slug, registers.tables),
        schemes_of(registers.schemes, edition, own.slug),
        registers,
    )


def of_place(figures: Figures, edition: Edition) -> list[Figure]:
    """The figures of the edition's place in all years."""
    return [figure for figure in figures if figure.place == edition.place]


def figures_inside(lists: Lists) -> list[Figure]:
    """The figures that the edition goes on with.

    A register's have the name of its place as the sources write it.
    """
    name = place_name_of(lists)
    figures = figures_for(lists.figures, lists.edition)
    return [replace(f, place_name=name) if f.parts else f for f in figures]


def place_name_of(lists: Lists) -> str:
    """The name of the edition's place as its sources write it; '' without any figure."""
    edition = lists.edition
    own = lists.own
    for figure in in_edition(lists.published, edition):
        return figure.place_name
    if edition.place == own.slug:
        return own.name
    for place in lists.schemes["place"].head(1):
        return province_name(str(place))
    return ""


def figures_for(figures: Figures, edition: Edition) -> list[Figure]:
    """What an edition goes on with.

    Register sums, published figures, and the totals of the year before. Nothing when none of them
    lies inside its period. The figures are those of its place for all years; sums over its years
    are made where the registers' are of single years only, as in the record of another edition.
    """
    inside = in_edition(figures, edition)
    registers = [figure for figure in inside if figure.parts]
    published = [figure for figure in inside if not figure.parts]
    if edition.is_single_year:
        if inside:
            published += [f for f in figures if _is_total_of(f, edition.year_from - 1)]
        return registers + published
    # a record of another edition has no sums of this period
    own = [figure for figure in registers if period_of(figure) == period_of(edition)]
    years = [figure for figure in registers if figure.year_from == figure.year_to]
    return years + (own or _sums_over_years(years, edition)) + published


def _is_total_of(figure: Figure, year: int) -> bool:
    """Whether it is an actual total of one year: money or schemes, not of an activity."""
    if period_of(figure) != (year, year) or figure.status != "actual":
        return False
    return figure.measure in ("amount", "schemes") and not figure.activity_label


def _sums_over_years(registers: Figures, edition: Edition) -> list[Figure]:
    """The register's figures of several years, by status, where it has schemes in each of them."""
    made = []
    for status in STATUSES:
        here = [figure for figure in registers if figure.status == status]
        if _years_of(here) != set(edition.years):
            continue
        groups = defaultdict(list)
        for figure in here:
            groups[_what(figure)].append(figure)
        made += [
            _summed(rows, edition)
            for rows in groups.values()
            if _years_of(rows) >= _needed_years(rows[0], here)
        ]
    return made


def _years_of(figures: Figures) -> set[int]:
    return {figure.year_from for figure in figures}


def _needed_years(figure: Figure, here: Figures) -> set[int]:
    """The years whose figure a sum cannot do without.

    A missing count is unknown, missing money is none.
    """
    same = [other for other in here if other.measure == figure.measure]
    if figure.measure in COUNTED:
        if figure.beneficiary_type in ("", "KK"):
            what = ("schemes", figure.activity_label)
            return _years_of([f for f in here if (f.measure, f.activity_label) == what])
        known = [other for other in same if not other.beneficiary_type]
    elif figure.measure == "schemes" and figure.fund:
        known = [other for other in same if other.fund]
    else:
        return set()
    needed = _years_of(here)
    if _years_of(known) == needed:
        # the numbers of all years are stated: a year without this one has none of it
        return set()
    return needed


def _summed(rows: Figures, edition: Edition) -> Figure:
    total = sum((parse_exact(figure.value) for figure in rows), Fraction(0))
    printed, _ = printed_sum(total, rows[0].unit)
    parts = []
    for figure in rows:
        if figure.parts != REGISTER_MARK:
            parts += json.loads(figure.parts)
    made = replace(
        rows[0],
        year_from=edition.year_from,
        year_to=edition.year_to,
        value=exact_text(total),
        printed=printed,
        parts=json.dumps(parts, ensure_ascii=False),
    )
    if made.measure in COUNTED and len(rows) > 1:
        # one establishment may stand in several years
        return replace(made, bound="at_most", qualifier=AT_MOST)
    return made


def keyed(figures: Figures) -> dict[Key, Figure]:
    """The figures by what each is, told apart by its turn where a source says one thing twice."""
    seen: Counter[Key] = Counter()
    found: dict[Key, Figure] = {}
    for figure in figures:
        # the source of a register's figure is the names of its files
        source = "" if figure.parts else figure.source
        key = (_what(figure), period_of(figure), figure.status, source)
        seen[key] += 1
        found[*key, seen[key]] = figure
    return found


def schemes_before(lists: Lists) -> pd.DataFrame:
    """The schemes of the year before an edition of one year, whose totals it compares with."""
    edition = lists.edition
    schemes = lists.registers.schemes
    if not edition.is_single_year:
        return schemes.head(0)
    return schemes_of(schemes, edition.year_before, lists.own.slug)
