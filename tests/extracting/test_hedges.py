"""Whatever word before a number says that it is about so, the words before that word say the same of the number."""

from __future__ import annotations

import pytest

from analysis.extracting.article import extract
from analysis.prose.rules import listed

HEDGES = [word for code in ("at_least", "at_most", "about") for word in listed("hedge", code)]


@pytest.mark.parametrize("word", HEDGES)
def test_a_hedge_hides_no_growth_and_no_level(word: str) -> None:
    """With any word of the table [hedge] before it money that grew is a growth, a share sunk to a level that level."""
    (grown,) = extract(f"Kinh phí khuyến công năm 2024 tăng {word} 2 tỷ đồng.").quantities
    assert grown.meaning.outside == "growth"
    sunk = extract(f"Sau khi được khuyến công hỗ trợ, tỷ lệ vỡ giảm từ 8% xuống {word} 2%.")
    assert [one.meaning.outside for one in sunk.quantities] == ["level", "level"]
