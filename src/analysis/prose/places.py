"""Which province or other place a text is about."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache

from analysis.definitions.provinces import provinces
from analysis.edition import UNNAMED, place_slug

COUNTRY = "Cả nước"
_COUNTRY = re.compile(r"(?<!\w)(?:[Cc]ả nước|[Tt]oàn quốc)(?!\w)")
_WORD = re.compile(r"\w+")
_OWN = 3  # how much more "tỉnh Bình Định" says than the name alone, which may be that of a paper


@cache
def _names() -> re.Pattern[str]:
    names = sorted({province.name for province in provinces()}, key=len, reverse=True)
    listed = "|".join(re.escape(name).replace("\\ ", r"\s+") for name in names)
    return re.compile(
        rf"(?<!\w)(?P<own>(?:[Tt]ỉnh|UBND tỉnh|Sở Công Thương)\s+)?(?P<name>{listed})(?!\w)"
    )


def places_in(text: str) -> list[str]:
    """The province that a text in NFC names most; several where it names others nearly as much, or the whole country.

    Where it names none, the words for a place that the source does not name.
    """
    told: Counter[str] = Counter()
    owned = set()
    for match in _names().finditer(text):
        name = " ".join(match["name"].split())
        told[name] += _OWN if match["own"] else 1
        owned |= {name} if match["own"] else set()
    if not told:
        return [COUNTRY, UNNAMED] if _COUNTRY.search(text) else [UNNAMED]
    (name, most), *others = told.most_common()
    near = [other for other, times in others if times * 2 > most]
    # of the country where no province is the teller: "cả nước đạt 1.436 tỷ đồng, Thanh Hóa 45 tỷ đồng"
    is_of_country = name not in owned and _COUNTRY.search(text)
    return [*([COUNTRY] if is_of_country else []), name, *near]


def name_in(text: str, slug: str) -> str | None:
    """The name of a place as a text in NFC has it, found by its slug; None where it has none."""
    words = list(_WORD.finditer(text))
    count = slug.count("-") + 1
    for first, last in zip(words, words[count - 1 :], strict=False):
        name = text[first.start() : last.end()]
        if place_slug(name) == slug:
            return " ".join((name[0].upper() + name[1:]).split())
    return None


def others_in(text: str, place: str) -> list[str]:
    """The provinces that a text in NFC names without naming the place itself, each once."""
    named = [" ".join(match["name"].split()) for match in _names().finditer(text)]
    return [] if place in named else list(dict.fromkeys(named))
