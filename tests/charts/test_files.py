"""A chart of the last run is taken over where it shows the same, and drawn where it shows anything else."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import fields, replace
from fractions import Fraction
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from analysis.charts import export
from analysis.charts.drawn import draw_bars, draw_panels, draw_ranges, draw_spread, told
from analysis.charts.files import Charts, fresh_charts
from analysis.charts.shown import CHARTS, NARROW_CHARTS, Bar, Mark, PanelBar, Range
from analysis.fonts import choose_fonts
from analysis.project import DRAWN, EARLIER

BAR = Bar("Đào tạo", Fraction(7, 3), "2,33", "I1")
PANEL = PanelBar("2022", "KCQG", Fraction(5), "5", "I2")
RANGE = Range("Mức", "%", Fraction(1), "1", "I3", Fraction(2), "2", "I4", "low")
MARK = Mark("từ", Fraction(1, 2), "0,5", "I5")
KINDS: list[tuple[Any, Callable[[Any], partial[Any]]]] = [
    (BAR, lambda bar: partial(draw_bars, [bar], "triệu đồng", largest_first=True)),
    (PANEL, lambda bar: partial(draw_panels, [bar], "triệu đồng")),
    (RANGE, lambda range_: partial(draw_ranges, [range_])),
    (MARK, lambda mark: partial(draw_spread, [0.5], [mark], [MARK])),
]


def made(folder: Path, bars: dict[str, Bar], *, see_through: bool = False) -> Charts:
    """The charts of these bars in a folder."""
    charts = fresh_charts(folder, choose_fonts(), see_through=see_through)
    for id_, bar in bars.items():
        charts.add(id_, partial(draw_bars, [bar], "triệu đồng"))
    charts.finish()
    return charts


def files_in(folder: Path) -> dict[str, bytes]:
    names = [path for name in (CHARTS, NARROW_CHARTS) for path in (folder / name).iterdir()]
    return {str(path.relative_to(folder)): path.read_bytes() for path in names}


def test_only_what_shows_something_else_is_drawn(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of two charts one has another value: that one is drawn, and both are those of a run that draws both."""
    drawn: list[str] = []
    draw = export.write_chart

    def noted(what: Any, name: str, folder: Path, **how: bool) -> float:
        drawn.append(name)
        return draw(what, name, folder, **how)

    monkeypatch.setattr(export, "write_chart", noted)
    now = {"fig-a": BAR, "fig-b": replace(BAR, value=Fraction(3))}
    made(tmp_path / "truoc", {"fig-a": BAR, "fig-b": BAR})
    shutil.copytree(tmp_path / "truoc", tmp_path / "sau" / EARLIER)
    drawn.clear()
    taken = made(tmp_path / "sau", now)
    assert drawn == ["fig-b"]
    whole = made(tmp_path / "moi", now)
    assert files_in(tmp_path / "sau") == files_in(tmp_path / "moi")
    assert taken.heights == whole.heights
    made(tmp_path / "sau", now, see_through=True)
    assert drawn[-2:] == ["fig-a", "fig-b"]


def test_what_no_run_lent_is_never_taken(tmp_path: Path) -> None:
    """Charts that lie in the folder from before, as in that of an analyst, are drawn anew or gone."""
    made(tmp_path, {"fig-a": BAR, "fig-b": BAR})
    (tmp_path / CHARTS / "fig-a.svg").write_bytes(b"by other code")
    made(tmp_path, {"fig-a": BAR})
    assert {Path(name).stem for name in files_in(tmp_path)} == {"fig-a"}
    assert b"<svg" in (tmp_path / CHARTS / "fig-a.svg").read_bytes()
    assert (tmp_path / DRAWN).is_file()


@pytest.mark.parametrize(("shown", "drawing"), KINDS)
def test_all_that_a_chart_shows_is_told(shown: Any, drawing: Callable[[Any], partial[Any]]) -> None:
    """Whatever is another in one field makes another chart; the same made twice does not."""
    other: dict[str, object] = {"value": Fraction(8), "low": Fraction(0), "high": Fraction(9)}
    other |= {"rest": True, "status": "planned", "chosen": "high"}
    texts = {told(drawing(shown)), told(drawing(replace(shown)))}
    assert len(texts) == 1
    for field in fields(shown):
        texts.add(told(drawing(replace(shown, **{field.name: other.get(field.name, "khác")}))))
    assert len(texts) == 1 + len(fields(shown))
