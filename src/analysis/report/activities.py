"""Chapter II.2, money by activity: its sentences, table, chart, the largest schemes, and appendix II."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from analysis import vocabulary
from analysis.book.points import Point
from analysis.charts.bars import Bar, plot_activities
from analysis.document.blocks import (
    Block,
    Cell,
    Row,
    bold,
    bullets,
    figure_block,
    named,
    number,
    plain,
    prose,
    quoted,
    sentence,
    table_block,
)
from analysis.report.parts import (
    DASH,
    MONEY,
    NO_CHART,
    NOTHING,
    Drawn,
    bar,
    cell,
    dash_note,
    known_at,
    missing,
    paragraphs,
    spoken,
    stated,
    status_tail,
    total,
    words,
)
from analysis.report.provenance import MANY
from analysis.report.schemes import groups, schemes
from analysis.report.view import Report, status_text
from analysis.values.facts import Fact
from analysis.values.groups import Details, Group, support_of
from analysis.values.indicators import without_parts
from analysis.vocabulary import ACTIVITIES, KINDS, MANY_ACTIVITIES, UNCODED


def text(report: Report) -> Block:
    """II.2: what the sources give by activity, and what they leave open."""
    point = next(
        (p for p in report.points if p.is_headline and report.facts_with_activity(p)),
        None,
    )
    if point is None:
        where = (
            " Số liệu từng năm theo nội dung nêu tại {@pl-noi-dung}."
            if _any_activities(report)
            else ""
        )
        return prose(
            paragraphs(
                report,
                [f"Không có số liệu theo nội dung hoạt động cho [[{report.period_text}]].{where}"],
            )
        )
    s = point.suffix
    tail = status_tail(point)
    lines = [
        f"{label}{tail}: {text}" for ids, label, text in _activity_lines(s) if report.known(*ids)
    ]
    details = report.details
    if details is not None:
        lines = [
            f"{group.label}{status_tail(details)}: {{{group.id('DA')}}}, {{{group.id('P')}}}."
            for group in _by_support(details)
        ]
    plan = "" if point.status == "actual" else f" (số {status_text(point.status)})"
    templates = []
    if report.known("A" + s):
        share = ", chiếm {I21} kinh phí khuyến công" if known_at(report, point, "I21") else ""
        origin = (
            "Danh mục đề án có"
            if details is not None and details.status == point.status
            else "Các nguồn nêu"
        )
        templates.append(
            f"{origin} {{A{s}}} kinh phí theo nội dung{plan}{share}; chi tiết tại {{@tbl-noi-dung}}."
        )
    else:
        templates.append(f"Số liệu theo nội dung{plan} nêu tại {{@tbl-noi-dung}}.")
    blocks = paragraphs(report, templates)
    if len(lines) > 1:
        blocks.append(bullets(sentence(line, report.book) for line in lines))
    if report.known("R03" + s) and report.book["R03" + s].value:
        text = (
            f"Còn {{R03{s}}} kinh phí khuyến công nguồn không nêu nội dung; đây không phải sai số "
            "(xem {@pl-doi-chieu})."
        )
        blocks += paragraphs(report, [stated(point.status, text)])
    return prose(blocks)


def _by_support(details: Details) -> list[Group]:
    return sorted(details.kinds, key=lambda group: -support_of(group.schemes).sum())


def _any_activities(report: Report) -> bool:
    return any(report.facts_with_activity(point) for point in report.points)


def _activity_lines(s: str) -> list[tuple[tuple[str, ...], str, str]]:
    """By activity the values that its sentence needs, its name and the sentence; `s` is the suffix of the point."""
    return [
        (
            ("M" + s, "CM" + s),
            "Mô hình trình diễn kỹ thuật, chuyển giao công nghệ",
            f"{{M{s}}} kinh phí khuyến công, kèm theo {{CM{s}}} vốn đối ứng của cơ sở.",
        ),
        (
            ("K" + s, "DA_K" + s, "DV_K" + s),
            "Ứng dụng máy móc, thiết bị tiên tiến",
            f"{{DA_K{s}}} với {{DV_K{s}}} thụ hưởng, kinh phí {{K{s}}}.",
        ),
        (("S" + s,), "Phát triển sản phẩm công nghiệp nông thôn tiêu biểu", f"{{S{s}}}."),
        (("D" + s,), "Đào tạo nghề, truyền nghề, nâng cao tay nghề", f"{{D{s}}}."),
        (
            ("LOP" + s, "HV" + s),
            "Nâng cao năng lực quản lý",
            f"{{LOP{s}}} với {{HV{s}}}; nguồn không nêu kinh phí.",
        ),
    ]


def chart(report: Report) -> Drawn:
    """Money by activity with the part that names no activity."""
    point = next(
        (p for p in report.points if p.is_headline and report.known("A" + p.suffix)),
        None,
    )
    if point is None:
        return NO_CHART
    suffix = point.suffix
    if report.details is not None:
        bars = [
            bar(group.label, report.book[group.id("P")])
            for group in report.details.kinds
            if report.known(group.id("P"))
        ]
        return _activity_chart(report, report.details, bars, [])
    facts = [
        f
        for f in report.facts_with_activity(point)
        if f.figure.measure == "amount"
        and f.figure.fund in ("national", "local", "promotion", "unstated")
    ]
    bars = [bar(fact.figure.activity_label, report.book[fact.id]) for fact in without_parts(facts)]
    left = []
    if report.known("R03" + suffix) and (report.book["R03" + suffix].value or 0) > 0:
        left.append(bar("Chưa phân bổ theo nội dung", report.book["R03" + suffix], rest=True))
    return _activity_chart(report, point, bars, left)


def _activity_chart(
    report: Report, of: Point | Details, bars: Sequence[Bar], left: Sequence[Bar]
) -> Drawn:
    caption = f"Kinh phí khuyến công theo nội dung, {report.period_text}{status_tail(of)}"
    alt = f"Biểu đồ thanh ngang về kinh phí theo nội dung. {spoken([*bars, *left], MONEY)}"
    block = figure_block(named(caption), alt)
    block["drawn"] = [
        number(report.book[bar.id]) for bar in bars
    ]  # no table prints these, so the trace asks here
    return Drawn(block, plot_activities(pd.DataFrame([*bars, *left]), MONEY))


def kinds(report: Report, details: Details) -> Block:
    """II.2: schemes and money by kind of scheme; a scheme of several activities stays whole."""
    return groups(report, details, details.kinds, "Đề án theo nội dung", "Loại hình đề án")


def largest(report: Report) -> Block:
    """II.2: the schemes with the most kinh phí khuyến công."""
    details = report.details
    if details is None:
        return NOTHING
    caption = f"Đề án có kinh phí khuyến công lớn, {report.period_text}{status_tail(details)} (triệu đồng)"
    return schemes(report, details.largest, caption, [])


def appendix(report: Report) -> Block:
    """Appendix II: the nine activities of Điều 4 by fund, a group of rows a point."""
    points = [
        p
        for p in report.points
        if any(f.figure.measure == "amount" for f in report.facts_with_activity(p))
    ]
    if not points:
        return missing(f"Không có số liệu theo nội dung hoạt động cho {report.period_text}.")
    rows: list[Row] = []
    for point in points:
        if len(points) > 1 or point.status != "actual":
            name = point.label.strip(" ()") or report.period_text
            rows.append(
                {
                    "cells": [[bold(words(name[0].upper() + name[1:]))], *[words("")] * 5],
                    "class": "nhom",
                }
            )
        rows += _rows_by_fund(report, point)
    heads = ["Mã", "Nội dung", "KCQG", "KCĐP", "Không tách nguồn, không nêu", "KCĐP và đối ứng"]
    columns = [("l", 0.14), ("l", 0.38), ("r", 0.11), ("r", 0.11), ("r", 0.13), ("r", 0.13)]
    return table_block(
        [plain("Kinh phí theo nội dung và nguồn (triệu đồng)")],
        columns,
        heads,
        rows,
        dash_note(rows),
    )


def _rows_by_fund(report: Report, point: Point) -> list[Row]:
    facts = [
        f
        for f in report.facts_with_activity(point)
        if f.figure.measure == "amount" and f.figure.fund != "counterpart"
    ]
    rows: list[Row] = []
    order = [*ACTIVITIES, ""]
    stated = {f.figure.activity for f in facts}
    for activity in order:
        here = [f for f in facts if f.figure.activity == activity]
        for printed in dict.fromkeys(f.figure.activity_label for f in here):
            same = [f for f in here if f.figure.activity_label == printed]
            uncoded = MANY if printed == KINDS[MANY_ACTIVITIES].label else UNCODED
            rows.append(
                {"cells": [words(activity or uncoded), [quoted(printed)], *_by_fund(report, same)]}
            )
        if (not here and activity not in ("", "QL", "ND3", "ND3-MH", "ND3-MM")) or (
            activity == "ND3" and not stated & {"ND3", "ND3-MH", "ND3-MM"}
        ):
            rows.append(
                {"cells": [words(activity), words(ACTIVITIES[activity].label), *[words(DASH)] * 4]}
            )
    return rows


def _by_fund(report: Report, facts: Sequence[Fact]) -> list[Cell]:
    groups = (("national",), ("local",), ("promotion", "unstated"), ("local_counterpart",))
    found = [[f for f in facts if f.figure.fund in group] for group in groups]
    return [cell(report.book, group[0].id) if group else words(DASH) for group in found]


def table(report: Report) -> Block:
    """Money and schemes by activity as the sources print them, with the part that names no activity."""
    if report.details is not None:
        return kinds(report, report.details)
    point = next(
        (p for p in report.points if p.is_headline and report.facts_with_activity(p)),
        None,
    )
    if point is None:
        return NOTHING
    rows = _activity_rows(report, point)
    suffix = point.suffix
    if report.known("A" + suffix):
        rows.append(
            total(
                {
                    "cells": [
                        words("Cộng các nội dung đã nêu"),
                        words(""),
                        cell(report.book, "A" + suffix),
                        words(""),
                    ]
                }
            )
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
                total(
                    {
                        "cells": [
                            words("Kinh phí khuyến công"),
                            words(""),
                            cell(report.book, "P" + suffix),
                            words(""),
                        ]
                    }
                )
            )
    heads = ["Nội dung (như nguồn in)", "Nguồn kinh phí", "Số tiền (triệu đồng)", "Số đề án"]
    columns = [("l", 0.46), ("l", 0.22), ("r", 0.18), ("r", 0.14)]
    caption = f"Kinh phí theo nội dung, {report.period_text}{status_tail(point)}"
    return table_block(named(caption), columns, heads, rows, dash_note(rows))


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
