"""A row of co-quan.csv speaks of an edition by any name of its place and of the edition."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.edition import Edition
from analysis.faults import Problems
from analysis.raw.folder import read_raw
from analysis.raw.offices import check_offices, office_of
from analysis.raw.rows import RawData
from data_builder import HEADERS, write_table

VINH_LONG = Edition("vinh-long", 2025, 2025)
BY_SIDE = "Vĩnh Long (sau sắp xếp)"
OF_EDITION = "vinh-long-sau-sap-xep-2025"


def offices(folder: Path, *rows: tuple[str, str, str, str]) -> RawData:
    """The office's table with place, edition, number and signatory."""
    columns = ("dia_ban", "ky", "so_ky_hieu", "nguoi_ky")
    header = (*HEADERS["co-quan.csv"], "ky")
    write_table(
        folder, "co-quan.csv", [dict(zip(columns, row, strict=True)) for row in rows], header
    )
    return read_raw(folder)


def signed(raw: RawData, edition: Edition) -> tuple[str, str]:
    office = office_of(raw.rows("co-quan.csv"), edition)
    return office.get("so_ky_hieu", ""), office.get("nguoi_ky", "")


def refused(raw: RawData) -> list[str]:
    problems = Problems()
    check_offices(raw, problems)
    return [fault.code for fault in problems.faults]


@pytest.mark.parametrize("place", ["Vĩnh Long", BY_SIDE, "Vĩnh Long (từ 01/7/2025)"])
@pytest.mark.parametrize("name", [OF_EDITION, VINH_LONG.name])
def test_number_and_signatory_stand_under_any_name(tmp_path: Path, place: str, name: str) -> None:
    """The row of the edition and that of all editions are found together, however each names the place."""
    raw = offices(tmp_path, (place, name, "7/BC-SCT", ""), ("Vĩnh Long", "", "", "Người chung"))
    assert not refused(raw)
    assert signed(raw, VINH_LONG) == ("7/BC-SCT", "Người chung")


def test_two_rows_of_one_edition_under_its_two_names_are_refused(tmp_path: Path) -> None:
    """One of them would be passed over."""
    raw = offices(
        tmp_path,
        ("Vĩnh Long", VINH_LONG.name, "7/BC-SCT", "Một"),
        (BY_SIDE, OF_EDITION, "8/BC-SCT", "Hai"),
    )
    assert refused(raw) == ["office-edition"]


@pytest.mark.parametrize(
    ("year", "who"), [(2024, "Người trước"), (2025, "Người sau"), (2026, "Người sau")]
)
@pytest.mark.parametrize("turned", [False, True])
def test_the_row_that_tells_the_side_of_the_reform_is_that_of_its_territory(
    tmp_path: Path, year: int, who: str, *, turned: bool
) -> None:
    """Beside a row with the bare name it says more, whichever stands first; of the other territory it is not."""
    rows = [("Gia Lai", "", "", "Người sau"), ("Gia Lai (trước sắp xếp)", "", "", "Người trước")]
    raw = offices(tmp_path, *(reversed(rows) if turned else rows))
    assert signed(raw, Edition("gia-lai", year, year)) == ("", who)


def test_of_another_territory_of_the_name_a_row_with_its_side_is_not(tmp_path: Path) -> None:
    """The province of now does not sign with what is told of the province of before."""
    raw = offices(tmp_path, ("Gia Lai (trước sắp xếp)", "", "", "Người trước"))
    assert signed(raw, Edition("gia-lai", 2025, 2025)) == ("", "")
