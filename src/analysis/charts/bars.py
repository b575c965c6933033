"""Horizontal bars: a frame in, a figure with axes out.

Readable in print and without colour: lengths from zero, a label on every value in place of a scale,
a hatch on what is not settled, never a pie. A frame of bars has a row a bar and the columns of
`Bar`, of which `label` and `value` must be there; without `text` a value is printed with two
decimals at most.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import copysign
from typing import Any

import pandas as pd
from matplotlib.figure import Figure

from analysis.charts.axes import (
    BAR,
    BESIDE,
    GAP,
    HATCHED,
    HEAD,
    NOTE,
    SOLID,
    TRACK,
    Rows,
    Span,
    column_width,
    open_rows,
    write,
    write_lines,
)
from analysis.charts.style import GREY, SMALL, styled, text_width
from analysis.language.numbers import format_number, shortest_decimals

PAINTS = {False: SOLID, True: HATCHED}
"""How a bar is filled, and one that is the rest."""
HAIR = 1.6
"""The least length of a bar that is not zero, in points."""
SHARE = "Tỷ trọng"
ONE_TO_ONE = "một đồng đối ứng trên một đồng hỗ trợ"


@dataclass(frozen=True)
class Bar:
    """One bar: `text` is printed at its end in the chart's unit, `share` in a column at the right.

    `id` and `share_id` bind both texts to values of the report. `rest` marks what no other bar has
    got.
    """

    label: str
    value: Fraction
    text: str
    id: str = ""
    share: str = ""
    share_id: str = ""
    rest: bool = False


@styled
def plot_bars(
    bars: pd.DataFrame,
    unit: str,
    *,
    largest_first: bool = False,
    tracks: bool = False,
    one_to_one: bool = False,
) -> Figure:
    """Labels at the left, bars with their texts at the ends, shares at the right.

    The bars stand in the order given, or the `largest_first`, and then what is the `rest` comes
    last. With `tracks` and a share in every row each bar lies on a track as long as the whole.
    `one_to_one` draws a line at one đồng for one đồng of support.

    Raises:
        ValueError: the frame has no row.
    """
    bars = _complete(bars)
    if largest_first:
        bars = bars.sort_values(["rest", "value"], ascending=[True, False], kind="stable")
    shares = [share for share in bars["share"] if share]
    right = 0.0
    if shares:
        right = column_width([SHARE, *shares]) + 3 * GAP
    head, longest = HEAD, 0.0
    if tracks and len(shares) == len(bars):
        longest = float(sum(bars["value"]))
    if one_to_one:
        head, longest = HEAD + 1.5 * SMALL, 1.0
    spans = [(0.0, 0.0, longest, 0.0), *map(_span, bars["value"], bars["text"])]
    rows = open_rows(bars["label"], spans, 2 * GAP, head=head, right=right)
    axes = rows.axes

    # Lines lie below the bars; matplotlib would draw them above, across a bar that passes one.
    axes.axvline(0, color=GREY, clip_on=False, zorder=0.5)
    if one_to_one:
        top = 1 + 5 / axes.get_ylim()[0]
        axes.axvline(1, ymax=top, color=GREY, clip_on=False, zorder=0.5)
        write(axes, ONE_TO_ONE, (1, 0), (0, 8), size=SMALL)
    elif longest:
        axes.barh(rows.middles, longest, BAR, clip_on=False, **TRACK)
    for place, row in enumerate(bars.itertuples()):
        rows.write_label(place, italic=row.rest)
        _draw(rows, place, row, one_to_one)
        if row.share:
            write_lines(
                axes,
                [row.share],
                (1, rows.middles[place]),
                (right, 0),
                coords=BESIDE,
                anchor="right",
                value_id=row.share_id,
            )
    write(axes, f"Đơn vị tính: {unit}", (0, 0), (0, head - SMALL), **NOTE)
    if shares:
        write(
            axes,
            SHARE,
            (1, 1),
            (right, head - SMALL),
            coords="axes fraction",
            anchor="right",
            **NOTE,
        )
    return rows.figure


def _complete(bars: pd.DataFrame) -> pd.DataFrame:
    """The frame with all columns of a bar."""
    if bars.empty:
        raise ValueError("a chart needs at least one value")
    given: dict[str, object] = {"id": "", "share": "", "share_id": "", "rest": False}
    if "text" not in bars:
        exact = bars["value"].map(Fraction)
        given["text"] = [format_number(value, shortest_decimals(value, 2)) for value in exact]
    return pd.DataFrame({**given, **bars}, index=bars.index)


def _span(value: float | Fraction, text: str) -> Span:
    """What a bar and its text need at both sides of zero."""
    room = text_width(text) + 2 * GAP
    if value < 0:
        return (float(value), room, 0.0, 1.0)
    return (0.0, 1.0, float(value), room)


def _draw(rows: Rows, place: int, row: Any, one_to_one: bool) -> None:
    """A bar with its text; with a line at one no text stands across it."""
    end, y = float(row.value), rows.middles[place]
    if end:
        end = copysign(max(abs(end), HAIR / rows.scale), end)
        rows.axes.barh(y, end, BAR, clip_on=False, **PAINTS[row.rest])
    gap, anchor = GAP, "left"
    to_line = (1 - end) * rows.scale
    if end < 0:
        gap, anchor = -GAP, "right"
    elif one_to_one and 0 < to_line < text_width(row.text) + 2 * GAP:
        gap += to_line
    write_lines(rows.axes, [row.text], (end, y), (gap, 0), anchor=anchor, value_id=row.id)
