"""Sentences that only a register of schemes, or a year before, allows. Words of direction follow from the values."""

from __future__ import annotations

from analysis.changes import LABELS, NAMES, pairs_of
from analysis.document import Block, prose
from analysis.facts import STATUS_ORDER
from analysis.indicator_narrative import assessment as published_assessment
from analysis.narrative import areas as published_areas
from analysis.narrative import beneficiaries as published_beneficiaries
from analysis.narrative import paragraphs, stated
from analysis.narrative import series as published_series
from analysis.report import Report
from analysis.table_parts import headline_point


def beneficiaries(report: Report) -> Block:
    """II.3: how many schemes state their establishments where not all do, then what can be said of them."""
    return published_beneficiaries(report, _partly_stated(report))


def _partly_stated(report: Report) -> str:
    details, point = report.details, headline_point(report, ("N",))
    if details is None or not report.known("CS_n" + details.suffix):
        return ""
    if point is not None and STATUS_ORDER.index(point.status) <= STATUS_ORDER.index(details.status):
        return ""
    text = f"Chưa đủ số liệu về cơ sở thụ hưởng cho [[{report.period_text}]]: "
    return stated(details.status, f"{text}{{CS_n{details.suffix}#}} trong {{DA{details.suffix}}} nêu số cơ sở.")


def areas(report: Report) -> Block:
    """II.4: where the schemes are, then beneficiaries in difficult areas."""
    published = published_areas(report)
    if report.details is None:
        return published
    text = f"Các đề án thuộc {{DB_n{report.details.suffix}}} như danh mục ghi; chi tiết tại {{@tbl-dia-ban}}."
    return prose([*paragraphs(report, [stated(report.details.status, text)]), *published["blocks"]])


def assessment(report: Report) -> Block:
    """III.1: the indicators, the median beside the ratio of sums, and the support norms."""
    published = published_assessment(report)
    return prose([*published["blocks"], *paragraphs(report, [_median(report), _norms(report)])])


def _median(report: Report) -> str:
    suffix = report.details.suffix if report.details else ""
    if report.details is None or not report.known("HS_tv" + suffix, "HS_ty_le" + suffix):
        return ""
    texts = (
        f"Tính riêng từng đề án, trung vị của hệ số là {{HS_tv{suffix}#}}.",
        (
            f"Có {{HS_n{suffix}#}} trong {{DA{suffix}}} có cả kinh phí khuyến công và vốn đối ứng, "
            f"chiếm {{HS_ty_le{suffix}}} kinh phí khuyến công."
        ),
    )
    return " ".join(stated(report.details.status, text) for text in texts)


def _norms(report: Report) -> str:
    details = report.details
    if details is None:
        return ""
    if details.judged.empty:
        return "Danh mục không có đề án thuộc mức hỗ trợ mà chương trình đối chiếu được."
    return "Mức hỗ trợ của các đề án được đối chiếu với văn bản có hiệu lực; kết quả tại {@tbl-dinh-muc}."


def series(report: Report) -> Block:
    """II.5: the years, or, for one year, its change against the year before."""
    published = published_series(report)
    if not report.edition.is_single_year:
        pairs = [year for year, _, now in pairs_of(report.edition) if report.known("P_chenh" + now)]
        more = ["Thay đổi so với năm trước nêu tại {@tbl-thay-doi}."] if pairs else []
        return prose([*published["blocks"], *paragraphs(report, more)])
    changes = [_change(report, name) for name in NAMES[:5] if report.known(f"{name}_chenh")]
    if not changes:
        return published
    year = report.edition.year_from
    text = f"So với [[năm {year - 1}]]: {'; '.join(changes)}. Chi tiết tại {{@tbl-thay-doi}}."
    return prose(paragraphs(report, [text]))


def _change(report: Report, name: str) -> str:
    label = LABELS[name] if LABELS[name].startswith("KC") else LABELS[name].lower()
    value = report.book[f"{name}_chenh"]
    if value.bound != "exact":
        return f"{label} chênh lệch {{{name}_chenh}}"
    if not value.value:
        return f"{label} {{không đổi: {name}_chenh = 0}}"
    rate = f" ({{{name}_ty_le}})" if report.known(f"{name}_ty_le") else ""
    return f"{label} {{tăng|giảm: {name}_chenh}} {{{name}_muc}}{rate}"
