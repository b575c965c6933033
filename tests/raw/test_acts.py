"""The province's own acts: in the order of their bodies and days, of the edition's place, told when impossible."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.edition import Edition
from analysis.faults import Problems
from analysis.raw.acts import read_acts
from analysis.raw.folder import read_raw
from data_builder import Row, codes_of, write_table
from law_data import NORM_COLUMNS, act, norm, with_acts

EDITION = Edition("thu", 2022, 2022)


def names(folder: Path, *rows: Row, edition: Edition = EDITION) -> list[str]:
    problems = Problems()
    acts = read_acts(read_raw(with_acts(folder, *rows)), edition, problems)
    assert not problems.faults
    return [found.law.name.split()[3] for found in acts]


def test_own_acts_are_cited_by_their_bodies_then_kinds_then_days(tmp_path: Path) -> None:
    """The council before the committee before the department, resolutions before plans, older before newer."""
    committee = {"co_quan": "Ủy ban nhân dân tỉnh Thử", "loai": "Quyết định"}
    rows = [
        act(loai="Kế hoạch", so_ky_hieu="7/KH-SCT", co_quan="Sở Công Thương"),
        act(loai="Kế hoạch", so_ky_hieu="6/KH-UBND", co_quan="UBND tỉnh Thử"),
        act(**committee, so_ky_hieu="5/QĐ-UBND"),
        act(**committee, so_ky_hieu="4/QĐ-UBND", ngay_ky="2021-12-08"),
        act(so_ky_hieu="3/2021/NQ-HĐND"),
    ]
    assert names(tmp_path, *rows) == ["3/2021/NQ-HĐND", "4/QĐ-UBND", "5/QĐ-UBND", "6/KH-UBND", "7/KH-SCT"]  # fmt: skip


def test_an_act_is_cited_whole_with_its_day(tmp_path: Path) -> None:
    """Number, official date, body and title stand in the citation as the table has them."""
    problems = Problems()
    (found,) = read_acts(read_raw(with_acts(tmp_path, act())), EDITION, problems)
    assert found.law.citation == (
        "Nghị quyết số 10/2021/NQ-HĐND ngày 09 tháng 12 năm 2021 của Hội đồng nhân dân tỉnh Thử quy định mức chi"
    )
    assert found.line == 2
    assert found.law.start_known


def test_acts_of_another_place_and_of_before_are_none_of_the_edition(tmp_path: Path) -> None:
    """An act that ended before the period, or that names another province, is left out."""
    other, ended = act(dia_ban="Bình Định"), act(so_ky_hieu="1/NQ-HĐND", den_ngay="2022-01-01")
    assert names(tmp_path, other, ended, act()) == ["1/NQ-HĐND", "10/2021/NQ-HĐND"]
    assert names(tmp_path, other, ended, act(), edition=Edition("thu", 2023, 2023)) == ["10/2021/NQ-HĐND"]  # fmt: skip


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        ({"ngay_ky": "2021-02-30"}, "act-date"),
        ({"tu_ngay": "09/12/2021"}, "act-date"),
        ({"tu_ngay": "2021-12-08"}, "act-date"),
        ({"den_ngay": "2021-12-31"}, "act-date"),
        ({"ngay_ky": "2020-12-09"}, "act-date"),
        ({"ngay_ky": ""}, "cell-required"),
        ({"loai": "Giấy mời"}, "act-kind"),
        ({"so_ky_hieu": "mười"}, "act-number"),
    ],
)
def test_an_impossible_act_is_told_once(tmp_path: Path, cells: Row, code: str) -> None:
    """A day that is none, in force before signing, ended before it began, signed in another year than its number."""
    assert codes_of(with_acts(tmp_path, act(**cells))) == [code]


def test_all_faults_of_the_tables_of_the_law_are_told_at_once(tmp_path: Path) -> None:
    """A wrong act, one told twice and a wrong norm stop the reading together."""
    folder = with_acts(tmp_path, act(), act(), act(so_ky_hieu="2/NQ-HĐND", ngay_ky="2021-13-01"))
    without_limits = norm(ty_le="", muc_tran_trieu_dong="")
    write_table(folder, "dinh-muc.csv", [without_limits], NORM_COLUMNS)
    assert sorted(codes_of(folder)) == ["act-date", "norm-value", "row-duplicate"]


def test_one_act_in_two_spellings_is_told(tmp_path: Path) -> None:
    """Other capitals, and the province with the word for its kind, make no second act: it would be cited twice."""
    body = "Hội đồng nhân dân tỉnh Hà Tĩnh"
    rows = (
        act(co_quan=body, dia_ban="Hà Tĩnh"),
        act(co_quan=body.capitalize(), dia_ban="tỉnh Hà Tĩnh", so_ky_hieu="10/2021/nq-hđnd"),
    )
    assert codes_of(with_acts(tmp_path, *rows)) == ["row-duplicate"]


def test_one_number_in_two_years_is_two_acts(tmp_path: Path) -> None:
    """Decisions and plans are numbered anew each year: "10/QĐ-UBND" of 2021 and of 2022 are both cited."""
    rows = [
        act(so_ky_hieu="10/QĐ-UBND", ngay_ky=f"{year}-01-05", tu_ngay=f"{year}-01-05")
        for year in (2021, 2022)
    ]
    assert codes_of(with_acts(tmp_path, *rows)) == []
