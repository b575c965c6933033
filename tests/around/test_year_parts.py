"""A register of a part of a year is never read as the year."""

from __future__ import annotations

import pytest

from register_files import HEADER, ROWS, csv_text, fault_codes, numbers, read, workbook

REST = [""] * (len(HEADER) - 1)


def codes(title: str, name: str = "so.csv", groups: tuple[str, ...] = ()) -> set[str]:
    """The faults of the base register, of 2022 and 2023, with a title and a row of a group before its first rows."""
    rows = [list(row) for row in ROWS]
    for number, group in reversed(list(enumerate(groups))):
        rows.insert(number, ["I" * (number + 1), group, *REST[1:]])
    return fault_codes(read(csv_text([(title, *REST), HEADER, *rows]), f"data/raw/{name}"))


@pytest.mark.parametrize(
    "title",
    [
        "DANH MỤC ĐỀ ÁN 6 THÁNG ĐẦU NĂM",
        "Danh mục quý III",
        "DANH MỤC ĐẾN HẾT THÁNG 9/2023",
        "TÍNH ĐẾN 30/9/2023",
        "Danh mục tính đến ngày 30 tháng 9 năm 2023",
        "DANH MUC 9 THANG DAU NAM",
        "Danh mục lớp đào tạo nghề 6 tháng đầu năm",
    ],
)
def test_a_title_of_a_part_of_the_year_is_refused(title: str) -> None:
    """Months, a quarter, a day inside the year: the cell of the title is named, the whole year's list is wanted."""
    text = f"{title} 2022 - 2023" if "NĂM" in title or "NAM" in title else title
    (fault,) = read(csv_text([(text, *REST), HEADER, *ROWS])).faults
    assert (fault.code, fault.where.row) == ("period-unclear", 1)
    assert "cả năm" in fault.wanted


@pytest.mark.parametrize(
    "title",
    [
        "Nam Định, ngày 15 tháng 6 năm 2023",
        "Hà Nội, ngày … tháng 6 năm 2023",
        "Nam Định, ngày     tháng     năm",
        "Hà Nội, tháng 6 năm 2023",
        "(Kèm theo Quyết định số 12/QĐ-SCT ngày 30/9/2023)",
        "Danh mục cả năm, tính đến 31/12/2023",
        "Danh mục đề án (cập nhật đến ngày 31/01/2024)",
        "Danh mục từ tháng 01 đến tháng 12",
        "Danh mục lớp đào tạo nghề (3 tháng)",
    ],
)
def test_whole_years_and_days_of_papers_are_no_part(title: str) -> None:
    """A day of a decision or a signature, the end of the year or a day after it, how long a class lasts."""
    assert codes(title) == set()


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("6-thang-2023.csv", True),
        ("danh-muc-9t-2023.csv", True),
        ("Quý 3 2023.csv", True),
        ("2023_6thang.csv", True),
        ("danh-muc-2023.csv", False),
        ("6-thang.csv", False),
        ("danh-muc-thang-6-2023.csv", False),
        ("30-9-2023.csv", False),
    ],
)
def test_a_file_name_counts_beside_the_year(name: str, wanted: bool) -> None:
    """Months or a quarter beside a year; a month or a day is when the file was made."""
    assert codes("", name) == ({"period-unclear"} if wanted else set())


def test_a_group_counts_unless_groups_divide_the_year() -> None:
    """One group of a quarter is a part; quarters below each other divide a year, classes last some months."""
    assert codes("", groups=("Quý III năm 2023",)) == {"period-unclear"}
    assert codes("", groups=("Quý I", "Quý II", "Quý IV")) == set()
    assert codes("", groups=("6 tháng đầu năm", "6 tháng cuối năm")) == set()
    assert codes("", groups=("Đào tạo nghề may (3 tháng)",)) == set()
    note = ["", "Ghi chú: số liệu đến ngày 30/11", *REST[1:]]
    assert fault_codes(read(csv_text([HEADER, *ROWS, note]))) == set()


