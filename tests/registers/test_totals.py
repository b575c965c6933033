"""Declared totals: what a total counts, its words and its arithmetic say."""

from __future__ import annotations

import pytest

from office_books import UNIT, Rows, book, read_book
from register_files import fault_codes

HEADER = ["TT", "Tên đề án", "Đơn vị thụ hưởng", "Loại hình", "Địa bàn", "Năm"]
MONEY = ["KCQG", "KCĐP", "Đối ứng"]
STOPPED = ("thực hiện", "dừng thực hiện", "thực hiện")
DONE = ("thực hiện",) * 3


def scheme(number: int, status: str) -> list[object]:
    """A scheme with 100 of KCQG and 50 of counterpart, in triệu đồng."""
    texts = [f"Máy {number}", f"HTX {number}", "Ứng dụng máy móc", "Huyện A"]
    return [number, *texts, 2023, 100, 0, 50, status]


def listed(name: str, national: int, counterpart: int, statuses: tuple[str, ...]) -> bytes:
    """Three schemes above a total of this name."""
    rows: Rows = [["DANH MỤC ĐỀ ÁN"], [UNIT], [*HEADER, *MONEY, "Tình trạng"]]
    rows += [scheme(number, status) for number, status in enumerate(statuses, start=1)]
    rows.append([None, name, *[None] * 4, national, 0, counterpart])
    return book({"DM": rows})


@pytest.mark.parametrize(
    "name",
    [
        "Tổng cộng (không tính đề án dừng)",
        "Tổng cộng (chưa bao gồm đề án dừng thực hiện)",
        "Tổng cộng, trừ đề án đã thu hồi",
        "TỔNG CỘNG (KHÔNG KỂ ĐỀ ÁN DỪNG)",
    ],
)
def test_a_total_that_leaves_out_what_was_stopped_is_the_sum_of_the_others(name: str) -> None:
    """Its words say which schemes it counts: with the stopped one, or with another digit, it is wrong."""
    result = read_book(listed(name, 200, 100, STOPPED))
    assert result.schemes.groupby("status")["kcqg"].sum().to_dict() == {
        "actual": 200 * 10**6,
        "stopped": 100 * 10**6,
    }
    for national, counterpart in ((300, 150), (200, 150), (210, 100)):
        wrong = listed(name, national, counterpart, STOPPED)
        assert fault_codes(read_book(wrong)) == {"total-mismatch"}


def test_a_plain_total_that_is_the_sum_without_what_was_stopped_is_told() -> None:
    """Arithmetic shows that it does not count the stopped scheme; with all it is plain, and any other sum is wrong."""
    result = read_book(listed("Tổng cộng", 200, 100, STOPPED))
    told = [note.message for note in result.findings if note.code == "row-read-as-total"]
    assert told == ['dòng "Tổng cộng" được hiểu là tổng không kể đề án dừng, thu hồi']
    whole = read_book(listed("Tổng cộng", 300, 150, STOPPED))
    assert not [note for note in whole.findings if note.code == "row-read-as-total"]
    for statuses in (STOPPED, DONE):
        wrong = listed("Tổng cộng", 200, 150, statuses)
        assert fault_codes(read_book(wrong)) == {"total-mismatch"}
