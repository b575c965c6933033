"""The tables of the report: an edition in, table blocks out. Money is shown in triệu đồng; a dash is a missing value."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from analysis import vocabulary
from analysis.document import Block, Cell, Inline, Row, amount, bold, bullets, number, paragraph, plain, prose, quoted, table
from analysis.facts import Fact, Point
from analysis.indicators import missing_inputs
from analysis.report import Report, status_text
from analysis.trace import Book, Value
from analysis.vocabulary import ACTIVITIES, BENEFICIARIES, BENEFICIARY_TYPES, UNCODED

MONEY = "triệu đồng"
DASH = "–"
DASH_NOTE = "Dấu – nghĩa là nguồn không có số liệu, không phải bằng không."
ROUNDING_NOTE = "Tổng các tỷ lệ có thể không bằng 100% do làm tròn."


def cell(book: Book, id_: str, decimals: int | None = None) -> Cell:
    """A value in a table: money in triệu đồng, a dash when the book has no such value."""
    if not book.known(id_):
        return [plain(DASH)]
    return number(book[id_], MONEY if book[id_].unit == "đồng" else None, decimals)


def words(text: str) -> Cell:
    return [plain(text)]


def missing(text: str) -> Block:
    """What stands in the place of a table that has no data."""
    return prose([paragraph([plain(text)])])


def funds(report: Report) -> Block:
    """Funds of the edition's own period: amount, share of the total, share of kinh phí khuyến công."""
    book = report.book
    point = headline_point(report, ("Q", "L", "C", "P", "T"))
    if point is None:
        return missing(f"Không có số liệu kinh phí chung cho {report.period_text}.")
    suffix = point.suffix(report.edition)
    rows = [
        _fund_row(book, "Khuyến công quốc gia (KCQG)", "Q", suffix, "I03", "I07"),
        _fund_row(book, "Khuyến công địa phương (KCĐP)", "L", suffix, "I04", "I08"),
        _total(_fund_row(book, "Kinh phí khuyến công", "P", suffix, "I06", "")),
        _fund_row(book, "Vốn đối ứng của cơ sở", "C", suffix, "I05", ""),
        _total(_fund_row(book, "Tổng kinh phí thực hiện", "T", suffix, "", "")),
    ]
    heads = ["Nguồn kinh phí", "Số tiền (triệu đồng)", "Tỷ trọng trong tổng (%)", "Tỷ trọng trong kinh phí khuyến công (%)"]
    columns = [("l", 0.4), ("r", 0.2), ("r", 0.2), ("r", 0.2)]
    caption = f"Kinh phí theo nguồn, {report.period_text}{_status_tail(point)}"
    return table([plain(caption)], columns, heads, rows, _note(rows))


def _fund_row(book: Book, label: str, name: str, suffix: str, of_total: str, of_promotion: str) -> Row:
    shares = [cell(book, id_, 2) if id_ else words("") for id_ in (of_total, of_promotion)]
    if of_promotion == "" and name == "P":
        shares[1] = words("")
    return {"cells": [words(label), cell(book, name + suffix), *shares]}


def _total(row: Row) -> Row:
    return {"cells": [[bold(part)] if part else part for part in row["cells"]], "class": "tong"}


def headline_point(report: Report, names: Sequence[str]) -> Point | None:
    """The first point of the edition's own period at which one of the inputs is known."""
    for point in report.points:
        if point.is_headline(report.edition):
            if any(report.known(name + point.suffix(report.edition)) for name in names):
                return point
    return None


def _status_tail(point: Point) -> str:
    return "" if point.status == "actual" else f" ({status_text(point.status)})"


def _note(rows: Iterable[Row]) -> list[Inline]:
    dashed = any(part == words(DASH) for row in rows for part in row["cells"])
    return [plain(DASH_NOTE)] if dashed else []


