"""The figures of an edition as a table: exact, with their bound, and each with its raw cell."""

from __future__ import annotations

import csv
from fractions import Fraction
from pathlib import Path

import pytest

import analysis
from analysis.errors import ExplorationError
from data_builder import CONFERENCE, CONFERENCE_READINGS, FIGURES, conference, figure, made


def test_each_figure_leads_to_its_raw_cell(tmp_path: Path) -> None:
    """Record and column of every row hold the very text that is shown beside the exact value."""
    computed = made(tmp_path, conference(), CONFERENCE_READINGS, CONFERENCE)
    figures = analysis.figures_frame(analysis.compute(computed.frame, computed.clean))
    with (tmp_path / FIGURES).open(encoding="utf-8", newline="") as file:
        records = list(csv.reader(file))
    column = records[0].index("gia_tri")
    assert len(figures) == len(conference())
    assert set(figures["cot"]) == {"gia_tri"}
    for told in figures.to_dict("records"):
        assert told["tep"].endswith(FIGURES)
        assert records[int(told["dong"]) - 1][column] == told["nguyen_van"]


def test_money_is_whole_dong_and_a_bound_is_told(tmp_path: Path) -> None:
    """An amount is an integer in đồng, what is not whole a fraction, and a bound is a word beside its number."""
    rows = [
        figure("2.630,5", fund="KCQG"),
        figure("350", "học viên", measure="học viên", word="hơn"),
        figure("2,5", "lần", measure="hệ số đối ứng"),
    ]
    computed = made(tmp_path, rows)
    figures = analysis.figures_frame(analysis.compute(computed.frame, computed.clean))
    assert list(figures["gia_tri"]) == [2_630_500_000, 350, Fraction(5, 2)]
    assert [type(value) for value in figures["gia_tri"]] == [int, int, Fraction]
    assert list(figures["muc"]) == ["chính xác", "trên", "chính xác"]
    assert list(figures["don_vi"]) == ["đồng", "học viên", "lần"]


def test_an_indicator_leads_to_all_cells_below_it(tmp_path: Path) -> None:
    """The cells of a value are those of all that its formula rests on; another id is answered by one near it."""
    computed = made(tmp_path, conference(), CONFERENCE_READINGS, CONFERENCE)
    report = analysis.compute(computed.frame, computed.clean)
    assert list(analysis.origins_frame(report, "I10")["nguyen_van"]) == [
        "42,995",
        "12,982",
        "4,205",
    ]
    with pytest.raises(ExplorationError, match="có phải “I10”"):
        analysis.origins_frame(report, "i10")
