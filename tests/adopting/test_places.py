"""Places of schemes without a column for them: from groups, sheets and titles that name one district or commune."""

from __future__ import annotations

import pytest

from office_books import UNIT, Rows, book, read_book
from register_files import fault_codes

HEADER = ["TT", "Tên đề án", "Đơn vị thụ hưởng", "Loại hình", "Năm", "KCQG", "KCĐP", "Đối ứng"]


def scheme(number: int) -> list[object]:
    texts = [f"Máy {number}", f"HTX {number}", "Ứng dụng máy móc"]
    return [number, *texts, 2023, 100, 0, 50]


def places(*below: list[object], title: str = "DANH MỤC ĐỀ ÁN", sheet: str = "DM") -> object:
    """The places of the schemes, or the codes of the faults."""
    rows: Rows = [[title], [UNIT], HEADER, *below]
    result = read_book(book({sheet: rows}))
    return fault_codes(result) or result.schemes["place"].tolist()


GROUP = "Huyện Phù Cát"


@pytest.mark.parametrize(
    ("group", "place"),
    [
        ("Huyện Phù Cát", "Huyện Phù Cát"),
        ("HUYỆN PHÙ CÁT (01 đề án):", "HUYỆN PHÙ CÁT"),
        ("Thị xã An Nhơn: 1 đề án", "Thị xã An Nhơn"),
        ("TP. Quy Nhơn", "TP. Quy Nhơn"),
        ("Xã Phước Lộc", "Xã Phước Lộc"),
    ],
)
def test_a_group_that_names_one_place_is_that_of_its_schemes(group: str, place: str) -> None:
    """Each scheme has the place of the group above it, as typed and without the count beside it."""
    found = places(["I", group], scheme(1), ["II", "Huyện Tây Sơn"], scheme(2), scheme(3))
    assert found == [place, "Huyện Tây Sơn", "Huyện Tây Sơn"]


@pytest.mark.parametrize(
    "group",
    [
        "Các huyện miền núi",
        "Huyện Phù Cát và Phù Mỹ",
        "Xã hội hóa",
        "Huyện khác",
        "Phù Mỹ",
        "Thành phố Đà Nẵng",
        "Toàn tỉnh",
    ],
)
def test_a_group_of_several_places_or_of_none_leaves_the_column_asked_for(group: str) -> None:
    """What is no name of one district or commune is no place, and the group above says nothing of it."""
    assert places(["I", GROUP], scheme(1), ["II", group], scheme(2)) == {"header-missing"}


def test_a_scheme_outside_all_groups_has_no_place() -> None:
    """The place of the others is not its own, and neither is that of the title."""
    title = "DANH MỤC ĐỀ ÁN HUYỆN PHÙ CÁT"
    assert places(scheme(1), ["I", "Xã A"], scheme(2), title=title) == {"header-missing"}


@pytest.mark.parametrize(
    ("title", "sheet", "place"),
    [
        ("DANH MỤC ĐỀ ÁN TRÊN ĐỊA BÀN HUYỆN PHÙ CÁT NĂM 2023", "DM", "HUYỆN PHÙ CÁT"),
        ("DANH MỤC ĐỀ ÁN", "Huyện Phù Cát", "Huyện Phù Cát"),
        ("UBND HUYỆN PHÙ CÁT", "DM", None),
        ("DANH MỤC ĐỀ ÁN THÀNH PHỐ ĐÀ NẴNG", "DM", None),
        ("DANH MỤC ĐỀ ÁN TỈNH GIA LAI", "DM", None),
    ],
)
def test_a_list_of_one_district_is_read_by_its_name(
    title: str, sheet: str, place: str | None
) -> None:
    """A title that ends with a district, or a sheet that is named by it; an office or a province is no such place."""
    found = places(scheme(1), title=title, sheet=sheet)
    assert found == ({"header-missing"} if place is None else [place])
