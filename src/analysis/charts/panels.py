"""Small multiples: the same rows in several panels of one scale, a bar a value."""

from __future__ import annotations

import pandas as pd
from matplotlib.figure import Figure

from analysis.charts.axes import (
    BAR,
    BESIDE,
    GAP,
    NOTE,
    add_axes,
    column_width,
    fit,
    open_figure,
    write,
    write_lines,
)
from analysis.charts.bars import draw_bar, span_of
from analysis.charts.style import GREY, SMALL, WIDE, Sheet, styled

LINE = BAR + 5.0
"""Height of a row in points."""
UNIT = 1.6 * SMALL
"""Height of the line of the unit."""
TITLE = 24.0
"""Height of the name of a panel with the room above it."""
BETWEEN = 14.0
SHORTEST = 20.0
"""Panels in which the longest bar would be shorter stand below each other."""
NONE = "–"
"""In the place of a value that there is not."""


@styled
def plot_panels(bars: pd.DataFrame, unit: str, sheet: Sheet = WIDE) -> Figure:
    """A panel beside the other, or below it where it is too narrow; a bar is as long for its value in all.

    `bars` has the columns of `shown.PanelBar`; rows and panels stand in the order in which they come first.

    Raises:
        ValueError: no bar has a value.
    """
    known = bars[bars["value"].notna()] if len(bars) else bars
    if known.empty:
        raise ValueError("a chart needs at least one value")
    labels, names = list(dict.fromkeys(bars["row"])), list(dict.fromkeys(bars["panel"]))
    left = column_width(labels) + 2 * GAP
    height, whole = len(labels) * LINE, sheet.width - left
    spans = [span_of(*one) for one in zip(known["value"], known["text"], strict=True)]
    longest = max(high for _, _, high, _ in spans)
    width = (whole - (len(names) - 1) * BETWEEN) / len(names)
    stacked = sheet.is_narrow or fit(width, spans)[0] * longest < SHORTEST
    if stacked:
        width = whole
    scale, zero = fit(width, spans)
    # Without any length to draw all bars shrink to the zero line.
    scale = scale or 1e-12
    panel = TITLE + height
    figure = open_figure(sheet, UNIT + panel * (len(names) if stacked else 1))
    for number, name in enumerate(names):
        across, down = left + number * (width + BETWEEN), UNIT + TITLE
        if stacked:
            across, down = left, UNIT + TITLE + number * panel
        axes = add_axes(figure, across, down, width, height)
        axes.set(xlim=(-zero / scale, (width - zero) / scale), ylim=(height, 0))
        if not number:
            write(axes, f"Đơn vị tính: {unit}", (0, 0), (-left, UNIT + TITLE - SMALL), **NOTE)
        write(axes, name, (0, 0), (0, 6))
        axes.axvline(0, color=GREY, clip_on=False, zorder=0.5)
        found = {bar.row: bar for bar in known[known["panel"] == name].itertuples()}
        for place, label in enumerate(labels):
            middle = (place + 0.5) * LINE
            if across == left:
                write_lines(axes, [label], (0, middle), (-left, 0), coords=BESIDE)
            if label in found:
                draw_bar(axes, scale, found[label], middle)
            else:
                write_lines(axes, [NONE], (0, middle), (GAP, 0), tone=GREY)
    return figure
