"""Places: their names, slugs and spellings."""

from __future__ import annotations

from collections import defaultdict

import pandas as pd

from analysis.edition import place_slug
from analysis.faults import Finding, shown

PLACE_WORDS = ("tỉnh ", "thành phố ", "tp. ", "tp.", "tp ")
_SHORT_PLACE_WORDS = {
    "tx": "thị xã",
    "h": "huyện",
    "q": "quận",
    "p": "phường",
    "x": "xã",
    "tt": "thị trấn",
}


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


def place_variants(schemes: pd.DataFrame) -> list[Finding]:
    """Places that differ only in an abbreviated word (TX, Thị xã).

    Each is counted as written, and told.
    """
    written: dict[str, str] = {}
    for text in schemes["place"].drop_duplicates().str.strip():
        written.setdefault(province_name(text).casefold(), text)
    same = defaultdict(list)
    for bare, text in written.items():
        same[_spelled_out(bare)].append(text)
    findings = []
    where = "; ".join(schemes["file"].unique())
    for texts in same.values():
        if len(texts) > 1:
            listed = ", ".join(f"“{shown(text)}”" for text in texts)
            message = (
                f"địa bàn được viết nhiều cách: {listed}; đang tính là {len(texts)} địa bàn."
                " Nếu là một, hãy viết thống nhất"
            )
            findings.append(Finding("cảnh báo", "place-spelling", where, message))
    return findings


def _spelled_out(place: str) -> str:
    words = place.split()
    if len(words) > 1:
        # a word alone is the whole name of a place
        words[0] = _SHORT_PLACE_WORDS.get(words[0].rstrip("."), words[0])
    return " ".join(words)
