"""Two spellings of one name are one name; another tone, vowel or unit is another; Vietnamese order."""

from __future__ import annotations

import unicodedata
from itertools import combinations

import pyarrow as pa
import pyarrow.compute as pc
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.language.spelling import MAY_DIFFER, spelled, vietnamese_order
from analysis.vocabulary import ACTIVITIES, KINDS

ONE_NAME = (
    "Hoà Bình|Hòa Bình", "Thuỷ Nguyên|Thủy Nguyên", "HOÀ VANG|HÒA VANG", "Qui Nhơn|Quy Nhơn", "kĩ thuật|kỹ thuật",
    "Lí Sơn|Lý Sơn", "Mĩ Tho|Mỹ Tho", "Quí|Quý|Qúy", "Đăk Lăk|Đắk Lắk", "ĐĂK NÔNG|ĐẮK NÔNG", "Sĩ|Sỹ", "tỉ lệ|tỷ lệ",
    "Bà Rịa - Vũng Tàu|Bà Rịa-Vũng Tàu|Bà Rịa – Vũng Tàu", "Xã Hoè Thị|Xã Hòe Thị",
)  # fmt: skip
OTHER_NAMES = (
    "Hòa|Hoa", "Hòa|Họa", "Thủy|Thúy", "Tân|Tăn", "Đắk|Đặk", "Đak Pơ|Đăk Pơ", "Huyện Kỳ Anh|Thị xã Kỳ Anh", "Tây|Tai",
    "mây|mai", "Hải|Hảy", "Thi|Thy", "An Nhơn|Ân Nhơn", "hòa|HÒA", "quà|qùa",
)  # fmt: skip


@pytest.mark.parametrize("names", ONE_NAME)
def test_spellings_of_one_name_are_equal(names: str) -> None:
    """Both placements of a tone mark, i and y, Đắk and Đăk, blanks around hyphens, composed or not."""
    forms = names.split("|")
    assert len({spelled(form) for form in forms}) == 1
    assert len({spelled(unicodedata.normalize("NFD", form)) for form in forms}) == 1


@pytest.mark.parametrize("names", OTHER_NAMES)
def test_what_makes_another_name_counts(names: str) -> None:
    """Another tone, another vowel, another word for the unit and capitals are no spelling of the same name."""
    one, other = names.split("|")
    assert spelled(one) != spelled(other)


def test_no_two_activities_are_one() -> None:
    """No spelling of a label or a printed word is that of another code."""
    for words in (ACTIVITIES, KINDS):
        for one, other in combinations(words.values(), 2):
            mine = {spelled(text).casefold() for text in (one.label, *one.printed)}
            assert mine.isdisjoint(
                spelled(text).casefold() for text in (other.label, *other.printed)
            )


@given(st.text("aăâeioơuyqhklmstđ òáỷĩạkgn-\u0301\u0309", max_size=12))
def test_a_text_that_may_differ_is_told_by_one_look(text: str) -> None:
    """What a whole column is searched for finds every text whose form is another, and a form is its own form."""
    looked_at = pc.match_substring_regex(pa.array([text]), MAY_DIFFER)[0].as_py()
    assert looked_at or spelled(text) == text
    assert spelled(spelled(text)) == spelled(text)


def test_names_sort_as_in_a_vietnamese_dictionary() -> None:
    """đ behind d, ă behind a, a tone after none; whatever the order in which they come."""
    ordered = [
        "Huyện An",
        "Huyện Ân Thi",
        "Huyện Dương",
        "Huyện Đà",
        "Huyện Đạ",
        "Huyện Đông",
        "Xã 2",
        "Xã Ô",
        "Xã Ơ",
    ]
    mixed = ordered[5:] + ordered[:5]
    assert sorted(mixed, key=vietnamese_order) == ordered
