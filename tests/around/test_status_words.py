"""What words say of a status, whatever they stand in."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.around.status_words import MAY_SAY, PHRASES, sense_of
from analysis.around.supports import form_of


def test_a_long_cell_of_numbers_takes_time_in_proportion() -> None:
    """A cell of thousands of numbers under "Hình thức hỗ trợ" is asked about at once."""
    began = time.process_time()
    assert form_of("1,1 ,1 %," * 2000 + "x") == "lent"
    assert time.process_time() - began < 1


@pytest.mark.parametrize(
    ("text", "sense"),
    [
        ("ke hoach 2023", "planned"),
        ("dung thuc hien", "stopped"),
        ("su dung may", ""),
        ("Ước thực hiện năm 2023", "estimated"),
        ("Hoàn thành vượt kế hoạch", "actual"),
        ("Hỗ trợ có thu hồi", ""),
        ("Thu hồi kinh phí", "recalled"),
        ("Trình phê duyệt", "planned"),
        ("K Ế   H O Ạ C H   NĂM 2023", "planned"),
        ("đề nghị hỗ trợ", "proposed"),
        ("Số KH: 12/KH-UBND", ""),
        ("Quyết định số 12/QĐ-UBND về việc phê duyệt danh mục", "approved"),
    ],
)
def test_senses(text: str, sense: str) -> None:
    """Words count whole and in their own sense; without marks only those that can mean nothing else."""
    assert sense_of(text) == sense


@given(st.one_of([st.from_regex(pattern, fullmatch=True) for pattern in PHRASES]))
def test_the_quick_look_finds_every_phrase_that_is_understood(text: str) -> None:
    """A cell that a phrase of a status matches is looked at, whichever of its alternatives stands there."""
    assert re.search(MAY_SAY, text)
