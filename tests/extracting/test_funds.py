"""Whose money it is in everyday news: what words around a quantity and before it say."""

from __future__ import annotations

import pytest

from analysis.extracting.article import extract


def funds(text: str) -> list[tuple[str, object, bool]]:
    """The words, the fund, and whether it is sure, of each quantity of a text."""
    return [
        (one.text, one.record["fund"], not one.meaning.is_weak) for one in extract(text).quantities
    ]


@pytest.mark.parametrize(
    ("text", "last"),
    [
        (
            "Năm 2023 có KCQG 2 tỷ đồng và KCĐP 3 tỷ đồng. Sở đã nghiệm thu 9 đề án.",
            ("9 đề án", "promotion", True),
        ),
        (
            "Năm 2023, Trung tâm Khuyến công Bình An hoàn thành 9 đề án.",
            ("9 đề án", "promotion", True),
        ),
        (
            "Công tác khuyến công có nhiều đổi mới. Năm 2023, đơn vị giải ngân 4 tỷ đồng.",
            ("4 tỷ đồng", "promotion", True),
        ),
        (
            "KCQG có 2 tỷ đồng, KCĐP có 3 tỷ đồng. Năm 2024, tổng kinh phí giải ngân là 6 tỷ đồng.",
            ("6 tỷ đồng", "promotion", True),
        ),
    ],
)
def test_in_a_text_of_khuyen_cong_as_a_whole_its_schemes_and_support_are_of_it(
    text: str, last: tuple[str, str, bool]
) -> None:
    """Schemes, help and totals of which no fund is said are of khuyến công, where the text speaks of it in general."""
    assert funds(text)[-1] == last


@pytest.mark.parametrize(
    "text",
    [
        "Năm 2023 KCQG hỗ trợ 2 tỷ đồng, KCĐP 3 tỷ đồng. Riêng KCĐP còn 1 tỷ đồng. Sở đã nghiệm thu 9 đề án.",
        "KCQG có 2 tỷ đồng.\n\n- KCĐP năm 2023: 5 đề án.\n\n- Kế hoạch 2024: 9 đề án.",
        "Công tác khuyến công được đổi mới. Từ nguồn kinh phí này, tỉnh thực hiện 9 đề án.",
        "Công tác khuyến công được đổi mới. Chương trình OCOP cũng có 9 đề án.",
    ],
)
def test_schemes_told_beside_one_level_or_another_programme_are_surely_of_no_fund(
    text: str,
) -> None:
    """One level right before, the money just named, or another programme: whose schemes they are is a doubt."""
    assert not funds(text)[-1][2]


@pytest.mark.parametrize(
    ("text", "fund"),
    [
        (
            "Năm 2023 tổ chức bình chọn. Tổng kinh phí là 9 tỷ đồng, lấy từ nguồn khuyến công tỉnh.",
            "local",
        ),
        (
            "Khuyến công mở 2 lớp. Kinh phí mở lớp 90 triệu đồng, do khuyến công quốc gia chi trả.",
            "national",
        ),
        ("Lớp học hết 90 triệu đồng, được trích từ kinh phí khuyến công.", "promotion"),
    ],
)
def test_money_is_of_the_fund_that_words_behind_a_comma_say_it_was_paid_from(
    text: str, fund: str
) -> None:
    """Words like "…, lấy từ nguồn khuyến công tỉnh" say the fund as surely as those right at it."""
    assert funds(text)[-1][1:] == (fund, True)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "Có 2 đề án khuyến công quốc gia (450 triệu đồng) và 4 đề án khuyến công tỉnh (600 triệu đồng).",
            ["national", "national", "local", "local"],
        ),
        (
            "2 cơ sở từ nguồn KCQG, kinh phí 450 triệu đồng và 3 cơ sở từ KCĐP, kinh phí 600 triệu đồng.",
            ["national", "national", "local", "local"],
        ),
        (
            "KCĐP 12 tỷ đồng sẽ hỗ trợ 42 đề án; KCQG 5 tỷ đồng dành cho 11 đề án.",
            ["local", "local", "national", "national"],
        ),
    ],
)
def test_an_amount_and_what_is_counted_right_beside_it_are_of_one_fund(
    text: str, wanted: list[str]
) -> None:
    """Where two funds stand in a sentence each is that of the count and the amount at it."""
    assert [(fund, sure) for _, fund, sure in funds(text)] == [(one, True) for one in wanted]


