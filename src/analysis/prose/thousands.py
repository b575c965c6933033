"""Whether thousands without "đồng" are money."""

from __future__ import annotations

import re

_ENDS = re.compile(
    r" ?(?:[.,;:)]|$|/| mỗi(?!\w)| một(?!\w)| (?:trở lên|lên|xuống|đến|tới|còn)(?!\w))"
)
_OF_MONEY = re.compile(
    r"(?<!\w)(?:bán|lương|công|giá|thu nhập|kiếm|trả|thưởng|lãi|lời)(?!\w)[^.;:]*$"
)
# As many letters before an amount may say that it is money.
_NEAR = 40


def is_told_of_money(text: str, match: re.Match[str]) -> bool:
    """Whether words say that thousands are đồng, and nothing behind them what else: "bán thêm được 600 ngàn, …"."""
    if _ENDS.match(text, match.end()) is None:
        return False
    return _OF_MONEY.search(text, max(0, match.start() - _NEAR), match.start()) is not None
