"""Another reading, another indicator: the numbers that a report would print, without a report."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

import analysis
from analysis.errors import ExplorationError, FormulaError
from analysis.report.view import Report
from data_builder import CONFERENCE, CONFERENCE_READINGS, conference, figure, made


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Report:
    folder = tmp_path_factory.mktemp("so-lieu")
    computed = made(folder, conference(), CONFERENCE_READINGS, CONFERENCE)
    return analysis.compute(computed.frame, computed.clean)


def test_a_tried_reading_gives_what_the_report_gives_of_it(report: Report) -> None:
    """The reading of a line of cach-hieu.csv, tried, moves the same values to the same numbers as that line does."""
    moved = analysis.try_reading(report, "CM = CM - M").set_index("ma")
    of_line = {
        value.id.removesuffix(".D01"): value for value in report.book if value.id.endswith(".D01")
    }
    assert set(moved.index) == set(of_line)
    for id_, value in of_line.items():
        assert moved.loc[id_, "sau"] == value.value
        assert moved.loc[id_, "truoc"] == report.book[id_].value
        assert moved.loc[id_, "chenh_lech"] == moved.loc[id_, "sau"] - moved.loc[id_, "truoc"]


def test_a_tried_indicator_is_computed_as_one_of_the_file(report: Report) -> None:
    """A formula of indicators.toml, tried, gives its value, also under each other reading of a source."""
    tried = analysis.try_indicator(report, "CM / M", unit="lần").set_index("ma")["gia_tri"]
    assert dict(tried) == {
        "THU": report.book["I26"].value,
        "THU.D01": report.book["I26.D01"].value,
    }


def test_what_is_missing_is_named_and_not_zero(report: Report) -> None:
    """An indicator over an input without figures has no value, and says which input lacks."""
    (row,) = analysis.try_indicator(report, "P / DA").to_dict("records")
    assert (row["gia_tri"], row["in_ra"], row["thieu"]) == (None, "không có số liệu", "số đề án")


def test_a_bound_stays_a_bound(report: Report) -> None:
    """What rests on “trên 350” is more than the number: the word is printed."""
    (row,) = analysis.try_indicator(report, "HV / LOP", unit="học viên").to_dict("records")
    assert row["gia_tri"] == 50
    assert row["in_ra"].startswith("trên ")


def test_a_plan_is_a_row_of_its_own(tmp_path: Path) -> None:
    """Of plan and result an indicator has one value each, never one of both."""
    rows = [figure("900", fund="KCQG"), figure("100", fund="KCĐP")]
    planned = [
        figure("600", fund="KCQG", status="kế hoạch"),
        figure("200", fund="KCĐP", status="kế hoạch"),
    ]
    computed = made(tmp_path, [*rows, *planned])
    tried = analysis.try_indicator(analysis.compute(computed.frame, computed.clean), "Q / P")
    assert dict(zip(tried["tinh_trang"], tried["gia_tri"], strict=True)) == {
        "thực hiện": Fraction(9, 10),
        "kế hoạch": Fraction(3, 4),
    }


@pytest.mark.parametrize("changes", ["CMM = CM - M", "CM = CM - MM", "DA = DA"])
def test_a_reading_of_what_is_not_there_is_answered_by_the_inputs(
    report: Report, changes: str
) -> None:
    """A name that is no input, or has no figure here, is refused; the inputs that have one are listed."""
    with pytest.raises(ExplorationError, match=r"một trong: (?s:.*)\bCM\b"):
        analysis.try_reading(report, changes)


@pytest.mark.parametrize("formula", ["K / / P", "open(P)", ""])
def test_a_formula_that_is_none_is_refused(report: Report, formula: str) -> None:
    """What is not in the language of formulas is refused with its place, and never run."""
    with pytest.raises(FormulaError, match="vị trí"):
        analysis.try_indicator(report, formula)
