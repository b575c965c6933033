"""Whose scheme the law of its day names: types that an act added, wards of cities."""

from __future__ import annotations

import pandas as pd
import pytest

from analysis.figures.entitled import not_entitled


def codes(place_name: str = "Bình Định", **cells: object) -> list[str]:
    given = {"beneficiary_type": "", "approved_on": "", "year": 2025, "place": "Phường A"}
    row = {"file": "data/raw/so.csv", "sheet": "", "row": 2, **given, **cells}
    return [finding.code for finding in not_entitled(pd.DataFrame([row]), place_name)]


@pytest.mark.parametrize(
    ("approved", "year", "told"),
    [("2025-10-14", 2025, True), ("2025-10-15", 2025, False), ("", 2025, False), ("", 2024, True)],
)
def test_a_union_of_cooperatives_is_a_beneficiary_from_the_day_of_its_decree(
    approved: str,
    year: int,
    told: bool,
) -> None:
    """Before 15/10/2025 the law does not name it; a year in which the day lies leaves it open."""
    found = codes(beneficiary_type="LHHTX", approved_on=approved, year=year)
    assert found == ["beneficiary-early"] * told
    assert codes(beneficiary_type="HTX", approved_on=approved, year=year) == []


@pytest.mark.parametrize(
    ("approved", "year", "told"),
    [("2025-10-14", 2025, False), ("2025-10-15", 2025, True), ("", 2025, False), ("", 2026, True)],
)
def test_a_ward_of_a_city_is_looked_at_from_that_day_on(
    approved: str,
    year: int,
    told: bool,
) -> None:
    """Of cities the decree names communes; of provinces wards too."""
    assert codes("Cần Thơ", approved_on=approved, year=year) == ["beneficiary-ward"] * told
    assert codes("Cần Thơ", approved_on=approved, year=year, place="Xã B") == []
    assert codes("Vĩnh Long", approved_on=approved, year=year) == []
