"""Groups of a table: which stand open over a row, so that what one of them says holds for its own schemes alone."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from analysis.language.numbering import label_sort
from analysis.tables.row_words import BULLETS, is_label, names_source
from analysis.tables.table import Table
from analysis.tables.units import folded, normal

# Said by a group of none of the funds, or of none of the kinds.
OTHER = "other"
_LABELLED = re.compile(
    r"\(?\s*([ivxlc]+|[a-zđ]|[0-9]+(?:\.[0-9]+)*)\s*[.)/:-]\s*(.*)", re.IGNORECASE
)
_PART = re.compile(r"(?:phần|mục|nhóm)\s+([ivx]+|[a-z]|[0-9]+)(?!\w)[\s.:)/-]*(.*)", re.IGNORECASE)
_SUM = re.compile(r"\W*(?:tổng|tong|cộng|cong)(?!\w)")
_OF_A_PAGE = re.compile(r"\btrang\b|\bluy ke\b")
# What divides schemes without saying whose money or which kind they are.
_DIVISIONS = {
    "place": re.compile(
        r"(?:cac )?(?:huyen|thi xa|thi tran|thanh pho|tp|xa|phuong|quan|dac khu|tinh|khu vuc|vung)\b"
    ),
    "year": re.compile(r"(?:nam|giai doan|quy|thang|dot)\b.*[0-9ivx]"),
}
_OTHERS = re.compile(r"\bkhac\b")
# From the outermost sort of numbers to the innermost; names without a number have no rank.
_RANKS = ("phan", "A", "I", "1")
_INNER = {"1": 0, "a": 9}


@dataclass(frozen=True)
class _Group:
    """A group that stands open: its sort, its number, its name, the first row, and what it says, '' for nothing.

    `text` is its name as it is typed.
    """

    sort: str
    label: str
    name: str
    row: int
    said: str
    text: str


def said_by_groups(table: Table, says: Callable[[str], str]) -> list[str]:
    """What the innermost group that says something says of each row of the sheet; '' in no group that does.

    Args:
        table: the table.
        says: what the name of a group says, '' for nothing.
    """
    return [_innermost(groups) for groups in _open_groups(table, says)]


def names_of_groups(table: Table, says: Callable[[str], str]) -> list[str]:
    """The name of the innermost group of each row of the sheet, as it is typed; '' where none has one.

    What only divides schemes, by place, year or fund, is no such group; `says` is as in `said_by_groups`.
    """
    return [
        next((group.text for group in reversed(groups) if _is_named(group)), "")
        for groups in _open_groups(table, says)
    ]


def _is_named(group: _Group) -> bool:
    is_division = any(pattern.match(group.name) for pattern in _DIVISIONS.values())
    return bool(group.text) and not is_division and not names_source(group.text)


def _open_groups(table: Table, says: Callable[[str], str]) -> list[Sequence[_Group]]:
    """The groups that stand open over each row of the sheet, the outermost first.

    A group of the same sort of number ends the one above, and what it said; a total of a group ends that group. The
    row of a total is still its group's.
    """
    over: list[Sequence[_Group]] = [()] * table.sheet.height
    groups: list[_Group] = []
    above = 0
    for row in table.breaks:
        over[above:row] = [tuple(groups)] * (row - above)
        label, name = _named(table, row)
        if _SUM.match(normal(name or label)):
            over[row] = tuple(groups)
            if not _OF_A_PAGE.search(folded(name)):
                groups = _ended(table, groups, row, name, says)
            above = row + 1
            continue
        sort = _sort(label, name, says)
        groups = _around(table, groups, sort, row, name)
        text = " ".join(name.split())
        groups.append(_Group(sort, label, folded(name), row, says(name), text))
        above = row
    over[above:] = [tuple(groups)] * (table.sheet.height - above)
    return over


def _innermost(groups: Sequence[_Group]) -> str:
    return next((group.said for group in reversed(groups) if group.said), "")


def _named(table: Table, row: int) -> tuple[str, str]:
    """The number of a group and its name; '' where it has no number."""
    text = table.row_text(row).lstrip(f" {BULLETS}")
    if "stt" in table.header.columns:
        label = table.sheet.row(row)[table.header.columns["stt"]].strip()
        if label and is_label(label):
            return label, text.removeprefix(label).strip()
    if found := _PART.fullmatch(text.strip()):
        return f"phần {found[1]}", found[2].strip()
    if found := _LABELLED.fullmatch(text.strip()):
        return found[1], found[2].strip()
    return "", text.strip()


def _sort(label: str, name: str, says: Callable[[str], str]) -> str:
    if label:
        return "phan" if label.startswith("phần ") else label_sort(label)
    words = folded(name)
    for division, pattern in _DIVISIONS.items():
        if pattern.match(words):
            return division
    return "said" if says(name) else ""


def _rank(sort: str) -> int | None:
    if sort in _RANKS:
        return _RANKS.index(sort)
    if sort[:1] == "1":
        return _RANKS.index("1") + int(sort[1:])
    return _INNER.get(sort)


def _around(table: Table, groups: list[_Group], sort: str, row: int, name: str) -> list[_Group]:
    """The groups that stay open around a new one."""
    if not sort and _OTHERS.search(folded(name)):
        return []
    sorts = [group.sort for group in groups]
    is_empty = not groups or not _has_schemes(table, groups[-1].row, row)
    if sort in sorts and (sort or not is_empty):
        return groups[: sorts.index(sort)]
    if is_empty or sort in _DIVISIONS:
        return list(groups)
    rank = _rank(sort)
    if rank is None:
        # A name without a number below schemes stands beside what is above, not in it.
        return []
    return [group for group in groups if (_rank(group.sort) or 0) < rank]


def _has_schemes(table: Table, top: int, bottom: int) -> bool:
    first, last = np.searchsorted(table.schemes, (top, bottom)).tolist()
    return bool(last > first)


def _ended(
    table: Table, groups: list[_Group], row: int, name: str, says: Callable[[str], str]
) -> list[_Group]:
    """The groups that stay open below a total: it ends the group whose number or name it has, else the innermost."""
    words = re.sub(r"\W+", " ", folded(name)).split()
    for index, group in enumerate(groups):
        if not _has_schemes(table, group.row, row):
            continue
        label = folded(group.label).strip(" .)(:/-")
        is_named = bool(group.name) and " ".join(words).endswith(group.name)
        is_said = bool(group.said) and says(name) == group.said
        if (label and label in words[1:]) or is_named or is_said:
            return groups[:index]
    if groups and _has_schemes(table, groups[-1].row, row):
        return groups[:-1]
    return groups
