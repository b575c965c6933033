"""Which figures and schemes an edition goes on with: of raw data, or of the data of a record."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from operator import attrgetter
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from analysis.definitions.provinces import former_names, province_of, territory_name
from analysis.edition import Edition, OwnPlace, own_place_in, place_slug
from analysis.figures.dated import serves_parts, why_not_compared
from analysis.figures.figure import REGISTER_MARK, Figure, Figures, cell_of, in_edition
from analysis.figures.of_registers import (
    AT_MOST,
    are_of,
    figures_of_place,
    periods_of,
    picked,
    printed_sum,
    schemes_of,
)
from analysis.figures.origins import Tables
from analysis.figures.places import areas, other_names, province_name, with_territories
from analysis.figures.territory import Ground, ground_of, placed
from analysis.language.numbers import exact_text, parse_exact
from analysis.raw.rows import Correction, RawData
from analysis.registers.table_refs import table_of_rows
from analysis.vocabulary import OFFICE_TABLE, STATUSES

if TYPE_CHECKING:
    from analysis.registers.reader import RegisterResult

Key = tuple[object, ...]
# Numbers that a register may leave blank: a sum without one of them is unknown.
COUNTED = ("recipients", "beneficiaries")
period_of = attrgetter("days")
_what = attrgetter("measure", "fund", "activity", "activity_label", "beneficiary_type", "support")


@dataclass(frozen=True)
class Lists:
    """What corrected raw data give an edition.

    `received` are the raw data without corrections, `corrections` those that are applied.
    `editions` are its own and the one that it is compared with, if any: what follows holds the rows
    that these use, and no others. `published` and `sums` are figures, published and of registers;
    `schemes` those of its own period, `registers` the rows of all of `editions`. `ground` tells of
    every scheme that was read whether it is of the edition's territory, and what may not be compared.
    """

    received: RawData
    corrections: Sequence[Correction]
    editions: Sequence[Edition]
    own: OwnPlace
    published: list[Figure]
    sums: list[Figure]
    schemes: pd.DataFrame
    ground: Ground
    registers: RegisterResult

    @property
    def edition(self) -> Edition:
        """The edition itself."""
        return self.editions[0]

    @property
    def figures(self) -> list[Figure]:
        """Every figure that is used, as a record keeps them."""
        return [*self.sums, *self.published]


def lists_of(
    received: RawData,
    corrections: Sequence[Correction],
    figures: Figures,
    registers: RegisterResult,
    editions: Sequence[Edition],
) -> Lists:
    """The lists of the first of some editions, from all published figures and all registers."""
    own = own_place_in(received.cells(OFFICE_TABLE))
    edition = editions[0]
    named = other_names(received, edition.last_day)
    registers = replace(registers, tables=with_territories(registers.tables, received))
    published = {f.year_to for f in placed(figures, edition) if f.place == edition.place}
    ground = ground_of(registers.schemes, registers.tables, edition, own.slug, named, published)
    of_place = picked(registers.schemes, ground.of_place)
    spans = spans_of(of_place, registers.tables, editions, ground)
    registers = used_registers(registers, spans, ground)
    schemes = schemes_of(registers.schemes, edition)
    lists = Lists(
        received,
        corrections,
        editions,
        own,
        [],
        figures_of_place(registers.schemes, edition, registers.tables, spans),
        schemes.assign(area=areas(schemes["place"], named)),
        ground,
        registers,
    )
    return with_published(lists, figures)


def lists_of_all_years(lists: Lists, figures: Figures, registers: RegisterResult) -> Lists:
    """These lists with what the edition and all years of its place use, from all published figures and all registers.

    Only the schemes of its own period stay as they are.
    """
    edition, ground = lists.edition, lists.ground
    editions = [edition, edition.all_years]
    registers = replace(registers, tables=with_territories(registers.tables, lists.received))
    of_place = picked(registers.schemes, ground.of_place)
    spans = spans_of(of_place, registers.tables, editions, ground)
    used = used_registers(registers, spans, ground)
    own_spans = spans_of(of_place, registers.tables, lists.editions, ground)
    periods = (periods_of(used.schemes, edition, used.tables, each) for each in (spans, own_spans))
    sums = lists.sums
    # the same periods hold the same rows: a scheme of another year or day would make one more
    if len({*map(tuple, periods)}) > 1:
        sums = figures_of_place(used.schemes, edition, used.tables, spans)
    return with_published(replace(lists, editions=editions, sums=sums, registers=used), figures)


def with_published(lists: Lists, figures: Figures) -> Lists:
    """The lists with the rows of these published figures that their editions use."""
    own = lists.edition
    rows = [figure for figure in placed(figures, own) if figure.place == own.place]
    if lists.ground.is_broken and own.has_year_before:
        rows = [row for row in rows if row.year_to >= own.year_from]
    used: set[tuple[str, str, int, str]] = set()
    for edition in lists.editions:
        used |= {cell_of(f) for f in figures_for([*lists.sums, *rows], edition) if not f.parts}
    return replace(lists, published=[row for row in rows if cell_of(row) in used])


def spans_of(
    schemes: pd.DataFrame, tables: Tables, editions: Iterable[Edition], ground: Ground
) -> list[Edition]:
    """The periods of some editions, each with what it is compared with: the year before, or the same part of it.

    No year before where none may be compared with, no part of one where the days of the two years do not allow it.
    """
    spans = []
    for edition in editions:
        if edition.is_part:
            spans.append(edition)
            if edition.has_year_before and not ground.is_broken:
                before = edition.year_before
                is_alike = not why_not_compared(schemes, tables, edition)
                if is_alike and serves_parts(schemes, tables, before):
                    spans.append(before)
            continue
        # an edition of several years is compared with no year
        first = edition.year_from - (edition.is_single_year and not ground.is_broken)
        spans.append(replace(edition, year_from=first))
    return list(dict.fromkeys(spans))


def used_registers(
    registers: RegisterResult, spans: Iterable[Edition], ground: Ground
) -> RegisterResult:
    """The schemes of the place in some spans of time, and the tables that hold these.

    The tables are counted anew: what else lies in the folder changes no number of a table.
    """
    every = registers.schemes
    used = pd.Series(data=False, index=every.index)
    for span in spans:
        used |= are_of(every, span)
    used &= ground.of_place
    if used.all():
        return registers
    schemes = every[used].reset_index(drop=True)
    numbers = sorted(schemes["table"].unique().tolist())
    tables = [
        table_of_rows(registers.tables[number], schemes.loc[schemes["table"] == number, "row"])
        for number in numbers
    ]
    schemes["table"] = np.searchsorted(numbers, schemes["table"])
    printed = [registers.printed[number] for number in numbers]
    return replace(registers, schemes=schemes, tables=tables, printed=printed)


def figures_inside(lists: Lists) -> list[Figure]:
    """The figures that the edition goes on with.

    A register's have the name of its place as the sources write it. Where the ground is broken its
    years are not added up.
    """
    name = place_name_of(lists)
    figures = figures_for(lists.figures, lists.edition)
    figures = without_broken_sums(figures, is_broken=lists.ground.is_broken)
    return [replace(f, place_name=name) if f.parts else f for f in figures]


def without_broken_sums(figures: Figures, *, is_broken: bool) -> list[Figure]:
    """The figures, without those of a register over several years where the territory `is_broken`."""
    return [f for f in figures if not is_broken or not f.parts or f.year_from == f.year_to]


def place_name_of(lists: Lists) -> str:
    """The name of the edition's place as its sources write it; '' without any figure."""
    edition = lists.edition
    own = lists.own
    province = province_of(edition)
    if province is not None and edition.place != province.slug:
        return territory_name(edition.place)
    known = {edition.place, *(place_slug(name) for name in former_names(province))}
    names = [figure.place_name for figure in in_edition(lists.published, edition)]
    for name in names:
        # a place in other words ("UBND tỉnh Nghệ An") has the name that a sentence can use
        if place_slug(name) in known:
            return name
    if province is None and names:
        return names[0]
    if edition.place == own.slug:
        return own.name
    if province is not None:
        return province.name
    for place in lists.schemes["place"].head(1):
        return province_name(str(place))
    return ""


