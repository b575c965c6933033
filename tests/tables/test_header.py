"""The header of a register: which column is which where two names could mean the same."""

from __future__ import annotations

import pytest

from office_books import UNIT, Rows, book, read_book
from register_files import fault_codes

TEXTS = {
    "Tên đề án": "Máy sấy",
    "Nội dung đề án": "Mua 01 máy sấy",
    "Tên nhiệm vụ": "Nhiệm vụ",
    "Nội dung hoạt động": "Ứng dụng máy",
    "Địa bàn": "Huyện A",
    "Địa điểm thực hiện": "Thôn Một, xã B",
    "Địa phương": "Huyện C",
}
REST = ["Đơn vị thụ hưởng", "Loại hình", "Năm", "KCQG", "KCĐP", "Đối ứng"]


def read(*names: str) -> tuple[set[str], list[str]]:
    """The codes of the faults, and the name, activity and place of the one scheme of a list with these columns."""
    row = [*(TEXTS[name] for name in names), "HTX Một", "Ứng dụng máy móc", 2023, 100, 0, 50]
    rows: Rows = [["DANH MỤC ĐỀ ÁN"], [UNIT], [*names, *REST], row]
    result = read_book(book({"DM": rows}))
    told = result.schemes[["name", "activity_text", "place"]].to_numpy().ravel().tolist()
    return fault_codes(result), told


@pytest.mark.parametrize(
    ("names", "told"),
    [
        (("Tên đề án", "Nội dung đề án", "Địa bàn"), ["Máy sấy", "Mua 01 máy sấy", "Huyện A"]),
        (("Nội dung đề án", "Tên nhiệm vụ", "Địa bàn"), ["Nhiệm vụ", "Mua 01 máy sấy", "Huyện A"]),
        (
            ("Tên đề án", "Nội dung đề án", "Nội dung hoạt động", "Địa bàn"),
            ["Máy sấy", "Ứng dụng máy", "Huyện A"],
        ),
        (("Nội dung đề án", "Địa bàn"), ["Mua 01 máy sấy", "Ứng dụng máy móc", "Huyện A"]),
        (
            ("Tên đề án", "Địa điểm thực hiện", "Địa bàn"),
            ["Máy sấy", "Ứng dụng máy móc", "Huyện A"],
        ),
        (("Tên đề án", "Địa điểm thực hiện"), ["Máy sấy", "Ứng dụng máy móc", "Thôn Một, xã B"]),
    ],
)
def test_a_column_of_contents_or_of_addresses_is_no_second_name_or_place(
    names: tuple[str, ...], told: list[str]
) -> None:
    """Beside a column that has the name of the thing itself the wider word means something else."""
    assert read(*names) == (set(), told)


@pytest.mark.parametrize(
    "names",
    [("Tên đề án", "Tên nhiệm vụ", "Địa bàn"), ("Tên đề án", "Địa điểm thực hiện", "Địa phương")],
)
def test_two_columns_of_one_thing_are_refused_where_no_word_tells_them_apart(
    names: tuple[str, ...],
) -> None:
    """Nobody but the office knows which of the two is the name, or the place."""
    assert read(*names)[0] == {"header-duplicate"}
