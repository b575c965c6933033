"""Rows of a register: incomplete schemes, signatures, totals."""

from __future__ import annotations

import pytest

from register_files import (
    HEADER,
    ROWS,
    SUMS,
    csv_text,
    fault_codes,
    group_row,
    read,
    sums,
    total_row,
)


@pytest.mark.parametrize(
    "words", ["Cộng", "Cộng 2 đề án", "Tổng số: 2 đề án", "Cộng (I)", "Lũy kế", "TONG CONG"]
)
def test_a_filled_total_is_no_scheme(words: str) -> None:
    """A total with every other cell filled is a control; a wrong one is refused. "Công …" is a name like any other."""
    row = [
        "",
        words,
        "2 cơ sở",
        "Ứng dụng máy móc",
        "Toàn tỉnh",
        "2023",
        "2 đề án",
        *total_row("", 0, 1)[7:],
    ]
    assert sums(read(csv_text([HEADER, *ROWS[:2], row])))[0] == 2
    assert fault_codes(read(csv_text([HEADER, *ROWS[:2], [*row[:10], "2000000005"]]))) == {
        "total-mismatch"
    }
    named = [
        [*ROWS[0][:2], "Công (Cơ sở)", *ROWS[0][3:]],
        [*ROWS[1][:1], "Tổng hợp, đánh giá mô hình", *ROWS[1][2:]],
    ]
    assert sums(read(csv_text([HEADER, *named])))[0] == 2


@pytest.mark.parametrize(
    "amounts",
    [["lOO.OOO.OOO", "O", "O", "lOO.OOO.OOO"], ["ba trăm triệu"] * 4, ["n/a"] * 4, [""] * 4],
)
@pytest.mark.parametrize("cells", [["IV", "Đề án bổ sung", "Cơ sở Z", "", "Nghệ An", "", "Mua máy"],
                                   ["", "Đề án bổ sung", "Cơ sở Z", "", "", "", ""],
                                   ["b)", "", "Cơ sở Z", "", "Nghệ An", "", ""]])  # fmt: skip
def test_an_incomplete_scheme_is_no_group(cells: list[str], amounts: list[str]) -> None:
    """A row that names a beneficiary or several facts is refused by its place, never passed over."""
    result = read(csv_text([HEADER, *ROWS, [*cells, *amounts]]))
    assert fault_codes(result) & {"number-unreadable", "amount-missing", "cell-required"}
    assert {fault.where.row for fault in result.faults} == {5}


@pytest.mark.parametrize(
    "below",
    [
        [["", "Người lập biểu", "Kế toán trưởng", "", "", "", "", "Giám đốc", "", "", ""],
         ["", "(Ký, ghi rõ họ tên)", "(Ký, ghi rõ họ tên)", "", "", "", "", "(Ký tên, đóng dấu)", "", "", ""],
         ["", "Nguyễn Văn A", "Trần Thị B", "", "", "", "", "Lê Văn Triệu", "", "", ""]],
        [["", "", "", "", "", "", "", "Nghệ An, ngày 05 tháng 01 năm 2024", "", "", ""],
         ["Người lập", "", "", "Trưởng phòng", "", "", "", "GIÁM ĐỐC", "", "", ""]],
        [["", "Ghi chú: số liệu đến 31/12/2023", *[""] * 9], group_row("IV", "Nhóm chưa có đề án")],
    ],
)  # fmt: skip
def test_signatures_and_empty_groups_are_no_schemes(below: list[list[str]]) -> None:
    """Signatures in any column, notes and groups without schemes are passed over."""
    assert sums(read(csv_text([HEADER, *ROWS, total_row("Tổng cộng", 0, 1, 2), *below]))) == SUMS
