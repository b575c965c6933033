"""Which period a quantity is of: what says it without a year, what holds on, and what only looks like one."""

from __future__ import annotations

import pytest

from analysis.extracting.article import extract


def periods(text: str) -> list[object]:
    """The period of each quantity of a text."""
    return [one.record["period"] for one in extract(text).quantities]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "Năm 2024 giao 9 tỷ đồng. Đến hết tháng 6, đã chi 2 tỷ đồng. Xong 4 đề án.",
            [[2024, 2024], ["2024-01-01", "2024-06-30"], ["2024-01-01", "2024-06-30"]],
        ),
        (
            "Quý I năm 2025 đã hỗ trợ 5 đề án; quý II sẽ hỗ trợ 7 đề án.",
            [["2025-01-01", "2025-03-31"], ["2025-04-01", "2025-06-30"]],
        ),
        (
            "Tháng 10/2024, nghiệm thu 2 đề án. Lũy kế 10 tháng, nghiệm thu 7 đề án.",
            [["2024-10-01", "2024-10-31"], ["2024-01-01", "2024-10-31"]],
        ),
        (
            "Sáu tháng đầu năm 2024 giải ngân 2 tỷ đồng. Cả năm phấn đấu giải ngân 5 tỷ đồng.",
            [["2024-01-01", "2024-06-30"], [2024, 2024]],
        ),
        (
            "Năm 2024 có kế hoạch. Đến ngày 30/11, đã xong nhiều việc. Đã hỗ trợ 4 đề án.",
            [["2024-01-01", "2024-11-30"]],
        ),
        (
            "9 tháng, hỗ trợ 5 đề án\n\n9 tháng đầu năm 2024, huyện hỗ trợ 5 đề án, 8 lớp.",
            [["2024-01-01", "2024-09-30"]] * 3,
        ),
        (
            "Sau 9 tháng triển khai kế hoạch năm 2024, đã giải ngân 2 tỷ đồng.",
            [["2024-01-01", "2024-09-30"]],
        ),
        (
            "Năm 2024 có 9 đề án. Ba tháng cuối năm sẽ làm 2 đề án.",
            [[2024, 2024], ["2024-10-01", "2024-12-31"]],
        ),
    ],
)
def test_a_part_of_a_year_without_it_is_of_the_year_said_last(text: str, wanted: object) -> None:
    """Months, quarters, days reached and "cả năm" take their year from before, a headline from what follows."""
    assert periods(text) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "Năm 2023 mở lớp cho 35 học viên, học trong 3 tháng, thu nhập mỗi tháng 5 triệu đồng.",
        "Năm 2023, 9 đề án đang làm hồ sơ để nghiệm thu trong quý III. Đã mở 4 lớp.",
        "Năm 2023, hội chợ mở từ ngày 8 đến 13/9 với 250 gian hàng.",
        "Năm 2023, phấn đấu trước tháng 12, hỗ trợ 28 cơ sở.",
        "Năm 2023, lương tháng 9 triệu đồng, nhờ máy hỗ trợ đến 2/3 chi phí, 9 lao động.",
    ],
)
def test_lengths_ends_and_days_of_events_are_no_parts_of_the_year(text: str) -> None:
    """How long a class lasts, by when a plan ends, and the days of a fair leave the year that is said."""
    assert set(map(str, periods(text))) == {"[2023, 2023]"}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "Từ 1 tỷ đồng năm 2020 lên 2 tỷ đồng năm 2024. 2020-2024 nhiều việc. Tổng cộng 5 năm có 120 đề án.",
            [[2020, 2020], [2024, 2024], [2020, 2024]],
        ),
        ("Chặng đường 2013 - 2022 đã qua. Trong mười năm ấy có 9 lớp.", [[2013, 2022]]),
        (
            "Giai đoạn 2020-2022 có 9 lớp. Năm 2023, máy dùng ít nhất 3 năm, có 4 hộ.",
            [[2020, 2022], [2023, 2023]],
        ),
        (
            "Năm 2019 có 9 lớp. Đến nay, 32 hộ đã dùng lò gas. Có 5 lao động.",
            [[2019, 2019], None, None],
        ),
        ("Giai đoạn 2021-2025 có 9 tỷ đồng. Đến nay được giao 4 tỷ đồng.", [[2021, 2025]] * 2),
        (
            "Năm 2025 chi 5 tỷ đồng, tăng 8% so với dự toán năm 2024. Làm 9 đề án.",
            [[2025, 2025]] * 3,
        ),
        ("Năm 2024 thu 4 tỷ đồng, gấp rưỡi năm 2022. Có 9 hộ.", [[2024, 2024]] * 2),
        ("Năm 2024 đạt 90% so với kế hoạch năm 2024. Có 9 hộ.", [[2024, 2024]] * 2),
        (
            "Quý I năm 2025 thu 9 tỷ đồng. Đã duyệt 5 đề án; 2 đề án chờ xét năm 2026.",
            [["2025-01-01", "2025-03-31"]] * 2 + [[2026, 2026]],
        ),
    ],
)
def test_a_number_of_years_is_of_the_period_so_long_and_what_is_compared_with_of_none(
    text: str, wanted: object
) -> None:
    """The only period of five years is "5 năm", none is "đến nay"; a year compared with or behind ";" does not hold."""
    assert periods(text) == wanted


