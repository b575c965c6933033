"""Numbers with their unit, whatever form a text prints them in."""

from __future__ import annotations

from fractions import Fraction

import pytest

from analysis.extracting.article import extract


def told(text: str) -> list[tuple[str, str, str]]:
    """Words, value and unit of each quantity of a text."""
    return [
        (one.text, str(one.record["value"]), one.quantity.unit) for one in extract(text).quantities
    ]


@pytest.mark.parametrize(
    ("words", "value", "unit"),
    [
        ("60,182 tỷ đồng", "60.182", "tỷ đồng"),
        ("2,52 tỉ", "2.52", "tỷ đồng"),
        ("3.277 triệu đồng", "3277", "triệu đồng"),
        ("2.321,348 triệu", "2321.348", "triệu đồng"),
        ("56.250.000 đồng", "56250000", "đồng"),
        ("1.800triệu", "1800", "triệu đồng"),
        ("66 ngàn tỷ", "66000", "tỷ đồng"),
        ("500.000đ", "500000", "đồng"),
        ("3 tỷ 250 triệu đồng", "3.25", "tỷ đồng"),
        ("2 tỷ rưỡi", "2.5", "tỷ đồng"),
        ("một phẩy năm tỷ", "1.5", "tỷ đồng"),
        ("ba trăm lẻ năm triệu đồng", "305", "triệu đồng"),
        ("hai mươi lăm đề án", "25", "đề án"),
        ("một nghìn rưỡi lao động", "1500", "lao động"),
        ("5 nghìn lao động", "5000", "lao động"),
        ("44,9 %", "44.9", "%"),
        ("gấp 1,5 lần", "1.5", "lần"),
    ],
)
def test_a_number_is_read_in_every_printed_form(words: str, value: str, unit: str) -> None:
    """The value is exact in the largest unit that is printed, and the span is the number with its unit."""
    assert told(f"Kết quả là {words}.") == [(words.removeprefix("gấp "), value, unit)]


def test_an_amount_before_another_number_is_never_sure() -> None:
    """In "1 tỷ 2 cho ba cơ sở" there may be two hundred million more."""
    text = "Năm 2024, khuyến công địa phương đã hỗ trợ 1 tỷ 2 cho ba cơ sở."
    assert not extract(text).quantities[0].is_sure
    assert extract(text.replace("1 tỷ 2 ", "1,2 tỷ ")).quantities[0].is_sure


@pytest.mark.parametrize(
    ("words", "sure"),
    [
        ("12 và 15 đề án", False),
        ("12, 15 đề án", False),
        ("2 và 3 tỷ đồng", False),
        ("15/12 đề án", False),
        ("tương ứng 12/15 đề án", False),
        ("12/15 đề án", True),
        ("2 cơ sở và 15 đề án", True),
        ("theo khoản 6, 15 đề án", True),
    ],
)
def test_a_number_right_behind_one_without_a_unit_is_never_sure(words: str, sure: bool) -> None:
    """Two numbers of one noun are of two years or places; a paragraph of law and a part of a plan are none."""
    assert extract(f"Năm 2023, KCĐP hỗ trợ {words}.").quantities[-1].is_sure is sure


def test_both_ends_of_a_range_are_quantities_also_over_a_line_break() -> None:
    """The lower end has the unit of the upper one; "01/02 đề án" is what is done and what was planned."""
    text = "Hỗ trợ từ 5 đến\n7 tỷ đồng cho 30-40 học viên, xong 01/02 đề án."
    assert told(text) == [
        ("5", "5", "tỷ đồng"),
        ("7 tỷ đồng", "7", "tỷ đồng"),
        ("30", "30", "học viên"),
        ("40 học viên", "40", "học viên"),
        ("01", "1", "đề án"),
        ("02 đề án", "2", "đề án"),
    ]
    assert [one.quantity.bound for one in extract(text).quantities[:2]] == ["at_least", "at_most"]


