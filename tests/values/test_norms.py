"""Support norms: which schemes are checked, by which act, and where the limits lie to the đồng."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from analysis.edition import Edition
from analysis.raw.norms import ProvincialNorm
from analysis.registers.result import SCHEME_DTYPES
from analysis.report.assessment import norms_table
from analysis.report.page_data import page_data
from analysis.values.norms import BROKEN, MET, OPEN, judge, unchecked
from data_builder import compute, write_table
from law_data import NORM_COLUMNS, norm
from register_files import HEADER, register, row

MILLION = 10**6


def scheme(activity: str, national: int | None, **changes: object) -> pd.DataFrame:
    """One scheme; its cost is large, so that only the cap can matter unless a test says otherwise."""
    row: dict[str, object] = {name: "" for name, dtype in SCHEME_DTYPES.items() if dtype == "str"}
    row |= {name: None for name, dtype in SCHEME_DTYPES.items() if dtype == "Int64"}
    row |= {"year": 2020, "row": 2, "table": 0, "activity": activity, "status": "actual", "kcdp": 0}
    row |= {"kcqg": national, "tong": 10**11, "establishments": 1, **changes}
    return pd.DataFrame([row]).astype(SCHEME_DTYPES)


def verdict(frame: pd.DataFrame, fund: str = "national") -> str | None:
    judged = judge(frame)
    found = judged.loc[judged["fund"] == fund, "verdict"].tolist()
    return found[0] if found else None


def reason(frame: pd.DataFrame) -> str:
    return str(judge(frame)["reason"].iloc[0])


def test_schemes_that_no_norm_was_held_against_are_named_with_the_reason() -> None:
    """Every scheme is either judged or counted once with why not; a proved 0 is judged like any other."""
    rows = [
        scheme("ND3-MM", 200 * MILLION),
        scheme("ND3-MM", 0, kcdp=150 * MILLION),
        scheme("ND3-MM", None, kcdp=150 * MILLION),
        scheme("ND3-MM", 150 * MILLION, kcdp=None),
        scheme("ND3-MH", 0),
        scheme("ND1", 100 * MILLION),
        scheme("ND3-MM", 200 * MILLION, year=1995),
    ]
    frame = pd.concat(rows, ignore_index=True)
    judged = judge(frame)
    left = {why: list(part.index) for why, part in unchecked(frame, judged).items()}
    assert left == {"loai": [5], "trong": [2, 3], "khong": [4], "van_ban": [6]}
    assert set(judged["scheme"]) == {0, 1}


def test_support_within_cap_and_share_is_met() -> None:
    """200 triệu đồng of 413 for machinery in 2020 is below 300 and below 50%."""
    assert verdict(scheme("ND3-MM", 200 * MILLION, tong=413 * MILLION)) == MET


@pytest.mark.parametrize(
    ("activity", "limit"), [("ND3-MM", 300 * MILLION), ("ND3-MH", 1000 * MILLION)]
)
def test_the_cap_holds_to_the_dong(activity: str, limit: int) -> None:
    """A scheme at the cap is met; one đồng more without priority is not, but for machinery it may be a whole line."""
    assert verdict(scheme(activity, limit, difficult_area="không")) == MET
    beyond = scheme(activity, limit + 1, difficult_area="không")
    assert verdict(beyond) == (OPEN if activity == "ND3-MM" else BROKEN)
    assert verdict(scheme(activity, limit * 3 // 2 + 1, difficult_area="không")) == BROKEN


@pytest.mark.parametrize(("activity", "share"), [("ND3-MM", 50), ("ND3-MH", 30)])
def test_the_share_of_the_cost_holds_to_the_dong(activity: str, share: int) -> None:
    """Support of exactly the share is met; one đồng more is broken without priority, open where there may be some."""
    cost = 200 * MILLION
    limit = cost * share // 100
    assert verdict(scheme(activity, limit, tong=cost, difficult_area="không")) == MET
    assert verdict(scheme(activity, limit + 1, tong=cost, difficult_area="không")) == BROKEN
    for priority in ("", "có"):
        assert verdict(scheme(activity, limit + 1, tong=cost, difficult_area=priority)) == OPEN
        assert (
            verdict(scheme(activity, limit * 3 // 2 + 1, tong=cost, difficult_area=priority))
            == BROKEN
        )


def test_the_budget_is_the_cost_where_it_is_given() -> None:
    """The share is of the approved budget, and of the whole money only where no budget is recorded."""
    assert verdict(scheme("ND3-MM", 100 * MILLION, tong=150 * MILLION, budget=200 * MILLION)) == MET


@pytest.mark.parametrize(("priority", "expected"), [("có", MET), ("không", BROKEN), ("", OPEN)])
def test_priority_lifts_the_cap_where_the_act_says_so(priority: str, expected: str) -> None:
    """Under the act of 2014 the cap is 1,5 times with priority; unrecorded priority leaves the scheme open."""
    assert verdict(scheme("ND3-MM", 300 * MILLION, year=2016, difficult_area=priority)) == expected


def test_priority_is_open_where_its_text_was_not_seen() -> None:
    """Under the act of 2018 a scheme with priority beyond the cap is left for people to look at."""
    frame = scheme("ND3-MH", 1200 * MILLION, difficult_area="có")
    assert verdict(frame) == OPEN
    assert "nguyên văn" in reason(frame)


@pytest.mark.parametrize(
    ("approved", "year", "expected"),
    [
        ("2018-02-09", 2018, BROKEN), ("2018-02-10", 2018, OPEN), ("2018-05-10", 2018, OPEN),
        ("2018-05-11", 2018, OPEN),
        ("2018-08-08", 2018, OPEN), ("2018-08-09", 2018, MET), ("", 2018, OPEN), ("", 2014, OPEN), ("", 2013, None),
        ("2014-04-07", 2014, None), ("2014-04-08", 2014, OPEN), ("2014-07-07", 2014, BROKEN), ("2023-12-31", 2023, MET),
        ("2024-08-27", 2024, MET), ("2024-08-28", 2024, OPEN), ("2025-10-15", 2025, OPEN),
        ("", 2023, MET), ("", 2024, OPEN), ("2023-11-01", 2024, MET), ("", 2017, BROKEN),
    ],
)  # fmt: skip
def test_the_act_of_the_day_counts(approved: str, year: int, expected: str | None) -> None:
    """800 triệu đồng for a model: beyond 1,5 times the cap of 2014, within that of 2018.

    Open where no act is known, and for 90 days around a change, whose transitional rules were not seen.
    """
    assert verdict(scheme("ND3-MH", 800 * MILLION, approved_on=approved, year=year)) == expected


def test_near_a_change_what_both_acts_allow_is_met() -> None:
    """Where the act before and the act after say the same, the day near the change does not matter."""
    for day in ("2018-05-10", "2018-05-11"):
        assert verdict(scheme("ND3-MM", 100 * MILLION, approved_on=day, year=2018)) == MET


def test_both_funds_together_count_against_the_share() -> None:
    """Each fund within half the cost, but both together beyond it: people have to look at the scheme."""
    frame = scheme("ND3-MM", 250 * MILLION, kcdp=250 * MILLION, tong=600 * MILLION)
    assert verdict(frame) == verdict(frame, "local") == OPEN
    assert "KCQG và KCĐP cộng lại" in reason(frame)
    assert verdict(scheme("ND3-MM", 150 * MILLION, kcdp=150 * MILLION, tong=600 * MILLION)) == MET


def test_the_cap_is_for_each_establishment() -> None:
    """Three establishments have three caps; without their number a scheme beyond one cap is open."""
    assert verdict(scheme("ND3-MM", 900 * MILLION, establishments=3)) == MET
    frame = scheme("ND3-MM", 900 * MILLION, establishments=None)
    assert verdict(frame) == OPEN
    assert "không ghi số cơ sở" in reason(frame)


def test_provincial_money_is_never_broken() -> None:
    """The province sets its own levels: beyond the national one KCĐP is open, within it met."""
    assert verdict(scheme("ND3-MM", 0, kcdp=900 * MILLION), "local") == OPEN
    assert verdict(scheme("ND3-MM", 0, kcdp=100 * MILLION), "local") == MET


def own(unit: str = "cơ sở", cap: int | None = 250, **changes: Any) -> ProvincialNorm:
    """A norm of the province for machinery, in triệu đồng, from 2021 on."""
    given = {"start": dt.date(2021, 1, 1), "share": None, "text": "“Nghị quyết A”", **changes}
    amount = None if cap is None else cap * MILLION
    return ProvincialNorm(id="DP_ND3_MM", activity="ND3-MM", unit=unit, cap=amount, **given)


def by_own(
    *norms: ProvincialNorm, local: int = 260, national: int = 0, **changes: object
) -> list[tuple[str, str, str]]:
    """The norm, the fund and the verdict of each judgement of a scheme for machinery in triệu đồng."""
    given = {"difficult_area": "không", "approved_on": "2022-03-01", "year": 2022, **changes}
    frame = scheme("ND3-MM", national * MILLION, kcdp=local * MILLION, **given)
    judged = judge(frame, norms)
    return list(judged[["norm", "fund", "verdict"]].itertuples(index=False, name=None))


def test_provincial_money_is_held_against_the_norm_of_the_province_first() -> None:
    """Beyond the province's cap KCĐP is broken, though the national one would allow it; KCQG keeps that one."""
    assert by_own(own()) == [("DP_ND3_MM", "local", BROKEN)]
    assert by_own(own(), local=250) == [("DP_ND3_MM", "local", MET)]
    assert by_own(own(), local=250, national=20) == [
        ("N04", "national", MET),
        ("DP_ND3_MM", "local", MET),
    ]
    assert by_own(own(cap=400), local=400) == [("DP_ND3_MM", "local", MET)]
    assert by_own(own(cap=None, share=Fraction(20)), tong=1000 * MILLION) == [
        ("DP_ND3_MM", "local", BROKEN)
    ]


