"""From the schemes of a register to figures.

Sums by period, status, fund and kind of scheme, each with its rows. A sum counts every scheme once,
in whole đồng. A blank amount is one that the scheme's own total proves to be nothing; the reader
refuses any other blank, so that leaving it out changes no sum.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from analysis.edition import FIRST_YEAR, LAST_YEAR, Edition
from analysis.figures.cells import origins_of, rows_of, year_cell
from analysis.figures.figure import Figure, figure_frame, parts_text, year_text
from analysis.figures.places import province_slug
from analysis.language.numbers import DONG, MILLION, MONEY_NAMES, format_money, format_number
from analysis.registers.result import TableRef
from analysis.vocabulary import BENEFICIARIES, FUND_COLUMNS, KINDS, MANY_ACTIVITIES, STATUSES

# What figures are made of, and what they need where establishments are counted: only this is kept before rows are
# picked, again and again, from a large register.
FIGURE_PARTS = (
    "activity",
    "kcqg",
    "kcdp",
    "doi_ung",
    "tong",
    "year",
    "status",
    "establishments",
    "row",
    "table",
)
COUNTED_PARTS = ("beneficiary", "beneficiary_type", "difficult_area")
AT_MOST = "không quá"
PRINTED_UNIT = MONEY_NAMES[MILLION]


@dataclass(frozen=True)
class Sum:
    """What a figure counts over some schemes, in đồng or pieces; its cells stand in `column`."""

    measure: str
    value: int
    unit: str
    column: str
    fund: str = ""
    activity: str = ""
    activity_label: str = ""
    beneficiary_type: str = ""
    at_most: bool = False

    @property
    def printed(self) -> tuple[str, str]:
        """The numeral and its unit as a source would print them."""
        if self.unit == DONG:
            return format_money(self.value, PRINTED_UNIT), PRINTED_UNIT
        return format_number(self.value, 0), self.unit


def schemes_of(schemes: pd.DataFrame, edition: Edition, own_place: str) -> pd.DataFrame:
    """The schemes of an edition.

    All of its years for the department's own place, else those of the place named.
    """
    return _where(schemes, are_of(schemes, edition, own_place)).reset_index(drop=True)


def _where(schemes: pd.DataFrame, mask: np.ndarray) -> pd.DataFrame:
    """The schemes of a mask; a large frame is not copied for nothing."""
    return schemes if mask.all() else schemes[mask]


def are_of(schemes: pd.DataFrame, edition: Edition, own_place: str) -> np.ndarray:
    """Whether each scheme is of an edition."""
    inside = schemes["year"].between(edition.year_from, edition.year_to)
    if edition.place != own_place:
        names = [name for name in schemes["place"].unique() if province_slug(name) == edition.place]
        inside &= schemes["place"].isin(names)
    mask: np.ndarray = inside.to_numpy()
    return mask


def speaking_statuses(schemes: pd.DataFrame, edition: Edition) -> list[str]:
    """The statuses, best first, in which the register has rows in each year of the edition."""
    years = schemes.groupby("status")["year"].nunique()
    return [status for status in STATUSES if years.get(status, 0) == len(edition.years)]


def figures_of_schemes(
    schemes: pd.DataFrame, edition: Edition, place_name: str, tables: Sequence[TableRef]
) -> pd.DataFrame:
    """The figures of a register for each year and, where it speaks for it, the whole edition."""
    counted = schemes["establishments"].notna().any()
    schemes = schemes[[*FIGURE_PARTS, *(COUNTED_PARTS if counted else ())]]
    figures: list[Figure] = []
    for year in sorted(schemes["year"].unique().tolist()):
        of_year = _where(schemes, (schemes["year"] == year).to_numpy())
        period = Edition(edition.place, year, year)
        for status in sorted(of_year["status"].unique()):
            figures += _figures(period, status, _of_status(of_year, status), place_name, tables)
    if not edition.is_single_year:
        inside = schemes[schemes["year"].between(edition.year_from, edition.year_to)]
        for status in speaking_statuses(inside, edition):
            figures += _figures(edition, status, _of_status(inside, status), place_name, tables)
    return figure_frame(figures)


def _of_status(schemes: pd.DataFrame, status: str) -> pd.DataFrame:
    return _where(schemes, (schemes["status"] == status).to_numpy())


def figures_of_place(
    schemes: pd.DataFrame, edition: Edition, own_place: str, tables: Sequence[TableRef]
) -> pd.DataFrame:
    """The figures of the registers of the edition's place.

    Those of every year, and of its own period.
    """
    always = Edition(edition.place, FIRST_YEAR, LAST_YEAR)
    return figures_of_schemes(
        schemes_of(schemes, always, own_place), edition, edition.place, tables
    )


def _figures(
    period: Edition, status: str, group: pd.DataFrame, place_name: str, tables: Sequence[TableRef]
) -> Iterator[Figure]:
    for part, sums in _sums(group):
        rows, first = rows_of(part), part.iloc[0]
        table, year = tables[int(first["table"])], year_text(year_cell(first, tables))
        for found in sums:
            parts = origins_of(rows, found.column, tables)
            files = dict.fromkeys(origin.file.rpartition("/")[2] for origin in parts)
            printed, printed_unit = found.printed
            yield Figure(
                place=period.place,
                place_name=place_name,
                year_from=period.year_from,
                year_to=period.year_to,
                measure=found.measure,
                fund=found.fund,
                activity=found.activity,
                activity_label=found.activity_label,
                beneficiary_type=found.beneficiary_type,
                status=status,
                value=str(found.value),
                unit=found.unit,
                bound="at_most" if found.at_most else "exact",
                printed=printed,
                printed_unit=printed_unit,
                qualifier=AT_MOST if found.at_most else "",
                source="; ".join(files),
                position="",
                note="",
                file=table.file,
                sha256=table.sha256,
                row=int(first["row"]),
                parts=parts_text(parts),
                year_cell=year,
            )


def _sums(group: pd.DataFrame) -> Iterator[tuple[pd.DataFrame, list[Sum]]]:
    """The parts of the schemes of one period and status, each with its sums."""
    yield group, [*_money(group, FUND_COLUMNS), _count(group)]
    yield from _schemes_by_fund(group)
    by_fund = {fund: column for fund, column in FUND_COLUMNS.items() if fund != "all"}
    for code, word in KINDS.items():
        part = group[group["activity"] == code]
        if len(part):
            sums = [*_money(part, by_fund), _count(part)]
            if part["establishments"].notna().all():
                sums.append(_establishments(part, "recipients", "đơn vị"))
            activity = "" if code == MANY_ACTIVITIES else code
            yield part, [replace(s, activity=activity, activity_label=word.label) for s in sums]
    yield from _beneficiaries(group)


def _schemes_by_fund(group: pd.DataFrame) -> Iterator[tuple[pd.DataFrame, list[Sum]]]:
    """The number of schemes of each fund, where none has money of both or of neither."""
    paid = {}
    for fund in ("national", "local"):
        paid[fund] = (group[FUND_COLUMNS[fund]].fillna(0) > 0).astype(bool)
    # else the numbers of the funds would not add up to that of all schemes
    if (paid["national"] != paid["local"]).all():
        for fund, mask in paid.items():
            if mask.any():
                part = group[mask]
                yield part, [replace(_count(part), fund=fund, column=FUND_COLUMNS[fund])]


def _beneficiaries(group: pd.DataFrame) -> Iterator[tuple[pd.DataFrame, list[Sum]]]:
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
            yield part, [replace(found, beneficiary_type=code)]


def _money(part: pd.DataFrame, funds: Mapping[str, str]) -> list[Sum]:
    """The money of each fund that some scheme states."""
    return [
        Sum("amount", int(part[column].sum()), DONG, column, fund)
        for fund, column in funds.items()
        if part[column].notna().any()
    ]


def _count(part: pd.DataFrame) -> Sum:
    return Sum("schemes", len(part), "đề án", "name")


def _establishments(part: pd.DataFrame, measure: str, unit: str) -> Sum:
    """An establishment that stands in two schemes is counted in each.

    The sum is then the most there can be.
    """
    repeated = bool(part["beneficiary"].str.casefold().duplicated().any())
    count = int(part["establishments"].sum())
    return Sum(measure, count, unit, "establishments", at_most=repeated)
