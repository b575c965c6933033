"""Effects in the report: sums of those schemes that state them, with how many these are, and nothing for the others."""

from __future__ import annotations

from pathlib import Path

from analysis.document.blocks import NBSP, text_of
from analysis.edition import Edition
from analysis.report import beneficiaries
from data_builder import Computed, compute
from register_files import HEADER, csv_text, register, row

MORE = ("Tình trạng", "Lao động có việc làm", "Doanh thu (triệu đồng)")
EDITION = Edition("tinh", 2023, 2023)


def computed(folder: Path, *cells: tuple[str, str, str], same: bool = False) -> Computed:
    rows = [(*row(number, q=100, c=50), *more) for number, more in enumerate(cells, start=1)]
    if same:
        rows = [(*cells_[:2], "Cơ sở chung", *cells_[3:]) for cells_ in rows]
    return compute(register(folder, *rows, header=(*HEADER, *MORE)), EDITION)


def told(made: Computed) -> str:
    report = made.report
    annex = beneficiaries.appendix(report)
    rows = [text_of(cell) for row in annex.get("rows", ()) for cell in row["cells"]]
    text = [text_of(part["c"]) for part in beneficiaries.text(report)["blocks"]]
    return "\n".join([*text, *rows]).replace(NBSP, " ")


def test_effects_are_summed_over_the_schemes_that_state_them(tmp_path: Path) -> None:
    """Two of three schemes name jobs: their sum stands with "2 trên 3", in the text and in the annex."""
    done = "thực hiện"
    made = computed(tmp_path, (done, "10", "2.500"), (done, "5", ""), (done, "", ""))
    assert (made.value("HQ_LD"), made.value("HQ_LD_n")) == (15, 2)
    assert (made.value("HQ_DTHU"), made.value("HQ_DTHU_n")) == (2_500_000_000, 1)
    assert "HQ_DT" not in made.book
    text = told(made)
    assert text.count("(2 trên 3 đề án có số liệu)") == 2
    assert "tạo việc làm cho 15 lao động" in text
    # the published number of jobs is another value
    assert "LD" not in made.book


def test_jobs_made_are_no_people_who_have_one(tmp_path: Path) -> None:
    """A register that counts jobs made and one that counts people are two values with two units, never added."""
    for name, first, column, jobs in (("a", 1, "Việc làm mới", "68"), ("b", 3, MORE[1], "72")):
        rows = [(*row(n, q=100), "thực hiện", jobs, "") for n in (first, first + 1)]
        text = csv_text([(*HEADER, MORE[0], column, MORE[2]), *rows])
        (tmp_path / f"{name}.csv").write_text(text, encoding="utf-8")
    made = compute(tmp_path, EDITION)
    assert (made.value("HQ_LD"), made.value("HQ_VL")) == (144, 136)
    text = told(made)
    assert "tạo việc làm cho 144 lao động (2 trên 4 đề án có số liệu)" in text
    assert "tạo 136 việc làm (2 trên 4 đề án có số liệu)" in text
    assert "280" not in text


def test_people_and_jobs_of_one_register_are_two_values(tmp_path: Path) -> None:
    """A register with a column of each has both in its report: none is lost, none is of the other's unit."""
    rows = [(*row(n, q=100), "thực hiện", "72", "68") for n in (1, 2)]
    text = csv_text([(*HEADER, MORE[0], "Số lao động có việc làm", "Số việc làm mới"), *rows])
    (tmp_path / "a.csv").write_text(text, encoding="utf-8")
    said = told(compute(tmp_path, EDITION))
    assert "tạo việc làm cho 144 lao động" in said
    assert "tạo 136 việc làm" in said


def test_planned_effects_are_not_told_as_done(tmp_path: Path) -> None:
    """Effects of a plan name it, and do not meet those of what was done."""
    planned = told(computed(tmp_path, ("kế hoạch", "10", "")))
    sentence = planned.partition("tạo việc làm")[0].rpartition("\n")[2]
    assert "kế hoạch" in sentence
    made = computed(tmp_path, ("kế hoạch", "10", ""), ("thực hiện", "7", ""))
    assert made.value("HQ_LD") == 7


def test_money_of_one_establishment_in_two_schemes_is_at_most_the_sum(tmp_path: Path) -> None:
    """Its revenue stands in both rows; jobs of two schemes are two sorts of jobs."""
    done = "thực hiện"
    made = computed(tmp_path, (done, "1", "20"), (done, "2", "20"), same=True)
    assert made.book["HQ_DTHU"].bound == "at_most"
    assert made.book["HQ_LD"].bound == "exact"


def test_a_register_without_effects_says_nothing_of_them(tmp_path: Path) -> None:
    """Neither a sentence nor a heading of the annex."""
    made = computed(tmp_path, ("thực hiện", "", ""))
    assert not [value.id for value in made.book if value.id.startswith("HQ_")]
    assert "Theo danh mục" not in told(made)
