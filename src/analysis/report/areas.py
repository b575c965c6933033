"""Chapter II.4, places: its sentences and table."""

from __future__ import annotations

from analysis.document.blocks import Block
from analysis.report.schemes import groups
from analysis.report.view import Report


def text(report: Report) -> Block:
    """II.4: where the schemes are, then beneficiaries in difficult areas."""
    count = "Các đề án thuộc {DB_n} như danh mục ghi; chi tiết tại {@tbl-dia-ban}."
    schemes = report.register.told(count)
    here = report.headline("n_KK")
    if here is None:
        lacking = "Chưa có đủ số liệu về cơ sở thụ hưởng thuộc địa bàn khó khăn."
        return report.prose(schemes, lacking)
    share = here.if_known(", chiếm {I16} số cơ sở thụ hưởng")
    difficult = here.stated(f"Có {{n_KK}} thuộc địa bàn khó khăn, đặc biệt khó khăn{share}.")
    subset = " Các cơ sở này đã nằm trong số liệu theo loại hình và không cộng thêm."
    return report.prose(schemes, difficult + subset)


def table(report: Report) -> Block:
    """II.4: schemes and money by place."""
    return groups(report, report.details.places, "Đề án theo địa bàn", "Địa bàn")
