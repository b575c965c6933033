"""What a quantity means: fund, period, status and measure, by the words around it."""

from __future__ import annotations

import pytest

from analysis.extracting.article import extract


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
        ("Năm 2021 và 2022 lần lượt là 2 tỷ đồng và 3 tỷ đồng.", [[2021, 2021], [2022, 2022]]),
        ("Quyết định số 45/QĐ-UBND ngày 12/3/2020 hỗ trợ 5 đề án.", [None]),
        ("Đến ngày 31/02/2022, 99 tháng năm 2020, 5 đề án.", [None]),
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
        "Năm 2023, chưa giải ngân 1,2 tỷ đồng khuyến công địa phương.",
        "Năm 2023 được giao 20 tỷ đồng. Chín tháng đã hỗ trợ 9 đề án.",
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
        "Năm 2023 đã hỗ trợ không quá 9 đề án.",
        "Năm 2023 đã hỗ trợ 9 đề án gạch không nung.",
        "Năm 2023 đã không ngừng hỗ trợ 9 đề án.",
        "Trong 9 tháng đầu năm 2023 đã hỗ trợ 9 đề án.",
    ],
)
def test_what_denies_nothing_leaves_a_number_sure(text: str) -> None:
    """Bounds, names of goods and praise with "không", and a part of a year with its year, are no doubts."""
    assert extract(text).quantities[-1].is_sure


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
    ],
)
def test_a_measure_is_what_is_counted_and_what_for(text: str, measures: list[str]) -> None:
    """Workers are taught or have work; what only describes a place, and growth, is no figure."""
    assert meant(text, "measure") == measures


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
    "text", ["", "\n\n", "(((((", "lần lượt", "tỷ", "İ ß 🙂", "0/ đề án 1. 2,", "năm năm năm"]
)
def test_no_text_breaks_it(text: str) -> None:
    """What means nothing has no quantity."""
    assert not extract(text).quantities
