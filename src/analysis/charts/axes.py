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

from analysis.charts.export import png_bytes
from analysis.charts.style import (
    BODY,
    CAP,
    GREY,
    INK,
    MAIN,
    MARGIN,
    PITCH,
    SMALL,
    SOFT,
    Sheet,
    font,
    text_width,
    wrap,
)
from analysis.charts.svg import GID_PREFIX
from analysis.vocabulary import Status

Anchor = Literal["left", "center", "right"]
Paint = Mapping[str, Any]
"""Arguments of matplotlib that give the look of a thing."""

Place = tuple[float, float]
Span = tuple[float, float, float, float]
"""Lowest value, points needed before it, highest value, points needed after it."""

CSS_PIXELS = 96
"""To an inch, as browsers count them."""
BAR = 13.0
"""Height of a bar in points."""
GAP = 5.0
NOTE: Paint = MappingProxyType({"size": SMALL, "italic": True, "tone": GREY})
"""How `write` sets a remark: the unit, a head of a column, what is missing."""
HEAD = 20.0
"""Height of what stands over the rows: the unit, a legend."""
ROW_GAP = 6.0
ABOVE = 3.0
"""Room between a bar and the label above it."""
LABEL_PART = 0.4
"""The most of a sheet that the column of labels takes."""
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
FILLS: Mapping[Status, Paint] = MappingProxyType(
    # What was stopped or recalled stands in no chart.
    {"actual": SOLID, "estimated": PALE, "approved": HOLLOW, "planned": HATCHED}
)
"""How a bar is filled by its status."""


class Chart(Figure):
    """A figure that a notebook shows in the style of all charts, and in its size in print."""

    def _repr_png_(self) -> tuple[bytes, dict[str, int]]:
        across, down = self.get_size_inches() * CSS_PIXELS
        return png_bytes(self), {"width": round(across), "height": round(down)}


def open_figure(sheet: Sheet, height: float) -> Figure:
    """An empty figure as wide as the sheet and `height` points high."""
    figure = Chart(figsize=(sheet.page / 72, height / 72))
    # A canvas of its own: pyplot would keep every figure of a run and ask for a window.
    FigureCanvasAgg(figure)
    return figure


def add_axes(figure: Figure, left: float, top: float, width: float, height: float) -> Axes:
    """Axes of this size in points, `left` of the margin and `top` below the edge."""
    across, down = figure.get_size_inches() * 72
    box = ((MARGIN + left) / across, 1 - (top + height) / down, width / across, height / down)
    axes = figure.add_axes(box)
    # Every value is printed beside its mark, so that no scale is drawn.
    axes.set_axis_off()
    return axes


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
) -> None:
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


def write_legend(rows: Rows, handles: Sequence[Any]) -> None:
    """A legend in the first lines of the sheet, over the rows if there is room.

    On a narrow sheet its parts stand below each other.
    """
    labels = [handle.get_label() for handle in handles]
    look = mpl.rcParams
    sample = look["legend.handlelength"] + look["legend.handletextpad"]
    spaces = len(labels) * sample + (len(labels) - 1) * look["legend.columnspacing"]
    width = sum(text_width(label, SMALL) for label in labels) + spaces * SMALL
    x = MARGIN + max(0.0, min(rows.left, rows.sheet.width - width))
    top = 1 - 2.6 / (rows.figure.get_figheight() * 72)
    rows.figure.legend(
        handles=handles,
        loc="upper left",
        bbox_to_anchor=(x / rows.sheet.page, top),
        ncols=1 if rows.sheet.is_narrow else len(labels),
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
    """Axes with a row a label, the labels in a column at the left, or each above its row.

    Upright they are measured in points from the top. `scale` is the points that one unit of x
    takes, `left` the width of the labels' column, `middles` are those of what is drawn in the rows,
    `named` those of the labels.
    """

    figure: Figure
    axes: Axes
    sheet: Sheet
    scale: float
    left: float
    labels: Sequence[Sequence[str]]
    middles: Sequence[float]
    named: Sequence[float]

    def draw_zero(self, tone: str) -> None:
        """The line at zero below all marks; matplotlib would draw it above. No label lies across it."""
        stretches = [(0.0, self.axes.get_ylim()[0])]
        if self.named is not self.middles:
            stretches = [(middle - 0.7 * BAR, middle + 0.7 * BAR) for middle in self.middles]
        for top, bottom in stretches:
            self.axes.plot([0, 0], [top, bottom], color=tone, clip_on=False, zorder=0.5)

    def write_label(self, place: int, *, italic: bool = False) -> None:
        """The label of the row at this place; values follow it in the order of reading."""
        at = (0, self.named[place])
        write_lines(
            self.axes, self.labels[place], at, (-self.left, 0), coords=BESIDE, italic=italic
        )


def open_rows(
    sheet: Sheet,
    labels: Sequence[str],
    spans: Sequence[Span],
    gap: float,
    *,
    head: float = HEAD,
) -> Rows:
    """Rows as high as their labels, `gap` points beside them, and x so that the spans fit.

    On a narrow sheet long labels stand above their rows.
    """
    column = LABEL_PART * sheet.width
    above = sheet.is_narrow and column_width(labels) > column
    wrapped = [wrap(label, sheet.width if above else column) for label in labels]
    texts = [len(lines) * PITCH * BODY for lines in wrapped]
    left = 0.0
    heights = [text + ABOVE + BAR + ROW_GAP for text in texts]
    if not above:
        left = column_width(chain.from_iterable(wrapped)) + gap
        heights = [max(BAR, text) + ROW_GAP for text in texts]
    bottom = sum(heights)
    width = sheet.width - left
    scale, zero = fit(width, spans)
    # Without any length to draw, or any room for it, all bars shrink to the zero line.
    scale = scale or 1e-12
    figure = open_figure(sheet, head + bottom)
    axes = add_axes(figure, left, head, width, bottom)
    axes.set(xlim=(-zero / scale, (width - zero) / scale), ylim=(bottom, 0))
    ends = list(accumulate(heights))
    named = [end - height / 2 for end, height in zip(ends, heights, strict=True)]
    middles = named
    if above:
        middles = [end - (BAR + ROW_GAP) / 2 for end in ends]
        named = [
            middle - ABOVE - (BAR + text) / 2 for middle, text in zip(middles, texts, strict=True)
        ]
    return Rows(figure, axes, sheet, scale, left, wrapped, middles, named)


def column_width(lines: Iterable[str]) -> float:
    """Width of the column that holds these lines."""
    return max(map(text_width, lines))
