"""The tables of the report: an edition in, table blocks out."""

from __future__ import annotations

from analysis import vocabulary
from analysis.changes import LABELS, NAMES, pairs_of
from analysis.definitions import input_words
from analysis.document import (
    Block,
    Cell,
    Row,
    code,
    named,
    period,
    plain,
    quoted,
    table,
    unit_name,
)
from analysis.facts import Fact, Point
from analysis.formulas import display
from analysis.indicators import TYPE_SHARES
from analysis.report import Report, status_text
from analysis.scheme_tables import kinds
from analysis.table_parts import DASH, NOTHING, cell, cell_at, dash_note, headline_point, status_tail, total, words
from analysis.trace import parsed_formula
from analysis.vocabulary import BENEFICIARIES, BENEFICIARY_TYPES

CHANGES_NOTE = (
    "Chênh lệch là số năm nay trừ số năm trước, tính trước khi làm tròn; "
    "chỉ so sánh số thực hiện của hai năm liền nhau. "
)


def funds(report: Report) -> Block:
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
    return table(named(caption), columns, heads, rows, dash_note(rows))


def _fund_row(report: Report, point: Point, label: str, name: str, of_total: str, of_promotion: str) -> Row:
    shares = [cell_at(report, point, id_, 2) if id_ else words("") for id_ in (of_total, of_promotion)]
    return {"cells": [words(label), cell(report.book, name + point.suffix(report.edition)), *shares]}


def activities(report: Report) -> Block:
    """Money and schemes by activity as the sources print them, with the part that names no activity."""
    if report.details is not None:
        return kinds(report, report.details)
    point = next((p for p in report.points if p.is_headline(report.edition) and report.facts_with_activity(p)), None)
    if point is None:
        return NOTHING
    rows = _activity_rows(report, point)
    suffix = point.suffix(report.edition)
    if report.known("A" + suffix):
        rows.append(
            total({"cells": [words("Cộng các nội dung đã nêu"), words(""), cell(report.book, "A" + suffix), words("")]})
        )
        if report.known("R03" + suffix):
            rows.append(
                {
                    "cells": [
                        words("Chưa phân bổ theo nội dung"),
                        words(""),
                        cell(report.book, "R03" + suffix),
                        words(""),
                    ]
                }
            )
            rows.append(
                total({"cells": [words("Kinh phí khuyến công"), words(""), cell(report.book, "P" + suffix), words("")]})
            )
    heads = ["Nội dung (như nguồn in)", "Nguồn kinh phí", "Số tiền (triệu đồng)", "Số đề án"]
    columns = [("l", 0.46), ("l", 0.22), ("r", 0.18), ("r", 0.14)]
    caption = f"Kinh phí theo nội dung, {report.period_text}{status_tail(point)}"
    return table(named(caption), columns, heads, rows, dash_note(rows))


def _activity_rows(report: Report, point: Point) -> list[Row]:
    facts = [f for f in report.facts_with_activity(point) if f.figure.fund != "counterpart"]
    money = [f for f in facts if f.figure.measure == "amount"]
    schemes = {f.figure.activity_label: f for f in facts if f.figure.measure == "schemes"}
    rows = []
    for fact in money:
        count = schemes.get(fact.figure.activity_label)
        rows.append(_activity_row(report, fact, fact, count))
    for label, fact in schemes.items():
        if label not in {f.figure.activity_label for f in money}:
            rows.append(_activity_row(report, fact, None, fact))
    return rows


def _activity_row(report: Report, fact: Fact, money: Fact | None, count: Fact | None) -> Row:
    fund = vocabulary.FUNDS[fact.figure.fund].label if fact.figure.fund else ""
    return {
        "cells": [
            [quoted(fact.figure.activity_label)],
            words(fund),
            cell(report.book, money.id) if money else words(DASH),
            cell(report.book, count.id) if count else words(DASH),
        ]
    }


