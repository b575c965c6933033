"""Chapter II.5, years: the series, its chart, and what changed against the year before."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from analysis.book.points import Point
from analysis.charts.years import YearPoint, plot_series
from analysis.document.blocks import (
    Block,
    Row,
    figure_block,
    named,
    period,
    plain,
    prose,
    table_block,
)
from analysis.report.parts import (
    DASH,
    MONEY,
    NO_CHART,
    NOTHING,
    Drawn,
    cell,
    dash_note,
    listing,
    paragraphs,
    stated,
    value_text,
    words,
    year_list,
    year_words,
)
from analysis.report.view import Report, status_text
from analysis.values.indicators import LABELS, NAMES, pairs_of
from analysis.vocabulary import Status


def published_text(report: Report) -> Block:
    """II.5: which years have figures, in which status, and which have none."""
    edition, years = report.edition, year_words(report)
    if edition.is_single_year:
        return prose(paragraphs(report, ["Kỳ báo cáo là một năm nên không có diễn biến theo năm."]))
    if not years:
        text = f"Các nguồn chỉ nêu số chung của [[{report.period_text}]]; không có số liệu theo từng năm."
        return prose(paragraphs(report, [text]))
    actual = sorted({p.year_from for p in years if p.status == "actual"})
    only_plan = sorted({p.year_from for p in years} - set(actual))
    gaps = [year for year in edition.years if year not in {p.year_from for p in years}]
    texts = [
        f"Số thực hiện có ở {year_list(actual)}." if actual else "Không năm nào có số thực hiện.",
        f"{year_list(only_plan, 'Năm')} chỉ có số {_statuses(years, only_plan)}."
        if only_plan
        else "",
        f"Không có số liệu {year_list(gaps)}." if gaps else "Mọi năm của kỳ đều có số liệu.",
        "Chi tiết tại {@tbl-theo-nam}; kế hoạch và thực hiện không cộng chung, khoảng trống không được nội suy.",
    ]
    return prose(paragraphs(report, [" ".join(filter(None, texts)), *_inner_periods(report)]))


def _statuses(points: Sequence[Point], years: Sequence[int]) -> str:
    """The statuses that the years have, in words."""
    return " hoặc ".join(
        dict.fromkeys(status_text(p.status) for p in points if p.year_from in years)
    )


def _inner_periods(report: Report) -> list[str]:
    texts = []
    for point in report.points:
        if point.is_headline or point.is_year or point.is_before:
            continue
        s = point.suffix
        parts = [
            f"{fund} {{{name}{s}}}"
            for fund, name in (("kinh phí khuyến công", "P"), ("vốn đối ứng", "C"), ("", "DA"))
            if report.known(name + s)
        ]
        if parts:
            listed = listing([part.strip() for part in parts])
            text = (
                f"Riêng [[giai đoạn {point.year_from}-{point.year_to}]], nguồn công bố {listed}; "
            )
            texts.append(stated(point.status, text + "các số này chỉ dùng để đối chiếu."))
    return texts


CHANGES_NOTE = (
    "Chênh lệch là số năm nay trừ số năm trước, tính trước khi làm tròn; "
    "chỉ so sánh số thực hiện của hai năm liền nhau. "
)


def table(report: Report) -> Block:
    """Funds by year and status; a year without any figure is a row that says so."""
    years = [p for p in report.points if p.is_year]
    if not years:
        return NOTHING
    rows: list[Row] = []
    for year in report.edition.years:
        here = [p for p in years if p.year_from == year]
        rows += [_series_row(report, point) for point in here]
        if not here:
            rows.append({"cells": [[period(year)], words("không có số liệu"), *[words(DASH)] * 5]})
    heads = ["Năm", "Tình trạng", "KCQG", "KCĐP", "Kinh phí khuyến công", "Đối ứng", "Số đề án"]
    columns = [
        ("c", 0.08),
        ("l", 0.18),
        ("r", 0.14),
        ("r", 0.14),
        ("r", 0.18),
        ("r", 0.15),
        ("r", 0.13),
    ]
    caption = f"Kinh phí theo năm, {report.period_text} (triệu đồng)"
    return table_block(
        named(caption),
        columns,
        heads,
        rows,
        [plain("Kế hoạch và thực hiện không cộng chung. "), *dash_note(rows)],
    )


def _series_row(report: Report, point: Point) -> Row:
    suffix = point.suffix
    cells = [cell(report.book, name + suffix) for name in ("Q", "L", "P", "C", "DA")]
    return {"cells": [[period(point.year_from)], words(status_text(point.status)), *cells]}


def changes_table(report: Report) -> Block:
    """Actual figures against the year before: a row a figure for an edition of one year, else a row a year."""
    pairs = list(pairs_of(report.edition))
    rows: list[Row] = []
    for year, before, now in pairs:
        for name in NAMES:
            if report.known(f"{name}_chenh{now}"):
                values = [
                    cell(report.book, id_)
                    for id_ in (name + before, name + now, f"{name}_chenh{now}")
                ]
                rate = cell(report.book, f"{name}_toc_do{now}", 2)
                rows.append({"cells": [[period(year)], words(LABELS[name]), *values, rate]})
    if not rows:
        return NOTHING
    heads = ["Năm", "Số liệu", "Năm trước", "Năm nay", "Chênh lệch", "Tỷ lệ (%)"]
    columns = [("c", 0.08), ("l", 0.3), ("r", 0.16), ("r", 0.16), ("r", 0.16), ("r", 0.14)]
    caption = f"Thay đổi so với năm trước, {report.period_text} (tiền tính bằng triệu đồng)"
    return table_block(
        named(caption), columns, heads, rows, [plain(CHANGES_NOTE), *dash_note(rows)]
    )


def chart(report: Report) -> Drawn:
    """The fund with the most years: kinh phí khuyến công, or KCĐP where more years have it."""
    years = [p for p in report.points if p.is_year]
    counts = {name: sum(report.known(name + p.suffix) for p in years) for name in ("P", "L", "Q")}
    name = max(counts, key=lambda key: counts[key])
    if report.edition.is_single_year or counts[name] < 2:
        return NO_CHART
    points = []
    for year in report.edition.years:
        here = [p for p in years if p.year_from == year and report.known(name + p.suffix)]
        points += [_point(report, name, point) for point in here]
        if not here:
            points.append(YearPoint(year, None))
    label = {
        "P": "Kinh phí khuyến công",
        "L": "Kinh phí khuyến công địa phương",
        "Q": "Kinh phí khuyến công quốc gia",
    }[name]
    caption = f"{label} theo năm, {report.period_text}"
    spoken = "; ".join(
        f"năm {p.year}: {p.text + ' ' + MONEY if p.value is not None else 'không có số liệu'}"
        for p in points
    )
    return Drawn(
        figure_block(named(caption), f"Biểu đồ cột theo năm. {spoken}."),
        plot_series(pd.DataFrame(points), MONEY),
    )


def _point(report: Report, name: str, point: Point) -> YearPoint:
    value = report.book[name + point.suffix]
    status: Status = point.status  # type: ignore[assignment]
    return YearPoint(point.year_from, value.value, value_text(value), value.id, status)


def text(report: Report) -> Block:
    """II.5: the years, or, for one year, its change against the year before."""
    published = published_text(report)
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
