"""The chart of indicators that rest on a reading of the source: a row each, from one reading's value to the other's."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from matplotlib.figure import Figure

from analysis.charts.sheet import GAP, LABEL_WIDTH, Bar, Sheet, column_width, fit, row_height
from analysis.charts.style import BODY, CAP, RULE, SMALL, WIDTH, text_width, wrap

HEAD = 20.0
LEGEND = ((True, "theo cách hiểu của báo cáo"), (False, "theo cách hiểu khác"))


@dataclass(frozen=True)
class Range:
    """An indicator under two readings of the source; `chosen` is the one the report goes by, if it takes either."""

    label: str
    low: Bar
    high: Bar
    chosen: Literal["low", "high"] | None
    unit: str = ""


def draw_ranges(rows: Sequence[Range]) -> Figure:
    """Lengths are relative to the chosen value, which stands on a common line in every row."""
    labels = [
        wrap(f"{row.label} ({row.unit})" if row.unit else row.label, LABEL_WIDTH) for row in rows
    ]
    left = column_width(labels) + 3 * GAP
    ends = [_relative(row) for row in rows]
    rooms = [
        (text_width(row.low.text) + 2 * GAP, text_width(row.high.text) + 2 * GAP) for row in rows
    ]
    spans = [
        (low, before, high, after) for (low, high), (before, after) in zip(ends, rooms, strict=True)
    ]
    scale, origin = fit(WIDTH - left, spans)
    heights = [row_height(lines) for lines in labels]
    drawn = Sheet(HEAD + sum(heights))
    _range_legend(drawn, left)
    zero, top = left + origin, HEAD
    drawn.line((zero, HEAD), (zero, drawn.height), RULE)
    for row, lines, (low, high), height in zip(rows, labels, ends, heights, strict=True):
        drawn.lines(0, top + height / 2, lines)
        _dumbbell(drawn, row, (zero + low * scale, zero + high * scale), top + height / 2)
        top += height
    return drawn.figure


def _relative(row: Range) -> tuple[float, float]:
    """How far both ends lie from the chosen value (else the larger one), relative to it unless it is zero."""
    base = {"low": row.low.value, "high": row.high.value, None: max(row.low.value, row.high.value)}[
        row.chosen
    ]
    size = abs(base) or Fraction(1)
    return float((row.low.value - base) / size), float((row.high.value - base) / size)


def _range_legend(drawn: Sheet, left: float) -> None:
    x, y = (
        min(left, WIDTH - sum(text_width(words, SMALL) + 5 * GAP for _, words in LEGEND)),
        HEAD / 2 - 2,
    )
    for filled, words in LEGEND:
        drawn.dot(x + GAP, y, filled)
        drawn.text(x + 3 * GAP, y + CAP * SMALL, words, size=SMALL)
        x += text_width(words, SMALL) + 5 * GAP


def _dumbbell(drawn: Sheet, row: Range, ends: tuple[float, float], middle: float) -> None:
    (low, high), baseline = ends, middle + CAP * BODY
    drawn.line((low, middle), (high, middle), width=1.6)
    # The chosen mark comes last: it stays whole where the two nearly meet.
    for name, x in sorted((("low", low), ("high", high)), key=lambda end: end[0] == row.chosen):
        drawn.dot(x, middle, filled=name == row.chosen)
    drawn.text(low - 2 * GAP, baseline, row.low.text, anchor="right", value_id=row.low.id)
    drawn.text(high + 2 * GAP, baseline, row.high.text, value_id=row.high.id)
