"""Kinds from the rows of groups: what a group says ends with it, and never against the scheme's own words."""

from __future__ import annotations

import pytest

from office_books import UNIT, Rows, book, read_book
from register_files import fault_codes

HEADER = ["TT", "Tên đề án", "Đơn vị thụ hưởng", "Địa bàn", "Năm", "KCQG", "KCĐP", "Đối ứng"]
MACHINES: list[object] = ["I", "Ứng dụng máy móc"]


def scheme(number: int, *more: object) -> list[object]:
    """A scheme of no kind, with 10 triệu đồng."""
    return [number, f"Đề án {number}", f"HTX {number}", "Huyện A", 2023, 10, 0, 0, *more]


def kinds(*below: list[object], header: list[str] = HEADER) -> list[str] | set[str]:
    """The kinds of the schemes, or the codes of the faults."""
    result = read_book(book({"Sổ": [["DANH MỤC"], [UNIT], header, *below]}))
    return fault_codes(result) or result.schemes["kind"].tolist()


@pytest.mark.parametrize(
    "group",
    [
        ["II", "Hỗ trợ phòng chống dịch"],
        ["II", "Chi quản lý chương trình"],
        ["a)", "Hỗ trợ khác"],
        [None, "CÁC ĐỀ ÁN KHÁC"],
        ["", "Cộng I", None, None, None, 10, 0, 0],
    ],
)
def test_a_group_of_no_listed_kind_does_not_inherit_the_kind_above(group: list[object]) -> None:
    """A group of the same level, one of other schemes, or the total of a group ends its kind: it is asked for, once."""
    assert kinds(MACHINES, scheme(1), group, scheme(2)) == {"kind-unclear"}


def test_districts_inside_a_group_are_of_its_kind() -> None:
    """What only divides the schemes of a group says nothing against its kind."""
    below: Rows = [MACHINES, ["a", "Huyện A"], scheme(1), ["b", "Huyện B"], scheme(2)]
    below += [["II", "Đào tạo nghề"], [None, "Huyện A"], scheme(3), [None, "Huyện B"], scheme(4)]
    assert kinds(*below) == ["Ứng dụng máy móc"] * 2 + ["Đào tạo nghề"] * 2


def test_an_activity_that_contradicts_its_group_is_asked_about() -> None:
    """Under machines "Đào tạo nghề" is neither the one nor the other until the office says so."""
    header = [*HEADER, "Nội dung hoạt động"]
    assert kinds(MACHINES, scheme(1, "Đào tạo nghề"), header=header) == {"kind-unclear"}
    assert kinds(MACHINES, scheme(1, "Mua máy sấy"), header=header) == ["Ứng dụng máy móc"]