def figures_for(figures: Figures, edition: Edition) -> list[Figure]:
    """What an edition goes on with.

    Register sums, published figures, and those of the same period of the year before. Nothing when none of them
    lies inside its period. The figures are those of its place for all years; sums over its years
    are made where the registers' are of single years only, as in the record of another edition.
    """
    inside = in_edition(figures, edition)
    registers = [figure for figure in inside if figure.parts]
    published = [figure for figure in inside if not figure.parts]
    if inside and edition.has_year_before:
        before = edition.year_before
        published += [f for f in figures if period_of(f) == before.days and _is_compared(f)]
    if edition.is_part:
        return [f for f in registers if period_of(f) == period_of(edition)] + published
    if edition.is_single_year:
        return registers + published
    # a record of another edition has no sums of this period
    own = [figure for figure in registers if period_of(figure) == period_of(edition)]
    years = [figure for figure in registers if figure.is_single_year]
    return years + (own or _sums_over_years(years, edition)) + published


def _is_compared(figure: Figure) -> bool:
    """Whether a figure of the year before is compared with: what was done, in money or schemes.

    By activity a register's alone: two sources may part one total in two ways, which only the report of that year
    can settle.
    """
    if figure.activity_label and not figure.parts:
        return False
    return figure.status == "actual" and figure.measure in ("amount", "schemes")


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
    off = sum(parse_exact(figure.rounding or "0") for figure in rows)
    made = replace(
        rows[0],
        rounding=exact_text(off) if off else "",
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
