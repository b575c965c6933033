"""Which tables may stand together in one file, so that no scheme counts twice."""

from __future__ import annotations

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from itertools import combinations

import pandas as pd

from analysis.around.former_parts import FormerPart
from analysis.faults import Place, Problems
from analysis.registers.sheet_rules import bare_name
from analysis.tables.table import Table
from analysis.tables.units import folded, normal
from analysis.vocabulary import SUPPORT_COLUMNS

_UNITS = "tỉnh|thành phố|thị xã|thị trấn|huyện|quận|phường|xã|đặc khu|tp|tx"
_DISTRICT = re.compile(
    rf"(?<!\w)(?:{_UNITS})(?:\. ?| )(?!hội(?!\w))((?:(?!(?:năm|{_UNITS})(?!\w))[^\W\d_]+ ?){{1,4}})"
)


def check_tables(
    tables: Sequence[Table],
    frames: Sequence[pd.DataFrame],
    former: Sequence[FormerPart | None],
    problems: Problems,
) -> None:
    """Several tables in one file are read only when each is of other years, another status, fund or place.

    Else one may be a draft, a part or a summary of the other, and schemes would count twice. Tables of two districts,
    or of two `former` provinces of one that they were joined to, share no scheme.
    """
    if len(tables) < 2 or problems.faults:
        return
    counted = [_counted(schemes) for schemes in frames]
    places = [table.sheet.place(table.header.top) for table in tables]
    # plan and actual side by side are one table of the file
    count = len(set(places))
    districts = [_districts(table, frame) for table, frame in zip(tables, frames, strict=True)]
    for one, other in combinations(range(len(tables)), 2):
        twice = counted[one] & counted[other]
        # a list whose count goes on is no draft of the one above
        if not twice or tables[other].continues:
            continue
        pairs = (one, other), (other, one)
        part, beside = former[one], former[other]
        if not (part is not None and beside is not None and part.is_beside(beside)) and not all(
            _is_apart(districts[a] - districts[b], frames[b]["place"]) for a, b in pairs
        ):
            problems.fault(
                "table-several",
                places[other],
                f"tệp có {count} bảng danh mục, năm {min(twice)[0]} có ở hai bảng",
                remedy="ghi ở tên bảng hay tên trang tính huyện, xã, hoặc tỉnh cũ của mỗi bảng (“Lâm Đồng cũ”, “Bình"
                " Thuận”), hay gộp thành một bảng; bảng nháp thì ghi khong_doc = true cho trang tính của nó trong"
                " doc-so.toml",
            )
            return
        _check_shared(frames[one], frames[other], problems)
    if count < 2:
        return
    for where, schemes in zip(places, frames, strict=True):
        text = ", ".join(map(str, sorted(schemes["year"].unique())))
        problems.tell(
            "table-by-year", where, f"tệp có {count} bảng danh mục; bảng này của năm {text}"
        )


def _counted(schemes: pd.DataFrame) -> set[tuple[int, str, str]]:
    """What a table has money of: its years, each with status and fund."""
    found: set[tuple[int, str, str]] = set()
    funds = [fund for fund in SUPPORT_COLUMNS if schemes[fund].gt(0).any()]
    for year, status in schemes[["year", "status"]].drop_duplicates().itertuples(index=False):
        found |= {(year, status, fund) for fund in funds or [""]}
    return found


def _districts(table: Table, schemes: pd.DataFrame) -> set[str]:
    """The districts, communes or provinces that the words above a table or the name of its sheet say it is of.

    A name without the word for its unit counts where all schemes of the table lie there.
    """
    texts = [table.sheet.name or "", *(text for row in table.above for text in row if text.strip())]
    places = {bare_name(place) for place in schemes["place"].unique()}
    named: set[str] = set()
    for text in texts:
        words = normal(text)
        named.update(" ".join(match[1].split()) for match in _DISTRICT.finditer(words))
        if words and places == {bare_name(text)}:
            named.add(bare_name(text))
    return named


def _is_apart(own: AbstractSet[str], others: pd.Series) -> bool:
    """Whether a table names districts of its own, and no scheme of another table lies in one of them."""
    places = [f" {normal(place)} " for place in others.unique()]
    return bool(own) and not any(f" {name} " in place for name in own for place in places)


def _check_shared(one: pd.DataFrame, other: pd.DataFrame, problems: Problems) -> None:
    """Refuse a scheme that stands in both of two tables of the same year, status and fund."""
    keys = ["name", "beneficiary"]
    first = one.assign(**{key: one[key].map(folded) for key in keys})
    second = other.assign(**{key: other[key].map(folded) for key in keys})
    both = second.merge(first, on=[*keys, "year", "status"], suffixes=("", "_first"))
    for row in both.itertuples():
        earlier = Place(row.file_first, row.sheet_first or None, int(row.row_first))
        where = Place(row.file, row.sheet or None, int(row.row))
        problems.fault(
            "table-several",
            where,
            f"đề án này có cả ở {earlier}",
            "mỗi đề án ở một bảng",
            "để đề án ở một bảng theo hồ sơ; nếu là hai đề án khác nhau thì ghi tên phân biệt",
        )