@pytest.mark.parametrize("norm", [own(), own(cap=None, share=Fraction(20))])
@pytest.mark.parametrize(("area", "expected"), [("", OPEN), ("không", BROKEN), ("có", OPEN)])
def test_the_national_factor_of_priority_softens_no_norm_of_the_province(
    norm: ProvincialNorm, area: str, expected: str
) -> None:
    """Beyond the limits of its row people look where priority may be meant, and nowhere else, however far beyond."""
    given: dict[str, Any] = {"local": 900, "difficult_area": area, "tong": 1000 * MILLION}
    assert by_own(norm, **given) == [("DP_ND3_MM", "local", expected)]


def test_where_the_province_has_no_norm_the_national_one_is_asked() -> None:
    """Before the first norm of the table and after the last the national norm speaks."""
    ended = own(end=dt.date(2022, 2, 28))
    assert by_own(ended) == [("N04", "local", MET)]
    assert by_own(own(start=dt.date(2022, 3, 2))) == [("N04", "local", MET)]


@pytest.mark.parametrize(
    ("approved", "expected"),
    [("2022-06-30", BROKEN), ("2022-07-01", MET), ("2022-07-02", MET), ("", OPEN)],
)
def test_the_norm_of_the_province_changes_on_its_day(approved: str, expected: str) -> None:
    """260 triệu đồng under 250 until the end of June 2022 and under 300 from July: a year without a day is open."""
    norms = own(end=dt.date(2022, 6, 30)), own(cap=300, start=dt.date(2022, 7, 1))
    assert by_own(*norms, approved_on=approved) == [("DP_ND3_MM", "local", expected)]


