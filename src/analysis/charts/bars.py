"""Horizontal bars: a frame in, a figure with axes out.

Readable in print and without colour: lengths from zero, a label on every value in place of a scale,
a hatch on what is planned or not settled, never a pie. A frame of bars has a row a bar and the
columns of `shown.Bar`, of which `label` and `value` must be there; without `text` a value is printed with
two decimals at most.
"""

from __future__ import annotations

from fractions import Fraction
from math import copysign
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from analysis.charts.axes import (
    BAR,
    FILLS,
    GAP,
    HATCHED,
    HEAD,
    NOTE,
    Span,
    open_rows,
    write,
    write_lines,
)
from analysis.charts.style import GREY, SMALL, WIDE, Sheet, styled, text_width
from analysis.language.numbers import format_number, shortest_decimals

HAIR = 1.6
"""The least length of a bar that is not zero, in points."""


@styled
def plot_bars(
    bars: pd.DataFrame, unit: str, sheet: Sheet = WIDE, *, largest_first: bool = False
) -> Figure:
    """Labels at the left or above, bars with their texts at the ends.

    The bars stand in the order given, or the `largest_first`, and then what is the `rest` comes
    last.

    Raises:
        ValueError: the frame has no row.
    """
    bars = _complete(bars)
    if largest_first:
        bars = bars.sort_values(["rest", "value"], ascending=[True, False], kind="stable")
    spans = [span_of(*known) for known in zip(bars["value"], bars["text"], strict=True)]
    rows = open_rows(sheet, list(bars["label"]), spans, 2 * GAP)
    rows.draw_zero(GREY)
    for place, row in enumerate(bars.itertuples()):
        rows.write_label(place, italic=row.rest)
        draw_bar(rows.axes, rows.scale, row, rows.middles[place], rest=row.rest)
    write(rows.axes, f"Đơn vị tính: {unit}", (0, 0), (0, HEAD - SMALL), **NOTE)
    return rows.figure


def _complete(bars: pd.DataFrame) -> pd.DataFrame:
    """The frame with all columns of a bar."""
    if bars.empty:
        raise ValueError("a chart needs at least one value")
    given: dict[str, object] = {"id": "", "rest": False, "status": "actual"}
    if "text" not in bars:
        exact = bars["value"].map(Fraction)
        given["text"] = [format_number(value, shortest_decimals(value, 2)) for value in exact]
    return pd.DataFrame({**given, **bars}, index=bars.index)


def span_of(value: float | Fraction, text: str) -> Span:
    """What a bar and its text need at both sides of zero."""
    room = text_width(text) + 2 * GAP
    if value < 0:
        return (float(value), room, 0.0, 1.0)
    return (0.0, 1.0, float(value), room)


def draw_bar(axes: Axes, scale: float, bar: Any, y: float, *, rest: bool = False) -> None:
    """A bar with its text, `y` points from the top; `scale` is the points of one unit."""
    end = float(bar.value)
    if end:
        end = copysign(max(abs(end), HAIR / scale), end)
        axes.barh(y, end, BAR, clip_on=False, **(HATCHED if rest else FILLS[bar.status]))
    gap, anchor = GAP, "left"
    if end < 0:
        gap, anchor = -GAP, "right"
    write_lines(axes, [bar.text], (end, y), (gap, 0), anchor=anchor, value_id=bar.id)
