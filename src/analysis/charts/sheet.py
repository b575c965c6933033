"""A drawing sheet as wide as the report's text: places in points from the top left.

Every chart is drawn on one empty axes whose data units are points, so nothing is laid out twice and no label is clipped
by a guess. One `Text` a line: a wrapped label keeps its alignment when the reader's font has other widths.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import count
from typing import Any, Literal

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Circle, Patch, Rectangle

from analysis.charts.style import (
    BODY,
    CAP,
    GREY,
    INK,
    MAIN,
    MARGIN,
    PAGE,
    PITCH,
    SOFT,
    WIDTH,
    font,
    text_width,
)
from analysis.language.numbers import bound_word
from analysis.vocabulary import Bound

Anchor = Literal["left", "center", "right"]

BAR = 15.0
"""Height of a bar."""
GAP = 5.0
ROW_GAP = 9.0
LABEL_WIDTH = 0.40 * WIDTH
"""The most that the column of labels takes."""
GID_PREFIX = "so:"


@dataclass(frozen=True)
class Fill:
    """How an area is filled: told apart by lightness and hatch, never by colour alone."""

    face: str
    edge: str = INK
    hatch: str | None = None


SOLID = Fill(MAIN, MAIN)
PALE = Fill(SOFT, GREY)
HATCHED = Fill("white", GREY, "////")
HOLLOW = Fill("white", INK)
TRACK = Fill("#f1f1f1", "none")


@dataclass(frozen=True)
class Label:
    """A printed number and its value's id (empty: bound to none); `qualifier` is the source's word for its bound."""

    printed: str
    id: str
    bound: Bound = "exact"
    qualifier: str = ""

    @property
    def word(self) -> str:
        """The source's word, or the one for its bound, unless the print already has one."""
        return "" if self.printed[:1].isalpha() else self.qualifier or bound_word(self.bound)

    @property
    def text(self) -> str:
        """The number with the word of its bound."""
        return f"{self.word} {self.printed}".lstrip()


@dataclass(frozen=True)
class Bar:
    """One value of a chart: `printed` is its data label in the chart's unit, `share` what it is of the whole."""

    label: str
    value: Fraction
    printed: str
    id: str
    bound: Bound = "exact"
    muted: bool = False
    share: Label | None = None
    qualifier: str = ""

    @property
    def data_label(self) -> Label:
        """The number beside the bar."""
        return Label(self.printed, self.id, self.bound, self.qualifier)

    @property
    def text(self) -> str:
        """The data label as text."""
        return self.data_label.text


def fit(width: float, spans: Iterable[tuple[float, float, float, float]]) -> tuple[float, float]:
    """The largest scale, and the place of zero, at which all spans lie side by side with their labels inside `width`.

    A span is (lowest value, points needed before it, highest value, points needed after it).
    """
    known = [(min(low, 0.0), before, max(high, 0.0), after) for low, before, high, after in spans]
    scales = [(width - a[1] - b[3]) / (b[2] - a[0]) for a in known for b in known if b[2] > a[0]]
    scale = max(0.0, min(scales, default=0.0))
    return scale, max(before - low * scale for low, before, _, _ in known)


def row_height(lines: Sequence[str]) -> float:
    """Height of a row whose label has these lines."""
    return max(BAR, len(lines) * PITCH * BODY) + ROW_GAP


def column_width(labels: Iterable[Sequence[str]]) -> float:
    """Width of the column that holds these labels."""
    return max(text_width(line) for lines in labels for line in lines)


@dataclass
class Sheet:
    """An empty sheet of `height` points; x runs from 0 to `WIDTH`, y downwards, and what is drawn later lies above."""

    height: float
    figure: Figure = field(init=False)
    _seen: Counter[str] = field(init=False, default_factory=Counter)
    _layers: Iterator[int] = field(init=False, default_factory=count)

    def __post_init__(self) -> None:
        self.figure = Figure(figsize=(PAGE / 72, self.height / 72))
        FigureCanvasAgg(self.figure)
        self._axes = self.figure.add_axes((0, 0, 1, 1))
        self._axes.set(xlim=(-MARGIN, PAGE - MARGIN), ylim=(self.height, 0))
        self._axes.set_axis_off()

    def text(
        self,
        x: float,
        y: float,
        text: str,
        *,
        anchor: Anchor = "left",
        size: float = BODY,
        italic: bool = False,
        tone: str = INK,
        turned: bool = False,
        value_id: str = "",
    ) -> None:
        """One line of text with its baseline at `y`; `value_id` binds it to a value of the report."""
        drawn = self._axes.text(
            x, y, text, ha=anchor, va="baseline", color=tone, fontproperties=font(size, italic)
        )
        drawn.set(parse_math=False, usetex=False, zorder=next(self._layers))
        if turned:
            drawn.set(rotation=90, rotation_mode="anchor")
        if value_id:
            self._seen[value_id] += 1
            repeat = self._seen[value_id]
            drawn.set_gid(f"{GID_PREFIX}{value_id}" + (f"~{repeat}" if repeat > 1 else ""))

    def lines(self, x: float, middle: float, lines: Sequence[str], **how: Any) -> None:
        """Lines of text centred on the height `middle`; the keywords are those of `text`."""
        size = how.get("size", BODY)
        first = middle - (len(lines) - 1) * PITCH * size / 2 + CAP * size
        for n, line in enumerate(lines):
            self.text(x, first + n * PITCH * size, line, **how)

    def box(self, corner: tuple[float, float], opposite: tuple[float, float], fill: Fill) -> None:
        """A filled rectangle from its top left to its bottom right; nothing at all when it has no area."""
        (left, top), (right, bottom) = corner, opposite
        if right > left and bottom > top:
            paint = {
                "facecolor": fill.face,
                "edgecolor": fill.edge,
                "hatch": fill.hatch,
                "linewidth": 0.8,
            }
            self._add(Rectangle, corner, right - left, bottom - top, **paint)

    def dot(self, x: float, y: float, filled: bool) -> None:
        """A round mark: filled for what holds, hollow for what would hold otherwise."""
        self._add(
            Circle, (x, y), 4, facecolor=MAIN if filled else "white", edgecolor=MAIN, linewidth=1.3
        )

    def line(
        self,
        start: tuple[float, float],
        end: tuple[float, float],
        tone: str = GREY,
        width: float = 0.8,
    ) -> None:
        """A straight line between two places."""
        across, down = zip(start, end, strict=True)
        line = Line2D(
            across, down, color=tone, linewidth=width, clip_on=False, zorder=next(self._layers)
        )
        self._axes.add_line(line)

    def _add(self, shape: Callable[..., Patch], *where: Any, **how: Any) -> None:
        self._axes.add_patch(shape(*where, clip_on=False, zorder=next(self._layers), **how))
