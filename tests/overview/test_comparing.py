"""Two editions have the same keys where reports would compare them, and others where they would not."""

from __future__ import annotations

from fractions import Fraction
from itertools import product

import pytest

from analysis.book.book import Value
from analysis.definitions.provinces import same_territory
from analysis.overview.comparing import keys_of, meaning_of, mixes_territories, parts_of
from overview_cards import amount, named

PLACES = """
binh-dinh gia-lai vinh-long ben-tre vinh-long-truoc-sap-xep vinh-long-sau-sap-xep ha-tinh hue thua-thien-hue
ca-nuoc viet-nam cac-tinh-phia-nam tinh huyen-vinh-linh
""".split()
PERIODS = (
    "2016 2022 2025 2026 2016-2020 2021-2025 2024-6t 2025-6t 2025-9t 2025-q3 den-20250914".split()
)
# Periods that end on either side of the reform.
EDITIONS = [
    named(f"{place}-{period}") for place, period in product(PLACES, ("2022", "2025", "2025-6t"))
]


def test_one_territory_has_one_key() -> None:
    """Two editions have the key of one territory exactly where a report takes both places for one territory."""
    for one, other in product(EDITIONS, EDITIONS):
        same = same_territory((one.place, one.last_day), (other.place, other.last_day))
        assert (keys_of(one).territory == keys_of(other).territory) == same, (one.name, other.name)


def test_one_length_is_of_periods_that_are_compared() -> None:
    """Periods of one length are comparable as everywhere, and of several years only those of as many."""
    editions = [named(f"hue-{period}") for period in PERIODS]
    for one, other in product(editions, editions):
        if keys_of(one).length == keys_of(other).length:
            assert one.comparable(other)
            assert len(one.years) == len(other.years)
    assert keys_of(named("hue-2016")).length == keys_of(named("hue-2022")).length
    assert keys_of(named("hue-2024-6t")).length == keys_of(named("hue-2025-6t")).length


@pytest.mark.parametrize(
    ("name", "mixes"),
    [("vinh-long-2021-2025", True), ("vinh-long-2025", False), ("vinh-long-2025-9t", False)],
)
def test_only_years_of_both_sides_mix_territories(name: str, mixes: bool) -> None:
    """A broken edition of one year is only not compared with the year before: its own figures are of one territory."""
    assert mixes_territories(named(name), is_broken=True) == mixes
    assert not mixes_territories(named(name), is_broken=False)


def test_a_merged_province_names_what_it_was_joined_from() -> None:
    """Vĩnh Long since 01/7/2025 is three provinces of before; a name of before and one that did not change are none."""
    assert parts_of(named("vinh-long-2026")) == ["Bến Tre", "Trà Vinh", "Vĩnh Long"]
    assert parts_of(named("vinh-long-2023")) == parts_of(named("hue-2026")) == []


def test_a_quantity_is_known_by_label_and_formula() -> None:
    """A plan of a quantity is the same quantity; an indicator of another formula is another one."""
    assert meaning_of(amount("P.kh", 1, status="planned")) == meaning_of(amount("P", 1))
    ratio = Value(
        "I10", "Hệ số", Fraction(2), "lần", formula="C.kh / P.kh", inputs=("C.kh", "P.kh")
    )
    assert meaning_of(ratio) == "Hệ số = C / P"
