"""The province's own support norms (dinh-muc.csv), against which its money is held before the national norms."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import accumulate

from analysis.book.book import Origin
from analysis.definitions.law import Norm
from analysis.edition import Edition, place_slug
from analysis.faults import Problems
from analysis.language.numbers import readings
from analysis.language.printed_units import BILLION, MILLION
from analysis.messages import shown
from analysis.raw.rows import Cells, RawData, RawRow
from analysis.raw.tables import Dated, law_place, of_place, sound_rows, wrong_days
from analysis.span import day_of, short_date
from analysis.vocabulary import (
    ACTIVITIES,
    NORM_CAP,
    NORM_SHARE,
    NORMS_TABLE,
    near_activity,
    standard_activity,
)

# What a norm is for one of. How many of it a scheme has, a register tells of the first five alone.
NORM_UNITS = tuple(
    "cơ sở; đơn vị; doanh nghiệp; mô hình; đề án; dây chuyền; sản phẩm; thương hiệu; lớp; học viên; lần; cụm".split(
        "; "
    )
)
# More than any act allows: an amount in đồng in a column of triệu đồng.
MOST_CAP = 100 * BILLION
# "0,5" is a half in a spreadsheet: no act limits support to less than one percent.
LEAST_SHARE, WHOLE = 1, 100
OWN = "DP_"
"""What the ids of the province's norms begin with; the activity that they are about follows."""
ONE_DAY = dt.timedelta(days=1)


@dataclass(frozen=True)
class ProvincialNorm(Norm):
    """A norm of the province, with the raw cells of its cap and of its share, where it has them."""

    cap_cell: Origin | None = None
    share_cell: Origin | None = None

    @property
    def version(self) -> str:
        """What tells the versions of a norm apart: a table may change within a year, or limit several units."""
        unit = place_slug(self.unit).replace("-", "_")
        return f"{self.id}_{unit}_{self.start:%Y%m%d}"


Version = tuple[RawRow, ProvincialNorm]


def own_activity(norm: str) -> str:
    """The activity that the province's norm of an id is about, '' of a national norm."""
    if norm.startswith(OWN):
        return norm.removeprefix(OWN).replace("_", "-")
    return ""


def read_norms(raw: RawData, edition: Edition, problems: Problems) -> list[Dated[ProvincialNorm]]:
    """The norms of the edition's place that were in force on some day of it, in the order of the file.

    The rows of all places are held against the rules of the table; each that breaks one is told, and
    so is each gap and each overlap of the norms of one place, activity and unit.
    """
    found = []
    series = defaultdict[tuple[str, str, str], list[Version]](list)
    for row, cells in sound_rows(raw, NORMS_TABLE, problems, _check):
        norm = _norm(row, cells)
        series[law_place(raw, cells), norm.activity, norm.unit].append((row, norm))
        if of_place(raw, cells, edition) and norm.holds(*edition.days):
            found.append(Dated(row.number, norm))
    for versions in series.values():
        _check_series(versions, problems)
    return found


