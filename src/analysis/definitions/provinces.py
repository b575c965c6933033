"""Provinces before and after 01/7/2025 (`provinces.tsv`): a place is a name at a date.

Since then 23 names mean a larger territory than before, and seven codes another province: the key is
the name, or the code, with a day. A territory is told by the provinces of before that it is made of,
which no reform divided. A province that only had another name is the same one under both.
Source: Nghị quyết số 202/2025/QH15; codes of the statistics office. The act that renamed Huế was not seen.
"""

from __future__ import annotations

import csv
import datetime as dt
import difflib
import re
from dataclasses import dataclass, replace
from functools import lru_cache

from analysis.edition import (
    AFTER_MERGER,
    BEFORE_MERGER,
    LAST_DAY_BEFORE,
    Edition,
    edition_of,
    place_slug,
)
from analysis.packaged import packaged_text

NAMES_REMEMBERED = 4096
# Territories that no reform changed, beside the provinces of the table.
WHOLE_COUNTRY = ("ca-nuoc", "toan-quoc", "viet-nam")
CITIES = ("Hà Nội", "Hải Phòng", "Đà Nẵng", "Hồ Chí Minh", "Cần Thơ", "Huế")
# The words for its kind before a province's name; the city of that name in a province is no province.
_PROVINCE_WORDS = ("tỉnh", "UBND tỉnh")
_CITY_WORDS = ("thành phố", "TP", "UBND thành phố", "UBND TP")
# Names that a province had before, and its name now: Huế has had its own since 01/01/2025, on the same territory.
FORMER_NAMES = dict.fromkeys(("Thừa Thiên Huế", "Thừa Thiên - Huế"), "Huế")
_SHORT_NAMES = {"TP HCM": "Hồ Chí Minh", "TPHCM": "Hồ Chí Minh"}
# The words in which sources say that a name means the province of before, or that of now.
_OCCASION = "(?:khi )?(?:sắp xếp|sáp nhập|hợp nhất)"
_BEFORE = rf"(?:cũ|trước {_OCCASION}|trước 0?1/0?7/2025|đến 30/0?6/2025)"
_AFTER = rf"(?:mới|sau {_OCCASION}|từ 0?1/0?7/2025)"
_WORDS_BEHIND = {
    ending: re.compile(rf"(?:\s*\({words}\)|\s+{words})$", re.IGNORECASE)
    for ending, words in ((BEFORE_MERGER, _BEFORE), (AFTER_MERGER, _AFTER))
}


@dataclass(frozen=True)
class Province:
    """A province from `start` to `end`, both included, by name and code; `parts` are the provinces of before in it."""

    name: str
    code: str
    start: dt.date
    end: dt.date
    parts: frozenset[str]

    @property
    def slug(self) -> str:
        """Its name as PLACE has it."""
        return place_slug(self.name)

    @property
    def is_unchanged(self) -> bool:
        """Whether it was the same before and after the reform."""
        return (self.start, self.end) == (dt.date.min, dt.date.max)


@lru_cache(maxsize=1)
def provinces() -> tuple[Province, ...]:
    """All provinces of before and of after, one that did not change once."""
    text = packaged_text("definitions/provinces.tsv")
    lines = list(csv.DictReader(text.splitlines(), delimiter="\t"))
    found = []
    joined: dict[tuple[str, str, dt.date], set[str]] = {}
    for line in lines:
        end, start = line["hieu_luc_den"], line["hieu_luc_tu"]
        own = frozenset([line["ten_cu"]])
        last = dt.date.fromisoformat(end) if end else dt.date.max
        found.append(Province(line["ten_cu"], line["ma_cu"], dt.date.min, last, own))
        if start:
            key = line["ten_moi"], line["ma_moi"], dt.date.fromisoformat(start)
            joined.setdefault(key, set()).update(own)
    for (name, code, first), parts in joined.items():
        found.append(Province(name, code, first, dt.date.max, frozenset(parts)))
    return tuple(found)


def province_at(slug: str, day: dt.date) -> Province | None:
    """The province that a name means on a day, None for any other place.

    A name that is gone by then means the province that last had it; one with the words "trước sắp xếp"
    or "sau sắp xếp" needs no day.
    """
    had_it = _by_slug().get(bare_slug(plain_slug(slug)), [])
    if slug.endswith(BEFORE_MERGER):
        had_it = [province for province in had_it if province.end < dt.date.max]
    elif slug.endswith(AFTER_MERGER):
        had_it = [province for province in had_it if province.start > dt.date.min]
    else:
        had_it = [province for province in had_it if province.start <= day]
    return max(had_it, key=lambda province: province.start, default=None)


def bare_slug(slug: str) -> str:
    """The slug of a name without the words for before or after the reform."""
    return slug.removesuffix(BEFORE_MERGER).removesuffix(AFTER_MERGER)


def plain_slug(slug: str) -> str:
    """The slug of a province by its name now, without the word for its kind: "tinh-nghe-an" is "nghe-an".

    "thua-thien-hue" is "hue"; the slug of any other place is as it was.
    """
    bare = bare_slug(slug)
    return _plain_slugs().get(bare, bare) + slug[len(bare) :]


@lru_cache(maxsize=NAMES_REMEMBERED)
def slug_of(name: str) -> str:
    """The slug of a place as sources print it.

    "Vĩnh Long (từ 01/7/2025)" is "vinh-long-sau-sap-xep", "tỉnh Nghệ An" is "nghe-an".
    """
    for ending, words in _WORDS_BEHIND.items():
        bare = plain_slug(place_slug(words.sub("", name)))
        named = province_at(bare + ending, dt.date.max)
        if named is not None and words.search(name):
            return bare + ending
    return plain_slug(place_slug(name))


