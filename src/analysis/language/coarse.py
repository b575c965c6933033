"""A pattern of Arrow made coarse: it finds all that the pattern finds, a little more, and is ready at once.

Arrow makes a pattern ready anew for each column, and the classes of all letters and all numbers of Unicode take
most of that time. A look through a column for what is seldom there takes ranges of characters in their place;
what it finds is then looked at exactly.
"""

from __future__ import annotations

import re
from functools import lru_cache

# A class of these alone is part of \pL: the letters of Vietnamese and its neighbours. The others hold \pL and \pN.
_SURE_LETTERS = "A-Za-zÀ-ÖØ-öø-ɏḀ-ỿ"
_ALL_LETTERS = r"A-Za-z\x{80}-\x{10ffff}"
_SURE_NUMBERS = "0-9"
_ALL_NUMBERS = r"0-9\x{80}-\x{10ffff}"
_TOKEN = re.compile(r"\\p[LN]|\\.|\[\^?|\]", re.DOTALL)


@lru_cache(maxsize=256)
def coarse(pattern: str) -> str:
    """A pattern that is found in every text in which `pattern` is found, without the classes of Unicode."""
    opened = ""

    def wider(match: re.Match[str]) -> str:
        nonlocal opened
        part = match[0]
        if part in ("[", "[^", "]"):
            opened = part.strip("]")
            return part
        if part not in ("\\pL", "\\pN"):
            return part
        if opened == "[^":
            return _SURE_LETTERS if part == "\\pL" else _SURE_NUMBERS
        ranges = _ALL_LETTERS if part == "\\pL" else _ALL_NUMBERS
        return ranges if opened else f"[{ranges}]"

    return _TOKEN.sub(wider, pattern)
