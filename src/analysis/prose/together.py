"""Counts that are told together: what is said behind the last of them is said of all."""

from __future__ import annotations

import re

from analysis.prose.hedges import HEDGE
from analysis.prose.scopes import Context, Range

_AND = re.compile(rf" và(?: {HEDGE})? ")


def is_joined(context: Context, index: int) -> bool:
    """Whether a count is told together with the one before it: "cho 16 hộ và 3 tổ hợp tác"."""
    if not 0 < index < len(context.found):
        return False
    first, here = context.found[index - 1], context.found[index]
    kinds = first.kind, here.kind
    return kinds == ("count", "count") and (
        _AND.fullmatch(context.text, first.end, here.start) is not None
    )


def behind_all(context: Context, index: int) -> Range:
    """What stands behind a count and those that are told together with it: "5 hộ và 1 HTX được KCĐP hỗ trợ"."""
    last = index
    while is_joined(context, last + 1):
        last += 1
    return context.arounds[last].behind
