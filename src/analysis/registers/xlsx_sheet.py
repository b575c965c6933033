"""An unpacked XLSX -> its sheets as text cells. Values come from calamine; a scan of the XML says what calamine hides.

Every stored number is read twice, and a file that gives two readings is refused.
"""

from __future__ import annotations

import datetime as dt
import io
import posixpath
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from xml.sax import SAXException
from xml.sax.handler import ContentHandler

import numpy as np
from defusedxml import DefusedXmlException
from python_calamine import CalamineError, CalamineWorkbook, SheetVisibleEnum

from analysis.faults import Place, Problems
from analysis.registers.sheet import BOOLEAN, DATE, ERROR, NO_VALUE, NUMBER, TEXT, Sheet, text_array
from analysis.registers.xlsx_file import packed
from analysis.registers.xlsx_scan import (
    MOST_COLUMNS,
    MOST_ROWS,
    Scan,
    Styles,
    local,
    parse,
    read_styles,
    scan_sheet,
)

MOST_CELLS = 20_000_000
SPARSE_CELLS = 2_000_000
SPARSE_RATIO = 100

_DIMENSION = re.compile(rb"<dimension\b[^>]*(?:/>|>\s*</dimension>)")
_READ_ERRORS = (
    CalamineError,
    SAXException,
    ValueError,
    KeyError,
    OSError,
    IndexError,
    OverflowError,
    TypeError,
)


@dataclass(frozen=True)
class WorkbookSheet:
    """One sheet of a workbook and whether people see it."""

    sheet: Sheet
    visible: bool


def read_workbook(
    file: str, sha256: str, members: Mapping[str, bytes], problems: Problems
) -> list[WorkbookSheet] | None:
    """All sheets of the members of a workbook, in its order; None after a fault."""
    try:
        paths = _sheet_paths(members)
        xml = members.get("xl/styles.xml")
        styles = read_styles(xml) if xml else Styles()
        scans = {
            name: scan_sheet(members[path], styles)
            for name, path in paths.items()
            if "sheets/" not in path or "worksheets/" in path
        }
    except DefusedXmlException:
        got = "có khai báo DOCTYPE hoặc ENTITY trong XML"
        problems.fault("file-dangerous-xml", Place(file), got)
        return None
    except _READ_ERRORS:
        _corrupt(Place(file), "XML của sổ tính không đúng quy cách", problems)
        return None
    if any(_too_large(Place(file, name), scan, problems) for name, scan in scans.items()):
        return None
    try:
        return _read_sheets(file, sha256, members, scans, problems)
    except _READ_ERRORS:
        _corrupt(Place(file), "không đọc được các ô của sổ tính", problems)
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # a panic of the native reader is no Exception
            raise
        _corrupt(Place(file), "không đọc được các ô của sổ tính", problems)
    return None


def _read_sheets(
    file: str,
    sha256: str,
    members: Mapping[str, bytes],
    scans: Mapping[str, Scan],
    problems: Problems,
) -> list[WorkbookSheet] | None:
    # The stated dimension is not trusted: a reader may reserve memory by it.
    lean = {
        name: _DIMENSION.sub(b"", xml, count=1) if "worksheets/" in name else xml
        for name, xml in members.items()
    }
    sheets = []
    with CalamineWorkbook.from_filelike(io.BytesIO(packed(lean))) as workbook:
        for meta in workbook.sheets_metadata:
            scan = scans.get(meta.name)
            if scan is None or not scan.cells:
                continue
            rows = workbook.get_sheet_by_name(meta.name).to_python(skip_empty_area=False)
            if not _agree(rows, scan):
                _corrupt(Place(file, meta.name), "hai cách đọc cho hai kết quả khác nhau", problems)
                return None
            sheet = _sheet(file, sha256, meta.name, rows, scan)
            sheets.append(WorkbookSheet(sheet, meta.visible == SheetVisibleEnum.Visible))
    return sheets


