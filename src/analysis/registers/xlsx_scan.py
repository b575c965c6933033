"""What a value reader hides, from a sheet's XML in one pass: types, errors, formulas, merges, hidden parts, strikes.

It is also the second reading of every stored number, which must agree with the first.
"""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from xml.sax.handler import ContentHandler, feature_namespaces

from defusedxml.sax import make_parser

from analysis.registers.format_units import BUILT_IN, format_says
from analysis.registers.sheet import Merge

MOST_ROWS, MOST_COLUMNS = 1_048_576, 16_384

_ADDRESS = re.compile(r"\$?([A-Z]{1,3})\$?([1-9][0-9]{0,6})")
_FLAT = re.compile(r"0*(?:\.[0-9]*)?(?<=.)|[0-9.]+[eE]-[0-9]+")
_OFF = ("0", "false", "none")


@dataclass
class Scan:
    """Facts of one sheet, rows and columns from 0. `cells` maps every cell with a value to its type and stored text.

    `formats` has the number format of the numbers whose format shows more than their digits.
    """

    cells: dict[tuple[int, int], tuple[str, str]] = field(default_factory=dict)
    formats: dict[tuple[int, int], str] = field(default_factory=dict)
    external: set[tuple[int, int]] = field(default_factory=set)
    merges: list[Merge] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    struck_rows: set[int] = field(default_factory=set)
    all_hidden: bool = False
    shown_rows: set[int] = field(default_factory=set)

    @property
    def height(self) -> int:
        """Rows up to the last cell with a value."""
        return max((row for row, _ in self.cells), default=-1) + 1

    @property
    def width(self) -> int:
        """Columns up to the last cell with a value."""
        return max((column for _, column in self.cells), default=-1) + 1


@dataclass(frozen=True)
class Styles:
    """Numbers of the cell styles whose font is struck through, and of those whose format shows more than digits."""

    struck: frozenset[int] = frozenset()
    formats: Mapping[int, str] = field(default_factory=dict)


def scan_sheet(xml: bytes, styles: Styles) -> Scan:
    """Scan one sheet. Errors: `xml.sax.SAXException` and `defusedxml.DefusedXmlException` for XML that is not plain."""
    scan = Scan()
    parse(xml, _SheetHandler(scan, styles))
    if scan.all_hidden:
        scan.hidden_rows |= {row for row, _ in scan.cells} - scan.shown_rows
    return scan


def read_styles(xml: bytes) -> Styles:
    """What the cell styles of a workbook show beside the values."""
    handler = _StylesHandler()
    parse(xml, handler)
    codes = [handler.codes.get(number, BUILT_IN.get(number, "")) for _, number in handler.styles]
    return Styles(
        frozenset(
            index for index, (font, _) in enumerate(handler.styles) if font in handler.struck
        ),
        {index: code for index, code in enumerate(codes) if format_says(code) is not None},
    )


def parse(xml: bytes, handler: ContentHandler) -> None:
    """Run a handler over XML without a document type and without entities."""
    parser = make_parser()
    parser.forbid_dtd = True
    parser.setFeature(feature_namespaces, False)
    parser.setContentHandler(handler)
    parser.parse(io.BytesIO(xml))


def local(tag: str) -> str:
    """A tag without its prefix."""
    return tag.rpartition(":")[2]


def address(text: str) -> tuple[int, int]:
    """Row and column from 0 of an address such as 'B12'. Errors: ValueError."""
    match = _ADDRESS.fullmatch(text)
    if match is None:
        raise ValueError(text)
    column = 0
    for letter in match.group(1):
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(match.group(2)) - 1, column - 1