def test_of_two_norms_that_may_be_meant_none_is_chosen() -> None:
    """Machines have one cap and lines another: within both is met, else people have to look which one it is."""
    norms = own(), own(unit="dây chuyền", cap=400)
    assert by_own(*norms, local=250) == [("DP_ND3_MM", "local", MET)]
    assert by_own(*norms, local=300) == [("DP_ND3_MM", "local", OPEN)]
    # how many lines there are no register says
    assert by_own(own(unit="dây chuyền", cap=250)) == [("DP_ND3_MM", "local", OPEN)]


@pytest.mark.parametrize(
    ("amount", "area", "expected"),
    [(20, "có", MET), (21, "có", OPEN), (31, "có", BROKEN), (20, "", OPEN), (20, "không", OPEN)],
)
def test_an_enterprise_is_founded_with_support_in_difficult_areas(
    amount: int, area: str, expected: str
) -> None:
    """Two enterprises have two caps of 10 triệu đồng; outside difficult areas the act names no level."""
    founded = {"kind": "Thành lập  doanh nghiệp", "establishments": 2, "difficult_area": area}
    assert verdict(scheme("ND2", amount * MILLION, **founded)) == expected
    judged = judge(scheme("ND2", amount * MILLION, **founded))
    assert set(judged["text"]) == {
        "Thông tư số 28/2018/TT-BTC (theo bản dịch tóm tắt sang tiếng Anh)"
    }
    # other work of this activity has no such cap
    assert verdict(scheme("ND2", amount * MILLION, **{**founded, "kind": "Tập huấn"})) is None


