"""Numbers that are by how much something grew or shrank."""

from __future__ import annotations

import re

from analysis.prose.hedges import HEDGE
from analysis.prose.quantities import Quantity
from analysis.prose.scopes import Around, Context
from analysis.prose.words import Sought

GROWTH = "growth"
_AND = re.compile(rf" và(?: (?:{HEDGE}|tới|đến))* ")
_GROWING = ("tăng", "giảm", "nâng", "hạ", "tiết kiệm", "rút ngắn")
_GROWS = Sought(rf"(?:{'|'.join(_GROWING)})(?!\w)", [word.partition(" ")[0] for word in _GROWING])
_GREW = re.compile(rf"(?<!\w)(?:tăng|giảm)(?: thêm| đi)?(?: {HEDGE})? $")
# "tăng kinh phí khuyến công thêm 10%", "tăng doanh thu 45%", but no level: "tăng lên 92%"
_GREW_BY = re.compile(
    rf"(?<!\w)(?:{'|'.join(_GROWING)})(?!\w)[^,;:.()0-9]*"
    r"(?: thêm|(?<!\blên)(?<!\bxuống)(?<!\bcòn)(?<!\btừ)(?<!\bđến)(?<!\btới)"
    r"(?<!\bđạt)(?<!\bchiếm)(?<!\blà)(?<!\bbằng)(?<!lên dưới)(?<!xuống dưới)(?<!lên trên)) $"
)


def is_growth(context: Context, quantity: Quantity, around: Around) -> bool:
    """Whether a number is by how much something grew or shrank."""
    if context.seek(_GROWS, around.before) is None:
        return False
    if quantity.kind == "money":
        return _GREW.search(context.text, *around.before) is not None
    by = _GREW_BY.search(context.text, *around.before)
    return by is not None and (
        by[0].endswith(" thêm ") or not context.cues("support", around.before)
    )


def is_joined(text: str, first: Quantity, second: Quantity) -> bool:
    """Whether nothing but "và" stands between two quantities: "tăng 8% và 12%"."""
    return _AND.fullmatch(text, first.end, second.start) is not None
