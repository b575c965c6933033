"""A workbook file -> its sheets as text cells.

Calamine gives the values, a scan of the XML the rest. Every stored number is read twice, and a file that gives two
readings is refused.
"""

from __future__ import annotations

import datetime as dt
import io
import posixpath
import re
import unicodedata
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Any
from xml.sax import SAXException

import numpy as np
import pyarrow as pa
from defusedxml import DefusedXmlException
from python_calamine import CalamineError, CalamineWorkbook, SheetVisibleEnum

from analysis.faults import Place, Problems
from analysis.raw.rows import RegisterSource
from analysis.sheets.archive import packed, unpack
from analysis.sheets.cells import Merge, address
from analysis.sheets.formulas import Area, Formulas, external_names, is_external
from analysis.sheets.rich_text import shared_strings, without_inline_runs
from analysis.sheets.sheet import BOOLEAN, DATE, ERROR, NO_VALUE, NUMBER, TEXT, Sheet, text_array
from analysis.sheets.xlsx_parts import comments, defined_names, read_styles
from analysis.sheets.xlsx_scan import MOST_COLUMNS, MOST_ROWS, Scan, scan_sheet
from analysis.sheets.xml_reading import each_element, local
from analysis.uncollected import uncollected

MOST_CELLS = 20_000_000
SPARSE_CELLS = 2_000_000
SPARSE_RATIO = 100

_DIMENSION = re.compile(rb"<dimension\b[^>]*(?:/>|>\s*</dimension>)")
# What a number format shows as it stands, and what it says of colours and languages.
_ASIDE_IN_FORMAT = re.compile(r'"[^"]*"|\\[\s\S]|\[[^]]*]')
# A thread of comments is kept a second time as a plain one.
_COMMENTS = re.compile(r"(?:^|/)comments?[^/]*$|/comments/")
_READ_ERRORS = (
    CalamineError,
    SAXException,
    ValueError,
    LookupError,
    OSError,
    OverflowError,
    TypeError,
)


class TwoReadings(Exception):
    """Raised when a cell of a workbook has not the same value for both readers."""


def read_workbook(source: RegisterSource, problems: Problems) -> list[Sheet]:
    """All sheets of a workbook, in its order; none after a fault."""
    where = Place(source.name)
    members = unpack(source.name, source.data, problems)
    if members is None:
        return []
    got = "XML của sổ tính không đúng quy cách"
    try:
        with uncollected():
            book = _scanned(members)
            scans = book.scans
            if any(
                _spans_too_much(Place(source.name, name), scans[name], problems) for name in scans
            ):
                return []
            got = "không đọc được các ô của sổ tính"
            return _read_sheets(source, members, book, problems)
    except DefusedXmlException:
        got = "có khai báo DOCTYPE hoặc ENTITY trong XML"
        problems.fault("file-dangerous-xml", where, got)
    except BaseException as error:
        # A panic of the native reader is no Exception, and its type cannot be imported.
        if not isinstance(error, _READ_ERRORS) and type(error).__name__ != "PanicException":
            raise
        _corrupt(where, got, problems)
    return []


@dataclass(frozen=True)
class _Book:
    """What a workbook says beside the values: scans of the sheets, named tables, names that stand for other files."""

    scans: Mapping[str, Scan]
    areas: Mapping[str, Area]
    outside: AbstractSet[str]


def _scanned(members: Mapping[str, bytes]) -> _Book:
    """The scan of each sheet of cells by its name; sheets of charts and macros have none."""
    relations: dict[str, str] = {}

    def take(path: str, attrs: Any) -> None:
        if path.endswith("/sheet"):
            # The attribute has any prefix: "r:id" is only the usual one.
            ids = [attrs[key] for key in attrs if local(key) == "id"]
            relations[attrs["name"]] = ids[0]

    each_element(members["xl/workbook.xml"], take)
    targets = _targets(members, "xl/workbook.xml")
    styles = read_styles(members.get("xl/styles.xml") or b"<styleSheet/>")
    shared = shared_strings(_strings_part(members, targets), styles)
    scans: dict[str, Scan] = {}
    areas: dict[str, Area] = {}
    for name, relation in relations.items():
        path = targets[relation]
        if "sheets/" not in path or "worksheets/" in path:
            xml, inline = without_inline_runs(members[path])
            scans[name] = scan_sheet(xml, styles, shared, inline)
            for part in _targets(members, path).values():
                if "/tables/" in part and part in members:
                    tables = _area(name, members[part])
                    scans[name].painted += map(_painted_by, tables.values())
                    areas |= tables
                elif _COMMENTS.search(part) and part in members:
                    scans[name].comments |= comments(members[part])
    names = defined_names(members["xl/workbook.xml"])
    return _Book(scans, areas, external_names(names))


