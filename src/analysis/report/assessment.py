"""Chapter III.1, indicators: what they say and in which status, tables, charts, support norms, appendix IV."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

import pandas as pd

from analysis.charts.bars import plot_leverage
from analysis.charts.readings import Range, plot_ranges
from analysis.definitions.indicators import input_words
from analysis.document.blocks import (
    Block,
    Cell,
    Inline,
    Row,
    bullets,
    code,
    figure_block,
    named,
    paragraph,
    plain,
    prose,
    quoted,
    remark,
    sentence,
    table_block,
    unit_name,
)
from analysis.document.truth import holds
from analysis.language.formulas import display, parse_formula
from analysis.report.parts import (
    NO_CHART,
    NOTHING,
    Drawn,
    bar,
    cell,
    dash_note,
    known_at,
    paragraphs,
    same_status,
    spoken,
    stated,
    status_tail,
    words,
)
from analysis.report.view import Report, status_text
from analysis.values.groups import Group, norm_id
from analysis.values.indicators import missing_inputs
from analysis.values.norms import AMOUNT, SHARE, SMALL_GROUP_ID, VERDICTS
from analysis.values.schemes import share_id
from analysis.vocabulary import FUNDS, STATUS_SUFFIX


def table(report: Report) -> Block:
    """The leading indicators: value, unit, and how they are computed."""
    ids = [
        id_
        for id_ in ("I10", "I26", "I28", "I06", "I07", "I17", "I21", "I30", "I32")
        if report.known(id_)
    ]
    if not ids:
        return NOTHING
    rows = [indicator_row(report, id_, with_formula=False) for id_ in ids]
    columns = [("c", 0.1), ("l", 0.46), ("r", 0.16), ("l", 0.28)]
    caption = f"Một số chỉ tiêu phân tích, {report.period_text}"
    return table_block(named(caption), columns, ["Mã", "Chỉ tiêu", "Giá trị", "Đơn vị tính"], rows)


def indicator_row(report: Report, id_: str, *, with_formula: bool) -> Row:
    """Code, label, value and unit of an indicator, then its formula in words where there is a column for it."""
    value = report.book[id_]
    cells: list[Cell] = [
        [code(id_)],
        words(value.label),
        cell(report.book, id_),
        [unit_name(value.unit)],
    ]
    if with_formula:
        formula = parse_formula(report.definitions.indicators[id_].formula)
        cells.append([code(display(formula, input_words(report.definitions)))])
    return {"cells": cells}


def leverage_chart(report: Report) -> Drawn:
    """Counterpart for one đồng of support: in all, in demonstration models, outside them."""
    names = [("Mô hình trình diễn", "I26"), ("Chung", "I10"), ("Ngoài mô hình trình diễn", "I28")]
    headlines = [point for point in report.points if point.is_headline]
    at = {
        point: [(label, id_) for label, id_ in names if known_at(report, point, id_)]
        for point in headlines
    }
    point = next((point for point, known in at.items() if len(known) > 1), None)
    if point is None:
        return NO_CHART
    bars = [bar(label, report.book[id_]) for label, id_ in at[point]]
    caption = f"Hệ số huy động đối ứng, {report.period_text}{status_tail(point)}"
    unit = "đồng đối ứng trên một đồng hỗ trợ"
    alt = f"Biểu đồ thanh ngang về hệ số huy động đối ứng. {spoken(bars, unit)}"
    return Drawn(figure_block(named(caption), alt), plot_leverage(pd.DataFrame(bars), unit))


def readings_chart(report: Report) -> Drawn:
    """Indicators that rest on a reading of the source, under both readings."""
    rows = []
    for reading in report.clean.readings:
        for id_ in ("I26", "I28", "I21", "I23", "I33b"):
            other = f"{id_}.{reading['id']}"
            if report.known(id_, other):
                rows.append(_range(report, id_, other, reading["id"]))
    if not rows:
        return NO_CHART
    caption = f"Chỉ tiêu phụ thuộc cách hiểu nguồn, {report.period_text}"
    alt = (
        "Biểu đồ khoảng: "
        + "; ".join(f"{r.label}: từ {r.low_text} đến {r.high_text} {r.unit}" for r in rows)
        + "."
    )
    note = "Độ dài đoạn thẳng là chênh lệch tương đối so với giá trị theo cách hiểu của báo cáo."
    return Drawn(figure_block(named(caption), alt, [plain(note)]), plot_ranges(pd.DataFrame(rows)))


def _range(report: Report, id_: str, other: str, reading: str) -> Range:
    label = f"{report.definitions.indicators[id_].label} ({reading})"
    low, high = sorted(
        (bar(label, report.book[id_]), bar(label, report.book[other])), key=lambda b: b.value
    )
    chosen: Literal["low", "high"] = "high"
    if low.id == id_:
        chosen = "low"
    ends = (low.value, low.text, low.id, high.value, high.text, high.id)
    return Range(label, report.book[id_].unit, *ends, chosen)


NORM_LABELS = {"N02": "Mô hình trình diễn kỹ thuật", "N04": "Ứng dụng máy móc, thiết bị"}
SMALL_MARK = " (*)"
SMALL_NOTE = f"(*) Nhóm có dưới {{{SMALL_GROUP_ID}}}: số của nhóm phụ thuộc nhiều vào từng đề án. "


def norms_table(report: Report) -> Block:
    """III.1: how many schemes meet each support norm, do not, or are left for people to look at."""
    details = report.details
    if details is None or details.judged.empty:
        return NOTHING
    rows: list[Row] = []
    judged = details.judged.sort_values(["norm", "fund"], ascending=[True, False], kind="stable")
    for (norm, fund), text in (
        judged.groupby(["norm", "fund"], sort=False)["text"].agg(_acts).items()
    ):
        counts = [cell(report.book, norm_id(norm, fund, verdict)) for verdict in VERDICTS]
        name = f"{NORM_LABELS[norm]} ({FUNDS[fund].label})"
        rows.append({"cells": [words(name), words(text), *counts]})
    columns = [("l", 0.27), ("l", 0.34), ("r", 0.12), ("r", 0.13), ("r", 0.14)]
    heads = ["Mức hỗ trợ", "Văn bản", *(verdict.capitalize() for verdict in VERDICTS)]
    caption = f"Đối chiếu mức hỗ trợ của từng đề án, {report.period_text}{status_tail(details)} (số đề án)"
    return table_block(named(caption), columns, heads, rows, dash_note(rows))


def _acts(texts: Iterable[str]) -> str:
    return "; ".join(dict.fromkeys(act for text in texts for act in text.split("; ")))


def doubts_table(report: Report) -> Block:
    """III.1: the schemes that a norm finds broken or leaves open, with what decided."""
    details = report.details
    if details is None or details.doubts.empty:
        return NOTHING
    groups = dict(zip(dict.fromkeys(details.doubts["scheme"]), details.doubtful, strict=True))
    rows: list[Row] = []
    for row in details.doubts.itertuples(index=False):
        group = groups[row.scheme]
        scheme = group.schemes.iloc[0]
        money = cell(report.book, group.id("Q" if row.fund == "national" else "L"))
        texts: list[Cell] = [[quoted(str(scheme["name"]))], words(FUNDS[row.fund].label)]
        rows.append(
            {
                "cells": [
                    *texts,
                    money,
                    words(row.verdict),
                    _reason(report, group, row.fund, row.reason),
                ]
            }
        )
    cut = len(details.judged[details.judged["verdict"] != VERDICTS[0]]) > len(rows)
    note = [plain("Bảng chỉ in các đề án đầu; đầy đủ trong tệp so-lieu.xlsx. ")] if cut else []
    columns = [("l", 0.3), ("l", 0.1), ("r", 0.14), ("l", 0.13), ("l", 0.33)]
    heads = ["Đề án", "Nguồn", "Số tiền (triệu đồng)", "Kết luận", "Lý do"]
    caption = f"Đề án không đạt hoặc cần xem xét về mức hỗ trợ, {report.period_text}{status_tail(details)}"
    return table_block(named(caption), columns, heads, rows, [*note, *dash_note(rows)])


def _reason(report: Report, group: Group, fund: str, template: str) -> Cell:
    amount = group.id("Q" if fund == "national" else "L")
    return sentence(
        template.replace(AMOUNT, amount).replace(SHARE, share_id(group, fund)), report.book
    )


def text(report: Report) -> Block:
    """III.1: the indicators, the median beside the ratio of sums, and the support norms."""
    published = indicators_text(report)
    return prose(
        [*published["blocks"], *paragraphs(report, [_median(report), _norms_text(report)])]
    )


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


def _norms_text(report: Report) -> str:
    details = report.details
    if details is None:
        return ""
    if details.judged.empty:
        return "Danh mục không có đề án thuộc mức hỗ trợ mà chương trình đối chiếu được."
    return "Mức hỗ trợ của các đề án được đối chiếu với văn bản có hiệu lực; kết quả tại {@tbl-dinh-muc}."


def appendix(report: Report) -> Block:
    """Appendix IV: all indicators with unit, value and formula; a missing one says so."""
    rows = [indicator_row(report, id_, with_formula=True) for id_ in report.definitions.indicators]
    heads = ["Mã", "Chỉ tiêu", "Giá trị", "Đơn vị tính", "Công thức"]
    columns = [("c", 0.08), ("l", 0.35), ("r", 0.13), ("l", 0.18), ("l", 0.26)]
    return table_block([plain("Các chỉ tiêu phân tích")], columns, heads, rows, dash_note(rows))


def caveats(report: Report) -> Block:
    """Appendix IV: caveats of the indicators, and what is missing for those without a value."""
    given: dict[str, list[str]] = {}
    lacking: list[Cell] = []
    for indicator in report.definitions.indicators.values():
        if not report.known(indicator.id):
            names = ", ".join(missing_inputs(report.book, indicator, report.definitions))
            lacking.append([code(indicator.id), *named(f": thiếu {names}.")])
        elif report.book[indicator.id].caveat:
            given.setdefault(report.book[indicator.id].caveat, []).append(indicator.id)
    blocks = (
        [bullets([code(", ".join(ids)), *named(f": {text}")] for text, ids in given.items())]
        if given
        else []
    )
    if lacking:
        blocks += [paragraph([plain("Chỉ tiêu không có số liệu:")]), bullets(lacking)]
    return prose(blocks or [paragraph([plain("Mọi chỉ tiêu đều có số liệu.")])])


BOUND_SENTENCES = {
    "exact": "",
    "at_least": " Đây là mức tối thiểu, vì nguồn chỉ nêu số ước lượng.",
    "at_most": " Đây là mức tối đa, vì nguồn chỉ nêu số ước lượng.",
    "about": " Đây là giá trị gần đúng, vì nguồn chỉ nêu số ước lượng.",
    "unknown": " Nguồn chỉ nêu số ước lượng nên không xác định được đây là mức tối thiểu hay tối đa.",
}


def indicators_text(report: Report) -> Block:
    """III.1: what the indicators say, each with the reading that it rests on."""
    if not report.known("I10"):
        texts = [f"Không đủ số liệu của [[{report.period_text}]] để tính hệ số huy động đối ứng."]
        if any(report.known(id_) for id_ in report.definitions.indicators):
            texts[0] += " Các chỉ tiêu tính được nêu tại {@pl-chi-tieu}."
        return prose(paragraphs(report, texts))
    value = report.book["I10"]
    plan = "" if value.status == "actual" else f" (theo số {status_text(value.status)})"
    text = (
        f"Bình quân một đồng kinh phí khuyến công gắn với {{I10#}} đồng vốn đối ứng của cơ sở{plan}"
    )
    text += f"{_printed_ratio(report)}.{BOUND_SENTENCES[value.bound]}"
    blocks = paragraphs(report, [text, _models(report), _averages(report)])
    return prose([*blocks, *_reading_remarks(report)])


def _printed_ratio(report: Report) -> str:
    check = next(
        (
            c
            for c in report.checks
            if c.right == "R14_h_nguon" and c.verdict in ("khớp", "làm tròn")
        ),
        None,
    )
    return ", phù hợp với hệ số {h_nguon#} do nguồn công bố" if check else ""


def _models(report: Report) -> str:
    if not same_status(report, "I26", "I28"):
        return ""
    book = report.book
    status = book["I28"].status
    of_models, outside = (name + STATUS_SUFFIX[status] for name in ("CM", "R05_con"))
    text = "Hệ số của mô hình trình diễn là {I26}, ngoài mô hình là {I28}."
    if (
        same_status(report, "I28", "I10")
        and holds(book, "I26", ">", "I10")
        and holds(book, "I28", "<", "I10")
    ):
        text = (
            "Hệ số của mô hình trình diễn là {I26}, {cao hơn: I26 > I10} hệ số chung; "
            "ngoài mô hình {chỉ là: I28 < I10} {I28}."
        )
        if report.known(of_models, outside) and holds(book, of_models, ">", outside):
            text = (
                f"Kết quả chung {{chủ yếu do: {of_models} > {outside}}} các mô hình trình diễn: "
                "hệ số của mô hình là {I26}, ngoài mô hình {chỉ là: I28 < I10} {I28}."
            )
    has_share = same_status(report, "I28", "I27")
    share = (
        " " + stated(status, "Vốn đối ứng của mô hình chiếm {I27} tổng vốn đối ứng.")
        if has_share
        else ""
    )
    return stated(status, text) + share + " Xem {@fig-doi-ung} và {@tbl-chi-tieu}."


def _averages(report: Report) -> str:
    book = report.book
    if same_status(report, "I33a", "I33b") and book["I33a"].value != book["I33b"].value:
        status = book["I33b"].status
        text = (
            "Bình quân một năm, tổng vốn là {I33b} nếu chia cho {so_nam} dương lịch của kỳ, "
            f"{{I33a}} nếu chia cho {{nam_nguon{STATUS_SUFFIX[status]}}} như nguồn nêu."
        )
        return stated(status, text)
    if report.known("I34b") and not report.edition.is_single_year:
        return stated(book["I34b"].status, "Bình quân một năm, kinh phí khuyến công là {I34b}.")
    return ""


def _reading_remarks(report: Report) -> list[Block]:
    """For each reading that changes an indicator: what the source says and what the other reading would give."""
    remarks = []
    for reading in report.clean.readings:
        changed = [
            id_
            for id_ in ("I26", "I28", "I21", "I22", "I23", "I33b")
            if report.known(f"{id_}.{reading['id']}")
        ]
        if changed:
            inlines: list[Inline] = [
                plain("Cách hiểu "),
                code(reading["id"]),
                plain(": nguồn viết “"),
            ]
            inlines.append(quoted(reading["printed"]))
            inlines += [
                plain("”; báo cáo hiểu: "),
                quoted(reading["reading"]),
                plain(". Theo cách hiểu khác ("),
                quoted(reading["alternative"]),
                plain("): "),
            ]
            for number, id_ in enumerate(changed):
                text = f" là {{{id_}.{reading['id']}}} thay cho {{{id_}}}" + (
                    ";" if id_ != changed[-1] else "."
                )
                inlines += [
                    *named((" " if number else "") + _short(report, id_)),
                    *sentence(text, report.book),
                ]
            remarks.append(remark(inlines))
    return remarks


def _short(report: Report, id_: str) -> str:
    name = report.definitions.indicators[id_].label
    return name[0].lower() + name[1:]
