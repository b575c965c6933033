"""The words of the two funds: which of them a text names, and what is no fund."""

from __future__ import annotations

import pytest

from analysis.tables.fund_words import fund_of_cell, funds_in, is_only_a_fund

BOTH = ["kcqg", "kcdp"]


@pytest.mark.parametrize(
    ("text", "funds"),
    [
        ("Kinh phí khuyến công cấp tỉnh", ["kcdp"]),
        ("Nguồn ngân sách địa phương", ["kcdp"]),
        ("Vốn ngân sách trung ương", ["kcqg"]),
        ("KHUYẾN CÔNG QUỐC GIA TRÊN ĐỊA BÀN TỈNH", ["kcqg"]),
        ("Đề án do Trung tâm Khuyến công tỉnh thực hiện, khuyến công quốc gia", ["kcqg"]),
        ("Khuyến công quốc gia và vốn đối ứng của tỉnh", ["kcqg"]),
        ("KHUYẾN CÔNG QUỐC GIA, TỈNH GIA LAI", ["kcqg"]),
        ("Khuyến công quốc gia và khuyến công địa phương", BOTH),
        ("Khuyến công quốc gia và ngân sách tỉnh", BOTH),
        ("Khuyến công quốc gia năm 2023 và địa phương năm 2024", BOTH),
        ("Vốn TW + ĐP", BOTH),
        ("Chi cục Công Thương địa phương", []),
    ],
)
def test_a_text_names_one_fund_both_or_none(text: str, funds: list[str]) -> None:
    """A second owner behind the first is the other fund; what is cut out is the name of an office or a place alone."""
    assert funds_in(text) == funds


def test_the_name_of_a_province_over_a_table_is_no_fund() -> None:
    """The words "khuyến công tỉnh Gia Lai" are a fund beside schemes and a place over them."""
    assert funds_in("KHUYẾN CÔNG TỈNH GIA LAI", over=True) == []
    assert funds_in("Khuyến công tỉnh Gia Lai") == ["kcdp"]


@pytest.mark.parametrize(
    ("text", "fund", "alone"),
    [
        ("TW", "kcqg", False),
        ("Tỉnh", "kcdp", False),
        ("NSĐP", "kcdp", True),
        ("KC QG", "kcqg", True),
    ],
)
def test_a_short_cell_names_a_fund(text: str, fund: str, alone: bool) -> None:
    """An owner alone is a fund only under a name for that; an abbreviation of a fund is one anywhere."""
    assert (fund_of_cell(text), is_only_a_fund(text)) == (fund, alone)
