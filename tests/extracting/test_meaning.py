"""What a quantity means: fund, period, status and measure, by the words around it."""

from __future__ import annotations

import pytest

from analysis.extracting.article import extract
from analysis.extracting.meaning import FUND_DOUBT


def meant(text: str, name: str) -> list[object]:
    """One part of the meaning of each quantity of a text."""
    return [one.record[name] for one in extract(text).quantities]


@pytest.mark.parametrize(
    ("text", "funds"),
    [
        ("KCQG 2 tỷ đồng và KCĐP 3 tỷ đồng.", ["national", "local"]),
        (
            "2 tỷ đồng từ khuyến công quốc gia, 3 tỷ đồng vốn đối ứng của cơ sở.",
            ["national", "counterpart"],
        ),
        (
            "Khuyến công quốc gia và khuyến công địa phương lần lượt là 2 tỷ đồng và 3 tỷ đồng.",
            ["national", "local"],
        ),
        (
            "Tổng kinh phí 5 tỷ đồng (khuyến công địa phương 2 tỷ đồng, đối ứng 3 tỷ đồng).",
            ["all", "local", "counterpart"],
        ),
        (
            "Khuyến công quốc gia:\n- Số đề án: 5 đề án.\nKhuyến công địa phương:\n- Kinh phí: 2 tỷ đồng.",
            ["national", "local"],
        ),
        ("Đã thực hiện 9 đề án quốc gia, 30 đề án địa phương.", ["national", "local"]),
        ("Doanh thu đạt 5 tỷ đồng; khuyến công quốc gia hỗ trợ 1 tỷ đồng.", ["none", "national"]),
        (
            "Khuyến công có 9 tỷ đồng: quốc gia 2 tỷ đồng, địa phương 3 tỷ đồng, cơ sở 4 tỷ đồng.",
            ["all", "national", "local", "counterpart"],
        ),
        ("Tỉnh huy động 9 tỷ đồng cho khuyến công, kể cả vốn của cơ sở.", ["all"]),
        (
            "Tổng kinh phí 9 tỷ đồng, trong đó KCĐP 2 tỷ đồng, còn lại là vốn của doanh nghiệp.",
            ["all", "local"],
        ),
        ("Thu hút 7 tỷ đồng vốn của cơ sở cho khuyến công.", ["counterpart"]),
        ("Nguồn vốn này đã huy động 8 tỷ đồng của các cơ sở.", ["counterpart"]),
        ("Huyện dành 2 tỷ đồng ngân sách cho khuyến công.", ["local"]),
        (
            "KCQG có 1 tỷ đồng. KCĐP chi 2 tỷ đồng, thêm 3 tỷ đồng cho nguồn vốn khuyến công này.",
            ["national", "local", "local"],
        ),
        (
            "KCĐP năm 2022 (số đề án, tiền khuyến công):\n- Bình An: 4 đề án.\nCòn KCQG có 1 tỷ đồng.",
            ["local", "national"],
        ),
        ("KCQG và KCĐP theo thứ tự là 2 tỷ đồng và 3 tỷ đồng.", ["national", "local"]),
        ("KCQG chi 2 tỷ đồng; phần địa phương khá hơn: 3 tỷ đồng.", ["national", "local"]),
        (
            "Đã xong 5 đề án KCĐP với 2 tỷ đồng .Vốn đối ứng là 3 tỷ đồng.",
            ["local"] * 2 + ["counterpart"],
        ),
        ("Các cơ sở đối ứng tổng cộng 9 tỷ đồng; KCQG là 1 tỷ đồng.", ["counterpart", "national"]),
    ],
)
def test_a_fund_is_that_of_the_words_at_the_number(text: str, funds: list[str]) -> None:
    """Labels before and behind, lists in turn, brackets, headings, levels of schemes; revenue is of none."""
    assert meant(text, "fund") == funds


@pytest.mark.parametrize(
    ("text", "periods"),
    [
        ("Năm 2021 hỗ trợ 5 đề án, năm 2022 hỗ trợ 7 đề án.", [[2021, 2021], [2022, 2022]]),
        ("Giai đoạn 2016-2020 có 5 đề án. Kinh phí là 2 tỷ đồng.", [[2016, 2020]] * 2),
        (
            "Quý III/2022, hỗ trợ 5 đề án, tăng 2 đề án so với năm 2021.",
            [["2022-07-01", "2022-09-30"]] * 2,
        ),
        ("Từ năm 2016 đến nay đã có 5 đề án.", [[2016, None]]),
        ("Các năm 2021, 2022, 2023 có 5 đề án.", [[2021, 2023]]),
        ("Từ tháng 4 đến tháng 8 năm 2023 mở 5 lớp.", [["2023-04-01", "2023-08-31"]]),
        ("Từ ngày 15/4 đến hết ngày 20/8/2023 mở 5 lớp.", [["2023-04-15", "2023-08-20"]]),
        ("Nếu năm 2019 có 5 đề án thì năm 2020 có 7 đề án.", [[2019, 2019], [2020, 2020]]),
        ("Năm 2022 xong 5 đề án.Năm 2023 xong 7 đề án.", [[2022, 2022], [2023, 2023]]),
        ("Năm 2021 và 2022 lần lượt là 2 tỷ đồng và 3 tỷ đồng.", [[2021, 2021], [2022, 2022]]),
        ("Quyết định số 45/QĐ-UBND ngày 12/3/2020 hỗ trợ 5 đề án.", [None]),
        ("Đến ngày 31/02/2022, 99 tháng năm 2020, 5 đề án.", [None]),
        ("Năm 2021 chi 2 tỷ đồng, gấp 1,3 lần năm 2020.", [[2021, 2021]] * 2),
        (
            "Chương trình 2026-2030 được thông qua. Mục tiêu đến năm 2030 hỗ trợ 5 đề án.",
            [[2026, 2030]],
        ),
        (
            "Năm 2024 có 5 đề án. Sáu tháng cuối năm làm 7 đề án. Năm nay có 8 lớp.",
            [[2024, 2024], ["2024-07-01", "2024-12-31"], None],
        ),
    ],
)
def test_a_period_holds_until_another_one_is_said(text: str, periods: list[object]) -> None:
    """Dates of papers and years compared with are none; a day that there is not is none."""
    assert meant(text, "period") == periods


