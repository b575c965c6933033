"""The chart of yearly values.

A column a value, side by side where a year has several statuses, a remark where none.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import chain, groupby
from types import MappingProxyType
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Patch

from analysis.charts.axes import (
    HATCHED,
    HOLLOW,
    NOTE,
    PALE,
    SOLID,
    Paint,
    Place,
    open_axes,
    write,
    write_legend,
    write_lines,
)
from analysis.charts.style import CAP, GREY, PITCH, SMALL, WIDTH, styled, text_width, wrap
from analysis.charts.svg import word_and_number
from analysis.vocabulary import STATUSES, Status

PLOT = 150.0
"""Height of the columns' room in points."""
HEAD = 22.0
FOOT = 20.0
GAP = 4.0
WIDEST = 34.0
UPWARDS = (CAP * SMALL, GAP)
"""The shift of a text that runs upwards: its middle stands over its place."""
NO_DATA = "không có số liệu"

FILLS: Mapping[Status, Paint] = MappingProxyType(
    # What was stopped or recalled stands in no chart of years.
    {"actual": SOLID, "estimated": PALE, "approved": HOLLOW, "planned": HATCHED}
)


@dataclass(frozen=True)
class YearPoint:
    """The value of one year in one status, with its text in the chart's unit.

    The value is None where the source has none.
    """

    year: int
    value: Fraction | None
    text: str = ""
    id: str = ""
    status: Status = "actual"


@dataclass(frozen=True)
class _Layout:
    """Widths of a year and of a column, and height of one unit of the values, in points.

    Where a label is wider than its room, all of them are turned upright.
    """

    slot: float
    column: float
    unit: float
    turned: bool


@styled
def plot_series(points: pd.DataFrame, unit: str) -> Figure:
    """The columns of all years from the first to the last; a year without a value says so.

    `points` has a row a year and status, with the columns of `YearPoint`; values are in the unit
    named.

    Raises:
        ValueError: the frame has no row.
    """
    if points.empty:
        raise ValueError("a chart needs at least one value")
    years = range(points["year"].min(), points["year"].max() + 1)
    known = list(points[points["value"].notna()].itertuples())
    # in the order in which money moves: planned, approved, estimated, actual
    known.sort(key=lambda point: list(STATUSES).index(point.status), reverse=True)
    by_year: dict[int, list[Any]] = {year: [] for year in years}
    for point in known:
        by_year[point.year].append(point)
    layout = _layout(by_year)

    figure, axes = open_axes(PLOT, head=HEAD, foot=FOOT)
    axes.set(xlim=(years[0] - 0.5, years[-1] + 0.5), ylim=(0, PLOT / layout.unit))
    axes.axhline(0, color=GREY, clip_on=False, zorder=2)
    for year, columns in by_year.items():
        _draw(axes, layout, year, columns)
    for empty, run in groupby(years, key=lambda year: not by_year[year]):
        if empty:
            _write_no_data(axes, layout, list(run))
    _write_years(axes, layout, years)
    statuses = {point.status for point in known}
    samples = [
        Patch(label=STATUSES[status].label.capitalize(), **fill)
        for status, fill in FILLS.items()
        if status in statuses
    ]
    if samples:
        write_legend(figure, samples)
    write(
        axes,
        f"Đơn vị tính: {unit}",
        (1, 1),
        (0, HEAD - SMALL),
        coords="axes fraction",
        anchor="right",
        **NOTE,
    )
    return figure


def _layout(by_year: Mapping[int, Sequence[Any]]) -> _Layout:
    """The layout that gives every label its room: above its column, else turned upright there."""
    slot = WIDTH / len(by_year)
    points = list(chain.from_iterable(by_year.values()))
    crowd = max(1, *map(len, by_year.values()))
    column = min(WIDEST, 0.86 * slot / crowd)
    room = column
    if crowd == 1:
        room = slot
    lines = chain.from_iterable(_lines(point.text) for point in points)
    turned = any(text_width(line, SMALL) > room - 1 for line in lines)
    units = []
    for point in points:
        height = len(_lines(point.text)) * PITCH * SMALL
        if turned:
            height = text_width(point.text, SMALL)
        if point.value > 0:
            units.append((PLOT - 2 * GAP - height) / float(point.value))
    return _Layout(slot, column, min(units, default=1.0), turned)


def _lines(text: str) -> list[str]:
    """The bound's word over the number, so that a label is no wider than its number."""
    return [part for part in word_and_number(text) if part]


def _draw(axes: Axes, layout: _Layout, year: int, columns: Sequence[Any]) -> None:
    """The columns of one year with their labels."""
    width = layout.column / layout.slot
    for place, point in enumerate(columns):
        x = year + (place - (len(columns) - 1) / 2) * width
        height = float(point.value)
        if height:
            thin = (layout.column - 2) / layout.slot
            axes.bar(x, height, thin, clip_on=False, **FILLS[point.status])
        _write_value(axes, layout, point, (x, max(height, 0.0)))


def _write_value(axes: Axes, layout: _Layout, point: Any, top: Place) -> None:
    if layout.turned:
        write(axes, point.text, top, UPWARDS, size=SMALL, value_id=point.id, turned=True)
        return
    word, number = word_and_number(point.text)
    write(axes, number, top, (0, GAP), anchor="center", size=SMALL, value_id=point.id)
    if word:
        write(axes, word, top, (0, GAP + PITCH * SMALL), anchor="center", size=SMALL)


def _write_no_data(axes: Axes, layout: _Layout, run: Sequence[int]) -> None:
    """One remark for all years of a gap, on the zero line, where a reader looks for the columns."""
    middle = ((run[0] + run[-1]) / 2, 0)
    room = len(run) * layout.slot - GAP
    if room < text_width("không", SMALL):
        write(axes, NO_DATA, middle, UPWARDS, turned=True, **NOTE)
        return
    words = wrap(NO_DATA, room, SMALL)
    up = GAP + len(words) * PITCH * SMALL / 2
    write_lines(axes, words, middle, (0, up), anchor="center", **NOTE)


def _write_years(axes: Axes, layout: _Layout, years: range) -> None:
    """The years below the zero line, every second or third one where all would touch."""
    width = text_width("2000", SMALL)
    step = int((width + GAP) // layout.slot) + 1
    # the first and the last stay on the sheet where a year is narrower than its print
    margin = width / 2 / layout.slot - 0.5
    for year in years[::step]:
        x = min(max(year, years[0] + margin), years[-1] - margin)
        write(axes, str(year), (x, 0), (0, -PITCH * SMALL - 1), anchor="center", size=SMALL)
