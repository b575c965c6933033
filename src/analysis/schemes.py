"""From the schemes of a register to figures: sums by period, status, fund and kind of scheme, each with its rows.

A sum counts every scheme once, in whole đồng. A blank amount is one that the scheme's own total proves to be nothing;
the reader refuses any other blank, so that leaving it out changes no sum.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from analysis.edition import Edition, place_slug
from analysis.errors import Finding
from analysis.numbers import format_number, shortest_decimals
from analysis.registers.corrected import CORRECTIONS_FILE, RIGHT_COLUMN
from analysis.registers.grid import shown
from analysis.registers.reader import TableRef
from analysis.tidy import FIGURE_DTYPES, Figure
from analysis.vocabulary import BENEFICIARIES, KINDS, MANY_ACTIVITIES, STATUSES

FUND_COLUMNS = {"national": "kcqg", "local": "kcdp", "counterpart": "doi_ung", "all": "tong"}
# Columns that no figure is made of: left out before rows are picked, again and again, from a large register.
WORDS_ONLY = ("stt", "name", "kind", "place", "activity_text", "code", "approved_on", "implementer", "sheet")
FUNDS_SUMMED = ("kcqg", "kcdp", "doi_ung")
ALL_FUNDS = "kcqg + kcdp + doi_ung"
MILLION = 10**6
PLACE_WORDS = ("tỉnh ", "thành phố ", "tp. ", "tp.", "tp ")
AT_MOST = "không quá"
_SHORT_PLACE_WORDS = {"tx": "thị xã", "h": "huyện", "q": "quận", "p": "phường", "x": "xã", "tt": "thị trấn"}


def schemes_of(schemes: pd.DataFrame, edition: Edition, own_place: str) -> pd.DataFrame:
    """The schemes of an edition: all of its years for the department's own place, else those of the place named."""
    inside = schemes[schemes["year"].between(edition.year_from, edition.year_to)]
    if edition.place != own_place:
        inside = inside[inside["place"].map(province_slug, na_action="ignore") == edition.place]
    return inside.reset_index(drop=True)


def province_name(name: str) -> str:
    """A place without the word tỉnh or thành phố before it."""
    bare = name.strip()
    word = next((word for word in PLACE_WORDS if bare.lower().startswith(word)), "")
    return bare[len(word) :]


def province_slug(name: str) -> str:
    """The slug of a place with or without the word tỉnh or thành phố before it."""
    return place_slug(province_name(name))


def place_variants(schemes: pd.DataFrame) -> list[Finding]:
    """Places that differ only in an abbreviated word (TX, Thị xã): each is counted as written, and told."""
    written = schemes["place"].drop_duplicates().str.strip().drop_duplicates()
    same: dict[str, list[str]] = {}
    for text in written[~written.map(lambda text: province_name(text).casefold()).duplicated()]:
        same.setdefault(_spelled_out(text), []).append(text)
    where = "; ".join(schemes["file"].unique())
    return [
        Finding(
            "cảnh báo",
            "place-spelling",
            where,
            f"địa bàn được viết nhiều cách: {', '.join(f'“{shown(text)}”' for text in texts)}; đang tính là "
            f"{len(texts)} địa bàn. Nếu là một, hãy viết thống nhất",
        )
        for texts in same.values()
        if len(texts) > 1
    ]


def _spelled_out(place: str) -> str:
    words = province_name(place).casefold().split()
    first = _SHORT_PLACE_WORDS.get(words[0].rstrip(".")) if len(words) > 1 else None
    return " ".join([first, *words[1:]] if first else words)


def speaking_statuses(schemes: pd.DataFrame, edition: Edition) -> list[str]:
    """The statuses, best first, in which the register has rows in each year of the edition and so speaks for it."""
    years = schemes.groupby("status")["year"].nunique()
    return [status for status in STATUSES if years.get(status, 0) == len(edition.years)]


