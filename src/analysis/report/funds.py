"""Chapter II.1, money by fund: its sentences, table, chart, and appendix I."""

from __future__ import annotations

import pandas as pd

from analysis.book.points import Point
from analysis.charts.bars import plot_structure
from analysis.document.blocks import (
    Block,
    Row,
    figure_block,
    named,
    plain,
    prose,
    quoted,
    remark,
    table_block,
    unit_name,
)
from analysis.report.parts import (
    DASH,
    MONEY,
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
    spoken,
    stated,
    status_tail,
    total,
    words,
    year_words,
)
from analysis.report.schemes import MONEY_HEADS
from analysis.report.view import Report, status_text


def text(report: Report) -> Block:
    """II.1: total, its parts and their shares."""
    point = headline_point(report, ("Q", "L", "C", "P", "T"))
    if point is None:
        text = f"Không có số liệu kinh phí chung cho [[{report.period_text}]]."
        where = " Số liệu từng năm nêu tại mục về diễn biến theo năm." if year_words(report) else ""
        return prose(paragraphs(report, [text + where]))
    suffix = point.suffix
    plan = "" if point.status == "actual" else f"Theo số {status_text(point.status)}, "
    opening = f"{plan or 'Trong '}[[{report.period_text}]]"
    parts = _fund_parts(report, point)
    total = (
        f"tổng kinh phí ba nguồn là {{T{suffix}}}, gồm "
        if report.known("T" + suffix)
        else "nguồn công bố "
    )
    templates = [
        f"{opening}, {total}{listing(parts)}."
        if parts
        else f"{opening}, {total.removesuffix(', gồm ')}."
    ]
    if report.known("P" + suffix) and (report.known("Q" + suffix) or report.known("L" + suffix)):
        share = ", chiếm {I06} tổng kinh phí" if known_at(report, point, "I06") else ""
        derived = " (KCQG và KCĐP)" if report.known("Q" + suffix, "L" + suffix) else ""
        templates.append(
            stated(point.status, f"Kinh phí khuyến công{derived} là {{P{suffix}}}{share}.")
        )
        if known_at(report, point, "I07", "I08"):
            text = "Trong kinh phí khuyến công, KCQG chiếm {I07}, KCĐP chiếm {I08}."
            templates.append(stated(point.status, text))
    drawn = sum(report.known(name + suffix) for name in ("Q", "L", "C")) > 1
    templates.append("Chi tiết tại {@tbl-nguon}" + (" và {@fig-nguon}." if drawn else "."))
    return prose([*paragraphs(report, [" ".join(templates)]), *_fund_remarks(report, suffix)])


def _fund_parts(report: Report, point: Point) -> list[str]:
    suffix = point.suffix
    split = report.known("Q" + suffix) or report.known("L" + suffix)
    promotion = (
        [("KCQG", "Q", "I03"), ("KCĐP", "L", "I04")]
        if split
        else [("kinh phí khuyến công", "P", "I06")]
    )
    names = [*promotion, ("vốn đối ứng của cơ sở công nghiệp nông thôn", "C", "I05")]
    known = [(fund, name, share) for fund, name, share in names if report.known(name + suffix)]
    return [
        f"{fund} {{{name}{suffix}}}" + (f" ({{{share}}})" if known_at(report, point, share) else "")
        for fund, name, share in known
    ]


def _fund_remarks(report: Report, suffix: str) -> list[Block]:
    derived = [
        report.book[name + suffix].label[0].lower() + report.book[name + suffix].label[1:]
        for name in ("T", "Q", "L", "C")
        if report.known(name + suffix) and report.book[name + suffix].derived
    ]
    if not derived:
        return []
    return [remark(named(f"Số suy ra từ các số khác vì nguồn không in: {listing(derived)}."))]


def table(report: Report) -> Block:
    """Funds of the edition's own period: amount, share of the total, share of kinh phí khuyến công."""
    point = headline_point(report, ("Q", "L", "C", "P", "T"))
    if point is None:
        return NOTHING
    rows = [
        _fund_row(report, point, "Khuyến công quốc gia (KCQG)", "Q", "I03", "I07"),
        _fund_row(report, point, "Khuyến công địa phương (KCĐP)", "L", "I04", "I08"),
        total(_fund_row(report, point, "Kinh phí khuyến công", "P", "I06", "")),
        _fund_row(report, point, "Vốn đối ứng của cơ sở", "C", "I05", ""),
        total(_fund_row(report, point, "Tổng kinh phí thực hiện", "T", "", "")),
    ]
    heads = [
        "Nguồn kinh phí",
        "Số tiền (triệu đồng)",
        "Tỷ trọng trong tổng (%)",
        "Tỷ trọng trong kinh phí khuyến công (%)",
    ]
    columns = [("l", 0.4), ("r", 0.2), ("r", 0.2), ("r", 0.2)]
    caption = f"Kinh phí theo nguồn, {report.period_text}{status_tail(point)}"
    return table_block(named(caption), columns, heads, rows, dash_note(rows))


