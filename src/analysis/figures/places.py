"""Places: their names, slugs and spellings."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping

import pandas as pd

from analysis.edition import place_slug
from analysis.faults import Finding, shown
from analysis.language.spelling import spelled

PLACE_WORDS = ("tỉnh ", "thành phố ", "tp. ", "tp.", "tp ")
# Words for units before a name; the short ones are not taken for the long ones, but told.
_SHORT_PLACE_WORDS = {
    "tx": "thị xã",
    "h": "huyện",
    "q": "quận",
    "p": "phường",
    "x": "xã",
    "tt": "thị trấn",
}
_UNIT = re.compile(
    r"(?:(?:tỉnh|thành phố|thị xã|thị trấn|huyện|quận|phường|xã|đặc khu) "
    rf"|(?:{'|'.join(_SHORT_PLACE_WORDS)})(?:\. ?| ))(?=.)"
)
_CITY = re.compile(r"^tp(?:\. ?| )")


def province_name(name: str) -> str:
    """A place without the word tỉnh or thành phố before it."""
    bare = name.strip()
    for word in PLACE_WORDS:
        if bare.lower().startswith(word):
            return bare[len(word) :]
    return bare


def province_slug(name: str) -> str:
    """The slug of a place with or without the word tỉnh or thành phố before it."""
    return place_slug(province_name(name))


def same_name(name: str) -> str:
    """What all spellings of a place's name have in common; the word for its unit counts."""
    return _CITY.sub("thành phố ", " ".join(spelled(name).casefold().split()))


def _without_unit(key: str) -> str:
    unit = _UNIT.match(key)
    return key[unit.end() :] if unit else key


def areas(places: pd.Series, named: Mapping[str, str] | None = None) -> pd.Series:
    """The place of each row by one name, that of the first row that writes it in full.

    A name without the word for its unit is the one place of that name that has it; where there are
    several (huyện and thị xã), it is a place of its own. `named` has other names of places, by
    `same_name`, and what they stand for.
    """
    other_names = named or {}
    typed = {text: other_names.get(same_name(text), text) for text in places.unique()}
    names: dict[str, str] = {}
    for text in typed.values():
        names.setdefault(same_name(text), text)
    in_full = defaultdict(list)
    for key, text in names.items():
        in_full[_without_unit(key)].append(text)
    for bare, alike in in_full.items():
        # the bare name itself and one other
        if bare in names and len(alike) == 2:
            alike.remove(names[bare])
            names[bare] = alike[0]
    return places.map({text: names[same_name(name)] for text, name in typed.items()}).astype("str")


def place_variants(schemes: pd.DataFrame) -> list[Finding]:
    """Areas that differ only in an abbreviated word (TX, Thị xã), or in having such a word at all.

    Each is counted as written, and told.
    """
    in_full = defaultdict(list)
    in_short = defaultdict(list)
    for area in schemes["area"].unique():
        key = same_name(area)
        in_full[_spelled_out(key)].append(area)
        in_short[_without_unit(key)].append(area)
    # a bare name may be any of those that have a word before it
    doubtful = [alike for bare, alike in in_short.items() if bare in in_full]
    findings = []
    where = "; ".join(schemes["file"].unique())
    for texts in [*in_full.values(), *doubtful]:
        if len(texts) > 1:
            listed = ", ".join(f"“{shown(text)}”" for text in texts)
            message = (
                f"địa bàn được viết nhiều cách: {listed}; đang tính là {len(texts)} địa bàn."
                " Nếu là một, hãy viết thống nhất"
            )
            findings.append(Finding("cảnh báo", "place-spelling", where, message))
    return findings


def _spelled_out(place: str) -> str:
    words = place.replace(".", ". ").split()
    if len(words) > 1:
        # a word alone is the whole name of a place
        words[0] = _SHORT_PLACE_WORDS.get(words[0].rstrip("."), words[0])
    return " ".join(words)
