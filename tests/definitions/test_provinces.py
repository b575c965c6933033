"""The table of provinces: a name, or a code, is a province only with a day; old and new ones hold the same ground."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.definitions.provinces import (
    Province,
    across_reform,
    near_provinces,
    province_at,
    provinces,
    same_territory,
    slug_of,
    usual,
)
from analysis.edition import LAST_DAY_BEFORE, Edition, place_slug
from analysis.language.spelling import spelled

BEFORE = LAST_DAY_BEFORE
AFTER = LAST_DAY_BEFORE + dt.timedelta(days=1)
OLD = [province for province in provinces() if province.start == dt.date.min]
NEW = [province for province in provinces() if province.end == dt.date.max]


def test_there_were_63_provinces_and_are_34_on_the_same_ground() -> None:
    """Each province of before lies in exactly one of now; the days are those of the program."""
    assert (len(OLD), len(NEW)) == (63, 34)
    assert Counter(part for province in NEW for part in province.parts) == Counter(
        p.name for p in OLD
    )
    assert {province.end for province in provinces()} == {BEFORE, dt.date.max}
    assert {province.start for province in provinces()} == {AFTER, dt.date.min}


def test_23_names_and_seven_codes_mean_another_territory() -> None:
    """Sixteen keep their code with a larger territory, seven codes are another province's of before."""
    old, new = ({p.name: p for p in some} for some in (OLD, NEW))
    changed = [name for name in old.keys() & new if old[name].parts != new[name].parts]
    assert len(changed) == 23
    codes = {province.code: province.name for province in OLD}
    assert sum(old[name].code == new[name].code for name in changed) == 16
    assert sum(codes[new[name].code] != name for name in changed) == 7
    for some in (OLD, NEW):
        assert len({province.code for province in some}) == len(some)


def test_no_two_names_collide() -> None:
    """Neither as slugs nor in any spelling."""
    for some in (OLD, NEW):
        assert len({place_slug(province.name) for province in some}) == len(some)
        assert len({spelled(province.name).casefold() for province in some}) == len(some)


def test_a_name_is_a_territory_at_a_day() -> None:
    """Gia Lai is larger from 01/7/2025, the old one has a name of its own; a name that is gone means what it was."""

    def parts(slug: str, day: dt.date) -> set[str]:
        province = province_at(slug, day)
        return set(province.parts) if province else set()

    assert parts("gia-lai", BEFORE) == {"Gia Lai"}
    assert parts("gia-lai", AFTER) == {"Gia Lai", "Bình Định"}
    assert parts("gia-lai-truoc-sap-xep", BEFORE) == {"Gia Lai"}
    assert parts("binh-dinh", AFTER) == {"Bình Định"}
    assert parts("cao-bang", BEFORE) == parts("cao-bang", AFTER) == {"Cao Bằng"}
    assert parts("cao-bang-truoc-sap-xep", BEFORE) == parts("tinh", AFTER) == set()


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Vĩnh Long (từ 01/7/2025)", "vinh-long-sau-sap-xep"),
        ("Vĩnh Long (sau sáp nhập)", "vinh-long-sau-sap-xep"),
        ("Vĩnh Long (cũ)", "vinh-long-truoc-sap-xep"),
        ("Vĩnh Long cũ", "vinh-long-truoc-sap-xep"),
        ("Chợ Mới", "cho-moi"),
        ("Gia Lai (trước khi sắp xếp)", "gia-lai-truoc-sap-xep"),
        ("Đồng Tháp (nguồn viết sau 01/7/2025)", "dong-thap-nguon-viet-sau-01-7-2025"),
        ("Cao Bằng", "cao-bang"),
        ("tỉnh Nghệ An", "nghe-an"),
        ("TP.HCM", "ho-chi-minh"),
        ("Thừa Thiên Huế", "hue"),
        ("Tỉnh Thừa Thiên - Huế", "hue"),
        ("UBND tỉnh Gia Lai (cũ)", "gia-lai-truoc-sap-xep"),
        ("Thành phố Cao Bằng", "thanh-pho-cao-bang"),
        ("Huyện Cao Bằng", "huyen-cao-bang"),
        ("tỉnh", "tinh"),
    ],
)
def test_a_source_may_say_which_province_it_means(name: str, slug: str) -> None:
    """By words in brackets; what does not say it plainly stays another place."""
    assert slug_of(name) == slug