def activities(report: Report) -> Block:
    """Money and schemes by activity as the sources print them, with the part that names no activity."""
    point = next((p for p in report.points if p.is_headline(report.edition) and report.facts_with_activity(p)), None)
    if point is None:
        return missing(f"Không có số liệu theo nội dung hoạt động cho {report.period_text}.")
    rows = _activity_rows(report, point)
    suffix = point.suffix(report.edition)
    if report.known("A" + suffix):
        rows.append(_total({"cells": [words("Cộng các nội dung đã nêu"), words(""), cell(report.book, "A" + suffix), words("")]}))
        if report.known("R03" + suffix):
            rows.append({"cells": [words("Chưa phân bổ theo nội dung"), words(""), cell(report.book, "R03" + suffix), words("")]})
            rows.append(_total({"cells": [words("Kinh phí khuyến công"), words(""), cell(report.book, "P" + suffix), words("")]}))
    heads = ["Nội dung (như nguồn in)", "Nguồn kinh phí", "Số tiền (triệu đồng)", "Số đề án"]
    columns = [("l", 0.46), ("l", 0.22), ("r", 0.18), ("r", 0.14)]
    caption = f"Kinh phí khuyến công theo nội dung, {report.period_text}{_status_tail(point)}"
    return table([plain(caption)], columns, heads, rows, _note(rows))


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
        return missing(f"Không có số liệu về cơ sở thụ hưởng cho {report.period_text}.")
    suffix, book = point.suffix(report.edition), report.book
    shares = {"DNNVV": "I13", "HTX": "I14", "HKD": "I15"}
    rows: list[Row] = [
        {"cells": [words(BENEFICIARIES[code].label), cell(book, f"n_{code}{suffix}"), cell(book, shares.get(code, ""), 2)]}
        for code in BENEFICIARY_TYPES
        if code in shares or report.known(f"n_{code}{suffix}")
    ]
    rows.append(_total({"cells": [words("Tổng số cơ sở thụ hưởng"), cell(book, "N" + suffix), words("")]}))
    if report.known("n_KK" + suffix):
        label = "Trong đó: cơ sở thuộc địa bàn khó khăn"
        rows.append({"cells": [words(label), cell(book, "n_KK" + suffix), cell(book, "I16", 2)]})
    caption = f"Cơ sở thụ hưởng theo loại hình, {report.period_text}{_status_tail(point)}"
    columns = [("l", 0.56), ("r", 0.22), ("r", 0.22)]
    return table([plain(caption)], columns, ["Loại hình", "Số cơ sở", "Tỷ lệ (%)"], rows, _note(rows))


def series(report: Report) -> Block:
    """Funds by year and status; a year without any figure is a row that says so."""
    if report.edition.is_single_year:
        return missing("Kỳ báo cáo là một năm, không có diễn biến theo năm.")
    years = [p for p in report.points if p.is_year(report.edition)]
    if not years:
        return missing(f"Không có số liệu theo từng năm trong {report.period_text}.")
    rows: list[Row] = []
    for year in report.edition.years:
        here = [p for p in years if p.year_from == year]
        rows += [_series_row(report, point) for point in here]
        if not here:
            rows.append({"cells": [words(str(year)), words("không có số liệu"), *[words(DASH)] * 5]})
    heads = ["Năm", "Tình trạng", "KCQG", "KCĐP", "Kinh phí khuyến công", "Đối ứng", "Số đề án"]
    columns = [("c", 0.08), ("l", 0.18), ("r", 0.14), ("r", 0.14), ("r", 0.18), ("r", 0.15), ("r", 0.13)]
    caption = f"Kinh phí theo năm, {report.period_text} (triệu đồng)"
    return table([plain(caption)], columns, heads, rows, [plain("Kế hoạch và thực hiện không cộng chung. "), *_note(rows)])


def _series_row(report: Report, point: Point) -> Row:
    suffix = point.suffix(report.edition)
    cells = [cell(report.book, name + suffix) for name in ("Q", "L", "P", "C", "DA")]
    return {"cells": [words(str(point.year_from)), words(status_text(point.status)), *cells]}


def headline_indicators(report: Report) -> Block:
    """The leading indicators: value, unit, and how they are computed."""
    ids = [id_ for id_ in ("I10", "I26", "I28", "I06", "I07", "I17", "I21", "I30", "I32") if report.known(id_)]
    if not ids:
        return missing(f"Không đủ số liệu để tính chỉ tiêu phân tích cho {report.period_text}.")
    rows = [_indicator_row(report, id_, with_formula=False) for id_ in ids]
    columns = [("c", 0.1), ("l", 0.46), ("r", 0.16), ("l", 0.28)]
    caption = f"Một số chỉ tiêu phân tích, {report.period_text}"
    return table([plain(caption)], columns, ["Mã", "Chỉ tiêu", "Giá trị", "Đơn vị tính"], rows)


