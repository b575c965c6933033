"""Which figures and schemes an edition goes on with, and what they would be without one of the corrections."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

import pandas as pd

from analysis.edition import Edition, OwnPlace
from analysis.figures.figure import REGISTER_MARK, Figure, in_edition
from analysis.figures.of_registers import AT_MOST, schemes_of
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
from analysis.vocabulary import STATUSES, VALUE_COLUMN

Key = tuple[object, ...]
NO_CELLS = "[]"
COUNTED = ("recipients", "beneficiaries")
# Where a figure of a record holds what a raw row holds in its columns.
KEYS = {VALUE_COLUMN: "value", "tu_nam": "year_from", "den_nam": "year_to"}


def figures_for(figures: Sequence[Figure], edition: Edition) -> list[Figure]:
    """What cleaning picks for an edition: register sums, published figures, and the totals of the year before."""
    first, last = edition.year_from, edition.year_to
    inside = [f for f in figures if first <= f.year_from and f.year_to <= last]
    registers = [f for f in inside if f.parts]
    known = {(f.year_from, f.year_to) for f in registers}
    if not edition.is_single_year:
        registers = [
            f
            for f in registers
            if f.year_from == f.year_to or (f.year_from, f.year_to) == (first, last)
        ]
        if (first, last) not in known:
            registers += _sums_over_years(registers, edition)
    published = [f for f in inside if not f.parts]
    before = [f for f in figures if edition.is_single_year and _is_total_of(f, first - 1)]
    return [*registers, *published, *before]


def _is_total_of(figure: Figure, year: int) -> bool:
    total = figure.measure in ("amount", "schemes") and not figure.activity_label
    return (
        (figure.year_from, figure.year_to) == (year, year) and total and figure.status == "actual"
    )


def _sums_over_years(registers: Sequence[Figure], edition: Edition) -> list[Figure]:
    """The register's figures of several years, in each status in which it has schemes in each of them."""
    made: list[Figure] = []
    for status in STATUSES:
        here = [f for f in registers if f.status == status]
        if {f.year_from for f in here} != set(edition.years):
            continue
        groups: dict[Key, list[Figure]] = {}
        for figure in here:
            groups.setdefault(_what(figure), []).append(figure)
        complete = [
            rows
            for rows in groups.values()
            if {f.year_from for f in rows} >= _needed_years(rows[0], here)
        ]
        made += [_summed(rows, edition) for rows in complete]
    return made


def _what(figure: Figure) -> Key:
    return (
        figure.measure,
        figure.fund,
        figure.activity,
        figure.activity_label,
        figure.beneficiary_type,
    )


def _needed_years(figure: Figure, here: Sequence[Figure]) -> set[int]:
    """The years whose figure a sum cannot do without: a missing count is unknown, missing money is none."""
    every = {f.year_from for f in here}
    if figure.measure in COUNTED:
        same_kind = {
            f.year_from
            for f in here
            if f.measure == "schemes" and f.activity_label == figure.activity_label
        }
        if figure.beneficiary_type in ("", "KK"):
            return same_kind
        totals = {
            f.year_from for f in here if f.measure == figure.measure and not f.beneficiary_type
        }
        return set() if totals == every else every
    if figure.measure == "schemes" and figure.fund:
        split = {f.year_from for f in here if f.measure == "schemes" and f.fund}
        return set() if split == every else every
    return set()


def _summed(rows: Sequence[Figure], edition: Edition) -> Figure:
    total = sum((parse_exact(f.value) for f in rows), Fraction(0))
    shown = total / MILLION if rows[0].unit == DONG else total
    # one establishment may stand in several years
    at_most = rows[0].measure in COUNTED and len(rows) > 1
    parts = [part for f in rows for part in _parts(f)]
    return replace(
        rows[0],
        year_from=edition.year_from,
        year_to=edition.year_to,
        value=exact_text(total),
        printed=format_number(shown, shortest_decimals(shown, 6)),
        bound="at_most" if at_most else rows[0].bound,
        qualifier=AT_MOST if at_most else rows[0].qualifier,
        parts=json.dumps(parts, ensure_ascii=False),
    )


def _parts(figure: Figure) -> list[dict[str, object]]:
    parts: list[dict[str, object]] = (
        [] if figure.parts == REGISTER_MARK else json.loads(figure.parts)
    )
    return parts


def keys(figures: Sequence[Figure]) -> list[Key]:
    """What each figure is, told apart by its turn where a source says one thing twice."""
    seen: Counter[Key] = Counter()
    keys = []
    for figure in figures:
        source = "" if figure.parts else figure.source
        key = (*_what(figure), figure.year_from, figure.year_to, figure.status, source)
        seen[key] += 1
        keys.append((*key, seen[key]))
    return keys


Inside = tuple[pd.DataFrame, pd.DataFrame]


def figures_inside(
    figures: pd.DataFrame,
    sums: pd.DataFrame,
    schemes: pd.DataFrame,
    edition: Edition,
    own: OwnPlace,
) -> pd.DataFrame:
    """The figures of an edition, from the sums of registers and published, with the year before to compare with."""
    published = in_edition(figures, edition.place, edition.year_from, edition.year_to)
    if not len(published) and not len(schemes):
        return published
    sums = sums.assign(place_name=place_name_of(published, schemes, edition, own))
    parts = [in_edition(sums, edition.place, edition.year_from, edition.year_to), published]
    if edition.is_single_year:
        parts += [totals_before(sums, edition), totals_before(figures, edition)]
    return pd.concat(parts, ignore_index=True)


def _year_before(edition: Edition) -> Edition:
    return Edition(edition.place, edition.year_from - 1, edition.year_from - 1)


def totals_before(figures: pd.DataFrame, edition: Edition) -> pd.DataFrame:
    """The actual totals of the year before, to compare with."""
    before = _year_before(edition)
    found = in_edition(figures, before.place, before.year_from, before.year_to)
    totals = (
        found["measure"].isin(["amount", "schemes"])
        & (found["activity_label"] == "")
        & (found["status"] == "actual")
    )
    return found[totals]


def schemes_before(registers: RegisterResult, edition: Edition, own: OwnPlace) -> pd.DataFrame:
    """The schemes of the year before an edition of one year, whose totals it compares with."""
    found = schemes_of(registers.schemes, _year_before(edition), own.slug)
    return found if edition.is_single_year else found.head(0)


def place_name_of(
    published: pd.DataFrame, schemes: pd.DataFrame, edition: Edition, own: OwnPlace
) -> str:
    """The name of the edition's place as its sources write it."""
    if len(published):
        return str(published["place_name"].iloc[0])
    return own.name if edition.place == own.slug else province_name(str(schemes["place"].iloc[0]))
