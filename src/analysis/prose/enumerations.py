"""Numbers that share the unit of the last of their list: "7,1; 8,9 và 12,2 tỷ đồng" is read at its end only."""

from __future__ import annotations

import re
from typing import NamedTuple

from analysis.prose.quantities import Quantity

_LONGEST = 200
_HEDGES = "gần|hơn|trên|dưới|khoảng|chừng|độ"
_NUMBER = r"(?<![\w.,/%+-])[0-9]+(?:[.,][0-9]+)*"
_LIST = re.compile(rf"(?:{_NUMBER}(?:[;,] ?(?:và )?| và )(?:(?:{_HEDGES}) )*)+$")
# What such a list ends with, asked first: the pattern looks at every number before a quantity.
_ENDS = (";", ",", "; ", ", ", "và ", *(f"{hedge} " for hedge in _HEDGES.split("|")))
_EACH = re.compile(_NUMBER)
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
# "ngày 5, 12 cơ sở …": the first number is of the word before it
_NAMED = re.compile(r"(?<!\w)(?:năm|tháng|ngày|quý|điều|khoản|mục|phụ lục|số|kỳ|đợt|lần|quốc lộ) $")


class Unread(NamedTuple):
    """Where numbers before a quantity stand in the folded text that have no unit of their own, and how many."""

    start: int
    end: int
    numbers: int


def unread_before(text: str, quantity: Quantity) -> Unread | None:
    """The numbers of a list before a quantity that share its unit; years are none; None without any."""
    if not text.endswith(_ENDS, 0, quantity.start):
        return None
    begin = max(0, quantity.start - _LONGEST)
    found = _LIST.search(text, begin, quantity.start)
    if found is None:
        return None
    each = list(_EACH.finditer(text, found.start(), found.end()))
    if _NAMED.search(text, begin, found.start()):
        each = each[1:]
    numbers = [one for one in each if not _YEAR.fullmatch(one[0])]
    return Unread(numbers[0].start(), numbers[-1].end(), len(numbers)) if numbers else None
