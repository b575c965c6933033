"""An unpacked XLSX -> its sheets as text cells. Calamine gives the values, a scan the rest.

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
    each_element,
    local,
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
    file: str,
    sha256: str,
    members: Mapping[str, bytes],
    problems: Problems,
) -> list[WorkbookSheet] | None:
    """All sheets of the members of a workbook, in its order; None after a fault."""
    where = Place(file)
    got = "XML của sổ tính không đúng quy cách"
    try:
        scans = _scans(members)
        if any(_too_large(Place(file, name), scan, problems) for name, scan in scans.items()):
            return None
        got = "không đọc được các ô của sổ tính"
        return _read_sheets(file, sha256, members, scans, problems)
    except DefusedXmlException:
        got = "có khai báo DOCTYPE hoặc ENTITY trong XML"
        problems.fault("file-dangerous-xml", where, got)
    except _READ_ERRORS:
        _corrupt(where, got, problems)
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # a panic of the native reader is no Exception
            raise
        _corrupt(where, got, problems)
    return None


def _scans(members: Mapping[str, bytes]) -> dict[str, Scan]:
    """The scan of each sheet of cells by its name; sheets of charts and macros have none."""
    targets: dict[str, str] = {}
    relations: dict[str, str] = {}

    def take(path: str, attrs: Any) -> None:
        if path.endswith("/Relationship"):
            targets[attrs["Id"]] = attrs["Target"]
        elif path.endswith("/sheet"):
            # The attribute has any prefix: "r:id" is only the usual one.
            keys = [key for key in attrs.getNames() if local(key) == "id"]
            relations[attrs["name"]] = attrs[keys[0]]

    each_element(members["xl/workbook.xml"], take)
    each_element(members["xl/_rels/workbook.xml.rels"], take)
    styles = Styles()
    if members.get("xl/styles.xml"):
        styles = read_styles(members["xl/styles.xml"])
    scans: dict[str, Scan] = {}
    for name, relation in relations.items():
        path = posixpath.normpath(posixpath.join("/xl", targets[relation])).lstrip("/")
        if "sheets/" not in path or "worksheets/" in path:
            scans[name] = scan_sheet(members[path], styles)
    return scans


def _read_sheets(
    file: str,
    sha256: str,
    members: Mapping[str, bytes],
    scans: Mapping[str, Scan],
    problems: Problems,
) -> list[WorkbookSheet] | None:
    # The stated dimension is not trusted: a reader may reserve memory by it.
    lean = dict(members)
    for name, xml in members.items():
        if "worksheets/" in name:
            lean[name] = _DIMENSION.sub(b"", xml, count=1)
    sheets: list[WorkbookSheet] = []
    with CalamineWorkbook.from_filelike(io.BytesIO(packed(lean))) as workbook:
        for meta in workbook.sheets_metadata:
            scan = scans.get(meta.name)
            if scan is None or not scan.cells:
                continue
            rows = workbook.get_sheet_by_name(meta.name).to_python(skip_empty_area=False)
            sheet = _sheet(file, sha256, meta.name, rows, scan)
            if sheet is None:
                _corrupt(Place(file, meta.name), "hai cách đọc cho hai kết quả khác nhau", problems)
                return None
            sheets.append(WorkbookSheet(sheet, meta.visible == SheetVisibleEnum.Visible))
    return sheets


def _sheet(
    file: str,
    sha256: str,
    name: str,
    rows: list[list[Any]],
    scan: Scan,
) -> Sheet | None:
    """The rows of calamine with what the scan adds; None unless both find the same values."""
    height = max(scan.height, len(rows))
    width = max([scan.width, *map(len, rows)])
    texts = [[""] * height for _ in range(width)]
    kinds = [np.zeros(height, dtype=np.uint8) for _ in range(width)]
    for row, cells in enumerate(rows):
        cells.extend([""] * (width - len(cells)))
        for column, value in enumerate(cells):
            if value == "":
                continue
            if (row, column) not in scan.cells:
                return None
            texts[column][row], kinds[column][row] = _cell(value)
    rows.extend([[""] * width] * (height - len(rows)))
    for (row, column), (kind, text) in scan.cells.items():
        if not _agrees(rows[row][column], kind, text):
            return None
        if kind == "e":
            texts[column][row], kinds[column][row] = text or "=", ERROR
        elif kind == "none":
            texts[column][row], kinds[column][row] = "=", NO_VALUE
    return Sheet(
        file,
        sha256,
        name,
        tuple(map(text_array, texts)),
        tuple(kinds),
        scan.merges,
        scan.hidden_rows,
        scan.hidden_columns,
        scan.struck_rows,
        scan.external,
        scan.formats,
    )


def _agrees(
    value: Any,
    kind: str,
    text: str,
) -> bool:
    """Whether the value of calamine is what the XML stores: the same number, or a text."""
    if kind == "n":
        # A number with a format of days comes as a day: it is not compared.
        return not isinstance(value, str) and (
            type(value) not in (int, float) or value == float(text)
        )
    return isinstance(value, str) or kind not in ("s", "str", "inlineStr")


def _cell(value: Any) -> tuple[str, int]:
    """Text and kind of a value of calamine; a number keeps its shortest exact decimal text, with a point."""
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value), TEXT
    if isinstance(value, bool):
        return str(value).upper(), BOOLEAN
    if isinstance(value, (int, float)):
        if float(value).is_integer():
            value = int(value)
        return repr(value), NUMBER
    if isinstance(value, dt.datetime):
        value = value.date()
    return str(value), DATE


def _too_large(
    where: Place,
    scan: Scan,
    problems: Problems,
) -> bool:
    """Tell a sheet whose few cells span so many rows and columns that it would fill the memory."""
    height, width, cells = scan.height, scan.width, len(scan.cells)
    box = height * width
    is_sparse = box > max(SPARSE_CELLS, SPARSE_RATIO * cells)
    if height <= MOST_ROWS and width <= MOST_COLUMNS and box <= MOST_CELLS and not is_sparse:
        return False
    got = f"vùng có dữ liệu rộng {height} dòng × {width} cột nhưng chỉ có {cells} ô"
    remedy = "xóa các ô lạc ở xa bảng, hoặc chia bảng theo năm"
    problems.fault("sheet-too-large", where, got, f"không quá {MOST_CELLS} ô liền bảng", remedy)
    return True


def _corrupt(
    where: Place,
    got: str,
    problems: Problems,
) -> None:
    wanted, remedy = "sổ tính XLSX đúng quy cách", "mở tệp rồi lưu lại thành .xlsx"
    problems.fault("file-corrupt", where, got, wanted, remedy)
