"""Which status a quantity has: how far a word of it reaches, what is a norm, and what a heading says."""

from __future__ import annotations

import pytest

from analysis.extracting.article import extract


def statuses(text: str) -> list[object]:
    """The status of each quantity of a text."""
    return [one.record["status"] for one in extract(text).quantities]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Trình phê duyệt 12 đề án; nghiệm thu 3 đề án.", ["planned", "actual"]),
        ("Chủ đầu tư trình dự toán 2 tỷ đồng; được duyệt là 1 tỷ đồng.", ["planned", "approved"]),
        ("Đề nghị hỗ trợ 9 cơ sở, thực hiện 5 đề án.", ["planned", "planned"]),
        ("Sở sẽ nghiệm thu 9 đề án; hoàn thành 2 cụm công nghiệp.", ["planned", "planned"]),
        (
            "Có 5 lớp; thu ước đạt 9 tỷ đồng; bán lẻ đạt 8 tỷ đồng.",
            ["actual", "estimated", "actual"],
        ),
        ("Ước cả năm thực hiện 5 đề án; giải ngân 2 tỷ đồng.", ["estimated", "estimated"]),
        ("Bà con muốn mua máy nhưng một máy giá 450 triệu đồng.", ["actual"]),
    ],
)
def test_what_is_asked_for_or_estimated_reaches_to_a_semicolon_and_an_intention_further(
    text: str, wanted: object
) -> None:
    """An estimate at the head of a sentence goes on; behind "nhưng" nothing holds of what was said before it."""
    assert statuses(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Hỗ trợ tối đa 50% chi phí và không quá 300 triệu đồng.", ["norm", "norm"]),
        ("Mức hỗ trợ tối đa 35 triệu đồng, bằng 50% chi phí.", ["norm", "norm"]),
        ("Các cơ sở có trách nhiệm đối ứng tối thiểu 50% vốn.", ["norm"]),
        ("Có 3 đề án hỗ trợ vượt mức 50% chi phí theo quy định.", ["actual", "norm"]),
        (
            "Quy định mức chi tối đa 300 triệu đồng; mô hình không quá 30% chi phí.",
            ["norm", "norm"],
        ),
        (
            "Mức hỗ trợ được quy định như sau:\n1. Hội chợ: hỗ trợ 80% giá thuê.\n2. Thưởng 2 triệu đồng.",
            ["norm", "norm"],
        ),
        ("Quy mô nhỏ, bình quân chưa tới 200 triệu đồng/đề án.", ["actual"]),
        (
            "Chỉ hỗ trợ tối đa 50% chi phí, trong khi máy giá 8 đến 10 tỷ đồng.",
            ["norm"] + ["actual"] * 2,
        ),
    ],
)
def test_a_norm_is_what_a_rule_allows_and_not_the_end_of_a_range(text: str, wanted: object) -> None:
    """Caps of a rule and shares that equal them, the items under it, what must be paid; no mean and no price."""
    assert statuses(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "I. Kết quả\nĐã có 5 đề án.\nII. Nhiệm vụ tháng 8 năm 2023\n- Khai giảng 2 lớp.",
            ["actual", "planned"],
        ),
        # a first sentence is no headline
        ("Năm 2023, huyện lập kế hoạch cho 27 cơ sở.\nCó thêm 4 đề án.", ["planned", "actual"]),
        ("Đến nay, 32/40 hộ đã dùng lò gas.", ["actual", "actual"]),
        ("Mở 3/4 lớp.", ["actual", "planned"]),
        (
            "Ước thực hiện 71 tỷ đồng, bằng 102% mục tiêu 70 tỷ đồng.",
            ["estimated"] * 2 + ["planned"],
        ),
        ("Được bố trí 56 tỷ đồng. Khuyến công hỗ trợ 920 triệu đồng.", ["approved", "actual"]),
    ],
)
def test_a_heading_of_tasks_plans_what_follows_and_a_whole_of_people_is_only_counted(
    text: str, wanted: object
) -> None:
    """A plan that a percentage is of is planned; of households beside a part of them no word says so."""
    assert statuses(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "Theo kế hoạch vừa được UBND tỉnh phê duyệt, có 7 tỷ đồng. Kế hoạch gồm 34 đề án.",
            ["approved", "approved"],
        ),
        (
            "UBND tỉnh phê duyệt Kế hoạch khuyến công năm 2025. Kinh phí theo kế hoạch là 9 tỷ đồng.",
            ["approved"],
        ),
        ("Theo kế hoạch, có 7 tỷ đồng. Kế hoạch gồm 34 đề án.", ["planned", "planned"]),
        (
            "I. Kết quả\nXong 5 đề án.\nII. Nhiệm vụ tháng tới\n- Nghiệm thu 2 đề án.\n- Đã mở 3 lớp.",
            ["actual", "planned", "actual"],
        ),
    ],
)
def test_what_is_in_an_approved_plan_is_approved_and_tasks_are_to_be_done(
    text: str, wanted: object
) -> None:
    """A plan whose approval is told says so later; a bare verb below a heading of tasks tells nothing done."""
    assert statuses(text) == wanted


