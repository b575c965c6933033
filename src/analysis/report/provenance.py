"""Appendices VI and VII: the way from each printed value to its raw cells, sources, files, method."""

from __future__ import annotations

from collections.abc import Iterable

from analysis.book.book import Origin, Value
from analysis.document.blocks import (
    Block,
    Cell,
    Inline,
    Row,
    amount,
    code,
    named,
    paragraph,
    plain,
    prose,
    quoted,
    table_block,
)
from analysis.faults import printable
from analysis.issued.files import ISSUED_FOLDER
from analysis.report.earlier import issue_lines
from analysis.report.parts import DASH, words
from analysis.report.view import Report


def method(report: Report, report_date: str, *, draft: bool) -> Block:
    """Appendix VII: how the report was made and how to make it again, with what it was given."""
    edition = report.edition
    period = (
        f"YEAR={edition.year_from}"
        if edition.is_single_year
        else f"FROM={edition.year_from} TO={edition.year_to}"
    )
    given = f" REPORT_DATE={report_date}" if report_date else ""
    given += " DRAFT=1" if draft else ""
    computed = (
        "Báo cáo được lập tự động từ tệp dữ liệu gốc qua ba bước: làm sạch và kiểm tra số liệu; tính chỉ tiêu; lập "
        "văn bản. Mọi phép tính dùng số chính xác (tiền tính bằng đồng, tỷ lệ giữ ở dạng phân số) và chỉ làm tròn "
        "khi in: số lẻ từ một nửa trở lên làm tròn lên; mức tối thiểu làm tròn xuống, mức tối đa làm tròn lên."
    )
    again = [
        plain("Để lập lại báo cáo này, chạy: "),
        code(f"make report PLACE={edition.place} {period}{given}"),
        *named(
            ". Mã băm SHA-256 của dữ liệu gốc, chương trình và các tệp kết quả nằm trong tệp manifest.json kèm theo; "
            "giá trị, công thức và xuất xứ của từng số nằm trong tệp so-lieu.json."
        ),
    ]
    return prose(
        [paragraph([plain(computed)]), paragraph(again), *map(paragraph, issue_lines(report))]
    )


MOST_RANGES = 12
MANY = "nhiều mã"


def sources(report: Report) -> Block:
    """Appendix VII: the sources of the edition's figures."""
    used = list(dict.fromkeys(figure.source for figure in report.figures if not figure.parts))
    known = {source["id"]: source for source in report.clean.sources}
    registers = list(dict.fromkeys(table.file for table in report.clean.tables))
    rows: list[Row] = [
        {
            "cells": [
                [quoted(name.rpartition("/")[2])],
                words("Danh mục đề án"),
                words(DASH),
                words(DASH),
            ]
        }
        for name in registers
    ]
    rows += [
        {
            "cells": [
                [quoted(id_)],
                [quoted(known[id_]["subject"])]
                if id_ in known
                else words("không có trong nguon.csv"),
                [quoted(known[id_]["publisher"])] if id_ in known else words(DASH),
                [quoted(known[id_]["date"])] if id_ in known else words(DASH),
            ]
        }
        for id_ in used
    ]
    columns = [("l", 0.2), ("l", 0.42), ("l", 0.24), ("l", 0.14)]
    return table_block(
        [plain("Nguồn số liệu")],
        columns,
        ["Nguồn tin", "Nội dung", "Nơi công bố", "Thời gian"],
        rows,
    )


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
    return table_block([plain("Truy xuất từng số liệu trong báo cáo")], columns, heads, rows)


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
            *(
                plain(", “"),
                quoted(origin.column),
                plain("”: “"),
                quoted(origin.printed),
                plain("”"),
            ),
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
    rows: list[Row] = [
        {"cells": [[quoted(name)], [code(digest[:32])]]}
        for name, digest in report.clean.inputs.items()
    ]
    columns = [("l", 0.5), ("l", 0.5)]
    note = [plain("Mã băm đầy đủ nằm trong manifest.json.")]
    return table_block(
        [plain("Tệp dữ liệu gốc")], columns, ["Tệp", "SHA-256 (nửa đầu)"], rows, note
    )
