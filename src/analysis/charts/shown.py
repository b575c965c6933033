"""What charts show, as data; without matplotlib, so that a report whose charts all stand does without it."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from analysis.vocabulary import Status

CHARTS, NARROW_CHARTS = "hinh", "hinh-hep"
"""The folders of the charts as wide as the text, and of those for phones."""


def chart_files(id_: str) -> tuple[str, str, str]:
    """The files of one chart by their paths from the folder of all: SVG and PNG as wide as the text, SVG for phones."""
    return f"{CHARTS}/{id_}.svg", f"{CHARTS}/{id_}.png", f"{NARROW_CHARTS}/{id_}.svg"


@dataclass(frozen=True)
class Bar:
    """One bar: `text` is printed at its end in the chart's unit, bound to the value `id`.

    `rest` marks what no other bar has got.
    """

    label: str
    value: Fraction
    text: str
    id: str = ""
    rest: bool = False
    status: Status = "actual"


@dataclass(frozen=True)
class PanelBar:
    """The value of one row in one panel, with its text in the chart's unit.

    The value is None where the source has none.
    """

    row: str
    panel: str
    value: Fraction | None
    text: str = ""
    id: str = ""
    status: Status = "actual"


@dataclass(frozen=True)
class Range:
    """An indicator under two readings, of which `low` is not larger than `high`.

    `chosen` is "low" or "high", the one the report goes by, if it takes either.
    """

    label: str
    unit: str
    low: Fraction
    low_text: str
    low_id: str
    high: Fraction
    high_text: str
    high_id: str
    chosen: Literal["low", "high"] | None


@dataclass(frozen=True)
class Mark:
    """A value that is named: what it is, and its text, bound to the value `id`."""

    label: str
    value: Fraction
    text: str
    id: str

    @property
    def told(self) -> str:
        """The name with the value."""
        return f"{self.label} {self.text}"


def worded(printed: str, word: str = "") -> str:
    """A printed number with the word of its bound, once."""
    if printed[:1].isalpha():
        return printed
    return f"{word} {printed}".lstrip()
