"""The charts of a report as files: drawn, or taken over from the last run where they show the same."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

from analysis.charts.drawn import told
from analysis.charts.shown import CHARTS, NARROW_CHARTS, chart_files
from analysis.fonts import Fonts
from analysis.project import DRAWN, EARLIER

if TYPE_CHECKING:
    from matplotlib.figure import Figure


@dataclass
class Charts:
    """The charts in `folder`, where a run lends those that the last run of the same code and fonts drew.

    `see_through` leaves the mark of a draft to be seen. `heights` are those of the charts in points.
    """

    folder: Path
    fonts: Fonts
    see_through: bool
    heights: dict[str, float] = field(default_factory=dict)
    _marks: dict[str, str] = field(default_factory=dict)

    def add(self, id_: str, draw: partial[Figure]) -> None:
        """Have the files of a chart; matplotlib is imported for one that has to be drawn."""
        shown = repr((told(draw), self.see_through))
        self._marks[id_] = hashlib.sha256(shown.encode()).hexdigest()
        mark, height = self._earlier.get(id_, ("", 0.0))
        if mark == self._marks[id_]:
            for name in chart_files(id_):
                shutil.copyfile(self.folder / EARLIER / name, self.folder / name)
            self.heights[id_] = height
        else:
            self.heights[id_] = self._write(draw, id_, self.folder, see_through=self.see_through)

    @cached_property
    def _earlier(self) -> dict[str, tuple[str, float]]:
        """What the charts of the last run show, and their heights, by id."""
        path = self.folder / EARLIER / DRAWN
        lent: dict[str, tuple[str, float]] = {}
        if path.is_file():
            lent = json.loads(path.read_text(encoding="utf-8"))
        return lent

    @cached_property
    def _write(self) -> Callable[..., float]:
        """`write_chart`, in the font of the PDF."""
        from analysis.charts.export import write_chart
        from analysis.charts.style import register_fonts

        register_fonts(self.fonts.files, self.fonts.family)
        return write_chart

    def finish(self) -> None:
        """Write what the next run takes charts over by."""
        drawn = {id_: (mark, self.heights[id_]) for id_, mark in self._marks.items()}
        text = json.dumps(drawn, indent=1)
        (self.folder / DRAWN).write_text(f"{text}\n", encoding="utf-8", newline="\n")


def fresh_charts(folder: Path, fonts: Fonts, *, see_through: bool) -> Charts:
    """The charts of a run, none yet: what lies in their two folders in `folder` from before is removed."""
    # charts of an earlier run must not slip into the documents
    for name in (CHARTS, NARROW_CHARTS):
        shutil.rmtree(folder / name, ignore_errors=True)
        (folder / name).mkdir(parents=True)
    return Charts(folder, fonts, see_through)