@pytest.mark.parametrize(
    ("text", "sure"),
    [
        ("Năm 2022 có 5 đề án KCĐP. Năm 2023 có nhiều việc. Máy tốt. KCĐP đã chi 9 tỷ đồng.", True),
        ("Năm 2022 có 5 đề án KCĐP. Năm 2023 có nhiều việc.\n\nKCĐP đã chi 9 tỷ đồng.", False),
        ("Năm 2022 có 5 đề án KCĐP. Năm 2024 KCĐP có 9 tỷ đồng.", True),
        ("Năm 2018 có 5 đề án KCĐP. Năm 2024 KCĐP có 9 tỷ đồng.", False),
    ],
)
def test_a_period_holds_surely_in_its_paragraph_and_years_far_ahead_may_be_meant(
    text: str, sure: bool
) -> None:
    """After several periods the last one is sure in its own paragraph only; a far later year is a doubt."""
    assert extract(text).quantities[-1].is_sure is sure


@pytest.mark.parametrize(
    "text",
    [
        "Tính từ năm 2021, KCĐP hỗ trợ 48 đề án.",
        "Sau năm 2020, KCĐP hỗ trợ 50 đề án.",
        "Cuối năm 2023, đầu năm 2024, KCĐP hỗ trợ 5 đề án.",
        "Năm 2022 và năm 2023, KCĐP hỗ trợ 12 đề án và 15 đề án.",
        "Năm 2022, 2023, KCĐP hỗ trợ lần lượt mười hai và mười lăm đề án.",
        "Giai đoạn 2021-2023 KCĐP hỗ trợ 48 đề án; năm đầu 12 đề án.",
    ],
)
def test_a_period_of_more_or_fewer_years_than_are_said_is_never_sure(text: str) -> None:
    """An end that is not said, two years for two numbers, and a year counted from the first one."""
    assert not extract(text).quantities[-1].is_sure