@pytest.mark.parametrize(
    ("text", "statuses"),
    [
        ("Đã hỗ trợ 5 đề án.", ["actual"]),
        ("Dự kiến bố trí 2 tỷ đồng, sẽ hoàn thành 5 đề án.", ["planned", "planned"]),
        (
            "Kế hoạch là 5 tỷ đồng, thực hiện 4 tỷ đồng, đạt 80% kế hoạch.",
            ["planned", "actual", "actual"],
        ),
        ("UBND tỉnh phê duyệt 5 đề án.", ["approved"]),
        ("Ước thực hiện cả năm giải ngân 2 tỷ đồng.", ["estimated"]),
        ("Hỗ trợ không quá 300 triệu đồng/cơ sở.", ["norm"]),
        ("Đã xong 01/02 đề án.", ["actual", "planned"]),
        ("Giải ngân 2 tỷ đồng/3 tỷ đồng.", ["actual", "planned"]),
        ("Đã chi 2 tỷ đồng, còn 1,4 tỷ đồng phải chi.", ["actual", "planned"]),
        ("Mở 3/4 lớp, thu hút 105 học viên.", ["actual", "planned", "actual"]),
        ("Chi 2 tỷ đồng, bằng 41% số được giao, xong 5 đề án.", ["actual"] * 3),
        ("Vốn năm 2017 là 2 tỷ đồng, năm 2018 là 107% so với chỉ tiêu.", ["actual", "actual"]),
        ("Có 26 sản phẩm được cấp giấy chứng nhận.", ["actual"]),
        (
            "I. KẾT QUẢ NĂM 2023\n1. Đề án: 5 đề án.\nII. KẾ HOẠCH NĂM 2024\n1. Đề án: 7 đề án.",
            ["actual", "planned"],
        ),
        ("Được giao 9 tỷ đồng. Số tiền này dành cho 5 đề án.", ["approved", "approved"]),
        ("Được giao 9 tỷ đồng để thực hiện 5 đề án.", ["approved", "approved"]),
        ("Xuất phát từ nhu cầu của làng nghề, mở 6 lớp.", ["actual"]),
        ("Vốn phải góp ít nhất 50% chi phí.", ["norm"]),
        (
            "Đã giải ngân 2 tỷ đồng, bằng 80% so với kế hoạch 2,5 tỷ đồng.",
            ["actual", "actual", "planned"],
        ),
    ],
)
def test_a_status_is_that_of_the_verb(text: str, statuses: list[str]) -> None:
    """What is meant to be is planned whatever its verb; a plan that a percentage is of says nothing."""
    assert meant(text, "status") == statuses


@pytest.mark.parametrize(
    "text",
    [
        "Năm 2023, có 2 đề án xin hủy.",
        "Năm 2023, 2 đề án không triển khai được.",
        "Năm 2023 KCĐP xong 9 đề án, 2 đề án rút.",
        "Năm 2023 KCĐP có 6 đề án, nhiều hơn năm 2022 là 2 đề án.",
        "Năm 2023 KCĐP có 5 tỷ đồng, thấp hơn 1 tỷ đồng so với năm 2022.",
        "Năm 2023 KCĐP có 6 đề án, hơn năm trước 2 đề án.",
        "Năm 2023 KCĐP có 6 đề án, hơn 2 đề án so với cùng kỳ.",
        "Đến năm 2023, KCĐP đã hỗ trợ 40 đề án.",
        "Lẽ ra năm 2023 KCQG hỗ trợ 5 đề án.",
        "Năm 2023, chưa giải ngân 1,2 tỷ đồng khuyến công địa phương.",
        "Tính đến nay, năm 2023 đã hỗ trợ 9 đề án.",
        "Năm 2023, khuyến công địa phương hỗ trợ bình quân 150 triệu đồng.",
        "Năm 2023, khuyến công địa phương hỗ trợ 150 triệu đồng/đề án.",
        "Năm 2023, cả nước đã hỗ trợ 5.000 cơ sở.",
    ],
)
def test_what_is_not_all_that_was_done_in_the_year_is_never_sure(text: str) -> None:
    """What was not done, what is of a part of the year, of one of many or of the whole country is a doubt."""
    assert not extract(text).quantities[-1].is_sure


@pytest.mark.parametrize(
    "text",
    [
        "Giai đoạn 2021-2023, mỗi năm khuyến công địa phương hỗ trợ 15 đề án với 4 tỷ đồng.",
        "Giai đoạn 2021-2023, hằng năm KCQG hỗ trợ 15 đề án, kinh phí 4 tỷ đồng.",
        "Giai đoạn 2021-2025, KCQG hỗ trợ 6 đề án với 3 tỷ đồng một năm.",
        "Đến hết năm 2023, khuyến công quốc gia hỗ trợ 9 đề án với 45 tỷ đồng.",
        "Tính đến năm 2023, khuyến công địa phương đã có 320 đề án với 60 tỷ đồng.",
        "Năm 2023, lũy kế khuyến công quốc gia hỗ trợ 9 đề án, 45 tỷ đồng.",
        "Năm 2023, KCQG đã hỗ trợ 9 đề án với 45 tỷ đồng kể từ khi có chương trình.",
    ],
)
def test_what_is_of_each_year_or_of_all_years_so_far_is_never_sure(text: str) -> None:
    """Yearly means and what has gathered until a year are a doubt for every number of their part of a sentence."""
    assert not any(one.is_sure for one in extract(text).quantities)


@pytest.mark.parametrize(
    "text",
    [
        "Quý I/2024 KCĐP hỗ trợ 8 đề án. Kế hoạch năm là 20 đề án.",
        "Nửa đầu năm 2024 KCQG hỗ trợ 3 đề án. Đến cuối năm sẽ hỗ trợ 7 đề án.",
    ],
)
def test_what_is_meant_for_the_whole_year_is_never_sure_of_a_part_of_it(text: str) -> None:
    """A plan of the year beside the results of a part of it is looked at; the results are not."""
    assert [one.is_sure for one in extract(text).quantities] == [True, False]


@pytest.mark.parametrize(
    "text",
    [
        "Năm 2023, khuyến công địa phương bị thu hồi 600 triệu đồng.",
        "Năm 2023, khuyến công địa phương hoàn trả ngân sách 350 triệu đồng.",
        "Năm 2023, cơ sở trả lại 120 triệu đồng khuyến công quốc gia.",
        "Năm 2023, khuyến công địa phương tiết kiệm được 150 triệu đồng.",
        "Năm 2023, khuyến công địa phương còn dư 400 triệu đồng.",
        "Năm 2023, 200 triệu đồng khuyến công quốc gia phải nộp trả.",
        "Năm 2023, khuyến công địa phương bị cắt giảm 300 triệu đồng.",
        "Năm 2023, khuyến công địa phương còn thiếu 500 triệu đồng.",
        "Năm 2023, khuyến công địa phương thiếu hụt 500 triệu đồng.",
    ],
)
def test_money_that_came_back_or_was_left_is_never_sure(text: str) -> None:
    """What was taken back, returned, left, saved or lacked is not what was given, though a fund stands beside it."""
    assert not extract(text).quantities[0].is_sure


@pytest.mark.parametrize(
    ("lent", "sure"),
    [
        ("cho cơ sở mượn nhiều tiền", False),
        ("cho cơ sở vay không lãi, tức cho vay theo vòng", False),
        ("hỗ trợ theo hình thức có thu hồi", False),
        ("cho cơ sở mượn mặt bằng", True),
        ("cho cơ sở mượn nhiều tiền. Trời nắng. Máy tốt", False),
        ("cho cơ sở mượn nhiều tiền.\n\nTrời nắng. Máy tốt", True),
    ],
)
def test_money_of_others_that_came_back_is_a_doubt_beside_a_loan_alone(
    lent: str, sure: bool
) -> None:
    """Lent money of this paragraph or the sentence before, whatever word tells of it; no lent ground, none far off."""
    text = f"Năm 2022, KCĐP {lent}. Đã thu về 7 tỷ đồng."
    assert extract(text).quantities[-1].is_sure is sure


