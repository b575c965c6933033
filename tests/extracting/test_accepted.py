"""The value of an accepted row is one that its sentence prints."""

from __future__ import annotations

import pytest

from analysis.extracting.accepted import known_values, unlike_sentence
from analysis.extracting.article import extract, jsonl
from analysis.extracting.draft import draft_rows

DOTTED = (
    "Năm 2023, khuyến công hỗ trợ 2.5 tỷ đồng cho 12 đề án. "
    "Trong đó khuyến công quốc gia 1.125 tỷ đồng, khuyến công địa phương 1.375 tỷ đồng."
)
OF_MANY = "Năm 2023, khuyến công hỗ trợ lần lượt 12 và 15 đề án với 3 tỷ 250 triệu đồng."


@pytest.mark.parametrize("text", [DOTTED, OF_MANY])
def test_a_row_as_it_was_drafted_is_never_refused(text: str) -> None:
    """What the article tells of its numbers holds for a sentence alone too: that its dots are decimal ones."""
    found = extract(text)
    known = known_values(jsonl(found.quantities))
    rows = draft_rows(found, "bai-1", "Bình Định")
    assert [unlike_sentence(row, known) for row in rows] == [None] * len(rows)


@pytest.mark.parametrize(
    ("value", "unit", "is_printed"),
    [
        ("12", "đề án", True),
        ("3.250", "triệu đồng", True),
        ("3,25", "triệu đồng", False),
        ("325", "tỷ đồng", False),
        ("27", "đề án", False),
    ],
)
def test_a_value_is_held_against_all_numbers_of_its_sentence(
    value: str, unit: str, is_printed: bool
) -> None:
    """A number that shares the unit of another one is printed, whatever its unit in the row; a sum is not."""
    row = draft_rows(extract(OF_MANY), "bai-1", "Bình Định")[0]
    told = unlike_sentence(row | {"gia_tri": value, "don_vi": unit}, {})
    assert told == (None if is_printed else "15 đề án, 3 tỷ 250 triệu đồng")


@pytest.mark.parametrize("lines", ["", "{", "[]", '{"text": "1 tỷ đồng"}', "\x00"])
def test_lines_that_are_damaged_tell_nothing(lines: str) -> None:
    """Lines of an extraction that a person changed are no reason to stop: the sentence is read alone."""
    assert known_values(lines) == {}