def test_the_same_territory_is_known_or_not_compared() -> None:
    """A name alone tells it on one side of the reform only, but for the whole country and unchanged provinces."""
    assert same_territory(("cao-bang", BEFORE), ("cao-bang", AFTER))
    assert same_territory(("ca-nuoc", BEFORE), ("ca-nuoc", AFTER))
    assert same_territory(("gia-lai", BEFORE), ("gia-lai-truoc-sap-xep", BEFORE))
    assert same_territory(("thua-thien-hue", BEFORE), ("hue", AFTER))
    assert same_territory(("tinh", BEFORE), ("tinh", BEFORE))
    assert not same_territory(("gia-lai", BEFORE), ("gia-lai", AFTER))
    assert not same_territory(("tinh", BEFORE), ("tinh", AFTER))
    assert not same_territory(("gia-lai", BEFORE), ("binh-dinh", BEFORE))
    assert (across_reform(2024, 2025), across_reform(2023, 2024), across_reform(2025, 2026)) == (
        True,
        False,
        False,
    )


@given(st.lists(st.integers(-(10**15), 10**15), min_size=63, max_size=63))
def test_sums_over_all_provinces_agree_on_both_boundaries(amounts: list[int]) -> None:
    """Whatever the provinces of before have, those of now have as much in all, and each what its parts have."""
    of_old = {
        province.name: Fraction(amount) for province, amount in zip(OLD, amounts, strict=True)
    }

    def total(province: Province) -> Fraction:
        return sum((of_old[part] for part in province.parts), Fraction(0))

    assert sum(map(total, NEW)) == sum(map(total, OLD)) == sum(amounts)


def test_a_published_package_has_the_same_provinces() -> None:
    """Names and codes of now, where the package is installed; the program does not need it."""
    package = pytest.importorskip("vietnam_provinces")
    listed = {
        int(province.code.value): place_slug(province.name.removeprefix("Thành phố "))
        for province in package.Province.iter_all()
    }
    assert listed == {int(province.code): place_slug(province.name) for province in NEW}


@pytest.mark.parametrize(
    ("asked", "year", "name"),
    [
        ("vinh-long-sau-sap-xep", 2025, "vinh-long-2025"),
        ("vinh-long-sau-sap-xep", 2024, "vinh-long-sau-sap-xep-2024"),
        ("vinh-long-truoc-sap-xep", 2024, "vinh-long-2024"),
        ("vinh-long-truoc-sap-xep", 2025, "vinh-long-truoc-sap-xep-2025"),
        ("tinh-nghe-an", 2025, "nghe-an-2025"),
        ("thua-thien-hue", 2017, "hue-2017"),
        ("huyen-x-sau-sap-xep", 2025, "huyen-x-sau-sap-xep-2025"),
    ],
)
def test_one_territory_in_one_period_has_one_name(asked: str, year: int, name: str) -> None:
    """The plain name of the province, where it means the same on the last day; any other place keeps its own."""
    one = usual(Edition(asked, year, year))
    assert one.name == name
    assert usual(one) == one


@pytest.mark.parametrize(
    ("name", "near"),
    [
        ("Gia Lia", ["gia-lai"]),
        ("Gia Lay", ["gia-lai"]),
        ("Ninh Thậun", ["ninh-thuan"]),
        ("Đắc Lắc", ["dak-lak"]),
        ("Hàtĩnh", ["ha-tinh"]),
        ("Quảng Tri (trước sáp nhập)", []),
        *(
            (name, [])
            for name in (
                "Hà Tiên",
                "Long Khánh",
                "Đông Anh",
                "Hưng Nguyên",
                "Ninh Giang",
                "Ninh Phước",
            )
        ),
        *((name, []) for name in ("Huyện Chư Sê", "Thủ Đức", "An", "")),
    ],
)
def test_a_misspelt_province_has_each_word_within_a_letter(name: str, near: list[str]) -> None:
    """A letter more, less or other, two that changed places, a blank lost; a district with like letters is none."""
    assert near_provinces(slug_of(name)) == near
