"""Support that is to be paid back is summed apart: no total, ratio, list or norm of grants knows of it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from analysis.document.blocks import NBSP, Block, text_of
from analysis.edition import Edition
from analysis.parameters import Parameters
from analysis.project import Project
from analysis.report import funds
from analysis.report.view import Report
from analysis.running.run import print_sums
from analysis.stages.processed import SCHEMES
from data_builder import Computed, compute
from register_files import HEADER, register, row

EDITION = Edition("tinh", 2023, 2023)
FORM = "Hình thức hỗ trợ"


def schemes(folder: Path, *forms: str, year: int = 2023) -> Path:
    """A register of schemes with 10, 20, … triệu đồng of KCQG, and three times as much counterpart."""
    lines = [
        (*row(number, year=year, q=10 * number, c=30 * number), form)
        for number, form in enumerate(forms, 1)
    ]
    return register(folder, *lines, header=(*HEADER, FORM), name=f"danh-muc-{year}.csv")


def report_of(made: Computed) -> Report:
    return made.report


def text_of_prose(block: Block) -> str:
    return " ".join(text_of(part["c"]) for part in block["blocks"]).replace(NBSP, " ")


def values(made: Computed) -> dict[str, object]:
    return {
        value.id: value.value
        for value in made.book
        if "thu_hoi" not in value.id
        and not value.id.startswith(("dong_", "tien_", "R18", "R19", "DC_"))
    }


def test_ratios_and_sums_are_those_of_grants_alone(tmp_path: Path) -> None:
    """With a scheme "có thu hồi" beside, every value of the grants is what it is without it; what is apart is apart."""
    both = compute(schemes(tmp_path / "ca", "không hoàn lại", "", "có thu hồi"), EDITION)
    alone = compute(schemes(tmp_path / "mot", "không hoàn lại", ""), EDITION)
    assert values(both) == values(alone)
    assert both.value("Q") == 30_000_000
    assert both.value("da_thu_hoi") == 1
    assert both.value("kp_KCQG_thu_hoi") == 30_000_000
    assert both.value("kp_DU_thu_hoi") == 90_000_000
    assert not [check for check in both.checks if check.verdict == "lệch"]


def test_several_years_have_their_own_sum_of_it(tmp_path: Path) -> None:
    """What is to be paid back in two years is summed over both, also where a year has none."""
    schemes(tmp_path, "có thu hồi", "", year=2022)
    schemes(tmp_path, "", "", year=2023)
    made = compute(tmp_path, Edition("tinh", 2022, 2023))
    assert made.value("kp_KCQG_thu_hoi") == 10_000_000
    assert made.value("kp_KCQG_thu_hoi.2022") == 10_000_000
    assert made.value("Q") == 50_000_000


@pytest.mark.parametrize("form", ["", "không hoàn lại"])
def test_a_register_of_grants_has_no_word_of_it(tmp_path: Path, form: str) -> None:
    """Nothing is said of support to be paid back where there is none."""
    made = compute(schemes(tmp_path, form), EDITION)
    assert not [value.id for value in made.book if "thu_hoi" in value.id]


def test_support_without_money_that_is_paid_back_is_told_as_a_count(tmp_path: Path) -> None:
    """A scheme "có thu hồi" whose amounts are all 0 is counted in a whole sentence."""
    lines = [(*row(1, q=10, c=30), ""), (*row(2), "có thu hồi")]
    made = compute(register(tmp_path, *lines, header=(*HEADER, FORM)), EDITION)
    assert made.value("da_thu_hoi") == 1
    told = text_of_prose(funds.text(report_of(made)))
    assert "Ngoài các số của báo cáo, 1 đề án có hình thức hỗ trợ có thu hồi. Mọi tổng" in told


def test_the_report_says_how_much_is_paid_back(tmp_path: Path) -> None:
    """One sentence of the chapter on funds tells the amount, the next that ratios use grants; without any, neither."""
    made = compute(schemes(tmp_path / "co", "", "có thu hồi"), EDITION)
    told = text_of_prose(funds.text(report_of(made)))
    assert (
        "Ngoài các số của báo cáo, 1 đề án có hình thức hỗ trợ có thu hồi, gồm KCQG 20,0 triệu đồng và"
        " vốn đối ứng 60,0 triệu đồng."
    ) in told
    assert "chỉ tính hỗ trợ không hoàn lại" in told
    assert "thu hồi" not in text_of_prose(
        funds.text(report_of(compute(schemes(tmp_path / "khong", ""), EDITION)))
    )


def test_sums_hold_both_and_tell_the_part(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The five numbers are those of all schemes of the status; the part to be paid back is told beside them."""
    made = compute(schemes(tmp_path / "raw", "", "có thu hồi"), EDITION)
    project = Project(tmp_path)
    folder = project.processed(EDITION)
    folder.mkdir(parents=True)
    made.clean.schemes.to_parquet(folder / SCHEMES)
    assert print_sums(project, Parameters(place="tinh", year_from=2023, year_to=2023)) == 0
    out, beside = capsys.readouterr()
    assert json.loads(out) == [2, 30_000_000, 0, 90_000_000, 120_000_000]
    assert "[1, 20000000, 0, 60000000, 80000000]" in beside
