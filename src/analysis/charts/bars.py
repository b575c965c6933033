"""The charts of the report: plain values in, a matplotlib Figure out; only `write_figure` touches the disk.

Every kind is readable in print and without colour: lengths from zero, a label on every value in place of a scale, a
hatch on what is not settled, never a pie. A label is bound to its value by the value's id, which `svg` makes `data-v`.
"""

from __future__ import annotations

import io
import warnings
from collections.abc import Sequence
from dataclasses import dataclass, field
from math import copysign
from pathlib import Path
from typing import Any

from matplotlib.figure import Figure

from analysis.charts import sheet
from analysis.charts.readings import Range, draw_ranges
from analysis.charts.sheet import (
    BAR,
    GAP,
    LABEL_WIDTH,
    Bar,
    Fill,
    Sheet,
    column_width,
    fit,
    row_height,
)
from analysis.charts.style import (
    BODY,
    CAP,
    GREY,
    SMALL,
    WIDTH,
    css_families,
    styled,
    text_width,
    wrap,
)
from analysis.charts.svg import clean_svg
from analysis.charts.years import YearPoint, draw_series

HEAD = 20.0
HAIR = 1.6
"""The least length of a bar that is not zero."""
SHARE = "Tỷ trọng"
ONE_TO_ONE = "một đồng đối ứng trên một đồng hỗ trợ"


@dataclass(frozen=True)
class _Row:
    bar: Bar
    fill: Fill
    italic: bool = False
    lines: list[str] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "lines", wrap(self.bar.label, LABEL_WIDTH))

    @property
    def height(self) -> float:
        return row_height(self.lines)


@dataclass(frozen=True)
class _Scale:
    """Where zero lies, points a unit, the value of a whole track (0: no tracks) and where the line at one lies."""

    zero: float
    points: float
    whole: float
    mark: float | None


@styled
def plot_structure(parts: Sequence[Bar], unit: str) -> Figure:
    """Funds in the order given; with shares each bar lies on a track as long as all parts together."""
    return _bar_figure(_rows(parts), unit, tracks=True)


@styled
def plot_leverage(bars: Sequence[Bar], unit: str) -> Figure:
    """Leverage ratios in the order given, with a line at one đồng of counterpart for one đồng of support."""
    return _bar_figure(_rows(bars), unit, one_to_one=True)


@styled
def plot_activities(bars: Sequence[Bar], rest: Bar | None, unit: str) -> Figure:
    """Money by activity, the largest first; `rest`, what no source gives to an activity, comes last and hatched."""
    left_over = [] if rest is None else [_Row(rest, sheet.HATCHED, italic=True)]
    return _bar_figure(_rows(_largest_first(bars)) + left_over, unit)


@styled
def plot_beneficiaries(bars: Sequence[Bar], unit: str) -> Figure:
    """Beneficiaries by type, the largest first; with shares on tracks like the funds."""
    return _bar_figure(_rows(_largest_first(bars)), unit, tracks=True)


@styled
def plot_ranges(rows: Sequence[Range]) -> Figure:
    """Indicators that rest on a reading of the source: filled what the report takes, hollow what would hold otherwise.

    Every row is drawn relative to its chosen value, so that rows of different units can be compared.
    """
    _demand(rows)
    return draw_ranges(rows)


@styled
def plot_series(points: Sequence[YearPoint], unit: str) -> Figure:
    """Yearly values, a column each, told apart by status; a year without a value says so."""
    _demand(points)
    return draw_series(points, unit)


def write_figure(figure: Figure, name: str, folder: Path) -> None:
    """Write `<name>.svg` and `<name>.png` into the folder and empty the figure; same figure, same bytes."""
    (folder / f"{name}.svg").write_bytes(svg_bytes(figure, name))
    (folder / f"{name}.png").write_bytes(png_bytes(figure))
    figure.clear()


def svg_bytes(figure: Figure, name: str) -> bytes:
    """The figure as cleaned SVG; `name` goes in front of its ids."""
    return clean_svg(_saved(figure, "svg", metadata={"Date": None}), name, css_families())


def png_bytes(figure: Figure) -> bytes:
    """The figure as PNG of 200 dots an inch, without metadata but its size in print."""
    return _saved(figure, "png", metadata={"Software": None}, pil_kwargs={"compress_level": 3})


