"""What the words around a number make of it: a lower or an upper bound, or about."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from analysis.prose.quantities import Quantity
from analysis.prose.rules import Cue, cue_at, either
from analysis.vocabulary import Bound

# A pattern of the words right before a number that say how exactly it is meant.
HEDGE = f"(?:{'|'.join(either('hedge', code) for code in ('at_least', 'at_most', 'about'))})"
_ABOUT = {"~", "≈"}
_BETWEEN = " ~≈("


def with_hedges(text: str, found: Iterable[Quantity], hedges: Iterable[Cue]) -> Iterator[Quantity]:
    """Quantities with what the words around make of them ("trên", "không quá", "… trở lên"), but for ends of ranges."""
    before = {cue.end: cue for cue in hedges}
    for quantity in found:
        start = quantity.start
        while start and text[start - 1] in _BETWEEN:
            start -= 1
        behind = cue_at(text, quantity.end + 1, "hedge_behind")
        cue = before.get(start)
        if quantity.place in ("low", "high"):
            yield quantity
        elif behind is not None:
            yield replace(quantity, bound=_bound(behind.code))
        elif cue is not None:
            yield replace(quantity, bound=_bound(cue.code), hedge=text[cue.start : cue.end])
        elif _ABOUT.intersection(text[start : quantity.start]):
            yield replace(quantity, bound="about")
        else:
            yield quantity


def _bound(code: str) -> Bound:
    known: tuple[Bound, ...] = ("exact", "at_least", "at_most", "about")
    return next(bound for bound in known if bound == code)
