"""The chart of indicators that rest on a reading of the source.

A row each, from one reading's value to the other's.
"""

from __future__ import annotations

from collections.abc import Mapping
from operator import itemgetter
from types import MappingProxyType
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from analysis.charts.axes import GAP, HEAD, Paint, Span, open_rows, write_legend, write_lines
from analysis.charts.style import GREY, MAIN, PITCH, RULE, SMALL, WIDE, Sheet, styled, text_width

DOT = 64.0
"""Area of a mark in square points."""
MARKS: Mapping[bool, Paint] = MappingProxyType(
    {
        True: {"facecolor": MAIN, "label": "theo cách hiểu của báo cáo"},
        False: {"facecolor": "white", "label": "theo cách hiểu khác"},
    }
)
"""The mark of the reading that the report goes by, and of the other."""


@styled
def plot_ranges(ranges: pd.DataFrame, sheet: Sheet = WIDE) -> Figure:
    """A row a range: filled what the report takes, hollow what would hold otherwise.

    `ranges` has the columns of `shown.Range`. Every row is drawn relative to its chosen value, so that
    rows of different units can be compared.

    Raises:
        ValueError: the frame has no row.
    """
    if ranges.empty:
        raise ValueError("a chart needs at least one value")
    known = list(ranges.itertuples())
    spans = [_span(row) for row in known]
    labels = [f"{row.label} ({row.unit})" if row.unit else row.label for row in known]
    head = HEAD
    if sheet.is_narrow:
        head += PITCH * SMALL
    rows = open_rows(sheet, labels, spans, 3 * GAP, head=head)
    axes = rows.axes
    rows.draw_zero(RULE)
    for place, row in enumerate(known):
        rows.write_label(place)
        low, _, high, _ = spans[place]
        y = rows.middles[place]
        axes.plot(
            [low, high],
            [y, y],
            color=GREY,
            linewidth=1.6,
            clip_on=False,
            zorder=1,
        )
        marks = [(low, row.chosen == "low"), (high, row.chosen == "high")]
        # The chosen mark comes last: it stays whole where the two nearly meet.
        for x, chosen in sorted(marks, key=itemgetter(1)):
            _dot(axes, x, y, chosen)
        write_lines(
            axes,
            [row.low_text],
            (low, y),
            (-2 * GAP, 0),
            anchor="right",
            value_id=row.low_id,
        )
        write_lines(
            axes,
            [row.high_text],
            (high, y),
            (2 * GAP, 0),
            value_id=row.high_id,
        )
    samples = [_dot(axes, [], [], chosen) for chosen in MARKS]
    write_legend(rows, samples)
    return rows.figure


def _span(row: Any) -> Span:
    """How far both ends lie from the chosen value, else the larger one, relative to it."""
    base = row.high
    if row.chosen == "low":
        base = row.low
    size = abs(base) or 1
    low, high = (float((end - base) / size) for end in (row.low, row.high))
    before, after = (text_width(text) + 2 * GAP for text in (row.low_text, row.high_text))
    return low, before, high, after


def _dot(axes: Axes, x: Any, y: Any, chosen: bool) -> Any:
    """A round mark: filled for what holds, hollow for what would hold otherwise."""
    return axes.scatter(
        x,
        y,
        DOT,
        edgecolor=MAIN,
        linewidth=1.3,
        clip_on=False,
        zorder=2,
        **MARKS[chosen],
    )
