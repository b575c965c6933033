"""What may not be sure, because the text does not say it beside the number, and what stays sure and right."""

from __future__ import annotations

import pytest

from analysis.extracting.article import extract


@pytest.mark.parametrize(
    "text",
    [
        # the period of another paragraph
        "Tin khuyến công\n\nNăm 2023, khuyến công tỉnh hỗ trợ làng nghề 200 triệu đồng.\n\nXưởng có [9 thợ].",
        "Tin khuyến công\n\nNgày hội có từ lâu. Năm 2023 có 5 đề án.\n\nTrung tâm mở [2 hội thảo].",
        "Tin khuyến công\n\n9 tháng năm 2024, huyện hỗ trợ 5 cơ sở.\n\nHuyện mở [4 lớp đào tạo nghề].",
        # the period of another sentence, of what is no figure of khuyến công
        "Làng nghề mới. Năm 2022, khuyến công tỉnh hỗ trợ 5 hộ. Mỗi tháng thợ nhận [7 triệu đồng].",
        "Làng nghề mới. Năm 2022, khuyến công tỉnh hỗ trợ 5 hộ. Doanh thu đạt [3 tỷ đồng].",
        # what is meant to be, where the text looks back as well
        "Tại hội nghị tổng kết năm 2023 và phương hướng năm 2024, Sở đặt chỉ tiêu hỗ trợ [20 cơ sở].",
        "Sơ kết khuyến công năm 2023, triển khai nhiệm vụ năm 2024. Tỉnh sẽ có [20 đề án KCĐP].",
        "Từ đầu năm 2024 đến nay có 12 hộ được KCĐP giúp, cả năm phấn đấu giúp [20 hộ].",
        "Đến hết tháng 6/2024, huyện đã thực hiện 5/[12 đề án KCĐP].",
        "Đến hết tháng 9 năm 2024 đã giải ngân 2 tỷ đồng trên tổng số [3 tỷ đồng] KCĐP được giao.",
        # a time that the text says, and that is no period yet
        "Sơ kết khuyến công 6 tháng đầu năm, bàn việc 6 tháng cuối năm 2024. Tỉnh đã có [9 đề án KCĐP].",
        "Quý I, tỉnh đã giải ngân [5 tỷ đồng] KCĐP.",
        "9 tháng qua, KCĐP đã hỗ trợ [9 hộ].",
        "So với kế hoạch năm 2024, kinh phí KCĐP đạt 96%, tương ứng [2 tỷ đồng].",
        "So với dự toán năm 2023, tỉnh đã giải ngân thêm [2 tỷ đồng] KCĐP.",
        # the year of a beginning, of what came later
        "Công ty thành lập năm 2015 với 30 lao động và được KCĐP hỗ trợ [300 triệu đồng].",
        "Hợp tác xã ra đời năm 2017 với sự giúp đỡ của huyện và [200 triệu đồng] KCĐP.",
        # months beside their whole year
        "Tổng kết KCĐP năm 2024\n\nKCĐP có 9 tỷ đồng.\n\nĐến 30/9 chi đạt 88%.\n\nTỉnh đã có [8 đề án KCĐP].",
        # what is left of a total, what is borrowed, what the office does besides
        "Năm 2024, KCĐP hỗ trợ 30% giá máy; 70% còn lại, tức [560 triệu đồng], do chủ cơ sở tự bỏ.",
        "Năm 2024, KCĐP hỗ trợ 30% giá máy; [70%] còn lại, tức 560 triệu đồng, gia đình tự xoay xở.",
        "KCĐP hỗ trợ 200 triệu đồng năm 2023; số còn lại, khoảng [800 triệu đồng], công ty tự bỏ ra.",
        "Năm 2023 KCĐP hỗ trợ 200 triệu đồng, [800 triệu đồng] còn lại là tiền của chủ xưởng.",
        "Năm 2023, KCĐP hỗ trợ 200 triệu đồng, còn [800 triệu đồng] là của công ty.",
        "Tỉnh chi 2 tỷ đồng cho KCĐP năm 2024, vay Ngân hàng Chính sách [1 tỷ đồng], còn lại là vốn dân.",
        "Năm 2024, tỉnh chi 5 tỷ đồng, trong đó KCĐP 3 tỷ đồng, xúc tiến thương mại [2 tỷ đồng].",
        "Dự toán năm 2024: khuyến công 3 tỷ đồng, sửa chữa trụ sở [500 triệu đồng].",
        # what money is for, what was not done, what follows a plan or a grant
        "Năm 2025, tỉnh vừa nhận 3 tỷ đồng KCQG để hỗ trợ [9 đề án KCQG].",
        "Năm 2025, tỉnh được Bộ thông báo vốn 3 tỷ đồng nhằm thực hiện [9 đề án KCQG].",
        "Năm 2024 có 3 trong số 12 đề án KCĐP chưa được nghiệm thu, với kinh phí [700 triệu đồng].",
        "Năm 2024 tỉnh giao kế hoạch 4 tỷ đồng KCĐP. Trung tâm tổ chức [5 lớp đào tạo nghề].",
        "Năm 2024 dự kiến chi 4 tỷ đồng KCĐP. Huyện Mai Sơn mở [5 lớp đào tạo nghề].",
        "Năm 2024, tỉnh chi [5 tỷ đồng], trong đó khuyến công 2 tỷ đồng, xúc tiến thương mại 3 tỷ đồng.",
        "Cơ sở thành lập năm 2019 với [9 lao động]. Năm 2023, KCĐP hỗ trợ 200 triệu đồng.",
        # a share of money
        "Năm 2024, KCĐP hỗ trợ 20 cơ sở. Riêng huyện An Lão chiếm [40%] nguồn lực.",
        "Năm 2024, KCĐP hỗ trợ 20 cơ sở, 1,9 tỷ đồng. Tính chung, [95%] tiền đã về tay cơ sở.",
        # a fund that no word of the sentence names, in a text that names a level or speaks of plans
        "Hội nghị về khuyến công. Tỉnh dự kiến chọn [20 đề án]. Kinh phí chưa rõ.",
    ],
)
def test_what_is_not_said_beside_a_number_is_never_sure(text: str) -> None:
    """A period of another paragraph, a fund or a status that other words of the text say holds, but not surely."""
    start = text.index("[")
    found = extract(text.replace("[", "").replace("]", "")).quantities
    assert not next(one for one in found if one.start == start).is_sure


