"""Which known name a text is a misprint of: its letters differ, its words do not.

A hint that adds, drops or changes a word changes the meaning: "trăm triệu đồng" is not "triệu đồng",
"Số đề án" not "Mã đề án".
"""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Iterable

ALIKE = 0.6  # of the letters of a word, for one word to be a misprint of another


def misprinted(text: str, names: Iterable[str]) -> str:
    """The nearest of the names of which a text is a misprint, '' where it is of none."""
    words = _bare(text).split()
    fitting = {}
    for name in names:
        others = _bare(name).split()
        if len(words) == len(others) and all(map(_is_alike, words, others)):
            fitting[_bare(name)] = name
    near = difflib.get_close_matches(_bare(text), fitting, n=1)
    return fitting[near[0]] if near else ""


def _is_alike(word: str, other: str) -> bool:
    return difflib.SequenceMatcher(None, word, other).ratio() >= ALIKE


def _bare(text: str) -> str:
    letters = unicodedata.normalize("NFD", text.casefold().replace("đ", "d"))
    return "".join(letter for letter in letters if not unicodedata.combining(letter))