def _indicator_row(report: Report, id_: str, *, with_formula: bool) -> Row:
    value = report.book[id_]
    cells: list[Cell] = [words(id_), words(value.label), cell(report.book, id_), words(value.unit)]
    if with_formula:
        cells.append(words(value.formula or DASH))
    return {"cells": cells}


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
                words(report.book[fact.id].unit.replace("đồng", MONEY) if fact.figure.measure == "amount" else report.book[fact.id].unit),
                [quoted(fact.figure.source)],
                [quoted(fact.figure.position)] if fact.figure.position else words(DASH),
            ]
        }
        for fact in facts
    ]
    columns = [("l", 0.4), ("r", 0.14), ("l", 0.13), ("l", 0.18), ("l", 0.15)]
    heads = ["Số liệu", "Giá trị", "Đơn vị", "Nguồn tin", "Vị trí"]
    return table([plain("Số liệu chung do nguồn công bố")], columns, heads, rows, _note(rows))


def activities_by_fund(report: Report) -> Block:
    """Appendix II: the nine activities of Điều 4 by fund, a group of rows a point."""
    points = [p for p in report.points if any(f.figure.measure == "amount" for f in report.facts_with_activity(p))]
    if not points:
        return missing(f"Không có số liệu theo nội dung hoạt động cho {report.period_text}.")
    rows: list[Row] = []
    for point in points:
        if len(points) > 1 or point.status != "actual":
            label = point.label(report.edition).strip(" ()") or report.period_text
            rows.append({"cells": [[bold(words(label[0].upper() + label[1:]))], *[words("")] * 5], "class": "nhom"})
        rows += _rows_by_fund(report, point)
    heads = ["Mã", "Nội dung", "KCQG", "KCĐP", "Không tách nguồn, không nêu", "KCĐP và đối ứng"]
    columns = [("l", 0.11), ("l", 0.39), ("r", 0.11), ("r", 0.12), ("r", 0.14), ("r", 0.13)]
    return table([plain("Kinh phí theo nội dung và nguồn (triệu đồng)")], columns, heads, rows, _note(rows))


def _rows_by_fund(report: Report, point: Point) -> list[Row]:
    facts = [f for f in report.facts_with_activity(point) if f.figure.measure == "amount" and f.figure.fund != "counterpart"]
    rows: list[Row] = []
    order = [*ACTIVITIES, ""]
    stated = {f.figure.activity for f in facts}
    for code in order:
        here = [f for f in facts if f.figure.activity == code]
        for label in dict.fromkeys(f.figure.activity_label for f in here):
            same = [f for f in here if f.figure.activity_label == label]
            rows.append({"cells": [words(code or UNCODED), [quoted(label)], *_by_fund(report, same)]})
        if not here and code not in ("", "QL", "ND3", "ND3-MH", "ND3-MM") or code == "ND3" and not stated & {"ND3", "ND3-MH", "ND3-MM"}:
            rows.append({"cells": [words(code), words(ACTIVITIES[code].label), *[words(DASH)] * 4]})
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
                words(report.book[fact.id].unit),
                [quoted(fact.figure.activity_label)] if fact.figure.activity_label else words(""),
            ]
        }
        for fact in facts
    ]
    columns = [("l", 0.42), ("r", 0.14), ("l", 0.14), ("l", 0.3)]
    return table([plain("Cơ sở thụ hưởng, đào tạo và lao động")], columns, ["Số liệu", "Giá trị", "Đơn vị", "Nội dung"], rows)


def by_fund(report: Report) -> Block:
    """Appendix IV: money, schemes and shares in the columns ĐVT, KCQG, KCĐP, Tổng."""
    point = headline_point(report, ("Q", "L", "P", "DA", "DA_Q", "DA_L"))
    if point is None:
        return missing(f"Không có số liệu chung theo nguồn cho {report.period_text}.")
    suffix, book = point.suffix(report.edition), report.book
    lines = [
        ("Kinh phí khuyến công", MONEY, ("Q" + suffix, "L" + suffix, "P" + suffix)),
        ("Tỷ trọng trong kinh phí khuyến công", "%", ("I07", "I08", "")),
        ("Tỷ trọng trong tổng kinh phí thực hiện", "%", ("I03", "I04", "I06")),
        ("Số đề án", "đề án", ("DA_Q" + suffix, "DA_L" + suffix, "DA" + suffix)),
    ]
    rows: list[Row] = [
        {"cells": [words(label), words(unit), *[cell(book, id_, 2 if unit == "%" else None) if id_ else words("") for id_ in ids]]}
        for label, unit, ids in lines
    ]
    columns = [("l", 0.4), ("c", 0.15), ("r", 0.15), ("r", 0.15), ("r", 0.15)]
    caption = f"Chỉ tiêu chung theo nguồn, {report.period_text}{_status_tail(point)}"
    return table([plain(caption)], columns, ["Chỉ tiêu", "ĐVT", "KCQG", "KCĐP", "Tổng"], rows, _note(rows))


