"""The technical part: from each printed value to its raw cells, sources, files, method."""

from __future__ import annotations

from collections.abc import Iterable

from analysis.book.book import Origin
from analysis.document.blocks import (
    Block,
    Cell,
    Inline,
    Row,
    Text,
    code,
    file_hash,
    inlines,
    line_break,
    paragraph,
    prose,
    quoted,
    row,
    table_block,
)
from analysis.filled.form import FILE_NAME, SHEET_NAME
from analysis.issued.files import ISSUED_FOLDER
from analysis.messages import printable
from analysis.parameter_reader import DEFAULT_UNIT
from analysis.project import TECHNICAL_FILE
from analysis.report.earlier import issue_lines
from analysis.report.parts import DASH
from analysis.report.view import Report
from analysis.span import said_date

MOST_RANGES = 12
TRACE = """
    l Mã
    l Số liệu
    r Giá trị
    l Công thức hoặc ô dữ liệu gốc
"""


def trace(report: Report, ids: Iterable[str]) -> Block:
    """A row a value, with its exact value, formula and inputs or its raw cell.

    Links lead here.
    """
    rows: list[Row] = []
    for id_ in ids:
        value = report.book[id_]
        name = inlines(value.label, f". {value.caveat}" if value.caveat else "")
        origin: Text = _cells(value.origins) or DASH
        if value.formula is not None:
            origin = code(value.formula)
        rows.append(
            {**row(code(id_), name, report.exact_amount(id_), origin), "anchor": f"vet-{id_}"}
        )
    return table_block("Truy xuất từng số liệu trong báo cáo", TRACE, rows)


def _cells(origins: Iterable[Origin]) -> Cell:
    cells: Cell = []
    for origin in origins:
        cells += inlines("; " if cells else "", _cell(origin))
    return cells


def _cell(origin: Origin) -> list[Inline]:
    row, column, printed = code(str(origin.row)), quoted(origin.column), quoted(origin.printed)
    if origin.file.startswith(ISSUED_FOLDER):
        part = inlines(quoted(origin.file), ", phần “", quoted(origin.sheet or ""), "”, mục ", row)
        return inlines(part, ", “", column, "”: “", printed, "”")
    # the folder is told in the appendix of the method, next to the hash of the file
    place = inlines(quoted(origin.file.rsplit("/", 1)[-1]))
    if origin.sheet:
        place += inlines(", trang tính “", quoted(printable(origin.sheet)), "”")
    if origin.column in (FILE_NAME, SHEET_NAME):
        return inlines(place, ", ", column, ": “", printed, "”")
    if not origin.rows:
        return inlines(place, ", dòng ", row, ", cột ", column, ": “", printed, "”")
    ranges = origin.rows.split(", ")
    place += inlines(", dòng ", code(", ".join(ranges[:MOST_RANGES])))
    # rows of a large register would fill pages
    if len(ranges) > MOST_RANGES:
        place += inlines(", … (các dòng còn lại nêu trong so-lieu.json)")
    return inlines(place, ", cột ", column)


def method(report: Report, report_date: str, *, draft: bool) -> Block:
    """How the report was made and how to make it again, with what it was given."""
    edition = report.edition
    command = f"make report PLACE={edition.place}"
    for name, text in edition.asked.items():
        command += f" {name}={text}"
    if report_date:
        command += f" REPORT_DATE={report_date}"
    if draft:
        command += " DRAFT=1"
    if report.money != DEFAULT_UNIT:
        command += f" UNIT={report.money}"
    computed = (
        "Báo cáo được lập tự động từ tệp dữ liệu gốc qua ba bước: làm sạch và kiểm tra số liệu; tính chỉ tiêu; lập "
        "văn bản. Mọi phép tính dùng số chính xác (tiền tính bằng đồng, tỷ lệ giữ ở dạng phân số) và chỉ làm tròn "
        "khi in: số lẻ từ một nửa trở lên làm tròn lên; mức tối thiểu làm tròn xuống, mức tối đa làm tròn lên."
    )
    again = inlines(
        "Để lập lại báo cáo này, chạy: ",
        code(command),
        ". Mã băm SHA-256 của dữ liệu gốc, chương trình và các tệp phát hành nằm trong tệp manifest.json kèm theo; "
        "giá trị, công thức và xuất xứ của từng số nằm trong tệp so-lieu.json.",
    )
    return prose(paragraph(computed), paragraph(again))


def enclosed(report: Report, shown: Iterable[str]) -> Block:
    """What goes with the report that shows these values: the technical file by name and hash, records of issues."""
    file = inlines(
        "Công thức, ô dữ liệu gốc và kết quả đối chiếu của từng số liệu nằm trong Phụ lục kỹ thuật kèm theo (tệp ",
        quoted(TECHNICAL_FILE),
        "). Mã để kiểm tra đúng tệp ấy (SHA-256): ",
        line_break(),
        file_hash(TECHNICAL_FILE),
        ".",
    )
    return prose(paragraph(file), *map(paragraph, issue_lines(report, shown)))


SOURCES = """
    l Nguồn tin
    l Nội dung
    l Nơi công bố
    l Thời gian
"""


def sources(report: Report) -> Block:
    """The sources of the edition's figures."""
    rows = [
        row(quoted(file.rpartition("/")[2]), "Danh mục đề án", DASH, DASH)
        for file in dict.fromkeys(table.file for table in report.clean.tables)
    ]
    known = {source["id"]: source for source in report.clean.sources}
    # a source that no figure comes from is not one of this report
    for id_ in dict.fromkeys(figure.source for figure in report.figures if not figure.parts):
        told: list[Text] = ["không có trong nguon.csv", DASH, DASH]
        if id_ in known:
            told = [
                quoted(said_date(known[id_][name])) for name in ("subject", "publisher", "date")
            ]
        rows.append(row(quoted(id_), *told))
    return table_block("Nguồn số liệu", SOURCES, rows)


FILES = """
    l Tệp
    l SHA-256 (nửa đầu)
"""


FILES_NOTE = (
    "Mã băm tính trên các dòng của tệp mà báo cáo dùng, kèm dòng tiêu đề; "
    "mã băm đầy đủ nằm trong manifest.json."
)


def inputs(report: Report) -> Block:
    """The used raw files with the first half of the hash of their used rows."""
    used = report.clean.inputs | report.clean.narrative.inputs
    rows = [row(quoted(name), code(hash_[:32])) for name, hash_ in sorted(used.items())]
    return table_block("Tệp dữ liệu gốc", FILES, rows, FILES_NOTE)