def figures_of_schemes(
    schemes: pd.DataFrame, edition: Edition, place_name: str, tables: Sequence[TableRef]
) -> pd.DataFrame:
    """The figures (columns of `tidy`) of a register for each year and, where it speaks for it, the whole edition."""
    schemes = schemes[[name for name in schemes if name not in WORDS_ONLY]]
    groups = [
        (Edition(edition.place, int(year), int(year)), str(status), group)
        for (year, status), group in schemes.groupby(["year", "status"], sort=True)
    ]
    if not edition.is_single_year:
        groups += [
            (edition, status, schemes[schemes["status"] == status]) for status in speaking_statuses(schemes, edition)
        ]
    figures = [figure for point in groups for figure in _figures(*point, place_name, tables)]
    return pd.DataFrame([figure.__dict__ for figure in figures], columns=list(FIGURE_DTYPES)).astype(FIGURE_DTYPES)


def _figures(
    period: Edition, status: str, group: pd.DataFrame, place_name: str, tables: Sequence[TableRef]
) -> Iterator[Figure]:
    for key, part, value in _sums(group):
        first, parts = part.iloc[0], origins_of(part, value.pop("column"), tables)
        yield Figure(
            place=period.place,
            place_name=place_name,
            year_from=period.year_from,
            year_to=period.year_to,
            status=status,
            source="; ".join(dict.fromkeys(origin["file"].rpartition("/")[2] for origin in parts)),
            position="",
            note="",
            file=str(first["file"]),
            sha256=str(first["sha256"]),
            row=int(first["row"]),
            parts=json.dumps(parts, ensure_ascii=False),
            year_cell=json.dumps(year_cell(first, tables), ensure_ascii=False),
            **{"activity": "", "activity_label": "", "beneficiary_type": "", "fund": "", **key, **value},
        )


def _sums(group: pd.DataFrame) -> Iterator[tuple[dict[str, str], pd.DataFrame, dict[str, Any]]]:
    """(what a figure counts, its schemes, its value and column) for every figure of one period and status."""
    for fund, column in FUND_COLUMNS.items():
        if group[column].notna().any():
            yield {"measure": "amount", "fund": fund}, group, _money(group, column)
    yield {"measure": "schemes"}, group, _count(len(group), "đề án", "name")
    yield from _schemes_by_fund(group)
    for code, word in KINDS.items():
        part = group[group["activity"] == code]
        if not len(part):
            continue
        kind = {"activity": "" if code == MANY_ACTIVITIES else code, "activity_label": word.label}
        for fund, column in FUND_COLUMNS.items():
            if fund != "all" and part[column].notna().any():
                yield {"measure": "amount", "fund": fund, **kind}, part, _money(part, column)
        yield {"measure": "schemes", **kind}, part, _count(len(part), "đề án", "name")
        if part["establishments"].notna().all():
            yield {"measure": "recipients", **kind}, part, _establishments(part, "đơn vị")
    yield from _beneficiaries(group)


def _schemes_by_fund(group: pd.DataFrame) -> Iterator[tuple[dict[str, str], pd.DataFrame, dict[str, Any]]]:
    """The number of schemes of each fund, where no scheme has money of both or of neither, so that they add up."""
    paid = {fund: (group[FUND_COLUMNS[fund]].fillna(0) > 0).astype(bool) for fund in ("national", "local")}
    if (paid["national"] != paid["local"]).all():
        for fund, mask in paid.items():
            if mask.any():
                part = group[mask]
                count = _count(len(part), "đề án", FUND_COLUMNS[fund])
                yield {"measure": "schemes", "fund": fund}, part, count


def _beneficiaries(group: pd.DataFrame) -> Iterator[tuple[dict[str, str], pd.DataFrame, dict[str, Any]]]:
    """Establishments, where every scheme of the sum states their number."""
    if not group["establishments"].notna().all():
        return
    yield {"measure": "beneficiaries"}, group, _establishments(group, "cơ sở")
    for code in BENEFICIARIES:
        part = group[group["beneficiary_type"] == code]
        if len(part):
            yield {"measure": "beneficiaries", "beneficiary_type": code}, part, _establishments(part, "cơ sở")
    difficult = group[group["difficult_area"] == "có"]
    stated = (group["difficult_area"] != "") | (group["establishments"] == 0)
    if stated.all() and len(difficult):
        yield {"measure": "beneficiaries", "beneficiary_type": "KK"}, difficult, _establishments(difficult, "cơ sở")


def _money(part: pd.DataFrame, column: str) -> dict[str, Any]:
    total = int(part[column].sum())
    million = Fraction(total, MILLION)
    printed = format_number(million, shortest_decimals(million, 6))
    unit = {"unit": "đồng", "printed": printed, "printed_unit": "triệu đồng"}
    return {"value": str(total), **unit, "bound": "exact", "qualifier": "", "column": column}


