"""Schemes as a table, and sums that never mix what must not be mixed."""

from __future__ import annotations

import pandas as pd
import pytest

import analysis
from analysis.errors import AdoptionError

HEAD = "Năm;Tên đề án;Đơn vị thụ hưởng;Loại hình;Nội dung hoạt động;Địa bàn;Tình trạng;KCQG;KCĐP;Đối ứng"
ROWS = (
    "2024;Đề án một;Cơ sở A;Ứng dụng máy móc;Máy cắt;Xã A;Thực hiện;0;150.000.001;310.000.000",
    "2024;Đề án hai;Cơ sở B;Ứng dụng máy móc;Máy sấy;Xã B;Thực hiện;0;200.000.000;420.500.000",
    "2024;Đề án ba;Cơ sở C;Ứng dụng máy móc;Máy dệt;Xã B;Kế hoạch;0;80.000.000;0",
)


def pasted(separator: str) -> pd.DataFrame:
    return analysis.read_register("\n".join([HEAD, *ROWS]).replace(";", separator))


@pytest.mark.parametrize("separator", [";", "\t"])
def test_a_pasted_register_is_read_as_a_file_is(separator: str) -> None:
    """Rows copied from a workbook or a CSV give exact đồng, the words of the report and the record of each row."""
    schemes = pasted(separator)
    assert list(schemes["kcdp"]) == [150_000_001, 200_000_000, 80_000_000]
    assert list(schemes["tinh_trang"]) == ["thực hiện", "thực hiện", "kế hoạch"]
    assert set(schemes["noi_dung"]) == {"Ứng dụng máy móc, thiết bị tiên tiến"}
    assert list(schemes["dong"]) == [2, 3, 4]


def test_plans_and_results_are_never_added() -> None:
    """Whatever schemes are grouped by, a group is of one status; the sums are exact."""
    sums = analysis.sum_schemes(pasted(";"), "noi_dung")
    assert dict(zip(sums["tinh_trang"], sums["kcdp"], strict=True)) == {
        "thực hiện": 350_000_001,
        "kế hoạch": 80_000_000,
    }
    assert list(sums["so_de_an"]) == [2, 1]


def test_grants_are_not_added_to_what_is_paid_back_nor_provinces_to_each_other() -> None:
    """Support with recovery, and tables of other provinces, stand in rows of their own."""
    schemes = pasted(";").assign(
        tinh_trang="thực hiện", ho_tro=["không hoàn lại", "có thu hồi", "không hoàn lại"]
    )
    schemes["tinh"] = ["gia-lai", "gia-lai", "binh-dinh"]
    assert list(analysis.sum_schemes(schemes, "nam")["so_de_an"]) == [1, 1, 1]


def test_what_is_missing_is_not_zero() -> None:
    """A group none of whose schemes states an amount has no sum, and blank cells are counted."""
    schemes = pasted(";")
    schemes.loc[2, "kcqg"] = pd.NA
    schemes.loc[0, "doi_ung"] = pd.NA
    sums = analysis.sum_schemes(schemes, "noi_dung").set_index("tinh_trang")
    assert sums.loc["kế hoạch", "kcqg"] is pd.NA
    assert sums.loc["thực hiện", "doi_ung"] == 420_500_000
    assert list(sums["o_trong"]) == [1, 1]


def test_faults_of_a_pasted_register_are_told_together() -> None:
    """All mistakes of the pasted rows are told at once, and none of them is read."""
    wrong = "\n".join(
        [HEAD, ROWS[0].replace("150.000.001", "một ít"), ROWS[1].replace("2024", "20x4")]
    )
    with pytest.raises(AdoptionError, match=r"có 2 lỗi(?s:.*)dòng 2(?s:.*)dòng 3"):
        analysis.read_register(wrong)
