"""The word for its unit before the name of a place: huyện, thị xã, TX."""

from __future__ import annotations

import re

# The short words are not taken for the long ones.
SHORT_PLACE_WORDS = {
    "tx": "thị xã",
    "h": "huyện",
    "q": "quận",
    "p": "phường",
    "x": "xã",
    "tt": "thị trấn",
}
_UNIT = re.compile(
    r"(?:(?:tỉnh|thành phố|thị xã|thị trấn|huyện|quận|phường|xã|đặc khu) "
    rf"|(?:{'|'.join(SHORT_PLACE_WORDS)})(?:\. ?| ))(?=.)",
    re.IGNORECASE,
)


def without_unit(place: str) -> str:
    """A place without the word for its unit; a word alone is the whole name."""
    unit = _UNIT.match(place)
    return place[unit.end() :] if unit else place
