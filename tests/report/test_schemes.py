"""The annex of schemes: the whole register, by section with sums, named as its owner lets it be."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from analysis.document.blocks import Block, text_of
from analysis.edition import Edition
from analysis.report.page_data import page_data, page_text
from analysis.report.schemes import each, listed
from analysis.report.view import Report
from analysis.values import groups
from analysis.values.households import without_households
from analysis.vocabulary import FULL_LIST
from data_builder import FIGURES, HEADERS, Rows, compute, figure, write_table
from register_files import HEADER, register, row

EDITION = Edition("thu", 2023, 2023)
KINDS = ("Đào tạo nghề", "Ứng dụng máy móc")


def report_of(
    folder: Path,
    rows: list[tuple[str, ...]],
    published: Rows = (),
    header: tuple[str, ...] = HEADER,
    **office: str,
) -> Report:
    """The edition of a register and of published figures, with the office's row of co-quan.csv."""
    register(folder, *rows, header=header)
    if published:
        write_table(folder, FIGURES, published)
    columns = (*HEADERS["co-quan.csv"], "in_ten_ho")
    write_table(folder, "co-quan.csv", [{"dia_ban": "Thử", **office}], columns)
    made = compute(folder, EDITION)
    return made.report


def of_two_places(count: int) -> list[tuple[str, ...]]:
    return [
        row(n, KINDS[n % 2], place=f"Huyện {'AB'[n % 3 == 0]}", q=100 + n, l=0, c=10)
        for n in range(1, count + 1)
    ]


def cells(block: Block) -> list[list[str]]:
    return [[text_of(cell) for cell in row["cells"]] for row in block["rows"]]


def test_every_scheme_is_listed_under_its_place(tmp_path: Path) -> None:
    """Fifty schemes of two districts: each once, numbered through, behind the sums of its district; then all."""
    rows = cells(listed(report_of(tmp_path, of_two_places(50))))
    numbers = [row[0] for row in rows]
    assert [n for n in numbers if n.isdigit()] == [str(n) for n in range(1, 51)]
    assert sorted(row[1] for row in rows if row[0].isdigit()) == sorted(
        f"Đề án {n}" for n in range(1, 51)
    )
    sections = [row for row in rows if row[0] in ("I", "II")]
    assert [row[1] for row in sections] == ["Huyện A", "Huyện B"]
    in_b = range(3, 51, 3)
    assert sections[1][5] == f"{sum(100 + n for n in in_b):,}".replace(",", ".") + ",0"
    assert [row[1] for row in rows[numbers.index("II") + 1 : -1]] == [
        f"Đề án {n}" for n in reversed(in_b)
    ]
    assert rows[-1][1] == "Tổng cộng"


def test_schemes_of_one_place_are_listed_by_kind(tmp_path: Path) -> None:
    """Where one place is all there is the sections are kinds, and the column of the kind tells the place."""
    block = listed(report_of(tmp_path, [row(n, KINDS[n % 2], q=100, c=10) for n in range(1, 7)]))
    assert text_of(block["head"][0][3]) == "Địa bàn"
    assert [row[1] for row in cells(block) if row[0] in ("I", "II")] == list(KINDS)
    assert {row[3] for row in cells(block) if row[0].isdigit()} == {"Huyện A"}


def test_a_register_too_long_for_print_is_told_by_section(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Beyond the limit the annex has the sections and their sums, and says how many schemes lie in which file."""
    monkeypatch.setattr(groups, "MOST_LISTED", 5)
    block = listed(report_of(tmp_path, of_two_places(6)))
    assert [row[1] for row in cells(block)] == ["Huyện A", "Huyện B", "Tổng cộng"]
    assert "Danh mục có 6\u00a0đề án" in text_of(block["note"])
    assert "so-lieu.xlsx" in text_of(block["note"])


def test_only_schemes_of_the_register_are_said_to_stand_in_its_sheet(tmp_path: Path) -> None:
    """Plans of the register are counted beside the list of what is done; a published count of plans never is."""
    header = (*HEADER, "Tình trạng")
    done = [(*cells, "Đã nghiệm thu") for cells in of_two_places(3)]
    planned = [(*row(n, q=100, c=10), "Kế hoạch") for n in (4, 5)]
    count = figure("20", "đề án", measure="đề án", status="kế hoạch", years=(2023, 2023))
    reports = [
        report_of(tmp_path / "published", done, [count], header),
        report_of(tmp_path / "register", done + planned, (), header),
    ]
    told = [text_of(listed(report).get("note", [])) for report in reports]
    assert "Ngoài bảng này" not in told[0]
    assert f"còn 2\u00a0đề án (kế hoạch), nêu ở trang “{FULL_LIST}”" in told[1]


@pytest.mark.parametrize(("named", "is_printed"), [("", True), ("có", True), ("không", False)])
def test_households_are_named_as_the_owner_decides(
    tmp_path: Path, named: str, is_printed: bool
) -> None:
    """With "không" neither the annex, nor the largest schemes, nor the data of the page hold the name of a person."""
    rows = of_two_places(4)
    person = list(rows[0])
    person[1:3] = ["Máy xay xát tại hộ Trần Thị Bưởi", "Hộ kinh doanh Trần Thị Bưởi"]
    report = report_of(tmp_path, [tuple(person), *rows[1:]], in_ten_ho=named)
    blocks = [listed(report), each(report, report.details.largest, "Đề án lớn")]
    printed = [*map(str, map(cells, blocks)), page_text(page_data(report, ["DA"]))]
    assert ["Bưởi" in text for text in printed] == [is_printed] * 3
    assert all("Cơ sở 2" in text for text in printed[:2])


def test_what_is_no_household_keeps_its_name(tmp_path: Path) -> None:
    """Companies and cooperatives are named; a household is known by its title or by the type of establishment."""
    report = report_of(tmp_path, of_two_places(4))
    schemes = report.clean.schemes.assign(
        beneficiary=[
            "Công ty TNHH Ông Bầu",
            "Ông Lê Văn Tám",
            "Cơ sở Hoa Mai",
            "Hợp tác xã Hộ Phòng",
        ],
        beneficiary_type=["DNNVV", "", "HKD", "HTX"],
        name=["A", "Máy cưa của Lê Văn Tám", "Máy sấy, cơ sở Hoa Mai", "D"],
    )
    told = without_households(schemes)
    assert told["beneficiary"].tolist() == [
        "Công ty TNHH Ông Bầu", "Hộ kinh doanh", "Hộ kinh doanh", "Hợp tác xã Hộ Phòng",
    ]  # fmt: skip
    assert told["name"].tolist() == [
        "A", "Máy cưa của hộ kinh doanh", "Máy sấy, hộ kinh doanh", "D",
    ]  # fmt: skip


def test_no_code_is_printed_in_the_annex(tmp_path: Path) -> None:
    """Kinds are told in words."""
    text = str(cells(listed(report_of(tmp_path, of_two_places(4)))))
    assert not re.search(r"ND[0-9]", text)