def _count(count: int, unit: str, column: str) -> dict[str, Any]:
    printed = {"unit": unit, "printed": format_number(count, 0), "printed_unit": unit}
    return {"value": str(count), **printed, "bound": "exact", "qualifier": "", "column": column}


def _establishments(part: pd.DataFrame, unit: str) -> dict[str, Any]:
    """An establishment that stands in two schemes is counted in each: the sum is then the most there can be."""
    value = _count(int(part["establishments"].sum()), unit, "establishments")
    repeated = part["beneficiary"].str.casefold().duplicated().any()
    return {**value, "bound": "at_most", "qualifier": AT_MOST} if repeated else value


def origins_of(part: pd.DataFrame, column: str, tables: Sequence[TableRef]) -> list[dict[str, Any]]:
    """Where the cells of a column of these schemes stand: for each table the fields of a `trace.Origin` with `rows`.

    A corrected cell stands in dinh-chinh.csv: its line takes the place of the row.
    """
    origins = []
    for number, rows in part.groupby("table", sort=True)["row"]:
        ref = tables[int(number)]
        wanted = list(FUNDS_SUMMED) if column == ALL_FUNDS else _cells_of(ref.columns, column)
        lines = {(cell.row, cell.code): cell for cell in ref.corrected if cell.code in wanted}
        numbers = rows.to_numpy()
        here = set(numbers.tolist()) if lines else set()
        lines = {place: cell for place, cell in lines.items() if place[0] in here}
        mended = sorted({row for row, _ in lines})
        plain = numbers[~np.isin(numbers, mended)] if mended else numbers
        if len(plain):
            origins += [_origin(ref, plain, code) for code in wanted]
        for row in mended:
            origins += [_origin(ref, np.array([row]), code) for code in wanted if (row, code) not in lines]
        if lines:
            lines_of = np.array([cell.line for cell in lines.values()])
            place = {"file": CORRECTIONS_FILE, "sha256": next(iter(lines.values())).sha256, "sheet": None}
            cells = {"row": int(lines_of.min()), "column": RIGHT_COLUMN, "printed": ""}
            origins.append({**place, **cells, "rows": row_ranges(lines_of)})
    return origins


def _origin(ref: TableRef, rows: np.ndarray, code: str) -> dict[str, Any]:
    place = {"file": ref.file, "sha256": ref.sha256, "sheet": ref.sheet or None}
    return {**place, "row": int(rows.min()), "column": ref.columns[code], "printed": "", "rows": row_ranges(rows)}


def year_cell(scheme: pd.Series, tables: Sequence[TableRef]) -> dict[str, Any]:
    """The origin of the cell that states a scheme's year."""
    ref, row, printed = tables[int(scheme["table"])], int(scheme["row"]), str(int(scheme["year"]))
    line = next((cell for cell in ref.corrected if (cell.row, cell.code) == (row, "year")), None)
    if line is not None:
        place = {"file": CORRECTIONS_FILE, "sha256": line.sha256, "sheet": None}
        return {**place, "row": line.line, "column": RIGHT_COLUMN, "printed": line.right}
    place = {"file": ref.file, "sha256": ref.sha256, "sheet": ref.sheet or None}
    return {**place, "row": row, "column": ref.columns["year"], "printed": printed}


def _cells_of(columns: Mapping[str, str], column: str) -> list[str]:
    """The columns that hold it: the total that a register without such a column has is the sum of its three funds."""
    if column in columns or column != "tong":
        return [column if column in columns else "name"]
    return list(FUNDS_SUMMED)


def row_ranges(rows: np.ndarray) -> str:
    """Row numbers in rising order as text, neighbours as one range: '2-5, 7'."""
    ordered = np.sort(rows)
    breaks = np.flatnonzero(np.diff(ordered) != 1)
    starts, ends = np.append(0, breaks + 1), np.append(breaks, len(ordered) - 1)
    first, last = (pa.array(ordered[index]).cast(pa.string()) for index in (starts, ends))
    spans = pc.if_else(pc.equal(first, last), first, pc.binary_join_element_wise(first, last, "-"))
    return ", ".join(spans.to_pylist())
