"""What belongs to a fact: points in one order, selections of figures, lines that are added or not."""

from __future__ import annotations

from pathlib import Path

from analysis.definitions.indicators import load_definitions
from analysis.edition import Edition
from analysis.figures.figure import Figure
from analysis.figures.published import tidy_figures
from analysis.raw.folder import read_raw
from analysis.values.facts import matches, points_of
from data_builder import CODES, MODELS, Row, beneficiaries, compute, figure, made, write_raw


def figures(folder: Path, *rows: Row) -> list[Figure]:
    return tidy_figures(read_raw(write_raw(folder, rows)))[0]


def test_points_come_in_one_order(tmp_path: Path) -> None:
    """The edition's own period in every status first, actual before plans; then the others by period."""
    rows = [
        figure("1", fund="KCQG", years=(2021, 2021), status="kế hoạch"), figure("1", fund="KCQG", years=(2020, 2020)),
        figure("1", fund="KCQG", years=(2020, 2021)),
    ]  # fmt: skip
    edition = Edition("thu", 2020, 2022)
    suffixes = [point.suffix for point in points_of(figures(tmp_path, *rows), edition)]
    assert suffixes == ["", ".kh", ".2020", ".2020_2021", ".2021.kh"]


def test_a_selection_takes_its_own_figures_only(tmp_path: Path) -> None:
    """General inputs take lines without an activity, `*` takes every labelled line, a code its own lines."""
    inputs = load_definitions().inputs
    general, coded, uncoded, counterpart, flag = figures(
        tmp_path,
        figure("1", fund="KCQG"),
        figure("2", fund="KCQG", label=MODELS),
        figure("3", fund="KCĐP", label="Lạ"),
        figure("4", fund="đối ứng", label=MODELS),
        beneficiaries("5", "HTX"),
    )

    def taking(figure_: Figure) -> set[str]:
        return {entry.id for entry in inputs.values() if matches(figure_, entry)}

    assert taking(general) == {"Q"}
    assert taking(coded) == {"M", "MK", "A"}
    assert taking(uncoded) == {"A"}
    assert taking(counterpart) == {"CM"}
    assert taking(flag) == {"n_HTX", "N_loai"}


def test_a_figure_of_unknown_status_sums_with_nothing(tmp_path: Path) -> None:
    """Figures that may be plans or results make no sum over the years and no headline; their own total is checked."""
    parts = [("KCQG", "60"), ("KCĐP", "40"), ("KCQG + KCĐP", "100")]
    rows = [
        figure(value, fund=fund, status="không rõ", years=(year, year))
        for year in (2021, 2022)
        for fund, value in parts
    ]
    both = made(tmp_path / "a", rows, (), Edition("thu", 2021, 2022))
    assert "P.2021.kr" in both.book
    assert not [
        value.id for value in both.book if value.id.split(".")[0] in "QLP" and ".20" not in value.id
    ]
    assert both.verdicts("R01a") == ["khớp", "khớp"]
    total = figure("500", fund="KCQG + KCĐP", status="không rõ", years=(2021, 2022))
    assert (
        made(tmp_path / "c", [*rows, total], (), Edition("thu", 2021, 2022)).verdicts("R21") == []
    )
    one = made(tmp_path / "b", [*rows[3:], figure("7", fund="KCQG", status="kế hoạch")])
    assert (one.value("Q.kh"), one.value("Q.kr")) == (7_000_000, 60_000_000)
    assert one.book["I01"].value is None


def test_a_line_that_another_line_holds_is_not_added(tmp_path: Path) -> None:
    """Of 30 for products, 20 of it at provincial level, the activities come to 30, and both are told."""
    rows = [figure("100", fund="KCQG"), figure("30", fund="KCQG", label="Sản phẩm")]
    held = figure("20", fund="KCQG", label="Sản phẩm cấp tỉnh")
    codes = {**CODES, "Sản phẩm": "ND4", "Sản phẩm cấp tỉnh": "TP"}
    computed = compute(write_raw(tmp_path, [*rows, held], codes=codes), Edition("thu", 2022, 2022))
    assert (computed.value("A"), computed.value("S")) == (30_000_000, 30_000_000)
    assert computed.value("kp_KCQG_san_pham_cap_tinh") == 20_000_000
    assert computed.verdicts("R03a") == []
