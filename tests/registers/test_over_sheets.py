"""One list on two sheets: it goes on where nothing says otherwise, with all that its title says."""

from __future__ import annotations

import pytest

from office_books import UNIT, Rows, book, read_book
from register_files import fault_codes, sums

HEADER = ["TT", "Tên đề án", "Đơn vị thụ hưởng", "Loại hình", "Địa bàn", "KCQG", "KCĐP", "Đối ứng"]
TITLE: Rows = [["DANH MỤC ĐỀ ÁN THỰC HIỆN NĂM 2023"], [UNIT]]


def scheme(number: int) -> list[object]:
    """A scheme with 100 of KCQG and 50 of counterpart, in triệu đồng."""
    return [number, f"Máy {number}", f"HTX {number}", "Ứng dụng máy móc", "Huyện A", 100, 0, 50]


def two_sheets(
    *over: list[object], first: Rows = TITLE, names: tuple[str, str] = ("Trang 1", "Trang 2")
) -> bytes:
    """Two schemes on each sheet; the rows `over` stand above the header of the second."""
    return book(
        {
            names[0]: [*first, HEADER, scheme(1), scheme(2)],
            names[1]: [*over, HEADER, scheme(3), scheme(4)],
        }
    )


TOTAL: list[object] = [None, "Tổng cộng", None, None, None, 400, 0, 200]
WHOLE = [4, 400_000_000, 0, 200_000_000, 600_000_000]


@pytest.mark.parametrize(
    "over", [[], [[UNIT]], [["(tiếp theo)"]], [["Trang 2"], [UNIT]], TITLE], ids=str
)
@pytest.mark.parametrize("names", [("Trang 1", "Trang 2"), ("DM", "DM (2)"), ("Sheet1", "Sheet2")])
def test_a_list_goes_on_over_two_sheets(over: Rows, names: tuple[str, str]) -> None:
    """With its header again and its count, the second sheet has the year, the unit and the total of the list."""
    result = read_book(two_sheets(*over, names=names))
    assert sums(result) == WHOLE
    assert set(result.schemes["year"]) == {2023}


def test_a_total_on_the_last_sheet_is_that_of_both() -> None:
    """The grand total below the rest of the list counts the schemes of the sheet before."""
    sheets: dict[str, Rows] = {
        "Trang 1": [*TITLE, HEADER, scheme(1), scheme(2)],
        "Trang 2": [HEADER, scheme(3), scheme(4), TOTAL],
    }
    assert sums(read_book(book(sheets))) == WHOLE
    sheets["Trang 2"][-1] = [*TOTAL[:5], 410, 0, 200]
    assert fault_codes(read_book(book(sheets))) == {"total-mismatch"}


def test_what_the_title_of_the_list_says_holds_on_each_sheet() -> None:
    """A list of what is planned is one on its second sheet too: no scheme there is taken for done."""
    plan: Rows = [["DANH MỤC ĐỀ ÁN KẾ HOẠCH NĂM 2023"], [UNIT]]
    result = read_book(two_sheets(first=plan))
    assert set(result.schemes["status"]) <= {"planned"}
    assert result.faults or len(result.schemes) == 4


@pytest.mark.parametrize(
    ("over", "names"),
    [
        ([["DANH MỤC ĐỀ ÁN DỰ PHÒNG NĂM 2023"], [UNIT]], ("Trang 1", "Trang 2")),
        (TITLE, ("DM 2023", "DM nháp 2023")),
    ],
)
def test_a_second_list_is_asked_about_as_before(over: Rows, names: tuple[str, str]) -> None:
    """A title or a name of its own makes another list, whatever its numbers are."""
    assert fault_codes(read_book(two_sheets(*over, names=names))) & {
        "table-several",
        "status-unclear",
    }


def test_schemes_on_a_sheet_without_a_header_are_not_lost() -> None:
    """Where the count of the list goes on there the sheet is refused; any other sheet is only told."""
    first: Rows = [*TITLE, HEADER, scheme(1), scheme(2)]
    assert fault_codes(read_book(book({"1": first, "2": [scheme(3)]}))) == {"header-not-found"}
    for other in ([scheme(7)], [[3, "Họp giao ban"]]):
        assert sums(read_book(book({"1": first, "2": other})))[0] == 2