@pytest.mark.parametrize(
    "text",
    [
        "Năm 2022 có 5 đề án KCĐP. Hiện xưởng có 9 lao động.",
        "Năm 2022 có 5 đề án KCĐP, nay đã có 9 hộ theo nghề.",
        "Năm 2022 có 5 đề án KCĐP. Bây giờ thợ làm khỏe. Xưởng hiện nay trả lương 8 triệu đồng.",
        "Năm 2022 có 5 đề án KCĐP. Giờ đây làng có 9 hộ theo nghề. Mỗi hộ lãi 5 triệu đồng.",
        "Năm 2022 có 5 đề án KCĐP. Trước kia cả làng có 9 thợ.",
        "Năm 2022 có 5 đề án KCĐP. Doanh thu tháng vừa rồi đạt 280 triệu đồng.",
        "Năm 2022 có 5 đề án KCĐP. Tết vừa rồi bán được 9 triệu đồng.",
        "Năm 2022 có 5 đề án KCĐP. Cơ sở đang trả lương cho 9 lao động.",
        "Năm 2022 có 5 đề án KCĐP. Cuối tháng này, xưởng nhận 9 lao động.",
        "Năm 2022 có 5 đề án KCĐP. Hai năm trở lại đây, xưởng có 9 thợ.",
        "Năm 2022 có 5 đề án KCĐP. Sắp tới, xưởng dự định nhận 9 lao động.",
        "Năm 2022 có 5 đề án KCĐP. Tổ lúc đầu có 9 người.",
    ],
)
def test_what_is_so_now_or_was_at_an_untold_time_is_not_of_the_year_of_the_story(text: str) -> None:
    """Behind "hiện", "nay", "trước kia" no period is known, and a person looks."""
    last = extract(text).quantities[-1]
    assert last.record["period"] is None
    assert not last.is_sure


@pytest.mark.parametrize(
    "text",
    [
        "Năm 2022 có 5 đề án KCĐP. Việc thực hiện tốt. KCĐP hỗ trợ 9 hộ mua máy hiện đại.",
        "Năm 2022 có 5 đề án KCĐP. KCĐP hỗ trợ ở xã Tân Hội, nay là phường Tân Hội, 9 hộ.",
        "Năm 2022 có 5 đề án KCĐP. So với trước đây, KCĐP hỗ trợ 9 hộ là nhiều.",
        "Năm 2022 có 5 đề án KCĐP. Các lớp trước đó có 9 học viên.",
        "Năm 2022 có 5 đề án KCĐP. Nay nhìn lại, KCĐP hỗ trợ 9 hộ.",
        "Kế hoạch về hoạt động khuyến công năm 2022 có 5 đề án. KCĐP hỗ trợ 9 hộ.",
        "Hội chợ Công Thương vùng Tây Bắc 2022 có 5 gian hàng. KCĐP hỗ trợ 9 hộ.",
        "Năm 2022 có 5 đề án KCĐP. Các mô hình hiện chạy tốt. KCĐP hỗ trợ 9 hộ.",
    ],
)
def test_words_that_only_look_like_the_present_leave_the_year(text: str) -> None:
    """The year holds behind "thực hiện", a new name, a comparison, looking back, a present without numbers."""
    assert periods(text) == [[2022, 2022]] * 2


@pytest.mark.parametrize(
    ("text", "sure"),
    [
        ("Hội nghị có 90 đại biểu dự. Năm 2023, KCĐP hỗ trợ 9 hộ.", True),
        ("Làng hiện có 90 hộ theo nghề. Năm 2023, KCĐP hỗ trợ 9 hộ.", True),
        ("KCĐP hỗ trợ 90 hộ. Đây là kết quả của kế hoạch năm 2023.", False),
        ("KCĐP hỗ trợ 90 hộ. Tổng cộng 5 tỷ đồng KCĐP (năm 2023).", False),
        ("Hợp tác xã thành lập năm 2015. KCĐP hỗ trợ 90 hộ. Năm 2023 có 9 hộ.", False),
        ("KCĐP: 90 hộ\n\nNăm 2023, KCĐP hỗ trợ 9 hộ.", False),
    ],
)
def test_what_stands_before_the_first_period_is_surely_of_none_unless_that_is_said_of_it(
    text: str, sure: bool
) -> None:
    """A period holds from where it is said; one told of what stands before, a beginning, a headline: a doubt."""
    first = extract(text).quantities[0]
    assert (first.record["period"], first.is_sure) == (None, sure)


