"""The chart of indicators that rest on a reading of the source.

A row each, from one reading's value to the other's.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Literal

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from analysis.charts.axes import (
    GAP,
    LABEL_WIDTH,
    column_width,
    middles,
    open_axes,
    row_height,
    set_scale,
    write_legend,
    write_lines,
)
from analysis.charts.style import (
    GREY,
    MAIN,
    RULE,
    WIDTH,
    styled,
    text_width,
    wrap,
)

DOT = 64.0
"""Area of a mark in square points."""


@dataclass(frozen=True)
class Range:
    """An indicator under two readings.

    `chosen` is "low" or "high", the one the report goes by, if it takes either.
    """

    label: str
    unit: str
    low: Fraction
    low_text: str
    low_id: str
    high: Fraction
    high_text: str
    high_id: str
    chosen: Literal["low", "high"] | None


@styled
def plot_ranges(ranges: pd.DataFrame) -> Figure:
    """A row a range: filled what the report takes, hollow what would hold otherwise.

    `ranges` has the columns of `Range`. Every row is drawn relative to its chosen value, so that
    rows of different units can be compared.

    Raises:
        ValueError: the frame has no row.
    """
    if ranges.empty:
        raise ValueError("a chart needs at least one value")
    rows = list(ranges.itertuples())
    labels = [wrap(_label(row), LABEL_WIDTH) for row in rows]
    heights = [row_height(lines) for lines in labels]
    ends = [_relative(row) for row in rows]
    left = column_width(labels) + 3 * GAP
    spans = []
    for row, (low, high) in zip(rows, ends, strict=True):
        room = [text_width(text) + 2 * GAP for text in (row.low_text, row.high_text)]
        spans.append((low, room[0], high, room[1]))

    figure, axes = open_axes(sum(heights), left=left)
    axes.set_ylim(sum(heights), 0)
    set_scale(axes, WIDTH - left, spans)
    axes.axvline(0, color=RULE, clip_on=False, zorder=0.5)
    for row, lines, (low, high), y in zip(rows, labels, ends, middles(heights), strict=True):
        write_lines(axes, lines, (0, y), (-left, 0), coords=("axes fraction", "data"))
        axes.plot([low, high], [y, y], color=GREY, linewidth=1.6, clip_on=False, zorder=1)
        # The chosen mark comes last: it stays whole where the two nearly meet.
        order = ["low", "high"]
        if row.chosen == "low":
            order.reverse()
        for name in order:
            _dot(axes, {"low": low, "high": high}[name], y, filled=name == row.chosen)
        at_low = {"anchor": "right", "value_id": row.low_id}
        write_lines(axes, [row.low_text], (low, y), (-2 * GAP, 0), **at_low)
        write_lines(axes, [row.high_text], (high, y), (2 * GAP, 0), value_id=row.high_id)
    of_report = _dot(axes, [], [], filled=True)
    other = _dot(axes, [], [], filled=False)
    of_report.set_label("theo cách hiểu của báo cáo")
    other.set_label("theo cách hiểu khác")
    write_legend(figure, [of_report, other], left)
    return figure


def _label(row: Any) -> str:
    if row.unit:
        return f"{row.label} ({row.unit})"
    return str(row.label)


def _relative(row: Any) -> tuple[float, float]:
    """How far both ends lie from the chosen value, else the larger one, relative to it."""
    base = max(row.low, row.high)
    if row.chosen in ("low", "high"):
        base = getattr(row, row.chosen)
    size = abs(base) or 1
    return float((row.low - base) / size), float((row.high - base) / size)


def _dot(axes: Axes, x: Any, y: Any, filled: bool) -> Any:
    """A round mark: filled for what holds, hollow for what would hold otherwise."""
    face = "white"
    if filled:
        face = MAIN
    return axes.scatter(
        x,
        y,
        DOT,
        facecolor=face,
        edgecolor=MAIN,
        linewidth=1.3,
        clip_on=False,
        zorder=2,
    )