def test_money_spent_of_money_given_is_two_amounts_of_one_unit() -> None:
    """In "210/420 triệu đồng" the first is what was spent; a pilot is no numbered point."""
    text = "Giải ngân 210/420 triệu đồng, thí điểm 04 mô hình."
    assert told(text) == [
        ("210", "210", "triệu đồng"),
        ("420 triệu đồng", "420", "triệu đồng"),
        ("04 mô hình", "4", "mô hình"),
    ]
    assert [one.meaning.status for one in extract(text).quantities[:2]] == ["actual", "planned"]
    halved = extract("Năm 2023, KCĐP giải ngân 1/2 tỷ đồng.").quantities
    assert [one.is_sure for one in halved] == [False, False]


@pytest.mark.parametrize(
    "text",
    [
        "Quyết định số 1881/QĐ-TTg ngày 20/11/2020.",
        "Năm 2022 cơ sở này thuê một lao động, công suất 500 tấn/năm, xuất khẩu 5 triệu USD.",
        "Khoản 3 Điều 4; giai đoạn 2021-2025; 9 tháng; 3 đồng chí.",
        "Đầu tư hàng chục tỷ đồng, vài ba triệu đồng, nhiều trăm triệu.",
        "Quý II/2025 mô hình hoàn thành.",
        "Ngày 12/5 tỷ lệ giải ngân còn thấp.",
    ],
)
def test_what_counts_nothing_is_no_quantity(text: str) -> None:
    """Dates, numbers of papers, capacities, foreign money and bare scale words are none."""
    assert not told(text)


def test_a_bare_scale_is_told_as_unbounded() -> None:
    """Words such as "hàng chục tỷ đồng" are told where they stand, without a number."""
    found = extract("Doanh nghiệp bỏ ra hàng chục tỷ đồng.")
    assert [found.text[slice(*span)] for span in found.unbounded] == ["hàng chục tỷ đồng"]


def test_a_decimal_point_is_read_where_the_text_writes_its_decimals_so() -> None:
    """Elsewhere a point groups thousands, and what may be either is no sure number."""
    english = extract("Giải ngân 2.5 tỷ đồng, trong đó 1.125 tỷ đồng cho máy móc.")
    assert english.quantities[1].quantity.value == Fraction(9, 8)
    usual = extract("Giải ngân 2,5 tỷ đồng trong 1.125 tỷ đồng.")
    assert usual.quantities[1].quantity.value == 1125
    neither = extract("Giải ngân 1.125 tỷ đồng.")
    assert neither.quantities[0].quantity.doubt


def test_places_are_code_points_of_the_composed_text() -> None:
    """Doubled blanks, decomposed letters and letters beyond the first plane move nothing."""
    found = extract("🙂 Hỗ  trợ\u00a0 12,5   tỷ đồng.")
    (one,) = found.quantities
    assert found.text[one.start : one.end] == "12,5   tỷ đồng"


def test_points_of_per_cent_thousands_of_money_and_ten_thousands_are_read() -> None:
    """Words for larger parts of numbers are units too, thousands where words speak of money."""
    told = extract(
        "Cao hơn 7 điểm phần trăm. Mỗi ngày bán được 600 ngàn, lãi 3 vạn đồng. Có 2,1 vạn lao động."
    )
    assert [(str(one.quantity.value), one.quantity.unit) for one in told.quantities] == [
        ("7", "%"),
        ("600", "nghìn đồng"),
        ("30", "nghìn đồng"),
        ("21000", "lao động"),
    ]


def test_thousands_of_which_no_word_speaks_of_money_are_none() -> None:
    """Other thousands, and "tỷ" in "tỷ lệ", are no money."""
    assert not extract(
        "Trang tin có 180 nghìn, năm sau 200 nghìn lượt xem; hai tỷ lệ này khá."
    ).quantities


def test_all_of_a_number_is_that_number() -> None:
    """Words like "cả hai đề án" count; "cả năm" is a year."""
    told = extract("Cả hai đề án đã xong. Cả năm đề án nào cũng tốt.").quantities
    assert [one.text for one in told] == ["hai đề án"]


@pytest.mark.parametrize("words", ["mỗi năm", "bình quân một năm", "hằng năm"])
def test_a_count_behind_each_year_is_no_year(words: str) -> None:
    """What stands behind "mỗi năm" is counted, what stands behind "năm" alone is its name."""
    assert [one.text for one in extract(f"Tỉnh có {words} 9 đề án.").quantities] == ["9 đề án"]
    assert not extract("Đến năm 9 đề án vẫn chưa xong.").quantities
