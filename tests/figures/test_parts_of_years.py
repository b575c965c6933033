"""Parts of years: told by days alone, never added to a year and never compared with one."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from analysis.edition import Edition
from analysis.errors import NoDataError
from analysis.language.year_parts import part_words
from data_builder import Row, Rows, codes_of, compute, faults_of, figure, over, schemes, write_raw

YEAR, NINE = Edition("thu", 2025, 2025), Edition("thu", 2025, 2025, "2025-01-01", "2025-09-30")
SPEAK = """
6 tháng đầu năm; sáu tháng đầu năm 2025; năm tháng đầu năm; 9 tháng; 06 tháng; Kết quả 11 tháng; 10 tháng 2023
kỳ lệch: năm 2021 và 9 tháng năm 2022; quý 3; Quý III/2025; 3 quý đầu năm; Q3/2025; 6T/2025; nửa đầu năm; đến nay
đến hết tháng 9/2025; tính đến 14/9/2025; đến ngày 30/6/2025; đã phân bổ đến 30/6/2024; đến 30/6; tháng 9/2025
trong tháng 6; từ tháng 3 đến tháng 10; ước đến hết quý III; lũy kế đến thời điểm báo cáo
9 tháng năm 2025 mở 12 lớp; trong 9 tháng mở 5 lớp đào tạo nghề; Số liệu quý III năm 2025 theo thông báo của Sở
kết quả quý II theo công văn 12; Lũy kế tháng 8 theo quyết định giao; lớp 3 tháng và kết quả 9 tháng
01/01/2025 - 30/9/2025; 01-01-2025 – 30-9-2025; từ 01/7/2025 đến 31/12/2025; tính tới 15.9.2025; đến 15-9-2025
Q3; số liệu Q3; Bán niên; bán niên 2025
T9/2025; T.9/2025; số liệu T09.2025; 6T; 09T/2025; 9t2025; Q.III/2025; Q.3/2025; QIII
"""
SILENT = """
; cả năm; 12 tháng; 12 tháng năm 2025; cả 4 quý; đến hết năm 2025; đến hết ngày 31/12/2025; đến hết tháng 12/2025
tính đến 31/12/2022; đến năm 2025; đăng tháng 6/2024; Tạp chí số tháng 5/2023; ngày 05 tháng 4 năm 2023
công bố ngày 15/7/2024; Quyết định ban hành tháng 7/2023; tỉnh cũ (trước 01/7/2025); từ 01/7/2025; lớp 3 tháng
01/01/2025 - 31/12/2025; từ 01/01/2025 đến 31/12/2025; đến 31.12.2025; đến 31-12-2025; 12T; đăng T6/2024
từ tháng 01 đến tháng 12/2025; quý I - quý IV
lớp nghề 3 tháng; 5 lớp, mỗi lớp học 3 tháng; bảo hành 6 tháng; đào tạo 3 tháng/lớp; Tạp chí Công Thương tháng 6/2024
Quyết định số 12/QĐ-SCT tháng 7/2023; 12 đến 35.5 triệu; Quyết định 12/QĐ-SCT ngày 15.7.2024; trang 4-6/2024
kim loại, đá quý; Quận 3, Q3; mỗi cơ sở 12 đến 35 triệu; đoạn 2, câu 2; trùng nguồn cuc-2024-6t
"""


def listed(text: str) -> list[str]:
    return re.split(r"; |\n", text.strip("\n"))


@pytest.mark.parametrize("text", listed(SPEAK))
def test_words_of_a_part_of_a_year_are_known(text: str) -> None:
    """Months, quarters, "đến hết", "đến nay": each says that the figure is not the year's."""
    assert part_words(text) != ""


@pytest.mark.parametrize("text", listed(SILENT))
def test_whole_years_and_dates_of_publication_are_no_part(text: str) -> None:
    """Whole years, "12 tháng", a date of publication or of a change of territory ask for nothing."""
    assert part_words(text) == ""


@pytest.mark.parametrize("column", ["ghi_chu", "vi_tri", "noi_dung"])
def test_a_row_that_speaks_of_a_part_is_refused_until_its_days_stand_there(
    tmp_path: Path, column: str
) -> None:
    """Nine months would be read as the year; with two days the row is taken, whole years too."""
    rows = over([figure("1,6", "tỷ đồng", "KCQG", years=(2025, 2025))], **{column: "9 tháng"})
    (fault,) = faults_of(write_raw(tmp_path / "a", rows), YEAR)
    assert (fault.code, fault.where.column) == ("period-unclear", column)
    for name, days in (("b", ("2025-01-01", "2025-09-30")), ("c", ("2025-01-01", "2025-12-31"))):
        dated = over(rows, tu_ngay=days[0], den_ngay=days[1])
        assert faults_of(write_raw(tmp_path / name, dated), NINE if name == "b" else YEAR) == []


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Hỗ trợ máy móc, 9 tháng đầu năm", True),
        ("Đào tạo nghề 6 tháng đầu năm", True),
        ("Đào tạo nghề may 3 tháng", False),
        ("Đào tạo nghề ngắn hạn dưới 3 tháng", False),
    ],
)
def test_how_long_a_class_lasts_is_no_part(tmp_path: Path, text: str, wanted: bool) -> None:
    """What was done may be a class of three months; six months of a year are a part beside a class too."""
    rows = over([figure("1,6", "tỷ đồng", "KCQG", years=(2022, 2022))], noi_dung=text)
    assert codes_of(write_raw(tmp_path, rows)) == (["period-unclear"] if wanted else [])