@pytest.mark.parametrize(
    "words",
    [
        "320 triệu đồng tự có",
        "vốn tự có 320 triệu đồng",
        "tổng vốn đối ứng là 320 triệu đồng",
    ],
)
def test_own_money_beside_support_is_counterpart(words: str) -> None:
    """Money of one's own is counterpart, also in a list with what a fund gave."""
    assert funds(f"Từ 180 triệu đồng kinh phí khuyến công và {words}, cơ sở mua máy.")[-1][1:] == (
        "counterpart",
        True,
    )


def test_a_percentage_in_brackets_is_that_of_the_amount_before_it() -> None:
    """So is one behind counterpart: "đối ứng 3 tỷ đồng (60%)"."""
    text = "Khuyến công tỉnh hỗ trợ 2 tỷ đồng (40%), đối ứng của cơ sở 3 tỷ đồng (chiếm 60%)."
    assert [one[1:] for one in funds(text)] == [
        ("local", True),
        ("local", True),
        ("counterpart", True),
        ("counterpart", True),
    ]


def measures(text: str) -> list[tuple[str, object]]:
    """The words and the measure of each quantity of a text."""
    return [(one.text, one.record["measure"]) for one in extract(text).quantities]


@pytest.mark.parametrize(
    "words",
    [
        "cả năm hợp tác xã thu 9 tỷ đồng",
        "mỗi tháng chị kiếm thêm 9 triệu đồng",
        "giá trị sản xuất công nghiệp, thủ công của xã đạt 9 tỷ đồng",
        "doanh thu của xưởng, theo anh Nam, đạt 9 tỷ đồng",
        "lô hàng đầu tiên trị giá 9 tỷ đồng",
    ],
)
def test_what_a_business_earns_is_no_money_of_the_fund_of_a_text(words: str) -> None:
    """What comes in is other money, however the text speaks of one fund."""
    text = f"Khuyến công tỉnh hỗ trợ 1 tỷ đồng. Nhờ vậy, {words}."
    assert (measures(text)[-1][1], funds(text)[-1][1]) == ("other", "none")


def test_what_came_in_of_money_that_was_lent_is_of_its_fund() -> None:
    """What a fund lent and got back is no earning."""
    text = (
        "Khuyến công tỉnh cho 5 hộ mượn vốn, phải hoàn trả trong 3 năm. Đến nay mới thu 2 tỷ đồng."
    )
    assert measures(text)[-1][1] == "amount"


@pytest.mark.parametrize(
    "words",
    [
        "tăng doanh thu 45%",
        "nâng năng suất thêm 45%",
        "tiết kiệm 45% nhân công",
        "mua nguyên liệu rẻ, thấp hơn 45% so với trước",
    ],
)
def test_a_percentage_by_which_something_grew_is_no_share(words: str) -> None:
    """What grew or was saved by so much is no part of a whole."""
    assert measures(f"Nhờ máy mới, cơ sở {words}.") == [("45%", "other")]


@pytest.mark.parametrize("words", ["nâng tỷ lệ lên 45%", "thấp hơn mức 45%", "hỗ trợ giảm giá 45%"])
def test_a_level_is_a_share_though_something_grew(words: str) -> None:
    """Up to how much something grew, and what was given, is a part of a whole."""
    assert measures(f"Năm 2023, cơ sở {words}.")[-1] == ("45%", "share")


@pytest.mark.parametrize(
    "words",
    [
        "số tiền còn thiếu, chị vay ngân hàng 150 triệu đồng",
        "phần còn lại gia đình vay ngân hàng 150 triệu đồng",
        "gia đình đối ứng 400 triệu đồng (trong đó vay ngân hàng 150 triệu đồng)",
    ],
)
def test_a_loan_for_what_support_left_is_counterpart(words: str) -> None:
    """Money borrowed for the rest is what those who are helped pay."""
    text = f"Khuyến công tỉnh hỗ trợ 120 triệu đồng, {words}."
    assert (measures(text)[-1][1], funds(text)[-1][1]) == ("amount", "counterpart")


def test_a_loan_of_which_nothing_more_is_said_is_other_money() -> None:
    """A loan beside support is none of it and no counterpart."""
    text = "Khuyến công tỉnh hỗ trợ 120 triệu đồng. Ngân hàng cho xã vay 150 triệu đồng."
    assert (measures(text)[-1][1], funds(text)[-1][1]) == ("other", "none")