def _fund_row(
    report: Report, point: Point, label: str, name: str, of_total: str, of_promotion: str
) -> Row:
    shares = [
        cell_at(report, point, id_, 2) if id_ else words("") for id_ in (of_total, of_promotion)
    ]
    return {"cells": [words(label), cell(report.book, name + point.suffix), *shares]}


def by_status(report: Report) -> Block:
    """II.1: schemes and money by status, where a register has more than one; they are never added up."""
    points = [p for p in report.points if p.is_headline and report.known("DA" + p.suffix)]
    if report.details is None or len(points) < 2:
        return NOTHING
    rows: list[Row] = []
    for point in points:
        suffix = point.suffix
        values = [cell(report.book, name + suffix) for name in ("DA", "Q", "L", "C", "T")]
        rows.append({"cells": [words(status_text(point.status).capitalize()), *values]})
    columns = [("l", 0.25), ("r", 0.11), ("r", 0.16), ("r", 0.16), ("r", 0.16), ("r", 0.16)]
    caption = f"Đề án theo tình trạng, {report.period_text} (triệu đồng)"
    note = [plain("Đề án ở các tình trạng khác nhau không cộng chung. "), *dash_note(rows)]
    return table_block(
        named(caption), columns, ["Tình trạng", "Số đề án", *MONEY_HEADS], rows, note
    )


def appendix(report: Report) -> Block:
    """Appendix I: every printed total of money and schemes, with its period, status, source and place in the source."""
    facts = [
        f
        for f in report.facts
        if not f.figure.activity_label and f.figure.measure in ("amount", "schemes")
    ]
    if not facts:
        return missing(f"Không có số liệu chung về kinh phí và đề án cho {report.period_text}.")
    rows: list[Row] = [
        {
            "cells": [
                words(report.book[fact.id].label),
                cell(report.book, fact.id),
                words(
                    report.book[fact.id].unit.replace("đồng", MONEY)
                    if fact.figure.measure == "amount"
                    else report.book[fact.id].unit
                ),
                [quoted(fact.figure.source)],
                [quoted(fact.figure.position)] if fact.figure.position else words(DASH),
            ]
        }
        for fact in facts
    ]
    columns = [("l", 0.36), ("r", 0.13), ("l", 0.13), ("l", 0.22), ("l", 0.16)]
    heads = ["Số liệu", "Giá trị", "Đơn vị", "Nguồn tin", "Vị trí"]
    caption = "Số liệu chung theo nguồn tin" if report.details else "Số liệu chung do nguồn công bố"
    return table_block(named(caption), columns, heads, rows, dash_note(rows))


def by_fund(report: Report) -> Block:
    """Appendix IV: money, schemes and shares in the columns ĐVT, KCQG, KCĐP, Tổng."""
    point = headline_point(report, ("Q", "L", "P", "DA", "DA_Q", "DA_L"))
    if point is None:
        return missing(f"Không có số liệu chung theo nguồn cho {report.period_text}.")
    suffix = point.suffix
    lines = [
        ("Kinh phí khuyến công", MONEY, ("Q" + suffix, "L" + suffix, "P" + suffix)),
        ("Tỷ trọng trong kinh phí khuyến công", "%", ("I07", "I08", "")),
        ("Tỷ trọng trong tổng kinh phí thực hiện", "%", ("I03", "I04", "I06")),
        ("Số đề án", "đề án", ("DA_Q" + suffix, "DA_L" + suffix, "DA" + suffix)),
    ]
    rows: list[Row] = [
        {
            "cells": [
                words(name),
                [unit_name(unit)],
                *[
                    cell_at(report, point, id_, 2 if unit == "%" else None) if id_ else words("")
                    for id_ in ids
                ],
            ]
        }
        for name, unit, ids in lines
    ]
    columns = [("l", 0.4), ("c", 0.15), ("r", 0.15), ("r", 0.15), ("r", 0.15)]
    caption = f"Chỉ tiêu chung theo nguồn, {report.period_text}{status_tail(point)}"
    return table_block(
        named(caption), columns, ["Chỉ tiêu", "ĐVT", "KCQG", "KCĐP", "Tổng"], rows, dash_note(rows)
    )


def chart(report: Report) -> Drawn:
    """Structure of funds: KCQG, KCĐP and counterpart with their shares of the total."""
    point = headline_point(report, ("Q", "L", "C"))
    names = [("KCQG", "Q", "I03"), ("KCĐP", "L", "I04"), ("Vốn đối ứng", "C", "I05")]
    suffix = point.suffix if point else ""
    known = [
        (label, name, share)
        for label, name, share in names
        if point and report.known(name + suffix)
    ]
    if point is None or len(known) < 2:
        return NO_CHART
    whole = len(known) == len(names)
    bars = [
        bar(
            label,
            report.book[name + suffix],
            report.book[share] if whole and known_at(report, point, share) else None,
        )
        for label, name, share in known
    ]
    caption = f"Cơ cấu nguồn kinh phí, {report.period_text}{status_tail(point)}"
    alt = f"Biểu đồ thanh ngang về nguồn kinh phí. {spoken(bars, MONEY)}"
    return Drawn(figure_block(named(caption), alt), plot_structure(pd.DataFrame(bars), MONEY))
