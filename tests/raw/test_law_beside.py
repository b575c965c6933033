"""Rows of can-cu.csv and dinh-muc.csv that an edition leaves out though they may be about it are told once."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from analysis.edition import Edition
from analysis.faults import Finding, Problems
from analysis.raw.acts import read_acts
from analysis.raw.folder import read_raw
from analysis.raw.law_beside import of_name, of_parts, uncited, unused_places
from analysis.raw.norms import read_norms
from data_builder import Row, figure, write_table
from law_data import ACT_COLUMNS, NORM_COLUMNS, act, norm, with_norms

HALF = Edition("gia-lai", 2026, 2026, "2026-01-01", "2026-06-30")
BEFORE = Edition("gia-lai", 2024, 2024)


def tables(folder: Path, norms: list[Row], acts: list[Row]) -> Path:
    write_table(with_norms(folder, *norms), "can-cu.csv", acts, ACT_COLUMNS)
    return folder


def parts(folder: Path, edition: Edition) -> list[str]:
    return [str(finding) for finding in of_parts(read_raw(folder), edition)]


def test_the_law_of_a_part_of_the_province_is_told_and_not_used(tmp_path: Path) -> None:
    """Norms of the old Gia Lai and acts of Bình Định are none of the new Gia Lai, one finding a table and province."""
    old = {"dia_ban": "Gia Lai trước sắp xếp"}
    folder = tables(
        tmp_path,
        [norm(**old), norm(**old, noi_dung="ND4"), norm(dia_ban="Gia Lai", don_vi="mô hình")],
        [act(dia_ban="Bình Định"), act(**old, den_ngay="2025-06-30"), act(dia_ban="Hà Tĩnh")],
    )
    acts, norms = parts(folder, HALF)
    assert "can-cu.csv, dòng 2: 1 văn bản của Bình Định không dùng" in acts
    assert "dinh-muc.csv, dòng 2, 3: 2 mức hỗ trợ của Gia Lai (trước sắp xếp)" in norms
    assert "dia_ban là Gia Lai, tu_ngay từ 2025-07-01" in norms
    assert parts(folder, BEFORE) == []
    used = read_norms(read_raw(folder), HALF, Problems())
    assert [found.line for found in used] == [4]


@pytest.mark.parametrize("name", ["Gia Lai", "tỉnh Gia Lai", ""])
def test_old_law_under_the_name_of_a_larger_province_is_used_and_told(
    tmp_path: Path, name: str
) -> None:
    """The act and the norm of 2021 that name Gia Lai, or nothing, may be of the old one: told once a table."""
    folder = tables(tmp_path, [norm(dia_ban=name)], [act(dia_ban=name)])
    write_table(folder, "co-quan.csv", [{"dia_ban": "Gia Lai"}])
    raw = read_raw(folder)
    assert [found.line for found in read_norms(raw, HALF, Problems())] == [2]
    acts, norms = map(str, of_name(raw, HALF))
    assert "can-cu.csv, dòng 2: 1 văn bản có từ trước 01/7/2025 được dùng cho cả Gia Lai" in acts
    assert "dinh-muc.csv, dòng 2: 1 mức hỗ trợ" in norms
    assert "dia_ban là Gia Lai trước sắp xếp" in norms
    assert list(of_name(raw, BEFORE)) == []


def test_law_that_says_which_province_it_is_of_is_not_told(tmp_path: Path) -> None:
    """Of the new province by its day or its words, of the old one, of one that no reform changed: nothing is asked."""
    rows = [
        norm(dia_ban="Gia Lai", tu_ngay="2025-07-01"),
        norm(dia_ban="Gia Lai sau sắp xếp", don_vi="mô hình"),
        norm(dia_ban="Gia Lai trước sắp xếp"),
        norm(dia_ban="Hà Tĩnh"),
    ]
    raw = read_raw(with_norms(tmp_path, *rows))
    assert list(of_name(raw, HALF)) == []
    assert list(of_name(raw, Edition("ha-tinh", 2026, 2026))) == []


def test_the_law_of_a_province_before_the_reform_is_used_then(tmp_path: Path) -> None:
    """Gia Lai of 2024 is the old one: a norm that names it with the words for that side is its own."""
    folder = with_norms(tmp_path, norm(dia_ban="Gia Lai trước sắp xếp"))
    assert [found.line for found in read_norms(read_raw(folder), BEFORE, Problems())] == [2]
    later = with_norms(tmp_path, norm(dia_ban="Gia Lai (từ 01/7/2025)", tu_ngay="2025-07-01"))
    assert [found.line for found in read_norms(read_raw(later), HALF, Problems())] == [2]
    assert read_norms(read_raw(later), BEFORE, Problems()) == []


def test_a_place_of_which_no_report_can_be_is_told(tmp_path: Path) -> None:
    """What is no province is told, with the one that may be meant; the own place and one with figures are not."""
    names = (
        "Gia Lia",
        "Gia Lai",
        "HT",
        "Hà Tĩnh; Nghệ An",
        "Bình Định trước sắp xếp",
        "Thừa Thiên Huế",
    )
    rows = [norm(dia_ban=name) for name in (*names, "Huyện Chư Sê", "Trung ương", "cả nước")]
    folder = tables(tmp_path, [], [])
    write_table(folder, "dinh-muc.csv", rows, NORM_COLUMNS)
    told = list(map(str, unused_places(read_raw(folder))))
    assert [re.search("dòng ([0-9]+)", line)[1] for line in told] == ["2", "4", "5", *"89", "10"]  # type: ignore[index]
    assert "có phải Gia Lai?" in told[0]
    assert "mỗi dòng ghi tên một tỉnh" in told[2]
    assert all("văn bản của trung ương thì để trống dia_ban" in line for line in told[4:])
    write_table(folder, "so-lieu.csv", [figure("1", place="Huyện Chư Sê")])
    assert len(list(unused_places(read_raw(folder)))) == 5


def uncited_of(folder: Path, *own: Row, activities: tuple[str, ...] = ("ND3-MM",)) -> list[Finding]:
    edition = Edition("thu", 2022, 2022)
    van_ban = "Nghị quyết số 10/2021/NQ-HĐND; Thông tư số 28/2018/TT-BTC"
    raw = read_raw(tables(folder, [norm(van_ban=van_ban)], [*own]))
    norms, acts = (read(raw, edition, Problems()) for read in (read_norms, read_acts))
    return list(uncited(norms, acts, activities, edition))


def test_an_act_of_a_norm_that_the_report_does_not_cite_is_told(tmp_path: Path) -> None:
    """The resolution of a norm that is used is in can-cu.csv, or missing and told; of any other norm it may miss."""
    (told,) = uncited_of(tmp_path)
    assert 'dinh-muc.csv, dòng 2, cột "van_ban"' in str(told)
    assert uncited_of(tmp_path, act()) == []
    assert len(uncited_of(tmp_path, act(so_ky_hieu="110/2021/NQ-HĐND"))) == 1
    assert uncited_of(tmp_path, activities=("ND4",)) == []
