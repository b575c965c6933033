"""Notes that leave money in doubt are told, and refuse nothing."""

from __future__ import annotations

import pytest

from analysis.around.doubts import DOUBTS, doubt_in
from register_files import SUMS, read, sums, with_below, worded_register

PART, CHANGED, MOVED = DOUBTS
NOTES = [
    ("Mới giải ngân 50%", PART),
    ("Đã giải ngân 70 % kinh phí", PART),
    ("Tạm ứng đợt 1", PART),
    ("Mới hoàn thành phần xây lắp", PART),
    ("moi giai ngan 50%", PART),
    ("Giảm 50 triệu theo QĐ", CHANGED),
    ("Điều chỉnh tăng 20.000.000 đồng", CHANGED),
    ("Cắt giảm kinh phí theo QĐ 12/QĐ-SCT", CHANGED),
    ("Điều chỉnh mức hỗ trợ", CHANGED),
    ("Đã giảm 10% kinh phí", CHANGED),
    ("Điều chuyển cho cơ sở khác", MOVED),
    ("Chuyển cho HTX Hòa Bình", MOVED),
    ("Thay đổi đơn vị thụ hưởng", MOVED),
]
SOUND = (
    """
Đã giải ngân 100%|Đã thanh toán đủ|Hỗ trợ 50% chi phí, không quá 300 triệu đồng|Giảm 30% điện năng|Năng suất tăng 20%
Doanh thu tăng 500 triệu đồng|Thay máy cũ bằng máy mới|Công nghệ mới thực hiện tốt|Mua máy mới cấp cho HTX
Thanh toán lần 1 và lần 2 (đủ)|Tăng kinh phí đối ứng|Cơ sở mới thành lập|Dây chuyền mới|Không thay đổi đơn vị
Máy điều chỉnh tự động|Tăng 50 tấn/năm|Phê duyệt bổ sung tại QĐ 45/QĐ-SCT|Chuyển đổi công nghệ|Nghiệm thu đợt 1
Giảm 5 đơn vị điện|Giải quyết việc làm cho 20 lao động|Giảm chi phí nhân công|Cơ sở mới chi nhánh Phù Cát
Chuyển giao công nghệ
""".strip()
    .replace("\n", "|")
    .split("|")
)


@pytest.mark.parametrize(("note", "doubt"), NOTES)
def test_a_note_that_leaves_money_in_doubt_is_told(note: str, doubt: str) -> None:
    """Whether the status is stated or assumed, the note is quoted at its cell, and the sums are those of the cells."""
    for statuses in ((), ["thực hiện"] * 3):
        result = read(worded_register(notes=("", note, ""), statuses=statuses))
        assert not result.faults
        assert sums(result) == SUMS
        (told,) = [one for one in result.findings if one.code == "note-doubtful"]
        assert told.severity == "cảnh báo"
        assert "dòng 3" in told.where
        assert note in told.message
        assert doubt in told.message


@pytest.mark.parametrize("note", SOUND)
def test_a_sound_note_is_not_told(note: str) -> None:
    """What was paid in full, what a machine saves and what a business earns are no doubt."""
    assert doubt_in(note) == ""


def test_a_note_below_the_table_is_told() -> None:
    """A remark under the schemes speaks of one of them."""
    result = read(with_below("Ghi chú: đề án số 2 mới giải ngân 50%"))
    assert [one.code for one in result.findings if "mới giải ngân" in one.message] == [
        "note-doubtful"
    ]


def test_a_column_of_amounts_is_no_note() -> None:
    """Shares in an unread column of numbers say nothing."""
    result = read(worded_register(header=("Tỷ lệ hỗ trợ",), notes=("50%", "30%", "")))
    assert "note-doubtful" not in {one.code for one in result.findings}