def test_quarters_without_the_last_one_are_a_part() -> None:
    """Three quarters alone may be nine months of a year; a title that says "cả năm" settles it."""
    quarters = ("Quý I", "Quý II", "Quý III")
    assert codes("", groups=quarters) == {"period-unclear"}
    assert codes("Danh mục đề án cả năm", groups=quarters) == set()


def test_a_group_with_its_sums_counts_too() -> None:
    """The one group of months over all schemes is refused though the sums of its schemes stand in its row."""
    amounts = [[int(cell) for cell in row[7:]] for row in ROWS]
    sums = [str(sum(column)) for column in zip(*amounts, strict=True)]
    group = ["I", "6 tháng đầu năm", *[""] * 5, *sums]
    assert fault_codes(read(csv_text([HEADER, group, *ROWS]))) == {"period-unclear"}


@pytest.mark.parametrize(("name", "wanted"), [("9T 2022-2023", True), ("2022-2023", False)])
def test_a_sheet_counts(name: str, wanted: bool) -> None:
    """The name of a sheet may be all that says it."""

    def rename(sheet: object) -> None:
        sheet.title = name  # type: ignore[attr-defined]  # a worksheet

    data = workbook(rename, [HEADER, *map(numbers, ROWS)])
    assert fault_codes(read(data, "data/raw/so.xlsx")) == ({"period-unclear"} if wanted else set())


def over_money(text: str) -> set[str]:
    """The faults of the base register with a text over its columns of money."""
    top = [*HEADER[:7], text, "", "", ""]
    low = [*[""] * 7, *HEADER[7:]]
    return fault_codes(read(csv_text([top, low, *ROWS])))


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Kinh phí thực hiện 9 tháng (đồng)", True),
        ("Kinh phí thực hiện đến 30/6/2023", True),
        ("Thực hiện 6 tháng", True),
        ("Kinh phí đã giải ngân đến 31/12/2023", False),
        ("Kinh phí theo QĐ ngày 12 tháng 5 năm 2023", False),
    ],
)
def test_a_text_over_the_money_counts(text: str, wanted: bool) -> None:
    """Money up to a day inside the year is no money of the year; the end of the year and the day of a paper are not."""
    assert over_money(text) == ({"period-unclear"} if wanted else set())


def test_a_text_over_several_columns_of_money_is_one_fault() -> None:
    """What stands over three columns is asked once, not once for each of them."""
    top = [*HEADER[:7], *["Thực hiện 6 tháng"] * 4]
    low = [*[""] * 7, *HEADER[7:]]
    (fault,) = read(csv_text([top, low, *ROWS])).faults
    assert fault.code == "period-unclear"


def test_the_only_total_counts() -> None:
    """A total of six months alone says what the list is; beside the total of the year it says nothing."""
    amounts = [str(sum(int(row[at]) for row in ROWS)) for at in range(7, 11)]
    half = ["", "Cộng 6 tháng đầu năm", *[""] * 5, *amounts]
    year = ["", "Tổng cộng", *[""] * 5, *amounts]
    assert fault_codes(read(csv_text([HEADER, *ROWS, half]))) == {"period-unclear"}
    assert "period-unclear" not in fault_codes(read(csv_text([HEADER, *ROWS, half, year])))


def test_half_a_year_has_a_name() -> None:
    """The words "bán niên" are half a year, with or without marks."""
    assert codes("DANH MỤC BÁN NIÊN") == {"period-unclear"}
    assert codes("DANH MUC BAN NIEN 2023") == {"period-unclear"}


def test_a_group_is_called_by_the_year_of_its_schemes() -> None:
    """Schemes of another year than the name of their group are refused; schemes that come from a year are not."""
    assert codes("", groups=("Năm 2021",)) == {"year-not-named"}
    assert codes("", groups=("Đề án khuyến công năm 2021",)) == {"year-not-named"}
    assert codes("", groups=("Đề án chuyển tiếp từ năm 2021",)) != {"year-not-named"}
    later = [str(row[5]) for row in ROWS]
    assert codes("", groups=(f"Năm {later[0]}", f"Năm {later[1]}", f"Năm {later[2]}")) == set()
