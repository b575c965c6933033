"""The tables of the appendices: details, all indicators, reconciliations, traces, sources."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from analysis.document import (
    Block,
    Cell,
    Inline,
    Row,
    amount,
    bold,
    bullets,
    code,
    named,
    paragraph,
    plain,
    prose,
    quoted,
    table,
    unit_name,
)
from analysis.errors import printable
from analysis.facts import Fact, Point
from analysis.indicators import missing_inputs
from analysis.issued.record import ISSUED_FOLDER
from analysis.report import Report
from analysis.table_parts import DASH, MONEY, cell, cell_at, dash_note, headline_point, status_tail, words
from analysis.tables import indicator_row
from analysis.trace import Origin, Value
from analysis.vocabulary import ACTIVITIES, KINDS, MANY_ACTIVITIES, UNCODED

MOST_RANGES = 12
MANY = "nhiều mã"


def missing(text: str) -> Block:
    """What stands in the place of a table of an appendix that has no data."""
    return prose([paragraph(named(text))])


def funds_detail(report: Report) -> Block:
    """Appendix I: every printed total of money and schemes, with its period, status, source and place in the source."""
    facts = [f for f in report.facts if not f.figure.activity_label and f.figure.measure in ("amount", "schemes")]
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
    return table(named(caption), columns, heads, rows, dash_note(rows))


def activities_by_fund(report: Report) -> Block:
    """Appendix II: the nine activities of Điều 4 by fund, a group of rows a point."""
    points = [p for p in report.points if any(f.figure.measure == "amount" for f in report.facts_with_activity(p))]
    if not points:
        return missing(f"Không có số liệu theo nội dung hoạt động cho {report.period_text}.")
    rows: list[Row] = []
    for point in points:
        if len(points) > 1 or point.status != "actual":
            name = point.label(report.edition).strip(" ()") or report.period_text
            rows.append({"cells": [[bold(words(name[0].upper() + name[1:]))], *[words("")] * 5], "class": "nhom"})
        rows += _rows_by_fund(report, point)
    heads = ["Mã", "Nội dung", "KCQG", "KCĐP", "Không tách nguồn, không nêu", "KCĐP và đối ứng"]
    columns = [("l", 0.14), ("l", 0.38), ("r", 0.11), ("r", 0.11), ("r", 0.13), ("r", 0.13)]
    return table([plain("Kinh phí theo nội dung và nguồn (triệu đồng)")], columns, heads, rows, dash_note(rows))


def _rows_by_fund(report: Report, point: Point) -> list[Row]:
    facts = [
        f for f in report.facts_with_activity(point) if f.figure.measure == "amount" and f.figure.fund != "counterpart"
    ]
    rows: list[Row] = []
    order = [*ACTIVITIES, ""]
    stated = {f.figure.activity for f in facts}
    for activity in order:
        here = [f for f in facts if f.figure.activity == activity]
        for printed in dict.fromkeys(f.figure.activity_label for f in here):
            same = [f for f in here if f.figure.activity_label == printed]
            uncoded = MANY if printed == KINDS[MANY_ACTIVITIES].label else UNCODED
            rows.append({"cells": [words(activity or uncoded), [quoted(printed)], *_by_fund(report, same)]})
        if (not here and activity not in ("", "QL", "ND3", "ND3-MH", "ND3-MM")) or (
            activity == "ND3" and not stated & {"ND3", "ND3-MH", "ND3-MM"}
        ):
            rows.append({"cells": [words(activity), words(ACTIVITIES[activity].label), *[words(DASH)] * 4]})
    return rows


def _by_fund(report: Report, facts: Sequence[Fact]) -> list[Cell]:
    groups = (("national",), ("local",), ("promotion", "unstated"), ("local_counterpart",))
    found = [[f for f in facts if f.figure.fund in group] for group in groups]
    return [cell(report.book, group[0].id) if group else words(DASH) for group in found]


def beneficiaries_detail(report: Report) -> Block:
    """Appendix III: every printed count of beneficiaries, recipients, classes, trainees and jobs."""
    measures = ("beneficiaries", "recipients", "classes", "trainees", "jobs")
    facts = [f for f in report.facts if f.figure.measure in measures]
    if not facts:
        return missing(f"Không có số liệu về cơ sở thụ hưởng, lớp đào tạo và lao động cho {report.period_text}.")
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
    return table(
        [plain("Cơ sở thụ hưởng, đào tạo và lao động")], columns, ["Số liệu", "Giá trị", "Đơn vị", "Nội dung"], rows
    )


def by_fund(report: Report) -> Block:
    """Appendix IV: money, schemes and shares in the columns ĐVT, KCQG, KCĐP, Tổng."""
    point = headline_point(report, ("Q", "L", "P", "DA", "DA_Q", "DA_L"))
    if point is None:
        return missing(f"Không có số liệu chung theo nguồn cho {report.period_text}.")
    suffix = point.suffix(report.edition)
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
                *[cell_at(report, point, id_, 2 if unit == "%" else None) if id_ else words("") for id_ in ids],
            ]
        }
        for name, unit, ids in lines
    ]
    columns = [("l", 0.4), ("c", 0.15), ("r", 0.15), ("r", 0.15), ("r", 0.15)]
    caption = f"Chỉ tiêu chung theo nguồn, {report.period_text}{status_tail(point)}"
    return table(named(caption), columns, ["Chỉ tiêu", "ĐVT", "KCQG", "KCĐP", "Tổng"], rows, dash_note(rows))


def indicators(report: Report) -> Block:
    """Appendix IV: all indicators with unit, value and formula; a missing one says so."""
    rows = [indicator_row(report, id_, with_formula=True) for id_ in report.definitions.indicators]
    heads = ["Mã", "Chỉ tiêu", "Giá trị", "Đơn vị tính", "Công thức"]
    columns = [("c", 0.08), ("l", 0.35), ("r", 0.13), ("l", 0.18), ("l", 0.26)]
    return table([plain("Các chỉ tiêu phân tích")], columns, heads, rows, dash_note(rows))


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
    blocks = [bullets([code(", ".join(ids)), *named(f": {text}")] for text, ids in given.items())] if given else []
    if lacking:
        blocks += [paragraph([plain("Chỉ tiêu không có số liệu:")]), bullets(lacking)]
    return prose(blocks or [paragraph([plain("Mọi chỉ tiêu đều có số liệu.")])])


def readings(report: Report) -> Block:
    """Appendix V: how doubtful passages of the sources are read, and the other reading."""
    used = {figure.source for figure in report.figures}
    rows: list[Row] = [
        {"cells": [[code(r["id"])], [quoted(r["printed"])], [quoted(r["reading"])], [quoted(r["alternative"])]]}
        for r in report.clean.readings
        if r["source"] in used
    ]
    if not rows:
        return missing("Không có chỗ nào trong nguồn phải chọn cách hiểu.")
    columns = [("c", 0.09), ("l", 0.35), ("l", 0.26), ("l", 0.3)]
    heads = ["Mã", "Nguồn viết", "Cách hiểu được dùng", "Cách hiểu khác"]
    return table([plain("Cách hiểu những chỗ chưa rõ của nguồn")], columns, heads, rows)


def findings(report: Report) -> Block:
    """Appendix V: notices of cleaning that concern this edition."""
    rows: list[Row] = [
        {"cells": [words(finding.severity), [quoted(finding.message)], [quoted(finding.where)]]}
        for finding in report.clean.findings
    ]
    if not rows:
        return missing("Khâu làm sạch số liệu không có cảnh báo nào.")
    columns = [("l", 0.14), ("l", 0.5), ("l", 0.36)]
    return table([plain("Cảnh báo và lưu ý khi làm sạch số liệu")], columns, ["Mức", "Nội dung", "Vị trí"], rows)


def sources(report: Report) -> Block:
    """Appendix VII: the sources of the edition's figures."""
    used = list(dict.fromkeys(figure.source for figure in report.figures if not figure.parts))
    known = {source["id"]: source for source in report.clean.sources}
    registers = list(dict.fromkeys(table.file for table in report.clean.tables))
    rows: list[Row] = [
        {"cells": [[quoted(name.rpartition("/")[2])], words("Danh mục đề án"), words(DASH), words(DASH)]}
        for name in registers
    ]
    rows += [
        {
            "cells": [
                [quoted(id_)],
                [quoted(known[id_]["subject"])] if id_ in known else words("không có trong nguon.csv"),
                [quoted(known[id_]["publisher"])] if id_ in known else words(DASH),
                [quoted(known[id_]["date"])] if id_ in known else words(DASH),
            ]
        }
        for id_ in used
    ]
    columns = [("l", 0.2), ("l", 0.42), ("l", 0.24), ("l", 0.14)]
    return table([plain("Nguồn số liệu")], columns, ["Nguồn tin", "Nội dung", "Nơi công bố", "Thời gian"], rows)