def _targets(members: Mapping[str, bytes], path: str) -> dict[str, str]:
    """The parts that a part of the workbook points to, by the ids of its relations."""
    folder, name = posixpath.split(path)
    targets: dict[str, str] = {}

    def take(path: str, attrs: Any) -> None:
        # What lies outside has an address, not a part.
        if path.endswith("/Relationship") and attrs.get("TargetMode") != "External":
            joined = posixpath.join("/", folder, attrs["Target"])
            targets[attrs["Id"]] = posixpath.normpath(joined).lstrip("/")

    each_element(members.get(f"{folder}/_rels/{name}.rels", b"<Relationships/>"), take)
    return targets


def _strings_part(members: Mapping[str, bytes], targets: Mapping[str, str]) -> bytes:
    for path in targets.values():
        if path.lower().endswith("sharedstrings.xml"):
            return members.get(path, b"<sst/>")
    return b"<sst/>"


def _area(sheet: str, xml: bytes) -> dict[str, Area]:
    """A named table of a sheet, by its name in small letters."""
    columns: list[str] = []
    found: list[tuple[str, str, int, int]] = []

    def take(path: str, attrs: Any) -> None:
        if path.endswith("/tableColumn"):
            columns.append(attrs["name"].lower())
        elif path == "/table":
            name = attrs.get("displayName") or attrs.get("name") or ""
            headers, totals = attrs.get("headerRowCount", "1"), attrs.get("totalsRowCount", "0")
            found.append((name.lower(), attrs["ref"], int(headers), int(totals)))

    each_element(xml, take)
    areas: dict[str, Area] = {}
    for name, place, headers, totals in found:
        first, _, last = place.partition(":")
        top, left = address(first)
        bottom, _ = address(last or first)
        places = {column: left + index for index, column in enumerate(columns)}
        areas[name] = Area(sheet, top + headers, bottom - totals, places)
    return areas


def _painted_by(area: Area) -> Merge:
    """The cells that the style of a named table colours."""
    left = min(area.columns.values(), default=0)
    return Merge(area.top, left, area.bottom, left + len(area.columns) - 1)


def _read_sheets(
    source: RegisterSource,
    members: Mapping[str, bytes],
    book: _Book,
    problems: Problems,
) -> list[Sheet]:
    # The stated dimension is not trusted: a reader may reserve memory by it.
    lean = dict(members)
    for name, xml in members.items():
        if "worksheets/" in name:
            lean[name] = _DIMENSION.sub(b"", xml, count=1)
    sheets: list[Sheet] = []
    with CalamineWorkbook.from_filelike(io.BytesIO(packed(lean))) as workbook:
        for meta in workbook.sheets_metadata:
            scan = book.scans.get(meta.name)
            if scan is None or not scan.cells:
                continue
            rows = workbook.get_sheet_by_name(meta.name).to_python(skip_empty_area=False)
            try:
                columns, kinds = _cells(rows, scan)
            except TwoReadings:
                _corrupt(
                    Place(source.name, meta.name),
                    "hai cách đọc cho hai kết quả khác nhau",
                    problems,
                )
                return []
            sheet = Sheet(
                source.name,
                source.sha256,
                meta.name,
                columns,
                kinds,
                visible=meta.visible == SheetVisibleEnum.Visible,
                merges=scan.merges,
                hidden_rows=scan.hidden_rows,
                hidden_columns=scan.hidden_columns,
                struck=scan.struck,
                unseen=scan.unseen,
                painted=scan.painted,
                runs=scan.runs,
                comments=scan.comments,
                formulas=_formulas(scan, book),
                formats=scan.formats,
            )
            sheets.append(sheet)
    if not sheets:
        problems.fault("file-empty", Place(source.name), "sổ tính không có ô nào")
    return sheets


