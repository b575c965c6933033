"""How a ratio is spread over many things: a square a thing, with some values marked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import permutations, product

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from analysis.charts.axes import GAP, Anchor, add_axes, open_figure, write
from analysis.charts.shown import Mark
from analysis.charts.style import INK, PITCH, SMALL, SOFT, WIDE, Sheet, styled, text_width

PLOT = 90.0
"""The most that a column is high, in points."""
SQUARE = 7.0
LINE = PITCH * SMALL + 2
"""Height of the line of a label."""
SEEN_APART = 3.0
"""Squares less high than this are drawn as one column."""


_LEFT: Anchor = "left"
_RIGHT: Anchor = "right"


@styled
def plot_spread(
    values: Sequence[float],
    ends: Sequence[Mark],
    middles: Sequence[Mark],
    sheet: Sheet = WIDE,
) -> Figure:
    """The values from zero to the largest, a square each, stacked where they are about equal.

    `ends`, the least and the largest, are named below; from `middles`, named above, lines lead down.
    No value is negative.

    Raises:
        ValueError: there is no value.
    """
    if not values:
        raise ValueError("a chart needs at least one value")
    largest = max(values) or 1.0
    places = int(sheet.width / SQUARE)
    columns = Counter(min(int(value / largest * places), places - 1) for value in values)
    most = max(columns.values())
    square = min(SQUARE, PLOT / most)
    height = most * square
    scale = sheet.width / largest
    flags = _arranged(middles, scale, sheet.width)
    head = len(flags) * LINE + GAP
    figure = open_figure(sheet, head + height + GAP + LINE)
    axes = add_axes(figure, 0, head, sheet.width, height)
    axes.set(xlim=(0, sheet.width), ylim=(0, height))
    across = sheet.width / places
    lefts = [number * across for number in columns]
    heights = [count * square for count in columns.values()]
    axes.bar(lefts, heights, across - 1, align="edge", color=SOFT, clip_on=False)
    if square >= SEEN_APART:
        lines = [turn * square for turn in range(1, most)]
        axes.hlines(lines, 0, sheet.width, color="white", linewidth=1)
    axes.axhline(0, color=INK, clip_on=False)
    _name_ends(axes, scale, ends)
    for flag in flags:
        _raise(axes, flag)
    return figure


def _name_ends(axes: Axes, scale: float, ends: Sequence[Mark]) -> None:
    """The least value with its name to the right of it, as far as the largest leaves room."""
    least, largest = ends
    width = axes.get_xlim()[1]
    last = width - text_width(largest.told, SMALL) - 2 * GAP - text_width(least.told, SMALL)
    left = max(min(float(least.value) * scale, last), 0.0)
    _name(axes, least, (left, 0), (0, -LINE), "left")
    _name(axes, largest, (width, 0), (0, -LINE), "right")


@dataclass(frozen=True)
class _Flag:
    """A name above the squares with the line that leads down: where that stands, how high, and the name's side."""

    mark: Mark
    x: float
    level: int
    side: Anchor

    @property
    def ends(self) -> tuple[float, float]:
        """From where to where the name reaches."""
        long = GAP / 2 + text_width(self.mark.told, SMALL)
        return (self.x, self.x + long) if self.side == _LEFT else (self.x - long, self.x)


def _arranged(middles: Sequence[Mark], scale: float, width: float) -> list[_Flag]:
    """Each name beside its line on a level of its own, to the right where that can be.

    All names stay on the sheet, and no line crosses a name below its own. Where names are too long
    for that, the first order is taken.
    """
    orders = product(
        product((_LEFT, _RIGHT), repeat=len(middles)), permutations(range(len(middles)))
    )
    found: list[_Flag] = []
    for sides, levels in orders:
        flags = [
            _Flag(mark, float(mark.value) * scale, level, side)
            for mark, level, side in zip(middles, levels, sides, strict=True)
        ]
        if _stands_free(flags, width):
            return flags
        found = found or flags
    return found


def _stands_free(flags: Sequence[_Flag], width: float) -> bool:
    """Whether the names are on the sheet and no line crosses one."""
    for flag in flags:
        first, last = flag.ends
        if first < 0 or last > width:
            return False
        higher = [other for other in flags if other.level > flag.level]
        if any(first < other.x < last for other in higher):
            return False
    return True


def _raise(axes: Axes, flag: _Flag) -> None:
    """Draw the line of a flag from the ground up and its name."""
    height = axes.get_ylim()[1]
    up = GAP + flag.level * LINE
    axes.plot([flag.x, flag.x], [0, height + up + SMALL], color=INK, linewidth=1, clip_on=False)
    gap = GAP / 2 if flag.side == _LEFT else -GAP / 2
    _name(axes, flag.mark, (flag.x, height), (gap, up), flag.side)


def _name(
    axes: Axes, mark: Mark, at: tuple[float, float], shift: tuple[float, float], anchor: Anchor
) -> None:
    write(axes, mark.told, at, shift, anchor=anchor, size=SMALL, value_id=mark.id)
