"""A coarse pattern is found wherever the exact one is, and in little else."""

from __future__ import annotations

import sys

import pyarrow as pa
import pyarrow.compute as pc
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.language.coarse import coarse
from analysis.language.numbering import MAY_GO_ON
from analysis.language.spelling import MAY_DIFFER
from analysis.registers import duplicates
from analysis.tables import row_words, text_columns

LOOKED_FOR = {
    "odd": text_columns._ODD,
    "remark": text_columns._REMARK,
    "no words": text_columns._NO_WORDS,
    "ditto": text_columns._DITTO,
    "total": row_words.MAY_BE_TOTAL,
    "next number": MAY_GO_ON,
    "spelling": MAY_DIFFER,
    "signs": duplicates._SIGNS,
}
CLASSES = (r"\pL", r"\pN", r"[\pL\pN_]", r"[^\pL\pN\s]", r"(?i:[^\pL0-9]|\pL\?)")
words = st.sampled_from(
    ("nt", "như trên", "hủy", "đã hủy", "(chưa", "cộng", "Trong đó", "1", "a", "iv", "2.1", "#N/A", "N/A", "Quí", "Kỹ",
     "-", "²", "Ⅳ", "ß", "Ж", "中", "?", "Mỹ?", " ", "\u0301", ")", "…")
)  # fmt: skip
texts = st.lists(words | st.text(max_size=3), max_size=5).map("".join)


def found(pattern: str, cells: pa.Array) -> pa.Array:
    return pc.match_substring_regex(cells, pattern)


def missed(pattern: str, cells: pa.Array) -> list[str]:
    """The texts in which a pattern is found, and its coarse form is not."""
    lost = pc.and_not(found(pattern, cells), found(coarse(pattern), cells))
    texts_: list[str] = cells.filter(lost).to_pylist()
    return texts_


@pytest.mark.parametrize("pattern", LOOKED_FOR.values(), ids=LOOKED_FOR)
@settings(max_examples=10)
@given(cells=st.lists(texts, min_size=20, max_size=60))
def test_a_coarse_look_misses_nothing(pattern: str, cells: list[str]) -> None:
    """Every text in which a pattern is found is one in which its coarse form is found."""
    assert not missed(pattern, pa.array(cells, pa.large_string()))


@pytest.fixture(scope="module")
def characters() -> pa.Array:
    """Every character of Unicode, each with a question mark."""
    numbers = (*range(0xD800), *range(0xE000, sys.maxunicode + 1))
    return pa.array([f"{chr(number)}?" for number in numbers], pa.large_string())


@pytest.mark.parametrize("pattern", CLASSES)
def test_a_coarse_class_holds_every_character_of_its_own(
    pattern: str, characters: pa.Array
) -> None:
    """No character of Unicode is in a class of letters or numbers, or outside it, and not in its coarse form."""
    assert not missed(f"^{pattern}", characters)


@pytest.mark.parametrize("pattern", LOOKED_FOR.values(), ids=LOOKED_FOR)
def test_a_coarse_pattern_has_no_class_of_unicode(pattern: str) -> None:
    """What takes Arrow long to make ready, all letters and all numbers, is not in a coarse pattern."""
    assert r"\pL" not in coarse(pattern)
    assert r"\pN" not in coarse(pattern)


@pytest.mark.parametrize("name", ["remark", "no words", "ditto", "total", "spelling", "signs"])
def test_a_coarse_look_passes_over_plain_vietnamese_words(name: str) -> None:
    """Names of schemes and firms in plain Vietnamese letters are found by no coarse look."""
    cells = ["Mô hình gạch không nung", "Ứng dụng máy sao chè", "Cơ sở may Hoa Mai", "Đào tạo nghề"]
    if name == "signs":
        cells = [cell.replace(" ", "") for cell in cells]
    assert not pc.any(found(coarse(LOOKED_FOR[name]), pa.array(cells, pa.large_string()))).as_py()
