"""The province's own norms: a table without gaps and overlaps, in triệu đồng and percent, each limit with its cell."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

from analysis.edition import Edition
from analysis.faults import Problems
from analysis.raw.folder import read_raw
from analysis.raw.norms import ProvincialNorm, read_norms
from data_builder import Row, codes_of, faults_of
from filled_forms import OFFICE
from law_data import norm, with_norms


def read(folder: Path, *rows: Row, year: int = 2022) -> list[ProvincialNorm]:
    problems = Problems()
    found = read_norms(read_raw(with_norms(folder, *rows)), Edition("thu", year, year), problems)
    assert not problems.faults
    return [dated.law for dated in found]


def test_a_norm_is_read_in_dong_and_percent_with_its_cells(tmp_path: Path) -> None:
    """A cap of 1.012,5 triệu đồng is that to the đồng; what a cell leaves blank is no limit."""
    rows = norm(muc_tran_trieu_dong="1.012,5", ty_le=""), norm(
        noi_dung="Mô hình trình diễn kỹ thuật", don_vi="mô hình", muc_tran_trieu_dong="", ty_le="37,5%"
    )  # fmt: skip
    cap, share = read(tmp_path, *rows)
    assert (cap.cap, cap.share, cap.activity, cap.unit) == (1_012_500_000, None, "ND3-MM", "cơ sở")
    assert (share.cap, share.share, share.activity) == (None, Fraction("37.5"), "ND3-MH")
    assert cap.cap_cell is not None
    assert (cap.cap_cell.row, cap.cap_cell.printed, cap.share_cell) == (2, "1.012,5", None)
    assert cap.cap_id == "tran_DP_ND3_MM_co_so_20210101"


def test_norms_of_the_edition_are_those_of_its_place_and_time(tmp_path: Path) -> None:
    """Of a table of several places and times those that were in force in the period are used."""
    rows = [
        norm(den_ngay="2021-12-31"),
        norm(tu_ngay="2022-01-01", muc_tran_trieu_dong="350"),
        norm(dia_ban="Bình Định"),
    ]
    assert [found.cap for found in read(tmp_path, *rows)] == [350 * 10**6]
    assert [found.cap for found in read(tmp_path, *rows, year=2021)] == [300 * 10**6]


@pytest.mark.parametrize(
    ("end", "start", "codes"),
    [
        ("2021-12-31", "2022-01-01", []),
        ("2021-12-31", "2022-01-02", ["norm-gap"]),
        ("2022-01-01", "2022-01-01", ["norm-overlap"]),
        ("", "2022-01-01", ["norm-overlap"]),
    ],
)
def test_norms_of_one_thing_follow_each_other_day_by_day(
    tmp_path: Path, end: str, start: str, codes: list[str]
) -> None:
    """A later norm begins the day after the earlier one ends, in whatever order the rows stand; else it is told."""
    rows = norm(tu_ngay=start), norm(den_ngay=end)
    assert codes_of(with_norms(tmp_path, *rows)) == codes
    # another unit, activity or place is another thing
    for other in ({"don_vi": "dây chuyền"}, {"noi_dung": "ND4"}, {"dia_ban": "Bình Định"}):
        assert codes_of(with_norms(tmp_path, norm(**{**rows[0], **other}), rows[1])) == []


def test_a_place_that_is_named_and_the_own_that_is_not_are_one(tmp_path: Path) -> None:
    """A row without a place is of the office's own: two norms of it at once are told, whichever names it."""
    folder = with_norms(tmp_path, norm(dia_ban=""), norm(dia_ban="Thử"))
    (folder / "co-quan.csv").write_text(OFFICE.replace("Hà Tĩnh", "Thử"), encoding="utf-8")
    assert codes_of(folder) == ["norm-overlap"]


def test_two_names_of_one_province_have_one_series_of_norms(tmp_path: Path) -> None:
    """With the word for its kind or without: two norms of it at once are told, and both are of its edition."""
    rows = norm(dia_ban="Hà Tĩnh"), norm(dia_ban="Tỉnh Hà Tĩnh", tu_ngay="2022-01-01")
    assert codes_of(with_norms(tmp_path, *rows)) == ["norm-overlap"]
    only = read_raw(with_norms(tmp_path, norm(dia_ban="Vĩnh Long")))
    for place in ("vinh-long", "vinh-long-sau-sap-xep"):
        assert len(read_norms(only, Edition(place, 2025, 2025), Problems())) == 1


def test_days_that_any_earlier_norm_has_are_no_gap(tmp_path: Path) -> None:
    """A short norm within a long one overlaps; the one that follows the long one leaves no day without a norm."""
    rows = (
        norm(den_ngay="2026-12-31"),
        norm(tu_ngay="2023-01-01", den_ngay="2023-12-31"),
        norm(tu_ngay="2027-01-01"),
    )
    assert codes_of(with_norms(tmp_path, *rows)) == ["norm-overlap"]


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        ({"noi_dung": "ND33"}, "norm-activity"),
        ({"don_vi": "thùng"}, "norm-unit"),
        ({"ty_le": "120"}, "norm-value"),
        ({"ty_le": "một nửa"}, "norm-value"),
        ({"ty_le": "0,5"}, "norm-value"),
        ({"muc_tran_trieu_dong": "300.000.000"}, "norm-value"),
        ({"muc_tran_trieu_dong": "0"}, "norm-value"),
        ({"muc_tran_trieu_dong": "1,000"}, "norm-value"),
        ({"ty_le": "", "muc_tran_trieu_dong": ""}, "norm-value"),
        ({"tu_ngay": "2021-06-31"}, "norm-date"),
        ({"den_ngay": "2020-12-31"}, "norm-date"),
        ({"van_ban": ""}, "cell-required"),
    ],
)
def test_a_row_that_is_no_norm_is_told_once(tmp_path: Path, cells: Row, code: str) -> None:
    """A word of no list, a number that is no limit, đồng in a column of triệu đồng, a day that is none."""
    assert codes_of(with_norms(tmp_path, norm(**cells))) == [code]


def test_an_unknown_activity_is_told_with_all_names_and_the_nearest(tmp_path: Path) -> None:
    """What is short for a kind of schemes is proposed; the codes stand with their names."""
    (fault,) = faults_of(with_norms(tmp_path, norm(noi_dung="Máy móc")))
    assert "có phải ND3-MM (Ứng dụng máy móc, thiết bị tiên tiến)?" in str(fault)
    assert "ND1 (Đào tạo nghề, truyền nghề)" in fault.wanted
