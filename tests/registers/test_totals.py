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


def side_by_side(*counted: list[object]) -> bytes:
    """Two schemes with a plan, of which one was carried out, below rows and above a total that count them."""
    over = [*HEADER, "Kế hoạch", None, None, "Thực hiện", None, None]
    group, total = counted
    rows: Rows = [["DANH MỤC ĐỀ ÁN"], [UNIT], over, [None] * 6 + MONEY * 2, group]
    rows += [[*scheme(1, "")[:9], 90, 0, 40], scheme(2, "")[:9]]
    rows.append([*total, *[None] * 4, 200, 0, 100, 90, 0, 40])
    return book({"DM": rows}, ["G3:I3", "J3:L3"])


@pytest.mark.parametrize("count", [1, 2, 3])
def test_a_count_of_schemes_is_of_those_with_money_or_of_all(count: int) -> None:
    """A scheme of the plan that was not carried out is listed, and one of those that "(02 đề án)" counts."""
    data = side_by_side(["I", f"Nhóm một (0{count} đề án)"], [None, "Tổng cộng"])
    total = side_by_side(["I", "Nhóm một"], [None, f"Tổng cộng: 0{count} đề án"])
    for result in (read_book(data), read_book(total)):
        wanted = {1: {"total-mismatch"}, 2: set(), 3: {"total-mismatch"}}[count]
        assert fault_codes(result) == wanted


@pytest.mark.parametrize(
    ("last", "wanted"),
    [
        (["II", "Nhóm hai"], set()),
        ([None, "Cộng"], {"total-mismatch"}),
        ([None, "Tổng cộng"], {"total-mismatch"}),
    ],
)
def test_a_last_group_without_schemes_may_declare_nothing(
    last: list[object], wanted: set[str]
) -> None:
    """Where groups stand above their schemes the last one may have none; a total of nothing below schemes is wrong."""
    rows: Rows = [["DANH MỤC ĐỀ ÁN"], [UNIT], [*HEADER, *MONEY]]
    rows.append(["I", "Nhóm một", *[None] * 4, 100, 0, 50])
    rows += [scheme(1, "")[:9], [*last, *[None] * 4, 0, 0, 0]]
    assert fault_codes(read_book(book({"DM": rows}))) == wanted
    rows[3:5] = [rows[4], rows[3], scheme(2, "")[:9]]
    assert fault_codes(read_book(book({"DM": rows}))) == {"total-mismatch"}


@pytest.mark.parametrize("name", ["Bình quân một đề án", "Tỷ lệ (%)", "So với năm 2022 (%)"])
def test_a_row_below_that_compares_is_no_total_and_hides_none(name: str) -> None:
    """It is told and checked against nothing; a scheme between the total and it is in no total, as without it."""
    below: list[object] = [None, name, *[None] * 4, 100, 0, 50]
    total: list[object] = [None, "Tổng cộng", *[None] * 4, 200, 0, 100]
    schemes = [scheme(number, "thực hiện") for number in (1, 2, 3)]
    top: Rows = [["DANH MỤC ĐỀ ÁN"], [UNIT], [*HEADER, *MONEY, "Tình trạng"]]
    result = read_book(book({"DM": [*top, *schemes[:2], total, below]}))
    assert not result.faults
    told = [note.message for note in result.findings if note.code == "row-read-as-total"]
    assert [name in message for message in told] == [True]
    more = book({"DM": [*top, *schemes[:2], total, schemes[2], below]})
    assert fault_codes(read_book(more)) == {"total-mismatch"}
    wrong = book({"DM": [*top, *schemes[:2], [*total[:6], 210, 0, 100], below]})
    assert fault_codes(read_book(wrong)) == {"total-mismatch"}