@pytest.mark.parametrize(
    "words", ["chỉ tiêu này là", "số này:", "mức đó", "số kinh phí nói trên là"]
)
def test_what_refers_back_to_a_number_has_not_surely_its_status(words: str) -> None:
    """Whatever words refer back; what is one of "số này" or says its own status is no such number."""
    plan = "Kế hoạch KCĐP năm 2024 là 3 tỷ đồng. Năm 2022,"
    asked = extract(f"{plan} {words} 2 tỷ đồng.").quantities[-1]
    assert any("tình trạng" in doubt for doubt in asked.meaning.doubts)
    said = extract(f"{plan} con số này đã đạt 2 tỷ đồng KCĐP, trong số đó mua máy 1 tỷ đồng KCĐP.")
    told = [doubt for one in said.quantities for doubt in one.meaning.doubts]
    assert not any("tình trạng" in doubt for doubt in told)


@pytest.mark.parametrize(
    "text",
    [
        # several funds, one of them right before, and none is said of the schemes
        "Năm 2023 có KCQG 2 tỷ đồng. KCĐP có 3 tỷ đồng. Tỉnh đã xong 9 đề án.",
        # said only behind the number
        "Quỹ đã hỗ trợ 9 tỷ đồng năm 2020. Khuyến công tỉnh thì nhiều hơn.",
        # "tỉnh Bình An" may name where it is, not who gives
        "Khuyến công tỉnh Bình An năm 2023\nĐã hỗ trợ 9 tỷ đồng.",
        # one level in a heading, another one in the text
        "Khuyến công các huyện năm 2023\nĐã chi 9 tỷ đồng.\nKCQG thêm 1 tỷ đồng.\nĐã chi 2 tỷ đồng.",
        # of its level, or of all of khuyến công
        "Khuyến công địa phương năm 2022 (số đề án, tiền khuyến công):\n- Bình An: 4 đề án.\nCòn KCQG có 1 tỷ đồng.",
        "Năm 2023 KCQG hỗ trợ 3 tỷ đồng, khuyến công của tỉnh hỗ trợ 2 tỷ đồng.",
        # who gives is none of those who are helped
        "Năm 2023 KCQG hỗ trợ 3 tỷ đồng. Ngành điện đã bỏ ra 2 tỷ đồng kéo dây.",
        # it may be of the rest
        "Năm 2023, KCQG hỗ trợ 1 tỷ đồng, phần còn lại 9 tỷ đồng.",
        # goods, not a machine that was helped
        "Năm 2023, khuyến công đưa hàng đi xa, số hàng trị giá 9 tỷ đồng.",
    ],
)
def test_a_fund_that_is_only_likely_is_never_sure(text: str) -> None:
    """Several funds, one said behind, a name of a place, a single heading, what is left or worth: a person looks."""
    assert any(FUND_DOUBT in one.meaning.doubts for one in extract(text).quantities)


@pytest.mark.parametrize(
    "text",
    [
        "Ngoài khuyến công quốc gia, năm 2023 địa phương hỗ trợ 9 đề án, 2,7 tỷ đồng.",
        "Năm 2023 không thực hiện đề án KCQG; địa phương hỗ trợ 9 đề án với 2,7 tỷ đồng.",
        "Năm 2023, cùng với nguồn khuyến công quốc gia, tỉnh hỗ trợ 5 đề án với 1,5 tỷ đồng.",
        "Năm 2023, bên cạnh KCQG các huyện hỗ trợ 12 đề án với 900 triệu đồng.",
        "Năm 2023 chưa có nguồn khuyến công quốc gia. Tỉnh hỗ trợ 4 đề án, 800 triệu đồng.",
        "Không kể khuyến công địa phương, năm 2022 cả tỉnh có 3 đề án với 2 tỷ đồng.",
        "Năm 2022 không nhận KCQG mà hỗ trợ 6 đề án, 1,2 tỷ đồng.",
    ],
)
def test_a_fund_that_words_set_aside_is_never_sure_of_what_follows(text: str) -> None:
    """With "ngoài", "cùng với", "không có" before a fund the numbers behind it are of another one."""
    doubts = [one.meaning.doubts for one in extract(text).quantities]
    assert all(FUND_DOUBT in told for told in doubts)


@pytest.mark.parametrize(
    "text",
    [
        "Ngoài khuyến công quốc gia 3 tỷ đồng năm 2023, tỉnh không chi gì.",
        "Ngoài ra, khuyến công quốc gia năm 2023, đã hỗ trợ 9 đề án.",
        "Năm 2023, bên cạnh KCQG, khuyến công địa phương hỗ trợ 9 đề án.",
    ],
)
def test_a_fund_set_aside_leaves_its_own_numbers_and_those_of_others_sure(text: str) -> None:
    """Its own amount right behind it, what names its own fund, and "ngoài ra" are no doubt."""
    assert extract(text).quantities[0].is_sure


@pytest.mark.parametrize(
    "text",
    [
        # planned and approved at once
        "Năm 2023, kế hoạch được thông qua với nhu cầu KCQG là 9 tỷ đồng.",
        # given, and perhaps spent
        "Năm 2023, tỉnh bố trí 9 tỷ đồng cho KCĐP.",
        # its own verb behind what was approved
        "Năm 2023, tỉnh được giao KCQG 2 tỷ đồng, hỗ trợ 9 đề án.",
        # what is planned goes on only where nothing is done
        "Năm 2023 dự kiến chi KCQG 2 tỷ đồng. Đã xong 5 lớp. KCQG cho 9 tỷ đồng.",
        # years behind all that was said before
        "Năm 2018, KCQG đã hỗ trợ 2 tỷ đồng. Năm 2025 mở xưởng với 9 tỷ đồng của KCQG.",
        # behind all numbers: it may be of something else
        "Năm 2023, KCQG hỗ trợ 4 cơ sở, các hộ khác tự mua mà không xin hỗ trợ.",
        # given, told behind the number
        "Năm 2023 đã giải ngân 6 tỷ đồng, gồm 3 tỷ đồng ngân sách tỉnh cấp cho khuyến công.",
        # a headline of a text of plans
        "KCQG: 9 tỷ đồng\n\nTỉnh vừa phê duyệt kế hoạch năm 2023.",
    ],
)
def test_a_status_that_words_contest_or_none_says_is_never_sure(text: str) -> None:
    """Two words against each other, money allotted, another verb, a later year, a headline: a person looks."""
    assert any(
        "tình trạng" in doubt for one in extract(text).quantities for doubt in one.meaning.doubts
    )


