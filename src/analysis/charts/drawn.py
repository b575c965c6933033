"""What draws a report's charts, one function a kind; matplotlib is imported once one of them draws.

A chart of a report is one of these functions with all given but the sheet.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

import pandas as pd

from analysis.charts.shown import Bar, Mark, PanelBar, Range

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from analysis.charts.style import Sheet


def told(draw: partial[Figure]) -> str:
    """All that a chart shows as text: two charts of one text are the same, with the same code and fonts.

    What is given are texts, numbers and the classes of `shown`, whose `repr` tells them exactly.
    """
    return repr((draw.func.__name__, draw.args, draw.keywords))


def draw_bars(
    bars: Sequence[Bar], unit: str, sheet: Sheet, *, largest_first: bool = False
) -> Figure:
    """Bars below each other (`bars.plot_bars`)."""
    from analysis.charts.bars import plot_bars

    return plot_bars(pd.DataFrame(bars), unit, sheet, largest_first=largest_first)


def draw_panels(bars: Sequence[PanelBar], unit: str, sheet: Sheet) -> Figure:
    """Panels of bars (`panels.plot_panels`)."""
    from analysis.charts.panels import plot_panels

    return plot_panels(pd.DataFrame(bars), unit, sheet)


def draw_ranges(ranges: Sequence[Range], sheet: Sheet) -> Figure:
    """Two readings of each indicator (`ranges.plot_ranges`)."""
    from analysis.charts.ranges import plot_ranges

    return plot_ranges(pd.DataFrame(ranges), sheet)


def draw_spread(
    values: Sequence[float], ends: Sequence[Mark], middles: Sequence[Mark], sheet: Sheet
) -> Figure:
    """How values are spread (`spread.plot_spread`)."""
    from analysis.charts.spread import plot_spread

    return plot_spread(values, ends, middles, sheet)
