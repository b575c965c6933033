"""What words say of a status, whatever they stand in."""

from __future__ import annotations

import itertools
import re
import time
from collections.abc import Sequence
from re import _constants, _parser
from typing import Any

import pytest

from analysis.around.doubts import DOUBTS, MAY_DOUBT
from analysis.around.status_words import MAY_SAY, PHRASES, sense_of
from analysis.around.supports import form_of

LOOKS = [
    *((pattern, MAY_SAY) for pattern in PHRASES),
    *((pattern, MAY_DOUBT) for patterns in DOUBTS.values() for pattern in patterns),
]


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


def shortest(pattern: Sequence[tuple[Any, Any]]) -> set[str]:
    """The texts of a parsed pattern: each choice of alternatives, with what may be left out left out."""
    return set(map("".join, itertools.product(*(texts_of(*part) for part in pattern))))


def texts_of(kind: Any, part: Any) -> set[str]:
    """The texts of one part of a parsed pattern."""
    if kind is _constants.LITERAL:
        return {chr(part)}
    if kind is _constants.IN:
        return {chr(first) if of is _constants.LITERAL else chr(first[0]) for of, first in part}
    if kind is _constants.BRANCH:
        return {text for alternative in part[1] for text in shortest(alternative)}
    if kind is _constants.SUBPATTERN:
        return shortest(part[3])
    if kind is _constants.MAX_REPEAT:
        return shortest([(_constants.SUBPATTERN, (0, 0, 0, part[2]))] * part[0])
    assert kind in (_constants.AT, _constants.ASSERT, _constants.ASSERT_NOT), kind
    return {""}


@pytest.mark.parametrize(("pattern", "look"), LOOKS)
def test_the_quick_look_finds_every_phrase_that_is_understood(
    pattern: re.Pattern[str], look: str
) -> None:
    """A cell that a phrase of a status or a doubt matches is looked at, whichever of its alternatives stands there."""
    phrases = shortest(_parser.parse(pattern.pattern))
    assert {phrase for phrase in phrases if not re.search(look, phrase)} == set()