@pytest.mark.parametrize(
    "text",
    [
        "Năm 2021 có 5 đề án, năm 2022 có 6 đề án. Đã mở 9 lớp.",
        "- Hỗ trợ 5 đề án trong năm 2024.\n- Mở 9 lớp.",
        "Năm 2018 có 5 lớp. Từ đó đến nay thêm nhiều. Xong 9 lớp.",
        "Có 9 lớp; năm 2022 hỗ trợ 5 đề án.",
        "Mùa vải 2021, mở 9 lớp.",
        "Từ tháng 10 năm trước đến tháng 9 năm 2023, mở 9 lớp.",
        "Từ giữa năm đến tháng 9/2023, mở 9 lớp.",
        "Năm 2021 mở 5 lớp, năm sau 9 lớp.",
        "KCĐP năm 2022 là 3 tỷ đồng, 2023 là 4 tỷ đồng.",
        "Từ quý I đến quý III năm 2023, mở 9 lớp.",
        "Tháng 7 và tháng 8 năm 2023, mở 9 lớp.",
        "Từ tháng 11 đến tháng 2 năm 2023, mở 9 lớp.",
        "Năm 2018 có 5 lớp. Giai đoạn tới mở 9 lớp.",
        "Đề án đến năm 2030 cần hỗ trợ 9 lớp.",
        "Chương trình khuyến công địa phương giai đoạn 2021-2025 được ban hành. Ngày 5/6/2024, nghiệm thu 3 đề án.",
    ],
)
def test_a_period_that_is_carried_or_only_half_said_is_never_sure(text: str) -> None:
    """Over several years, other items and "đến nay", of a year without "năm", of an end alone: a person looks."""
    assert not all(one.is_sure for one in extract(text).quantities)


def test_a_sum_proves_the_funds_of_its_parts_and_total_and_nothing_else() -> None:
    """Parts of a sure total are of its fund without a doubt; a doubt about a status stays; a guess proves nothing."""
    text = (
        "Năm 2025, KCĐP có 9 tỷ đồng, chia ra lớp nghề A 4 tỷ đồng, phần việc B 5 tỷ đồng; "
        "thêm KCQG 1 tỷ đồng."
    )
    assert [one.meaning.fund for one in extract(text).quantities] == ["local"] * 3 + ["national"]
    assert all(FUND_DOUBT not in one.meaning.doubts for one in extract(text).quantities)
    guessed = "Nguồn lực là 9 tỷ đồng: khuyến công 4 tỷ đồng, máy móc 5 tỷ đồng. KCQG lo phần lớn."
    assert extract(guessed).quantities[1].meaning.fund == "promotion"


@pytest.mark.parametrize(
    "text",
    [
        "Năm 2023 đã hỗ trợ không quá 9 đề án.",
        "Năm 2023 đã hỗ trợ 9 đề án gạch không nung.",
        "Năm 2023 đã không ngừng hỗ trợ 9 đề án.",
        "Trong 9 tháng đầu năm 2023 đã hỗ trợ 9 đề án.",
        "Năm 2023, KCĐP chi cao hơn, đạt hơn 2 tỷ đồng. So với KCQG thì ít.",
        "Đến năm 2023, HTX được KCĐP hỗ trợ 300 triệu đồng.",
        "Năm 2023, KCĐP hỗ trợ không hoàn lại 2 tỷ đồng.",
        "Hội chợ khuyến công năm 2023 mở từ ngày 8 đến 13/9 với 250 gian hàng.",
        "Sáu tháng cuối năm 2023, KCĐP hỗ trợ 9 đề án.",
        "Năm 2023, KCĐP hỗ trợ 9 đề án, mỗi năm làm ra 5.000 tấn hàng.",
    ],
)
def test_what_denies_nothing_leaves_a_number_sure(text: str) -> None:
    """Bounds, names of goods and praise with "không", and a part of a year with its year, are no doubts."""
    assert extract(text).quantities[-1].is_sure


@pytest.mark.parametrize(
    "text",
    [
        "Năm 2023, khuyến công tỉnh hỗ trợ 5 tỷ đồng, trong đó khuyến công quốc gia 3 tỷ đồng.",
        "Năm 2023, KCQG hỗ trợ 8 tỷ đồng, bao gồm KCQG 5 tỷ đồng, KCĐP 2 tỷ đồng.",
        "Năm 2023, KCQG chi 8 tỷ đồng, trong đó vốn đối ứng 5 tỷ đồng.",
    ],
)
def test_a_whole_of_one_level_with_a_part_of_another_fund_is_never_sure(text: str) -> None:
    """Its fund is that of its name only; what its part says of itself stays sure."""
    found = extract(text).quantities
    assert [one.is_sure for one in (found[0], found[-1])] == [False, True]


@pytest.mark.parametrize(
    "text",
    [
        "Theo kế hoạch năm 2025 KCĐP hỗ trợ 20 đề án; năm 2024 hỗ trợ 18 đề án.",
        "Dự toán KCĐP năm 2025 là 9 tỷ đồng; năm 2023 chi 7 tỷ đồng.",
    ],
)
def test_a_status_said_of_another_year_is_never_sure(text: str) -> None:
    """A plan of one year says nothing of the numbers of another."""
    assert [one.is_sure for one in extract(text).quantities] == [True, False]


@pytest.mark.parametrize(
    "text",
    [
        "Chương trình khuyến công địa phương giai đoạn 2021-2025 có kinh phí 120 tỷ đồng.",
        "Tổng kinh phí của chương trình khuyến công quốc gia giai đoạn 2026-2030 là 80 tỷ đồng.",
        "Nghị quyết về KCĐP giai đoạn 2021-2025 với kinh phí 120 tỷ đồng.",
    ],
)
def test_money_of_a_programme_of_several_years_is_never_sure_to_be_spent(text: str) -> None:
    """No word says that it was spent, and a programme says what is meant to be."""
    assert not extract(text).quantities[0].is_sure


@pytest.mark.parametrize(
    "text",
    [
        "Năm 2023, KCQG hỗ trợ Bắc Giang và tỉnh Lạng Sơn 5 tỷ đồng.",
        "Năm 2023, KCQG hỗ trợ hai tỉnh miền núi 7 tỷ đồng.",
        "Năm 2023, KCQG dành cho Cao Bằng, Sơn La 12 đề án.",
    ],
)
def test_what_is_of_several_provinces_is_never_sure(text: str) -> None:
    """A number of two provinces is none of either."""
    assert not extract(text).quantities[0].is_sure


@pytest.mark.parametrize(
    "text",
    [
        "Năm 2023, KCQG hỗ trợ 6 tỷ đồng, tăng 1,5 tỷ đồng (30%).",
        "Năm 2023, KCQG hỗ trợ 6 tỷ đồng, giảm 1,5 tỷ đồng, tức 19%.",
        "Năm 2023, KCĐP hỗ trợ 6 tỷ đồng, tăng thêm 2 tỷ đồng, tương đương 25%.",
    ],
)
def test_a_percentage_beside_money_that_grew_is_never_sure(text: str) -> None:
    """It is of the growth, and no share of a fund."""
    assert not extract(text).quantities[-1].is_sure


@pytest.mark.parametrize(
    "text",
    [
        "Năm 2023 KCQG xong 15 đề án, 2 đề án xin gia hạn sang năm 2024.",
        "Năm 2023 KCQG xong 15 đề án, 2 đề án lùi đến năm 2024.",
    ],
)
def test_what_is_put_off_is_never_sure(text: str) -> None:
    """A quarter without its year is not the one said before; what moves to a year was not of that year."""
    assert [one.is_sure for one in extract(text).quantities] == [True, False]


