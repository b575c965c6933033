"""Axes with measured margins.

Every label has its room in points, so that none is cut off or lies over another.

The data of a chart are in its own units; labels are annotations of matplotlib, shifted by points
from what they name.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, chain, product
from types import MappingProxyType
from typing import Any, Literal

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from analysis.charts.style import (
    BODY,
    CAP,
    GREY,
    INK,
    MAIN,
    MARGIN,
    PAGE,
    PITCH,
    SMALL,
    SOFT,
    WIDTH,
    font,
    text_width,
    wrap,
)
from analysis.charts.svg import GID_PREFIX

Anchor = Literal["left", "center", "right"]
Paint = Mapping[str, Any]
"""Arguments of matplotlib that give the look of a thing."""

Place = tuple[float, float]
Span = tuple[float, float, float, float]
"""Lowest value, points needed before it, highest value, points needed after it."""

BAR = 15.0
"""Height of a bar in points."""
GAP = 5.0
NOTE: Paint = MappingProxyType({"size": SMALL, "italic": True, "tone": GREY})
"""How `write` sets a remark: the unit, a head of a column, what is missing."""
HEAD = 20.0
"""Height of what stands over the rows: the unit, a legend."""
ROW_GAP = 9.0
LABEL_WIDTH = 0.40 * WIDTH
"""The most that the column of labels takes."""
BESIDE = ("axes fraction", "data")
"""What a place beside a row is measured in."""


# How areas are filled, as arguments of matplotlib: told apart by lightness and hatch, never by
# colour alone.
def _paint(face: str, edge: str, hatch: str | None = None) -> Paint:
    return MappingProxyType({"facecolor": face, "edgecolor": edge, "hatch": hatch})


SOLID = _paint(MAIN, MAIN)
PALE = _paint(SOFT, GREY)
HOLLOW = _paint("white", INK)
HATCHED = _paint("white", GREY, "////")
TRACK = _paint("#f1f1f1", "none")


def open_axes(
    height: float, *, head: float = HEAD, left: float = 0.0, right: float = 0.0, foot: float = 0.0
) -> tuple[Figure, Axes]:
    """An empty figure as wide as the report's text, with axes `height` points high."""
    whole = head + height + foot
    figure = Figure(figsize=(PAGE / 72, whole / 72))
    # A canvas of its own: pyplot would keep every figure of a run and ask for a window.
    FigureCanvasAgg(figure)
    across = (MARGIN + left) / PAGE
    width = (WIDTH - left - right) / PAGE
    axes = figure.add_axes((across, foot / whole, width, height / whole))
    # Every value is printed beside its mark, so that no scale is drawn.
    axes.set_axis_off()
    return figure, axes


def write(
    axes: Axes,
    text: str,
    at: Place,
    shift: Place = (0.0, 0.0),
    *,
    coords: Any = "data",
    anchor: Anchor = "left",
    size: float = BODY,
    italic: bool = False,
    tone: str = INK,
    value_id: str = "",
    turned: bool = False,
) -> None:
    """One line of text, its baseline `shift` points right of and above the place `at`.

    `coords` says what `at` is measured in, as in `Axes.annotate`; `value_id` binds the text to a
    value of the report; `turned`, it runs upwards.
    """
    # matplotlib leaves a label out whose place lies outside the axes by a rounding error.
    label = axes.annotate(
        text,
        at,
        xytext=shift,
        xycoords=coords,
        textcoords="offset points",
        ha=anchor,
        va="baseline",
        color=tone,
        fontproperties=font(size, italic),
        rotation=90 * turned,
        rotation_mode="anchor",
        annotation_clip=False,
    )
    if value_id:
        label.set_gid(GID_PREFIX + value_id)


def write_lines(
    axes: Axes,
    lines: Sequence[str],
    at: Place,
    shift: Place = (0.0, 0.0),
    *,
    size: float = BODY,
    **how: Any,
) -> None:
    """Lines of text that are centred on a height; the keywords are those of `write`.

    One text a line: a wrapped label keeps its alignment when the reader's font has other widths.
    """
    across, up = shift
    up += (len(lines) - 1) * PITCH * size / 2 - CAP * size
    for line in lines:
        write(axes, line, at, (across, up), size=size, **how)
        up -= PITCH * size


def write_legend(figure: Figure, handles: Sequence[Any], left: float = 0.0) -> None:
    """A legend in the first line of the sheet, `left` points from its edge if there is room."""
    labels = [handle.get_label() for handle in handles]
    look = mpl.rcParams
    sample = look["legend.handlelength"] + look["legend.handletextpad"]
    spaces = len(labels) * sample + (len(labels) - 1) * look["legend.columnspacing"]
    width = sum(text_width(label, SMALL) for label in labels) + spaces * SMALL
    x = MARGIN + min(left, WIDTH - width)
    top = 1 - 2.6 / (figure.get_figheight() * 72)
    figure.legend(
        handles=handles,
        loc="upper left",
        bbox_to_anchor=(x / PAGE, top),
        ncols=len(labels),
        prop=font(SMALL),
    )


def fit(width: float, spans: Sequence[Span]) -> tuple[float, float]:
    """The largest scale, with the place of zero, at which all spans and labels fit `width`.

    No span begins above zero or ends below it.
    """
    scales = [
        (width - before - after) / (high - low)
        for (low, before, *_), (*_, high, after) in product(spans, repeat=2)
        if high > low
    ]
    scale = max(min(scales, default=0.0), 0.0)
    zero = max(before - low * scale for low, before, *_ in spans)
    return scale, zero


@dataclass(frozen=True)
class Rows:
    """Axes with a row a label, the labels in a column at the left.

    Upright they are measured in points from the top. `scale` is the points that one unit of x
    takes, `left` the width of the labels' column, `middles` are those of the rows.
    """

    figure: Figure
    axes: Axes
    scale: float
    left: float
    labels: Sequence[Sequence[str]]
    middles: Sequence[float]

    def write_label(self, place: int, *, italic: bool = False) -> None:
        """The label of the row at this place; values follow it in the order of reading."""
        at = (0, self.middles[place])
        write_lines(
            self.axes, self.labels[place], at, (-self.left, 0), coords=BESIDE, italic=italic
        )


def open_rows(
    labels: Iterable[str],
    spans: Sequence[Span],
    gap: float,
    *,
    head: float = HEAD,
    right: float = 0.0,
) -> Rows:
    """Rows as high as their labels, `gap` points beside them, and x so that the spans fit."""
    wrapped = [wrap(label, LABEL_WIDTH) for label in labels]
    heights = [max(BAR, len(lines) * PITCH * BODY) + ROW_GAP for lines in wrapped]
    left = column_width(chain.from_iterable(wrapped)) + gap
    bottom = sum(heights)
    width = WIDTH - left - right
    scale, zero = fit(width, spans)
    # Without any length to draw, or any room for it, all bars shrink to the zero line.
    scale = scale or 1e-12
    figure, axes = open_axes(bottom, head=head, left=left, right=right)
    axes.set(xlim=(-zero / scale, (width - zero) / scale), ylim=(bottom, 0))
    ends = accumulate(heights)
    middles = [end - height / 2 for end, height in zip(ends, heights, strict=True)]
    return Rows(figure, axes, scale, left, wrapped, middles)


def column_width(lines: Iterable[str]) -> float:
    """Width of the column that holds these lines."""
    return max(map(text_width, lines))


def worded(printed: str, word: str = "") -> str:
    """A printed number with the word of its bound, once."""
    if printed[:1].isalpha():
        return printed
    return f"{word} {printed}".lstrip()