@pytest.mark.parametrize(
    ("first", "last"),
    [
        ("2025-01-01", ""),
        ("", "2025-09-30"),
        ("01/01/2025", "30/9/2025"),
        ("2025-01-01", "2025-09-31"),
        ("2025-09-30", "2025-01-01"),
        ("2024-01-01", "2025-09-30"),
        ("2025-01-01", "2026-09-30"),
    ],
)
def test_days_that_do_not_fit_are_refused(tmp_path: Path, first: str, last: str) -> None:
    """Two real days, first the earlier one, of the years that the row names."""
    rows = over([figure("1", "tỷ đồng", "KCQG", years=(2025, 2025))], tu_ngay=first, den_ngay=last)
    assert codes_of(write_raw(tmp_path, rows)) == ["period-days"]


def part(first: str, last: str, *rows: Row) -> Rows:
    return over(rows, tu_ngay=first, den_ngay=last)


def mixed() -> list[Row]:
    """Two whole years, with nine months, six months and a quarter of the last one."""
    year = figure("400", fund="KCQG", years=(2024, 2024))
    return [
        year, *over([year], tu_nam="2025", den_nam="2025", gia_tri="700"),
        *part("2025-01-01", "2025-09-30", figure("300", fund="KCQG", years=(2025, 2025)),
              figure("900", fund="đối ứng", years=(2025, 2025)), schemes("6", years=(2025, 2025))),
        *part("2025-01-01", "2025-06-30", figure("200", fund="KCQG", years=(2025, 2025))),
        *part("2025-07-01", "2025-09-30", figure("100", fund="KCQG", years=(2025, 2025))),
    ]  # fmt: skip


def without_parts() -> list[Row]:
    return [row for row in mixed() if "tu_ngay" not in row]


PART_ID = re.compile(r"\.(2025_(6t|9t|q3))")


@pytest.mark.parametrize("edition", [YEAR, Edition("thu", 2024, 2025)])
def test_a_year_is_the_same_with_and_without_its_parts(tmp_path: Path, edition: Edition) -> None:
    """No sum, growth, share, ratio or check of years changes when figures of parts stand beside them."""
    alone = compute(write_raw(tmp_path / "a", without_parts()), edition).book
    beside = compute(write_raw(tmp_path / "b", mixed()), edition).book
    own = [value for value in beside if not PART_ID.search(value.id)]
    for value in own:
        if not value.id.startswith(("dong_", "tien_", "R18", "R19", "DC_")):
            assert value.value == alone[value.id].value, value.id
    assert {value.id for value in alone} <= {value.id for value in own}
    for value in beside:
        points = {PART_ID.findall(name)[0] if PART_ID.search(name) else "" for name in value.inputs}
        assert len(points) <= 1, value.id


def test_an_edition_of_a_part_has_its_own_figures_alone(tmp_path: Path) -> None:
    """Nine months are not the sum of what lies inside, know no year before, and have no years to average over."""
    book = compute(write_raw(tmp_path, mixed()), NINE).book
    assert (book["Q"].value, book["DA"].value) == (300_000_000, 6)
    assert book["Q.2025_6t"].value == 200_000_000
    assert book["Q.2025_q3"].value == 100_000_000
    assert not [value.id for value in book if re.search(r"\.202[45](?!_)|chenh|so_nam", value.id)]


def test_a_year_is_not_made_of_a_part(tmp_path: Path) -> None:
    """Nine months alone are no year: the report of the year is refused and names what there is."""
    rows = part("2025-01-01", "2025-09-30", figure("300", fund="KCQG", years=(2025, 2025)))
    with pytest.raises(NoDataError, match=r"9 tháng đầu năm 2025 \(PERIOD=2025-9T\)"):
        compute(write_raw(tmp_path, rows), YEAR)


def test_a_part_is_not_made_of_a_year(tmp_path: Path) -> None:
    """A year's figures serve no part of it."""
    with pytest.raises(NoDataError, match="9 tháng đầu năm 2025"):
        compute(write_raw(tmp_path, without_parts()), NINE)