@pytest.mark.parametrize(
    ("text", "fund"),
    [
        (
            "Tổng kinh phí 90 triệu đồng từ khuyến công tỉnh, trong đó tiền thưởng 9 triệu đồng.",
            "local",
        ),
        (
            "Sản phẩm đạt giải cấp tỉnh được thưởng 9 triệu đồng/sản phẩm từ nguồn khuyến công.",
            "promotion",
        ),
    ],
)
def test_prizes_of_a_contest_that_khuyen_cong_pays_are_its_money(text: str, fund: str) -> None:
    """A prize is money of the fund that its sentence names."""
    assert measures(text)[-1] == ("9 triệu đồng", "amount")
    assert funds(text)[-1][1] == fund


def test_a_prize_that_a_business_got_is_none() -> None:
    """What a business was given elsewhere is no money of khuyến công."""
    text = "Khuyến công tỉnh hỗ trợ 100 triệu đồng. Năm đó hợp tác xã bị phạt 9 triệu đồng."
    assert measures(text)[-1] == ("9 triệu đồng", "other")


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("Lớp truyền nghề do 2 nghệ nhân đứng lớp.", ("2 nghệ nhân", "other")),
        ("Lớp tập huấn có 90 đại biểu tham dự.", ("90 đại biểu", "other")),
        ("Sau học nghề, đến nay 51 người có thu nhập ổn định.", ("51 người", "jobs")),
        ("Hội đồng bình chọn chấm 74 sản phẩm của 51 cơ sở đăng ký.", ("51 cơ sở", "other")),
        ("Trung tâm làm việc với 27 cơ sở chưa từng nhận hỗ trợ.", ("27 cơ sở", "other")),
        ("Khuyến công hỗ trợ 6 cơ sở, 2 cơ sở đăng ký nhãn hiệu.", ("2 cơ sở", "beneficiaries")),
    ],
)
def test_who_teaches_or_only_asks_is_not_helped(text: str, last: tuple[str, str]) -> None:
    """Those who teach learn nothing, and those who only ask got nothing."""
    assert measures(text)[-1] == last


@pytest.mark.parametrize(
    "words",
    [
        "tỷ lệ hàng hỏng chỉ còn 6%",
        "tỷ lệ lao động có việc làm đạt 6%",
        "tỷ lệ hộ nghèo của xã là 6%",
    ],
)
def test_a_rate_of_things_or_people_is_of_no_fund(words: str) -> None:
    """A percentage in whose words no money stands is none of a fund, in a text of one too."""
    assert funds(f"Khuyến công tỉnh hỗ trợ 2 tỷ đồng. Nhờ vậy, {words}.")[-1][1:] == ("none", True)


@pytest.mark.parametrize("words", ["tỷ lệ giải ngân đạt 96%", "đã dành 96% kinh phí cho máy móc"])
def test_a_percentage_of_money_is_of_the_fund_of_its_text(words: str) -> None:
    """What was spent, or is said to be a part of money, is of the one fund of a text."""
    assert funds(f"Khuyến công tỉnh có 2 tỷ đồng. Năm 2023, {words}.")[-1][1] == "local"


def test_the_end_of_from_to_is_of_the_fund_of_its_beginning() -> None:
    """Both ends of "từ 30% lên 50%" are of one fund."""
    text = "Khuyến công tỉnh có 2 tỷ đồng. Sở đề nghị nâng tỷ lệ hỗ trợ từ 30% lên 50%."
    assert {one[1] for one in funds(text)[1:]} == {"local"}


def test_a_share_of_schemes_is_of_their_fund() -> None:
    """A part of all schemes of a text of khuyến công is of it."""
    text = "Công tác khuyến công đổi mới. Vùng cao chiếm 11% tổng số đề án."
    assert funds(text)[-1][1:] == ("promotion", True)


@pytest.mark.parametrize(
    ("words", "fund"),
    [
        ("hỗ trợ 7 hợp tác xã đầu tư máy sấy với 900 triệu đồng", "local"),
        ("được hợp tác xã đầu tư thêm 900 triệu đồng", "counterpart"),
    ],
)
def test_what_those_who_are_helped_do_with_the_money_is_no_counterpart(
    words: str, fund: str
) -> None:
    """Help for co-operatives that invest is support."""
    assert funds(f"Khuyến công tỉnh {words}.")[-1][1] == fund