def _cells(
    rows: list[list[Any]], scan: Scan
) -> tuple[tuple[pa.Array, ...], tuple[np.ndarray, ...]]:
    """The columns of texts and of their kinds.

    Raises:
        TwoReadings: calamine and the scan do not find the same values.
    """
    height = max(scan.height, len(rows))
    width = max([scan.width, *map(len, rows)])
    texts = [[""] * height for _ in range(width)]
    kinds = [bytearray(height) for _ in range(width)]
    rows += [[]] * (height - len(rows))
    found = 0
    for (row, column), (kind, stored) in scan.cells.items():
        cells = rows[row]
        value = cells[column] if column < len(cells) else ""
        found += value != ""
        texts[column][row], kinds[column][row] = _cell(value, kind, stored)
    if found < sum(len(cells) - cells.count("") for cells in rows):
        raise TwoReadings
    for (row, column), code in scan.formats.items():
        if kinds[column][row] == DATE:
            texts[column][row] = day_as_shown(texts[column][row], code)
    for (row, column), read in scan.runs.items():
        texts[column][row] = unicodedata.normalize("NFC", read.text)
    of_columns = (np.frombuffer(column, dtype=np.uint8) for column in kinds)
    return tuple(map(text_array, texts)), tuple(of_columns)


def day_as_shown(day: str, code: str) -> str:
    """A day of a cell, YYYY-MM-DD, as far as its number format shows it: nobody wrote the day behind "03/2025"."""
    shows = _ASIDE_IN_FORMAT.sub("", code).lower()
    if "d" in shows:
        return day
    year, month, _ = day.split("-")
    # of a time of the day, m are minutes
    if "m" in shows and not {"h", "s"}.intersection(shows):
        return f"{month}/{year}"
    return year if "y" in shows else day


def _formulas(scan: Scan, book: _Book) -> Formulas | None:
    """The formulas of a sheet; None where it has none."""
    if not scan.formulas:
        return None
    outside = {
        cell for cell, formula in scan.formulas.items() if is_external(formula.text, book.outside)
    }
    sheets = {name.lower(): other.cells for name, other in book.scans.items()}
    return Formulas(scan.formulas, scan.array_ranges, book.areas, outside, sheets)


def _cell(value: Any, kind: str, stored: str) -> tuple[str, int]:
    """Text and kind of a value of calamine, stored so in the XML.

    A number keeps its shortest exact decimal text, with a point.
    """
    if kind == "e":
        return stored or "=", ERROR
    if kind == "none":
        return "=", NO_VALUE
    is_text = isinstance(value, str)
    if (is_text and kind == "n") or (not is_text and kind in ("s", "str", "inlineStr")):
        raise TwoReadings
    if is_text:
        return unicodedata.normalize("NFC", value), TEXT
    if isinstance(value, bool):
        return str(value).upper(), BOOLEAN
    if isinstance(value, (int, float)):
        if kind == "n" and value != float(stored):
            raise TwoReadings
        if float(value).is_integer():
            value = int(value)
        return repr(value), NUMBER
    # A number with a format of days comes as a day: it is not compared.
    if isinstance(value, dt.datetime):
        value = value.date()
    return str(value), DATE


def _spans_too_much(where: Place, scan: Scan, problems: Problems) -> bool:
    """Tell a sheet whose few cells span so many rows and columns that it would fill the memory."""
    height, width, cells = scan.height, scan.width, len(scan.cells)
    box = height * width
    is_sparse = box > max(SPARSE_CELLS, SPARSE_RATIO * cells)
    if height <= MOST_ROWS and width <= MOST_COLUMNS and box <= MOST_CELLS and not is_sparse:
        return False
    problems.fault(
        "sheet-too-large",
        where,
        f"vùng có dữ liệu rộng {height} dòng × {width} cột nhưng chỉ có {cells} ô",
        f"không quá {MOST_CELLS} ô liền bảng",
        "xóa các ô lạc ở xa bảng, hoặc chia bảng theo năm",
    )
    return True


def _corrupt(where: Place, got: str, problems: Problems) -> None:
    problems.fault(
        "file-corrupt", where, got, "sổ tính XLSX đúng quy cách", "mở tệp rồi lưu lại thành .xlsx"
    )
