"""How a ratio is spread over many things: a square a thing, with some values marked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from analysis.charts.axes import GAP, Anchor, add_axes, open_figure, write
from analysis.charts.style import INK, PITCH, SMALL, SOFT, WIDE, Sheet, styled, text_width

PLOT = 90.0
"""The most that a column is high, in points."""
SQUARE = 7.0
LINE = PITCH * SMALL + 2
"""Height of the line of a label."""
HEAD = 2 * LINE + GAP
SEEN_APART = 3.0
"""Squares less high than this are drawn as one column."""


_LEFT: Anchor = "left"
_RIGHT: Anchor = "right"


@dataclass(frozen=True)
class Mark:
    """A value that is named: what it is, and its text, bound to the value `id`."""

    label: str
    value: Fraction
    text: str
    id: str

    @property
    def told(self) -> str:
        """The name with the value."""
        return f"{self.label} {self.text}"


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
    figure = open_figure(sheet, HEAD + height + GAP + LINE)
    axes = add_axes(figure, 0, HEAD, sheet.width, height)
    axes.set(xlim=(0, sheet.width), ylim=(0, height))
    across = sheet.width / places
    lefts = [number * across for number in columns]
    heights = [count * square for count in columns.values()]
    axes.bar(lefts, heights, across - 1, align="edge", color=SOFT, clip_on=False)
    if square >= SEEN_APART:
        lines = [turn * square for turn in range(1, most)]
        axes.hlines(lines, 0, sheet.width, color="white", linewidth=1)
    axes.axhline(0, color=INK, clip_on=False)
    scale = sheet.width / largest
    _name_ends(axes, scale, ends)
    _name_middles(axes, scale, middles)
    return figure


def _name_ends(axes: Axes, scale: float, ends: Sequence[Mark]) -> None:
    """The least value with its name to the right of it, as far as the largest leaves room."""
    least, largest = ends
    width = axes.get_xlim()[1]
    last = width - text_width(largest.told, SMALL) - 2 * GAP - text_width(least.told, SMALL)
    left = max(min(float(least.value) * scale, last), 0.0)
    _name(axes, least, (left, 0), (0, -LINE), "left")
    _name(axes, largest, (width, 0), (0, -LINE), "right")


def _name_middles(axes: Axes, scale: float, middles: Sequence[Mark]) -> None:
    """Each name beside its line, to the right where there is room, so that no line crosses a name.

    The line that would cross the other name is the longer one: its own name stands higher.
    """
    width, height = axes.get_xlim()[1], axes.get_ylim()[1]
    smaller, larger = sorted(middles, key=lambda mark: mark.value)
    upper, room = smaller, width
    if not _has_room(larger, scale, width):
        upper, room = larger, float(larger.value) * scale
    for mark in (smaller, larger):
        x, up, anchor, gap = float(mark.value) * scale, GAP, _LEFT, GAP / 2
        if mark is upper:
            up += LINE
        if not _has_room(mark, scale, room):
            anchor, gap = _RIGHT, -GAP / 2
        axes.plot([x, x], [0, height + up + SMALL], color=INK, linewidth=1, clip_on=False)
        _name(axes, mark, (x, height), (gap, up), anchor)


def _has_room(mark: Mark, scale: float, end: float) -> bool:
    """Whether the name fits between its line and an end."""
    return float(mark.value) * scale + GAP + text_width(mark.told, SMALL) <= end


def _name(
    axes: Axes, mark: Mark, at: tuple[float, float], shift: tuple[float, float], anchor: Anchor
) -> None:
    write(axes, mark.told, at, shift, anchor=anchor, size=SMALL, value_id=mark.id)