@pytest.mark.parametrize(
    "text",
    [
        "Kế hoạch số 45/KH-UBND về KCĐP năm 2025: hỗ trợ 20 cơ sở. Kinh phí từ KCĐP là 4 tỷ đồng.",
        "Năm 2025, tỉnh đề ra: KCĐP hỗ trợ 20 đề án.",
        "Năm 2025, Sở được UBND tỉnh cấp 2,6 tỷ đồng thực hiện 13 đề án.",
        "Năm 2025, KCQG được giao 2 tỷ đồng triển khai 9 đề án.",
    ],
)
def test_what_a_paper_wants_or_money_was_granted_for_is_never_sure_to_be_done(text: str) -> None:
    """The number of a plan makes no status, and nothing says that it was done."""
    found = extract(text).quantities[-1]
    assert "tình trạng không nói rõ trong câu" in found.meaning.doubts


@pytest.mark.parametrize("label", ["Kinh phí", "Số tiền hỗ trợ", "Giải ngân"])
def test_an_item_without_a_fund_is_of_the_item_right_above_it_but_not_surely(label: str) -> None:
    """In a list by levels the money below the schemes of a level is of that level."""
    text = (
        "Khuyến công Hòa Bình năm 2023\n- Số đề án KCQG: 5 đề án\n"
        f"- {label}: 2 tỷ đồng\n- Số đề án KCĐP: 9 đề án\n- {label}: 3 tỷ đồng"
    )
    assert meant(text, "fund") == ["national", "national", "local", "local"]
    assert [one.is_sure for one in extract(text).quantities] == [True, False] * 2


@pytest.mark.parametrize(
    ("text", "measures"),
    [
        (
            "Mở 2 lớp đào tạo nghề cho 70 lao động, tạo việc làm cho 60 lao động.",
            ["classes", "trainees", "jobs"],
        ),
        ("Toàn tỉnh hiện có 320 cơ sở, khuyến công hỗ trợ 5 cơ sở.", ["other", "beneficiaries"]),
        (
            "Khuyến công chiếm 20% tổng vốn, sản lượng tăng 30%, gấp 1,5 lần.",
            ["share", "other", "ratio"],
        ),
        ("Thu nhập 7 triệu đồng/người/tháng, nộp thuế 2 tỷ đồng.", ["other", "other"]),
        ("Làng còn 27 hộ; khuyến công hỗ trợ 5 hộ.", ["other", "beneficiaries"]),
        ("Trung tâm khảo sát 62 cơ sở, xưởng thu mua của 38 hộ.", ["other", "other"]),
        ("Toàn tỉnh có 63 đơn vị thụ hưởng.", ["recipients"]),
        ("Có 34 người nhận việc ở xưởng; dạy tiếp nghề cho 50 lao động.", ["jobs", "trainees"]),
        ("Thu ngân sách tỉnh đạt 5 tỷ đồng, tăng 2 tỷ đồng.", ["other", "other"]),
    ],
)
def test_a_measure_is_what_is_counted_and_what_for(text: str, measures: list[str]) -> None:
    """Workers are taught or have work; what only describes a place, and growth, is no figure."""
    assert meant(text, "measure") == measures


@pytest.mark.parametrize(
    ("text", "measures"),
    [
        # they go on with those that a place has
        (
            "Xã hiện có 58 cơ sở (6 doanh nghiệp, 49 hộ) với 412 lao động; KCĐP hỗ trợ 4 cơ sở.",
            ["other"] * 4 + ["beneficiaries"],
        ),
        ("Với gần 3.000 cơ sở, huyện coi trọng khuyến công.", ["other"]),
        ("Nghề rèn có 150 hộ theo nghề, nay còn 63 hộ.", ["other", "other"]),
        # what they do, or did not get
        ("Năm 2024, 48 doanh nghiệp phải tạm ngừng hoạt động.", ["other"]),
        ("Có 31 cơ sở nộp hồ sơ, 5 cơ sở bị loại.", ["other", "other"]),
        ("Còn 2.600 cơ sở chưa tiếp cận được chính sách.", ["other"]),
        ("Công ty liên kết với 85 hộ trồng nghệ.", ["other"]),
        ("Đã hỗ trợ 85 hộ trồng nghệ.", ["beneficiaries"]),
        ("Hội chợ có 280 gian hàng của 195 doanh nghiệp đến từ nhiều nơi.", ["other", "other"]),
        # those who were helped, though a word of having stands before
        ("Năm 2023 có 6 hộ kinh doanh được hỗ trợ.", ["beneficiaries"]),
        # workers of what was founded have jobs
        ("Sau học nghề đã thành lập 4 tổ hợp tác với 96 lao động.", ["other", "jobs"]),
        ("Tuyển sinh 214 người; sau đào tạo, 191 lao động được ký hợp đồng.", ["trainees", "jobs"]),
    ],
)
def test_who_is_only_described_is_no_beneficiary(text: str, measures: list[str]) -> None:
    """Those that a place has, that stopped, asked, were turned down or trade with others were not helped."""
    assert meant(text, "measure") == measures


@pytest.mark.parametrize(
    ("text", "measures"),
    [
        ("Đã tạm ứng 2 tỷ đồng KCĐP, bằng 70% giá trị hợp đồng.", ["amount", "share"]),
        ("Doanh thu đạt 2 tỷ đồng, bằng 103% kế hoạch.", ["other", "share"]),
        ("Bán qua mạng chiếm 28% tổng doanh thu.", ["share"]),
        ("Tỷ lệ loại một tăng từ 60% lên 92%, điện giảm 9%.", ["share", "share", "other"]),
        ("Hộ nghèo giảm còn 2%; lãi suất từ 9 đến 11% một năm.", ["share", "other", "other"]),
        ("Cụm đăng ký tăng kinh phí khuyến công thêm 10%.", ["other"]),
        ("Giá máy đội lên 15%.", ["other"]),
    ],
)
def test_a_percentage_is_a_share_but_for_growth_and_interest(
    text: str, measures: list[str]
) -> None:
    """A part of money of others is a share too, as is a level that something fell or rose to."""
    assert meant(text, "measure") == measures


@pytest.mark.parametrize(
    ("text", "funds"),
    [
        (
            "KCĐP có 1 tỷ đồng. Lương thợ chính 9 triệu đồng, người phụ 6,5 triệu đồng.",
            ["local", "none", "none"],
        ),
        (
            "KCĐP có 1 tỷ đồng. Giá trị sản xuất công nghiệp - tiểu thủ công nghiệp 9 tỷ đồng, ước 10 tỷ đồng.",
            ["local", "none", "none"],
        ),
        ("Doanh thu đạt 5 tỷ đồng, KCQG hỗ trợ 1 tỷ đồng.", ["none", "national"]),
    ],
)
def test_money_behind_money_of_others_is_of_others_until_words_say_another_thing(
    text: str, funds: list[str]
) -> None:
    """The subject of a sentence holds for all of its amounts that have no word of their own."""
    assert meant(text, "fund") == funds