def _check(row: RawRow, cells: Cells, problems: Problems) -> None:
    """Tell the filled cells of a line that cannot be those of a norm."""
    activity, unit = cells["noi_dung"], cells["don_vi"]
    if activity and not _activity(activity):
        got = f'nội dung "{shown(activity)}"'
        near = near_activity(activity)
        remedy = f"có phải {_named(near)}?" if near else ""
        wanted = f"mã hoặc tên nội dung: {'; '.join(map(_named, ACTIVITIES))}"
        problems.fault("norm-activity", row.place("noi_dung"), got, wanted, remedy)
    if unit and unit.lower() not in NORM_UNITS:
        got = f'đơn vị "{shown(unit)}"'
        problems.fault("norm-unit", row.place("don_vi"), got, f"một trong: {', '.join(NORM_UNITS)}")
    for column, got in wrong_days(cells, ("tu_ngay", "den_ngay")):
        problems.fault("norm-date", row.place(column), got)
    if not cells[NORM_SHARE] and not cells[NORM_CAP]:
        problems.fault("norm-value", row.place(NORM_CAP), "không có mức trần, cũng không có tỷ lệ")
    share, cap = _share(cells), _cap(cells)
    if cells[NORM_SHARE] and (share is None or not LEAST_SHARE <= share <= WHOLE):
        problems.fault(
            "norm-value",
            row.place(NORM_SHARE),
            f'tỷ lệ "{shown(cells[NORM_SHARE])}"',
            "số phần trăm từ 1 đến 100, ví dụ 50 hoặc 37,5",
        )
    if cells[NORM_CAP] and (cap is None or not 0 < cap <= MOST_CAP or cap.denominator > 1):
        problems.fault(
            "norm-value",
            row.place(NORM_CAP),
            f'mức trần "{shown(cells[NORM_CAP])}"',
            "số triệu đồng, ví dụ 300 hoặc 1.000",
            "ghi mức trần bằng triệu đồng, không kèm đơn vị",
        )


def _named(code: str) -> str:
    return f"{code} ({ACTIVITIES[code].label})"


def _activity(text: str) -> str:
    return text if text in ACTIVITIES else standard_activity(text)


def _share(cells: Cells) -> Fraction | None:
    return _number(cells[NORM_SHARE].removesuffix("%"))


def _cap(cells: Cells) -> Fraction | None:
    """The cap in đồng; None also of "1,000", which is one thousand in English and one in Vietnamese."""
    read, foreign = readings(cells[NORM_CAP])
    if read is None or ("," in cells[NORM_CAP] and foreign not in (None, read)):
        return None
    return Fraction(read) * MILLION


def _number(text: str) -> Fraction | None:
    """A number as Vietnamese texts write it; None of any other text."""
    read: Decimal | None = readings(text)[0]
    return None if read is None else Fraction(read)


def _norm(row: RawRow, cells: Cells) -> ProvincialNorm:
    activity = _activity(cells["noi_dung"])
    share, cap = _share(cells), _cap(cells)
    return ProvincialNorm(
        id=OWN + activity.replace("-", "_"),
        activity=activity,
        unit=cells["don_vi"].lower(),
        share=share,
        cap=None if cap is None else int(cap),
        text=f"“{cells['van_ban'].replace(';', ',')}”",
        start=dt.date.fromisoformat(cells["tu_ngay"]),
        end=day_of(cells["den_ngay"]) or dt.date.max,
        cap_cell=_cell(row, NORM_CAP),
        share_cell=_cell(row, NORM_SHARE),
    )


def _cell(row: RawRow, column: str) -> Origin | None:
    text = row.stripped[column]
    if not text:
        return None
    return Origin(row.file.name, row.file.sha256, None, row.number, column, text)


def _check_series(versions: Iterable[Version], problems: Problems) -> None:
    """Tell where the norms of one place, activity and unit overlap, or leave days without one."""
    ordered = sorted(versions, key=lambda version: version[1].start)
    longest = accumulate(ordered, _longer)
    for (before, earlier), (row, later) in zip(longest, ordered[1:], strict=False):
        began, until = short_date(later.start), "chưa hết hiệu lực"
        if earlier.end < dt.date.max:
            until = f"hết hiệu lực ngày {short_date(earlier.end)}"
        got = (
            f"mức của {later.activity}, một {later.unit}, có hiệu lực từ ngày {began}, "
            f"mức trước ở dòng {before.number} {until}"
        )
        if earlier.end >= later.start:
            problems.fault("norm-overlap", row.place("tu_ngay"), got)
        elif earlier.end + ONE_DAY < later.start:
            problems.fault("norm-gap", row.place("tu_ngay"), got)


def _longer(one: Version, other: Version) -> Version:
    """That of two norms which is longer in force."""
    return max(one, other, key=lambda version: version[1].end)
