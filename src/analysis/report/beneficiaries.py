"""Chapter II.3, beneficiaries: its sentences, tables, chart, and appendix III."""

from __future__ import annotations

import pandas as pd

from analysis.charts.bars import plot_beneficiaries
from analysis.document.blocks import (
    Block,
    Row,
    figure_block,
    named,
    plain,
    prose,
    quoted,
    table_block,
    unit_name,
)
from analysis.report.parts import (
    NO_CHART,
    NOTHING,
    Drawn,
    bar,
    cell,
    cell_at,
    dash_note,
    headline_point,
    known_at,
    listing,
    missing,
    paragraphs,
    same_status,
    spoken,
    stated,
    status_tail,
    total,
    words,
)
from analysis.report.schemes import groups
from analysis.report.view import Report
from analysis.values.facts import STATUS_ORDER
from analysis.values.indicators import TYPE_SHARES
from analysis.vocabulary import BENEFICIARIES, BENEFICIARY_TYPES


def table(report: Report) -> Block:
    """Beneficiaries by type with their shares; difficult areas are a subset and come last."""
    point = headline_point(report, ("N",))
    if point is None:
        return NOTHING
    suffix, book = point.suffix, report.book
    rows: list[Row] = [
        {
            "cells": [
                words(BENEFICIARIES[code].label),
                cell(book, f"n_{code}{suffix}"),
                cell_at(report, point, TYPE_SHARES[code], 2),
            ]
        }
        for code in BENEFICIARY_TYPES
        if TYPE_SHARES[code] in report.definitions.indicators or report.known(f"n_{code}{suffix}")
    ]
    if report.known("R02" + suffix) and book["R02" + suffix].value:
        rows.append(
            {"cells": [words("Không nêu loại hình"), cell(book, "R02" + suffix), words("")]}
        )
    rows.append(
        total({"cells": [words("Tổng số cơ sở thụ hưởng"), cell(book, "N" + suffix), words("")]})
    )
    if report.known("n_KK" + suffix):
        label = "Trong đó: cơ sở thuộc địa bàn khó khăn"
        rows.append(
            {"cells": [words(label), cell(book, "n_KK" + suffix), cell_at(report, point, "I16", 2)]}
        )
    caption = f"Cơ sở thụ hưởng theo loại hình, {report.period_text}{status_tail(point)}"
    columns = [("l", 0.56), ("r", 0.22), ("r", 0.22)]
    return table_block(
        named(caption), columns, ["Loại hình", "Số cơ sở", "Tỷ lệ (%)"], rows, dash_note(rows)
    )


def chart(report: Report) -> Drawn:
    """Beneficiaries by type with their shares."""
    point = headline_point(report, ("N",))
    suffix = point.suffix if point else ""
    known = [code for code in BENEFICIARY_TYPES if point and report.known(f"n_{code}{suffix}")]
    if point is None or not known:
        return NO_CHART
    bars = [
        bar(
            BENEFICIARIES[code].label,
            report.book[f"n_{code}{suffix}"],
            report.book[TYPE_SHARES[code]] if known_at(report, point, TYPE_SHARES[code]) else None,
        )
        for code in known
    ]
    caption = f"Cơ sở thụ hưởng theo loại hình, {report.period_text}{status_tail(point)}"
    alt = f"Biểu đồ thanh ngang về cơ sở thụ hưởng. {spoken(bars, 'cơ sở')}"
    return Drawn(figure_block(named(caption), alt), plot_beneficiaries(pd.DataFrame(bars), "cơ sở"))


def by_type(report: Report) -> Block:
    """II.3: schemes and money by type of establishment, with those that state none."""
    details = report.details
    if details is None or not details.types:
        return NOTHING
    return groups(report, details, details.types, "Đề án theo loại hình cơ sở", "Loại hình cơ sở")


def text(report: Report) -> Block:
    """II.3: how many schemes state their establishments where not all do, then what can be said of them."""
    return published_text(report, _partly_stated(report))


def _partly_stated(report: Report) -> str:
    details, point = report.details, headline_point(report, ("N",))
    if details is None or not report.known("CS_n" + details.suffix):
        return ""
    if point is not None and STATUS_ORDER.index(point.status) <= STATUS_ORDER.index(details.status):
        return ""
    text = f"Chưa đủ số liệu về cơ sở thụ hưởng cho [[{report.period_text}]]: "
    return stated(
        details.status,
        f"{text}{{CS_n{details.suffix}#}} trong {{DA{details.suffix}}} nêu số cơ sở.",
    )


def appendix(report: Report) -> Block:
    """Appendix III: every printed count of beneficiaries, recipients, classes, trainees and jobs."""
    measures = ("beneficiaries", "recipients", "classes", "trainees", "jobs")
    facts = [f for f in report.facts if f.figure.measure in measures]
    if not facts:
        return missing(
            f"Không có số liệu về cơ sở thụ hưởng, lớp đào tạo và lao động cho {report.period_text}."
        )
    rows: list[Row] = [
        {
            "cells": [
                words(report.book[fact.id].label),
                cell(report.book, fact.id),
                [unit_name(report.book[fact.id].unit)],
                [quoted(fact.figure.activity_label)] if fact.figure.activity_label else words(""),
            ]
        }
        for fact in facts
    ]
    columns = [("l", 0.42), ("r", 0.14), ("l", 0.14), ("l", 0.3)]
    return table_block(
        [plain("Cơ sở thụ hưởng, đào tạo và lao động")],
        columns,
        ["Số liệu", "Giá trị", "Đơn vị", "Nội dung"],
        rows,
    )


def published_text(report: Report, lacking: str = "") -> Block:
    """II.3: beneficiaries by type, after what the sources lack for them."""
    point = headline_point(report, ("N",))
    if point is None:
        text = lacking or f"Không có số liệu về cơ sở thụ hưởng cho [[{report.period_text}]]."
        return prose(paragraphs(report, [text, *_jobs(report)]))
    s = point.suffix
    kinds = [
        f"{{n_{code}{s}#}} {BENEFICIARIES[code].label.lower()}"
        + (f" ({{{share}}})" if known_at(report, point, share) else "")
        for code, share in TYPE_SHARES.items()
        if report.known(f"n_{code}{s}")
    ]
    source = (
        ", là số cộng theo loại hình vì nguồn không in tổng số"
        if report.book["N" + s].derived
        else ""
    )
    text = f"Số cơ sở được hỗ trợ là {{N{s}}}{source}"
    text += f", gồm {listing(kinds)}. Chi tiết tại {{@tbl-co-so}}." if kinds else "."
    templates = [lacking, stated(point.status, text)]
    if same_status(report, "I17", "I18"):
        text = (
            "Bình quân một cơ sở được hỗ trợ {I17} kinh phí khuyến công và bỏ ra {I18} vốn đối ứng "
            "(theo quy ước nêu tại {@pl-chi-tieu})."
        )
        templates.append(stated(report.book["I17"].status, text))
    return prose(paragraphs(report, [*templates, *_jobs(report)]))


def _jobs(report: Report) -> list[str]:
    point = headline_point(report, ("LD",))
    if point is None:
        return []
    text = f"Số lao động có việc làm do nguồn công bố là {{LD{point.suffix}}}."
    return [stated(point.status, text)]
