"""Amounts in words: what is read is the amount, and what is not in the usual words is none."""

from __future__ import annotations

import pytest

from analysis.language.amount_words import amount_in_words


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("Một tỷ hai trăm linh năm triệu đồng chẵn./.", 1_205_000_000),
        ("Ba trăm mười triệu, năm trăm nghìn đồng", 310_500_000),
        ("Hai mươi mốt tỉ không trăm lẻ bốn triệu ba trăm ngàn đồng", 21_004_300_000),
        ("một nghìn hai trăm tỷ đồng", 1_200_000_000_000),
        ("Chín mươi lăm triệu bốn trăm sáu mươi nghìn một trăm hai mươi ba đồng", 95_460_123),
        ("mười lăm đồng", 15),
        ("hai trăm", 200),
        ("Một tỷ rưỡi", None),
        ("310,5 triệu đồng", None),
        ("ba triệu hai triệu", None),
        ("hai nghìn ba triệu", None),
        ("hai ba triệu", None),
        ("đồng chẵn", None),
        ("", None),
    ],
)
def test_an_amount_in_words_is_read_whole_or_not_at_all(text: str, amount: int | None) -> None:
    """The words of a total are one amount in đồng; a word that is not of the grammar makes it none."""
    assert amount_in_words(text) == amount
