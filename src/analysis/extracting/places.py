"""Which province a text is about."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache

from analysis.definitions.provinces import provinces
from analysis.edition import UNNAMED

_OWN = 3  # how much more "tỉnh Bình Định" says than the name alone, which may be that of a paper


@cache
def _names() -> re.Pattern[str]:
    names = sorted({province.name for province in provinces()}, key=len, reverse=True)
    listed = "|".join(re.escape(name).replace("\\ ", r"\s+") for name in names)
    return re.compile(
        rf"(?<!\w)(?P<own>(?:[Tt]ỉnh|UBND tỉnh|Sở Công Thương)\s+)?(?P<name>{listed})(?!\w)"
    )


def place_in(text: str) -> tuple[str, bool]:
    """The province that a text in NFC names most, and whether it names no other nearly as much.

    Where it names none, the words for a place that the source does not name.
    """
    told: Counter[str] = Counter()
    for match in _names().finditer(text):
        told[" ".join(match["name"].split())] += _OWN if match["own"] else 1
    if not told:
        return UNNAMED, True
    (name, most), *others = told.most_common(2)
    return name, not others or others[0][1] * 2 <= most


def others_in(text: str, place: str) -> list[str]:
    """The provinces that a text in NFC names without naming the place itself, each once."""
    named = [" ".join(match["name"].split()) for match in _names().finditer(text)]
    return [] if place in named else list(dict.fromkeys(named))