def test_a_budget_that_pays_another_programme_is_no_fund_of_a_text() -> None:
    """Money of a budget for another programme is other money, and what follows is not of that level."""
    text = (
        "Ngân sách tỉnh dành 12 tỷ đồng cho Chương trình mỗi xã một sản phẩm."
        " Trung tâm Khuyến công hỗ trợ 7 hợp tác xã với 900 triệu đồng."
    )
    assert [one[1] for one in funds(text)] == ["none", "none", "promotion"]
    assert measures(text)[0] == ("12 tỷ đồng", "other")


def test_a_budget_that_pays_khuyen_cong_is_local() -> None:
    """The programme of khuyến công is no other one."""
    assert funds("Ngân sách tỉnh dành 12 tỷ đồng cho Chương trình khuyến công.")[0][1] == "local"


def test_money_of_a_named_programme_that_no_rule_knows_is_other_and_a_person_looks() -> None:
    """A source with a name that is not of khuyến công: other money, never surely."""
    (one,) = extract(
        "Năm 2023, khuyến công được cấp 800 triệu đồng từ Chương trình quốc gia về an toàn."
    ).quantities
    assert (one.record["measure"], one.is_sure) == ("other", False)


@pytest.mark.parametrize(
    "words",
    ["Máy có giá 430 triệu đồng", "Dây chuyền giá 430 triệu đồng", "Giá của nó là 430 triệu đồng"],
)
def test_the_price_of_a_machine_of_which_a_fund_pays_a_part_is_of_all_funds(words: str) -> None:
    """A price is a total where support is told behind it."""
    text = f"Cơ sở vừa nhận máy. {words}, khuyến công tỉnh hỗ trợ 170 triệu đồng, chủ cơ sở góp 260 triệu đồng."
    assert [one[1] for one in funds(text)] == ["all", "local", "counterpart"]


def test_the_price_of_goods_is_other_money() -> None:
    """What is sold is no machine, though support stands behind it."""
    text = "Tỏi có giá 90.000 đồng, khuyến công tỉnh hỗ trợ 170 triệu đồng mua máy."
    assert [one[1] for one in funds(text)] == ["none", "local"]


def test_what_schemes_of_a_fund_are_worth_is_its_money() -> None:
    """Schemes of a fund that are worth so much tell no investment."""
    text = "Nguồn khuyến công quốc gia có 2 đề án trị giá 620 triệu đồng."
    assert [one[1] for one in funds(text)] == ["national", "national"]


def test_a_total_of_which_the_one_fund_of_a_text_is_a_part_is_of_all_but_not_surely() -> None:
    """What is more than the one fund of a text is of others too."""
    text = "Tổng kinh phí hội chợ 4 tỷ đồng, phần khuyến công quốc gia là 1,5 tỷ đồng."
    assert [one[1:] for one in funds(text)] == [("all", False), ("national", True)]


def test_this_number_is_of_the_fund_of_the_number_before_it() -> None:
    """Words that refer to a number before them are of its fund."""
    text = "Khuyến công quốc gia có 1 tỷ đồng, khuyến công tỉnh 3 tỷ đồng. Năm 2023, con số này là 4 tỷ đồng."
    assert funds(text)[-1][1:] == ("local", True)


@pytest.mark.parametrize(
    ("text", "last"),
    [
        (
            "Khuyến công chuyển 450 triệu đồng sang 3 cơ sở khác có nhu cầu.",
            ("3 cơ sở", "beneficiaries"),
        ),
        ("Xã hiện có 12 làng nghề với 5.000 lao động tham gia.", ("5.000 lao động", "other")),
        ("Hợp tác xã có 52 hộ liên kết được cam kết thu mua.", ("52 hộ", "other")),
        ("Toàn tỉnh có thêm 198 lao động có việc làm.", ("198 lao động", "jobs")),
        ("Năm 2023 hỗ trợ máy cho 1 xưởng; lao động: 4 người.", ("4 người", "jobs")),
    ],
)
def test_who_is_helped_or_at_work_is_told_by_the_words_around(
    text: str, last: tuple[str, str]
) -> None:
    """Money that goes to those who ask helps them; those that a place has are only described."""
    assert measures(text)[-1] == last


