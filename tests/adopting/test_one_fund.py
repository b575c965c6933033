"""A register of one fund has no column of the other one: its schemes have nothing of it, where that is said."""

from __future__ import annotations

import pytest

from office_books import UNIT, Rows, book, read_book, sha256
from register_files import fault_codes, finding_codes, sums

HEADER = ["TT", "Tên đề án", "Đơn vị thụ hưởng", "Loại hình", "Địa bàn", "Năm"]
SCHEME = [1, "Máy 1", "HTX 1", "Ứng dụng máy móc", "Huyện A", 2024, 100, 50]
NATIONAL = "DANH MỤC ĐỀ ÁN KHUYẾN CÔNG QUỐC GIA"


def of_national(title: str, *more: object, below: Rows = ()) -> bytes:
    """A register with the column of the national fund alone, and one more column."""
    header = [*HEADER, "KCQG", "Đối ứng", *more[:1]]
    return book({"Sổ": [[title], [UNIT], header, [*SCHEME, *more[1:]], *below]})


def test_the_fund_without_a_column_is_nothing_where_the_title_or_the_office_names_the_other() -> (
    None
):
    """It is told; the same register without such words is asked for the column."""
    answered = '[[tep]]\nten = "so.xlsx"\nsha256 = "{}"\nnguon = "KCQG"\n'
    for data, text in [(of_national(NATIONAL), ""), (of_national("DANH MỤC ĐỀ ÁN"), answered)]:
        result = read_book(data, text.format(sha256(data)))
        assert sums(result) == [1, 100_000_000, 0, 50_000_000, 150_000_000]
        assert "fund-from-words" in finding_codes(result)
    assert fault_codes(read_book(of_national("DANH MỤC ĐỀ ÁN"))) == {"header-missing"}


@pytest.mark.parametrize(
    "data",
    [
        of_national("DANH MỤC ĐỀ ÁN KHUYẾN CÔNG ĐỊA PHƯƠNG"),
        of_national(NATIONAL, "Kinh phí của tỉnh", 30),
        of_national(NATIONAL, below=[["B", "KHUYẾN CÔNG ĐỊA PHƯƠNG"], [2, *SCHEME[1:]]]),
    ],
    ids=["title of the other fund", "undecided money of it", "section of it"],
)
def test_words_of_the_other_fund_keep_it_open(data: bytes) -> None:
    """A title, a section or a column that speaks of the fund without a column is no reason to take it for 0."""
    assert fault_codes(read_book(data))