def beneficiaries(report: Report) -> Block:
    """Beneficiaries by type with their shares; difficult areas are a subset and come last."""
    point = headline_point(report, ("N",))
    if point is None:
        return NOTHING
    suffix, book = point.suffix(report.edition), report.book
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
        rows.append({"cells": [words("Không nêu loại hình"), cell(book, "R02" + suffix), words("")]})
    rows.append(total({"cells": [words("Tổng số cơ sở thụ hưởng"), cell(book, "N" + suffix), words("")]}))
    if report.known("n_KK" + suffix):
        label = "Trong đó: cơ sở thuộc địa bàn khó khăn"
        rows.append({"cells": [words(label), cell(book, "n_KK" + suffix), cell_at(report, point, "I16", 2)]})
    caption = f"Cơ sở thụ hưởng theo loại hình, {report.period_text}{status_tail(point)}"
    columns = [("l", 0.56), ("r", 0.22), ("r", 0.22)]
    return table(named(caption), columns, ["Loại hình", "Số cơ sở", "Tỷ lệ (%)"], rows, dash_note(rows))


def series(report: Report) -> Block:
    """Funds by year and status; a year without any figure is a row that says so."""
    years = [p for p in report.points if p.is_year(report.edition)]
    if not years:
        return NOTHING
    rows: list[Row] = []
    for year in report.edition.years:
        here = [p for p in years if p.year_from == year]
        rows += [_series_row(report, point) for point in here]
        if not here:
            rows.append({"cells": [[period(year)], words("không có số liệu"), *[words(DASH)] * 5]})
    heads = ["Năm", "Tình trạng", "KCQG", "KCĐP", "Kinh phí khuyến công", "Đối ứng", "Số đề án"]
    columns = [("c", 0.08), ("l", 0.18), ("r", 0.14), ("r", 0.14), ("r", 0.18), ("r", 0.15), ("r", 0.13)]
    caption = f"Kinh phí theo năm, {report.period_text} (triệu đồng)"
    return table(
        named(caption), columns, heads, rows, [plain("Kế hoạch và thực hiện không cộng chung. "), *dash_note(rows)]
    )


def _series_row(report: Report, point: Point) -> Row:
    suffix = point.suffix(report.edition)
    cells = [cell(report.book, name + suffix) for name in ("Q", "L", "P", "C", "DA")]
    return {"cells": [[period(point.year_from)], words(status_text(point.status)), *cells]}


def changes(report: Report) -> Block:
    """Actual figures against the year before: a row a figure for an edition of one year, else a row a year."""
    pairs = list(pairs_of(report.edition))
    rows: list[Row] = []
    for year, before, now in pairs:
        for name in NAMES:
            if report.known(f"{name}_chenh{now}"):
                values = [cell(report.book, id_) for id_ in (name + before, name + now, f"{name}_chenh{now}")]
                rate = cell(report.book, f"{name}_toc_do{now}", 2)
                rows.append({"cells": [[period(year)], words(LABELS[name]), *values, rate]})
    if not rows:
        return NOTHING
    heads = ["Năm", "Số liệu", "Năm trước", "Năm nay", "Chênh lệch", "Tỷ lệ (%)"]
    columns = [("c", 0.08), ("l", 0.3), ("r", 0.16), ("r", 0.16), ("r", 0.16), ("r", 0.14)]
    caption = f"Thay đổi so với năm trước, {report.period_text} (tiền tính bằng triệu đồng)"
    return table(named(caption), columns, heads, rows, [plain(CHANGES_NOTE), *dash_note(rows)])


def headline_indicators(report: Report) -> Block:
    """The leading indicators: value, unit, and how they are computed."""
    ids = [id_ for id_ in ("I10", "I26", "I28", "I06", "I07", "I17", "I21", "I30", "I32") if report.known(id_)]
    if not ids:
        return NOTHING
    rows = [indicator_row(report, id_, with_formula=False) for id_ in ids]
    columns = [("c", 0.1), ("l", 0.46), ("r", 0.16), ("l", 0.28)]
    caption = f"Một số chỉ tiêu phân tích, {report.period_text}"
    return table(named(caption), columns, ["Mã", "Chỉ tiêu", "Giá trị", "Đơn vị tính"], rows)


def indicator_row(report: Report, id_: str, *, with_formula: bool) -> Row:
    """Code, label, value and unit of an indicator, then its formula in words where there is a column for it."""
    value = report.book[id_]
    cells: list[Cell] = [[code(id_)], words(value.label), cell(report.book, id_), [unit_name(value.unit)]]
    if with_formula:
        formula = parsed_formula(report.definitions.indicators[id_].formula)
        cells.append([code(display(formula, input_words(report.definitions)))])
    return {"cells": cells}