@pytest.mark.parametrize(
    "text",
    [
        # paid behind, of what was only approved
        "Tỉnh phê duyệt đề án KCĐP năm 2024. Kinh phí KCĐP là 400 triệu đồng; tạm ứng thành hai đợt.",
        # the only year is that of its founding
        "HTX được thành lập đầu năm 2023, KCQG đã hỗ trợ 9 đề án.",
    ],
)
def test_what_only_words_behind_or_a_founding_tell_is_never_sure(text: str) -> None:
    """A verb behind the number may be of something else, a founding may be the year of what is told."""
    assert not extract(text).quantities[-1].is_sure


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "Dự thảo quy định mức 50% lãi suất, trong khi năm 2023 huyện chỉ được cấp 380 triệu đồng.",
            "approved",
        ),
        ("Năm 2023 hoàn thành 10 đề án theo kế hoạch, giải ngân 3 tỷ đồng.", "actual"),
        ("Theo kế hoạch, năm 2023 giải ngân 3 tỷ đồng.", "planned"),
        ("Kết thúc khóa học, 81 học viên được cấp chứng chỉ.", "actual"),
        ("Từ 87 sản phẩm đăng ký dự thi, hội đồng chọn ra 42 sản phẩm.", "actual"),
        ("Hội đồng gồm 5 người nhất trí nghiệm thu.", "actual"),
    ],
)
def test_a_word_of_status_says_it_of_what_it_is_about(text: str, wanted: str) -> None:
    """Not behind "trong khi", not of a plan that was kept, nor of certificates, contests and what was accepted."""
    assert statuses(text)[-1] == wanted


@pytest.mark.parametrize(
    "text",
    [
        "Năm 2020, 5 hội chợ theo kế hoạch bị hủy, 1 tỷ đồng KCĐP được chuyển sang máy móc.",
        "KCĐP có hội chợ năm 2022, doanh thu ước đạt 9 tỷ đồng, 37 doanh nghiệp ký hợp đồng.",
    ],
)
def test_a_word_of_status_at_one_number_is_not_surely_that_of_the_next(text: str) -> None:
    """What was planned or estimated may be the number beside the word alone."""
    assert not extract(text).quantities[-1].is_sure


@pytest.mark.parametrize(
    ("text", "sure"),
    [
        ("KCĐP hỗ trợ 12 đề án theo kế hoạch.", False),
        ("KCĐP hỗ trợ 12 đề án theo kế hoạch, giải ngân 3 tỷ đồng.", False),
        ("Sở đã ký kết hợp đồng theo kế hoạch 12 đề án KCĐP.", False),
        ("Sở đang lập hồ sơ thực hiện theo kế hoạch 12 đề án KCĐP.", False),
        ("KCĐP được giao 5 tỷ đồng, chi cho máy móc 3 tỷ đồng.", False),
        ("KCĐP hoàn thành 12 đề án theo kế hoạch.", True),
        ("Theo kế hoạch, KCĐP hỗ trợ 12 đề án.", True),
        ("KCĐP được giao 5 tỷ đồng, mới dùng 3 tỷ đồng.", True),
    ],
)
def test_a_plan_by_which_something_was_done_is_never_surely_the_status(
    text: str, sure: bool
) -> None:
    """Done by a plan, "theo kế hoạch" behind a verb, spent behind what was approved: all are for a person."""
    assert extract(f"Năm 2023, {text}").quantities[-1].is_sure is sure


