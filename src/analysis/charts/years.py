"""The chart of yearly values: a column a value, side by side where a year has several statuses, a remark where none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import groupby
from types import MappingProxyType

from matplotlib.figure import Figure

from analysis.charts import sheet
from analysis.charts.sheet import Fill, Label, Sheet
from analysis.charts.style import CAP, GREY, PITCH, SMALL, WIDTH, text_width, wrap
from analysis.vocabulary import STATUSES, Bound, Status

PLOT = 150.0
"""Height of the columns' room in points."""
HEAD = 22.0
FOOT = 20.0
GAP = 4.0
WIDEST = 34.0
NO_DATA = "không có số liệu"

FILLS: Mapping[Status, Fill] = MappingProxyType(
    {
        "actual": sheet.SOLID,
        "estimated": sheet.PALE,
        "approved": sheet.HOLLOW,
        "planned": sheet.HATCHED,
    }
)


@dataclass(frozen=True)
class YearPoint:
    """The value of one year in one status; None: the source has none."""

    year: int
    value: Fraction | None
    printed: str
    id: str
    status: Status
    bound: Bound = "exact"
    qualifier: str = ""

    @property
    def data_label(self) -> Label:
        """The number over the column."""
        return Label(self.printed, self.id, self.bound, self.qualifier)


@dataclass(frozen=True)
class _Plot:
    """Where years and values lie on the sheet: the width of a year and of a column, the zero line, points a unit."""

    first: int
    slot: float
    column: float
    zero: float
    scale: float
    turned: bool

    def middle(self, year: int) -> float:
        """The middle of a year's slot."""
        return (year - self.first + 0.5) * self.slot


def draw_series(points: Sequence[YearPoint], unit: str) -> Figure:
    """The columns of all years from the first to the last; values are in the unit named."""
    drawn = Sheet(HEAD + PLOT + FOOT)
    values = [point for point in points if point.value is not None]
    _legend(
        drawn, [status for status in FILLS if any(point.status == status for point in values)], unit
    )
    years = range(min(point.year for point in points), max(point.year for point in points) + 1)
    by_year = {year: _side_by_side(values, year) for year in years}
    plot = _plot(by_year)
    for year, columns in by_year.items():
        _columns(drawn, plot, year, columns)
    for empty, run in groupby(years, key=lambda year: not by_year[year]):
        if empty:
            _no_data(drawn, plot, list(run))
    _axis(drawn, plot, years)
    return drawn.figure


def _side_by_side(values: Sequence[YearPoint], year: int) -> list[YearPoint]:
    """The columns of a year in the order in which money moves: planned, approved, estimated, actual."""
    order = list(STATUSES)[::-1]
    return sorted(
        (point for point in values if point.year == year),
        key=lambda point: order.index(point.status),
    )


def _plot(by_year: Mapping[int, Sequence[YearPoint]]) -> _Plot:
    """The plot that gives every label its room: above its column, else turned upright there."""
    slot = WIDTH / len(by_year)
    crowd = max(map(len, by_year.values()), default=1)
    column = min(WIDEST, 0.86 * slot / max(crowd, 1))
    room = slot if crowd <= 1 else column
    points = [point for columns in by_year.values() for point in columns]
    turned = any(
        text_width(line, SMALL) > room - 1 for point in points for line in _label_lines(point)
    )
    tall = [(float(point.value), _label_height(point, turned)) for point in points if point.value]
    scale = min(((PLOT - height) / value for value, height in tall if value > 0), default=0.0)
    return _Plot(min(by_year), slot, column, HEAD + PLOT, scale, turned)


def _label_lines(point: YearPoint) -> list[str]:
    """The bound's word over the number, so that a label is no wider than its number."""
    word = point.data_label.word
    return [word, point.printed] if word else [point.printed]


def _label_height(point: YearPoint, turned: bool) -> float:
    return 2 * GAP + (
        text_width(point.data_label.text, SMALL)
        if turned
        else len(_label_lines(point)) * PITCH * SMALL
    )


def _columns(drawn: Sheet, plot: _Plot, year: int, columns: Sequence[YearPoint]) -> None:
    left = plot.middle(year) - plot.column * len(columns) / 2
    for point in columns:
        end = plot.zero - float(point.value or 0) * plot.scale
        drawn.box(
            (left + 1, min(end, plot.zero)),
            (left + plot.column - 1, max(end, plot.zero)),
            FILLS[point.status],
        )
        _data_label(drawn, plot, point, (left + plot.column / 2, min(end, plot.zero) - GAP))
        left += plot.column


def _data_label(drawn: Sheet, plot: _Plot, point: YearPoint, above: tuple[float, float]) -> None:
    middle, bottom = above
    if plot.turned:
        drawn.text(
            middle + CAP * SMALL,
            bottom,
            point.data_label.text,
            size=SMALL,
            turned=True,
            value_id=point.id,
        )
        return
    *word, number = _label_lines(point)
    drawn.text(middle, bottom, number, anchor="center", size=SMALL, value_id=point.id)
    if word:
        drawn.text(middle, bottom - PITCH * SMALL, word[0], anchor="center", size=SMALL)


def _no_data(drawn: Sheet, plot: _Plot, run: Sequence[int]) -> None:
    """One remark for all years of a gap, on the zero line, where a reader looks for the columns."""
    middle, room = (plot.middle(run[0]) + plot.middle(run[-1])) / 2, len(run) * plot.slot - GAP
    if room < text_width("không", SMALL):
        x, y = middle + CAP * SMALL, plot.zero - GAP
        drawn.text(x, y, NO_DATA, size=SMALL, italic=True, tone=GREY, turned=True)
        return
    words = wrap(NO_DATA, room, SMALL)
    centre = plot.zero - GAP - len(words) * PITCH * SMALL / 2
    drawn.lines(middle, centre, words, anchor="center", size=SMALL, italic=True, tone=GREY)


def _axis(drawn: Sheet, plot: _Plot, years: Sequence[int]) -> None:
    """The zero line and the years, every second or third one where all would touch."""
    drawn.line((0, plot.zero), (WIDTH, plot.zero))
    width = text_width("2000", SMALL)
    step = int((width + GAP) // plot.slot) + 1
    for year in years[::step]:
        middle = min(max(plot.middle(year), width / 2), WIDTH - width / 2)
        drawn.text(middle, plot.zero + PITCH * SMALL + 1, str(year), anchor="center", size=SMALL)


def _legend(drawn: Sheet, statuses: Sequence[Status], unit: str) -> None:
    x, sample = 0.0, 14.0
    for status in statuses:
        words = STATUSES[status].label.capitalize()
        drawn.box((x, SMALL - 8), (x + sample, SMALL + 1), FILLS[status])
        drawn.text(x + sample + GAP, SMALL, words, size=SMALL)
        x += sample + GAP + text_width(words, SMALL) + 4 * GAP
    drawn.text(
        WIDTH, SMALL, f"Đơn vị tính: {unit}", anchor="right", size=SMALL, italic=True, tone=GREY
    )