@pytest.mark.parametrize(
    ("words", "period"),
    [
        ("Tháng 3-2024", ["2024-03-01", "2024-03-31"]),
        ("Từ tháng 1 đến tháng 9-2024", ["2024-01-01", "2024-09-30"]),
        ("Từ năm 2021 đến tháng 6-2024", ["2021-01-01", "2024-06-30"]),
        ("Từ đầu năm 2025 đến hết tháng 6", ["2025-01-01", "2025-06-30"]),
        ("Từ tháng 5/2023 đến nay", ["2023-05-01", None]),
        ("Từ cuối năm 2021 đến nay", [2021, None]),
        ("Đến thời điểm 30/9/2024", ["2024-01-01", "2024-09-30"]),
        ("Đến giữa tháng 11/2024", ["2024-01-01", "2024-11-15"]),
        ("Đến hết quý III/2024", ["2024-01-01", "2024-09-30"]),
        ("Năm nay (2024)", [2024, 2024]),
        ("Trong 3 năm (2022, 2023, 2024)", [2022, 2024]),
        ("Những năm 2000", None),
        ("Tại hội nghị tổng kết năm 2024 và triển khai nhiệm vụ năm 2025", [2024, 2024]),
        ("Năm 2024, thực hiện Chương trình giai đoạn 2021-2025", [2024, 2024]),
        ("Năm 2024 là năm cuối của giai đoạn 2021-2025", [2024, 2024]),
        ("Hội chợ Công Thương vùng Tây Bắc 2024", [2024, 2024]),
        ("Theo kế hoạch về hoạt động khuyến công năm 2024", [2024, 2024]),
    ],
)
def test_a_period_is_read_in_the_ways_of_newspapers(words: str, period: object) -> None:
    """A hyphen before the year, an open end, a day reached, a year in brackets, a year inside a programme's years."""
    assert periods(f"{words}, KCĐP hỗ trợ 9 hộ. Các hộ góp 2 tỷ đồng.") == [period] * 2


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "Năm 2024 chi 3 tỷ đồng, cao hơn mức 2 tỷ đồng của năm 2021. Có 9 hộ.",
            [[2024, 2024], [2021, 2021], [2024, 2024]],
        ),
        (
            "Năm 2024 có 15 đề án, tăng so với 12 đề án năm 2022. Có 9 hộ.",
            [[2024, 2024], [2022, 2022], [2024, 2024]],
        ),
        (
            "Chương trình giai đoạn 2026-2030. Mục tiêu đến năm 2030: hỗ trợ 9 hộ. Dự toán 5 tỷ đồng.",
            [[2026, 2030]] * 2,
        ),
        (
            "Các năm 2022, 2023 và 2024 lần lượt chi 4 tỷ đồng, 5 tỷ đồng và 6 tỷ đồng; cả thảy 15 tỷ đồng.",
            [[2022, 2022], [2023, 2023], [2024, 2024], [2022, 2024]],
        ),
        (
            "* Huyện Đông Hòa: năm 2023 có 5 đề án.\n* Huyện Tây Hòa: mở 9 lớp.",
            [[2023, 2023], None],
        ),
        (
            "Năm 2024:\n* Huyện Đông Hòa: năm 2023 có 5 đề án.\n* Huyện Tây Hòa: mở 9 lớp.",
            [[2023, 2023], [2024, 2024]],
        ),
        (
            "Năm 2024 chi 3 tỷ đồng, tăng so với giai đoạn 2016-2020. Có 9 hộ.",
            [[2024, 2024]] * 2,
        ),
        (
            "Năm 2025 có 5 lớp.\n\nKết quả tháng 10\n\nMở 9 lớp.",
            [[2025, 2025], ["2025-10-01", "2025-10-31"]],
        ),
        (
            "Làng có 90 hộ, được hỗ trợ hồi năm 2023. Có 2 máy.\n\nCó 9 hộ dự hội.",
            [[2023, 2023], [2023, 2023], None],
        ),
        (
            "Năm 2024 có 5 lớp. Làng có 90 hộ hồi năm 2020.\n\nCó 9 hộ dự hội.",
            [[2024, 2024], [2020, 2020], [2024, 2024]],
        ),
        (
            "Năm 2022 được giao 5 tỷ đồng, đến nay 9 hộ vẫn dùng máy.",
            [[2022, 2022], None],
        ),
        (
            "Danh mục năm 2026 có 9 đề án. So với kế hoạch năm 2025, giảm 3 đề án. Có 5 hộ.",
            [[2026, 2026]] * 3,
        ),
        (
            "6 tháng đầu năm 2024 được giao 5 tỷ đồng. Đến nay có 9 đề án xong. Có 5 hộ.",
            [["2024-01-01", "2024-06-30"]] * 3,
        ),
        (
            "Quý I/2025 có 14 đề án. Có được vậy là nhờ danh mục năm 2025 duyệt sớm. Mở 5 lớp.",
            [["2025-01-01", "2025-03-31"]] * 2,
        ),
        (
            "9 tháng đầu năm 2024 chi 3 tỷ đồng, đạt 60% kế hoạch năm 2024. Mở 5 lớp.",
            [["2024-01-01", "2024-09-30"]] * 3,
        ),
        (
            "Tổ thành lập năm 2019 với 9 người, nay có 30 người. Năm 2023 có 5 lớp.",
            [[2019, 2019], None, [2023, 2023]],
        ),
        (
            "Năm 2025 có 5 lớp. Từ năm 2026, tỉnh sẽ mở 9 lớp.",
            [[2025, 2025], [2026, None]],
        ),
        (
            "Năm 2025 phấn đấu thu 12 tỷ đồng, tăng 30% so với hiện nay, nhận thêm 9 hộ.",
            [[2025, 2025]] * 3,
        ),
        (
            "Dự toán năm 2026 là 700 triệu đồng. So với số thực hiện năm 2025 là 580 triệu đồng, tăng 20%.",
            [[2026, 2026], [2025, 2025], [2026, 2026]],
        ),
        (
            "9 tháng năm 2025 có 5 lớp.\n\nPhương hướng quý IV: mở 9 lớp.",
            [["2025-01-01", "2025-09-30"], ["2025-10-01", "2025-12-31"]],
        ),
        (
            "Xã có 90 hộ, nhưng năm 2023 chỉ 9 hộ được hỗ trợ. Huyện có 90 hộ nhưng năm 2024 có 9 hộ được hỗ trợ.",
            [None, [2023, 2023], [2023, 2023], [2024, 2024]],
        ),
        (
            "Giai đoạn 2019-2023 có 5 lớp. Năm 2023 có 2 lớp. Tính chung cả giai đoạn có 9 hộ.",
            [[2019, 2023], [2023, 2023], [2019, 2023]],
        ),
        (
            "- Hỗ trợ máy: năm 2023 có 5 đề án.\n- Đào tạo nghề: mở 9 lớp.",
            [[2023, 2023]] * 2,
        ),
        (
            "Năm 2024 chi 3 tỷ đồng. Sở kiến nghị nâng mức hỗ trợ từ 200 triệu đồng lên 300 triệu đồng.",
            [[2024, 2024], None, None],
        ),
        (
            "Sở thực hiện kế hoạch năm 2024, đến nay đã có 5 đề án. Đã mở 9 lớp.",
            [None, [2024, 2024]],
        ),
        (
            "Năm 2024 có 5 đề án. Đến giữa tháng 12, đã nghiệm thu 9 máy.",
            [[2024, 2024]] * 2,
        ),
        (
            "Chia theo năm: 2022 có 2 cơ sở; 2023 có 3 cơ sở.",
            [[2022, 2022], [2023, 2023]],
        ),
        (
            "Năm 2025 có 5 đề án, nhiều hơn năm 2024. Đã mở 9 lớp.",
            [[2025, 2025]] * 2,
        ),
        (
            "Năm 2024 có 5 đề án.\n\n1. Giải ngân: đến 30/9 đã chi 2 tỷ đồng.\n\n2. Đào tạo: đã mở 9 lớp.",
            [[2024, 2024], ["2024-01-01", "2024-09-30"], [2024, 2024]],
        ),
        (
            "Năm 2024 có 5 đề án. Riêng doanh thu quý III đạt 9 tỷ đồng.",
            [[2024, 2024], ["2024-07-01", "2024-09-30"]],
        ),
    ],
)
def test_a_period_is_of_what_it_is_said_of(text: str, wanted: object) -> None:
    """What is compared with, the end of a plan, years in turn, an item, a rate to be raised: none hands on."""
    assert periods(text) == wanted


