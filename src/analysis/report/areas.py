"""Chapter II.4, places: its sentences and table."""

from __future__ import annotations

from analysis.document.blocks import Block, prose
from analysis.report.parts import NOTHING, headline_point, known_at, paragraphs, stated
from analysis.report.schemes import groups
from analysis.report.view import Report


def published_text(report: Report) -> Block:
    """II.4: beneficiaries in difficult areas."""
    point = headline_point(report, ("n_KK",))
    if point is None:
        return prose(
            paragraphs(report, ["Chưa có đủ số liệu về cơ sở thụ hưởng thuộc địa bàn khó khăn."])
        )
    s = point.suffix
    share = ", chiếm {I16} số cơ sở thụ hưởng" if known_at(report, point, "I16") else ""
    text = stated(point.status, f"Có {{n_KK{s}}} thuộc địa bàn khó khăn, đặc biệt khó khăn{share}.")
    subset = " Các cơ sở này đã nằm trong số liệu theo loại hình và không cộng thêm."
    return prose(paragraphs(report, [text + subset]))


def table(report: Report) -> Block:
    """II.4: schemes and money by place."""
    details = report.details
    if details is None:
        return NOTHING
    return groups(report, details, details.places, "Đề án theo địa bàn", "Địa bàn")


def text(report: Report) -> Block:
    """II.4: where the schemes are, then beneficiaries in difficult areas."""
    published = published_text(report)
    if report.details is None:
        return published
    text = f"Các đề án thuộc {{DB_n{report.details.suffix}}} như danh mục ghi; chi tiết tại {{@tbl-dia-ban}}."
    return prose([*paragraphs(report, [stated(report.details.status, text)]), *published["blocks"]])
