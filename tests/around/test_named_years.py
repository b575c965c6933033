"""A scheme of a year that its title or sheet does not name is asked about."""

from __future__ import annotations

import pytest

from analysis.around.named_years import years_in_name
from register_files import HEADER, ROWS, csv_text, numbers, read, workbook

WIDTH = len(HEADER)


def codes(*above: str) -> list[str]:
    """The faults of the base register, of 2022 and 2023, below these rows."""
    titles = [(text, *[""] * (WIDTH - 1)) for text in above]
    return [fault.code for fault in read(csv_text([*titles, HEADER, *ROWS])).faults]


@pytest.mark.parametrize(
    "title",
    [
        "DANH MỤC ĐỀ ÁN KHUYẾN CÔNG NĂM 2022 VÀ 2023",
        "Danh mục đề án khuyến công giai đoạn 2021-2025",
        "Danh mục đề án khuyến công từ năm 2021 đến năm 2023",
        "(Kèm theo Quyết định số 12/QĐ-SCT ngày 15 tháng 3 năm 2024)",
        "Nam Định, ngày … tháng … năm 2024",
        "Theo Thông tư số 28/2018/TT-BTC",
        "DANH MỤC ĐỀ ÁN KHUYẾN CÔNG",
        "DANH MỤC ĐỀ ÁN GIAI ĐOẠN 2021-25",
        "Danh mục đề án giai đoạn 2021 – 25",
        "DANH MỤC ĐỀ ÁN CÁC NĂM 2022/2023",
        "DANH MỤC ĐỀ ÁN KHUYẾN CÔNG 2022, 2023",
        "DANH MỤC ĐỀ ÁN 2022 VÀ NĂM 2023",
        "Ban hành kèm theo Quyết định số 12 năm 2021",
        "(Kèm theo Quyết định số 12/QĐ-UBND của UBND tỉnh năm 2021)",
        "Bảng 1. Danh mục đề án (cập nhật 15/3/2024)",
        "Danh mục đề án theo Thông tư 28/2018/TT-BTC",
        "Tổng kinh phí đề án: 2000 triệu đồng",
        "Sở Công Thương 2024",
    ],
)
def test_a_title_that_names_the_years_or_none_refuses_nothing(title: str) -> None:
    """Years in a row, ranges and no year at all let the schemes pass; days of decisions are no years of the table."""
    assert codes(title) == []


@pytest.mark.parametrize(
    "title",
    [
        "DANH MỤC ĐỀ ÁN NĂM 2023",
        "Danh mục giai đoạn 2023-2025",
        "DANH MỤC ĐỀ ÁN KHUYẾN CÔNG 2023",
        "Đề án khuyến công 2023-25",
        "BẢNG TỔNG HỢP (2023)",
        "Danh mục đề án năm 2023, theo Quyết định số 12 năm 2022",
    ],
)
def test_a_scheme_of_a_year_that_the_title_does_not_name_is_refused(title: str) -> None:
    """The scheme of 2022 below a title of later years is refused with its cell, the number of schemes and the title."""
    titles = [(title, *[""] * (WIDTH - 1))]
    (fault,) = read(csv_text([*titles, HEADER, *ROWS])).faults
    assert (fault.code, fault.where.row, fault.where.column) == ("year-not-named", 5, "Năm")
    assert "1 đề án của năm 2022" in fault.got
    assert title in fault.got


def test_a_line_that_goes_on_is_one_with_the_line_above() -> None:
    """A title of results and, below it, "và kế hoạch năm 2024" name their years together."""
    assert codes("KẾT QUẢ THỰC HIỆN NĂM 2022, 2023", "VÀ KẾ HOẠCH NĂM 2024") == []
    assert "year-not-named" in codes("KẾT QUẢ THỰC HIỆN NĂM 2023", "VÀ KẾ HOẠCH NĂM 2024")


