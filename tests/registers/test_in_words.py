"""The amount in words below the totals agrees with one of them, or the register is refused."""

from __future__ import annotations

import pytest

from register_files import (
    SUMS,
    finding_codes,
    read,
    sums,
    with_below,
)

TOTALS = [
    "Một tỷ tám trăm linh sáu triệu năm trăm nghìn đồng",
    "Hai tỷ không trăm bốn mươi bốn triệu đồng chẵn",
    "Ba tỷ tám trăm tám mươi bốn triệu đồng",
]


@pytest.mark.parametrize("text", ["Bằng chữ: {}", "(Số tiền bằng chữ: {})", "Viết bằng chữ: {}./."])
def test_words_of_another_amount_than_any_total_are_refused(text: str) -> None:
    """The words of a total of one fund, of the support or of all pass; one other word is told with its amount."""
    for words in TOTALS:
        result = read(with_below(text.format(words)))
        assert sums(result) == SUMS
        assert "total-in-words" not in finding_codes(result)
    (fault,) = read(with_below(text.format("Ba tỷ tám trăm tám mươi lăm triệu đồng"))).faults
    assert (fault.code, "3.885.000.000" in fault.got) == ("total-mismatch", True)


def test_words_that_cannot_be_read_are_told() -> None:
    """Nobody is left to think that they were compared."""
    result = read(with_below("Bằng chữ: gần bốn tỷ đồng"))
    assert sums(result) == SUMS
    assert "total-in-words" in finding_codes(result)
