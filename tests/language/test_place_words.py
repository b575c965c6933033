"""Words for units before names of places."""

from __future__ import annotations

import pytest

from analysis.language.place_words import without_unit


@pytest.mark.parametrize(
    ("place", "bare"),
    [
        ("Huyện Tây Sơn", "Tây Sơn"),
        ("thị xã An Nhơn", "An Nhơn"),
        ("TX. An Nhơn", "An Nhơn"),
        ("TX.An Nhơn", "An Nhơn"),
        ("P 1", "1"),
        ("An Nhơn", "An Nhơn"),
        ("Xã", "Xã"),
        ("Hà Giang", "Hà Giang"),
        ("Quận", "Quận"),
        ("Phú Thọ", "Phú Thọ"),
    ],
)
def test_the_word_for_a_unit_is_taken_off(place: str, bare: str) -> None:
    """Long and short words, in any case, only before a name."""
    assert without_unit(place) == bare