def indicators(report: Report) -> Block:
    """Appendix IV: all indicators with unit, value and formula; a missing one says so."""
    rows = [_indicator_row(report, id_, with_formula=True) for id_ in report.definitions.indicators]
    heads = ["Mã", "Chỉ tiêu", "Giá trị", "Đơn vị tính", "Công thức"]
    columns = [("c", 0.08), ("l", 0.35), ("r", 0.13), ("l", 0.18), ("l", 0.26)]
    return table([plain("Các chỉ tiêu phân tích")], columns, heads, rows, _note(rows))


def caveats(report: Report) -> Block:
    """Appendix IV: caveats of the indicators, and what is missing for those without a value."""
    given: dict[str, list[str]] = {}
    lacking: list[str] = []
    for indicator in report.definitions.indicators.values():
        if not report.known(indicator.id):
            lacking.append(f"{indicator.id}: thiếu {', '.join(missing_inputs(report.book, indicator, report.definitions))}")
        elif indicator.caveat:
            given.setdefault(indicator.caveat, []).append(indicator.id)
    blocks = [bullets([plain(f"{', '.join(ids)}: {text}")] for text, ids in given.items())] if given else []
    if lacking:
        blocks += [paragraph([plain("Chỉ tiêu không có số liệu:")]), bullets([plain(f"{text}.")] for text in lacking)]
    return prose(blocks or [paragraph([plain("Mọi chỉ tiêu đều có số liệu.")])])


def reconciliation(report: Report) -> Block:
    """Appendix V: what was compared, what was found, the difference and the verdict."""
    if not report.checks:
        return missing("Không có số liệu nào đủ để đối chiếu.")
    rows: list[Row] = [
        {"cells": [words(check.code), words(check.title[0].upper() + check.title[1:]), list(check.text), words(check.verdict)]}
        for check in report.checks
    ]
    heads = ["Mã", "Nội dung đối chiếu", "Kết quả", "Kết luận"]
    columns = [("c", 0.09), ("l", 0.25), ("l", 0.52), ("l", 0.14)]
    return table([plain("Đối chiếu số liệu")], columns, heads, rows)


def readings(report: Report) -> Block:
    """Appendix V: how doubtful passages of the sources are read, and the other reading."""
    used = {figure.source for figure in report.figures}
    rows: list[Row] = [
        {"cells": [words(r["id"]), [quoted(r["printed"])], [quoted(r["reading"])], [quoted(r["alternative"])]]}
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
        {"cells": [words(finding.severity), words(finding.message), [quoted(finding.where)]]}
        for finding in report.clean.findings
    ]
    if not rows:
        return missing("Khâu làm sạch số liệu không có cảnh báo nào.")
    columns = [("l", 0.14), ("l", 0.5), ("l", 0.36)]
    return table([plain("Cảnh báo và lưu ý khi làm sạch số liệu")], columns, ["Mức", "Nội dung", "Vị trí"], rows)


def sources(report: Report) -> Block:
    """Appendix VII: the sources of the edition's figures."""
    used = list(dict.fromkeys(figure.source for figure in report.figures))
    known = {source["id"]: source for source in report.clean.sources}
    rows: list[Row] = [
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
            origin: Cell = words(f"{value.formula}")
        else:
            origin = [plain(_cells(value))] if value.origins else words(DASH)
        label = value.label + (f". {value.caveat}" if value.caveat else "")
        rows.append({"cells": [words(id_), words(label), _exact(value), origin], "anchor": f"vet-{id_}"})
    columns = [("l", 0.17), ("l", 0.35), ("r", 0.2), ("l", 0.28)]
    heads = ["Mã", "Số liệu", "Giá trị", "Công thức hoặc ô dữ liệu gốc"]
    return table([plain("Truy xuất từng số liệu trong báo cáo")], columns, heads, rows)


def _exact(value: Value) -> Cell:
    return amount(value)


def _cells(value: Value) -> str:
    return "; ".join(f"{o.file.rsplit('/', 1)[-1]}, dòng {o.row}, cột {o.column}: “{o.printed}”" for o in value.origins)


def inputs(report: Report) -> Block:
    """Appendix VII: the raw files of the run with the first half of their hash."""
    rows: list[Row] = [{"cells": [[quoted(name)], words(digest[:32])]} for name, digest in report.clean.inputs.items()]
    columns = [("l", 0.5), ("l", 0.5)]
    note = [plain("Mã băm đầy đủ nằm trong manifest.json.")]
    return table([plain("Tệp dữ liệu gốc")], columns, ["Tệp", "SHA-256 (nửa đầu)"], rows, note)