@pytest.mark.parametrize(
    "words",
    [
        "xưởng bán hàng cho 4 doanh nghiệp",
        "xưởng cung cấp nguyên liệu cho 4 doanh nghiệp",
        "gỗ được gom của 4 doanh nghiệp",
        "có 4 doanh nghiệp nói muốn mua máy",
        "còn 4 doanh nghiệp chưa có đề án",
        "học trò đã mở được 4 doanh nghiệp",
    ],
)
def test_customers_suppliers_and_those_who_only_want_are_not_helped(words: str) -> None:
    """Who buys, who sells, who wants and what was founded is only described."""
    assert measures(f"Năm 2023, khuyến công hỗ trợ 1 xưởng. Đến nay, {words}.")[-1][1] == "other"


def test_who_got_help_is_helped_though_others_look_at_them() -> None:
    """Those "nhận hỗ trợ" are beneficiaries in a survey too."""
    text = "Đoàn khảo sát tại 96 cơ sở nhận hỗ trợ khuyến công."
    assert (measures(text), funds(text)[0][1]) == ([("96 cơ sở", "beneficiaries")], "promotion")


@pytest.mark.parametrize(
    "words",
    [
        "Cái máy giá 470 triệu đồng, bà chỉ bỏ thêm 260 triệu đồng",
        "Bồn inox và máy lọc hết 470 triệu đồng, khuyến công cho 210 triệu đồng",
        "Ông mua chiếc máy khắc gỗ 470 triệu đồng, Nhà nước hỗ trợ 210 triệu đồng",
    ],
)
def test_what_a_machine_cost_that_a_fund_helped_to_buy_is_of_all_funds(words: str) -> None:
    """Help may be told of behind the cost or in the sentence before it."""
    text = f"Khuyến công hỗ trợ xưởng 210 triệu đồng. {words}."
    assert (measures(text)[1][1], funds(text)[1][1]) == ("amount", "all")


@pytest.mark.parametrize(
    "words", ["một dây chuyền bây giờ đã 3 tỷ đồng", "một bộ máy giá tới 3 tỷ đồng"]
)
def test_what_any_machine_costs_is_other_money(words: str) -> None:
    """The price of a machine that nobody bought is no investment."""
    text = f"Khuyến công tỉnh hỗ trợ xưởng 210 triệu đồng. Khó khăn là {words}."
    assert measures(text)[-1] == ("3 tỷ đồng", "other")


@pytest.mark.parametrize(
    "words",
    [
        "mỗi chuyến tốn 3 triệu đồng",
        "năm đầu lỗ 3 triệu đồng",
        "doanh nghiệp chốt đơn, trị giá 3 triệu đồng",
    ],
)
def test_costs_losses_and_orders_are_other_money(words: str) -> None:
    """What a business spends, loses or sells is no money of a fund."""
    assert measures(f"Khuyến công tỉnh hỗ trợ 1 tỷ đồng. Anh kể {words}.")[-1][1] == "other"


@pytest.mark.parametrize(
    "joined", ["khuyến công tỉnh và khuyến công quốc gia", "KCQG lẫn vốn KCĐP"]
)
def test_two_levels_that_give_together_are_khuyen_cong(joined: str) -> None:
    """What comes of both levels is of none of them alone."""
    text = f"Từ {joined}, 11 hộ được hỗ trợ 3 tỷ đồng."
    assert [one[1] for one in funds(text)] == ["promotion", "promotion"]


def test_two_levels_whose_numbers_follow_in_turn_stay_apart() -> None:
    """Numbers in turn are those of each of the two."""
    text = "Khuyến công tỉnh và khuyến công quốc gia lần lượt là 2 tỷ đồng và 3 tỷ đồng."
    assert [one[1] for one in funds(text)] == ["local", "national"]


def test_a_list_with_a_part_of_the_country_makes_a_text_one_of_both_levels() -> None:
    """One word in a list is a fund, and what is left is of the province, no counterpart."""
    text = (
        "Khuyến công tỉnh Phú Sơn có 136 đề án, tổng kinh phí khuyến công 41 tỷ đồng"
        ", trong đó quốc gia 15 tỷ đồng, còn lại là của tỉnh."
    )
    assert [one[1] for one in funds(text)[1:]] == ["promotion", "national"]


def test_the_rest_that_those_who_are_helped_pay_themselves_is_counterpart() -> None:
    """Words behind a comma say whose money the rest is."""
    text = "Khuyến công tỉnh hỗ trợ 1 tỷ đồng; số còn lại, 3 tỷ đồng, do chủ cơ sở tự lo."
    assert funds(text)[-1][1:] == ("counterpart", True)


