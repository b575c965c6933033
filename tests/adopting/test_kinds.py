"""Kinds from the rows of groups: what a group says ends with it, and never against the scheme's own words."""

from __future__ import annotations

import pytest

from analysis.adopting.headers import fingerprint_of
from office_books import UNIT, Rows, book, read_book
from register_files import fault_codes

HEADER = ["TT", "Tên đề án", "Đơn vị thụ hưởng", "Địa bàn", "Năm", "KCQG", "KCĐP", "Đối ứng"]
MACHINES: list[object] = ["I", "Ứng dụng máy móc"]


def scheme(number: int, *more: object) -> list[object]:
    """A scheme of no kind, with 10 triệu đồng."""
    return [number, f"Đề án {number}", f"HTX {number}", "Huyện A", 2023, 10, 0, 0, *more]


def answered(told: str) -> str:
    """doc-so.toml of the header, with an entry of its own."""
    listed = ", ".join(f'"{name}"' for name in HEADER)
    return f'[[tieu_de]]\nvan_tay = "{fingerprint_of(HEADER)}"\ncot = [{listed}]\n{told}\n'


def kinds(*below: list[object], header: list[str] = HEADER, told: str = "") -> list[str] | set[str]:
    """The kinds of the schemes, or the codes of the faults."""
    data = book({"Sổ": [["DANH MỤC"], [UNIT], header, *below]})
    result = read_book(data, answered(told) if told else "")
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


BY_NAME = "loai_hinh_theo_ten = true"


def test_a_group_that_is_understood_stands_over_the_names_of_its_schemes() -> None:
    """Names decide, once the office said so, where no group of a known kind stands, and nowhere against one."""
    named = [scheme(1), scheme(2)]
    for row in named:
        row[1] = "Hỗ trợ phòng trưng bày sản phẩm"
    below = [["I", "Tư vấn"], named[0], ["II", "Phát triển thị trường"], named[1]]
    result = read_book(book({"Sổ": [["DANH MỤC"], [UNIT], HEADER, *below]}), answered(BY_NAME))
    assert result.schemes["kind"].tolist() == ["Tư vấn, trợ giúp", "Phát triển sản phẩm tiêu biểu"]
    (note,) = [one.message for one in result.findings if one.code == "kind-from-words"]
    assert "của 1 đề án lấy theo dòng nhóm, của 1 đề án lấy theo tên đề án" in note


@pytest.mark.parametrize(
    "name",
    [
        "Hỗ trợ ứng dụng máy móc thiết bị tiên tiến vào sản xuất",
        "Hỗ trợ ứng dụng máy móc tiên tiến trong sản xuất CN-TTCN",
        "Hỗ trợ ứng dụng MMTB tiên tiến",
        "Các hoạt động hỗ trợ máy móc, thiết bị cho các cơ sở CNNT",
    ],
)
def test_the_words_of_the_programme_around_a_kind_do_not_hide_it(name: str) -> None:
    """A group is named as the national programme names its activities, or by the bare kind: it is the same kind."""
    assert kinds(["I", name], scheme(1)) == ["Ứng dụng máy móc"]


@pytest.mark.parametrize("name", ["Hỗ trợ sản xuất", "Hỗ trợ đào tạo nghề và ứng dụng máy móc"])
def test_the_words_of_the_programme_make_no_kind(name: str) -> None:
    """What is no kind between these words, or is two of them, is asked."""
    assert kinds(MACHINES, scheme(1), ["II", name], scheme(2)) == {"kind-unclear"}


def test_what_the_office_says_of_the_name_of_a_group_holds_for_its_schemes() -> None:
    """One entry for a group is the kind of all that stands in it; without it the fault names the group."""
    below = [MACHINES, scheme(1), ["II", "Phát triển  thị trường"], scheme(2), scheme(3)]
    (fault,) = read_book(book({"Sổ": [["DANH MỤC"], [UNIT], HEADER, *below]})).faults
    assert 'nhóm chưa hiểu: "Phát triển thị trường" (2 đề án)' in fault.got
    told = '[tieu_de.tu."Loại hình"]\n"Phát triển thị trường" = "Tư vấn, trợ giúp"'
    assert kinds(*below, told=told) == ["Ứng dụng máy móc", *["Tư vấn, trợ giúp"] * 2]
