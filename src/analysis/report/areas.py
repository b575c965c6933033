"""Chapter II.4, places: its sentences, table and chart."""

from __future__ import annotations

from analysis.document.blocks import Block
from analysis.report.parts import NO_CHART, Drawn, bar_chart, longest, ranked
from analysis.report.schemes import groups
from analysis.report.view import Report
from analysis.values.schemes import PLACES_SHARE

BROKEN = (
    "Các đề án của kỳ thuộc các địa bàn cấp tỉnh khác nhau trước và sau [[ngày 01/7/2025]], nên báo cáo không cộng,"
    " không đếm và không lập danh sách đề án chung cho cả kỳ; xem báo cáo của từng năm."
)


def text(report: Report) -> Block:
    """II.4: where the schemes are, then beneficiaries in difficult areas."""
    schemes = report.register.told(
        "Các đề án thuộc {DB_n} như danh mục ghi; chi tiết tại {@tbl-dia-ban}, từng đề án tại {@pl-danh-muc}."
    )
    if len(report.clean.listed) < len(report.clean.schemes):
        schemes = BROKEN
    here = report.headline("n_KK")
    if here is None:
        return report.prose(schemes)
    share = here.if_known(", chiếm {I16} số cơ sở thụ hưởng")
    difficult = here.stated(
        f"Có {{n_KK}} thuộc địa bàn khó khăn, đặc biệt khó khăn{share}. "
        "Các cơ sở này đã nằm trong số liệu theo loại hình và không cộng thêm."
    )
    return report.prose(schemes, difficult)


def lacking(report: Report) -> str:
    """What there is no figure of, as a phrase; "" where there is one."""
    return "" if report.headline("n_KK") else "số cơ sở thụ hưởng thuộc địa bàn khó khăn"


def table(report: Report) -> Block:
    """II.4: schemes and money by place."""
    return groups(report, report.details.places, "Đề án theo địa bàn", "Địa bàn")


MOST_DRAWN = 10
"""More places than this make a chart too high for a page with text."""
UNSTATED_PLACE = "Không nêu địa bàn"
NOT_ALL = "Hình không nêu hết các địa bàn; đủ các địa bàn tại {@tbl-dia-ban}."


def chart(report: Report) -> Drawn:
    """II.4: the places with the most support, ranked."""
    here, places = report.register, report.details.places
    named = [place for place in places if not report.known(place.id("DB"))]
    drawn = [(place.label or UNSTATED_PLACE, place.id("P")) for place in named[:MOST_DRAWN]]
    bars = here.bars(drawn)
    if not bars:
        return NO_CHART
    names = {**ranked(bars), "ty_le": PLACES_SHARE}
    return bar_chart(
        report.caption("Kinh phí khuyến công theo địa bàn", here.status),
        "kinh phí theo địa bàn",
        bars,
        report.money_unit,
        headline=report.headline_of("fig-dia-ban", here, names, nhat=longest(bars)),
        note=report.sentence(NOT_ALL) if len(bars) < len(places) else "",
        largest_first=True,
    )
