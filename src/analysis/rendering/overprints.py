"""Print that lies over other print in a finished PDF: a number that crosses the line of its cell, two lines in one.

A run is what is set at once: of one line, one face, one cell. Its box is that of its glyphs, tight.
Runs that follow each other in the text may touch where letters are kerned (Tỷ); no others may.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pypdfium2 import PdfTextObj

APART = 0.5
"""In points: boxes that lie over each other by no more, across or up, do not print over each other."""
KERNED = 0.15
"""In sizes of the face: by so much a letter may reach under the one before it."""


@dataclass(frozen=True)
class Run:
    """A run of text: its place among all runs of its page, in points from the left and from below."""

    number: int
    text: str
    left: float
    bottom: float
    right: float
    top: float
    size: float

    def covers(self, other: Run) -> bool:
        """Whether this run and one that begins no further left print over each other."""
        across = min(self.right, other.right) - max(self.left, other.left)
        up = min(self.top, other.top) - max(self.bottom, other.bottom)
        least = APART
        if abs(self.number - other.number) == 1:
            least = max(APART, KERNED * self.size)
        return across > least and up > APART


def run_of(number: int, text: str, drawn: PdfTextObj) -> Run | None:
    """The run of a text object; none of blank text, and of text at a slant, which is a mark behind the page."""
    matrix = drawn.get_matrix()
    if not text.strip() or (matrix.a and matrix.b):
        return None
    left, bottom, right, top = drawn.get_bounds()
    return Run(number, text, left, bottom, right, top, drawn.get_font_size())


def overprints(runs: Sequence[Run]) -> Iterator[tuple[Run, Run]]:
    """The pairs of runs of one page that print over each other."""
    reached: list[Run] = []
    for run in sorted(runs, key=attrgetter("left")):
        reached = [other for other in reached if other.right - run.left > APART]
        for other in reached:
            if run.covers(other):
                yield other, run
        reached.append(run)