def sure(text: str) -> list[bool]:
    """Whether nothing is doubted about the status of each quantity of a text."""
    return [
        not any("tình trạng" in doubt for doubt in one.meaning.doubts)
        for one in extract(text).quantities
    ]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Năm 2023, huyện bố trí 2 tỷ đồng cho khuyến công.", [False]),
        ("Năm 2023, huyện bố trí 2 tỷ đồng để hỗ trợ 9 đề án.", [False, True]),
        ("Năm 2023, huyện bố trí 2 tỷ đồng, hỗ trợ 9 đề án.", [True, True]),
    ],
)
def test_money_that_was_set_aside_is_surely_spent_only_where_the_text_tells_on_what(
    text: str, wanted: list[bool]
) -> None:
    """What a report says was set aside is what was done; a purpose is no deed."""
    assert statuses(text) == ["actual"] * len(wanted)
    assert sure(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "Đã chi 4 tỷ đồng trên tổng số 5 tỷ đồng vốn được giao, đạt 80%; hỗ trợ 9 cơ sở.",
            ["actual", "approved", "actual", "actual"],
        ),
        (
            "So với mục tiêu đề ra là 9 đề án và 4 tỷ đồng, kết quả đạt 80%.",
            ["planned"] * 2 + ["actual"],
        ),
        ("Đây là một trong tổng số 9 đề án thuộc kế hoạch năm 2024.", ["planned"]),
        ("Khai giảng lớp nghề cho 35 học viên thuộc kế hoạch khuyến công năm 2024.", ["actual"]),
        ("Ước thực hiện 4 tỷ đồng; tỷ lệ 98%.", ["estimated"] * 2),
        ("Đã chi 8 tỷ đồng; số 2 tỷ đồng còn lại sẽ thanh toán sau.", ["actual", "planned"]),
        ("Đề nghị nâng tỷ lệ hỗ trợ từ 30% lên 50%.", ["norm", "planned"]),
        ("Đề nghị nâng mức chi bình quân từ 2 tỷ đồng lên 3 tỷ đồng.", ["actual", "planned"]),
        ("Đề nghị giảm kế hoạch từ 3 tỷ đồng xuống 2 tỷ đồng.", ["planned"] * 2),
    ],
)
def test_what_stands_beside_a_number_has_its_own_status(text: str, wanted: list[str]) -> None:
    """All that was granted or aimed at, a share of an estimate, what is left, the level that is to be raised."""
    assert statuses(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "Tôi đề nghị Sở làm ba việc. Một là mở 9 lớp. Hai là dành 30% kinh phí cho máy móc.",
            ["planned", "planned"],
        ),
        (
            "Theo đó, tỉnh dự kiến chi 9 tỷ đồng, trong đó bố trí cho hai nội dung:\n- Máy móc: 7 tỷ đồng.",
            ["planned", "planned"],
        ),
        ("Được giao thực hiện 9 đề án. Máy móc chiếm nhiều nhất với 7 tỷ đồng.", ["approved"] * 2),
        (
            "Tổng vốn được duyệt là 9 tỷ đồng. Nguồn tỉnh 5 tỷ đồng sẽ hỗ trợ các xã.",
            ["approved"] * 2,
        ),
        (
            "Huyện được phân bổ 2 tỷ đồng. Từ nguồn này, Phòng hỗ trợ 9 cơ sở.",
            ["approved", "actual"],
        ),
        (
            "Sở yêu cầu không để quá 3 đề án chậm. Kinh phí lớp là 68 triệu đồng.",
            ["planned", "actual"],
        ),
        ("Sẽ chi 3 tỷ đồng. Hội nghị có 350 đại biểu dự.", ["planned", "actual"]),
        (
            "Sẽ chi 3 tỷ đồng. Xưởng có 4 máy. Mỗi tháng thu 1 tỷ đồng.",
            ["planned", "actual", "actual"],
        ),
        ("Được phê duyệt 2 đề án. Hộ A được 6 tỷ đồng; hộ B đã mở 2 xưởng.", ["approved"] * 2),
        ("Được phân bổ 3 tỷ đồng. Xã chọn 3 hộ làm bánh.", ["approved", "actual"]),
        ("Được phân bổ 3 tỷ đồng. Xã bố trí thêm 1 tỷ đồng.", ["approved", "actual"]),
        ("Được phân bổ 3 tỷ đồng. Kinh phí dùng để hỗ trợ 3 hộ.", ["approved", "approved"]),
        ("Được phân bổ 3 tỷ đồng. Có 3 cơ sở nhận máy.", ["approved", "actual"]),
        ("Số cơ sở đăng ký tăng lên 41 cơ sở.", ["actual"]),
        ("Sẽ chi 3 tỷ đồng. Trước đó, Sở chi 2 tỷ đồng.", ["planned", "actual"]),
        ("Dự kiến thu 6 tỷ đồng; năm ngoái HTX lãi 1 tỷ đồng.", ["planned", "actual"]),
        ("Được phê duyệt 6 tỷ đồng; sau 4 năm, tổng chi là 5 tỷ đồng.", ["approved", "actual"]),
        ("Dự kiến thu 6 tỷ đồng, sau 4 năm sẽ thu 9 tỷ đồng.", ["planned", "planned"]),
        ("Dự kiến thu 6 tỷ đồng, nhiều hơn năm ngoái 1 tỷ đồng.", ["planned", "planned"]),
        (
            "TIN VẮN\n* Tỉnh A sẽ chi 3 tỷ đồng.\n* HTX B vận hành máy trị giá 2 tỷ đồng.",
            ["planned", "actual"],
        ),
        ("Báo, đài (dự kiến 12 chuyên mục): đã chi 3 tỷ đồng.", ["planned", "actual"]),
        ("Thông qua chương trình với tổng nhu cầu 92 tỷ đồng.", ["approved"]),
        ("Chi tối đa 30% chi phí. Sản phẩm đạt giải được thưởng 5 triệu đồng.", ["norm", "norm"]),
        ("Mức chi tối đa cho một đề án hiện nay là 5 tỷ đồng.", ["norm"]),
    ],
)
def test_a_status_goes_on_with_what_is_a_part_of_it_and_with_nothing_else(
    text: str, wanted: list[str]
) -> None:
    """Points of a proposal, items, parts of a grant; no wish, nothing of before, no other news, no bracket."""
    assert statuses(text) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "Năm 2023 có 30 cơ sở đăng ký KCĐP, trong đó 18 cơ sở được hỗ trợ.",
        "Năm 2023 có 30 cơ sở đăng ký KCĐP, trong số này được chọn có 18 cơ sở.",
    ],
)
def test_those_who_registered_need_not_be_helped_and_those_chosen_of_them_are(text: str) -> None:
    """They did register: that is no plan, and no help either."""
    assert statuses(text) == ["actual", "actual"]
    assert sure(text) == [False, True]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Năm 2023, Sở ký hợp đồng hỗ trợ 2 tỷ đồng.", False),
        ("Năm 2023, Sở ký kết hợp đồng hỗ trợ 2 tỷ đồng.", False),
        ("Năm 2023, công ty ký hợp đồng bán chè trị giá 2 tỷ đồng.", True),
        ("Năm 2024, mức hỗ trợ theo hợp đồng là 2 tỷ đồng.", False),
        ("Kế hoạch KCĐP năm 2024 được phê duyệt 2 tỷ đồng.", True),
        ("Năm 2024, doanh thu ước đạt 9 tỷ đồng. KCĐP hỗ trợ 2 tỷ đồng.", True),
        ("Ước cả năm 2024 thu 9 tỷ đồng. KCĐP hỗ trợ 2 tỷ đồng.", False),
        ("Tỉnh vừa phê duyệt 9 đề án KCĐP. Nguồn tỉnh là 2 tỷ đồng.", True),
        (
            "Huyện đã chi 3 tỷ đồng. Năm 2025 dự kiến chi KCĐP 2 tỷ đồng. Vốn tỉnh là 1 tỷ đồng.",
            True,
        ),
        ("Tỉnh đã chi 9 tỷ đồng. Tỉnh phê duyệt 4 đề án KCĐP. Nguồn tỉnh là 2 tỷ đồng.", False),
    ],
)
def test_a_status_is_doubted_where_words_may_say_another_and_not_else(
    text: str, wanted: bool
) -> None:
    """A contract promises; a plan that was approved, an estimate of something else, "vừa phê duyệt" contest nothing."""
    assert sure(text)[-1] is wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Hội nghị giao ban có 12 địa phương dự.", ["actual"]),
        ("Đã quyết định công nhận 25 sản phẩm tiêu biểu.", ["actual"]),
        ("Hội nghị thông qua báo cáo: năm 2023 hỗ trợ 32 cơ sở.", ["actual"]),
        ("Máy mua khác với đăng ký, bị đề nghị cắt 5 triệu đồng.", ["actual"]),
        ("Sẽ giúp máy móc hiện đại; mở 3 lớp.", ["planned"]),
        ("Hai bên thống nhất sản xuất 10 chuyên mục. Kinh phí là 45 triệu đồng.", ["planned"] * 2),
        ("Chị sẽ trả hết 10 triệu đồng; hiện xưởng có 12 lao động.", ["planned", "actual"]),
        ("Xã đang xin mở 2 lớp, vì có 64 người chờ học.", ["planned", "actual"]),
        ("Bà muốn mua máy 21 triệu đồng. Khuyến công cho 9 triệu đồng.", ["planned", "actual"]),
        ("Định mức chi đã cũ, thù lao chỉ 400.000 đồng/buổi.", ["norm"]),
        ("Hỗ trợ 50% chi phí thuê gian hàng, nhưng không quá 2 triệu đồng/đơn vị.", ["norm"] * 2),
        ("Đã hỗ trợ 50% chi phí thuê gian hàng, mức chi tối đa 2 triệu đồng.", ["actual", "norm"]),
    ],
)
def test_words_that_hold_a_word_of_status_and_turns_say_no_plan(
    text: str, wanted: list[str]
) -> None:
    """A "giao ban" allots nothing; "vì", "hiện" and the wish of a person end what was meant; a cap makes a norm."""
    assert statuses(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Năm 2023, vốn KCĐP ước tính khoảng 2 tỷ đồng.", False),
        ("Năm 2023, đã trình phê duyệt 9 đề án KCĐP.", False),
        ("Giai đoạn 2019-2023, huyện được phân bổ 2 tỷ đồng để làm 9 đề án KCĐP.", False),
        ("Năm 2023, huyện được phân bổ 2 tỷ đồng để làm 9 đề án KCĐP.", True),
        ("Năm 2023 được giao 5 tỷ đồng nhưng chỉ giải ngân 3 tỷ đồng.", True),
        ("Năm 2023 được giao 5 tỷ đồng giải ngân 3 tỷ đồng.", False),
    ],
)
def test_what_was_handed_in_or_allotted_over_years_may_be_done(text: str, wanted: bool) -> None:
    """So may what somebody reckons; what "nhưng" parts from what was granted is surely done."""
    assert sure(text)[-1] is wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Giải ngân 1 tỷ đồng trên tổng số 4 tỷ đồng, đạt 25%.", ["actual", "approved", "actual"]),
        ("Hỗ trợ 1 tỷ đồng trên tổng số 4 tỷ đồng.", ["actual", "actual"]),
        ("Đã chi hơn 9 tỷ đồng, trong đó quốc gia trên 4 tỷ đồng.", ["actual", "actual"]),
        ("Giải ngân 100% kinh phí được giao là 6 tỷ đồng.", ["actual", "approved"]),
        ("Đã ký 14/21 đề án trong kế hoạch, đạt 66%.", ["actual", "planned", "actual"]),
        ("Sở đã nhận 52 đề án đăng ký.", ["actual"]),
        ("Có 37 cơ sở gửi đơn đề nghị, mới đáp ứng được 14 cơ sở.", ["actual", "actual"]),
        ("Lập 8 đề án đề nghị tỉnh hỗ trợ, được duyệt 5 đề án.", ["planned", "approved"]),
        ("Năm 2022 xin 5 tỷ đồng, được 2 tỷ đồng.", ["planned", "actual"]),
        (
            "Đã khảo sát xã; 5 đề án được UBND tỉnh phê duyệt, 2 đề án đang thẩm định.",
            ["approved", "actual"],
        ),
        ("So với chỉ tiêu hỗ trợ 30 cơ sở, mới có 18 cơ sở.", ["planned", "actual"]),
        ("Theo Nghị định này, mức chi một lớp là 6 triệu đồng.", ["norm"]),
        ("Mức chi một lớp là 6 triệu đồng.", ["actual"]),
        ('"Tôi sẽ mua 2 máy", ông Tú, chủ xưởng có 15 lao động, nói.', ["planned", "actual"]),
        ('Sẽ hỗ trợ đề án "Máy sấy", kinh phí 2 tỷ đồng.', ["planned"]),
        ("Ước cả năm có 45 cơ sở, so với 38 cơ sở của năm trước.", ["estimated", "actual"]),
        ("Tỉnh nâng mức hỗ trợ từ 30% lên 50% chi phí.", ["norm", "actual"]),
        ("Giá tăng 8% khiến cơ sở phải xin hỗ trợ thêm vốn.", ["actual"]),
        ("Có 45/63 địa phương giải ngân chậm.", ["actual", "actual"]),
        ("Xã xin tỉnh hỗ trợ 5 máy, được duyệt 3 máy.", ["planned", "approved"]),
        ("Đề nghị tỉnh bổ sung vốn được giao 3 tỷ đồng.", ["planned"]),
        ("Sở vừa công bố danh mục đề án. Có 9 đề án.", ["approved"]),
        ("Được giao 5 tỷ đồng, thực hiện 3 đề án.", ["approved", "approved"]),
        ("Được giao 5 tỷ đồng, thực hiện 3 tỷ đồng.", ["approved", "actual"]),
        ("Từ nguồn vốn được giao năm 2025, trung tâm triển khai 8 đề án.", ["actual"]),
        ("Theo quyết định được duyệt, trung tâm triển khai 8 đề án.", ["approved"]),
        ("Có 18 hộ đồng ý góp vốn, nhận đơn hàng 2 tỷ đồng, giao trước Tết.", ["actual"] * 2),
        ("Năm 2025 đặt kế hoạch nghiệm thu 8 đề án và giải ngân 1 tỷ đồng.", ["planned"] * 2),
        ("Cơ sở được tạm ứng không quá 50% kinh phí.", ["norm"]),
        ("Năm 2023, sở đã mở không quá 9 lớp.", ["actual"]),
        ("Vốn của các hộ ước khoảng 9 tỷ đồng.", ["estimated"]),
    ],
)
def test_what_money_was_spent_of_was_granted_and_a_cap_is_a_norm(
    text: str, wanted: list[str]
) -> None:
    """What was registered and taken in, signed of a plan, carried out by a grant; a cap that nobody counted."""
    assert statuses(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Quyết định\nMột số mức chi\n1. Thưởng sản phẩm: 15 triệu đồng.", ["norm"]),
        ("Tờ trình\nVề việc đề nghị phê duyệt danh mục\nDanh mục có 9 đề án.", ["planned"]),
        ("THÔNG BÁO TUYỂN SINH\nMỗi lớp có 25 học viên. Đã mở 3 lớp.", ["planned", "actual"]),
        (
            "Năm 2024 được giao 9 tỷ đồng.\n(1) Máy móc: 7 tỷ đồng.\n(2) Đào tạo: 2 tỷ đồng.",
            ["approved"] * 3,
        ),
        ("THUYẾT MINH ĐỀ ÁN\nQuy mô: 2 máy dệt.", ["planned"]),
        ("HỢP ĐỒNG\nBên B đối ứng 4 tỷ đồng.", ["approved"]),
        ("Hợp đồng mới của hợp tác xã đã ký\nXã có thêm 4 máy.", ["actual"]),
        ("Mức hỗ trợ vẫn thấp. Một dây chuyền có giá 5 tỷ đồng.", ["actual"]),
        ("Huyện được giao 9 tỷ đồng. Nhờ khoản này, xã mua 2 máy.", ["approved", "actual"]),
        ("Huyện được giao 9 tỷ đồng. Tỷ lệ hộ nghèo giảm còn 3%.", ["approved", "actual"]),
    ],
)
def test_a_heading_and_the_name_of_a_paper_say_what_it_tells(text: str, wanted: list[str]) -> None:
    """Mức chi are norms, what is asked to be approved is planned; what came of a grant is so, as a rate is."""
    assert statuses(text) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "Năm 2023, 30/32 học viên được cấp chứng chỉ từ KCĐP.",
        "Năm 2023, đề án KCĐP được duyệt, hỗ trợ 2 tỷ đồng.",
        "Năm 2023, được giao 5 tỷ đồng KCĐP, thực hiện 3 đề án KCĐP.",
        "Giai đoạn 2021-2025, huyện được cấp 2 tỷ đồng KCĐP.",
        "Năm 2023, 3 doanh nghiệp cam kết bao tiêu.",
        "Năm 2023, số đề nghị quyết toán từ KCĐP là 2 tỷ đồng.",
        "Lý do tăng năm 2023 là xã có 2 cơ sở cần hỗ trợ.",
        "Năm 2023, với mục tiêu giảm hao hụt, công ty lắp 5 máy.",
        "Năm 2023, được cấp 2 tỷ đồng KCĐP; các hộ bỏ ra 4 tỷ đồng.",
    ],
)
def test_those_who_came_and_what_was_granted_may_be_done(text: str) -> None:
    """All of a class, and what a grant was told to be for, are for a person."""
    assert not sure(text)[-1]
