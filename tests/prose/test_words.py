"""The words of a text: where they stand, and what begins with them."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path

import pytest

from analysis.extracting import fund_amounts, meaning
from analysis.prose import numerals, periods, quantities
from analysis.prose.plain import plain_of
from analysis.prose.words import Words

GOLD = Path(__file__).parents[2] / "benchmarks" / "extract"


@cache
def texts() -> list[str]:
    """The folded texts of the benchmark, and one of several provinces."""
    lines = [
        line
        for path in sorted(GOLD.glob("*.jsonl"))
        for line in path.read_text(encoding="utf-8").splitlines()
    ]
    told = [json.loads(line)["text"] for line in lines]
    return [plain_of(text).text for text in (*told, "Hà Nam, tỉnh Thái Bình và Bà Rịa - Vũng Tàu")]


@pytest.mark.parametrize("text", ["", "a", "  a, b c.", "(5 đề án) 1,5 tỷ"])
def test_a_word_stands_where_it_is_said_to_stand(text: str) -> None:
    """The words are those that a pattern of letters and digits finds, each at its place."""
    words = Words(text)
    found = [(start, word) for start, word in zip(words.starts, words.listed, strict=True) if word]
    assert found == [(match.start(), match[0]) for match in re.finditer(r"\w+", text)]


def _begins(words: Words, name: str) -> tuple[re.Pattern[str], list[int]]:
    """A pattern by its name, and where it is looked for."""
    if name == "period":
        return periods._PERIOD, periods._begins(words)
    if name == "spoken":
        return numerals._SPOKEN, words.places_of(numerals.FIRST_WORDS)
    if name == "bare":
        return quantities._BARE, words.places_of(quantities._VAGUE)
    sought = meaning._provinces() if name == "provinces" else fund_amounts._place_gives()
    return sought.pattern, words.places_of(sought.firsts)


@pytest.mark.parametrize("name", ["period", "spoken", "bare", "provinces", "giver"])
def test_nothing_is_missed_where_only_first_words_are_looked_at(name: str) -> None:
    """A pattern that is tried where its first words stand finds all that it finds when it is tried at every letter."""
    count = 0
    for text in texts():
        words = Words(text)
        pattern, places = _begins(words, name)
        everywhere = re.compile(rf"(?<!\w)(?:{pattern.pattern})").finditer(text)
        found = [match.span() for match in words.found(pattern, places)]
        assert found == [match.span() for match in everywhere]
        count += len(found)
    assert count
