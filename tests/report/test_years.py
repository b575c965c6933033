"""What was done against its plan and the year before: the title, columns and notes say what the table has."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.document.blocks import NBSP, Block, text_of
from analysis.edition import Edition
from analysis.report import basis, years
from analysis.report.parts import DASH_NOTE
from analysis.report.view import Report
from data_builder import MACHINERY, MODELS, Row, compute, figure, over, write_raw
from register_files import HEADER, register, row

YEAR = Edition("thu", 2022, 2022)
HALF = Edition("thu", 2022, 2022, "2022-01-01", "2022-06-30")


def report_of(folder: Path, edition: Edition) -> Report:
    made = compute(folder, edition)
    return made.report


def table(folder: Path, edition: Edition) -> Block:
    return years.changes_table(report_of(folder, edition))


def words(block: Block, part: str) -> str:
    return text_of(block[part]).replace(NBSP, " ")


def lines(block: Block) -> dict[str, list[str]]:
    rows = [[text_of(cell).replace(NBSP, " ") for cell in made["cells"]] for made in block["rows"]]
    return {first: rest for first, *rest in rows}


def half(*rows: Row) -> list[Row]:
    found = []
    for cells in rows:
        year = cells["tu_nam"]
        found += over([cells], tu_ngay=f"{year}-01-01", den_ngay=f"{year}-06-30")
    return found


PLAN = figure("20", fund="KCQG", status="kế hoạch")
DONE = figure("10", fund="KCQG")
EARLIER = figure("8", fund="KCQG", years=(2021, 2021))


@pytest.mark.parametrize(
    ("rows", "edition", "title", "head"),
    [
        ([PLAN, DONE], YEAR, "Thực hiện so với kế hoạch,", None),
        ([DONE, EARLIER], YEAR, "Thực hiện so với năm trước,", "Năm trước"),
        ([PLAN, DONE, EARLIER], YEAR, "Thực hiện so với kế hoạch và năm trước,", "Năm trước"),
        (half(DONE, EARLIER), HALF, "Thực hiện so với cùng kỳ năm trước,", "Cùng kỳ năm trước"),
    ],
)
def test_the_title_names_what_the_table_compares_with(
    tmp_path: Path, rows: list[Row], edition: Edition, title: str, head: str | None
) -> None:
    """A plan or the year before only where there is one; "cùng kỳ" is of a part of a year alone."""
    block = table(write_raw(tmp_path, rows), edition)
    assert words(block, "caption").startswith(title)
    heads = [text_of(cell) for cell in block["head"][0]]
    assert [name for name in heads if "trước" in name] == ([head] if head else [])
    note = words(block, "note").partition("Nguồn không có số liệu")[0].lower()
    assert ("tính trên kế hoạch" in note) is ("kế hoạch" in title)
    assert ("cùng kỳ" in note) is edition.is_part


def compared(folder: Path, *schemes: tuple[str, ...]) -> Block:
    return table(register(folder, *schemes), Edition("tinh", 2023, 2023))


def test_rows_of_activities_that_do_not_add_up_say_so(tmp_path: Path) -> None:
    """Products of this year alone have no row: the note names them; all activities of both years need no note."""
    both = [row(1, year=2022, q=100), row(2, year=2023, q=150)]
    alone = row(3, kind="Phát triển sản phẩm tiêu biểu", year=2023, q=180)
    assert "không cộng đủ" not in words(compared(tmp_path / "a", *both), "note")
    block = compared(tmp_path / "b", *both, alone)
    assert lines(block)["Đào tạo nghề, truyền nghề"][0] == "150,0"
    told = (
        "chỉ có số của một trong hai kỳ: sản phẩm công nghiệp nông thôn tiêu biểu 180,0 triệu đồng."
    )
    assert f"không cộng đủ kinh phí khuyến công, vì bảng không in nội dung {told}" in words(
        block, "note"
    )
    other = compared(tmp_path / "c", *both, row(3, kind="Tư vấn, trợ giúp", year=2023, q=180))
    assert "vì bảng không in nội dung khác." in words(other, "note")
    gone = compared(tmp_path / "d", *both, row(3, kind=alone[3], year=2022, q=180))
    assert "180,0 triệu đồng của năm 2022" in words(gone, "note")


@pytest.mark.parametrize(
    ("whole", "machinery", "told"),
    [
        (("1,0", "tỷ đồng"), "405", ""),
        (("1,0", "tỷ đồng"), "395", ""),
        (("1000", "triệu đồng"), "405", "cộng lại không khớp với kinh phí khuyến công mà nguồn in."),
        (("1000", "triệu đồng"), "395", "không cộng đủ kinh phí khuyến công, vì bảng không in nội dung khác."),
        (("1,0", "tỷ đồng"), "340", "không cộng đủ kinh phí khuyến công, vì bảng không in nội dung khác."),
    ],
)  # fmt: skip
def test_rounding_leaves_no_activity_out(
    tmp_path: Path, whole: tuple[str, str], machinery: str, told: str
) -> None:
    """Rows of activities lack others only below their whole, beyond the last digits that are printed."""
    rows = [
        cells
        for status in ("kế hoạch", "thực hiện")
        for cells in (
            figure(*whole, fund="KCQG + KCĐP", status=status),
            figure("600", fund="KCQG + KCĐP", label=MODELS, status=status),
            figure(machinery, fund="KCQG + KCĐP", label=MACHINERY, status=status),
        )
    ]
    block = table(write_raw(tmp_path, rows), YEAR)
    assert len(block["rows"]) == 4
    note = words(block, "note").partition(" Nguồn không có số liệu")[0]
    assert note.partition("Các dòng nội dung ")[2] == told


def test_a_change_from_nothing_is_no_missing_figure(tmp_path: Path) -> None:
    """From 0 there is no rate: its cell is blank and said to be so, and no dash calls it missing."""
    block = compared(tmp_path, row(1, year=2022, l=100), row(2, year=2023, q=50, l=100))
    assert lines(block)["KCQG"] == ["50,0", "0", ""]
    assert "không tính thay đổi từ số bằng không" in words(block, "note")
    assert DASH_NOTE not in words(block, "note")


def test_a_change_from_nothing_in_years_is_no_missing_figure(tmp_path: Path) -> None:
    """Of several years too: from 0 the rate is blank and said to be so."""
    rows = [row(year, year=year, q=q, l=100) for year, q in ((2022, 0), (2023, 50), (2024, 60))]
    block = table(register(tmp_path, *rows), Edition("tinh", 2022, 2024))
    cells = [[text_of(cell) for cell in made["cells"]] for made in block["rows"]]
    rates = {(year, name): rate for year, name, *_, rate in cells}
    assert (rates["2023", "KCQG"], rates["2024", "KCQG"]) == ("", "20,00")
    assert "Không tính thay đổi từ số bằng không" in words(block, "note")
    assert DASH_NOTE not in words(block, "note")


def test_a_plan_without_days_is_told_and_never_said_to_be_missing(tmp_path: Path) -> None:
    """Nine months of a register that has the plan of the year: its number and sum are told; the table has no plan."""
    header = (*HEADER, "Tình trạng", "Ngày nghiệm thu")
    rows = [(*row(1, year=2022, q=10, c=30), "thực hiện", "10/5/2022")]
    rows += [(*row(2, year=2023, q=20, c=30), "thực hiện", "10/5/2023")]
    rows += [(*row(3, year=2023, q=50, c=30), "kế hoạch", "")]
    rows += [(*row(4, year=2023, q=15, c=15), "dừng thực hiện", "")]
    edition = Edition("tinh", 2023, 2023, "2023-01-01", "2023-09-30")
    report = report_of(register(tmp_path, *rows, header=header), edition)
    told = " ".join(text_of(part["c"]) for part in basis.scope(report)["blocks"]).replace(NBSP, " ")
    assert (
        "Danh mục còn có kế hoạch của 1 đề án, tổng các nguồn 80 triệu đồng, không có ngày" in told
    )
    assert "Danh mục còn có 1 đề án chưa thực hiện, tổng các nguồn 30 triệu đồng, không có" in told
    made = years.changes_table(report)
    assert "không in" not in words(made, "note")
    assert "kế hoạch trong danh mục không có ngày" in words(made, "note")
    assert lines(made)["KCQG"] == ["20,0", "10,0", "100"]
    assert [text_of(head) for head in made["head"][0]][1:] == [
        "Thực hiện", "Cùng kỳ năm trước", "Thay đổi (%)"
    ]  # fmt: skip


OLD, NEW = (2021, 2021), (2022, 2022)


@pytest.mark.parametrize(
    ("before", "word_before", "now", "word_now", "said", "in_table"),
    [
        ("14,2", "hơn", "7,89", "", "giảm trên 6,3 tỷ đồng (trên 44,4%)", "giảm trên 44,4"),
        ("10", "", "15", "hơn", "tăng trên 5 tỷ đồng (trên 50%)", "trên 50"),
        ("14", "hơn", "15", "", "nếu tăng thì dưới 1 tỷ đồng (dưới 7,2%)", "dưới 7,2"),
        ("15", "", "12", "hơn", "nếu giảm thì dưới 3 tỷ đồng (dưới 20%)", "nếu giảm thì dưới 20"),
    ],
)
def test_a_change_that_is_a_bound_is_said_by_its_size(
    tmp_path: Path, before: str, word_before: str, now: str, word_now: str, said: str, in_table: str
) -> None:
    """No reader sees "dưới -6,3": the direction is said where it is sure, and the bound is that of the size."""
    rows = [
        figure(before, "tỷ đồng", "KCQG", years=OLD, word=word_before),
        figure(now, "tỷ đồng", "KCQG", years=NEW, word=word_now),
    ]
    report = report_of(write_raw(tmp_path, rows), YEAR)
    (told,) = [text_of(block["c"]) for block in years.text(report)["blocks"]]
    assert f"KCQG {said}" in told.replace(NBSP, " ")
    block = years.changes_table(report)
    assert lines(block)["KCQG"][-1] == in_table


def test_changes_of_several_years_have_no_bound_below_zero(tmp_path: Path) -> None:
    """The table of several years says the difference and its rate by their sizes too."""
    rows = [
        figure("14,2", "tỷ đồng", "KCQG", years=OLD, word="hơn"),
        figure("7,89", "tỷ đồng", "KCQG", years=NEW),
    ]
    report = report_of(write_raw(tmp_path, rows), Edition("thu", 2021, 2022))
    (cells,) = [
        [text_of(cell).replace(NBSP, " ") for cell in made["cells"]]
        for made in years.changes_table(report)["rows"]
    ]
    assert cells[-2:] == ["giảm trên 6.300", "giảm trên 44,4"]
