"""What stands over a chart is true of its values, or is not there; a chart says more than a sentence."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

from analysis.charts.shown import Bar
from analysis.definitions.summary import load_summary
from analysis.document.blocks import text_of
from analysis.report import activities
from analysis.report.parts import Drawn, bar_chart
from analysis.report.summary import charts_of
from data_builder import CONFERENCE, conference, made


def chart(folder: Path, changed: dict[str, str]) -> Drawn:
    """The chart of activities of the conference with other amounts, by their printed texts."""
    rows = conference()
    rows = [{**row, "gia_tri": changed.get(row["gia_tri"], row["gia_tri"])} for row in rows]
    return activities.chart(made(folder, rows, edition=CONFERENCE).report)


@pytest.mark.parametrize(("machinery", "is_told"), [("7,318", True), ("2,641", False)])
def test_a_headline_names_the_largest_only_where_one_is(
    tmp_path: Path, machinery: str, is_told: bool
) -> None:
    """Where two activities have as much there is no largest, and nothing stands over the chart."""
    block = chart(tmp_path, {"7,318": machinery}).block
    assert ("nhiều nhất" in text_of(block.get("headline", []))) is is_told


@pytest.mark.parametrize(("number", "is_drawn"), [(3, False), (4, True)])
def test_a_chart_of_three_values_is_none(number: int, is_drawn: bool) -> None:
    """So few values are said by the sentence above."""
    bars = [Bar(f"Loại {turn}", Fraction(turn), str(turn), f"n{turn}") for turn in range(number)]
    assert bool(bar_chart("Cơ sở", "cơ sở", bars, "cơ sở").draw) is is_drawn


def test_the_summary_takes_charts_while_they_stay_readable() -> None:
    """A chart for which there is no room gives way to the next one; three are the most."""
    assert charts_of({"fig-nguon": 500.0, "fig-noi-dung": 100.0, "fig-co-so": 100.0}) == [
        "fig-noi-dung",
        "fig-co-so",
    ]
    small = dict.fromkeys(("fig-nguon", "fig-theo-nam", "fig-noi-dung", "fig-dia-ban"), 20.0)
    assert len(charts_of(small)) == load_summary().most_charts
