"""The place of a scheme where no column says it: the district or commune of its group, or that of its whole sheet."""

from __future__ import annotations

import re

from analysis.adopting.columns import one_for_each, same_in_all
from analysis.adopting.groups import OTHER, said_by_groups
from analysis.definitions.provinces import CITIES
from analysis.faults import Problems
from analysis.messages import shown
from analysis.tables.table import Table
from analysis.tables.units import folded

_UNIT = r"(?:huyện|thị xã|thị trấn|thành phố|tp|tx|h|xã|phường|quận|đặc khu)(?:\. ?| )"
# "Huyện Phù Cát (03 đề án):" names one place; "Các huyện miền núi", "Xã hội hóa" name none.
_PLACE = re.compile(
    rf"(?P<place>{_UNIT}(?!hội\b|này\b|khác\b|đã\b|thuộc\b)[^\W\d_](?:(?! và )[^():;,])*?)"
    r"\s*(?:\([^()]*\))?\s*(?:[:–-]\s*[0-9]+ (?:đề án|nhiệm vụ))?\s*[:.]?",
    re.IGNORECASE,
)
_OF_SEVERAL = re.compile(
    r"(?:cac |nhieu |tren |toan )*(?:huyen|thi xa|thi tran|thanh pho|xa|phuong|quan|tinh|khu vuc|vung|dia ban)\b"
)
_LIST = re.compile(
    r"(?:danh mục|danh sách|bảng|biểu|sổ)\b.*?\b(?:của|tại|trên địa bàn|ở)?\s*"
    rf"(?P<place>{_UNIT}[^\W\d_]+(?: [^\W\d_]+){{0,3}}?)(?:,? năm [0-9]{{4}})?\W*",
    re.IGNORECASE,
)


_CITY_WORD = re.compile(r"(?:thành phố|tp)\.? *", re.IGNORECASE)
_CITIES = frozenset(map(folded, CITIES))


def with_places(table: Table, problems: Problems) -> Table:
    """The table with the place of each scheme; as it is where some scheme has none.

    `problems` receives place-from-words.
    """
    groups = said_by_groups(table, _said_of_place)
    places = [groups[row] for row in table.schemes.tolist()]
    if all(place not in ("", OTHER) for place in places):
        count = len(set(places))
        message = f"không có cột Địa bàn: địa bàn của {len(places)} đề án lấy theo dòng nhóm ({count} địa bàn)"
        problems.tell("place-from-words", table.place_over(), message)
        return one_for_each(table, "place", places, None)
    if any(places):
        return table
    place, words = _of_table(table)
    if not place:
        return table
    message = f"không có cột Địa bàn: mọi đề án được hiểu là ở {shown(place)}, theo {words}"
    problems.tell("place-from-words", table.place_over(), message)
    return same_in_all(table, "place", place)


def _said_of_place(text: str) -> str:
    """The place that a group is named by, `OTHER` for one of several places, '' for nothing about places."""
    found = _PLACE.fullmatch(" ".join(text.split()))
    if found is not None and not _is_province(found["place"]):
        return found["place"].strip()
    return OTHER if _OF_SEVERAL.match(folded(text)) else ""


def _is_province(place: str) -> bool:
    """Whether a city is a province by itself, of which a list says nothing about its schemes."""
    return folded(_CITY_WORD.sub("", place)) in _CITIES


def _of_table(table: Table) -> tuple[str, str]:
    """The one place that the name of the sheet is, or that the title of the list ends with, and where it stands."""
    sheet = " ".join((table.sheet.name or "").split())
    found = _PLACE.fullmatch(sheet)
    if found is not None and not _is_province(found["place"]):
        return found["place"].strip(), "tên trang tính"
    named: dict[str, str] = {}
    for text in (text for row in table.above for text in row):
        found = _LIST.fullmatch(" ".join(text.split()))
        if found is not None and not _is_province(found["place"]):
            named[folded(found["place"])] = found["place"].strip()
    if len(named) == 1:
        return next(iter(named.values())), "tên bảng"
    return "", ""
