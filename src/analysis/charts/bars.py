"""Horizontal bars: a frame in, a figure with axes out.

Readable in print and without colour: lengths from zero, a label on every value in place of a scale, a hatch on what is
not settled, never a pie. A frame of bars has a row a bar and the columns of `Bar`, of which `label` and `value` must be
there; without `text` a value is printed with two decimals at most.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import copysign

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
    Paint,
    column_width,
    middles,
    open_axes,
    row_height,
    set_scale,
    write,
    write_lines,
)
from analysis.charts.style import BODY, CAP, GREY, SMALL, WIDTH, styled, text_width, wrap
from analysis.language.numbers import format_number, shortest_decimals

HAIR = 1.6
"""The least length of a bar that is not zero, in points."""
SHARE = "Tỷ trọng"
ONE_TO_ONE = "một đồng đối ứng trên một đồng hỗ trợ"


@dataclass(frozen=True)
class Bar:
    """One bar: `text` is printed at its end in the chart's unit, `share` in a column at the right.

    `id` and `share_id` bind both texts to values of the report. `rest` marks what no other bar has got.
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
    """Parts of a whole in the order given; with a share in every row each bar lies on a track as long as the whole.

    Raises:
        ValueError: the frame has no row.
    """
    return _plot(_complete(bars), unit, tracks=True)


@styled
def plot_leverage(bars: pd.DataFrame, unit: str) -> Figure:
    """Leverage ratios in the order given, with a line at one đồng of counterpart for one đồng of support.

    Raises:
        ValueError: the frame has no row.
    """
    return _plot(_complete(bars), unit, one_to_one=True)


@styled
def plot_activities(bars: pd.DataFrame, unit: str) -> Figure:
    """Money by activity, the largest first; the `rest` that no source gives to an activity comes last and hatched.

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
    """Labels at the left, bars from a common zero with their texts at the ends, shares at the right."""
    labels = [wrap(label, LABEL_WIDTH) for label in bars["label"]]
    values = [float(value) for value in bars["value"]]
    heights = [row_height(lines) for lines in labels]
    rows = middles(heights)
    left = column_width(labels) + 2 * GAP
    shares = [share for share in bars["share"] if share]
    right = 0.0
    if shares:
        right = max(text_width(text) for text in (SHARE, *shares)) + 3 * GAP
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

    axes.axvline(0, color=GREY, clip_on=False, zorder=0.5)
    mark = None
    if one_to_one:
        mark = 1.0
        axes.axvline(mark, ymax=1 + 5 / sum(heights), color=GREY, clip_on=False, zorder=0.5)
        write(axes, ONE_TO_ONE, (mark, 0), (0, 8), size=SMALL)
    if whole:
        axes.barh(rows, whole, BAR, clip_on=False, **TRACK)
    ends = [_visible(value, HAIR / scale) for value in values]
    _draw(axes, rows, ends, [not rest for rest in bars["rest"]], SOLID)
    _draw(axes, rows, ends, bars["rest"].tolist(), HATCHED)

    for row, end, lines, bar in zip(rows, ends, labels, bars.itertuples(), strict=True):
        at_left = ("axes fraction", "data")
        write_lines(axes, lines, (0, row), (-left, 0), coords=at_left, italic=bar.rest)
        _write_value(axes, bar.text, bar.id, (end, row), mark, scale)
        if bar.share:
            share = ((1, row), (right, -CAP * BODY))
            write(axes, bar.share, *share, coords=at_left, anchor="right", value_id=bar.share_id)
    write(axes, f"Đơn vị tính: {unit}", (0, 0), (0, head - SMALL), **NOTE)
    if shares:
        corner = ((1, 1), (right, head - SMALL))
        write(axes, SHARE, *corner, coords="axes fraction", anchor="right", **NOTE)
    return figure


def _span(value: float, text: str) -> tuple[float, float, float, float]:
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


def _draw(
    axes: Axes, rows: list[float], ends: list[float], chosen: list[bool], paint: Paint
) -> None:
    drawn = [
        (row, end) for row, end, wanted in zip(rows, ends, chosen, strict=True) if wanted and end
    ]
    if drawn:
        at, lengths = zip(*drawn, strict=True)
        axes.barh(at, lengths, BAR, clip_on=False, **paint)


def _write_value(
    axes: Axes,
    text: str,
    value_id: str,
    end: tuple[float, float],
    mark: float | None,
    scale: float,
) -> None:
    """The value at the end of its bar; it steps over the line at `mark`, which would strike it through."""
    x, row = end
    if x < 0:
        write(axes, text, end, (-GAP, -CAP * BODY), anchor="right", value_id=value_id)
        return
    shift = GAP
    if mark is not None:
        to_mark = (mark - x) * scale
        if 0 < to_mark < text_width(text) + 2 * GAP:
            shift += to_mark
    write(axes, text, (x, row), (shift, -CAP * BODY), value_id=value_id)
