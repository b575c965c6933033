"""From the schemes of a register to figures.

Sums by period, status, fund and kind of scheme, each with its rows. A sum counts every scheme once,
in whole đồng. A blank amount is one that the scheme's own total proves to be nothing; the reader
refuses any other blank, so that leaving it out changes no sum.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction

import pandas as pd

from analysis.edition import Edition
from analysis.figures.figure import Figure, parts_text, year_text
from analysis.figures.held_parts import years_in_part
from analysis.figures.origins import Tables, origins_of, rows_of, year_cell
from analysis.language.numbers import format_money, format_number
from analysis.language.printed_units import DONG, MILLION, MONEY_NAMES
from analysis.language.spelling import spelled
from analysis.vocabulary import (
    BENEFICIARIES,
    FUND_COLUMNS,
    FUNDS_SUMMED,
    KINDS,
    MANY_ACTIVITIES,
    RECOVERABLE,
    STATUSES,
)

# What figures are made of, and what they need where establishments are counted: only this is kept
# before rows are picked, again and again, from a large register.
FIGURE_PARTS = (
    "activity kcqg kcdp doi_ung tong year dated_on status support establishments row table".split()
)
COUNTED_PARTS = "beneficiary beneficiary_type difficult_area".split()
AT_MOST = "không quá"
SCHEMES = "đề án"
PRINTED_UNIT = MONEY_NAMES[MILLION]


@dataclass(frozen=True)
class Sum:
    """What a figure counts over some schemes, in đồng or pieces; its cells stand in `column`.

    `words` are the fields of the figure that it has beside those of any sum.
    """

    measure: str
    value: int
    unit: str
    column: str
    words: dict[str, str] = field(default_factory=dict)

    def with_words(self, **words: str) -> Sum:
        """The sum with more fields of its figure."""
        return replace(self, words=self.words | words)


# Some schemes and what is counted over them.
Part = tuple[pd.DataFrame, list[Sum]]


def printed_sum(value: int | Fraction, unit: str) -> tuple[str, str]:
    """The numeral and the unit of a sum, in đồng or pieces, as a source would print them."""
    if unit == DONG:
        return format_money(value, PRINTED_UNIT), PRINTED_UNIT
    return format_number(value, 0), unit


def picked(schemes: pd.DataFrame, mask: pd.Series) -> pd.DataFrame:
    """The schemes of a mask; a large frame is not copied for nothing."""
    if mask.all():
        return schemes
    return schemes[mask]


def schemes_of(schemes: pd.DataFrame, edition: Edition) -> pd.DataFrame:
    """The schemes of its place that lie in the years of an edition."""
    return picked(schemes, are_of(schemes, edition)).reset_index(drop=True)


def are_of(schemes: pd.DataFrame, edition: Edition) -> pd.Series:
    """Whether each scheme lies in the edition: its year is one of its years, of a part of a year its day is inside.

    A day before its year, which only an approval may have, counts from the first day of that year.
    """
    in_years = schemes["year"].between(edition.year_from, edition.year_to)
    if not edition.is_part:
        return in_years
    days = schemes["dated_on"]
    inside = days.between(edition.from_date, edition.to_date)
    if edition.from_date == f"{edition.year_from}-01-01":
        inside |= (days != "") & (days < edition.from_date)
    return in_years & inside


def speaking_statuses(schemes: pd.DataFrame, edition: Edition) -> list[str]:
    """The statuses, best first, in which the register has rows in each year of the edition, or in its part of one."""
    years = schemes.groupby("status")["year"].nunique()
    needed = len(edition.years) or 1
    return [status for status in STATUSES if years.get(status, 0) == needed]


def figures_of_place(
    schemes: pd.DataFrame, edition: Edition, tables: Tables, spans: Iterable[Edition]
) -> list[Figure]:
    """The figures of the schemes of the edition's place: of each year and part of one of some spans, and of its own.

    A year or a part has those of every status, a longer period those for which the register speaks.

    Args:
        schemes: those that lie in the spans.
        edition: the edition.
        tables: the tables that hold them.
        spans: whole years, as many as one likes, and parts of a year.
    """
    parts = FIGURE_PARTS
    if schemes["establishments"].notna().any():
        parts = FIGURE_PARTS + COUNTED_PARTS
    every = schemes[parts]
    schemes = grants_of(every)
    figures: list[Figure] = []
    for period in periods_of(every, edition, tables, spans):
        inside = picked(schemes, are_of(schemes, period))
        statuses = speaking_statuses(inside, period)
        if period.has_year_before:
            statuses.sort()
        for status in statuses:
            group = picked(inside, inside["status"] == status)
            figures += _made(period, status, _sums(group), tables)
        figures += _recoverable(period, every, tables)
    return figures


def periods_of(
    schemes: pd.DataFrame, edition: Edition, tables: Tables, spans: Iterable[Edition]
) -> list[Edition]:
    """The periods that have figures: parts of a year, the years of some spans with a scheme, the edition's own.

    No year of which a table lists a part alone.
    """
    spans = list(spans)
    parts_of_years = [span for span in spans if span.is_part]
    whole = {year for span in spans for year in span.years}
    present = {*schemes["year"].unique().tolist()} - years_in_part(schemes, tables)
    years = sorted(whole.intersection(present))
    periods = [*parts_of_years, *(Edition(edition.place, year, year) for year in years)]
    if not (edition.is_single_year or edition.is_part):
        periods.append(edition)
    return periods


def grants_of(schemes: pd.DataFrame) -> pd.DataFrame:
    """The schemes whose support is not to be paid back: of these alone ratios, lists and norms speak."""
    return picked(schemes, schemes["support"] != RECOVERABLE)


def _recoverable(period: Edition, schemes: pd.DataFrame, tables: Tables) -> list[Figure]:
    """The money and the number of schemes whose support is to be paid back, by status; nothing is added to grants."""
    own = schemes[are_of(schemes, period) & (schemes["support"] == RECOVERABLE)]
    figures: list[Figure] = []
    for status in sorted(own["status"].unique()):
        group = own[own["status"] == status]
        sums = [*_money(group, FUND_COLUMNS), _count(group)]
        words = [found.with_words(support=RECOVERABLE) for found in sums]
        figures += _made(period, status, [(group, words)], tables)
    return figures


def _made(
    period: Edition, status: str, parts_summed: Iterable[Part], tables: Tables
) -> Iterator[Figure]:
    for part, sums in parts_summed:
        rows = rows_of(part)
        number, row, first_year = (int(part[code].iloc[0]) for code in ("table", "row", "year"))
        table = tables[number]
        year = year_text(year_cell(table, row, first_year))
        for found in sums:
            parts = origins_of(rows, found.column, tables)
            files = dict.fromkeys(origin.file.rpartition("/")[2] for origin in parts)
            printed, printed_unit = printed_sum(found.value, found.unit)
            yield Figure(
                place=period.place,
                # the name that sources print takes its place in an edition (`figures_inside`)
                place_name=period.place,
                year_from=period.year_from,
                year_to=period.year_to,
                from_date=period.from_date,
                to_date=period.to_date,
                measure=found.measure,
                status=status,
                value=str(found.value),
                unit=found.unit,
                printed=printed,
                printed_unit=printed_unit,
                source="; ".join(files),
                file=table.file,
                sha256=table.sha256,
                row=row,
                parts=parts_text(parts),
                year_cell=year,
                **found.words,
            )


def _sums(group: pd.DataFrame) -> Iterator[Part]:
    """The parts of the schemes of one period and status, each with its sums."""
    yield group, [*_money(group, FUND_COLUMNS), _count(group)]
    yield from _schemes_by_fund(group)
    by_fund = {fund: column for fund, column in FUND_COLUMNS.items() if fund != "all"}
    here = set(group["activity"].unique())
    for code, word in KINDS.items():
        if code not in here:
            continue
        part = picked(group, group["activity"] == code)
        sums = [*_money(part, by_fund), _count(part)]
        if part["establishments"].notna().all():
            sums.append(_establishments(part, "recipients", "đơn vị"))
        words = {"activity": code, "activity_label": word.label}
        if code == MANY_ACTIVITIES:
            del words["activity"]
        yield part, [found.with_words(**words) for found in sums]
    yield from _beneficiaries(group)


def _schemes_by_fund(group: pd.DataFrame) -> Iterator[Part]:
    """The number of schemes of each fund, where none has money of both or of neither."""
    funds = ["national", "local"]
    columns = [FUND_COLUMNS[fund] for fund in funds]
    paid = group[columns].fillna(0).gt(0).astype(bool)
    # else the numbers of the funds would not add up to that of all schemes
    if not (paid.sum(axis="columns") == 1).all():
        return
    for fund in funds:
        column = FUND_COLUMNS[fund]
        if paid[column].any():
            part = picked(group, paid[column])
            yield (part, [Sum("schemes", len(part), SCHEMES, column, {"fund": fund})])


def _beneficiaries(group: pd.DataFrame) -> Iterator[Part]:
    """Establishments, where every scheme of the sum states their number."""
    if not group["establishments"].notna().all():
        return
    parts = {"": group}
    parts |= {code: group[group["beneficiary_type"] == code] for code in BENEFICIARIES}
    stated = (group["difficult_area"] != "") | (group["establishments"] == 0)
    if stated.all():
        parts["KK"] = group[group["difficult_area"] == "có"]
    for code, part in parts.items():
        if len(part):
            found = _establishments(part, "beneficiaries", "cơ sở")
            yield part, [found.with_words(beneficiary_type=code)]


def _money(part: pd.DataFrame, funds: Mapping[str, str]) -> list[Sum]:
    """The money of each fund that some scheme states."""
    sums = []
    for fund, column in funds.items():
        if part[column].notna().any():
            words = {"fund": fund}
            if column == FUND_COLUMNS["all"]:
                words |= _rounding(part)
            sums.append(Sum("amount", int(part[column].sum()), DONG, column, words))
    return sums


def _rounding(part: pd.DataFrame) -> dict[str, str]:
    """How far the totals that the rows state are from the sums of their funds; {} where they are not.

    The reader took each row within its rounding: one tolerance for one fact, row by row and summed.
    """
    funds = sum(part[fund].fillna(0) for fund in FUNDS_SUMMED)
    off = int((part[FUND_COLUMNS["all"]].fillna(0) - funds).abs().sum())
    return {"rounding": str(off)} if off else {}


def _count(part: pd.DataFrame) -> Sum:
    return Sum("schemes", len(part), SCHEMES, "name")


def _establishments(part: pd.DataFrame, measure: str, unit: str) -> Sum:
    """An establishment that stands in two schemes is counted in each.

    The sum is then the most there can be.
    """
    found = Sum(measure, int(part["establishments"].sum()), unit, "establishments")
    if part["beneficiary"].map(spelled).str.casefold().duplicated().any():
        return found.with_words(bound="at_most", qualifier=AT_MOST)
    return found