def _agree(rows: list[list[Any]], scan: Scan) -> bool:
    """Whether both readings find the same numbers, and values in the same cells."""
    for (row, column), (kind, text) in scan.cells.items():
        value = rows[row][column] if row < len(rows) and column < len(rows[row]) else ""
        if kind == "n" and type(value) in (int, float) and value != float(text):
            return False
        if kind == "n" and (value == "" or isinstance(value, str)):
            return False
        if kind in ("s", "str", "inlineStr") and not isinstance(value, str):
            return False
    cells = scan.cells
    return all(
        value == "" or (row, column) in cells
        for row, cells_of in enumerate(rows)
        for column, value in enumerate(cells_of)
    )


def _sheet(file: str, sha256: str, name: str, rows: list[list[Any]], scan: Scan) -> Sheet:
    width = max((len(row) for row in rows), default=0)
    width = max(width, scan.width)
    height = max(len(rows), scan.height)
    texts = [[""] * height for _ in range(width)]
    kinds = [np.zeros(height, dtype=np.uint8) for _ in range(width)]
    for row, cells in enumerate(rows):
        for column, value in enumerate(cells):
            if value != "":
                texts[column][row], kinds[column][row] = _cell(value)
    for (row, column), (kind, text) in scan.cells.items():
        if kind in ("e", "none"):
            texts[column][row], kinds[column][row] = text or "=", ERROR if kind == "e" else NO_VALUE
    return Sheet(
        file,
        sha256,
        name,
        tuple(text_array(column) for column in texts),
        tuple(kinds),
        tuple(scan.merges),
        frozenset(scan.hidden_rows),
        frozenset(scan.hidden_columns),
        frozenset(scan.struck_rows),
        frozenset(scan.external),
        scan.formats,
    )


def _cell(value: Any) -> tuple[str, int]:
    """Text and kind of a value of calamine; a number keeps its shortest exact decimal text, with a point."""
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value), TEXT
    if isinstance(value, bool):
        return ("TRUE" if value else "FALSE"), BOOLEAN
    if isinstance(value, (int, float)):
        return (str(int(value)) if float(value).is_integer() else repr(value)), NUMBER
    if isinstance(value, dt.datetime):
        return value.date().isoformat(), DATE
    return str(value), DATE


class _Relations(ContentHandler):
    """Sheet names with their relation, and the targets of relations."""

    def __init__(self) -> None:
        super().__init__()
        self.sheets: dict[str, str] = {}
        self.targets: dict[str, str] = {}

    def startElement(self, name: str, attrs: Any) -> None:  # noqa: N802 - the name that SAX calls
        tag = local(name)
        if tag == "sheet":
            relation = next((attrs[key] for key in attrs.getNames() if local(key) == "id"), "")
            self.sheets[attrs["name"]] = relation
        elif tag == "Relationship":
            self.targets[attrs["Id"]] = attrs["Target"]


def _sheet_paths(members: Mapping[str, bytes]) -> dict[str, str]:
    relations = _Relations()
    parse(members["xl/workbook.xml"], relations)
    parse(members["xl/_rels/workbook.xml.rels"], relations)
    return {
        name: _member(relations.targets[relation]) for name, relation in relations.sheets.items()
    }


def _member(target: str) -> str:
    return (
        target.lstrip("/")
        if target.startswith("/")
        else posixpath.normpath(posixpath.join("xl", target))
    )


def _too_large(where: Place, scan: Scan, problems: Problems) -> bool:
    box = scan.height * scan.width
    sparse = box > SPARSE_CELLS and box > SPARSE_RATIO * len(scan.cells)
    if scan.height <= MOST_ROWS and scan.width <= MOST_COLUMNS and box <= MOST_CELLS and not sparse:
        return False
    got = f"vùng có dữ liệu rộng {scan.height} dòng × {scan.width} cột nhưng chỉ có {len(scan.cells)} ô"
    remedy = "xóa các ô lạc ở xa bảng, hoặc chia bảng theo năm"
    problems.fault("sheet-too-large", where, got, f"không quá {MOST_CELLS} ô liền bảng", remedy)
    return True


def _corrupt(where: Place, got: str, problems: Problems) -> None:
    problems.fault(
        "file-corrupt", where, got, "sổ tính XLSX đúng quy cách", "mở tệp rồi lưu lại thành .xlsx"
    )
