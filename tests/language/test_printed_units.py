"""The units that sources print."""

from __future__ import annotations

import unicodedata

import pytest

from analysis.language.number_faults import NumberError
from analysis.language.printed_units import UNITS, find_unit


def test_units_are_found_in_any_spelling_of_the_same_letters() -> None:
    """NFD, tỉ for tỷ and odd white space do not hide a unit; a misprint is answered with the nearest name."""
    assert (
        find_unit(unicodedata.normalize("NFD", " tỉ  đồng\u00a0"))
        == find_unit("tỷ đồng")
        == UNITS["tỷ đồng"]
    )
    with pytest.raises(NumberError, match='có phải là "triệu đồng"'):
        find_unit("Triệu đông")
