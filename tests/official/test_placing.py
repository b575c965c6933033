"""Every scheme stands in one line of the form of funds, or apart where its line is not known."""

from __future__ import annotations

import pandas as pd
import pytest

from analysis.definitions.forms import comparable, load_forms
from analysis.official.placing import placed
from analysis.vocabulary import KINDS


def schemes(*rows: tuple[str, str]) -> pd.DataFrame:
    """Schemes of an activity and a name each."""
    cells = [
        {"activity": code, "name": name, "code": "", "activity_text": "", "kind": KINDS[code].label}
        for code, name in rows
    ]
    return pd.DataFrame(cells)


@pytest.mark.parametrize(
    ("activity", "name", "line"),
    [
        ("ND1", "Đào tạo nghề may cho lao động mới tại xã A", "1"),
        ("ND1", "Đào tạo nâng cao tay nghề mộc", "2"),
        ("ND2", "Tham quan, khảo sát mô hình tại tỉnh B", "6"),
        ("ND2", "Tham quan, khảo sát tại nước ngoài", "7"),
        ("ND2", "Đoàn ra nước ngoài tham quan nhà máy", "7"),
        ("ND3-MH", "Xây dựng mô hình trình diễn kỹ thuật sản xuất gạch", "9"),
        ("ND3-MM", "Ứng dụng máy tiện CNC", "10"),
        ("ND3", "Hỗ trợ mô hình thí điểm sản xuất sạch hơn", "11"),
        ("ND4", "Tổ chức bình chọn sản phẩm tiêu biểu", "12"),
        ("ND4", "Hỗ trợ tham gia Hội chợ hàng CNNT tại tỉnh C", "14"),
        ("ND4", "Xây dựng thương hiệu cho làng nghề đan lát", "16"),
        ("ND4", "Xây dựng thương hiệu nước mắm", "15"),
        ("ND5", "Xây dựng và đăng ký nhãn hiệu cho 05 cơ sở", "15"),
        ("ND5", "Đăng ký nhãn hiệu tập thể làng nghề đan lát", "16"),
        ("ND5", "Tư vấn lập dự án đầu tư", "17"),
        ("ND7", "Lập qui hoạch chi tiết cụm công nghiệp D", "21"),
        ("ND9", "Tập huấn cán bộ khuyến công", "23"),
    ],
)
def test_words_of_a_scheme_tell_its_line(activity: str, name: str, line: str) -> None:
    """A scheme stands in the one line of its activity whose words its name has, or that its activity always has."""
    found = placed(schemes((activity, name)), {})
    assert list(found.by_line) == [line]
    assert found.apart.empty


@pytest.mark.parametrize(
    ("activity", "name", "lines"),
    [
        ("ND1", "Đào tạo nghề may công nghiệp", {"1", "2", "24"}),
        ("ND2", "Tham quan học tập kinh nghiệm tại Nhật Bản", {"6", "7"}),
        ("ND4", "Tổ chức hội chợ và bình chọn sản phẩm", {"12", "13"}),
        ("ND5", "Tư vấn xây dựng thương hiệu nước mắm", {"15", "17"}),
        ("ND5", "Hỗ trợ cơ sở mở rộng sản xuất", {"17", "24"}),
        ("NHIEU", "Đề án điểm: mô hình trình diễn", {"9", "24"}),
        ("QL", "Chi phí quản lý chương trình", {"23", "24"}),
        ("ND8", "Hợp tác với tỉnh kết nghĩa", {"7", "24"}),
    ],
)
def test_what_no_word_or_two_lines_tell_is_left_to_the_office(
    activity: str, name: str, lines: set[str]
) -> None:
    """A scheme that may belong to several lines stands in none of them."""
    found = placed(schemes((activity, name)), {})
    assert not found.by_line
    assert set(found.apart["lines"].iloc[0]) == lines


def test_a_line_that_may_lack_a_scheme_has_no_sum() -> None:
    """Beside a scheme of an unknown line the schemes of each line that it may belong to are kept apart too."""
    found = placed(
        schemes(
            ("ND1", "Đào tạo nâng cao tay nghề mộc"),
            ("ND1", "Đào tạo nghề may"),
            ("ND3-MM", "Ứng dụng máy dệt"),
        ),
        {},
    )
    assert list(found.by_line) == ["10"]
    assert list(found.apart["name"]) == ["Đào tạo nâng cao tay nghề mộc", "Đào tạo nghề may"]
    assert found.may_hold("2")
    assert not found.may_hold("10")


@pytest.mark.parametrize("text", ["đào tạo  nghề MAY", "Đào tạo nghề may"])
def test_the_office_decides_what_words_do_not_tell(text: str) -> None:
    """What dong-bieu.csv says of a name holds for it in any spelling, before all words."""
    found = placed(schemes(("ND1", "Đào tạo nghề may")), {comparable(text): "2"})
    assert list(found.by_line) == ["2"]


def test_every_line_has_its_own_number_and_can_be_reached() -> None:
    """Lines are numbered 1 to 24, and every line but the last can take a scheme by activity."""
    lines = load_forms().funds
    assert [line.number for line in lines] == [str(number) for number in range(1, 25)]
    assert all(line.words or line.default for line in lines[:-1])
    counted = {line.line for line in load_forms().results} - {""}
    assert counted <= {line.number for line in lines}
