"""A hint never changes the meaning: only a misprint of a name is answered with that name."""

from __future__ import annotations

import pytest

from analysis.language.misprints import misprinted
from analysis.language.number_faults import NumberError
from analysis.language.printed_units import UNITS, find_unit


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Triệu đông", "triệu đồng"),
        ("ty đồng", "tỷ đồng"),
        ("trăm triệu đồng", ""),
        ("nghìn tỷ đồng", ""),
        ("xx đồng", ""),
    ],
)
def test_a_word_more_is_no_misprint(text: str, wanted: str) -> None:
    """A unit with a word too many is a hundred times another one: no hint names that."""
    assert misprinted(text, UNITS) == wanted
    with pytest.raises(NumberError) as caught:
        find_unit(text)
    assert ("có phải" in str(caught.value)) == bool(wanted)


def test_a_count_is_no_code() -> None:
    """One word for another is another name, however many of the letters are the same."""
    assert misprinted("Số đề án", ["Mã đề án", "Mã số đề án"]) == ""
    assert misprinted("Mã dề ánn", ["Mã đề án", "Mã số đề án"]) == "Mã đề án"
