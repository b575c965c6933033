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