def test_the_name_of_a_sheet_names_years_too() -> None:
    """A sheet named 2023 with a scheme of 2022 is refused, one named 2021-2023 is not."""
    for name, wanted in (("2023", ["year-not-named"]), ("2021-2023", []), ("Danh mục", [])):

        def rename(sheet: object, name: str = name) -> None:
            sheet.title = name  # type: ignore[attr-defined]  # a worksheet

        data = workbook(rename, [HEADER, *map(numbers, ROWS)])
        assert [fault.code for fault in read(data, "data/raw/so.xlsx").faults] == wanted


@pytest.mark.parametrize(
    ("name", "years"),
    [
        ("dm-15.01.2024", set()),
        ("dm_15_01_2024", set()),
        ("2024-01-15 dm", set()),
        ("dm cap nhat thang 3-2024", set()),
        ("Cập nhật 2024", set()),
        ("dm 12-2023", set()),
        ("T3.2024", set()),
        ("dm-2023-cap-nhat-2024", {2023}),
        ("DM 2023 cập nhật 15-01-2024", {2023}),
        ("bieu-03-2023", {2023}),
        ("Đợt 2-2023", {2023}),
        ("so 2021-23", {2021, 2022, 2023}),
        ("khuyen-cong-2024", {2024}),
    ],
)
def test_a_day_in_a_name_is_no_year_of_schemes(name: str, years: set[int]) -> None:
    """Days, months and when somebody changed a file name no year; the number of a form is no month."""
    assert years_in_name(name) == years


def test_schemes_of_another_year_stand_on_a_sheet_named_for_its_last_change() -> None:
    """A sheet "Cập nhật 2024", and a title that says so, do not refuse the schemes of 2022 and 2023."""

    def rename(sheet: object) -> None:
        sheet.title = "Cập nhật 2024"  # type: ignore[attr-defined]

    assert not read(workbook(rename, [HEADER, *map(numbers, ROWS)]), "data/raw/so.xlsx").faults
    assert codes("DANH MỤC ĐỀ ÁN KHUYẾN CÔNG (cập nhật năm 2024)") == []


def test_a_label_and_the_year_beside_it_are_one() -> None:
    """A cell "Năm:" and, in the next cell, another year than the schemes'."""
    for year, wanted in (("2021", True), ("2022 - 2023", False)):
        label = ("Năm:", year, *[""] * (WIDTH - 2))
        found = [fault.code for fault in read(csv_text([label, HEADER, *ROWS])).faults]
        assert ("year-not-named" in found) is wanted


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("danh-muc-2021.csv", True),
        ("danh-muc-2022.csv", False),
        ("bao-cao-gui-2024.csv", False),
        ("danh-muc-cap-nhat-2024.csv", False),
    ],
)
def test_a_list_named_by_a_year_of_which_it_has_nothing_is_refused(name: str, wanted: bool) -> None:
    """The name of a file counts where nothing nearer names a year and no scheme is of its year."""
    found = {fault.code for fault in read(csv_text([HEADER, *ROWS]), f"data/raw/{name}").faults}
    assert found == ({"year-not-named"} if wanted else set())


@pytest.mark.parametrize(
    ("years", "title", "wanted"),
    [
        (("2023", "2023", "2032"), "", ["year-far"]),
        (("2012", "2022", "2023"), "", ["year-far"]),
        (("2023", "2023", "2032"), "Danh mục đề án năm 2023 và năm 2032", []),
        (("2023", "2023", "2027"), "", []),
        (("2012", "2017", "2023"), "", []),
        (("2023", "2032", "2032"), "", ["year-far"]),
    ],
)
def test_a_year_far_from_all_others_is_asked(
    years: tuple[str, ...], title: str, wanted: list[str]
) -> None:
    """A few schemes of a year far from all others may be mistyped; a title that names it settles it."""
    rows = [[*row[:5], year, *row[6:]] for row, year in zip(ROWS, years, strict=True)]
    titles = [(title, *[""] * (WIDTH - 1))] if title else []
    result = read(csv_text([*titles, HEADER, *rows]))
    assert [fault.code for fault in result.faults] == wanted