@pytest.mark.parametrize("activity", ["ND1", "ND4", "NHIEU", "QL", "ND3"])
def test_other_kinds_are_not_checked(activity: str) -> None:
    """Where no norm was seen, or a scheme has several activities, nothing is said."""
    assert judge(scheme(activity, 10**12)).empty


def test_what_is_missing_is_not_checked() -> None:
    """Without KCQG there is nothing to hold against a norm; nothing of it is nothing to check."""
    assert judge(scheme("ND3-MM", None)).empty
    assert verdict(scheme("ND3-MM", 0)) is None


def test_each_scheme_keeps_its_own_verdict() -> None:
    """Verdicts name the schemes of the frame, whatever equal rows stand between them."""
    rows = [scheme("ND3-MM", amount * MILLION) for amount in (100, 900, 100, 900)] + [
        scheme("ND1", 1)
    ]
    judged = judge(pd.concat(rows, ignore_index=True))
    assert judged["scheme"].tolist() == [0, 1, 2, 3]
    assert judged["verdict"].tolist() == [MET, BROKEN, MET, BROKEN]


def test_what_the_known_text_says_is_told_beside_the_unseen_one() -> None:
    """Beyond the last known text, or near a change, the reason names what that text would find, and no more."""
    beyond = reason(scheme("ND3-MH", 800 * MILLION, tong=2000 * MILLION, year=2024))
    assert beyond.startswith("theo văn bản đã biết: {vượt: <ty_le> > ty_le_N02_2018}")
    assert "; chưa có nguyên văn văn bản sửa đổi" in beyond
    assert reason(scheme("ND3-MH", 500 * MILLION, tong=2000 * MILLION, year=2024)).startswith(
        "chưa có nguyên văn"
    )
    cap = reason(scheme("ND3-MH", 1600 * MILLION, year=2024))
    assert cap.startswith("theo văn bản đã biết: {vượt: <so_tien> > tran_N02_2018}")
    near = reason(scheme("ND3-MH", 800 * MILLION, year=2018, approved_on="2018-05-10"))
    assert near.startswith("theo văn bản đã biết: {vượt: <so_tien> > tran_N02_2014}")
    assert "; ngày phê duyệt gần ngày" in near


def test_a_norm_of_the_province_leads_to_its_cells(tmp_path: Path) -> None:
    """What a reason prints of dinh-muc.csv stands in its cells, which the page reads in triệu đồng and percent."""
    header = (*HEADER, "Tình trạng", "Địa bàn khó khăn", "Số cơ sở")
    machines = row(1, "Ứng dụng máy móc", place="Huyện A", year=2022, l=300, c=100)
    register(tmp_path, (*machines, "thực hiện", "không", "1"), header=header)
    columns = [name for name in NORM_COLUMNS if name != "dia_ban"]
    line = {name: cell for name, cell in norm().items() if name != "dia_ban"}
    write_table(tmp_path, "dinh-muc.csv", [{**line, "muc_tran_trieu_dong": "250"}], columns)
    made = compute(tmp_path, Edition("tinh", 2022, 2022))
    assert made.value("DM_DP_ND3_MM_KCDP_khong_dat") == 1
    cap, share = (
        made.book["tran_DP_ND3_MM_co_so_20210101"],
        made.book["ty_le_DP_ND3_MM_co_so_20210101"],
    )
    assert [cap.origins[0].printed, share.origins[0].printed] == ["250", "50"]
    report = made.report
    read_as = {tuple(cell[2:5]) for cell in page_data(report, [cap.id, share.id])["cells"]}
    assert read_as == {("muc_tran_trieu_dong", "250", "triệu đồng"), ("ty_le", "50", "%")}
    assert norms_table(report)["rows"]
    assert made.clean.rows["data/raw/dinh-muc.csv"] == "2"
