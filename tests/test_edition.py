"""Editions: their names, what lies in them, and the slug of a place."""

from __future__ import annotations

import unicodedata

import pytest

from analysis.edition import Edition, place_slug


@pytest.mark.parametrize(
    ("edition", "name", "period"),
    [
        (Edition("tinh", 2012, 2022), "tinh-2012-2022", "giai đoạn 2012-2022"),
        (Edition("binh-dinh", 2022, 2022), "binh-dinh-2022", "năm 2022"),
    ],
)
def test_edition_is_named_by_place_and_period(edition: Edition, name: str, period: str) -> None:
    """The folder is `<place>-<from>[-<to>]`; one year is "năm", more are "giai đoạn"."""
    assert (edition.name, edition.period_text) == (name, period)
    assert (edition.years[0], edition.years[-1]) == (edition.year_from, edition.year_to)
    assert edition.is_single_year == (len(edition.years) == 1)


@pytest.mark.parametrize(
    ("first", "last", "inside"),
    [(2016, 2020, True), (2018, 2018, True), (2015, 2016, False), (2020, 2021, False)],
)
def test_an_edition_holds_the_periods_inside_it(first: int, last: int, *, inside: bool) -> None:
    """A period lies inside when both its ends do; the year before an edition never does."""
    edition = Edition("thu", 2016, 2020)
    assert Edition("thu", first, last).lies_in(edition) == inside
    before = edition.year_before
    assert (before, before.suffix, edition.suffix) == (
        Edition("thu", 2015, 2015),
        ".2015",
        ".2016_2020",
    )
    assert not before.lies_in(edition)


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Bà Rịa - Vũng Tàu", "ba-ria-vung-tau"),
        ("Đắk Lắk", "dak-lak"),
        ("  TP. Hồ Chí Minh ", "tp-ho-chi-minh"),
        ("(không nêu tên)", "tinh"),
        ("Thừa Thiên-Huế", "thua-thien-hue"),
        ("Toàn quốc", "toan-quoc"),
        ("***", ""),
    ],
)
def test_slug_of_a_place(name: str, slug: str) -> None:
    """Diacritics dropped, đ to d, lower case, anything else to a dash; the same for composed and decomposed text."""
    assert {place_slug(unicodedata.normalize(form, name)) for form in ("NFC", "NFD")} == {slug}