@pytest.mark.parametrize(
    ("text", "funds"),
    [
        # a list of what an amount was for
        (
            "KCĐP chi 9 tỷ đồng cho các việc: mở 5 lớp cho 90 học viên; hỗ trợ 3 cơ sở.",
            ["local"] * 4,
        ),
        ("KCQG có 2 tỷ đồng, KCĐP 3 tỷ đồng. Từ nguồn vốn này, đã hỗ trợ 8 cơ sở.", "promotion"),
        ("Mở 3 lớp đan lát, se nhang bằng nguồn khuyến công tỉnh.", "local"),
        ("Có 2 cơ sở từ nguồn KCQG (500 triệu đồng).", ["national"] * 2),
        ("KCĐP có 1 tỷ đồng. Về khuyến công quốc gia, đã xong 5 đề án.", "national"),
        ("KCQG có 1 tỷ đồng. Năm qua chi 2 tỷ đồng KCĐP; kết quả xong 5 đề án.", "local"),
        ("HTX nhận 160 triệu đồng từ KCĐP để lắp 1 máy.", ["local", "none"]),
        ("KCĐP của 63 địa phương đạt kế hoạch.", "none"),
    ],
)
def test_a_count_is_of_the_fund_that_its_list_its_source_or_its_label_names(
    text: str, funds: str | list[str]
) -> None:
    """A list holds for its members; things that were bought, and those that a fund is of, are of none."""
    found = meant(text, "fund")
    assert found == funds if isinstance(funds, list) else found[-1] == funds


@pytest.mark.parametrize(
    ("text", "fund"),
    [
        ("KCĐP có 1 tỷ đồng. Khen 20 học viên, đạt 95% kế hoạch.", "none"),
        ("KCĐP có 1 tỷ đồng. Cụm thu hút 86 dự án, tỷ lệ lấp đầy 61%.", "none"),
        ("Làm 27 đề án khuyến công, đạt 98% kế hoạch.", "promotion"),
        ("KCQG có 1 tỷ đồng. So với năm trước, vốn KCĐP tăng 5%.", "local"),
        ("KCQG hỗ trợ máy tối đa 50%; mô hình tối đa 1 tỷ đồng. KCĐP hỗ trợ ít.", "national"),
        ("KCĐP hỗ trợ tối đa 2 tỷ đồng. Cơ sở có tối thiểu 5 lao động.", "none"),
    ],
)
def test_a_percentage_is_of_what_is_counted_before_it_and_a_cap_of_those_beside_it(
    text: str, fund: str
) -> None:
    """A share of people or things is of no fund, of schemes of theirs; growth is that of its subject."""
    assert meant(text, "fund")[-1] == fund


@pytest.mark.parametrize(
    ("text", "funds"),
    [
        (
            "Tỉnh đặt mục tiêu huy động 180 tỷ đồng, trong đó ngân sách nhà nước không quá 30%.",
            "all",
        ),
        ("Thu hút 7 tỷ đồng, trong đó HTX góp 2 tỷ đồng.", "counterpart"),
        ("Cứ 1 đồng vốn khuyến công hỗ trợ thu hút 3 đồng vốn của dân.", "promotion"),
        ("Huyện dành 350 triệu đồng cho công tác khuyến công.", "local"),
        ("Huyện dành 350 triệu đồng cho khuyến công quốc gia.", "national"),
        ("Khuyến công quốc gia hỗ trợ nhiều. Vốn khuyến công là 4 tỷ đồng.", "national"),
    ],
)
def test_an_amount_is_of_who_gave_it_and_of_the_level_that_was_spoken_of(
    text: str, funds: str
) -> None:
    """What was gathered with a part of the state is of all; a verb of the next amount says nothing of it."""
    assert meant(text, "fund")[0] == funds


def test_a_headline_means_what_the_text_says_of_its_number() -> None:
    """A headline has few words; its number stands below with more."""
    text = "Tỉnh chi 4,7 tỷ đồng cho khuyến công\nNăm 2024, khuyến công địa phương dự kiến 4,7 tỷ đồng."
    first, second = extract(text).quantities
    assert first.record["fund"] == second.record["fund"] == "local"
    assert first.record["period"] == [2024, 2024]


def test_a_headline_keeps_the_period_and_status_that_it_says_itself() -> None:
    """The same number of another year, or of what was done, is another figure than that of the headline."""
    text = "Kế hoạch hỗ trợ 12 đề án năm 2024\n\nNăm 2023, tỉnh đã hỗ trợ 12 đề án."
    assert meant(text, "status") == ["planned", "actual"]
    assert [one.meaning.period for one in extract(text).quantities] == [(2024, 2024), (2023, 2023)]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n\n",
        "(((((",
        "lần lượt",
        "tỷ",
        "İ ß 🙂",
        "0/ đề án 1. 2,",
        "năm năm năm",
        "Khuyến công tỉnh",
        "Khuyến công huyện.",
    ],
)
def test_no_text_breaks_it(text: str) -> None:
    """What means nothing has no quantity."""
    assert not extract(text).quantities


@pytest.mark.parametrize(
    "clause",
    ["cho 04 hộ", "đăng ký 03 nhãn hiệu", "mở 01 lớp truyền nghề"],
)
def test_what_a_fund_gave_an_amount_to_is_never_surely_of_no_fund(clause: str) -> None:
    """Readers differ on whether the fund is said of the count too; a comma between leaves it to the amount."""
    head = "Năm 2022, khuyến công địa phương đã chi 620 triệu đồng"
    together = extract(f"{head} {clause}.").quantities[1]
    assert not together.is_sure
    assert extract(f"{head}, có 04 hộ tham gia.").quantities[1].is_sure


@pytest.mark.parametrize("words", ["thực chi 288 triệu đồng", "nhưng chỉ tiêu được 288 triệu đồng"])
def test_what_was_spent_of_what_was_given_is_done(words: str) -> None:
    """The word before says what was allotted; "chỉ tiêu được" is only spent, no target."""
    text = f"Năm 2023, huyện được phân bổ 720 triệu đồng vốn khuyến công tỉnh, {words}."
    assert extract(text).quantities[1].meaning.status == "actual"


@pytest.mark.parametrize(
    "text",
    [
        "Huyện được tỉnh chi 27 tỷ đồng từ chương trình nông thôn mới để làm đường điện.",
        "Thị xã chi 3 tỷ đồng từ Chương trình OCOP (không thuộc kinh phí khuyến công).",
        "Tỉnh mở 7 lớp từ vốn của chương trình xây dựng nông thôn mới, kinh phí 612 triệu đồng.",
    ],
)
def test_money_that_comes_from_another_programme_is_none_of_the_fund(text: str) -> None:
    """Also where a word before it names who hands it on, and in a text about a fund."""
    money = extract(f"Năm 2022, khuyến công tỉnh có 2 tỷ đồng. {text}").quantities[1:]
    assert [one.meaning.fund for one in money if one.quantity.kind == "money"] == ["none"]