@pytest.mark.parametrize(
    ("text", "sure"),
    [
        ("KCĐP đã hỗ trợ 9 hộ (năm 2024).", True),
        ("Giai đoạn 2021-2025, năm 2024 có 5 đề án KCĐP. KCĐP hỗ trợ 9 hộ.", True),
        ("Năm 2021 có 5 đề án, năm 2024 có 6 đề án. KCĐP hỗ trợ 9 hộ.", False),
        ("Đã có 9 hộ gửi hồ sơ đăng ký đề án KCĐP năm 2026.", False),
        ("Năm 2023 có 5 đề án KCĐP. Năm 2024 sẽ có 6 đề án KCĐP. KCĐP đã hỗ trợ 9 hộ.", False),
        ("Năm 2022, KCĐP giúp xưởng.\n\nTừ khi có máy, xưởng nhận 9 thợ.", False),
        ("Năm 2022, KCĐP giúp xưởng.\n\nXưởng có 9 thợ.", False),
        ("Năm 2022, KCĐP giúp xưởng.\n\nĐã nghiệm thu 9 máy.", True),
        ("Từ 5 đến 7/8/2024 có 9 hộ dự lớp KCĐP.", False),
        ("Ngày 7/8/2024 có lớp KCĐP. Năm 2023 có 2 lớp KCĐP. Quý IV, KCĐP mở 9 lớp.", False),
        ("Năm 2022, KCĐP giúp xưởng. Có máy, xưởng nhận 9 thợ.", False),
        ("Từ đầu năm đến nay, KCĐP hỗ trợ 9 hộ.", True),
        (
            "Quý III năm 2024 có 2 đề án KCĐP. Lũy kế 9 tháng có 5 lớp KCĐP.\n\nKCĐP giúp 9 hộ.",
            False,
        ),
        ("Năm 2024 có 5 đề án KCĐP, năng suất gấp 3 lần trước.", False),
        ("Năm 2025 chi 8 tỷ đồng KCĐP, đạt 70%. Cùng kỳ năm 2024 đạt 62%.", False),
        ("Năm 2025 KCĐP hỗ trợ 5 hộ. Sau khi đi vào hoạt động, xưởng nhận 9 thợ.", False),
        ("Hội nghị tổng kết KCĐP năm 2024 có 90 đại biểu.", False),
        ("Có 9 đề án KCĐP được giao năm nay, đến hết tháng 6/2024 đã chi 2 tỷ đồng KCĐP.", True),
        ("Năm 2024 thu 9 tỷ đồng, tăng bình quân 5%/năm.", False),
        ("Từ khi KCĐP hỗ trợ (năm 2018), làng có 9 hộ.", False),
        ("Cuối tháng 9, KCĐP hỗ trợ 9 hộ. Năm 2023 thì không.", False),
        ("KCĐP giúp làng từ năm 2020. Làng có 9 hộ.", False),
        ("Trước đó, năm 2022 có 5 đề án KCĐP. KCĐP hỗ trợ 9 hộ.", False),
        ("Có 9 hộ ngỏ ý tham gia đề án KCĐP năm 2026.", False),
        ("Năm 2024, KCĐP chọn 9 sản phẩm gửi dự bình chọn năm 2025.", False),
        ("Quý I/2025, KCĐP hỗ trợ 5 hộ. Còn 9 hộ KCĐP phải chờ sang đợt sau.", False),
        ("Năm 2022 có 5 đề án KCĐP. Sau năm tháng vận hành, xưởng nhận 9 lao động.", False),
        ("Giai đoạn 2022-2023 KCĐP lần lượt chi 4 tỷ đồng và 5 tỷ đồng.", False),
    ],
)
def test_a_year_that_may_be_of_something_else_is_never_sure(text: str, sure: bool) -> None:
    """One in brackets and one inside a longer period are sure; of two, asked for, or counted out they are not."""
    assert extract(text).quantities[-1].is_sure is sure
