"""Axes with measured margins.

Every label has its room in points, so that none is cut off or lies over another.

The data of a chart are in its own units; labels are annotations of matplotlib, shifted by points
from what they name.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from itertools import accumulate, chain
from types import MappingProxyType
from typing import Any, Literal

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.text import Annotation

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
)
from analysis.charts.svg import GID_PREFIX
from analysis.language.numbers import bound_word
from analysis.vocabulary import Bound

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

# How areas are filled, as arguments of matplotlib: told apart by lightness and hatch, never by
# colour alone.
SOLID: Paint = MappingProxyType({"facecolor": MAIN, "edgecolor": MAIN})
PALE: Paint = MappingProxyType({"facecolor": SOFT, "edgecolor": GREY})
HOLLOW: Paint = MappingProxyType({"facecolor": "white", "edgecolor": INK})
HATCHED: Paint = MappingProxyType({"facecolor": "white", "edgecolor": GREY, "hatch": "////"})
TRACK: Paint = MappingProxyType({"facecolor": "#f1f1f1", "edgecolor": "none"})


def open_axes(
    height: float, *, head: float = HEAD, left: float = 0.0, right: float = 0.0, foot: float = 0.0
) -> tuple[Figure, Axes]:
    """An empty figure as wide as the report's text, with axes `height` points high."""
    whole = head + height + foot
    figure = Figure(figsize=(PAGE / 72, whole / 72))
    # A canvas of its own: pyplot would keep every figure of a run and ask for a window.
    FigureCanvasAgg(figure)
    place = (
        (MARGIN + left) / PAGE,
        foot / whole,
        (WIDTH - left - right) / PAGE,
        height / whole,
    )
    axes = figure.add_axes(place)
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
) -> Annotation:
    """One line of text, its baseline `shift` points right of and above the place `at`.

    `coords` says what `at` is measured in, as in `Axes.annotate`; `value_id` binds the text to a
    value of the report.
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
        annotation_clip=False,
    )
    if value_id:
        label.set_gid(GID_PREFIX + value_id)
    return label


def write_lines(
    axes: Axes,
    lines: Sequence[str],
    at: Place,
    shift: Place = (0.0, 0.0),
    **how: Any,
) -> None:
    """Lines of text that are centred on a height; the keywords are those of `write`.

    One text a line: a wrapped label keeps its alignment when the reader's font has other widths.
    """
    across, up = shift
    size = how.get("size", BODY)
    up += (len(lines) - 1) * PITCH * size / 2 - CAP * size
    for line in lines:
        write(axes, line, at, (across, up), **how)
        up -= PITCH * size


def write_legend(figure: Figure, handles: Sequence[Any], left: float = 0.0) -> None:
    """A legend in the first line of the sheet, `left` points from its edge if there is room."""
    if not handles:
        return
    look = mpl.rcParams
    labels = [handle.get_label() for handle in handles]
    sample = look["legend.handlelength"] + look["legend.handletextpad"]
    spaces = len(labels) * sample + (len(labels) - 1) * look["legend.columnspacing"]
    width = sum(text_width(label, SMALL) for label in labels) + spaces * SMALL
    x = MARGIN + min(left, WIDTH - width)
    top = 1 - 2.6 / (figure.bbox.height / figure.dpi * 72)
    place = (x / PAGE, top)
    figure.legend(
        handles=handles,
        loc="upper left",
        bbox_to_anchor=place,
        ncols=len(labels),
        prop=font(SMALL),
    )


def fit(width: float, spans: Sequence[Span]) -> tuple[float, float]:
    """The largest scale, with the place of zero, at which all spans and labels fit `width`."""
    scale = math.inf
    for low, before, _, _ in spans:
        for _, _, high, after in spans:
            length = max(high, 0.0) - min(low, 0.0)
            if length > 0:
                scale = min(scale, (width - before - after) / length)
    if math.isinf(scale):
        scale = 0.0
    scale = max(scale, 0.0)
    zero = max(before - min(low, 0.0) * scale for low, before, _, _ in spans)
    return scale, zero


def set_scale(axes: Axes, width: float, spans: Sequence[Span]) -> float:
    """Set the limits of x so that the spans of `fit` lie inside axes `width` points wide.

    Returns the points that one unit of x takes.
    """
    scale, zero = fit(width, spans)
    # Without any length to draw, or any room for it, all bars shrink to the zero line.
    scale = scale or 1e-12
    axes.set_xlim(-zero / scale, (width - zero) / scale)
    return scale


def row_height(lines: Sequence[str]) -> float:
    """Height of a row whose label has these lines."""
    return max(BAR, len(lines) * PITCH * BODY) + ROW_GAP


def middles(heights: Sequence[float]) -> list[float]:
    """The middles of rows of these heights, from the top."""
    return [end - height / 2 for end, height in zip(accumulate(heights), heights, strict=True)]


def column_width(labels: Sequence[Sequence[str]]) -> float:
    """Width of the column that holds these labels."""
    return max(text_width(line) for line in chain.from_iterable(labels))


def worded(printed: str, bound: Bound = "exact", qualifier: str = "") -> str:
    """A printed number with the source's word for its bound, else the usual one, once."""
    if printed[:1].isalpha():
        return printed
    return f"{qualifier or bound_word(bound)} {printed}".lstrip()
