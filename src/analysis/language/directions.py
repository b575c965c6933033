"""Words of direction and rank and the way each points.

A mark's word and its condition may not disagree.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

# By the sign that they stand for, '' where they may point either way; `…` is one to three words.
# The greatest and the least may be shared by several, so that `>=` and `<=` fit them as `>` and `<`
# do.
_WORDS_OF = {
    ">": "tăng, vượt, cao hơn, lớn hơn, nhiều hơn, gấp đôi, gấp ba, gấp rưỡi, chiếm đa số, quá nửa",
    "<": "giảm, sụt, thấp hơn, nhỏ hơn, ít hơn",
    ">=": "cao nhất, lớn nhất, nhiều nhất, đứng đầu, dẫn đầu, đạt đỉnh",
    "<=": "thấp nhất, nhỏ nhất, ít nhất, đứng cuối",
    "=": "không đổi, bằng nhau",
    "": "nhanh hơn, chậm hơn, nhanh nhất, chậm nhất, tốt nhất, kém nhất, gấp … lần, đứng thứ, xếp thứ, "
    "xếp hạng, kỷ lục",
}
SIGN_OF: dict[str, str] = {}
for _sign, _words in _WORDS_OF.items():
    SIGN_OF |= dict.fromkeys(_words.split(", "), _sign)
# Nobody types these; "bằng nhau" is said of other things than figures too.
DIRECTIONS = tuple(word for word in SIGN_OF if word != "bằng nhau")
# Words of the trade that hold one of these and say nothing of a figure.
COMPOUNDS = ("tăng cường", "giá trị gia tăng", "giảm nghèo", "giảm thiểu")
SIGNS = (">", "<", "=")
_ALL_SIGNS = (">", ">=", "<", "<=", "=")

_DENIED = {">": {"<", "<=", "="}, "<": {">", ">=", "="}, "=": {">", "<"}}
_DENIAL = re.compile(r"(?<!\w)(?:không|chưa|chẳng)(?!\w)")
# "not only" denies nothing
_FREE = "|".join((*COMPOUNDS, "không chỉ", "không những"))
_POINTING = "|".join(word for word, sign in SIGN_OF.items() if sign)
_WORD = re.compile(rf"(?<!\w)(?:(?P<free>{_FREE})|{_POINTING})(?!\w)")


def fitting(word: str) -> frozenset[str] | None:
    """The operators that a word may stand for.

    None when its direction is not known, or it has two.
    """
    text = " ".join(word.lower().split())
    found = set()
    for match in _WORD.finditer(text):
        if match["free"]:
            continue
        sign = SIGN_OF[match.group()]
        operators = {sign, sign[0]}
        if _DENIAL.search(_WORD.sub(_unless_free, text[: match.start()])):
            operators = _DENIED[sign[0]]
        found.add(frozenset(operators))
    if len(found) != 1:
        return None
    return found.pop()


def _unless_free(match: re.Match[str]) -> str:
    if match["free"]:
        return ""
    return match.group()


def wrong_way(words: Sequence[str], operator: str) -> str:
    """Which word of a mark does not fit its condition, in Vietnamese; '' when all do.

    Without an operator the words stand for greater, less and equal, in this order.
    """
    for word, sign in zip(words, SIGNS, strict=False):
        operators = fitting(word)
        if operators is None or (operator or sign) in operators:
            continue
        if not operator:
            return f"từ “{word}” đứng ở chỗ của {sign}; thứ tự là từ cho lớn hơn|nhỏ hơn|bằng"
        allowed = " ".join(sign for sign in _ALL_SIGNS if sign in operators)
        return f"từ “{word}” đi với {allowed}, không đi với {operator}"
    return ""