@pytest.mark.parametrize(
    "text",
    [
        "Thành phố còn chi 900 triệu đồng từ nguồn sự nghiệp khoa học.",
        "Tỉnh hỗ trợ 900 triệu đồng từ quỹ phát triển tài năng.",
        "Tổng chi phí là 900 triệu đồng, cũng do khuyến công tỉnh bảo đảm.",
        "Thị xã đề nghị tỉnh cấp 900 triệu đồng vốn khuyến công.",
        "Năm 2022, HTX được hỗ trợ 10 máy khâu trị giá 900 triệu đồng.",
        "Khuyến công quốc gia cấp cho tỉnh 900 triệu đồng và đã quyết toán 880 triệu đồng.",
        "Chương trình dùng điện tiết kiệm và hiệu quả đã chi 900 triệu đồng cho kiểm toán.",
        "Liên minh Hợp tác xã hỗ trợ 900 triệu đồng mua máy sấy.",
        "Tiền đền bù mặt bằng là 900 triệu đồng.",
        "Cơ sở đạt giải Nhất, được thưởng 900 triệu đồng.",
        "Huyện giải ngân 900 triệu đồng vốn xây dựng cơ bản.",
        "Số còn lại 900 triệu đồng là của nhà.",
        "Từ 8 đề án khuyến công tỉnh, các cơ sở làm ra 900 triệu đồng hàng hóa.",
        "Khuyến công tỉnh chi 2 tỷ đồng và 900 triệu đồng của dân.",
        "Khuyến công tỉnh trả 20% chi phí mua máy 900 triệu đồng.",
        "Tổng kinh phí là 900 triệu đồng, khuyến công chiếm 30%.",
    ],
)
def test_an_amount_that_may_be_of_another_source_is_never_sure(text: str) -> None:
    """A source that no rule knows, a total that one fund paid, who hands on, what is worth so much, what was spent."""
    told = extract(f"Năm 2022, khuyến công tỉnh có 2 tỷ đồng. {text}").quantities
    assert not next(one for one in told if one.quantity.value == 900).is_sure


@pytest.mark.parametrize(
    ("words", "sure"),
    [
        ("; công ty điện lực tài trợ 450 triệu đồng", False),
        (", Đại sứ quán Nhật Bản đã tặng 450 triệu đồng", False),
        (", HTX A được Liên đoàn Lao động hỗ trợ 450 triệu đồng", False),
        (" và Liên đoàn Lao động hỗ trợ thêm 4 đề án", False),
        ("; Liên đoàn Lao động hỗ trợ 4 lớp, kinh phí 450 triệu đồng", False),
        ("; Liên đoàn Lao động phối hợp, KCĐP hỗ trợ 4 đề án", True),
        ("; đến hết tháng 11 đã chi 450 triệu đồng", True),
        (", HTX A được hỗ trợ 450 triệu đồng", True),
        (", trong đó hỗ trợ HTX A 450 triệu đồng", True),
        (", tổng kinh phí hỗ trợ là 450 triệu đồng", True),
    ],
)
def test_what_another_subject_gives_behind_a_sign_is_never_surely_of_the_fund_before(
    words: str, sure: bool
) -> None:
    """Whoever it is; what the fund itself goes on to give, and what a fund behind the sign gives, stays sure."""
    text = f"Năm 2023, từ nguồn khuyến công địa phương đã hỗ trợ 5 đề án{words}."
    assert (FUND_DOUBT not in extract(text).quantities[-1].meaning.doubts) is sure


@pytest.mark.parametrize(
    ("givers", "sure"),
    [
        ("chương trình nông thôn mới và khuyến công địa phương", False),
        ("Ngân hàng A và KCĐP", False),
        ("từ KCQG và chương trình OCOP, tỉnh", False),
        ("từ nguồn khuyến công quốc gia, tỉnh", False),
        ("ngân sách tỉnh và KCĐP", True),
        ("từ nguồn khuyến công địa phương, tỉnh", True),
    ],
)
def test_what_several_give_or_one_hands_on_is_never_surely_of_one_fund(
    givers: str, sure: bool
) -> None:
    """A giver that is no fund beside one, and a place that gives from the fund of another level."""
    found = extract(f"Năm 2023, {givers} hỗ trợ 4 tỷ đồng.").quantities[0]
    assert (FUND_DOUBT not in found.meaning.doubts) is sure


@pytest.mark.parametrize(
    ("text", "funds"),
    [
        (
            "Lần lượt, KCQG, KCĐP và vốn của các cơ sở là 4 tỷ đồng, 3 tỷ đồng và 30 tỷ đồng.",
            ["national", "local", "counterpart"],
        ),
        ("Tổng vốn đầu tư của các đề án khuyến công là 38 tỷ đồng.", ["all"]),
        ("Mục tiêu là huy động 130 tỷ đồng tổng vốn thực hiện đề án.", ["all"]),
        ("Khuyến công có thu hồi: tổng số vốn cho cơ sở mượn là 12 tỷ đồng.", ["promotion"]),
        ("KCĐP có 1 tỷ đồng. Doanh thu năm 2021 của HTX là 2 tỷ đồng.", ["local", "none"]),
        ("Đã có 5 hộ và 1 HTX được KCĐP hỗ trợ.", ["local"] * 2),
        ('Trung tâm phát 12 chuyên mục "Khuyến công Sơn Hà".', ["none"]),
    ],
)
def test_a_fund_is_that_of_the_words_that_name_the_whole_of_an_amount(
    text: str, funds: list[str]
) -> None:
    """In turn, of all schemes, lent, earned, told together; a name in quotes says no fund."""
    assert meant(text, "fund") == funds


@pytest.mark.parametrize(
    "clause", ["mua máy cho 16 hộ và 3 tổ hợp tác", ", xây dựng 9 thương hiệu", ", mở 3 lớp"]
)
def test_what_a_fund_goes_on_to_do_is_never_surely_of_no_fund(clause: str) -> None:
    """The last count of the clause, behind "và" and behind a comma with another verb."""
    text = f"Năm 2022, khuyến công địa phương đã chi 620 triệu đồng {clause}."
    assert not extract(text.replace(" ,", ",")).quantities[-1].is_sure


def test_a_share_of_schemes_is_never_surely_of_no_fund() -> None:
    """Schemes are of a fund that the text says elsewhere; things and people are of none."""
    head = "Năm 2022, khuyến công tỉnh có 15 đề án. Nhóm máy móc chiếm 73%"
    assert not extract(f"{head} số đề án.").quantities[1].is_sure
    assert extract(f"{head} số hộ.").quantities[1].is_sure


@pytest.mark.parametrize(
    "text",
    [
        "KCQG có 1 tỷ đồng. Đã làm 22 đề án khuyến công, gồm 6 đề án KCQG và 16 đề án KCĐP.",
        "1. KCQG: đã xong 2 đề án, giải ngân 1 tỷ đồng.\n2. KCĐP năm 2023: đã xong 5 đề án.",
        "Năm 2023, từ nguồn KCQG, mở 2 đề án; từ nguồn KCĐP, mở 5 đề án.",
        "Năm 2025 dự kiến làm 9 đề án KCĐP.\n\nNăm 2023, KCĐP hỗ trợ 5 đề án.",
    ],
)
def test_schemes_whose_fund_and_years_are_said_are_sure(text: str) -> None:
    """Their own word, the label of their line, their part of the sentence; years before those of a plan are past."""
    schemes = [one for one in extract(text).quantities if one.quantity.measure == "schemes"]
    assert schemes
    assert all("nguồn" not in doubt for one in schemes for doubt in one.meaning.doubts)
    assert all("tình trạng" not in doubt for one in schemes for doubt in one.meaning.doubts)