class _SheetHandler(ContentHandler):
    def __init__(self, scan: Scan, styles: Styles) -> None:
        super().__init__()
        self._scan, self._struck, self._formats = scan, styles.struck, styles.formats
        self._row, self._column = -1, -1
        self._flat = False
        self._type, self._style = "n", 0
        self._text: list[str] | None = None
        self._value: str | None = None
        self._formula: str | None = None

    def startElement(self, name: str, attrs: Any) -> None:  # noqa: N802 - the name that SAX calls
        tag = local(name)
        if tag == "c":
            self._start_cell(attrs)
        elif tag in ("v", "f", "t"):
            self._text = []
        elif tag == "row":
            self._start_row(attrs)
        elif tag == "col" and (_is_on(attrs.get("hidden")) or _is_flat(attrs.get("width") or "")):
            first, last = int(attrs["min"]) - 1, min(int(attrs["max"]), MOST_COLUMNS)
            self._scan.hidden_columns.update(range(first, last))
        elif tag == "mergeCell":
            first_cell, _, last_cell = attrs["ref"].partition(":")
            top, left = address(first_cell)
            bottom, right = address(last_cell or first_cell)
            self._scan.merges.append(Merge(top, left, bottom, right))
        elif tag == "sheetFormatPr":
            self._scan.all_hidden = _is_on(attrs.get("zeroHeight"))
            self._flat = _is_flat(attrs.get("defaultRowHeight") or "")

    def characters(self, content: str) -> None:
        if self._text is not None:
            self._text.append(content)

    def endElement(self, name: str) -> None:  # noqa: N802 - the name that SAX calls
        tag = local(name)
        if tag == "c":
            self._end_cell()
        elif tag in ("v", "t"):
            self._value = (self._value or "") + "".join(self._text or ())
            self._text = None
        elif tag == "f":
            self._formula = "".join(self._text or ())
            self._text = None

    def _start_row(self, attrs: Mapping[str, Any]) -> None:
        self._row = int(attrs["r"]) - 1 if "r" in attrs else self._row + 1
        self._column = -1
        height = attrs.get("ht")
        if _is_on(attrs.get("hidden")) or (self._flat if height is None else _is_flat(height)):
            self._scan.hidden_rows.add(self._row)
        elif attrs.get("hidden") is not None:
            self._scan.shown_rows.add(self._row)

    def _start_cell(self, attrs: Mapping[str, Any]) -> None:
        place = attrs.get("r")
        self._row, self._column = address(place) if place else (self._row, self._column + 1)
        self._type = attrs.get("t") or "n"
        self._style = int(attrs.get("s") or 0)
        self._value = self._formula = None

    def _end_cell(self) -> None:
        scan, key = self._scan, (self._row, self._column)
        if key in scan.cells:
            raise ValueError(
                key
            )  # of two values of one cell people see either, by the program that they use
        if self._value is not None and (self._value != "" or self._type in ("str", "inlineStr")):
            scan.cells[key] = (self._type, self._value)
            if self._style in self._struck:
                scan.struck_rows.add(self._row)
            if self._style in self._formats and self._type == "n":
                scan.formats[key] = self._formats[self._style]
        elif self._formula is not None:
            scan.cells[key] = ("none", "")
        if self._formula is not None and "[" in self._formula:
            scan.external.add(key)


class _StylesHandler(ContentHandler):
    def __init__(self) -> None:
        super().__init__()
        self.struck: set[int] = set()
        self.codes: dict[int, str] = {}
        self.styles: list[tuple[int, int]] = []
        self._within: list[str] = []
        self._fonts = -1

    def startElement(self, name: str, attrs: Any) -> None:  # noqa: N802 - the name that SAX calls
        tag = local(name)
        if tag == "font" and self._within[-1:] == ["fonts"]:
            self._fonts += 1
        elif (
            tag == "strike"
            and "fonts" in self._within
            and str(attrs.get("val", "1")).lower() not in _OFF
        ):
            self.struck.add(self._fonts)
        elif tag == "xf" and self._within[-1:] == ["cellXfs"]:
            self.styles.append((int(attrs.get("fontId") or 0), int(attrs.get("numFmtId") or 0)))
        elif tag == "numFmt" and self._within[-1:] == ["numFmts"]:
            self.codes[int(attrs["numFmtId"])] = str(attrs["formatCode"])
        self._within.append(tag)

    def endElement(self, name: str) -> None:  # noqa: ARG002, N802 - the name that SAX calls
        self._within.pop()


def _is_on(text: str | None) -> bool:
    return text is not None and text.lower() not in _OFF


def _is_flat(size: str) -> bool:
    """Whether a row or column is less than one point, or one letter, in size: nobody sees it."""
    return _FLAT.fullmatch(size.strip()) is not None