def trace(report: Report, ids: Iterable[str]) -> Block:
    """Appendix VI: a row a value, with its exact value, formula and inputs or its raw cell; links lead here."""
    rows: list[Row] = []
    for id_ in ids:
        value = report.book[id_]
        if value.formula is not None:
            origin: Cell = [code(value.formula)]
        else:
            origin = _cells(value) if value.origins else words(DASH)
        name = words(value.label) + (words(f". {value.caveat}") if value.caveat else [])
        rows.append({"cells": [[code(id_)], name, _exact(value), origin], "anchor": f"vet-{id_}"})
    columns = [("l", 0.17), ("l", 0.32), ("r", 0.23), ("l", 0.28)]
    heads = ["Mã", "Số liệu", "Giá trị", "Công thức hoặc ô dữ liệu gốc"]
    return table([plain("Truy xuất từng số liệu trong báo cáo")], columns, heads, rows)


def _exact(value: Value) -> Cell:
    return amount(value)


def _cells(value: Value) -> Cell:
    cells: Cell = []
    for origin in value.origins:
        cells += [*([plain("; ")] if cells else []), *_cell(origin)]
    return cells


def _cell(origin: Origin) -> list[Inline]:
    if origin.file.startswith(ISSUED_FOLDER):
        return [
            *(
                quoted(origin.file),
                plain(", phần “"),
                quoted(origin.sheet or ""),
                plain("”, mục "),
                code(str(origin.row)),
            ),
            *(plain(", “"), quoted(origin.column), plain("”: “"), quoted(origin.printed), plain("”")),
        ]
    place = [quoted(origin.file.rsplit("/", 1)[-1])]
    if origin.sheet:
        place += [plain(", trang tính “"), quoted(printable(origin.sheet)), plain("”")]
    ranges = origin.rows.split(", ") if origin.rows else [str(origin.row)]
    place += [plain(", dòng "), code(", ".join(ranges[:MOST_RANGES]))]
    if len(ranges) > MOST_RANGES:
        place.append(plain(", … (các dòng còn lại nêu trong so-lieu.json)"))
    place += [plain(", cột "), quoted(origin.column)]
    return place if origin.rows else [*place, plain(": “"), quoted(origin.printed), plain("”")]


def inputs(report: Report) -> Block:
    """Appendix VII: the raw files of the run with the first half of their hash."""
    rows: list[Row] = [{"cells": [[quoted(name)], [code(digest[:32])]]} for name, digest in report.clean.inputs.items()]
    columns = [("l", 0.5), ("l", 0.5)]
    note = [plain("Mã băm đầy đủ nằm trong manifest.json.")]
    return table([plain("Tệp dữ liệu gốc")], columns, ["Tệp", "SHA-256 (nửa đầu)"], rows, note)
