"""Tables of one file by former province: each of a part of one province that the reform of 01/7/2025 joined.

A sheet "Bình Thuận" or "Lâm Đồng cũ" below the title "tỉnh Lâm Đồng" is of that part: what is said around a table says
it together, the smallest territory counts, and all others must hold it.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

import pandas as pd

from analysis.around.territory import Territory, own_titles, territory_of, territory_said_in
from analysis.definitions.provinces import (
    Province,
    last_day_of,
    province_at,
    provinces,
    territory_name,
)
from analysis.faults import Place, Problems
from analysis.tables.table import Table

# "II. Khu vực Bình Thuận" is what was the province of that name.
_BESIDE_NAME = re.compile(
    r"^\s*(?:[ivx]{1,5}|[a-zđ])\s*[.):]|(?<![^\W_])khu[\s_-]+v[ựu]c[\s_:-]+", re.IGNORECASE
)


@dataclass(frozen=True)
class FormerPart:
    """The former province that a table is of, by its slug, and the province that it now lies in."""

    slug: str
    province: Province
    whole: Province

    def is_beside(self, other: FormerPart) -> bool:
        """Whether two parts are of one province and share nothing."""
        return self.whole == other.whole and self.province != other.province


def former_parts(
    tables: Sequence[Table], frames: Sequence[pd.DataFrame]
) -> list[FormerPart | None]:
    """The former province of each table of a file; None where it is not one of several parts of one province.

    Args:
        tables: the tables of one file.
        frames: their schemes, with the columns year and place. A table whose schemes say another part of the same
            province as their place is of no part.
    """
    if len(tables) < 2:
        return [None] * len(tables)
    parts = [_part_of(table, frame) for table, frame in zip(tables, frames, strict=True)]
    named = [part for part in parts if part is not None]
    return [
        part if part is not None and any(part.is_beside(other) for other in named) else None
        for part in parts
    ]


def territories_of(
    tables: Sequence[Table], parts: Sequence[FormerPart | None], problems: Problems
) -> list[Territory]:
    """The province of each table: its part where it has one, which is told, with the parts that the file lacks."""
    found: list[Territory] = []
    for table, part in zip(tables, parts, strict=True):
        if part is None:
            found.append(territory_of(table, problems))
            continue
        message = (
            f"danh mục của {territory_name(part.slug)}, một phần của {part.whole.name} từ 01/7/2025"
        )
        problems.tell("register-territory", table.sheet.place(), message)
        found.append(Territory(part.slug))
    _tell_lacking(tables, parts, problems)
    return found


def _tell_lacking(
    tables: Sequence[Table], parts: Sequence[FormerPart | None], problems: Problems
) -> None:
    named = [part for part in parts if part is not None]
    for whole in dict.fromkeys(part.whole for part in named):
        there = {name for part in named if part.whole == whole for name in part.province.parts}
        if lacking := sorted(whole.parts - there):
            message = (
                f"tệp có bảng của {', '.join(sorted(there))}, không có bảng của {', '.join(lacking)} (tỉnh cũ);"
                f" {whole.name} từ 01/7/2025 chỉ đủ số khi có danh mục của mọi tỉnh cũ"
            )
            problems.warn("register-territory", Place(tables[0].sheet.file), message)


def _part_of(table: Table, frame: pd.DataFrame) -> FormerPart | None:
    """The smallest territory that is said of a table when it is a former province and all others hold it."""
    # a year that cannot be read is 0
    year = int(frame["year"].max()) if len(frame) else 0
    if not year:
        return None
    day = last_day_of(year)
    here, of_file = [Territory(table.territory)], Territory()
    if not table.territory:
        here = [_said(text) for text in (*own_titles(table), table.sheet.name or "")]
        of_file = _said(PurePosixPath(table.sheet.file).stem)
    named = {read.slug: province_at(read.slug, day) for read in here if read.slug}
    slug, part = min(
        ((slug, province) for slug, province in named.items() if province is not None),
        key=lambda item: len(item[1].parts),
        default=("", None),
    )
    whole = _joined(part) if part is not None else None
    if part is None or whole is None:
        return None
    sure = [read.slug for read in (*here, of_file) if read.slug]
    doubtful = [slug for read in (*here, of_file) for slug in read.doubtful]
    if not all(part.parts <= held for held in _parts(sure, day)):
        return None
    if not all(held <= whole.parts for held in _parts(doubtful, day)):
        return None
    places = [_said(place).slug for place in frame["place"].unique()]
    if any(held < whole.parts and held != part.parts for held in _parts(places, day)):
        return None
    return FormerPart(slug, part, whole)


def _said(text: str) -> Territory:
    return territory_said_in([_BESIDE_NAME.sub(" ", text)])


def _parts(slugs: Iterable[str], day: dt.date) -> list[frozenset[str]]:
    """The parts of the provinces among some slugs."""
    meant = (province_at(slug, day) for slug in slugs if slug)
    return [province.parts for province in meant if province is not None]


def _joined(part: Province) -> Province | None:
    """The province that the reform made of a former one and others; None of any other province."""
    return next((province for province in provinces() if part.parts < province.parts), None)