@lru_cache(maxsize=1)
def _plain_slugs() -> dict[str, str]:
    found = {place_slug(short): place_slug(name) for short, name in _SHORT_NAMES.items()}
    for province in provinces():
        for word in _CITY_WORDS if province.name in CITIES else _PROVINCE_WORDS:
            found[place_slug(f"{word} {province.name}")] = province.slug
    for former, name in FORMER_NAMES.items():
        for words in (former, *(f"{word} {former}" for word in _PROVINCE_WORDS)):
            found[place_slug(words)] = place_slug(name)
    return found


@lru_cache(maxsize=1)
def _by_slug() -> dict[str, list[Province]]:
    found: dict[str, list[Province]] = {}
    for province in provinces():
        found.setdefault(province.slug, []).append(province)
    return found


def territory_name(slug: str) -> str:
    """The name of a province for people: "Gia Lai", "Gia Lai (trước sắp xếp)"; the slug of another place."""
    province = province_at(slug, dt.date.max)
    if province is None:
        return slug
    for former in FORMER_NAMES:
        if slug == place_slug(former):
            return former
    for ending, words in ((BEFORE_MERGER, "trước sắp xếp"), (AFTER_MERGER, "sau sắp xếp")):
        if slug.endswith(ending):
            return f"{province.name} ({words})"
    return province.name


def former_names(province: Province | None) -> list[str]:
    """The names that a province had before on the same territory; none of any other place."""
    name = province.name if province else ""
    return [former for former, now in FORMER_NAMES.items() if now == name]


def last_day_of(year: int) -> dt.date:
    """The day whose territory a year means."""
    return dt.date(year, 12, 31)


def province_of(edition: Edition) -> Province | None:
    """The province that the edition's place means on its last day, None for any other place."""
    return province_at(edition.place, edition.last_day)


def joined_into(edition: Edition) -> Province | None:
    """The province of which the edition's own is a part by its last day; None where it still stands, or is none."""
    province = province_of(edition)
    if province is None or province.end >= edition.last_day:
        return None
    return next(other for other in provinces() if other.parts > province.parts)


def is_joined(slug: str, other: str, day: dt.date) -> bool:
    """Whether by a day the reform had made the province of another slug out of the one of this slug and more."""
    part, whole = (province_at(one, day) for one in (slug, other))
    return part is not None and whole is not None and part.parts < whole.parts


def usual(edition: Edition) -> Edition:
    """The edition by the one name of its folders: its province without words for a side of the reform.

    "vinh-long-sau-sap-xep" in 2025 is "vinh-long", which means the same territory there; in 2024 it is as it was.
    """
    plain = plain_slug(bare_slug(edition.place))
    day = edition.last_day
    if same_territory((plain, day), (edition.place, day)):
        return replace(edition, place=plain)
    return edition


def edition_named(name: str) -> Edition | None:
    """The edition that a name in a file tells, by its one name whichever it was written under, or None."""
    edition = edition_of(name)
    return None if edition is None else usual(edition)


def usual_name(name: str) -> str:
    """The one name of the edition that a name in a file tells; what names no edition as it was."""
    edition = edition_named(name)
    return name if edition is None else edition.name


def near_provinces(slug: str) -> list[str]:
    """The slug of the province that a misspelt slug may mean; none of a right one, and of one that is like none.

    Each word is like the province's: many a district shares most letters with one, "ha-tien" with "ha-tinh".
    """
    bare = plain_slug(bare_slug(slug))
    if bare in _by_slug():
        return []
    alike = [name for name in _by_slug() if _is_misspelt(bare, name)]
    return difflib.get_close_matches(bare, alike, n=1)


def _is_misspelt(slug: str, name: str) -> bool:
    words, others = slug.split("-"), name.split("-")
    if len(words) != len(others):
        return "".join(words) == "".join(others)
    return all(map(_is_within_a_letter, words, others))


def _is_within_a_letter(word: str, other: str) -> bool:
    """Whether two words differ by one letter at most, or by two neighbours that changed places; the first one stays."""
    if word[:1] != other[:1]:
        return False
    pairs = enumerate(zip(word, other, strict=False))
    at = next((at for at, (one, two) in pairs if one != two), min(len(word), len(other)))
    if word[at : at + 2] == other[at : at + 2][::-1] and word[at + 2 :] == other[at + 2 :]:
        return True
    ends = ((at + 1, at + 1), (at, at + 1), (at + 1, at))
    return any(word[one:] == other[two:] for one, two in ends)


def across_reform(first: int, last: int) -> bool:
    """Whether the reform lies between what two years mean."""
    return last_day_of(first) <= LAST_DAY_BEFORE < last_day_of(last)


def straddles(edition: Edition) -> bool:
    """Whether the edition, with what it is compared with, lies on both sides of the reform."""
    first = last_day_of(edition.year_from)
    if edition.has_year_before:
        first = edition.year_before.last_day
    return first <= LAST_DAY_BEFORE < edition.last_day


def same_territory(one: tuple[str, dt.date], other: tuple[str, dt.date]) -> bool:
    """Whether two names, each on its day, mean the same territory.

    Of a place that is no province this is known only where both days are on one side of the reform.
    """
    first, second = province_at(*one), province_at(*other)
    if first and second:
        return first.parts == second.parts
    if first or second or one[0] != other[0]:
        return False
    return one[0] in WHOLE_COUNTRY or (one[1] <= LAST_DAY_BEFORE) == (other[1] <= LAST_DAY_BEFORE)