@pytest.mark.parametrize(
    "text",
    [
        # a plan tells its years one by one
        "Dự kiến giai đoạn 2026-2030 làm 90 đề án KCĐP. Năm 2026, hỗ trợ 18 đề án.",
        "TỜ TRÌNH\n\nVề việc phê duyệt danh mục đề án\n\nSở đề xuất 9 đề án KCĐP.\n- KCĐP: 2 tỷ đồng.",
        "Năm 2023 huyện chỉ tiêu 410 triệu đồng khuyến công địa phương.",
        "KCĐP năm 2024 được giao 2 tỷ đồng, gồm 8 đề án, trong đó 3 đề án đã nghiệm thu.",
        "Năm 2023 có 4 đề án KCĐP. Sang năm 2024, con số này là 5 đề án KCĐP.",
        "Năm 2024, KCĐP có nhiều đề án; huyện A xin 3 đề án KCĐP.",
        "Năm 2024, KCĐP: kế hoạch giao: 3 đề án KCĐP.",
        "Năm 2024, KCĐP có 4 đề án KCĐP hoàn thành trước 30/11.",
    ],
)
def test_a_status_of_a_plan_that_may_be_another_is_never_sure(text: str) -> None:
    """A year of the plan is no past, a heading speaks of what is asked for, "chỉ tiêu" may be only spent."""
    assert not extract(text).quantities[-1].is_sure


@pytest.mark.parametrize(
    "text",
    [
        "Năm 2022, KCĐP giúp nhiều hộ mua lò, mỗi lò có giá 350 triệu đồng.",
        "Năm 2022, nghiệm thu các đề án khuyến công tại ba cơ sở.",
        "Năm 2022, KCĐP cho cơ sở mượn nhiều tiền. Đã thu về 7 tỷ đồng.",
        "Năm 2023, vốn KCĐP đạt 31%, vốn KCĐP 38% của năm trước.",
    ],
)
def test_a_number_that_only_stands_beside_a_fund_is_never_sure(text: str) -> None:
    """A price of what was helped to buy, a place of work, a loan that came back, a share of the year before."""
    assert not extract(text).quantities[-1].is_sure


@pytest.mark.parametrize("words", ["không hoàn lại", "không thu hồi", "không ngừng"])
def test_money_that_need_not_come_back_is_no_lower_bound(words: str) -> None:
    """A word that only says how money is given makes no exact number the least of what it may be."""
    (amount,) = extract(f"Năm 2025, khuyến công tỉnh hỗ trợ {words} 1.350 triệu đồng.").quantities
    assert amount.record["bound"] == "exact"


@pytest.mark.parametrize(
    "office",
    [
        "Trung tâm Khuyến công và Xúc tiến thương mại",
        "trung tâm khuyến công và xúc tiến thương mại",
        "Phòng Quản lý công nghiệp và Đào tạo nghề",
        "PHÒNG QUẢN LÝ CÔNG NGHIỆP VÀ ĐÀO TẠO NGHỀ",
    ],
)
def test_the_name_of_an_office_says_no_activity(office: str) -> None:
    """What stands in the name is not what the schemes and their money are for."""
    text = f"Theo {office}, năm 2025 tỉnh đã thực hiện 32 đề án với kinh phí 9 tỷ đồng."
    assert meant(text, "activity") == [None, None]


def test_what_an_office_does_is_an_activity_right_behind_its_name_too() -> None:
    """Small letters behind a name in capitals, and a name behind a verb, are of what was done."""
    assert meant("Trung tâm Khuyến công đào tạo nghề cho 30 học viên.", "activity") == ["ND1"]
    assert meant("Sở Công Thương tổ chức Hội chợ, chi 2 tỷ đồng.", "activity") == ["ND4"]


@pytest.mark.parametrize(
    "text",
    [
        "Năm 2023, tỉnh dành 12 tỷ đồng từ chương trình OCOP để hỗ trợ 46 cơ sở.",
        "Chương trình mục tiêu quốc gia giảm nghèo bền vững năm 2023 chi 2 tỷ đồng cho 30 hộ.",
        "Năm 2023, dự án khuyến nông hỗ trợ 40 hộ.",
        "Năm 2023, quỹ phát triển hợp tác xã cho 14 hợp tác xã vay 9 tỷ đồng.",
        "Nhờ 1,5 tỷ đồng vốn sự nghiệp môi trường, năm 2023 làng xử lý nước thải cho 22 hộ.",
        "Năm 2023, ba chương trình hỗ trợ 22 doanh nghiệp.",
        "Năm 2023, Sở Khoa học và Công nghệ hỗ trợ 8 doanh nghiệp.",
    ],
)
def test_who_was_helped_with_other_money_is_never_surely_of_promotion(text: str) -> None:
    """What another programme, a loan or another office gives is not counted as what khuyến công did."""
    head = "Khuyến công quốc gia năm 2023 chi 1 tỷ đồng. "
    last = [one for one in extract(head + text).quantities if one.quantity.measure]
    assert last
    assert not any(one.is_sure and not one.meaning.outside for one in last)


@pytest.mark.parametrize(
    "text",
    [
        "Năm 2023, Liên minh Hợp tác xã hỗ trợ máy cho 5 hợp tác xã với 2 tỷ đồng từ ngân sách tỉnh.",
        "Năm 2023, Sở Khoa học và Công nghệ hỗ trợ 4 tỷ đồng, trong đó ngân sách tỉnh 2 tỷ đồng.",
        "Năm 2023, Sở Công Thương vận động Tập đoàn Hòa Phát tài trợ 2 tỷ đồng.",
    ],
)
def test_money_that_another_office_gives_is_never_sure(text: str) -> None:
    """The budget it comes of, or no fund at all, makes it none of khuyến công."""
    assert not extract(text).quantities[-1].is_sure


def test_money_of_a_source_at_the_head_of_its_part_is_of_that_source() -> None:
    """A time between the source and the amount parts them as little as nothing does."""
    text = "Từ nguồn vốn xây dựng nông thôn mới, năm 2023 huyện hỗ trợ 1,8 tỷ đồng. KCQG chi 2 tỷ đồng."
    assert meant(text, "fund") == ["none", "national"]
    text = "So với tổng đầu tư công của ngành 160 tỷ đồng, KCQG chi 2 tỷ đồng."
    assert meant(text, "measure") == ["other", "amount"]
    assert meant("KCQG chi 2 tỷ đồng; tổng đầu tư công trình 9 tỷ đồng.", "fund")[1] == "all"


def test_a_percentage_that_was_reached_of_what_was_granted_is_no_share_of_a_whole() -> None:
    """Behind what was spent, and side by side with one of a plan; growth goes on side by side too."""

    def counted(text: str) -> list[str]:
        return [one.meaning.counted for one in extract(text).quantities]

    assert counted("KCĐP được giao 4 tỷ đồng, đã giải ngân 3 tỷ đồng, đạt 75%.")[2] == "completion"
    assert counted("KCĐP giải ngân 3 tỷ đồng, đạt 75% tổng vốn.")[1] == "share"
    text = "KCĐP thực hiện 3 tỷ đồng, đạt 100% và 97,5% kế hoạch, tăng 8% và 12%."
    assert counted(text)[1:] == ["completion", "completion", "other", "other"]


def test_a_status_that_only_the_item_above_says_is_never_sure() -> None:
    """A plan that is told of one number of a list need not be that of the next item."""
    listed = (
        "Kết quả khuyến công năm 2024\n- Hội chợ: 410 triệu đồng (KCĐP), kế hoạch 450 triệu đồng"
        "\n- Máy: 600 triệu đồng (ngân sách huyện)"
    )
    assert not extract(listed).quantities[-1].is_sure
