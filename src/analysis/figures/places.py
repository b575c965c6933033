"""Places: their names, slugs and spellings."""

from __future__ import annotations

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
    word = next((word for word in PLACE_WORDS if bare.lower().startswith(word)), "")
    return bare[len(word) :]


def province_slug(name: str) -> str:
    """The slug of a place with or without the word tỉnh or thành phố before it."""
    return place_slug(province_name(name))


def place_variants(schemes: pd.DataFrame) -> list[Finding]:
    """Places that differ only in an abbreviated word (TX, Thị xã).

    Each is counted as written, and told.
    """
    written = schemes["place"].drop_duplicates().str.strip().drop_duplicates()
    same: dict[str, list[str]] = {}
    for text in written[~written.map(lambda text: province_name(text).casefold()).duplicated()]:
        same.setdefault(_spelled_out(text), []).append(text)
    where = "; ".join(schemes["file"].unique())
    return [
        Finding(
            "cảnh báo",
            "place-spelling",
            where,
            f"địa bàn được viết nhiều cách: {', '.join(f'“{shown(text)}”' for text in texts)}; đang tính là "
            f"{len(texts)} địa bàn. Nếu là một, hãy viết thống nhất",
        )
        for texts in same.values()
        if len(texts) > 1
    ]


def _spelled_out(place: str) -> str:
    words = province_name(place).casefold().split()
    first = _SHORT_PLACE_WORDS.get(words[0].rstrip(".")) if len(words) > 1 else None
    return " ".join([first, *words[1:]] if first else words)