@pytest.mark.parametrize(
    ("text", "fund", "period", "status"),
    [
        ("Năm 2024, KCĐP đã hỗ trợ [9 tỷ đồng].", "local", [2024, 2024], "actual"),
        (
            "Năm 2024, KCQG đã chi 3 tỷ đồng, còn lại [2 tỷ đồng] là của KCĐP.",
            "local",
            [2024, 2024],
            "actual",
        ),
        (
            "Năm 2024, sở đã chi nốt [2 tỷ đồng] kinh phí KCĐP còn lại.",
            "local",
            [2024, 2024],
            "actual",
        ),
        (
            "Năm 2024, dây chuyền công suất 500 tấn/năm có tổng mức đầu tư [3 tỷ đồng], KCQG cho 1 tỷ đồng.",
            "all",
            [2024, 2024],
            "actual",
        ),
        (
            "Năm 2024, máy năng suất 2 tấn/mẻ trị giá [3 tỷ đồng], trong đó KCQG hỗ trợ 1 tỷ đồng.",
            "all",
            [2024, 2024],
            "actual",
        ),
        (
            "Tổng kết khuyến công năm 2023 và nhiệm vụ năm 2024. Tỉnh đã chi [9 tỷ đồng] KCĐP.",
            "local",
            [2023, 2023],
            "actual",
        ),
        (
            "Năm 2025 dự kiến chi 4 tỷ đồng KCĐP. Trong năm 2024, KCĐP đã chi [3 tỷ đồng].",
            "local",
            [2024, 2024],
            "actual",
        ),
        (
            "Kết quả khuyến công năm 2024\n\nKCĐP đã hỗ trợ [9 tỷ đồng].",
            "local",
            [2024, 2024],
            "actual",
        ),
        (
            "Tin mới\n\nNăm 2024, tỉnh đã làm được như sau:\n\n- KCĐP đã hỗ trợ [9 tỷ đồng];",
            "local",
            [2024, 2024],
            "actual",
        ),
        (
            "Tin mới\n\nNăm 2024, xưởng được giúp. KCĐP đã hỗ trợ [9 tỷ đồng].",
            "local",
            [2024, 2024],
            "actual",
        ),
        (
            "Năm 2024, hoạt động khuyến công có kết quả. Toàn tỉnh đã giải ngân [9 tỷ đồng] khuyến công.",
            "promotion",
            [2024, 2024],
            "actual",
        ),
    ],
)
def test_what_is_said_beside_a_number_is_sure(
    text: str, fund: str, period: list[int], status: str
) -> None:
    """A headline, a lead with a colon and the sentences of one paragraph say what holds of a number."""
    start = text.index("[")
    found = extract(text.replace("[", "").replace("]", "")).quantities
    one = next(one for one in found if one.start == start)
    assert one.is_sure
    assert [one.record[key] for key in ("fund", "period", "status")] == [fund, period, status]
