"""Which way a word of direction or rank points, so that a mark's word and its condition cannot say opposite things."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

GREATER: Final = (
    "tăng", "vượt", "cao hơn", "lớn hơn", "nhiều hơn", "gấp đôi", "gấp ba", "gấp rưỡi", "chiếm đa số", "quá nửa",
)  # fmt: skip
LESS: Final = ("giảm", "sụt", "thấp hơn", "nhỏ hơn", "ít hơn")
# The greatest and the least may be shared by several.
GREATEST: Final = ("cao nhất", "lớn nhất", "nhiều nhất", "đứng đầu", "dẫn đầu", "đạt đỉnh")
LEAST: Final = ("thấp nhất", "nhỏ nhất", "ít nhất", "đứng cuối")
EQUAL: Final = ("không đổi", "bằng nhau")
# Words of the trade that hold one of these and say nothing of a figure; "not only" denies nothing.
FREE: Final = (
    "tăng cường",
    "giá trị gia tăng",
    "giảm nghèo",
    "giảm thiểu",
    "không chỉ",
    "không những",
)
SIGNS: Final = (">", "<", "=")

_FITTING: Final = {
    **dict.fromkeys(GREATER, frozenset({">"})),
    **dict.fromkeys(LESS, frozenset({"<"})),
    **dict.fromkeys(GREATEST, frozenset({">", ">="})),
    **dict.fromkeys(LEAST, frozenset({"<", "<="})),
    **dict.fromkeys(EQUAL, frozenset({"="})),
}
_DENIED: Final = {
    frozenset({">"}): frozenset({"<", "<=", "="}),
    frozenset({">", ">="}): frozenset({"<", "<=", "="}),
    frozenset({"<"}): frozenset({">", ">=", "="}),
    frozenset({"<", "<="}): frozenset({">", ">=", "="}),
    frozenset({"="}): frozenset({">", "<"}),
}
_DENIAL: Final = re.compile(r"(?<!\w)(?:không|chưa|chẳng)(?!\w)")
_WORD: Final = re.compile(rf"(?<!\w)(?:(?P<free>{'|'.join(FREE)})|{'|'.join(_FITTING)})(?!\w)")


def fitting(word: str) -> frozenset[str] | None:
    """The operators that a word may stand for; None when its direction is not known, or it has two."""
    text = " ".join(word.lower().split())
    found = set()
    for match in _WORD.finditer(text):
        if match["free"] is None:
            operators = _FITTING[match.group()]
            found.add(
                _DENIED[operators]
                if _DENIAL.search(_without_free(text[: match.start()]))
                else operators
            )
    return found.pop() if len(found) == 1 else None


def _without_free(text: str) -> str:
    return _WORD.sub(lambda match: "" if match["free"] else match.group(), text)


def wrong_way(words: Sequence[str], operator: str) -> str:
    """Which word of a mark does not fit its condition, in Vietnamese; '' when all do.

    Without an operator the words stand for greater, less and equal, in this order.
    """
    for word, sign in zip(words, (operator,) if operator else SIGNS, strict=False):
        operators = fitting(word)
        if operators is not None and sign not in operators:
            allowed = " ".join(sign for sign in (">", ">=", "<", "<=", "=") if sign in operators)
            if operator:
                return f"từ “{word}” đi với {allowed}, không đi với {operator}"
            return f"từ “{word}” đứng ở chỗ của {sign}; thứ tự là từ cho lớn hơn|nhỏ hơn|bằng"
    return ""