@styled
def _saved(figure: Figure, kind: str, **how: Any) -> bytes:
    buffer = io.BytesIO()
    with warnings.catch_warnings():
        # A sign that the font lacks is reported once, by the font check, and not as noise in the notebook.
        warnings.filterwarnings("ignore", message="Glyph .* missing from")
        figure.savefig(buffer, format=kind, **how)
    return buffer.getvalue()


def _demand(rows: Sequence[object]) -> None:
    if not rows:
        raise ValueError("a chart needs at least one value")


def _largest_first(bars: Sequence[Bar]) -> list[Bar]:
    return sorted(bars, key=lambda bar: -bar.value)


def _rows(bars: Sequence[Bar]) -> list[_Row]:
    return [_Row(bar, sheet.PALE if bar.muted else sheet.SOLID) for bar in bars]


def _bar_figure(
    rows: Sequence[_Row], unit: str, tracks: bool = False, one_to_one: bool = False
) -> Figure:
    """Horizontal bars from a common zero, labels at the left, values at the ends, shares in a column at the right."""
    _demand(rows)
    head = HEAD + 1.5 * SMALL if one_to_one else HEAD
    drawn = Sheet(head + sum(row.height for row in rows))
    left = column_width(row.lines for row in rows) + 2 * GAP
    shares = [row.bar.share for row in rows if row.bar.share]
    aside = (
        max(text_width(text) for text in (SHARE, *(share.text for share in shares))) + 3 * GAP
        if shares
        else 0.0
    )
    whole = (
        float(sum(row.bar.value for row in rows)) if tracks and len(shares) == len(rows) else 0.0
    )
    spans = [*(_span(row.bar) for row in rows), (0.0, 0.0, max(whole, float(one_to_one)), 0.0)]
    scale, origin = fit(WIDTH - left - aside, spans)
    scales = _Scale(left + origin, scale, whole, left + origin + scale if one_to_one else None)
    _heads(drawn, scales, unit, head, bool(shares))
    top = head
    for row in rows:
        _bar(drawn, row, scales, top + row.height / 2)
        top += row.height
    return drawn.figure


def _span(bar: Bar) -> tuple[float, float, float, float]:
    """What a bar and its label need at both sides of zero."""
    value, room = float(bar.value), text_width(bar.text) + 2 * GAP
    return (value, room, 0.0, 1.0) if value < 0 else (0.0, 1.0, value, room)


def _heads(drawn: Sheet, scale: _Scale, unit: str, head: float, shares: bool) -> None:
    """What stands over the rows: the unit of the bars, the head of the shares, the zero line and the line at one."""
    drawn.text(scale.zero, SMALL, f"Đơn vị tính: {unit}", size=SMALL, italic=True, tone=GREY)
    if shares:
        drawn.text(WIDTH, SMALL, SHARE, anchor="right", size=SMALL, italic=True, tone=GREY)
    drawn.line((scale.zero, head), (scale.zero, drawn.height))
    if scale.mark is not None:
        drawn.line((scale.mark, head - 5), (scale.mark, drawn.height))
        drawn.text(scale.mark, head - 8, ONE_TO_ONE, size=SMALL)


def _bar(drawn: Sheet, row: _Row, scale: _Scale, middle: float) -> None:
    """One row: label, track, bar, the value at its end (stepping over the line at one) and the share."""
    bar, baseline = row.bar, middle + CAP * BODY
    drawn.lines(0, middle, row.lines, italic=row.italic)
    top, bottom = middle - BAR / 2, middle + BAR / 2
    drawn.box((scale.zero, top), (scale.zero + scale.whole * scale.points, bottom), sheet.TRACK)
    length = float(bar.value) * scale.points
    end = scale.zero + (copysign(max(abs(length), HAIR), length) if bar.value else 0.0)
    drawn.box((min(scale.zero, end), top), (max(scale.zero, end), bottom), row.fill)
    start, mark = end + copysign(GAP, end - scale.zero), scale.mark
    if mark is not None and start - GAP < mark < start + text_width(bar.text) + GAP:
        start = mark + GAP
    drawn.text(
        start, baseline, bar.text, anchor="right" if end < scale.zero else "left", value_id=bar.id
    )
    if bar.share:
        drawn.text(WIDTH, baseline, bar.share.text, anchor="right", value_id=bar.share.id)
