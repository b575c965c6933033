"""Several tables in one file: a caption over a repeated header counts, and no scheme is read twice."""

from __future__ import annotations

import pytest

from office_books import UNIT, book, read_book
from register_files import fault_codes, finding_codes, sums

Rows = list[list[object]]
HEADER = ["TT", "Tên đề án", "Đơn vị thụ hưởng", "Loại hình", "Địa bàn"]
MONEY = ["KCQG", "KCĐP", "Vốn đối ứng"]
KIND = "Ứng dụng máy móc"


def scheme(number: int, place: str = "Huyện Phù Cát") -> list[object]:
    """The texts of a scheme, without its year and money."""
    return [number, f"Máy số {number}", f"HTX số {number}", KIND, place]


def list_in_two(between: Rows, *, counted: bool = True, year: int | None = None) -> bytes:
    """A list of three schemes that names the year 2022 at its top, its header again above the third."""
    years: list[object] = [] if year is None else [year]
    header: list[object] = [*HEADER, *(["Năm"] if years else []), *MONEY]
    lines = [[*scheme(number), *years, number * 10, 5, 7] for number in (1, 2, 3)]
    first, again = (header, *lines[:2]), (header, lines[2])
    rows = [row if counted else row[1:] for row in (*first, *again)]
    return book({"DM": [["DANH MỤC NĂM 2022"], [UNIT], *rows[:3], *between, *rows[3:]]})


@pytest.mark.parametrize("counted", [True, False])
@pytest.mark.parametrize(
    "between",
    [
        [["DANH MỤC ĐỀ ÁN NĂM 2023"]],
        [["Đề án năm 2023"], [UNIT]],
        [["II. NĂM 2023"]],
        [[None, "ĐỀ ÁN NĂM 2023"]],
    ],
)
def test_a_year_over_a_repeated_header_is_that_of_the_schemes_below(
    between: Rows, *, counted: bool
) -> None:
    """A header that comes again below a caption goes on with the list and its unit, and not with its year."""
    result = read_book(list_in_two(between, counted=counted))
    assert not result.faults, [str(fault) for fault in result.faults]
    assert result.schemes["year"].tolist() == [2022, 2022, 2023]
    assert result.schemes["kcqg"].tolist() == [10_000_000, 20_000_000, 30_000_000]
    assert "header-repeated" not in finding_codes(result)


def test_a_province_over_a_repeated_header_is_that_of_the_schemes_below() -> None:
    """The territory of the list above a caption is not taken over by the list below it."""
    result = read_book(list_in_two([["DANH MỤC TỈNH BÌNH ĐỊNH"]]))
    assert not result.faults, [str(fault) for fault in result.faults]
    assert [table.territory for table in result.tables] == ["", "binh-dinh"]
    assert result.schemes["year"].tolist() == [2022] * 3


@pytest.mark.parametrize(
    ("between", "codes"),
    [
        ([["Đơn vị tính: bao"]], {"unit-unknown"}),
        ([["ĐỀ ÁN DỪNG THỰC HIỆN"]], {"status-unclear"}),
    ],
)
def test_a_status_or_a_unit_over_a_repeated_header_is_asked_about_for_the_schemes_below(
    between: Rows, codes: set[str]
) -> None:
    """What a caption says of the schemes below it is no footnote of those above."""
    faults = read_book(list_in_two(between)).faults
    assert {fault.code for fault in faults} == codes
    assert len(faults) == 1


def test_a_plan_over_a_repeated_header_is_one_of_the_schemes_below() -> None:
    """The schemes above stay what they are."""
    result = read_book(list_in_two([["KẾ HOẠCH"]]))
    assert result.schemes["status"].tolist() == ["actual", "actual", "planned"]


def test_a_unit_over_a_repeated_header_is_that_of_the_schemes_below() -> None:
    """Each part of a list is read in the unit that stands over it."""
    result = read_book(list_in_two([["Đơn vị tính: tỷ đồng"]], year=2022))
    assert not result.faults, [str(fault) for fault in result.faults]
    assert result.schemes["kcqg"].tolist() == [10_000_000, 20_000_000, 30_000_000_000]


@pytest.mark.parametrize(
    "between",
    [
        [],
        [["Trang 2"]],
        [["(tiếp theo)"]],
        [["DANH MỤC NĂM 2022 (tiếp theo)"]],
        [["DANH MỤC NĂM 2022"], [UNIT]],
        [["II", "Huyện Phù Cát"]],
    ],
)
def test_a_page_goes_on_with_its_list(between: Rows) -> None:
    """The title repeated on a page, its number, or a group at its end begin no other table."""
    result = read_book(list_in_two(between))
    assert not result.faults, [str(fault) for fault in result.faults]
    assert result.schemes["year"].tolist() == [2022] * 3
    assert "header-repeated" in finding_codes(result)