def test_all_that_was_gathered_is_of_all_funds() -> None:
    """A total of which counterpart is the rest is of all; the share behind that rest is of it."""
    text = (
        "Tổng nguồn lực huy động 214 tỷ đồng, trong đó ngân sách các cấp 58 tỷ đồng"
        ", số còn lại là vốn của doanh nghiệp, chiếm 73%."
    )
    assert [one[1] for one in funds(text)] == ["all", "promotion", "counterpart"]


def test_schemes_that_a_level_gives_are_likely_of_it() -> None:
    """Words before schemes that name who gives outweigh "khuyến công" behind them, not surely."""
    assert funds("Huyện được tỉnh hỗ trợ 4 đề án khuyến công.")[0][1:] == ("local", False)


def test_the_state_gives_of_the_level_named_before_but_not_surely() -> None:
    """Help of the state behind a sentence of one level is likely of that."""
    text = (
        "Nhà máy được chọn từ nguồn khuyến công quốc gia."
        " Tổng chi phí 2 tỷ đồng, Nhà nước hỗ trợ 500 triệu đồng."
    )
    assert funds(text)[-1][1:] == ("national", False)


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("Sự kiện quy tụ 72 cơ sở.", ("72 cơ sở", "other")),
        ("Đã có 16 doanh nghiệp đến tham quan mô hình.", ("16 doanh nghiệp", "other")),
        ("Từ 187 sản phẩm của 142 cơ sở, hội đồng chấm điểm.", ("142 cơ sở", "other")),
        ("Hội đồng chọn 21 sản phẩm của 17 cơ sở.", ("17 cơ sở", "beneficiaries")),
        ("Khảo sát 38 cơ sở sau hỗ trợ.", ("38 cơ sở", "beneficiaries")),
        ("Huyện có 25 cơ sở tiếp cận được nguồn vốn này.", ("25 cơ sở", "beneficiaries")),
        ("Đoàn công tác gồm 18 cán bộ khuyến công đến làm việc.", ("18 cán bộ", "other")),
        ("Lớp tập huấn có 18 cán bộ.", ("18 cán bộ", "trainees")),
        ("Xưởng tuyển thêm 6 người.", ("6 người", "jobs")),
        ("Từ lớp học ấy, 28 lao động trở thành thợ chính.", ("28 lao động", "jobs")),
    ],
)
def test_guests_and_officials_are_not_helped_and_who_is_hired_has_a_job(
    text: str, last: tuple[str, str]
) -> None:
    """Who comes to see, enters a contest or works for an office is other; who is helped or hired is told so."""
    assert measures(text)[-1] == last


def test_a_loan_together_with_support_is_counterpart() -> None:
    """A loan to which support is added pays for the same thing."""
    text = "Gia đình vay ngân hàng 600 triệu đồng, cộng với 180 triệu đồng hỗ trợ của khuyến công huyện để mua lò."
    assert measures(text)[0][1] == "amount"
    assert funds(text)[0][1] == "counterpart"


@pytest.mark.parametrize(
    "words",
    [
        "lương của 64 lao động tăng từ 7 triệu đồng",
        "16 cơ sở chốt 7 triệu đồng tiền hàng",
        "hàng mang về 7 triệu đồng",
    ],
)
def test_wages_and_sales_told_with_counts_between_are_other_money(words: str) -> None:
    """Who earns may stand between the word and its number."""
    assert measures(f"Khuyến công tỉnh hỗ trợ 1 tỷ đồng. Nhờ vậy {words}.")[-1][1] == "other"


def test_a_word_in_a_name_says_nothing_of_money() -> None:
    """The end of a name is a place, no wage."""
    text = "Khuyến công tỉnh hỗ trợ đề án may ở Đô Lương (160 triệu đồng)."
    assert measures(text)[-1] == ("160 triệu đồng", "amount")


def test_the_amount_of_a_share_of_a_price_that_was_given_is_support() -> None:
    """A share of a price that is helped with is help, no price."""
    text = "Khuyến công hỗ trợ 30% giá lò nấu, tức 135 triệu đồng."
    assert measures(text)[-1] == ("135 triệu đồng", "amount")


def test_numbers_in_turn_are_of_the_levels_that_the_sentence_before_lists() -> None:
    """Amounts told in turn follow the order of the sentence before."""
    text = (
        "Có 4 đề án khuyến công quốc gia, 17 đề án khuyến công địa phương."
        " Kinh phí lần lượt là 2 tỷ đồng và 3 tỷ đồng."
    )
    assert [one[1] for one in funds(text)][2:] == ["national", "local"]


