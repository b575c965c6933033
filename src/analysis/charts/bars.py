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
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from analysis.charts.axes import (
    BAR,
    GAP,
    HATCHED,
    HEAD,
    LABEL_WIDTH,
    NOTE,
    SOLID,
    TRACK,
    Span,
    column_width,
    middles,
    open_axes,
    row_height,
    set_scale,
    write,
    write_lines,
)
from analysis.charts.style import GREY, SMALL, WIDTH, styled, text_width, wrap
from analysis.language.numbers import format_number, shortest_decimals

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
def plot_structure(bars: pd.DataFrame, unit: str) -> Figure:
    """Parts of a whole in the order given.

    With a share in every row each bar lies on a track as long as the whole.

    Raises:
        ValueError: the frame has no row.
    """
    return _plot(_complete(bars), unit, tracks=True)


@styled
def plot_leverage(bars: pd.DataFrame, unit: str) -> Figure:
    """Leverage ratios in the order given, with a line at one đồng for one đồng of support.

    Raises:
        ValueError: the frame has no row.
    """
    return _plot(_complete(bars), unit, one_to_one=True)


@styled
def plot_activities(bars: pd.DataFrame, unit: str) -> Figure:
    """Money by activity, the largest first.

    The `rest` that no source gives to an activity comes last and hatched.

    Raises:
        ValueError: the frame has no row.
    """
    return _plot(_largest_first(_complete(bars)), unit)


@styled
def plot_beneficiaries(bars: pd.DataFrame, unit: str) -> Figure:
    """Beneficiaries by type, the largest first; with shares on tracks like the funds.

    Raises:
        ValueError: the frame has no row.
    """
    return _plot(_largest_first(_complete(bars)), unit, tracks=True)


def _complete(bars: pd.DataFrame) -> pd.DataFrame:
    """The frame with all columns of a bar."""
    if bars.empty:
        raise ValueError("a chart needs at least one value")
    given: dict[str, object] = {"id": "", "share": "", "share_id": "", "rest": False, "text": ""}
    if "text" not in bars:
        given["text"] = bars["value"].map(_printed)
    return pd.DataFrame({**given, **bars}, index=bars.index)


def _printed(value: float | Fraction) -> str:
    exact = Fraction(value)
    return format_number(exact, shortest_decimals(exact, 2))


def _largest_first(bars: pd.DataFrame) -> pd.DataFrame:
    return bars.sort_values(["rest", "value"], ascending=[True, False], kind="stable")


def _plot(
    bars: pd.DataFrame, unit: str, *, tracks: bool = False, one_to_one: bool = False
) -> Figure:
    """Labels at the left, bars with their texts at the ends, shares at the right."""
    labels = [wrap(label, LABEL_WIDTH) for label in bars["label"]]
    heights = [row_height(lines) for lines in labels]
    values = [float(value) for value in bars["value"]]
    shares = [share for share in bars["share"] if share]
    left = column_width(labels) + 2 * GAP
    right = 0.0
    if shares:
        right = column_width([[SHARE, *shares]]) + 3 * GAP
    whole = 0.0
    if tracks and len(shares) == len(bars):
        whole = sum(values)
    head = HEAD
    if one_to_one:
        head += 1.5 * SMALL

    figure, axes = open_axes(sum(heights), head=head, left=left, right=right)
    axes.set_ylim(sum(heights), 0)  # points from the top: a row is as high as its label
    spans = [_span(value, text) for value, text in zip(values, bars["text"], strict=True)]
    spans.append((0.0, 0.0, max(whole, float(one_to_one)), 0.0))
    scale = set_scale(axes, WIDTH - left - right, spans)
    ends = [_visible(value, HAIR / scale) for value in values]
    rows = bars.assign(lines=labels, middle=middles(heights), end=ends)

    # Lines lie below the bars; matplotlib would draw them above, across a bar that passes one.
    axes.axvline(0, color=GREY, clip_on=False, zorder=0.5)
    if one_to_one:
        top = 1 + 5 / sum(heights)
        axes.axvline(1, ymax=top, color=GREY, clip_on=False, zorder=0.5)
        write(axes, ONE_TO_ONE, (1, 0), (0, 8), size=SMALL)
    if whole:
        axes.barh(rows["middle"], whole, BAR, clip_on=False, **TRACK)
    drawn = rows[rows["end"] != 0]
    for rest, paint in ((False, SOLID), (True, HATCHED)):
        part = drawn[drawn["rest"] == rest]
        if len(part):
            axes.barh(part["middle"], part["end"], BAR, clip_on=False, **paint)

    beside = ("axes fraction", "data")
    for row in rows.itertuples():
        write_lines(
            axes,
            row.lines,
            (0, row.middle),
            (-left, 0),
            coords=beside,
            italic=row.rest,
        )
        gap = GAP
        if one_to_one:
            gap += _step((1 - row.end) * scale, text_width(row.text))
        _write_value(axes, row, gap)
        if row.share:
            write_lines(
                axes,
                [row.share],
                (1, row.middle),
                (right, 0),
                coords=beside,
                anchor="right",
                value_id=row.share_id,
            )
    write(axes, f"Đơn vị tính: {unit}", (0, 0), (0, head - SMALL), **NOTE)
    if shares:
        corner = (right, head - SMALL)
        write(axes, SHARE, (1, 1), corner, coords="axes fraction", anchor="right", **NOTE)
    return figure


def _span(value: float, text: str) -> Span:
    """What a bar and its text need at both sides of zero."""
    room = text_width(text) + 2 * GAP
    if value < 0:
        return (value, room, 0.0, 1.0)
    return (0.0, 1.0, value, room)


def _visible(value: float, least: float) -> float:
    """Where a bar ends: a value that is not zero has at least a hair's length."""
    if not value:
        return 0.0
    return copysign(max(abs(value), least), value)


def _step(to_line: float, width: float) -> float:
    """How far a text moves on, so that a line `to_line` points away does not strike it through."""
    if 0 < to_line < width + 2 * GAP:
        return to_line
    return 0.0


def _write_value(axes: Axes, row: Any, gap: float) -> None:
    end = (row.end, row.middle)
    if row.end < 0:
        write_lines(axes, [row.text], end, (-GAP, 0), anchor="right", value_id=row.id)
    else:
        write_lines(axes, [row.text], end, (gap, 0), value_id=row.id)