FUND_HEADER = [*HEADER, "Năm", "Kinh phí hỗ trợ", "Vốn đối ứng"]


@pytest.mark.parametrize(("total", "is_right"), [(60, True), (70, False)])
def test_a_grand_total_below_a_list_that_goes_on_is_that_of_all_its_parts(
    total: int, *, is_right: bool
) -> None:
    """Captions of the two funds over one list, counted on, and one total at its end: it is checked over both."""
    rows: Rows = [["ĐỀ ÁN KHUYẾN CÔNG QUỐC GIA"], [UNIT], [*FUND_HEADER]]
    rows += [[*scheme(number), 2023, number * 10, 5] for number in (1, 2)]
    rows += [["ĐỀ ÁN KHUYẾN CÔNG ĐỊA PHƯƠNG"], [*FUND_HEADER], [*scheme(3), 2023, 30, 5]]
    rows.append([None, "TỔNG CỘNG", *[None] * 4, total, 15])
    result = read_book(book({"DM": rows}))
    if is_right:
        assert sums(result) == [3, 30_000_000, 30_000_000, 15_000_000, 75_000_000]
    else:
        assert fault_codes(result) == {"total-mismatch"}


def district(title: str, *schemes: list[object]) -> Rows:
    """A table of schemes of 2023 below its title and unit."""
    return [[title], [UNIT], [*HEADER, "Năm", *MONEY], *([*one, 2023, 10, 5, 7] for one in schemes)]


A, B = "Huyện Phù Cát", "Huyện Tây Sơn"


@pytest.mark.parametrize(
    "sheets",
    [
        {A: district("DANH MỤC ĐỀ ÁN", scheme(1, A)), B: district("DANH MỤC ĐỀ ÁN", scheme(2, B))},
        {
            "Phù Cát": district("DANH MỤC", scheme(1, A)),
            "Tây Sơn": district("DANH MỤC", scheme(2, B)),
        },
        {
            "1": district("DANH MỤC HUYỆN PHÙ CÁT NĂM 2023", scheme(1, "Xã Cát Tường")),
            "2": district("DANH MỤC HUYỆN TÂY SƠN NĂM 2023", scheme(2, "Xã Tây Bình")),
        },
        {"DM": [*district(A, scheme(1, A)), [None], *district(B, [1, *scheme(2, B)[1:]])]},
        {"DM": [*district("PHÙ CÁT", scheme(1, A)), *district("TÂY SƠN", [1, *scheme(2, B)[1:]])]},
    ],
)
def test_tables_of_one_district_each_are_read(sheets: dict[str, Rows]) -> None:
    """On one sheet or several, of the same year and funds, each is named by its caption or sheet."""
    assert sums(read_book(book(sheets)))[:2] == [2, 20_000_000]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ((A, scheme(1, A)), (B, scheme(1, B))),
        ((A, scheme(1, A)), (B, scheme(2, A))),
        ((A, scheme(1, A)), (A, scheme(2, A))),
        ((A, scheme(1, A)), ("Danh mục chung", scheme(2, A))),
        (("Biểu 1", scheme(1, A)), ("Biểu 2", scheme(2, B))),
    ],
)
def test_a_table_that_may_hold_a_scheme_of_another_is_asked_about(
    first: tuple[str, list[object]], second: tuple[str, list[object]]
) -> None:
    """A scheme in two districts, a district in two tables, or tables that name none: nothing is counted twice."""
    title, other = second
    rows = [*district(*first), [None], *district(title, [1, *other[1:]])]
    assert fault_codes(read_book(book({"DM": rows}))) == {"table-several"}


def under_one_title(title: str, second: str) -> bytes:
    """Two tables of one sheet, a fund each, with their units; the year stands above the first or nowhere."""
    header = [*HEADER, "Kinh phí hỗ trợ (triệu đồng)", "Vốn đối ứng (triệu đồng)"]
    first: Rows = [["I. KHUYẾN CÔNG QUỐC GIA"], header, [*scheme(1), 10, 7]]
    return book({"DM": [[title], *first, [], [second], header, [1, *scheme(2)[1:], 20, 7]]})


def test_the_year_of_a_sheet_stands_once_above_its_tables() -> None:
    """A part without a year is of the year above the first table, unless that is said of the first part alone."""
    local = "II. KHUYẾN CÔNG ĐỊA PHƯƠNG"
    result = read_book(under_one_title("DANH MỤC ĐỀ ÁN NĂM 2024", local))
    assert not result.faults, [str(fault) for fault in result.faults]
    assert result.schemes["year"].tolist() == [2024, 2024]
    of_parts = read_book(under_one_title("DANH MỤC ĐỀ ÁN NĂM 2024", f"{local} NĂM 2023"))
    assert of_parts.schemes["year"].tolist() == [2024, 2023]
    numbered = read_book(under_one_title("Biểu 1. Danh mục năm 2024", local))
    assert "header-missing" in fault_codes(numbered)