def test_khuyen_cong_behind_a_sentence_of_one_level_is_likely_of_it() -> None:
    """In a text of one level what is only called khuyến công is not surely of all."""
    text = (
        "Đề án sử dụng nguồn khuyến công địa phương."
        " Tổng kinh phí 2 tỷ đồng, trong đó khuyến công hỗ trợ 300 triệu đồng."
    )
    assert funds(text)[-1][1] == "local"


def test_money_of_a_place_and_a_year_is_local() -> None:
    """Khuyến công of a district and a year is its own money."""
    text = "Dự toán kinh phí khuyến công năm 2026 của huyện gồm: máy móc 420 triệu đồng; hội chợ 90 triệu đồng."
    assert [one[1] for one in funds(text)] == ["local", "local"]


@pytest.mark.parametrize(
    "words",
    ["200 triệu đồng của chủ xưởng", "200 triệu đồng tiền bạc vụn do hội làng nghề đóng góp"],
)
def test_money_of_an_owner_or_of_those_who_add_to_it_is_counterpart(words: str) -> None:
    """Who owns or adds money is said behind it."""
    text = f"Kinh phí gồm 120 triệu đồng từ khuyến công địa phương và {words}."
    assert funds(text)[-1][1] == "counterpart"


@pytest.mark.parametrize(
    ("text", "measure"),
    [
        ("Học viên được hỗ trợ tài liệu, tiền ăn 100.000 đồng/ngày từ khuyến công.", "amount"),
        (
            "Chi thưởng sản phẩm cấp quốc gia: 15 triệu đồng/sản phẩm; cấp tỉnh: 5 triệu đồng/sản phẩm.",
            "amount",
        ),
        ("Xưởng được hỗ trợ máy, thợ có thu nhập 300.000 đồng/ngày.", "other"),
    ],
)
def test_money_for_each_is_help_where_words_say_so(text: str, measure: str) -> None:
    """Help and prizes are told for each one too, wages are other money."""
    assert measures(text)[-1][1] == measure


def test_a_loan_whose_rest_is_told_is_counterpart() -> None:
    """Where a sentence tells what is left, the loan pays a part."""
    text = "Khuyến công tỉnh hỗ trợ 95 triệu đồng. Anh vay ngân hàng 100 triệu đồng, còn lại là tiền tích cóp."
    assert (measures(text)[-1][1], funds(text)[-1][1]) == ("amount", "counterpart")


def test_booths_that_a_fund_pays_behind_a_comma_are_of_it() -> None:
    """What is there and helped is no mere description."""
    text = "Tỉnh chủ nhà có 40 gian hàng, được hỗ trợ toàn bộ kinh phí từ nguồn khuyến công."
    assert funds(text)[0][1] == "promotion"


@pytest.mark.parametrize(
    "words",
    ["kinh phí giải ngân 1 tỷ đồng trên tổng số 4 tỷ đồng", "thanh toán cho các cơ sở 1 tỷ đồng"],
)
def test_what_was_paid_out_in_a_text_of_khuyen_cong_is_of_it(words: str) -> None:
    """Money that was paid out of what was granted is no money of a business."""
    text = f"Công tác khuyến công năm nay đổi mới. Đến hết tháng 6, {words}."
    assert funds(text)[0][1:] == ("promotion", True)


