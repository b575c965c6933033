"""The period, the place and the status of a form are those that its title says, in the words of offices."""

from __future__ import annotations

import pytest

from filled_forms import form_in, funds

NUMBERS = {"9": {"local": 1}}
PERIODS = {
    "6 tháng đầu năm 2026": (2026, 2026, "2026-01-01", "2026-06-30"),
    "9 THÁNG NĂM 2025": (2025, 2025, "2025-01-01", "2025-09-30"),
    "Quý I/2026": (2026, 2026, "2026-01-01", "2026-03-31"),
    "Năm: 2024": (2024, 2024, "", ""),
    "giai đoạn 2021-2025": (2021, 2025, "", ""),
    "từ 01/01/2025 đến 14/9/2025": (2025, 2025, "2025-01-01", "2025-09-14"),
    "năm 2025 (so với cùng kỳ năm 2024)": (2025, 2025, "", ""),
}


@pytest.mark.parametrize("words", PERIODS)
def test_a_period_is_read_as_it_is_said(words: str) -> None:
    """Whole years, parts of a year and days, as titles print them."""
    assert form_in(funds(NUMBERS, period=words)).fields == PERIODS[words]


def test_the_day_and_the_paper_of_a_form_are_no_period() -> None:
    """What the form goes with and when it was signed says nothing of the period that it is about."""
    rows = funds(NUMBERS, period="năm 2025")
    rows.insert(2, ["(Kèm theo Báo cáo số 12/BC-SCT ngày 15/01/2026 của Sở Công Thương, năm 2026)"])
    rows.insert(0, ["", "", "Hà Tĩnh, ngày … tháng … năm 2026"])
    assert form_in(rows).fields == (2025, 2025, "", "")


@pytest.mark.parametrize(
    ("words", "status"),
    [
        ("năm 2025", "actual"),
        ("Kết quả thực hiện kế hoạch năm 2025", "actual"),
        ("Ước thực hiện năm 2025", "estimated"),
        ("Kế hoạch năm 2026", "planned"),
    ],
)
def test_a_form_tells_of_what_was_done_unless_its_title_says_a_plan(
    words: str, status: str
) -> None:
    """The form's own name, which tells of results, decides nothing."""
    assert form_in(funds(NUMBERS, period=words)).status == status


def test_the_province_of_a_form_is_that_of_its_title() -> None:
    """Hà Tĩnh stands beside the words of a period."""
    assert form_in(funds(NUMBERS, period="6 tháng đầu năm 2026")).place == "ha-tinh"