@pytest.mark.parametrize(
    "words",
    ["có 74% dân số làm nông", "100% hồ sơ được chấm điểm", "xưởng làm nhanh gấp 3 lần trước"],
)
def test_shares_of_people_and_multiples_of_work_are_of_no_fund(words: str) -> None:
    """What a percentage is of stands behind it; a multiple where no money is told is of none."""
    assert funds(f"Khuyến công tỉnh có 2 tỷ đồng. Năm 2023, {words}.")[-1][1:] == ("none", True)


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("Xưởng của ông ở xã Phúc Sơn hiện có 9 lao động.", ("9 lao động", "jobs")),
        ("Xã Phúc Sơn hiện có 900 lao động.", ("900 lao động", "other")),
        ("Khuyến công mở lớp nâng cao tay nghề cho 70 nghệ nhân.", ("70 nghệ nhân", "trainees")),
        ("Trung tâm cử 3 người đi học thiết kế.", ("3 người", "trainees")),
        ("Cả làng 80 hộ làm gốm.", ("80 hộ", "other")),
        ("Nửa kia là của hợp tác xã góp từ 32 hộ.", ("32 hộ", "other")),
        ("Có 3 doanh nghiệp được tỉnh tặng bằng khen.", ("3 doanh nghiệp", "other")),
        ("Tỷ lệ hàng lỗi giảm xuống dưới 3%.", ("3%", "share")),
    ],
)
def test_workers_of_a_workshop_have_jobs_and_a_village_only_has_its_people(
    text: str, last: tuple[str, str]
) -> None:
    """Whose workers they are decides; who is sent to learn is taught."""
    assert measures(text)[-1] == last


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("còn 435 triệu đồng là vốn góp của 58 hộ.", "counterpart"),
        ("còn lại 420 triệu đồng do gia đình chị Mến vay mượn.", "counterpart"),
        ("còn lại 420 triệu đồng do gia đình ông tích cóp.", "counterpart"),
    ],
)
def test_what_is_left_of_a_price_is_paid_by_those_who_say_how(text: str, last: str) -> None:
    """Money that members put in, or a family borrowed and saved, pays the rest of what a fund helped with."""
    told = funds(f"Khuyến công tỉnh hỗ trợ 210 triệu đồng, {text}")
    assert told[1][1:] == (last, True)


def test_a_loan_beside_support_is_counterpart() -> None:
    """What was borrowed next to what was given pays for the same machine."""
    text = "Năm 2023 chị được khuyến công tỉnh hỗ trợ 140 triệu đồng, vay Quỹ hỗ trợ phụ nữ 100 triệu đồng."
    assert funds(text)[-1][1:] == ("counterpart", True)


def test_a_loan_beside_what_no_fund_gave_is_no_counterpart() -> None:
    """A loan without support next to it stays other money."""
    text = (
        "Khuyến công có chính sách mới. Chị mua đất 140 triệu đồng, vay ngân hàng 100 triệu đồng."
    )
    assert measures(text)[-1][1] == "other"


def test_money_with_which_a_business_began_is_no_counterpart() -> None:
    """Capital of long ago that was borrowed is not the rest of a price."""
    text = "Năm 2012 anh bắt đầu với 50 triệu đồng vay mượn của người thân. Khuyến công tỉnh hỗ trợ 90 triệu đồng."
    assert measures(text)[0][1] == "other"


def test_a_cap_for_one_machine_is_no_price_of_it() -> None:
    """Words of support before "một máy" make the money support."""
    text = (
        "Nguồn khuyến công quốc gia có 2 tỷ đồng. Mức hỗ trợ cho một máy tối đa chỉ 300 triệu đồng."
    )
    assert measures(text)[-1][1] == "amount"
    assert measures("Bây giờ một dây chuyền đã 2 tỷ đồng.")[-1][1] == "other"


def test_what_a_province_spends_in_a_text_of_khuyen_cong_may_be_its_own() -> None:
    """Who gives is named, so that khuyến công as a whole is only likely."""
    begun = "Công tác khuyến công năm nay đổi mới. Giai đoạn 2026-2030"
    assert not funds(f"{begun} tỉnh dự kiến chi 45 tỷ đồng hỗ trợ 90 cơ sở.")[0][2]
    assert funds(f"{begun} có 45 tỷ đồng hỗ trợ 90 cơ sở.")[0][2]


def test_what_a_machine_makes_is_no_subject_of_its_price() -> None:
    """The price behind the capacity of a machine is that of the machine."""
    text = "Dây chuyền có công suất 250 kg mỗi giờ, trị giá 620 triệu đồng. Khuyến công tỉnh hỗ trợ 200 triệu đồng."
    assert measures(text)[0][1] == "amount"
    assert measures("Giá trị sản xuất của xã, trị giá 620 triệu đồng.")[0][1] == "other"


def test_who_is_helped_right_before_a_number_is_no_description() -> None:
    """Words of the condition before it tell of something else."""
    begun = "Khuyến công huyện có lớp dạy nghề; nếu không mở được lớp thì chuyển sang"
    assert measures(f"{begun} hỗ trợ 2 hộ ở xã Vĩnh An.")[-1][1] == "beneficiaries"
    assert measures(f"{begun} tìm 2 hộ ở xã Vĩnh An.")[-1][1] == "other"
